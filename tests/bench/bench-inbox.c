/* bench-inbox.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-mentions.h"

#include "store/veche-inbox-views.h"
#include "store/veche-query-sql.h"

/* 20,000 open mentions in a workspace of 2,000,000 messages (VECHE_BENCH_INTERACTIONS): the list sorted by priority, its first page with all that a row
 * shows, and the counts of all views.  (A workspace that is named is written to.)  The yardstick reads ids and times of the same rows in no order.  Times are of the processor. */

#define LEAST 10000   /* of the 20,000; a small workspace has fewer */
#define PAGE 64
#define N    21

static double
sorted (VecheDb *db, VecheQuery *query)
{
  double start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  g_autoptr (GArray) ids = veche_query_ids (db, query, NULL);

  g_assert_cmpuint (ids->len, >=, LEAST);

  return bench_seconds (CLOCK_THREAD_CPUTIME_ID) - start;
}

static double
page (VecheDb *db, VecheQuery *query, GArray *ids)
{
  double start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  g_autoptr (GPtrArray) records = veche_query_records (db, query, &g_array_index (ids, gint64, g_random_int_range (0, (gint) ids->len - PAGE)), PAGE, NULL);

  g_assert_cmpuint (records->len, ==, PAGE);

  return bench_seconds (CLOCK_THREAD_CPUTIME_ID) - start;
}

static double
counted (VecheDb *db)
{
  double start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  VecheViewCounts counts;

  g_assert_true (veche_inbox_views_count (db, 0, &counts, NULL));

  return bench_seconds (CLOCK_THREAD_CPUTIME_ID) - start;
}

static double
why (VecheDb *db, GArray *ids)
{
  double start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  g_autoptr (VecheTriageWhy) found = veche_triage_explain (db, g_array_index (ids, gint64, g_random_int_range (0, (gint) ids->len)), 0, NULL);

  g_assert_nonnull (found);

  return bench_seconds (CLOCK_THREAD_CPUTIME_ID) - start;
}

static double
bare (VecheDb *db)
{
  double start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  VecheStatement *row = veche_db_prepare (db, "SELECT id, at FROM triage WHERE state <> 'done'");
  gint64 sum = 0;

  while (veche_statement_step (row, NULL))
    sum += veche_statement_int (row, 0) + veche_statement_int (row, 1);
  g_assert_cmpint (sum, !=, 0);

  return bench_seconds (CLOCK_THREAD_CPUTIME_ID) - start;
}

int
main (void)
{
  g_autofree char *folder = bench_folder ();
  g_autofree char *path = g_build_filename (folder, "w.veche", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = NULL;
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_INBOX);
  g_autoptr (GArray) ids = NULL;
  const char *used;
  double a[N], b[N], c[N], d[N], e[N], f[N], y[N], z[N];

  used = bench_workspace (path, 20000, 60000);
  bench_open_mentions (used, 20000);
  db = veche_db_open (used, VECHE_DB_READER, &error);
  bench_check (db != NULL, error);
  query->view = VECHE_INBOX_OPEN;
  query->sort = VECHE_SORT_PRIORITY;
  ids = veche_query_ids (db, query, &error);
  bench_check (ids != NULL, error);
  for (guint i = 0; i < N; i++)
    {
      a[i] = sorted (db, query);
      b[i] = bare (db);
      c[i] = page (db, query, ids);
      d[i] = bare (db);
      e[i] = counted (db);
      f[i] = bare (db);
      y[i] = why (db, ids);
      z[i] = bare (db);
    }
  bench_report ("I5", "priority re-sort of all open", a, b, N, 10);
  bench_report ("I5", "a page of the sorted list", c, d, N, 3);
  bench_report ("I5", "counts of all views", e, f, N, 5);
  bench_report ("I5", "why is it first", y, z, N, 1);
  bench_remove (folder);

  return 0;
}
