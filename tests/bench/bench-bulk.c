/* bench-bulk.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bulk work on a whole query through the store's own lanes, as the window does it, and its undo: cpu seconds of the writer, the longest
 * transaction, and how late the main loop was, which beats all the while and has a list of all members that follows every change.
 * 100,000 members in 5 s of cpu, no beat later than 16 ms; VECHE_BENCH_MEMBERS sets the number, VECHE_BENCH_ONLY names the change that is
 * wanted.  The search rows follow behind, in small transactions of their own; their time is given apart.
 */

#include "bench.h"

#include <string.h>

#include "store/veche-bulk.h"
#include "store/veche-journal.h"
#include "store/veche-row-model.h"
#include "store/veche-search-rows.h"
#include "store/veche-store.h"

#define BEAT 2   /* ms */

typedef struct
{
  GMainLoop     *loop;
  VecheStore    *store;
  VecheRowModel *model;
  GArray        *late;          /* (element-type double) seconds */
  double         last_beat;
  VecheBulk     *bulk;
  VecheUndoWatch watch;
  double         cpu, longest;  /* by the lane */
} Bench;

static gpointer
change_job (VecheDb *db, gpointer input, GError **error)
{
  Bench *bench = input;
  double cpu = bench_seconds (CLOCK_THREAD_CPUTIME_ID), start = bench_seconds (CLOCK_MONOTONIC);
  gint64 n = veche_bulk_apply (db, bench->bulk, "bench", error);

  bench->cpu = bench_seconds (CLOCK_THREAD_CPUTIME_ID) - cpu;
  bench->longest = bench_seconds (CLOCK_MONOTONIC) - start;

  return n >= 0 ? VECHE_JOB_DONE : NULL;
}

static gpointer
undo_job (VecheDb *db, gpointer input, GError **error)
{
  Bench *bench = input;
  double cpu = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  g_autoptr (VecheGesture) gesture = veche_journal_undo_by_pieces (db, FALSE, "bench", &bench->watch, NULL, error);

  bench->cpu = bench_seconds (CLOCK_THREAD_CPUTIME_ID) - cpu;
  bench->longest = (double) bench->watch.longest / G_USEC_PER_SEC;

  return gesture != NULL ? VECHE_JOB_DONE : NULL;
}

static gpointer
settle_job (VecheDb *db, gpointer input, GError **error)
{
  Bench *bench = input;
  double cpu = bench_seconds (CLOCK_THREAD_CPUTIME_ID);

  bench->longest = 0;
  if (!veche_search_rows_settle_all (db, error))
    return NULL;
  bench->cpu = bench_seconds (CLOCK_THREAD_CPUTIME_ID) - cpu;

  return VECHE_JOB_DONE;
}

static gboolean
beat_cb (gpointer user_data)
{
  Bench *bench = user_data;
  double now = bench_seconds (CLOCK_MONOTONIC), late = now - bench->last_beat - BEAT / 1000.0;

  late = MAX (late, 0);
  g_array_append_val (bench->late, late);
  bench->last_beat = now;

  return G_SOURCE_CONTINUE;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr (GError) error = NULL;
  gpointer output = veche_store_run_finish (bench->store, result, &error);

  bench_check (output != NULL, error);
  g_main_loop_quit (bench->loop);
}

static double
run (Bench *bench, VecheJob job, gboolean whole)
{
  guint id;

  g_array_set_size (bench->late, 0);
  bench->watch = (VecheUndoWatch) { 0 };
  bench->last_beat = bench_seconds (CLOCK_MONOTONIC);
  id = g_timeout_add (BEAT, beat_cb, bench);
  if (whole)
    veche_store_run_async (bench->store, VECHE_LANE_WRITER, job, bench, NULL, NULL, NULL, done_cb, bench);
  else
    veche_store_run_long_async (bench->store, job, bench, NULL, NULL, NULL, done_cb, bench);
  g_main_loop_run (bench->loop);
  g_source_remove (id);

  return bench->cpu;
}

static void
tell (Bench *bench, const char *what)
{
  double *late = (double *) (gpointer) bench->late->data;

  g_print ("  %-6s cpu %6.2f s; longest transaction %5.0f ms; main loop late p99 %.1f ms, longest %.1f ms", what, bench->cpu, 1e3 * bench->longest,
           1e3 * bench_at (late, bench->late->len, 0.99), 1e3 * bench_at (late, bench->late->len, 1));
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_REMOVE;
}

/* The yardstick: the same loop with nothing to do, on the same busy machine. */
static void
idle (Bench *bench)
{
  double *late;
  guint id = g_timeout_add (BEAT, beat_cb, bench);

  bench->last_beat = bench_seconds (CLOCK_MONOTONIC);
  g_main_loop_run (bench->loop);
  g_source_remove (id);
  late = (double *) (gpointer) bench->late->data;
  g_print ("nothing to do: main loop late p99 %.1f ms, longest %.1f ms\n", 1e3 * bench_at (late, bench->late->len, 0.99),
           1e3 * bench_at (late, bench->late->len, 1));
}

static void
try (Bench *bench, const char *what, VecheBulkKind kind, const char *name, const char *text, gint64 number)
{
  const char *only = g_getenv ("VECHE_BENCH_ONLY");

  if (only != NULL && strcmp (only, what) != 0)
    return;
  bench->bulk = veche_bulk_new (kind, "bulk", name);
  bench->bulk->query = veche_query_new (VECHE_QUERY_MEMBERS);
  bench->bulk->text = g_strdup (text);
  bench->bulk->number = number;
  run (bench, change_job, TRUE);
  g_print ("%s, %d members\n", what, bench->bulk->total);
  tell (bench, "change");
  g_print ("; words behind it %.2f s\n", run (bench, settle_job, FALSE));
  run (bench, undo_job, FALSE);
  tell (bench, "undo");
  g_print ("; words behind it %.2f s\n", run (bench, settle_job, FALSE));
  veche_bulk_unref (bench->bulk);
}

static void
open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr (GError) error = NULL;

  bench->store = veche_store_open_finish (result, &error);
  bench_check (bench->store != NULL, error);
  g_main_loop_quit (bench->loop);
}

static void
close_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_main_loop_quit (user_data);
}

int
main (void)
{
  g_autofree char *folder = bench_folder ();
  g_autofree char *path = g_build_filename (folder, "bulk.veche", NULL);
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);
  guint members = bench_size ("VECHE_BENCH_MEMBERS", 10000);
  Bench bench = { .loop = g_main_loop_new (NULL, FALSE), .late = g_array_new (FALSE, FALSE, sizeof (double)) };

  bench_seed (path, members, bench_size ("VECHE_BENCH_INTERACTIONS", members));
  veche_store_open_async (path, FALSE, NULL, open_cb, &bench);
  g_main_loop_run (bench.loop);
  bench.model = veche_row_model_new (bench.store, query);

  g_timeout_add (1500, quit_cb, bench.loop);
  idle (&bench);
  try (&bench, "tag", VECHE_BULK_TAG, "октябрь", NULL, 0);
  try (&bench, "competency", VECHE_BULK_COMPETENCY, "Чтение вслух", NULL, 3);
  try (&bench, "city", VECHE_BULK_TEXT, "city", "Пермь", 0);
  try (&bench, "stage", VECHE_BULK_TEXT, "stage", "core", 0);
  try (&bench, "important", VECHE_BULK_NUMBER, "important", NULL, 1);
  try (&bench, "log", VECHE_BULK_LOG, "call", "Позвали на встречу", g_get_real_time ());
  try (&bench, "archive", VECHE_BULK_NUMBER, "archived", NULL, 1);

  veche_row_model_close (bench.model);
  g_object_unref (bench.model);
  veche_store_close_async (bench.store, close_cb, bench.loop);
  g_main_loop_run (bench.loop);
  g_object_unref (bench.store);
  g_array_unref (bench.late);
  g_main_loop_unref (bench.loop);
  bench_remove (folder);

  return 0;
}
