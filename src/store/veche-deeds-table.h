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

/* When somebody's n-th message was written; 0: there are not so many. */
gint64     veche_deeds_nth   (VecheDb *db, gint64 member_id, guint n);

/* Who wrote for the first time, or for the n-th, between the two times. */
typedef struct { gint64 member_id, at; char *uid, *name; guint n; } VecheMilestone;
void       veche_milestone_free (VecheMilestone *self);
/* numbers ends with 0, the first is 1. (transfer full) (element-type VecheMilestone) newest first, at most limit */
GPtrArray *veche_deeds_milestones (VecheDb *db, const guint *numbers, gint64 since, gint64 until, guint limit, GError **error);

G_END_DECLS
