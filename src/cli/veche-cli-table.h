/* veche-cli-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-people-plan.h"

G_BEGIN_DECLS

/* What a plan says, in English. */
const char *veche_cli_outcome_nick (VechePeopleOutcome outcome);
const char *veche_cli_why_nick (VechePeopleWhy why); /* (nullable) */
const char *veche_cli_problem_nick (VechePeopleProblemKind kind);
char *veche_cli_problem_sentence (const VechePeopleProblem *problem); /* (transfer full) */
char *veche_cli_row_sentence (const VechePeopleRow *row);             /* (transfer full) */

G_END_DECLS
