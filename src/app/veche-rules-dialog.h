/* veche-rules-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* The rules: which there are, which are on, what each did, and taking that back; ready-made ones to begin with. */
#define VECHE_TYPE_RULES_DIALOG (veche_rules_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VecheRulesDialog, veche_rules_dialog, VECHE, RULES_DIALOG, AdwWindow)

void veche_rules_dialog_open (GtkWindow *parent, VecheSession *session);

G_END_DECLS
