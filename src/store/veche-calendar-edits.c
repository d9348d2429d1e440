/* veche-calendar-edits.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a calendar brings: compared with the plan first, then written as one gesture.
 */

#include "store/veche-calendar-private.h"

#include <string.h>

#include "model/veche-text.h"
#include "model/veche-when.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"
#include "store/veche-tasks-table.h"
#include "store/veche-workspace.h"

#define MOST_SERIES 64        /* whose days are kept */
#define MOST_TURNS  10000     /* as of a rule that is read from a calendar */

typedef struct
{
  VecheDb    *db;
  GHashTable *agendas;    /* folded name → name (owned both) */
  GHashTable *uids;       /* name → uid of the agenda (owned both) */
  GHashTable *seen;       /* (owned) "UID\nRECURS" → VecheCalendarStep */
  GHashTable *turns;      /* (owned) "RRULE\nSTARTS\nTZ" → GStrv: all days of a rule that counts them */
} Comparing;

static void
step_free (gpointer data)
{
  VecheCalendarStep *self = data;

  g_free (self->uid);
  g_free (self->series_uid);
  g_free (self->agenda_uid);
  g_strfreev (self->fields);
  g_clear_pointer (&self->ours, veche_calendar_entry_free);
  g_free (self);
}

static gboolean
read_agendas (Comparing *self, GError **error)
{
  VecheStatement *row = veche_db_prepare (self->db, "SELECT uid, name FROM agenda");
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    {
      g_hash_table_insert (self->agendas, veche_text_fold (veche_statement_text (row, 1)), veche_statement_dup_text (row, 1));
      g_hash_table_insert (self->uids, veche_statement_dup_text (row, 1), veche_statement_dup_text (row, 0));
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/*** Guests ***/

/* Their uid, of those who are here. (transfer full) (nullable) */
static char *
find_member (VecheDb *db, const VecheCalendarGuest *guest)
{
  static const char sql[] = "SELECT m.uid FROM identity AS i JOIN member AS m ON m.id = i.member_id WHERE i.platform = 'email' AND i.remote_id = ?1 LIMIT 1";
  VecheStatement *row;
  char *uid = NULL;

  if (guest->member_uid != NULL)
    return veche_db_id_for_uid (db, "member", guest->member_uid) != 0 ? g_strdup (guest->member_uid) : NULL;
  if (guest->email == NULL)
    return NULL;
  row = veche_db_prepare (db, sql);
  veche_statement_bind_text (row, 1, guest->email);
  if (veche_statement_step (row, NULL))
    {
      uid = veche_statement_dup_text (row, 0);
      veche_statement_reset (row);
    }

  return uid;
}

static char *
find_participant (VecheDb *db, const char *event_uid, const char *member_uid, char **status)
{
  static const char sql[] = "SELECT p.uid, p.status FROM event_participant AS p JOIN event AS e ON e.id = p.event_id JOIN member AS m ON m.id = p.member_id"
                            " WHERE e.uid = ?1 AND m.uid = ?2";
  VecheStatement *row = veche_db_prepare (db, sql);
  char *uid = NULL;

  veche_statement_bind_text (row, 1, event_uid);
  veche_statement_bind_text (row, 2, member_uid);
  if (veche_statement_step (row, NULL))
    {
      uid = veche_statement_dup_text (row, 0);
      *status = veche_statement_dup_text (row, 1);
      veche_statement_reset (row);
    }

  return uid;
}

static void
add_participant (VecheEdit *edit, const char *event_uid, const char *member_uid, const VecheCalendarGuest *guest)
{
  const char *uid = veche_edit_insert (edit, "event_participant");

  veche_edit_set_ref (edit, "event_participant", uid, "event_id", event_uid);
  veche_edit_set_ref (edit, "event_participant", uid, "member_id", member_uid);
  veche_edit_set_text (edit, "event_participant", uid, "role", guest->role);
  veche_edit_set_text (edit, "event_participant", uid, "status", guest->status);
  veche_edit_set_int (edit, "event_participant", uid, "at", veche_now ());
}

/* Who is on the list keeps what was written down of them here, unless they had not answered. Returns how many change; edit (nullable): only count. */
static guint
take_guests (VecheDb *db, VecheEdit *edit, VecheCalendarEntry *entry, const char *event_uid)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0;

  for (guint i = 0; i < entry->guests->len; i++)
    {
      const VecheCalendarGuest *guest = entry->guests->pdata[i];
      char *member = find_member (db, guest);
      g_autofree char *status = NULL, *there = member != NULL && event_uid != NULL ? find_participant (db, event_uid, member, &status) : NULL;

      if (member == NULL)
        veche_calendar_entry_note (entry->lost, "ATTENDEE: nobody here has that address");
      if (member == NULL || !g_hash_table_add (taken, member))
        continue;
      if (there != NULL && (strcmp (status, "invited") != 0 || strcmp (guest->status, "invited") == 0))
        continue;
      n++;
      if (edit != NULL && there != NULL)
        veche_edit_set_text (edit, "event_participant", there, "status", guest->status);
      else if (edit != NULL)
        add_participant (edit, event_uid, member, guest);
    }

  return n;
}

/* Who does a task becomes who that is here; nobody: not said. */
static void
settle_owner (VecheDb *db, VecheCalendarEntry *entry)
{
  VecheCalendarGuest *owner = entry->guests->len > 0 ? entry->guests->pdata[0] : NULL;
  char *uid = owner != NULL ? find_member (db, owner) : NULL;

  if (owner == NULL)
    return;
  if (uid == NULL && owner->member_uid != NULL && owner->email != NULL)
    {
      g_clear_pointer (&owner->member_uid, g_free);
      uid = find_member (db, owner);
    }
  if (uid == NULL)
    {
      veche_calendar_entry_note (entry->lost, "ATTENDEE: nobody here has that address");
      g_ptr_array_set_size (entry->guests, 0);
      return;
    }
  g_free (owner->member_uid);
  owner->member_uid = uid;
}

/*** Comparing ***/

/* (transfer full) (nullable): there is none, or an error. */
static VecheCalendarRow *
find_ours (VecheDb *db, const VecheCalendarEntry *entry, const char *series_uid, const char *recurs, GError **error)
{
  if (entry->task)
    return veche_calendar_find (db, TRUE, entry->uid, NULL, error);

  return series_uid != NULL ? veche_calendar_find (db, FALSE, series_uid, recurs, error) : veche_calendar_find (db, FALSE, entry->uid, NULL, error);
}

static void
refuse (VecheCalendarStep *step, const char *reason)
{
  step->outcome = VECHE_CALENDAR_REFUSED;
  step->reason = reason;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  return strcmp (a, *(const char *const *) b);
}

/* A rule that counts its days is gone through from its first one: once, not for each day. */
static gboolean
is_turn (Comparing *self, const VecheCalendarEntry *series, const char *day)
{
  g_autofree char *key = NULL;
  GStrv turns;

  if (strstr (series->rrule, "COUNT=") == NULL)
    {
      g_auto (GStrv) next = veche_when_recur (series->rrule, series->starts, series->tz, day, NULL, 1);

      return next[0] != NULL && strcmp (next[0], day) == 0;
    }
  key = g_strjoin ("\n", series->rrule, series->starts, series->tz, NULL);
  turns = g_hash_table_lookup (self->turns, key);
  if (turns == NULL)
    {
      if (g_hash_table_size (self->turns) >= MOST_SERIES)
        g_hash_table_remove_all (self->turns);
      turns = veche_when_recur (series->rrule, series->starts, series->tz, NULL, NULL, MOST_TURNS);
      g_hash_table_insert (self->turns, g_steal_pointer (&key), turns);
    }

  return bsearch (day, turns, g_strv_length (turns), sizeof *turns, compare_days) != NULL;
}

/* In the zone and shape of the series; FALSE: refused. */
static gboolean
settle_recurs (Comparing *self, VecheCalendarStep *step, const VecheCalendarEntry *series)
{
  VecheCalendarEntry *entry = step->entry;
  char *local;

  if (veche_when_is_day (series->starts))
    local = veche_when_day (entry->recurs);
  else if (veche_when_is_day (entry->recurs))
    local = g_strconcat (entry->recurs, series->starts + strlen (entry->recurs), NULL);
  else
    local = veche_when_local (veche_when_instant (entry->recurs, entry->recurs_tz), series->tz);
  g_free (entry->recurs);
  entry->recurs = local;
  g_free (entry->recurs_tz);
  entry->recurs_tz = g_strdup (series->tz);
  if (local != NULL && series->rrule != NULL && is_turn (self, series, local))
    return TRUE;
  refuse (step, "its series has no such day");

  return FALSE;
}

/* The series of a day that differs: of the same file, or already here. FALSE: refused, or an error. */
static gboolean
find_series (Comparing *self, VecheCalendarStep *step, GError **error)
{
  g_autofree char *key = g_strconcat (step->entry->uid, "\n", NULL);
  VecheCalendarStep *brought = g_hash_table_lookup (self->seen, key);
  g_autoptr (VecheCalendarRow) row = NULL;
  g_autoptr (GError) local = NULL;

  if (brought != NULL && brought->outcome != VECHE_CALENDAR_REFUSED)
    {
      step->series = brought;
      step->series_uid = g_strdup (brought->uid);
      return settle_recurs (self, step, brought->entry);
    }
  row = veche_calendar_find (self->db, FALSE, step->entry->uid, NULL, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (row == NULL || row->entry->rrule == NULL)
    {
      refuse (step, "the series it belongs to is not here");
      return FALSE;
    }
  step->series_uid = g_strdup (row->uid);

  return settle_recurs (self, step, row->entry);
}

/* What came last from the calendar, or is our own, is newer than this? */
static gboolean
is_older (const VecheCalendarEntry *ours, const VecheCalendarEntry *entry)
{
  g_autofree char *stamp = veche_calendar_extra_get (ours->extra, "LAST-MODIFIED"), *theirs = veche_calendar_extra_get (entry->extra, "LAST-MODIFIED");

  if (entry->sequence < ours->last_sequence)
    return TRUE;
  if (stamp != NULL)
    return theirs != NULL && strcmp (theirs, stamp) < 0;

  return !ours->foreign && entry->modified > 0 && entry->modified / G_USEC_PER_SEC < ours->modified / G_USEC_PER_SEC;
}

static void
compare_step (Comparing *self, VecheCalendarStep *step, VecheCalendarRow *row)
{
  VecheCalendarEntry *entry = step->entry;

  veche_calendar_entry_settle (entry, self->agendas, row != NULL ? row->entry : NULL);
  if (entry->agenda != NULL)
    step->agenda_uid = g_strdup (g_hash_table_lookup (self->uids, entry->agenda));
  if (entry->task)
    settle_owner (self->db, entry);
  if (row == NULL)
    {
      step->outcome = VECHE_CALENDAR_NEW;
      if (!entry->task)
        take_guests (self->db, NULL, entry, NULL);
      return;
    }
  step->uid = g_strdup (row->uid);
  step->fields = veche_calendar_entry_compare (row->entry, entry);
  step->guests = entry->task ? 0 : take_guests (self->db, NULL, entry, row->uid);
  step->outcome = step->fields != NULL || step->guests > 0 ? VECHE_CALENDAR_CHANGED : VECHE_CALENDAR_SAME;
  if (step->outcome == VECHE_CALENDAR_CHANGED && !entry->present && is_older (row->entry, entry))
    refuse (step, "what is here is newer");
  step->ours = g_steal_pointer (&row->entry);
}

static gboolean
take_step (Comparing *self, VecheCalendarStep *step, GError **error)
{
  VecheCalendarEntry *entry = step->entry;
  g_autofree char *key = NULL;
  g_autoptr (VecheCalendarRow) row = NULL;
  g_autoptr (GError) local = NULL;
  VecheCalendarStep *before;

  if (entry->recurs != NULL && !find_series (self, step, &local))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return step->outcome == VECHE_CALENDAR_REFUSED;
    }
  key = g_strconcat (entry->uid, "\n", entry->recurs, NULL);
  before = g_hash_table_lookup (self->seen, key);
  if (before != NULL && before->entry->sequence >= entry->sequence)
    {
      refuse (step, "the file has it twice");
      return TRUE;
    }
  if (before != NULL)
    refuse (before, "the file has it twice, the other time newer");
  if (entry->recurs == NULL || step->series_uid != NULL)
    row = find_ours (self->db, entry, step->series_uid, entry->recurs, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  compare_step (self, step, row);
  g_hash_table_insert (self->seen, g_steal_pointer (&key), step);

  return TRUE;
}

GPtrArray *
veche_calendar_compare (VecheDb *db, GPtrArray *entries, GError **error)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (step_free);
  g_autoptr (GHashTable) agendas = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) uids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) turns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  Comparing self = { db, agendas, uids, seen, turns };

  if (!read_agendas (&self, error))
    return NULL;
  /* Series first, wherever they stand in the file. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < entries->len; i++)
      {
        VecheCalendarEntry *entry = entries->pdata[i];
        VecheCalendarStep *step;

        if ((entry->recurs != NULL) != (pass == 1))
          continue;
        step = g_new0 (VecheCalendarStep, 1);
        step->entry = entry;
        g_ptr_array_add (steps, step);
        if (!take_step (&self, step, error))
          return NULL;
      }

  return g_steal_pointer (&steps);
}

/*** Writing ***/

static void
set_number (VecheEdit *edit, const char *table, const char *uid, const char *field, gint64 number, gboolean there)
{
  if (there)
    veche_edit_set_int (edit, table, uid, field, number);
  else
    veche_edit_set_null (edit, table, uid, field);
}

static void
write_common (VecheEdit *edit, const char *table, const VecheCalendarStep *step)
{
  const VecheCalendarEntry *entry = step->entry;

  veche_edit_set_text (edit, table, step->uid, "title", entry->title);
  veche_edit_set_text (edit, table, step->uid, "tz", entry->tz);
  veche_edit_set_text (edit, table, step->uid, "rrule", entry->rrule);
  veche_edit_set_text (edit, table, step->uid, "ical", entry->extra);
  veche_edit_set_int (edit, table, step->uid, "sequence", entry->sequence);
  set_number (edit, table, step->uid, "remind", entry->remind, entry->remind >= 0);
  if (step->outcome != VECHE_CALENDAR_NEW)
    return;
  veche_edit_set_int (edit, table, step->uid, "created", entry->created > 0 ? entry->created : veche_now ());
  if (entry->recurs == NULL)
    veche_edit_set_text (edit, table, step->uid, "ical_uid", entry->uid);
}

static gboolean
write_skipped (VecheDb *db, VecheEdit *edit, const VecheCalendarStep *step, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT k.uid, k.recurs, k.state FROM event_mark AS k JOIN event AS e ON e.id = k.event_id WHERE e.uid = ?1");
  g_autoptr (GHashTable) there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, step->uid);
  while (veche_statement_step (row, &local))
    {
      const char *uid = veche_statement_text (row, 0), *recurs = veche_statement_text (row, 1);
      gboolean skipped = strcmp (veche_statement_text (row, 2), "skipped") == 0;
      gboolean wanted = g_ptr_array_find_with_equal_func (step->entry->skipped, recurs, g_str_equal, NULL);

      g_hash_table_add (there, g_strdup (recurs));
      if (skipped && !wanted)
        veche_edit_delete (edit, "event_mark", uid);
      else if (!skipped && wanted)
        veche_edit_set_text (edit, "event_mark", uid, "state", "skipped");
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (guint i = 0; i < step->entry->skipped->len; i++)
    if (!g_hash_table_contains (there, step->entry->skipped->pdata[i]))
      {
        const char *uid = veche_edit_insert (edit, "event_mark");

        veche_edit_set_ref (edit, "event_mark", uid, "event_id", step->uid);
        veche_edit_set_text (edit, "event_mark", uid, "recurs", step->entry->skipped->pdata[i]);
        veche_edit_set_text (edit, "event_mark", uid, "state", "skipped");
        veche_edit_set_int (edit, "event_mark", uid, "at", veche_now ());
      }

  return TRUE;
}

static void
write_event_fields (VecheEdit *edit, const VecheCalendarStep *step)
{
  const VecheCalendarEntry *entry = step->entry;
  const char *uid = step->uid;
  gboolean fresh = step->outcome == VECHE_CALENDAR_NEW;

  veche_edit_set_text (edit, "event", uid, "starts", entry->starts);
  veche_edit_set_text (edit, "event", uid, "ends", entry->ends);
  veche_edit_set_text (edit, "event", uid, "about", entry->about);
  veche_edit_set_text (edit, "event", uid, "place", entry->place);
  veche_edit_set_text (edit, "event", uid, "link", entry->link);
  veche_edit_set_ref (edit, "event", uid, "agenda_id", step->agenda_uid);
  if (entry->status != NULL)
    veche_edit_set_text (edit, "event", uid, "status", entry->status);
  if (entry->kind != NULL || fresh)
    veche_edit_set_text (edit, "event", uid, "kind", entry->kind != NULL ? entry->kind : entry->rrule != NULL ? "ritual" : "meeting");
  if (entry->online >= 0 || fresh)
    veche_edit_set_int (edit, "event", uid, "online", entry->online >= 0 ? entry->online : entry->link != NULL && entry->place == NULL);
  if (entry->capacity > 0)
    veche_edit_set_int (edit, "event", uid, "capacity", entry->capacity);
}

static gboolean
write_event (VecheDb *db, VecheEdit *edit, VecheCalendarStep *step, const char *community, GError **error)
{
  gboolean fresh = step->outcome == VECHE_CALENDAR_NEW;

  if (fresh)
    {
      step->uid = g_strdup (veche_edit_insert (edit, "event"));
      veche_edit_set_ref (edit, "event", step->uid, "community_id", community);
      if (step->entry->recurs != NULL)
        {
          veche_edit_set_ref (edit, "event", step->uid, "series_id", step->series_uid != NULL ? step->series_uid : step->series->uid);
          veche_edit_set_text (edit, "event", step->uid, "recurs", step->entry->recurs);
        }
    }
  write_common (edit, "event", step);
  write_event_fields (edit, step);
  take_guests (db, edit, step->entry, step->uid);
  if (!write_skipped (db, edit, step, error))
    return FALSE;

  return fresh || strcmp (step->ours->starts, step->entry->starts) == 0
         || veche_tasks_edit_follow (db, edit, "event", step->uid, step->entry->starts, error);
}

/* Lines with the same words stay what they are. */
static gboolean
write_items (VecheDb *db, VecheEdit *edit, const VecheCalendarStep *step, GError **error)
{
  GPtrArray *wanted = step->entry->items;
  g_autoptr (GPtrArray) there = NULL;

  if (wanted->len == 0)
    return TRUE;
  there = veche_tasks_list_items (db, step->uid, error);
  if (there == NULL)
    return FALSE;
  for (guint i = 0; i < wanted->len; i++)
    {
      const VecheCalendarItem *item = wanted->pdata[i];
      const VecheTaskItem *same = NULL;
      const char *uid;
      guint at = 0;

      while (at < there->len && strcmp (((VecheTaskItem *) there->pdata[at])->title, item->title) != 0)
        at++;
      same = at < there->len ? there->pdata[at] : NULL;
      uid = same != NULL ? same->uid : veche_edit_insert (edit, "task_item");
      if (same == NULL)
        {
          veche_edit_set_ref (edit, "task_item", uid, "task_id", step->uid);
          veche_edit_set_text (edit, "task_item", uid, "title", item->title);
        }
      if (same == NULL || same->done != item->done)
        veche_tasks_edit_check (edit, uid, item->done);
      veche_edit_set_int (edit, "task_item", uid, "position", i);
      if (same != NULL)
        g_ptr_array_remove_index (there, at);
    }
  for (guint i = 0; i < there->len; i++)
    veche_edit_delete (edit, "task_item", ((VecheTaskItem *) there->pdata[i])->uid);

  return TRUE;
}

static gboolean
write_task (VecheDb *db, VecheEdit *edit, VecheCalendarStep *step, GError **error)
{
  const VecheCalendarEntry *entry = step->entry;

  if (step->outcome == VECHE_CALENDAR_NEW)
    step->uid = g_strdup (veche_edit_insert (edit, "task"));
  write_common (edit, "task", step);
  veche_edit_set_text (edit, "task", step->uid, "due", entry->starts);
  veche_edit_set_text (edit, "task", step->uid, "notes", entry->about);
  veche_edit_set_text (edit, "task", step->uid, "state", entry->status);
  veche_edit_set_int (edit, "task", step->uid, "priority", entry->priority);
  veche_edit_set_text (edit, "task", step->uid, "snoozed", entry->snoozed);
  set_number (edit, "task", step->uid, "closed", entry->closed > 0 ? entry->closed : veche_now (), strcmp (entry->status, "open") != 0);
  if (step->ours != NULL && g_strcmp0 (step->ours->starts, entry->starts) != 0)
    veche_edit_set_null (edit, "task", step->uid, "shift");
  if (entry->guests->len > 0)
    veche_tasks_edit_owner (edit, step->uid, ((VecheCalendarGuest *) entry->guests->pdata[0])->member_uid);

  return write_items (db, edit, step, error);
}

gboolean
veche_calendar_edit_import (VecheDb *db, VecheEdit *edit, GPtrArray *steps, GError **error)
{
  gint64 only = veche_workspace_only_community (db);
  g_autofree char *community = only != 0 ? veche_db_uid_for_id (db, "community", only) : NULL;

  for (guint i = 0; i < steps->len; i++)
    {
      VecheCalendarStep *step = steps->pdata[i];

      if (step->outcome != VECHE_CALENDAR_NEW && step->outcome != VECHE_CALENDAR_CHANGED)
        continue;
      if (step->entry->task ? !write_task (db, edit, step, error) : !write_event (db, edit, step, community, error))
        return FALSE;
    }

  return TRUE;
}
