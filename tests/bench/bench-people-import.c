/* bench-people-import.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench.h"

#include "exchange/veche-people-plan.h"
#include "model/veche-text.h"

/* A table of people, planned and brought in as one gesture that can be undone.  The yardstick writes members, accounts, tags and search rows
 * alone, in one transaction: prepared statements, known ids, no journal, nothing looked up. */

static const char *const cities[] = { "Казань", "Москва", "Уфа", "Пермь", "Омск" };

static GBytes *
make_table (guint n)
{
  static const char *const first[] = { "Анна", "Тимур", "Юлия", "Павел", "Ольга", "Роман", "Мария" };
  GString *text = g_string_new ("ФИО;Телеграм;Почта;Город;Теги;Вступил\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s Лебедева%u;@user_%u;p%u@mail.example;%s;клуб, хор;%02u.03.2024\n", first[i % 7], i, i, i, cities[i % 5], i % 28 + 1);

  return g_string_free_to_bytes (text);
}

static double
import (GBytes *bytes, guint n, double *apply)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = bench_folder (), *path = g_build_filename (folder, "a.veche", NULL);
  VecheDb *db = veche_db_open (path, VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_autoptr (VecheTableSource) source = veche_table_source_new (bytes, "people.csv", &error);
  g_autoptr (VechePeoplePlan) plan = NULL;
  VechePeopleResult result = { 0 };
  double start, middle, end;

  bench_check (db != NULL && source != NULL, error);
  start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  plan = veche_people_plan_new (db, source, NULL, NULL, &error);
  bench_check (plan != NULL, error);
  middle = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  bench_check (veche_people_plan_apply (db, plan, FALSE, "bench", NULL, NULL, NULL, &result, &error), error);
  end = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  g_assert_cmpuint (result.added, ==, n);
  *apply = end - middle;
  veche_db_close (db);
  bench_remove (folder);

  return middle - start;
}

static void
run (VecheDb *db, const char *sql, gint64 id, const char *first, const char *second, GBytes *blob)
{
  g_autoptr (GError) error = NULL;
  VecheStatement *statement = veche_db_prepare (db, sql);
  gsize size = 0;

  veche_statement_bind_int (statement, 1, id);
  veche_statement_bind_text (statement, 2, first);
  veche_statement_bind_text (statement, 3, second);
  if (blob != NULL)
    {
      gconstpointer data = g_bytes_get_data (blob, &size);

      veche_statement_bind_blob (statement, 4, data, size);
    }
  bench_check (veche_statement_run (statement, &error), error);
}

static double
bare (guint n)
{
  static const char member_sql[] = "INSERT INTO member (id, uid, name, city, created, joined, name_key) VALUES (?1, ?1, ?2, ?3, 1, 1, ?4)";
  static const char telegram_sql[] =
    "INSERT INTO identity (uid, member_id, platform, remote_id, handle) VALUES ('t' || ?1, ?1, 'telegram', ?2, ?3)";
  static const char email_sql[] = "INSERT INTO identity (uid, member_id, platform, remote_id, handle) VALUES ('e' || ?1, ?1, 'email', ?2, ?3)";
  static const char tag_sql[] = "INSERT INTO member_tag (uid, member_id, tag_id) VALUES (?2, ?1, ?3)";
  static const char fts_sql[] = "INSERT INTO member_fts (rowid, name, keys) VALUES (?1, ?2, ?3)";
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = bench_folder (), *path = g_build_filename (folder, "b.veche", NULL);
  VecheDb *db = veche_db_open (path, VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_autoptr (GBytes) key = veche_text_sort_key ("Анна Лебедева12345");
  double start;

  bench_check (db != NULL && veche_db_begin (db, &error), error);
  bench_check (veche_db_exec (db, "INSERT INTO tag (uid, name) VALUES ('a', 'клуб'), ('b', 'хор')", &error), error);
  start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Анна Лебедева%u", i), *handle = g_strdup_printf ("user_%u", i);
      g_autofree char *email = g_strdup_printf ("p%u@mail.example", i), *one = g_strdup_printf ("a%u", i), *two = g_strdup_printf ("b%u", i);

      run (db, member_sql, i, name, cities[i % 5], key);
      run (db, telegram_sql, i, handle, handle, NULL);
      run (db, email_sql, i, email, email, NULL);
      run (db, tag_sql, i, one, "1", NULL);
      run (db, tag_sql, i, two, "2", NULL);
    }
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Анна Лебедева%u", i), *keys = g_strdup_printf ("anna lebedeva user_%u p%u mail example", i, i);

      run (db, fts_sql, i, name, keys, NULL);
    }
  bench_check (veche_db_commit (db, &error), error);
  start = bench_seconds (CLOCK_THREAD_CPUTIME_ID) - start;
  veche_db_close (db);
  bench_remove (folder);

  return start;
}

int
main (void)
{
  guint n = bench_size ("VECHE_BENCH_MEMBERS", 5000), rounds = 3;
  g_autoptr (GBytes) bytes = make_table (n);
  double plan[3], apply[3], yardstick[3];

  for (guint i = 0; i < rounds; i++)
    {
      plan[i] = import (bytes, n, &apply[i]);
      yardstick[i] = bare (n);
    }

  {
    double a = bench_at (plan, rounds, 0.5), b = bench_at (apply, rounds, 0.5), c = bench_at (yardstick, rounds, 0.5);

    g_print ("     people of a table, by cpu: plan %.0f rows/s, import %.0f rows/s, bare inserts without a journal %.0f rows/s: %.0f %%\n", n / a,
             n / b, n / c, 100 * c / b);
  }

  return 0;
}
