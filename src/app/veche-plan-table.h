/* veche-plan-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-plan-load.h"
#include "app/veche-session.h"

G_BEGIN_DECLS

/* All that stands in a quarter, a year or longer as one list, in the order that a person wants, narrowed to words, a kind, an agenda, a project, who
 * answers for it.  Signal "span" (VechePlanSpan): so much is wanted.
 * Ctrl+arrows move what is selected by a day, with Shift by a week. */
#define VECHE_TYPE_PLAN_TABLE (veche_plan_table_get_type ())
G_DECLARE_FINAL_TYPE (VechePlanTable, veche_plan_table, VECHE, PLAN_TABLE, AdwBin)

GtkWidget *veche_plan_table_new   (VecheSession *session);
void       veche_plan_table_show  (VechePlanTable *self, VechePlanData *data);
void       veche_plan_table_focus (VechePlanTable *self);

G_END_DECLS
