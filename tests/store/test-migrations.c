/* test-migrations.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The runner's other duties are tried with versions of our own, registered as they are needed.
 */

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "store/veche-db.h"
#include "store/veche-migrations-check.h"
#include "store/veche-migrations.h"
#include "store/veche-statement.h"

#define KILLS 15

typedef struct
{
  char      *folder, *path;
  GResource *resource;   /* (nullable) */
} Fixture;

static void
fixture_set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("veche-migrations-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "work.veche", NULL);
}

static void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  const char *argv[] = { "rm", "-rf", self->folder, NULL };

  if (self->resource != NULL)
    g_resources_unregister (self->resource);
  g_clear_pointer (&self->resource, g_resource_unref);
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  g_free (self->folder);
  g_free (self->path);
}

static GResource *
learn_version (const char *name)
{
  g_autofree char   *file = g_test_build_filename (G_TEST_BUILT, name, NULL);
  g_autoptr (GError) error = NULL;
  GResource         *resource = g_resource_load (file, &error);

  g_assert_no_error (error);
  g_resources_register (resource);

  return resource;
}

/* Straight through SQLite, as a stranger or another version would. */
static void
run_raw (const char *path, const char *sql)
{
  sqlite3 *handle;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}

static gint64
count_raw (const char *path, const char *sql)
{
  sqlite3      *handle;
  sqlite3_stmt *stmt;
  gint64        n = -1;

  g_assert_cmpint (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  if (sqlite3_prepare_v2 (handle, sql, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step (stmt) == SQLITE_ROW)
    n = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  sqlite3_close (handle);

  return n;
}

static void
make_workspace (const char *path)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (path, VECHE_DB_WRITER | VECHE_DB_CREATE, &error);

  g_assert_no_error (error);
  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_db_exec (db, "INSERT INTO tag (uid, name) VALUES ('t1', 'Python')", NULL));
  g_assert_true (veche_db_commit (db, NULL));
}

static void
assert_refused (const char *path, VecheDbFlags flags, int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *before = NULL, *after = NULL;
  g_autofree char   *wal = g_strconcat (path, "-wal", NULL);
  gsize              n_before, n_after;

  g_assert_true (g_file_get_contents (path, &before, &n_before, NULL));
  g_assert_null (veche_db_open (path, flags, &error));
  g_assert_error (error, VECHE_STORE_ERROR, code);
  g_test_message ("%s", error->message);

  g_assert_true (g_file_get_contents (path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
}

static void
test_fresh (Fixture *self, gconstpointer data)
{
  make_workspace (self->path);

  g_assert_cmpint (count_raw (self->path, "PRAGMA user_version"), ==, veche_db_schema_version ());
  g_assert_cmpint (count_raw (self->path, "PRAGMA application_id"), ==, 0x56454348);
  g_assert_cmpint (count_raw (self->path, "SELECT count(*) FROM tag"), ==, 1);
}

static int
append_cb (void *data, int n, char **values, char **names)
{
  if (values[0] != NULL)
    g_string_append_printf (data, "%s;\n", values[0]);

  return 0;
}

static void
append_raw (sqlite3 *db, const char *sql, GString *text)
{
  char *wrong = NULL;

  sqlite3_exec (db, sql, append_cb, text, &wrong);
  g_assert_cmpstr (wrong, ==, NULL);
}

static int
list_cb (void *data, int n, char **values, char **names)
{
  g_ptr_array_add (data, g_strdup (values[0]));

  return 0;
}

/* INSERTs of all that a table holds. */
static void
append_rows (sqlite3 *db, const char *table, GString *text)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  g_autofree char      *names = g_strdup_printf ("SELECT name FROM pragma_table_info ('%s')", table), *list = NULL, *sql = NULL;
  g_autoptr (GString)   values = g_string_new (NULL);

  g_assert_cmpint (sqlite3_exec (db, names, list_cb, columns, NULL), ==, SQLITE_OK);
  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (values, "%s quote (\"%s\")", i > 0 ? " || ', ' ||" : "", (const char *) columns->pdata[i]);
  g_ptr_array_add (columns, NULL);
  list = g_strjoinv (", ", (char **) columns->pdata);
  sql = g_strdup_printf ("SELECT 'INSERT INTO %s (%s) VALUES (' || %s || ')' FROM %s ORDER BY 1", table, list, values->str, table);
  append_raw (db, sql, text);
}

/* The schema as a script: what schema/whole holds, when made step by step. */
static char *
dump_schema (const char *path)
{
  static const char made[] = "SELECT sql FROM sqlite_schema AS s WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema AS v\n"
                             " WHERE v.sql LIKE 'CREATE VIRTUAL%' AND s.name LIKE v.name || '\\_%' ESCAPE '\\') ORDER BY s.rowid";
  static const char tables[] = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'\n"
                               " AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
  static const char words[] = "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%' ORDER BY name";
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free), virtuals = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString)   text = g_string_new (NULL);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  append_raw (db, made, text);
  g_assert_cmpint (sqlite3_exec (db, tables, list_cb, names, NULL), ==, SQLITE_OK);
  for (guint i = 0; i < names->len; i++)
    append_rows (db, names->pdata[i], text);
  g_assert_cmpint (sqlite3_exec (db, words, list_cb, virtuals, NULL), ==, SQLITE_OK);
  for (guint i = 0; i < virtuals->len; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT 'INSERT INTO %1$s (%1$s, rank) VALUES (' || quote (k) || ', ' || quote (v) || ')'\n"
                                              " FROM %1$s_config WHERE k <> 'version' ORDER BY k", (const char *) virtuals->pdata[i]);

      append_raw (db, sql, text);
    }
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A new file is the same whether it took every step or the whole at once. VECHE_WHOLE=FILE keeps the first as a script. */
static void
test_whole (Fixture *self, gconstpointer data)
{
  g_autofree char *other = g_build_filename (self->folder, "steps.veche", NULL), *whole = NULL, *steps = NULL;

  veche_migrations_go_step_by_step (TRUE);
  make_workspace (other);
  veche_migrations_go_step_by_step (FALSE);
  run_raw (other, "DELETE FROM tag");
  steps = dump_schema (other);
  if (g_getenv ("VECHE_WHOLE") != NULL)
    g_assert_true (g_file_set_contents (g_getenv ("VECHE_WHOLE"), steps, -1, NULL));

  make_workspace (self->path);
  run_raw (self->path, "DELETE FROM tag");
  whole = dump_schema (self->path);
  g_assert_cmpstr (whole, ==, steps);
}

static void
test_upgrade (Fixture *self, gconstpointer data)
{
  g_autofree char    *copy = NULL;
  g_autoptr (VecheDb) db = NULL;
  g_autoptr (GError)  error = NULL;
  GStatBuf            info;
  int                 first = veche_db_schema_version ();

  make_workspace (self->path);
  self->resource = learn_version ("test-schema-colour.gresource");
  g_assert_cmpint (veche_db_schema_version (), ==, 9002);

  /* One who may only read does not upgrade. */
  g_assert_null (veche_db_open (self->path, VECHE_DB_READER, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN);
  g_clear_error (&error);

  db = veche_db_open (self->path, VECHE_DB_WRITER, &error);
  g_assert_no_error (error);
  g_assert_true (veche_statement_step (veche_db_prepare (db, "SELECT colour FROM tag"), NULL));
  g_assert_cmpint (count_raw (self->path, "PRAGMA user_version"), ==, 9002);

  copy = g_strdup_printf ("%s.backup-v%d", self->path, first);
  g_assert_cmpint (count_raw (copy, "PRAGMA user_version"), ==, first);
  g_assert_cmpint (count_raw (copy, "SELECT count(*) FROM tag"), ==, 1);
  g_assert_cmpint (g_stat (copy, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_broken_step (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  int                first = veche_db_schema_version ();

  make_workspace (self->path);
  self->resource = learn_version ("test-schema-broken.gresource");
  g_assert_null (veche_db_open (self->path, VECHE_DB_WRITER, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "9003-broken.sql"));

  g_assert_cmpint (count_raw (self->path, "PRAGMA user_version"), ==, first);
  g_assert_cmpint (count_raw (self->path, "SELECT count(*) FROM sqlite_schema WHERE name = 'half_done'"), ==, 0);
  g_assert_cmpint (count_raw (self->path, "SELECT count(*) FROM member_tag"), ==, 0);
}

/* What a step leaves pointing nowhere is found wherever it can be, and not looked for elsewhere. */
static void
test_check (Fixture *self, gconstpointer data)
{
  static const struct { const char *sql; gboolean broken; } steps[] = {
    { "CREATE TABLE other (id INTEGER PRIMARY KEY) STRICT; INSERT INTO other VALUES (1)", FALSE },
    { "INSERT OR IGNORE INTO member_tag (uid, member_id, tag_id) VALUES ('x', 1, 999)", TRUE },
    { "DELETE FROM tag", TRUE },
    { "DELETE FROM member_tag; DELETE FROM tag", FALSE },
    { "DROP TABLE tag", TRUE },
    { "CREATE TABLE tag_new (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT;"
      "INSERT INTO tag_new SELECT id + 1, uid, name FROM tag; DROP TABLE tag; ALTER TABLE tag_new RENAME TO tag", TRUE },
    { "UPDATE member_tag\nSET tag_id = 7", TRUE },
    { "UPDATE member_tag SET uid = 'y'", FALSE },
    { "-- DELETE FROM tag;\nUPDATE member SET came_through_id = 5 WHERE id = 1", TRUE },
  };
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (self->path, VECHE_DB_WRITER | VECHE_DB_CREATE, &error);

  g_assert_no_error (error);
  g_assert_true (veche_db_begin (db, &error));
  g_assert_true (veche_db_exec (db, "INSERT INTO member (id, uid, name, created) VALUES (1, 'm', 'A', 1); INSERT INTO tag (id, uid, name) VALUES (1, 't', 'T');"
                                    "INSERT INTO member_tag (uid, member_id, tag_id) VALUES ('w', 1, 1)", &error));
  g_assert_true (veche_db_commit (db, &error));
  g_assert_true (veche_db_exec (db, "PRAGMA foreign_keys = OFF", &error));
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_assert_true (veche_db_begin (db, &error));
      g_assert_true (veche_db_exec (db, steps[i].sql, &error));
      g_assert_cmpint (veche_migrations_check_step (db, steps[i].sql, &error), ==, !steps[i].broken);
      if (steps[i].broken)
        g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CORRUPT);
      g_clear_error (&error);
      veche_db_rollback (db);
    }
  veche_db_close (db);
}

static void
test_newer (Fixture *self, gconstpointer data)
{
  make_workspace (self->path);
  run_raw (self->path, "PRAGMA journal_mode = DELETE; PRAGMA user_version = 99");

  assert_refused (self->path, VECHE_DB_WRITER, VECHE_STORE_ERROR_NEWER);
  assert_refused (self->path, VECHE_DB_READER, VECHE_STORE_ERROR_NEWER);
}

static void
test_foreign (Fixture *self, gconstpointer data)
{
  run_raw (self->path, "CREATE TABLE moz_places (id INTEGER PRIMARY KEY); INSERT INTO moz_places VALUES (1)");
  assert_refused (self->path, VECHE_DB_WRITER | VECHE_DB_CREATE, VECHE_STORE_ERROR_OPEN);
  assert_refused (self->path, VECHE_DB_READER, VECHE_STORE_ERROR_OPEN);

  run_raw (self->path, "PRAGMA application_id = 252006675; PRAGMA user_version = 1");
  assert_refused (self->path, VECHE_DB_WRITER | VECHE_DB_CREATE, VECHE_STORE_ERROR_OPEN);

  g_assert_true (g_file_set_contents (self->path, "Dear diary, this is no database at all.\n", -1, NULL));
  assert_refused (self->path, VECHE_DB_WRITER | VECHE_DB_CREATE, VECHE_STORE_ERROR_OPEN);
}

/* A workspace that somebody sends: its schema must not run anything of theirs. */
static void
test_evil (Fixture *self, gconstpointer data)
{
  static const char *const evil[] = {
    "CREATE TRIGGER gotcha AFTER INSERT ON tag BEGIN DELETE FROM member WHERE id > 0; END",
    "CREATE VIEW gotcha AS SELECT * FROM member",
    "CREATE VIRTUAL TABLE gotcha USING fts5 (a)",
    "DROP TRIGGER outbox_sent_stays; CREATE TRIGGER outbox_sent_stays BEFORE DELETE ON outbox BEGIN DELETE FROM member WHERE id > 0; END",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (evil); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s.%" G_GSIZE_FORMAT, self->path, i);
      g_autoptr (GError) error = NULL;

      make_workspace (path);
      run_raw (path, evil[i]);
      g_assert_null (veche_db_open (path, VECHE_DB_WRITER, &error));
      g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN);
      g_assert_nonnull (strstr (error->message, i < 3 ? "gotcha" : "outbox_sent_stays"));
      g_clear_error (&error);
      g_assert_null (veche_db_open (path, VECHE_DB_READER, &error));
      g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN);
    }
}

/* How long the child takes when nobody kills it, in microseconds. */
static gint
time_migration (const char *program, const char *path)
{
  const char *argv[] = { program, "--migrate", path, NULL };
  gint64      start = g_get_monotonic_time ();

  make_workspace (path);
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL));
  g_assert_cmpint (count_raw (path, "PRAGMA user_version"), ==, 9004);

  return (gint) (g_get_monotonic_time () - start);
}

/* Killed anywhere in a step, the file is at the old version or at the new one, and opens. */
static void
test_kill_inside (Fixture *self, gconstpointer data)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *trial = g_strconcat (self->path, ".trial", NULL);
  int              first = veche_db_schema_version (), before = 0;
  gint             whole = time_migration (program, trial);

  make_workspace (self->path);
  for (int i = 0; i < KILLS; i++)
    {
      const char *argv[] = { program, "--migrate", self->path, NULL };
      GPid        pid;
      gint64      version;

      g_assert_true (g_spawn_async (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL));
      g_usleep ((gulong) g_test_rand_int_range (whole / 4, whole * 5 / 4));
      kill (pid, SIGKILL);
      waitpid (pid, NULL, 0);

      version = count_raw (self->path, "PRAGMA user_version");
      g_assert_true (version == first || version == 9004);
      before += version == first;
      g_assert_cmpint (count_raw (self->path, "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'slow%'"), ==, version == 9004 ? 2 : 0);
      if (version == 9004)
        {
          g_unlink (self->path);
          make_workspace (self->path);
        }
    }
  g_test_message ("%d of %d kills came before the end of the step, which takes %d ms", before, KILLS, whole / 1000);
}

static int
migrate (const char *path)
{
  g_autoptr (VecheDb) db = NULL;

  learn_version ("test-schema-slow.gresource");
  db = veche_db_open (path, VECHE_DB_WRITER, NULL);

  return db != NULL ? 0 : 1;
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && strcmp (argv[1], "--migrate") == 0)
    {
      int n = 1;

      g_test_init (&n, &argv, NULL);
      return migrate (argv[2]);
    }

  g_test_init (&argc, &argv, NULL);

  g_test_add ("/migrations/fresh", Fixture, NULL, fixture_set_up, test_fresh, fixture_tear_down);
  g_test_add ("/migrations/whole", Fixture, NULL, fixture_set_up, test_whole, fixture_tear_down);
  g_test_add ("/migrations/upgrade", Fixture, NULL, fixture_set_up, test_upgrade, fixture_tear_down);
  g_test_add ("/migrations/broken-step", Fixture, NULL, fixture_set_up, test_broken_step, fixture_tear_down);
  g_test_add ("/migrations/newer", Fixture, NULL, fixture_set_up, test_newer, fixture_tear_down);
  g_test_add ("/migrations/check", Fixture, NULL, fixture_set_up, test_check, fixture_tear_down);
  g_test_add ("/migrations/foreign", Fixture, NULL, fixture_set_up, test_foreign, fixture_tear_down);
  g_test_add ("/migrations/evil", Fixture, NULL, fixture_set_up, test_evil, fixture_tear_down);
  g_test_add ("/migrations/kill-inside", Fixture, NULL, fixture_set_up, test_kill_inside, fixture_tear_down);

  return g_test_run ();
}
