/* veche-stages-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-stages-table.h"

#include "store/veche-db.h"
#include "store/veche-statement.h"

static void
stage_row_free (gpointer data)
{
  VecheStageRow *self = data;

  g_free (self->uid);
  g_free (self->name);
  g_free (self->stage);
  g_free (self);
}

/* Days are counted only for those who were there at all. */
GPtrArray *
veche_stages_read (VecheDb *db, gint64 after, guint limit, gint64 since, GError **error)
{
  static const char sql[] = "SELECT m.id, m.uid, m.name, m.stage, m.joined, m.last_seen,"
                            "   (SELECT i.at FROM interaction AS i WHERE i.member_id = m.id ORDER BY i.at LIMIT 1),"
                            "   CASE WHEN m.last_seen >= ?3 THEN (SELECT count (DISTINCT i.at / 86400000000) FROM interaction AS i"
                            "      WHERE i.member_id = m.id AND i.at >= ?3 AND i.direction = 'in' AND i.channel_id IS NOT NULL) ELSE 0 END"
                            " FROM member AS m WHERE m.id > ?1 AND m.archived = 0 AND m.me = 0 AND m.role = '' ORDER BY m.id LIMIT ?2";
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (stage_row_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, after);
  veche_statement_bind_int (statement, 2, limit);
  veche_statement_bind_int (statement, 3, since);
  while (veche_statement_step (statement, &local))
    {
      VecheStageRow *row = g_new0 (VecheStageRow, 1);

      row->id = veche_statement_int (statement, 0);
      row->uid = veche_statement_dup_text (statement, 1);
      row->name = veche_statement_dup_text (statement, 2);
      row->stage = veche_statement_dup_text (statement, 3);
      row->joined = veche_statement_int (statement, 4);
      row->last_seen = veche_statement_int (statement, 5);
      row->first_seen = veche_statement_int (statement, 6);
      row->days_active_30 = (guint) veche_statement_int (statement, 7);
      g_ptr_array_add (rows, row);
    }
  if (local == NULL)
    return g_steal_pointer (&rows);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}
