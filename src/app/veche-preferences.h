/* veche-preferences.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* How the window looks and answers, and what is set in the workspace that is open; every choice holds at once. */
#define VECHE_TYPE_PREFERENCES (veche_preferences_get_type ())
G_DECLARE_FINAL_TYPE (VechePreferences, veche_preferences, VECHE, PREFERENCES, AdwPreferencesWindow)

/* session (nullable): without one only what belongs to the program. */
VechePreferences *veche_preferences_new (GtkWindow *parent, VecheSession *session);

G_END_DECLS
