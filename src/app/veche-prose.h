/* veche-prose.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Wrapped words in a place whose width others decide: they are laid out once, for that width.  A wrapping GtkLabel alone is laid out for its least and
 * for its natural width as well, one letter a line, and again and again by a box that looks for the width of a height: milliseconds a message. */
#define VECHE_TYPE_PROSE (veche_prose_get_type ())
G_DECLARE_FINAL_TYPE (VecheProse, veche_prose, VECHE, PROSE, GtkWidget)

/* style: (nullable) a class. */
GtkWidget  *veche_prose_new            (const char *text, const char *style);
void        veche_prose_set_text       (VecheProse *self, const char *text);
/* With the mouse; Tab passes it by. */
void        veche_prose_set_selectable (VecheProse *self, gboolean selectable);

G_END_DECLS
