/* veche-name-chips.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A few of the names that there are, as chips under an entry: those that hold what is typed, in either script; a chip puts its name into
 * the entry.  Nothing to choose from: nothing is seen. */
GtkWidget *veche_name_chips_new (GtkEditable *entry, const char *const *names);

G_END_DECLS
