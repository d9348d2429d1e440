/* veche-cli-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/veche-cli.h"
#include "exchange/veche-people-plan.h"

G_BEGIN_DECLS

/* What is said of people in a file that another command was given: import jsonl, import. */
extern char **veche_cli_people_maps, *veche_cli_people_on_match, *veche_cli_people_skipped;
#define VECHE_CLI_PEOPLE_OPTIONS                                                                                              \
  { "map", 0, 0, G_OPTION_ARG_STRING_ARRAY, &veche_cli_people_maps, "What a column means: name, email, telegram, tags, skip …", \
    "COLUMN=FIELD" },                                                                                                         \
    { "on-match", 0, 0, G_OPTION_ARG_STRING, &veche_cli_people_on_match, "What to do with people who are here already",         \
      "merge|add|skip" },                                                                                                     \
    { "skipped", 0, 0, G_OPTION_ARG_FILENAME, &veche_cli_people_skipped, "Write the rows that are left out, each with its reason", \
      "FILE" }
gboolean veche_cli_import_people (VecheCli *cli, gboolean only_say, GError **error); /* whatever kind of table or cards it is */

/* What a plan says, in English. */
const char *veche_cli_outcome_nick (VechePeopleOutcome outcome);
const char *veche_cli_why_nick (VechePeopleWhy why); /* (nullable) */
const char *veche_cli_problem_nick (VechePeopleProblemKind kind);
char *veche_cli_problem_sentence (const VechePeopleProblem *problem); /* (transfer full) */
char *veche_cli_row_sentence (const VechePeopleRow *row);             /* (transfer full) */

G_END_DECLS
