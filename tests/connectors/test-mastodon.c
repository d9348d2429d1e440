/* test-mastodon.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-connector.h"
#include "connectors/veche-json.h"
#include "connectors/veche-mastodon-parse.h"
#include "connectors/veche-mastodon-stream.h"
#include "connectors/veche-net.h"
#include "support/fake-mastodon.h"

#include <string.h>

/*** Recorded shapes ***/

static VecheBatch *
parse_notifications (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "mastodon", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) me = json_from_string ("{\"id\":\"1\",\"acct\":\"us\",\"url\":\"https://here.example/@us\"}", NULL);
  g_autoptr (JsonNode) node = NULL;
  VecheBatch *batch = veche_batch_new ("mastodon", "here.example");
  VecheMastodon mastodon = { 0 };
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  node = veche_json_parse (text, length, &error);
  g_assert_no_error (error);
  g_assert_true (veche_mastodon_begin (&mastodon, batch, "here.example", json_node_get_object (me)));
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    veche_mastodon_add_notification (&mastodon, veche_json_nth (json_node_get_array (node), i));

  return batch;
}

static const VechePost *
find_post (VecheBatch *batch, const char *id)
{
  guint n;
  const VechePost *posts = veche_batch_get_posts (batch, &n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (posts[i].remote_id, id))
      return &posts[i];

  return NULL;
}

static const VechePerson *
find_person (VecheBatch *batch, const char *id)
{
  guint n;
  const VechePerson *people = veche_batch_get_people (batch, &n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (people[i].remote_id, id))
      return &people[i];

  return NULL;
}

static void
test_mastodon_shape (void)
{
  g_autoptr (VecheBatch) batch = parse_notifications ("mastodon.json");
  const VechePost *mention = find_post (batch, "113521000000000001");
  const VechePost *direct = find_post (batch, "113521000000000002");
  const VechePost *poll = find_post (batch, "113521000000000003");
  const VechePost *join = find_post (batch, "n:34975861");
  const VechePerson *anna = find_person (batch, "109000000000000001");
  guint n;

  g_assert_cmpstr (mention->text, ==, "@us а когда следующая встреча?\n\nвот https://club.example/meet/2026-12");
  g_assert_cmpint (mention->attention, ==, VECHE_ATTENTION_MENTION);
  g_assert_cmpstr (mention->kind, ==, "post");
  g_assert_cmpstr (mention->thread, ==, mention->remote_id);
  g_assert_cmpstr (mention->url, ==, "https://far.example/@anna/113521000000000001");
  g_assert_nonnull (strstr (mention->meta, "\"visibility\":\"public\""));
  g_assert_cmpint (direct->attention, ==, VECHE_ATTENTION_DIRECT);
  g_assert_true (g_str_has_prefix (direct->text, "между нами\n\n"));
  g_assert_cmpint (direct->edited, >, direct->at);
  g_assert_cmpint (poll->attention, ==, VECHE_ATTENTION_REPLY);
  g_assert_nonnull (strstr (poll->text, "○ суббота\n○ воскресенье"));
  g_assert_cmpstr (join->kind, ==, "join");
  g_assert_cmpstr (anna->handle, ==, "anna@far.example");
  g_assert_cmpstr (anna->name, ==, "Анна");
  g_assert_cmpint (find_person (batch, "109000000000000002")->joined, >, 0);
  g_assert_true (find_person (batch, "109000000000000002")->bot);
  g_assert_cmpstr (find_post (batch, "n:34975862")->kind, ==, "reaction");
  g_assert_true (find_post (batch, "113520000000000009")->out);
  veche_batch_get_bad (batch, &n);
  g_assert_cmpuint (n, ==, 2);   /* one without an author, one without its message */
}

/* snac: whole seconds, a local account that looks remote, "0" for who is mentioned.  Pleroma: other ids.  GoToSocial: ULIDs. */
static void
test_other_shapes (void)
{
  g_autoptr (VecheBatch) batch = parse_notifications ("others.json");

  g_assert_cmpint (find_post (batch, "1763640000000001")->attention, ==, VECHE_ATTENTION_MENTION);
  g_assert_cmpstr (find_person (batch, "d41d8cd98f00b204")->handle, ==, "bob");
  g_assert_cmpint (find_post (batch, "01JD5XJ3W2M4QZ6Y8K0V1N7T3A")->attention, ==, VECHE_ATTENTION_REPLY);
  g_assert_cmpint (find_post (batch, "AmkQ1x9vKqd2")->attention, ==, VECHE_ATTENTION_MENTION);
  g_assert_cmpstr (find_post (batch, "n:77")->kind, ==, "reaction");
}

static void
test_opening (void)
{
  static const struct { const char *meta, *author, *me, *opening; } cases[] = {
    { NULL, "anna@far.example", "us", "@anna@far.example " },
    { "{\"visibility\":\"public\",\"mentions\":[\"boris\",\"Anna@far.example\",\"us\",7,\"\"]}", "anna@far.example", "us", "@anna@far.example @boris " },
    { "{\"mentions\":[\"boris\"]}", "us", "us", "@boris " },     /* we answer ourselves */
    { "nonsense", NULL, NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *opening = veche_mastodon_opening (cases[i].meta, cases[i].author, cases[i].me);

      g_assert_cmpstr (opening, ==, cases[i].opening);
    }
}

static void
test_link (void)
{
  g_autofree char *next = veche_mastodon_link_max_id ("<https://x.example/a?limit=80&max_id=7163058>; rel=\"next\", <https://x.example/a?since_id=9>; rel=\"prev\"");

  g_assert_cmpstr (next, ==, "7163058");
  g_assert_null (veche_mastodon_link_max_id ("<https://x.example/a?max_id=7>; rel=\"prev\""));
  g_assert_null (veche_mastodon_link_max_id (NULL));
}

/*** Against a server ***/

typedef struct
{
  FakeMastodon   *server;
  char           *cursor;
  GHashTable     *texts;      /* id → text */
  GHashTable     *attention;  /* id → attention */
  GHashTable     *threads;    /* id → thread */
  GHashTable     *deleted;
  GHashTable     *people;
  GHashTable     *notices;
  const char     *words, *settings;
  gint64          since, until;   /* of the last page that covers something */
  guint           pages;
  GError         *error;
  gint64          retry_after;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->server = fake_mastodon_new ();
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->attention = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->threads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->deleted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->notices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  fake_mastodon_free (self->server);
  g_free (self->cursor);
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->attention);
  g_hash_table_unref (self->threads);
  g_hash_table_unref (self->deleted);
  g_hash_table_unref (self->people);
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

static void
take_batch (Fixture *self, VecheBatch *batch)
{
  guint n;
  const VechePost *posts = veche_batch_get_posts (batch, &n);
  const VechePerson *people;
  const VecheNotice *notices;
  const VecheChannel *channels;

  for (guint i = 0; i < n; i++)
    {
      if (posts[i].text != NULL)
        g_hash_table_insert (self->texts, g_strdup (posts[i].remote_id), g_strdup (posts[i].text));
      if (posts[i].thread != NULL)
        g_hash_table_insert (self->threads, g_strdup (posts[i].remote_id), g_strdup (posts[i].thread));
      if (posts[i].attention != VECHE_ATTENTION_NONE)
        g_hash_table_insert (self->attention, g_strdup (posts[i].remote_id), GUINT_TO_POINTER (posts[i].attention));
      if (posts[i].deleted)
        g_hash_table_add (self->deleted, g_strdup (posts[i].remote_id));
    }
  people = veche_batch_get_people (batch, &n);
  for (guint i = 0; i < n; i++)
    g_hash_table_add (self->people, g_strdup (people[i].remote_id));
  channels = veche_batch_get_channels (batch, &n);
  if (channels[0].complete_until != 0)
    {
      self->since = channels[0].complete_since;
      self->until = channels[0].complete_until;
    }
  notices = veche_batch_get_notices (batch, &n);
  for (guint i = 0; i < n; i++)
    g_hash_table_add (self->notices, g_strdup (notices[i].code));
}

/* A whole run, page by page, by a fresh connector. */
static void
run (Fixture *self)
{
  const VecheConnectorSetup setup = { .url = fake_mastodon_get_url (self->server), .token = FAKE_TOKEN, .own_server = TRUE,
                                      .words = self->words, .settings = self->settings };
  g_autoptr (VecheConnector) connector = veche_connector_new ("mastodon", &setup);
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

static const char *
text_of (Fixture *self, guint id)
{
  g_autofree char *key = g_strdup_printf ("%u", id);

  return g_hash_table_lookup (self->texts, key);
}

static void
test_paging (Fixture *self, gconstpointer data)
{
  gboolean pages = GPOINTER_TO_INT (data);
  guint asked[100], late;

  fake_mastodon_set_paging (self->server, pages);
  for (guint i = 0; i < 100; i++)
    asked[i] = fake_mastodon_say (self->server, 2 + i % 7, "<p>@us вопрос</p>", 0, TRUE);
  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpuint (g_hash_table_size (self->attention), ==, pages ? 100 : 40);
  g_assert_nonnull (text_of (self, asked[99]));

  /* Only what is new; all of it even when it is more than a page. */
  g_hash_table_remove_all (self->attention);
  for (guint i = 0; i < (pages ? 90 : 20); i++)
    late = fake_mastodon_say (self->server, 3, "<p>@us ещё</p>", 0, TRUE);
  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpuint (g_hash_table_size (self->attention), ==, pages ? 90 : 20);
  g_assert_nonnull (text_of (self, late));

  g_hash_table_remove_all (self->attention);
  run (self);
  g_assert_cmpuint (g_hash_table_size (self->attention), ==, 0);
}

static void
test_threads (Fixture *self, gconstpointer data)
{
  guint root = fake_mastodon_say (self->server, 2, "<p>начало</p>", 0, FALSE);
  guint mention = fake_mastodon_say (self->server, 3, "<p>@us глянь</p>", root, TRUE);
  guint below = fake_mastodon_say (self->server, 4, "<p>и я</p>", mention, FALSE);
  guint own = fake_mastodon_say (self->server, 1, "<p>наше объявление</p>", 0, FALSE);
  guint answer = fake_mastodon_say (self->server, 5, "<p>без собаки</p>", own, FALSE);
  g_autofree char *mention_key = g_strdup_printf ("%u", mention);
  g_autofree char *answer_key = g_strdup_printf ("%u", answer);
  g_autofree char *below_key = g_strdup_printf ("%u", below);
  g_autofree char *root_key = g_strdup_printf ("%u", root);

  for (guint i = 10; i < 14; i++)
    fake_mastodon_follow (self->server, i);
  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpstr (text_of (self, root), ==, "начало");
  g_assert_cmpstr (text_of (self, below), ==, "и я");
  g_assert_cmpstr (text_of (self, own), ==, "наше объявление");
  g_assert_cmpstr (g_hash_table_lookup (self->threads, below_key), ==, root_key);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (self->attention, mention_key)), ==, VECHE_ATTENTION_MENTION);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (self->attention, answer_key)), ==, VECHE_ATTENTION_REPLY);
  for (guint i = 10; i < 14; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);

      g_assert_true (g_hash_table_contains (self->people, key));
    }
}

static void
test_edits_and_deletions (Fixture *self, gconstpointer data)
{
  guint first = fake_mastodon_say (self->server, 2, "<p>@us первое</p>", 0, TRUE);
  guint second = fake_mastodon_say (self->server, 3, "<p>@us второе</p>", 0, TRUE);
  g_autofree char *gone = g_strdup_printf ("%u", second);

  run (self);
  g_assert_cmpint (self->since, >, 0);
  g_assert_cmpint (self->until, >, g_get_real_time () - G_TIME_SPAN_MINUTE);   /* to this moment, from the oldest there was */
  fake_mastodon_edit (self->server, first, "<p>@us исправленное</p>");
  fake_mastodon_delete (self->server, second);
  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpstr (text_of (self, first), ==, "@us исправленное");
  g_assert_true (g_hash_table_contains (self->deleted, gone));
  g_assert_cmpuint (g_hash_table_size (self->deleted), ==, 1);
}

static void
test_trouble (Fixture *self, gconstpointer data)
{
  fake_mastodon_say (self->server, 2, "<p>@us</p>", 0, TRUE);
  fake_mastodon_set_mood (self->server, FAKE_BUSY, 1);
  run (self);
  g_assert_error (self->error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_RATE_LIMITED);
  g_assert_cmpint (self->retry_after, >, g_get_real_time ());
  g_assert_cmpint (self->retry_after, <=, g_get_real_time () + 2 * G_USEC_PER_SEC);

  fake_mastodon_set_mood (self->server, FAKE_DOWN, 1);
  run (self);
  g_assert_error (self->error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_OFFLINE);

  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpuint (g_hash_table_size (self->attention), ==, 1);
}

static void
test_wrong_token (Fixture *self, gconstpointer data)
{
  static const char *const tokens[] = { "another-token", NULL };

  for (guint i = 0; i < 2; i++)
    {
      const VecheConnectorSetup setup = { .url = fake_mastodon_get_url (self->server), .token = tokens[i], .own_server = TRUE };
      g_autoptr (VecheConnector) connector = veche_connector_new ("mastodon", &setup);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      veche_connector_fetch_async (connector, NULL, NULL, result_cb, &result);
      g_assert_null (veche_connector_fetch_finish (connector, wait_for_result (&result), &error));
      g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH);
      g_assert_null (strstr (error->message, "another-token"));
    }
}

static char *
send_reply (Fixture *self, guint to, const char *text, gboolean maybe_sent, char **url, GError **error)
{
  const VecheConnectorSetup setup = { .url = fake_mastodon_get_url (self->server), .token = FAKE_TOKEN, .own_server = TRUE,
                                      .account_id = "1", .account = "us" };
  g_autoptr (VecheConnector) connector = veche_connector_new ("mastodon", &setup);
  g_autoptr (VecheReply) reply = veche_reply_new ();
  g_autoptr (GAsyncResult) result = NULL;

  reply->text = g_strdup (text);
  reply->in_reply_to = g_strdup_printf ("%u", to);
  reply->author_handle = g_strdup ("person2");
  reply->meta = g_strdup ("{\"visibility\":\"unlisted\",\"mentions\":[\"person4\",\"person5@far.example\"]}");
  reply->idempotency_key = g_strdup_printf ("key-%s", text);
  reply->maybe_sent = maybe_sent;
  veche_connector_send_async (connector, reply, NULL, result_cb, &result);

  return veche_connector_send_finish (connector, wait_for_result (&result), url, error);
}

static void
test_send (Fixture *self, gconstpointer data)
{
  guint asked = fake_mastodon_say (self->server, 2, "<p>@us?</p>", 0, TRUE);
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = send_reply (self, asked, "да, в субботу", FALSE, &url, &error);
  guint made = 0;
  g_autofree char *made_id = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (fake_mastodon_count (self->server, asked, "<p>да, в субботу</p>", &made), ==, 1);
  made_id = g_strdup_printf ("%u", made);
  g_assert_cmpstr (id, ==, made_id);
  g_assert_true (g_str_has_prefix (url, "https://here.example/"));
}

/* Words, hashtags and lists; what a server refuses is said, and stops nothing. */
static void
test_watched (Fixture *self, gconstpointer data)
{
  guint tagged = fake_mastodon_say (self->server, 2, "<p>смотрите #meet</p>", 0, FALSE);
  guint listed = fake_mastodon_say (self->server, 3, "<p>я в списке</p>", 0, FALSE);
  guint worded = fake_mastodon_say (self->server, 6, "<p>новая картография</p>", 0, FALSE);
  guint both = fake_mastodon_say (self->server, 6, "<p>@us #meet и @person4</p>", 0, TRUE);
  g_autofree char *tagged_key = g_strdup_printf ("%u", tagged), *listed_key = g_strdup_printf ("%u", listed);
  g_autofree char *worded_key = g_strdup_printf ("%u", worded), *both_key = g_strdup_printf ("%u", both);

  self->words = "картография";
  self->settings = "{\"tags\":[\"#meet\"],\"places\":[\"list:12\",\"list:13\"]}";
  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (self->attention, tagged_key)), ==, VECHE_ATTENTION_WORD);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (self->attention, worded_key)), ==, VECHE_ATTENTION_WORD);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (self->attention, both_key)), ==, VECHE_ATTENTION_MENTION);
  g_assert_nonnull (g_hash_table_lookup (self->texts, listed_key));
  g_assert_null (g_hash_table_lookup (self->attention, listed_key));
  g_assert_true (g_hash_table_contains (self->notices, "no-list"));
  g_assert_false (g_hash_table_contains (self->notices, "no-search"));

  /* Once is enough. */
  g_hash_table_remove_all (self->attention);
  fake_mastodon_set_search (self->server, FALSE);
  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpuint (g_hash_table_size (self->attention), ==, 0);
  g_assert_true (g_hash_table_contains (self->notices, "no-search"));
}

/* More than a page between two runs: a timeline is read up from what we have, a search down to it, whoever knows how. */
static void
test_watched_many (Fixture *self, gconstpointer data)
{
  gboolean pages = GPOINTER_TO_INT (data);
  g_autofree char *last = NULL;
  guint before, n = 0;

  fake_mastodon_set_paging (self->server, pages);
  fake_mastodon_say (self->server, 2, "<p>начало #meet картография</p>", 0, FALSE);
  self->words = "картография";
  self->settings = "{\"tags\":[\"meet\"]}";
  run (self);
  g_assert_no_error (self->error);
  for (guint i = 0; i < 90; i++)
    {
      fake_mastodon_say (self->server, 3, "<p>встреча #meet</p>", 0, FALSE);
      fake_mastodon_say (self->server, 4, "<p>снова картография</p>", 0, FALSE);
    }
  before = g_hash_table_size (self->texts);
  run (self);
  g_assert_no_error (self->error);
  n = g_hash_table_size (self->texts) - before;
  /* One that has no pages shows its newest, and is not asked for ever; of a word it is said that the rest can't be had. */
  g_assert_cmpuint (n, ==, pages ? 180 : 80);
  g_assert_cmpuint (fake_mastodon_requests (self->server, "/timelines/tag/"), <=, 6);
  g_assert_true (g_hash_table_contains (self->notices, "cut") == !pages);

  /* Watched no more: forgotten. */
  self->words = NULL;
  self->settings = NULL;
  run (self);
  g_assert_no_error (self->error);
  g_assert_nonnull (strstr (self->cursor, "\"marks\":{}"));
}

static void
look_again (Fixture *self)
{
  g_autoptr (GRegex) looked = g_regex_new ("\"above_at\":[0-9]+", 0, 0, NULL);
  g_autofree char *old = g_steal_pointer (&self->cursor);

  self->cursor = g_regex_replace_literal (looked, old, -1, 0, "\"above_at\":0", 0, NULL);
}

/* A word that is said more often between two runs than one run reads: the next runs go on below, while more is said above. */
static void
test_watched_word_often (Fixture *self, gconstpointer data)
{
  guint first, before;

  first = fake_mastodon_say (self->server, 4, "<p>картография</p>", 0, FALSE);
  self->words = "картография";
  run (self);
  g_assert_no_error (self->error);
  for (guint i = 0; i < 430; i++)
    fake_mastodon_say (self->server, 4, "<p>снова картография</p>", 0, FALSE);
  fake_mastodon_delete (self->server, first);     /* the mark itself is gone */
  before = g_hash_table_size (self->texts);
  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpuint (g_hash_table_size (self->texts) - before, ==, 200);
  for (guint i = 0; i < 30; i++)
    fake_mastodon_say (self->server, 5, "<p>и ещё картография</p>", 0, FALSE);
  for (guint i = 0; i < 3; i++)
    {
      run (self);
      g_assert_no_error (self->error);
    }
  g_assert_cmpuint (g_hash_table_size (self->texts) - before, ==, 460);
  g_assert_false (g_hash_table_contains (self->notices, "cut"));
}

/* A page of a hashtag of which all is gone: what stands above it is found all the same. */
static void
test_watched_emptied (Fixture *self, gconstpointer data)
{
  guint gone[40], above;

  fake_mastodon_say (self->server, 2, "<p>начало #meet</p>", 0, FALSE);
  self->settings = "{\"tags\":[\"meet\"]}";
  run (self);
  for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
    gone[i] = fake_mastodon_say (self->server, 3, "<p>встреча #meet</p>", 0, FALSE);
  above = fake_mastodon_say (self->server, 2, "<p>приходите #meet</p>", 0, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
    fake_mastodon_delete (self->server, gone[i]);
  run (self);
  g_assert_null (text_of (self, above));
  look_again (self);
  run (self);
  g_assert_no_error (self->error);
  g_assert_nonnull (text_of (self, above));
}

static void
test_describe_members_gap (Fixture *self, gconstpointer data)
{
  const VecheConnectorSetup setup = { .url = fake_mastodon_get_url (self->server), .token = FAKE_TOKEN, .own_server = TRUE };
  g_autoptr (VecheConnector) connector = veche_connector_new ("mastodon", &setup);
  g_autoptr (GAsyncResult) described = NULL, listed = NULL, filled = NULL;
  g_autoptr (VecheBatch) place = NULL, members = NULL, gap = NULL;
  g_autoptr (GError) error = NULL;
  const VecheChannel *channels;
  guint n;

  for (guint i = 10; i < 14; i++)
    fake_mastodon_follow (self->server, i);
  veche_connector_describe_async (connector, NULL, result_cb, &described);
  place = veche_connector_describe_finish (connector, wait_for_result (&described), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (veche_batch_get_place (place, &n), ==, "Here");
  g_assert_cmpuint (n, ==, 1234);
  channels = veche_batch_get_channels (place, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (channels[1].remote_id, ==, "list:12");
  g_assert_cmpstr (channels[1].name, ==, "Авторы");

  veche_connector_members_async (connector, NULL, NULL, result_cb, &listed);
  members = veche_connector_members_finish (connector, wait_for_result (&listed), &error);
  g_assert_no_error (error);
  veche_batch_get_people (members, &n);
  g_assert_cmpuint (n, ==, 3);   /* two of the first page, and we */
  g_assert_true (veche_batch_has_more (members));
  g_assert_cmpstr (veche_batch_get_cursor (members), ==, "7");

  veche_connector_backfill_async (connector, &(VecheGap) { "1", 1, G_MAXINT64 / 2 }, NULL, NULL, result_cb, &filled);
  gap = veche_connector_backfill_finish (connector, wait_for_result (&filled), &error);
  g_assert_no_error (error);
  channels = veche_batch_get_channels (gap, &n);
  g_assert_cmpint (channels[0].complete_since, >, 1);
  g_assert_cmpint (channels[0].complete_until, ==, G_MAXINT64 / 2);
  veche_batch_get_posts (gap, &n);
  g_assert_cmpuint (n, ==, 4);
}

/* What signing in brought is given back; a key that a person made stays theirs. */
static void
test_revoke (Fixture *self, gconstpointer data)
{
  static const char *const tokens[] = { FAKE_TOKEN, "{\"token\":\"" FAKE_TOKEN "\",\"client_id\":\"the-client\",\"client_secret\":\"the-s3cret\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      const VecheConnectorSetup setup = { .url = fake_mastodon_get_url (self->server), .token = tokens[i], .own_server = TRUE };
      g_autoptr (VecheConnector) connector = veche_connector_new ("mastodon", &setup);
      g_autoptr (GAsyncResult) described = NULL, revoked = NULL;
      g_autoptr (VecheBatch) place = NULL;
      g_autoptr (GError) error = NULL;

      veche_connector_describe_async (connector, NULL, result_cb, &described);
      place = veche_connector_describe_finish (connector, wait_for_result (&described), &error);
      g_assert_no_error (error);
      veche_connector_revoke_async (connector, NULL, result_cb, &revoked);
      g_assert_true (veche_connector_revoke_finish (connector, wait_for_result (&revoked), &error));
      g_assert_no_error (error);
      g_assert_cmpuint (fake_mastodon_requests (self->server, "/oauth/revoke"), ==, i);
    }
}

/* A server that streams, in as many ways as its path says. */
static gboolean
stream_cb (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer user_data)
{
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  char asked[1024] = { 0 };
  const char *head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n:)\n";
  gboolean good;

  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), asked, sizeof asked - 1, NULL, NULL);
  if (strstr (asked, "/close/") != NULL)
    return TRUE;
  if (strstr (asked, "/html/") != NULL)
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\nevent:";
  good = g_output_stream_write_all (out, head, strlen (head), NULL, NULL, NULL);
  if (strstr (asked, "/news/") != NULL)
    good = g_output_stream_printf (out, NULL, NULL, NULL, ":thump\nevent: notification\ndata: {}\n\n");
  while (good && strstr (asked, "/html/") == NULL)
    {
      gboolean flood = strstr (asked, "/flood/") != NULL;

      good = g_output_stream_write_all (out, ":thump\n\n", 8, NULL, NULL, NULL);
      g_usleep (flood ? 0 : 200 * 1000);
    }

  return TRUE;
}

typedef struct { VecheApi *api; VecheMastodonCursor *cursor; VecheMastodonHeard heard; int done; } Listening;

static gpointer
listen_thread (gpointer data)
{
  Listening *self = data;

  self->heard = veche_mastodon_listen (self->api, self->cursor, 1);
  g_atomic_int_set (&self->done, TRUE);

  return NULL;
}

/* Whatever a stream does, listening ends, and says no more than that something came. */
static void
test_stream (void)
{
  static const struct { const char *path; VecheMastodonHeard heard; } cases[] = {
    { "news", VECHE_MASTODON_NEWS }, { "quiet", VECHE_MASTODON_QUIET }, { "flood", VECHE_MASTODON_DEAF },
    { "html", VECHE_MASTODON_DEAF }, { "close", VECHE_MASTODON_DEAF },
  };
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (8);
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_autoptr (VecheApi) api = veche_api_new (url, "a-token", TRUE, NULL);
  GMainContext *context = g_main_context_default ();

  g_signal_connect (service, "run", G_CALLBACK (stream_cb), NULL);
  g_socket_service_start (service);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VecheMastodonCursor) cursor = veche_mastodon_cursor_read (NULL);
      Listening listening = { api, cursor, VECHE_MASTODON_DEAF, FALSE };
      GThread *thread;

      cursor->stream = g_strdup_printf ("%s/%s", url, cases[i].path);
      thread = g_thread_new ("listens", listen_thread, &listening);
      while (!g_atomic_int_get (&listening.done))
        {
          g_main_context_iteration (context, FALSE);
          g_usleep (1000);
        }
      g_thread_join (thread);
      g_assert_cmpint (listening.heard, ==, cases[i].heard);
      g_assert_true ((cursor->stream != NULL) == (cases[i].heard != VECHE_MASTODON_DEAF));
    }
  g_socket_service_stop (service);
}

/* The answer to a POST that was applied got lost: whatever the server does with keys, the reply stands there once. */
static void
test_ambiguous (Fixture *self, gconstpointer data)
{
  guint asked = fake_mastodon_say (self->server, 2, "<p>@us?</p>", 0, TRUE);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  fake_mastodon_set_keys (self->server, GPOINTER_TO_INT (data));
  fake_mastodon_set_mood (self->server, FAKE_APPLY_AND_DIE, 1);
  g_assert_null (send_reply (self, asked, "ровно раз", FALSE, NULL, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_UNKNOWN);
  g_clear_error (&error);
  id = send_reply (self, asked, "ровно раз", TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (id);
  g_assert_cmpuint (fake_mastodon_count (self->server, asked, "ровно раз", NULL), ==, 1);

  /* One that was never applied is sent when the look shows nothing. */
  fake_mastodon_set_mood (self->server, FAKE_DIE, 1);
  g_assert_null (send_reply (self, asked, "и второй", FALSE, NULL, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_free (id);
  id = send_reply (self, asked, "и второй", TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fake_mastodon_count (self->server, asked, "и второй", NULL), ==, 1);

  /* What can't be looked for is not sent. */
  fake_mastodon_set_mood (self->server, FAKE_DOWN, 9);
  g_assert_null (send_reply (self, asked, "и третий", TRUE, NULL, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_OFFLINE);
  g_assert_cmpuint (fake_mastodon_count (self->server, asked, "и третий", NULL), ==, 0);
}

#define ADD(path, data, func) g_test_add ("/connectors/mastodon/" path, Fixture, GINT_TO_POINTER (data), set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  veche_net_set_limits (6, 20);   /* a stream that is quiet is listened to for as long as that */

  g_test_add_func ("/connectors/mastodon/shape", test_mastodon_shape);
  g_test_add_func ("/connectors/mastodon/other-shapes", test_other_shapes);
  g_test_add_func ("/connectors/mastodon/opening", test_opening);
  g_test_add_func ("/connectors/mastodon/stream", test_stream);
  g_test_add_func ("/connectors/mastodon/link", test_link);
  ADD ("paging", TRUE, test_paging);
  ADD ("paging-without-ids", FALSE, test_paging);
  ADD ("threads", 0, test_threads);
  ADD ("edits-and-deletions", 0, test_edits_and_deletions);
  ADD ("watched", 0, test_watched);
  ADD ("watched-word-often", 0, test_watched_word_often);
  ADD ("watched-emptied", 0, test_watched_emptied);
  ADD ("watched-many", TRUE, test_watched_many);
  ADD ("watched-many-without-ids", FALSE, test_watched_many);
  ADD ("describe-members-gap", 0, test_describe_members_gap);
  ADD ("revoke", 0, test_revoke);
  ADD ("trouble", 0, test_trouble);
  ADD ("wrong-token", 0, test_wrong_token);
  ADD ("send", 0, test_send);
  ADD ("ambiguous-with-keys", TRUE, test_ambiguous);
  ADD ("ambiguous-without-keys", FALSE, test_ambiguous);
  result = g_test_run ();
  veche_net_shutdown ();

  return result;
}
