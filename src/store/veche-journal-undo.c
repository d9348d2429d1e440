/* veche-journal-undo.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Undo and redo: the entries of a gesture, turned round, are an edit like any other.  It is carried out under a gesture
 * of its own that says what it undoes, so the journal only ever grows.  Of gestures without `undoes`: state 0 can be
 * undone, 1 can be redone, 2 neither, 3 is still being done.
 */

#include "store/veche-journal-private.h"

#include <string.h>

#include "store/veche-ingest.h"

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

static void
journal_entry_free (gpointer data)
{
  VecheJournalEntry *entry = data;

  g_free (entry->object);
  g_free (entry->uid);
  g_free (entry->field);
  if (G_IS_VALUE (&entry->before))
    g_value_unset (&entry->before);
  if (G_IS_VALUE (&entry->after))
    g_value_unset (&entry->after);
  g_free (entry);
}

/* The statement yields id, object, object_uid, field, before, after. */
static VecheJournalEntry *
read_entry (VecheStatement *statement)
{
  VecheJournalEntry *entry = g_new0 (VecheJournalEntry, 1);

  entry->object = veche_statement_dup_text (statement, 1);
  entry->uid = veche_statement_dup_text (statement, 2);
  entry->field = veche_statement_dup_text (statement, 3);
  veche_statement_value (statement, 4, &entry->before);
  veche_statement_value (statement, 5, &entry->after);

  return entry;
}

GPtrArray *
veche_journal_entries (VecheDb *db, gint64 gesture, GError **error)
{
  static const char
    sql[] = "SELECT id, object, object_uid, field, before, after FROM journal WHERE gesture_id = ?1 ORDER BY id";
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (journal_entry_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, gesture);
  while (veche_statement_step (statement, &local))
    g_ptr_array_add (entries, read_entry (statement));
  if (local == NULL)
    return g_steal_pointer (&entries);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

static void
turn_round (GPtrArray *entries)
{
  for (guint i = 0; i < entries->len / 2; i++)
    {
      gpointer swap = entries->pdata[i];

      entries->pdata[i] = entries->pdata[entries->len - 1 - i];
      entries->pdata[entries->len - 1 - i] = swap;
    }
}

GPtrArray *
veche_journal_entries_before (VecheDb *db, gint64 gesture, gint64 *before, guint n, GError **error)
{
  static const char sql[] =
    "SELECT id, object, object_uid, field, before, after FROM journal WHERE gesture_id = ?1 AND id < ?2 ORDER BY id DESC";
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (journal_entry_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (db, sql);
  const char *last = NULL;

  veche_statement_bind_int (statement, 1, gesture);
  veche_statement_bind_int (statement, 2, *before);
  while (veche_statement_step (statement, &local))
    {
      if (entries->len >= n && g_strcmp0 (veche_statement_text (statement, 2), last) != 0)
        {
          veche_statement_reset (statement);
          break;
        }
      *before = veche_statement_int (statement, 0);
      g_ptr_array_add (entries, read_entry (statement));
      last = ((VecheJournalEntry *) entries->pdata[entries->len - 1])->uid;
    }
  turn_round (entries);
  if (local == NULL)
    return g_steal_pointer (&entries);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

static void
edit_set_value (VecheEdit *edit, const VecheJournalEntry *entry, const GValue *value)
{
  if (!G_IS_VALUE (value))
    veche_edit_set_null (edit, entry->object, entry->uid, entry->field);
  else if (G_VALUE_HOLDS_STRING (value))
    veche_edit_set_text (edit, entry->object, entry->uid, entry->field, g_value_get_string (value));
  else if (G_VALUE_HOLDS_INT64 (value))
    veche_edit_set_int (edit, entry->object, entry->uid, entry->field, g_value_get_int64 (value));
  else
    veche_edit_set_real (edit, entry->object, entry->uid, entry->field, g_value_get_double (value));
}

/* A row comes and goes whole: of a row that the edit removes the fields need no setting. */
static GHashTable *
list_existence (GPtrArray *entries, gboolean made)
{
  GHashTable *uids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < entries->len; i++)
    {
      VecheJournalEntry *entry = entries->pdata[i];

      if (*entry->field == '\0' && G_IS_VALUE (&entry->after) == made)
        g_hash_table_add (uids, entry->uid);
    }

  return uids;
}

VecheEdit *
veche_journal_entries_to_edit (GPtrArray *entries, gboolean inverse, const char *kind, const char *subject)
{
  VecheEdit *edit = veche_edit_new (kind, subject);
  g_autoptr (GHashTable) comes = list_existence (entries, !inverse);
  g_autoptr (GHashTable) goes = list_existence (entries, inverse);

  for (guint i = 0; i < entries->len; i++)
    {
      VecheJournalEntry *entry = entries->pdata[inverse ? entries->len - 1 - i : i];
      const GValue *value = inverse ? &entry->before : &entry->after;
      gboolean go = g_hash_table_contains (goes, entry->uid);

      if (go && g_hash_table_contains (comes, entry->uid))
        continue;
      if (*entry->field != '\0' && !go)
        edit_set_value (edit, entry, value);
      else if (*entry->field == '\0' && go)
        veche_edit_delete (edit, entry->object, entry->uid);
      else if (*entry->field == '\0')
        veche_edit_insert_uid (edit, entry->object, entry->uid);
    }

  return edit;
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

/* A reply that has left can't be taken back, nor may it stand for ever before what can. */
static VecheGesture *
find_undo (VecheDb *db)
{
  static const char sql[] =
    "SELECT id, kind, subject FROM (SELECT id, kind, subject, state FROM gesture WHERE undoes IS NULL ORDER BY id DESC"
    " LIMIT ?1) AS g WHERE state = 0 AND NOT EXISTS (SELECT 1 FROM journal AS j JOIN outbox AS o ON o.uid = j.object_uid"
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

/* Does the row still say what the gesture left there?  Only the last word on each field counts. */
static gboolean
standing_check (VecheStanding *self, VecheDb *db, const VecheJournalEntry *entry, GError **error)
{
  int field;

  if (!standing_take (self, db, entry, error))
    return FALSE;
  field = self->values != NULL ? veche_journal_find_field (self->table, entry->field) : -1;
  if (field < 0 || self->table->fields[field].loose || *self->fields & G_GUINT64_CONSTANT (1) << field)
    return TRUE;

  *self->fields |= G_GUINT64_CONSTANT (1) << field;
  if (veche_journal_value_equal (&self->values[field], &entry->after))
    return TRUE;
  g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT, "%s of this %s has been changed since",
               entry->field, entry->object);

  return FALSE;
}

#define BLOCK 16000   /* entries turned round at a time: all of a hundred thousand changes would be a hundred megabytes */

static gboolean
all_still_stand (VecheDb *db, gint64 gesture, GError **error)
{
  VecheStanding standing = { .seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };
  gint64 before = G_MAXINT64;
  gboolean ok = TRUE, more = TRUE;

  while (ok && more)
    {
      g_autoptr (GPtrArray) entries = veche_journal_entries_before (db, gesture, &before, BLOCK, error);

      ok = entries != NULL;
      more = ok && entries->len > 0;
      for (guint i = more ? entries->len : 0; ok && i-- > 0;)
        ok = standing_check (&standing, db, entries->pdata[i], error);
    }
  standing_drop (&standing);
  g_hash_table_unref (standing.seen);

  return ok;
}

static gboolean
undo_import (VecheDb *db, GPtrArray *entries, GError **error)
{
  for (guint i = 0; i < entries->len; i++)
    {
      VecheJournalEntry *entry = entries->pdata[i];
      gint64 batch;

      if (strcmp (entry->object, "batch") != 0)
        continue;
      batch = veche_db_id_for_uid (db, "batch", entry->uid);
      if (batch == 0)
        {
          g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "The import is no longer there");
          return FALSE;
        }
      if (!veche_ingest_undo (db, batch, NULL, error))
        return FALSE;
    }

  return TRUE;
}

/* An import that was taken back is brought in again from its file, not from here. */
static VecheGesture *
take_back_import (VecheDb *db, VecheGesture *gesture, const VecheJournalHead *head, GError **error)
{
  g_autoptr (GPtrArray) entries = veche_journal_entries (db, gesture->id, error);

  if (entries == NULL || !undo_import (db, entries, error) || veche_journal_write_head (db, head, error) == 0 ||
      !set_state (db, gesture->id, 2, error))
    {
      veche_gesture_free (gesture);
      return NULL;
    }

  return gesture;
}

/* Takes back what `what` did, as an act of its own: block by block, the last first. */
static gboolean
reverse (VecheDb *db, gint64 what, const VecheJournalHead *head, GError **error)
{
  gint64 before = G_MAXINT64, act;

  if (!all_still_stand (db, what, error))
    return FALSE;
  act = veche_journal_write_head (db, head, error);
  if (act == 0)
    return FALSE;

  for (;;)
    {
      g_autoptr (GPtrArray) entries = veche_journal_entries_before (db, what, &before, BLOCK, error);
      g_autoptr (VecheEdit) edit = NULL;

      if (entries == NULL)
        return FALSE;
      if (entries->len == 0)
        return TRUE;
      edit = veche_journal_entries_to_edit (entries, TRUE, head->kind, head->subject);
      if (!veche_journal_carry_out (db, edit, head, FALSE, &act, error))
        return FALSE;
    }
}

VecheGesture *
veche_journal_undo (VecheDb *db, gint64 gesture, const char *actor, GError **error)
{
  g_autoptr (VecheGesture) found = gesture != 0 ? find_given (db, gesture) : find_undo (db);
  VecheJournalHead head;

  g_assert (veche_db_in_transaction (db));

  if (found == NULL)
    {
      g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is nothing to undo");
      return NULL;
    }

  head = (VecheJournalHead){
    .at = veche_now (), .actor = actor, .kind = found->kind, .subject = found->subject, .undoes = found->id
  };
  if (strcmp (found->kind, "import") == 0)
    return take_back_import (db, g_steal_pointer (&found), &head, error);
  if (!reverse (db, found->id, &head, error) || !set_state (db, found->id, 1, error))
    return NULL;

  return g_steal_pointer (&found);
}

VecheGesture *
veche_journal_redo (VecheDb *db, const char *actor, GError **error)
{
  g_autoptr (VecheGesture) found = find_redo (db);
  VecheJournalHead head;
  gint64 undo;

  g_assert (veche_db_in_transaction (db));

  if (found == NULL)
    {
      g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is nothing to redo");
      return NULL;
    }

  undo = find_last_undo (db, found->id);
  head = (VecheJournalHead){
    .at = veche_now (), .actor = actor, .kind = found->kind, .subject = found->subject, .undoes = undo
  };
  if (!reverse (db, undo, &head, error) || !set_state (db, found->id, 0, error))
    return NULL;

  return g_steal_pointer (&found);
}

void
veche_journal_peek (VecheDb *db, VecheGesture **undo, VecheGesture **redo)
{
  if (undo != NULL)
    *undo = find_undo (db);
  if (redo != NULL)
    *redo = find_redo (db);
}

void
veche_journal_line_free (VecheJournalLine *line)
{
  g_free (line->gesture_uid);
  g_free (line->actor);
  g_free (line->kind);
  g_free (line->object);
  g_free (line->object_uid);
  g_free (line->field);
  g_free (line->before);
  g_free (line->after);
  g_free (line);
}

GPtrArray *
veche_journal_list (VecheDb *db, const char *object_uid, guint limit, GError **error)
{
  static const char
    all_sql[] = "SELECT j.id, g.at, g.uid, g.actor, g.kind, j.object, j.object_uid, j.field, CAST (j.before AS TEXT), "
                "CAST (j.after AS TEXT)"
                "  FROM journal AS j JOIN gesture AS g ON g.id = j.gesture_id ORDER BY j.id DESC LIMIT ?1";
  static const char object_sql[] = "SELECT j.id, g.at, g.uid, g.actor, g.kind, j.object, j.object_uid, j.field, CAST "
                                   "(j.before AS TEXT), CAST (j.after AS TEXT)"
                                   "  FROM journal AS j JOIN gesture AS g ON g.id = j.gesture_id WHERE j.object_uid = "
                                   "?2 ORDER BY j.id DESC LIMIT ?1";
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify)veche_journal_line_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (db, object_uid != NULL ? object_sql : all_sql);

  veche_statement_bind_int (statement, 1, limit != 0 ? (gint64)limit : -1);
  if (object_uid != NULL)
    veche_statement_bind_text (statement, 2, object_uid);
  while (veche_statement_step (statement, &local))
    {
      VecheJournalLine *line = g_new0 (VecheJournalLine, 1);

      line->id = veche_statement_int (statement, 0);
      line->at = veche_statement_int (statement, 1);
      line->gesture_uid = veche_statement_dup_text (statement, 2);
      line->actor = veche_statement_dup_text (statement, 3);
      line->kind = veche_statement_dup_text (statement, 4);
      line->object = veche_statement_dup_text (statement, 5);
      line->object_uid = veche_statement_dup_text (statement, 6);
      line->field = veche_statement_dup_text (statement, 7);
      line->before = veche_statement_dup_text (statement, 8);
      line->after = veche_statement_dup_text (statement, 9);
      g_ptr_array_add (lines, line);
    }
  if (local == NULL)
    return g_steal_pointer (&lines);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}
