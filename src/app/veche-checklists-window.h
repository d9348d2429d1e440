/* veche-checklists-window.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* The kinds of projects and events, and what each brings along: steps and tasks so many days before or after the day, roles.  All of it can be added to,
 * changed, put in another order and removed; the program's own kinds come back by a button. */
void veche_checklists_window_present (GtkWidget *parent, VecheSession *session);

G_END_DECLS
