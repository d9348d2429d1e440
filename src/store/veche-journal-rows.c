/* veche-journal-rows.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The single steps of an edit: a row made, a field set, each with what it leaves in the journal.
 */

#include "store/veche-journal-private.h"

#include <string.h>

#include "model/veche-text.h"

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

/* Whatever was taken back before a new gesture of the person can't be done again after it. */
static gboolean
clear_redo (VecheDb *db, GError **error)
{
  static const char sql[] = "UPDATE gesture SET state = 2 WHERE state = 1 AND undoes IS NULL";

  return veche_statement_run (veche_db_prepare (db, sql), error);
}

#define ONE "(?, ?, ?, ?, ?, ?)"
#define FOUR ONE ", " ONE ", " ONE ", " ONE
#define LINES 32

/* Many lines a statement: its cursors then stand where the next line goes, and a line costs half. */
static gboolean
write_lines (VecheJournalWork *work, const char *sql, guint first, guint n, GError **error)
{
  VecheStatement *statement = veche_db_prepare (work->db, sql);
  int index = 1;

  for (guint i = first; i < first + n; i++)
    {
      VecheJournalLineNew *line = &g_array_index (work->lines, VecheJournalLineNew, i);

      veche_statement_bind_int (statement, index++, work->gesture);
      veche_statement_bind_static (statement, index++, line->object);
      veche_statement_bind_static (statement, index++, line->uid);
      veche_statement_bind_static (statement, index++, line->field);
      veche_statement_bind_static_value (statement, index++, &line->before);
      veche_statement_bind_static_value (statement, index++, &line->after);
    }

  return veche_statement_run (statement, error);
}

gboolean
veche_journal_write_lines (VecheJournalWork *work, GError **error)
{
  static const char one[] = "INSERT INTO journal (gesture_id, object, object_uid, field, before, after) VALUES " ONE;
  static const char many[] = "INSERT INTO journal (gesture_id, object, object_uid, field, before, after) VALUES "
    FOUR ", " FOUR ", " FOUR ", " FOUR ", " FOUR ", " FOUR ", " FOUR ", " FOUR;
  guint done = 0;

  for (; work->lines->len - done >= LINES; done += LINES)
    if (!write_lines (work, many, done, LINES, error))
      return FALSE;
  for (; done < work->lines->len; done++)
    if (!write_lines (work, one, done, 1, error))
      return FALSE;
  g_array_set_size (work->lines, 0);

  return TRUE;
}

static void
line_set (GValue *to, const GValue *from)
{
  if (!G_IS_VALUE (from))
    return;
  g_value_init (to, G_VALUE_TYPE (from));
  g_value_copy (from, to);
}

static void
line_clear (gpointer data)
{
  VecheJournalLineNew *line = data;

  g_free (line->uid);
  g_value_unset (&line->before);
  g_value_unset (&line->after);
}

static gboolean
take_line (VecheJournalWork *work, const VecheJournalLineNew *line, GError **error)
{
  g_array_append_vals (work->lines, line, 1);
  if (work->gesture == 0)
    {
      if (work->head->undoes == 0 && !work->tolerant && !g_str_has_prefix (work->head->actor, VECHE_ACTOR_RULE) && !clear_redo (work->db, error))
        return FALSE;
      work->gesture = veche_journal_write_head (work->db, work->head, error);
      if (work->gesture == 0)
        return FALSE;
    }

  return work->lines->len < LINES || veche_journal_write_lines (work, error);
}

/* object and field are those of the tables, which stay. */
gboolean
veche_journal_record (VecheJournalWork *work, const char *object, const char *uid, const char *field, const GValue *before,
                      const GValue *after, GError **error)
{
  VecheJournalLineNew line = { .object = object, .field = field, .uid = g_strdup (uid) };

  line_set (&line.before, before);
  line_set (&line.after, after);

  return take_line (work, &line, error);
}

/* The whole row in one line. */
gboolean
veche_journal_record_row (VecheJournalWork *work, const VecheJournalTable *table, const char *uid, const GValue *values, gboolean made, GError **error)
{
  VecheJournalLineNew line = { .object = table->name, .field = "", .uid = g_strdup (uid) };
  GValue *pack = made ? &line.after : &line.before;

  g_value_init (pack, G_TYPE_STRING);
  g_value_take_string (pack, veche_journal_pack (table, values));

  return take_line (work, &line, error);
}

/* Labels and the like are named by thousands of rows in a row. */
static gint64
look_up (VecheJournalWork *work, const char *table, const char *uid)
{
  gsize length = strlen (uid);
  VecheJournalKnown *known = &work->known[length > 0 ? (guchar) uid[length - 1] % G_N_ELEMENTS (work->known) : 0];
  gint64 id;

  if (strcmp (table, "member") == 0)
    return veche_journal_member_id (work->derived, uid);
  if (known->table != NULL && strcmp (known->table, table) == 0 && strcmp (known->uid, uid) == 0)
    return known->id;

  id = veche_db_id_for_uid (work->db, table, uid);
  known->table = id != 0 && length < sizeof known->uid ? table : NULL;
  known->id = id;
  g_strlcpy (known->uid, uid, sizeof known->uid);

  return id;
}

/* What is not here any more is no fault: rows come from elsewhere, or an undo goes on that was cut short and somebody has removed them since. */
static gboolean
may_lack (VecheJournalWork *work)
{
  return work->tolerant || (work->check != NULL && work->check->leave);
}

/* A reference's row: inserted first when this very edit makes it.  0 with no error: not here, and that is tolerated. */
static gint64
resolve (VecheJournalWork *work, const VecheJournalField *field, const char *uid, GError **error)
{
  gint64 id;

  if (g_hash_table_contains (work->made, uid) && !veche_journal_write_row (work, uid, error))
    return -1;

  id = look_up (work, field->ref, uid);
  if (id != 0 || may_lack (work))
    return id;

  g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "There is no %s “%s”", field->ref, uid);

  return -1;
}

/* What is not bound is NULL.  TRUE: the row lacks something that it can't be without. */
static gboolean
bind_field (VecheJournalWork *work, VecheStatement *statement, int index, const VecheJournalField *field,
            const GValue *value, gint64 id)
{
  if (field->ref != NULL && id != 0)
    veche_statement_bind_int (statement, index, id);
  else if (field->ref == NULL && veche_journal_is_set (value))
    veche_statement_bind_static_value (statement, index, value);

  return field->required && id == 0;
}

static gboolean
resolve_one (VecheJournalWork *work, const VecheJournalTable *table, guint index, const GValue *value, gint64 *id,
             GError **error)
{
  const VecheJournalField *field = &table->fields[index];

  *id = 0;
  if (field->ref == NULL || !veche_journal_is_set (value))
    return TRUE;
  if (!G_VALUE_HOLDS_STRING (value))
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "%s.%s takes a uid", table->name, field->name);
      return FALSE;
    }

  *id = resolve (work, field, g_value_get_string (value), error);

  return *id >= 0;
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

static void
bind_sort_key (VecheStatement *statement, int index, const GValue *name)
{
  g_autoptr (GBytes) key = veche_text_sort_key (name != NULL && G_VALUE_HOLDS_STRING (name) ? g_value_get_string (name) : "");
  gsize n;
  gconstpointer data = g_bytes_get_data (key, &n);

  veche_statement_bind_blob (statement, index, data, n);
}

/* Whoever is concerned by a row that came or goes. */
gboolean
veche_journal_touch_row (VecheJournalWork *work, const VecheJournalTable *table, const char *uid, const GValue *values, GError **error)
{
  return table->member ? veche_journal_touch_member (work->derived, NULL, uid, error)
                       : veche_journal_touch (work->derived, table, -1, uid, values, error);
}

static gboolean
insert_row (VecheJournalWork *work, VecheJournalRow *row, const char *uid, const gint64 *ids, GError **error)
{
  const VecheJournalTable *table = row->table;
  VecheStatement *statement = veche_db_prepare (work->db, table->insert);
  int index = 1;
  GError *local = NULL;
  gboolean lacks = FALSE;

  veche_statement_bind_static (statement, index++, uid);
  if (table->member)
    bind_sort_key (statement, index++, &row->values[0]);
  for (guint i = 0; i < table->n_fields; i++)
    lacks |= bind_field (work, statement, index++, &table->fields[i], &row->values[i], ids[i]);
  if (lacks && may_lack (work))
    {
      veche_statement_reset (statement);
      return TRUE;
    }
  if (!veche_statement_run (statement, &local))
    return veche_journal_explain (error, local, table, uid, NULL);
  row->written = TRUE;

  return TRUE;
}

gboolean
veche_journal_write_row (VecheJournalWork *work, const char *uid, GError **error)
{
  VecheJournalRow *row = g_hash_table_lookup (work->made, uid);
  const VecheJournalTable *table = row->table;
  gint64 ids[VECHE_JOURNAL_MAX_FIELDS] = { 0 };

  if (row->begun)
    return TRUE;
  if (!veche_journal_remove_rows (work, error))
    return FALSE;
  row->begun = TRUE;

  for (guint i = 0; i < table->n_fields; i++)
    {
      if (table->fields[i].ref == NULL || !veche_journal_is_set (&row->values[i]))
        continue;
      put_off (work, row, i, uid);
      if (!resolve_one (work, table, i, &row->values[i], &ids[i], error))
        return FALSE;
    }
  if (!insert_row (work, row, uid, ids, error))
    return FALSE;
  if (!row->written)
    return TRUE;

  if (table->member)
    veche_journal_member_came (work->derived, uid, veche_db_last_id (work->db));
  if (table->text >= 0)
    veche_journal_touch_text (work->derived, table, veche_db_last_id (work->db), NULL, &row->values[table->text]);

  return veche_journal_record_row (work, table, uid, row->values, TRUE, error) && veche_journal_touch_row (work, table, uid, row->values, error);
}

gboolean
veche_journal_missing (VecheJournalWork *work, const VecheJournalTable *table, const char *uid, GError **error)
{
  if (may_lack (work))
    return TRUE;

  g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no %s “%s”", table->name, uid);

  return FALSE;
}

/* It pointed to a row that this very act, or an earlier piece of it, has taken out: nobody has changed it. */
static gboolean
was_released (VecheJournalWork *work, const VecheJournalField *field, const GValue *is, const GValue *said)
{
  const char *uid = field->ref != NULL && !veche_journal_is_set (is) && G_VALUE_HOLDS_STRING (said) ? g_value_get_string (said) : NULL;

  return uid != NULL && (g_hash_table_contains (work->removed, uid) || look_up (work, field->ref, uid) == 0);
}

VecheVerdict
veche_journal_changed_since (VecheJournalWork *work, const VecheJournalTable *table, guint index, const GValue *is, const GValue *said, GError **error)
{
  if (was_released (work, &table->fields[index], is, said))
    return VECHE_VERDICT_GO_ON;
  if (work->check->leave)
    return VECHE_VERDICT_LEAVE_IT;

  g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT, "%s of this %s has been changed since", table->fields[index].name,
               table->name);

  return VECHE_VERDICT_FAIL;
}

/* Does the field still say what was left there by what is taken back? */
static VecheVerdict
check_field (VecheJournalWork *work, const VecheJournalEntry *said, const VecheJournalTable *table, guint index, const GValue *is,
             GError **error)
{
  if (said == NULL || table->fields[index].loose || veche_journal_value_equal (is, &said->after))
    return VECHE_VERDICT_GO_ON;

  return veche_journal_changed_since (work, table, index, is, &said->after, error);
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

  return veche_journal_touch (work->derived, table, (int) index, uid, values, error);
}

/* Of a member only the field itself is looked at: who is concerned is the member. */
static gboolean
set_member_field (VecheJournalWork *work, const VecheJournalTable *table, guint index, const char *uid, gint64 target, const GValue *value,
                  const VecheJournalEntry *said, GError **error)
{
  const VecheJournalField *field = &table->fields[index];
  g_auto (GValue) before = G_VALUE_INIT;
  g_autoptr (GError) local = NULL;
  VecheVerdict verdict;
  gint64 id = 0;

  if (!veche_journal_read_field (work->db, table, index, uid, &id, &before, &local))
    {
      if (local == NULL)
        return veche_journal_missing (work, table, uid, error);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  verdict = check_field (work, said, table, index, &before, error);
  if (verdict != VECHE_VERDICT_GO_ON)
    return verdict == VECHE_VERDICT_LEAVE_IT;

  if (veche_journal_value_equal (&before, value))
    return TRUE;

  if (field->judged)
    veche_journal_touch_author (work->derived, id);

  return write_field (work, table, index, uid, id, target, value, error) &&
         veche_journal_record (work, table->name, uid, field->name, &before, value, error) &&
         (field->plain || veche_journal_touch_member (work->derived, field, uid, error));
}

static gboolean
set_other_field (VecheJournalWork *work, const VecheJournalTable *table, guint index, const char *uid, gint64 target, const GValue *value,
                 const VecheJournalEntry *said, GError **error)
{
  g_autoptr (GError) local = NULL;
  VecheVerdict verdict;
  gint64 id = 0;
  GValue *values = veche_journal_read_row (work->db, table, uid, &id, &local);
  gboolean ok;

  if (values == NULL && local == NULL)
    return veche_journal_missing (work, table, uid, error);
  if (values == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  verdict = check_field (work, said, table, index, &values[index], error);
  if (verdict != VECHE_VERDICT_GO_ON || veche_journal_value_equal (&values[index], value))
    {
      veche_journal_values_free (values, table->n_fields);
      return verdict != VECHE_VERDICT_FAIL;
    }

  if ((int) index == table->text)
    veche_journal_touch_text (work->derived, table, id, &values[index], value);
  ok = veche_journal_touch (work->derived, table, (int) index, uid, values, error) &&
       write_field (work, table, index, uid, id, target, value, error) &&
       veche_journal_follow (work->db, table, index, id, &values[index], target, error) &&
       veche_journal_record (work, table->name, uid, table->fields[index].name, &values[index], value, error) &&
       touch_again (work, table, index, uid, values, value, error);
  veche_journal_values_free (values, table->n_fields);

  return ok;
}

gboolean
veche_journal_set_field (VecheJournalWork *work, const VecheJournalTable *table, guint index, const char *uid, const GValue *value, GError **error)
{
  const VecheJournalEntry *said = g_steal_pointer (&work->said);
  gint64 target = 0;

  if (!veche_journal_remove_rows (work, error) || !resolve_one (work, table, index, value, &target, error))
    return FALSE;
  if (table->fields[index].required && target == 0 && may_lack (work))
    return TRUE;

  return table->member ? set_member_field (work, table, index, uid, target, value, said, error)
                       : set_other_field (work, table, index, uid, target, value, said, error);
}

void
veche_journal_work_init (VecheJournalWork *self, VecheJournalDerived *derived, const VecheJournalHead *head, gint64 gesture, gboolean tolerant)
{
  *self = (VecheJournalWork){ .db = derived->db, .derived = derived, .head = head, .gesture = gesture, .tolerant = tolerant };
  self->lines = g_array_sized_new (FALSE, FALSE, sizeof (VecheJournalLineNew), LINES);
  g_array_set_clear_func (self->lines, line_clear);
  self->made = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, journal_row_free);
  g_assert (veche_journal_n_all <= G_N_ELEMENTS (self->dependent));
  self->going = g_new0 (GArray *, veche_journal_n_all);
  self->late = g_ptr_array_new_with_free_func (journal_late_free);
  self->removed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
veche_journal_work_clear (VecheJournalWork *self)
{
  g_array_unref (self->lines);
  g_hash_table_unref (self->made);
  for (guint i = 0; i < veche_journal_n_all; i++)
    if (self->going[i] != NULL)
      g_array_unref (self->going[i]);
  g_free (self->going);
  g_ptr_array_unref (self->late);
  g_hash_table_unref (self->removed);
}
