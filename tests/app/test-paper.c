/* test-paper.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan on paper, as PDF: VECHE_PAPER_FOLDER keeps what was written, to be looked at.
 */

#include "veche-config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app/veche-plan-print.h"
#include "store/veche-events-table.h"
#include "store/veche-journal.h"
#include "store/veche-members-table.h"
#include "store/veche-plan-table.h"

/* Bytes, not text: fonts hold zeros. (nullable) */
static const char *
find (const char *data, const char *end, const char *word)
{
  return memmem (data, (gsize) (end - data), word, strlen (word));
}

static guint
count_in (const char *data, gsize length)
{
  static const char page[] = "/Type /Page";
  const char *end = data + length;
  guint n = 0;

  for (const char *at = data; (at = find (at, end, page)) != NULL; at++)
    n += at + strlen (page) < end && at[strlen (page)] != 's';

  return n;
}

/* How many pages there are in it, and that it is a PDF: since cairo 1.18 they stand in streams that are packed. */
static guint
count_pages (const char *path)
{
  g_autofree char *data = NULL;
  gsize length;
  guint n;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_assert_true (g_str_has_prefix (data, "%PDF-"));
  n = count_in (data, length);
  for (const char *at = data; (at = find (at, data + length, "/Type /ObjStm")) != NULL; at++)
    {
      const char *stream = find (at, data + length, "stream\n");
      g_autoptr (GConverter) unpack = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
      g_autofree char *text = g_malloc (1 << 22);
      gsize taken = 0, written = 0;

      g_assert_nonnull (stream);
      stream += strlen ("stream\n");
      g_converter_convert (unpack, stream, length - (stream - data), text, 1 << 22, G_CONVERTER_NO_FLAGS, &taken, &written, NULL);
      n += count_in (text, written);
    }

  return n;
}

static char *
paper_path (const char *name)
{
  const char *folder = g_getenv ("VECHE_PAPER_FOLDER");

  return g_build_filename (folder != NULL ? folder : g_get_tmp_dir (), name, NULL);
}

static guint
save (VechePaper *paper, const char *name)
{
  g_autofree char *path = paper_path (name);
  g_autoptr (GError) error = NULL;
  guint n;

  g_assert_true (veche_paper_save (paper, path, &error));
  g_assert_no_error (error);
  n = count_pages (path);
  if (g_getenv ("VECHE_PAPER_FOLDER") == NULL)
    g_unlink (path);

  return n;
}

static void
test_pages (void)
{
  g_autoptr (VechePaper) paper = veche_paper_new ("Длинная <b>бумага</b> & ещё");

  veche_paper_add_title (paper, "Программа");
  for (guint i = 0; i < 120; i++)
    {
      if (i % 10 == 0)
        veche_paper_add_heading (paper, "Раздел");
      veche_paper_add_row (paper, "13 дек., 19:00", "Разговор о том, как принимать новых людей и не терять старых, с вопросами из зала", "Вера Ким");
    }
  g_assert_cmpuint (save (paper, "veche-long.pdf"), >, 3);
  veche_paper_set_single (paper, TRUE);
  g_assert_cmpuint (save (paper, "veche-small.pdf"), >, 1);   /* shrunk as far as it goes, and not further */
}

/* Three hundred names, some of them long: on half as many pages beside one another, the longest not cut. */
static void
test_columns (void)
{
  g_autoptr (VechePaper) paper = veche_paper_new ("Осенняя конференция, у которой такое длинное название, что оно не поместится внизу страницы в одну строку никогда");
  guint n;

  veche_paper_add_title (paper, "Осенняя конференция");
  veche_paper_add_text (paper, "300 человек в списке");
  for (guint i = 0; i < 300; i++)
    veche_paper_add_check (paper, i % 40 == 7 ? "Константин Константинопольский-Преображенский, председатель оргкомитета фестиваля" : "Анна Ёлкина", i % 3 == 0 ? "Позвали" : NULL);
  n = save (paper, "veche-door-300-one.pdf");
  veche_paper_set_columns (paper, TRUE);
  g_assert_cmpuint (save (paper, "veche-door-300.pdf"), <=, n / 2 + 1);
  g_assert_cmpuint (save (paper, "veche-door-300.pdf"), >=, n / 2);
}

/* As many, as long and as strange as they come: nothing is lost, no page is empty. */
static void
test_stress (void)
{
  static const char *const names[] = { "Анна Ёлкина", "Константин Константинопольский-Преображенский", "محمد بن عبد الله القرشي", "王小明", "👩‍👩‍👧‍👦 Семья Ивановых 🎉", "Zoë Ångström",
                                       "Донаудампфшиффартсгезельшафтскапитэн-Рентабилитетсберехнунгсформуляр" };
  g_autofree char *long_title = g_strnfill (300, 'w'), *wall = NULL;
  g_autoptr (VechePaper) sheet = veche_paper_new ("Фестиваль"), door = veche_paper_new ("Осенняя конференция"), text = veche_paper_new ("Заметки");
  g_autoptr (GString) words = g_string_new (NULL), speakers = g_string_new (NULL);
  guint n;

  veche_paper_add_title (sheet, "Фестиваль, у которого название в триста знаков: оно длинное, длинное, длинное, и всё-таки на бумаге стоит целиком, потому что тот, кто держит лист "
                                "в руках, больше нигде его не прочтёт — ни на двери, ни в письме, ни в программе, ни в расписании, ни на сцене, ни за ней, ни дома, ни в поезде");
  veche_paper_add_heading (sheet, "Программа");
  for (guint i = 0; i < 200; i++)
    veche_paper_add_row (sheet, "19:00 20 мин", i % 20 == 3 ? long_title : "Как принимать новых людей и не терять старых", names[i % G_N_ELEMENTS (names)]);
  g_assert_cmpuint (save (sheet, "veche-stress-sheet.pdf"), >, 4);

  for (guint i = 0; i < 5000; i++)
    veche_paper_add_check (door, names[i % G_N_ELEMENTS (names)], i % 5 == 0 ? "Позвали" : NULL);
  veche_paper_set_columns (door, TRUE);
  g_assert_cmpuint (save (door, "veche-stress-door.pdf"), <, 140);

  /* Higher than a page, in one column and in all of them: it goes on overleaf, with each word. */
  for (guint i = 0; i < 2500; i++)
    g_string_append_printf (words, "слово%u ", i);
  for (guint i = 0; i < 300; i++)
    g_string_append_printf (speakers, "%s %u, ", names[i % G_N_ELEMENTS (names)], i);
  wall = g_strdup (words->str);
  veche_paper_add_heading (text, "Заметки");
  veche_paper_add_text (text, wall);
  veche_paper_add_row (text, "19:00", "Все сразу", speakers->str);
  veche_paper_add_row (text, "20:00", "После них", "Вера");
  n = save (text, "veche-stress-text.pdf");
  g_assert_cmpuint (n, >, 4);
  g_assert_cmpuint (n, <, 10);
}

/*** By GTK ***/

static void
printed_cb (const GError *error, gpointer user_data)
{
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

/* Into a file by the same operation that prints: laid out in steps, no page more or less than at once. */
static void
test_operation (void)
{
  g_autofree char *path = paper_path ("veche-operation.pdf");
  VechePaper *paper = veche_paper_new ("Осенняя конференция");
  g_autoptr (GtkPrintOperation) operation = NULL;
  gboolean done = FALSE;
  g_autoptr (GError) error = NULL;

  veche_paper_add_title (paper, "Осенняя конференция");
  for (guint i = 0; i < 5000; i++)
    veche_paper_add_check (paper, "Анна Ёлкина", i % 3 == 0 ? "Позвали" : NULL);
  veche_paper_set_columns (paper, TRUE);
  operation = veche_paper_operation (paper, printed_cb, &done);
  gtk_print_operation_set_export_filename (operation, path);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error);
  g_assert_no_error (error);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_pages (path), >, 60);
  g_assert_cmpuint (count_pages (path), <, 90);
  if (g_getenv ("VECHE_PAPER_FOLDER") == NULL)
    g_unlink (path);
}

static void
test_empty (void)
{
  g_autoptr (VechePaper) paper = veche_paper_new ("");
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (save (paper, "veche-empty.pdf"), ==, 1);
  g_assert_false (veche_paper_save (paper, "/nonexistent/folder/x.pdf", &error));
  g_assert_nonnull (error);
}

/*** Of a plan ***/

static char *
make_plan (VecheDb *db)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("event", "Встреча");
  const VecheEventNew event = { .title = "Осенняя встреча", .starts = "2026-11-28T19:00", .ends = "2026-11-28T21:00", .tz = "Europe/Moscow", .place = "Клуб" };
  g_autoptr (GError) error = NULL;
  const char *uid = veche_events_edit_add (db, edit, &event, &error), *item;
  char *kept;

  g_assert_no_error (error);
  veche_plan_edit_project (db, edit, "2026Q4", "Сборник рецептов", "40 рецептов от 25 участников");
  item = veche_events_edit_add_item (edit, uid, "talk", "Вступление", "2026-11-28T19:00", 20, 0);
  veche_events_edit_add_speaker (edit, item, NULL, "Вера");
  for (guint i = 0; i < 3; i++)
    {
      static const char *const names[] = { "Яна", "Ада", "<i>Борис</i> & Co" };
      const char *member = veche_edit_insert (edit, "member"), *guest = veche_edit_insert (edit, "event_participant");

      veche_edit_set_text (edit, "member", member, "name", names[i]);
      veche_edit_set_int (edit, "member", member, "created", 1);
      veche_edit_set_ref (edit, "event_participant", guest, "event_id", uid);
      veche_edit_set_ref (edit, "event_participant", guest, "member_id", member);
      veche_edit_set_text (edit, "event_participant", guest, "role", i == 0 ? "host" : "guest");
      veche_edit_set_text (edit, "event_participant", guest, "status", "accepted");
      veche_edit_set_int (edit, "event_participant", guest, "at", 1);
    }
  kept = g_strdup (uid);
  veche_journal_apply (db, edit, "test", &error);
  g_assert_no_error (error);

  return kept;
}

static void
test_plan (void)
{
  g_autofree char *uid = NULL, *sheet = NULL, *door = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER, &error);

  g_assert_no_error (error);
  g_assert_true (veche_db_begin (db, &error));
  uid = make_plan (db);
  g_assert_true (veche_db_commit (db, &error));
  sheet = g_strconcat ("run-sheet:", uid, NULL);
  door = g_strconcat ("door-list:", uid, NULL);
  for (guint i = 0; i < 3; i++)
    {
      const char *what[] = { "quarter:2026Q4", sheet, door }, *names[] = { "veche-quarter.pdf", "veche-sheet.pdf", "veche-door.pdf" };
      g_autoptr (VechePlanPaper) plan = veche_plan_paper_load (db, what[i], &error);
      g_autoptr (VechePaper) paper = NULL;

      g_assert_no_error (error);
      paper = veche_plan_paper_lay (plan);
      g_assert_cmpuint (save (paper, names[i]), ==, 1);
    }
  g_assert_null (veche_plan_paper_load (db, "run-sheet:nobody", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (veche_plan_paper_load (db, "quarter:soon", &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }
  g_test_add_func ("/paper/pages", test_pages);
  g_test_add_func ("/paper/columns", test_columns);
  g_test_add_func ("/paper/stress", test_stress);
  g_test_add_func ("/paper/operation", test_operation);
  g_test_add_func ("/paper/empty", test_empty);
  g_test_add_func ("/paper/plan", test_plan);

  return g_test_run ();
}
