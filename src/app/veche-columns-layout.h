/* veche-columns-layout.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Two children: side by side when there is room (the second with a fixed width), one above the other when there is not. */
#define VECHE_TYPE_COLUMNS_LAYOUT (veche_columns_layout_get_type ())
G_DECLARE_FINAL_TYPE (VecheColumnsLayout, veche_columns_layout, VECHE, COLUMNS_LAYOUT, GtkLayoutManager)

/* threshold: the least width for two columns; side: the second column's width there; spacing between them. */
GtkLayoutManager *veche_columns_layout_new (int threshold, int side, int spacing);

G_END_DECLS
