/* test-errands.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Back-fills and readings of the members, with a connector that lives in memory.
 */

#include <glib/gstdio.h>

#include "connectors/veche-net.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"
#include "store/veche-store.h"
#include "support/fake-connector.h"
#include "support/veche-test-wait.h"
#include "sync/veche-sync-orders.h"

#define PLACE "https://fake.example"

typedef struct
{
  char         *folder, *path;
  VecheStore   *store;
  VecheSync    *sync;
  GAsyncResult *result;
} Fixture;

static void
result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for_result (Fixture *self)
{
  veche_test_wait (self->result != NULL);

  return g_steal_pointer (&self->result);
}

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

  veche_store_run_async (self->store, VECHE_LANE_WRITER, exec_job, (gpointer) sql, NULL, NULL, NULL, result_cb, &self->result);
  result = wait_for_result (self);
  veche_store_run_finish (self->store, result, &error);
  g_assert_no_error (error);
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

  veche_store_run_async (self->store, VECHE_LANE_READER, query_job, (gpointer) sql, NULL, g_free, NULL, result_cb, &self->result);
  result = wait_for_result (self);
  text = veche_store_run_finish (self->store, result, &error);
  g_assert_no_error (error);

  return text;
}

#define assert_query(self, sql, expected) G_STMT_START { \
  g_autofree char *got_ = query (self, sql); \
  g_assert_cmpstr (got_, ==, expected); } G_STMT_END

static void
open_all (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  veche_store_open_async (self->path, TRUE, NULL, result_cb, &self->result);
  result = wait_for_result (self);
  self->store = veche_store_open_finish (result, &error);
  g_assert_no_error (error);
  self->sync = veche_sync_new (self->store);
}

static void
close_all (Fixture *self)
{
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  veche_sync_close_async (self->sync, result_cb, &self->result);
  closed = wait_for_result (self);
  g_assert_true (veche_sync_close_finish (self->sync, closed, NULL));
  g_clear_object (&closed);
  g_object_add_weak_pointer (G_OBJECT (self->sync), (gpointer *) &self->sync);
  g_object_unref (self->sync);
  veche_test_wait (self->sync == NULL);

  veche_store_close_async (self->store, result_cb, &self->result);
  result = wait_for_result (self);
  g_assert_true (veche_store_close_finish (self->store, result, NULL));
  g_clear_object (&self->store);
}

/* A source that is the person's own server: the network of the machine that tests has no say. */
static void
add_source (Fixture *self, const char *uid, const char *type, const char *url)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO source (uid, type, name, url, own_server, created) VALUES ('%s', '%s', '%s', '%s', 1, 1)",
                                          uid, type, uid, url);

  exec (self, sql);
}

static void
set_token (Fixture *self, const char *source, const char *token)
{
  g_autoptr (GAsyncResult) result = NULL;

  veche_sync_set_token_async (self->sync, source, token, result_cb, &self->result);
  result = wait_for_result (self);
  g_assert_true (veche_sync_set_token_finish (self->sync, result, NULL, NULL));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("veche-errands-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "w.veche", NULL);
  open_all (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  close_all (self);
  fake_connector_reset ();
  dir = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (self->folder, name, NULL);

      g_unlink (file);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

#define HOUR G_TIME_SPAN_HOUR

/* A chat that was read for ten hours, not for ten, and then again until now; each hour somebody said something in the middle of it. */
static gint64
make_gap (Fixture *self, const char *uid, const char *type, const char *url)
{
  gint64 first = g_get_real_time () - 48 * HOUR;
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO channel (uid, platform, instance, remote_id, source_id) SELECT 'chat-%s', 'fake', 'fake.example', 'chat', id FROM source WHERE uid = '%s';"
    "INSERT INTO coverage (channel_id, since, until) SELECT id, %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT " FROM channel WHERE uid = 'chat-%s';"
    "INSERT INTO coverage (channel_id, since, until) SELECT id, %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT " FROM channel WHERE uid = 'chat-%s'",
    uid, uid, first, first + 10 * HOUR, uid, first + 20 * HOUR, first + 48 * HOUR - G_TIME_SPAN_MINUTE, uid);

  add_source (self, uid, type, url);
  set_token (self, uid, "key");
  exec (self, sql);
  fake_connector_remember (url, 48, first + HOUR / 2, HOUR, 0);

  return first;
}

static VecheErrandCounts
backfill (Fixture *self, const char *source, const char *channel, gint64 since, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  VecheErrandCounts counts;

  veche_sync_backfill_async (self->sync, source, channel, since, NULL, result_cb, &self->result);
  result = wait_for_result (self);
  veche_sync_errand_finish (self->sync, result, &counts, error);

  return counts;
}

static VecheErrandCounts
members (Fixture *self, const char *source, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  VecheErrandCounts counts;

  veche_sync_members_async (self->sync, source, NULL, result_cb, &self->result);
  result = wait_for_result (self);
  veche_sync_errand_finish (self->sync, result, &counts, error);

  return counts;
}

static void
test_heal (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VecheErrandCounts counts;

  make_gap (self, "s", "fake", PLACE);
  counts = backfill (self, "s", NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts.gaps, ==, 1);
  g_assert_cmpuint (counts.closed, ==, 1);
  g_assert_cmpuint (counts.interactions, ==, 10);
  g_assert_cmpuint (counts.pages, ==, 4);
  g_assert_cmpint (counts.missing, ==, 0);
  assert_query (self, "SELECT count (*) FROM coverage", "1");
  assert_query (self, "SELECT count (*) FROM interaction", "10");
  assert_query (self, "SELECT count (*) FROM batch", "1");
  assert_query (self, "SELECT cursor IS NULL AND last_run IS NULL FROM source", "1");

  counts = backfill (self, "s", NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts.gaps, ==, 0);
  g_assert_cmpuint (fake_connector_count (PLACE, "backfill"), ==, 4);
}

/* What came before it broke is kept, and the next one asks for the rest only. */
static void
test_broken_off (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VecheErrandCounts counts;

  make_gap (self, "s", "fake", PLACE);
  fake_connector_fail_errands (PLACE, VECHE_CONNECTOR_ERROR_OFFLINE, 2);
  counts = backfill (self, "s", NULL, 0, &error);
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_OFFLINE);
  g_assert_cmpuint (counts.interactions, ==, 6);
  g_assert_cmpuint (counts.closed, ==, 0);
  g_clear_error (&error);

  fake_connector_fail_errands (PLACE, -1, 0);
  counts = backfill (self, "s", NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts.interactions, ==, 4);
  g_assert_cmpuint (counts.closed, ==, 1);
  assert_query (self, "SELECT count (*) FROM coverage", "1");
}

/* A place that keeps only so much: asked once, then only by name. */
static void
test_not_given (Fixture *self, gconstpointer data)
{
  gint64 first = make_gap (self, "s", "fake", PLACE);
  g_autoptr (GError) error = NULL;
  VecheErrandCounts counts;

  fake_connector_remember (PLACE, 48, first + HOUR / 2, HOUR, first + 14 * HOUR);
  counts = backfill (self, "s", NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts.closed, ==, 0);
  g_assert_cmpint (counts.missing, ==, 4 * HOUR);
  g_assert_cmpuint (counts.interactions, ==, 6);
  counts = backfill (self, "s", NULL, 0, &error);
  g_assert_cmpuint (counts.gaps, ==, 0);

  fake_connector_remember (PLACE, 48, first + HOUR / 2, HOUR, 0);
  counts = backfill (self, "s", "chat-s", 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts.closed, ==, 1);
  g_assert_cmpuint (counts.interactions, ==, 4);
  assert_query (self, "SELECT gives_from IS NULL FROM channel", "1");
}

/* From before it was known. */
static void
test_since (Fixture *self, gconstpointer data)
{
  gint64 first = make_gap (self, "s", "fake", PLACE);
  g_autoptr (GError) error = NULL;
  VecheErrandCounts counts;

  fake_connector_remember (PLACE, 58, first - 10 * HOUR + HOUR / 2, HOUR, 0);
  counts = backfill (self, "s", NULL, first - 5 * HOUR, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts.gaps, ==, 2);
  g_assert_cmpuint (counts.closed, ==, 2);
  g_assert_cmpuint (counts.interactions, ==, 15);
}

static void
cancel_cb (VecheSync *sync, const char *uid, const char *text, GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  VecheErrandCounts counts;

  make_gap (self, "s", "fake", PLACE);
  g_signal_connect (self->sync, "progress", G_CALLBACK (cancel_cb), cancellable);
  veche_sync_backfill_async (self->sync, "s", NULL, 0, cancellable, result_cb, &self->result);
  result = wait_for_result (self);
  g_assert_false (veche_sync_errand_finish (self->sync, result, &counts, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (counts.interactions, ==, 3);
  assert_query (self, "SELECT count (*) FROM interaction", "3");
  g_assert_false (veche_sync_is_running (self->sync, "s"));
}

/* One place is down, one knows no such chat: the third is healed all the same. */
static void
test_apart (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VecheErrandCounts counts;

  make_gap (self, "down", "fake", "https://down.example");
  exec (self, "UPDATE channel SET remote_id = 'chat-down'");
  make_gap (self, "odd", "fake", "https://odd.example");
  exec (self, "UPDATE channel SET remote_id = 'chat-odd' WHERE remote_id = 'chat'");
  make_gap (self, "s", "fake", PLACE);
  fake_connector_fail_errands ("https://down.example", VECHE_CONNECTOR_ERROR_OFFLINE, 0);
  counts = backfill (self, NULL, NULL, 0, &error);
  g_assert_nonnull (error);
  g_assert_cmpint (error->domain, ==, VECHE_CONNECTOR_ERROR);
  g_assert_cmpuint (counts.gaps, ==, 3);
  g_assert_cmpuint (counts.closed, ==, 1);
  g_assert_cmpuint (counts.interactions, ==, 10);
}

static void
test_members (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VecheErrandCounts counts;

  add_source (self, "s", "fake", PLACE);
  set_token (self, "s", "key");
  fake_connector_set_members (PLACE, 7);
  fake_connector_fail_errands (PLACE, VECHE_CONNECTOR_ERROR_OFFLINE, 2);
  counts = members (self, "s", &error);
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_OFFLINE);
  g_assert_cmpuint (counts.people, ==, 4);
  assert_query (self, "SELECT members_cursor FROM source", "4");
  g_clear_error (&error);

  /* The rest only; then all of them again, and nobody twice. */
  fake_connector_fail_errands (PLACE, -1, 0);
  counts = members (self, "s", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts.people, ==, 3);
  g_assert_cmpuint (fake_connector_count (PLACE, "members"), ==, 5);
  assert_query (self, "SELECT members_cursor IS NULL AND members_read > 1 FROM source", "1");
  counts = members (self, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts.people, ==, 0);
  g_assert_cmpuint (counts.pages, ==, 4);
  assert_query (self, "SELECT count (*) FROM identity", "7");
}

/* Who stood on the list and is not on a later one has left: they and what they said stay, and who comes back is back. */
static void
test_left (Fixture *self, gconstpointer data)
{
  static const char told[] = "SELECT group_concat (kind || ':' || n, ' ') FROM (SELECT kind, count (*) AS n FROM interaction GROUP BY kind ORDER BY kind)";
  static const char gone[] = "SELECT count (*) || ' of ' || (SELECT count (*) FROM member) FROM membership WHERE left_at IS NOT NULL";
  g_autoptr (GError) error = NULL;

  add_source (self, "s", "fake", PLACE);
  set_token (self, "s", "key");
  exec (self, "INSERT INTO community (uid, name, created) SELECT 'c', 'Клуб', 1 WHERE NOT EXISTS (SELECT 1 FROM community)");
  fake_connector_set_members (PLACE, 12);
  g_assert_cmpuint (members (self, "s", &error).left, ==, 0);
  fake_connector_set_members (PLACE, 10);

  /* Broken off: nothing is said of who was not read. */
  fake_connector_fail_errands (PLACE, VECHE_CONNECTOR_ERROR_OFFLINE, 2);
  g_assert_cmpuint (members (self, "s", &error).left, ==, 0);
  g_clear_error (&error);
  assert_query (self, told, "");
  fake_connector_fail_errands (PLACE, -1, 0);
  g_assert_cmpuint (members (self, "s", &error).left, ==, 2);
  g_assert_no_error (error);
  assert_query (self, told, "leave:2");
  assert_query (self, gone, "2 of 12");
  assert_query (self, "SELECT group_concat (last_seen) FROM member", "");
  g_assert_cmpuint (members (self, "s", &error).left, ==, 0);

  fake_connector_set_members (PLACE, 12);
  g_assert_cmpuint (members (self, "s", &error).left, ==, 0);
  assert_query (self, told, "join:2 leave:2");
  assert_query (self, gone, "0 of 12");
  assert_query (self, "SELECT count (*) FROM member WHERE joined IS NOT NULL", "0");
}

/* A day of leaving that came with the whole row, in one line of the journal, is a person's word as well. */
static void
test_left_said (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_source (self, "s", "fake", PLACE);
  set_token (self, "s", "key");
  exec (self, "INSERT INTO community (uid, name, created) SELECT 'c', 'Клуб', 1 WHERE NOT EXISTS (SELECT 1 FROM community)");
  fake_connector_set_members (PLACE, 12);
  members (self, "s", &error);
  exec (self, "UPDATE membership SET left_at = 5");
  exec (self, "INSERT INTO gesture (uid, at, actor, kind) VALUES ('said', 1, 'anna', 'bulk')");
  exec (self, "INSERT INTO journal (gesture_id, object, object_uid, field, after)"
              " SELECT (SELECT id FROM gesture WHERE uid = 'said'), 'membership', uid, '', json_object ('left_at', 5) FROM membership");
  fake_connector_set_members (PLACE, 10);
  g_assert_cmpuint (members (self, "s", &error).left, ==, 2);
  g_assert_no_error (error);
  assert_query (self, "SELECT count (*) FROM membership WHERE left_at = 5", "12");
}

/* A list that suddenly lacks many is believed when another one, a day later, says the same; one without anybody never. */
static void
test_cut_short (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_source (self, "s", "fake", PLACE);
  set_token (self, "s", "key");
  fake_connector_set_members (PLACE, 12);
  members (self, "s", &error);
  fake_connector_set_members (PLACE, 3);
  g_assert_cmpuint (members (self, "s", &error).left, ==, 0);
  g_assert_cmpuint (members (self, "s", &error).left, ==, 0);
  fake_connector_set_members (PLACE, 0);
  exec (self, "UPDATE roster SET seen = seen - 90000000000");
  g_assert_cmpuint (members (self, "s", &error).left, ==, 0);
  fake_connector_set_members (PLACE, 3);
  g_assert_cmpuint (members (self, "s", &error).left, ==, 9);
  g_assert_no_error (error);
}

/* A server that holds its answer lets go, and is asked anew afterwards; who asks for what is new meanwhile gets it. */
static void
test_turns (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *filled = NULL;
  g_autoptr (GError) error = NULL;
  VecheErrandCounts counts;

  make_gap (self, "s", "fake-poll", PLACE);
  veche_sync_start (self->sync);
  veche_test_wait (veche_sync_is_waiting (self->sync, "s"));
  veche_sync_backfill_async (self->sync, "s", NULL, 0, NULL, result_cb, &filled);
  veche_sync_run_async (self->sync, "s", NULL, result_cb, &self->result);
  result = wait_for_result (self);
  g_assert_true (veche_sync_run_finish (self->sync, result, NULL));
  veche_test_wait (filled != NULL);
  g_assert_true (veche_sync_errand_finish (self->sync, filled, &counts, &error));
  g_assert_cmpuint (counts.closed, ==, 1);
  g_object_unref (filled);
  veche_test_wait (veche_sync_is_waiting (self->sync, "s"));
}

static void
renew_cb (VecheSync *sync, const char *uid, const char *text, gpointer user_data)
{
  g_signal_handlers_disconnect_by_func (sync, renew_cb, user_data);
  fake_connector_set_token (PLACE, "second");
  veche_sync_set_token_async (sync, "s", "second", NULL, NULL);
}

/* A reply that was on its way refreshed the session meanwhile: what the errand began with is refused, and it goes on with the other one. */
static void
test_renewed (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VecheErrandCounts counts;

  make_gap (self, "s", "fake", PLACE);
  g_signal_connect (self->sync, "progress", G_CALLBACK (renew_cb), NULL);
  counts = backfill (self, "s", NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts.closed, ==, 1);
  g_assert_cmpuint (counts.interactions, ==, 10);

  /* Once: a key that nobody knows is an end. */
  fake_connector_set_token (PLACE, "third");
  fake_connector_set_members (PLACE, 3);
  members (self, "s", &error);
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH);
}

/* An order of several slices, for a source that does not run by itself: it is done, and nothing else is asked for between them. */
static void
test_paused (Fixture *self, gconstpointer data)
{
  gint64 first = make_gap (self, "s", "fake", PLACE);
  g_autoptr (GError) error = NULL;
  VecheErrandCounts counts;

  fake_connector_remember (PLACE, 48 * 40, first, HOUR / 40, 0);
  exec (self, "UPDATE source SET paused = 1");
  veche_sync_start (self->sync);
  counts = backfill (self, "s", NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts.interactions, ==, 400);
  g_assert_cmpuint (counts.pages, >, 100);
  g_assert_cmpuint (fake_connector_count (PLACE, "fetch"), ==, 0);
}

/* The program ends while one is at it and another waits: both are told. */
static void
test_closing (Fixture *self, gconstpointer data)
{
  GAsyncResult *first = NULL, *second = NULL;

  make_gap (self, "s", "fake", PLACE);
  veche_sync_backfill_async (self->sync, "s", NULL, 0, NULL, result_cb, &first);
  veche_sync_members_async (self->sync, "s", NULL, result_cb, &second);
  veche_test_wait (veche_sync_is_running (self->sync, "s"));
  {
    g_autoptr (VecheSync) sync = g_object_ref (self->sync);
    g_autoptr (GAsyncResult) closed = NULL;

    veche_sync_close_async (sync, result_cb, &self->result);
    closed = wait_for_result (self);
    veche_test_wait (first != NULL && second != NULL);
    g_assert_false (veche_sync_errand_finish (sync, second, NULL, NULL));
    g_object_unref (first);
    g_object_unref (second);
  }
  g_clear_object (&self->sync);
  self->sync = veche_sync_new (self->store);   /* for the end of the test */
}

int
main (int argc, char *argv[])
{
  /* No keyring: nobody's real one is touched. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_test_init (&argc, &argv, NULL);
  fake_connector_register ();

#define ADD(name, test) g_test_add ("/errands/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("heal", test_heal);
  ADD ("broken-off", test_broken_off);
  ADD ("not-given", test_not_given);
  ADD ("since", test_since);
  ADD ("cancel", test_cancel);
  ADD ("apart", test_apart);
  ADD ("members", test_members);
  ADD ("left", test_left);
  ADD ("left-said", test_left_said);
  ADD ("cut-short", test_cut_short);
  ADD ("turns", test_turns);
  ADD ("renewed", test_renewed);
  ADD ("paused", test_paused);
  ADD ("closing", test_closing);

  return g_test_run ();
}
