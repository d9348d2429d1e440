/* veche-month-view.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/veche-session.h"
#include "store/veche-plan-table.h"

G_BEGIN_DECLS

/* A month as weeks of days.  Events are chips: dragged to another day, or moved by Ctrl+Shift+arrows; Enter opens one, Enter on a day makes
 * one.  Signals: "edit-event" (uid), "add-event" (day). */
#define VECHE_TYPE_MONTH_VIEW (veche_month_view_get_type ())
G_DECLARE_FINAL_TYPE (VecheMonthView, veche_month_view, VECHE, MONTH_VIEW, GtkWidget)

GtkWidget *veche_month_view_new   (VecheSession *session);
/* month: any day of it. events: (element-type VecheEvent) of at least veche_month_view_bounds(), by start. */
void       veche_month_view_show  (VecheMonthView *self, const char *month, GPtrArray *events /* (transfer none) */, GPtrArray *agendas /* (nullable) */,
                                  VecheProject *project /* (nullable): of the quarter, for the strip above */);
void       veche_month_view_focus (VecheMonthView *self);

/* The first day shown for a month, and the first no longer shown: whole weeks.  (transfer full) each */
void       veche_month_view_bounds (const char *month, char **since, char **until);

G_END_DECLS
