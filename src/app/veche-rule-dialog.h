/* veche-rule-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "model/veche-rule.h"

G_BEGIN_DECLS

/* One rule: conditions and acts in plain words, and below them what it would have done in the last 90 days.  Only from there it is switched on. */
#define VECHE_TYPE_RULE_DIALOG (veche_rule_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VecheRuleDialog, veche_rule_dialog, VECHE, RULE_DIALOG, AdwWindow)

/* uid (nullable): of the rule that is changed; NULL: a new one.  name, rule (nullable): what it starts with; rule is copied. */
void veche_rule_dialog_open (GtkWindow *parent, VecheSession *session, const char *uid, const char *name, const VecheRule *rule, gboolean active);

G_END_DECLS
