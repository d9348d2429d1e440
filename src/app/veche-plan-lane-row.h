/* veche-plan-lane-row.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-row.h"
#include "store/veche-plan-entries.h"

G_BEGIN_DECLS

/* One thing of the timeline: its title, and its time as a bar or a mark.  Inside a VechePlanTimeline. */
#define VECHE_TYPE_PLAN_LANE_ROW (veche_plan_lane_row_get_type ())
G_DECLARE_FINAL_TYPE (VechePlanLaneRow, veche_plan_lane_row, VECHE, PLAN_LANE_ROW, VecheRow)

/* Of all times of a ritual, the record of its row. (transfer full) */
typedef struct
{
  VechePlanEntry  parent;
  GPtrArray      *times;      /* VechePlanEntry: all of them, the next one of today is the entry itself */
} VechePlanLane;

/* Which part of its bar x is on; FALSE: on none of it. */
gboolean veche_plan_lane_row_grip (VechePlanLaneRow *self, double x, VechePlanEdge *edge);

G_END_DECLS
