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
#include "store/veche-fts.h"
#include "store/veche-statement.h"

/* last_seen: anything they said or did, and meetings and calls that we logged.  last_contact: our replies to them, and
 * what we logged. */
gboolean
veche_members_refresh_times (VecheDb *db, gint64 id, GError **error)
{
  static const char
    sql[] = "WITH now (seen, contact, n) AS (SELECT"
            "   (SELECT i.at FROM interaction AS i WHERE i.member_id = ?1"
            "       AND (i.direction = 'in' OR i.kind IN ('call', 'meeting', 'attendance')) ORDER BY i.at DESC, i.id "
            "DESC LIMIT 1),"
            "   nullif (max (ifnull ((SELECT i.at FROM interaction AS i WHERE i.member_id = ?1 AND i.channel_id IS NULL"
            "       AND i.kind IN ('call', 'dm', 'email', 'meeting') ORDER BY i.at DESC, i.id DESC LIMIT 1), 0),"
            "     ifnull ((SELECT max (o.at) FROM interaction AS i JOIN interaction AS o ON o.reply_to_id = i.id"
            "       WHERE i.member_id = ?1 AND o.direction = 'out'), 0)), 0),"
            "   (SELECT count (*) FROM interaction AS i WHERE i.member_id = ?1))"
            " UPDATE member SET last_seen = now.seen, last_contact = now.contact, interactions = now.n FROM now"
            " WHERE member.id = ?1"
            "   AND (last_seen IS NOT now.seen OR last_contact IS NOT now.contact OR interactions <> now.n)";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, id);

  return veche_statement_run (statement, error);
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

/* The five columns of member_fts, as they ought to be now. */
typedef struct
{
  char *name, *handles, *labels, *notes, *keys;
} VecheSearchRow;

static void
search_row_clear (VecheSearchRow *row)
{
  g_free (row->name);
  g_free (row->handles);
  g_free (row->labels);
  g_free (row->notes);
  g_free (row->keys);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VecheSearchRow, search_row_clear)

/* What a member m is labelled with: tags, competencies with their other names, choices, organisations. */
#define LABELS_OF_M                                                                                                    \
    "   (SELECT group_concat (text, ' ') FROM (" \
    "      SELECT t.name AS text FROM member_tag AS l JOIN tag AS t ON t.id = l.tag_id WHERE l.member_id = m.id" \
    "      UNION ALL SELECT c.name FROM member_competency AS l JOIN competency AS c ON c.id = l.competency_id WHERE " \
    "l.member_id = m.id" \
    "      UNION ALL SELECT a.alias FROM member_competency AS l JOIN competency_alias AS a ON a.competency_id = " \
    "l.competency_id" \
    "        WHERE l.member_id = m.id" \
    "      UNION ALL SELECT v.value FROM member_field AS v JOIN custom_field AS f ON f.id = v.field_id" \
    "        WHERE v.member_id = m.id AND f.kind = 'choice'" \
    "      UNION ALL SELECT o.name FROM organisation_member AS l JOIN organisation AS o ON o.id = l.organisation_id" \
    "        WHERE l.member_id = m.id))"

static gboolean
read_search_row (VecheDb *db, gint64 id, VecheSearchRow *row, GError **error)
{
  static const char sql[] =
    "SELECT m.name, concat_names.text,"
    "   (SELECT group_concat (text, ' ') FROM ("
    "      SELECT handle || ifnull (' ' || nullif (instance, ''), '') AS text FROM identity WHERE member_id = m.id AND "
    "handle IS NOT NULL"
    "      UNION ALL SELECT h.handle FROM identity AS i JOIN identity_handle AS h ON h.identity_id = i.id WHERE "
    "i.member_id = m.id)),"
    LABELS_OF_M ","
    "   (SELECT group_concat (text, ' ') FROM ("
    "      SELECT text FROM member_note WHERE member_id = m.id"
    "      UNION ALL SELECT m.headline UNION ALL SELECT m.city UNION ALL SELECT m.address_as UNION ALL SELECT m.motives"
    "      UNION ALL SELECT m.needs UNION ALL SELECT m.likes UNION ALL SELECT m.dislikes UNION ALL SELECT m.origin"
    "      UNION ALL SELECT m.offers"
    "      UNION ALL SELECT CASE f.kind WHEN 'number' THEN printf ('%.15g', v.value) ELSE v.value END"
    "        FROM member_field AS v JOIN custom_field AS f ON f.id = v.field_id"
    "        WHERE v.member_id = m.id AND f.kind IN ('text', 'number', 'date')"
    "      UNION ALL SELECT r.name FROM member_field AS v JOIN member AS r ON r.id = v.ref_id WHERE v.member_id = m.id"
    "      UNION ALL SELECT l.role FROM organisation_member AS l WHERE l.member_id = m.id)),"
    "   (SELECT group_concat (text, ' ') FROM ("
    "      SELECT handle AS text FROM identity WHERE member_id = m.id AND handle IS NOT NULL"
    "      UNION ALL SELECT h.handle FROM identity AS i JOIN identity_handle AS h ON h.identity_id = i.id WHERE "
    "i.member_id = m.id))"
    " FROM member AS m,"
    "   (SELECT group_concat (display_name, ' ') AS text FROM identity WHERE member_id = ?1) AS concat_names"
    " WHERE m.id = ?1";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, id);
  if (!veche_statement_step (statement, error))
    return FALSE;

  row->name = g_strjoin (" ", veche_statement_text (statement, 0), veche_statement_text (statement, 1), NULL);
  row->handles = veche_statement_dup_text (statement, 2);
  row->labels = veche_statement_dup_text (statement, 3);
  row->notes = veche_statement_dup_text (statement, 4);
  row->keys = veche_fts_make_keys (row->name, veche_statement_text (statement, 5));
  veche_statement_reset (statement);

  return TRUE;
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
  g_autoptr (GError) local = NULL;
  g_auto (VecheSearchRow) row = { 0 };

  if (read_search_row (db, id, &row, &local))
    return veche_fts_set_member (db, id, row.name, row.handles, row.labels, row.notes, row.keys, error);
  if (local == NULL)
    return veche_fts_remove_member (db, id, error);

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

gboolean
veche_members_refresh_labels (VecheDb *db, gint64 id, GError **error)
{
  static const char sql[] = "SELECT " LABELS_OF_M " FROM member AS m WHERE m.id = ?1";
  VecheStatement *statement = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;
  g_autofree char *labels = NULL;

  veche_statement_bind_int (statement, 1, id);
  if (veche_statement_step (statement, &local))
    {
      labels = veche_statement_dup_text (statement, 0);
      veche_statement_reset (statement);
      if (veche_fts_set_labels (db, id, labels, &local))
        return TRUE;
    }
  if (local == NULL)
    return veche_members_refresh_search (db, id, error);

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

gboolean
veche_members_refresh (VecheDb *db, gint64 id, GError **error)
{
  return veche_members_refresh_key (db, id, error) && veche_members_refresh_times (db, id, error) && veche_members_refresh_search (db, id, error);
}
