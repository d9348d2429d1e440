/* test-sync.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>

#include "connectors/veche-connector.h"
#include "connectors/veche-net.h"
#include "connectors/veche-sample-connector.h"
#include "store/veche-db.h"
#include "store/veche-sources-table.h"
#include "store/veche-statement.h"
#include "store/veche-store.h"
#include "support/fake-mastodon.h"
#include "support/veche-test-wait.h"
#include "sync/veche-outbox.h"
#include "sync/veche-sync.h"

/*** A workspace, a server, the scheduler between them ***/

typedef struct
{
  char         *folder, *path;
  VecheStore   *store;
  VecheSync    *sync;
  FakeMastodon *server;
  char         *source;       /* uid */
  GAsyncResult *result;
} Fixture;

static void
result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  ((Fixture *) user_data)->result = g_object_ref (result);
}

static GAsyncResult *
wait_for_result (Fixture *self)
{
  while (self->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_steal_pointer (&self->result);
}

static void
open_all (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  veche_store_open_async (self->path, TRUE, NULL, result_cb, self);
  result = wait_for_result (self);
  self->store = veche_store_open_finish (result, &error);
  g_assert_no_error (error);
  self->sync = veche_sync_new (self->store);
}

static void
close_all (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *result;

  veche_sync_close_async (self->sync, result_cb, self);
  result = wait_for_result (self);
  g_assert_true (veche_sync_close_finish (self->sync, result, &error));
  g_object_unref (result);
  g_object_add_weak_pointer (G_OBJECT (self->sync), (gpointer *) &self->sync);
  g_object_unref (self->sync);
  while (self->sync != NULL)   /* what was being read is let go of */
    g_main_context_iteration (NULL, TRUE);

  veche_store_close_async (self->store, result_cb, self);
  result = wait_for_result (self);
  g_assert_true (veche_store_close_finish (self->store, result, &error));
  g_object_unref (result);
  g_clear_object (&self->store);
}

static void
edit (Fixture *self, VecheEdit *change)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  veche_store_edit_async (self->store, change, NULL, result_cb, self);
  result = wait_for_result (self);
  veche_store_edit_finish (self->store, result, NULL, &error);
  g_assert_no_error (error);
}

static char *
add_source (Fixture *self, const char *type, const char *name, const char *url)
{
  g_autoptr (VecheEdit) change = veche_edit_new ("add-source", name);
  char *uid = g_strdup (veche_sources_edit_add (change, type, name, url, NULL, TRUE));

  edit (self, change);

  return uid;
}

static void
set_token (Fixture *self, const char *source)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean kept = TRUE;

  veche_sync_set_token_async (self->sync, source, FAKE_TOKEN, result_cb, self);
  result = wait_for_result (self);
  g_assert_true (veche_sync_set_token_finish (self->sync, result, &kept, NULL));
  g_assert_false (kept);   /* there is no keyring here, and that is said */
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("veche-sync-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "w.veche", NULL);
  self->server = fake_mastodon_new ();
  open_all (self);
  self->source = add_source (self, "mastodon", "Клуб", fake_mastodon_get_url (self->server));
  set_token (self, self->source);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  close_all (self);
  fake_mastodon_free (self->server);
  dir = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (self->folder, name, NULL);

      g_unlink (file);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->source);
}

static gpointer
query_job (VecheDb *db, gpointer input, GError **error)
{
  VecheStatement *statement = veche_db_prepare (db, input);
  char *text = NULL;

  if (veche_statement_step (statement, error))
    {
      text = veche_statement_dup_text (statement, 0);
      veche_statement_reset (statement);
    }

  return text != NULL ? text : g_strdup ("");
}

static char *
query (Fixture *self, const char *sql)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *text;

  veche_store_run_async (self->store, VECHE_LANE_READER, query_job, (gpointer) sql, NULL, g_free, NULL, result_cb, self);
  result = wait_for_result (self);
  text = veche_store_run_finish (self->store, result, &error);
  g_assert_no_error (error);

  return text;
}

#define assert_query(self, sql, expected) G_STMT_START { \
  g_autofree char *got_ = query (self, sql); \
  g_assert_cmpstr (got_, ==, expected); } G_STMT_END

static gpointer
exec_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_db_exec (db, input, error) ? VECHE_JOB_DONE : NULL;
}

static void
exec (Fixture *self, const char *sql)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  veche_store_run_async (self->store, VECHE_LANE_WRITER, exec_job, (gpointer) sql, NULL, NULL, NULL, result_cb, self);
  result = wait_for_result (self);
  veche_store_run_finish (self->store, result, &error);
  g_assert_no_error (error);
}

static void
run (Fixture *self, const char *source, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  veche_sync_run_async (self->sync, source, NULL, result_cb, self);
  result = wait_for_result (self);
  veche_sync_run_finish (self->sync, result, error);
}

static void
run_well (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  run (self, NULL, &error);
  g_assert_no_error (error);
}

/* A reply to the newest mention, to leave now. */
static void
reply (Fixture *self, const char *text)
{
  g_autoptr (VecheEdit) change = veche_edit_new ("reply", NULL);
  g_autofree char *interaction = query (self, "SELECT i.uid FROM interaction AS i JOIN triage AS t ON t.interaction_id = i.id ORDER BY i.id DESC LIMIT 1");
  const char *uid = veche_edit_insert (change, "outbox");

  veche_edit_set_ref (change, "outbox", uid, "source_id", self->source);
  veche_edit_set_ref (change, "outbox", uid, "interaction_id", interaction);
  veche_edit_set_text (change, "outbox", uid, "text", text);
  veche_edit_set_int (change, "outbox", uid, "at", g_get_real_time ());
  veche_edit_set_int (change, "outbox", uid, "not_before", g_get_real_time ());
  edit (self, change);
}

static gboolean
says (Fixture *self, const char *sql, const char *expected)
{
  g_autofree char *got = query (self, sql);

  return g_str_equal (got, expected);
}

static void
wait_for_state (Fixture *self, const char *state)
{
  veche_test_wait (says (self, "SELECT state FROM outbox ORDER BY id DESC LIMIT 1", state));
}

/*** Tests ***/

static void
test_round_trip (Fixture *self, gconstpointer data)
{
  guint asked = fake_mastodon_say (self->server, 2, "<p>@us когда встреча?</p>", 0, TRUE);

  run_well (self);
  assert_query (self, "SELECT count (*) FROM triage WHERE state = 'open' AND reason = 'mention'", "1");
  assert_query (self, "SELECT account || ' ' || (next_run > last_run) FROM source", "us 1");

  reply (self, "в субботу");
  run_well (self);
  g_assert_cmpuint (fake_mastodon_count (self->server, asked, "<p>в субботу</p>", NULL), ==, 1);
  assert_query (self, "SELECT state || ' ' || attempts FROM outbox", "sent 1");
  assert_query (self, "SELECT count (*) FROM triage WHERE answered IS NOT NULL", "1");

  /* What we said comes back by the sync, and stands once. */
  run_well (self);
  run_well (self);
  assert_query (self, "SELECT count (*) FROM interaction WHERE direction = 'out'", "1");
  assert_query (self, "SELECT count (*) FROM triage", "1");
}

static void
test_edits (Fixture *self, gconstpointer data)
{
  guint first = fake_mastodon_say (self->server, 2, "<p>@us раз</p>", 0, TRUE);
  guint second = fake_mastodon_say (self->server, 3, "<p>@us два</p>", 0, TRUE);

  run_well (self);
  fake_mastodon_edit (self->server, first, "<p>@us раз и навсегда</p>");
  fake_mastodon_delete (self->server, second);
  run_well (self);
  assert_query (self, "SELECT text FROM interaction ORDER BY id LIMIT 1", "@us раз и навсегда");
  assert_query (self, "SELECT text FROM interaction_version", "@us раз");
  assert_query (self, "SELECT text FROM interaction WHERE deleted IS NOT NULL", "@us два");
}

/* The connection dies after the reply left: shown as unknown, looked for, there once. */
static void
test_unknown (Fixture *self, gconstpointer data)
{
  gboolean applied = GPOINTER_TO_INT (data);
  guint asked = fake_mastodon_say (self->server, 2, "<p>@us?</p>", 0, TRUE);

  fake_mastodon_set_keys (self->server, FALSE);
  run_well (self);
  veche_sync_start (self->sync);
  fake_mastodon_set_mood (self->server, applied ? FAKE_APPLY_AND_DIE : FAKE_DIE, 1);
  reply (self, "ровно раз");
  wait_for_state (self, "unknown");
  wait_for_state (self, "sent");
  g_assert_cmpuint (fake_mastodon_count (self->server, asked, "ровно раз", NULL), ==, 1);
  g_assert_cmpuint (fake_mastodon_requests (self->server, "POST "), ==, applied ? 1 : 2);
}

/* The program died with a reply on its way. */
static void
test_crash (Fixture *self, gconstpointer data)
{
  gboolean arrived = GPOINTER_TO_INT (data);
  guint asked = fake_mastodon_say (self->server, 2, "<p>@us?</p>", 0, TRUE);

  run_well (self);
  reply (self, "после падения");
  exec (self, "UPDATE outbox SET state = 'sending', attempts = 1");
  if (arrived)
    fake_mastodon_say (self->server, 1, "<p><a class=\"mention\">@person2</a> после падения</p>", asked, FALSE);
  close_all (self);

  open_all (self);
  set_token (self, self->source);
  assert_query (self, "SELECT state FROM outbox", "sending");
  veche_sync_start (self->sync);
  wait_for_state (self, "sent");
  g_assert_cmpuint (fake_mastodon_count (self->server, asked, "после падения", NULL), ==, 1);
}

/* No network: it waits, and says so; then it goes. */
static void
test_offline (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint asked = fake_mastodon_say (self->server, 2, "<p>@us?</p>", 0, TRUE);

  run_well (self);
  reply (self, "потом");
  fake_mastodon_set_mood (self->server, FAKE_BUSY, 100);
  run (self, self->source, &error);
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_RATE_LIMITED);
  assert_query (self, "SELECT error || ' ' || failures FROM source", "rate-limited 1");
  assert_query (self, "SELECT state || ' ' || error FROM outbox", "queued rate-limited");

  /* An order does not make the server's patience longer: nothing is asked before the time. */
  g_clear_error (&error);
  {
    guint before = fake_mastodon_requests (self->server, "");

    run (self, self->source, &error);
    g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_RATE_LIMITED);
    g_assert_cmpuint (fake_mastodon_requests (self->server, ""), ==, before);
  }

  fake_mastodon_set_mood (self->server, FAKE_FINE, 0);
  exec (self, "UPDATE outbox SET retry = 1");
  exec (self, "UPDATE source SET next_run = 1");
  run_well (self);
  assert_query (self, "SELECT state FROM outbox", "sent");
  g_assert_cmpuint (fake_mastodon_count (self->server, asked, "потом", NULL), ==, 1);
  assert_query (self, "SELECT failures FROM source", "0");
}

/* A server that never answers holds nobody else up. */
static void
test_independent (Fixture *self, gconstpointer data)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/", port);
  g_autofree char *dead = add_source (self, "feed", "Dead", url);
  g_autoptr (GAsyncResult) all = NULL;
  g_autoptr (GError) error = NULL;

  fake_mastodon_say (self->server, 2, "<p>@us?</p>", 0, TRUE);
  veche_sync_run_async (self->sync, dead, NULL, result_cb, self);
  while (!veche_sync_is_running (self->sync, dead))
    g_main_context_iteration (NULL, TRUE);
  {
    Fixture other = { .sync = self->sync };

    run (&other, self->source, &error);
  }
  g_assert_no_error (error);
  g_assert_true (veche_sync_is_running (self->sync, dead));
  assert_query ((&(Fixture) { .store = self->store }), "SELECT count (*) FROM triage", "1");

  /* It goes away in the end: nobody waits here until the patience with it is over. */
  g_socket_listener_close (listener);
  all = wait_for_result (self);
  g_assert_false (veche_sync_run_finish (self->sync, all, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_OFFLINE);
}

/* Closing in the middle of everything. */
static void
test_close (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 100; i++)
    fake_mastodon_say (self->server, 2, "<p>@us?</p>", 0, TRUE);
  veche_sync_start (self->sync);
  for (guint i = 0; i < 3; i++)
    g_main_context_iteration (NULL, TRUE);
  close_all (self);
  open_all (self);
  set_token (self, self->source);
  run_well (self);
  assert_query (self, "SELECT count (*) FROM triage", "100");
}

static void
test_no_token (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  veche_sync_forget_token (self->sync, self->source);
  run (self, self->source, &error);
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH);
  assert_query (self, "SELECT error FROM source", "auth");
}

/* The sample community answers. */
static void
test_sample (Fixture *self, gconstpointer data)
{
  g_free (self->source);
  self->source = add_source (self, "sample", "Sample", "sample:telegram");
  exec (self, "UPDATE source SET every = 1 WHERE type = 'sample'");
  exec (self, "UPDATE source SET paused = 1 WHERE type <> 'sample'");
  exec (self, "INSERT INTO member (id, uid, name, created) VALUES (50, 'm50', 'Анна', 1)");
  exec (self, "INSERT INTO identity (uid, member_id, platform, remote_id, handle) VALUES ('i50', 50, 'telegram', 'anna', 'anna')");
  exec (self, "INSERT INTO channel (id, uid, platform, remote_id, name) VALUES (50, 'c50', 'telegram', 'chat', 'Чат')");
  exec (self, "INSERT INTO interaction (id, own_uid, kind, at, channel_id, remote_id, member_id, identity_id, text)\n"
              "  SELECT 50, 'x50', 'message', 1, 50, '1', 50, id, 'Как дела?' FROM identity WHERE uid = 'i50'");
  exec (self, "INSERT INTO triage (uid, interaction_id, reason, at) VALUES ('t50', 50, 'mention', 1)");
  veche_sync_start (self->sync);
  reply (self, "Хорошо");
  wait_for_state (self, "sent");
  veche_test_wait (says (self, "SELECT count (*) FROM interaction WHERE direction = 'in'", "2"));
  assert_query (self, "SELECT a.member_id || ' ' || t.reason FROM interaction AS a JOIN triage AS t ON t.interaction_id = a.id ORDER BY a.id DESC LIMIT 1",
                "50 reply");
}

#define ADD(path, data, func) g_test_add ("/sync/" path, Fixture, GINT_TO_POINTER (data), set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  int result;

  /* No keyring: nobody's real one is touched. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_test_init (&argc, &argv, NULL);
  veche_net_set_limits (20, 40);
  veche_outbox_set_first_look (1);
  veche_sample_connector_set_delays (50, 50);

  ADD ("round-trip", 0, test_round_trip);
  ADD ("edits", 0, test_edits);
  ADD ("unknown-applied", TRUE, test_unknown);
  ADD ("unknown-lost", FALSE, test_unknown);
  ADD ("crash-arrived", TRUE, test_crash);
  ADD ("crash-lost", FALSE, test_crash);
  ADD ("patience", 0, test_offline);
  ADD ("independent", 0, test_independent);
  ADD ("close", 0, test_close);
  ADD ("no-token", 0, test_no_token);
  ADD ("sample", 0, test_sample);
  result = g_test_run ();
  veche_net_shutdown ();

  return result;
}
