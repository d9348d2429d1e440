/* veche-vk-cursor.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a VK source stands, between pages and runs.  A round looks at each place in turn, and at what changed there; between rounds the long
 * poll tells.  Kept as JSON; the long poll's key is a secret and is not in it. */
typedef enum
{
  VECHE_VK_STEP_WALL,
  VECHE_VK_STEP_BOARDS,
  VECHE_VK_STEP_PHOTOS,
  VECHE_VK_STEP_VIDEOS,
  VECHE_VK_STEP_MENTIONS,
  VECHE_VK_STEP_TALKS,
  VECHE_VK_STEP_QUEUE,         /* threads to be read */
  VECHE_VK_STEP_LIVE,          /* the long poll */
} VecheVkStep;

typedef struct
{
  VecheVkStep step;
  guint       offset;          /* in the step's list */
  gint64      round_at;        /* when the last round began; microseconds UTC, 0: never */
  gint64      live_at;         /* until when the long poll has told everything; 0: not */
  gboolean    begun;           /* a whole round has ended once */
  gboolean    alone;           /* the reading key may not execute */
  char       *ts;              /* of the long poll (owned) (nullable) */
  GPtrArray  *queue;           /* (owned) (element-type utf8): threads to read, as VecheVkItem writes them */
  GHashTable *counts;          /* (owned): "w45" → how many comments, "b7", "v9", "m100" … */
} VecheVkCursor;

VecheVkCursor *veche_vk_cursor_read  (const char *text);    /* (nullable): the beginning; as is what can't be read */
char          *veche_vk_cursor_write (VecheVkCursor *self);
void           veche_vk_cursor_free  (VecheVkCursor *self);

/* What was known, and is now; -1: nothing. kind: 'w' post, 'b' discussion, 'v' video, 'm' talk. */
gint64         veche_vk_cursor_swap  (VecheVkCursor *self, char kind, gint64 id, gint64 count);

/* A thread: of which kind, of what, below which comment (0: all), from which place on. */
typedef struct { char kind; gboolean latest; gint64 id, comment; guint offset; } VecheVkItem;
void           veche_vk_cursor_push  (VecheVkCursor *self, const VecheVkItem *item);
gboolean       veche_vk_item_read    (VecheVkItem *self, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheVkCursor, veche_vk_cursor_free)

G_END_DECLS
