/* veche-organisations-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* Partners, sponsors and befriended communities: a list, each with what it is, where, and its people.  Each change holds at once and can be
 * undone. */
#define VECHE_TYPE_ORGANISATIONS_DIALOG (veche_organisations_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VecheOrganisationsDialog, veche_organisations_dialog, VECHE, ORGANISATIONS_DIALOG, AdwWindow)

/* uid (nullable): whose card is open. */
void veche_organisations_dialog_present (VecheSession *session, GtkWindow *parent, const char *uid);

G_END_DECLS
