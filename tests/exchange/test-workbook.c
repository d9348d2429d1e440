/* test-workbook.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Workbooks of tests/data/workbooks as the text of their fullest sheet.  club.ods and club.xlsx were saved by LibreOffice 7.4 from one document;
 * mac.xlsx was written by hand after ECMA-376: days since 1904, parts in Excel's order, everything that a cell can be.
 */

#include "exchange/veche-export.h"
#include "exchange/veche-table.h"
#include "exchange/veche-workbook-private.h"

#include <glib/gstdio.h>
#include <string.h>

#include "store/veche-db.h"
#include "store/veche-journal.h"

static GBytes *
load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "workbooks", name, NULL);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (data, size);
}

typedef struct { const char *name, *text; guint sheets, taken; } Book;

#define CLUB                                                                                                                                 \
  "\"Клуб, список\"\n\n\nИмя,Дата рождения,Телефон,Индекс,Доля,Важный,Заметка,Был\n"                                                         \
  "\"Анна \"\"Аня\"\" Лебедева\",1990-05-17,79161234567,00420,25%,TRUE,\"первая строка\nвторая  строка\",2026-03-14 10:33\n"                \
  "Иван Лис,,,0.1,=1+1,=1+1,''=1+1"

static const Book books[] = {
  { "club.ods", CLUB, 2, 1 },
  { "club.xlsx", CLUB, 2, 1 },
  { "mac.xlsx",
    "Имя,День,Без года,Время,Да,Беда,Код\n"
    "Анна Лебедева,1990-05-17,--05-17,10:33,TRUE,,007\n"
    ",,,,FALSE\n"
    "\n"
    "Пётр_x0041_,2026-01-01,,,,,1234567890123456\n"
    ",,\"две\nстроки\"",
    3, 2 },
};

static void
test_book (gconstpointer data)
{
  const Book *book = data;
  g_autoptr (GBytes) bytes = load (book->name);
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheWorkbook) read = veche_workbook_read (bytes, (VecheWorkbookSheet){ NULL, -1 }, NULL, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (read->text, NULL), g_bytes_get_size (read->text));
  g_assert_cmpstr (text, ==, book->text);
  g_assert_cmpuint (read->sheets->len, ==, book->sheets);
  g_assert_cmpuint (read->taken, ==, book->taken);
}

/* A table like any other: its header is found, its rows keep their numbers, another sheet can be had. */
static void
test_source (void)
{
  g_autoptr (GBytes) bytes = load ("club.xlsx");
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheTableSource) source = veche_table_source_new (bytes, "club.xlsx", &error);
  g_autoptr (VecheTableSource) rules = NULL;
  g_autoptr (VecheTable) table = NULL;
  GPtrArray *sheets;
  guint taken;

  g_assert_no_error (error);
  sheets = veche_table_source_get_sheets (source, &taken);
  g_assert_cmpstr (sheets->pdata[taken], ==, "Люди R&D");
  table = veche_table_new (source, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (veche_table_get_dialect (table)->header, ==, 4);
  g_assert_cmpint (veche_table_get_column (table, 1)->field.kind, ==, VECHE_FIELD_BIRTHDAY);
  g_assert_cmpuint (veche_table_get_n_rows (table), ==, 2);
  g_assert_cmpuint (veche_table_get_line (table, 1), ==, 6);
  g_assert_cmpstr (veche_table_get_cell (table, 1, 6), ==, "'=1+1");
  g_assert_cmpstr (veche_table_get_cell (table, 1, 5), ==, "=1+1");

  rules = veche_table_source_load_sheet (source, 0, NULL, &error);
  g_assert_no_error (error);
  veche_table_source_get_sheets (rules, &taken);
  g_assert_cmpuint (taken, ==, 0);
  g_assert_null (veche_table_source_load_sheet (source, 7, NULL, NULL));
}

static void
test_formats (void)
{
  static const struct { const char *code, *number, *shown; } all[] = {
    { "General", "79161234567", "79161234567" },
    { "General", "7.9161234567E10", "79161234567" },
    { "General", "0.30000000000000004", "0.3" },
    { "General", "-0", "0" },
    { "dd.mm.yyyy", "32999", "1990-05-06" },
    { "[$-419]d\\ mmmm\\ yyyy\\ \"г.\";@", "32999", "1990-05-06" },
    { "d\\-mmm", "32999", "--05-06" },
    { "mm:ss", "0.5", "12:00" },
    { "[h]:mm", "1.5", "36:00" },
    { "yyyy-mm-dd hh:mm", "32999.75", "1990-05-06 18:00" },
    { "0.0%", "0.125", "12.5%" },
    { "00000", "420", "00420" },
    { "#,##0.00\\ [$руб.-419]", "1500", "1500" },
    { "0\\d", "5", "5" },
    { "dd.mm.yyyy", "99999999999", "99999999999" },
    { "dd.mm.yyyy", "nan", "nan" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autofree char *shown = veche_sheet_number_show (all[i].number, veche_sheet_format_of_code (all[i].code), FALSE);

      g_test_message ("%s %s", all[i].code, all[i].number);
      g_assert_cmpstr (shown, ==, all[i].shown);
    }
}

/* Cut anywhere it ends in an error or in fewer people, never in a crash. */
static void
test_cut (void)
{
  g_autoptr (GBytes) whole = load ("club.xlsx");
  gsize size = g_bytes_get_size (whole);

  for (gsize length = 4; length < size; length += 97)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (whole, 0, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (VecheTableSource) source = veche_table_source_new (part, NULL, &error);

      g_assert_true (source != NULL || error->domain == VECHE_TABLE_ERROR);
    }
}

static void
add_member (VecheDb *db, const char *name)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("add-member", name);
  const char *uid = veche_edit_insert (edit, "member");
  g_autoptr (GError) error = NULL;

  veche_edit_set_text (edit, "member", uid, "name", name);
  veche_edit_set_text (edit, "member", uid, "birthday", "1990-05-17");
  veche_edit_set_int (edit, "member", uid, "created", 1);
  g_assert_true (veche_db_begin (db, &error));
  g_assert_cmpint (veche_journal_apply (db, edit, "test", &error), >, 0);
  g_assert_true (veche_db_commit (db, &error));
}

/* What was exported comes back as the same cells. */
static void
test_back (gconstpointer data)
{
  VecheExportFormat format = GPOINTER_TO_INT (data);
  static const char *const names[] = { "Анна Лебедева", "=1+1", "'=1+1", "_x0041_", "  два  пробела", "a\nb", "\"q\", c", "007" };
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);
  g_autoptr (VecheExportOptions) options = veche_export_options_new (format, query);
  g_autoptr (GPtrArray) all = veche_export_columns (db, NULL);
  g_autofree char *folder = g_dir_make_tmp ("veche-workbook-XXXXXX", NULL), *path = g_build_filename (folder, "people", NULL);
  g_autoptr (VecheTableSource) source = NULL;
  g_autoptr (VecheTable) table = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (!veche_export_is_built (format))
    {
      g_test_skip ("built without the library for it");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    add_member (db, names[i]);
  options->columns = veche_export_choose (all, "name,birthday", NULL);
  g_assert_true (veche_export_people (db, options, path, NULL, NULL, NULL, NULL, &error));
  source = veche_table_source_load (path, NULL, &error);
  g_assert_no_error (error);
  table = veche_table_new (source, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (veche_table_get_n_rows (table), ==, G_N_ELEMENTS (names));
  for (guint r = 0; r < veche_table_get_n_rows (table); r++)
    {
      g_hash_table_add (seen, (char *) veche_table_get_cell (table, r, 0));
      g_assert_cmpstr (veche_table_get_cell (table, r, 1), ==, "1990-05-17");
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (!g_hash_table_contains (seen, names[i]))
      g_error ("“%s” did not come back", names[i]);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (books); i++)
    {
      g_autofree char *path = g_strdup_printf ("/workbook/%s", books[i].name);

      g_test_add_data_func (path, &books[i], test_book);
    }
  g_test_add_func ("/workbook/source", test_source);
  g_test_add_func ("/workbook/formats", test_formats);
  g_test_add_func ("/workbook/cut", test_cut);
  g_test_add_data_func ("/workbook/back/xlsx", GINT_TO_POINTER (VECHE_EXPORT_XLSX), test_back);

  g_test_add_data_func ("/workbook/back/ods", GINT_TO_POINTER (VECHE_EXPORT_ODS), test_back);

  return g_test_run ();
}
