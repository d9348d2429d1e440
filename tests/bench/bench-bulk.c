/* bench-bulk.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bulk work on a whole query: tag, take it back, one field, log a call. 100,000 members in 5 s; VECHE_BENCH_MEMBERS sets the number,
 * VECHE_BENCH_ONLY names the one that is wanted.
 * The yardstick is the same search rows written with nothing else; those follow behind the change, in transactions of their own.
 */

#include "bench.h"

#include <string.h>

#include "store/veche-bulk.h"
#include "store/veche-journal.h"
#include "store/veche-search-rows.h"

static double
step (VecheDb *db, VecheBulk *bulk, gboolean undo)
{
  g_autoptr (GError) error = NULL;
  double start;
  gint64 n = 0;

  bench_check (veche_db_begin (db, &error), error);
  start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  if (undo)
    {
      g_autoptr (VecheGesture) gesture = veche_journal_undo (db, 0, "bench", &error);

      bench_check (gesture != NULL, error);
    }
  else
    {
      n = veche_bulk_apply (db, bulk, "bench", &error);
      bench_check (n >= 0, error);
    }
  bench_check (veche_db_commit (db, &error), error);

  return bench_seconds (CLOCK_THREAD_CPUTIME_ID) - start;
}

/* The search rows that were put off. */
static double
settle (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  double start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);

  bench_check (veche_search_rows_settle_all (db, &error), error);

  return bench_seconds (CLOCK_THREAD_CPUTIME_ID) - start;
}

static void
try (VecheDb *db, const char *what, VecheBulkKind kind, const char *name, const char *text, gint64 number)
{
  g_autoptr (VecheBulk) bulk = veche_bulk_new (kind, "bulk", name);
  const char *only = g_getenv ("VECHE_BENCH_ONLY");
  double there, words, back, again;

  if (only != NULL && strcmp (only, what) != 0)
    return;
  bulk->query = veche_query_new (VECHE_QUERY_MEMBERS);
  bulk->text = g_strdup (text);
  bulk->number = number;
  there = step (db, bulk, FALSE);
  words = settle (db);
  back = step (db, NULL, TRUE);
  again = settle (db);
  g_print ("%-12s %7d members  %6.2f s (words behind it %6.2f)  undo %6.2f s (%6.2f)\n", what, bulk->total, there, words, back, again);
}

/* Every search row taken out and put in again: what any change of a label costs at the least. */
static double
rewrite_search (VecheDb *db)
{
  static const char sql[] = "UPDATE member_fts SET labels = labels || ' x' WHERE rowid IN (SELECT id FROM member)";
  g_autoptr (GError) error = NULL;
  double start;

  bench_check (veche_db_begin (db, &error), error);
  start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  bench_check (veche_db_exec (db, sql, &error), error);
  start = bench_seconds (CLOCK_THREAD_CPUTIME_ID) - start;
  veche_db_rollback (db);

  return start;
}

int
main (void)
{
  g_autofree char *folder = g_dir_make_tmp ("veche-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "bulk.veche", NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (path, VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  VecheSeed seed = { .members = bench_size ("VECHE_BENCH_MEMBERS", 10000), .seed = 3 };

  bench_check (db != NULL, error);
  seed.interactions = bench_size ("VECHE_BENCH_INTERACTIONS", seed.members);
  bench_check (veche_seed (db, &seed, &error), error);
  g_print ("search rows alone, all anew:   %6.2f s\n", rewrite_search (db));
  try (db, "tag", VECHE_BULK_TAG, "октябрь", NULL, 0);
  try (db, "competency", VECHE_BULK_COMPETENCY, "Чтение вслух", NULL, 3);
  try (db, "city", VECHE_BULK_TEXT, "city", "Пермь", 0);
  try (db, "stage", VECHE_BULK_TEXT, "stage", "core", 0);
  try (db, "archive", VECHE_BULK_NUMBER, "archived", NULL, 1);
  try (db, "important", VECHE_BULK_NUMBER, "important", NULL, 1);
  try (db, "log", VECHE_BULK_LOG, "call", "Позвали на встречу", g_get_real_time ());
  veche_db_close (db);
  g_unlink (path);
  g_unlink (wal);
  g_rmdir (folder);

  return 0;
}
