/* veche-journal-entries.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a gesture wrote, read back: as it stands, a line a row that came or went, or with a line for each field; and the edit that does it
 * again or takes it back.
 */

#include "store/veche-journal-private.h"

#include <string.h>

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

static VecheJournalEntry *
entry_new (const VecheJournalEntry *like, const char *field)
{
  VecheJournalEntry *entry = g_new0 (VecheJournalEntry, 1);

  entry->object = g_strdup (like->object);
  entry->uid = g_strdup (like->uid);
  entry->field = g_strdup (field);

  return entry;
}

static void
take_existence (GPtrArray *into, const VecheJournalEntry *entry, gboolean made)
{
  VecheJournalEntry *one = entry_new (entry, "");
  GValue *there = made ? &one->after : &one->before;

  g_value_init (there, G_TYPE_INT64);
  g_value_set_int64 (there, 1);
  g_ptr_array_add (into, one);
}

/* A row that came: first that it did, then its fields; one that went the other way round. */
static gboolean
expand (GPtrArray *into, const VecheJournalEntry *entry, GError **error)
{
  const VecheJournalTable *table;
  GValue *values = veche_journal_entry_unpack (entry, &table, error);
  gboolean made = G_IS_VALUE (&entry->after);

  if (values == NULL)
    return FALSE;

  if (made)
    take_existence (into, entry, made);
  for (guint i = 0; i < table->n_fields; i++)
    if (G_IS_VALUE (&values[i]))
      {
        VecheJournalEntry *one = entry_new (entry, table->fields[i].name);

        *(made ? &one->after : &one->before) = values[i];
        g_ptr_array_add (into, one);
      }
  if (!made)
    take_existence (into, entry, made);
  g_free (values);

  return TRUE;
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
  while (local == NULL && veche_statement_step (statement, &local))
    {
      VecheJournalEntry *entry = read_entry (statement);

      if (!veche_journal_is_pack (entry))
        {
          g_ptr_array_add (entries, entry);
          continue;
        }
      expand (entries, entry, &local);
      journal_entry_free (entry);
    }
  veche_statement_reset (statement);
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
edit_set_value (VecheEdit *edit, const VecheJournalEntry *entry, const char *field, const GValue *value)
{
  if (!G_IS_VALUE (value))
    veche_edit_set_null (edit, entry->object, entry->uid, field);
  else if (G_VALUE_HOLDS_STRING (value))
    veche_edit_set_text (edit, entry->object, entry->uid, field, g_value_get_string (value));
  else if (G_VALUE_HOLDS_INT64 (value))
    veche_edit_set_int (edit, entry->object, entry->uid, field, g_value_get_int64 (value));
  else
    veche_edit_set_real (edit, entry->object, entry->uid, field, g_value_get_double (value));
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

static gboolean
edit_insert (VecheEdit *edit, const VecheJournalEntry *entry, GError **error)
{
  const VecheJournalTable *table;
  GValue *values;

  veche_edit_insert_uid (edit, entry->object, entry->uid);
  if (!veche_journal_is_pack (entry))
    return TRUE;

  values = veche_journal_entry_unpack (entry, &table, error);
  if (values == NULL)
    return FALSE;
  for (guint i = 0; i < table->n_fields; i++)
    if (G_IS_VALUE (&values[i]))
      edit_set_value (edit, entry, table->fields[i].name, &values[i]);
  veche_journal_values_free (values, table->n_fields);

  return TRUE;
}

void
veche_journal_check_clear (VecheJournalCheck *check)
{
  g_clear_pointer (&check->said, g_ptr_array_unref);
  g_clear_pointer (&check->others, g_hash_table_unref);
}

/* The last step of the edit is there because of this entry. */
static void
check_step (VecheJournalCheck *check, VecheEdit *edit, VecheJournalEntry *entry)
{
  guint n = veche_edit_get_n_steps (edit);

  g_ptr_array_set_size (check->said, (int) n);
  check->said->pdata[n - 1] = entry;
}

static void
check_other (VecheJournalCheck *check, VecheJournalEntry *entry)
{
  GPtrArray *all = check->others != NULL ? g_hash_table_lookup (check->others, entry->uid) : NULL;

  if (check->others == NULL)
    check->others = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  if (all == NULL)
    {
      all = g_ptr_array_new ();
      g_hash_table_insert (check->others, entry->uid, all);
    }
  g_ptr_array_insert (all, 0, entry);
}

/* check (nullable): filled in, for an inverse. */
static gboolean
add_entry (VecheEdit *edit, VecheJournalEntry *entry, gboolean inverse, gboolean goes, VecheJournalCheck *check, GError **error)
{
  if (*entry->field == '\0' && !goes)
    return edit_insert (edit, entry, error);

  if (*entry->field != '\0' && !goes)
    edit_set_value (edit, entry, entry->field, inverse ? &entry->before : &entry->after);
  else if (*entry->field == '\0')
    veche_edit_delete (edit, entry->object, entry->uid);
  else
    {
      if (check != NULL)
        check_other (check, entry);
      return TRUE;
    }
  if (check != NULL)
    check_step (check, edit, entry);

  return TRUE;
}

static VecheEdit *
make_edit (GPtrArray *entries, gboolean inverse, const char *kind, const char *subject, VecheJournalCheck *check, GError **error)
{
  g_autoptr (VecheEdit) edit = veche_edit_new (kind, subject);
  g_autoptr (GHashTable) comes = list_existence (entries, !inverse);
  g_autoptr (GHashTable) goes = list_existence (entries, inverse);

  for (guint i = 0; i < entries->len; i++)
    {
      VecheJournalEntry *entry = entries->pdata[inverse ? entries->len - 1 - i : i];
      gboolean go = g_hash_table_contains (goes, entry->uid);

      if (go && g_hash_table_contains (comes, entry->uid))
        continue;
      if (!add_entry (edit, entry, inverse, go, check, error))
        return NULL;
    }
  if (check != NULL)
    g_ptr_array_set_size (check->said, (int) veche_edit_get_n_steps (edit));

  return g_steal_pointer (&edit);
}

VecheEdit *
veche_journal_entries_to_edit (GPtrArray *entries, const char *kind, const char *subject, GError **error)
{
  return make_edit (entries, FALSE, kind, subject, NULL, error);
}

VecheEdit *
veche_journal_entries_to_inverse (GPtrArray *entries, const char *kind, const char *subject, VecheJournalCheck *check, GError **error)
{
  check->said = g_ptr_array_new ();

  return make_edit (entries, TRUE, kind, subject, check, error);
}
