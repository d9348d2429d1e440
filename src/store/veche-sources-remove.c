/* veche-sources-remove.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Removing a source, with or without what it brought.  What a person did about that (a mention done, a reply queued, a message kept as
 * evidence) is in the journal, so there it ends as well: the rows stay the fold of the journal.
 */

#include "store/veche-sources-table.h"

#include "store/veche-calendar-links.h"
#include "store/veche-db.h"
#include "store/veche-fts.h"
#include "store/veche-ingest.h"
#include "store/veche-journal.h"
#include "store/veche-members-table.h"
#include "store/veche-statement.h"

static gboolean
run_for_source (VecheDb *db, const char *sql, gint64 id, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, id);

  return veche_statement_run (row, error);
}

/* The search rows of all that goes; then the interactions themselves. Notes of ours about it (evidence) stay, without the link. */
static gboolean
drop_interactions (VecheDb *db, gint64 id, GError **error)
{
  static const char list[] =
    "SELECT i.id, i.text FROM interaction AS i JOIN channel AS c ON c.id = i.channel_id WHERE c.source_id = ?1 AND i.text IS NOT NULL";
  static const char drop[] = "DELETE FROM interaction WHERE channel_id IN (SELECT id FROM channel WHERE source_id = ?1)";
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, list);

  veche_statement_bind_int (row, 1, id);
  while (veche_statement_step (row, &local))
    if (!veche_fts_remove_interaction (db, veche_statement_int (row, 0), veche_statement_text (row, 1), &local))
      break;
  if (local == NULL)
    return run_for_source (db, drop, id, error);

  veche_statement_reset (row);
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* Words that never arrived go back to where they were typed, with their files: the schema does that (0042-send.sql). What was sent is history of the
 * interaction: the guard trigger keeps it from undo, removal may drop it. */
static gboolean
forget_outbox (VecheDb *db, gint64 id, GError **error)
{
  static const char calm[] = "UPDATE outbox SET state = 'failed' WHERE source_id = ?1 AND state IN ('sending', 'sent', 'unknown')";

  return run_for_source (db, calm, id, error);
}

static gboolean
refresh_members (VecheDb *db, GArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    if (!veche_members_refresh (db, g_array_index (ids, gint64, i), error))
      return FALSE;

  return TRUE;
}

static GArray *
members_of_source (VecheDb *db, gint64 id, GError **error)
{
  static const char sql[] =
    "SELECT DISTINCT i.member_id FROM interaction AS i JOIN channel AS c ON c.id = i.channel_id"
    " WHERE c.source_id = ?1 AND i.member_id IS NOT NULL";
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, id);
  while (veche_statement_step (row, &local))
    {
      gint64 member = veche_statement_int (row, 0);

      g_array_append_val (ids, member);
    }
  if (local == NULL)
    return g_steal_pointer (&ids);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

static gboolean
drop_all (VecheDb *db, gint64 id, GError **error)
{
  static const char channels[] = "DELETE FROM channel WHERE source_id = ?1";
  g_autoptr (GArray) members = members_of_source (db, id, error);

  return members != NULL && drop_interactions (db, id, error) && run_for_source (db, channels, id, error) && refresh_members (db, members, error);
}

/* What a statement yields for the source, as uids. (transfer full) */
static GPtrArray *
list_uids (VecheDb *db, const char *sql, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) uids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, id);
  while (veche_statement_step (row, &local))
    g_ptr_array_add (uids, veche_statement_dup_text (row, 0));
  if (local == NULL)
    return g_steal_pointer (&uids);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

/* Ends in the journal what a person has touched of all that is about to go. */
static gboolean
close_touched (VecheDb *db, VecheSource *source, const char *actor, GError **error)
{
  static const struct { const char *table, *sql; } touched[] = {
    { "outbox",
      "SELECT o.uid FROM outbox AS o WHERE o.interaction_id IN"
      "  (SELECT i.id FROM channel AS c JOIN interaction AS i ON i.channel_id = c.id WHERE c.source_id = ?1)" },
    { "triage",
      "SELECT t.uid FROM channel AS c JOIN interaction AS i ON i.channel_id = c.id JOIN triage AS t ON t.interaction_id = i.id"
      " WHERE c.source_id = ?1 AND EXISTS (SELECT 1 FROM journal AS j WHERE j.object_uid = t.uid)" },
    { "interaction",
      "SELECT i.uid FROM channel AS c JOIN interaction AS i ON i.channel_id = c.id"
      " WHERE c.source_id = ?1 AND (EXISTS (SELECT 1 FROM journal AS j WHERE j.object_uid = i.uid)"
      "   OR EXISTS (SELECT 1 FROM competency_evidence AS e WHERE e.interaction_id = i.id))" },
    { "channel",
      "SELECT c.uid FROM channel AS c WHERE c.source_id = ?1 AND EXISTS (SELECT 1 FROM journal AS j WHERE j.object_uid = c.uid)" },
  };
  g_autoptr (VecheEdit) edit = veche_edit_new ("source-remove", source->name);

  for (gsize i = 0; i < G_N_ELEMENTS (touched); i++)
    {
      g_autoptr (GPtrArray) uids = list_uids (db, touched[i].sql, source->id, error);

      if (uids == NULL)
        return FALSE;
      for (guint u = 0; u < uids->len; u++)
        veche_edit_delete (edit, touched[i].table, uids->pdata[u]);
    }

  return veche_journal_apply (db, edit, actor, error) != 0;
}

/* The runs that brought something through it: who was met there only goes with them. */
static gboolean
undo_runs (VecheDb *db, gint64 id, GError **error)
{
  static const char sql[] =
    "SELECT b.uid FROM batch AS b WHERE b.kind = 'sync' AND b.undone IS NULL AND b.id IN"
    "  (SELECT i.batch_id FROM channel AS c JOIN interaction AS i ON i.channel_id = c.id WHERE c.source_id = ?1)"
    " ORDER BY b.id DESC";
  g_autoptr (GPtrArray) runs = list_uids (db, sql, id, error);

  for (guint i = 0; runs != NULL && i < runs->len; i++)
    if (!veche_ingest_undo (db, veche_db_id_for_uid (db, "batch", runs->pdata[i]), NULL, error))
      return FALSE;

  return runs != NULL;
}

gboolean
veche_sources_remove (VecheDb *db, const char *uid, gboolean keep, const char *actor, GError **error)
{
  static const char forget[] = "UPDATE gesture SET state = 2 WHERE state IN (0, 1)";
  g_autoptr (VecheSource) source = veche_sources_load (db, uid, error);
  g_autoptr (VecheEdit) edit = NULL;

  if (source == NULL || !forget_outbox (db, source->id, error))
    return FALSE;
  if (!keep && (!close_touched (db, source, actor, error) || !undo_runs (db, source->id, error) || !drop_all (db, source->id, error)))
    return FALSE;

  edit = veche_edit_new ("source-remove", source->name);
  veche_edit_delete (edit, "source", source->uid);
  if (veche_journal_apply (db, edit, actor, error) == 0 || !veche_calendar_links_clear (db, source->uid, error))
    return FALSE;

  /* What hung on the source is gone: nothing before this can be taken back row by row. */
  return keep || veche_statement_run (veche_db_prepare (db, forget), error);
}
