/* veche-ties-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-ties-table.h"

#include <math.h>

#include "store/veche-db.h"
#include "store/veche-statement.h"

#define FAINT 1e-6   /* what subtraction leaves of a tie that is none */

double
veche_ties_decay (double strength, gint64 at, gint64 now)
{
  return strength * exp2 (-(double) (now - at) / VECHE_TIE_HALF_LIFE);
}

static gboolean
veche_ties_insert (VecheDb *db, gint64 a_id, gint64 b_id, gint64 at, double weight, GError **error)
{
  static const char sql[] = "INSERT INTO tie (a_id, b_id, strength, at) VALUES (?1, ?2, ?3, ?4)";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, a_id);
  veche_statement_bind_int (statement, 2, b_id);
  veche_statement_bind_real (statement, 3, weight);
  veche_statement_bind_int (statement, 4, at);

  return veche_statement_run (statement, error);
}

static gboolean
veche_ties_update (VecheDb *db, gint64 id, gint64 at, double strength, GError **error)
{
  static const char update_sql[] = "UPDATE tie SET strength = ?2, at = ?3 WHERE id = ?1";
  static const char delete_sql[] = "DELETE FROM tie WHERE id = ?1";
  VecheStatement *statement = veche_db_prepare (db, strength > FAINT ? update_sql : delete_sql);

  veche_statement_bind_int (statement, 1, id);
  if (strength > FAINT)
    {
      veche_statement_bind_real (statement, 2, strength);
      veche_statement_bind_int (statement, 3, at);
    }

  return veche_statement_run (statement, error);
}

gboolean
veche_ties_add (VecheDb *db, gint64 a_id, gint64 b_id, gint64 at, double weight, GError **error)
{
  static const char sql[] = "SELECT id, strength, at FROM tie WHERE a_id = ?1 AND b_id = ?2";
  g_autoptr (GError) local = NULL;
  VecheStatement *statement;
  gint64 id, known;
  double strength;

  if (a_id == b_id || a_id == 0 || b_id == 0)
    return TRUE;

  statement = veche_db_prepare (db, sql);
  veche_statement_bind_int (statement, 1, MIN (a_id, b_id));
  veche_statement_bind_int (statement, 2, MAX (a_id, b_id));
  if (!veche_statement_step (statement, &local))
    {
      if (local == NULL)
        return weight <= 0 || veche_ties_insert (db, MIN (a_id, b_id), MAX (a_id, b_id), at, weight, error);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  id = veche_statement_int (statement, 0);
  strength = veche_statement_real (statement, 1);
  known = veche_statement_int (statement, 2);
  veche_statement_reset (statement);

  if (at >= known)
    return veche_ties_update (db, id, at, veche_ties_decay (strength, known, at) + weight, error);

  return veche_ties_update (db, id, known, strength + veche_ties_decay (weight, at, known), error);
}

void
veche_tie_free (VecheTie *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_free (self->role);
  g_free (self);
}

static int
compare_ties (gconstpointer a, gconstpointer b)
{
  const VecheTie *const *first = a, *const *second = b;

  return ((*second)->strength > (*first)->strength) - ((*second)->strength < (*first)->strength);
}

GPtrArray *
veche_ties_list (VecheDb *db, gint64 member_id, guint limit, GError **error)
{
  static const char sql[] =
    "SELECT m.uid, m.name, t.strength, t.at, m.role, m.me FROM"
    "  (SELECT b_id AS other, strength, at FROM tie WHERE a_id = ?1 UNION ALL SELECT a_id, strength, at FROM tie WHERE b_id = ?1) AS t"
    "  CROSS JOIN member AS m ON m.id = t.other WHERE m.archived < 2";
  g_autoptr (GPtrArray) ties = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_tie_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);
  gint64 now = veche_now ();

  veche_statement_bind_int (row, 1, member_id);
  while (veche_statement_step (row, &local))
    {
      VecheTie *tie = g_new0 (VecheTie, 1);

      tie->uid = veche_statement_dup_text (row, 0);
      tie->name = veche_statement_dup_text (row, 1);
      tie->at = veche_statement_int (row, 3);
      tie->role = veche_statement_dup_text (row, 4);
      tie->me = veche_statement_int (row, 5) != 0;
      tie->strength = veche_ties_decay (veche_statement_real (row, 2), tie->at, now);
      g_ptr_array_add (ties, tie);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  g_ptr_array_sort (ties, compare_ties);
  if (limit > 0 && ties->len > limit)
    g_ptr_array_set_size (ties, (int) limit);

  return g_steal_pointer (&ties);
}

typedef struct { double strength; gint64 at; } VecheTieSum;

static void
veche_ties_sum (GHashTable *sums, gint64 other, gint64 at, double weight)
{
  VecheTieSum *sum = g_hash_table_lookup (sums, &other);

  if (sum == NULL)
    {
      sum = g_new0 (VecheTieSum, 1);
      sum->at = at;
      g_hash_table_insert (sums, g_memdup2 (&other, sizeof other), sum);
    }
  if (at >= sum->at)
    {
      sum->strength = veche_ties_decay (sum->strength, sum->at, at) + weight;
      sum->at = at;
    }
  else
    sum->strength += veche_ties_decay (weight, at, sum->at);
}

gboolean
veche_ties_rebuild (VecheDb *db, gint64 member_id, GError **error)
{
  static const char clear_sql[] = "DELETE FROM tie WHERE a_id = ?1 OR b_id = ?1";
  static const char sql[] =
    "SELECT p.member_id, i.at, 1.0 FROM interaction AS i JOIN interaction AS p ON p.id = i.reply_to_id\n"
    "    WHERE i.member_id = ?1 AND p.member_id IS NOT NULL AND p.member_id <> ?1\n"
    "  UNION ALL SELECT i.member_id, i.at, 1.0 FROM interaction AS p JOIN interaction AS i ON i.reply_to_id = p.id\n"
    "    WHERE p.member_id = ?1 AND i.member_id IS NOT NULL AND i.member_id <> ?1\n"
    "  UNION ALL SELECT o.member_id, m.at, m.weight FROM event_tie AS m JOIN event_tie AS o ON o.event_id = m.event_id\n"
    "    WHERE m.member_id = ?1 AND o.member_id <> ?1";
  g_autoptr (GHashTable) sums = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (db, clear_sql);
  GHashTableIter iter;
  gpointer other, value;

  veche_statement_bind_int (statement, 1, member_id);
  if (!veche_statement_run (statement, error))
    return FALSE;

  statement = veche_db_prepare (db, sql);
  veche_statement_bind_int (statement, 1, member_id);
  while (veche_statement_step (statement, &local))
    veche_ties_sum (sums, veche_statement_int (statement, 0), veche_statement_int (statement, 1), veche_statement_real (statement, 2));
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  g_hash_table_iter_init (&iter, sums);
  while (g_hash_table_iter_next (&iter, &other, &value))
    {
      VecheTieSum *sum = value;
      gint64 id = *(gint64 *) other;

      if (!veche_ties_insert (db, MIN (id, member_id), MAX (id, member_id), sum->at, sum->strength, error))
        return FALSE;
    }

  return TRUE;
}
