/* veche-statement.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-statement.h"

#include <gio/gio.h>

#include "store/veche-db-private.h"

struct _VecheStatement
{
  VecheDb      *db;       /* (unowned): its cache owns us */
  sqlite3_stmt *stmt;     /* (owned) (nullable): NULL when the file let it not be prepared */
  int           failure;  /* why, a code of SQLite's */
};

/* A text that does not compile is a bug, and in tests it ends the program. In a damaged workspace it may also be a missing table: there it
 * is an error of every step. */
VecheStatement *
veche_statement_new (VecheDb *db, const char *sql)
{
  VecheStatement *self = g_new0 (VecheStatement, 1);

  self->db = db;
  self->failure = sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &self->stmt, NULL);
  if (self->failure == SQLITE_ERROR)
    {
      g_critical ("SQL: %s\n%s", sqlite3_errmsg (db->handle), sql);
      self->failure = SQLITE_CORRUPT;
    }

  return self;
}

void
veche_statement_free (VecheStatement *self)
{
  sqlite3_finalize (self->stmt);
  g_free (self);
}

static void
veche_statement_check (VecheStatement *self, int code)
{
  if (G_UNLIKELY (code != SQLITE_OK && self->stmt != NULL))
    g_error ("bind: %s in %s", sqlite3_errstr (code), sqlite3_sql (self->stmt));
}

void
veche_statement_bind_int (VecheStatement *self, int index, gint64 value)
{
  veche_statement_check (self, sqlite3_bind_int64 (self->stmt, index, value));
}

void
veche_statement_bind_real (VecheStatement *self, int index, double value)
{
  veche_statement_check (self, sqlite3_bind_double (self->stmt, index, value));
}

void
veche_statement_bind_text (VecheStatement *self, int index, const char *text)
{
  veche_statement_check (self, sqlite3_bind_text (self->stmt, index, text, -1, SQLITE_TRANSIENT));
}

void
veche_statement_bind_static (VecheStatement *self, int index, const char *text)
{
  veche_statement_check (self, sqlite3_bind_text (self->stmt, index, text, -1, SQLITE_STATIC));
}

void
veche_statement_bind_blob (VecheStatement *self, int index, gconstpointer data, gsize n)
{
  veche_statement_check (self, sqlite3_bind_blob64 (self->stmt, index, data != NULL ? data : "", n, SQLITE_TRANSIENT));
}

void
veche_statement_bind_null (VecheStatement *self, int index)
{
  veche_statement_check (self, sqlite3_bind_null (self->stmt, index));
}

void
veche_statement_bind_pointer (VecheStatement *self, int index, gpointer pointer, const char *type)
{
  veche_statement_check (self, sqlite3_bind_pointer (self->stmt, index, pointer, type, NULL));
}

void
veche_statement_bind_id (VecheStatement *self, int index, gint64 id)
{
  if (id != 0)
    veche_statement_bind_int (self, index, id);
  else
    veche_statement_bind_null (self, index);
}

void
veche_statement_bind_value (VecheStatement *self, int index, const GValue *value)
{
  if (value == NULL || !G_IS_VALUE (value))
    veche_statement_bind_null (self, index);
  else if (G_VALUE_HOLDS_INT64 (value))
    veche_statement_bind_int (self, index, g_value_get_int64 (value));
  else if (G_VALUE_HOLDS_DOUBLE (value))
    veche_statement_bind_real (self, index, g_value_get_double (value));
  else if (G_VALUE_HOLDS_STRING (value))
    veche_statement_bind_text (self, index, g_value_get_string (value));
  else if (G_VALUE_HOLDS (value, G_TYPE_BYTES))
    {
      gsize         n;
      gconstpointer data = g_bytes_get_data (g_value_get_boxed (value), &n);

      veche_statement_bind_blob (self, index, data, n);
    }
  else
    g_error ("bind: a value of type %s", G_VALUE_TYPE_NAME (value));
}

void
veche_statement_bind_static_value (VecheStatement *self, int index, const GValue *value)
{
  if (value != NULL && G_VALUE_HOLDS_STRING (value))
    veche_statement_bind_static (self, index, g_value_get_string (value));
  else
    veche_statement_bind_value (self, index, value);
}

/* Before the first step: may this statement run now? */
static gboolean
veche_statement_may_start (VecheStatement *self, GError **error)
{
  VecheDb *db = self->db;

  g_assert (db->owner == g_thread_self ());

  if (self->stmt == NULL)
    return veche_db_fail (db, self->failure, error);
  if (g_atomic_int_get (&db->stopped) || g_cancellable_is_cancelled (db->cancellable))
    return veche_db_fail (db, SQLITE_INTERRUPT, error);

  /* A full disk or an interrupt makes SQLite roll back by itself: what follows would be written outside the transaction. */
  if (db->writing && sqlite3_get_autocommit (db->handle))
    return veche_db_fail (db, SQLITE_ABORT_ROLLBACK, error);
  if (!db->writing && !sqlite3_stmt_readonly (self->stmt))
    g_error ("a write outside of veche_db_begin() and veche_db_commit(): %s", sqlite3_sql (self->stmt));

  return TRUE;
}

gboolean
veche_statement_step (VecheStatement *self, GError **error)
{
  int code;

  if (!sqlite3_stmt_busy (self->stmt) && !veche_statement_may_start (self, error))
    {
      veche_statement_reset (self);
      return FALSE;
    }

  code = sqlite3_step (self->stmt);
  if (code == SQLITE_ROW)
    return TRUE;

  if (code != SQLITE_DONE)
    veche_db_fail (self->db, code, error);
  veche_statement_reset (self);

  return FALSE;
}

gboolean
veche_statement_run (VecheStatement *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (self, &local))
    ;
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

void
veche_statement_reset (VecheStatement *self)
{
  g_assert (self->db->owner == g_thread_self ());

  sqlite3_reset (self->stmt);
  if (self->stmt != NULL)
    sqlite3_clear_bindings (self->stmt);
}

gint64
veche_statement_int (VecheStatement *self, int column)
{
  return sqlite3_column_int64 (self->stmt, column);
}

double
veche_statement_real (VecheStatement *self, int column)
{
  return sqlite3_column_double (self->stmt, column);
}

const char *
veche_statement_text (VecheStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->stmt, column);
}

char *
veche_statement_dup_text (VecheStatement *self, int column)
{
  return g_strdup (veche_statement_text (self, column));
}

gconstpointer
veche_statement_blob (VecheStatement *self, int column, gsize *n)
{
  gconstpointer data = sqlite3_column_blob (self->stmt, column);

  if (n != NULL)
    *n = (gsize) sqlite3_column_bytes (self->stmt, column);

  return data;
}

gboolean
veche_statement_is_null (VecheStatement *self, int column)
{
  return sqlite3_column_type (self->stmt, column) == SQLITE_NULL;
}

void
veche_statement_value (VecheStatement *self, int column, GValue *value)
{
  gsize         n;
  gconstpointer data;

  *value = (GValue) G_VALUE_INIT;
  switch (sqlite3_column_type (self->stmt, column))
    {
    case SQLITE_INTEGER:
      g_value_init (value, G_TYPE_INT64);
      g_value_set_int64 (value, veche_statement_int (self, column));
      break;
    case SQLITE_FLOAT:
      g_value_init (value, G_TYPE_DOUBLE);
      g_value_set_double (value, veche_statement_real (self, column));
      break;
    case SQLITE_TEXT:
      g_value_init (value, G_TYPE_STRING);
      g_value_set_string (value, veche_statement_text (self, column));
      break;
    case SQLITE_BLOB:
      data = veche_statement_blob (self, column, &n);
      g_value_init (value, G_TYPE_BYTES);
      g_value_take_boxed (value, g_bytes_new (data, n));
      break;
    default:
      break;
    }
}

gboolean
veche_statement_collect_ids (VecheStatement *self, GArray *ids, GError **error)
{
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (self, &local))
    {
      gint64 id = veche_statement_int (self, 0);

      g_array_append_val (ids, id);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

gpointer
veche_statement_finish (gpointer rows, GDestroyNotify unref, GError *local, const char *doing, GError **error)
{
  if (local == NULL)
    return rows;

  unref (rows);
  g_propagate_prefixed_error (error, local, "%s", doing);

  return NULL;
}
