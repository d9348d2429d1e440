/* veche-alarms-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-alarms-table.h"

#include "store/veche-db.h"
#include "store/veche-statement.h"

void
veche_worry_row_free (VecheWorryRow *self)
{
  g_free (self->uid);
  g_free (self->title);
  g_free (self->project_uid);
  g_free (self->project_title);
  g_free (self->quarter);
  g_free (self->day);
  g_free (self);
}

static GPtrArray *
read_worries (VecheStatement *row, const char *first, const char *second, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_worry_row_free);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, first);
  veche_statement_bind_text (row, 2, second);
  while (veche_statement_step (row, &local))
    {
      VecheWorryRow *self = g_new0 (VecheWorryRow, 1);

      self->uid = veche_statement_dup_text (row, 0);
      self->title = veche_statement_dup_text (row, 1);
      self->project_uid = veche_statement_dup_text (row, 2);
      self->project_title = veche_statement_dup_text (row, 3);
      self->quarter = veche_statement_dup_text (row, 4);
      self->day = veche_statement_dup_text (row, 5);
      self->n = (guint) veche_statement_int (row, 6);
      g_ptr_array_add (rows, self);
    }
  if (local == NULL)
    return g_steal_pointer (&rows);

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "looking for alarms: ");

  return NULL;
}

#define UNDER_WAY "p.status IN ('planned', 'active') AND (?1 IS NULL OR p.quarter = ?1)"

GPtrArray *
veche_alarms_late_steps (VecheDb *db, const char *quarter, const char *today, GError **error)
{
  static const char sql[] =
    "SELECT s.uid, s.title, p.uid, p.title, p.quarter, s.day, 1 FROM project AS p JOIN project_step AS s ON s.project_id = p.id"
    " WHERE " UNDER_WAY " AND NOT s.done AND s.day < ?2 ORDER BY s.day, s.id";

  return read_worries (veche_db_prepare (db, sql), quarter, today, error);
}

GPtrArray *
veche_alarms_late_tasks (VecheDb *db, const char *quarter, const char *today, GError **error)
{
  static const char sql[] =
    "SELECT p.uid, p.title, p.uid, p.title, p.quarter, min (t.due), count (*) FROM project AS p JOIN task AS t ON t.project_id = p.id"
    " WHERE " UNDER_WAY " AND t.state = 'open' AND t.due < ?2 GROUP BY p.id ORDER BY min (t.due)";

  return read_worries (veche_db_prepare (db, sql), quarter, today, error);
}

GPtrArray *
veche_alarms_empty_slots (VecheDb *db, const char *quarter, const char *until, GError **error)
{
  static const char sql[] =
    "SELECT s.uid, s.title, p.uid, p.title, p.quarter, ifnull (e.starts, p.starts) AS day,"
    "       s.needed - (SELECT count (*) FROM project_member AS t WHERE t.slot_id = s.id) AS missing"
    "  FROM project AS p JOIN project_slot AS s ON s.project_id = p.id LEFT JOIN event AS e ON e.id = s.event_id"
    " WHERE " UNDER_WAY " AND day < ?2 AND missing > 0 ORDER BY day, s.id";

  return read_worries (veche_db_prepare (db, sql), quarter, until, error);
}

GPtrArray *
veche_alarms_unled_events (VecheDb *db, const char *since, const char *until, GError **error)
{
  static const char sql[] =
    "SELECT e.uid, e.title, p.uid, p.title, p.quarter, e.starts, 1 FROM event AS e LEFT JOIN project AS p ON p.id = e.project_id"
    " WHERE e.starts >= ?1 AND e.starts < ?2 AND e.status IN ('planned', 'active') AND e.rrule IS NULL AND e.owner_id IS NULL"
    "   AND NOT EXISTS (SELECT 1 FROM event_participant AS h WHERE h.event_id = e.id AND h.role = 'host' AND h.status IN ('invited', 'accepted', 'came'))"
    " ORDER BY e.starts, e.id";

  return read_worries (veche_db_prepare (db, sql), since, until, error);
}

gboolean
veche_alarms_count_projects (VecheDb *db, const char *quarter, guint *projects, guint *ideas, GError **error)
{
  static const char sql[] =
    "SELECT count (*) FILTER (WHERE status IN ('planned', 'active', 'done')), count (*) FILTER (WHERE status = 'idea') FROM project WHERE quarter = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, quarter);
  if (!veche_statement_step (row, error))
    return FALSE;
  *projects = (guint) veche_statement_int (row, 0);
  *ideas = (guint) veche_statement_int (row, 1);
  veche_statement_reset (row);

  return TRUE;
}
