/* veche-preferences-inbox.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-preferences-page.h"

G_BEGIN_DECLS

/* How long answers may take, by kind and source; whether moods are judged, and what was learned of them. */
#define VECHE_TYPE_PREFERENCES_INBOX (veche_preferences_inbox_get_type ())
G_DECLARE_FINAL_TYPE (VechePreferencesInbox, veche_preferences_inbox, VECHE, PREFERENCES_INBOX, VechePreferencesPage)

G_END_DECLS
