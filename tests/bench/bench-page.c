/* bench-page.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench.h"

#include <sqlite3.h>

#include "model/veche-item.h"
#include "store/veche-query-sql.h"

/* G3.  200 rows of Members as the list gets them: records by id, and an object each.  The yardstick asks the same things in bare C, one prepared
 * statement with sub-queries, and makes an empty object each.
 * Times are of the processor. */

#define PAGE 200

static const char bare_sql[] =
  "SELECT m.id, m.uid, m.name, m.address_as, m.headline, m.city, m.stage, m.role, m.joined, m.last_seen, m.last_contact, m.interactions,\n"
  "    m.important, m.archived, m.me, m.do_not_contact, m.do_not_mention,\n"
  "    (SELECT group_concat (name, ', ') FROM (SELECT c.name FROM member_competency AS l JOIN competency AS c ON c.id = l.competency_id\n"
  "       WHERE l.member_id = m.id ORDER BY l.level DESC LIMIT 2)),\n"
  "    (SELECT group_concat ('@' || handle, ', ') FROM identity WHERE member_id = m.id AND handle IS NOT NULL),\n"
  "    (SELECT count (DISTINCT at / 86400000000) FROM interaction WHERE member_id = m.id AND at > ?2)\n"
  "  FROM member AS m WHERE m.id = ?1";

static double
ours (VecheDb *db, VecheQuery *query, const gint64 *ids)
{
  g_autoptr (GError) error = NULL;
  double start = bench_seconds (CLOCK_THREAD_CPUTIME_ID), took;
  g_autoptr (GPtrArray) records = veche_query_records (db, query, ids, PAGE, &error);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  bench_check (records != NULL, error);
  for (guint i = 0; i < records->len; i++)
    {
      VecheItem *item = veche_item_new (ids[i]);

      veche_item_set_record (item, records->pdata[i]);
      g_ptr_array_add (items, item);
    }
  took = bench_seconds (CLOCK_THREAD_CPUTIME_ID) - start;

  return took;
}

static double
bare (VecheDb *db, sqlite3_stmt *statement, const gint64 *ids)
{
  double start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 since = veche_now () - 30 * G_TIME_SPAN_DAY;

  for (guint i = 0; i < PAGE; i++)
    {
      sqlite3_bind_int64 (statement, 1, ids[i]);
      sqlite3_bind_int64 (statement, 2, since);
      if (sqlite3_step (statement) == SQLITE_ROW)
        for (int column = 0; column < sqlite3_column_count (statement); column++)
          sqlite3_column_text (statement, column);
      sqlite3_reset (statement);
      g_ptr_array_add (items, veche_item_new (ids[i]));
    }

  return bench_seconds (CLOCK_THREAD_CPUTIME_ID) - start;
}

static double
ours_ids (VecheDb *db, VecheQuery *query)
{
  double start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  g_autoptr (GArray) ids = veche_query_ids (db, query, NULL);

  g_assert_cmpuint (ids->len, ==, 50);

  return bench_seconds (CLOCK_THREAD_CPUTIME_ID) - start;
}

static double
bare_ids (sqlite3_stmt *statement)
{
  double start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      g_array_append_val (ids, id);
    }
  sqlite3_reset (statement);

  return bench_seconds (CLOCK_THREAD_CPUTIME_ID) - start;
}

static void
measure (const char *path)
{
  enum { N = 101 };
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (path, VECHE_DB_READER, &error);
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);
  g_autoptr (VecheQuery) few = veche_query_new (VECHE_QUERY_MEMBERS);
  g_autoptr (GArray) ids = NULL;
  sqlite3 *plain = NULL;
  sqlite3_stmt *statement = NULL, *ids_statement = NULL;
  double a[N], b[N], c[N], d[N];

  bench_check (db != NULL, error);
  ids = veche_query_ids (db, query, &error);
  bench_check (ids != NULL && ids->len > PAGE, error);
  sqlite3_open_v2 (path, &plain, SQLITE_OPEN_READONLY, NULL);
  sqlite3_prepare_v2 (plain, bare_sql, -1, &statement, NULL);
  sqlite3_prepare_v2 (plain, "SELECT id FROM member WHERE archived = 0 ORDER BY name_key, id LIMIT 50", -1, &ids_statement, NULL);
  few->limit = 50;

  for (guint i = 0; i < N; i++)
    {
      const gint64 *page = &g_array_index (ids, gint64, g_random_int_range (0, (gint32) (ids->len - PAGE)));

      if (i % 2 == 0)   /* who is first pays for the cache */
        a[i] = ours (db, query, page);
      b[i] = bare (db, statement, page);
      if (i % 2 == 1)
        a[i] = ours (db, query, page);
      if (i % 2 == 0)
        c[i] = ours_ids (db, few);
      d[i] = bare_ids (ids_statement);
      if (i % 2 == 1)
        c[i] = ours_ids (db, few);
    }
  bench_report ("G3", "page of 200 rows with objects", a, b, N, 1.5);
  bench_report ("G3", "ids of a page of 50", c, d, N, 1.2);
  sqlite3_finalize (statement);
  sqlite3_finalize (ids_statement);
  sqlite3_close (plain);
}

int
main (void)
{
  g_autofree char *folder = bench_folder ();
  g_autofree char *path = g_build_filename (folder, "w.veche", NULL);

  measure (bench_workspace (path, 20000, 60000));
  bench_remove (folder);

  return 0;
}
