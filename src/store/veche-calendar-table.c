/* veche-calendar-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-calendar-private.h"

#include <string.h>

#include "model/veche-when.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"

/* Of the row r: when it was last changed; how often it was moved, cancelled or re-ruled since it was made or came from a calendar. */
#define MODIFIED_SQL "coalesce((SELECT max(g.at) FROM journal AS j JOIN gesture AS g ON g.id = j.gesture_id WHERE j.object_uid = r.uid), r.created)"
#define SEQUENCE_SQL(fields)                                                                                                                      \
  "r.sequence + (SELECT count(DISTINCT j.gesture_id) FROM journal AS j WHERE j.object_uid = r.uid AND j.field IN (" fields ") AND j.gesture_id >" \
  " coalesce((SELECT max(g.id) FROM journal AS i JOIN gesture AS g ON g.id = i.gesture_id WHERE i.object_uid = r.uid AND g.kind = 'import-calendar')," \
  " (SELECT min(i.gesture_id) FROM journal AS i WHERE i.object_uid = r.uid AND i.field = ''), 0))"

#define EVENT_SQL                                                                                                                                  \
  "SELECT r.id, r.uid, CASE WHEN s.id IS NULL OR r.recurs IS NULL THEN coalesce(r.ical_uid, r.uid) ELSE coalesce(s.ical_uid, s.uid) END,"          \
  "       iif(s.id IS NULL, NULL, r.recurs), s.tz, r.title, r.starts, r.ends, r.tz, r.about, r.place, r.link, r.rrule, r.status, r.kind, a.name,"  \
  "       r.online, r.capacity, r.remind, r.ical, r.created, s.id, " MODIFIED_SQL ", " SEQUENCE_SQL ("'starts', 'ends', 'tz', 'rrule', 'status', 'recurs'")   \
  "     , r.ical_uid IS NOT NULL, r.sequence"                                                                                                       \
  "  FROM event AS r LEFT JOIN event AS s ON s.id = r.series_id LEFT JOIN agenda AS a ON a.id = r.agenda_id"

#define TASK_SQL                                                                                                                                  \
  "SELECT r.id, r.uid, coalesce(r.ical_uid, r.uid), r.title, r.due, r.tz, r.notes, r.rrule, r.state, r.remind, r.priority, r.ical, r.created,"    \
  "       r.snoozed, r.closed, " MODIFIED_SQL ", " SEQUENCE_SQL ("'due', 'tz', 'rrule', 'state'") "     , r.ical_uid IS NOT NULL, r.sequence FROM task AS r"

static void
read_event (VecheStatement *row, VecheCalendarRow *found)
{
  VecheCalendarEntry *entry = found->entry = veche_calendar_entry_new (FALSE);
  char **texts[] = { &entry->uid, &entry->recurs, &entry->recurs_tz, &entry->title, &entry->starts, &entry->ends, &entry->tz,
                     &entry->about, &entry->place, &entry->link, &entry->rrule, &entry->status, &entry->kind, &entry->agenda };

  found->id = veche_statement_int (row, 0);
  found->uid = veche_statement_dup_text (row, 1);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = veche_statement_dup_text (row, (int) i + 2);
  entry->online = veche_statement_int (row, 16) != 0;
  entry->capacity = veche_statement_int (row, 17);
  entry->remind = veche_statement_is_null (row, 18) ? -1 : (int) veche_statement_int (row, 18);
  entry->extra = veche_statement_dup_text (row, 19);
  entry->created = veche_statement_int (row, 20);
  entry->row = g_strdup (found->uid);
  found->series = veche_statement_int (row, 21);
  entry->modified = veche_statement_int (row, 22);
  entry->sequence = veche_statement_int (row, 23);
  entry->foreign = veche_statement_int (row, 24) != 0;
  entry->last_sequence = entry->foreign ? veche_statement_int (row, 25) : entry->sequence;
}

static void
read_task (VecheStatement *row, VecheCalendarRow *found)
{
  VecheCalendarEntry *entry = found->entry = veche_calendar_entry_new (TRUE);
  char **texts[] = { &entry->uid, &entry->title, &entry->starts, &entry->tz, &entry->about, &entry->rrule, &entry->status };

  found->id = veche_statement_int (row, 0);
  found->uid = veche_statement_dup_text (row, 1);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = veche_statement_dup_text (row, (int) i + 2);
  entry->remind = veche_statement_is_null (row, 9) ? -1 : (int) veche_statement_int (row, 9);
  entry->priority = (int) veche_statement_int (row, 10);
  entry->extra = veche_statement_dup_text (row, 11);
  entry->row = g_strdup (found->uid);
  entry->created = veche_statement_int (row, 12);
  entry->snoozed = veche_statement_dup_text (row, 13);
  entry->closed = veche_statement_int (row, 14);
  entry->modified = veche_statement_int (row, 15);
  entry->sequence = veche_statement_int (row, 16);
  entry->foreign = veche_statement_int (row, 17) != 0;
  entry->last_sequence = entry->foreign ? veche_statement_int (row, 18) : entry->sequence;
}

void
veche_calendar_row_free (VecheCalendarRow *self)
{
  g_free (self->uid);
  g_clear_pointer (&self->entry, veche_calendar_entry_free);
  g_free (self);
}

/* Takes the rows of the statement. (transfer full) (nullable) */
static GPtrArray *
read_rows (VecheStatement *row, gboolean task, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_calendar_row_free);
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    {
      VecheCalendarRow *found = g_new0 (VecheCalendarRow, 1);

      if (task)
        read_task (row, found);
      else
        read_event (row, found);
      g_ptr_array_add (rows, found);
    }
  if (local == NULL)
    return g_steal_pointer (&rows);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

/*** What belongs to events ***/

static gboolean
read_skipped (VecheDb *db, GHashTable *by_id, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT event_id, recurs FROM event_mark WHERE state = 'skipped' ORDER BY event_id, recurs");
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    {
      gint64 id = veche_statement_int (row, 0);
      VecheCalendarEntry *entry = g_hash_table_lookup (by_id, &id);

      if (entry != NULL)
        g_ptr_array_add (entry->skipped, veche_statement_dup_text (row, 1));
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/*** What belongs to tasks ***/

/* In one go for many, by itself for one: task_id 0 is all of them. */
static gboolean
read_items (VecheDb *db, gint64 task_id, GHashTable *by_id, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, task_id != 0 ? "SELECT task_id, title, done FROM task_item WHERE task_id = ?1 ORDER BY position, id"
                                                           : "SELECT task_id, title, done FROM task_item ORDER BY task_id, position, id");
  g_autoptr (GError) local = NULL;

  if (task_id != 0)
    veche_statement_bind_int (row, 1, task_id);
  while (veche_statement_step (row, &local))
    {
      gint64 id = veche_statement_int (row, 0);
      VecheCalendarEntry *entry = g_hash_table_lookup (by_id, &id);

      if (entry != NULL)
        veche_calendar_entry_add_item (entry, veche_statement_text (row, 1), veche_statement_int (row, 2) != 0);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

#define OWNERS_SQL                                                                                                \
  "SELECT t.id, m.uid, m.name, (SELECT coalesce(i.handle, i.remote_id) FROM identity AS i"                        \
  "         WHERE i.member_id = m.id AND i.platform = 'email' AND NOT i.deleted ORDER BY i.id LIMIT 1)"           \
  "  FROM task AS t JOIN member AS m ON m.id = t.owner_id"

static gboolean
read_owners (VecheDb *db, gint64 task_id, GHashTable *by_id, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, task_id != 0 ? OWNERS_SQL " WHERE t.id = ?1" : OWNERS_SQL);
  g_autoptr (GError) local = NULL;

  if (task_id != 0)
    veche_statement_bind_int (row, 1, task_id);
  while (veche_statement_step (row, &local))
    {
      gint64 id = veche_statement_int (row, 0);
      VecheCalendarEntry *entry = g_hash_table_lookup (by_id, &id);
      VecheCalendarGuest *owner = entry != NULL ? veche_calendar_entry_add_guest (entry) : NULL;

      if (owner == NULL)
        continue;
      owner->member_uid = veche_statement_dup_text (row, 1);
      owner->name = veche_statement_dup_text (row, 2);
      owner->email = veche_statement_dup_text (row, 3);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/*** Who comes ***/

static gboolean
read_guests (VecheDb *db, GHashTable *by_id, GError **error)
{
  static const char sql[] =
    "SELECT p.event_id, m.uid, m.name, p.role, p.status, (SELECT coalesce(i.handle, i.remote_id) FROM identity AS i"
    "         WHERE i.member_id = m.id AND i.platform = 'email' AND NOT i.deleted ORDER BY i.id LIMIT 1)"
    "  FROM event_participant AS p JOIN member AS m ON m.id = p.member_id ORDER BY p.event_id, p.id";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    {
      gint64 id = veche_statement_int (row, 0);
      VecheCalendarEntry *entry = g_hash_table_lookup (by_id, &id);
      VecheCalendarGuest *guest = entry != NULL ? veche_calendar_entry_add_guest (entry) : NULL;

      if (guest == NULL)
        continue;
      guest->member_uid = veche_statement_dup_text (row, 1);
      guest->name = veche_statement_dup_text (row, 2);
      guest->role = veche_statement_dup_text (row, 3);
      guest->status = veche_statement_dup_text (row, 4);
      guest->email = veche_statement_dup_text (row, 5);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

VecheCalendarRow *
veche_calendar_find (VecheDb *db, gboolean task, const char *uid, const char *recurs, GError **error)
{
  static const char event_sql[] = EVENT_SQL " WHERE (r.ical_uid = ?1 OR r.uid = ?1 AND r.ical_uid IS NULL) AND (r.series_id IS NULL OR r.recurs IS NULL)";
  static const char day_sql[] = EVENT_SQL " WHERE r.series_id = (SELECT o.id FROM event AS o WHERE o.uid = ?1) AND r.recurs = ?2";
  static const char task_sql[] = TASK_SQL " WHERE r.ical_uid = ?1 OR r.uid = ?1 AND r.ical_uid IS NULL";
  VecheStatement *row = veche_db_prepare (db, task ? task_sql : recurs != NULL ? day_sql : event_sql);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GPtrArray) rows = NULL;
  VecheCalendarRow *found;

  veche_statement_bind_text (row, 1, uid);
  if (recurs != NULL)
    veche_statement_bind_text (row, 2, recurs);
  rows = read_rows (row, task, error);
  if (rows == NULL || rows->len == 0)
    return NULL;
  found = g_ptr_array_steal_index (rows, 0);
  g_hash_table_insert (by_id, &found->id, found->entry);
  if (task ? !read_items (db, found->id, by_id, error) || !read_owners (db, found->id, by_id, error)
           : found->entry->rrule != NULL && !read_skipped (db, by_id, error))
    g_clear_pointer (&found, veche_calendar_row_free);
  else
    veche_calendar_entry_tidy (found->entry);

  return found;
}

/*** Which of them ***/

static gboolean
is_between (const VecheCalendarEntry *entry, const VecheCalendarQuery *query)
{
  const char *last = entry->ends != NULL ? entry->ends : entry->starts;

  if (query->since == NULL && query->until == NULL)
    return TRUE;
  if (entry->starts == NULL || (query->until != NULL && strcmp (entry->starts, query->until) >= 0))
    return FALSE;
  if (query->since == NULL || strcmp (last, query->since) >= 0)
    return TRUE;
  if (entry->rrule != NULL && !entry->task)
    {
      g_auto (GStrv) some = veche_when_recur (entry->rrule, entry->starts, entry->tz, query->since, query->until, 1);

      return some[0] != NULL;
    }

  return FALSE;
}

/* A ritual goes with all that differs from it, or its days would stand where they are not. */
static gboolean
is_wanted (const VecheCalendarRow *row, const VecheCalendarQuery *query, GHashTable *wanted)
{
  if (row->series != 0 && g_hash_table_contains (wanted, &row->series))
    return TRUE;
  if (query->event_uid != NULL)
    return strcmp (row->uid, query->event_uid) == 0;

  return is_between (row->entry, query);
}

static gboolean
take_events (VecheDb *db, const VecheCalendarQuery *query, GPtrArray *entries, GError **error)
{
  VecheStatement *statement = veche_db_prepare (db, EVENT_SQL " ORDER BY r.series_id IS NOT NULL, r.starts, r.id");
  g_autoptr (GPtrArray) rows = read_rows (statement, FALSE, error);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      VecheCalendarRow *row = rows->pdata[i];

      if (is_wanted (row, query, by_id))
        g_hash_table_insert (by_id, &row->id, row->entry);
    }
  if (query->event_uid != NULL && g_hash_table_size (by_id) == 0)
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no event “%s”", query->event_uid);
      return FALSE;
    }
  if (!read_skipped (db, by_id, error) || (query->with_guests && !read_guests (db, by_id, error)))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      VecheCalendarRow *row = rows->pdata[i];

      if (g_hash_table_contains (by_id, &row->id))
        g_ptr_array_add (entries, g_steal_pointer (&row->entry));
    }

  return TRUE;
}

static gboolean
take_tasks (VecheDb *db, const VecheCalendarQuery *query, GPtrArray *entries, GError **error)
{
  g_autoptr (GPtrArray) rows = read_rows (veche_db_prepare (db, TASK_SQL " ORDER BY r.due IS NULL, r.due, r.id"), TRUE, error);

  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      VecheCalendarRow *row = rows->pdata[i];

      if (!is_between (row->entry, query))
        continue;
      g_hash_table_insert (by_id, &row->id, row->entry);
      g_ptr_array_add (entries, g_steal_pointer (&row->entry));
    }

  return rows != NULL && read_items (db, 0, by_id, error) && (!query->with_guests || read_owners (db, 0, by_id, error));
}

GPtrArray *
veche_calendar_list (VecheDb *db, const VecheCalendarQuery *query, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_calendar_entry_free);

  if (!take_events (db, query, entries, error) || (query->with_tasks && !take_tasks (db, query, entries, error)))
    return NULL;
  for (guint i = 0; i < entries->len; i++)
    veche_calendar_entry_tidy (entries->pdata[i]);

  return g_steal_pointer (&entries);
}
