/* veche-effect-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-effect-table.h"

#include "model/veche-text.h"
#include "model/veche-when.h"
#include "store/veche-db.h"
#include "store/veche-events-private.h"
#include "store/veche-statement.h"

void
veche_effect_project_free (VecheEffectProject *self)
{
  g_free (self->title);
  g_free (self->quarter);
  g_free (self->begins);
  g_free (self->starts);
  g_free (self->ends);
  g_free (self);
}

void
veche_action_mark_free (VecheActionMark *self)
{
  g_free (self->day);
  g_free (self->until);
  g_free (self->title);
  g_free (self->kind);
  g_free (self->uid);
  g_free (self->agenda_shape);
  g_free (self->agenda_name);
  g_free (self);
}

GArray *
veche_effect_read_doings (VecheDb *db, gint64 since, gint64 until, GError **error)
{
  static const char sql[] =
    "SELECT i.member_id, count (*), count (DISTINCT iif (r.member_id <> i.member_id, r.member_id, NULL))"
    "  FROM channel AS c CROSS JOIN interaction AS i ON i.channel_id = c.id AND i.at >= ?1 AND i.at < ?2 LEFT JOIN interaction AS r ON r.id = i.reply_to_id"
    " WHERE i.kind IN ('message', 'post', 'reply', 'comment') AND i.direction = 'in' AND i.member_id IS NOT NULL GROUP BY i.member_id";
  VecheStatement *row = veche_db_prepare (db, sql);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (VecheDoingRow));
  GError *local = NULL;

  veche_statement_bind_int (row, 1, since);
  veche_statement_bind_int (row, 2, until);
  while (veche_statement_step (row, &local))
    {
      VecheDoingRow one = { veche_statement_int (row, 0), (guint) veche_statement_int (row, 1), (guint) veche_statement_int (row, 2) };

      g_array_append_val (rows, one);
    }

  return veche_statement_finish (rows, (GDestroyNotify) g_array_unref, local, "measuring: ", error);
}

GArray *
veche_effect_read_members (VecheDb *db, gint64 since, GError **error)
{
  static const char sql[] =
    "SELECT id, stage FROM member WHERE archived = 0 AND me = 0 AND role = '' AND ifnull (joined, created) < ?1"
    " UNION SELECT m.id, m.stage FROM member AS m WHERE m.archived = 0 AND m.me = 0 AND m.role = ''"
    "   AND EXISTS (SELECT 1 FROM interaction AS i WHERE i.member_id = m.id AND i.at < ?1)";
  VecheStatement *row = veche_db_prepare (db, sql);
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (VecheStageRow));
  GError *local = NULL;

  veche_statement_bind_int (row, 1, since);
  while (veche_statement_step (row, &local))
    {
      VecheStageRow one = { .id = veche_statement_int (row, 0) };

      g_strlcpy (one.stage, veche_statement_text (row, 1), sizeof one.stage);
      g_array_append_val (rows, one);
    }

  return veche_statement_finish (rows, (GDestroyNotify) g_array_unref, local, "measuring: ", error);
}

static GArray *
collect (VecheStatement *row, const char *uid, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  veche_statement_bind_text (row, 1, uid);

  return veche_statement_collect_ids (row, ids, error) ? g_steal_pointer (&ids) : NULL;
}

GArray *
veche_effect_read_came (VecheDb *db, const char *event_uid, GError **error)
{
  static const char sql[] =
    "SELECT h.member_id FROM event AS e JOIN event_participant AS h ON h.event_id = e.id JOIN member AS m ON m.id = h.member_id"
    " WHERE e.uid = ?1 AND h.status = 'came' AND m.me = 0 AND m.role = ''";

  return collect (veche_db_prepare (db, sql), event_uid, error);
}

GArray *
veche_effect_read_project (VecheDb *db, const char *project_uid, VecheEffectProject **project, GError **error)
{
  static const char project_sql[] = "SELECT title, quarter, begins, starts, ends FROM project WHERE uid = ?1";
  static const char people_sql[] =
    "SELECT t.member_id FROM project AS p JOIN project_member AS t ON t.project_id = p.id JOIN member AS m ON m.id = t.member_id"
    " WHERE p.uid = ?1 AND m.me = 0 AND m.role = ''"
    " UNION SELECT h.member_id FROM project AS p JOIN event AS e ON e.project_id = p.id JOIN event_participant AS h ON h.event_id = e.id"
    "  JOIN member AS m ON m.id = h.member_id WHERE p.uid = ?1 AND h.status = 'came' AND m.me = 0 AND m.role = ''";
  VecheStatement *row = veche_db_prepare (db, project_sql);
  g_autoptr (VecheEffectProject) self = g_new0 (VecheEffectProject, 1);
  g_autoptr (GError) local = NULL;
  GArray *people;

  veche_statement_bind_text (row, 1, project_uid);
  if (!veche_statement_step (row, &local))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no project “%s”", project_uid);
      return NULL;
    }
  self->title = veche_statement_dup_text (row, 0);
  self->quarter = veche_statement_dup_text (row, 1);
  self->begins = veche_statement_dup_text (row, 2);
  self->starts = veche_statement_dup_text (row, 3);
  self->ends = veche_statement_dup_text (row, 4);
  veche_statement_reset (row);
  people = collect (veche_db_prepare (db, people_sql), project_uid, error);
  if (people != NULL)
    *project = g_steal_pointer (&self);

  return people;
}

/*** Marks on charts ***/

GPtrArray *
veche_effect_list_marks (VecheDb *db, const char *since, const char *until, GError **error)
{
  static const char sql[] =
    "SELECT substr (e.starts, 1, 10) AS day, substr (e.ends, 1, 10), e.title, 'event', e.uid, a.shape, a.name FROM event AS e LEFT JOIN agenda AS a ON a.id = e.agenda_id"
    "   WHERE e.starts >= ?1 AND e.starts < ?2 AND e.status IN ('active', 'done') AND e.rrule IS NULL"
    " UNION ALL SELECT substr (m.recurs, 1, 10), NULL, e.title, 'event', e.uid, a.shape, a.name FROM event_mark AS m JOIN event AS e ON e.id = m.event_id"
    "   LEFT JOIN agenda AS a ON a.id = e.agenda_id WHERE m.recurs >= ?1 AND m.recurs < ?2 AND m.state = 'done'"
    " UNION ALL SELECT p.starts, p.ends, p.title, 'project', p.uid, a.shape, a.name FROM project AS p LEFT JOIN agenda AS a ON a.id = p.agenda_id"
    "   WHERE p.starts >= ?1 AND p.starts < ?2 AND p.status IN ('active', 'done')"
    " UNION ALL SELECT s.day, NULL, s.title, 'step', s.uid, a.shape, a.name FROM project_step AS s JOIN project AS p ON p.id = s.project_id"
    "   LEFT JOIN agenda AS a ON a.id = p.agenda_id WHERE s.day >= ?1 AND s.day < ?2 AND s.done = 1"
    " UNION ALL SELECT k.day, k.until, k.title, 'mark', k.uid, a.shape, a.name FROM plan_mark AS k LEFT JOIN agenda AS a ON a.id = k.agenda_id"
    "   WHERE k.day >= ?1 AND k.day < ?2 ORDER BY day, 4, 5";
  VecheStatement *row = veche_db_prepare (db, sql);
  GPtrArray *marks = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_action_mark_free);
  GError *local = NULL;

  veche_statement_bind_text (row, 1, since);
  veche_statement_bind_text (row, 2, until);
  while (veche_statement_step (row, &local))
    {
      VecheActionMark *self = g_new0 (VecheActionMark, 1);

      self->day = veche_statement_dup_text (row, 0);
      self->until = veche_statement_dup_text (row, 1);
      self->title = veche_statement_dup_text (row, 2);
      self->kind = veche_statement_dup_text (row, 3);
      self->uid = veche_statement_dup_text (row, 4);
      self->agenda_shape = veche_statement_dup_text (row, 5);
      self->agenda_name = veche_statement_dup_text (row, 6);
      g_ptr_array_add (marks, self);
    }

  return veche_statement_finish (marks, (GDestroyNotify) g_ptr_array_unref, local, "measuring: ", error);
}

const char *
veche_effect_edit_mark (VecheEdit *edit, const char *day, const char *until, const char *title, GError **error)
{
  g_autofree char *tidy = title != NULL ? veche_text_tidy (title) : NULL;
  const char *uid;

  if (tidy == NULL)
    veche_events_refuse (error, "%s", "What was done?");
  else if (!veche_when_is_day (day) || (until != NULL && !veche_when_is_day (until)))
    veche_events_refuse (error, "“%s” is not a day: write it like 2026-12-13", veche_when_is_day (day) ? until : day != NULL ? day : "");
  if (tidy == NULL || !veche_when_is_day (day) || (until != NULL && !veche_when_is_day (until)))
    return NULL;

  uid = veche_edit_insert (edit, "plan_mark");
  veche_edit_set_text (edit, "plan_mark", uid, "day", day);
  veche_edit_set_text (edit, "plan_mark", uid, "until", until);
  veche_edit_set_text (edit, "plan_mark", uid, "title", tidy);

  return uid;
}
