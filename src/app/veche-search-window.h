/* veche-search-window.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* The one search (Ctrl+K): over people, messages, notes, events and all that has a name, grouped by what it is.  Typing stays in the entry,
 * Up and Down choose, Enter opens the place, Esc leaves. */
#define VECHE_TYPE_SEARCH_WINDOW (veche_search_window_get_type ())
G_DECLARE_FINAL_TYPE (VecheSearchWindow, veche_search_window, VECHE, SEARCH_WINDOW, AdwWindow)

/* text (nullable): what is looked for at once. */
VecheSearchWindow *veche_search_window_present (VecheSession *session, GtkWindow *parent, const char *text);

G_END_DECLS
