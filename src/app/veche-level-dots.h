/* veche-level-dots.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Five dots of a competency's level, always beside their word.  Click or 1 to 5 and the arrows choose; signal "chosen" (int). */
#define VECHE_TYPE_LEVEL_DOTS (veche_level_dots_get_type ())
G_DECLARE_FINAL_TYPE (VecheLevelDots, veche_level_dots, VECHE, LEVEL_DOTS, GtkWidget)

GtkWidget *veche_level_dots_new (int level);

G_END_DECLS
