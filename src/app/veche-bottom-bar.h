/* veche-bottom-bar.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* While the bar, at the bottom of a window, is to be seen, toasts leave room for it. */
void veche_bottom_bar_watch (GtkWidget *bar);

G_END_DECLS
