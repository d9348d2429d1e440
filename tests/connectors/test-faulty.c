/* test-faulty.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-connector.h"
#include "connectors/veche-net.h"
#include "support/rebinding-resolver.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* Servers that misbehave in every way, all at once; each must end soon, in words, without harm to the main loop or the memory. */

#define SILENCE    3                        /* seconds; the real limits are 15 and 30 */
#define DEADLINE   6
#define LIMIT      (10 * G_USEC_PER_SEC)
#define AT_ONCE    3                        /* connectors */
#define MAX_STALL  (100 * 1000)             /* microseconds that the main loop may be held */
#define MAX_GROWTH (64 * 1024)              /* kB */

static const char *const cases[] = {
  "stall_headers", "slow_body", "stall_body", "close_at_once", "rst_body", "truncated", "chunked_endless", "chunked_no_end", "chunked_bad_size",
  "header_flood", "continue_flood", "gzip_bomb", "gzip_truncated", "redirect_loop", "redirect_cross", "redirect_local", "r429", "r429_huge",
  "s500_storm", "html200", "json_truncated", "json_deep_in_item", "json_bigint", "json_surrogate", "page_loop",
};

/* Each connector with the secret (%s is the token that must not get lost) and the settings that bring it to its first request. */
static const struct { const char *type, *secret, *settings; } types[] = {
  { "bluesky", "{\"password\":\"another\",\"did\":\"did:plc:us\",\"access\":\"%s\"}", "{\"login\":\"us.example\"}" },
  { "discord", "%s", NULL },
  { "discourse", "%s", NULL },
  { "feed", "%s", NULL },
  { "mastodon", "%s", NULL },
  { "matrix", "{\"access\":\"%s\",\"user\":\"@us:example.org\"}", NULL },
  { "telegram", "%s", NULL },
  { "vk", "{\"community\":\"%s\"}", "{\"group\":\"club7\"}" },
};

static GSubprocess *server;
static JsonNode *ports;
static char *token;

static int
port_of (const char *name)
{
  return (int) json_object_get_int_member (json_node_get_object (ports), name);
}

static void
start_server (void)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "support", "faultyd.py", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;

  server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                             "python3", "-W", "ignore", script, "--hosts", "250", "--bomb", "128", "--until-eof", NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (output), FALSE);
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (line != NULL && g_str_has_prefix (line, "READY "));
  ports = json_from_string (line + strlen ("READY "), &error);
  g_assert_no_error (error);
}

typedef struct
{
  const char     *name;
  VecheConnector *connector;
  VecheBatch     *batch;
  GError         *error;
  gint64          started, ended;
  guint          *pending;
} Attempt;

static void
fetched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Attempt *attempt = user_data;

  attempt->batch = veche_connector_fetch_finish (VECHE_CONNECTOR (object), result, &attempt->error);
  attempt->ended = g_get_monotonic_time ();
  (*attempt->pending)--;
}

static void
attempt_start (Attempt *attempt, const char *type, const char *name, const char *url, gboolean own_server, guint *pending)
{
  g_autoptr (GString) secret = g_string_new ("%s");
  const char *settings = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].type, type))
      {
        g_string_assign (secret, types[i].secret);
        settings = types[i].settings;
      }
  g_string_replace (secret, "%s", token, 1);
  attempt->name = name;
  attempt->connector = veche_connector_new (type, &(VecheConnectorSetup) { .url = url, .token = secret->str, .settings = settings, .own_server = own_server });
  attempt->started = g_get_monotonic_time ();
  attempt->pending = pending;
  (*pending)++;
  veche_connector_fetch_async (attempt->connector, NULL, NULL, fetched_cb, attempt);
}

static void
attempt_clear (Attempt *attempt)
{
  g_clear_object (&attempt->connector);
  g_clear_pointer (&attempt->batch, veche_batch_unref);
  g_clear_error (&attempt->error);
}

static void
wait_for (guint *pending)
{
  while (*pending > 0)
    g_main_context_iteration (NULL, TRUE);
}

static glong
read_kb (const char *field)
{
  g_autofree char *status = NULL;
  const char *at;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  at = strstr (status, field);

  return at != NULL ? strtol (at + strlen (field) + 1, NULL, 10) : 0;
}

static gboolean
is_sanitized (void)
{
#if defined (__SANITIZE_ADDRESS__)
  return TRUE;
#elif defined (__has_feature)
  return __has_feature (address_sanitizer);
#else
  return FALSE;
#endif
}

/* How late a thread that does nothing wakes up: what the machine itself is to blame for. */
static gpointer
measure_noise (gpointer data)
{
  gint64 *worst = data;

  while (g_atomic_int_get ((int *) (worst + 1)) == 0)
    {
      gint64 before = g_get_monotonic_time ();

      g_usleep (10 * 1000);
      *worst = MAX (*worst, g_get_monotonic_time () - before - 10 * 1000);
    }

  return NULL;
}

static gboolean
tick_cb (gpointer user_data)
{
  gint64 *tick = user_data;   /* last, worst */
  gint64 now = g_get_monotonic_time ();

  tick[1] = MAX (tick[1], now - tick[0] - 10 * 1000);
  tick[0] = now;

  return G_SOURCE_CONTINUE;
}

static JsonNode *
read_log (void)
{
  g_autofree char *host = g_strdup_printf ("127.0.0.1:%d", port_of ("http"));
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (client, host, 80, NULL, NULL);
  g_autoptr (GString) answer = g_string_new (NULL);
  static const char request[] = "GET /__log HTTP/1.1\r\nHost: x\r\n\r\n";
  const char *body;
  gsize length;

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request, sizeof request - 1, NULL, NULL, NULL);
  do
    {
      char buffer[65536];
      gssize n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer, sizeof buffer, NULL, NULL);

      g_assert_cmpint (n, >, 0);
      g_string_append_len (answer, buffer, n);
      body = strstr (answer->str, "\r\n\r\n");
      length = body != NULL ? strtoul (strstr (answer->str, "Content-Length:") + 15, NULL, 10) : 0;
    }
  while (body == NULL || strlen (body + 4) < length);

  return json_from_string (body + 4, NULL);
}

/* The token goes to the source's own host in its own header; in the path where Telegram wants it, in the body where VK does; nowhere else. */
static void
assert_token_kept (JsonNode *log)
{
  static const char *const places[] = { "\"Authorization\":\"Bearer ", "\"Authorization\":\"Bot ", "Api-Key\":", "access_token=" };
  JsonArray *requests = json_node_get_array (log);

  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);
      g_autofree char *text = json_to_string (json_array_get_element (requests, i), FALSE);
      const char *path = json_object_get_string_member (request, "path");
      const char *first = strstr (text, token);
      gboolean in_path = strstr (path, "/bot") != NULL, known = in_path;

      g_assert_null (strstr (path, "crossed"));
      g_assert_null (strstr (path, "ssrf"));
      if (first == NULL)
        continue;
      for (guint j = 0; j < G_N_ELEMENTS (places); j++)
        known = known || strstr (text, places[j]) != NULL;
      g_assert_true (known);
      g_assert_true (in_path || strstr (path, token) == NULL);
      g_assert_null (strstr (first + 1, token));
    }
}

/* In time, and with the right code: what a machine that is busy with all of them at once may be to blame for. */
static gboolean
is_prompt (Attempt *attempt)
{
  return attempt->ended - attempt->started < LIMIT
         && (!g_str_has_prefix (attempt->name, "r429") || g_error_matches (attempt->error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_RATE_LIMITED));
}

static void
assert_attempt (Attempt *attempt)
{
  gint64 now = g_get_real_time ();

  g_test_message ("%-18s %.2f s  %s", attempt->name, (attempt->ended - attempt->started) / 1e6, attempt->error != NULL ? attempt->error->message : "taken");
  g_assert_nonnull (attempt->error);
  g_assert_true (attempt->error->domain == VECHE_CONNECTOR_ERROR);
  g_assert_true (g_str_has_prefix (attempt->error->message, "127.0.0."));
  g_assert_cmpuint (strlen (attempt->error->message), >, 25);
  g_assert_null (strstr (attempt->error->message, token));
  if (g_str_has_prefix (attempt->name, "r429"))
    {
      g_assert_error (attempt->error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_RATE_LIMITED);
      g_assert_cmpint (veche_connector_get_retry_after (attempt->connector), <=, now + G_TIME_SPAN_HOUR);
    }
}

static void
attempt_start_case (Attempt *attempt, guint host, const char *type, const char *name, guint *pending)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.%u:%d/case/%s", host % 250 + 3, port_of ("http"), name);

  attempt_start (attempt, type, name, url, TRUE, pending);
}

/* Some connectors, with all cases at once. FALSE: the main loop stood still for too long. */
static gboolean
try_connectors (guint first, guint n_types)
{
  Attempt attempts[AT_ONCE * G_N_ELEMENTS (cases)] = { 0 };
  guint n = n_types * G_N_ELEMENTS (cases);
  gint64 noise[2] = { 0, 0 };
  gint64 tick[2] = { 0, 0 };
  g_autoptr (JsonNode) log = NULL;
  GThread *thread;
  glong before;
  guint pending = 0;
  guint ticker;

  before = read_kb ("VmRSS");
  thread = g_thread_new ("noise", measure_noise, noise);
  for (guint i = 0; i < n; i++)
    {
      attempt_start_case (&attempts[i], first * (guint) G_N_ELEMENTS (cases) + i, types[first + i % n_types].type, cases[i / n_types], &pending);
    }
  tick[0] = g_get_monotonic_time ();
  ticker = g_timeout_add (10, tick_cb, tick);
  wait_for (&pending);
  g_source_remove (ticker);
  g_atomic_int_set ((int *) (noise + 1), 1);
  g_thread_join (thread);

  for (guint i = 0; i < n; i++)
    {
      assert_attempt (&attempts[i]);
      if (is_prompt (&attempts[i]))
        continue;
      attempt_clear (&attempts[i]);
      attempt_start_case (&attempts[i], first * (guint) G_N_ELEMENTS (cases) + i, types[first + i % n_types].type, cases[i / n_types], &pending);
      wait_for (&pending);
      assert_attempt (&attempts[i]);
      g_assert_true (is_prompt (&attempts[i]));   /* alone it has no excuse */
    }
  g_test_message ("longest stall %.1f ms (machine %.1f ms), growth %ld kB", tick[1] / 1e3, noise[0] / 1e3, read_kb ("VmHWM") - before);
  if (!is_sanitized ())   /* which keeps what was freed for a while */
    g_assert_cmpint (read_kb ("VmHWM") - before, <=, MAX_GROWTH);

  log = read_log ();
  g_assert_cmpuint (json_array_get_length (json_node_get_array (log)), >, 40);
  assert_token_kept (log);
  for (guint i = 0; i < n; i++)
    attempt_clear (&attempts[i]);

  return tick[1] <= MAX_STALL + noise[0];
}

static void
test_cases (void)
{
  for (guint first = 0; first < G_N_ELEMENTS (types); first += AT_ONCE)
    {
      guint n = MIN (AT_ONCE, G_N_ELEMENTS (types) - first);

      /* A loop that our code holds up is held up each time; one that a busy machine does, hardly three times. */
      g_assert_true (try_connectors (first, n) || try_connectors (first, n) || try_connectors (first, n));
    }
}

/* Every case that the server knows, for one connector.  What ends well is a right result; what does not, ends in words. */
static void
try_all (const char *type, char **names, guint first_host)
{
  guint n = g_strv_length (names), pending = 0, ticker, taken = 0;
  g_autofree Attempt *attempts = g_new0 (Attempt, n);
  gint64 noise[2] = { 0, 0 }, tick[2] = { 0, 0 }, slowest = 0;
  glong before = read_kb ("VmRSS");
  GThread *thread = g_thread_new ("noise", measure_noise, noise);

  for (guint i = 0; i < n; i++)
    attempt_start_case (&attempts[i], first_host + i, type, names[i], &pending);
  tick[0] = g_get_monotonic_time ();
  ticker = g_timeout_add (10, tick_cb, tick);
  wait_for (&pending);
  g_source_remove (ticker);
  g_atomic_int_set ((int *) (noise + 1), 1);
  g_thread_join (thread);
  for (guint i = 0; i < n; i++)
    {
      if (attempts[i].ended - attempts[i].started >= LIMIT)
        {
          attempt_clear (&attempts[i]);
          attempt_start_case (&attempts[i], first_host + i, type, names[i], &pending);
          wait_for (&pending);
        }
      g_assert_cmpint (attempts[i].ended - attempts[i].started, <, LIMIT);
      slowest = MAX (slowest, attempts[i].ended - attempts[i].started);
      taken += attempts[i].batch != NULL;
      if (attempts[i].batch == NULL)
        {
          g_assert_true (attempts[i].error->domain == VECHE_CONNECTOR_ERROR);
          g_assert_true (g_str_has_prefix (attempts[i].error->message, "127.0.0."));
          g_assert_null (strstr (attempts[i].error->message, token));
        }
      else
        g_test_message ("%s: %s is taken", type, names[i]);
      attempt_clear (&attempts[i]);
    }
  g_test_message ("%s: %u cases, %u taken, slowest %.2f s, longest stall %.1f ms (machine %.1f ms), growth %ld kB", type, n, taken, slowest / 1e6, tick[1] / 1e3,
                  noise[0] / 1e3, read_kb ("VmHWM") - before);
}

/* All hundred cases, for the night: -m slow. */
static void
test_all_cases (void)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "support", "faultyd.py", NULL);
  const char *arguments[] = { "python3", "-W", "ignore", script, "--list", NULL };
  g_autofree char *output = NULL;
  g_auto (GStrv) names = NULL;
  g_autoptr (JsonNode) log = NULL;

  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, NULL, NULL));
  names = g_strsplit (g_strstrip (output), "\n", -1);
  for (guint i = 0; names[i] != NULL; i++)
    names[i][strcspn (names[i], " \t")] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    try_all (types[i].type, names, i * 100);
  log = read_log ();
  assert_token_kept (log);
}

static guint
count_requests (const char *path)
{
  g_autoptr (JsonNode) log = read_log ();
  JsonArray *requests = json_node_get_array (log);
  guint count = 0;

  for (guint i = 0; i < json_array_get_length (requests); i++)
    count += strstr (json_object_get_string_member (json_array_get_object_element (requests, i), "path"), path) != NULL;

  return count;
}

/* Nine spellings of this machine, a name that turns out to be this machine, and one that someone else points here. */
static void
test_address_guard (void)
{
  static const char *const hosts[] = { "127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]",
                                       "0.0.0.0", "rebound.example" };
  Attempt attempts[G_N_ELEMENTS (hosts)] = { 0 };
  guint pending = 0;

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *url = g_strdup_printf ("http://%s:%d/case/ok/guarded", hosts[i], port_of ("http"));

      attempt_start (&attempts[i], "feed", hosts[i], url, FALSE, &pending);
    }
  wait_for (&pending);

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_test_message ("%-20s %s", hosts[i], attempts[i].error != NULL ? attempts[i].error->message : "taken");
      g_assert_error (attempts[i].error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PRIVATE);
      attempt_clear (&attempts[i]);
    }
  g_assert_cmpuint (count_requests ("guarded"), ==, 0);
}

/* "My own server" is said of one host; where it redirects to is not it. */
static void
test_redirect_guard (void)
{
  Attempt attempt = { 0 };
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%d/case/redirect_local", port_of ("http"));
  guint pending = 0;

  attempt_start (&attempt, "feed", "redirect_local", url, TRUE, &pending);
  wait_for (&pending);
  g_assert_error (attempt.error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PRIVATE);
  g_assert_cmpuint (count_requests ("ssrf"), ==, 0);
  attempt_clear (&attempt);
}

static void
test_tls (void)
{
  static const struct { const char *name; const char *port; int code; } servers[] = {
    { "good", "https", VECHE_CONNECTOR_ERROR_PROTOCOL },   /* it is taken, and talks nonsense */
    { "self-signed", "tls_selfsigned", VECHE_CONNECTOR_ERROR_TLS },
    { "expired", "tls_expired", VECHE_CONNECTOR_ERROR_TLS },
    { "wrong host", "tls_wronghost", VECHE_CONNECTOR_ERROR_TLS },
    { "TLS 1.0", "tls_badversion", VECHE_CONNECTOR_ERROR_TLS },
    { "no TLS", "tls_plain", -1 },
    { "stalls", "tls_stall", VECHE_CONNECTOR_ERROR_OFFLINE },
    { "cut", "tls_truncate", -1 },
  };
  Attempt attempts[G_N_ELEMENTS (servers)] = { 0 };
  guint pending = 0;

  for (guint i = 0; i < G_N_ELEMENTS (servers); i++)
    {
      g_autofree char *url = g_strdup_printf ("https://localhost:%d/case/ok", port_of (servers[i].port));

      attempt_start (&attempts[i], "mastodon", servers[i].name, url, TRUE, &pending);
    }
  wait_for (&pending);

  for (guint i = 0; i < G_N_ELEMENTS (servers); i++)
    {
      g_assert_nonnull (attempts[i].error);
      if (servers[i].code >= 0 && attempts[i].error->code != servers[i].code)   /* late in the crowd */
        {
          g_autofree char *url = g_strdup_printf ("https://localhost:%d/case/ok", port_of (servers[i].port));

          attempt_clear (&attempts[i]);
          attempt_start (&attempts[i], "mastodon", servers[i].name, url, TRUE, &pending);
          wait_for (&pending);
          g_assert_nonnull (attempts[i].error);
        }
      g_test_message ("%-12s %s", servers[i].name, attempts[i].error->message);
      g_assert_true (attempts[i].error->domain == VECHE_CONNECTOR_ERROR);
      if (servers[i].code >= 0)
        g_assert_cmpint (attempts[i].error->code, ==, servers[i].code);
      attempt_clear (&attempts[i]);
    }
}

/* A token is never sent in the clear to a server that is not the person's own. */
static void
test_plain_http (void)
{
  Attempt attempt = { 0 };
  guint pending = 0;

  attempt_start (&attempt, "mastodon", "plain", "http://rebound.example/", FALSE, &pending);
  wait_for (&pending);
  g_assert_error (attempt.error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_TLS);
  attempt_clear (&attempt);
}

/* From the main thread, at any moment, at once. */
static void
test_cancel (void)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%d/case/stall_headers", port_of ("http"));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint pending = 1;
  Attempt attempt = { 0 };

  attempt.connector = veche_connector_new ("mastodon", &(VecheConnectorSetup) { .url = url, .token = token, .own_server = TRUE });
  attempt.pending = &pending;
  veche_connector_fetch_async (attempt.connector, NULL, cancellable, fetched_cb, &attempt);
  for (guint i = 0; i < 10; i++)   /* as far as it comes; it ends the same way wherever it is */
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (20 * 1000);
    }
  attempt.started = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  wait_for (&pending);
  g_assert_error (attempt.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  attempt_clear (&attempt);
}

int
main (int argc, char *argv[])
{
  g_autofree char *ca = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  start_server ();
  token = g_uuid_string_random ();
  ca = g_build_filename (json_object_get_string_member (json_node_get_object (ports), "certdir"), "ca.pem", NULL);
  veche_net_set_limits (SILENCE, DEADLINE);
  veche_net_set_ca_file (ca);
  rebinding_resolver_install ("rebound.example", "127.0.0.1");

  g_test_add_func ("/connectors/faulty/cases", test_cases);
  if (g_test_slow ())
    g_test_add_func ("/connectors/faulty/all-cases", test_all_cases);
  g_test_add_func ("/connectors/faulty/address-guard", test_address_guard);
  g_test_add_func ("/connectors/faulty/redirect-guard", test_redirect_guard);
  g_test_add_func ("/connectors/faulty/tls", test_tls);
  g_test_add_func ("/connectors/faulty/plain-http", test_plain_http);
  g_test_add_func ("/connectors/faulty/cancel", test_cancel);
  result = g_test_run ();

  veche_net_shutdown ();
  g_subprocess_force_exit (server);
  g_object_unref (server);
  json_node_unref (ports);
  g_free (token);

  return result;
}
