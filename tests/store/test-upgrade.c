/* test-upgrade.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Workspaces of every released schema, kept as dumps in tests/data/schema, open today with all that they held.
 */

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-search-table.h"

typedef struct
{
  char *folder, *path;
} Fixture;

static void
fixture_set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("veche-upgrade-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "old.veche", NULL);
}

static void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  const char *argv[] = { "rm", "-rf", self->folder, NULL };

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  g_free (self->folder);
  g_free (self->path);
}

static void
load_dump (const char *path, const char *dump)
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "data", "schema", dump, NULL);
  g_autofree char *sql = NULL;
  sqlite3 *db = NULL;
  char *wrong = NULL;

  g_assert_true (g_file_get_contents (file, &sql, NULL, NULL));
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &wrong);
  g_assert_cmpstr (wrong, ==, NULL);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static int
append_row_cb (void *data, int n, char **values, char **names)
{
  for (int i = 0; i < n; i++)
    g_string_append_printf (data, "%s|", values[i] != NULL ? values[i] : "NULL");
  g_string_append_c (data, '\n');

  return 0;
}

static int
append_name_cb (void *data, int n, char **values, char **names)
{
  g_ptr_array_add (data, g_strdup (values[0]));

  return 0;
}

/* Every row of every table of the old schema, column by column: table → its text. */
static GHashTable *
read_tables (const char *path, GHashTable *columns)
{
  static const char names[] = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%fts%' AND name NOT LIKE 'sqlite%'";
  GHashTable *tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, names, append_name_cb, list, NULL), ==, SQLITE_OK);
  for (guint i = 0; i < list->len; i++)
    {
      const char *table = list->pdata[i], *known = g_hash_table_lookup (columns, table);
      /* What came from outside has another uid since schema 5, unless the journal speaks of it. */
      g_autofree char *ask = g_strdup_printf ("SELECT group_concat ('quote(' || iif ('%s' = 'interaction' AND name = 'uid', 'iif (batch_id IS NULL, uid, 0)',"
                                              " '\"' || name || '\"') || ')') FROM pragma_table_info ('%s')", table, table);
      g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *sql = NULL;
      GString *rows = g_string_new (NULL);

      sqlite3_exec (db, ask, append_name_cb, all, NULL);
      if (known == NULL)
        {
          g_hash_table_insert (columns, g_strdup (table), g_strdup (all->pdata[0]));
          known = all->pdata[0];
        }
      sql = g_strdup_printf ("SELECT %s FROM \"%s\" ORDER BY rowid", known, table);
      g_assert_cmpint (sqlite3_exec (db, sql, append_row_cb, rows, NULL), ==, SQLITE_OK);
      g_hash_table_insert (tables, g_strdup (table), g_string_free (rows, FALSE));
    }
  sqlite3_close (db);

  return tables;
}

static void
assert_found (VecheDb *db, VecheHitKind kind, const char *typed)
{
  g_autoptr (VecheSearch) search = veche_search_new (typed);
  g_autoptr (GPtrArray) hits = veche_search_section (db, search, kind, 5, VECHE_SEARCH_NEWEST, NULL, NULL);

  g_assert_cmpuint (hits->len, >, 0);
}

static void
test_from (Fixture *self, gconstpointer data)
{
  g_autoptr (GHashTable) columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) before = NULL, after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = NULL;
  g_auto (GStrv) damage = NULL, differences = NULL;
  GHashTableIter iter;
  gpointer table, rows;

  load_dump (self->path, data);
  before = read_tables (self->path, columns);
  g_assert_cmpuint (g_hash_table_size (before), >, 25);
  g_assert_cmpuint (strlen (g_hash_table_lookup (before, "interaction")), >, 1000);

  db = veche_db_open (self->path, VECHE_DB_WRITER, &error);
  g_assert_no_error (error);
  after = read_tables (self->path, columns);
  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &table, &rows))
    {
      g_test_message ("%s", (char *) table);
      g_assert_cmpstr (g_hash_table_lookup (after, table), ==, rows);
    }

  damage = veche_db_check (db, &error);   /* integrity_check, foreign_key_check and the search indexes */
  g_assert_no_error (error);
  g_assert_cmpstr (damage[0], ==, NULL);
  differences = veche_journal_verify (db, &error);
  g_assert_cmpstr (differences[0], ==, NULL);
  assert_found (db, VECHE_HIT_MEMBER, "yolkina");
  assert_found (db, VECHE_HIT_NOTE, "аренда");
}

/* What was done before the upgrade can be taken back after it. */
static void
test_undo_after (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = NULL;

  load_dump (self->path, data);
  db = veche_db_open (self->path, VECHE_DB_WRITER, &error);
  g_assert_no_error (error);
  for (int i = 0; i < 4; i++)
    {
      g_autoptr (VecheGesture) gesture = NULL;

      g_assert_true (veche_db_begin (db, NULL));
      gesture = veche_journal_undo (db, 0, "Нина", &error);
      g_assert_no_error (error);
      g_assert_nonnull (gesture);
      g_assert_true (veche_db_commit (db, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/upgrade/from-first", Fixture, "v1.sql", fixture_set_up, test_from, fixture_tear_down);
  g_test_add ("/upgrade/from-second", Fixture, "v2.sql", fixture_set_up, test_from, fixture_tear_down);
  g_test_add ("/upgrade/undo-after-first", Fixture, "v1.sql", fixture_set_up, test_undo_after, fixture_tear_down);
  g_test_add ("/upgrade/undo-after-second", Fixture, "v2.sql", fixture_set_up, test_undo_after, fixture_tear_down);

  return g_test_run ();
}
