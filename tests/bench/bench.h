/* bench.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib/gstdio.h>
#include <time.h>

#include "store/veche-db.h"
#include "store/veche-seed.h"
#include "store/veche-statement.h"

/* Ours and its yardstick run in turns, in one process, so that a busy machine slows both: what counts is the ratio of the medians.
 * Nothing fails on time.  VECHE_BENCH_MEMBERS and VECHE_BENCH_INTERACTIONS make the workspace larger; VECHE_BENCH_WORKSPACE names one that
 * is there already (veche-cli seed), so that a big one is made once for all: it is read only. */

#define BENCH_ROUNDS 9

static inline double
bench_seconds (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);

  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static inline int
bench_compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static inline double
bench_at (double *values, guint n, double part)
{
  g_qsort_with_data (values, (gint) n, sizeof *values, (GCompareDataFunc) (void (*) (void)) bench_compare, NULL);

  return values[MIN (n - 1, (guint) (part * n))];
}

static inline guint
bench_size (const char *name, guint fallback)
{
  const char *value = g_getenv (name);

  return value != NULL ? (guint) g_ascii_strtoull (value, NULL, 10) : fallback;
}

static inline void
bench_check (gboolean ok, GError *error)
{
  if (!ok)
    g_error ("%s", error != NULL ? error->message : "failed");
}

static inline char *
bench_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("veche-bench-XXXXXX", &error);

  bench_check (folder != NULL, error);

  return folder;
}

static inline void
bench_remove (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static inline void
bench_seed (const char *path, guint members, guint interactions)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (path, VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  VecheSeed seed = { .members = members, .interactions = interactions, .seed = 1, .text = 220 };

  bench_check (db != NULL, error);
  bench_check (veche_db_exec (db, "PRAGMA synchronous = OFF; PRAGMA cache_size = -600000", &error), error);
  bench_check (veche_seed (db, &seed, &error), error);
  bench_check (veche_db_begin (db, &error) && veche_db_exec (db, "ANALYZE", &error) && veche_db_commit (db, &error), error);
}

/* The workspace to measure on: that of the environment, or a fresh one at own. */
static inline const char *
bench_workspace (const char *own, guint members, guint interactions)
{
  const char *there = g_getenv ("VECHE_BENCH_WORKSPACE");

  if (there != NULL)
    return there;
  bench_seed (own, bench_size ("VECHE_BENCH_MEMBERS", members), bench_size ("VECHE_BENCH_INTERACTIONS", interactions));

  return own;
}

static inline void
bench_report (const char *goal, const char *what, double *ours, double *yardstick, guint n, double wanted)
{
  double a = bench_at (ours, n, 0.5), b = bench_at (yardstick, n, 0.5);

  g_print ("%-4s %-34s %9.3f ms, yardstick %9.3f ms: ratio %.2f (goal <= %.2f)\n", goal, what, a * 1e3, b * 1e3, a / b, wanted);
}
