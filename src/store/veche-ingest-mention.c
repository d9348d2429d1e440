/* veche-ingest-mention.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of a batch wants our attention.  A message that we have answered does not; a question only if nobody has, which is known when the
 * whole import is in.
 */

#include "store/veche-asks-table.h"
#include "store/veche-ingest-private.h"

gboolean
veche_ingest_open_questions (VecheDb *db, GError **error)
{
  return veche_db_exec (db,
                        "CREATE TEMP TABLE IF NOT EXISTS ingest_question\n"
                        "  (id INTEGER PRIMARY KEY, batch_id INTEGER NOT NULL, interaction_id INTEGER NOT NULL UNIQUE)",
                        error);
}

gboolean
veche_ingest_mention (VecheDb *db, gint64 id, const char *reason, gint64 at, gint64 batch_id, GError **error)
{
  static const char sql[] =
    "INSERT INTO triage (uid, interaction_id, reason, at, batch_id) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (interaction_id) DO NOTHING";
  g_autofree char *uid = veche_uid_new ();
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_static (statement, 1, uid);
  veche_statement_bind_int (statement, 2, id);
  veche_statement_bind_static (statement, 3, reason);
  veche_statement_bind_int (statement, 4, at);
  veche_statement_bind_int (statement, 5, batch_id);

  return veche_statement_run (statement, error);
}

static gboolean
veche_ingest_ask (VecheIngest *self, gint64 id, GError **error)
{
  static const char sql[] =
    "INSERT INTO ingest_question (batch_id, interaction_id) VALUES (?1, ?2)\n"
    "  ON CONFLICT (interaction_id) DO UPDATE SET batch_id = excluded.batch_id";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, self->batch_id);
  veche_statement_bind_int (statement, 2, id);

  return veche_statement_run (statement, error);
}

static gboolean
veche_ingest_is_answered (VecheIngest *self, gint64 id)
{
  static const char sql[] = "SELECT 1 FROM interaction WHERE reply_to_id = ?1 AND direction = 'out' LIMIT 1";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, id);

  return veche_ingest_fetch_id (statement, NULL) != 0;
}

gboolean
veche_ingest_attention (VecheIngest *self, const VechePost *post, gint64 id, gboolean ours, GError **error)
{
  if (post->attention == VECHE_ATTENTION_NONE || ours || post->deleted || veche_ingest_is_answered (self, id))
    return TRUE;
  if (post->attention == VECHE_ATTENTION_QUESTION)
    return veche_ingest_ask (self, id, error);

  if (!veche_ingest_mention (self->db, id, veche_attention_to_nick (post->attention), post->at, self->batch_id, error))
    return FALSE;
  self->counts.mentions += (guint) veche_db_changes (self->db);

  return TRUE;
}

/* Answered elsewhere, say on the phone.  What this very import brought was never waiting; what we had before is done. */
static gboolean
veche_ingest_close (VecheIngest *self, gint64 triage, gboolean fresh, gint64 at, GError **error)
{
  static const char drop_sql[] = "DELETE FROM triage WHERE id = ?1";
  static const char done_sql[] = "UPDATE triage SET state = 'done', closed = ?2, snoozed_until = NULL WHERE id = ?1";
  VecheStatement *statement = veche_db_prepare (self->db, fresh ? drop_sql : done_sql);

  veche_statement_bind_int (statement, 1, triage);
  if (fresh)
    self->counts.mentions--;
  else
    veche_statement_bind_int (statement, 2, at);

  return veche_statement_run (statement, error);
}

gboolean
veche_ingest_answered (VecheIngest *self, gint64 id, gint64 at, GError **error)
{
  static const char find_sql[] =
    "SELECT id, batch_id IS ?2, state = 'open' AND NOT EXISTS (SELECT 1 FROM journal WHERE object_uid = triage.uid)\n"
    "  FROM triage WHERE interaction_id = ?1";
  static const char sql[] = "UPDATE triage SET answered = ?2 WHERE id = ?1 AND (answered IS NULL OR answered > ?2)";
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (self->db, find_sql);
  gint64 triage;
  gboolean fresh, untouched;

  veche_statement_bind_int (statement, 1, id);
  veche_statement_bind_int (statement, 2, self->batch_id);
  if (!veche_statement_step (statement, &local))
    {
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  triage = veche_statement_int (statement, 0);
  fresh = veche_statement_int (statement, 1) != 0;
  untouched = veche_statement_int (statement, 2) != 0;
  veche_statement_reset (statement);

  statement = veche_db_prepare (self->db, sql);
  veche_statement_bind_int (statement, 1, triage);
  veche_statement_bind_int (statement, 2, at);

  return veche_statement_run (statement, error) && (!untouched || veche_ingest_close (self, triage, fresh, at, error));
}

/*** The end of an import ***/

/* Someone else's reply, not a mere reaction, makes a question an answered one. */
static GArray *
veche_ingest_list_unanswered (VecheDb *db, gint64 batch_id, GError **error)
{
  static const char sql[] =
    "SELECT q.interaction_id, i.at FROM temp.ingest_question AS q CROSS JOIN interaction AS i ON i.id = q.interaction_id\n"
    "  WHERE q.batch_id = ?1 AND i.direction = 'in' AND i.deleted IS NULL\n"
    "    AND NOT EXISTS (SELECT 1 FROM interaction AS r WHERE r.reply_to_id = i.id AND r.kind <> 'reaction'\n"
    "                      AND (r.member_id IS NULL OR r.member_id IS NOT i.member_id))";
  g_autoptr (GArray) questions = g_array_new (FALSE, FALSE, sizeof (gint64[2]));
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, batch_id);
  while (veche_statement_step (statement, &local))
    {
      gint64 question[2] = { veche_statement_int (statement, 0), veche_statement_int (statement, 1) };

      g_array_append_val (questions, question);
    }
  if (local == NULL)
    return g_steal_pointer (&questions);

  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
veche_ingest_close_batch (VecheDb *db, gint64 batch_id, guint mentions, GError **error)
{
  static const char forget_sql[] = "DELETE FROM temp.ingest_question WHERE batch_id = ?1";
  static const char sql[] = "UPDATE batch SET finished = ?2, mentions = mentions + ?3 WHERE id = ?1";
  VecheStatement *statement = veche_db_prepare (db, forget_sql);

  veche_statement_bind_int (statement, 1, batch_id);
  if (!veche_statement_run (statement, error))
    return FALSE;

  statement = veche_db_prepare (db, sql);
  veche_statement_bind_int (statement, 1, batch_id);
  veche_statement_bind_int (statement, 2, veche_now ());
  veche_statement_bind_int (statement, 3, mentions);

  return veche_statement_run (statement, error);
}

gboolean
veche_ingest_finish (VecheDb *db, gint64 batch_id, GError **error)
{
  g_autoptr (GArray) questions = NULL;
  guint mentions = 0;

  if (!veche_ingest_open_questions (db, error))
    return FALSE;
  questions = veche_ingest_list_unanswered (db, batch_id, error);
  if (questions == NULL)
    return FALSE;

  for (guint i = 0; i < questions->len; i++)
    {
      const gint64 *question = &((gint64 *) (gpointer) questions->data)[i * 2];

      if (!veche_ingest_mention (db, question[0], veche_attention_to_nick (VECHE_ATTENTION_QUESTION), question[1], batch_id, error))
        return FALSE;
      mentions += (guint) veche_db_changes (db);
    }

  return veche_asks_close_answered (db, batch_id, error) && veche_ingest_close_batch (db, batch_id, mentions, error);
}
