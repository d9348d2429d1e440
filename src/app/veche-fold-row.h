/* veche-fold-row.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* A row of a list with a title, a second line and things to press: beside the words, and below them in a narrow window, where an AdwActionRow would leave
 * the words a letter a line. */
GtkWidget *veche_fold_row_new (VecheSession *session, const char *title, const char *subtitle);
void       veche_fold_row_add (GtkWidget *row, GtkWidget *button);

G_END_DECLS
