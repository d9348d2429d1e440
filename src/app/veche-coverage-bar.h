/* veche-coverage-bar.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VECHE_COVERAGE_DAYS 90

/* Ninety days of a source: what is surely complete, what is missing (hatched), what was before it was connected.  Without spans it is the
 * axis of dates over the bars; with the property "kind" ("complete", "gap", "unknown") a key of the legend. */
#define VECHE_TYPE_COVERAGE_BAR (veche_coverage_bar_get_type ())
G_DECLARE_FINAL_TYPE (VecheCoverageBar, veche_coverage_bar, VECHE, COVERAGE_BAR, GtkWidget)

GtkWidget *veche_coverage_bar_new      (void);
/* spans (element-type VecheStretch): sorted, apart; known: when the source began to be known; slack: a shorter hole is none.
 * trouble: the last hole is being dug now. */
void       veche_coverage_bar_set      (VecheCoverageBar *self, GArray *spans, gint64 known, gint64 now, gint64 slack, gboolean trouble);
void       veche_coverage_bar_set_axis (VecheCoverageBar *self, gint64 now);

G_END_DECLS
