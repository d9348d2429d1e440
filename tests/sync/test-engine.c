/* test-engine.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the engine does with any connector, with one that lives in memory.
 */

#include <glib/gstdio.h>

#include "connectors/veche-net.h"
#include "store/veche-db.h"
#include "store/veche-sources-schedule.h"
#include "store/veche-statement.h"
#include "store/veche-store.h"
#include "support/fake-connector.h"
#include "support/fake-discourse.h"
#include "support/veche-test-wait.h"
#include "sync/veche-outbox.h"
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

static gboolean
says (Fixture *self, const char *sql, const char *expected)
{
  g_autofree char *got = query (self, sql);

  return g_str_equal (got, expected);
}

#define AT_ONCE (15 * G_USEC_PER_SEC)   /* a long poll is 25 seconds: what did not wait for its end, on however slow a machine */

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

/* Returns how long the scheduler took, in microseconds. */
static gint64
close_all (Fixture *self)
{
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gint64 before = g_get_monotonic_time (), took;

  veche_sync_close_async (self->sync, result_cb, &self->result);
  closed = wait_for_result (self);
  took = g_get_monotonic_time () - before;
  g_assert_true (veche_sync_close_finish (self->sync, closed, NULL));
  g_clear_object (&closed);
  g_object_add_weak_pointer (G_OBJECT (self->sync), (gpointer *) &self->sync);
  g_object_unref (self->sync);
  veche_test_wait (self->sync == NULL);

  veche_store_close_async (self->store, result_cb, &self->result);
  result = wait_for_result (self);
  g_assert_true (veche_store_close_finish (self->store, result, NULL));
  g_clear_object (&self->store);

  return took;
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
run (Fixture *self, const char *source, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  veche_sync_run_async (self->sync, source, NULL, result_cb, &self->result);
  result = wait_for_result (self);
  veche_sync_run_finish (self->sync, result, error);
}

static void
run_well (Fixture *self, const char *source)
{
  g_autoptr (GError) error = NULL;

  run (self, source, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("veche-engine-XXXXXX", NULL);
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

/* A reply to each of the first n mentions, in order of their uids' numbers; to leave at once. thread (nullable): only of that. */
static void
reply (Fixture *self, const char *uid, const char *source, const char *thread, const char *text)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO outbox (uid, source_id, interaction_id, text, at, not_before)"
    " SELECT '%s', s.id, i.id, '%s', %" G_GINT64_FORMAT ", 1 FROM source AS s, interaction AS i WHERE s.uid = '%s' AND i.remote_id = '%s'",
    uid, text, g_get_real_time (), source, thread);

  exec (self, sql);
}

/*** Tests ***/

static void
test_describe (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  add_source (self, "s", "fake", PLACE);
  set_token (self, "s", "key");
  run_well (self, "s");
  run_well (self, "s");
  g_assert_cmpuint (fake_connector_count (PLACE, "describe"), ==, 1);
  assert_query (self, "SELECT place || ' ' || max_length || ' ' || account || ' ' || (described > 0) FROM source", "Клуб 300 us 1");
  assert_query (self, "SELECT group_concat (code) FROM source_notice", "privacy-mode");

  veche_sync_describe_async (self->sync, "s", NULL, result_cb, &self->result);
  result = wait_for_result (self);
  g_assert_true (veche_sync_describe_finish (self->sync, result, &error));
  g_assert_cmpuint (fake_connector_count (PLACE, "describe"), ==, 2);

  /* The next day; it does not tell any more, and is read all the same, and is not asked again at once. */
  exec (self, "UPDATE source SET described = described - 90000000000");
  fake_connector_fail_describe (PLACE, VECHE_CONNECTOR_ERROR_REJECTED);
  fake_connector_say (PLACE, 1);
  run_well (self, "s");
  run_well (self, "s");
  g_assert_cmpuint (fake_connector_count (PLACE, "describe"), ==, 3);
  assert_query (self, "SELECT count (*) FROM triage", "1");
}

/* A secret that was refreshed is the one from now on, also when the run that refreshed it failed. */
static void
test_refreshed (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_source (self, "s", "fake", PLACE);
  set_token (self, "s", "first");
  fake_connector_set_token (PLACE, "first");
  run_well (self, "s");

  fake_connector_refresh (PLACE, "second");
  fake_connector_set_token (PLACE, "second");
  fake_connector_fail (PLACE, VECHE_CONNECTOR_ERROR_OFFLINE, 0);
  run (self, "s", &error);
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_OFFLINE);
  fake_connector_fail (PLACE, -1, 0);
  run_well (self, "s");

  fake_connector_say (PLACE, 1);
  run_well (self, "s");
  fake_connector_refresh (PLACE, "third");
  fake_connector_set_token (PLACE, "third");
  reply (self, "r", "s", "p0", "да");
  run_well (self, "s");
  run_well (self, "s");
  assert_query (self, "SELECT state FROM outbox", "sent");

  /* What nobody refreshed is refused, and says so. */
  fake_connector_set_token (PLACE, "elsewhere");
  g_clear_error (&error);
  run (self, "s", &error);
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH);
}

/* A forum may be read without a key; with one it is read as whom it belongs to, and no more as a stranger when the key is gone. */
static void
test_optional_key (Fixture *self, gconstpointer data)
{
  FakeDiscourse *forum = fake_discourse_new ();
  g_autoptr (GError) error = NULL;

  add_source (self, "s", "discourse", fake_discourse_get_url (forum));
  run_well (self, "s");
  assert_query (self, "SELECT coalesce (account, 'nobody') FROM source", "nobody");
  set_token (self, "s", FAKE_DISCOURSE_KEY);
  run_well (self, "s");
  assert_query (self, "SELECT account FROM source", "klub");
  veche_sync_forget_token (self->sync, "s");
  run (self, "s", &error);
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH);
  assert_query (self, "SELECT error FROM source", "auth");
  fake_discourse_free (forum);
}

/* A long poll: news come at once, nobody waits for it, the end of the program least of all. */
static void
test_long_poll (Fixture *self, gconstpointer data)
{
  gint64 before;
  guint waits;

  add_source (self, "s", "fake-poll", PLACE);
  veche_sync_start (self->sync);
  veche_test_wait (fake_connector_count (PLACE, "wait") == 1);
  g_assert_true (veche_sync_is_waiting (self->sync, "s"));
  g_assert_false (veche_sync_is_running (self->sync, "s"));
  g_assert_false (veche_sync_is_running (self->sync, NULL));

  before = g_get_monotonic_time ();
  fake_connector_say (PLACE, 1);
  veche_test_wait (says (self, "SELECT count (*) FROM triage", "1"));
  g_assert_cmpint (g_get_monotonic_time () - before, <, AT_ONCE);
  veche_test_wait (fake_connector_count (PLACE, "wait") == 2);
  assert_query (self, "SELECT next_run - last_run BETWEEN 24000000 AND 26000000 FROM source", "1");

  /* A reply, and a look now. */
  before = g_get_monotonic_time ();
  reply (self, "r", "s", "p0", "в субботу");
  veche_test_wait (says (self, "SELECT state FROM outbox", "sent"));
  g_assert_cmpint (g_get_monotonic_time () - before, <, AT_ONCE);
  g_assert_cmpuint (fake_connector_count (PLACE, "wait"), ==, 2);
  before = g_get_monotonic_time ();
  run_well (self, "s");
  g_assert_cmpint (g_get_monotonic_time () - before, <, AT_ONCE);
  g_assert_cmpuint (fake_connector_count (PLACE, "fetch"), ==, 1);
  waits = fake_connector_count (PLACE, "wait");
  veche_test_wait (fake_connector_count (PLACE, "wait") > waits || veche_sync_is_waiting (self->sync, "s"));

  /* Paused: it is let go of. */
  exec (self, "UPDATE source SET paused = 1");
  veche_test_wait (!veche_sync_is_waiting (self->sync, "s"));
  exec (self, "UPDATE source SET paused = 0");
  veche_test_wait (veche_sync_is_waiting (self->sync, "s"));
  g_assert_cmpint (close_all (self), <, AT_ONCE);
  open_all (self);
}

/* It begins anew when its time is over; one whose server does not hold its answer is no busy loop. */
static void
test_long_poll_over (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) times = NULL;

  veche_sync_set_long_poll (3);
  add_source (self, "held", "fake-poll", PLACE);
  add_source (self, "hasty", "fake-poll", PLACE "/hasty");
  fake_connector_set_holds (PLACE "/hasty", FALSE);
  veche_sync_start (self->sync);
  veche_test_wait (fake_connector_count (PLACE, "wait") >= 2 && fake_connector_count (PLACE "/hasty", "wait") >= 2);
  /* The second time its cursor is the same: nothing came. */
  times = fake_connector_times (PLACE "/hasty", "wait");
  for (guint i = 1; i < times->len; i++)
    g_assert_cmpint (g_array_index (times, gint64, i) - g_array_index (times, gint64, i - 1), >, i == 1 ? G_USEC_PER_SEC / 2 : 10 * G_USEC_PER_SEC);
  assert_query (self, "SELECT count (*) FROM source WHERE error IS NOT NULL", "0");
  veche_sync_set_long_poll (25);
}

/* Ordinary sources do not wait for long polls, and do not begin all at once. */
static void
test_spread (Fixture *self, gconstpointer data)
{
  gint64 first = G_MAXINT64, last = 0;

  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *uid = g_strdup_printf ("poll%u", i);
      g_autofree char *url = g_strdup_printf (PLACE "/poll%u", i);

      add_source (self, uid, "fake-poll", url);
    }
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *uid = g_strdup_printf ("s%u", i);
      g_autofree char *url = g_strdup_printf (PLACE "/%u", i);

      add_source (self, uid, "fake-blind", url);
    }
  veche_sync_start (self->sync);
  veche_test_wait (says (self, "SELECT count (*) FROM source WHERE type = 'fake-blind' AND last_ok > 0", "4"));
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *url = g_strdup_printf (PLACE "/%u", i);
      g_autoptr (GArray) times = fake_connector_times (url, "fetch");

      g_assert_cmpuint (times->len, ==, 1);
      first = MIN (first, g_array_index (times, gint64, 0));
      last = MAX (last, g_array_index (times, gint64, 0));
    }
  g_assert_cmpint (last - first, >, 350 * 1000);
  g_assert_cmpint (last - first, <, AT_ONCE);
}

/* Quiet hours: not by itself, and the row says when; by a person all the same. */
static void
test_quiet (Fixture *self, gconstpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  int minute = g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now);
  g_autofree char *sql = g_strdup_printf ("UPDATE source SET quiet_from = %d, quiet_to = %d WHERE uid = 'quiet'", (minute + 1439) % 1440, (minute + 120) % 1440);

  add_source (self, "quiet", "fake-blind", PLACE);
  add_source (self, "loud", "fake-blind", PLACE "/loud");
  exec (self, sql);
  veche_sync_start (self->sync);
  veche_test_wait (fake_connector_count (PLACE "/loud", "fetch") == 1);
  veche_test_wait (says (self, "SELECT next_run > 0 FROM source WHERE uid = 'quiet'", "1"));
  g_assert_cmpuint (fake_connector_count (PLACE, "fetch"), ==, 0);   /* both had their turn by now */
  assert_query (self, "SELECT (next_run / 1000000 - unixepoch ()) BETWEEN 7000 AND 7400 FROM source WHERE uid = 'quiet'", "1");
  run_well (self, "quiet");
  g_assert_cmpuint (fake_connector_count (PLACE, "fetch"), ==, 1);
  assert_query (self, "SELECT (next_run / 1000000 - unixepoch ()) BETWEEN 7000 AND 7400 FROM source WHERE uid = 'quiet'", "1");
}

static void
test_sign_out (Fixture *self, gconstpointer data)
{
  const int code = GPOINTER_TO_INT (data);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  add_source (self, "s", "fake", PLACE);
  set_token (self, "s", "key");
  fake_connector_fail_revoke (PLACE, code);
  veche_sync_sign_out_async (self->sync, "s", result_cb, &self->result);
  result = wait_for_result (self);
  g_assert_cmpint (veche_sync_sign_out_finish (self->sync, result, &error), ==, code < 0 || code == VECHE_CONNECTOR_ERROR_AUTH);
  g_assert_cmpuint (fake_connector_count (PLACE, "revoke"), ==, 1);

  /* Forgotten here either way. */
  g_clear_error (&error);
  run (self, "s", &error);
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH);
  g_assert_cmpuint (fake_connector_count (PLACE, "fetch"), ==, 0);
}

/* A chat that asks for patience: its replies keep their order, others do not wait for it. */
static void
test_pacing (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) arrived = NULL;
  g_autoptr (GArray) ours = NULL;
  g_autoptr (GArray) others = NULL;

  add_source (self, "s", "fake-blind", PLACE);
  add_source (self, "other", "fake-blind", PLACE "/other");
  fake_connector_say (PLACE, 2);
  fake_connector_say (PLACE "/other", 3);
  fake_connector_limit (PLACE, 1, 2);
  veche_sync_start (self->sync);
  veche_test_wait (says (self, "SELECT count (*) FROM source WHERE last_ok > 0", "2"));
  reply (self, "a1", "s", "p0", "раз");
  reply (self, "a2", "s", "p0", "два");
  reply (self, "a3", "s", "p0", "три");
  reply (self, "b1", "s", "p1", "сразу");
  reply (self, "c1", "other", "p2", "тоже");
  veche_test_wait (says (self, "SELECT count (*) FROM outbox WHERE state = 'sent'", "5"));
  assert_query (self, "SELECT count (*) FROM outbox WHERE maybe_sent", "0");
  arrived = fake_connector_arrived (PLACE);
  g_assert_cmpuint (g_strv_length (arrived), ==, 4);
  g_assert_cmpstr (arrived[3], ==, "p0: три");            /* the other chat did not wait for it */
  for (guint i = 0, a = 0; arrived[i] != NULL; i++)
    if (g_str_has_prefix (arrived[i], "p0: "))
      g_assert_cmpstr (arrived[i], ==, ((const char *const[]) { "p0: раз", "p0: два", "p0: три" })[a++]);
  ours = fake_connector_times (PLACE, "send");
  others = fake_connector_times (PLACE "/other", "send");
  g_assert_cmpint (g_array_index (others, gint64, 0), <, g_array_index (ours, gint64, ours->len - 1));
}

/* N5: two hundred replies whose answers never came. Those that can be looked for arrive once; of the others nobody knows, and nobody sends
 * them again. */
static void
test_ambiguous (Fixture *self, gconstpointer data)
{
  const gboolean finds = GPOINTER_TO_INT (data);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) arrived = NULL;
  guint applied = 0;

  add_source (self, "s", finds ? "fake" : "fake-blind", PLACE);
  set_token (self, "s", "key");
  fake_connector_say (PLACE, 200);
  run_well (self, "s");
  fake_connector_set_send (PLACE, FAKE_SEND_DOUBTFUL, 200);
  exec (self, "INSERT INTO outbox (uid, source_id, interaction_id, text, at, not_before)"
              " SELECT 'r' || i.id, s.id, i.id, 'ровно раз ' || i.id, i.id, 1 FROM source AS s, interaction AS i");
  veche_sync_start (self->sync);
  if (finds)
    veche_test_wait (says (self, "SELECT count (*) FROM outbox WHERE state = 'sent'", "200"));
  else
    veche_test_wait (says (self, "SELECT count (*) FROM outbox WHERE state IN ('unknown', 'sent')", "200"));

  /* The outbox goes over them all again: at a fetch, and for one more reply. */
  fake_connector_say (PLACE, 1);
  run_well (self, "s");
  reply (self, "last", "s", "p200", "и последний");
  veche_test_wait (says (self, "SELECT state FROM outbox WHERE uid = 'last'", "sent"));

  arrived = fake_connector_arrived (PLACE);
  for (guint i = 0; arrived[i] != NULL; i++, applied++)
    g_assert_true (g_hash_table_add (seen, arrived[i]));      /* no doubles */
  if (finds)
    g_assert_cmpuint (applied, ==, 201);                      /* none lost */
  else
    {
      g_assert_cmpuint (fake_connector_count (PLACE, "send"), ==, 201);
      assert_query (self, "SELECT count (*) FROM outbox WHERE state = 'unknown' AND maybe_sent", "200");
    }
}

/* While one source's server is dead, in order of its trouble: others go on, and the row says what and when. */
static void
test_patience (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_source (self, "s", "fake-blind", PLACE);
  fake_connector_fail (PLACE, VECHE_CONNECTOR_ERROR_RATE_LIMITED, g_get_real_time () + 600 * G_USEC_PER_SEC);
  run (self, "s", &error);
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_RATE_LIMITED);
  assert_query (self, "SELECT error || ' ' || ((next_run / 1000000 - unixepoch ()) >= 400) FROM source", "rate-limited 1");
  add_source (self, "other", "fake-blind", PLACE "/other");
  veche_sync_start (self->sync);
  veche_test_wait (fake_connector_count (PLACE "/other", "fetch") == 1);   /* the scheduler has looked at both */
  g_clear_error (&error);
  run (self, "s", &error);
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_RATE_LIMITED);
  g_assert_cmpuint (fake_connector_count (PLACE, "fetch"), ==, 1);
}

/* Ten replies to a server that nobody reaches are not ten times as many knocks; they go when it is there again. */
static void
test_unreached (Fixture *self, gconstpointer data)
{
  add_source (self, "s", "fake-blind", PLACE);
  fake_connector_say (PLACE, 10);
  run_well (self, "s");
  fake_connector_set_send (PLACE, FAKE_SEND_OFFLINE, 100);
  exec (self, "INSERT INTO outbox (uid, source_id, interaction_id, text, at, not_before)"
              " SELECT 'r' || i.id, s.id, i.id, 'потом', i.id, 1 FROM source AS s, interaction AS i");
  veche_sync_start (self->sync);
  veche_test_wait (fake_connector_count (PLACE, "send") > 0);

  /* The outbox goes over them all again, for one that is somewhere else. */
  add_source (self, "other", "fake-blind", PLACE "/other");
  reply (self, "elsewhere", "other", "p0", "сейчас");
  veche_test_wait (says (self, "SELECT state FROM outbox WHERE uid = 'elsewhere'", "sent"));
  g_assert_cmpuint (fake_connector_count (PLACE, "send"), <=, 3);
  veche_test_wait (says (self, "SELECT count (*) FROM outbox WHERE state = 'queued' AND NOT maybe_sent", "10"));

  fake_connector_set_send (PLACE, FAKE_SEND_WELL, 0);
  run_well (self, "s");
  veche_test_wait (says (self, "SELECT count (*) FROM outbox WHERE state = 'sent'", "11"));
  g_assert_cmpuint (fake_connector_count (PLACE, "send"), <=, 13);
}

#define ADD(path, data, func) g_test_add ("/sync/engine/" path, Fixture, GINT_TO_POINTER (data), set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  int result;

  /* No keyring: nobody's real one is touched. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_test_init (&argc, &argv, NULL);
  veche_outbox_set_first_look (1);
  fake_connector_register ();

  ADD ("describe", 0, test_describe);
  ADD ("refreshed", 0, test_refreshed);
  ADD ("optional-key", 0, test_optional_key);
  ADD ("long-poll", 0, test_long_poll);
  ADD ("long-poll-over", 0, test_long_poll_over);
  ADD ("spread", 0, test_spread);
  ADD ("quiet", 0, test_quiet);
  ADD ("sign-out", -1, test_sign_out);
  ADD ("sign-out-refused", VECHE_CONNECTOR_ERROR_AUTH, test_sign_out);
  ADD ("sign-out-offline", VECHE_CONNECTOR_ERROR_OFFLINE, test_sign_out);
  ADD ("pacing", 0, test_pacing);
  ADD ("ambiguous-found", TRUE, test_ambiguous);
  ADD ("ambiguous-blind", FALSE, test_ambiguous);
  ADD ("patience", 0, test_patience);
  ADD ("unreached", 0, test_unreached);
  result = g_test_run ();
  veche_net_shutdown ();

  return result;
}
