/* veche-agendas-window.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* The agendas themselves: how many and how they are called, how much of each there shall be, by which words and channels a message carries one, how much
 * was carried week by week, and what was spoken of last, to be put right by hand. */
void veche_agendas_window_present (GtkWidget *parent, VecheSession *session);

G_END_DECLS
