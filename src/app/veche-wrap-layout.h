/* veche-wrap-layout.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Children at their natural widths, one after another, in as many lines as it takes: for chips. */
#define VECHE_TYPE_WRAP_LAYOUT (veche_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (VecheWrapLayout, veche_wrap_layout, VECHE, WRAP_LAYOUT, GtkLayoutManager)

GtkLayoutManager *veche_wrap_layout_new (int column_spacing, int row_spacing);

G_END_DECLS
