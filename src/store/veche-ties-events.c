/* veche-ties-events.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who was at the same small event has met there.  Each of the n who came gets one tie's worth in all, spread over the others (M. E. J. Newman,
 * "Scientific collaboration networks II", Phys. Rev. E 64, 016132: a pair out of n counts 1 / (n - 1)); a hall full of people is no meeting.  It counts
 * once the event is over, so that nothing is reckoned at the door, and is kept by event, so that a list put right later puts the ties right.
 */

#include "store/veche-ties-table.h"

#include "store/veche-db.h"
#include "store/veche-plan-table.h"
#include "store/veche-statement.h"

typedef struct
{
  GArray *members;   /* (element-type gint64) by id */
  double  weight;
  gint64  at;
} Meeting;

static void
meeting_clear (Meeting *self)
{
  g_clear_pointer (&self->members, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Meeting, meeting_clear)

static gboolean
read_known (VecheDb *db, gint64 event_id, Meeting *meeting, GError **error)
{
  static const char sql[] = "SELECT member_id, weight, at FROM event_tie WHERE event_id = ?1 ORDER BY member_id";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;

  meeting->members = g_array_new (FALSE, FALSE, sizeof (gint64));
  veche_statement_bind_int (row, 1, event_id);
  while (veche_statement_step (row, &local))
    {
      gint64 member = veche_statement_int (row, 0);

      g_array_append_val (meeting->members, member);
      meeting->weight = veche_statement_real (row, 1);
      meeting->at = veche_statement_int (row, 2);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
read_now (VecheDb *db, gint64 event_id, Meeting *meeting, GError **error)
{
  static const char sql[] =
    "SELECT h.member_id, e.starts, e.tz FROM event AS e JOIN event_participant AS h ON h.event_id = e.id AND h.status = 'came'"
    " WHERE e.id = ?1 AND e.status = 'done' ORDER BY h.member_id LIMIT ?2";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;

  meeting->members = g_array_new (FALSE, FALSE, sizeof (gint64));
  veche_statement_bind_int (row, 1, event_id);
  veche_statement_bind_int (row, 2, VECHE_TIE_MOST_GUESTS + 1);
  while (veche_statement_step (row, &local))
    {
      gint64 member = veche_statement_int (row, 0);

      if (meeting->members->len == 0)
        meeting->at = veche_plan_instant (veche_statement_text (row, 1), veche_statement_text (row, 2));
      g_array_append_val (meeting->members, member);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  if (meeting->members->len < 2 || meeting->members->len > VECHE_TIE_MOST_GUESTS || meeting->at == 0)
    g_array_set_size (meeting->members, 0);
  else
    meeting->weight = 1.0 / (meeting->members->len - 1);

  return TRUE;
}

static gboolean
is_same (const Meeting *a, const Meeting *b)
{
  if (a->members->len != b->members->len || (a->members->len > 0 && a->at != b->at))
    return FALSE;
  for (guint i = 0; i < a->members->len; i++)
    if (g_array_index (a->members, gint64, i) != g_array_index (b->members, gint64, i))
      return FALSE;

  return TRUE;
}

static gboolean
add_pairs (VecheDb *db, const Meeting *meeting, int sign, GError **error)
{
  for (guint i = 0; i < meeting->members->len; i++)
    for (guint j = i + 1; j < meeting->members->len; j++)
      if (!veche_ties_add (db, g_array_index (meeting->members, gint64, i), g_array_index (meeting->members, gint64, j), meeting->at,
                           sign * meeting->weight, error))
        return FALSE;

  return TRUE;
}

static gboolean
write_known (VecheDb *db, gint64 event_id, const Meeting *meeting, GError **error)
{
  static const char clear_sql[] = "DELETE FROM event_tie WHERE event_id = ?1";
  static const char sql[] = "INSERT INTO event_tie (event_id, member_id, weight, at) VALUES (?1, ?2, ?3, ?4)";
  VecheStatement *statement = veche_db_prepare (db, clear_sql);
  gboolean ok;

  veche_statement_bind_int (statement, 1, event_id);
  ok = veche_statement_run (statement, error);
  statement = veche_db_prepare (db, sql);
  for (guint i = 0; ok && i < meeting->members->len; i++)
    {
      veche_statement_bind_int (statement, 1, event_id);
      veche_statement_bind_int (statement, 2, g_array_index (meeting->members, gint64, i));
      veche_statement_bind_real (statement, 3, meeting->weight);
      veche_statement_bind_int (statement, 4, meeting->at);
      ok = veche_statement_run (statement, error);
    }

  return ok;
}

gboolean
veche_ties_follow_event (VecheDb *db, gint64 event_id, GError **error)
{
  g_auto (Meeting) known = { 0 }, now = { 0 };

  if (!read_known (db, event_id, &known, error) || !read_now (db, event_id, &now, error))
    return FALSE;

  return is_same (&known, &now) || (add_pairs (db, &known, -1, error) && add_pairs (db, &now, 1, error) && write_known (db, event_id, &now, error));
}
