/* test-export.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "exchange/veche-cell.h"
#include "exchange/veche-export.h"

#include <csv.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "model/veche-edit.h"
#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-members-table.h"

/* A member with these texts in name, city and manner. */
static void
add_member (VecheDb *db, const char *name, const char *city, const char *secret)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("add-member", name);
  g_autoptr (GError) error = NULL;
  const char *uid = veche_edit_insert (edit, "member");
  static int n;
  g_autofree char *phone = g_strdup_printf ("+7999%07d", n++);

  veche_edit_set_text (edit, "member", uid, "name", name);
  veche_edit_set_text (edit, "member", uid, "city", city);
  veche_edit_set_text (edit, "member", uid, "manner", secret);
  veche_edit_set_int (edit, "member", uid, "created", veche_now ());
  g_assert_true (veche_members_edit_identity (db, edit, uid, "phone", phone, &error));
  g_assert_no_error (error);
  g_assert_true (veche_db_begin (db, &error));
  g_assert_cmpint (veche_journal_apply (db, edit, "test", &error), >, 0);
  g_assert_true (veche_db_commit (db, &error));
  g_assert_no_error (error);
}

static VecheDb *
workspace (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);

  g_assert_no_error (error);

  return db;
}

static VecheExportOptions *
options_for (VecheDb *db, VecheExportFormat format, gboolean with_private)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);
  VecheExportOptions *options = veche_export_options_new (format, query);

  options->columns = veche_export_columns (db, NULL);
  if (with_private)
    veche_export_choose_private (options->columns);

  return options;
}

static char *
export (VecheDb *db, VecheExportFormat format, gboolean with_private, char **html)
{
  g_autoptr (VecheExportOptions) options = options_for (db, format, with_private);
  g_autoptr (GError) error = NULL;
  char *text = veche_export_to_text (db, options, html, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  return text;
}

/*** Formulas ***/

static const char *const openers[] = { "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "−" };
static const char *const quotings[] = { "", "'", "\"", " " };

static void
test_guard (void)
{
  for (gsize o = 0; o < G_N_ELEMENTS (openers); o++)
    for (gsize q = 0; q < G_N_ELEMENTS (quotings); q++)
      {
        g_autofree char *bad = g_strconcat (quotings[q], openers[o], "cmd|' /C calc'!A0", NULL);
        g_autofree char *safe = veche_cell_guard (bad);
        g_autofree char *back = veche_cell_unguard (safe);
        g_autofree char *twice = veche_cell_guard (safe);
        g_autofree char *back_once = veche_cell_unguard (twice);

        g_assert_cmpint (safe[0], ==, '\'');
        g_assert_cmpstr (back, ==, bad);
        g_assert_cmpstr (back_once, ==, safe);
      }
}

static void
test_guard_leaves_people_alone (void)
{
  static const char *const names[] = { "", "Анна", "'Hara", "O'Neill", "«Вече»", "\"Саша\"", "a=b", "1-2", "'", "''", "'quoted'" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *safe = veche_cell_guard (names[i]);
      g_autofree char *back = veche_cell_unguard (names[i]);

      g_assert_cmpstr (safe, ==, names[i]);
      g_assert_cmpstr (back, ==, names[i]);
    }
}

static void
test_guard_random (void)
{
  static const char alphabet[] = "='+-@ \t\n\"a1;,|%";

  for (int round = 0; round < 20000; round++)
    {
      char text[8];
      int n = g_random_int_range (0, 7);
      g_autofree char *safe = NULL, *back = NULL;

      for (int i = 0; i < n; i++)
        text[i] = alphabet[g_random_int_range (0, (int) sizeof alphabet - 1)];
      text[n] = '\0';
      safe = veche_cell_guard (text);
      back = veche_cell_unguard (safe);
      g_assert_cmpstr (back, ==, text);
    }
}

/*** CSV ***/

typedef struct { GPtrArray *rows, *row; } Read;

static void
cell_cb (void *cell, size_t n, void *data)
{
  g_ptr_array_add (((Read *) data)->row, g_strndup (cell != NULL ? cell : "", n));
}

static void
row_cb (int end, void *data)
{
  Read *read = data;

  g_ptr_array_add (read->rows, read->row);
  read->row = g_ptr_array_new_with_free_func (g_free);
}

/* As any reader of CSV sees it. */
static GPtrArray *
parse (const char *text)
{
  struct csv_parser parser;
  Read read = { g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref), g_ptr_array_new_with_free_func (g_free) };

  csv_init (&parser, CSV_STRICT | CSV_APPEND_NULL);
  g_assert_cmpuint (csv_parse (&parser, text, strlen (text), cell_cb, row_cb, &read), ==, strlen (text));
  csv_fini (&parser, cell_cb, row_cb, &read);
  csv_free (&parser);
  g_ptr_array_unref (read.row);

  return read.rows;
}

/* The cell of a column with this title in a row. */
static const char *
cell (GPtrArray *rows, guint row, const char *title)
{
  GPtrArray *head = rows->pdata[0], *cells = rows->pdata[row];

  for (guint i = 0; i < head->len; i++)
    if (g_str_equal (head->pdata[i], title))
      return cells->pdata[i];

  return NULL;
}

static void
test_csv (void)
{
  g_autoptr (VecheDb) db = workspace ();
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *back = NULL;

  add_member (db, "Анна, \"Аня\"\nЛебедева", "=1+1", "молчит");
  text = export (db, VECHE_EXPORT_CSV, FALSE, NULL);
  rows = parse (text);

  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpstr (cell (rows, 1, "Name"), ==, "Анна, \"Аня\"\nЛебедева");
  g_assert_cmpstr (cell (rows, 1, "City"), ==, "'=1+1");
  back = veche_cell_unguard (cell (rows, 1, "City"));
  g_assert_cmpstr (back, ==, "=1+1");
}

static void
test_private (void)
{
  g_autoptr (VecheDb) db = workspace ();
  static const VecheExportFormat formats[] = { VECHE_EXPORT_CSV, VECHE_EXPORT_JSON, VECHE_EXPORT_JSONL, VECHE_EXPORT_CELLS };

  add_member (db, "Анна", "Казань", "молчит");
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *html = NULL, *more_html = NULL;
      g_autofree char *open = export (db, formats[i], FALSE, &html);
      g_autofree char *whole = export (db, formats[i], TRUE, &more_html);

      g_assert_null (strstr (open, "молчит"));
      g_assert_null (strstr (open, "+7999"));
      g_assert_nonnull (strstr (open, "Анна"));
      g_assert_nonnull (strstr (whole, "молчит"));
      g_assert_nonnull (strstr (whole, "+7999"));
      g_assert_true (html == NULL || strstr (html, "молчит") == NULL);
    }
}

static void
test_json (void)
{
  g_autoptr (VecheDb) db = workspace ();
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *anna;

  add_member (db, "=Анна\n\"", "Казань", NULL);
  add_member (db, "Борис", NULL, NULL);
  text = export (db, VECHE_EXPORT_JSON, TRUE, NULL);
  node = json_from_string (text, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 2);
  anna = json_array_get_object_element (json_node_get_array (node), 0);
  g_assert_cmpstr (json_object_get_string_member (anna, "name"), ==, "=Анна\n\"");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (anna, "identities")), ==, 1);
}

static void
test_cells (void)
{
  g_autoptr (VecheDb) db = workspace ();
  g_autofree char *html = NULL, *text = NULL;
  g_auto (GStrv) lines = NULL;

  add_member (db, "<b>Анна</b>", "=1", NULL);
  text = export (db, VECHE_EXPORT_CELLS, FALSE, &html);
  lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_nonnull (strstr (lines[1], "\t'=1\t"));
  g_assert_nonnull (strstr (html, "<td>&lt;b&gt;Анна&lt;/b&gt;</td>"));
}

/*** Files ***/

static char *
folder_new (void)
{
  return g_dir_make_tmp ("veche-test-XXXXXX", NULL);
}

static guint
folder_count (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  g_dir_close (dir);

  return n;
}

static void
test_file (void)
{
  g_autoptr (VecheDb) db = workspace ();
  g_autoptr (VecheExportOptions) options = NULL;
  g_autofree char *folder = folder_new (), *path = g_build_filename (folder, "люди.csv", NULL), *text = NULL;
  g_autoptr (GError) error = NULL;
  VecheExportCounts counts;

  for (int i = 0; i < 600; i++)
    {
      g_autofree char *name = g_strdup_printf ("Человек %d", i);

      add_member (db, name, NULL, NULL);
    }
  options = options_for (db, VECHE_EXPORT_CSV, FALSE);
  options->mark = TRUE;
  options->delimiter = ';';
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_true (veche_export_people (db, options, path, NULL, NULL, NULL, &counts, &error));
  g_assert_no_error (error);

  g_assert_cmpuint (counts.people, ==, 600);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbf\"Name\";"));
  g_assert_cmpuint (folder_count (folder), ==, 1);
  g_unlink (path);
  g_rmdir (folder);
}

static void
cancel_cb (gint64 done, gint64 total, gpointer data)
{
  g_cancellable_cancel (data);
}

/* Cancelled after the first chunk: what was there before is there still, and nothing else. */
static void
test_cancel (void)
{
  g_autoptr (VecheDb) db = workspace ();
  g_autofree char *folder = folder_new (), *path = g_build_filename (folder, "people.file", NULL);
  static const VecheExportFormat formats[] = { VECHE_EXPORT_CSV, VECHE_EXPORT_XLSX, VECHE_EXPORT_JSON };

  add_member (db, "Анна", NULL, NULL);
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (VecheExportOptions) options = options_for (db, formats[i], FALSE);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      if (!veche_export_is_built (formats[i]))
        continue;
      g_assert_false (veche_export_people (db, options, path, cancel_cb, cancellable, cancellable, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, "old");
      g_assert_cmpuint (folder_count (folder), ==, 1);
    }
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_xlsx (void)
{
  g_autoptr (VecheDb) db = workspace ();
  g_autoptr (VecheExportOptions) options = options_for (db, VECHE_EXPORT_XLSX, FALSE);
  g_autofree char *folder = folder_new (), *path = g_build_filename (folder, "people.xlsx", NULL), *sheet = NULL;
  g_autoptr (GError) error = NULL;
  const char *unzip[] = { "unzip", "-p", path, "xl/worksheets/sheet1.xml", NULL };

  if (!veche_export_is_built (VECHE_EXPORT_XLSX))
    {
      g_test_skip ("built without libxlsxwriter");
      return;
    }
  add_member (db, "=1+1", "＝1", NULL);
  g_assert_true (veche_export_people (db, options, path, NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  if (g_spawn_sync (NULL, (char **) unzip, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &sheet, NULL, NULL, NULL))
    {
      g_assert_nonnull (strstr (sheet, "=1+1"));
      g_assert_null (strstr (sheet, "<f>"));
      g_assert_nonnull (strstr (sheet, "state=\"frozen\""));
    }
  g_assert_cmpuint (folder_count (folder), ==, 1);
  g_unlink (path);
  g_rmdir (folder);
}

/*** Who ***/

static guint
count_of (VecheDb *db, gint64 id, gboolean but)
{
  g_autoptr (VecheExportOptions) options = options_for (db, VECHE_EXPORT_JSONL, FALSE);
  g_autofree char *text = NULL;
  VecheExportCounts counts;

  options->ids = g_array_new (FALSE, FALSE, sizeof id);
  g_array_append_val (options->ids, id);
  options->but = but;
  text = veche_export_to_text (db, options, NULL, NULL, NULL, NULL, &counts, NULL);

  return counts.people;
}

static void
test_selection (void)
{
  g_autoptr (VecheDb) db = workspace ();
  gint64 anna;

  add_member (db, "Анна", NULL, NULL);
  add_member (db, "Борис", NULL, NULL);
  add_member (db, "Вера", NULL, NULL);
  anna = veche_members_find (db, "Анна", NULL);

  g_assert_cmpuint (count_of (db, anna, FALSE), ==, 1);
  g_assert_cmpuint (count_of (db, anna, TRUE), ==, 2);
}

static void
test_columns (void)
{
  g_autoptr (VecheDb) db = workspace ();
  g_autoptr (GPtrArray) columns = veche_export_columns (db, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) two = veche_export_choose (columns, "City, name", &error);
  g_autoptr (GPtrArray) none = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpstr (((VecheExportColumn *) two->pdata[0])->key, ==, "city");
  none = veche_export_choose (columns, "name,shoe size", &error);
  g_assert_null (none);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/export/guard", test_guard);
  g_test_add_func ("/export/guard-leaves-people-alone", test_guard_leaves_people_alone);
  g_test_add_func ("/export/guard-random", test_guard_random);
  g_test_add_func ("/export/csv", test_csv);
  g_test_add_func ("/export/private", test_private);
  g_test_add_func ("/export/json", test_json);
  g_test_add_func ("/export/cells", test_cells);
  g_test_add_func ("/export/file", test_file);
  g_test_add_func ("/export/cancel", test_cancel);
  g_test_add_func ("/export/xlsx", test_xlsx);
  g_test_add_func ("/export/selection", test_selection);
  g_test_add_func ("/export/columns", test_columns);

  return g_test_run ();
}
