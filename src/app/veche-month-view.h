/* veche-month-view.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/veche-plan-load.h"
#include "app/veche-session.h"

G_BEGIN_DECLS

/* A month as weeks of days.  What stands in the plan are chips: dragged to another day, or moved by Ctrl+Shift+arrows; Enter opens one, Enter or N on a
 * day makes an event.  Signal: "add-event" (day). */
#define VECHE_TYPE_MONTH_VIEW (veche_month_view_get_type ())
G_DECLARE_FINAL_TYPE (VecheMonthView, veche_month_view, VECHE, MONTH_VIEW, GtkWidget)

GtkWidget *veche_month_view_new   (VecheSession *session);
void       veche_month_view_show  (VecheMonthView *self, VechePlanData *data);

G_END_DECLS
