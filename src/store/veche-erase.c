/* veche-erase.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-erase-private.h"

#include <string.h>

#include "model/veche-edit.h"
#include "model/veche-uid.h"
#include "store/veche-attachments-table.h"
#include "store/veche-db.h"
#include "store/veche-fts.h"
#include "store/veche-journal.h"
#include "store/veche-records-private.h"
#include "store/veche-statement.h"
#include "store/veche-tombstones-table.h"

/* names ─▶ sweep (reads) ─▶ one transaction: messages, rows, journal, tombstones, names of others' texts ─▶ search indexes, log of the database
 *
 * ?1 is everywhere the list of the person's members, those merged into them among them, ?2 that of their messages. */

#define DUE    "erase-due"
#define FAMILY "(SELECT value FROM json_each (?1))"
#define THEIRS "(SELECT value FROM json_each (?2))"

typedef struct
{
  VecheDb     *db;
  GArray      *members, *messages;   /* (owned) ids */
  char        *family, *theirs;      /* (owned) the same as JSON */
  char        *uid;                  /* (owned) of the member */
  VecheRedact *names;                /* (owned) (nullable) */
} Erase;

static void
erase_clear (Erase *self)
{
  g_clear_pointer (&self->members, g_array_unref);
  g_clear_pointer (&self->messages, g_array_unref);
  g_clear_pointer (&self->family, g_free);
  g_clear_pointer (&self->theirs, g_free);
  g_clear_pointer (&self->uid, g_free);
  g_clear_pointer (&self->names, veche_redact_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Erase, erase_clear)

/* A statement with those of the two lists bound that it asks for. */
static VecheStatement *
prepare (const Erase *self, const char *sql)
{
  VecheStatement *row = veche_db_prepare (self->db, sql);

  if (strstr (sql, "?1") != NULL)
    veche_statement_bind_static (row, 1, self->family);
  if (strstr (sql, "?2") != NULL)
    veche_statement_bind_static (row, 2, self->theirs);

  return row;
}

static gboolean
run_all (const Erase *self, const char *const *statements, gsize n, GError **error)
{
  for (gsize i = 0; i < n; i++)
    if (!veche_statement_run (prepare (self, statements[i]), error))
      return FALSE;

  return TRUE;
}

static guint
count (const Erase *self, const char *sql)
{
  VecheStatement *row = prepare (self, sql);
  guint n;

  if (!veche_statement_step (row, NULL))
    return 0;
  n = (guint) veche_statement_int (row, 0);
  veche_statement_reset (row);

  return n;
}

static gboolean
read_ids (VecheDb *db, const char *sql, const char *bound, GArray **ids, char **json, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, sql);

  *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  veche_statement_bind_text (row, 1, bound);
  if (!veche_statement_collect_ids (row, *ids, error))
    return FALSE;
  *json = veche_records_ids ((const gint64 *) (gpointer) (*ids)->data, (*ids)->len);

  return TRUE;
}

static gboolean
begin (Erase *self, VecheDb *db, const char *uid, GError **error)
{
  static const char family[] =
    "WITH RECURSIVE family (id) AS (SELECT id FROM member WHERE uid = ?1 UNION SELECT m.id FROM family AS f JOIN member AS m ON m.merged_into_id = f.id)"
    " SELECT id FROM family";
  static const char theirs[] = "SELECT id FROM interaction WHERE member_id IN " FAMILY;

  self->db = db;
  self->uid = g_strdup (uid);
  if (!read_ids (db, family, uid, &self->members, &self->family, error) ||
      !read_ids (db, theirs, self->family, &self->messages, &self->theirs, error))
    return FALSE;
  if (self->members->len == 0)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no member “%s”", uid);
  else if (count (self, "SELECT count (*) FROM member WHERE me = 1 AND id IN " FAMILY) > 0)
    g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "Whoever keeps the workspace can’t be erased from it");
  else
    return TRUE;

  return FALSE;
}

/*** What there is ***/

static void
tally (const Erase *self, VecheErasure *erasure)
{
  static const char words[] =
    "SELECT (SELECT count (*) FROM member_note WHERE member_id IN " FAMILY ") + (SELECT count (*) FROM member_competency WHERE member_id IN " FAMILY ")"
    " + (SELECT count (*) FROM attachment WHERE member_id IN " FAMILY ") + (SELECT count (*) FROM promise WHERE member_id IN " FAMILY ")"
    " + (SELECT count (*) FROM finding WHERE member_id IN " FAMILY ") + (SELECT count (*) FROM task WHERE member_id IN " FAMILY ")"
    " + (SELECT count (*) FROM wish WHERE member_id IN " FAMILY ") + (SELECT count (*) FROM ask WHERE member_id IN " FAMILY ")"
    " + (SELECT count (*) FROM consent WHERE member_id IN " FAMILY ") + (SELECT count (*) FROM event_participant WHERE member_id IN " FAMILY ")"
    " + (SELECT count (*) FROM interaction WHERE channel_id IS NULL AND id IN " THEIRS ")";
  static const char changes[] =
    "SELECT count (*) FROM journal WHERE object_uid IN (SELECT uid FROM member WHERE id IN " FAMILY
    " UNION ALL SELECT uid FROM identity WHERE member_id IN " FAMILY ")";

  *erasure = (VecheErasure){
    .accounts = count (self, "SELECT count (*) FROM identity WHERE member_id IN " FAMILY),
    .messages = count (self, "SELECT count (*) FROM interaction WHERE text IS NOT NULL AND channel_id IS NOT NULL AND id IN " THEIRS),
    .words = count (self, words),
    .waiting = count (self, "SELECT count (*) FROM triage WHERE interaction_id IN " THEIRS),
    .changes = count (self, changes),
  };
}

gboolean
veche_erase_count (VecheDb *db, const char *member_uid, VecheErasure *erasure, GError **error)
{
  g_auto (Erase) self = { 0 };

  if (!begin (&self, db, member_uid, error))
    return FALSE;
  tally (&self, erasure);

  return TRUE;
}

/*** By what they are known ***/

/* What somebody else is called, too, is nobody's. */
static gboolean
read_names (Erase *self, const char *sql, void (*add) (VecheRedact *names, const char *text), GError **error)
{
  g_autoptr (GError) local = NULL;
  VecheStatement *row = prepare (self, sql);

  while (veche_statement_step (row, &local))
    add (self->names, veche_statement_text (row, 0));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
know_names (Erase *self, GError **error)
{
  static const char names[] =
    "SELECT name FROM (SELECT name FROM member WHERE id IN " FAMILY " UNION SELECT display_name FROM identity WHERE member_id IN " FAMILY ") AS n"
    " WHERE name IS NOT NULL AND NOT EXISTS (SELECT 1 FROM member AS o WHERE o.name = n.name AND o.id NOT IN " FAMILY ")"
    "   AND NOT EXISTS (SELECT 1 FROM identity AS o WHERE o.display_name = n.name AND o.member_id NOT IN " FAMILY ")";
  static const char handles[] =
    "SELECT handle FROM (SELECT handle FROM identity WHERE member_id IN " FAMILY
    "   UNION SELECT h.handle FROM identity AS i JOIN identity_handle AS h ON h.identity_id = i.id WHERE i.member_id IN " FAMILY ") AS n"
    " WHERE handle IS NOT NULL AND NOT EXISTS (SELECT 1 FROM identity AS o WHERE o.handle = n.handle COLLATE NOCASE AND o.member_id NOT IN " FAMILY ")";
  static const char ids[] =
    "SELECT n.id FROM (SELECT remote_id AS id FROM identity WHERE member_id IN " FAMILY " UNION SELECT url FROM identity WHERE member_id IN " FAMILY
    "   UNION SELECT avatar_url FROM identity WHERE member_id IN " FAMILY ") AS n"
    " WHERE n.id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM identity AS o WHERE o.remote_id = n.id AND o.member_id NOT IN " FAMILY ")";

  self->names = veche_redact_new ();

  return read_names (self, names, veche_redact_add_name, error) && read_names (self, handles, veche_redact_add_handle, error)
         && read_names (self, ids, veche_redact_add_id, error);
}

static gboolean
put_tombstones (const Erase *self, GError **error)
{
  static const char sql[] =
    "SELECT platform, instance, remote_id FROM identity WHERE member_id IN " FAMILY " AND remote_id IS NOT NULL"
    " UNION SELECT platform, instance, handle FROM identity WHERE member_id IN " FAMILY " AND handle IS NOT NULL"
    " UNION SELECT i.platform, i.instance, h.handle FROM identity AS i JOIN identity_handle AS h ON h.identity_id = i.id WHERE i.member_id IN " FAMILY;
  g_autoptr (GPtrArray) known = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = prepare (self, sql);

  while (veche_statement_step (row, &local))
    for (int i = 0; i < 3; i++)
      g_ptr_array_add (known, veche_statement_dup_text (row, i));
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  for (guint i = 0; i < known->len; i += 3)
    if (!veche_tombstones_add (self->db, known->pdata[i], known->pdata[i + 1], known->pdata[i + 2], error))
      return FALSE;

  return TRUE;
}

/*** Rows ***/

/* What hangs on their messages and not on them, and was written or chosen by a person: it goes in the journal's sight. */
static const struct { const char *table, *sql; } touched[] = {
  { "outbox", "SELECT uid FROM outbox WHERE interaction_id IN " THEIRS },
  { "triage", "SELECT uid FROM triage WHERE interaction_id IN " THEIRS },
  { "promise", "SELECT uid FROM promise WHERE member_id IN " FAMILY " OR interaction_id IN " THEIRS },
  { "task", "SELECT uid FROM task WHERE member_id IN " FAMILY " OR interaction_id IN " THEIRS },
  { "finding", "SELECT uid FROM finding WHERE member_id IN " FAMILY " OR interaction_id IN " THEIRS },
  { "article_use", "SELECT uid FROM article_use WHERE interaction_id IN " THEIRS },
  { "mood_correction", "SELECT uid FROM mood_correction WHERE interaction_id IN " THEIRS },
  { "ask", "SELECT uid FROM ask WHERE member_id IN " FAMILY " OR for_id IN " FAMILY " OR interaction_id IN " THEIRS },
  { "wish", "SELECT uid FROM wish WHERE member_id IN " FAMILY " OR interaction_id IN " THEIRS },
  { "competency_evidence", "SELECT uid FROM competency_evidence WHERE interaction_id IN " THEIRS },
  { "proposal", "SELECT uid FROM proposal WHERE member_id IN " FAMILY " OR interaction_id IN " THEIRS },
  { "event_entry", "SELECT uid FROM event_entry WHERE member_id IN " FAMILY },
  { "interaction", "SELECT uid FROM interaction WHERE channel_id IS NULL AND id IN " THEIRS },
  { "member", "SELECT uid FROM member WHERE id IN " FAMILY },
};

/* (transfer full) */
static VecheEdit *
build_edit (const Erase *self, GError **error)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("erase", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (touched); i++)
    {
      g_autoptr (GError) local = NULL;
      VecheStatement *row = prepare (self, touched[i].sql);

      while (veche_statement_step (row, &local))
        veche_edit_delete (edit, touched[i].table, veche_statement_text (row, 0));
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }

  return g_steal_pointer (&edit);
}

/* Of what was said in a channel its place stays. */
static gboolean
silence (const Erase *self, GError **error)
{
  static const char list[] = "SELECT id, text FROM interaction WHERE text IS NOT NULL AND channel_id IS NOT NULL AND id IN " THEIRS;
  static const char *const statements[] = {
    "DELETE FROM candidate WHERE EXISTS (SELECT 1 FROM json_each (candidate.examples) AS e WHERE e.value IN " THEIRS ")",
    "DELETE FROM interaction_version WHERE interaction_id IN " THEIRS,
    "UPDATE outbox SET state = 'failed' WHERE state IN ('sending', 'sent', 'unknown') AND interaction_id IN " THEIRS,
    "UPDATE interaction SET text = NULL, url = NULL, meta = NULL, identity_id = NULL, member_id = NULL, deleted = ifnull (deleted, at)"
    "  WHERE channel_id IS NOT NULL AND id IN " THEIRS,
  };
  g_autoptr (GError) local = NULL;
  VecheStatement *row = prepare (self, list);

  while (veche_statement_step (row, &local))
    if (!veche_fts_remove_interaction (self->db, veche_statement_int (row, 0), veche_statement_text (row, 1), &local))
      break;
  if (local == NULL)
    return run_all (self, statements, G_N_ELEMENTS (statements), error);
  veche_statement_reset (row);
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* What the rows leave behind: words that came back as drafts, comings and goings, and everything that the journal says of any of them. */
static gboolean
forget (const Erase *self, gint64 gesture, GError **error)
{
#define GONE \
  "(SELECT object_uid FROM journal WHERE gesture_id = ?3 AND field = '' AND after IS NULL UNION ALL SELECT uid FROM interaction WHERE id IN " THEIRS ")"
  static const char *const told[] = {
    "UPDATE gesture SET subject = NULL, state = iif (undoes IS NULL, 2, state), reached = NULL"
    "  WHERE id = ?3 OR id IN (SELECT gesture_id FROM journal WHERE object_uid IN " GONE ")",
    "DELETE FROM journal WHERE object_uid IN " GONE,
  };
  static const char *const left[] = {
    "DELETE FROM draft WHERE interaction_id IN " THEIRS,
    "DELETE FROM draft_file WHERE interaction_id IN " THEIRS,
    "DELETE FROM interaction WHERE kind IN ('reaction', 'join', 'leave') AND id IN " THEIRS,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (told); i++)
    {
      VecheStatement *row = prepare (self, told[i]);

      veche_statement_bind_int (row, 3, gesture);
      if (!veche_statement_run (row, error))
        return FALSE;
    }

  return run_all (self, left, G_N_ELEMENTS (left), error);
}

static gboolean
carry_out (const Erase *self, VecheSweep *sweep, const char *actor, VecheErasure *erasure, GError **error)
{
  g_autoptr (VecheEdit) edit = build_edit (self, error);
  gint64 gesture;
  int named;

  if (edit == NULL || !put_tombstones (self, error) || !silence (self, error))
    return FALSE;
  gesture = veche_journal_apply (self->db, edit, actor, error);
  if (gesture == 0 || !forget (self, gesture, error))
    return FALSE;
  named = veche_sweep_carry_out (sweep, self->db, error);
  erasure->named = (guint) MAX (named, 0);

  return named >= 0 && veche_db_set_setting (self->db, DUE, g_variant_new_int64 (1), error);
}

gboolean
veche_erase_member (VecheDb *db, const char *member_uid, const char *actor, VecheEraseProgress progress, gpointer user_data,
                    GCancellable *cancellable, VecheErasure *erasure, GError **error)
{
  g_auto (Erase) self = { 0 };
  g_autoptr (VecheSweep) sweep = NULL;

  g_assert (!veche_db_in_transaction (db));

  if (!begin (&self, db, member_uid, error) || !know_names (&self, error))
    return FALSE;
  tally (&self, erasure);
  sweep = veche_sweep_find (db, self.names, progress, user_data, cancellable, error);
  if (sweep == NULL || !veche_db_exec (db, "PRAGMA secure_delete = ON", error) || !veche_db_begin (db, error))
    return FALSE;
  if (!carry_out (&self, sweep, actor, erasure, error) || !veche_db_commit (db, error))
    {
      if (veche_db_in_transaction (db))
        veche_db_rollback (db);
      return FALSE;
    }

  /* It is done, whatever becomes of the rest now: the next opening does that, too. */
  veche_db_set_cancellable (db, NULL);
  veche_erase_finish (db, NULL);

  return TRUE;
}

/* The words are still in the segments of the search index and in the log of the database until both are written anew. */
gboolean
veche_erase_finish (VecheDb *db, GError **error)
{
  static const char *const indexes[] = {
    "INSERT INTO interaction_fts (interaction_fts) VALUES ('optimize')",
    "INSERT INTO member_fts (member_fts) VALUES ('optimize')",
  };
  g_autoptr (GVariant) due = veche_db_get_setting (db, DUE);
  gboolean ok = TRUE;

  if (due == NULL)
    return TRUE;
  if (!veche_attachments_sweep (db, error) || !veche_db_exec (db, "PRAGMA secure_delete = ON", error) || !veche_db_begin (db, error))
    return FALSE;
  for (gsize i = 0; ok && i < G_N_ELEMENTS (indexes); i++)
    ok = veche_statement_run (veche_db_prepare (db, indexes[i]), error);
  ok = ok && veche_db_set_setting (db, DUE, NULL, error) && veche_db_commit (db, error);
  if (!ok && veche_db_in_transaction (db))
    veche_db_rollback (db);
  if (ok)
    veche_db_empty_log (db);

  return ok;
}
