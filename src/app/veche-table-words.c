/* veche-table-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-session.h"
#include "app/veche-table-words.h"
#include "model/veche-text.h"

/*** Columns ***/

static const char *
custom_name (GPtrArray *custom_fields, const char *uid)
{
  for (guint i = 0; custom_fields != NULL && i < custom_fields->len; i++)
    {
      VechePeopleCustomField *field = g_ptr_array_index (custom_fields, i);

      if (g_strcmp0 (field->uid, uid) == 0)
        return field->name;
    }

  return C_ ("column", "Own field");
}

static const char *
plain_field_word (VecheFieldKind kind)
{
  static const char *const words[VECHE_N_FIELDS] = {
    [VECHE_FIELD_SKIP] = NC_ ("column", "Leave out"),
    [VECHE_FIELD_NAME] = NC_ ("column", "Name"),
    [VECHE_FIELD_FIRST_NAME] = NC_ ("column", "First name"),
    [VECHE_FIELD_LAST_NAME] = NC_ ("column", "Last name"),
    [VECHE_FIELD_MIDDLE_NAME] = NC_ ("column", "Middle name"),
    [VECHE_FIELD_HANDLE] = NC_ ("column", "Handle"),
    [VECHE_FIELD_EMAIL] = NC_ ("column", "E-mail"),
    [VECHE_FIELD_PHONE] = NC_ ("column", "Phone"),
    [VECHE_FIELD_WEB] = NC_ ("column", "Web page"),
    [VECHE_FIELD_TAGS] = NC_ ("column", "Tags"),
    [VECHE_FIELD_COMPETENCIES] = NC_ ("column", "Competencies"),
    [VECHE_FIELD_CITY] = NC_ ("column", "City"),
    [VECHE_FIELD_JOINED] = NC_ ("column", "With us since"),
    [VECHE_FIELD_BIRTHDAY] = NC_ ("column", "Birthday"),
    [VECHE_FIELD_HEADLINE] = NC_ ("column", "Who they are"),
    [VECHE_FIELD_NOTE] = NC_ ("column", "Note"),
    [VECHE_FIELD_ORIGIN] = NC_ ("column", "Where they came from"),
    [VECHE_FIELD_STAGE] = NC_ ("column", "Stage"),
    [VECHE_FIELD_COMMUNITY] = NC_ ("column", "Community"),
    [VECHE_FIELD_ADDRESS_AS] = NC_ ("column", "How to address"),
    [VECHE_FIELD_NEEDS] = NC_ ("column", "Needs"),
    [VECHE_FIELD_OFFERS] = NC_ ("column", "Offers"),
    [VECHE_FIELD_MOTIVES] = NC_ ("column", "Motives"),
    [VECHE_FIELD_LIKES] = NC_ ("column", "Likes"),
    [VECHE_FIELD_DISLIKES] = NC_ ("column", "Dislikes"),
    [VECHE_FIELD_MANNER] = NC_ ("column", "How to talk"),
    [VECHE_FIELD_ORGANISATION] = NC_ ("column", "Organisation"),
    [VECHE_FIELD_DO_NOT_CONTACT] = NC_ ("column", "Do not contact"),
    [VECHE_FIELD_DO_NOT_MENTION] = NC_ ("column", "Do not mention"),
    [VECHE_FIELD_IMPORTANT] = NC_ ("column", "Important"),
    [VECHE_FIELD_LEADER] = NC_ ("column", "Leader"),
    [VECHE_FIELD_REACH] = NC_ ("column", "Has an audience"),
    [VECHE_FIELD_WATCHED] = NC_ ("column", "Watched"),
    [VECHE_FIELD_UID] = NC_ ("column", "Veche ID"),
  };

  return kind < VECHE_N_FIELDS && words[kind] != NULL ? g_dpgettext2 (NULL, "column", words[kind]) : "";
}

char *
veche_table_field_word (const VecheTableField *field, GPtrArray *custom_fields)
{
  if (field->kind == VECHE_FIELD_CUSTOM)
    return veche_text_clamp (custom_name (custom_fields, field->detail), 60, FALSE);
  if (field->kind == VECHE_FIELD_HANDLE && field->detail != NULL)
    /* Translators: %s is a platform: "Telegram" */
    return g_strdup_printf (_ ("%s handle"), veche_platform_name (field->detail));

  return g_strdup (plain_field_word (field->kind));
}

const char *
veche_table_delimiter_word (char delimiter)
{
  switch (delimiter)
    {
    case ';':
      return C_ ("delimiter", "semicolon");
    case '\t':
      return C_ ("delimiter", "tab");
    case '|':
      return C_ ("delimiter", "bar");
    default:
      return C_ ("delimiter", "comma");
    }
}

const char *
veche_table_dates_example (VecheTableDates dates)
{
  switch (dates)
    {
    case VECHE_TABLE_MONTH_FIRST:
      return "12/31/2025";
    case VECHE_TABLE_YEAR_FIRST:
      return "2025-12-31";
    case VECHE_TABLE_DAY_FIRST:
    default:
      return "31.12.2025";
    }
}

/*** Rows ***/

static const VechePeopleProblem *
find_problem (const VechePeopleRow *row, VechePeopleProblemKind least, VechePeopleProblemKind most)
{
  for (guint i = 0; row->problems != NULL && i < row->problems->len; i++)
    {
      const VechePeopleProblem *problem = g_ptr_array_index (row->problems, i);

      if (problem->kind >= least && problem->kind <= most)
        return problem;
    }

  return NULL;
}

static const char *const no_value_word[] = {
  [VECHE_PROBLEM_BAD_DATE] = NC_ ("badge", "without date"),
  [VECHE_PROBLEM_BAD_EMAIL] = NC_ ("badge", "without e-mail"),
  [VECHE_PROBLEM_BAD_PHONE] = NC_ ("badge", "without phone"),
  [VECHE_PROBLEM_BAD_HANDLE] = NC_ ("badge", "without handle"),
  [VECHE_PROBLEM_BAD_STAGE] = NC_ ("badge", "without stage"),
};

VecheTableBadge
veche_table_row_badge (const VechePeopleRow *row)
{
  const VecheTableBadge fresh = { "list-add-symbolic", C_ ("badge", "new person"), VECHE_INK_POS };
  const VecheTableBadge update = { "view-refresh-symbolic", C_ ("badge", "update"), VECHE_INK_ACC };
  const VecheTableBadge skip = { "window-close-symbolic", C_ ("badge", "skip"), VECHE_INK_NEG };
  const VechePeopleProblem *lost = find_problem (row, VECHE_PROBLEM_BAD_DATE, VECHE_PROBLEM_BAD_STAGE);

  if (row->outcome == VECHE_PEOPLE_SKIP || row->decision == VECHE_PEOPLE_LEAVE_OUT)
    return skip;
  if (row->decision == VECHE_PEOPLE_ADD)
    return fresh;
  if (row->decision == VECHE_PEOPLE_MERGE)
    return update;
  if (row->outcome == VECHE_PEOPLE_NEW)
    return fresh;
  if (row->outcome == VECHE_PEOPLE_UPDATE)
    return update;
  if (row->why < VECHE_WHY_OTHER_NAME && lost != NULL)
    return (VecheTableBadge){ "veche-question-symbolic", g_dpgettext2 (NULL, "badge", no_value_word[lost->kind]), VECHE_INK_WARN };

  return (VecheTableBadge){ "veche-question-symbolic", C_ ("badge", "check"), VECHE_INK_WARN };
}

static char *
clean (const char *text)
{
  return veche_text_clamp (text != NULL ? text : "", 60, FALSE);
}

static char *
problem_words (const VechePeopleProblem *problem)
{
  g_autofree char *value = clean (problem->value);
  g_autofree char *other = clean (problem->other);

  switch (problem->kind)
    {
    case VECHE_PROBLEM_NO_NAME:
      return g_strdup (*value != '\0' ? _ ("No name, and the handle is not known") : _ ("No name"));
    case VECHE_PROBLEM_TOTALS:
      return g_strdup (_ ("A sum or a remark, not a person"));
    case VECHE_PROBLEM_HEADER_AGAIN:
      return g_strdup (_ ("The names of the columns once more"));
    case VECHE_PROBLEM_ERASED:
      return g_strdup (_ ("Was erased on request, and stays so"));
    case VECHE_PROBLEM_UNCLOSED_QUOTE:
      return g_strdup (_ ("A quotation mark is never closed from here on"));
    case VECHE_PROBLEM_BAD_DATE:
      return g_strdup_printf (_ ("No such date: %s"), value);
    case VECHE_PROBLEM_BAD_EMAIL:
      return g_strdup_printf (_ ("Not an e-mail: %s"), value);
    case VECHE_PROBLEM_BAD_PHONE:
      return g_strdup_printf (_ ("Not a phone number: %s"), value);
    case VECHE_PROBLEM_BAD_HANDLE:
      return g_strdup_printf (_ ("Not a handle: %s"), value);
    case VECHE_PROBLEM_BAD_STAGE:
      return g_strdup_printf (_ ("No such stage: %s"), value);
    case VECHE_PROBLEM_BAD_VALUE:
      return g_strdup_printf (_ ("The field can’t hold it: %s"), value);
    case VECHE_PROBLEM_TOO_LONG:
      return g_strdup (_ ("Too long, will be cut"));
    case VECHE_PROBLEM_TAKEN:
      return g_strdup_printf (_ ("%s belongs to %s"), value, other);
    case VECHE_PROBLEM_DIFFERS:
      return g_strdup_printf (_ ("%s stays, not %s"), other, value);
    case VECHE_PROBLEM_NO_DATE:
      return g_strdup (_ ("No date"));
    case VECHE_PROBLEM_REPEATED:
      return g_strdup (_ ("The same person once more"));
    case VECHE_PROBLEM_EXTRA_CELLS:
      return g_strdup (_ ("More cells than columns"));
    default:
      return g_strdup ("");
    }
}

static char *
candidate_names (const VechePeopleRow *row)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; row->candidates != NULL && i < MIN (row->candidates->len, 3); i++)
    {
      VechePeopleCandidate *candidate = g_ptr_array_index (row->candidates, i);
      g_autofree char *name = clean (candidate->name);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
    }

  return g_string_free (names, FALSE);
}

/* Why it is doubtful; NULL: it is not. */
static char *
doubt_words (const VechePeopleRow *row)
{
  g_autofree char *name = clean (row->member_name);
  g_autofree char *detail = clean (row->detail);
  g_autofree char *names = candidate_names (row);

  switch (row->why)
    {
    case VECHE_WHY_OTHER_NAME:
      return g_strdup_printf (_ ("The handle is that of %s, the name is another"), name);
    case VECHE_WHY_OTHER_ACCOUNTS:
      return g_strdup_printf (_ ("Same name, but here with %s"), detail);
    case VECHE_WHY_OTHER_FACTS:
      return g_strdup_printf (_ ("Same name, but here: %s"), detail);
    case VECHE_WHY_SEVERAL:
      return g_strdup_printf (_ ("Several are called so: %s"), names);
    case VECHE_WHY_ONE_WORD:
      return g_strdup_printf (_ ("Maybe %s: the name is one word"), name);
    case VECHE_WHY_SIMILAR_NAME:
      return g_strdup_printf (_ ("Maybe %s: the name is similar"), name);
    case VECHE_WHY_HANDLE_ELSEWHERE:
      return g_strdup_printf (_ ("Maybe %s: the same handle on another platform"), name);
    case VECHE_WHY_EARLIER_HANDLE:
      return g_strdup_printf (_ ("Maybe %s: once had this handle"), name);
    case VECHE_WHY_TWO_PEOPLE:
      return g_strdup_printf (_ ("The accounts belong to different people: %s"), names);
    default:
      return NULL;
    }
}

/* "city, handle" and how many. */
static char *
gain_words (VechePeopleGain gains, guint *n)
{
  static const struct { VechePeopleGain gain; const char *word; } words[] = {
    { VECHE_GAIN_HANDLE, NC_ ("gain", "handle") },         { VECHE_GAIN_EMAIL, NC_ ("gain", "e-mail") },
    { VECHE_GAIN_PHONE, NC_ ("gain", "phone") },           { VECHE_GAIN_TAG, NC_ ("gain", "tag") },
    { VECHE_GAIN_COMPETENCY, NC_ ("gain", "competency") }, { VECHE_GAIN_CITY, NC_ ("gain", "city") },
    { VECHE_GAIN_JOINED, NC_ ("gain", "date of joining") }, { VECHE_GAIN_BIRTHDAY, NC_ ("gain", "birthday") },
    { VECHE_GAIN_HEADLINE, NC_ ("gain", "headline") },     { VECHE_GAIN_NOTE, NC_ ("gain", "note") },
    { VECHE_GAIN_COMMUNITY, NC_ ("gain", "community") },   { VECHE_GAIN_STAGE, NC_ ("gain", "stage") },
    { VECHE_GAIN_ORIGIN, NC_ ("gain", "origin") },         { VECHE_GAIN_CUSTOM, NC_ ("gain", "own field") },
    { VECHE_GAIN_WORDS, NC_ ("gain", "words about them") },
  };
  GString *list = g_string_new (NULL);

  *n = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (gains & words[i].gain)
      g_string_append_printf (list, "%s%s", (*n)++ > 0 ? ", " : "", g_dpgettext2 (NULL, "gain", words[i].word));

  return g_string_free (list, FALSE);
}

static char *
update_words (const VechePeopleRow *row)
{
  g_autofree char *name = clean (row->member_name);
  g_autofree char *gains = NULL;
  guint n;

  if (row->member_uid == NULL && row->first > 0)
    return g_strdup_printf (_ ("The same person as above: %s"), name);
  if (row->gains == VECHE_GAIN_HANDLE && row->handles == 1 && row->handles_here == 1)
    return g_strdup_printf (_ ("%s: two handles instead of one"), name);

  gains = gain_words (row->gains, &n);
  if (n == 0)
    return g_steal_pointer (&name);

  /* Translators: a person, then one or more words for what they get: "Anna: city, tag will be added" */
  return g_strdup_printf (ngettext ("%s: %s will be added", "%s: %s will be added", n), name, gains);
}

char *
veche_table_row_reason (const VechePeopleRow *row)
{
  const VechePeopleProblem *problem
    = row->problems != NULL && row->problems->len > 0 ? g_ptr_array_index (row->problems, 0) : NULL;
  char *doubt;

  if (row->outcome == VECHE_PEOPLE_SKIP)
    return problem != NULL ? problem_words (problem) : g_strdup ("");
  if (row->decision == VECHE_PEOPLE_LEAVE_OUT)
    return g_strdup (_ ("Left out by you"));
  if (row->decision == VECHE_PEOPLE_MERGE || (row->decision == VECHE_PEOPLE_UNDECIDED && row->outcome == VECHE_PEOPLE_UPDATE))
    return update_words (row);
  if (row->decision == VECHE_PEOPLE_UNDECIDED && (doubt = doubt_words (row)) != NULL)
    return doubt;

  return problem != NULL ? problem_words (problem) : g_strdup ("");
}

char *
veche_table_row_remarks (const VechePeopleRow *row)
{
  g_autofree char *reason = veche_table_row_reason (row);
  GString *remarks = g_string_new (reason);

  for (guint i = 0; row->problems != NULL && i < row->problems->len; i++)
    {
      g_autofree char *words = problem_words (g_ptr_array_index (row->problems, i));

      if (*words != '\0' && !g_str_equal (words, reason))
        g_string_append_printf (remarks, "%s%s", remarks->len > 0 ? "\n" : "", words);
    }

  return g_string_free (remarks, FALSE);
}

char *
veche_table_skip_reason (const VechePeopleRow *row, gpointer unused)
{
  g_autofree char *reason = veche_table_row_reason (row);

  return *reason != '\0' ? g_steal_pointer (&reason) : g_strdup (_ ("Left out"));
}

char *
veche_table_trouble (const GError *error)
{
  if (error->domain != VECHE_TABLE_ERROR)
    return veche_error_sentence (error);

  switch ((VecheTableError) error->code)
    {
    case VECHE_TABLE_ERROR_READ:
      return g_strdup (_ ("It can’t be opened. Check that it is still there and that you may read it."));
    case VECHE_TABLE_ERROR_EMPTY:
      return g_strdup (_ ("There is no row with anything in it."));
    case VECHE_TABLE_ERROR_TOO_BIG:
      return g_strdup (_ ("It is too big for one import. Divide it into parts of up to 200,000 rows."));
    case VECHE_TABLE_ERROR_COLUMNS:
      return g_strdup (_ ("It has more than 1,000 columns. Check whether it is the right table."));
    case VECHE_TABLE_ERROR_WORKBOOK:
      return g_strdup (_ ("It is an old workbook (XLS) or one with a password. Open it in your spreadsheet and save it as XLSX or ODS without one."));
    case VECHE_TABLE_ERROR_DAMAGED:
      return g_strdup (_ ("The workbook is damaged, was cut or has a password. Open it in your spreadsheet and save it once more."));
    case VECHE_TABLE_ERROR_BINARY:
      return g_strdup (_ ("It is not a text with rows and columns."));
    case VECHE_TABLE_ERROR_FOREIGN:
      return g_strdup (_ ("Nothing in it speaks of people."));
    case VECHE_TABLE_ERROR_FORMAT:
    default:
      return g_strdup (_ ("This Veche was built without what is needed to read it."));
    }
}
