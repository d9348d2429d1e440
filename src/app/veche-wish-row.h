/* veche-wish-row.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "store/veche-wishes-table.h"

G_BEGIN_DECLS

/* A need or an offer; opened, it shows who fits and why. */
#define VECHE_TYPE_WISH_ROW (veche_wish_row_get_type ())
G_DECLARE_FINAL_TYPE (VecheWishRow, veche_wish_row, VECHE, WISH_ROW, AdwExpanderRow)

GtkWidget *veche_wish_row_new (VecheSession *session, const VecheWish *wish);

G_END_DECLS
