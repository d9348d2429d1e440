/* veche-talk-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-filter.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* What was said in a period, piece by piece, for analysis/veche-talk.  Lane functions. */

typedef struct { gint64 id, member_id, at; char *text; } VecheTalkRow;

/* Channels of a community (NULL: all). (element-type gint64) */
GArray     *veche_talk_channels (VecheDb *db, const char *community, GError **error);
/* Messages of members in one channel after the place (at, id), before until; oldest first, at most limit. (element-type VecheTalkRow) */
GArray     *veche_talk_read     (VecheDb *db, gint64 channel, gint64 at, gint64 id, gint64 until, guint limit, GError **error);
/* Staff, bots and the manager, who are not the community. (element-type gint64, as a set) */
GHashTable *veche_talk_others   (VecheDb *db, GError **error);
/* Members that a filter finds, as a set of gint64. */
GHashTable *veche_talk_members  (VecheDb *db, VecheFilter *filter, GError **error);

G_END_DECLS
