/* veche-plan-timeline.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-plan-load.h"
#include "app/veche-session.h"

G_BEGIN_DECLS

/* A quarter as lanes, one a project: each thing of it a row with its time as a bar or a mark, under the days of the quarter.  A bar is dragged along, by
 * its ends too; Ctrl+arrows move what is selected by a day, with Shift by a week, with Alt only its end; the menu has all of it. */
#define VECHE_TYPE_PLAN_TIMELINE (veche_plan_timeline_get_type ())
G_DECLARE_FINAL_TYPE (VechePlanTimeline, veche_plan_timeline, VECHE, PLAN_TIMELINE, AdwBin)

GtkWidget *veche_plan_timeline_new   (VecheSession *session);
void       veche_plan_timeline_show  (VechePlanTimeline *self, VechePlanData *data);
void       veche_plan_timeline_focus (VechePlanTimeline *self);

/* Where the days stand, for the rows: x of the beginning of a day, counted from the first one, in a row of that width. */
typedef struct
{
  const char *since, *today;   /* borrowed */
  int         n_days;
  VechePlanEntry *dragged;     /* (nullable): what a hand moves just now */
  VechePlanEdge edge;
  int         days;            /* by so many */
} VechePlanAxis;
const VechePlanAxis *veche_plan_timeline_get_axis (VechePlanTimeline *self);
float      veche_plan_axis_start     (float width);                                            /* x of the first day */
float      veche_plan_axis_x         (const VechePlanAxis *axis, float width, int day);
/* First and last day of an entry on the axis, with what a hand does to it. FALSE: outside */
gboolean   veche_plan_axis_span      (const VechePlanAxis *axis, const VechePlanEntry *entry, int *first, int *last);

G_END_DECLS
