/* veche-heat-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-heat-table.h"

#include "store/veche-db.h"
#include "store/veche-records-private.h"
#include "store/veche-statement.h"

#define MOST_ROWS    5000
#define MOST_CRITICS 20

void
veche_heat_source_free (VecheHeatSource *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_free (self);
}

void
veche_heat_critic_free (VecheHeatCritic *self)
{
  g_free (self->member_uid);
  g_free (self->name);
  g_free (self);
}

GPtrArray *
veche_heat_sources (VecheDb *db, GError **error)
{
  static const char sql[] =
    "SELECT s.id, s.uid, s.name, (SELECT min ((SELECT i.at FROM interaction AS i WHERE i.channel_id = c.id ORDER BY i.at LIMIT 1))"
    "                               FROM channel AS c WHERE c.source_id = s.id)"
    "  FROM source AS s ORDER BY s.id";
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_heat_source_free);
  VecheStatement *row = veche_db_prepare (db, sql);
  GError *local = NULL;

  while (veche_statement_step (row, &local))
    {
      VecheHeatSource *source = g_new0 (VecheHeatSource, 1);

      source->id = veche_statement_int (row, 0);
      source->uid = veche_statement_dup_text (row, 1);
      source->name = veche_statement_dup_text (row, 2);
      source->first = veche_statement_int (row, 3);
      g_ptr_array_add (all, source);
    }
  if (local == NULL)
    return g_steal_pointer (&all);

  g_propagate_prefixed_error (error, local, "reading sources: ");

  return NULL;
}

GArray *
veche_heat_rows (VecheDb *db, gint64 source_id, gint64 from, gint64 to, GError **error)
{
  static const char sql[] =
    "SELECT i.id, i.reply_to_id, i.channel_id, i.member_id, i.thread FROM channel AS c CROSS JOIN interaction AS i ON i.channel_id = c.id"
    " WHERE c.source_id = ?1 AND i.at >= ?2 AND i.at < ?3 AND i.kind NOT IN ('reaction', 'join', 'leave', 'service') ORDER BY i.id LIMIT ?4";
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (VecheHeatRow));
  VecheStatement *row = veche_db_prepare (db, sql);
  GError *local = NULL;

  veche_statement_bind_int (row, 1, source_id);
  veche_statement_bind_int (row, 2, from);
  veche_statement_bind_int (row, 3, to);
  veche_statement_bind_int (row, 4, MOST_ROWS);
  while (veche_statement_step (row, &local))
    {
      const char *thread = veche_statement_text (row, 4);
      VecheHeatRow one = { veche_statement_int (row, 0), veche_statement_int (row, 1), veche_statement_int (row, 2), veche_statement_int (row, 3),
                           thread != NULL ? g_str_hash (thread) | 1 : 0 };

      g_array_append_val (rows, one);
    }
  if (local == NULL)
    return g_steal_pointer (&rows);

  g_propagate_prefixed_error (error, local, "reading what was said: ");

  return NULL;
}

GPtrArray *
veche_heat_critics (VecheDb *db, gint64 since, GError **error)
{
  static const char sql[] =
    "SELECT m.uid, m.name, max (t.id), max (t.at), max (t.repeats) + 1,"
    "       (SELECT min (o.at) FROM triage AS o WHERE o.mood = 'negative' AND o.member_id = m.id AND o.at >= max (t.at) - 90 * 86400000000), m.id"
    "  FROM triage AS t JOIN member AS m ON m.id = t.member_id"
    " WHERE t.mood = 'negative' AND t.at >= ?1 AND t.state <> 'done' AND t.repeats >= 2 AND t.author & 4 GROUP BY m.id ORDER BY max (t.at) DESC LIMIT ?2";
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_heat_critic_free);
  VecheStatement *row = veche_db_prepare (db, sql);
  GError *local = NULL;

  veche_statement_bind_int (row, 1, since);
  veche_statement_bind_int (row, 2, MOST_CRITICS);
  while (veche_statement_step (row, &local))
    {
      VecheHeatCritic *critic = g_new0 (VecheHeatCritic, 1);

      critic->member_uid = veche_statement_dup_text (row, 0);
      critic->name = veche_statement_dup_text (row, 1);
      critic->triage_id = veche_statement_int (row, 2);
      critic->at = veche_statement_int (row, 3);
      critic->n = (guint) veche_statement_int (row, 4);
      critic->since = veche_statement_int (row, 5);
      critic->member_id = veche_statement_int (row, 6);
      g_ptr_array_add (all, critic);
    }
  if (local == NULL)
    return g_steal_pointer (&all);

  g_propagate_prefixed_error (error, local, "reading who said so before: ");

  return NULL;
}

gboolean
veche_heat_thread (VecheDb *db, gint64 root_id, GArray *interaction_ids, char **channel_name, char **uid, guint *mentions, GError **error)
{
  static const char sql[] =
    "SELECT c.name, i.uid, (SELECT count (*) FROM triage WHERE interaction_id IN (SELECT value FROM json_each (?2)) AND state <> 'done')"
    "  FROM interaction AS i LEFT JOIN channel AS c ON c.id = i.channel_id WHERE i.id = ?1";
  g_autoptr (GArray) ids = g_array_copy (interaction_ids);
  g_autofree char *list = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);
  GError *local = NULL;

  g_array_append_val (ids, root_id);
  list = veche_records_ids ((const gint64 *) (gpointer) ids->data, ids->len);
  veche_statement_bind_int (row, 1, root_id);
  veche_statement_bind_text (row, 2, list);
  if (veche_statement_step (row, &local))
    {
      *channel_name = veche_statement_dup_text (row, 0);
      *uid = veche_statement_dup_text (row, 1);
      *mentions = (guint) veche_statement_int (row, 2);
      veche_statement_reset (row);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_prefixed_error (error, local, "reading a thread: ");

  return FALSE;
}

gboolean
veche_heat_of_thread (VecheDb *db, GArray *interaction_ids, VecheThreadHeat *heat, GError **error)
{
  static const char sql[] =
    "SELECT ifnull (max (heat), 0), ifnull (sum (mood = 'negative'), 0) FROM triage WHERE interaction_id IN (SELECT value FROM json_each (?1))";
  g_autofree char *list = veche_records_ids ((const gint64 *) (gpointer) interaction_ids->data, interaction_ids->len);
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, list);
  if (!veche_statement_step (row, error))
    return FALSE;
  heat->heat = (int) veche_statement_int (row, 0);
  heat->negative = (guint) veche_statement_int (row, 1);
  veche_statement_reset (row);

  return TRUE;
}

static gboolean
run_for (VecheDb *db, const char *sql, GArray *ids, int heat, GError **error)
{
  g_autofree char *list = veche_records_ids ((const gint64 *) (gpointer) ids->data, ids->len);
  VecheStatement *write = veche_db_prepare (db, sql);

  veche_statement_bind_text (write, 1, list);
  veche_statement_bind_int (write, 2, heat);

  return veche_statement_run (write, error);
}

gboolean
veche_heat_mark (VecheDb *db, GArray *interaction_ids, int heat, GError **error)
{
  static const char sql[] =
    "UPDATE triage SET heat = ?2, judged = min (judged, 1) WHERE interaction_id IN (SELECT value FROM json_each (?1)) AND state <> 'done' AND heat <> ?2";

  return run_for (db, sql, interaction_ids, heat, error);
}

gboolean
veche_heat_cool (VecheDb *db, GArray *interaction_ids, GError **error)
{
  static const char sql[] =
    "UPDATE triage SET heat = ?2, judged = min (judged, 1) WHERE heat <> 0 AND interaction_id NOT IN (SELECT value FROM json_each (?1))";

  return run_for (db, sql, interaction_ids, 0, error);
}
