/* veche-rule-line.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "model/veche-rule.h"

G_BEGIN_DECLS

/* What can be chosen in a rule: names and uids of the same length. */
typedef struct { GStrv source_uids, source_names, platforms, labels, team_uids, team_names; } VecheRuleChoices;
void  veche_rule_choices_free (VecheRuleChoices *self);
/* A lane function. */
VecheRuleChoices *veche_rule_choices_load (VecheDb *db, GError **error);

/* One condition or one act of a rule, as a line that reads like a sentence, with a button that takes it away.  Signals "changed", "removed". */
#define VECHE_TYPE_RULE_LINE (veche_rule_line_get_type ())
G_DECLARE_FINAL_TYPE (VecheRuleLine, veche_rule_line, VECHE, RULE_LINE, AdwBin)

/* choices is borrowed and must live as long as the line. */
GtkWidget *veche_rule_line_new_condition (VecheSession *session, const VecheRuleChoices *choices, const VecheRuleCondition *condition /* (nullable) */);
GtkWidget *veche_rule_line_new_deed      (VecheSession *session, const VecheRuleChoices *choices, const VecheRuleDeed *deed /* (nullable) */);
/* Adds what it says to the rule; FALSE: it is not complete. */
gboolean   veche_rule_line_add_to        (VecheRuleLine *self, VecheRule *rule);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheRuleChoices, veche_rule_choices_free)

G_END_DECLS
