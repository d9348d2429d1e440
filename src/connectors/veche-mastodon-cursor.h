/* veche-mastodon-cursor.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a Mastodon source stands, between pages and runs.  A run goes through the steps in order; each page is saved with its cursor, so an
 * interrupted run goes on where it was.  Kept as JSON. */
typedef enum
{
  VECHE_MASTODON_NOTIFICATIONS,   /* back from the newest at first, then forward from `top` */
  VECHE_MASTODON_OWN,             /* our latest messages, and the threads below those that got answers */
  VECHE_MASTODON_WATCHED,         /* words, hashtags and lists, one a page */
  VECHE_MASTODON_FOLLOWERS,       /* now and then, page by page */
  VECHE_MASTODON_RECHECK,         /* messages that we know: changed, gone? */
} VecheMastodonStep;

typedef struct
{
  VecheMastodonStep step;
  char       *top;                /* newest notification seen (owned) (nullable) */
  char       *back;               /* while going back: older than this come next (owned) (nullable) */
  gboolean    back_done;
  gint64      top_at;             /* when it came; all up to here is read; microseconds UTC, 0: not known */
  gint64      reached;            /* while going back: all after this is read; 0: nothing */
  guint       pages;              /* of this step */
  guint       index;              /* of what is watched */
  GHashTable *marks;              /* (owned) "tag:…", "list:…", "word:…" → id of the newest seen there */
  gint64      above_at;           /* when the newest of the hashtags and lists were looked at last; microseconds UTC */
  GHashTable *own;                /* (owned) id of our message → GUINT_TO_POINTER (number of its answers + 1) */
  char       *followers_next;     /* (owned) (nullable) */
  gint64      followers_at;       /* when they were last complete; microseconds UTC */
  char       *stream;             /* address of the server's stream of events (owned) (nullable) */
  gint64      stream_at;          /* when it was asked for last */
  gboolean    brief;              /* this run: notifications only; not kept between runs */
  gint64      whole_at;           /* when a run last went through all steps */
  GPtrArray  *known;              /* (owned) (element-type utf8) "id fingerprint", oldest first */
} VecheMastodonCursor;

VecheMastodonCursor *veche_mastodon_cursor_read  (const char *text);   /* (nullable): the beginning; as is what can't be read */
char                *veche_mastodon_cursor_write (VecheMastodonCursor *self);
void                 veche_mastodon_cursor_free  (VecheMastodonCursor *self);

/* Remembers a message of someone else, to look at again. */
void                 veche_mastodon_cursor_remember (VecheMastodonCursor *self, const char *id, const char *fingerprint);
void                 veche_mastodon_cursor_forget   (VecheMastodonCursor *self, const char *id);
/* Of the ids that are long enough: all but the first ten letters → the id. (transfer full) */
GHashTable          *veche_mastodon_cursor_list_tails (VecheMastodonCursor *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheMastodonCursor, veche_mastodon_cursor_free)

G_END_DECLS
