/* veche-occasions.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-occasions.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/veche-contributions.h"
#include "store/veche-dates-table.h"
#include "store/veche-occasions-table.h"

#define MOST_TALKERS 5000   /* of those seen last */
#define MOST_ANSWERS 300    /* of one person, among which the first help is looked for */

static const guint messages[] = { 1, 100, 500, 1000, 5000 };
static const guint answers[] = { 100, 500, 1000 };

typedef struct
{
  VecheDb          *db;
  VecheSpeechWords *words;
  gint64            since, until;
  GPtrArray        *found;
} VecheLooking;

const char *
veche_occasion_to_nick (VecheOccasionKind kind)
{
  static const char *const nicks[] = { "messages", "first-help", "answers", "with-us", "birthday" };

  return nicks[kind];
}

VecheOccasion *
veche_occasion_copy (const VecheOccasion *self)
{
  VecheOccasion *copy = g_memdup2 (self, sizeof *self);

  copy->uid = g_strdup (self->uid);
  copy->name = g_strdup (self->name);
  copy->day = g_strdup (self->day);
  copy->interaction_uid = g_strdup (self->interaction_uid);

  return copy;
}

void
veche_occasion_free (VecheOccasion *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_free (self->day);
  g_free (self->interaction_uid);
  g_free (self);
}

static char *
local_day (gint64 at)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (at / G_USEC_PER_SEC);

  return when != NULL ? g_date_time_format (when, "%Y-%m-%d") : g_strdup ("");
}

/*** What they said ***/

/* Takes the uid of the message; nothing when it is outside of the period or done with. */
static void
add_said (VecheLooking *self, VecheOccasionKind kind, const VecheTalkerRow *talker, guint n, gint64 at, char *interaction_uid)
{
  VecheOccasion *one;

  if (at < self->since || at >= self->until || veche_occasions_is_done (self->db, talker->member_id, veche_occasion_to_nick (kind), n))
    {
      g_free (interaction_uid);
      return;
    }

  one = g_new0 (VecheOccasion, 1);
  one->kind = kind;
  one->member_id = talker->member_id;
  one->uid = g_strdup (talker->uid);
  one->name = g_strdup (talker->name);
  one->day = local_day (at);
  one->at = at;
  one->interaction_uid = interaction_uid;
  one->n = one->key = n;
  g_ptr_array_add (self->found, one);
}

static void
look_for_numbers (VecheLooking *self, const VecheTalkerRow *talker)
{
  for (guint i = 0; i < G_N_ELEMENTS (messages) && messages[i] <= talker->messages; i++)
    {
      char *uid = NULL;
      gint64 at = veche_deeds_nth (self->db, talker->member_id, messages[i], FALSE, &uid);

      add_said (self, VECHE_OCCASION_MESSAGES, talker, messages[i], at, uid);
      if (at == 0)
        break;
    }
  for (guint i = 0; talker->answers_lately && i < G_N_ELEMENTS (answers) && answers[i] <= talker->messages; i++)
    {
      char *uid = NULL;
      gint64 at = veche_deeds_nth (self->db, talker->member_id, answers[i], TRUE, &uid);

      add_said (self, VECHE_OCCASION_ANSWERS, talker, answers[i], at, uid);
      if (at == 0)
        break;
    }
}

/* From the oldest answer on: who has helped long ago is done with after a few. */
static gboolean
look_for_help (VecheLooking *self, const VecheTalkerRow *talker, GError **error)
{
  gint64 at = G_MININT64, id = 0;

  for (guint read = 0; talker->answers_lately && read < MOST_ANSWERS; read += 20)
    {
      g_autoptr (GPtrArray) some = veche_deeds_answers (self->db, talker->member_id, at, id, 20, error);

      if (some == NULL)
        return FALSE;
      for (guint i = 0; i < some->len; i++)
        {
          const VecheDeed *deed = some->pdata[i];

          at = deed->at;
          id = deed->id;
          if (!veche_contributions_is_help (self->words, deed))
            continue;
          add_said (self, VECHE_OCCASION_FIRST_HELP, talker, 1, at, g_strdup (deed->uid));
          return TRUE;
        }
      if (some->len < 20)
        break;
    }

  return TRUE;
}

static gboolean
look_at_talk (VecheLooking *self, gint64 member_id, GError **error)
{
  g_autoptr (GPtrArray) talkers = veche_deeds_talkers (self->db, member_id, self->since, MOST_TALKERS, error);

  for (guint i = 0; talkers != NULL && i < talkers->len; i++)
    {
      look_for_numbers (self, talkers->pdata[i]);
      if (!look_for_help (self, talkers->pdata[i], error))
        return FALSE;
    }

  return talkers != NULL;
}

/*** Days ***/

static void
add_date (VecheLooking *self, const VecheDate *date)
{
  VecheOccasionKind kind = date->kind == VECHE_DATE_BIRTHDAY ? VECHE_OCCASION_BIRTHDAY : VECHE_OCCASION_WITH_US;
  guint key = kind == VECHE_OCCASION_BIRTHDAY ? (guint) atoi (date->day) : (guint) date->years;
  VecheOccasion *one;

  if (veche_occasions_is_done (self->db, date->member_id, veche_occasion_to_nick (kind), key))
    return;

  one = g_new0 (VecheOccasion, 1);
  one->kind = kind;
  one->member_id = date->member_id;
  one->uid = g_strdup (date->uid);
  one->name = g_strdup (date->name);
  one->day = g_strdup (date->day);
  one->n = (guint) date->years;
  one->key = key;
  g_ptr_array_add (self->found, one);
}

/* Past ones from the newest, then those that come from the soonest. */
static int
compare_occasions (gconstpointer a, gconstpointer b, gpointer today)
{
  const VecheOccasion *x = *(VecheOccasion *const *) a, *y = *(VecheOccasion *const *) b;
  gboolean x_comes = strcmp (x->day, today) > 0, y_comes = strcmp (y->day, today) > 0;
  int order = strcmp (x->day, y->day);

  if (x_comes != y_comes)
    return x_comes ? 1 : -1;
  if (order != 0)
    return x_comes ? order : -order;
  if (x->at != y->at)
    return x->at < y->at ? 1 : -1;

  return (x->member_id > y->member_id) - (x->member_id < y->member_id);
}

GPtrArray *
veche_occasions_list (VecheDb *db, gint64 member_id, gint64 now, guint back, guint ahead, gboolean with_dates, guint limit, GError **error)
{
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) midnight = g_date_time_new_local (g_date_time_get_year (today), g_date_time_get_month (today), g_date_time_get_day_of_month (today), 0, 0, 0);
  g_autoptr (GDateTime) first = g_date_time_add_days (midnight, -(int) back), last = g_date_time_add_days (midnight, (int) ahead + 1);
  g_autofree char *since = g_date_time_format (first, "%Y-%m-%d"), *until = g_date_time_format (last, "%Y-%m-%d");
  g_autofree char *day = g_date_time_format (today, "%Y-%m-%d");
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_occasion_free);
  g_autoptr (VecheSpeechWords) words = veche_contributions_words (db);
  g_autoptr (GPtrArray) dates = NULL;
  VecheLooking self = { db, words, g_date_time_to_unix (first) * G_USEC_PER_SEC, now + 1, found };

  if (!look_at_talk (&self, member_id, error))
    return NULL;
  if (with_dates)
    {
      dates = member_id != 0 ? veche_dates_of (db, member_id, since, until, error) : veche_dates_list (db, since, until, 0, error);
      if (dates == NULL)
        return NULL;
    }

  for (guint i = 0; dates != NULL && i < dates->len; i++)
    add_date (&self, dates->pdata[i]);
  g_ptr_array_sort_with_data (found, compare_occasions, day);
  if (found->len > limit)
    g_ptr_array_set_size (found, (int) limit);

  return g_steal_pointer (&found);
}
