/* test-soak.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * P9: thousands of polls, good and bad ones, leave nothing behind.  The server lives in this process and tells nothing new but now and then.
 */

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <malloc.h>

#include "connectors/veche-net.h"
#include "store/veche-db.h"
#include "store/veche-store.h"
#include "support/fake-mastodon.h"
#include "sync/veche-sync.h"

#define POLLS     8000
#define WARM_UP   1000
#define MAX_BYTES 50       /* a poll */

static GAsyncResult *answer;

static void
result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  answer = g_object_ref (result);
}

static GAsyncResult *
wait_for_answer (void)
{
  while (answer == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_steal_pointer (&answer);
}

static gpointer
exec_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_db_exec (db, input, error) ? VECHE_JOB_DONE : NULL;
}

static void
exec (VecheStore *store, const char *sql)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  veche_store_run_async (store, VECHE_LANE_WRITER, exec_job, (gpointer) sql, NULL, NULL, NULL, result_cb, NULL);
  result = wait_for_answer ();
  veche_store_run_finish (store, result, &error);
  g_assert_no_error (error);
}

static gsize
in_use (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return info.uordblks + info.hblkhd;
}

static guint
open_files (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* One poll in ten finds the server down. */
static void
poll (VecheSync *sync, FakeMastodon *server, guint i)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const gboolean bad = i % 10 == 9;

  if (bad)
    fake_mastodon_set_mood (server, FAKE_DOWN, 100);
  veche_sync_run_async (sync, "s", NULL, result_cb, NULL);
  result = wait_for_answer ();
  g_assert_cmpint (veche_sync_run_finish (sync, result, &error), ==, !bad);
  fake_mastodon_set_mood (server, FAKE_FINE, 0);
  fake_mastodon_forget_requests (server);
}

static void
test_soak (void)
{
  g_autofree char *folder = g_dir_make_tmp ("veche-soak-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "w.veche", NULL);
  g_autoptr (FakeMastodon) server = fake_mastodon_new ();
  g_autofree char *sql = g_strdup_printf ("INSERT INTO source (uid, type, name, url, own_server, created) VALUES ('s', 'mastodon', 's', '%s', 1, 1)",
                                          fake_mastodon_get_url (server));
  g_autoptr (GAsyncResult) opened = NULL, token = NULL, closed = NULL, ended = NULL;
  const guint polls = g_getenv ("VECHE_SOAK_POLLS") != NULL ? (guint) atoi (g_getenv ("VECHE_SOAK_POLLS")) : POLLS;
  const guint warm_up = MIN (WARM_UP, polls / 4);
  g_autoptr (VecheStore) store = NULL;
  g_autoptr (VecheSync) sync = NULL;
  gsize before = 0;
  gssize growth;
  guint files = 0;

  veche_store_open_async (path, TRUE, NULL, result_cb, NULL);
  opened = wait_for_answer ();
  store = veche_store_open_finish (opened, NULL);
  sync = veche_sync_new (store);
  exec (store, sql);
  veche_sync_set_token_async (sync, "s", FAKE_TOKEN, result_cb, NULL);
  token = wait_for_answer ();
  for (guint i = 0; i < 40; i++)
    fake_mastodon_say (server, 2, "<p>@us?</p>", 0, TRUE);

  for (guint i = 0; i < polls; i++)
    {
      if (i == warm_up)
        {
          before = in_use ();
          files = open_files ();
        }
      poll (sync, server, i);
    }
  growth = ((gssize) in_use () - (gssize) before) / (gssize) (polls - warm_up);
  g_test_message ("%u polls: %" G_GSSIZE_FORMAT " bytes a poll, %u open files before, %u after", polls, growth, files, open_files ());
  g_assert_cmpint (growth, <=, MAX_BYTES);
  g_assert_cmpuint (open_files (), <=, files + 2);

  veche_sync_close_async (sync, result_cb, NULL);
  closed = wait_for_answer ();
  veche_store_close_async (store, result_cb, NULL);
  ended = wait_for_answer ();
  g_unlink (path);
}

int
main (int argc, char *argv[])
{
  int result;

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/soak", test_soak);
  result = g_test_run ();
  veche_net_shutdown ();

  return result;
}
