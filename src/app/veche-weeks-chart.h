/* veche-weeks-chart.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A number a week as bars, the latest in full colour, over them what was done: dashed lines with the shape of their agenda.  Its accessible name reads
 * the numbers out, its description what was done; the tooltip of a bar says its week and number, with what was done in it. */
#define VECHE_TYPE_WEEKS_CHART (veche_weeks_chart_get_type ())
G_DECLARE_FINAL_TYPE (VecheWeeksChart, veche_weeks_chart, VECHE, WEEKS_CHART, GtkWidget)

/* since: the first day of the first week; shape (nullable): whose colour, else the accent's. weeks: (element-type guint) */
GtkWidget *veche_weeks_chart_new  (const char *title, const char *since, GArray *weeks, const char *shape, int height);
/* What was done on that day; main: what the chart is about. */
void       veche_weeks_chart_mark (VecheWeeksChart *self, const char *day, const char *title, const char *shape /* (nullable) */, gboolean main);
/* Which shape stands for what; NULL: nothing is marked. name (nullable): of the agenda. (transfer floating) */
typedef struct { const char *shape, *name; } VecheWeeksKey;
GtkWidget *veche_weeks_chart_legend_new (const VecheWeeksKey *keys, guint n);

G_END_DECLS
