/* veche-outbox-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-sources-schedule.h"

#include "store/veche-composing-table.h"
#include "store/veche-db.h"
#include "store/veche-files-table.h"
#include "store/veche-fts.h"
#include "store/veche-inbox-table.h"
#include "store/veche-journal.h"
#include "store/veche-members-table.h"
#include "store/veche-statement.h"

/* queued ─ sending (committed before the request) ─┬─ sent
 *    ▲                                             ├─ failed   the person decides, or it is queued again by itself
 *    └───── the person: send again ────────────────┴─ unknown  never again by itself */

void
veche_outbox_row_free (VecheOutboxRow *self)
{
  g_free (self->uid);
  g_free (self->source_uid);
  g_free (self->source_type);
  g_free (self->source_name);
  g_free (self->text);
  g_free (self->state);
  g_free (self->error);
  g_free (self->error_text);
  g_free (self->remote_id);
  g_free (self->in_reply_to);
  g_free (self->channel_remote_id);
  g_free (self->reply_remote_id);
  g_free (self->thread);
  g_free (self->reply_url);
  g_free (self->author_handle);
  g_free (self->reply_meta);
  g_free (self->action);
  g_free (self);
}

#define CLOCK_SLACK      "60000000"      /* microseconds */
#define LONGEST_PATIENCE "7200000000"

/* CROSS: what is in the outbox is few, whatever SQLite thinks of a table that was empty when it last looked; it would read every message. */
#define OUTBOX_COLUMNS                                                                                                       \
  "SELECT o.id, o.source_id, o.at, max (o.not_before, coalesce (o.retry, 0)), o.sent, o.interaction_id, o.uid, s.uid,"       \
  "       s.type, s.name, o.text, o.state, o.error, o.error_text, o.remote_id, i.uid, c.remote_id, i.remote_id, i.thread,"   \
  "       i.url, a.handle, i.meta, o.attempts, o.action, o.words_sent"                                                                               \
  "  FROM outbox AS o"                                                                                                       \
  "  CROSS JOIN source AS s ON s.id = o.source_id"                                                                           \
  "  CROSS JOIN interaction AS i ON i.id = o.interaction_id"                                                                 \
  "  LEFT JOIN channel AS c ON c.id = i.channel_id"                                                                          \
  "  LEFT JOIN identity AS a ON a.id = i.identity_id"

static VecheOutboxRow *
outbox_from_row (VecheStatement *row)
{
  VecheOutboxRow *self = g_new0 (VecheOutboxRow, 1);

  self->id = veche_statement_int (row, 0);
  self->source_id = veche_statement_int (row, 1);
  self->at = veche_statement_int (row, 2);
  self->not_before = veche_statement_int (row, 3);
  self->sent = veche_statement_int (row, 4);
  self->interaction_id = veche_statement_int (row, 5);
  self->uid = veche_statement_dup_text (row, 6);
  self->source_uid = veche_statement_dup_text (row, 7);
  self->source_type = veche_statement_dup_text (row, 8);
  self->source_name = veche_statement_dup_text (row, 9);
  self->text = veche_statement_dup_text (row, 10);
  self->state = veche_statement_dup_text (row, 11);
  self->error = veche_statement_dup_text (row, 12);
  self->error_text = veche_statement_dup_text (row, 13);
  self->remote_id = veche_statement_dup_text (row, 14);
  self->in_reply_to = veche_statement_dup_text (row, 15);
  self->channel_remote_id = veche_statement_dup_text (row, 16);
  self->reply_remote_id = veche_statement_dup_text (row, 17);
  self->thread = veche_statement_dup_text (row, 18);
  self->reply_url = veche_statement_dup_text (row, 19);
  self->author_handle = veche_statement_dup_text (row, 20);
  self->reply_meta = veche_statement_dup_text (row, 21);
  self->attempts = (guint) veche_statement_int (row, 22);
  self->action = veche_statement_dup_text (row, 23);
  self->words_sent = veche_statement_int (row, 24);

  return self;
}

static GPtrArray *
read_rows (VecheStatement *row, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_outbox_row_free);
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    g_ptr_array_add (rows, outbox_from_row (row));
  if (local == NULL)
    return g_steal_pointer (&rows);

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "reading the outbox: ");

  return NULL;
}

GPtrArray *
veche_outbox_list (VecheDb *db, gboolean with_sent, GError **error)
{
  static const char all[] = OUTBOX_COLUMNS " ORDER BY o.at, o.id";
  static const char unsent[] = OUTBOX_COLUMNS " WHERE o.state IN ('queued', 'sending', 'failed', 'unknown') ORDER BY o.at, o.id";

  return read_rows (veche_db_prepare (db, with_sent ? all : unsent), error);
}

/* What was said first to somebody is sent first: a later reply in the same thread waits for the earlier one, whatever holds that up; a chat
 * without threads is one thread.  A time that lies further ahead than any patience goes is of a clock that was set back. */
GPtrArray *
veche_outbox_due (VecheDb *db, gint64 now, GError **error)
{
  static const char sql[] =
    OUTBOX_COLUMNS
    " WHERE o.state = 'queued' AND s.paused = 0 AND (o.not_before <= ?1 OR o.at > ?1 + " CLOCK_SLACK ")"
    "   AND (coalesce (o.retry, 0) <= ?1 OR o.retry > ?1 + " LONGEST_PATIENCE ")"
    "   AND NOT EXISTS (SELECT 1 FROM outbox AS e CROSS JOIN interaction AS ei ON ei.id = e.interaction_id"
    "                    WHERE e.state IN ('queued', 'sending') AND (e.at, e.id) < (o.at, o.id) AND e.source_id = o.source_id"
    "                      AND (e.interaction_id = o.interaction_id OR (ei.channel_id = i.channel_id AND ei.thread IS i.thread)))"
    " ORDER BY o.at, o.id";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, now);

  return read_rows (row, error);
}

gint64
veche_outbox_next_due (VecheDb *db)
{
  static const char sql[] =
    "SELECT min (max (o.not_before, coalesce (o.retry, 0))) FROM outbox AS o JOIN source AS s ON s.id = o.source_id"
    " WHERE o.state = 'queued' AND s.paused = 0";
  VecheStatement *row = veche_db_prepare (db, sql);
  gint64 due;

  if (!veche_statement_step (row, NULL))
    return 0;
  due = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return due;
}

gboolean
veche_outbox_recover (VecheDb *db, GError **error)
{
  static const char sql[] = "UPDATE outbox SET state = 'unknown', error = 'unknown', maybe_sent = 1 WHERE state = 'sending'";

  return veche_statement_run (veche_db_prepare (db, sql), error);
}

gboolean
veche_outbox_is_doubtful (VecheDb *db, gint64 id)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT maybe_sent FROM outbox WHERE id = ?1");
  gboolean doubtful = FALSE;

  veche_statement_bind_int (row, 1, id);
  if (veche_statement_step (row, NULL))
    {
      doubtful = veche_statement_int (row, 0) != 0;
      veche_statement_reset (row);
    }

  return doubtful;
}

gboolean
veche_outbox_hurry (VecheDb *db, const char *error_nick, GError **error)
{
  static const char sql[] = "UPDATE outbox SET retry = NULL WHERE state = 'queued' AND error = ?1 AND retry IS NOT NULL";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, error_nick);

  return veche_statement_run (row, error);
}

/* What leaves can't be unsaid: Ctrl+Z steps over the gesture that wrote it. */
static gboolean
seal_gesture (VecheDb *db, gint64 id, GError **error)
{
  static const char sql[] =
    "UPDATE gesture SET state = 2 WHERE state = 0 AND id IN (SELECT j.gesture_id FROM journal AS j"
    "  WHERE j.object_uid = (SELECT o.uid FROM outbox AS o WHERE o.id = ?1) AND j.field = '')";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, id);

  return veche_statement_run (row, error);
}

gboolean
veche_outbox_set_sending (VecheDb *db, gint64 id, GError **error)
{
  static const char sql[] =
    "UPDATE outbox SET state = 'sending', attempts = attempts + 1, error = NULL, error_text = NULL WHERE id = ?1 AND state = 'queued'";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, id);
  if (!veche_statement_run (row, error))
    return FALSE;
  if (veche_db_changes (db) > 0)
    return seal_gesture (db, id, error);

  g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT, "The reply is no longer waiting to be sent");

  return FALSE;
}

/* Ours as sync will meet it again: the same channel and remote id, so it never stands twice. */
static gboolean
write_own_interaction (VecheDb *db, gint64 id, const char *remote_id, const char *url, gint64 now, GError **error)
{
  static const char insert[] =
    "INSERT INTO interaction (own_uid, kind, at, channel_id, remote_id, member_id, direction, reply_to, reply_to_id, thread, text, url)"
    " SELECT ?2, iif (o.action IS NULL, 'reply', 'service'), ?3, i.channel_id, ?4, (SELECT min (id) FROM member WHERE me = 1), 'out', i.remote_id, i.id, i.thread,"
    "        iif (o.text <> '', o.text, coalesce ((SELECT group_concat (f.name, char (10)) FROM outbox_file AS f WHERE f.outbox_id = o.id), '')), ?5"
    "   FROM outbox AS o CROSS JOIN interaction AS i ON i.id = o.interaction_id"
    "  WHERE o.id = ?1"
    " ON CONFLICT (channel_id, remote_id) DO UPDATE SET direction = 'out', reply_to_id = coalesce (reply_to_id, excluded.reply_to_id)"
    " RETURNING id, text, own_uid IS ?2";
  g_autofree char *uid = veche_uid_new ();
  g_autofree char *text = NULL;
  VecheStatement *row = veche_db_prepare (db, insert);
  gint64 interaction;
  gboolean fresh;

  veche_statement_bind_int (row, 1, id);
  veche_statement_bind_text (row, 2, uid);
  veche_statement_bind_int (row, 3, now);
  veche_statement_bind_text (row, 4, remote_id);
  veche_statement_bind_text (row, 5, url);
  if (!veche_statement_step (row, error))
    return FALSE;
  interaction = veche_statement_int (row, 0);
  text = veche_statement_dup_text (row, 1);
  fresh = veche_statement_int (row, 2) != 0;
  veche_statement_reset (row);

  return !fresh || veche_fts_add_interaction (db, interaction, text, error);
}

static gboolean
stamp_answered (VecheDb *db, gint64 id, gint64 now, GError **error)
{
  static const char triage[] =
    "UPDATE triage SET answered = ?2 WHERE answered IS NULL AND interaction_id = (SELECT interaction_id FROM outbox WHERE id = ?1)";
  static const char member[] =
    "UPDATE member SET last_contact = max (coalesce (last_contact, 0), ?2)"
    " WHERE id = (SELECT i.member_id FROM outbox AS o JOIN interaction AS i ON i.id = o.interaction_id WHERE o.id = ?1)";
  const char *const statements[] = { triage, member };

  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      VecheStatement *row = veche_db_prepare (db, statements[i]);

      veche_statement_bind_int (row, 1, id);
      veche_statement_bind_int (row, 2, now);
      if (!veche_statement_run (row, error))
        return FALSE;
    }

  return TRUE;
}

/* When the words of it arrived; 0: they have not. */
static gint64
words_arrived (VecheDb *db, gint64 id)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT words_sent FROM outbox WHERE id = ?1");
  gint64 at;

  veche_statement_bind_int (row, 1, id);
  if (!veche_statement_step (row, NULL))
    return 0;
  at = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return at;
}

gboolean
veche_outbox_set_words_sent (VecheDb *db, gint64 id, const char *remote_id, const char *url, const char *const *file_uids, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "UPDATE outbox SET words_sent = ?3, remote_id = ?2 WHERE id = ?1");
  gint64 now = veche_now ();

  if (!veche_outbox_files_set_sent (db, file_uids, now, error))
    return FALSE;
  if (words_arrived (db, id) != 0)
    return TRUE;
  veche_statement_bind_int (row, 1, id);
  veche_statement_bind_text (row, 2, remote_id);
  veche_statement_bind_int (row, 3, now);

  return veche_statement_run (row, error) && write_own_interaction (db, id, remote_id, url, now, error) && stamp_answered (db, id, now, error);
}

gboolean
veche_outbox_set_sent (VecheDb *db, gint64 id, const char *remote_id, const char *url, GError **error)
{
  static const char sql[] =
    "UPDATE outbox SET state = 'sent', remote_id = iif (words_sent IS NULL, ?2, remote_id), sent = ?3, error = NULL, error_text = NULL, retry = NULL"
    " WHERE id = ?1";
  gboolean told = words_arrived (db, id) != 0;
  VecheStatement *row = veche_db_prepare (db, sql);
  gint64 now = veche_now ();

  veche_statement_bind_int (row, 1, id);
  veche_statement_bind_text (row, 2, remote_id);
  veche_statement_bind_int (row, 3, now);
  if (!veche_statement_run (row, error))
    return FALSE;

  return told || (write_own_interaction (db, id, remote_id, url, now, error) && stamp_answered (db, id, now, error));
}

gboolean
veche_outbox_set_failed (VecheDb *db, gint64 id, const char *error_nick, const char *error_text, gint64 retry_at, GError **error)
{
  static const char sql[] =
    "UPDATE outbox SET state = CASE WHEN ?4 > 0 THEN 'queued' ELSE 'failed' END, error = ?2, error_text = ?3, retry = nullif (?4, 0)"
    " WHERE id = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, id);
  veche_statement_bind_text (row, 2, error_nick);
  veche_statement_bind_text (row, 3, error_text);
  veche_statement_bind_int (row, 4, retry_at);

  return veche_statement_run (row, error);
}

gboolean
veche_outbox_set_unknown (VecheDb *db, gint64 id, const char *error_text, GError **error)
{
  static const char sql[] = "UPDATE outbox SET state = 'unknown', error = 'unknown', error_text = ?2, retry = NULL, maybe_sent = 1 WHERE id = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, id);
  veche_statement_bind_text (row, 2, error_text);

  return veche_statement_run (row, error);
}

/* The id of a reply that the person may decide about; 0 and an error: there is none, or it is not theirs to decide. */
static gint64
find_undecided (VecheDb *db, const char *uid, GError **error)
{
  static const char sql[] = "SELECT id, state FROM outbox WHERE uid = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;
  gboolean undecided;
  gint64 id;

  veche_statement_bind_text (row, 1, uid);
  if (!veche_statement_step (row, &local))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no reply “%s” in the outbox", uid);
      return 0;
    }
  id = veche_statement_int (row, 0);
  undecided = g_strcmp0 (veche_statement_text (row, 1), "sent") != 0 && g_strcmp0 (veche_statement_text (row, 1), "sending") != 0;
  veche_statement_reset (row);
  if (undecided)
    return id;

  g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT, "The reply has already been sent");

  return 0;
}

gboolean
veche_outbox_resend (VecheDb *db, const char *uid, GError **error)
{
  static const char sql[] = "UPDATE outbox SET state = 'queued', error = NULL, error_text = NULL, retry = NULL WHERE id = ?1";
  gint64 id = find_undecided (db, uid, error);
  VecheStatement *row;

  if (id == 0)
    return FALSE;
  row = veche_db_prepare (db, sql);
  veche_statement_bind_int (row, 1, id);

  return veche_statement_run (row, error);
}

gboolean
veche_outbox_mark_arrived (VecheDb *db, const char *uid, GError **error)
{
  static const char sql[] = "UPDATE outbox SET state = 'sent', sent = ?2, error = NULL, error_text = NULL, retry = NULL WHERE id = ?1";
  gint64 id = find_undecided (db, uid, error);
  gint64 now = veche_now ();
  VecheStatement *row;

  if (id == 0)
    return FALSE;
  row = veche_db_prepare (db, sql);
  veche_statement_bind_int (row, 1, id);
  veche_statement_bind_int (row, 2, now);

  return veche_statement_run (row, error) && stamp_answered (db, id, now, error);
}

gboolean
veche_outbox_withdraw (VecheDb *db, const char *uid, const char *actor, GError **error)
{
  static const char calm[] = "UPDATE outbox SET state = 'failed' WHERE id = ?1";
  g_autoptr (VecheEdit) edit = veche_edit_new ("withdraw", NULL);
  gint64 id = find_undecided (db, uid, error);
  VecheStatement *row;

  if (id == 0)
    return FALSE;

  /* An unknown one may be given up too; the guard in the schema is for undo, which asks nobody.  The schema also gives the words and files back. */
  row = veche_db_prepare (db, calm);
  veche_statement_bind_int (row, 1, id);
  if (!veche_statement_run (row, error))
    return FALSE;
  veche_edit_delete (edit, "outbox", uid);
  if (!veche_composing_edit_unuse (db, edit, uid, error))
    return FALSE;

  return veche_journal_apply (db, edit, actor, error) != 0;
}
