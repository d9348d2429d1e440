/* veche-leave.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

typedef void (*VecheLeaveDone) (gboolean leave, gpointer user_data);

/* Before a workspace closes: all that is typed in any window is said to the store, and done is told once it has it.  When it can't be saved, or not in ten
 * seconds, the window stays and asks: try again, go without it (anyway, a label), or stay.  With nothing to save done is called before this returns.
 * Main thread. */
void veche_leave (VecheSession *session, GtkWindow *window, const char *anyway, VecheLeaveDone done, gpointer user_data);

G_END_DECLS
