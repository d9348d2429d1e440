/* veche-staffing-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-staffing-table.h"

#include "store/veche-records-private.h"
#include "store/veche-statement.h"
#include "store/veche-ties-table.h"

void
veche_burden_row_free (VecheBurdenRow *self)
{
  g_free (self->platform);
  g_free (self->offer);
  g_free (self);
}

void
veche_team_tie_row_free (VecheTeamTieRow *self)
{
  g_free (self->name);
  g_free (self);
}

void
veche_busy_row_free (VecheBusyRow *self)
{
  g_free (self->title);
  g_free (self);
}

static void
bind_ids (VecheStatement *row, int index, GArray *ids)
{
  g_autofree char *list = veche_records_ids ((const gint64 *) (gpointer) ids->data, ids->len);

  veche_statement_bind_text (row, index, list);
}

GPtrArray *
veche_staffing_burdens (VecheDb *db, GArray *ids, gint64 since, const char *word, GError **error)
{
  static const char sql[] =
    "SELECT m.id,"
    "       (SELECT count (*) FROM project_member AS t JOIN project AS p ON p.id = t.project_id WHERE t.member_id = m.id AND p.status IN ('planned', 'active')),"
    "       (SELECT total (iif (t.hours > 0, t.hours, ifnull (s.hours, 0))) FROM project_member AS t JOIN project AS p ON p.id = t.project_id"
    "          LEFT JOIN project_slot AS s ON s.id = t.slot_id WHERE t.member_id = m.id AND p.status IN ('planned', 'active')),"
    "       (SELECT count (*) FROM task AS t WHERE t.owner_id = m.id AND t.state = 'open'),"
    "       (SELECT count (*) FROM ask AS a WHERE a.member_id = m.id AND a.state = 'open'),"
    "       max (ifnull ((SELECT max (at) FROM ask WHERE member_id = m.id), 0), ifnull ((SELECT max (at) FROM project_invitation WHERE member_id = m.id), 0)),"
    "       (SELECT count (*) FROM ask WHERE member_id = m.id AND at >= ?2) + (SELECT count (*) FROM project_invitation WHERE member_id = m.id AND at >= ?2),"
    "       (SELECT count (DISTINCT p.id) FROM project_member AS t JOIN project AS p ON p.id = t.project_id WHERE t.member_id = m.id AND p.status = 'done'),"
    "       (SELECT count (*) FROM event_participant AS h JOIN event AS e ON e.id = h.event_id WHERE h.member_id = m.id AND h.status = 'came'"
    "          AND e.starts >= date (?2 / 1000000, 'unixepoch', '-1 year')),"
    "       m.preferred_platform,"
    "       (SELECT w.text FROM wish AS w WHERE w.member_id = m.id AND w.kind = 'offer' AND w.state = 'open' AND instr (veche_fold (w.text), veche_fold (?3)) LIMIT 1)"
    "  FROM json_each (?1) AS j CROSS JOIN member AS m ON m.id = j.value";
  VecheStatement *row = veche_db_prepare (db, sql);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_burden_row_free);
  GError *local = NULL;

  bind_ids (row, 1, ids);
  veche_statement_bind_int (row, 2, since);
  veche_statement_bind_text (row, 3, word);
  while (veche_statement_step (row, &local))
    {
      VecheBurdenRow *self = g_new0 (VecheBurdenRow, 1);

      self->member_id = veche_statement_int (row, 0);
      self->slots = (guint) veche_statement_int (row, 1);
      self->hours = (guint) veche_statement_int (row, 2);
      self->tasks = (guint) veche_statement_int (row, 3);
      self->asks = (guint) veche_statement_int (row, 4);
      self->last_asked = veche_statement_int (row, 5);
      self->asked = (guint) veche_statement_int (row, 6);
      self->projects = (guint) veche_statement_int (row, 7);
      self->events = (guint) veche_statement_int (row, 8);
      self->platform = veche_statement_dup_text (row, 9);
      self->offer = veche_statement_dup_text (row, 10);
      g_ptr_array_add (rows, self);
    }

  return veche_statement_finish (rows, (GDestroyNotify) g_ptr_array_unref, local, "looking for people: ", error);
}

/* Rows come by member, the team's names inside. */
GPtrArray *
veche_staffing_ties (VecheDb *db, gint64 project_id, GArray *ids, gint64 now, GError **error)
{
  static const char sql[] =
    "WITH team (id) AS (SELECT member_id FROM project_member WHERE project_id = ?2 UNION SELECT owner_id FROM project WHERE id = ?2 AND owner_id IS NOT NULL)"
    "SELECT j.value, t.strength, t.at, m.name FROM json_each (?1) AS j CROSS JOIN team CROSS JOIN tie AS t"
    "    ON t.a_id = min (j.value, team.id) AND t.b_id = max (j.value, team.id) CROSS JOIN member AS m ON m.id = team.id"
    " WHERE team.id <> j.value ORDER BY j.key";
  VecheStatement *row = veche_db_prepare (db, sql);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_team_tie_row_free);
  VecheTeamTieRow *last = NULL;
  double best = 0;
  GError *local = NULL;

  bind_ids (row, 1, ids);
  veche_statement_bind_int (row, 2, project_id);
  while (veche_statement_step (row, &local))
    {
      double strength = veche_ties_decay (veche_statement_real (row, 1), veche_statement_int (row, 2), now);

      if (last == NULL || last->member_id != veche_statement_int (row, 0))
        {
          last = g_new0 (VecheTeamTieRow, 1);
          last->member_id = veche_statement_int (row, 0);
          g_ptr_array_add (rows, last);
          best = 0;
        }
      last->strength += strength;
      last->people++;
      if (strength > best || last->name == NULL)
        {
          best = strength;
          g_free (last->name);
          last->name = veche_statement_dup_text (row, 3);
        }
    }

  return veche_statement_finish (rows, (GDestroyNotify) g_ptr_array_unref, local, "looking for people: ", error);
}

GPtrArray *
veche_staffing_busy (VecheDb *db, GArray *ids, const char *day, gint64 but_project_id, const char *but_event_uid, GError **error)
{
  static const char sql[] =
    "SELECT h.member_id, e.title FROM event AS e JOIN event_participant AS h ON h.event_id = e.id"
    " WHERE e.starts >= ?2 AND e.starts < date (?2, '+1 day') AND e.status IN ('planned', 'active') AND e.uid IS NOT ?3 AND e.project_id IS NOT ?4"
    "   AND h.status = 'accepted' AND h.member_id IN (SELECT value FROM json_each (?1)) ORDER BY e.starts";
  VecheStatement *row = veche_db_prepare (db, sql);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_busy_row_free);
  GError *local = NULL;

  bind_ids (row, 1, ids);
  veche_statement_bind_text (row, 2, day);
  veche_statement_bind_text (row, 3, but_event_uid);
  veche_statement_bind_id (row, 4, but_project_id);
  while (veche_statement_step (row, &local))
    {
      VecheBusyRow *self = g_new0 (VecheBusyRow, 1);

      self->member_id = veche_statement_int (row, 0);
      self->title = veche_statement_dup_text (row, 1);
      g_ptr_array_add (rows, self);
    }

  return veche_statement_finish (rows, (GDestroyNotify) g_ptr_array_unref, local, "looking for people: ", error);
}

GArray *
veche_staffing_seats (VecheDb *db, gint64 slot_id, GError **error)
{
  static const char sql[] =
    "SELECT member_id, 0, 'member' FROM project_member WHERE slot_id = ?1"
    " UNION ALL SELECT member_id, ifnull (answered, at), state FROM project_invitation WHERE slot_id = ?1 AND state NOT IN ('accepted', 'withdrawn')";
  VecheStatement *row = veche_db_prepare (db, sql);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (VecheSeatRow));
  GError *local = NULL;

  veche_statement_bind_int (row, 1, slot_id);
  while (veche_statement_step (row, &local))
    {
      VecheSeatRow seat = { veche_statement_int (row, 0), veche_statement_int (row, 1), *veche_statement_text (row, 2) };

      g_array_append_val (rows, seat);
    }

  return veche_statement_finish (rows, (GDestroyNotify) g_array_unref, local, "looking for people: ", error);
}

static GArray *
collect (VecheStatement *row, gint64 parameter, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  veche_statement_bind_int (row, 1, parameter);

  return veche_statement_collect_ids (row, ids, error) ? g_steal_pointer (&ids) : NULL;
}

GArray *
veche_staffing_lively (VecheDb *db, guint limit, GError **error)
{
  return collect (veche_db_prepare (db, "SELECT id FROM member WHERE archived = 0 ORDER BY last_seen DESC LIMIT ?1"), limit, error);
}

GArray *
veche_staffing_below (VecheDb *db, gint64 competency_id, GError **error)
{
  return collect (veche_db_prepare (db, "SELECT id FROM competency WHERE parent_id = ?1"), competency_id, error);
}
