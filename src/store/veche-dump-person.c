/* veche-dump-person.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By the references of the schema, so that a table that comes later is not forgotten.
 */

#include "store/veche-dump-table.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-statement.h"

#define PAGE 4096

typedef struct
{
  VecheDb     *db;
  GHashTable  *rows;       /* (owned): table (interned) → set of ids */
  GHashTable  *uids;       /* (owned): of all rows that were told */
  GPtrArray   *references; /* (owned) (element-type utf8): of the table that is read now, pairs of a column and the table it points to */
  gboolean     grew;
  VecheDumpRow row;        /* (nullable): only find them */
  gpointer     user_data;
} Person;

static void
person_clear (Person *self)
{
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->uids, g_hash_table_unref);
  g_clear_pointer (&self->references, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Person, person_clear)

static GHashTable *
rows_of (Person *self, const char *table)
{
  GHashTable *ids = g_hash_table_lookup (self->rows, table);

  if (ids == NULL)
    {
      ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      g_hash_table_insert (self->rows, (gpointer) g_intern_string (table), ids);
    }

  return ids;
}

/* Rows of others that only speak of them (an event that they lead) are told, but nothing that hangs on those is theirs. */
static gboolean
is_own (const char *table)
{
  static const char *const own[] = { "member", "identity", "interaction", "triage", "outbox", "event_participant", "member_competency", "closing", NULL };

  return g_strv_contains (own, table);
}

static void
read_references (Person *self, const char *table)
{
  static const char sql[] = "SELECT \"from\", \"table\" FROM pragma_foreign_key_list (?1)";
  VecheStatement *row = veche_db_prepare (self->db, sql);

  g_ptr_array_set_size (self->references, 0);
  veche_statement_bind_text (row, 1, table);
  while (veche_statement_step (row, NULL))
    for (int i = 0; i < 2; i++)
      g_ptr_array_add (self->references, veche_statement_dup_text (row, i));
}

/* An answer to them is somebody else's. */
static gboolean
points_to_them (Person *self, const VecheDumpTable *table, const GValue *values)
{
  for (guint i = 0; i < self->references->len; i += 2)
    {
      const char *column = self->references->pdata[i], *parent = self->references->pdata[i + 1];

      if (!is_own (parent) || (strcmp (table->name, "interaction") == 0 && strcmp (parent, "interaction") == 0))
        continue;
      for (guint c = 0; table->columns[c] != NULL; c++)
        if (strcmp (table->columns[c], column) == 0 && G_VALUE_HOLDS_INT64 (&values[c]))
          {
            gint64 id = g_value_get_int64 (&values[c]);

            if (g_hash_table_contains (rows_of (self, parent), &id))
              return TRUE;
          }
    }

  return FALSE;
}

static gboolean
look_at_row (const VecheDumpTable *table, const GValue *values, gpointer user_data, GError **error)
{
  Person *self = user_data;
  GHashTable *ids = rows_of (self, table->name);
  gint64 id = g_value_get_int64 (&values[0]);
  gboolean known = g_hash_table_contains (ids, &id);

  if (!known && !points_to_them (self, table, values))
    return TRUE;
  if (!known)
    self->grew |= g_hash_table_add (ids, g_memdup2 (&id, sizeof id));
  if (self->row == NULL)
    return TRUE;
  for (guint c = 0; table->columns[c] != NULL; c++)
    if (strcmp (table->columns[c], "uid") == 0 && G_VALUE_HOLDS_STRING (&values[c]))
      g_hash_table_add (self->uids, g_value_dup_string (&values[c]));

  return self->row (table, values, self->user_data, error);
}

static gboolean
look_at_line (const VecheDumpTable *table, const GValue *values, gpointer user_data, GError **error)
{
  Person *self = user_data;

  for (guint c = 0; table->columns[c] != NULL; c++)
    if (strcmp (table->columns[c], "object_uid") == 0 && g_hash_table_contains (self->uids, g_value_get_string (&values[c])))
      return self->row (table, values, self->user_data, error);

  return TRUE;
}

static gboolean
read_table (Person *self, const VecheDumpTable *table, VecheDumpRow row, GError **error)
{
  gint64 last = -1, next = 0;

  if (strcmp (table->columns[0], "id") != 0)
    return TRUE;
  read_references (self, table->name);
  while (next != last)
    {
      last = next;
      next = veche_dump_read (self->db, table, last, PAGE, row, self, error);
      if (next < 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_tables (Person *self, GPtrArray *tables, gboolean own, GError **error)
{
  for (guint i = 0; i < tables->len; i++)
    {
      const VecheDumpTable *table = tables->pdata[i];

      if ((!own || is_own (table->name)) && strcmp (table->name, "journal") != 0 && !read_table (self, table, look_at_row, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
veche_dump_person (VecheDb *db, const char *member_uid, VecheDumpRow row, gpointer user_data, GError **error)
{
  g_autoptr (GPtrArray) tables = veche_dump_tables (db, error);
  g_auto (Person) self = { .db = db };
  gint64 id = veche_db_id_for_uid (db, "member", member_uid);

  if (tables == NULL)
    return FALSE;
  if (id == 0)
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no member “%s”", member_uid);
      return FALSE;
    }

  self.rows = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_hash_table_unref);
  self.uids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.references = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_add (rows_of (&self, "member"), g_memdup2 (&id, sizeof id));
  do
    {
      self.grew = FALSE;
      if (!read_tables (&self, tables, TRUE, error))
        return FALSE;
    }
  while (self.grew);

  self.row = row;
  self.user_data = user_data;

  return read_tables (&self, tables, FALSE, error) && read_table (&self, veche_dump_find (tables, "journal"), look_at_line, error);
}
