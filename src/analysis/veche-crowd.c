/* veche-crowd.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two faces, compared: addresses, handles and links that only one person would have; then names; then circumstances, which weigh less the
 * firmer the rest is.  All weights are in veche-crowd-weights.h.
 */

#include "analysis/veche-crowd-pair.h"

#include <string.h>

#include "model/veche-text.h"

#define ENOUGH_FOR_HOURS 20      /* interactions of each, before their hours say something */
#define OF_SAME_NAME     34      /* handles alike, both made of the name that both bear */
#define OF_COMMON_NAME   24      /* and many bear it */
#define FIRM             60      /* points from which circumstances weigh little */

void
veche_pair_add (VechePair *pair, VecheLike what, int points, const char *a, const char *b)
{
  pair->sum += points;
  if (pair->found != NULL)
    veche_likeness_add (pair->found, what, points, a, b);
}

/*** The crowd ***/

static void
count (GHashTable *counts, const char *key)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

  g_hash_table_insert (counts, g_strdup (key), GUINT_TO_POINTER (n + 1));
}

static void
count_face (VecheCrowd *self, const VecheFace *face)
{
  const VecheNameReading *form = face->forms->len > 0 ? face->forms->pdata[0] : NULL;

  if (form != NULL && form->surname != NULL)
    count (self->surnames, form->surname);
  for (guint i = 0; i < face->sites->len; i++)
    count (self->sites, face->sites->pdata[i]);
}

VecheCrowd *
veche_crowd_new (GPtrArray *personas, const char *diminutives)
{
  VecheCrowd *self = g_new0 (VecheCrowd, 1);

  self->book = veche_name_book_new (diminutives);
  self->personas = g_ptr_array_ref (personas);
  self->faces = g_ptr_array_new_full (personas->len, (GDestroyNotify) veche_face_free);
  self->surnames = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->sites = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < personas->len; i++)
    {
      VecheFace *face = veche_face_new (self->book, personas->pdata[i]);

      g_ptr_array_add (self->faces, face);
      count_face (self, face);
    }

  return self;
}

void
veche_crowd_free (VecheCrowd *self)
{
  g_ptr_array_unref (self->faces);
  g_ptr_array_unref (self->personas);
  g_hash_table_unref (self->surnames);
  g_hash_table_unref (self->sites);
  veche_name_book_free (self->book);
  g_free (self);
}

/*** What only one person would have ***/

static const char *
find_same (GPtrArray *a, GPtrArray *b)
{
  for (guint i = 0; i < a->len; i++)
    for (guint k = 0; k < b->len; k++)
      if (strcmp (a->pdata[i], b->pdata[k]) == 0)
        return a->pdata[i];

  return NULL;
}

/* Both have one, none of them the same. */
static gboolean
all_differ (GPtrArray *a, GPtrArray *b)
{
  return a->len > 0 && b->len > 0 && find_same (a, b) == NULL;
}

static void
judge_addresses (VechePair *pair)
{
  const char *email = find_same (pair->a->emails, pair->b->emails), *phone = find_same (pair->a->phones, pair->b->phones);
  gboolean shared_email = email != NULL && veche_face_email_is_shared (pair->crowd->book, email);
  gboolean shared_phone = phone != NULL && veche_face_phone_is_shared (phone);

  if (pair->a->team || pair->b->team)
    veche_pair_add (pair, VECHE_LIKE_SHARED, SHARED, pair->a->team ? pair->a->persona->name : pair->b->persona->name, NULL);
  else if (shared_email || shared_phone)
    veche_pair_add (pair, VECHE_LIKE_SHARED, SHARED_ADDRESS, shared_email ? email : phone, NULL);
  if (pair->a->team || pair->b->team)
    return;
  if (email != NULL && !shared_email)
    veche_pair_add (pair, VECHE_LIKE_SAME_EMAIL, EMAIL, email, email);
  if (phone != NULL && !shared_phone)
    veche_pair_add (pair, VECHE_LIKE_SAME_PHONE, PHONE, phone, phone);
  if ((email != NULL && !shared_email) || (phone != NULL && !shared_phone))
    {
      pair->firm = MAX (pair->firm, PHONE);
      pair->addressed = TRUE;
    }
}

gboolean
veche_pair_is_of_name (VechePair *pair, const VecheHandle *handle)
{
  gboolean whole;

  return veche_handle_of_name (handle, pair->form_a, pair->crowd->book, &whole) > 0
         || veche_handle_of_name (handle, pair->form_b, pair->crowd->book, &whole) > 0;
}

static gboolean
bears_common_name (VechePair *pair)
{
  const char *surname = pair->form_a->surname;

  return surname != NULL && veche_name_book_is_common (pair->crowd->book, surname) && !veche_name_book_is_middling (pair->crowd->book, surname);
}

static void
judge_handles (VechePair *pair)
{
  const VecheHandle *best_a = NULL, *best_b = NULL, *numbered_a = NULL, *numbered_b = NULL;
  gboolean best_same = FALSE;
  int best = 0;

  /* What a team has it shares with each of its people. */
  if (pair->a->team || pair->b->team)
    return;

  for (guint i = 0; i < pair->a->handles->len; i++)
    for (guint k = 0; k < pair->b->handles->len; k++)
      {
        const VecheHandle *a = pair->a->handles->pdata[i], *b = pair->b->handles->pdata[k];
        gboolean same, numbered;
        int points = veche_handle_meet (a, b, &same, &numbered);

        /* Two addresses are compared as addresses. */
        if (g_strcmp0 (a->platform, "email") == 0 && g_strcmp0 (b->platform, "email") == 0 && find_same (pair->a->emails, pair->b->emails) != NULL)
          continue;
        /* Two of one name make the same handle of it: that they did is hardly news. */
        if (points > OF_SAME_NAME && !same && pair->meet != VECHE_NAMES_UNRELATED && pair->meet <= VECHE_NAMES_SHORT
            && veche_pair_is_of_name (pair, a))
          points = bears_common_name (pair) ? OF_COMMON_NAME : OF_SAME_NAME;

        if (points > best)
          {
            best = points;
            best_a = a;
            best_b = b;
            best_same = same;
          }
        if (numbered && numbered_a == NULL)
          {
            numbered_a = a;
            numbered_b = b;
          }
      }

  if (best > 0)
    veche_pair_add (pair, best_same ? VECHE_LIKE_SAME_HANDLE : VECHE_LIKE_NEAR_HANDLE, best, best_a->text, best_b->text);
  else if (numbered_a != NULL)
    veche_pair_add (pair, VECHE_LIKE_NUMBERED, NUMBERED, numbered_a->text, numbered_b->text);
  pair->firm = MAX (pair->firm, best);
}

/* Does the one's profile name an account of the other?  The points, and the link. */
static int
find_link (const VecheFace *a, const VecheFace *b, const char **link)
{
  int best = 0;

  for (guint i = 0; i < a->links->len; i++)
    {
      const char *said = a->links->pdata[i], *handle = strchr (said, ':') + 1;

      for (guint k = 0; k < b->handles->len; k++)
        {
          const VecheHandle *theirs = b->handles->pdata[k];
          gsize n = (gsize) (handle - 1 - said);
          gboolean there = n > 0 && strlen (theirs->platform) == n && strncmp (theirs->platform, said, n) == 0;
          int points = there ? LINK : n == 0 && !theirs->generic ? LINK_LOOSE : 0;

          if (strcmp (theirs->text, handle) != 0 || points <= best || strcmp (theirs->platform, "email") == 0)
            continue;
          best = points;
          *link = said;
        }
    }

  return best;
}

/* Two who show the same site: it says more when it bears the name of one of them. */
static int
points_of_site (VechePair *pair, const char *site)
{
  g_autofree char *key = veche_text_translit_key (site);
  const VecheFace *faces[] = { pair->a, pair->b };
  int points = SITE;

  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < faces[side]->forms->len; i++)
      {
        const VecheNameReading *form = faces[side]->forms->pdata[i];

        if (form->surname == NULL || strlen (form->surname) < 4 || (strstr (key, form->surname) == NULL && strstr (key, form->surname_key) == NULL))
          continue;
        points = MAX (points, form->given != NULL && strlen (form->given) > 2 && strstr (key, form->given) != NULL ? SITE_OF_WHOLE_NAME : SITE_OF_NAME);
      }

  return points;
}

static void
judge_links (VechePair *pair)
{
  const char *link = NULL, *back = NULL, *site = find_same (pair->a->sites, pair->b->sites);
  int there = find_link (pair->a, pair->b, &link), here = find_link (pair->b, pair->a, &back);

  /* Both naming the same account is one of them naming the other, or two admirers. */
  if (MAX (there, here) > 0)
    veche_pair_add (pair, VECHE_LIKE_CROSS_LINK, MAX (there, here), there >= here ? strchr (link, ':') + 1 : NULL,
                    there >= here ? NULL : strchr (back, ':') + 1);
  pair->firm = MAX (pair->firm, MAX (there, here));
  pair->linked = MAX (there, here) >= LINK;
  if (site != NULL)
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (pair->crowd->sites, site));
      veche_pair_add (pair, VECHE_LIKE_SAME_SITE, n > 2 ? SITE_OF_MANY : points_of_site (pair, site), site, site);
    }
}

/*** Circumstances ***/

static void
judge_birthdays (VechePair *pair)
{
  const char *a = pair->a->persona->birthday, *b = pair->b->persona->birthday;
  gboolean years, same;

  if (a == NULL || b == NULL || strlen (a) < 5 || strlen (b) < 5)
    return;

  years = a[0] != '-' && b[0] != '-';
  same = strcmp (a + strlen (a) - 5, b + strlen (b) - 5) == 0 && (!years || strcmp (a, b) == 0);
  if (!same)
    veche_pair_add (pair, VECHE_LIKE_OTHER_BIRTHDAY, OTHER_BIRTHDAY, a, b);
  else if (pair->meet == VECHE_NAMES_FAMILY || pair->meet == VECHE_NAMES_GENDER)
    veche_pair_add (pair, VECHE_LIKE_TWINS, TWINS, a, b);
  else
    veche_pair_add (pair, VECHE_LIKE_SAME_BIRTHDAY, years ? BIRTHDAY : DAY, a, b);
}

/* Who has two addresses at one company says nothing against themselves: one of them is older. */
static gboolean
work_together (GPtrArray *a, GPtrArray *b)
{
  static const char *const open[] = {
    "gmail.com", "yandex", "mail.ru", "bk.ru", "inbox.ru", "list.ru", "rambler.ru", "outlook.com", "hotmail.com", "live.com", "icloud.com", "me.com",
    "yahoo.com", "proton.me", "protonmail.com", "gmx.de", "gmx.net", "web.de", "ukr.net", "tut.by", "internet.ru", "vk.com", "mail.com", NULL,
  };

  for (guint i = 0; i < a->len; i++)
    for (guint k = 0; k < b->len; k++)
      {
        const char *host = strrchr (a->pdata[i], '@'), *other = strrchr (b->pdata[k], '@');

        if (host != NULL && other != NULL && strcmp (host, other) == 0 && !g_strv_contains (open, host + 1))
          return TRUE;
      }

  return FALSE;
}

static void
judge_places (VechePair *pair)
{
  const VecheFace *a = pair->a, *b = pair->b;

  if (a->city != NULL && b->city != NULL)
    {
      gboolean same = strcmp (a->city, b->city) == 0;

      veche_pair_add (pair, same ? VECHE_LIKE_SAME_CITY : VECHE_LIKE_OTHER_CITY, same ? CITY : pair->firm >= FIRM ? OTHER_CITY_FIRM : OTHER_CITY, a->persona->city,
                      b->persona->city);
    }
  if (a->headline != NULL && strlen (a->headline) > 7 && g_strcmp0 (a->headline, b->headline) == 0)
    veche_pair_add (pair, VECHE_LIKE_SAME_HEADLINE, HEADLINE, a->persona->headline, NULL);
  if (pair->firm < FIRM && all_differ (a->emails, b->emails) && !work_together (a->emails, b->emails))
    veche_pair_add (pair, VECHE_LIKE_OTHER_EMAIL, OTHER_EMAIL, a->emails->pdata[0], b->emails->pdata[0]);
  if (pair->firm < FIRM && all_differ (a->phones, b->phones))
    veche_pair_add (pair, VECHE_LIKE_OTHER_PHONE, OTHER_PHONE, a->phones->pdata[0], b->phones->pdata[0]);
}

/* An account that was gone before the other came is no second one. */
static gboolean
lived_together (const VechePersonaAccount *a, const VechePersonaAccount *b)
{
  if (a->deleted || b->deleted || g_strcmp0 (a->platform, b->platform) != 0 || g_strcmp0 (a->instance, b->instance) != 0)
    return FALSE;
  if (strcmp (a->platform, "email") == 0 || strcmp (a->platform, "phone") == 0 || strcmp (a->platform, "web") == 0)
    return FALSE;

  return !(a->last_seen != 0 && b->first_seen != 0 && a->last_seen < b->first_seen)
         && !(b->last_seen != 0 && a->first_seen != 0 && b->last_seen < a->first_seen);
}

static void
judge_accounts (VechePair *pair)
{
  GPtrArray *a = pair->a->persona->accounts, *b = pair->b->persona->accounts;
  const char *avatar = find_same (pair->a->avatars, pair->b->avatars);
  gboolean staff_a = pair->a->persona->role != NULL && pair->a->persona->role[0] != '\0';
  gboolean staff_b = pair->b->persona->role != NULL && pair->b->persona->role[0] != '\0';
  const VechePersonaAccount *first = NULL, *second = NULL;

  for (guint i = 0; i < a->len && first == NULL; i++)
    for (guint k = 0; k < b->len && first == NULL; k++)
      if (lived_together (a->pdata[i], b->pdata[k]))
        {
          first = a->pdata[i];
          second = b->pdata[k];
        }
  if (first != NULL)
    veche_pair_add (pair, VECHE_LIKE_SAME_PLATFORM, SAME_PLATFORM, first->platform, second->platform);
  if (avatar != NULL)
    veche_pair_add (pair, VECHE_LIKE_SAME_AVATAR, AVATAR, avatar, NULL);
  if (staff_a != staff_b)
    veche_pair_add (pair, VECHE_LIKE_STAFF, STAFF, pair->a->persona->role, pair->b->persona->role);
}

/* Of two days by the hour: the share of their interactions that fall into the same hours. */
static void
judge_timelines (VechePair *pair, const VechePairFacts *facts)
{
  double shared = 0;
  char number[16];

  if (facts->talks > 0)
    {
      g_snprintf (number, sizeof number, "%u", facts->talks);
      veche_pair_add (pair, VECHE_LIKE_TALKED, facts->talks > 2 ? TALKED : TALKED_ONCE, number, NULL);
    }
  if (facts->n_a < ENOUGH_FOR_HOURS || facts->n_b < ENOUGH_FOR_HOURS)
    return;

  for (guint i = 0; i < 24; i++)
    shared += MIN ((double) facts->hours_a[i] / facts->n_a, (double) facts->hours_b[i] / facts->n_b);
  g_snprintf (number, sizeof number, "%d", (int) (shared * 100));
  if (shared > 0.75)
    veche_pair_add (pair, VECHE_LIKE_SAME_HOURS, HOURS, number, NULL);
}

static void
judge (VechePair *pair, const VechePairFacts *facts)
{
  if (g_strcmp0 (pair->a->persona->role, "bot") == 0 || g_strcmp0 (pair->b->persona->role, "bot") == 0)
    return;

  veche_pair_read_names (pair);
  judge_addresses (pair);
  judge_handles (pair);
  judge_links (pair);
  veche_pair_judge_names (pair);
  judge_birthdays (pair);
  judge_places (pair);
  judge_accounts (pair);
  if (facts != NULL)
    judge_timelines (pair, facts);
}

VecheLikeness *
veche_crowd_compare (VecheCrowd *self, guint a, guint b, const VechePairFacts *facts)
{
  VechePair pair = { .crowd = self, .a = self->faces->pdata[a], .b = self->faces->pdata[b], .found = veche_likeness_new () };

  judge (&pair, facts);
  veche_likeness_sum_up (pair.found);

  return pair.found;
}

int
veche_crowd_score (VecheCrowd *self, guint a, guint b)
{
  VechePair pair = { .crowd = self, .a = self->faces->pdata[a], .b = self->faces->pdata[b] };

  judge (&pair, NULL);

  return CLAMP (pair.sum, 0, 100);
}
