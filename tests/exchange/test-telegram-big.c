/* test-telegram-big.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A chat of 300 MB: looked through and imported in at most 150 MB of memory.  VECHE_BIG_EXPORT names a file of one's own instead.
 */

#include "exchange/veche-chat-export.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store/veche-db.h"

#define BYTES    (300 * 1000 * 1000)
#define PEOPLE   5000
#define MEMORY   (150 * 1024)       /* kB */
#define MIN_RATE 50                 /* MB a second of looking through, on an idle machine */
#define CANCEL   (250 * 1000)       /* µs */

static void
write_export (const char *path)
{
  static const char *const words[] = { "переносил", "базу", "индекс", "запрос", "встреча", "зал", "доклад", "python", "postgres", "release", "slides", "кофе" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  FILE *file = fopen (path, "w");

  fputs ("{\n \"name\": \"Большой чат\",\n \"type\": \"private_supergroup\",\n \"id\": 1999999999,\n \"messages\": [", file);
  for (int number = 1; ftell (file) < BYTES; number++)
    {
      int author = g_rand_int_range (rand, 0, PEOPLE);

      fprintf (file, "%s\n  {\n   \"id\": %d,\n   \"type\": \"message\",\n   \"date\": \"2026-01-01T00:00:00\",\n   \"date_unixtime\": \"%d\",\n"
               "   \"from\": \"Участник %d\",\n   \"from_id\": \"user%d\",\n", number > 1 ? "," : "", number, 1600000000 + number * 37, author, 1000 + author);
      if (number > 10 && g_rand_int_range (rand, 0, 3) == 0)
        fprintf (file, "   \"reply_to_message_id\": %d,\n", number - g_rand_int_range (rand, 1, 9));
      fputs ("   \"text\": \"", file);
      for (int i = g_rand_int_range (rand, 2, 40); i > 0; i--)
        fprintf (file, "%s%s", words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))], i > 1 ? " " : number % 10 == 0 ? "?" : "");
      fputs ("\",\n   \"text_entities\": []\n  }", file);
    }
  fputs ("\n ]\n}\n", file);
  fclose (file);
}

static guint
peak_memory (void)
{
  g_autofree char *status = NULL;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);

  return g_ascii_strtoull (strstr (status, "VmHWM:") + strlen ("VmHWM:"), NULL, 10);
}

static gint64 cancelled_at;

static void
cancel_cb (gint64 done, gint64 total, gpointer user_data)
{
  if (done > total / 3 && cancelled_at == 0)
    {
      cancelled_at = g_get_monotonic_time ();
      g_cancellable_cancel (user_data);
    }
}

static void
test_big (void)
{
  g_autofree char *folder = g_dir_make_tmp ("veche-XXXXXX", NULL);
  g_autofree char *made = g_build_filename (folder, "result.json", NULL), *workspace = g_build_filename (folder, "big.veche", NULL);
  const char *path = g_getenv ("VECHE_BIG_EXPORT") != NULL ? g_getenv ("VECHE_BIG_EXPORT") : made;
  VecheChatOptions options = { .me = "user1000", .my_handle = "vera_mayak", .actor = "test" };
  VecheIngestCounts before = { 0 }, counts = { 0 };
  g_autoptr (VecheDb) db = NULL;
  g_autoptr (VecheChatScan) scan = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  VecheChatTotals totals;
  gint64 began;
  GStatBuf info;
  double seconds;

  if (path == made)
    write_export (made);
  g_stat (path, &info);
  db = veche_db_open (workspace, VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_assert_no_error (error);

  began = g_get_monotonic_time ();
  scan = veche_chat_scan (db, VECHE_FORMAT_TELEGRAM_JSON, (const char *const[]){ path, NULL }, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  seconds = (g_get_monotonic_time () - began) / 1e6;
  veche_chat_scan_get_totals (scan, &totals);
  g_test_message ("looked through %.0f MB, %u messages in %.2f s: %.0f MB/s, peak %u kB", info.st_size / 1e6, totals.messages, seconds,
                  info.st_size / 1e6 / seconds, peak_memory ());
  g_assert_cmpuint (peak_memory (), <=, MEMORY);
  g_assert_cmpfloat (info.st_size / 1e6 / seconds, >=, g_getenv ("VECHE_BUSY_MACHINE") != NULL ? 1 : MIN_RATE);

  veche_chat_import (db, scan, &options, cancel_cb, cancellable, cancellable, &before, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_test_message ("cancelled after %u rows, ended %.0f ms later", before.interactions, (g_get_monotonic_time () - cancelled_at) / 1e3);
  g_clear_error (&error);

  began = g_get_monotonic_time ();
  veche_chat_import (db, scan, &options, NULL, NULL, NULL, &counts, &error);
  g_assert_no_error (error);
  seconds = (g_get_monotonic_time () - began) / 1e6;
  g_test_message ("imported %u rows, %u people, %u mentions in %.1f s (a third was there), peak %u kB", counts.interactions, counts.people,
                  counts.mentions, seconds, peak_memory ());
  g_assert_cmpuint (peak_memory (), <=, MEMORY);
  g_assert_cmpuint (before.interactions + counts.interactions, ==, totals.messages);

  veche_db_close (g_steal_pointer (&db));
  if (path == made)
    g_unlink (made);
  g_unlink (workspace);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/telegram/big", test_big);

  return g_test_run ();
}
