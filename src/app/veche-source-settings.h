/* veche-source-settings.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-source-row.h"

G_BEGIN_DECLS

/* What can be changed about a connected source: its name, when it is read, what its platform asks for; and what can't be seen there. */
#define VECHE_TYPE_SOURCE_SETTINGS (veche_source_settings_get_type ())
G_DECLARE_FINAL_TYPE (VecheSourceSettings, veche_source_settings, VECHE, SOURCE_SETTINGS, AdwWindow)

VecheSourceSettings *veche_source_settings_show (VecheSession *session, GtkWidget *parent, VecheSourceState *state);

/* "8", "8:30" → minutes after midnight; -1: not a time of the day. */
int                  veche_source_minutes       (const char *typed);

G_END_DECLS
