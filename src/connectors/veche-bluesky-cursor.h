/* veche-bluesky-cursor.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a Bluesky source stands, between pages and runs.  A run goes through the steps in order; each page is saved with its cursor, so an
 * interrupted run goes on where it was.  Kept as JSON. */
typedef enum
{
  VECHE_BLUESKY_NOTIFICATIONS,   /* from the newest back to what we have */
  VECHE_BLUESKY_OWN,             /* our latest posts, and the threads below those that got answers */
  VECHE_BLUESKY_WORDS,           /* searches, one a word */
  VECHE_BLUESKY_WATCHED,         /* feeds, one an author */
  VECHE_BLUESKY_RECHECK,         /* posts that we know: gone? */
  VECHE_BLUESKY_N_STEPS,
} VecheBlueskyStep;

typedef struct
{
  VecheBlueskyStep step;
  guint       index;           /* of the word or author of this step */
  guint       pages;           /* of this step */
  char       *top;             /* newest notification of the last whole pass (owned) (nullable) */
  gint64      top_at;          /* when it came; microseconds UTC */
  char       *next_top;        /* of the pass under way (owned) (nullable) */
  gint64      next_top_at;
  gint64      reached;         /* all between here and the newest is read by now; 0: nothing */
  char       *page;            /* the server's own mark of the next page (owned) (nullable) */
  GHashTable *own;             /* (owned) address of our post → GUINT_TO_POINTER (number of its answers + 1) */
  GHashTable *marks;           /* (owned) "word:…", "author:…" → gint64: the newest seen of it */
  GPtrArray  *known;           /* (owned) (element-type utf8) addresses of others' posts, oldest first */
} VecheBlueskyCursor;

VecheBlueskyCursor *veche_bluesky_cursor_read  (const char *text);   /* (nullable): the beginning; as is what can't be read */
char               *veche_bluesky_cursor_write (VecheBlueskyCursor *self);
void                veche_bluesky_cursor_free  (VecheBlueskyCursor *self);

/* Remembers a post of someone else, to look at again. */
void                veche_bluesky_cursor_remember (VecheBlueskyCursor *self, const char *uri);
void                veche_bluesky_cursor_forget   (VecheBlueskyCursor *self, const char *uri);
gint64              veche_bluesky_cursor_get_mark (VecheBlueskyCursor *self, const char *name);
void                veche_bluesky_cursor_set_mark (VecheBlueskyCursor *self, const char *name, gint64 at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheBlueskyCursor, veche_bluesky_cursor_free)

G_END_DECLS
