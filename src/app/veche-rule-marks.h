/* veche-rule-marks.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* What rules did to a mention, a line each with its Undo; hidden while they did nothing.  Kept true by itself. */
#define VECHE_TYPE_RULE_MARKS (veche_rule_marks_get_type ())
G_DECLARE_FINAL_TYPE (VecheRuleMarks, veche_rule_marks, VECHE, RULE_MARKS, AdwBin)

/* session NULL or triage_id 0: nothing */
void       veche_rule_marks_set_mention (VecheRuleMarks *self, VecheSession *session, gint64 triage_id);

G_END_DECLS
