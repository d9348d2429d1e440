/* bench-open.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

/* G13.  Opening a workspace for writing (lock, probe, hardening, migrations' check) and its first page; the yardstick opens the same file and reads
 * the same page with nothing but SQLite. */

#define PAGE_SQL "SELECT id, name, city, last_seen FROM member WHERE archived = 0 ORDER BY name_key, id LIMIT 50"

static double
ours (const char *path, clockid_t clock)
{
  g_autoptr (GError) error = NULL;
  double start = bench_seconds (clock), took;
  VecheDb *db = veche_db_open (path, VECHE_DB_WRITER, &error);
  VecheStatement *statement;

  bench_check (db != NULL, error);
  statement = veche_db_prepare (db, PAGE_SQL);
  while (veche_statement_step (statement, NULL))
    ;
  took = bench_seconds (clock) - start;
  veche_db_close (db);

  return took;
}

static double
bare (const char *path, clockid_t clock)
{
  double start = bench_seconds (clock), took;
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;

  sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  sqlite3_prepare_v2 (db, PAGE_SQL, -1, &statement, NULL);
  while (sqlite3_step (statement) == SQLITE_ROW)
    ;
  took = bench_seconds (clock) - start;
  sqlite3_finalize (statement);
  sqlite3_close (db);

  return took;
}

static void
evict (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  fsync (fd);
  posix_fadvise (fd, 0, 0, POSIX_FADV_DONTNEED);
  close (fd);
}

static void
measure (const char *path, const char *what, gboolean cold, clockid_t clock)
{
  enum { N = 41 };
  double a[N], b[N];

  ours (path, clock);
  bare (path, clock);
  for (guint i = 0; i < N; i++)
    {
      if (cold)
        evict (path);
      a[i] = ours (path, clock);
      if (cold)
        evict (path);
      b[i] = bare (path, clock);
    }
  bench_report ("G13", what, a, b, N, 2.0);
}

int
main (void)
{
  g_autofree char *folder = bench_folder ();
  g_autofree char *path = g_build_filename (folder, "w.veche", NULL);

  bench_seed (path, bench_size ("VECHE_BENCH_MEMBERS", 20000), bench_size ("VECHE_BENCH_INTERACTIONS", 20000));
  measure (path, "open and first page, warm", FALSE, CLOCK_MONOTONIC);
  measure (path, "the same, cpu", FALSE, CLOCK_THREAD_CPUTIME_ID);
  measure (path, "open and first page, evicted", TRUE, CLOCK_MONOTONIC);
  bench_remove (folder);

  return 0;
}
