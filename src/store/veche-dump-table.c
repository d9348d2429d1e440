/* veche-dump-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every table of the schema as rows of values.  Names in these texts come from the schema of a workspace that was opened, and so checked,
 * never from a file that is read.
 */

#include "store/veche-dump-table.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-members-table.h"
#include "store/veche-statement.h"

static void
dump_table_free (gpointer data)
{
  VecheDumpTable *self = data;

  g_free (self->name);
  g_strfreev (self->columns);
  g_free (self);
}

static GStrv
read_columns (VecheDb *db, const char *table)
{
  static const char sql[] = "SELECT name FROM pragma_table_info (?1) ORDER BY cid";
  g_autoptr (GStrvBuilder) columns = g_strv_builder_new ();
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, table);
  while (veche_statement_step (row, NULL))
    g_strv_builder_add (columns, veche_statement_text (row, 0));

  return g_strv_builder_end (columns);
}

static VecheDumpTable *
dump_table_new (VecheDb *db, const char *name)
{
  VecheDumpTable *self = g_new0 (VecheDumpTable, 1);
  g_autoptr (GString) marks = g_string_new (NULL);
  g_autofree char *names = NULL, *read = NULL, *insert = NULL;

  self->name = g_strdup (name);
  self->columns = read_columns (db, name);
  for (guint i = 0; self->columns[i] != NULL; i++)
    g_string_append (marks, i == 0 ? "?" : ", ?");
  names = g_strjoinv (", ", self->columns);
  read = g_strconcat ("SELECT ", names, " FROM ", name, " WHERE rowid > ?1 ORDER BY rowid LIMIT ?2", NULL);
  insert = g_strconcat ("INSERT INTO ", name, " (", names, ") VALUES (", marks->str, ")", NULL);
  self->read = (char *) g_intern_string (read);
  self->insert = (char *) g_intern_string (insert);

  return self;
}

GPtrArray *
veche_dump_tables (VecheDb *db, GError **error)
{
  static const char sql[] = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                            " ORDER BY name";
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (dump_table_free);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  while (veche_statement_step (row, &local))
    g_strv_builder_add (builder, veche_statement_text (row, 0));
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  names = g_strv_builder_end (builder);
  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (tables, dump_table_new (db, names[i]));

  return g_steal_pointer (&tables);
}

const VecheDumpTable *
veche_dump_find (GPtrArray *tables, const char *name)
{
  for (guint i = 0; i < tables->len; i++)
    {
      const VecheDumpTable *table = tables->pdata[i];

      if (strcmp (table->name, name) == 0)
        return table;
    }

  return NULL;
}

static gint64
count_rows (VecheDb *db, const char *table, GError **error)
{
  g_autofree char *sql = g_strconcat ("SELECT count (*) FROM ", table, NULL);
  VecheStatement *row = veche_db_prepare (db, g_intern_string (sql));
  gint64 n;

  if (!veche_statement_step (row, error))
    return -1;
  n = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return n;
}

gint64
veche_dump_count (VecheDb *db, const VecheDumpTable *table, GError **error)
{
  return count_rows (db, table->name, error);
}

gint64
veche_dump_read (VecheDb *db, const VecheDumpTable *table, gint64 after, guint limit, VecheDumpRow row, gpointer user_data, GError **error)
{
  guint n = g_strv_length (table->columns);
  g_autofree GValue *values = g_new0 (GValue, n);
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (db, table->read);
  gboolean ok = TRUE;

  veche_statement_bind_int (statement, 1, after);
  veche_statement_bind_int (statement, 2, limit);
  while (ok && veche_statement_step (statement, &local))
    {
      after = veche_statement_int (statement, 0);
      for (guint i = 0; i < n; i++)
        veche_statement_value (statement, (int) i, &values[i]);
      ok = row (table, values, user_data, &local);
      for (guint i = 0; i < n; i++)
        if (G_IS_VALUE (&values[i]))
          g_value_unset (&values[i]);
    }
  if (ok && local == NULL)
    return after;

  veche_statement_reset (statement);
  g_propagate_error (error, g_steal_pointer (&local));

  return -1;
}

/* What every workspace begins with is no content: its community, the agendas, and the gesture that made them. */
static gboolean
dump_check_empty (VecheDb *db, GError **error)
{
  static const char *const content[] = { "member", "interaction", "source", "tag", "competency", "event", "project", "organisation" };

  for (gsize i = 0; i < G_N_ELEMENTS (content); i++)
    {
      gint64 n = count_rows (db, content[i], error);

      if (n < 0)
        return FALSE;
      if (n > 0)
        {
          g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID,
                               "This workspace is not empty: bring a whole workspace into a new one");
          return FALSE;
        }
    }

  return TRUE;
}

gboolean
veche_dump_begin (VecheDb *db, GPtrArray *tables, GError **error)
{
  if (!dump_check_empty (db, error) || !veche_db_exec (db, "PRAGMA defer_foreign_keys = ON", error))
    return FALSE;

  for (guint i = 0; i < tables->len; i++)
    {
      const VecheDumpTable *table = tables->pdata[i];
      g_autofree char *sql = g_strconcat ("DELETE FROM ", table->name, " WHERE rowid IS NOT NULL", NULL);

      if (!veche_statement_run (veche_db_prepare (db, g_intern_string (sql)), error))
        return FALSE;
    }

  return TRUE;
}

gboolean
veche_dump_insert (VecheDb *db, const VecheDumpTable *table, const GValue *values, GError **error)
{
  VecheStatement *statement = veche_db_prepare (db, table->insert);

  for (guint i = 0; table->columns[i] != NULL; i++)
    veche_statement_bind_value (statement, (int) i + 1, &values[i]);

  return veche_statement_run (statement, error);
}

static gboolean
refresh_members (VecheDb *db, GError **error)
{
  static const char sql[] = "SELECT id FROM member WHERE id > ?1 ORDER BY id LIMIT 1000";
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 last = 0;

  do
    {
      g_autoptr (GError) local = NULL;
      VecheStatement *row = veche_db_prepare (db, sql);

      g_array_set_size (ids, 0);
      veche_statement_bind_int (row, 1, last);
      while (veche_statement_step (row, &local))
        {
          last = veche_statement_int (row, 0);
          g_array_append_val (ids, last);
        }
      for (guint i = 0; i < ids->len && local == NULL; i++)
        veche_members_refresh (db, g_array_index (ids, gint64, i), &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  while (ids->len > 0);

  return TRUE;
}

gboolean
veche_dump_end (VecheDb *db, GError **error)
{
  static const char broken[] = "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1";
  static const char rebuild[] = "INSERT INTO interaction_fts (interaction_fts) VALUES ('rebuild')";
  g_autoptr (GError) local = NULL;
  VecheStatement *row;

  if (!veche_statement_run (veche_db_prepare (db, rebuild), error) || !refresh_members (db, error))
    return FALSE;

  row = veche_db_prepare (db, broken);
  if (veche_statement_step (row, &local))
    {
      g_set_error (&local, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CORRUPT, "Rows of %s point to rows that are not there",
                   veche_statement_text (row, 0));
      veche_statement_reset (row);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}
