/* veche-plan-row.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-row.h"
#include "store/veche-plan-entries.h"

G_BEGIN_DECLS

/* What stands in the plan as a row of the list (day, shape, title, what about it, project, state), or as a card of the board (shape, title, what about
 * it, how far a project is).  Of VechePlanEntry, with VecheHeading between them. */
#define VECHE_TYPE_PLAN_ROW (veche_plan_row_get_type ())
G_DECLARE_FINAL_TYPE (VechePlanRow, veche_plan_row, VECHE, PLAN_ROW, VecheRow)
#define VECHE_TYPE_PLAN_CARD (veche_plan_card_get_type ())
G_DECLARE_FINAL_TYPE (VechePlanCard, veche_plan_card, VECHE, PLAN_CARD, VecheRow)

/* A heading between entries. (transfer full) */
VecheHeading *veche_plan_heading_new  (const char *uid, const char *text, guint count);
void          veche_plan_draw_heading (GtkWidget *widget, GtkSnapshot *snapshot, VecheHeading *heading, float width, float scale);

G_END_DECLS
