/* bench-sync.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench.h"

#include "connectors/veche-net.h"
#include "store/veche-store.h"
#include "support/fake-mastodon.h"
#include "store/veche-sources-schedule.h"
#include "sync/veche-source-run.h"
#include "sync/veche-sync-orders.h"

/* A full round of ten sources in a large workspace when nothing is new (goal: 1 s of processor time, the servers' own share included, since
 * they live in this process); and G10, a page of forty mentions fetched, parsed and committed, against fetched and parsed alone. */

#define SOURCES  10
#define MENTIONS 40

typedef struct
{
  VecheStore   *store;
  VecheSync    *sync;
  GAsyncResult *result;
} Bench;

static void
result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  ((Bench *) user_data)->result = g_object_ref (result);
}

static GAsyncResult *
wait_for (Bench *self)
{
  while (self->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_steal_pointer (&self->result);
}

static gpointer
exec_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_db_exec (db, input, error) ? VECHE_JOB_DONE : NULL;
}

static void
bench_exec (Bench *self, const char *sql)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  veche_store_run_async (self->store, VECHE_LANE_WRITER, exec_job, (gpointer) sql, NULL, NULL, NULL, result_cb, self);
  result = wait_for (self);
  bench_check (veche_store_run_finish (self->store, result, &error) != NULL, error);
}

static void
bench_open_store (Bench *self, const char *path)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  veche_store_open_async (path, TRUE, NULL, result_cb, self);
  result = wait_for (self);
  self->store = veche_store_open_finish (result, &error);
  bench_check (self->store != NULL, error);
  self->sync = veche_sync_new (self->store);
}

static void
bench_close_store (Bench *self)
{
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  veche_sync_close_async (self->sync, result_cb, self);
  closed = wait_for (self);
  veche_sync_close_finish (self->sync, closed, NULL);
  g_clear_object (&closed);
  g_clear_object (&self->sync);
  veche_store_close_async (self->store, result_cb, self);
  result = wait_for (self);
  veche_store_close_finish (self->store, result, NULL);
  g_clear_object (&self->store);
}

static void
bench_add_source (Bench *self, guint i, FakeMastodon *server)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *uid = g_strdup_printf ("bench%u", i);
  g_autofree char *sql = g_strdup_printf ("INSERT INTO source (uid, type, name, url, own_server, created) VALUES ('%s', 'mastodon', '%s', '%s', 1, 1)",
                                          uid, uid, fake_mastodon_get_url (server));

  bench_exec (self, sql);
  veche_sync_set_token_async (self->sync, uid, FAKE_TOKEN, result_cb, self);
  result = wait_for (self);
  veche_sync_set_token_finish (self->sync, result, NULL, NULL);
}

static void
bench_sync (Bench *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  veche_sync_run_async (self->sync, NULL, NULL, result_cb, self);
  result = wait_for (self);
  bench_check (veche_sync_run_finish (self->sync, result, &error), error);
}

static void
bench_round (const char *folder)
{
  const char *there = g_getenv ("VECHE_BENCH_WORKSPACE");
  g_autofree char *path = there != NULL ? g_strdup (there) : g_build_filename (folder, "round.veche", NULL);
  guint members = bench_size ("VECHE_BENCH_MEMBERS", 5000), interactions = bench_size ("VECHE_BENCH_INTERACTIONS", 100000);
  FakeMastodon *servers[SOURCES];
  double cpu[BENCH_ROUNDS], wall[BENCH_ROUNDS];
  Bench self = { NULL };

  if (there == NULL)
    bench_seed (path, members, interactions);
  bench_open_store (&self, path);
  bench_exec (&self, "DELETE FROM outbox");
  bench_exec (&self, "UPDATE source SET paused = 1");
  for (guint i = 0; i < SOURCES; i++)
    {
      servers[i] = fake_mastodon_new ();
      fake_mastodon_say (servers[i], 2, "<p>@us когда встреча?</p>", 0, TRUE);
      bench_add_source (&self, i, servers[i]);
    }
  bench_sync (&self);
  for (guint i = 0; i < BENCH_ROUNDS; i++)
    {
      double cpu_start = bench_seconds (CLOCK_PROCESS_CPUTIME_ID), start = bench_seconds (CLOCK_MONOTONIC);

      bench_sync (&self);
      cpu[i] = bench_seconds (CLOCK_PROCESS_CPUTIME_ID) - cpu_start;
      wall[i] = bench_seconds (CLOCK_MONOTONIC) - start;
    }
  g_print ("P    a round of %d sources, nothing new, %u members, %u messages: %.3f s of processor time, %.3f s on the clock (goal <= 1 s)\n", SOURCES,
           members, interactions, bench_at (cpu, BENCH_ROUNDS, 0.5), bench_at (wall, BENCH_ROUNDS, 0.5));
  for (guint i = 0; i < SOURCES; i++)
    fake_mastodon_free (servers[i]);
  bench_close_store (&self);
}

/* Fetched and parsed alone: the connector by itself, from the cursor that the last run saved. */
static double
bench_fetch (Bench *self, const char *url, const char *cursor)
{
  const VecheConnectorSetup setup = { .url = url, .token = FAKE_TOKEN, .account_id = "1", .account = "us", .own_server = TRUE };
  g_autoptr (VecheConnector) connector = veche_connector_new ("mastodon", &setup);
  g_autofree char *at = g_strdup (cursor);
  double start = bench_seconds (CLOCK_MONOTONIC);
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (VecheBatch) batch = NULL;

      veche_connector_fetch_async (connector, at, NULL, result_cb, self);
      result = wait_for (self);
      batch = veche_connector_fetch_finish (connector, result, &error);
      bench_check (batch != NULL, error);
      g_free (at);
      at = g_strdup (veche_batch_get_cursor (batch));
      more = veche_batch_has_more (batch);
    }

  return bench_seconds (CLOCK_MONOTONIC) - start;
}

static gpointer
cursor_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheSource) source = veche_sources_load_plain (db, "bench0", error);

  return source != NULL ? g_strdup (source->cursor) : NULL;
}

static void
bench_page (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "page.veche", NULL);
  g_autoptr (FakeMastodon) server = fake_mastodon_new ();
  double whole[BENCH_ROUNDS], alone[BENCH_ROUNDS];
  Bench self = { NULL };

  bench_open_store (&self, path);
  bench_add_source (&self, 0, server);
  fake_mastodon_say (server, 2, "<p>@us?</p>", 0, TRUE);
  bench_sync (&self);
  for (guint i = 0; i < BENCH_ROUNDS; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autofree char *cursor = NULL;
      double start;

      veche_store_run_async (self.store, VECHE_LANE_READER, cursor_job, NULL, NULL, g_free, NULL, result_cb, &self);
      result = wait_for (&self);
      cursor = veche_store_run_finish (self.store, result, NULL);
      for (guint j = 0; j < MENTIONS; j++)
        fake_mastodon_say (server, 2 + j, "<p>@us Привет! Когда следующая встреча, и можно ли прийти с другом? Спасибо заранее.</p>", 0, TRUE);
      alone[i] = bench_fetch (&self, fake_mastodon_get_url (server), cursor);
      start = bench_seconds (CLOCK_MONOTONIC);
      bench_sync (&self);
      whole[i] = bench_seconds (CLOCK_MONOTONIC) - start;
    }
  bench_report ("G10", "40 mentions: fetch, parse, commit", whole, alone, BENCH_ROUNDS, 1.5);
  bench_close_store (&self);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = bench_folder ();

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  bench_page (folder);
  bench_round (folder);
  veche_net_shutdown ();
  bench_remove (folder);

  return 0;
}
