/* veche-preferences-notices.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-preferences-page.h"

G_BEGIN_DECLS

/* What a person is told of while the window is not before their eyes, and when not. */
#define VECHE_TYPE_PREFERENCES_NOTICES (veche_preferences_notices_get_type ())
G_DECLARE_FINAL_TYPE (VechePreferencesNotices, veche_preferences_notices, VECHE, PREFERENCES_NOTICES, VechePreferencesPage)

G_END_DECLS
