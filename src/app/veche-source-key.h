/* veche-source-key.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef char *(*VecheSourceKeyAddress) (gpointer user_data);     /* (transfer full) (nullable) */

/* A button in the row of a key that opens the forum's page for it; what the person brings from there is opened in its place.  hint says how it
 * goes.  address: asked when the button is pressed, as long as the row lives. */
void veche_source_key_attach (AdwEntryRow *row, GtkLabel *hint, VecheSourceKeyAddress address, gpointer user_data);

G_END_DECLS
