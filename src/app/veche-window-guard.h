/* veche-window-guard.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A window that goes with its parent (GtkWindow:destroy-with-parent: each question, the door desk, the preferences) and is held longer than it is seen, by
 * a job of the store or by whoever waits for an answer, would go on naming a parent that is freed: GTK forgets the parent only of a window that stays.
 * From now on each such window lets go of it as soon as it is no longer seen.  Once, before the first window.  Main thread. */
void veche_window_guard_begin (void);

G_END_DECLS
