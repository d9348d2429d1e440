/* veche-preferences-hours.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-preferences-page.h"

G_BEGIN_DECLS

/* When the community answers: hours of each weekday, their time zone, days off. */
#define VECHE_TYPE_PREFERENCES_HOURS (veche_preferences_hours_get_type ())
G_DECLARE_FINAL_TYPE (VechePreferencesHours, veche_preferences_hours, VECHE, PREFERENCES_HOURS, VechePreferencesPage)

G_END_DECLS
