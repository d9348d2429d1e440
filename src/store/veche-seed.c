/* veche-seed.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-seed.h"

#include "store/veche-ingest.h"
#include "store/veche-seed-private.h"

/* labels ─ members with all that hangs on them ─ their talk (through the ingest, as if it came from outside) ─ evidence ─ plan */

const char *
veche_seed_pick (VecheSeeding *self, const char *const *words)
{
  return words[veche_seed_below (self, g_strv_length ((char **) words))];
}

gboolean
veche_seed_chance (VecheSeeding *self, double probability)
{
  return g_rand_double (self->random) < probability;
}

guint
veche_seed_below (VecheSeeding *self, guint n)
{
  return n > 1 ? (guint) g_rand_int_range (self->random, 0, (gint32) n) : 0;
}

char *
veche_seed_remote (VecheSeeding *self, guint person)
{
  return g_strdup_printf ("seed%" G_GINT64_FORMAT "-%u", self->batch_id, person);
}

gboolean
veche_seed_step (VecheSeeding *self, guint done, GError **error)
{
  if (!veche_db_commit (self->db, error))
    return FALSE;

  self->done += done;
  if (self->how->progress != NULL && !self->how->progress (self->done, self->total, self->how->user_data))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");
      return FALSE;
    }

  return veche_db_begin (self->db, error);
}

/* Into the community that is there, else into one of its own. */
static gint64
veche_seed_community (VecheSeeding *self, GError **error)
{
  static const char find_sql[] = "SELECT id FROM community ORDER BY id LIMIT 1";
  static const char sql[] = "INSERT INTO community (uid, name, created) VALUES (?1, 'Лаборатория', ?2)";
  g_autofree char *uid = veche_uid_new ();
  VecheStatement *statement = veche_db_prepare (self->db, find_sql);
  gint64 id = 0;

  if (veche_statement_step (statement, NULL))
    id = veche_statement_int (statement, 0);
  veche_statement_reset (statement);
  if (id != 0)
    return id;

  statement = veche_db_prepare (self->db, sql);
  veche_statement_bind_static (statement, 1, uid);
  veche_statement_bind_int (statement, 2, self->now - 730 * G_TIME_SPAN_DAY);

  return veche_statement_run (statement, error) ? veche_db_last_id (self->db) : 0;
}

static gboolean
veche_seed_write (VecheSeeding *self, GError **error)
{
  self->community_id = veche_seed_community (self, error);
  if (self->community_id == 0)
    return FALSE;
  self->batch_id = veche_ingest_begin (self->db, "seed", NULL, error);

  return self->batch_id != 0 && veche_seed_labels (self, error) && veche_seed_members (self, error) && veche_seed_talk (self, error)
         && veche_seed_evidence (self, error) && veche_seed_plan (self, error) && veche_ingest_finish (self->db, self->batch_id, error);
}

gboolean
veche_seed (VecheDb *db, const VecheSeed *seed, GError **error)
{
  const guint32 key[] = { (guint32) seed->seed, (guint32) (seed->seed >> 32), seed->members, seed->interactions };
  g_autofree VecheSeedPerson *people = g_new0 (VecheSeedPerson, MAX (seed->members, 1));
  g_autoptr (GRand) random = g_rand_new_with_seed_array (key, G_N_ELEMENTS (key));
  VecheSeeding self = {
    .db = db,
    .how = seed,
    .random = random,
    .now = seed->now != 0 ? seed->now : veche_now () / G_TIME_SPAN_DAY * G_TIME_SPAN_DAY,
    .people = people,
    .total = seed->members + seed->interactions,
  };

  if (seed->members == 0)
    return TRUE;
  if (!veche_db_begin (db, error))
    return FALSE;

  if (veche_seed_write (&self, error))
    return veche_db_commit (db, error);

  if (veche_db_in_transaction (db))
    veche_db_rollback (db);

  return FALSE;
}
