/* veche-wish-board.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* What people need and what they offer, each with who fits and why. */
#define VECHE_TYPE_WISH_BOARD (veche_wish_board_get_type ())
G_DECLARE_FINAL_TYPE (VecheWishBoard, veche_wish_board, VECHE, WISH_BOARD, AdwWindow)

void veche_wish_board_present (GtkWidget *parent, VecheSession *session);

G_END_DECLS
