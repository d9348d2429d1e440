/* veche-people-match.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who a row may be: whoever has one of its accounts, here or further up in the table, and whoever is called so.  veche-people-judge.c decides
 * among them.
 */

#include "exchange/veche-people-match-private.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-tombstones-table.h"

#define MAX_BY_NAME    60
#define MAX_ALIKE      40      /* rows of one table with the same name that are looked at */

static void
veche_suspect_free (gpointer data)
{
  VecheSuspect *self = data;

  veche_person_facts_free (self->facts);
  veche_name_form_free (self->form);
  g_free (self);
}

void
veche_people_labels_clear (VechePeopleLabels *labels)
{
  g_clear_pointer (&labels->tags, g_hash_table_unref);
  g_clear_pointer (&labels->competencies, g_hash_table_unref);
  g_clear_pointer (&labels->communities, g_hash_table_unref);
  g_clear_pointer (&labels->organisations, g_hash_table_unref);
}

gboolean
veche_people_labels_read (VechePeopleLabels *labels, VecheDb *db, GError **error)
{
  labels->tags = veche_match_tags (db, error);
  labels->competencies = labels->tags != NULL ? veche_match_competencies (db, error) : NULL;
  labels->communities = labels->competencies != NULL ? veche_match_communities (db, error) : NULL;
  labels->organisations = labels->communities != NULL ? veche_match_organisations (db, error) : NULL;

  return labels->organisations != NULL;
}

char *
veche_people_owner_cb (const VecheTableAccount *account, gint64 member_id, gpointer db)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (VechePersonFacts) facts = NULL;

  if (!veche_match_account (db, account->platform, account->instance, account->handle, account->remote_id, ids, NULL))
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) != member_id)
      {
        facts = veche_match_facts (db, g_array_index (ids, gint64, i), NULL);
        return facts != NULL ? g_strdup (facts->name) : NULL;
      }

  return NULL;
}

const char *
veche_people_kind_of_cb (const char *field, gpointer plan)
{
  const VecheMatchField *found = veche_people_plan_find_field (plan, field);

  return found != NULL ? found->kind : NULL;
}

static gboolean
veche_people_matcher_read_phones (VechePeopleMatcher *self, GError **error)
{
  g_autoptr (GPtrArray) phones = NULL;
  gboolean wanted = FALSE;

  for (guint c = 0; c < self->plan->columns->len; c++)
    {
      VecheFieldKind kind = ((VecheTableColumn *) self->plan->columns->pdata[c])->field.kind;

      wanted |= kind == VECHE_FIELD_PHONE || kind == VECHE_FIELD_HANDLE;
    }
  if (!wanted)
    return TRUE;

  phones = veche_match_phones (self->db, error);
  if (phones == NULL)
    return FALSE;
  self->phones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < phones->len; i++)
    {
      VecheMatchPhone *phone = phones->pdata[i];
      VecheTableAccount account = { 0 };

      if (veche_table_read_account (phone->text, VECHE_FIELD_PHONE, NULL, &account))
        g_hash_table_insert (self->phones, g_strdup (account.remote_id), g_memdup2 (&phone->member_id, sizeof (gint64)));
      veche_table_account_clear (&account);
    }

  return TRUE;
}

VechePeopleMatcher *
veche_people_matcher_new (VecheDb *db, VechePeoplePlan *plan, GError **error)
{
  g_autoptr (VechePeopleMatcher) self = g_new0 (VechePeopleMatcher, 1);

  self->db = db;
  self->plan = plan;
  self->rows_by_account = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->rows_by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->rows_by_member = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->context = (VechePeopleContext){ &self->labels, veche_people_owner_cb, db, veche_people_kind_of_cb, plan };
  if (!veche_people_labels_read (&self->labels, db, error) || !veche_people_matcher_read_phones (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
veche_people_matcher_free (VechePeopleMatcher *self)
{
  veche_people_labels_clear (&self->labels);
  g_clear_pointer (&self->phones, g_hash_table_unref);
  g_clear_pointer (&self->rows_by_account, g_hash_table_unref);
  g_clear_pointer (&self->rows_by_name, g_hash_table_unref);
  g_clear_pointer (&self->rows_by_member, g_hash_table_unref);
  g_free (self);
}

/* -------------------------------------------------------------------------------------------------------------------------- suspects */

static VecheSuspect *
veche_suspect_new (VechePersonFacts *facts, guint row, VecheNameForm *form)
{
  VecheSuspect *self = g_new0 (VecheSuspect, 1);

  self->facts = facts;
  self->row = row;
  self->form = veche_name_form_new (facts->name != NULL ? facts->name : "");
  self->names = form != NULL ? veche_name_form_compare (form, self->form) : VECHE_NAMES_OTHER;

  return self;
}

static VecheSuspect *
veche_suspect_find (GPtrArray *list, gint64 id, guint row)
{
  for (guint i = 0; i < list->len; i++)
    {
      VecheSuspect *one = list->pdata[i];

      if (row != 0 ? one->row == row : one->row == 0 && one->facts->id == id)
        return one;
    }

  return NULL;
}

gboolean
veche_people_suspect_member (VechePeopleMatcher *self, VecheLook *look, GPtrArray *list, gint64 id, GError **error)
{
  VechePersonFacts *facts;
  GError *local = NULL;

  if (veche_suspect_find (list, id, 0) != NULL)
    return TRUE;
  facts = veche_match_facts (self->db, id, &local);
  if (facts != NULL)
    g_ptr_array_add (list, veche_suspect_new (facts, 0, look->form));
  if (local != NULL)
    g_propagate_error (error, local);

  return local == NULL;
}

static void
veche_people_suspect_row (VechePeopleMatcher *self, VecheLook *look, GPtrArray *list, guint row)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (VecheEntrant) earlier = NULL;

  if (veche_suspect_find (list, 0, row) != NULL)
    return;
  problems = g_ptr_array_new_with_free_func (veche_people_problem_free);
  earlier = veche_entrant_read (self->plan, row - 1, problems);
  g_ptr_array_add (list, veche_suspect_new (veche_entrant_to_facts (earlier), row, look->form));
}

static char *
veche_people_account_key (const VecheTableAccount *account)
{
  return g_strjoin ("/", account->platform, account->instance, account->remote_id, NULL);
}

VechePeopleWhy
veche_people_why_of (const VecheTableAccount *account)
{
  return g_str_equal (account->platform, "email")   ? VECHE_WHY_EMAIL
         : g_str_equal (account->platform, "phone") ? VECHE_WHY_PHONE
                                                    : VECHE_WHY_HANDLE;
}

static char *
veche_people_account_label (const VecheTableAccount *account)
{
  const char *text = account->handle != NULL ? account->handle : account->remote_id;

  if (veche_people_why_of (account) != VECHE_WHY_HANDLE)
    return g_strdup (text);

  return g_strconcat (account->platform, ":", text, NULL);
}

/* Whom the row's accounts name. */
gboolean
veche_people_look_at_accounts (VechePeopleMatcher *self, VecheLook *look, GError **error)
{
  for (guint i = 0; i < look->entrant->accounts->len; i++)
    {
      const VecheTableAccount *account = &g_array_index (look->entrant->accounts, VecheEntrantAccount, i).account;
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autofree char *key = veche_people_account_key (account);
      gint64 *phone = g_str_equal (account->platform, "phone") ? g_hash_table_lookup (self->phones, account->remote_id) : NULL;
      guint before = look->strong->len, row = GPOINTER_TO_UINT (g_hash_table_lookup (self->rows_by_account, key));

      if (!veche_match_account (self->db, account->platform, account->instance, account->handle, account->remote_id, ids, error))
        return FALSE;
      if (phone != NULL && ids->len == 0)
        {
          gint64 id = veche_match_live (self->db, *phone);

          g_array_append_val (ids, id);
        }
      for (guint j = 0; j < ids->len; j++)
        if (!veche_people_suspect_member (self, look, look->strong, g_array_index (ids, gint64, j), error))
          return FALSE;
      if (row != 0 && ids->len == 0)
        veche_people_suspect_row (self, look, look->strong, row);
      if (look->detail == NULL && look->strong->len > before)
        {
          look->why = veche_people_why_of (account);
          look->detail = veche_people_account_label (account);
        }
    }

  return TRUE;
}

/* Whom the name suggests. */
gboolean
veche_people_look_at_name (VechePeopleMatcher *self, VecheLook *look, GError **error)
{
  g_auto (GStrv) keys = veche_name_form_keys (look->form);
  g_autofree char *sorted = veche_name_form_sorted (look->form);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GArray *rows = g_hash_table_lookup (self->rows_by_name, sorted);

  if (keys[0] == NULL)
    return TRUE;
  if (!veche_match_words (self->db, (const char *const *) keys, MAX_BY_NAME, ids, error))
    return FALSE;
  for (guint i = 0; keys[1] != NULL && keys[i] != NULL && ids->len == 0; i++)
    {
      const char *one[2] = { keys[i], NULL };

      if (!veche_match_words (self->db, one, MAX_BY_NAME, ids, error))
        return FALSE;
    }
  for (guint i = 0; i < ids->len; i++)
    if (!veche_people_suspect_member (self, look, look->weak, g_array_index (ids, gint64, i), error))
      return FALSE;
  for (guint i = 0; rows != NULL && i < MIN (rows->len, MAX_ALIKE); i++)
    veche_people_suspect_row (self, look, look->weak, g_array_index (rows, guint, i));

  /* Only who is called so. */
  for (guint i = look->weak->len; i-- > 0;)
    if (((VecheSuspect *) look->weak->pdata[i])->names < VECHE_NAMES_SIMILAR)
      g_ptr_array_remove_index (look->weak, i);

  return TRUE;
}

/* ------------------------------------------------------------------------------------------------------------------------------ a row */

/* Later rows meet this one: by its accounts, and by its name if it is not somebody who is here already. */
static void
veche_people_matcher_remember (VechePeopleMatcher *self, guint index, VecheLook *look, gboolean by_name)
{
  g_autofree char *sorted = look->form != NULL ? veche_name_form_sorted (look->form) : NULL;
  guint row = index + 1;

  for (guint i = 0; i < look->entrant->accounts->len; i++)
    {
      g_autofree char *key = veche_people_account_key (&g_array_index (look->entrant->accounts, VecheEntrantAccount, i).account);

      if (!g_hash_table_contains (self->rows_by_account, key))
        g_hash_table_insert (self->rows_by_account, g_steal_pointer (&key), GUINT_TO_POINTER (row));
    }
  if (!by_name || sorted == NULL || *sorted == '\0')
    return;
  if (!g_hash_table_contains (self->rows_by_name, sorted))
    g_hash_table_insert (self->rows_by_name, g_strdup (sorted), g_array_new (FALSE, FALSE, sizeof (guint)));
  g_array_append_val ((GArray *) g_hash_table_lookup (self->rows_by_name, sorted), row);
}

static VecheSuspect *
veche_people_chosen (VecheLook *look, VechePeopleRow *row)
{
  for (guint i = 0; i < look->strong->len + look->weak->len; i++)
    {
      VecheSuspect *one = i < look->strong->len ? look->strong->pdata[i] : look->weak->pdata[i - look->strong->len];

      if (row->first != 0 ? one->row == row->first : one->row == 0 && g_strcmp0 (one->facts->uid, row->member_uid) == 0)
        return one;
    }

  return NULL;
}

static gboolean
veche_people_has_problem (GPtrArray *problems, VechePeopleProblemKind kind)
{
  for (guint i = 0; i < problems->len; i++)
    if (((VechePeopleProblem *) problems->pdata[i])->kind == kind)
      return TRUE;

  return FALSE;
}

static void
veche_people_matcher_fill (VechePeopleMatcher *self, VecheLook *look, VechePeopleRow *row, GPtrArray *problems)
{
  g_autoptr (VechePersonFacts) nobody = veche_person_facts_new ();
  VecheSuspect *whom = row->outcome == VECHE_PEOPLE_UPDATE ? veche_people_chosen (look, row) : NULL;
  VechePeopleFill fill;

  veche_people_fill (look->entrant, whom != NULL ? whom->facts : nobody, &self->context, NULL, problems, &fill);
  if (look->entrant->has_joined && look->entrant->joined == 0 && row->outcome != VECHE_PEOPLE_UPDATE &&
      !veche_people_has_problem (problems, VECHE_PROBLEM_BAD_DATE))
    veche_people_add_problem (problems, VECHE_PROBLEM_NO_DATE, -1, NULL, NULL);
  if (row->outcome != VECHE_PEOPLE_UPDATE)
    return;
  row->gains = fill.gains;
  row->handles = fill.handles;
  row->handles_here = fill.handles_here;
  row->tags = fill.tags;
  row->competencies = fill.competencies;
}

/* Somebody is called exactly so, and all that the row says stands there already: it was brought in before. */
static void
veche_people_matcher_settle (VechePeopleMatcher *self, VecheLook *look, VechePeopleRow *row)
{
  for (guint i = 0; i < look->strong->len + look->weak->len; i++)
    {
      VecheSuspect *one = i < look->strong->len ? look->strong->pdata[i] : look->weak->pdata[i - look->strong->len];
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (veche_people_problem_free);
      VechePeopleFill fill;

      if (one->row != 0 || one->names < VECHE_NAMES_ONE_WORD)
        continue;
      veche_people_fill (look->entrant, one->facts, &self->context, NULL, problems, &fill);
      if (fill.gains != 0 || veche_people_has_problem (problems, VECHE_PROBLEM_DIFFERS))
        continue;
      g_clear_pointer (&row->member_uid, g_free);
      g_clear_pointer (&row->member_name, g_free);
      g_clear_pointer (&row->candidates, g_ptr_array_unref);
      veche_people_set (row, VECHE_PEOPLE_UPDATE, VECHE_WHY_NAME, NULL, one);
      return;
    }
}

/* A value that was lost is worth a look, whoever it is. */
static gboolean
veche_people_has_lost (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      VechePeopleProblemKind kind = ((VechePeopleProblem *) problems->pdata[i])->kind;

      if (kind == VECHE_PROBLEM_BAD_DATE || kind == VECHE_PROBLEM_BAD_EMAIL || kind == VECHE_PROBLEM_BAD_VALUE || kind == VECHE_PROBLEM_TOO_LONG)
        return TRUE;
    }

  return FALSE;
}

static gboolean
veche_people_was_erased (VechePeopleMatcher *self, VecheEntrant *entrant)
{
  for (guint i = 0; i < entrant->accounts->len; i++)
    {
      const VecheTableAccount *account = &g_array_index (entrant->accounts, VecheEntrantAccount, i).account;
      const char *instance = account->instance != NULL ? account->instance : "";

      if (veche_tombstones_has (self->db, account->platform, instance, account->remote_id) ||
          veche_tombstones_has (self->db, account->platform, instance, account->handle))
        return TRUE;
    }

  return FALSE;
}

static gboolean
veche_people_matcher_judge_row (VechePeopleMatcher *self, guint index, VechePeopleRow *row, VecheLook *look, GPtrArray *problems,
                                GError **error)
{
  if (!veche_people_judge (self, look, row, error))
    return FALSE;
  if (row->outcome == VECHE_PEOPLE_CHECK)
    veche_people_matcher_settle (self, look, row);
  if (look->entrant->name == NULL && row->outcome != VECHE_PEOPLE_UPDATE)
    {
      const VecheTableAccount *account =
        look->entrant->accounts->len > 0 ? &g_array_index (look->entrant->accounts, VecheEntrantAccount, 0).account : NULL;

      if (row->outcome != VECHE_PEOPLE_CHECK)
        row->outcome = VECHE_PEOPLE_SKIP;
      veche_people_add_problem (problems, VECHE_PROBLEM_NO_NAME, -1, account != NULL ? account->handle : NULL, NULL);
    }
  if ((row->outcome == VECHE_PEOPLE_NEW || row->outcome == VECHE_PEOPLE_CHECK) && veche_people_was_erased (self, look->entrant))
    {
      row->outcome = VECHE_PEOPLE_SKIP;
      veche_people_add_problem (problems, VECHE_PROBLEM_ERASED, -1, NULL, NULL);
    }
  if (row->outcome == VECHE_PEOPLE_SKIP)
    return TRUE;

  veche_people_matcher_fill (self, look, row, problems);
  if (row->outcome == VECHE_PEOPLE_UPDATE && row->first == 0 && row->member_uid != NULL)
    {
      gint64 id = veche_people_chosen (look, row)->facts->id;

      if (g_hash_table_contains (self->rows_by_member, &id))
        veche_people_add_problem (problems, VECHE_PROBLEM_REPEATED, -1, NULL, NULL);
      else
        g_hash_table_insert (self->rows_by_member, g_memdup2 (&id, sizeof id), GUINT_TO_POINTER (index + 1));
    }
  if (row->first != 0)
    veche_people_add_problem (problems, VECHE_PROBLEM_REPEATED, -1, NULL, NULL);
  veche_people_matcher_remember (self, index, look, row->outcome != VECHE_PEOPLE_UPDATE);
  row->certain = row->outcome;
  if (veche_people_has_lost (problems))
    row->outcome = VECHE_PEOPLE_CHECK;

  return TRUE;
}

gboolean
veche_people_matcher_look (VechePeopleMatcher *self, guint index, VechePeopleRow *row, GError **error)
{
  GPtrArray *problems = row->problems;
  g_autoptr (VecheEntrant) entrant = veche_entrant_read (self->plan, index, problems);
  g_autoptr (VecheNameForm) form = entrant->name != NULL ? veche_name_form_new (entrant->name) : NULL;
  g_autoptr (GPtrArray) strong = g_ptr_array_new_with_free_func (veche_suspect_free);
  g_autoptr (GPtrArray) weak = g_ptr_array_new_with_free_func (veche_suspect_free);
  VecheLook look = { entrant, form, strong, weak, VECHE_WHY_NONE, NULL };
  gboolean ok;

  row->name = g_strdup (entrant->name != NULL ? entrant->name : "");
  ok = veche_people_matcher_judge_row (self, index, row, &look, problems, error);
  g_free (look.detail);

  return ok;
}
