/* veche-reminders-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-reminders-table.h"

#include <string.h>

#include "model/veche-when.h"
#include "store/veche-db.h"
#include "store/veche-events-table.h"
#include "store/veche-members-table.h"
#include "store/veche-statement.h"

#define AN_HOUR G_TIME_SPAN_HOUR
#define A_WEEK  (7 * G_TIME_SPAN_DAY)
#define MOST    200

void
veche_reminder_free (VecheReminder *self)
{
  g_free (self->uid);
  g_free (self->title);
  g_free (self->when);
  g_free (self->place);
  g_free (self);
}

typedef struct
{
  GPtrArray  *found;
  GHashTable *minutes;        /* uid of an event → minutes before it, and one */
  gint64      now, next;
} Looking;

/* One that begins then, and may be told of until then. NULL: not now. */
static VecheReminder *
take (Looking *self, gint64 begins, int minutes, gint64 until)
{
  gint64 at = begins - minutes * G_TIME_SPAN_MINUTE;
  VecheReminder *reminder;

  if (at > self->now && (self->next == 0 || at < self->next))
    self->next = at;
  if (at > self->now || until <= self->now || self->found->len >= MOST)
    return NULL;
  reminder = g_new0 (VecheReminder, 1);
  reminder->at = at;
  g_ptr_array_add (self->found, reminder);

  return reminder;
}

/*** Events ***/

static gboolean
load_minutes (VecheDb *db, Looking *self, int *longest, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT uid, remind FROM event WHERE remind IS NOT NULL AND status IN ('idea', 'planned', 'active')");
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    {
      int minutes = (int) CLAMP (veche_statement_int (row, 1), 0, 366 * 1440);

      *longest = MAX (*longest, minutes);
      g_hash_table_insert (self->minutes, veche_statement_dup_text (row, 0), GINT_TO_POINTER (minutes + 1));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static void
take_event (const VecheOccurrence *one, gpointer user_data)
{
  Looking *self = user_data;
  int minutes = GPOINTER_TO_INT (g_hash_table_lookup (self->minutes, one->uid)) - 1;
  VecheReminder *reminder = minutes >= 0 && g_strcmp0 (one->mark, "done") != 0 ? take (self, one->from, minutes, MAX (one->until, one->from + AN_HOUR)) : NULL;

  if (reminder == NULL)
    return;
  reminder->uid = g_strdup (one->uid);
  reminder->title = g_strdup (one->title);
  reminder->when = one->whole ? g_strdup (one->starts) : veche_when_local (one->from, veche_when_own_zone ());
  reminder->place = g_strdup (one->place);
}

static gboolean
look_at_events (VecheDb *db, Looking *self, GError **error)
{
  int longest = 0;
  VecheEventsQuery query = { 0 };

  if (!load_minutes (db, self, &longest, error))
    return FALSE;
  if (g_hash_table_size (self->minutes) == 0)
    return TRUE;
  query.from = self->now - AN_HOUR;
  query.until = self->now + longest * G_TIME_SPAN_MINUTE + G_TIME_SPAN_DAY;

  return veche_events_tell (db, &query, take_event, self, error);
}

/*** Tasks ***/

static gboolean
look_at_tasks (VecheDb *db, Looking *self, GError **error)
{
  /* What somebody else does is theirs to remember. */
  static const char sql[] = "SELECT uid, title, due, tz, remind FROM task"
                            " WHERE state = 'open' AND due >= ?1 AND remind IS NOT NULL AND (owner_id IS NULL OR owner_id = ?2) AND (snoozed IS NULL OR snoozed <= ?3)";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autofree char *today = veche_when_today (self->now, NULL), *since = veche_when_add_days (today, -8);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, since);
  veche_statement_bind_int (row, 2, veche_members_me (db));
  veche_statement_bind_text (row, 3, today);
  while (veche_statement_step (row, &local))
    {
      const char *due = veche_statement_text (row, 2), *tz = veche_statement_is_null (row, 3) ? veche_when_own_zone () : veche_statement_text (row, 3);
      gint64 begins = veche_when_instant (due, tz);
      VecheReminder *reminder = begins != 0 ? take (self, begins, (int) CLAMP (veche_statement_int (row, 4), 0, 366 * 1440), begins + A_WEEK) : NULL;

      if (reminder == NULL)
        continue;
      reminder->task = TRUE;
      reminder->uid = veche_statement_dup_text (row, 0);
      reminder->title = veche_statement_dup_text (row, 1);
      reminder->when = veche_when_is_day (due) ? g_strdup (due) : veche_when_local (begins, veche_when_own_zone ());
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static int
compare_reminders (gconstpointer a, gconstpointer b)
{
  const VecheReminder *first = *(const VecheReminder *const *) a, *second = *(const VecheReminder *const *) b;
  int order = strcmp (first->when, second->when);

  return order != 0 ? order : strcmp (first->uid, second->uid);
}

GPtrArray *
veche_reminders_list (VecheDb *db, gint64 now, gint64 *next, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_reminder_free);
  g_autoptr (GHashTable) minutes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Looking looking = { .found = found, .minutes = minutes, .now = now };

  if (!look_at_events (db, &looking, error) || !look_at_tasks (db, &looking, error))
    {
      g_prefix_error (error, "looking for reminders: ");
      return NULL;
    }
  g_ptr_array_sort (found, compare_reminders);
  *next = looking.next;

  return g_steal_pointer (&found);
}
