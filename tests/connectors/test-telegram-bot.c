/* test-telegram-bot.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-connector.h"
#include "connectors/veche-json.h"
#include "connectors/veche-net.h"
#include "support/fake-telegram.h"

#include <string.h>

/* The connector against a Bot API server that pages, refuses, is taken by others and dies. */

typedef struct
{
  FakeTelegram *server;
  char         *cursor, *settings;
  GHashTable   *texts;        /* key of a message → text */
  GHashTable   *notices;      /* "code about" */
  gint64        since, until; /* of the group's coverage */
  guint         pages, mentions;
  GError       *error;
  gint64        retry_after;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->server = fake_telegram_new ();
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->notices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  fake_telegram_free (self->server);
  g_free (self->cursor);
  g_free (self->settings);
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->notices);
  g_clear_error (&self->error);
}

static void
result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static VecheConnector *
connect (Fixture *self)
{
  return veche_connector_new ("telegram", &(VecheConnectorSetup) { .url = fake_telegram_get_url (self->server), .token = FAKE_TELEGRAM_TOKEN,
                                                                   .settings = self->settings, .own_server = TRUE });
}

static void
take_batch (Fixture *self, VecheBatch *batch)
{
  guint n;
  const VechePost *posts = veche_batch_get_posts (batch, &n);
  const VecheNotice *notices;
  const VecheChannel *channels;

  for (guint i = 0; i < n; i++)
    {
      g_hash_table_insert (self->texts, g_strdup (posts[i].remote_id), g_strdup (posts[i].text));
      self->mentions += posts[i].attention == VECHE_ATTENTION_MENTION || posts[i].attention == VECHE_ATTENTION_REQUEST;
    }
  notices = veche_batch_get_notices (batch, &n);
  for (guint i = 0; i < n; i++)
    g_hash_table_add (self->notices, g_strdup_printf ("%s %s", notices[i].code, notices[i].about != NULL ? notices[i].about : ""));
  channels = veche_batch_get_channels (batch, &n);
  for (guint i = 0; i < n; i++)
    if (channels[i].complete_until != 0)
      {
        self->since = channels[i].complete_since;
        self->until = channels[i].complete_until;
      }
}

/* A whole run, page by page, by a fresh connector. */
static void
run (Fixture *self)
{
  g_autoptr (VecheConnector) connector = connect (self);
  gboolean more = TRUE;

  g_clear_error (&self->error);
  self->pages = 0;
  while (more)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (VecheBatch) batch = NULL;

      veche_connector_fetch_async (connector, self->cursor, NULL, result_cb, &result);
      batch = veche_connector_fetch_finish (connector, wait_for_result (&result), &self->error);
      self->retry_after = veche_connector_get_retry_after (connector);
      if (batch == NULL)
        return;
      take_batch (self, batch);
      g_free (self->cursor);
      self->cursor = g_strdup (veche_batch_get_cursor (batch));
      more = veche_batch_has_more (batch);
      self->pages++;
      g_assert_cmpuint (self->pages, <, 60);
    }
}

static char *
send (Fixture *self, const VecheReply *reply, char **url)
{
  g_autoptr (VecheConnector) connector = connect (self);
  g_autoptr (GAsyncResult) result = NULL;

  g_clear_error (&self->error);
  veche_connector_send_async (connector, (VecheReply *) reply, NULL, result_cb, &result);

  return veche_connector_send_finish (connector, wait_for_result (&result), url, &self->error);
}

static void
assert_error (Fixture *self, int code, const char *words)
{
  g_assert_error (self->error, VECHE_CONNECTOR_ERROR, code);
  g_test_message ("%s", self->error->message);
  g_assert_nonnull (strstr (self->error->message, words));
  g_assert_null (strstr (self->error->message, "AAF4ke"));
}

static void
test_paging (Fixture *self, gconstpointer data)
{
  gint64 last = 0;
  g_autofree char *key = NULL;

  for (guint i = 0; i < 250; i++)
    last = fake_telegram_say (self->server, FAKE_TELEGRAM_GROUP, 2 + i % 7, 0, 0, "@club_helper_bot вопрос");
  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpuint (self->pages, ==, 3);
  g_assert_cmpuint (self->mentions, ==, 250);
  key = g_strdup_printf ("%" G_GINT64_FORMAT, last);
  g_assert_true (g_hash_table_contains (self->texts, key));

  run (self);
  g_assert_cmpuint (self->mentions, ==, 250);
  fake_telegram_edit (self->server, FAKE_TELEGRAM_GROUP, last, "иначе");
  fake_telegram_join (self->server, FAKE_TELEGRAM_GROUP, 5);
  run (self);
  g_assert_cmpstr (g_hash_table_lookup (self->texts, key), ==, "иначе");
  g_assert_true (g_hash_table_contains (self->texts, "join:user5:1763700000"));
  g_assert_cmpuint (fake_telegram_requests (self->server, "getChatMember"), ==, 1);
}

static void
test_wait (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheConnector) connector = connect (self);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (VecheBatch) batch = NULL;

  veche_connector_set_wait (connector, 25);
  veche_connector_fetch_async (connector, NULL, NULL, result_cb, &result);
  batch = veche_connector_fetch_finish (connector, wait_for_result (&result), &self->error);
  g_assert_no_error (self->error);
  g_assert_cmpint (fake_telegram_get_timeout (self->server), ==, 25);
}

/* What was said while the bot listened is complete; what it missed is not. */
static void
test_coverage (Fixture *self, gconstpointer data)
{
  g_autofree char *old = NULL;
  gint64 first;

  fake_telegram_say (self->server, FAKE_TELEGRAM_GROUP, 2, 0, 0, "раз");
  run (self);
  first = g_get_real_time ();
  fake_telegram_say (self->server, FAKE_TELEGRAM_GROUP, 2, 0, 0, "два");
  run (self);
  g_assert_cmpint (self->since, >, 0);
  g_assert_cmpint (self->since, <=, first);
  g_assert_cmpint (self->until, >=, first);

  /* The next stretch begins where this one ended. */
  first = self->until;
  fake_telegram_say (self->server, FAKE_TELEGRAM_GROUP, 2, 0, 0, "и ещё");
  run (self);
  g_assert_cmpint (self->since, ==, first);
  g_assert_cmpint (self->until, >, first);
  first = g_get_real_time ();

  /* Nobody fetched for two days: updates were dropped, a new span begins. */
  old = g_strdup_printf ("{\"offset\":502,\"heard\":%" G_GINT64_FORMAT ",\"drained\":%" G_GINT64_FORMAT ",\"chats\":[{\"id\":%" G_GINT64_FORMAT ",\"rights\":\"admin\","
                         "\"asked\":%" G_GINT64_FORMAT ",\"since\":%" G_GINT64_FORMAT "}]}",
                         first - 2 * G_TIME_SPAN_DAY, first - 2 * G_TIME_SPAN_DAY, FAKE_TELEGRAM_GROUP, first, first - 2 * G_TIME_SPAN_DAY);
  g_free (self->cursor);
  self->cursor = g_steal_pointer (&old);
  self->since = self->until = 0;
  fake_telegram_say (self->server, FAKE_TELEGRAM_GROUP, 2, 0, 0, "три");
  run (self);
  g_assert_cmpint (self->until, ==, 0);
}

static void
test_notices (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheConnector) connector = connect (self);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (VecheBatch) batch = NULL;
  const char *handle;

  fake_telegram_set_privacy (self->server, TRUE);
  fake_telegram_set_status (self->server, "member");
  fake_telegram_say (self->server, FAKE_TELEGRAM_GROUP, 2, 0, 0, "раз");
  run (self);
  g_assert_true (g_hash_table_contains (self->notices, "no-admin Клуб"));
  g_assert_true (g_hash_table_contains (self->notices, "privacy-mode Клуб"));

  fake_telegram_set_webhook (self->server, "https://bots.example/hook");
  veche_connector_describe_async (connector, NULL, result_cb, &result);
  batch = veche_connector_describe_finish (connector, wait_for_result (&result), &self->error);
  g_assert_no_error (self->error);
  take_batch (self, batch);
  g_assert_cmpstr (veche_batch_get_account (batch, &handle), ==, "user77");
  g_assert_cmpstr (handle, ==, "club_helper_bot");
  g_assert_true (g_hash_table_contains (self->notices, "webhook bots.example"));
  g_assert_true (g_hash_table_contains (self->notices, "privacy "));
  g_assert_true (g_hash_table_contains (self->notices, "no-history "));
}

static void
test_webhook (Fixture *self, gconstpointer data)
{
  fake_telegram_say (self->server, FAKE_TELEGRAM_GROUP, 2, 0, 0, "раз");
  fake_telegram_set_webhook (self->server, "https://bots.example/hook");
  run (self);
  assert_error (self, VECHE_CONNECTOR_ERROR_REJECTED, "a webhook at bots.example");
  g_assert_cmpuint (fake_telegram_requests (self->server, "deleteWebhook"), ==, 0);

  self->settings = g_strdup ("{\"take\":\"yes\"}");
  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpuint (g_hash_table_size (self->texts), ==, 1);
}

static void
test_trouble (Fixture *self, gconstpointer data)
{
  fake_telegram_set_mood (self->server, FAKE_TELEGRAM_SHARED, 1);
  run (self);
  assert_error (self, VECHE_CONNECTOR_ERROR_REJECTED, "another program is fetching");
  fake_telegram_set_mood (self->server, FAKE_TELEGRAM_REVOKED, 1);
  run (self);
  assert_error (self, VECHE_CONNECTOR_ERROR_AUTH, "@BotFather");
  fake_telegram_set_mood (self->server, FAKE_TELEGRAM_DOWN, 1);
  run (self);
  assert_error (self, VECHE_CONNECTOR_ERROR_OFFLINE, "502");
  fake_telegram_set_mood (self->server, FAKE_TELEGRAM_BUSY, 1);
  run (self);
  assert_error (self, VECHE_CONNECTOR_ERROR_RATE_LIMITED, "pause");
  g_assert_cmpint (self->retry_after, >, g_get_real_time ());
  g_assert_cmpint (self->retry_after, <=, g_get_real_time () + 2 * G_USEC_PER_SEC);
  run (self);
  g_assert_no_error (self->error);
}

static void
test_token (Fixture *self, gconstpointer data)
{
  static const char *const bad[] = { "abc", "123:short", "1:../../etc/passwd0123456789012345678901", "77:AAF4ke?x=0123456789012345678901234567890" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (VecheConnector) connector = veche_connector_new ("telegram", &(VecheConnectorSetup) { .url = "https://api.telegram.org", .token = bad[i] });
      g_autoptr (GAsyncResult) result = NULL;

      g_clear_error (&self->error);
      veche_connector_fetch_async (connector, NULL, NULL, result_cb, &result);
      g_assert_null (veche_connector_fetch_finish (connector, wait_for_result (&result), &self->error));
      g_assert_error (self->error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH);
    }
}

static void
test_send (Fixture *self, gconstpointer data)
{
  gint64 asked = fake_telegram_say (self->server, FAKE_TELEGRAM_GROUP, 5, 14, 0, "@club_helper_bot вопрос");
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, asked);
  VecheReply reply = { .text = (char *) "@Анна, да!", .channel = (char *) "channel1234567890/14", .in_reply_to = number,
                       .meta = (char *) "{\"from\":{\"id\":5,\"name\":\"Анна\"}}" };
  g_autofree char *url = NULL;
  g_autofree char *id = send (self, &reply, &url);
  g_autofree char *sent = NULL;
  g_autofree char *expected = g_strdup_printf ("{\"chat_id\":-1001234567890,\"message_thread_id\":14,\"reply_parameters\":{\"message_id\":%s},\"text\":\"Анна, да!\","
                                               "\"entities\":[{\"type\":\"text_mention\",\"offset\":0,\"length\":4,\"user\":{\"id\":5,\"is_bot\":false,"
                                               "\"first_name\":\"Анна\"}}]}", number);
  g_autofree char *expected_url = NULL;
  guint n;

  g_assert_no_error (self->error);
  sent = fake_telegram_dup_sent (self->server, &n);
  g_assert_cmpstr (sent, ==, expected);
  expected_url = g_strdup_printf ("https://t.me/c/1234567890/%s", id);
  g_assert_cmpstr (url, ==, expected_url);

  reply.in_reply_to = (char *) "99999";
  g_assert_null (send (self, &reply, NULL));
  assert_error (self, VECHE_CONNECTOR_ERROR_REJECTED, "is gone there");
}

/* Given two who ask to be let in, when they are decided on, then each answer goes to its asker, and one that is no longer asking is no error. */
static void
test_requests (Fixture *self, gconstpointer data)
{
  VecheReply reply = { .text = (char *) "Let in", .channel = (char *) "channel1234567890", .action = (char *) "approve" };
  g_autofree char *first = NULL, *second = NULL, *again = NULL, *decisions = NULL;

  fake_telegram_ask_in (self->server, FAKE_TELEGRAM_GROUP, 5, "Учу Python, живу в Казани");
  fake_telegram_ask_in (self->server, FAKE_TELEGRAM_GROUP, 6, "");
  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpuint (self->mentions, ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (self->texts, "request:user5:1763700000"), ==, "Учу Python, живу в Казани");

  reply.in_reply_to = (char *) "request:user5:1763700000";
  first = send (self, &reply, NULL);
  g_assert_no_error (self->error);
  g_assert_cmpstr (first, ==, "approve:request:user5:1763700000");
  again = send (self, &reply, NULL);
  g_assert_no_error (self->error);
  g_assert_nonnull (again);
  reply.in_reply_to = (char *) "request:user6:1763700000";
  reply.action = (char *) "decline";
  second = send (self, &reply, NULL);
  g_assert_no_error (self->error);
  decisions = fake_telegram_dup_decisions (self->server);
  g_assert_cmpstr (decisions, ==, "approve 5 decline 6 ");

  reply.in_reply_to = (char *) "17";
  g_assert_null (send (self, &reply, NULL));
  assert_error (self, VECHE_CONNECTOR_ERROR_REJECTED, "no request to join");
}

/* Cut off after it was taken: nobody can look, so nobody may send it again by itself. */
static void
test_send_unknown (Fixture *self, gconstpointer data)
{
  VecheReply reply = { .text = (char *) "да", .channel = (char *) "bot77:user5" };
  g_autofree char *sent = NULL;
  guint n;

  fake_telegram_set_mood (self->server, FAKE_TELEGRAM_APPLY_AND_DIE, 1);
  g_assert_null (send (self, &reply, NULL));
  g_assert_error (self->error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_UNKNOWN);
  g_assert_false (veche_connectors_find ("telegram")->finds_own);
  sent = fake_telegram_dup_sent (self->server, &n);
  g_assert_cmpuint (n, ==, 1);

  fake_telegram_set_mood (self->server, FAKE_TELEGRAM_KICKED, 1);
  reply.channel = (char *) "channel1234567890";
  g_assert_null (send (self, &reply, NULL));
  assert_error (self, VECHE_CONNECTOR_ERROR_REJECTED, "removed from this chat");
}

static void
test_send_migrated (Fixture *self, gconstpointer data)
{
  VecheReply reply = { .text = (char *) "да", .channel = (char *) "chat987654", .in_reply_to = (char *) "b77.3" };
  g_autofree char *id = NULL;
  g_autofree char *url = NULL;
  g_autofree char *sent = NULL;
  guint n;

  fake_telegram_migrate (self->server, -1004444444444);
  id = send (self, &reply, &url);
  g_assert_no_error (self->error);
  sent = fake_telegram_dup_sent (self->server, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (sent, ==, "{\"chat_id\":-1004444444444,\"text\":\"да\"}");
  g_assert_true (g_str_has_prefix (url, "https://t.me/c/4444444444/"));
}

/* One message a second in a group, whichever connector of the account sends it. */
static void
test_send_budget (Fixture *self, gconstpointer data)
{
  VecheReply reply = { .text = (char *) "да", .channel = (char *) "channel1234567890" };
  gint64 began = g_get_monotonic_time ();

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = send (self, &reply, NULL);

      g_assert_no_error (self->error);
    }
  g_assert_cmpint (g_get_monotonic_time () - began, >=, 2 * G_USEC_PER_SEC - 50 * 1000);
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/connectors/telegram-bot/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("paging", test_paging);
  ADD ("wait", test_wait);
  ADD ("coverage", test_coverage);
  ADD ("notices", test_notices);
  ADD ("webhook", test_webhook);
  ADD ("trouble", test_trouble);
  ADD ("token", test_token);
  ADD ("send", test_send);
  ADD ("requests", test_requests);
  ADD ("send-unknown", test_send_unknown);
  ADD ("send-migrated", test_send_migrated);
  ADD ("send-budget", test_send_budget);
#undef ADD
  result = g_test_run ();
  veche_net_shutdown ();

  return result;
}
