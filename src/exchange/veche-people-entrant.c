/* veche-people-entrant.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a row says about a person, column by column.
 */

#include "exchange/veche-people-private.h"

#include <string.h>

#include "model/veche-text.h"

#define MAX_WORDS   (2 * 1024 * 1024)
#define MAX_NAME    200
#define MAX_LABEL   100
#define MAX_CHOICES 200

void
veche_people_problem_free (gpointer data)
{
  VechePeopleProblem *problem = data;

  g_free (problem->value);
  g_free (problem->other);
  g_free (problem);
}

void
veche_people_add_problem (GPtrArray *problems, VechePeopleProblemKind kind, int column, const char *value, const char *other)
{
  VechePeopleProblem *problem = g_new0 (VechePeopleProblem, 1);

  problem->kind = kind;
  problem->column = column;
  problem->value = value != NULL ? veche_text_clamp (value, 500, FALSE) : NULL;
  problem->other = g_strdup (other);
  g_ptr_array_add (problems, problem);
}

static void
veche_entrant_account_clear (gpointer data)
{
  veche_table_account_clear (&((VecheEntrantAccount *) data)->account);
}

static void
veche_entrant_skill_clear (gpointer data)
{
  g_free (((VecheEntrantSkill *) data)->name);
}

static void
veche_entrant_field_clear (gpointer data)
{
  g_free (((VecheEntrantField *) data)->value);
}

static VecheEntrant *
veche_entrant_new (void)
{
  VecheEntrant *self = g_new0 (VecheEntrant, 1);

  self->accounts = g_array_new (FALSE, TRUE, sizeof (VecheEntrantAccount));
  g_array_set_clear_func (self->accounts, veche_entrant_account_clear);
  self->skills = g_array_new (FALSE, TRUE, sizeof (VecheEntrantSkill));
  g_array_set_clear_func (self->skills, veche_entrant_skill_clear);
  self->fields = g_array_new (FALSE, TRUE, sizeof (VecheEntrantField));
  g_array_set_clear_func (self->fields, veche_entrant_field_clear);
  self->tags = g_ptr_array_new_with_free_func (g_free);
  self->communities = g_ptr_array_new_with_free_func (g_free);
  self->organisations = g_ptr_array_new_with_free_func (g_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
veche_entrant_free (VecheEntrant *self)
{
  g_free (self->uid);
  g_free (self->name);
  for (guint i = 0; i < VECHE_PERSON_N_WORDS; i++)
    g_free (self->words[i]);
  g_array_unref (self->accounts);
  g_array_unref (self->skills);
  g_array_unref (self->fields);
  g_ptr_array_unref (self->tags);
  g_ptr_array_unref (self->communities);
  g_ptr_array_unref (self->organisations);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

/* Inner white space single, none outside; "" for the dashes that stand for nothing. (transfer full) */
static char *
veche_entrant_tidy (const char *cell)
{
  GString *tidy = g_string_new (NULL);
  gboolean gap = FALSE;

  for (const char *p = cell; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || c == 0xa0 || c == 0xfeff || c == 0x200b || g_unichar_iscntrl (c))
        {
          gap = tidy->len > 0;
          continue;
        }
      if (gap)
        g_string_append_c (tidy, ' ');
      gap = FALSE;
      g_string_append_unichar (tidy, c);
    }
  if (g_str_equal (tidy->str, "-") || g_str_equal (tidy->str, "—") || g_str_equal (tidy->str, "–"))
    g_string_truncate (tidy, 0);

  return g_string_free (tidy, FALSE);
}

/* Cut at a letter, and said so. (transfer full) */
static char *
veche_entrant_limit (char *text, gsize max, int column, GPtrArray *problems)
{
  if (strlen (text) <= max)
    return text;

  veche_people_add_problem (problems, VECHE_PROBLEM_TOO_LONG, column, NULL, NULL);
  while (max > 0 && ((guchar) text[max] & 0xc0) == 0x80)
    max--;
  text[max] = '\0';

  return text;
}

/* ------------------------------------------------------------------------------------------------------------------------- accounts */

static gboolean
veche_entrant_add_account (VecheEntrant *self, const char *text, const VecheTableField *field, int column)
{
  VecheEntrantAccount one = { .kind = field->kind, .column = column };

  if (!veche_table_read_account (text, field->kind, field->detail, &one.account))
    return FALSE;
  for (guint i = 0; i < self->accounts->len; i++)
    {
      VecheTableAccount *other = &g_array_index (self->accounts, VecheEntrantAccount, i).account;

      if (other->platform == one.account.platform && g_str_equal (other->remote_id, one.account.remote_id) &&
          g_str_equal (other->instance, one.account.instance))
        {
          veche_table_account_clear (&one.account);
          return TRUE;
        }
    }
  g_array_append_val (self->accounts, one);

  return TRUE;
}

/* "@anna, t.me/anna2", "anna@mail.ru / anna@work.ru", "@anna vk.com/anna": each that can be an account is one. */
static gboolean
veche_entrant_add_words (VecheEntrant *self, const char *item, const VecheTableField *field, int column)
{
  g_auto (GStrv) words = NULL;
  gboolean any = FALSE;

  if (veche_entrant_add_account (self, item, field, column))
    return TRUE;
  if (field->kind == VECHE_FIELD_PHONE && strpbrk (item, "/") == NULL)
    return FALSE;
  words = g_strsplit_set (item, field->kind == VECHE_FIELD_PHONE ? "/" : " \t()", -1);
  for (guint i = 0; words[i] != NULL; i++)
    any |= veche_entrant_add_account (self, words[i], field, column);

  return any;
}

static void
veche_entrant_take_accounts (VecheEntrant *self, const char *cell, const VecheTableField *field, int column, GPtrArray *problems)
{
  static const VechePeopleProblemKind kinds[] = { VECHE_PROBLEM_BAD_HANDLE, VECHE_PROBLEM_BAD_EMAIL, VECHE_PROBLEM_BAD_PHONE };
  g_autofree char *tidy = veche_entrant_tidy (cell);
  g_auto (GStrv) items = NULL;
  gboolean any = FALSE;

  if (*tidy == '\0' || veche_table_is_nothing (tidy))
    return;
  if (veche_entrant_add_account (self, tidy, field, column))
    return;

  items = veche_table_split_list (cell);
  for (guint i = 0; items[i] != NULL; i++)
    any |= veche_entrant_add_words (self, items[i], field, column);
  if (!any)
    veche_people_add_problem (problems,
                              field->kind == VECHE_FIELD_EMAIL   ? kinds[1]
                              : field->kind == VECHE_FIELD_PHONE ? kinds[2]
                                                                 : kinds[0],
                              column, tidy, NULL);
}

/* ----------------------------------------------------------------------------------------------------------------------- single things */

static void
veche_entrant_take_dates (VecheEntrant *self, VechePeoplePlan *plan, const char *cell, VecheFieldKind kind, int column, GPtrArray *problems)
{
  VecheTableDates order = veche_table_get_dialect (plan->table)->dates;
  g_autofree char *tidy = veche_entrant_tidy (cell);
  g_autofree char *date = NULL;

  if (*tidy == '\0')
    return;
  date = veche_table_parse_date (tidy, order, kind == VECHE_FIELD_BIRTHDAY);
  if (date == NULL)
    {
      veche_people_add_problem (problems, VECHE_PROBLEM_BAD_DATE, column, tidy, NULL);
      return;
    }
  if (kind == VECHE_FIELD_BIRTHDAY)
    {
      self->words[VECHE_PERSON_BIRTHDAY] = g_steal_pointer (&date);
      self->word_columns[VECHE_PERSON_BIRTHDAY] = column;
    }
  else
    {
      /* A day alone is its noon: the same day in nearly every zone. */
      g_autofree char *noon = g_strconcat (date, "T12:00:00Z", NULL);
      g_autoptr (GDateTime) at = g_date_time_new_from_iso8601 (strchr (tidy, 'T') != NULL ? tidy : noon, NULL);

      self->joined = at != NULL ? g_date_time_to_unix (at) * G_USEC_PER_SEC : 0;
      self->joined_column = column;
    }
}

static void
veche_entrant_take_word (VecheEntrant *self, VechePersonWord word, const char *cell, int column, GPtrArray *problems)
{
  gboolean line = word == VECHE_PERSON_CITY || word == VECHE_PERSON_HEADLINE || word == VECHE_PERSON_ORIGIN || word == VECHE_PERSON_ADDRESS_AS;
  g_autofree char *tidy = veche_entrant_tidy (cell);

  if (*tidy == '\0' || self->words[word] != NULL)
    return;
  if (word == VECHE_PERSON_STAGE)
    {
      const char *stage = veche_table_stage_of_word (tidy);

      if (stage == NULL)
        veche_people_add_problem (problems, VECHE_PROBLEM_BAD_STAGE, column, tidy, NULL);
      self->words[word] = g_strdup (stage);
    }
  else
    self->words[word] = veche_entrant_limit (line && strpbrk (cell, "\n\r") == NULL ? g_steal_pointer (&tidy) : g_strdup (cell), MAX_WORDS,
                                             column, problems);
  self->word_columns[word] = column;
}

static void
veche_entrant_take_list (GPtrArray *list, const char *cell, int column, GPtrArray *problems)
{
  g_auto (GStrv) items = veche_table_split_list (cell);

  for (guint i = 0; items[i] != NULL; i++)
    {
      g_autofree char *tidy = veche_entrant_limit (veche_entrant_tidy (*items[i] == '#' ? items[i] + 1 : items[i]), MAX_LABEL * 4, column, problems);

      if (*tidy != '\0')
        g_ptr_array_add (list, g_steal_pointer (&tidy));
    }
}

/* "звук / свет", "mentor/speaker", but not "CI/CD", "1С/8": words of letters only. (transfer full) (nullable): it is one */
static GStrv
veche_entrant_split_slashes (const char *item, gboolean tight)
{
  g_auto (GStrv) parts = g_strsplit (item, strstr (item, " / ") != NULL ? " / " : "/", -1);

  if (g_strv_length (parts) < 2 || strstr (item, "://") != NULL || (!tight && strstr (item, " / ") == NULL))
    return NULL;
  for (guint i = 0; parts[i] != NULL; i++)
    if (g_utf8_strlen (g_strstrip (parts[i]), -1) < 4 && strstr (item, " / ") == NULL)
      return NULL;

  return g_steal_pointer (&parts);
}

static gboolean
veche_entrant_is_quoted (const char *cell, const char *item)
{
  g_autofree char *quoted = g_strconcat ("\"", item, "\"", NULL);

  return strstr (cell, quoted) != NULL;
}

static void
veche_entrant_part_slashes (GPtrArray *items, const char *cell, gboolean tight)
{
  for (guint i = items->len; i > 0; i--)
    {
      g_auto (GStrv) parts = veche_table_has_slash (items->pdata[i - 1]) ? veche_entrant_split_slashes (items->pdata[i - 1], tight) : NULL;

      if (parts == NULL || veche_entrant_is_quoted (cell, items->pdata[i - 1]) || veche_people_level_word (parts[g_strv_length (parts) - 1]) != 0)
        continue;
      g_ptr_array_remove_index (items, i - 1);
      for (guint p = g_strv_length (parts); p > 0; p--)
        if (*parts[p - 1] != '\0')
          g_ptr_array_insert (items, (int) i - 1, g_strdup (parts[p - 1]));
    }
}

static void
veche_entrant_take_skills (VecheEntrant *self, const char *cell, int column, GPtrArray *problems)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);

  veche_entrant_take_list (items, cell, column, problems);
  veche_entrant_part_slashes (items, cell, FALSE);
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *name = g_strdup (items->pdata[i]);
      VecheEntrantSkill skill = { .level = veche_people_cut_level (name) };

      if (*name == '\0' || skill.level == 0)
        skill.name = g_strdup (items->pdata[i]);
      else
        skill.name = g_steal_pointer (&name);
      g_array_append_val (self->skills, skill);
    }
}

static gboolean
veche_entrant_is_yes (const char *cell)
{
  static const char *const yes[] = { "1", "да", "yes", "true", "y", "д", "+", "x", "х", "✓", "есть", NULL };
  g_autofree char *tidy = veche_entrant_tidy (cell);
  g_autofree char *folded = veche_text_fold (tidy);

  return g_strv_contains (yes, folded);
}

/* A value as the field stores it. (transfer full) (nullable): it can't be. */
static char *
veche_entrant_custom_value (VechePeoplePlan *plan, const VecheMatchField *field, const char *tidy)
{
  static const char *const no[] = { "0", "нет", "no", "false", "n", "н", NULL };
  g_autofree char *folded = veche_text_fold (tidy);
  g_auto (GStrv) choices = NULL;

  if (g_str_equal (field->kind, "date"))
    return veche_table_parse_date (tidy, veche_table_get_dialect (plan->table)->dates, FALSE);
  if (g_str_equal (field->kind, "yes-no"))
    return veche_entrant_is_yes (tidy) ? g_strdup ("1") : g_strv_contains (no, folded) ? g_strdup ("0") : NULL;
  if (g_str_equal (field->kind, "number"))
    {
      g_autofree char *plain = g_strdelimit (g_strdup (tidy), ",", '.');
      char buffer[G_ASCII_DTOSTR_BUF_SIZE], *end;
      double number = g_ascii_strtod (plain, &end);

      return *end == '\0' && end != plain ? g_strdup (g_ascii_dtostr (buffer, sizeof buffer, number)) : NULL;
    }
  if (!g_str_equal (field->kind, "choice"))
    return g_strdup (tidy);   /* of a member: whom it names is looked for when everybody is in, see veche-people-refs.c */

  choices = g_strsplit (field->choices != NULL ? field->choices : "", "\n", MAX_CHOICES);
  for (guint i = 0; choices[i] != NULL; i++)
    {
      g_autofree char *one = veche_text_fold (g_strstrip (choices[i]));

      if (g_str_equal (one, folded))
        return g_strdup (choices[i]);
    }

  return NULL;
}

static void
veche_entrant_take_custom (VecheEntrant *self, VechePeoplePlan *plan, const char *cell, const char *uid, int column, GPtrArray *problems)
{
  const VecheMatchField *field = veche_people_plan_find_field (plan, uid);
  g_autofree char *tidy = veche_entrant_tidy (cell);
  VecheEntrantField one = { .field = uid, .column = column };

  if (*tidy == '\0' || field == NULL)
    return;
  one.value = g_str_equal (field->kind, "text") ? g_strdup (cell) : veche_entrant_custom_value (plan, field, tidy);
  if (one.value != NULL)
    g_array_append_val (self->fields, one);
  else
    veche_people_add_problem (problems, VECHE_PROBLEM_BAD_VALUE, column, tidy, NULL);
}

/* ------------------------------------------------------------------------------------------------------------------------------ a row */

typedef struct { char *first, *middle, *last; } VecheNameParts;

static void
veche_entrant_take_name (VecheEntrant *self, VecheNameParts *parts, VecheFieldKind kind, const char *cell, int column, GPtrArray *problems)
{
  char **target = kind == VECHE_FIELD_FIRST_NAME    ? &parts->first
                  : kind == VECHE_FIELD_MIDDLE_NAME ? &parts->middle
                  : kind == VECHE_FIELD_LAST_NAME   ? &parts->last
                                                    : &self->name;
  g_autofree char *tidy = veche_entrant_limit (veche_entrant_tidy (cell), MAX_NAME * 4, column, problems);

  if (*tidy == '\0')
    return;
  g_free (*target);
  *target = g_steal_pointer (&tidy);
}

/* Our own export puts several into one cell, each in quotes. */
static void
veche_entrant_take_notes (VecheEntrant *self, VechePeoplePlan *plan, const char *cell, int column, GPtrArray *problems)
{
  gboolean cells = veche_table_source_get_format (veche_table_get_source (plan->table)) == VECHE_TABLE_CSV;
  g_auto (GStrv) several = cells ? veche_table_split_quoted (cell) : NULL;
  g_autofree char *tidy = veche_entrant_tidy (cell);

  for (guint i = 0; several != NULL && several[i] != NULL; i++)
    if (*several[i] != '\0')
      g_ptr_array_add (self->notes, veche_entrant_limit (g_strdup (several[i]), MAX_WORDS, column, problems));
  if (several == NULL && *tidy != '\0')
    g_ptr_array_add (self->notes, veche_entrant_limit (g_strdup (cell), MAX_WORDS, column, problems));
}

static void
veche_entrant_take (VecheEntrant *self, VechePeoplePlan *plan, VecheNameParts *parts, const char *cell, int column, GPtrArray *problems)
{
  static const struct { VecheFieldKind kind; VechePersonWord word; } words[] = {
    { VECHE_FIELD_ADDRESS_AS, VECHE_PERSON_ADDRESS_AS }, { VECHE_FIELD_HEADLINE, VECHE_PERSON_HEADLINE }, { VECHE_FIELD_CITY, VECHE_PERSON_CITY },
    { VECHE_FIELD_MOTIVES, VECHE_PERSON_MOTIVES },       { VECHE_FIELD_NEEDS, VECHE_PERSON_NEEDS },       { VECHE_FIELD_OFFERS, VECHE_PERSON_OFFERS },
    { VECHE_FIELD_LIKES, VECHE_PERSON_LIKES },           { VECHE_FIELD_DISLIKES, VECHE_PERSON_DISLIKES }, { VECHE_FIELD_MANNER, VECHE_PERSON_MANNER },
    { VECHE_FIELD_ORIGIN, VECHE_PERSON_ORIGIN },         { VECHE_FIELD_STAGE, VECHE_PERSON_STAGE },
  };
  const VecheTableField *field = &((VecheTableColumn *) plan->columns->pdata[column])->field;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i].kind == field->kind)
      veche_entrant_take_word (self, words[i].word, cell, column, problems);

  switch (field->kind)
    {
    case VECHE_FIELD_NAME: case VECHE_FIELD_FIRST_NAME: case VECHE_FIELD_LAST_NAME: case VECHE_FIELD_MIDDLE_NAME:
      veche_entrant_take_name (self, parts, field->kind, cell, column, problems);
      break;
    case VECHE_FIELD_HANDLE: case VECHE_FIELD_EMAIL: case VECHE_FIELD_PHONE: case VECHE_FIELD_WEB:
      veche_entrant_take_accounts (self, cell, field, column, problems);
      break;
    case VECHE_FIELD_JOINED: case VECHE_FIELD_BIRTHDAY:
      self->has_joined |= field->kind == VECHE_FIELD_JOINED;
      veche_entrant_take_dates (self, plan, cell, field->kind, column, problems);
      break;
    case VECHE_FIELD_TAGS:
      {
        g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_free);

        veche_entrant_take_list (tags, cell, column, problems);
        veche_entrant_part_slashes (tags, cell, TRUE);
        g_ptr_array_extend_and_steal (self->tags, g_steal_pointer (&tags));
      }
      break;
    case VECHE_FIELD_COMMUNITY:
      veche_entrant_take_list (self->communities, cell, column, problems);
      break;
    case VECHE_FIELD_ORGANISATION:
      veche_entrant_take_list (self->organisations, cell, column, problems);
      break;
    case VECHE_FIELD_COMPETENCIES:
      veche_entrant_take_skills (self, cell, column, problems);
      break;
    case VECHE_FIELD_NOTE:
      veche_entrant_take_notes (self, plan, cell, column, problems);
      break;
    case VECHE_FIELD_DO_NOT_CONTACT: case VECHE_FIELD_DO_NOT_MENTION: case VECHE_FIELD_IMPORTANT: case VECHE_FIELD_LEADER:
    case VECHE_FIELD_REACH: case VECHE_FIELD_WATCHED:
      self->marks[field->kind - VECHE_FIELD_DO_NOT_CONTACT] = veche_entrant_is_yes (cell);
      break;
    case VECHE_FIELD_CUSTOM:
      veche_entrant_take_custom (self, plan, cell, field->detail, column, problems);
      break;
    case VECHE_FIELD_UID:
      g_free (self->uid);
      self->uid = veche_entrant_tidy (cell);
      break;
    default:
      break;
    }
}

VecheEntrant *
veche_entrant_read (VechePeoplePlan *plan, guint row, GPtrArray *problems)
{
  VecheEntrant *self = veche_entrant_new ();
  VecheNameParts parts = { 0 };

  for (guint c = 0; c < plan->columns->len; c++)
    if (((VecheTableColumn *) plan->columns->pdata[c])->field.kind != VECHE_FIELD_SKIP)
      veche_entrant_take (self, plan, &parts, veche_table_get_cell (plan->table, row, c), (int) c, problems);

  if (self->name == NULL && (parts.first != NULL || parts.last != NULL))
    {
      g_autofree char *whole = g_strjoin (" ", parts.first != NULL ? parts.first : "", parts.middle != NULL ? parts.middle : "",
                                          parts.last != NULL ? parts.last : "", NULL);

      self->name = veche_entrant_tidy (whole);
    }
  g_free (parts.first);
  g_free (parts.middle);
  g_free (parts.last);
  if (self->uid != NULL && *self->uid == '\0')
    g_clear_pointer (&self->uid, g_free);

  return self;
}

VechePersonFacts *
veche_entrant_to_facts (VecheEntrant *self)
{
  VechePersonFacts *facts = veche_person_facts_new ();

  facts->name = g_strdup (self->name);
  for (guint i = 0; i < VECHE_PERSON_N_WORDS; i++)
    facts->words[i] = g_strdup (self->words[i]);
  facts->joined = self->joined;
  for (guint i = 0; i < self->accounts->len; i++)
    {
      VecheTableAccount *from = &g_array_index (self->accounts, VecheEntrantAccount, i).account;
      VechePersonAccount *account = g_new (VechePersonAccount, 1);

      account->platform = g_strdup (from->platform);
      account->instance = g_strdup (from->instance);
      account->handle = g_strdup (from->handle);
      account->remote_id = g_strdup (from->remote_id);
      g_ptr_array_add (facts->accounts, account);
    }

  return facts;
}
