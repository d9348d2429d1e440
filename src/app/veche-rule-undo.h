/* veche-rule-undo.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "store/veche-rules-table.h"

G_BEGIN_DECLS

/* Takes back all that a rule did and says so: a piece at a time, with progress and Cancel where it takes long. */
void veche_rule_undo_all (VecheSession *session, const VecheRuleRow *rule);

G_END_DECLS
