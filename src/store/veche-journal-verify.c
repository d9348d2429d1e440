/* veche-journal-verify.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fold of the journal is, for each row, the last thing said about each of its fields.  Of a row that a person made
 * it tells everything: what it does not mention has the schema's default.  Of a row that came from outside it tells
 * what a person has touched.
 */

#include "store/veche-journal-private.h"

#include <string.h>

#define MAX_FINDINGS 200

typedef struct
{
  const VecheJournalTable *table; /* NULL: not a table of ours */
  char *uid;
  gboolean known; /* the journal tells whether the row exists */
  gboolean exists;
  GValue *values; /* the last said of each field */
  gboolean *said;
} VecheFold;

static void
fold_clear (VecheFold *fold)
{
  if (fold->values != NULL)
    veche_journal_values_free (fold->values, fold->table->n_fields);
  g_free (fold->said);
  g_free (fold->uid);
  *fold = (VecheFold){ 0 };
}

static void
fold_begin (VecheFold *fold, const char *object, const char *uid)
{
  fold->table = veche_journal_find_table (object);
  fold->uid = g_strdup (uid);
  if (fold->table == NULL)
    return;

  fold->values = g_new0 (GValue, fold->table->n_fields);
  fold->said = g_new0 (gboolean, fold->table->n_fields);
}

/* The row came with these fields, or went with them; only what was not said later counts. */
static gboolean
fold_take_row (VecheFold *fold, VecheStatement *statement, GError **error)
{
  gboolean came = !veche_statement_is_null (statement, 3);
  const char *pack = veche_statement_text (statement, came ? 3 : 4);
  GValue *values;
  gboolean ok;

  if (!fold->known)
    fold->exists = came;
  fold->known = TRUE;
  if (pack == NULL || *pack != '{')
    return TRUE;

  values = g_new0 (GValue, fold->table->n_fields);
  ok = veche_journal_unpack (fold->table, pack, values, error);
  for (guint i = 0; ok && i < fold->table->n_fields; i++)
    if (G_IS_VALUE (&values[i]) && !fold->said[i])
      {
        fold->said[i] = TRUE;
        if (!came)
          continue;
        fold->values[i] = values[i];
        values[i] = (GValue) G_VALUE_INIT;
      }
  veche_journal_values_free (values, fold->table->n_fields);

  return ok;
}

static gboolean
fold_take (VecheFold *fold, VecheStatement *statement, GError **error)
{
  const char *field = veche_statement_text (statement, 2);
  int index;

  if (fold->table == NULL)
    return TRUE;
  if (*field == '\0')
    return fold_take_row (fold, statement, error);

  index = veche_journal_find_field (fold->table, field);
  if (index < 0 || fold->said[index])
    return TRUE;
  veche_statement_value (statement, 3, &fold->values[index]);
  fold->said[index] = TRUE;

  return TRUE;
}

static void
complain (GStrvBuilder *findings, const VecheFold *fold, const VecheJournalField *field, const GValue *is,
          const GValue *said)
{
  g_autofree char *is_text = veche_journal_value_text (is);
  g_autofree char *said_text = veche_journal_value_text (said);
  g_autofree char *sentence = g_strdup_printf ("%s of %s %s is %s, the journal says %s", field->name, fold->table->name,
                                               fold->uid, is_text, said_text);

  g_strv_builder_add (findings, sentence);
}

/* What the fold says of a field, or FALSE when it has nothing to say. */
static gboolean
fold_expects (const VecheFold *fold, guint index, GValue *expected)
{
  const VecheJournalField *field = &fold->table->fields[index];
  gboolean made = fold->known && fold->exists;

  if (field->loose || (!fold->said[index] && (!made || field->outside)))
    return FALSE;

  if (G_IS_VALUE (&fold->values[index]))
    {
      g_value_init (expected, G_VALUE_TYPE (&fold->values[index]));
      g_value_copy (&fold->values[index], expected);
    }
  else if (made)
    veche_journal_preset (field, expected);

  return TRUE;
}

static guint
compare (const VecheFold *fold, const GValue *values, GStrvBuilder *findings)
{
  guint n = 0;

  for (guint i = 0; i < fold->table->n_fields; i++)
    {
      GValue expected = G_VALUE_INIT;

      if (fold_expects (fold, i, &expected) && !veche_journal_value_equal (&values[i], &expected))
        {
          complain (findings, fold, &fold->table->fields[i], &values[i], &expected);
          n++;
        }
      if (G_IS_VALUE (&expected))
        g_value_unset (&expected);
    }

  return n;
}

/* Adds what differs; FALSE only with an error. */
static gboolean
fold_end (VecheDb *db, VecheFold *fold, GStrvBuilder *findings, guint *n, GError **error)
{
  g_autoptr (GError) local = NULL;
  GValue *values;
  gboolean gone = fold->known && !fold->exists;

  if (fold->table == NULL)
    return TRUE;

  values = veche_journal_read_row (db, fold->table, fold->uid, NULL, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  if ((values == NULL) != gone)
    {
      g_autofree char *sentence = g_strdup_printf (gone ? "%s %s is there, the journal says that it was removed"
                                                        : "%s %s is not there, the journal says nothing of its removal",
                                                   fold->table->name, fold->uid);
      g_strv_builder_add (findings, sentence);
      (*n)++;
    }
  else if (values != NULL)
    *n += compare (fold, values, findings);

  if (values != NULL)
    veche_journal_values_free (values, fold->table->n_fields);

  return TRUE;
}

GStrv
veche_journal_verify (VecheDb *db, GError **error)
{
  static const char sql[] = "SELECT object, object_uid, field, after, before FROM journal ORDER BY object_uid, id DESC";
  g_autoptr (GStrvBuilder) findings = g_strv_builder_new ();
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (db, sql);
  VecheFold fold = { 0 };
  gboolean ok = TRUE;
  guint n = 0;

  while (ok && n < MAX_FINDINGS && veche_statement_step (statement, &local))
    {
      if (g_strcmp0 (fold.uid, veche_statement_text (statement, 1)) != 0)
        {
          ok = fold_end (db, &fold, findings, &n, &local);
          fold_clear (&fold);
          fold_begin (&fold, veche_statement_text (statement, 0), veche_statement_text (statement, 1));
        }
      ok = ok && fold_take (&fold, statement, &local);
    }
  veche_statement_reset (statement);
  ok = ok && local == NULL && fold_end (db, &fold, findings, &n, &local);
  fold_clear (&fold);
  if (ok)
    return g_strv_builder_end (findings);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

/* A gesture as it stands in one workspace, on its way into another. */
typedef struct
{
  gint64 id, at, undoes;
  int state;
  char *uid, *actor, *kind, *subject;
} VecheReplayStep;

static void
replay_step_free (gpointer data)
{
  VecheReplayStep *step = data;

  g_free (step->uid);
  g_free (step->actor);
  g_free (step->kind);
  g_free (step->subject);
  g_free (step);
}

static GPtrArray *
list_steps (VecheDb *db, gint64 after, GError **error)
{
  static const char
    sql[] = "SELECT id, at, undoes, state, uid, actor, kind, subject FROM gesture WHERE id > ?1 ORDER BY id LIMIT 500";
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (replay_step_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, after);
  while (veche_statement_step (statement, &local))
    {
      VecheReplayStep *step = g_new0 (VecheReplayStep, 1);

      step->id = veche_statement_int (statement, 0);
      step->at = veche_statement_int (statement, 1);
      step->undoes = veche_statement_int (statement, 2);
      step->state = (int)veche_statement_int (statement, 3);
      step->uid = veche_statement_dup_text (statement, 4);
      step->actor = veche_statement_dup_text (statement, 5);
      step->kind = veche_statement_dup_text (statement, 6);
      step->subject = veche_statement_dup_text (statement, 7);
      g_ptr_array_add (steps, step);
    }
  if (local == NULL)
    return g_steal_pointer (&steps);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

static gboolean
replay_step (VecheDb *from, VecheDb *into, const VecheReplayStep *step, GHashTable *ids, GError **error)
{
  g_autoptr (GPtrArray) entries = veche_journal_entries (from, step->id, error);
  g_autoptr (VecheEdit) edit = NULL;
  VecheJournalHead head = {
    step->at,    step->uid,     step->actor,
    step->kind,  step->subject, GPOINTER_TO_INT (g_hash_table_lookup (ids, GINT_TO_POINTER (step->undoes))),
    step->state,
  };
  gint64 id;

  if (entries == NULL)
    return FALSE;

  /* An import is not in the journal, only that it took place. */
  for (guint i = entries->len; i-- > 0;)
    if (strcmp (((VecheJournalEntry *)entries->pdata[i])->object, "batch") == 0)
      g_ptr_array_remove_index (entries, i);

  id = veche_journal_write_head (into, &head, error);
  if (id == 0)
    return FALSE;
  g_hash_table_insert (ids, GINT_TO_POINTER (step->id), GINT_TO_POINTER (id));
  edit = veche_journal_entries_to_edit (entries, step->kind, step->subject, error);

  return edit != NULL && veche_journal_carry_out (into, edit, &head, TRUE, &id, error);
}

gboolean
veche_journal_replay (VecheDb *from, VecheDb *into, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (NULL, NULL);
  gint64 last = 0;

  for (;;)
    {
      g_autoptr (GPtrArray) steps = list_steps (from, last, error);

      if (steps == NULL)
        return FALSE;
      if (steps->len == 0)
        return TRUE;
      for (guint i = 0; i < steps->len; i++)
        {
          VecheReplayStep *step = steps->pdata[i];

          if (!replay_step (from, into, step, ids, error))
            return FALSE;
          last = step->id;
        }
    }
}
