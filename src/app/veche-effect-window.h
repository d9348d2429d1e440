/* veche-effect-window.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* What an event or a project did to those who came, against members alike who did not, with how many of them it is reckoned from; and all that was said in
 * half a year by weeks, with what was done marked. */
void veche_effect_window_present (GtkWidget *parent, VecheSession *session, gboolean project, const char *uid);

G_END_DECLS
