/* veche-plan-week.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-plan-load.h"
#include "app/veche-session.h"

G_BEGIN_DECLS

/* A week by its hours, as the clocks here show them: what takes whole days above, what goes on past midnight on both days, an hour that the clocks leave
 * out hatched.  Dragged to another hour or day; Ctrl+Shift+arrows move by a day or half an hour.  Signal: "add-event" (day). */
#define VECHE_TYPE_PLAN_WEEK (veche_plan_week_get_type ())
G_DECLARE_FINAL_TYPE (VechePlanWeek, veche_plan_week, VECHE, PLAN_WEEK, AdwBin)

GtkWidget *veche_plan_week_new   (VecheSession *session);
void       veche_plan_week_show  (VechePlanWeek *self, VechePlanData *data);

G_END_DECLS
