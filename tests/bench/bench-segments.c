/* bench-segments.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * G9: the first page of "inactive for 30 days", of two conditions by latest activity, and the number of people who meet three, each beside
 * the shortest SQL that tells the same, prepared once.  Times are of the processor.
 */

#include "bench.h"

#include "store/veche-query-sql.h"

typedef struct
{
  const char *name, *words, *bare;
  VecheSort   sort;
  guint       limit;       /* 0: count */
} Case;

static const Case cases[] = {
  { "inactive 30 days, page", "last-seen before 30",
    "SELECT id FROM member WHERE archived = 0 AND last_seen < (CAST (strftime ('%s', 'now') AS INTEGER) - 2592000) * 1000000"
    " ORDER BY last_seen DESC, id LIMIT 50", VECHE_SORT_LAST_SEEN, 50 },
  { "A and B by latest activity", "stage = active and platform = telegram",
    "SELECT m.id FROM member AS m INDEXED BY member_by_seen WHERE m.archived = 0 AND m.stage = 'active'"
    " AND EXISTS (SELECT 1 FROM identity AS i WHERE i.member_id = m.id AND i.platform = 'telegram') ORDER BY m.last_seen DESC, m.id LIMIT 50",
    VECHE_SORT_LAST_SEEN, 50 },
  { "inactive 30 days, number", "last-seen before 30",
    "SELECT count(*) FROM member WHERE archived = 0 AND last_seen < (CAST (strftime ('%s', 'now') AS INTEGER) - 2592000) * 1000000",
    VECHE_SORT_NAME, 0 },
  { "town, stage, inactive: number", "city = Казань and stage = regular and last-seen before 30",
    "SELECT count(*) FROM member WHERE archived = 0 AND city = 'Казань' AND stage = 'regular'"
    " AND last_seen < (CAST (strftime ('%s', 'now') AS INTEGER) - 2592000) * 1000000", VECHE_SORT_NAME, 0 },
  { "tag, stage, joined: number", "tag = ментор and stage = active and joined within 365",
    "SELECT count(*) FROM member AS m WHERE archived = 0 AND stage = 'active' AND joined >= (CAST (strftime ('%s', 'now') AS INTEGER) - 31536000) * 1000000"
    " AND id IN (SELECT member_id FROM member_tag WHERE tag_id = (SELECT id FROM tag WHERE name = 'ментор'))", VECHE_SORT_NAME, 0 },
  { "tag, stage, last seen: number", "tag = ментор and stage = regular and last-seen before 30",
    "SELECT count(*) FROM member AS m WHERE archived = 0 AND stage = 'regular' AND last_seen < (CAST (strftime ('%s', 'now') AS INTEGER) - 2592000) * 1000000"
    " AND id IN (SELECT member_id FROM member_tag WHERE tag_id = (SELECT id FROM tag WHERE name = 'ментор'))", VECHE_SORT_NAME, 0 },
  { "silent 30 days, number", "not wrote in 30",
    "SELECT count(*) FROM member AS m WHERE archived = 0 AND (last_seen IS NULL OR last_seen < (CAST (strftime ('%s', 'now') AS INTEGER) - 2592000) * 1000000"
    " OR NOT EXISTS (SELECT 1 FROM interaction AS i WHERE i.member_id = m.id AND i.at >= (CAST (strftime ('%s', 'now') AS INTEGER) - 2592000) * 1000000"
    " AND i.direction = 'in' AND i.kind IN ('message', 'post', 'reply', 'comment')))", VECHE_SORT_NAME, 0 },
};

static gint64
run_bare (VecheDb *db, const Case *one)
{
  g_autoptr (GError) error = NULL;
  VecheStatement *row = veche_db_prepare (db, one->bare);
  gint64 n = 0;

  while (veche_statement_step (row, &error))
    n = one->limit > 0 ? n + 1 : veche_statement_int (row, 0);
  bench_check (error == NULL, error);

  return n;
}

static gint64
run_ours (VecheDb *db, const Case *one)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);
  gint64 n;

  query->filter = veche_filter_from_words (one->words, &error);
  bench_check (query->filter != NULL, error);
  query->sort = one->sort;
  query->limit = one->limit;
  if (one->limit > 0)
    {
      g_autoptr (GArray) ids = veche_query_ids (db, query, &error);

      bench_check (ids != NULL, error);
      return ids->len;
    }
  n = veche_query_count (db, query, &error);
  bench_check (n >= 0, error);

  return n;
}

static void
compare (VecheDb *db, const Case *one)
{
  guint rounds = one->limit > 0 ? 200 : BENCH_ROUNDS;
  g_autofree double *ours = g_new0 (double, rounds), *bare = g_new0 (double, rounds);
  gint64 a = run_ours (db, one), b = run_bare (db, one);

  for (guint i = 0; i < rounds; i++)
    {
      double start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);

      run_bare (db, one);
      bare[i] = (bench_seconds (CLOCK_THREAD_CPUTIME_ID) - start) * 1000;
      start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
      run_ours (db, one);
      ours[i] = (bench_seconds (CLOCK_THREAD_CPUTIME_ID) - start) * 1000;
    }

  g_print ("%-32s ours %9.3f ms  bare %9.3f ms  ratio %5.2f  p99 %9.3f  (%" G_GINT64_FORMAT "%s)\n", one->name, bench_at (ours, rounds, .5),
           bench_at (bare, rounds, .5), bench_at (ours, rounds, .5) / bench_at (bare, rounds, .5), bench_at (ours, rounds, .99), a, a == b ? "" : ", not the same");
}

int
main (void)
{
  g_autofree char *folder = bench_folder ();
  g_autofree char *own = g_build_filename (folder, "segments.veche", NULL);
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (bench_workspace (own, 20000, 60000), VECHE_DB_READER, &error);

  bench_check (db != NULL, error);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    compare (db, &cases[i]);
  veche_db_close (db);
  bench_remove (folder);

  return 0;
}
