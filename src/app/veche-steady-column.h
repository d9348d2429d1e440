/* veche-steady-column.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A column of widgets for a GtkScrolledWindow.  What is read stays where it is on the screen while something above it comes, goes or grows; at the very
 * top the reader stays at the top.  What the children want changes nothing around the column, and they are laid out for its width alone: a GtkViewport
 * asks each of them for its least and its natural size at every change. */
#define VECHE_TYPE_STEADY_COLUMN (veche_steady_column_get_type ())
G_DECLARE_FINAL_TYPE (VecheSteadyColumn, veche_steady_column, VECHE, STEADY_COLUMN, GtkWidget)

/* What is read while it is in sight, a widget anywhere inside; when it is not, the first of its siblings in sight is. */
void veche_steady_column_set_anchor   (VecheSteadyColumn *self, GtkWidget *anchor);   /* (nullable) */
/* Brings the anchor into sight with the next layout, a third of the page from the top. */
void veche_steady_column_bring_anchor (VecheSteadyColumn *self);
/* With the next layout the anchor stays, even at the very top. */
void veche_steady_column_hold         (VecheSteadyColumn *self);

G_END_DECLS
