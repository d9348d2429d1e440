/* veche-cli-table-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a plan says about a row, in English: nicks for scripts, sentences for people.
 */

#include "cli/veche-cli-table.h"

const char *
veche_cli_outcome_nick (VechePeopleOutcome outcome)
{
  static const char *const nicks[] = { "new", "update", "check", "skip" };

  return nicks[outcome];
}

static const struct
{
  const char *nick, *sentence; /* %s: the detail */
} whys[] = {
  [VECHE_WHY_NONE] = { NULL, "nobody like this is here" },
  [VECHE_WHY_UID] = { "uid", "the same person by the id of our export" },
  [VECHE_WHY_EMAIL] = { "email", "same e-mail %s" },
  [VECHE_WHY_HANDLE] = { "handle", "same account %s" },
  [VECHE_WHY_PHONE] = { "phone", "same phone %s" },
  [VECHE_WHY_NAME] = { "name", "same name" },
  [VECHE_WHY_NAME_AND_HANDLE] = { "name-and-handle", "same name, and the same handle at %s" },
  [VECHE_WHY_OTHER_NAME] = { "other-name", "%s is theirs, but the name is another" },
  [VECHE_WHY_OTHER_ACCOUNTS] = { "other-accounts", "same name, but another account here: %s" },
  [VECHE_WHY_OTHER_FACTS] = { "other-facts", "same name, but here it says %s" },
  [VECHE_WHY_SEVERAL] = { "several", "several people have this name" },
  [VECHE_WHY_ONE_WORD] = { "one-word", "same name, but it is one word" },
  [VECHE_WHY_SIMILAR_NAME] = { "similar-name", "a similar name" },
  [VECHE_WHY_HANDLE_ELSEWHERE] = { "handle-elsewhere", "the same handle on another platform: %s" },
  [VECHE_WHY_EARLIER_HANDLE] = { "earlier-handle", "they once had the handle %s" },
  [VECHE_WHY_TWO_PEOPLE] = { "two-people", "its accounts belong to different people" },
};

const char *
veche_cli_why_nick (VechePeopleWhy why)
{
  return whys[why].nick;
}

static const struct
{
  const char *nick, *sentence;
} problems[] = {
  [VECHE_PROBLEM_NO_NAME] = { "no-name", "No name, and no account that is known here" },
  [VECHE_PROBLEM_TOTALS] = { "totals", "Not a person: a row of totals or a remark" },
  [VECHE_PROBLEM_HEADER_AGAIN] = { "header-again", "The header once more" },
  [VECHE_PROBLEM_ERASED] = { "erased", "Was erased on request, and stays so" },
  [VECHE_PROBLEM_UNCLOSED_QUOTE] = { "unreadable", "This row can't be read: a quote or a bracket in it is never closed" },
  [VECHE_PROBLEM_BAD_DATE] = { "bad-date", "There is no such date" },
  [VECHE_PROBLEM_BAD_EMAIL] = { "bad-email", "Not an e-mail address" },
  [VECHE_PROBLEM_BAD_PHONE] = { "bad-phone", "Not a phone number" },
  [VECHE_PROBLEM_BAD_HANDLE] = { "bad-handle", "Not a handle" },
  [VECHE_PROBLEM_BAD_STAGE] = { "bad-stage", "No such stage" },
  [VECHE_PROBLEM_BAD_VALUE] = { "bad-value", "The field can't hold this" },
  [VECHE_PROBLEM_TOO_LONG] = { "too-long", "Too long, it was cut" },
  [VECHE_PROBLEM_TAKEN] = { "taken", "This account belongs to somebody else" },
  [VECHE_PROBLEM_DIFFERS] = { "differs", "Differs from what is here, which stays" },
  [VECHE_PROBLEM_NO_DATE] = { "no-date", "No date" },
  [VECHE_PROBLEM_REPEATED] = { "repeated", "The same person stands in an earlier row" },
  [VECHE_PROBLEM_EXTRA_CELLS] = { "extra-cells", "More cells than columns" },
};

const char *
veche_cli_problem_nick (VechePeopleProblemKind kind)
{
  return problems[kind].nick;
}

char *
veche_cli_problem_sentence (const VechePeopleProblem *problem)
{
  GString *text = g_string_new (problems[problem->kind].sentence);

  if (problem->value != NULL)
    g_string_append_printf (text, ": %s", problem->value);
  if (problem->other != NULL)
    g_string_append_printf (text, " (%s)", problem->other);

  return g_string_free (text, FALSE);
}

char *
veche_cli_row_sentence (const VechePeopleRow *row)
{
  GString *text = g_string_new (NULL);

  if (row->why != VECHE_WHY_NONE)
    {
      if (row->member_name != NULL)
        g_string_append_printf (text, "%s: ", row->member_name);
      g_string_append (text, whys[row->why].sentence);
      g_string_replace (text, "%s", row->detail != NULL ? row->detail : "", 1);
    }
  for (guint i = 0; row->problems != NULL && i < row->problems->len; i++)
    {
      g_autofree char *problem = veche_cli_problem_sentence (row->problems->pdata[i]);

      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", problem);
    }

  return g_string_free (text, FALSE);
}
