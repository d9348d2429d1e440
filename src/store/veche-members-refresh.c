/* veche-members-refresh.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the program keeps up to date about a member by itself: sort key, counters and times, the search row.
 */

#include "store/veche-members-table.h"

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-records-private.h"
#include "store/veche-search-rows.h"
#include "store/veche-statement.h"

#define BLOCK 512   /* members a statement */

/* last_seen: anything they said or did but leave, and meetings and calls that we logged.  last_contact: our replies to them, and
 * what we logged.  One statement for many: each that writes makes FTS5 set a savepoint, too, which cost more than the rest. */
static gboolean
refresh_block (VecheDb *db, const gint64 *ids, guint n, GError **error)
{
  static const char
    sql[] = "WITH now (id, seen, contact, n) AS MATERIALIZED (SELECT j.value,"
            "   (SELECT i.at FROM interaction AS i WHERE i.member_id = j.value"
            "       AND i.kind <> 'leave' AND (i.direction = 'in' OR i.kind IN ('call', 'meeting', 'attendance')) ORDER BY i.at DESC, i.id "
            "DESC LIMIT 1),"
            "   nullif (max (ifnull ((SELECT i.at FROM interaction AS i WHERE i.member_id = j.value AND i.channel_id IS NULL"
            "       AND i.kind IN ('call', 'dm', 'email', 'meeting') ORDER BY i.at DESC, i.id DESC LIMIT 1), 0),"
            "     ifnull ((SELECT max (o.at) FROM interaction AS i JOIN interaction AS o ON o.reply_to_id = i.id"
            "       WHERE i.member_id = j.value AND o.direction = 'out'), 0)), 0),"
            "   (SELECT count (*) FROM interaction AS i WHERE i.member_id = j.value) FROM json_each (?1) AS j)"
            " UPDATE member SET last_seen = now.seen, last_contact = now.contact, interactions = now.n FROM now"
            " WHERE member.id = now.id"
            "   AND (last_seen IS NOT now.seen OR last_contact IS NOT now.contact OR interactions <> now.n)";
  VecheStatement *statement = veche_db_prepare (db, sql);
  g_autofree char *list = veche_records_ids (ids, n);

  veche_statement_bind_static (statement, 1, list);

  return veche_statement_run (statement, error);
}

gboolean
veche_members_refresh_times (VecheDb *db, const gint64 *ids, guint n, GError **error)
{
  for (guint done = 0; done < n; done += BLOCK)
    if (!refresh_block (db, ids + done, MIN (BLOCK, n - done), error))
      return FALSE;

  return TRUE;
}

static gboolean
refresh_sort_key (VecheDb *db, gint64 id, const char *name, GError **error)
{
  static const char sql[] = "UPDATE member SET name_key = ?2 WHERE id = ?1 AND name_key <> ?2";
  g_autoptr (GBytes) key = veche_text_sort_key (name);
  VecheStatement *statement = veche_db_prepare (db, sql);
  gsize n;
  gconstpointer data = g_bytes_get_data (key, &n);

  veche_statement_bind_int (statement, 1, id);
  veche_statement_bind_blob (statement, 2, data, n);

  return veche_statement_run (statement, error);
}

static char *
read_name (VecheDb *db, gint64 id, GError **error)
{
  static const char sql[] = "SELECT name FROM member WHERE id = ?1";
  VecheStatement *statement = veche_db_prepare (db, sql);
  char *name;

  veche_statement_bind_int (statement, 1, id);
  if (!veche_statement_step (statement, error))
    return NULL;

  name = veche_statement_dup_text (statement, 0);
  veche_statement_reset (statement);

  return name;
}

gboolean
veche_members_refresh_key (VecheDb *db, gint64 id, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *name = read_name (db, id, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  return name == NULL || refresh_sort_key (db, id, name, error);
}

gboolean
veche_members_refresh_search (VecheDb *db, gint64 id, GError **error)
{
  VecheSearchNeed need = { id, VECHE_SEARCH_WHOLE };

  return veche_search_rows_write (db, &need, 1, error);
}

gboolean
veche_members_refresh (VecheDb *db, gint64 id, GError **error)
{
  return veche_members_refresh_key (db, id, error) && veche_members_refresh_times (db, &id, 1, error) && veche_members_refresh_search (db, id, error);
}
