/* bench-duplicates.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pairs that look like one person, in a whole community: the goal is 10 s at 50,000 members (VECHE_BENCH_MEMBERS).  The yardstick is what
 * cannot be spared, reading everybody once.  Then how well they are found: both parts of tests/data/duplicates.
 */

#include "bench.h"

#include "analysis/veche-duplicates.h"
#include "store/veche-duplicates-table.h"
#include "support/veche-test-pairs.h"

#define PAGE 1000

static guint
read_all (VecheDb *db)
{
  guint n = 0;
  gint64 last = 0;

  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) page = veche_duplicates_load_personas (db, last, PAGE, &error);

      bench_check (page != NULL, error);
      if (page->len == 0)
        return n;
      n += page->len;
      last = ((VechePersona *) page->pdata[page->len - 1])->id;
    }
}

static void
measure (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  double start = bench_seconds (CLOCK_PROCESS_CPUTIME_ID), reading, looking;
  guint members = read_all (db);

  reading = bench_seconds (CLOCK_PROCESS_CPUTIME_ID) - start;
  start = bench_seconds (CLOCK_PROCESS_CPUTIME_ID);
  found = veche_duplicates_find (db, NULL, NULL, NULL, NULL, &error);
  bench_check (found != NULL, error);
  looking = bench_seconds (CLOCK_PROCESS_CPUTIME_ID) - start;
  g_print ("%u members: %.2f s of CPU, %.1f s for 50,000 (goal <= 10); reading them %.2f s, ratio %.1f; %u pairs\n", members, looking,
           looking * 50000 / MAX (members, 1), reading, looking / MAX (reading, 1e-9), found->len);
}

static void
judge (const char *part)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "data", "duplicates", part, NULL);
  VecheTestScore score = veche_test_pairs (path, VECHE_DUPLICATES_THRESHOLD, FALSE);

  g_print ("%-14s precision %.3f (goal >= 0.95), recall %.3f (goal >= 0.80), %u pairs\n", part, veche_test_precision (&score),
           veche_test_recall (&score), score.right + score.wrong + score.missed + score.refused);
}

int
main (void)
{
  g_autofree char *folder = bench_folder ();
  g_autofree char *own = g_build_filename (folder, "duplicates.veche", NULL);
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (bench_workspace (own, 20000, 20000), VECHE_DB_READER, &error);

  bench_check (db != NULL, error);
  measure (db);
  veche_db_close (db);
  bench_remove (folder);
  if (g_getenv ("G_TEST_SRCDIR") != NULL)
    {
      judge ("tuning.jsonl");
      judge ("held-out.jsonl");
    }

  return 0;
}
