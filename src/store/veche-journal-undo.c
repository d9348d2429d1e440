/* veche-journal-undo.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Undo and redo: the entries of a gesture, turned round, are an edit like any other.  It is carried out under a gesture
 * of its own that says what it undoes, so the journal only ever grows.  Of gestures without `undoes`: state 0 can be
 * undone, 1 can be redone, 2 neither, 3 is still being done, 4 still being taken back and 5 still being done again.
 */

#include "store/veche-journal-private.h"

#include <string.h>

#include "store/veche-ingest.h"
#include "store/veche-store.h"

#define MAX_UNDO 100

void
veche_gesture_free (VecheGesture *self)
{
  g_free (self->kind);
  g_free (self->subject);
  g_free (self);
}

static VecheGesture *
gesture_new (gint64 id, const char *kind, const char *subject, gboolean redo)
{
  VecheGesture *self = g_new0 (VecheGesture, 1);

  self->id = id;
  self->kind = g_strdup (kind);
  self->subject = g_strdup (subject);
  self->redo = redo;

  return self;
}

gint64
veche_journal_write_head (VecheDb *db, const VecheJournalHead *head, GError **error)
{
  static const char
    sql[] = "INSERT INTO gesture (uid, at, actor, kind, subject, undoes, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
  VecheStatement *statement = veche_db_prepare (db, sql);
  g_autofree char *uid = head->uid != NULL ? g_strdup (head->uid) : veche_uid_new ();

  veche_statement_bind_text (statement, 1, uid);
  veche_statement_bind_int (statement, 2, head->at);
  veche_statement_bind_text (statement, 3, head->actor);
  veche_statement_bind_text (statement, 4, head->kind);
  veche_statement_bind_text (statement, 5, head->subject);
  veche_statement_bind_id (statement, 6, head->undoes);
  veche_statement_bind_int (statement, 7, head->state);

  return veche_statement_run (statement, error) ? veche_db_last_id (db) : 0;
}

static gboolean
set_state (VecheDb *db, gint64 gesture, int state, GError **error)
{
  static const char sql[] = "UPDATE gesture SET state = ?2 WHERE id = ?1";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, gesture);
  veche_statement_bind_int (statement, 2, state);

  return veche_statement_run (statement, error);
}

#define HELD 3

gboolean
veche_journal_hold (VecheDb *db, gint64 gesture, gboolean hold, GError **error)
{
  return set_state (db, gesture, hold ? HELD : 0, error);
}

gboolean
veche_journal_let_all_go (VecheDb *db, GError **error)
{
  static const char any_sql[] = "SELECT 1 FROM gesture WHERE state = 3 AND undoes IS NULL LIMIT 1";
  static const char sql[] = "UPDATE gesture SET state = 0 WHERE state = 3 AND undoes IS NULL";
  VecheStatement *any = veche_db_prepare (db, any_sql);
  gboolean held = veche_statement_step (any, NULL);

  veche_statement_reset (any);
  if (!held)
    return TRUE;
  if (!veche_db_begin (db, error))
    return FALSE;
  if (veche_statement_run (veche_db_prepare (db, sql), error))
    return veche_db_commit (db, error);

  veche_db_rollback (db);

  return FALSE;
}

/* (transfer full) (nullable) of a statement that yields id, kind, subject */
static VecheGesture *
read_gesture (VecheStatement *statement, gboolean redo)
{
  VecheGesture *gesture;

  if (!veche_statement_step (statement, NULL))
    return NULL;

  gesture = gesture_new (veche_statement_int (statement, 0), veche_statement_text (statement, 1),
                         veche_statement_text (statement, 2), redo);
  veche_statement_reset (statement);

  return gesture;
}

/* A reply that has left can't be taken back, nor may it stand for ever before what can; what a rule did is no act of the person who presses Ctrl+Z. */
static VecheGesture *
find_undo (VecheDb *db)
{
  static const char sql[] =
    "SELECT id, kind, subject FROM (SELECT id, kind, subject, state FROM gesture INDEXED BY gesture_own WHERE undoes IS NULL AND actor NOT GLOB '" VECHE_ACTOR_RULE "*'"
    " ORDER BY id DESC LIMIT ?1) AS g WHERE state = 0 AND NOT EXISTS (SELECT 1 FROM journal AS j JOIN outbox AS o ON o.uid = j.object_uid"
    " WHERE j.gesture_id = g.id AND j.object = 'outbox' AND j.field = '' AND o.state IN ('sent', 'unknown'))"
    " ORDER BY id DESC LIMIT 1";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, MAX_UNDO);

  return read_gesture (statement, FALSE);
}

/* The gesture that was taken back last. */
static VecheGesture *
find_redo (VecheDb *db)
{
  static const char
    sql[] = "SELECT g.id, g.kind, g.subject FROM gesture AS g WHERE g.state = 1 AND g.undoes IS NULL"
            " ORDER BY (SELECT max (u.id) FROM gesture AS u WHERE u.undoes = g.id AND u.id > g.id) DESC LIMIT 1";

  return read_gesture (veche_db_prepare (db, sql), TRUE);
}

static VecheGesture *
find_given (VecheDb *db, gint64 id)
{
  static const char sql[] = "SELECT id, kind, subject FROM gesture WHERE id = ?1 AND state = 0 AND undoes IS NULL";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, id);

  return read_gesture (statement, FALSE);
}

/* The act that took the gesture back: doing it again is taking that one back, with all that it had to remove on its
 * way. */
static gint64
find_last_undo (VecheDb *db, gint64 gesture)
{
  static const char sql[] = "SELECT max (id) FROM gesture WHERE undoes = ?1 AND id > ?1";
  VecheStatement *statement = veche_db_prepare (db, sql);
  gint64 id;

  veche_statement_bind_int (statement, 1, gesture);
  if (!veche_statement_step (statement, NULL))
    return 0;
  id = veche_statement_int (statement, 0);
  veche_statement_reset (statement);

  return id;
}

/* The import that a gesture brought in, outside or inside a transaction. 0: an error */
static gint64
find_batch (VecheDb *db, gint64 gesture, GError **error)
{
  static const char sql[] = "SELECT b.id FROM journal AS j JOIN batch AS b ON b.uid = j.object_uid WHERE j.gesture_id = ?1 AND j.object = 'batch' LIMIT 1";
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (db, sql);
  gint64 id = 0;

  veche_statement_bind_int (statement, 1, gesture);
  if (veche_statement_step (statement, &local))
    id = veche_statement_int (statement, 0);
  veche_statement_reset (statement);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (id == 0)
    g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "The import is no longer there");

  return id;
}

/* An import that was taken back is brought in again from its file, not from here. */
static gboolean
close_import (VecheDb *db, const VecheGesture *gesture, const char *actor, GError **error)
{
  VecheJournalHead head = {
    .at = veche_now (), .actor = actor, .kind = gesture->kind, .subject = gesture->subject, .undoes = gesture->id
  };

  return veche_journal_write_head (db, &head, error) != 0 && set_state (db, gesture->id, 2, error);
}

static VecheGesture *
take_back_import (VecheDb *db, VecheGesture *gesture, const char *actor, GError **error)
{
  gint64 batch = find_batch (db, gesture->id, error);

  if (batch != 0 && veche_ingest_undo (db, batch, NULL, error) && close_import (db, gesture, actor, error))
    return gesture;

  veche_gesture_free (gesture);

  return NULL;
}

static void
set_none (GError **error, gboolean redo)
{
  g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, redo ? "There is nothing to redo" : "There is nothing to undo");
}

/* What is to be taken back or done again: what was cut short comes before all else. */
static gboolean
find_reversal (VecheJournalReversal *self, VecheDb *db, gint64 gesture, gboolean redo, const char *actor, GError **error)
{
  VecheGesture *found;

  if (veche_journal_reversal_resume (self, db, actor))
    return TRUE;

  found = redo ? find_redo (db) : gesture != 0 ? find_given (db, gesture) : find_undo (db);
  if (found == NULL)
    {
      set_none (error, redo);
      return FALSE;
    }
  *self = (VecheJournalReversal){ .db = db, .actor = actor, .gesture = found, .what = redo ? find_last_undo (db, found->id) : found->id };

  return TRUE;
}

static gboolean
is_import (const VecheJournalReversal *self)
{
  return self->act == 0 && !self->gesture->redo && strcmp (self->gesture->kind, "import") == 0;
}

static VecheGesture *
do_whole (VecheDb *db, gint64 gesture, gboolean redo, const char *actor, GError **error)
{
  VecheJournalReversal self;
  VecheGesture *done;

  g_assert (veche_db_in_transaction (db));

  if (!find_reversal (&self, db, gesture, redo, actor, error))
    return NULL;
  if (is_import (&self))
    return take_back_import (db, self.gesture, actor, error);

  done = veche_journal_reverse_whole (&self, error) ? g_steal_pointer (&self.gesture) : NULL;
  veche_journal_reversal_clear (&self);

  return done;
}

VecheGesture *
veche_journal_undo (VecheDb *db, gint64 gesture, const char *actor, GError **error)
{
  return do_whole (db, gesture, FALSE, actor, error);
}

VecheGesture *
veche_journal_redo (VecheDb *db, const char *actor, GError **error)
{
  return do_whole (db, 0, TRUE, actor, error);
}

/* Somebody else may have come first. */
static gboolean
is_undone (VecheDb *db, gint64 gesture)
{
  g_autoptr (VecheGesture) found = find_given (db, gesture);

  return found == NULL;
}

static gboolean
import_piece (VecheDb *db, VecheIngestUndo *undo, guint n, const VecheGesture *gesture, const char *actor, GError **error)
{
  if (!veche_db_begin (db, error))
    return FALSE;
  if (veche_ingest_undo_piece (undo, n, error)
      && (!veche_ingest_undo_is_done (undo, NULL) || is_undone (db, gesture->id) || close_import (db, gesture, actor, error))
      && veche_db_commit (db, error))
    return TRUE;

  if (veche_db_in_transaction (db))
    veche_db_rollback (db);

  return FALSE;
}

/* What came from a file can't be brought back from here: a cancel, a kill or a full disk leaves the rest, and the gesture that takes it. */
static gboolean
import_by_pieces (VecheDb *db, const VecheGesture *gesture, const char *actor, VecheUndoWatch *watch, GCancellable *cancellable, GError **error)
{
  gint64 batch = find_batch (db, gesture->id, error);
  g_autoptr (VecheIngestUndo) undo = batch != 0 ? veche_ingest_undo_new (db, batch) : NULL;
  guint size = VECHE_PIECE_FIRST, n = 0;

  if (undo == NULL)
    return FALSE;
  if (watch != NULL)
    g_atomic_int_set (&watch->total, (gint) veche_ingest_undo_count (undo));
  veche_db_set_cancellable (db, NULL);   /* a cancel is heard between two pieces */

  while (!veche_ingest_undo_is_done (undo, &n))
    {
      gint64 start = g_get_monotonic_time (), took;

      if (watch != NULL)
        g_atomic_int_set (&watch->done, (gint) n);
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !import_piece (db, undo, size, gesture, actor, error))
        return FALSE;
      took = g_get_monotonic_time () - start;
      size = veche_journal_next_piece (size, took);
      if (watch != NULL)
        {
          watch->longest = MAX (watch->longest, took);
          watch->partly = TRUE;
        }
      veche_store_yield (db);
    }

  return TRUE;
}

VecheGesture *
veche_journal_undo_by_pieces (VecheDb *db, gboolean redo, const char *actor, VecheUndoWatch *watch, GCancellable *cancellable, GError **error)
{
  VecheJournalReversal self;
  VecheGesture *done;
  gboolean ok;

  g_assert (!veche_db_in_transaction (db));

  if (!find_reversal (&self, db, 0, redo, actor, error))
    return NULL;
  ok = is_import (&self) ? import_by_pieces (db, self.gesture, actor, watch, cancellable, error)
                         : veche_journal_reverse_by_pieces (&self, watch, cancellable, error);
  done = ok ? g_steal_pointer (&self.gesture) : NULL;
  veche_journal_reversal_clear (&self);

  return done;
}

/* What can't be gone on with at all must not stand before every other undo. */
static gboolean
give_up (VecheDb *db, GError **error)
{
  static const char act_sql[] = "UPDATE gesture SET reached = NULL WHERE reached IS NOT NULL";
  static const char sql[] = "UPDATE gesture SET state = 2 WHERE state IN (4, 5) AND undoes IS NULL";

  if (!veche_db_begin (db, error))
    return FALSE;
  if (veche_statement_run (veche_db_prepare (db, act_sql), error) && veche_statement_run (veche_db_prepare (db, sql), error))
    return veche_db_commit (db, error);

  veche_db_rollback (db);

  return FALSE;
}

/* A full or unreadable disk and a locked file may be better the next time. */
static gboolean
is_lasting (const GError *error)
{
  return error->domain == VECHE_STORE_ERROR && error->code != VECHE_STORE_ERROR_FULL && error->code != VECHE_STORE_ERROR_OPEN
         && error->code != VECHE_STORE_ERROR_BUSY;
}

gboolean
veche_journal_finish (VecheDb *db, const char *actor, GError **error)
{
  VecheJournalReversal self;
  g_autoptr (GError) local = NULL;
  gboolean ok;

  if (!veche_journal_reversal_resume (&self, db, actor))
    return TRUE;

  ok = veche_journal_reverse_by_pieces (&self, NULL, NULL, &local);
  veche_journal_reversal_clear (&self);
  if (ok)
    return TRUE;

  g_warning ("An undo that was cut short can't be finished: %s", local->message);

  return !is_lasting (local) || give_up (db, error);
}

void
veche_journal_peek (VecheDb *db, VecheGesture **undo, VecheGesture **redo)
{
  VecheGesture *unfinished = veche_journal_find_unfinished (db);

  if (undo != NULL)
    *undo = unfinished == NULL ? find_undo (db) : NULL;
  if (redo != NULL)
    *redo = unfinished == NULL ? find_redo (db) : NULL;
  if (unfinished != NULL && (unfinished->redo ? redo : undo) != NULL)
    *(unfinished->redo ? redo : undo) = g_steal_pointer (&unfinished);
  g_clear_pointer (&unfinished, veche_gesture_free);
}
