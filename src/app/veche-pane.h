/* veche-pane.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes the separator of a leaflet drag the width of the pane before it.  The width lives in the settings key (280 to 520), so that it is
 * remembered and the menu can change it too. */
void veche_pane_attach (GtkWidget *pane, GtkWidget *separator, const char *settings_key);

/* The keyboard's twin: by a step of 20 px, -1 or +1. Nothing happens for a page without such a key. */
void veche_pane_step   (const char *settings_key, int step);

G_END_DECLS
