/* veche-deeds-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* What somebody said, and what others answered to it: the rows behind contributions and milestones.  Lane functions. */

typedef struct
{
  gint64  id, at;
  char   *uid, *kind, *text, *meta;   /* text, meta (nullable) */
  gint64  reply_to;                   /* member whom it answers, 0: nobody */
  GStrv   answers;                    /* what others replied to it, the first 8 */
} VecheDeed;

/* The newest, since then, written by the person; at most limit. (transfer full) (element-type VecheDeed) */
GPtrArray *veche_deeds_list  (VecheDb *db, gint64 member_id, gint64 since, guint limit, GError **error);

/* Their answers to others, oldest first, with what was replied to them. (transfer full) (element-type VecheDeed) */
GPtrArray *veche_deeds_answers (VecheDb *db, gint64 member_id, gint64 after_at, gint64 after_id, guint limit, GError **error);
void       veche_deed_free   (VecheDeed *self);

/* When somebody's n-th message (answers: their n-th answer to somebody else) was written; 0: there are not so many.
 * uid (out) (transfer full) (nullable): of that message. */
gint64     veche_deeds_nth   (VecheDb *db, gint64 member_id, guint n, gboolean answers, char **uid);

/* Who said something since then, of the members who count; last seen first. (element-type VecheTalkerRow) */
typedef struct { gint64 member_id; char *uid, *name; guint messages; /* about: everything on their timeline */ guint answers_lately : 1; } VecheTalkerRow;
void       veche_talker_row_free (VecheTalkerRow *self);
GPtrArray *veche_deeds_talkers (VecheDb *db, gint64 member_id /* 0: all */, gint64 since, guint limit, GError **error);

G_END_DECLS
