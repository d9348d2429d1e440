/* veche-door-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-door-table.h"

#include <string.h>

#include "model/veche-query.h"
#include "store/veche-db.h"
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

static gboolean
is_awaited (const Place *place)
{
  return strcmp (place->status, "accepted") == 0 || strcmp (place->status, "invited") == 0 || strcmp (place->status, "waiting") == 0;
}

/* Who is on the list, by member; listed (out): all of them by name, with those who are in, the last one first, at the end. */
static GHashTable *
read_places (VecheDb *db, gint64 event_id, GArray *listed, GError **error)
{
  static const char sql[] =
    "SELECT h.member_id, h.status, h.role, h.arrived, h.walk_in, h.uid FROM event_participant AS h JOIN member AS m ON m.id = h.member_id"
    " WHERE h.event_id = ?1 ORDER BY h.status = 'came', CASE WHEN h.status = 'came' THEN -ifnull (h.arrived, 0) END, m.name_key, m.id";
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, place_free);
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_int (row, 1, event_id);
  while (veche_statement_step (row, &local))
    {
      gint64 id = veche_statement_int (row, 0);
      Place *place = g_new0 (Place, 1);

      place->status = veche_statement_dup_text (row, 1);
      place->role = veche_statement_dup_text (row, 2);
      place->arrived = veche_statement_int (row, 3);
      place->walk_in = veche_statement_int (row, 4) != 0;
      place->uid = veche_statement_dup_text (row, 5);
      g_hash_table_insert (places, g_memdup2 (&id, sizeof id), place);
      if (is_awaited (place) || strcmp (place->status, "came") == 0)
        g_array_append_val (listed, id);
    }
  if (local == NULL)
    return g_steal_pointer (&places);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

/* 0: expected; 1: in, or said no; 2: nobody expects them. */
static guint
rank_of (GHashTable *places, gint64 id)
{
  const Place *place = g_hash_table_lookup (places, &id);

  if (place == NULL)
    return 2;

  return is_awaited (place) ? 0 : 1;
}

static GArray *
pick (GHashTable *places, GArray *ids, guint limit)
{
  GArray *picked = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint rank = 0; rank < 3; rank++)
    for (guint i = 0; i < ids->len && picked->len < limit; i++)
      if (rank_of (places, g_array_index (ids, gint64, i)) == rank)
        g_array_append_val (picked, g_array_index (ids, gint64, i));

  return picked;
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

GPtrArray *
veche_door_find (VecheDb *db, const char *event_uid, const char *typed, guint limit, GError **error)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);
  g_autoptr (GArray) listed = g_array_new (FALSE, FALSE, sizeof (gint64)), ids = NULL, picked = NULL;
  g_autoptr (GHashTable) places = read_places (db, veche_db_id_for_uid (db, "event", event_uid), listed, error);
  g_autoptr (GPtrArray) records = NULL;
  GPtrArray *hits;

  if (places == NULL)
    return NULL;
  query->text = g_strdup (typed);
  ids = typed != NULL && *typed != '\0' ? veche_query_ids (db, query, error) : g_array_ref (listed);
  if (ids == NULL)
    return NULL;
  picked = pick (places, ids, limit);
  records = veche_query_records (db, query, (const gint64 *) (gpointer) picked->data, picked->len, error);
  if (records == NULL)
    return NULL;

  hits = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_door_hit_free);
  for (guint i = 0; i < records->len; i++)
    if (records->pdata[i] != NULL)
      g_ptr_array_add (hits, hit_new (records->pdata[i], g_hash_table_lookup (places, &((VecheRecord *) records->pdata[i])->id)));

  return hits;
}
