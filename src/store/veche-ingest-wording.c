/* veche-ingest-wording.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Edits.  Each wording of a message has the time since when it stood; whatever order they come in, the newest is the message and the
 * others are its versions, each until the next.
 */

#include "store/veche-fts.h"
#include "store/veche-ingest-private.h"
#include "store/veche-triage-table.h"

static gboolean
veche_ingest_add_version (VecheIngest *self, gint64 id, const char *text, gint64 since, gint64 until, GError **error)
{
  static const char sql[] =
    "INSERT INTO interaction_version (interaction_id, text, since, until) SELECT ?1, ?2, ?3, ?4\n"
    "  WHERE NOT EXISTS (SELECT 1 FROM interaction_version WHERE interaction_id = ?1 AND since = ?3)";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, id);
  veche_statement_bind_static (statement, 2, text);
  veche_statement_bind_int (statement, 3, since);
  veche_statement_bind_int (statement, 4, until);
  if (!veche_statement_run (statement, error))
    return FALSE;
  self->counts.edits += (guint) veche_db_changes (self->db);

  return TRUE;
}

/* Each version ends where the next begins; the last one where the message's own wording does. */
static gboolean
veche_ingest_chain_versions (VecheIngest *self, gint64 id, GError **error)
{
  static const char sql[] =
    "UPDATE interaction_version AS v SET until = coalesce (\n"
    "    (SELECT min (n.since) FROM interaction_version AS n WHERE n.interaction_id = v.interaction_id AND n.since > v.since),\n"
    "    (SELECT i.edited FROM interaction AS i WHERE i.id = v.interaction_id), v.until)\n"
    "  WHERE v.interaction_id = ?1";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, id);

  return veche_statement_run (statement, error);
}

static gboolean
veche_ingest_replace_text (VecheIngest *self, gint64 id, const char *old, const char *text, gint64 edited, GError **error)
{
  static const char sql[] = "UPDATE interaction SET text = ?2, edited = ?3 WHERE id = ?1";
  VecheStatement *statement;

  if (old != NULL && !veche_fts_remove_interaction (self->db, id, old, error))
    return FALSE;

  statement = veche_db_prepare (self->db, sql);
  veche_statement_bind_int (statement, 1, id);
  veche_statement_bind_static (statement, 2, text);
  veche_statement_bind_id (statement, 3, edited);

  return veche_statement_run (statement, error) && veche_fts_add_interaction (self->db, id, text, error) && veche_triage_doubt_text (self->db, id, error);
}

/* Some platforms don't say when a text was changed.  From a live source it is surely newer; two exports may just write it differently. */
static gint64
veche_ingest_time_of (VecheIngest *self, const VechePost *post, gint64 edited, gint64 known)
{
  if (edited == 0 && self->source_id != 0 && !post->out && known == 0)
    return self->now;

  return edited;
}

gboolean
veche_ingest_wording (VecheIngest *self, gint64 id, const char *text, gint64 edited, const VechePost *post, GError **error)
{
  static const char sql[] = "SELECT text, coalesce (edited, 0) FROM interaction WHERE id = ?1";
  g_autofree char *current = NULL;
  gint64 known, since;
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, id);
  if (!veche_statement_step (statement, error))
    return FALSE;
  current = veche_statement_dup_text (statement, 0);
  known = veche_statement_int (statement, 1);
  veche_statement_reset (statement);

  if (current == NULL)   /* it came without words before */
    return veche_ingest_replace_text (self, id, NULL, text, MAX (edited, known), error);

  since = veche_ingest_time_of (self, post, edited, known);
  if (since == known)    /* the same wording, written by another hand */
    return TRUE;
  if (since > known)
    return veche_ingest_add_version (self, id, current, known, since, error)
           && veche_ingest_replace_text (self, id, current, text, since, error) && veche_ingest_chain_versions (self, id, error);

  return veche_ingest_add_version (self, id, text, since, known, error) && veche_ingest_chain_versions (self, id, error);
}
