/* test-db.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "model/veche-change.h"
#include "store/veche-db-private.h"
#include "store/veche-statement.h"

static gint64
count (VecheDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  VecheStatement    *statement = veche_db_prepare (db, sql);
  gint64             n;

  g_assert_true (veche_statement_step (statement, &error));
  g_assert_no_error (error);
  n = veche_statement_int (statement, 0);
  veche_statement_reset (statement);

  return n;
}

static gint64
add_tag (VecheDb *db, const char *name)
{
  static const char  sql[] = "INSERT INTO tag (uid, name) VALUES (?1, ?2)";
  g_autoptr (GError) error = NULL;
  g_autofree char   *uid = veche_uid_new ();
  VecheStatement    *statement = veche_db_prepare (db, sql);

  veche_statement_bind_text (statement, 1, uid);
  veche_statement_bind_text (statement, 2, name);
  g_assert_true (veche_statement_run (statement, &error));
  g_assert_no_error (error);

  return veche_db_last_id (db);
}

static VecheDb *
open_memory (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb           *db = veche_db_open (":memory:", VECHE_DB_WRITER, &error);

  g_assert_no_error (error);
  g_assert_nonnull (db);

  return db;
}

static void
publish_cb (VecheChange *change, gpointer user_data)
{
  g_ptr_array_add (user_data, change);
}

static void
test_values (void)
{
  static const char   sql[] = "SELECT ?1, ?2, ?3, ?4, ?5";
  g_autoptr (VecheDb) db = open_memory ();
  VecheStatement     *statement = veche_db_prepare (db, sql);
  g_auto (GValue)     value = G_VALUE_INIT;
  gsize               n;

  veche_statement_bind_int (statement, 1, G_MAXINT64);
  veche_statement_bind_real (statement, 2, 0.5);
  veche_statement_bind_text (statement, 3, "Ёлкин");
  veche_statement_bind_blob (statement, 4, "a\0b", 3);
  veche_statement_bind_id (statement, 5, 0);
  g_assert_true (veche_statement_step (statement, NULL));

  g_assert_cmpint (veche_statement_int (statement, 0), ==, G_MAXINT64);
  g_assert_cmpfloat (veche_statement_real (statement, 1), ==, 0.5);
  g_assert_cmpstr (veche_statement_text (statement, 2), ==, "Ёлкин");
  g_assert_cmpmem (veche_statement_blob (statement, 3, &n), n, "a\0b", 3);
  g_assert_true (veche_statement_is_null (statement, 4));
  veche_statement_value (statement, 2, &value);
  g_assert_cmpstr (g_value_get_string (&value), ==, "Ёлкин");

  /* The cache hands out the same statement, reset. */
  g_assert_true (veche_db_prepare (db, sql) == statement);
  g_assert_true (veche_statement_step (statement, NULL));
  g_assert_true (veche_statement_is_null (statement, 0));
}

static void
test_change_after_commit (void)
{
  g_autoptr (VecheDb)   db = open_memory ();
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_change_unref);
  gint64                id;

  veche_db_set_publisher (db, publish_cb, changes);

  g_assert_true (veche_db_begin (db, NULL));
  add_tag (db, "taken back");
  veche_db_rollback (db);
  g_assert_cmpuint (changes->len, ==, 0);

  g_assert_true (veche_db_begin (db, NULL));
  id = add_tag (db, "kept");
  g_assert_cmpuint (changes->len, ==, 0);
  g_assert_true (veche_db_commit (db, NULL));
  g_assert_cmpuint (changes->len, ==, 1);
  g_assert_cmpuint (veche_change_get_tables (changes->pdata[0]), ==, VECHE_TABLE_TAG);
  g_assert_true (veche_change_has_row (changes->pdata[0], "tag", id));
  g_assert_false (veche_change_has_row (changes->pdata[0], "tag", id + 1));

  /* Nor one whose COMMIT fails. */
  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_db_exec (db, "PRAGMA defer_foreign_keys = ON", NULL));
  g_assert_true (veche_db_exec (db, "INSERT INTO member_tag (uid, member_id, tag_id) VALUES ('y', 7, 7)", NULL));
  g_assert_false (veche_db_commit (db, NULL));
  g_assert_cmpuint (changes->len, ==, 1);

  /* A transaction that touches nothing tells nothing. */
  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_db_commit (db, NULL));
  g_assert_cmpuint (changes->len, ==, 1);
}

static void
test_change_without_shadow_tables (void)
{
  static const char     sql[] = "INSERT INTO member_fts (rowid, name) VALUES (1, 'Anna')";
  g_autoptr (VecheDb)   db = open_memory ();
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_change_unref);

  veche_db_set_publisher (db, publish_cb, changes);
  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_statement_run (veche_db_prepare (db, sql), NULL));
  g_assert_true (veche_db_commit (db, NULL));

  g_assert_cmpuint (changes->len, ==, 0);
  g_assert_cmpint (count (db, "SELECT count(*) FROM member_fts ('ann*')"), ==, 1);
}

static void
test_constraint (void)
{
  g_autoptr (VecheDb) db = open_memory ();
  g_autoptr (GError)  error = NULL;

  g_assert_true (veche_db_begin (db, NULL));
  add_tag (db, "one");
  g_assert_false (veche_db_exec (db, "INSERT INTO tag (uid, name) VALUES ('x', 'one')", &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);

  /* Foreign keys are on. */
  g_assert_false (veche_db_exec (db, "INSERT INTO member_tag (uid, member_id, tag_id) VALUES ('y', 7, 7)", &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT);
  veche_db_rollback (db);
  g_assert_cmpint (count (db, "SELECT count(*) FROM tag"), ==, 0);
}

static const char endless[] = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (30000);   /* a query under way is what it is about; one that has not begun yet ends the same way */
  g_cancellable_cancel (data);

  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (VecheDb)      db = open_memory ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError)       error = NULL;
  GThread                 *thread = g_thread_new ("cancel", cancel_soon, cancellable);

  veche_db_set_cancellable (db, cancellable);
  g_assert_false (veche_statement_step (veche_db_prepare (db, endless), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);

  /* Nothing new starts, until the cancellable is gone. */
  g_clear_error (&error);
  g_assert_false (veche_statement_step (veche_db_prepare (db, "SELECT 1"), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  veche_db_set_cancellable (db, NULL);
  g_assert_cmpint (count (db, "SELECT 1"), ==, 1);
}

/* SQLite rolls back by itself here; what the job does next must not be written outside of the transaction. */
static void
test_lost_transaction (void)
{
  g_autoptr (VecheDb) db = open_memory ();
  g_autoptr (GError)  error = NULL;

  g_assert_true (veche_db_begin (db, NULL));
  add_tag (db, "one");
  g_assert_false (veche_db_exec (db, "INSERT OR ROLLBACK INTO tag (uid, name) VALUES ('x', 'one')", NULL));
  g_assert_false (veche_db_exec (db, "INSERT INTO tag (uid, name) VALUES ('y', 'two')", &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_QUERY);
  g_clear_error (&error);
  g_assert_false (veche_db_commit (db, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (count (db, "SELECT count(*) FROM tag"), ==, 0);
}

/* A commit that fails has rolled back by itself: who rolls back after every error does no harm. */
static void
test_commit_fails (void)
{
  g_autoptr (VecheDb) db = open_memory ();
  g_autoptr (GError)  error = NULL;

  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_db_exec (db, "PRAGMA defer_foreign_keys = ON", NULL));
  g_assert_true (veche_db_exec (db, "INSERT INTO identity_handle (identity_id, handle, until) VALUES (99, 'x', 1)", NULL));
  g_assert_false (veche_db_commit (db, &error));
  g_assert_nonnull (error);
  veche_db_rollback (db);

  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_db_commit (db, NULL));
}

static void
test_settings (void)
{
  g_autoptr (VecheDb)  db = open_memory ();
  g_autoptr (GVariant) text = NULL, number = NULL;

  g_assert_null (veche_db_get_setting (db, "actor"));
  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_db_set_setting (db, "actor", g_variant_new_string ("Anna"), NULL));
  g_assert_true (veche_db_set_setting (db, "actor", g_variant_new_string ("Юля"), NULL));
  g_assert_true (veche_db_set_setting (db, "count", g_variant_new_int64 (7), NULL));
  g_assert_true (veche_db_commit (db, NULL));

  text = veche_db_get_setting (db, "actor");
  g_assert_cmpstr (g_variant_get_string (text, NULL), ==, "Юля");
  number = veche_db_get_setting (db, "count");
  g_assert_cmpint (g_variant_get_int64 (number), ==, 7);

  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_db_set_setting (db, "actor", NULL, NULL));
  g_assert_true (veche_db_commit (db, NULL));
  g_assert_null (veche_db_get_setting (db, "actor"));
}

static void
test_uids (void)
{
  g_autoptr (VecheDb) db = open_memory ();
  g_autofree char    *uid = NULL;
  gint64              id;

  g_assert_true (veche_db_begin (db, NULL));
  id = add_tag (db, "one");
  g_assert_true (veche_db_commit (db, NULL));

  uid = veche_db_uid_for_id (db, "tag", id);
  g_assert_nonnull (uid);
  g_assert_cmpint (veche_db_id_for_uid (db, "tag", uid), ==, id);
  g_assert_cmpint (veche_db_id_for_uid (db, "member", uid), ==, 0);
  g_assert_null (veche_db_uid_for_id (db, "tag", id + 1));
}

/*** On disk ***/

typedef struct
{
  char *folder, *path;
} Fixture;

static void
fixture_set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("veche-db-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "new", "work.veche", NULL);
}

static void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  const char *argv[] = { "rm", "-rf", self->folder, NULL };

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  g_free (self->folder);
  g_free (self->path);
}

static VecheDb *
open_file (const char *path, VecheDbFlags flags)
{
  g_autoptr (GError) error = NULL;
  VecheDb           *db = veche_db_open (path, flags, &error);

  g_assert_no_error (error);
  g_assert_nonnull (db);

  return db;
}

static int
file_mode (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);

  return info.st_mode & 0777;
}

static void
test_private_files (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheDb) db = open_file (self->path, VECHE_DB_WRITER | VECHE_DB_CREATE);
  g_autofree char    *folder = g_path_get_dirname (self->path);
  g_autofree char    *wal = g_strconcat (self->path, "-wal", NULL);
  g_autofree char    *lock = g_strconcat (self->path, ".lock", NULL);

  g_assert_cmpint (file_mode (folder), ==, 0700);
  g_assert_cmpint (file_mode (self->path), ==, 0600);
  g_assert_cmpint (file_mode (wal), ==, 0600);
  g_assert_cmpint (file_mode (lock), ==, 0600);
  g_assert_cmpint (count (db, "SELECT synchronous FROM pragma_synchronous"), ==, 2);
}

static void
test_reader (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheDb) writer = open_file (self->path, VECHE_DB_WRITER | VECHE_DB_CREATE);
  g_autoptr (VecheDb) reader = open_file (self->path, VECHE_DB_READER);
  g_autoptr (GError)  error = NULL;

  g_assert_true (veche_db_begin (writer, NULL));
  add_tag (writer, "one");
  g_assert_cmpint (count (reader, "SELECT count(*) FROM tag"), ==, 0);
  g_assert_true (veche_db_commit (writer, NULL));
  g_assert_cmpint (count (reader, "SELECT count(*) FROM tag"), ==, 1);

  g_assert_false (veche_db_exec (reader, "DELETE FROM tag WHERE id > 0", &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN);
}

/* A reader also opens when nobody else is there: the file was left by a clean close. */
static void
test_reader_alone (Fixture *self, gconstpointer data)
{
  VecheDb            *writer = open_file (self->path, VECHE_DB_WRITER | VECHE_DB_CREATE);
  g_autoptr (VecheDb) reader = NULL;

  g_assert_true (veche_db_begin (writer, NULL));
  add_tag (writer, "one");
  g_assert_true (veche_db_commit (writer, NULL));
  veche_db_close (writer);

  reader = open_file (self->path, VECHE_DB_READER);
  g_assert_cmpint (count (reader, "SELECT count(*) FROM tag"), ==, 1);
}

static goffset
file_size (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? info.st_size : 0;
}

typedef struct
{
  const char *path;
  guint       delay;   /* ms, before the first look */
  int         done;    /* (atomic) */
} Looker;

/* Looks at one state of the file for 20 ms, over and over. */
static gpointer
look_on (gpointer data)
{
  Looker             *self = data;
  g_autoptr (VecheDb) db = open_file (self->path, VECHE_DB_READER);

  g_usleep (self->delay * 1000);
  while (!g_atomic_int_get (&self->done))
    {
      g_assert_true (veche_db_begin_read (db, NULL));
      count (db, "SELECT count(*) FROM tag");
      g_usleep (20000);
      veche_db_end_read (db);
    }

  return NULL;
}

/* Readers that always overlap would let the WAL grow without end, to nearly all that is written. */
static void
test_wal_is_bounded (Fixture *self, gconstpointer data)
{
  static const char   sql[] = "INSERT INTO tag (uid, name) SELECT 'u' || ?1 || '-' || value, hex (zeroblob (2000)) || ?1 || '-' || value\n"
                              "  FROM json_each ('[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]')";
  g_autoptr (VecheDb) writer = open_file (self->path, VECHE_DB_WRITER | VECHE_DB_CREATE);
  g_autofree char    *wal = g_strconcat (self->path, "-wal", NULL);
  Looker              lookers[] = { { self->path, 0 }, { self->path, 7 }, { self->path, 14 } };
  GThread            *threads[G_N_ELEMENTS (lookers)];
  goffset             largest = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (lookers); i++)
    threads[i] = g_thread_new ("looker", look_on, &lookers[i]);
  for (int i = 0; i < 300; i++)
    {
      VecheStatement *statement = veche_db_prepare (writer, sql);

      g_assert_true (veche_db_begin (writer, NULL));
      veche_statement_bind_int (statement, 1, i);
      g_assert_true (veche_statement_run (statement, NULL));
      g_assert_true (veche_db_commit (writer, NULL));
      largest = MAX (largest, file_size (wal));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (lookers); i++)
    {
      g_atomic_int_set (&lookers[i].done, TRUE);
      g_thread_join (threads[i]);
    }

  g_test_message ("the WAL reached %d MB", (int) (largest >> 20));
  g_assert_cmpint (largest, <=, 48 * 1024 * 1024);
}

/* The first page of the WAL as a checkpoint writes it, first of all: it tells of pages that the file does not have yet. */
static void
begin_checkpoint (const char *path, const char *to)
{
  g_autofree char *wal_from = g_strconcat (path, "-wal", NULL);
  g_autofree char *wal_to = g_strconcat (to, "-wal", NULL);
  g_autofree char *file = NULL, *wal = NULL;
  gsize            size, wal_size, page = 4096, found = 0;

  g_assert_true (g_file_get_contents (path, &file, &size, NULL));
  g_assert_true (g_file_get_contents (wal_from, &wal, &wal_size, NULL));
  for (gsize at = 32; at + 24 + page <= wal_size; at += 24 + page)
    if (memcmp (wal + at, "\0\0\0\1", 4) == 0)
      found = at + 24;
  g_assert_cmpint (found, !=, 0);
  memcpy (file, wal + found, page);
  g_assert_true (g_file_set_contents (to, file, (gssize)size, NULL));
  g_assert_true (g_file_set_contents (wal_to, wal, (gssize)wal_size, NULL));
}

/* The disk was full, or the power went, in the middle of a checkpoint: the WAL has it all. */
static void
test_checkpoint_cut (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheDb) db = open_file (self->path, VECHE_DB_WRITER | VECHE_DB_CREATE);
  g_autofree char    *copy = g_build_filename (self->folder, "copy.veche", NULL);
  g_autoptr (VecheDb) other = NULL;

  g_assert_true (veche_db_exec (db, "PRAGMA wal_checkpoint (TRUNCATE)", NULL));
  g_assert_true (veche_db_begin (db, NULL));
  for (int i = 0; i < 2000; i++)
    {
      g_autofree char *name = g_strdup_printf ("%d of a name that needs some room in the file, so that it grows by pages", i);

      add_tag (db, name);
    }
  g_assert_true (veche_db_commit (db, NULL));
  begin_checkpoint (self->path, copy);

  other = open_file (copy, VECHE_DB_WRITER);
  g_assert_cmpint (count (other, "SELECT count(*) FROM tag"), ==, 2000);
}

static void
test_missing (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (veche_db_open (self->path, VECHE_DB_WRITER, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN);
  g_assert_false (g_file_test (self->path, G_FILE_TEST_EXISTS));
}

static void
test_check_and_backup (Fixture *self, gconstpointer data)
{
  VecheDb            *db = open_file (self->path, VECHE_DB_WRITER | VECHE_DB_CREATE);
  g_autofree char    *copy = g_build_filename (self->folder, "copy.veche", NULL);
  g_autofree char    *part = g_strconcat (copy, ".part", NULL);
  g_autoptr (VecheDb) restored = NULL;
  g_autoptr (GError)  error = NULL;
  g_auto (GStrv)      found = NULL;

  g_assert_true (veche_db_begin (db, NULL));
  add_tag (db, "one");
  g_assert_true (veche_db_commit (db, NULL));
  found = veche_db_check (db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (found), ==, 0);

  g_assert_true (veche_db_backup (db, copy, &error));
  g_assert_no_error (error);
  veche_db_close (db);
  g_assert_cmpint (file_mode (copy), ==, 0600);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  restored = open_file (copy, VECHE_DB_WRITER);
  g_assert_cmpint (count (restored, "SELECT count(*) FROM tag"), ==, 1);

  /* And to nowhere: an error, nothing left behind. */
  g_assert_false (veche_db_backup (restored, "/nowhere/copy.veche", &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN);
}

static void
test_check_finds (void)
{
  static const char *const damage[] = {
    "PRAGMA foreign_keys = OFF",
    "INSERT INTO member_tag (uid, member_id, tag_id) VALUES ('y', 7, 7)",
    "INSERT INTO member (id, uid, name, created) VALUES (1, 'unsought', 'Anna', 0)",
    "INSERT INTO member_fts (rowid, name) VALUES (2, 'Boris')",
    "INSERT INTO interaction (id, own_uid, kind, at, text) VALUES (3, 'unfound', 'message', 0, 'hello')",
    "INSERT INTO interaction_fts (rowid, text) VALUES (4, 'forgotten')",
    "DELETE FROM member_fts_content WHERE id = 2",
  };
  static const char *const sentences[] = {
    "message unfound can't be searched for",
    "the search index still has message 4",
    "member unsought can't be searched for",
    "the search index still has member 2",
    "the search index of members is damaged",
  };
  g_autoptr (VecheDb) db = open_memory ();
  g_autoptr (GError)  error = NULL;
  g_auto (GStrv)      found = NULL;

  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (damage); i++)
    {
      veche_db_exec (db, damage[i], &error);
      g_assert_no_error (error);
    }

  found = veche_db_check (db, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    g_assert_true (g_strv_contains ((const char *const *) found, sentences[i]));
  g_assert_cmpuint (g_strv_length (found), ==, G_N_ELEMENTS (sentences) + 2);   /* the tag's two broken references */
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/db/values", test_values);
  g_test_add_func ("/db/change-after-commit", test_change_after_commit);
  g_test_add_func ("/db/change-without-shadow-tables", test_change_without_shadow_tables);
  g_test_add_func ("/db/constraint", test_constraint);
  g_test_add_func ("/db/cancel", test_cancel);
  g_test_add_func ("/db/lost-transaction", test_lost_transaction);
  g_test_add_func ("/db/commit-fails", test_commit_fails);
  g_test_add_func ("/db/settings", test_settings);
  g_test_add_func ("/db/uids", test_uids);
  g_test_add_func ("/db/check-finds", test_check_finds);
  g_test_add ("/db/private-files", Fixture, NULL, fixture_set_up, test_private_files, fixture_tear_down);
  g_test_add ("/db/reader", Fixture, NULL, fixture_set_up, test_reader, fixture_tear_down);
  g_test_add ("/db/reader-alone", Fixture, NULL, fixture_set_up, test_reader_alone, fixture_tear_down);
  g_test_add ("/db/wal-is-bounded", Fixture, NULL, fixture_set_up, test_wal_is_bounded, fixture_tear_down);
  g_test_add ("/db/checkpoint-cut", Fixture, NULL, fixture_set_up, test_checkpoint_cut, fixture_tear_down);
  g_test_add ("/db/missing", Fixture, NULL, fixture_set_up, test_missing, fixture_tear_down);
  g_test_add ("/db/check-and-backup", Fixture, NULL, fixture_set_up, test_check_and_backup, fixture_tear_down);

  return g_test_run ();
}
