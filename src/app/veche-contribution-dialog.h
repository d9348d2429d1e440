/* veche-contribution-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* How contributions are counted: what each kind weighs, and the words of this community that thank, help, greet … */
#define VECHE_TYPE_CONTRIBUTION_DIALOG (veche_contribution_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VecheContributionDialog, veche_contribution_dialog, VECHE, CONTRIBUTION_DIALOG, AdwWindow)

void veche_contribution_dialog_open (VecheSession *session, GtkWindow *parent);

G_END_DECLS
