/* veche-line-layout.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A line of widgets: each has its natural width, the one that expands has the rest, and the line is as high as it has to be for that.  A horizontal
 * GtkBox with wrapped words among its children tries many widths instead, to find the least height.
 * Folded: what follows the one that expands stands at the end of a line of its own below. */
#define VECHE_TYPE_LINE_LAYOUT (veche_line_layout_get_type ())
G_DECLARE_FINAL_TYPE (VecheLineLayout, veche_line_layout, VECHE, LINE_LAYOUT, GtkLayoutManager)

void              veche_line_layout_set_folded (VecheLineLayout *self, gboolean folded);

G_END_DECLS
