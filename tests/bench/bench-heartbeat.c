/* bench-heartbeat.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench.h"

#include "store/veche-bulk.h"
#include "store/veche-ingest.h"
#include "store/veche-journal.h"
#include "store/veche-store.h"

/* G7.  While the writer lane imports, or changes everybody at once and takes that back, the main loop must go on beating, pages must go on
 * coming from the reader, and Cancel must be quick. The yardstick is the same loop with nothing to do. */

#define CHUNK 500
#define BEAT  2   /* ms */

typedef struct
{
  GMainLoop    *loop;
  VecheStore   *store;
  GCancellable *cancellable;
  GArray       *gaps, *pages;    /* (element-type double) seconds */
  double        last_beat, page_asked, cancel_asked, stopped;
  guint         n_posts;
  double        longest_transaction;
  gboolean      over;
} Bench;

static VecheBatch *
make_batch (guint first)
{
  VecheBatch *batch = veche_batch_new ("telegram", NULL);

  veche_batch_add_channel (batch, "heart")->name = "Heart";
  for (guint i = first; i < first + CHUNK; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i + 1);
      g_autofree char *author = g_strdup_printf ("user%u", i * 7919 % 1500);
      g_autofree char *text = g_strdup_printf ("сообщение %u для участников встречи о деплое и deployments, номер %u из многих", i, i * 31);
      VechePost *post = veche_batch_add_post (batch, "heart", id);

      post->kind = "message";
      post->author = veche_batch_intern (batch, author);
      post->text = veche_batch_string (batch, text);
      post->at = G_GINT64_CONSTANT (1700000000000000) + i * G_USEC_PER_SEC;
    }

  return batch;
}

static gpointer
import_job (VecheDb *db, gpointer input, GError **error)
{
  Bench *bench = input;
  gint64 id;

  if (!veche_db_begin (db, error))
    return NULL;
  id = veche_ingest_begin (db, "telegram-export", NULL, error);
  if (id == 0 || !veche_db_commit (db, error))
    return NULL;

  for (guint i = 0; i < bench->n_posts; i += CHUNK)
    {
      g_autoptr (VecheBatch) batch = make_batch (i);
      double start = bench_seconds (CLOCK_MONOTONIC);

      if (g_cancellable_set_error_if_cancelled (bench->cancellable, error))
        return NULL;
      if (!veche_db_begin (db, error) || !veche_ingest_batch (db, id, batch, 0, 0, NULL, error) || !veche_db_commit (db, error))
        {
          if (veche_db_in_transaction (db))
            veche_db_rollback (db);
          return NULL;
        }
      bench->longest_transaction = MAX (bench->longest_transaction, bench_seconds (CLOCK_MONOTONIC) - start);
      veche_store_yield (db);
    }

  return VECHE_JOB_DONE;
}

static gpointer
bulk_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheBulk) bulk = veche_bulk_new (VECHE_BULK_TAG, "tag", "октябрь");

  bulk->query = veche_query_new (VECHE_QUERY_MEMBERS);

  return veche_bulk_apply (db, bulk, "bench", error) > 0 ? VECHE_JOB_DONE : NULL;
}

static gpointer
undo_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheGesture) gesture = veche_journal_undo (db, 0, "bench", error);

  return gesture != NULL ? VECHE_JOB_DONE : NULL;
}

static gpointer
page_job (VecheDb *db, gpointer input, GError **error)
{
  static const char sql[] =
    "SELECT id, name, city, last_seen FROM member WHERE archived = 0 AND (name_key, id) > (?1, 0) ORDER BY name_key, id LIMIT 50";
  VecheStatement *statement = veche_db_prepare (db, sql);
  guint8 letter = (guint8) g_random_int_range (30, 90);

  veche_statement_bind_blob (statement, 1, &letter, 1);
  while (veche_statement_step (statement, error))
    ;

  return VECHE_JOB_DONE;
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bench *bench = user_data;
  double took = bench_seconds (CLOCK_MONOTONIC) - bench->page_asked;

  veche_store_run_finish (bench->store, result, NULL);
  g_array_append_val (bench->pages, took);
  bench->page_asked = 0;
}

static gboolean
beat_cb (gpointer user_data)
{
  Bench *bench = user_data;
  double now = bench_seconds (CLOCK_MONOTONIC);
  double gap = now - bench->last_beat - BEAT / 1000.0;

  gap = MAX (gap, 0);
  g_array_append_val (bench->gaps, gap);
  bench->last_beat = now;
  if (bench->page_asked == 0 && !bench->over)
    {
      bench->page_asked = now;
      veche_store_run_async (bench->store, VECHE_LANE_READER, page_job, NULL, NULL, NULL, NULL, page_cb, bench);
    }

  return G_SOURCE_CONTINUE;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr (GError) error = NULL;

  if (veche_store_run_finish (bench->store, result, &error) == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_error ("%s", error->message);
  bench->stopped = bench_seconds (CLOCK_MONOTONIC);
  g_main_loop_quit (bench->loop);
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_REMOVE;
}

static gboolean
cancel_cb (gpointer user_data)
{
  Bench *bench = user_data;

  bench->cancel_asked = bench_seconds (CLOCK_MONOTONIC);
  g_cancellable_cancel (bench->cancellable);

  return G_SOURCE_REMOVE;
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

static void
beat (Bench *bench, const char *what)
{
  guint id = g_timeout_add (BEAT, beat_cb, bench);

  g_array_set_size (bench->gaps, 0);
  g_array_set_size (bench->pages, 0);
  bench->last_beat = bench_seconds (CLOCK_MONOTONIC);
  g_main_loop_run (bench->loop);
  g_source_remove (id);
  while (bench->page_asked != 0)
    g_main_context_iteration (NULL, TRUE);

  g_print ("G7   %-10s main loop late p99.9 %.1f ms, longest %.1f ms (goal <= 16); page p99 %.1f ms, median %.2f ms (goal <= 3); %u beats, %u pages\n", what,
           1e3 * bench_at ((double *) (gpointer) bench->gaps->data, bench->gaps->len, 0.999),
           1e3 * bench_at ((double *) (gpointer) bench->gaps->data, bench->gaps->len, 1),
           1e3 * bench_at ((double *) (gpointer) bench->pages->data, bench->pages->len, 0.99),
           1e3 * bench_at ((double *) (gpointer) bench->pages->data, bench->pages->len, 0.5), bench->gaps->len, bench->pages->len);
}

int
main (void)
{
  g_autofree char *folder = bench_folder ();
  g_autofree char *path = g_build_filename (folder, "w.veche", NULL);
  Bench bench = {
    .loop = g_main_loop_new (NULL, FALSE),
    .cancellable = g_cancellable_new (),
    .gaps = g_array_new (FALSE, FALSE, sizeof (double)),
    .pages = g_array_new (FALSE, FALSE, sizeof (double)),
    .n_posts = bench_size ("VECHE_BENCH_INTERACTIONS", 40000),
  };

  bench_seed (path, bench_size ("VECHE_BENCH_MEMBERS", 10000), 20000);
  veche_store_open_async (path, FALSE, NULL, open_cb, &bench);
  g_main_loop_run (bench.loop);

  g_timeout_add (3000, quit_cb, bench.loop);
  beat (&bench, "idle");

  veche_store_run_long_async (bench.store, import_job, &bench, NULL, NULL, NULL, done_cb, &bench);
  beat (&bench, "importing");
  g_print ("G7   longest transaction of %d posts: %.0f ms (goal <= 200)\n", CHUNK, 1e3 * bench.longest_transaction);

  bench.n_posts = 400000;
  g_timeout_add (500, cancel_cb, &bench);
  veche_store_run_long_async (bench.store, import_job, &bench, NULL, NULL, bench.cancellable, done_cb, &bench);
  g_main_loop_run (bench.loop);
  g_print ("G7   cancel took %.0f ms (goal <= 250)\n", 1e3 * (bench.stopped - bench.cancel_asked));

  bench.stopped = 0;
  veche_store_run_async (bench.store, VECHE_LANE_WRITER, bulk_job, NULL, NULL, NULL, NULL, done_cb, &bench);
  beat (&bench, "tag to all");
  veche_store_run_async (bench.store, VECHE_LANE_WRITER, undo_job, NULL, NULL, NULL, NULL, done_cb, &bench);
  beat (&bench, "its undo");

  bench.over = TRUE;
  veche_store_close_async (bench.store, close_cb, bench.loop);
  g_main_loop_run (bench.loop);
  g_object_unref (bench.store);
  bench_remove (folder);

  return 0;
}
