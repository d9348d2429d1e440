/* veche-ask-discard.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* "Save changes?" of a dialog that closes with something typed.  Responses: "cancel", "discard", "save". */
GtkWidget *veche_ask_discard_new (GtkWindow *window, const char *what, gboolean can_save);

G_END_DECLS
