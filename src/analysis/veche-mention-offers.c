/* veche-mention-offers.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-mention-offers.h"

#include <string.h>

#include "model/veche-query.h"
#include "store/veche-experts-table.h"
#include "store/veche-member-search.h"

#define LOOKED_AT 4   /* times as many as are offered: some may not be named */

void
veche_mention_offer_free (VecheMentionOffer *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_free (self->handle);
  g_free (self->only_on);
  g_free (self->mention);
  g_free (self);
}

static void
offer_clear (gpointer data)
{
  veche_mention_offer_free (data);
}

/* The account on the platform of the message, on its server before others; else one with a handle elsewhere. */
static const VecheAccountRow *
choose_account (GPtrArray *accounts, gint64 member, const VecheQuestionRow *question)
{
  const VecheAccountRow *chosen = NULL;
  int best = -1;

  for (guint i = 0; i < accounts->len; i++)
    {
      const VecheAccountRow *account = accounts->pdata[i];
      gboolean here = g_strcmp0 (account->platform, question->platform) == 0;
      int rank = (here ? 4 : 0) + (here && g_strcmp0 (account->instance, question->instance) == 0 ? 2 : 0) + (account->handle != NULL);

      if (account->member_id != member || rank <= best)
        continue;
      chosen = account;
      best = rank;
    }

  return chosen;
}

static VecheMentionOffer *
offer_new (const VechePersonRow *person, GPtrArray *accounts, const VecheQuestionRow *question)
{
  const VecheAccountRow *account = choose_account (accounts, person->id, question);
  gboolean here = account != NULL && g_strcmp0 (account->platform, question->platform) == 0;
  VecheMentionTarget target = { .name = person->name, .platform = question->platform, .home = question->instance };
  VecheMentionOffer *offer = g_new0 (VecheMentionOffer, 1);

  if (here)
    target = (VecheMentionTarget) { account->platform, account->instance, account->remote_id, account->handle, person->name, question->instance };
  offer->uid = g_strdup (person->uid);
  offer->name = g_strdup (person->name);
  offer->handle = account != NULL ? g_strdup (account->handle) : NULL;
  offer->only_on = !here && account != NULL ? g_strdup (account->platform) : NULL;
  offer->mention = veche_mention_format (&target, &offer->kind);

  return offer;
}

static const VechePersonRow *
find_person (GPtrArray *people, gint64 id)
{
  for (guint i = 0; i < people->len; i++)
    if (((VechePersonRow *) people->pdata[i])->id == id)
      return people->pdata[i];

  return NULL;
}

/* In the order of the search, first those who can be told, then those who are only named. */
static void
take_offers (GPtrArray *offers, GArray *ids, GPtrArray *people, GPtrArray *accounts, const VecheQuestionRow *question, guint most)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < ids->len && offers->len < most; i++)
      {
        const VechePersonRow *person = find_person (people, g_array_index (ids, gint64, i));
        VecheMentionOffer *offer;

        if (person == NULL || person->never || person->do_not_mention || person->do_not_contact || person->refused != NULL)
          continue;
        offer = offer_new (person, accounts, question);
        if ((offer->kind == VECHE_MENTION_NAME) == (pass == 1))
          g_ptr_array_add (offers, offer);
        else
          veche_mention_offer_free (offer);
      }
}

GPtrArray *
veche_mention_offers_find (VecheDb *db, const char *typed, gint64 interaction_id, guint most, GError **error)
{
  g_autoptr (GPtrArray) offers = g_ptr_array_new_with_free_func (offer_clear);
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GArray) ids = NULL;
  g_auto (VecheQuestionRow) question = { 0 };

  if (typed == NULL || *typed == '\0')
    return g_steal_pointer (&offers);
  query->text = g_strdup (typed);
  query->limit = most * LOOKED_AT;
  if (!veche_experts_question (db, interaction_id, &question, error))
    return NULL;
  ids = veche_member_search_ids (db, query, error);
  people = ids != NULL ? veche_experts_people (db, ids, error) : NULL;
  accounts = people != NULL ? veche_experts_accounts (db, ids, error) : NULL;
  if (accounts == NULL)
    return NULL;
  take_offers (offers, ids, people, accounts, &question, most);

  return g_steal_pointer (&offers);
}
