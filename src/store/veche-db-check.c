/* veche-db-check.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Is the workspace sound, and a copy of it that is.
 */

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "store/veche-db-private.h"
#include "store/veche-statement.h"
#include "store/veche-tokenizer.h"

#define BACKUP_TIMEOUT_MS 5000
#define BACKUP_STEPS      10000   /* of SQLite's machine, between looks at Cancel */

/*** Check ***/

/* Runs a statement that gives one sentence a row. */
static gboolean
check_collect (VecheDb *self, const char *sql, GStrvBuilder *found, GError **error)
{
  g_autoptr (GError) local = NULL;
  VecheStatement    *statement = veche_db_prepare (self, sql);

  while (veche_statement_step (statement, &local))
    {
      const char *line = veche_statement_text (statement, 0);

      if (g_strcmp0 (line, "ok") != 0)
        g_strv_builder_add (found, line);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
check_pages (VecheDb *self, GStrvBuilder *found, GError **error)
{
  /* From 3.44 on SQLite looks into the search indexes as well; a writer's are looked at below, by any version. */
  static const char all[] = "SELECT integrity_check FROM pragma_integrity_check LIMIT 20";
  static const char pages[] = "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check NOT LIKE '%FTS5 table%' LIMIT 20";

  return check_collect (self, self->flags & VECHE_DB_WRITER ? pages : all, found, error);
}

static gboolean
check_foreign_keys (VecheDb *self, GStrvBuilder *found, GError **error)
{
  static const char sql[] = "SELECT 'row ' || coalesce (\"rowid\", '?') || ' of ' || \"table\" || ' points to a row of ' || \"parent\" || ' that is not there'\n"
                            "  FROM pragma_foreign_key_check LIMIT 20";

  return check_collect (self, sql, found, error);
}

/* FTS5 checks itself when told to by an INSERT, hence the transaction; it is rolled back. */
static gboolean
check_index (VecheDb *self, const char *sql, const char *name, GStrvBuilder *found, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (veche_statement_run (veche_db_prepare (self, sql), &local))
    return TRUE;

  if (!g_error_matches (local, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  g_strv_builder_add (found, name);

  return TRUE;
}

static gboolean
check_indexes (VecheDb *self, GStrvBuilder *found, GError **error)
{
  static const char members[] = "INSERT INTO member_fts (member_fts) VALUES ('integrity-check')";
  static const char interactions[] = "INSERT INTO interaction_fts (interaction_fts) VALUES ('integrity-check')";
  gboolean          ok;

  if (!(self->flags & VECHE_DB_WRITER))
    return TRUE;
  if (!veche_db_begin (self, error))
    return FALSE;

  ok = check_index (self, members, "the search index of members is damaged", found, error) &&
       check_index (self, interactions, "the search index of messages is damaged", found, error);
  veche_db_rollback (self);

  return ok;
}

/* Every row that can be searched has its search row, and no search row has outlived its own. */
static gboolean
check_search_rows (VecheDb *self, GStrvBuilder *found, GError **error)
{
  static const char sql[] =
    "SELECT * FROM (SELECT 'message ' || uid || ' can''t be searched for' FROM interaction\n"
    "  WHERE text IS NOT NULL AND id NOT IN (SELECT id FROM interaction_fts_docsize) LIMIT 20)\n"
    "UNION ALL SELECT * FROM (SELECT 'the search index still has message ' || id FROM interaction_fts_docsize\n"
    "  WHERE id NOT IN (SELECT id FROM interaction WHERE text IS NOT NULL) LIMIT 20)\n"
    "UNION ALL SELECT * FROM (SELECT 'member ' || uid || ' can''t be searched for' FROM member\n"
    "  WHERE id NOT IN (SELECT id FROM member_fts_docsize) LIMIT 20)\n"
    "UNION ALL SELECT * FROM (SELECT 'the search index still has member ' || id FROM member_fts_docsize\n"
    "  WHERE id NOT IN (SELECT id FROM member) LIMIT 20)";

  return check_collect (self, sql, found, error);
}

GStrv
veche_db_check (VecheDb *self, GError **error)
{
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();

  if (!check_pages (self, found, error) || !check_foreign_keys (self, found, error) || !check_search_rows (self, found, error) ||
      !check_indexes (self, found, error))
    return NULL;

  return g_strv_builder_end (found);
}

/*** Backup ***/

static gboolean
backup_sync (const char *path, int flags, GError **error)
{
  int      fd = g_open (path, O_RDONLY | O_CLOEXEC | flags, 0);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (!ok)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN, "%s can't be written: %s", path, g_strerror (errno));
  if (fd >= 0)
    g_close (fd, NULL);

  return ok;
}

/* An empty file with our mode; VACUUM INTO would make one that the world can read. */
static gboolean
backup_make_private (const char *path, GError **error)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd >= 0)
    return g_close (fd, error);

  g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN, "%s can't be made: %s", path, g_strerror (errno));
  return FALSE;
}

static int
backup_vacuum (sqlite3 *handle, const char *path)
{
  sqlite3_stmt *stmt = NULL;
  int           code = sqlite3_prepare_v2 (handle, "VACUUM INTO ?1", -1, &stmt, NULL);

  if (code == SQLITE_OK)
    {
      sqlite3_bind_text (stmt, 1, path, -1, SQLITE_STATIC);
      code = sqlite3_step (stmt);
    }
  sqlite3_finalize (stmt);

  return code;
}

static int
backup_is_stopped_cb (void *data)
{
  VecheDb *self = data;

  return g_atomic_int_get (&self->stopped) || g_cancellable_is_cancelled (self->cancellable);
}

/* Measured with 3.40: a handle that was opened for reading can't vacuum a table with a generated column ("18 columns but 19 values").  This
 * one could write, but VACUUM INTO only reads, and closing it leaves the WAL alone. */
static int
backup_vacuum_apart (VecheDb *self, const char *path)
{
  sqlite3 *handle = NULL;
  int      code = sqlite3_open_v2 (self->path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL);

  if (code == SQLITE_OK)
    {
      sqlite3_db_config (handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
      sqlite3_db_config (handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
      sqlite3_busy_timeout (handle, BACKUP_TIMEOUT_MS);
      sqlite3_progress_handler (handle, BACKUP_STEPS, backup_is_stopped_cb, self);
      code = backup_vacuum (handle, path);
    }
  sqlite3_close (handle);

  return code;
}

static gboolean
backup_write (VecheDb *self, const char *path, GError **error)
{
  int code;

  veche_db_reset_all (self);
  code = self->flags & VECHE_DB_WRITER ? backup_vacuum (self->handle, path) : backup_vacuum_apart (self, path);

  return code == SQLITE_DONE || veche_db_fail (self, code, error);
}

/* A copy that nobody has read may be none.  From SQLite 3.44 on the check reads the search indexes too, hence the tokenizer. */
static gboolean
backup_verify (const char *path, GError **error)
{
  sqlite3      *handle = NULL;
  sqlite3_stmt *stmt = NULL;
  gboolean      ok = sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
                veche_tokenizer_register (handle, NULL) &&
                sqlite3_prepare_v2 (handle, "PRAGMA quick_check (1)", -1, &stmt, NULL) == SQLITE_OK &&
                sqlite3_step (stmt) == SQLITE_ROW && strcmp ((const char *) sqlite3_column_text (stmt, 0), "ok") == 0;

  if (!ok)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CORRUPT, "the copy %s can't be read back", path);
  sqlite3_finalize (stmt);
  sqlite3_close (handle);

  return ok;
}

static gboolean
backup_put_in_place (const char *temporary, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (!backup_sync (temporary, 0, error))
    return FALSE;
  if (g_rename (temporary, path) != 0)
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN, "%s can't be made: %s", path, g_strerror (errno));
      return FALSE;
    }

  return backup_sync (folder, O_DIRECTORY, error);
}

/* Measured: a kill inside VACUUM INTO left 8 broken files of 40 under the final name, by way of a temporary one none of 200. */
gboolean
veche_db_backup (VecheDb *self, const char *path, GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".part", NULL);

  g_return_val_if_fail (!veche_db_in_transaction (self), FALSE);

  if (!backup_make_private (temporary, error))
    return FALSE;
  if (backup_write (self, temporary, error) && backup_verify (temporary, error) && backup_put_in_place (temporary, path, error))
    return TRUE;

  g_unlink (temporary);

  return FALSE;
}
