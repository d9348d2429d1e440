/* veche-badge.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/veche-draw.h"

G_BEGIN_DECLS

/* A pill of icon and words in the colour of its kind: the widget twin of veche_draw_badge(). */
#define VECHE_TYPE_BADGE (veche_badge_get_type ())
G_DECLARE_FINAL_TYPE (VecheBadge, veche_badge, VECHE, BADGE, GtkWidget)

GtkWidget  *veche_badge_new  (void);
/* Hides itself when text is NULL or empty. */
void        veche_badge_set  (VecheBadge *self, const char *icon, const char *text, VecheInk ink);
/* The CSS class of an ink: "neg", "pos", "warn", "acc", "neutral". */
const char *veche_ink_class  (VecheInk ink);

G_END_DECLS
