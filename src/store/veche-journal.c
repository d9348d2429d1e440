/* veche-journal.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Carrying an edit out.  The steps go in order, with one twist: a row is inserted whole, with all the fields that the
 * edit sets on it, at the latest when something needs it.  Each thing written leaves one journal row; what was equal
 * before leaves none.
 */

#include "store/veche-journal-private.h"

#include <string.h>

#include "store/veche-fts.h"

/* A row that the edit makes. */
typedef struct
{
  const VecheJournalTable *table;
  GValue *values;
  guint step; /* where the edit inserts it */
  gboolean begun, written;
} VecheJournalRow;

/* A reference in a circle: it is set when both ends are there. */
typedef struct
{
  const VecheJournalTable *table;
  guint field;
  const char *uid;
  GValue value;
} VecheJournalLate;

typedef struct
{
  VecheDb *db;
  VecheEdit *edit;
  const VecheJournalHead *head;
  gint64 gesture;
  gboolean tolerant;

  GHashTable *made;    /* (element-type utf8 VecheJournalRow) uids borrowed from the edit */
  GPtrArray *late;     /* (element-type VecheJournalLate) */
  GHashTable *removed; /* (element-type utf8) uids, also of what is just going */
  GHashTable *members; /* (element-type utf8 VecheNeed) uids whose derived fields must be made anew */
  GArray *texts;       /* words of interactions that came or went */
} VecheJournalWork;

static gboolean write_row (VecheJournalWork *work, const char *uid, GError **error);
static gboolean remove_row (VecheJournalWork *work, const VecheJournalTable *table, const char *uid, GError **error);

static void
journal_row_free (gpointer data)
{
  VecheJournalRow *row = data;

  veche_journal_values_free (row->values, row->table->n_fields);
  g_free (row);
}

static void
journal_late_free (gpointer data)
{
  VecheJournalLate *late = data;

  g_value_unset (&late->value);
  g_free (late);
}

/* Whatever was taken back before a new gesture can't be done again after it. */
static gboolean
clear_redo (VecheDb *db, GError **error)
{
  static const char sql[] = "UPDATE gesture SET state = 2 WHERE state = 1 AND undoes IS NULL";

  return veche_statement_run (veche_db_prepare (db, sql), error);
}

static gboolean
record (VecheJournalWork *work, const char *object, const char *uid, const char *field, const GValue *before,
        const GValue *after, GError **error)
{
  static const char sql
    [] = "INSERT INTO journal (gesture_id, object, object_uid, field, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
  VecheStatement *statement;

  if (work->gesture == 0)
    {
      if (work->head->undoes == 0 && !work->tolerant && !clear_redo (work->db, error))
        return FALSE;
      work->gesture = veche_journal_write_head (work->db, work->head, error);
      if (work->gesture == 0)
        return FALSE;
    }

  statement = veche_db_prepare (work->db, sql);
  veche_statement_bind_int (statement, 1, work->gesture);
  veche_statement_bind_text (statement, 2, object);
  veche_statement_bind_text (statement, 3, uid);
  veche_statement_bind_text (statement, 4, field);
  veche_statement_bind_value (statement, 5, before);
  veche_statement_bind_value (statement, 6, after);

  return veche_statement_run (statement, error);
}

static gboolean
record_existence (VecheJournalWork *work, const VecheJournalTable *table, const char *uid, gboolean exists,
                  GError **error)
{
  GValue one = G_VALUE_INIT, none = G_VALUE_INIT;
  gboolean ok;

  g_value_init (&one, G_TYPE_INT64);
  g_value_set_int64 (&one, 1);
  ok = record (work, table->name, uid, "", exists ? &none : &one, exists ? &one : &none, error);
  g_value_unset (&one);

  return ok;
}

/* A reference's row: inserted first when this very edit makes it.  0 with no error: not here, and that is tolerated. */
static gint64
resolve (VecheJournalWork *work, const VecheJournalField *field, const char *uid, GError **error)
{
  gint64 id;

  if (g_hash_table_contains (work->made, uid) && !write_row (work, uid, error))
    return -1;

  id = veche_db_id_for_uid (work->db, field->ref, uid);
  if (id != 0 || work->tolerant)
    return id;

  g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "There is no %s “%s”", field->ref, uid);

  return -1;
}

/* TRUE: the row lacks something that it can't be without. */
static gboolean
bind_field (VecheJournalWork *work, VecheStatement *statement, int index, const VecheJournalField *field,
            const GValue *value, gint64 id)
{
  if (field->ref != NULL)
    veche_statement_bind_id (statement, index, id);
  else
    veche_statement_bind_value (statement, index, value);

  return field->required && id == 0;
}

static gboolean
resolve_one (VecheJournalWork *work, const VecheJournalTable *table, guint index, const GValue *value, gint64 *id,
             GError **error)
{
  const VecheJournalField *field = &table->fields[index];

  *id = 0;
  if (field->ref == NULL || !G_IS_VALUE (value))
    return TRUE;
  if (!G_VALUE_HOLDS_STRING (value))
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "%s.%s takes a uid", table->name, field->name);
      return FALSE;
    }

  *id = resolve (work, field, g_value_get_string (value), error);

  return *id >= 0;
}

static gboolean
record_made (VecheJournalWork *work, const VecheJournalTable *table, const char *uid, const GValue *values,
             GError **error)
{
  GValue none = G_VALUE_INIT;

  if (!record_existence (work, table, uid, TRUE, error))
    return FALSE;

  for (guint i = 0; i < table->n_fields; i++)
    if (G_IS_VALUE (&values[i]) && !record (work, table->name, uid, table->fields[i].name, &none, &values[i], error))
      return FALSE;

  return TRUE;
}

/* What it points to is being made further up: point there later. */
static void
put_off (VecheJournalWork *work, VecheJournalRow *row, guint field, const char *uid)
{
  GValue *value = &row->values[field];
  VecheJournalRow *target = G_VALUE_HOLDS_STRING (value) ? g_hash_table_lookup (work->made, g_value_get_string (value))
                                                         : NULL;
  VecheJournalLate *late;

  if (target == NULL || !target->begun || target->written || row->table->fields[field].ref == NULL)
    return;

  late = g_new0 (VecheJournalLate, 1);
  late->table = row->table;
  late->field = field;
  late->uid = uid;
  late->value = *value;
  *value = (GValue)G_VALUE_INIT;
  g_ptr_array_add (work->late, late);
}

static gboolean
write_row (VecheJournalWork *work, const char *uid, GError **error)
{
  VecheJournalRow *row = g_hash_table_lookup (work->made, uid);
  const VecheJournalTable *table = row->table;
  g_autofree gint64 *ids = NULL;
  VecheStatement *statement;
  GError *local = NULL;
  gboolean lacks = FALSE;
  int text = veche_journal_find_field (table, "text");
  gint64 id;

  if (row->begun)
    return TRUE;
  row->begun = TRUE;

  ids = g_new0 (gint64, table->n_fields);
  for (guint i = 0; i < table->n_fields; i++)
    {
      put_off (work, row, i, uid);
      if (!resolve_one (work, table, i, &row->values[i], &ids[i], error))
        return FALSE;
    }

  statement = veche_db_prepare (work->db, table->insert);
  veche_statement_bind_text (statement, 1, uid);
  for (guint i = 0; i < table->n_fields; i++)
    lacks |= bind_field (work, statement, (int)i + 2, &table->fields[i], &row->values[i], ids[i]);
  if (lacks && work->tolerant)
    {
      veche_statement_reset (statement);
      return TRUE;
    }
  if (!veche_statement_run (statement, &local))
    return veche_journal_explain (error, local, table, uid, NULL);

  row->written = TRUE;
  id = veche_db_last_id (work->db);

  veche_journal_touch_text (work->texts, table, id, NULL, text >= 0 ? &row->values[text] : NULL);

  return record_made (work, table, uid, row->values, error) &&
         veche_journal_touch (work->db, work->members, table, uid, row->values, error);
}

static gboolean
missing (VecheJournalWork *work, const VecheJournalTable *table, const char *uid, GError **error)
{
  if (work->tolerant)
    return TRUE;

  g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no %s “%s”", table->name, uid);

  return FALSE;
}

static gboolean
write_field (VecheJournalWork *work, const VecheJournalTable *table, guint index, const char *uid, gint64 id,
             gint64 target, const GValue *value, GError **error)
{
  VecheStatement *statement = veche_db_prepare (work->db, table->update[index]);
  GError *local = NULL;

  veche_statement_bind_int (statement, 1, id);
  bind_field (work, statement, 2, &table->fields[index], value, target);

  return veche_statement_run (statement, &local) || veche_journal_explain (error, local, table, uid, value);
}

/* The field now points elsewhere: whoever is there is concerned as well. */
static gboolean
touch_again (VecheJournalWork *work, const VecheJournalTable *table, guint index, const char *uid, GValue *values,
             const GValue *value, GError **error)
{
  if (G_IS_VALUE (&values[index]))
    g_value_unset (&values[index]);
  if (G_IS_VALUE (value))
    {
      g_value_init (&values[index], G_VALUE_TYPE (value));
      g_value_copy (value, &values[index]);
    }

  return veche_journal_touch (work->db, work->members, table, uid, values, error);
}

static gboolean
set_field (VecheJournalWork *work, const VecheJournalTable *table, guint index, const char *uid, const GValue *value,
           GError **error)
{
  const VecheJournalField *field = &table->fields[index];
  g_autoptr (GError) local = NULL;
  GValue *values;
  gint64 id = 0, target = 0;
  gboolean ok;

  if (!resolve_one (work, table, index, value, &target, error))
    return FALSE;
  if (field->required && target == 0 && work->tolerant)
    return TRUE;

  values = veche_journal_read_row (work->db, table, uid, &id, &local);
  if (values == NULL && local == NULL)
    return missing (work, table, uid, error);
  if (values == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (veche_journal_value_equal (&values[index], value))
    {
      veche_journal_values_free (values, table->n_fields);
      return TRUE;
    }

  ok = (field->plain || veche_journal_touch (work->db, work->members, table, uid, values, error)) &&
       write_field (work, table, index, uid, id, target, value, error) &&
       veche_journal_follow (work->db, table, index, id, &values[index], target, error) &&
       record (work, table->name, uid, field->name, &values[index], value, error) &&
       (field->plain || touch_again (work, table, index, uid, values, value, error));
  if (ok && strcmp (field->name, "text") == 0)
    veche_journal_touch_text (work->texts, table, id, &values[index], value);
  veche_journal_values_free (values, table->n_fields);

  return ok;
}

static GPtrArray *
list_children (VecheJournalWork *work, const char *sql, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) uids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (work->db, sql);

  veche_statement_bind_int (statement, 1, id);
  while (veche_statement_step (statement, &local))
    g_ptr_array_add (uids, veche_statement_dup_text (statement, 0));
  if (local == NULL)
    return g_steal_pointer (&uids);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

/* Whatever points to the row goes first, in the journal's sight: SQLite's own cascade finds nothing left to do. */
static gboolean
release_children (VecheJournalWork *work, const VecheJournalTable *parent, gint64 id, GError **error)
{
  static const GValue none = G_VALUE_INIT;
  guint n;
  const VecheJournalTable *tables = veche_journal_tables (&n);

  for (guint t = 0; t < n; t++)
    for (guint f = 0; f < tables[t].n_fields; f++)
      {
        g_autoptr (GPtrArray) uids = NULL;

        if (g_strcmp0 (tables[t].fields[f].ref, parent->name) != 0)
          continue;
        uids = list_children (work, tables[t].children[f], id, error);
        if (uids == NULL)
          return FALSE;
        for (guint i = 0; i < uids->len; i++)
          if (!(tables[t].fields[f].cascade ? remove_row (work, &tables[t], uids->pdata[i], error)
                                            : set_field (work, &tables[t], f, uids->pdata[i], &none, error)))
            return FALSE;
      }

  return TRUE;
}

static gboolean
record_removed (VecheJournalWork *work, const VecheJournalTable *table, const char *uid, const GValue *values,
                GError **error)
{
  static const GValue none = G_VALUE_INIT;

  for (guint i = 0; i < table->n_fields; i++)
    if (G_IS_VALUE (&values[i]) && !record (work, table->name, uid, table->fields[i].name, &values[i], &none, error))
      return FALSE;

  return record_existence (work, table, uid, FALSE, error);
}

static gboolean
remove_now (VecheJournalWork *work, const VecheJournalTable *table, const char *uid, gint64 id, const GValue *values,
            GError **error)
{
  VecheStatement *statement;
  GError *local = NULL;
  int text = veche_journal_find_field (table, "text");

  g_hash_table_add (work->removed, g_strdup (uid));
  if (!veche_journal_touch (work->db, work->members, table, uid, values, error) ||
      !release_children (work, table, id, error))
    return FALSE;

  if (strcmp (table->name, "member") == 0 && !veche_fts_remove_member (work->db, id, error))
    return FALSE;
  veche_journal_touch_text (work->texts, table, id, text >= 0 ? &values[text] : NULL, NULL);

  statement = veche_db_prepare (work->db, table->remove);
  veche_statement_bind_int (statement, 1, id);
  if (!veche_statement_run (statement, &local))
    return veche_journal_explain (error, local, table, uid, NULL);

  return record_removed (work, table, uid, values, error);
}

static gboolean
remove_row (VecheJournalWork *work, const VecheJournalTable *table, const char *uid, GError **error)
{
  g_autoptr (GError) local = NULL;
  GValue *values;
  gint64 id;
  gboolean ok;

  if (g_hash_table_contains (work->removed, uid))
    return TRUE;
  values = veche_journal_read_row (work->db, table, uid, &id, &local);
  if (values == NULL && local == NULL)
    return missing (work, table, uid, error);
  if (values == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  ok = remove_now (work, table, uid, id, values, error);
  veche_journal_values_free (values, table->n_fields);

  return ok;
}

static const VecheJournalTable *
find_target (const VecheEditStep *step, int *field, GError **error)
{
  const VecheJournalTable *table = veche_journal_find_table (step->table);

  if (table == NULL)
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "“%s” is not something a person changes",
                   step->table);
      return NULL;
    }

  *field = step->kind == VECHE_EDIT_SET ? veche_journal_find_field (table, step->field) : -1;
  if (step->kind == VECHE_EDIT_SET && *field < 0)
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "A %s has no “%s” that a person changes",
                   step->table, step->field);
      return NULL;
    }

  return table;
}

/* First look: which rows the edit makes, and with what in them. */
static gboolean
collect (VecheJournalWork *work, GError **error)
{
  for (guint i = 0; i < veche_edit_get_n_steps (work->edit); i++)
    {
      const VecheEditStep *step = veche_edit_get_step (work->edit, i);
      int field;
      const VecheJournalTable *table = find_target (step, &field, error);
      VecheJournalRow *row;

      if (table == NULL)
        return FALSE;
      row = g_hash_table_lookup (work->made, step->uid);
      if (step->kind == VECHE_EDIT_INSERT && row == NULL)
        {
          row = g_new0 (VecheJournalRow, 1);
          row->table = table;
          row->values = g_new0 (GValue, table->n_fields);
          row->step = i;
          g_hash_table_insert (work->made, step->uid, row);
        }
      else if (step->kind == VECHE_EDIT_SET && row != NULL && row->table == table)
        {
          if (G_IS_VALUE (&row->values[field]))
            g_value_unset (&row->values[field]);
          if (G_IS_VALUE (&step->value))
            {
              g_value_init (&row->values[field], G_VALUE_TYPE (&step->value));
              g_value_copy (&step->value, &row->values[field]);
            }
        }
    }

  return TRUE;
}

static gboolean
carry_out_step (VecheJournalWork *work, guint index, GError **error)
{
  const VecheEditStep *step = veche_edit_get_step (work->edit, index);
  int field;
  const VecheJournalTable *table = find_target (step, &field, error);
  VecheJournalRow *row = g_hash_table_lookup (work->made, step->uid);

  switch (step->kind)
    {
    case VECHE_EDIT_INSERT:
      return write_row (work, step->uid, error);
    case VECHE_EDIT_SET:
      return (row != NULL && index > row->step) ||
             set_field (work, table, (guint)field, step->uid, &step->value, error);
    case VECHE_EDIT_DELETE:
      return remove_row (work, table, step->uid, error);
    default:
      g_assert_not_reached ();
    }
}

gboolean
veche_journal_carry_out (VecheDb *db, VecheEdit *edit, const VecheJournalHead *head, gboolean tolerant, gint64 *gesture,
                         GError **error)
{
  g_autoptr (GHashTable) made = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, journal_row_free);
  g_autoptr (GPtrArray) late = g_ptr_array_new_with_free_func (journal_late_free);
  g_autoptr (GHashTable) removed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) texts = veche_journal_texts_new ();
  VecheJournalWork work = { db, edit, head, *gesture, tolerant, made, late, removed, members, texts };

  g_assert (veche_db_in_transaction (db));

  if (!collect (&work, error))
    return FALSE;
  for (guint i = 0; i < veche_edit_get_n_steps (edit); i++)
    if (!carry_out_step (&work, i, error))
      return FALSE;
  for (guint i = 0; i < late->len; i++)
    {
      VecheJournalLate *one = late->pdata[i];

      if (!set_field (&work, one->table, one->field, one->uid, &one->value, error))
        return FALSE;
    }
  *gesture = work.gesture;

  return veche_journal_refresh_texts (db, texts, error) && veche_journal_refresh_members (db, members, error);
}

gint64
veche_journal_apply (VecheDb *db, VecheEdit *edit, const char *actor, GError **error)
{
  return veche_journal_apply_more (db, edit, 0, actor, error);
}

gint64
veche_journal_apply_more (VecheDb *db, VecheEdit *edit, gint64 gesture, const char *actor, GError **error)
{
  VecheJournalHead head = {
    .at = veche_now (), .actor = actor, .kind = veche_edit_get_kind (edit), .subject = veche_edit_get_subject (edit)
  };

  g_return_val_if_fail (actor != NULL, 0);

  if (!veche_journal_carry_out (db, edit, &head, FALSE, &gesture, error))
    return 0;

  return gesture != 0 ? gesture : -1;
}

gint64
veche_journal_record_import (VecheDb *db, gint64 batch_id, const char *subject, const char *actor, GError **error)
{
  g_autofree char *uid = veche_db_uid_for_id (db, "batch", batch_id);
  VecheJournalHead head = { .at = veche_now (), .actor = actor, .kind = "import", .subject = subject };
  VecheJournalWork work = { .db = db, .head = &head };
  GValue none = G_VALUE_INIT, one = G_VALUE_INIT;
  gboolean ok;

  g_assert (veche_db_in_transaction (db));

  if (uid == NULL)
    {
      g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no such import");
      return 0;
    }

  g_value_init (&one, G_TYPE_INT64);
  g_value_set_int64 (&one, 1);
  ok = record (&work, "batch", uid, "", &none, &one, error);

  return ok ? work.gesture : 0;
}
