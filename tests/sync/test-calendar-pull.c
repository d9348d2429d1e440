/* test-calendar-pull.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is taken from a calendar server that tells half of it, asks for patience, or is not the one that was meant.
 */

#include "connectors/veche-connector.h"
#include "connectors/veche-dav.h"
#include "connectors/veche-http.h"
#include "support/rebinding-resolver.h"
#include "support/veche-test-fetch.h"
#include "sync/veche-calendar-pull.h"

#include <string.h>

#define ICS(uid) "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:" uid "\r\nSUMMARY:x\r\nDTSTART:20990101T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
#define ITEM(name) "<response><href>/club/" name ".ics</href><propstat><prop><getetag>\"1\"</getetag></prop><status>HTTP/1.1 200 OK</status></propstat></response>"
#define WITH(name) "<response><href>/club/" name ".ics</href><propstat><prop><getetag>\"1\"</getetag><c:calendar-data>" ICS (name) "</c:calendar-data></prop>" \
                   "<status>HTTP/1.1 200 OK</status></propstat></response>"
#define HEAD "<multistatus xmlns=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\">"
#define CLUB HEAD "<response><href>/club/</href><propstat><prop><resourcetype><collection/><c:calendar/></resourcetype><sync-token>t1</sync-token></prop>" \
             "<status>HTTP/1.1 200 OK</status></propstat></response>"

/* What it answers; NULL: 429. */
typedef struct { const char *list, *texts, *file; } Answers;

static void
handler_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  const Answers *answers = user_data;
  const char *method = soup_server_message_get_method (message);
  const char *depth = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Depth");
  const char *text = g_str_equal (method, "GET")                                             ? answers->file
                     : g_str_equal (method, "REPORT")                                        ? answers->texts
                     : g_strcmp0 (depth, "0") == 0                                           ? CLUB "</multistatus>"
                                                                                             : answers->list;

  soup_server_message_set_status (message, text == NULL ? 429 : g_str_equal (method, "GET") ? 200 : 207, NULL);
  if (text != NULL)
    soup_server_message_set_response (message, g_str_equal (method, "GET") ? "text/calendar" : "application/xml", SOUP_MEMORY_COPY, text, strlen (text));
  else
    soup_message_headers_append (soup_server_message_get_response_headers (message), "Retry-After", "120");
}

typedef struct
{
  VecheConnector *connector;
  const char     *cursor;
  GHashTable     *links;
  gint64          retry_after;
} Asking;

static void
pull_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Asking *asking = data;
  GError *error = NULL;
  VecheCalendarPull *pull = veche_calendar_pull (asking->connector, asking->cursor, asking->links, cancellable, &asking->retry_after, &error);

  if (pull != NULL)
    g_task_return_pointer (task, pull, veche_calendar_pull_free);
  else
    g_task_return_error (task, error);
}

static VecheCalendarPull *
pull (const char *type, const Answers *answers, const char *cursor, GHashTable *links, gint64 *retry_after, GError **error)
{
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autofree char *url = NULL;
  g_autoptr (VecheConnector) connector = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, veche_test_fetched_cb, &result);
  Asking asking = { .cursor = cursor, .links = links };

  soup_server_add_handler (server, NULL, handler_cb, (gpointer) answers, NULL);
  url = veche_test_listen (server, "/club/");
  asking.connector = connector = veche_connector_new (type, &(VecheConnectorSetup) { .url = url, .own_server = TRUE });
  g_task_set_task_data (task, &asking, NULL);
  g_task_run_in_thread (task, pull_thread);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (retry_after != NULL)
    *retry_after = asking.retry_after;
  soup_server_disconnect (server);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
link_free (gpointer data)
{
  VecheCalendarLink *link = data;

  g_free (link->href);
  g_free (link);
}

static GHashTable *
links_new (guint n)
{
  GHashTable *links = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, link_free);

  for (guint i = 0; i < n; i++)
    {
      VecheCalendarLink *link = g_new0 (VecheCalendarLink, 1);

      link->href = g_strdup_printf ("e%u", i);
      g_hash_table_insert (links, link->href, link);
    }

  return links;
}

/* What was listed and not told is asked for again; the token would leave it out for ever. */
static void
test_half_told (void)
{
  const Answers half = { .list = CLUB ITEM ("a") ITEM ("b") "</multistatus>", .texts = HEAD WITH ("a") "</multistatus>" };
  const Answers failing = { .list = half.list, .texts = HEAD WITH ("a") "<response><href>/club/b.ics</href><status>HTTP/1.1 503 Busy</status></response></multistatus>" };
  const Answers whole = { .list = half.list, .texts = HEAD WITH ("a") WITH ("b") "</multistatus>" };
  const struct { const Answers *answers; guint n; gboolean token; } cases[] = { { &half, 1, FALSE }, { &failing, 1, FALSE }, { &whole, 2, TRUE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GHashTable) links = links_new (0);
      g_autoptr (GError) error = NULL;
      VecheCalendarPull *found = pull ("caldav", cases[i].answers, NULL, links, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (found->arrivals->len, ==, cases[i].n);
      g_assert_true ((strstr (found->cursor, "t1") != NULL) == cases[i].token);
      veche_calendar_pull_free (found);
    }
}

/* A list that ends early is none by which anything may be called off. */
static void
test_cut_list (void)
{
  const Answers cut = { .list = CLUB ITEM ("a") "<response><href>/club/</href><status>HTTP/1.1 507 Insufficient Storage</status></response></multistatus>",
                        .texts = HEAD WITH ("a") "</multistatus>" };
  g_autoptr (GHashTable) links = links_new (0);
  g_autoptr (GError) error = NULL;

  g_assert_null (pull ("caldav", &cut, NULL, links, NULL, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PROTOCOL);
}

static void
test_too_many (void)
{
  g_autoptr (GString) text = g_string_new (HEAD);
  g_autoptr (GBytes) body = NULL;
  const char *reason;

  for (guint i = 0; i <= VECHE_DAV_MOST_RESOURCES; i++)
    g_string_append (text, "<response><href>/a</href></response>");
  g_string_append (text, "</multistatus>");
  body = g_bytes_new (text->str, text->len);
  g_assert_null (veche_dav_parse (body, NULL, &reason));
  g_assert_nonnull (reason);
}

static void
test_patience (void)
{
  const Answers busy = { 0 };
  static const char *const types[] = { "caldav", "ical" };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GHashTable) links = links_new (0);
      g_autoptr (GError) error = NULL;
      gint64 retry_after, now = g_get_real_time ();

      g_assert_null (pull (types[i], &busy, NULL, links, &retry_after, &error));
      g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_RATE_LIMITED);
      g_assert_cmpint (retry_after, >, now + 100 * G_USEC_PER_SEC);
    }
}

/* A file that is suddenly empty is believed the second time. */
static void
test_empty_file (void)
{
  const Answers empty = { .file = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" };
  g_autoptr (GHashTable) links = links_new (30);
  g_autoptr (GError) error = NULL;
  VecheCalendarPull *first = pull ("ical", &empty, NULL, links, NULL, &error), *second;

  g_assert_no_error (error);
  g_assert_cmpuint (first->arrivals->len, ==, 0);
  second = pull ("ical", &empty, first->cursor, links, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second->arrivals->len, ==, 30);
  veche_calendar_pull_free (first);
  veche_calendar_pull_free (second);
}

/* Nobody signs what a name server says (RFC 6764, 8): a server of another domain is not even asked before its address was typed. */
static void
test_false_service (void)
{
  static const struct { const char *service; gboolean asked; } cases[] = {
    { "dav.club.example", TRUE }, { "CLUB.example", TRUE }, { "thief.example", FALSE }, { "notclub.example", FALSE }, { "club.example.thief.example", FALSE },
    { "192.0.2.1", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VecheCaldav) caldav = veche_caldav_new ("ann@club.example", NULL, "secret", FALSE, NULL);
      g_autoptr (GError) error = NULL;

      rebinding_resolver_serve ("club.example", cases[i].service);
      g_assert_null (veche_caldav_discover (caldav, &error));
      g_test_message ("%s: %s", cases[i].service, error->message);
      g_assert_cmpint (g_error_matches (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_ELSEWHERE), ==, !cases[i].asked);
      g_assert_true (cases[i].asked || strstr (error->message, cases[i].service) != NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/calendar-pull/half-told", test_half_told);
  g_test_add_func ("/calendar-pull/cut-list", test_cut_list);
  g_test_add_func ("/calendar-pull/too-many", test_too_many);
  g_test_add_func ("/calendar-pull/patience", test_patience);
  g_test_add_func ("/calendar-pull/empty-file", test_empty_file);
  g_test_add_func ("/calendar-pull/false-service", test_false_service);

  return g_test_run ();
}
