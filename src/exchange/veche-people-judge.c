/* veche-people-judge.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who a row is.  An account or an e-mail names somebody, a name only suggests somebody: names are shared by namesakes, e-mails by families,
 * handles by strangers on other platforms.  What is not sure is said to be so, and stays two people until somebody decides.
 */

#include "exchange/veche-people-match-private.h"

#include <string.h>

#include "model/veche-text.h"

#define MAX_CANDIDATES 5

/* Does the row's name allow that it is this person, whose account it has? */
static gboolean
veche_people_name_allows (VecheLook *look, VecheSuspect *suspect)
{
  g_autofree char *key = NULL;

  if (look->form == NULL || suspect->facts->name == NULL || suspect->names != VECHE_NAMES_OTHER)
    return TRUE;
  if (veche_name_is_nick (suspect->facts->name) || veche_name_is_nick (look->entrant->name))
    return TRUE;
  /* Somebody whom we know by an account alone is called like the account. */
  key = veche_text_translit_key (suspect->facts->name);
  for (guint i = 0; i < suspect->facts->accounts->len; i++)
    {
      const VechePersonAccount *account = suspect->facts->accounts->pdata[i];
      g_autofree char *handle = account->handle != NULL ? veche_text_translit_key (account->handle) : NULL;

      if (handle != NULL && strcmp (handle, key) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
veche_people_is_lone (const char *platform)
{
  return !g_str_equal (platform, "web") && !g_str_equal (platform, "feed");
}

/* Both have accounts of a kind, and none of them is the same.  out: what is here (transfer full) */
static gboolean
veche_people_accounts_contradict (VecheEntrant *entrant, VechePersonFacts *facts, char **out)
{
  for (guint i = 0; i < entrant->accounts->len; i++)
    {
      const VecheTableAccount *there = &g_array_index (entrant->accounts, VecheEntrantAccount, i).account;

      if (!veche_people_is_lone (there->platform))
        continue;
      for (guint j = 0; j < facts->accounts->len; j++)
        {
          const VechePersonAccount *here = facts->accounts->pdata[j];

          if (strcmp (here->platform, there->platform) != 0)
            continue;
          *out = g_strdup (here->handle != NULL ? here->handle : here->remote_id);
          return TRUE;
        }
    }

  return FALSE;
}

/* "г. Казань", "Казань" and "Kazan" are one town. */
static gboolean
veche_people_same_city (const char *a, const char *b)
{
  g_autofree char *x = veche_text_translit_key (a);
  g_autofree char *y = veche_text_translit_key (b);
  const char *p = g_str_has_prefix (x, "g ") ? x + 2 : x, *q = g_str_has_prefix (y, "g ") ? y + 2 : y;

  return strcmp (p, q) == 0 || strstr (p, q) != NULL || strstr (q, p) != NULL;
}

static gboolean
veche_people_facts_contradict (VecheEntrant *entrant, VechePersonFacts *facts, char **out)
{
  const char *born = entrant->words[VECHE_PERSON_BIRTHDAY], *birthday = facts->words[VECHE_PERSON_BIRTHDAY];
  const char *city = entrant->words[VECHE_PERSON_CITY], *town = facts->words[VECHE_PERSON_CITY];

  if (born != NULL && birthday != NULL && strcmp (born, birthday) != 0 &&
      (strlen (born) == strlen (birthday) || !g_str_has_suffix (strlen (born) > strlen (birthday) ? born : birthday,
                                                               (strlen (born) > strlen (birthday) ? birthday : born) + 1)))
    {
      *out = g_strdup (birthday);
      return TRUE;
    }
  if (city == NULL || town == NULL || *town == '\0' || veche_people_same_city (city, town))
    return FALSE;
  *out = g_strdup (town);

  return TRUE;
}

/* The same handle on another platform: "mastodon:oshubin". (transfer full) (nullable) */
static char *
veche_people_shared_handle (VecheEntrant *entrant, VechePersonFacts *facts)
{
  for (guint i = 0; i < entrant->accounts->len; i++)
    for (guint j = 0; j < facts->accounts->len; j++)
      {
        const VecheTableAccount *there = &g_array_index (entrant->accounts, VecheEntrantAccount, i).account;
        const VechePersonAccount *here = facts->accounts->pdata[j];

        if (veche_people_why_of (there) == VECHE_WHY_HANDLE && there->handle != NULL && here->handle != NULL &&
            strcmp (here->platform, there->platform) != 0 && g_ascii_strcasecmp (here->handle, there->handle) == 0)
          return g_strconcat (here->platform, ":", here->handle, NULL);
      }

  return NULL;
}

void
veche_people_set (VechePeopleRow *row, VechePeopleOutcome outcome, VechePeopleWhy why, char *detail, VecheSuspect *whom)
{
  row->outcome = outcome;
  row->why = why;
  g_free (row->detail);
  row->detail = detail;
  if (whom == NULL)
    return;
  row->member_uid = g_strdup (whom->facts->uid);
  row->member_name = g_strdup (whom->facts->name);
  row->first = whom->row;
}

static void
veche_people_add_candidates (VechePeopleRow *row, GPtrArray *suspects, VechePeopleWhy why)
{
  for (guint i = 0; i < suspects->len; i++)
    {
      VecheSuspect *one = suspects->pdata[i];
      VechePeopleCandidate *candidate;

      if (one->row != 0 || (row->candidates != NULL && row->candidates->len >= MAX_CANDIDATES))
        continue;
      if (row->candidates == NULL)
        row->candidates = g_ptr_array_new_with_free_func (veche_people_candidate_free);
      candidate = g_new (VechePeopleCandidate, 1);
      *candidate = (VechePeopleCandidate){ g_strdup (one->facts->uid), g_strdup (one->facts->name), why };
      g_ptr_array_add (row->candidates, candidate);
    }
}

/* One person has the row's accounts. */
static void
veche_people_judge_strong (VecheLook *look, VechePeopleRow *row)
{
  VecheSuspect *whom = look->strong->pdata[0];

  if (look->strong->len > 1)
    {
      veche_people_set (row, VECHE_PEOPLE_CHECK, VECHE_WHY_TWO_PEOPLE, g_strdup (look->detail), whom);
      veche_people_add_candidates (row, look->strong, look->why);
      return;
    }
  if (veche_people_name_allows (look, whom))
    {
      veche_people_set (row, VECHE_PEOPLE_UPDATE, look->why, g_strdup (look->detail), whom);
      return;
    }
  veche_people_set (row, VECHE_PEOPLE_CHECK, VECHE_WHY_OTHER_NAME, g_strdup (look->detail), whom);
  veche_people_add_candidates (row, look->strong, VECHE_WHY_OTHER_NAME);
}

/* Another row of this table is that person already, and it can't be this one too. */
static gboolean
veche_people_row_contradicts (VechePeopleMatcher *self, VecheLook *look, VecheSuspect *whom, char **out)
{
  guint row = whom->row == 0 ? GPOINTER_TO_UINT (g_hash_table_lookup (self->rows_by_member, &whom->facts->id)) : 0;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (VecheEntrant) earlier = NULL;
  g_autoptr (VechePersonFacts) facts = NULL;

  if (row == 0)
    return FALSE;
  problems = g_ptr_array_new_with_free_func (veche_people_problem_free);
  earlier = veche_entrant_read (self->plan, row - 1, problems);
  facts = veche_entrant_to_facts (earlier);

  return veche_people_accounts_contradict (look->entrant, facts, out);
}

/* One person is called so. */
static void
veche_people_judge_name (VechePeopleMatcher *self, VecheLook *look, VechePeopleRow *row, VecheSuspect *whom)
{
  g_autofree char *shared = veche_people_shared_handle (look->entrant, whom->facts);
  char *detail = NULL;

  if (veche_people_row_contradicts (self, look, whom, &detail))
    veche_people_set (row, VECHE_PEOPLE_CHECK, VECHE_WHY_OTHER_ACCOUNTS, detail, whom);
  else if (shared != NULL)
    veche_people_set (row, VECHE_PEOPLE_UPDATE, VECHE_WHY_NAME_AND_HANDLE, g_steal_pointer (&shared), whom);
  else if (veche_people_accounts_contradict (look->entrant, whom->facts, &detail))
    veche_people_set (row, VECHE_PEOPLE_CHECK, VECHE_WHY_OTHER_ACCOUNTS, detail, whom);
  else if (veche_people_facts_contradict (look->entrant, whom->facts, &detail))
    veche_people_set (row, VECHE_PEOPLE_CHECK, VECHE_WHY_OTHER_FACTS, detail, whom);
  else if (whom->names == VECHE_NAMES_ONE_WORD)
    veche_people_set (row, VECHE_PEOPLE_CHECK, VECHE_WHY_ONE_WORD, NULL, whom);
  else if (whom->names == VECHE_NAMES_SIMILAR)
    veche_people_set (row, VECHE_PEOPLE_CHECK, VECHE_WHY_SIMILAR_NAME, NULL, whom);
  else
    veche_people_set (row, VECHE_PEOPLE_UPDATE, VECHE_WHY_NAME, NULL, whom);
  if (row->outcome == VECHE_PEOPLE_CHECK)
    veche_people_add_candidates (row, look->weak, row->why);
}

static guint
veche_people_count_names (GPtrArray *suspects, VecheNames least)
{
  guint n = 0;

  for (guint i = 0; i < suspects->len; i++)
    n += ((VecheSuspect *) suspects->pdata[i])->names >= least;

  return n;
}

static void
veche_people_judge_weak (VechePeopleMatcher *self, VecheLook *look, VechePeopleRow *row)
{
  guint same = veche_people_count_names (look->weak, VECHE_NAMES_ONE_WORD);
  VecheSuspect *whom = NULL;

  for (guint i = 0; i < look->weak->len; i++)
    {
      VecheSuspect *one = look->weak->pdata[i];

      if (whom == NULL || one->names > whom->names || (one->names == whom->names && whom->row != 0 && one->row == 0))
        whom = one;
    }
  if (same <= 1)
    {
      veche_people_judge_name (self, look, row, whom);
      return;
    }
  veche_people_set (row, VECHE_PEOPLE_CHECK, VECHE_WHY_SEVERAL, NULL, whom);
  veche_people_add_candidates (row, look->weak, VECHE_WHY_SEVERAL);
}

/* Nobody has the account or the name; maybe somebody has the handle elsewhere, or had it once. */
static gboolean
veche_people_judge_hints (VechePeopleMatcher *self, VecheLook *look, VechePeopleRow *row, GError **error)
{
  for (guint i = 0; i < look->entrant->accounts->len; i++)
    {
      const VecheTableAccount *account = &g_array_index (look->entrant->accounts, VecheEntrantAccount, i).account;
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      gboolean earlier = FALSE;

      if (account->handle == NULL || veche_people_why_of (account) != VECHE_WHY_HANDLE)
        continue;
      if (!veche_match_elsewhere (self->db, account->platform, account->handle, ids, error))
        return FALSE;
      if (ids->len == 0)
        {
          earlier = TRUE;
          if (!veche_match_earlier (self->db, account->platform, account->handle, ids, error))
            return FALSE;
        }
      g_ptr_array_set_size (look->weak, 0);
      for (guint j = 0; j < ids->len; j++)
        if (!veche_people_suspect_member (self, look, look->weak, g_array_index (ids, gint64, j), error))
          return FALSE;
      if (look->weak->len == 0)
        continue;

      veche_people_set (row, VECHE_PEOPLE_CHECK, earlier ? VECHE_WHY_EARLIER_HANDLE : VECHE_WHY_HANDLE_ELSEWHERE,
                        earlier ? g_strdup (account->handle)
                                : veche_people_shared_handle (look->entrant, ((VecheSuspect *) look->weak->pdata[0])->facts),
                        look->weak->pdata[0]);
      veche_people_add_candidates (row, look->weak, row->why);
      return TRUE;
    }

  return TRUE;
}

gboolean
veche_people_judge (VechePeopleMatcher *self, VecheLook *look, VechePeopleRow *row, GError **error)
{
  gint64 id = look->entrant->uid != NULL ? veche_match_uid (self->db, look->entrant->uid) : 0;

  if (id != 0)
    {
      if (!veche_people_suspect_member (self, look, look->strong, id, error))
        return FALSE;
      veche_people_set (row, VECHE_PEOPLE_UPDATE, VECHE_WHY_UID, NULL, look->strong->pdata[0]);
      return TRUE;
    }
  if (!veche_people_look_at_accounts (self, look, error) || (look->form != NULL && !veche_people_look_at_name (self, look, error)))
    return FALSE;

  /* Whose account it is has another name, but somebody else is called exactly so: then the name says who it is, and the account is shared. */
  if (look->strong->len == 1 && !veche_people_name_allows (look, look->strong->pdata[0]) &&
      veche_people_count_names (look->weak, VECHE_NAMES_SAME) == 1)
    veche_people_judge_weak (self, look, row);
  else if (look->strong->len > 0)
    veche_people_judge_strong (look, row);
  else if (look->weak->len > 0)
    veche_people_judge_weak (self, look, row);
  else
    return veche_people_judge_hints (self, look, row, error);

  return TRUE;
}
