/* veche-db.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-db.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "model/veche-change-private.h"
#include "store/veche-db-private.h"
#include "store/veche-functions.h"
#include "store/veche-lane.h"
#include "store/veche-migrations.h"
#include "store/veche-statement.h"
#include "store/veche-tokenizer.h"

#define BUSY_TIMEOUT_MS 5000
#define PROGRESS_STEPS 2000              /* a look at the cancellable about each 50 µs */
#define MAX_CELL (64 * 1024 * 1024)      /* bytes; a foreign file may claim more */
#define CHECKPOINT_PAGES 1000            /* 4 MB */
#define RESTART_PAGES 6144               /* 24 MB: the WAL starts anew even if a reader must be waited for */
#define RESTART_AGAIN_PAGES 2048         /* in vain: not before so much more */
#define RESTART_WAIT_MS 200

G_DEFINE_QUARK (veche-store-error-quark, veche_store_error)

/*** Errors ***/

/* A write that failed means no room: a quota or a size limit comes as an I/O error, its errno lost on the way. */
static VecheStoreError
veche_db_map_code (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return VECHE_STORE_ERROR_FULL;
    case SQLITE_IOERR:
      return code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_SHMSIZE ? VECHE_STORE_ERROR_FULL : VECHE_STORE_ERROR_OPEN;
    case SQLITE_CORRUPT:
      return VECHE_STORE_ERROR_CORRUPT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return VECHE_STORE_ERROR_BUSY;
    case SQLITE_CONSTRAINT:
      return VECHE_STORE_ERROR_CONSTRAINT;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_READONLY:
    case SQLITE_NOTADB:
      return VECHE_STORE_ERROR_OPEN;
    default:
      return VECHE_STORE_ERROR_QUERY;
    }
}

gboolean
veche_db_fail (VecheDb *self, int code, GError **error)
{
  const char *text = sqlite3_extended_errcode (self->handle) == code || (sqlite3_errcode (self->handle) & 0xff) == (code & 0xff)
                       ? sqlite3_errmsg (self->handle)
                       : sqlite3_errstr (code);

  if ((code & 0xff) == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");
  else
    g_set_error_literal (error, VECHE_STORE_ERROR, veche_db_map_code (code), text);

  return FALSE;
}

/*** Hooks ***/

/* The tables behind a full-text index are no rows of ours. */
static void
veche_db_update_cb (void *data, int operation, const char *database, const char *table, sqlite3_int64 id)
{
  VecheDb *self = data;

  if (strstr (table, "_fts") == NULL && !g_str_has_prefix (table, "sqlite_"))
    veche_change_add (self->change, self->told_as != NULL ? self->told_as : table, id);
}

void
veche_db_tell_as (VecheDb *self, const char *table)
{
  g_assert (self->writing);

  self->told_as = table;
}

static int
veche_db_progress_cb (void *data)
{
  VecheDb *self = data;

  return g_atomic_int_get (&self->stopped) || g_cancellable_is_cancelled (self->cancellable);
}

/* Readers that overlap keep a WAL from starting anew; measured, it reached 424 MB in ten seconds.  A checkpoint that fails is tried again
 * after the next commit: what was committed is safe in the WAL. */
static int
veche_db_wal_cb (void *data, sqlite3 *handle, const char *name, int pages)
{
  VecheDb *self = data;

  if (pages < RESTART_PAGES)
    self->restart_at = RESTART_PAGES;
  if (pages >= self->restart_at)
    {
      self->restart_at = pages + RESTART_AGAIN_PAGES;
      sqlite3_busy_timeout (handle, RESTART_WAIT_MS);
      sqlite3_wal_checkpoint_v2 (handle, name, SQLITE_CHECKPOINT_RESTART, NULL, NULL);
      sqlite3_busy_timeout (handle, BUSY_TIMEOUT_MS);
    }
  else if (pages >= CHECKPOINT_PAGES)
    sqlite3_wal_checkpoint_v2 (handle, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);

  return SQLITE_OK;
}

static void
veche_db_publish (VecheDb *self)
{
  g_autoptr (VecheChange) change = NULL;

  if (veche_change_get_tables (self->change) == 0)
    return;

  change = g_steal_pointer (&self->change);
  self->change = veche_change_new ();
  if (self->lane != NULL && veche_lane_is_long (self->lane))
    veche_change_set_piece (change);
  if (self->publish != NULL)
    self->publish (veche_change_ref (change), self->publish_data);
}

/*** Opening ***/

static gboolean
veche_db_expect (VecheDb *self, const char *pragma, const char *expected, GError **error)
{
  VecheStatement *statement = veche_db_prepare (self, pragma);
  gboolean        ok;

  if (!veche_statement_step (statement, error))
    return FALSE;

  ok = g_strcmp0 (veche_statement_text (statement, 0), expected) == 0;
  if (!ok)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN, "%s is %s, not %s", pragma,
                 veche_statement_text (statement, 0), expected);
  veche_statement_reset (statement);

  return ok;
}

/* A workspace may come from a stranger: nothing in its schema may call what could harm, and lengths are bounded. */
static void
veche_db_harden (VecheDb *self)
{
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  sqlite3_limit (self->handle, SQLITE_LIMIT_LENGTH, MAX_CELL);
  sqlite3_limit (self->handle, SQLITE_LIMIT_ATTACHED, 1);
  sqlite3_limit (self->handle, SQLITE_LIMIT_TRIGGER_DEPTH, 10);
}

static gboolean
veche_db_configure_writer (VecheDb *self, GError **error)
{
  if (strcmp (self->path, ":memory:") == 0)
    return TRUE;

  /* Measured over 26,135 simulated power cuts: FULL lost nothing, NORMAL lost acknowledged writes in 9.8 % of them. */
  return veche_db_exec (self, "PRAGMA journal_mode = WAL", error) &&
         veche_db_expect (self, "SELECT journal_mode FROM pragma_journal_mode", "wal", error) &&
         veche_db_exec (self, "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 33554432", error) &&
         veche_db_expect (self, "PRAGMA synchronous", "2", error);
}

/* Only the writer checkpoints: that keeps clear of a race in SQLite's WAL code between a write and another connection's checkpoint. */
static gboolean
veche_db_configure_reader (VecheDb *self, GError **error)
{
  return veche_db_exec (self, "PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -3072; PRAGMA query_only = ON", error) &&
         veche_db_exec (self, "PRAGMA synchronous = FULL", error) && veche_db_expect (self, "PRAGMA synchronous", "2", error);
}

static gboolean
veche_db_configure (VecheDb *self, GError **error)
{
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_progress_handler (self->handle, PROGRESS_STEPS, veche_db_progress_cb, self);
  sqlite3_update_hook (self->handle, veche_db_update_cb, self);

  if (!veche_tokenizer_register (self->handle, error) || !veche_functions_register (self->handle, error) ||
      !veche_db_exec (self, "PRAGMA foreign_keys = ON; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY", error) ||
      !veche_db_expect (self, "PRAGMA foreign_keys", "1", error))
    return FALSE;

  return self->flags & VECHE_DB_WRITER ? veche_db_configure_writer (self, error) : veche_db_configure_reader (self, error);
}

static gboolean
veche_db_judge (VecheDb *self, int application_id, int version, gboolean empty, GError **error)
{
  int newest = veche_migrations_newest ();

  if (application_id != VECHE_APPLICATION_ID && !(application_id == 0 && version == 0 && empty))
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN, "%s is not a Veche workspace", self->path);
  else if (version > newest)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NEWER,
                 "%s was written by a newer Veche (schema %d, this one knows %d); nothing was changed in it", self->path, version, newest);
  else if (version < newest && self->flags & VECHE_DB_READER)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN,
                 "%s was written by an older Veche (schema %d): open it once for writing", self->path, version);
  else
    return TRUE;

  return FALSE;
}

/* Looks at the file without touching it, not even its WAL: a stranger's file must stay as it is.  By hand, because SQLite calls a file
 * damaged whose checkpoint was cut short, unless it reads the WAL too: its first page tells of pages that only the WAL has. */
static gboolean
veche_db_probe (VecheDb *self, GError **error)
{
  guint8  head[100] = { 0 };
  guint32 application_id, version;
  int     fd = g_open (self->path, O_RDONLY | O_CLOEXEC, 0);
  gssize  size = fd >= 0 ? read (fd, head, sizeof head) : -1;

  if (size < 0)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN, "%s can't be opened: %s", self->path, g_strerror (errno));
  else if (size > 0 && memcmp (head, "SQLite format 3", 16) != 0)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN, "%s is not a Veche workspace", self->path);
  if (fd >= 0)
    close (fd);
  if (size < 0 || (size > 0 && memcmp (head, "SQLite format 3", 16) != 0))
    return FALSE;

  memcpy (&version, head + 60, sizeof version);
  memcpy (&application_id, head + 68, sizeof application_id);
  version = GUINT32_FROM_BE (version);
  application_id = GUINT32_FROM_BE (application_id);
  /* Without our mark it may still be a new workspace whose tables are in the WAL only: the connection itself will tell. */
  if (application_id == 0 && version == 0)
    return TRUE;

  return veche_db_judge (self, (int)application_id, (int)version, FALSE, error);
}

static gboolean
veche_db_is_empty (VecheDb *self, gboolean *empty, GError **error)
{
  static const char sql[] = "SELECT count(*) FROM sqlite_schema";
  VecheStatement   *statement = veche_db_prepare (self, sql);

  if (!veche_statement_step (statement, error))
    return FALSE;

  *empty = veche_statement_int (statement, 0) == 0;
  veche_statement_reset (statement);

  return TRUE;
}

static gboolean
veche_db_recognise (VecheDb *self, GError **error)
{
  int      application_id, version;
  gboolean empty;

  return veche_migrations_read (self, &application_id, &version, error) && veche_db_is_empty (self, &empty, error) &&
         veche_db_judge (self, application_id, version, empty, error);
}

/* Finds or makes the file; self->path becomes the one real name that the lock is taken on. */
static gboolean
veche_db_find_file (VecheDb *self, const char *path, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (absolute);
  char            *real = NULL;

  if ((self->flags & VECHE_DB_CREATE) && g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN, "%s can't be made: %s", folder, g_strerror (errno));
      return FALSE;
    }

  real = realpath (absolute, NULL);
  if (real == NULL && (errno != ENOENT || !(self->flags & VECHE_DB_CREATE)))
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN, "%s can't be opened: %s", absolute, g_strerror (errno));
      return FALSE;
    }

  g_free (self->path);
  self->path = real != NULL ? g_strdup (real) : g_strdup (absolute);
  free (real);

  return TRUE;
}

/* With the lock held and no connection open yet: closing a descriptor of the file would drop SQLite's own locks. */
static gboolean
veche_db_make_private (VecheDb *self, GError **error)
{
  int fd;

  if (!(self->flags & VECHE_DB_CREATE) || g_file_test (self->path, G_FILE_TEST_EXISTS))
    return TRUE;

  fd = g_open (self->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0)
    return g_close (fd, error);

  g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN, "%s can't be made: %s", self->path, g_strerror (errno));
  return FALSE;
}

static gboolean
veche_db_prepare_file (VecheDb *self, const char *path, GError **error)
{
  if (!veche_db_find_file (self, path, error))
    return FALSE;
  if (!(self->flags & VECHE_DB_WRITER))
    return TRUE;

  if (!(self->flags & VECHE_DB_LOCKED))
    {
      self->lock = veche_lock_take (self->path, error);
      if (self->lock == NULL)
        return FALSE;
    }

  return veche_db_make_private (self, error) && veche_db_probe (self, error);
}

static gboolean
veche_db_connect (VecheDb *self, GError **error)
{
  int mode = self->flags & VECHE_DB_WRITER ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  int code;

  if (strcmp (self->path, ":memory:") == 0)
    mode |= SQLITE_OPEN_CREATE;
  code = sqlite3_open_v2 (self->path, &self->handle, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL);
  if (code != SQLITE_OK)
    return veche_db_fail (self, code, error);

  veche_db_harden (self);
  if (!veche_db_recognise (self, error) || !veche_db_configure (self, error))
    return FALSE;
  if (!(self->flags & VECHE_DB_WRITER))
    return veche_migrations_check_schema (self, error);

  if (strcmp (self->path, ":memory:") != 0)
    (void) g_chmod (self->path, 0600);
  if (!veche_migrations_check_schema (self, error) || !veche_migrations_run (self, error))
    return FALSE;

  /* From here on it is ours to write to, also on closing. */
  self->checkpoints = TRUE;
  sqlite3_wal_hook (self->handle, veche_db_wal_cb, self);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);

  return TRUE;
}

VecheDb *
veche_db_open (const char *path, VecheDbFlags flags, GError **error)
{
  g_autoptr (VecheDb) self = g_new0 (VecheDb, 1);

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (!(flags & VECHE_DB_WRITER) != !(flags & VECHE_DB_READER), NULL);

  /* At a file size limit SQLite reports a full disk, unless the signal's default has ended the process before. */
  signal (SIGXFSZ, SIG_IGN);

  self->path = g_strdup (path);
  self->flags = flags;
  self->owner = g_thread_self ();
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) veche_statement_free);
  self->change = veche_change_new ();

  if (strcmp (path, ":memory:") != 0 && !veche_db_prepare_file (self, path, error))
    return NULL;
  if (!veche_db_connect (self, error))
    return NULL;

  veche_change_clear (self->change);

  return g_steal_pointer (&self);
}

void
veche_db_close (VecheDb *self)
{
  if (self == NULL)
    return;

  g_assert (self->owner == g_thread_self ());
  g_assert (!self->writing);

  g_hash_table_unref (self->statements);
  if (self->checkpoints)
    sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  if (sqlite3_close (self->handle) != SQLITE_OK)
    g_critical ("closing %s: %s", self->path, sqlite3_errmsg (self->handle));
  veche_lock_release (self->lock);

  g_clear_object (&self->cancellable);
  veche_change_unref (self->change);
  g_free (self->path);
  g_free (self);
}

void
veche_db_empty_log (VecheDb *self)
{
  g_assert (!self->writing && self->flags & VECHE_DB_WRITER);

  sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
}

const char *
veche_db_get_path (VecheDb *self)
{
  return self->path;
}

void
veche_db_take_ownership (VecheDb *self)
{
  self->owner = g_thread_self ();
}

/*** Statements and transactions ***/

static void
veche_db_look_up (VecheDb *self, const char *sql, VecheRecent *recent)
{
  gpointer text, statement;

  if (!g_hash_table_lookup_extended (self->statements, sql, &text, &statement))
    {
      text = g_strdup (sql);
      statement = veche_statement_new (self, sql);
      g_hash_table_insert (self->statements, text, statement);
    }
  *recent = (VecheRecent){ sql, text, statement };
}

/* The same address may hold another text by now, so the texts are compared. */
VecheStatement *
veche_db_prepare (VecheDb *self, const char *sql)
{
  VecheRecent *recent = &self->recent[((gsize) sql >> 4 ^ (gsize) sql >> 12) & (VECHE_RECENT - 1)];

  g_assert (self->owner == g_thread_self ());

  if (recent->sql != sql || strcmp (recent->text, sql) != 0)
    veche_db_look_up (self, sql, recent);
  veche_statement_reset (recent->statement);

  return recent->statement;
}

gboolean
veche_db_exec (VecheDb *self, const char *sql, GError **error)
{
  int code;

  g_assert (self->owner == g_thread_self ());

  if (self->writing && sqlite3_get_autocommit (self->handle))
    return veche_db_fail (self, SQLITE_ABORT_ROLLBACK, error);

  code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  if (code != SQLITE_OK)
    return veche_db_fail (self, code, error);
  if (!self->writing)
    veche_db_publish (self);

  return TRUE;
}

void
veche_db_reset_all (VecheDb *self)
{
  for (sqlite3_stmt *stmt = sqlite3_next_stmt (self->handle, NULL); stmt != NULL; stmt = sqlite3_next_stmt (self->handle, stmt))
    {
      if (sqlite3_stmt_busy (stmt))
        sqlite3_reset (stmt);
    }
}

gboolean
veche_db_begin (VecheDb *self, GError **error)
{
  g_assert (!self->writing && !self->reading);

  veche_change_clear (self->change);
  if (!veche_db_exec (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  self->writing = TRUE;

  return TRUE;
}

gboolean
veche_db_commit (VecheDb *self, GError **error)
{
  g_assert (self->writing);

  veche_db_reset_all (self);
  if (!veche_db_exec (self, "COMMIT", error))
    {
      veche_db_rollback (self);
      return FALSE;
    }

  self->writing = FALSE;
  self->told_as = NULL;
  veche_db_publish (self);

  return TRUE;
}

void
veche_db_rollback (VecheDb *self)
{
  g_assert (self->owner == g_thread_self ());

  if (!self->writing)   /* a commit that failed has done it */
    return;
  veche_db_reset_all (self);
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
  self->writing = FALSE;
  self->told_as = NULL;
  veche_change_clear (self->change);
}

gboolean
veche_db_in_transaction (VecheDb *self)
{
  return self->writing;
}

gboolean
veche_db_begin_read (VecheDb *self, GError **error)
{
  g_assert (!self->writing && !self->reading);

  if (!veche_db_exec (self, "BEGIN", error))
    return FALSE;
  self->reading = TRUE;

  return TRUE;
}

void
veche_db_end_read (VecheDb *self)
{
  g_assert (self->owner == g_thread_self ());
  g_assert (self->reading);

  veche_db_reset_all (self);
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
  self->reading = FALSE;
}

gint64
veche_db_last_id (VecheDb *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

int
veche_db_changes (VecheDb *self)
{
  return sqlite3_changes (self->handle);
}

void
veche_db_set_publisher (VecheDb *self, VecheDbPublish publish, gpointer user_data)
{
  self->publish = publish;
  self->publish_data = user_data;
}

void
veche_db_set_foreign_keys (VecheDb *self, gboolean on)
{
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_FKEY, on, NULL);
}

void
veche_db_set_cancellable (VecheDb *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
}

int
veche_db_schema_version (void)
{
  return veche_migrations_newest ();
}
