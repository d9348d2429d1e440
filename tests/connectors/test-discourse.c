/* test-discourse.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-connector.h"
#include "connectors/veche-discourse-key.h"
#include "connectors/veche-net.h"
#include "support/fake-discourse.h"

#include <gnutls/abstract.h>
#include <string.h>

typedef struct { FakeDiscourse *forum; } Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->forum = fake_discourse_new ();
}

/* Nothing was asked that the forum does not describe. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *wrong = fake_discourse_dup_wrong (fixture->forum);

  g_assert_cmpstr (wrong, ==, "");
  fake_discourse_free (fixture->forum);
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
connect_to (Fixture *fixture, const char *token, const char *settings)
{
  const VecheConnectorSetup setup = { .url = fake_discourse_get_url (fixture->forum), .token = token, .own_server = TRUE, .settings = settings };

  return veche_connector_new ("discourse", &setup);
}

typedef enum { FETCH, MEMBERS, BACKFILL } What;

/* All pages from the cursor on. (transfer full) (element-type VecheBatch) */
static GPtrArray *
read_all (VecheConnector *connector, What what, const VecheGap *gap, const char *cursor)
{
  GPtrArray *batches = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_batch_unref);
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      VecheBatch *batch;

      if (what == FETCH)
        veche_connector_fetch_async (connector, cursor, NULL, result_cb, &result);
      else if (what == MEMBERS)
        veche_connector_members_async (connector, cursor, NULL, result_cb, &result);
      else
        veche_connector_backfill_async (connector, gap, cursor, NULL, result_cb, &result);
      wait_for_result (&result);
      batch = what == FETCH ? veche_connector_fetch_finish (connector, result, &error)
              : what == MEMBERS ? veche_connector_members_finish (connector, result, &error) : veche_connector_backfill_finish (connector, result, &error);
      g_assert_no_error (error);
      g_ptr_array_add (batches, batch);
      cursor = veche_batch_get_cursor (batch);
      more = veche_batch_has_more (batch);
      g_assert_cmpuint (batches->len, <, 60);
    }

  return batches;
}

static guint
count_posts (GPtrArray *batches)
{
  guint all = 0;

  for (guint i = 0; i < batches->len; i++)
    {
      guint n;

      veche_batch_get_posts (g_ptr_array_index (batches, i), &n);
      all += n;
    }

  return all;
}

static void
test_read (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VecheConnector) connector = connect_to (fixture, data, "{\"categories\":[\"category-4\"]}");
  g_autoptr (GPtrArray) batches = NULL;
  const VechePost *posts;
  guint n;

  fake_discourse_say (fixture->forum, "anna", "<p>Когда встреча?</p>", 0);
  fake_discourse_say (fixture->forum, "boris", "<p><a class=\"mention\" href=\"/u/klub\">@klub</a> ждём</p>", 1);
  fake_discourse_say (fixture->forum, "boris", "<p><a class=\"mention-group notify\" href=\"/forum/groups/team\">@team</a></p>", 0);
  fake_discourse_say (fixture->forum, "vera", "<p>лишнее</p>", 0);
  fake_discourse_say (fixture->forum, "vera", "<aside class=\"quote no-group\" data-username=\"klub\"><p>наше</p></aside><p>вот</p>", 0);
  fake_discourse_say (fixture->forum, "vera", "<p><a class=\"mention\" href=\"/u/klubnika\">@klubnika</a></p>", 0);
  for (guint i = 0; i < 38; i++)
    fake_discourse_say (fixture->forum, "vera", "<p>и я</p>", 0);
  fake_discourse_edit (fixture->forum, 3, "<p><a class=\"mention-group notify\" href=\"/forum/groups/team\">@team</a> уже</p>");
  fake_discourse_delete (fixture->forum, 4);

  batches = read_all (connector, FETCH, NULL, NULL);
  g_assert_cmpuint (count_posts (batches), ==, 44);
  g_assert_cmpuint (batches->len, ==, 2);     /* the list, and the one topic of the chosen category */
  posts = veche_batch_get_posts (g_ptr_array_index (batches, 1), &n);
  g_assert_cmpstr (posts[0].channel, ==, "topic-9");
  g_assert_cmpstr (posts[0].text, ==, "Когда встреча?");
  g_assert_cmpstr (posts[1].reply_to, ==, "1");
  g_assert_cmpint (posts[1].attention, ==, data != NULL ? VECHE_ATTENTION_MENTION : VECHE_ATTENTION_NONE);
  g_assert_cmpint (posts[2].attention, ==, data != NULL ? VECHE_ATTENTION_MENTION : VECHE_ATTENTION_NONE);
  g_assert_cmpint (posts[2].edited, >, posts[2].at);
  g_assert_true (posts[3].deleted);
  g_assert_cmpint (posts[4].attention, ==, data != NULL ? VECHE_ATTENTION_MENTION : VECHE_ATTENTION_NONE);
  g_assert_cmpint (posts[5].attention, ==, VECHE_ATTENTION_NONE);     /* somebody whose name begins like ours */
}

/* The list is read down to what was known, a topic from what was known on, also when posts vanished meanwhile; and how far that is sure. */
static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VecheConnector) connector = connect_to (fixture, FAKE_DISCOURSE_KEY, "{\"private\":\"yes\",\"categories\":[\"category-4\"]}");
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autofree char *cursor = NULL;
  const VecheChannel *channels;
  const VechePost *posts;
  guint n;

  fake_discourse_add_topics (fixture->forum, 100);
  for (guint i = 0; i < 60; i++)
    fake_discourse_say (fixture->forum, "vera", "<p>и я</p>", 0);
  first = read_all (connector, FETCH, NULL, NULL);
  g_assert_cmpuint (fake_discourse_requests (fixture->forum, "/latest.json"), ==, 3);     /* that far back, the first time */
  cursor = g_strdup (veche_batch_get_cursor (g_ptr_array_index (first, first->len - 1)));
  posts = NULL;
  for (guint i = 0; i < first->len; i++)
    {
      posts = veche_batch_get_posts (g_ptr_array_index (first, i), &n);
      if (n == 1)
        g_assert_cmpint (posts[0].attention, ==, VECHE_ATTENTION_DIRECT);
      else if (n == 60)
        {
          channels = veche_batch_get_channels (g_ptr_array_index (first, i), &n);
          for (guint j = 0; j < n; j++)
            if (g_str_equal (channels[j].remote_id, "topic-9"))
              g_assert_cmpint (channels[j].complete_since, ==, posts[0].at);
        }
    }

  fake_discourse_say (fixture->forum, "anna", "<p>новое</p>", 0);
  second = read_all (connector, FETCH, NULL, cursor);
  g_assert_cmpuint (fake_discourse_requests (fixture->forum, "/latest.json"), ==, 4);
  g_assert_cmpuint (second->len, ==, 2);
  posts = veche_batch_get_posts (g_ptr_array_index (second, 1), &n);
  g_assert_cmpuint (n, ==, 41);     /* the first twenty, twenty that we had, the new one */
  channels = veche_batch_get_channels (g_ptr_array_index (second, 1), &n);
  for (guint j = 0; j < n; j++)
    if (g_str_equal (channels[j].remote_id, "topic-9"))
      g_assert_cmpint (channels[j].complete_since, ==, posts[20].at);
}

static void
test_gap (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VecheConnector) connector = connect_to (fixture, FAKE_DISCOURSE_KEY, "{\"username\":\"klub\"}");
  g_autoptr (GPtrArray) batches = NULL;
  g_autoptr (GPtrArray) whole = NULL;
  gint64 hour = G_TIME_SPAN_HOUR, start, until, since = 0;
  VecheGap gap = { "topic-9", 0, 0 };
  const VechePost *posts;
  guint n;

  for (guint i = 0; i < 90; i++)
    fake_discourse_say (fixture->forum, "vera", "<p>и я</p>", 0);
  start = G_GINT64_CONSTANT (1793527200) * G_USEC_PER_SEC;
  gap.since = start + 25 * hour;
  gap.until = start + 55 * hour;
  batches = read_all (connector, BACKFILL, &gap, NULL);
  until = gap.until;
  for (guint i = 0; i < batches->len; i++)
    {
      const VecheChannel *channels = veche_batch_get_channels (g_ptr_array_index (batches, i), &n);

      for (guint j = 0; j < n; j++)
        if (g_str_equal (channels[j].remote_id, "topic-9") && channels[j].complete_until > 0)
          {
            g_assert_cmpint (channels[j].complete_until, ==, until);
            until = since = channels[j].complete_since;
          }
    }
  g_assert_cmpint (since, ==, gap.since);     /* without a hole from its end to its beginning */
  posts = veche_batch_get_posts (g_ptr_array_index (batches, batches->len - 1), &n);
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpint (posts[0].at, <=, gap.since);

  gap = (VecheGap) { "category-4", start, g_get_real_time () };
  whole = read_all (connector, BACKFILL, &gap, NULL);
  g_assert_cmpuint (count_posts (whole), ==, 90);
}

static char *
send_reply (Fixture *fixture, const char *token, const char *text, gboolean maybe_sent, GError **error)
{
  g_autoptr (VecheConnector) connector = connect_to (fixture, token, NULL);
  g_autoptr (VecheReply) reply = veche_reply_new ();
  g_autoptr (GAsyncResult) result = NULL;
  char *id;

  reply->text = g_strdup (text);
  reply->channel = g_strdup ("topic-9");
  reply->in_reply_to = g_strdup ("1");
  reply->maybe_sent = maybe_sent;
  veche_connector_send_async (connector, reply, NULL, result_cb, &result);
  id = veche_connector_send_finish (connector, wait_for_result (&result), NULL, error);
  if (g_error_matches (*error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_RATE_LIMITED))
    g_assert_cmpint (veche_connector_get_retry_after (connector), >, g_get_real_time ());

  return id;
}

static void
test_send (Fixture *fixture, gconstpointer data)
{
  const char *text = "В субботу, в [шесть](https://club.example/6)";
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  fake_discourse_say (fixture->forum, "anna", "<p>Когда встреча?</p>", 0);
  fake_discourse_set_mood (fixture->forum, FAKE_DISCOURSE_CUTS);
  g_assert_null (send_reply (fixture, FAKE_DISCOURSE_KEY, text, FALSE, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_UNKNOWN);
  g_clear_error (&error);
  for (guint i = 0; i < 45; i++)     /* others spoke meanwhile */
    fake_discourse_say (fixture->forum, "vera", "<p>и я</p>", 0);
  id = send_reply (fixture, FAKE_DISCOURSE_KEY, text, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "2");
  g_assert_cmpuint (fake_discourse_count (fixture->forum), ==, 47);     /* found, and not sent again */
  g_assert_null (send_reply (fixture, NULL, text, FALSE, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const struct { FakeDiscourseMood mood; int code; const char *words; } cases[] = {
    { FAKE_DISCOURSE_SIMILAR, VECHE_CONNECTOR_ERROR_REJECTED, "too similar" },
    { FAKE_DISCOURSE_SLOW, VECHE_CONNECTOR_ERROR_RATE_LIMITED, "slow mode" },
    { FAKE_DISCOURSE_MODERATES, VECHE_CONNECTOR_ERROR_REJECTED, "moderator" },
    { FAKE_DISCOURSE_LIMITS, VECHE_CONNECTOR_ERROR_RATE_LIMITED, "pause" },
  };

  fake_discourse_say (fixture->forum, "anna", "<p>Когда встреча?</p>", 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      fake_discourse_set_mood (fixture->forum, cases[i].mood);
      g_assert_null (send_reply (fixture, FAKE_DISCOURSE_KEY, "В шесть", FALSE, &error));
      g_assert_error (error, VECHE_CONNECTOR_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].words));
    }
  g_assert_cmpuint (fake_discourse_count (fixture->forum), ==, 1);
}

static void
test_places (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VecheConnector) connector = connect_to (fixture, NULL, NULL);
  g_autoptr (GAsyncResult) described = NULL;
  g_autoptr (VecheBatch) places = NULL;
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GPtrArray) few = NULL;
  guint n, all = 0;

  veche_connector_describe_async (connector, NULL, result_cb, &described);
  places = veche_connector_describe_finish (connector, wait_for_result (&described), NULL);
  g_assert_nonnull (places);
  veche_batch_get_channels (places, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (veche_batch_get_notices (places, &n)[0].code, ==, "read-only");

  fake_discourse_add_members (fixture->forum, 701);
  members = read_all (connector, MEMBERS, NULL, NULL);
  g_assert_cmpuint (members->len, ==, 4);
  for (guint i = 0; i < members->len; i++)
    {
      veche_batch_get_people (g_ptr_array_index (members, i), &n);
      all += n;
    }
  g_assert_cmpuint (all, ==, 701);

  /* Of a forum that hides its groups the directory shows the first pages only, and that is said. */
  fake_discourse_set_mood (fixture->forum, FAKE_DISCOURSE_HIDES);
  few = read_all (connector, MEMBERS, NULL, NULL);
  g_assert_cmpuint (few->len, ==, 11);
  veche_batch_get_notices (g_ptr_array_index (few, 10), &n);
  g_assert_cmpstr (veche_batch_get_notices (g_ptr_array_index (few, 10), &n)[n - 1].code, ==, "directory-short");
}

static void
test_revoke (Fixture *fixture, gconstpointer data)
{
  g_autoptr (VecheConnector) admin = connect_to (fixture, "another-key", "{\"username\":\"klub\"}");
  g_autoptr (VecheConnector) user = connect_to (fixture, FAKE_DISCOURSE_KEY, NULL);
  g_autoptr (GAsyncResult) left = NULL;
  g_autoptr (GAsyncResult) ended = NULL;
  g_autoptr (GError) error = NULL;

  veche_connector_revoke_async (admin, NULL, result_cb, &left);
  g_assert_true (veche_connector_revoke_finish (admin, wait_for_result (&left), &error));
  g_assert_false (fake_discourse_is_revoked (fixture->forum));     /* others may use it, too */
  veche_connector_revoke_async (user, NULL, result_cb, &ended);
  g_assert_true (veche_connector_revoke_finish (user, wait_for_result (&ended), &error));
  g_assert_true (fake_discourse_is_revoked (fixture->forum));
}

/* As the forum does it: PKCS #1 with the public half from the address, in Base64 with a line end each 60 letters. (transfer full) */
static char *
seal (const char *page, const char *key, const char *nonce)
{
  g_autoptr (GHashTable) params = g_uri_parse_params (strchr (page, '?') + 1, -1, "&", G_URI_PARAMS_NONE, NULL);
  const char *letter = g_hash_table_lookup (params, "public_key");
  g_autofree char *plain = g_strdup_printf ("{\"key\":\"%s\",\"nonce\":\"%s\",\"push\":false,\"api\":4}", key,
                                            nonce != NULL ? nonce : (const char *) g_hash_table_lookup (params, "nonce"));
  gnutls_datum_t pem = { (unsigned char *) letter, (unsigned) strlen (letter) }, in = { (unsigned char *) plain, (unsigned) strlen (plain) }, out;
  gnutls_pubkey_t half;
  g_autofree char *text = NULL;
  GString *lines = g_string_new (NULL);

  g_assert_cmpstr (g_hash_table_lookup (params, "scopes"), ==, "read,write");
  g_assert_cmpint (gnutls_pubkey_init (&half), ==, 0);
  g_assert_cmpint (gnutls_pubkey_import (half, &pem, GNUTLS_X509_FMT_PEM), ==, 0);
  g_assert_cmpint (gnutls_pubkey_encrypt_data (half, 0, &in, &out), ==, 0);
  text = g_base64_encode (out.data, out.size);
  for (guint i = 0; i < strlen (text); i += 60)
    g_string_append_printf (lines, "%.60s\n", text + i);
  gnutls_free (out.data);
  gnutls_pubkey_deinit (half);

  return g_string_free (lines, FALSE);
}

static void
test_key (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDiscourseKey) one = veche_discourse_key_new (&error);
  g_autoptr (VecheDiscourseKey) other = veche_discourse_key_new (NULL);
  g_autofree char *page = veche_discourse_key_dup_page (one, "forum.example");
  g_autofree char *sealed = seal (page, "0123456789abcdef0123456789abcdef", NULL);
  g_autofree char *foreign = seal (page, "0123456789abcdef0123456789abcdef", "another");
  g_autofree char *key = NULL;

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (page, "https://forum.example/user-api-key/new?"));
  g_assert_true (veche_discourse_key_is_sealed (sealed));
  g_assert_false (veche_discourse_key_is_sealed ("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"));
  key = veche_discourse_key_open (one, sealed, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (key, ==, "0123456789abcdef0123456789abcdef");

  g_assert_null (veche_discourse_key_open (other, sealed, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH);
  g_clear_error (&error);
  g_assert_null (veche_discourse_key_open (one, foreign, &error));
  g_clear_error (&error);
  sealed[100] = '\0';
  g_assert_null (veche_discourse_key_open (one, sealed, &error));
  g_clear_error (&error);
  g_assert_null (veche_discourse_key_open (one, "<script>", &error));
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  veche_net_set_limits (20, 40);

#define ADD(path, data, func) g_test_add ("/connectors/discourse/" path, Fixture, data, set_up, func, tear_down)
  ADD ("read-only", NULL, test_read);
  ADD ("read", FAKE_DISCOURSE_KEY, test_read);
  ADD ("pages", NULL, test_pages);
  ADD ("gap", NULL, test_gap);
  ADD ("send", NULL, test_send);
  ADD ("refused", NULL, test_refused);
  ADD ("places", NULL, test_places);
  ADD ("revoke", NULL, test_revoke);
  g_test_add_func ("/connectors/discourse/key", test_key);
  result = g_test_run ();
  veche_net_shutdown ();

  return result;
}
