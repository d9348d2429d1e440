/* veche-door-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-door-table.h"

#include <string.h>

#include "model/veche-query.h"
#include "model/veche-spelling.h"
#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-member-search.h"
#include "store/veche-query-sql.h"
#include "store/veche-statement.h"

typedef struct
{
  char   *status, *role, *uid;
  gint64  arrived;
  gboolean walk_in;
} Place;

static void
place_free (gpointer data)
{
  Place *place = data;

  g_free (place->status);
  g_free (place->role);
  g_free (place->uid);
  g_free (place);
}

void
veche_door_hit_free (VecheDoorHit *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_free (self->handles);
  g_free (self->city);
  g_free (self->status);
  g_free (self->role);
  g_free (self->place_uid);
  g_free (self);
}

#define AWAITED "h.status IN ('accepted', 'invited', 'waiting')"

/* Nothing typed: who is expected, by name, then who is in, the last one first. */
static gboolean
list_guests (VecheDb *db, gint64 event_id, guint limit, GArray *ids, GError **error)
{
  static const char sql[] =
    "SELECT h.member_id FROM event_participant AS h CROSS JOIN member AS m ON m.id = h.member_id"
    " WHERE h.event_id = ?1 AND (" AWAITED " OR h.status = 'came')"
    " ORDER BY h.status = 'came', CASE WHEN h.status = 'came' THEN -ifnull (h.arrived, 0) END, m.name_key, m.id LIMIT ?2";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, event_id);
  veche_statement_bind_int (row, 2, limit);

  return veche_statement_collect_ids (row, ids, error);
}

/* A letter begins so many names that the list is full before FTS5 has put the words of everybody together. */
static gboolean
find_by_name (VecheDb *db, gint64 event_id, GBytes *from, GBytes *until, guint limit, GArray *ids, GError **error)
{
  static const char sql[] =
    "SELECT m.id FROM member AS m CROSS JOIN event_participant AS h ON h.event_id = ?1 AND h.member_id = m.id"
    " WHERE m.archived = 0 AND m.name_key >= ?2 AND m.name_key < ?3 AND " AWAITED " ORDER BY m.name_key, m.id LIMIT ?4";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, event_id);
  veche_statement_bind_blob (row, 2, g_bytes_get_data (from, NULL), g_bytes_get_size (from));
  veche_statement_bind_blob (row, 3, g_bytes_get_data (until, NULL), g_bytes_get_size (until));
  veche_statement_bind_int (row, 4, limit);

  return veche_statement_collect_ids (row, ids, error);
}

static gboolean
find_by_words (VecheDb *db, gint64 event_id, const char *match, GBytes *from, GBytes *until, guint limit, GArray *ids, GError **error)
{
  static const char sql[] =
    "SELECT h.member_id FROM event_participant AS h CROSS JOIN member AS m ON m.id = h.member_id"
    " WHERE h.event_id = ?1 AND h.member_id IN (SELECT rowid FROM member_fts WHERE member_fts MATCH ?2) AND m.archived = 0"
    " ORDER BY NOT " AWAITED ", NOT (m.name_key >= ?3 AND m.name_key < ?4), m.name_key, m.id LIMIT ?5";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, event_id);
  veche_statement_bind_text (row, 2, match);
  if (from != NULL)
    {
      veche_statement_bind_blob (row, 3, g_bytes_get_data (from, NULL), g_bytes_get_size (from));
      veche_statement_bind_blob (row, 4, g_bytes_get_data (until, NULL), g_bytes_get_size (until));
    }
  veche_statement_bind_int (row, 5, limit);

  return veche_statement_collect_ids (row, ids, error);
}

/* Who of the list answers: those who are expected, whose names begin with what was typed before the others, as in the members' search. */
static gboolean
find_guests (VecheDb *db, gint64 event_id, const char *typed, const char *match, guint limit, GArray *ids, GError **error)
{
  g_autoptr (GBytes) from = NULL, until = NULL;

  if (veche_search_name_range (typed, &from, &until) && !find_by_name (db, event_id, from, until, limit, ids, error))
    return FALSE;
  if (ids->len >= limit)
    return TRUE;
  g_array_set_size (ids, 0);

  return find_by_words (db, event_id, match, from, until, limit, ids, error);
}

/* Whoever of everybody answers and is not on the list. */
static gboolean
find_others (VecheDb *db, VecheQuery *query, guint limit, GArray *ids, GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) found = NULL;
  guint n = ids->len;

  query->limit = limit + n;
  found = veche_query_ids (db, query, error);
  for (guint i = 0; i < n; i++)
    g_hash_table_add (known, g_memdup2 (&g_array_index (ids, gint64, i), sizeof (gint64)));
  for (guint i = 0; found != NULL && i < found->len && ids->len < limit; i++)
    if (!g_hash_table_contains (known, &g_array_index (found, gint64, i)))
      g_array_append_val (ids, g_array_index (found, gint64, i));

  return found != NULL;
}

/* No letter and no figure: somebody who calls themselves “🦊”. */
static gboolean
find_by_signs (VecheDb *db, gint64 event_id, const char *typed, guint limit, GArray *ids, GError **error)
{
  static const char sql[] =
    "SELECT m.id FROM member AS m LEFT JOIN event_participant AS h ON h.event_id = ?1 AND h.member_id = m.id"
    " WHERE m.archived = 0 AND instr (m.name, ?2) > 0 ORDER BY h.id IS NULL, NOT " AWAITED ", m.name_key, m.id LIMIT ?3";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, event_id);
  veche_statement_bind_text (row, 2, typed);
  veche_statement_bind_int (row, 3, limit);

  return veche_statement_collect_ids (row, ids, error);
}

static gboolean
find_ids (VecheDb *db, gint64 event_id, VecheQuery *query, guint limit, GArray *ids, GError **error)
{
  g_autofree char *match = query->text != NULL ? veche_text_to_member_match (query->text) : NULL;

  if (query->text == NULL)
    return list_guests (db, event_id, limit, ids, error);
  if (match == NULL)
    return find_by_signs (db, event_id, query->text, limit, ids, error);

  return find_guests (db, event_id, query->text, match, limit, ids, error) && (ids->len >= limit || find_others (db, query, limit, ids, error));
}

/* (nullable): not on the list. */
static Place *
read_place (VecheDb *db, gint64 event_id, gint64 member_id, GError **error)
{
  static const char sql[] = "SELECT status, role, arrived, walk_in, uid FROM event_participant WHERE event_id = ?1 AND member_id = ?2";
  VecheStatement *row = veche_db_prepare (db, sql);
  Place *place;

  veche_statement_bind_int (row, 1, event_id);
  veche_statement_bind_int (row, 2, member_id);
  if (!veche_statement_step (row, error))
    return NULL;
  place = g_new0 (Place, 1);
  place->status = veche_statement_dup_text (row, 0);
  place->role = veche_statement_dup_text (row, 1);
  place->arrived = veche_statement_int (row, 2);
  place->walk_in = veche_statement_int (row, 3) != 0;
  place->uid = veche_statement_dup_text (row, 4);
  veche_statement_reset (row);

  return place;
}

static VecheDoorHit *
hit_new (const VecheMember *member, const Place *place)
{
  VecheDoorHit *hit = g_new0 (VecheDoorHit, 1);

  hit->member_id = member->parent.id;
  hit->uid = g_strdup (member->parent.uid);
  hit->name = g_strdup (member->name);
  hit->handles = g_strdup (member->handles);
  hit->city = g_strdup (member->city);
  if (place == NULL)
    return hit;
  hit->status = g_strdup (place->status);
  hit->role = g_strdup (place->role);
  hit->place_uid = g_strdup (place->uid);
  hit->arrived = place->arrived;
  hit->walk_in = place->walk_in;

  return hit;
}

static GPtrArray *
find_hits (VecheDb *db, gint64 event_id, const char *typed, guint limit, GError **error)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) records = NULL, hits = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_door_hit_free);
  g_autoptr (GError) local = NULL;

  query->text = g_strdup (typed);
  if (!find_ids (db, event_id, query, limit, ids, error))
    return NULL;
  records = veche_query_records (db, query, (const gint64 *) (gpointer) ids->data, ids->len, error);
  if (records == NULL)
    return NULL;

  for (guint i = 0; i < records->len && local == NULL; i++)
    if (records->pdata[i] != NULL)
      {
        Place *place = read_place (db, event_id, ((VecheRecord *) records->pdata[i])->id, &local);

        g_ptr_array_add (hits, hit_new (records->pdata[i], place));
        g_clear_pointer (&place, place_free);
      }
  if (local == NULL)
    return g_steal_pointer (&hits);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

GPtrArray *
veche_door_find (VecheDb *db, const char *event_uid, const char *typed, guint limit, GError **error)
{
  const char *wanted = typed != NULL && *typed != '\0' ? typed : NULL;
  gint64 event_id = veche_db_id_for_uid (db, "event", event_uid);
  g_autoptr (GPtrArray) hits = find_hits (db, event_id, wanted, limit, error);

  /* Nobody is called that: the keyboard may be the other one. */
  for (int to_latin = 0; to_latin < 2 && wanted != NULL && hits != NULL && hits->len == 0; to_latin++)
    {
      g_autofree char *meant = veche_spelling_on_other_keys (wanted, to_latin != 0);

      if (strcmp (meant, wanted) == 0)
        continue;
      g_ptr_array_unref (hits);
      hits = find_hits (db, event_id, meant, limit, error);
    }

  return g_steal_pointer (&hits);
}
