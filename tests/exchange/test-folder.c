/* test-folder.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-folder.h"

#include <glib/gstdio.h>
#include <utime.h>

#include "store/veche-db.h"

static const char table[] = "Имя;Город\nАнна;Казань\nБорис;Уфа\n";

/* Written so many seconds ago. */
static void
put (const char *folder, const char *name, const char *text, int ago)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  time_t then = (time_t) (g_get_real_time () / G_USEC_PER_SEC) - ago;
  struct utimbuf times = { then, then };

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (utime (path, &times), ==, 0);
}

static GPtrArray *
scan (const char *folder, const char *marks, gboolean *growing)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *files = veche_folder_scan (folder, marks, growing, NULL, &error);

  g_assert_no_error (error);

  return files;
}

static void
remove_folder (char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_dir_close (dir);
  g_rmdir (folder);
  g_free (folder);
}

static void
test_offers (void)
{
  char *folder = g_dir_make_tmp ("veche-test-XXXXXX", NULL);
  g_autoptr (GPtrArray) files = NULL;
  gboolean growing;

  put (folder, "b.csv", table, 60);
  put (folder, "a.vcf", "BEGIN:VCARD\nVERSION:4.0\nFN:Anna\nEND:VCARD\n", 60);
  put (folder, ".hidden.csv", table, 60);
  put (folder, "coming.csv.part", table, 60);
  put (folder, "picture.bin", "\001\002\003\001\002\003", 60);
  put (folder, "empty.csv", "", 60);
  files = scan (folder, "", &growing);

  g_assert_false (growing);
  g_assert_cmpuint (files->len, ==, 2);
  g_assert_true (g_str_has_suffix (((VecheFolderFile *) files->pdata[0])->path, "a.vcf"));
  g_assert_cmpint (((VecheFolderFile *) files->pdata[1])->format, ==, VECHE_FORMAT_CSV);
  remove_folder (folder);
}

static void
test_growing_waits (void)
{
  char *folder = g_dir_make_tmp ("veche-test-XXXXXX", NULL);
  g_autoptr (GPtrArray) files = NULL, later = NULL;
  gboolean growing;

  put (folder, "people.csv", table, 0);
  files = scan (folder, "", &growing);
  g_assert_true (growing);
  g_assert_cmpuint (files->len, ==, 0);

  put (folder, "people.csv", table, 10);
  later = scan (folder, "", &growing);
  g_assert_false (growing);
  g_assert_cmpuint (later->len, ==, 1);
  remove_folder (folder);
}

/* Offered once: not again by the same name, by another, or touched; with other contents it is another file. */
static void
test_offered_once (void)
{
  char *folder = g_dir_make_tmp ("veche-test-XXXXXX", NULL);
  g_autoptr (GPtrArray) first = NULL, again = NULL, changed = NULL;
  g_autofree char *mark = NULL;
  gboolean growing;

  put (folder, "people.csv", table, 60);
  first = scan (folder, "", &growing);
  g_assert_cmpuint (first->len, ==, 1);
  mark = g_strconcat ("1 2 3\n", ((VecheFolderFile *) first->pdata[0])->mark, NULL);

  put (folder, "copy.csv", table, 30);
  put (folder, "people.csv", table, 20);
  again = scan (folder, mark, &growing);
  g_assert_cmpuint (again->len, ==, 0);

  put (folder, "people.csv", "Имя;Город\nАнна;Казань\nВера;Уфа\n", 10);
  changed = scan (folder, mark, &growing);
  g_assert_cmpuint (changed->len, ==, 1);
  remove_folder (folder);
}

static void
test_gone (void)
{
  g_autoptr (GError) error = NULL;
  gboolean growing;

  g_assert_null (veche_folder_scan ("/nowhere/at/all", "", &growing, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_marks (void)
{
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, NULL);
  g_autofree char *marks = NULL;
  g_auto (GStrv) lines = NULL;

  for (int i = 0; i < 600; i++)
    {
      g_autofree char *mark = g_strdup_printf ("%d 0 hash", i);

      g_assert_true (veche_db_begin (db, NULL));
      g_assert_true (veche_folder_add_mark (db, mark, NULL));
      g_assert_true (veche_db_commit (db, NULL));
    }
  marks = veche_folder_get_marks (db);
  lines = g_strsplit (marks, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), <=, 501);
  g_assert_cmpstr (lines[g_strv_length (lines) - 1], ==, "599 0 hash");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/folder/offers", test_offers);
  g_test_add_func ("/folder/growing-waits", test_growing_waits);
  g_test_add_func ("/folder/offered-once", test_offered_once);
  g_test_add_func ("/folder/gone", test_gone);
  g_test_add_func ("/folder/marks", test_marks);

  return g_test_run ();
}
