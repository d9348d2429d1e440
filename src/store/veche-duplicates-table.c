/* veche-duplicates-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-duplicates-table.h"

#include "store/veche-db.h"
#include "store/veche-statement.h"

#define MAX_FACTS 2000    /* interactions of a member whose hours are looked at: the newest */

/*** Personas ***/

static char *
join_texts (VecheStatement *row, int first, int n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = first; i < first + n; i++)
    if (!veche_statement_is_null (row, i))
      g_string_append_printf (text, "%s\n", veche_statement_text (row, i));

  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static GPtrArray *
read_members (VecheDb *db, gint64 after_id, guint limit, GHashTable *by_id, GError **error)
{
  /* The + keeps SQLite on the rowid: by an index of 'archived' it would sort everybody again for each page. */
  static const char sql[] =
    "SELECT m.id, m.uid, m.name, m.city, m.birthday, m.headline, m.role, m.me, m.headline, m.motives, m.needs, m.offers, m.likes, m.origin,"
    "       (SELECT group_concat (f.value, char (10)) FROM member_field AS f WHERE f.member_id = m.id AND typeof (f.value) = 'text')"
    "  FROM member AS m WHERE m.id > ?1 AND +m.archived IN (0, 1) AND m.role <> 'bot' ORDER BY m.id LIMIT ?2";
  g_autoptr (GPtrArray) personas = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_persona_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, after_id);
  veche_statement_bind_int (row, 2, limit);
  while (veche_statement_step (row, &local))
    {
      VechePersona *persona = veche_persona_new (veche_statement_int (row, 0), veche_statement_text (row, 1), veche_statement_text (row, 2));

      persona->city = veche_statement_dup_text (row, 3);
      persona->birthday = veche_statement_dup_text (row, 4);
      persona->headline = veche_statement_dup_text (row, 5);
      persona->role = veche_statement_dup_text (row, 6);
      persona->me = veche_statement_int (row, 7) != 0;
      persona->about = join_texts (row, 8, 7);
      g_ptr_array_add (personas, persona);
      g_hash_table_insert (by_id, &persona->id, persona);
    }
  if (local == NULL)
    return g_steal_pointer (&personas);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

static gboolean
read_accounts (VecheDb *db, gint64 after_id, gint64 last_id, GHashTable *by_id, GError **error)
{
  static const char sql[] =
    "SELECT member_id, platform, instance, ifnull (handle, CASE WHEN platform IN ('email', 'phone', 'web') THEN remote_id END), display_name, url,"
    "       avatar_url, bot, deleted, first_seen"
    "  FROM identity WHERE member_id > ?1 AND member_id <= ?2";
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, after_id);
  veche_statement_bind_int (row, 2, last_id);
  while (veche_statement_step (row, &local))
    {
      gint64 id = veche_statement_int (row, 0);
      VechePersona *persona = g_hash_table_lookup (by_id, &id);
      VechePersonaAccount *account;

      if (persona == NULL)
        continue;
      account = veche_persona_add_account (persona, veche_statement_text (row, 1), veche_statement_text (row, 2), veche_statement_text (row, 3));
      account->name = veche_statement_dup_text (row, 4);
      account->url = veche_statement_dup_text (row, 5);
      account->avatar_url = veche_statement_dup_text (row, 6);
      account->bot = veche_statement_int (row, 7) != 0;
      account->deleted = veche_statement_int (row, 8) != 0;
      account->first_seen = veche_statement_int (row, 9);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

GPtrArray *
veche_duplicates_load_personas (VecheDb *db, gint64 after_id, guint limit, GError **error)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GPtrArray) personas = read_members (db, after_id, limit, by_id, error);

  if (personas == NULL)
    return NULL;
  if (personas->len > 0
      && !read_accounts (db, after_id, ((VechePersona *) personas->pdata[personas->len - 1])->id, by_id, error))
    return NULL;

  return g_steal_pointer (&personas);
}

static gboolean
read_hours (VecheDb *db, gint64 member, guint *n, guint *hours, GError **error)
{
  static const char sql[] =
    "SELECT at / 3600000000 % 24, count (*) FROM (SELECT at FROM interaction WHERE member_id = ?1 ORDER BY at DESC LIMIT ?2) GROUP BY 1";
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, member);
  veche_statement_bind_int (row, 2, MAX_FACTS);
  while (veche_statement_step (row, &local))
    {
      hours[(guint) veche_statement_int (row, 0) % 24] = (guint) veche_statement_int (row, 1);
      *n += (guint) veche_statement_int (row, 1);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

gboolean
veche_duplicates_load_facts (VecheDb *db, gint64 a_id, gint64 b_id, VechePairFacts *facts, GError **error)
{
  /* A tie is there as soon as one answered the other, so most pairs cost one look into an index. */
  static const char tie_sql[] = "SELECT 1 FROM tie WHERE a_id = ?1 AND b_id = ?2";
  static const char sql[] =
    "SELECT count (*) FROM (SELECT 1 FROM interaction AS i JOIN interaction AS p ON p.id = i.reply_to_id WHERE i.member_id = ?1 AND p.member_id = ?2"
    "   UNION ALL SELECT 1 FROM interaction AS i JOIN interaction AS p ON p.id = i.reply_to_id WHERE i.member_id = ?2 AND p.member_id = ?1 LIMIT 100)";
  VecheStatement *row = veche_db_prepare (db, tie_sql);
  gboolean tied;

  *facts = (VechePairFacts){ 0 };
  veche_statement_bind_int (row, 1, MIN (a_id, b_id));
  veche_statement_bind_int (row, 2, MAX (a_id, b_id));
  tied = veche_statement_step (row, NULL);
  veche_statement_reset (row);
  if (tied)
    {
      row = veche_db_prepare (db, sql);
      veche_statement_bind_int (row, 1, a_id);
      veche_statement_bind_int (row, 2, b_id);
      if (!veche_statement_step (row, error))
        return FALSE;
      facts->talks = (guint) veche_statement_int (row, 0);
      veche_statement_reset (row);
    }

  return read_hours (db, a_id, &facts->n_a, facts->hours_a, error) && read_hours (db, b_id, &facts->n_b, facts->hours_b, error);
}

int
veche_duplicates_get_threshold (VecheDb *db, int fallback)
{
  g_autoptr (GVariant) value = veche_db_get_setting (db, "duplicates.threshold");

  return value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_INT64) ? (int) CLAMP (g_variant_get_int64 (value), 1, 100) : fallback;
}

char *
veche_duplicates_get_names (VecheDb *db)
{
  g_autoptr (GVariant) value = veche_db_get_setting (db, "duplicates.names");

  return value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_dup_string (value, NULL) : NULL;
}

/*** Pairs ***/

/* Pairs that are to go are marked by a negative score, which saving takes away again. */
gboolean
veche_duplicates_begin_save (VecheDb *db, GHashTable *only, GError **error)
{
  static const char all_sql[] = "UPDATE duplicate SET score = -1 - score WHERE score >= 0";
  static const char one_sql[] = "UPDATE duplicate SET score = -1 - score WHERE score >= 0 AND (a_id = ?1 OR b_id = ?1)";
  GHashTableIter iter;
  gpointer id;

  if (only == NULL)
    return veche_statement_run (veche_db_prepare (db, all_sql), error);

  g_hash_table_iter_init (&iter, only);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      VecheStatement *statement = veche_db_prepare (db, one_sql);

      veche_statement_bind_int (statement, 1, *(gint64 *) id);
      if (!veche_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/* One of the two may have gone while they were compared. */
gboolean
veche_duplicates_save (VecheDb *db, gint64 a_id, gint64 b_id, int score, const char *reasons, GError **error)
{
  static const char sql[] =
    "INSERT INTO duplicate (a_id, b_id, score, reasons, at) SELECT ?1, ?2, ?3, ?4, ?5"
    "   WHERE (SELECT count (*) FROM member WHERE id IN (?1, ?2) AND archived IN (0, 1)) = 2"
    "  ON CONFLICT (a_id, b_id) DO UPDATE SET score = ?3, reasons = ?4, at = ?5";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, MIN (a_id, b_id));
  veche_statement_bind_int (statement, 2, MAX (a_id, b_id));
  veche_statement_bind_int (statement, 3, score);
  veche_statement_bind_text (statement, 4, reasons);
  veche_statement_bind_int (statement, 5, veche_now ());

  return veche_statement_run (statement, error);
}

gboolean
veche_duplicates_end_save (VecheDb *db, GError **error)
{
  static const char sql[] = "DELETE FROM duplicate WHERE score < 0";

  return veche_statement_run (veche_db_prepare (db, sql), error);
}

void
veche_pair_row_free (VechePairRow *self)
{
  g_free (self->a_uid);
  g_free (self->b_uid);
  g_free (self->a_name);
  g_free (self->b_name);
  g_free (self->reasons);
  g_free (self);
}

GPtrArray *
veche_duplicates_list (VecheDb *db, int at_least, guint limit, GError **error)
{
  static const char sql[] =
    "SELECT d.id, d.a_id, d.b_id, a.uid, b.uid, a.name, b.name, d.reasons, d.score FROM duplicate AS d"
    "  JOIN member AS a ON a.id = d.a_id JOIN member AS b ON b.id = d.b_id"
    "  WHERE d.score >= ?1 AND a.archived IN (0, 1) AND b.archived IN (0, 1) AND a.role <> 'bot' AND b.role <> 'bot'"
    "    AND NOT EXISTS (SELECT 1 FROM pair_verdict AS v WHERE ((v.a_id = d.a_id AND v.b_id = d.b_id) OR (v.a_id = d.b_id AND v.b_id = d.a_id))"
    "                      AND (v.kind = 'never' OR ifnull (v.until, 0) > ?2))"
    "  ORDER BY d.score DESC, d.id LIMIT ?3";
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_pair_row_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, at_least);
  veche_statement_bind_int (row, 2, veche_now ());
  veche_statement_bind_int (row, 3, limit != 0 ? (gint64) limit : -1);
  while (veche_statement_step (row, &local))
    {
      VechePairRow *pair = g_new0 (VechePairRow, 1);

      pair->id = veche_statement_int (row, 0);
      pair->a_id = veche_statement_int (row, 1);
      pair->b_id = veche_statement_int (row, 2);
      pair->a_uid = veche_statement_dup_text (row, 3);
      pair->b_uid = veche_statement_dup_text (row, 4);
      pair->a_name = veche_statement_dup_text (row, 5);
      pair->b_name = veche_statement_dup_text (row, 6);
      pair->reasons = veche_statement_dup_text (row, 7);
      pair->score = (int) veche_statement_int (row, 8);
      g_ptr_array_add (pairs, pair);
    }
  if (local == NULL)
    return g_steal_pointer (&pairs);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

VechePairRow *
veche_duplicates_describe (VecheDb *db, gint64 a_id, gint64 b_id, int score, const char *reasons)
{
  static const char sql[] =
    "SELECT a.uid, b.uid, a.name, b.name FROM member AS a JOIN member AS b ON b.id = ?2"
    "  WHERE a.id = ?1 AND a.archived IN (0, 1) AND b.archived IN (0, 1)"
    "    AND NOT EXISTS (SELECT 1 FROM pair_verdict AS v WHERE ((v.a_id = ?1 AND v.b_id = ?2) OR (v.a_id = ?2 AND v.b_id = ?1))"
    "                      AND (v.kind = 'never' OR ifnull (v.until, 0) > ?3))";
  VecheStatement *row = veche_db_prepare (db, sql);
  VechePairRow *pair;

  veche_statement_bind_int (row, 1, a_id);
  veche_statement_bind_int (row, 2, b_id);
  veche_statement_bind_int (row, 3, veche_now ());
  if (!veche_statement_step (row, NULL))
    return NULL;
  pair = g_new0 (VechePairRow, 1);
  pair->a_id = a_id;
  pair->b_id = b_id;
  pair->score = score;
  pair->reasons = g_strdup (reasons);
  pair->a_uid = veche_statement_dup_text (row, 0);
  pair->b_uid = veche_statement_dup_text (row, 1);
  pair->a_name = veche_statement_dup_text (row, 2);
  pair->b_name = veche_statement_dup_text (row, 3);
  veche_statement_reset (row);

  return pair;
}
