/* veche-plan-year.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-plan-load.h"
#include "app/veche-session.h"

G_BEGIN_DECLS

/* A year as four quarters: the project of each, how many events, what agendas they carried, and when.  A quarter is opened by "plan.go". */
#define VECHE_TYPE_PLAN_YEAR (veche_plan_year_get_type ())
G_DECLARE_FINAL_TYPE (VechePlanYear, veche_plan_year, VECHE, PLAN_YEAR, AdwBin)

GtkWidget *veche_plan_year_new   (VecheSession *session);
void       veche_plan_year_show  (VechePlanYear *self, VechePlanData *data);

G_END_DECLS
