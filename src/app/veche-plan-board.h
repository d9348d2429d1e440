/* veche-plan-board.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* The projects and events of a quarter by how far they are: idea, planned, under way, done.  A card is dragged to another column, or sent there by
 * Ctrl+Shift+arrows or its menu.  A ritual is one card, whatever its times. */
#define VECHE_TYPE_PLAN_BOARD (veche_plan_board_get_type ())
G_DECLARE_FINAL_TYPE (VechePlanBoard, veche_plan_board, VECHE, PLAN_BOARD, AdwBin)

GtkWidget *veche_plan_board_new   (VecheSession *session);
void       veche_plan_board_show  (VechePlanBoard *self, GPtrArray *entries /* (element-type VechePlanEntry) (transfer none) */);
void       veche_plan_board_focus (VechePlanBoard *self);

G_END_DECLS
