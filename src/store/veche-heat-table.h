/* veche-heat-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* Rows for analysis/veche-heat.  Lane functions. */

typedef struct { gint64 id, first; char *uid, *name; } VecheHeatSource;   /* first: its earliest message */
void        veche_heat_source_free   (VecheHeatSource *self);
GPtrArray  *veche_heat_sources       (VecheDb *db, GError **error);        /* (element-type VecheHeatSource) */

typedef struct { gint64 id, reply_to_id, channel_id, member_id; guint thread; } VecheHeatRow;   /* thread: hash of the platform's id, 0: none */
/* What was said there from a moment to another, by id, at most 5,000. (element-type VecheHeatRow) */
GArray     *veche_heat_rows          (VecheDb *db, gint64 source_id, gint64 from, gint64 to, GError **error);

/* What a thread is called that hangs on this message, and how many open mentions are in it. channel_name (out) (nullable), uid (out) (transfer full) */
gboolean    veche_heat_thread        (VecheDb *db, gint64 root_id, GArray *interaction_ids, char **channel_name, char **uid, guint *mentions, GError **error);

typedef struct { char *member_uid, *name; gint64 member_id, triage_id, since, at; guint n; } VecheHeatCritic;
void        veche_heat_critic_free   (VecheHeatCritic *self);
/* Who said something negative that is open since a moment, and twice or more in the 90 days before. (element-type VecheHeatCritic) newest first */
GPtrArray  *veche_heat_critics       (VecheDb *db, gint64 since, GError **error);

/* How heated the talk is that these messages make: the fastest growth among its mentions, in tenths of a standard deviation above what is usual, and
 * how many of them sound negative. */
typedef struct { int heat; guint negative; } VecheThreadHeat;
gboolean    veche_heat_of_thread     (VecheDb *db, GArray *interaction_ids, VecheThreadHeat *heat, GError **error);

/* Inside a write transaction: the open mentions among these messages get this heat. */
gboolean    veche_heat_mark          (VecheDb *db, GArray *interaction_ids, int heat, GError **error);
/* All others lose theirs. */
gboolean    veche_heat_cool          (VecheDb *db, GArray *interaction_ids, GError **error);

G_END_DECLS
