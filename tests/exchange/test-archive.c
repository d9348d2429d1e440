/* test-archive.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The whole workspace goes out and comes back equal by content; what is not whole, or not ours, leaves nothing.
 */

#include "veche-config.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>

#include "exchange/veche-archive.h"
#include "store/veche-db.h"
#include "store/veche-dump-table.h"
#include "store/veche-journal.h"
#include "store/veche-members-table.h"
#include "store/veche-seed.h"
#include "store/veche-statement.h"
#include "store/veche-workspace.h"

typedef struct
{
  char    *folder, *zip;
  VecheDb *db;
} Fixture;

static const char *const agendas[] = { "a", "b", "c", NULL };

static VecheDb *
open_empty (Fixture *self, const char *name)
{
  g_autofree char   *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  VecheDb           *db = veche_db_open (path, VECHE_DB_WRITER | VECHE_DB_CREATE, &error);

  g_assert_no_error (error);
  g_assert_true (veche_db_begin (db, &error));
  g_assert_true (veche_workspace_begin (db, "Club", agendas, "test", &error));
  g_assert_true (veche_db_commit (db, &error));

  return db;
}

/* Text of every kind where a person may type. */
static void
add_odd_people (VecheDb *db)
{
  static const char *const names[] = { "Ёлкин \"Ёж\", Юлий;\n2-я строка", "=HYPERLINK(\"x\")", "𝔘𝔫𝔦 👩‍👩‍👧 \xe2\x80\xae", "'quoted'", " ", "\\ \" \t /" };
  g_autoptr (VecheEdit) edit = veche_edit_new ("test", NULL);
  g_autoptr (GError)    error = NULL;
  const char *field = veche_edit_insert (edit, "custom_field");

  veche_edit_set_text (edit, "custom_field", field, "name", "Рост");
  veche_edit_set_text (edit, "custom_field", field, "kind", "number");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *uid = g_strdup (veche_edit_insert (edit, "member"));
      const char *value = veche_edit_insert (edit, "member_field");

      veche_edit_set_text (edit, "member", uid, "name", names[i]);
      veche_edit_set_int (edit, "member", uid, "created", G_MAXINT64 - (gint64) i);
      veche_edit_set_ref (edit, "member_field", value, "member_id", uid);
      veche_edit_set_ref (edit, "member_field", value, "field_id", field);
      veche_edit_set_real (edit, "member_field", value, "value", i == 0 ? 2.0 : 1.0 / 3.0 + (double) i);
    }
  g_assert_true (veche_db_begin (db, &error));
  veche_journal_apply (db, edit, "test", &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  VecheSeed          seed = { .seed = 7, .members = 300, .interactions = 2000 };
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("veche-archive-XXXXXX", NULL);
  self->zip = g_build_filename (self->folder, "all.zip", NULL);
  self->db = open_empty (self, "from.veche");
  g_assert_true (veche_seed (self->db, &seed, &error));
  add_odd_people (self->db);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  const char *argv[] = { "rm", "-rf", self->folder, NULL };

  veche_db_close (self->db);
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  g_free (self->folder);
  g_free (self->zip);
}

static gboolean
digest_row (const VecheDumpTable *table, const GValue *values, gpointer data, GError **error)
{
  for (guint i = 0; table->columns[i] != NULL; i++)
    {
      g_autofree char *text = G_IS_VALUE (&values[i]) ? g_strdup_value_contents (&values[i]) : g_strdup ("NULL");

      if (G_IS_VALUE (&values[i]) && G_VALUE_HOLDS (&values[i], G_TYPE_BYTES))
        {
          gsize         n;
          gconstpointer bytes = g_bytes_get_data (g_value_get_boxed (&values[i]), &n);

          g_checksum_update (data, bytes, (gssize) n);
        }
      else if (G_IS_VALUE (&values[i]) && G_VALUE_HOLDS_DOUBLE (&values[i]))
        {
          double real = g_value_get_double (&values[i]);

          g_checksum_update (data, (const guchar *) &real, sizeof real);
        }
      else
        g_checksum_update (data, (const guchar *) text, -1);
      g_checksum_update (data, (const guchar *) "|", 1);
    }

  return TRUE;
}

/* All rows of all tables. */
static char *
digest (VecheDb *db, gint64 *rows)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) tables = veche_dump_tables (db, &error);

  *rows = 0;
  for (guint i = 0; i < tables->len; i++)
    {
      const VecheDumpTable *table = tables->pdata[i];

      g_checksum_update (sum, (const guchar *) table->name, -1);
      *rows += veche_dump_count (db, table, &error);
      veche_dump_read (db, table, G_MININT64, G_MAXUINT, digest_row, sum, &error);
      g_assert_no_error (error);
    }

  return g_strdup (g_checksum_get_string (sum));
}

static guint
count_found (VecheDb *db, const char *sql)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  guint           n;

  g_assert_true (veche_statement_step (row, NULL));
  n = (guint) veche_statement_int (row, 0);
  veche_statement_reset (row);

  return n;
}

static gboolean
read_into (VecheDb *db, const char *path, VecheArchiveCounts *counts, GError **error)
{
  g_assert_true (veche_db_begin (db, NULL));
  if (veche_archive_read (db, path, NULL, NULL, NULL, counts, error))
    return veche_db_commit (db, error);
  veche_db_rollback (db);

  return FALSE;
}

static void
test_round_trip (Fixture *self, gconstpointer data)
{
  static const char  fts[] = "SELECT count(*) FROM interaction_fts WHERE interaction_fts MATCH '\"и\" OR \"a\" OR \"the\" OR \"на\" OR \"в\"'";
  g_autoptr (GError) error = NULL;
  VecheArchiveCounts counts;
  g_autofree char   *before = NULL, *after = NULL;
  gint64             rows, rows_after;
  VecheDb           *copy;
  g_auto (GStrv)     faults = NULL;

  g_assert_true (veche_archive_write (self->db, self->zip, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  before = digest (self->db, &rows);
  copy = open_empty (self, "into.veche");
  read_into (copy, self->zip, &counts, &error);
  g_assert_no_error (error);
  after = digest (copy, &rows_after);

  g_assert_cmpint (rows, ==, rows_after);
  g_assert_cmpint (counts.rows, ==, rows);
  g_assert_cmpint (counts.members, >=, 306);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (count_found (self->db, fts), >, 0);
  g_assert_cmpuint (count_found (self->db, fts), ==, count_found (copy, fts));
  g_assert_cmpuint (count_found (copy, "SELECT count(*) FROM member_fts"), ==, count_found (self->db, "SELECT count(*) FROM member_fts"));
  faults = veche_db_check (copy, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (faults), ==, 0);
  veche_db_close (copy);
}

/* Nothing that others could take for whole lies about, and the copy inside opens by itself. */
static void
test_files (Fixture *self, gconstpointer data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GDir)      folder = NULL;
  g_autoptr (GString)   names = g_string_new (NULL);
  struct archive       *zip = archive_read_new ();
  struct archive_entry *entry;
  const char           *name;
  guint                 n = 0;

  g_assert_true (veche_archive_write (self->db, self->zip, NULL, NULL, NULL, &error));
  folder = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    g_assert_false (g_str_has_suffix (name, ".part") || strstr (name, ".copy") != NULL);

  archive_read_support_format_zip (zip);
  g_assert_cmpint (archive_read_open_filename (zip, self->zip, 65536), ==, ARCHIVE_OK);
  while (archive_read_next_header (zip, &entry) == ARCHIVE_OK)
    {
      const char *path = archive_entry_pathname (entry);

      g_string_append_printf (names, "%s\n", path);
      n++;
      if (strcmp (path, "csv/member.csv") == 0)
        {
          g_autofree char *text = g_malloc0 (1024 * 1024);

          g_assert_cmpint (archive_read_data (zip, text, 1024 * 1024 - 1), >, 0);
          g_assert_nonnull (strstr (text, "\"'=HYPERLINK(\"\"x\"\")\""));
          g_assert_null (strstr (text, "\"=HYPER"));
        }
    }
  archive_read_free (zip);
  g_assert_nonnull (strstr (names->str, "workspace.veche\n"));
  g_assert_nonnull (strstr (names->str, "json/competency_evidence.json\n"));
  g_assert_cmpuint (n, >, 60);
}

static void
test_not_empty (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *before = NULL, *after = NULL;
  gint64             rows;

  g_assert_true (veche_archive_write (self->db, self->zip, NULL, NULL, NULL, &error));
  before = digest (self->db, &rows);
  g_assert_false (read_into (self->db, self->zip, NULL, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID);
  after = digest (self->db, &rows);
  g_assert_cmpstr (before, ==, after);
}

/* Cut anywhere, or with a byte changed: refused, and the workspace is as empty as before. */
static void
test_damaged (Fixture *self, gconstpointer data)
{
  g_autofree char   *bytes = NULL, *broken = g_build_filename (self->folder, "broken.zip", NULL), *before = NULL;
  gsize              n;
  gint64             rows;
  guint              refused = 0;
  VecheDb           *copy = open_empty (self, "into.veche");

  g_assert_true (veche_archive_write (self->db, self->zip, NULL, NULL, NULL, NULL));
  g_assert_true (g_file_get_contents (self->zip, &bytes, &n, NULL));
  before = digest (copy, &rows);
  for (guint i = 1; i < 12; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char   *after = NULL;

      g_assert_true (g_file_set_contents (broken, bytes, (gssize) (n * i / 13), NULL));
      if (!read_into (copy, broken, NULL, &error))
        refused++;
      g_assert_nonnull (error);
      after = digest (copy, &rows);
      g_assert_cmpstr (before, ==, after);
    }
  g_assert_cmpuint (refused, ==, 11);
  veche_db_close (copy);
}

static void
write_zip (const char *path, const char *const *files)
{
  struct archive *zip = archive_write_new ();

  archive_write_set_format_zip (zip);
  archive_write_open_filename (zip, path);
  for (guint i = 0; files[i] != NULL; i += 2)
    {
      struct archive_entry *entry = archive_entry_new ();

      archive_entry_set_pathname (entry, files[i]);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_size (entry, (gint64) strlen (files[i + 1]));
      archive_write_header (zip, entry);
      archive_write_data (zip, files[i + 1], strlen (files[i + 1]));
      archive_entry_free (entry);
    }
  archive_write_free (zip);
}

#define MANIFEST(tables) "manifest.json", "{\"format\": \"veche-archive\", \"version\": 1, \"schema\": 2, \"tables\": {" tables "}}"

static void
test_foreign (Fixture *self, gconstpointer data)
{
  static const char *const cases[][10] = {
    { "readme.txt", "no archive of ours", NULL },
    { "json/member.json", "[]", NULL },
    { "manifest.json", "[1, 2", NULL },
    { "manifest.json", "{\"format\": \"veche-archive\", \"version\": 1, \"schema\": 9999, \"tables\": {}}", NULL },
    { MANIFEST ("\"member\": 1"), NULL },
    { MANIFEST ("\"member\": 1"), "json/member.json", "[{\"id\": 1}]", NULL },
    { MANIFEST ("\"tag\": 1"), "json/tag.json", "[{\"id\": 1, \"uid\": \"u\", \"name\": \"n\", \"colour\": 3}]", NULL },
    { MANIFEST ("\"tag\": 1"), "json/tag.json", "[[1, 2]]", NULL },
    { MANIFEST ("\"tag\": 2"), "json/tag.json", "[{\"id\": 1, \"uid\": \"u\", \"name\": \"n\"}]", NULL },
    { MANIFEST ("\"sqlite_schema\": 1"), "json/sqlite_schema.json", "[{\"id\": 1}]", NULL },
    { MANIFEST ("\"member_tag\": 1"), "json/member_tag.json", "[{\"id\": 1, \"uid\": \"u\", \"member_id\": 7, \"tag_id\": 8}]", NULL },
  };
  VecheDb         *copy = open_empty (self, "into.veche");
  gint64           rows;
  g_autofree char *before = digest (copy, &rows);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char   *after = NULL;

      write_zip (self->zip, cases[i]);
      g_assert_false (read_into (copy, self->zip, NULL, &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      after = digest (copy, &rows);
      g_assert_cmpstr (before, ==, after);
    }
  veche_db_close (copy);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/exchange/archive/round-trip", Fixture, NULL, set_up, test_round_trip, tear_down);
  g_test_add ("/exchange/archive/files", Fixture, NULL, set_up, test_files, tear_down);
  g_test_add ("/exchange/archive/not-empty", Fixture, NULL, set_up, test_not_empty, tear_down);
  g_test_add ("/exchange/archive/damaged", Fixture, NULL, set_up, test_damaged, tear_down);
  g_test_add ("/exchange/archive/foreign", Fixture, NULL, set_up, test_foreign, tear_down);

  return g_test_run ();
}
