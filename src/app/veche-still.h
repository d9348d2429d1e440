/* veche-still.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What stands still beside a list that is scrolled.  Without a graphics card GTK walks through all that is in the window for each frame, though nothing is
 * drawn of what has not changed: while the list is scrolled, this is one picture for it.  Property "child" (GtkWidget, nullable).  Main thread. */
#define VECHE_TYPE_STILL (veche_still_get_type ())
G_DECLARE_FINAL_TYPE (VecheStill, veche_still, VECHE, STILL, GtkWidget)

/* The list's; it may go before this does. */
void veche_still_follow (VecheStill *self, GtkAdjustment *adjustment);

G_END_DECLS
