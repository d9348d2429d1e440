/* veche-talk-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-talk-table.h"

#include "model/veche-query.h"
#include "store/veche-db.h"
#include "store/veche-query-sql.h"
#include "store/veche-statement.h"

static void
talk_row_clear (gpointer data)
{
  g_free (((VecheTalkRow *) data)->text);
}

GArray *
veche_talk_channels (VecheDb *db, const char *community, GError **error)
{
  static const char sql[] = "SELECT id FROM channel WHERE ?1 IS NULL OR community_id = (SELECT id FROM community WHERE name = ?1)";
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, community);
  while (veche_statement_step (row, &local))
    {
      gint64 id = veche_statement_int (row, 0);

      g_array_append_val (ids, id);
    }
  if (local == NULL)
    return g_steal_pointer (&ids);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

GArray *
veche_talk_read (VecheDb *db, gint64 channel, gint64 at, gint64 id, gint64 until, guint limit, GError **error)
{
  static const char sql[] = "SELECT id, member_id, at, text FROM interaction WHERE channel_id = ?1 AND (at, id) > (?2, ?3) AND at < ?4 AND text IS NOT NULL"
                            "   AND member_id IS NOT NULL AND direction = 'in' AND kind IN ('message', 'post', 'reply', 'comment') ORDER BY at, id LIMIT ?5";
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (VecheTalkRow));
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  g_array_set_clear_func (rows, talk_row_clear);
  veche_statement_bind_int (row, 1, channel);
  veche_statement_bind_int (row, 2, at);
  veche_statement_bind_int (row, 3, id);
  veche_statement_bind_int (row, 4, until);
  veche_statement_bind_int (row, 5, limit);
  while (veche_statement_step (row, &local))
    {
      VecheTalkRow one = { veche_statement_int (row, 0), veche_statement_int (row, 1), veche_statement_int (row, 2), veche_statement_dup_text (row, 3) };

      g_array_append_val (rows, one);
    }
  if (local == NULL)
    return g_steal_pointer (&rows);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

static void
add_id (GHashTable *set, gint64 id)
{
  g_hash_table_add (set, g_memdup2 (&id, sizeof id));
}

GHashTable *
veche_talk_others (VecheDb *db, GError **error)
{
  g_autoptr (GHashTable) set = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, "SELECT id FROM member WHERE role <> '' OR me = 1");

  while (veche_statement_step (row, &local))
    add_id (set, veche_statement_int (row, 0));
  if (local == NULL)
    return g_steal_pointer (&set);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

GHashTable *
veche_talk_members (VecheDb *db, VecheFilter *filter, GError **error)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);
  g_autoptr (GArray) ids = NULL;
  GHashTable *set;

  query->filter = veche_filter_ref (filter);
  ids = veche_query_ids (db, query, error);
  if (ids == NULL)
    return NULL;

  set = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < ids->len; i++)
    add_id (set, g_array_index (ids, gint64, i));

  return set;
}
