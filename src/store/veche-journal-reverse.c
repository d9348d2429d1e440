/* veche-journal-reverse.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Turning round what a gesture wrote, or what an act wrote that had taken it back.  Something big is done in pieces, the last lines first, each
 * a transaction; others write in between:
 *
 *   state 0 ─▶ 4 (being taken back) ─▶ 4 … ─▶ 1        state 1 ─▶ 5 (being done again) ─▶ 5 … ─▶ 0
 *
 * With each piece the act keeps how far it has reached.  A cancel turns the act itself round.  What a kill or a full disk cuts short is gone on
 * with by whoever asks for the next undo or redo, and at the latest when the workspace is opened again.
 */

#include "store/veche-journal-private.h"

#include <string.h>

#include "store/veche-store.h"

#define LOOK   4000     /* lines */
#define LEAST  400      /* fewer cost more by the ends of pieces than they let others in */
#define MOST   4000     /* more gain nothing */
#define LONG   (80 * G_TIME_SPAN_MILLISECOND)   /* that a piece shall take */

/* What a gesture wrote is compared with the rows as they stand, the last word first. */
typedef struct
{
  GHashTable *seen;                 /* uid → the fields whose last word was met (a bit each) */
  const VecheJournalTable *table;   /* of the row that is at hand */
  char *uid;                        /* (owned) (nullable) */
  GValue *values;                   /* (owned) (nullable): none when the row is gone */
  guint64 *fields;                  /* of the row at hand, in seen */
} VecheStanding;

static void
standing_drop (VecheStanding *self)
{
  if (self->values != NULL)
    veche_journal_values_free (self->values, self->table->n_fields);
  self->values = NULL;
  g_clear_pointer (&self->uid, g_free);
}

static gboolean
standing_take (VecheStanding *self, VecheDb *db, const VecheJournalEntry *entry, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (self->uid != NULL && strcmp (self->uid, entry->uid) == 0)
    return TRUE;

  standing_drop (self);
  self->uid = g_strdup (entry->uid);
  self->table = veche_journal_find_table (entry->object);
  self->fields = g_hash_table_lookup (self->seen, entry->uid);
  if (self->fields == NULL)
    {
      self->fields = g_new0 (guint64, 1);
      g_hash_table_insert (self->seen, g_strdup (entry->uid), self->fields);
    }
  self->values = self->table != NULL ? veche_journal_read_row (db, self->table, entry->uid, NULL, &local) : NULL;
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
standing_compare (VecheStanding *self, int field, const GValue *after, GError **error)
{
  const VecheJournalField *one = &self->table->fields[field];

  if (one->loose || *self->fields & G_GUINT64_CONSTANT (1) << field)
    return TRUE;

  *self->fields |= G_GUINT64_CONSTANT (1) << field;
  if (veche_journal_value_equal (&self->values[field], after))
    return TRUE;
  g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT, "%s of this %s has been changed since", one->name, self->table->name);

  return FALSE;
}

static gboolean
standing_check_row (VecheStanding *self, const VecheJournalEntry *entry, GError **error)
{
  static const GValue none = G_VALUE_INIT;
  const VecheJournalTable *table;
  GValue *said = veche_journal_entry_unpack (entry, &table, error);
  gboolean ok = said != NULL;

  for (guint i = 0; ok && i < table->n_fields; i++)
    if (G_IS_VALUE (&said[i]))
      ok = standing_compare (self, (int) i, G_IS_VALUE (&entry->after) ? &said[i] : &none, error);
  if (said != NULL)
    veche_journal_values_free (said, table->n_fields);

  return ok;
}

/* Does the row still say what the gesture left there?  Only the last word on each field counts. */
static gboolean
standing_check (VecheStanding *self, VecheDb *db, const VecheJournalEntry *entry, GError **error)
{
  int field;

  if (!standing_take (self, db, entry, error))
    return FALSE;
  if (self->values == NULL)
    return TRUE;
  if (veche_journal_is_pack (entry))
    return standing_check_row (self, entry, error);
  field = veche_journal_find_field (self->table, entry->field);

  return field < 0 || standing_compare (self, field, &entry->after, error);
}

/* Fields change through the journal alone: what nobody has written after needs no look at the rows. */
static gboolean
is_last_word (VecheDb *db, gint64 gesture)
{
  static const char sql[] = "SELECT gesture_id FROM journal ORDER BY id DESC LIMIT 1";
  VecheStatement *statement = veche_db_prepare (db, sql);
  gboolean last = veche_statement_step (statement, NULL) && veche_statement_int (statement, 0) == gesture;

  veche_statement_reset (statement);

  return last;
}

/* Before the first piece; what is written while the pieces go is found by each. */
static gboolean
all_still_stand (VecheDb *db, gint64 gesture, GError **error)
{
  VecheStanding standing = { .seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };
  gint64 before = G_MAXINT64;
  gboolean ok = TRUE, more = !is_last_word (db, gesture);

  while (ok && more)
    {
      g_autoptr (GPtrArray) entries = veche_journal_entries_before (db, gesture, &before, LOOK, error);

      ok = entries != NULL;
      more = ok && entries->len > 0;
      for (guint i = more ? entries->len : 0; ok && i-- > 0;)
        ok = standing_check (&standing, db, entries->pdata[i], error);
    }
  standing_drop (&standing);
  g_hash_table_unref (standing.seen);

  return ok;
}

/*** One reversal ***/

void
veche_journal_reversal_clear (VecheJournalReversal *self)
{
  g_clear_pointer (&self->gesture, veche_gesture_free);
}

/* The one that is not done yet. FALSE: there is none. */
static gboolean
find_unfinished (VecheDb *db, gint64 *act, gint64 *what, gint64 *reached)
{
  static const char sql[] = "SELECT id, undoes, reached FROM gesture WHERE reached IS NOT NULL ORDER BY id DESC LIMIT 1";
  VecheStatement *statement = veche_db_prepare (db, sql);

  if (!veche_statement_step (statement, NULL))
    return FALSE;
  *act = veche_statement_int (statement, 0);
  *what = veche_statement_int (statement, 1);
  *reached = veche_statement_int (statement, 2);
  veche_statement_reset (statement);

  return TRUE;
}

VecheGesture *
veche_journal_find_unfinished (VecheDb *db)
{
  static const char sql[] = "SELECT id, kind, subject, state FROM gesture WHERE state IN (4, 5) AND undoes IS NULL ORDER BY id LIMIT 1";
  VecheStatement *statement = veche_db_prepare (db, sql);
  VecheGesture *gesture;

  if (!veche_statement_step (statement, NULL))
    return NULL;
  gesture = g_new0 (VecheGesture, 1);
  gesture->id = veche_statement_int (statement, 0);
  gesture->kind = veche_statement_dup_text (statement, 1);
  gesture->subject = veche_statement_dup_text (statement, 2);
  gesture->redo = veche_statement_int (statement, 3) == 5;
  veche_statement_reset (statement);

  return gesture;
}

gboolean
veche_journal_reversal_resume (VecheJournalReversal *self, VecheDb *db, const char *actor)
{
  gint64 act, what, reached;
  g_autoptr (VecheGesture) gesture = veche_journal_find_unfinished (db);

  if (gesture == NULL || !find_unfinished (db, &act, &what, &reached))
    return FALSE;
  *self = (VecheJournalReversal){ .db = db, .actor = actor, .gesture = g_steal_pointer (&gesture), .what = what, .act = act, .reached = reached };

  return TRUE;
}

static VecheJournalHead
make_head (VecheJournalReversal *self)
{
  return (VecheJournalHead){ .at = veche_now (), .actor = self->actor, .kind = self->gesture->kind, .subject = self->gesture->subject,
                             .undoes = self->what };
}

static gboolean
end_act (VecheJournalReversal *self, GError **error)
{
  static const char sql[] = "UPDATE gesture SET reached = NULL WHERE id = ?1 AND reached IS NOT NULL";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, self->act);

  return veche_statement_run (statement, error);
}

/* Whatever a person did since hides the way to do it again.  What a rule did is no act of the person who presses Ctrl+Shift+Z. */
static gboolean
set_done (VecheJournalReversal *self, GError **error)
{
  static const char taken_sql[] =
    "UPDATE gesture SET state = iif (actor GLOB '" VECHE_ACTOR_RULE "*'"
    " OR EXISTS (SELECT 1 FROM gesture WHERE id > ?2 AND undoes IS NULL AND actor NOT GLOB '" VECHE_ACTOR_RULE "*'), 2, 1) WHERE id = ?1";
  static const char again_sql[] = "UPDATE gesture SET state = 0 WHERE id = ?1";
  VecheStatement *statement;

  self->done = TRUE;
  if (!end_act (self, error))
    return FALSE;
  statement = veche_db_prepare (self->db, self->gesture->redo ? again_sql : taken_sql);
  veche_statement_bind_int (statement, 1, self->gesture->id);
  if (!self->gesture->redo)
    veche_statement_bind_int (statement, 2, self->act);

  return veche_statement_run (statement, error);
}

static gboolean
set_reached (VecheJournalReversal *self, GError **error)
{
  static const char act_sql[] = "UPDATE gesture SET reached = ?2 WHERE id = ?1";
  static const char sql[] = "UPDATE gesture SET state = ?2 WHERE id = ?1";
  VecheStatement *statement = veche_db_prepare (self->db, act_sql);

  veche_statement_bind_int (statement, 1, self->act);
  veche_statement_bind_int (statement, 2, self->reached);
  if (!veche_statement_run (statement, error))
    return FALSE;
  statement = veche_db_prepare (self->db, sql);
  veche_statement_bind_int (statement, 1, self->gesture->id);
  veche_statement_bind_int (statement, 2, self->gesture->redo ? 5 : 4);

  return veche_statement_run (statement, error);
}

gboolean
veche_journal_reversal_piece (VecheJournalReversal *self, guint n, gboolean leave, gboolean big, GError **error)
{
  VecheJournalHead head = make_head (self);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (VecheEdit) edit = NULL;
  VecheJournalCheck check = { .leave = leave };
  gboolean ok;

  if (self->act == 0)
    {
      self->reached = G_MAXINT64;
      self->act = veche_journal_write_head (self->db, &head, error);
    }
  entries = self->act != 0 ? veche_journal_entries_before (self->db, self->what, &self->reached, n, error) : NULL;
  if (entries == NULL)
    return FALSE;

  edit = veche_journal_entries_to_inverse (entries, head.kind, head.subject, &check, error);
  ok = edit != NULL && veche_journal_carry_out_piece (self->db, edit, &head, &check, big, &self->act, error);
  veche_journal_check_clear (&check);
  self->n += entries->len;

  return ok && (entries->len < n ? set_done (self, error) : set_reached (self, error));
}

/*** In pieces ***/

static gint
count_lines (VecheDb *db, gint64 gesture)
{
  static const char sql[] = "SELECT count (*) FROM journal WHERE gesture_id = ?1";
  VecheStatement *statement = veche_db_prepare (db, sql);
  gint n = 0;

  veche_statement_bind_int (statement, 1, gesture);
  if (veche_statement_step (statement, NULL))
    n = (gint) veche_statement_int (statement, 0);
  veche_statement_reset (statement);

  return n;
}

/* Somebody else may have gone on with it, or finished it, since the last piece. */
static gboolean
catch_up (VecheJournalReversal *self)
{
  gint64 act, what, reached;

  if (self->act == 0)
    return TRUE;
  if (!find_unfinished (self->db, &act, &what, &reached) || act != self->act)
    return FALSE;
  self->reached = reached;

  return TRUE;
}

static gboolean
do_piece (VecheJournalReversal *self, guint n, GError **error)
{
  gboolean begun = self->act != 0;

  if (!veche_db_begin (self->db, error))
    return FALSE;
  if (!catch_up (self))
    {
      veche_db_rollback (self->db);
      self->done = TRUE;
      return TRUE;
    }
  if (veche_journal_reversal_piece (self, n, begun, begun || self->big, error) && veche_db_commit (self->db, error))
    return TRUE;

  if (veche_db_in_transaction (self->db))
    veche_db_rollback (self->db);
  if (!begun)
    self->act = 0;
  self->done = FALSE;

  return FALSE;
}

/* As many lines as take the time that a piece may. */
guint
veche_journal_next_piece (guint n, gint64 took)
{
  gint64 fitting = (gint64) n * LONG / MAX (took, 1);

  return (guint) CLAMP (fitting, LEAST, MIN (MOST, (gint64) n * 2));
}

static gboolean
do_pieces (VecheJournalReversal *self, VecheUndoWatch *watch, GCancellable *cancellable, GError **error)
{
  guint n = VECHE_PIECE_FIRST;

  while (!self->done)
    {
      gint64 start = g_get_monotonic_time (), took;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !do_piece (self, n, error))
        return FALSE;
      took = g_get_monotonic_time () - start;
      n = veche_journal_next_piece (n, took);
      if (watch != NULL)
        {
          watch->longest = MAX (watch->longest, took);
          g_atomic_int_set (&watch->done, (gint) self->n);
        }
      if (!self->done)
        veche_store_yield (self->db);
    }

  return TRUE;
}

/* Halfway, all that was done is turned round: the act is over, and another takes it back. */
static gboolean
turn (VecheJournalReversal *self, GError **error)
{
  VecheJournalHead head;
  gboolean ended;

  if (!veche_db_begin (self->db, error))
    return FALSE;
  ended = end_act (self, error);
  self->gesture->redo = !self->gesture->redo;
  self->what = self->act;
  self->reached = G_MAXINT64;
  head = make_head (self);
  if (ended && (self->act = veche_journal_write_head (self->db, &head, error)) != 0 &&
      set_reached (self, error) && veche_db_commit (self->db, error))
    return TRUE;

  if (veche_db_in_transaction (self->db))
    veche_db_rollback (self->db);

  return FALSE;
}

gboolean
veche_journal_reverse_by_pieces (VecheJournalReversal *self, VecheUndoWatch *watch, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GError) second = NULL;
  gint lines = count_lines (self->db, self->what);
  gboolean stopping;

  self->big = lines >= LOOK;
  if (watch != NULL)
    g_atomic_int_set (&watch->total, lines);
  if (self->act == 0 && !all_still_stand (self->db, self->what, error))
    return FALSE;
  veche_db_set_cancellable (self->db, NULL);   /* a cancel is heard between two pieces */
  if (do_pieces (self, watch, cancellable, &local))
    return TRUE;

  stopping = g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !g_cancellable_is_cancelled (cancellable);
  if (self->act != 0 && !stopping && (!turn (self, &second) || !do_pieces (self, watch, NULL, &second)))
    g_message ("An undo stays halfway until the next one: %s", second->message);
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

gboolean
veche_journal_reverse_whole (VecheJournalReversal *self, GError **error)
{
  gboolean begun = self->act != 0;

  while (!self->done)
    if (!veche_journal_reversal_piece (self, MOST, begun, FALSE, error))
      return FALSE;

  return TRUE;
}
