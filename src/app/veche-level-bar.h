/* veche-level-bar.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How many people have a competency, by level: five steps, the strongest the darkest; hatched where there is nobody. */
#define VECHE_TYPE_LEVEL_BAR (veche_level_bar_get_type ())
G_DECLARE_FINAL_TYPE (VecheLevelBar, veche_level_bar, VECHE, LEVEL_BAR, GtkWidget)

GtkWidget *veche_level_bar_new (const guint levels[5]);

G_END_DECLS
