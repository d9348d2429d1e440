/* veche-mark.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A small drawn mark: the shape of an agenda ("circle", "square", "triangle", "diamond"), or "ring", an empty place in a role. */
#define VECHE_TYPE_MARK (veche_mark_get_type ())
G_DECLARE_FINAL_TYPE (VecheMark, veche_mark, VECHE, MARK, GtkWidget)

GtkWidget *veche_mark_new (const char *shape /* (nullable): nothing is drawn, the place is kept */, int size);

G_END_DECLS
