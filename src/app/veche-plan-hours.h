/* veche-plan-hours.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "store/veche-plan-entries.h"

G_BEGIN_DECLS

/* The hours of seven days, and buttons placed at theirs.  Those at the same time stand side by side. */
#define VECHE_TYPE_PLAN_HOURS (veche_plan_hours_get_type ())
G_DECLARE_FINAL_TYPE (VechePlanHours, veche_plan_hours, VECHE, PLAN_HOURS, GtkWidget)

#define VECHE_PLAN_HOURS_MARGIN 46   /* px of the hours' numbers at the start; unscaled */

GtkWidget *veche_plan_hours_new    (void);
/* Empties it: the week from that day, with the clocks of tz. */
void       veche_plan_hours_reset  (VechePlanHours *self, const char *since, const char *tz);
/* Takes a button: on that day of the week, from one minute of it to another. */
void       veche_plan_hours_add    (VechePlanHours *self, GtkWidget *button, int day, int from, int to);
void       veche_plan_hours_arrange (VechePlanHours *self);                     /* when all are there */
/* The day and the minute of a place. FALSE: none of them */
gboolean   veche_plan_hours_find   (VechePlanHours *self, double x, double y, int *day, int *minute);
double     veche_plan_hours_get_y  (VechePlanHours *self, int minute);
double     veche_plan_hours_get_x  (VechePlanHours *self, int day);      /* what to scroll to, so that this day is the first in sight */
void       veche_plan_hours_set_edge (VechePlanHours *self, double x);   /* where the hours are read: what is before it was scrolled away */

/* A day on which the clocks are changed: its hours (23, 25), and the first minute that is left out or comes twice. 24 hours: hour is -1. */
int        veche_plan_hours_of_day (const char *day, const char *tz, int *minute);
/* A part of a day that an entry takes, in minutes. FALSE: it takes none of it, or all of it. */
gboolean   veche_plan_hours_part   (const VechePlanEntry *entry, const char *day, const char *tz, int *from, int *to);

G_END_DECLS
