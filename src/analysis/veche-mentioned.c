/* veche-mentioned.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-mentioned.h"

#include <string.h>

#include "analysis/veche-experts-private.h"
#include "model/veche-uid.h"

void
veche_mentioned_free (VecheMentioned *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_free (self->words);
  g_free (self->only_on);
  g_free (self);
}

static void
mentioned_clear (gpointer data)
{
  veche_mentioned_free (data);
}

/* How surely this account is meant by that mention, where it stands; 0: it is not. */
static int
likeness (const VecheAccountRow *account, const VecheMentionFound *found, const VecheQuestionRow *question)
{
  gboolean here = g_strcmp0 (account->platform, question->platform) == 0;

  if (found->platform != NULL && g_strcmp0 (found->platform, account->platform) != 0)
    return 0;
  if (found->host != NULL)
    return g_ascii_strcasecmp (found->host, account->instance) == 0 || (account->handle != NULL && strchr (account->handle, '@') != NULL) ? 4 : 0;
  if (here && g_strcmp0 (account->instance, question->instance) == 0)
    return 4;

  return here ? account->instance[0] == '\0' ? 3 : 2 : 1;
}

/* The one member that is meant; 0: nobody of ours, or it could be several. */
static gint64
choose_member (GPtrArray *accounts, const VecheMentionFound *found, const VecheQuestionRow *question)
{
  gint64 member = 0;
  int best = 0;

  for (guint i = 0; i < accounts->len; i++)
    {
      VecheAccountRow *account = accounts->pdata[i];
      int alike = likeness (account, found, question);

      if (alike == 0 || alike < best)
        continue;
      member = alike > best || member == account->member_id ? account->member_id : 0;
      best = alike;
    }

  return member;
}

static gboolean
find_member (VecheDb *db, const VecheMentionFound *found, const VecheQuestionRow *question, gint64 *member, GError **error)
{
  g_autoptr (GPtrArray) accounts = NULL;

  if (found->id != NULL)
    accounts = veche_experts_called_by_id (db, found->platform, question->instance, found->id, error);
  else
    accounts = veche_experts_called (db, found->handle, error);
  if (accounts != NULL && found->id == NULL && found->host != NULL)
    {
      g_autofree char *whole = g_strconcat (found->handle, "@", found->host, NULL);
      g_autoptr (GPtrArray) more = veche_experts_called (db, whole, error);

      if (more == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (accounts, g_steal_pointer (&more));
    }
  if (accounts == NULL)
    return FALSE;
  *member = choose_member (accounts, found, question);

  return TRUE;
}

/* No account where it is written: the platform they have one on. (nullable) */
static const char *
only_on (GPtrArray *accounts, gint64 member, const char *platform)
{
  const char *other = NULL;

  for (guint i = 0; i < accounts->len; i++)
    {
      VecheAccountRow *account = accounts->pdata[i];

      if (account->member_id != member)
        continue;
      if (g_strcmp0 (account->platform, platform) == 0)
        return NULL;
      if (other == NULL || (!veche_mention_knows (other) && veche_mention_knows (account->platform)))
        other = account->platform;
    }

  return other;
}

typedef struct
{
  VecheAskLimits          limits;
  GArray                 *asks;       /* VecheAskRow */
  GPtrArray              *accounts;   /* VecheAccountRow */
  const VecheQuestionRow *question;
  gint64                  now;
  gboolean                heated;
} Weighing;

/* NULL: nothing speaks against it. (transfer full) (nullable) */
static VecheMentioned *
weigh (const Weighing *with, const VechePersonRow *person)
{
  gboolean asker = person->id == with->question->member_id;
  VecheMentioned found = { .asker = asker };
  guint count;

  if (person->never)
    return NULL;
  found.free_at = asker ? 0 : veche_asks_free_at (with->asks, person->id, &with->limits, with->now, &count);
  found.only_on = g_strdup (asker || with->question->platform == NULL ? NULL : only_on (with->accounts, person->id, with->question->platform));
  if (person->do_not_mention || person->refused != NULL)
    found.against = VECHE_AGAINST_DO_NOT_MENTION;
  else if (person->do_not_contact)
    found.against = VECHE_AGAINST_DO_NOT_CONTACT;
  else if (found.free_at != 0)
    found.against = VECHE_AGAINST_LATER;
  else if (found.only_on != NULL)
    found.against = VECHE_AGAINST_ELSEWHERE;
  else if (with->heated && !asker)
    found.against = VECHE_AGAINST_HEATED;
  else
    return NULL;
  found.uid = g_strdup (person->uid);
  found.name = g_strdup (person->name);

  return g_memdup2 (&found, sizeof found);
}

static int
compare_against (gconstpointer a, gconstpointer b)
{
  return (int) (*(VecheMentioned *const *) a)->against - (int) (*(VecheMentioned *const *) b)->against;
}

/* ids and words go in step. */
static GPtrArray *
weigh_all (VecheDb *db, GArray *ids, GPtrArray *words, Weighing *with, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (mentioned_clear);
  g_autoptr (GPtrArray) people = veche_experts_people (db, ids, error);
  g_autoptr (GPtrArray) accounts = people != NULL ? veche_experts_accounts (db, ids, error) : NULL;
  g_autoptr (GArray) asks = NULL;

  if (accounts == NULL)
    return NULL;
  with->limits = veche_asks_get_limits (db);
  asks = veche_experts_asks (db, with->now - with->limits.days * G_TIME_SPAN_DAY, error);
  if (asks == NULL)
    return NULL;
  with->asks = asks;
  with->accounts = accounts;
  for (guint i = 0; i < people->len; i++)
    {
      VechePersonRow *person = people->pdata[i];
      VecheMentioned *found = weigh (with, person);

      for (guint w = 0; found != NULL && w < ids->len; w++)
        if (g_array_index (ids, gint64, w) == person->id)
          found->words = g_strdup (words->pdata[w]);
      if (found != NULL)
        g_ptr_array_add (list, found);
    }
  g_ptr_array_sort (list, compare_against);

  return g_steal_pointer (&list);
}

static gboolean
is_among (GArray *ids, gint64 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;

  return FALSE;
}

GPtrArray *
veche_mentioned_find (VecheDb *db, const char *text, gint64 interaction_id, gboolean heated, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) mentions = veche_mention_find (text);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (VecheQuestionRow) question = { 0 };
  Weighing with = { .question = &question, .now = now != 0 ? now : veche_now (), .heated = heated };

  if (mentions->len > 0 && interaction_id != 0 && !veche_experts_question (db, interaction_id, &question, error))
    return NULL;
  for (guint i = 0; i < mentions->len; i++)
    {
      VecheMentionFound *found = mentions->pdata[i];
      gint64 member = 0;

      if (!find_member (db, found, &question, &member, error))
        return NULL;
      if (member == 0 || is_among (ids, member))
        continue;
      g_array_append_val (ids, member);
      g_ptr_array_add (words, found->words);
    }
  if (ids->len == 0)
    return g_ptr_array_new_with_free_func (mentioned_clear);

  return weigh_all (db, ids, words, &with, error);
}
