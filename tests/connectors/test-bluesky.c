/* test-bluesky.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-bluesky-parse.h"
#include "connectors/veche-bluesky-text.h"
#include "connectors/veche-connector.h"
#include "connectors/veche-json.h"
#include "connectors/veche-net.h"
#include "support/fake-bluesky.h"

#include <string.h>

/*** Texts: facets count bytes ***/

/* The example of "Posts" (docs.bsky.app/docs/advanced-guides/posts), with its own numbers. */
static void
test_facets (void)
{
  static const char text[] = "✨ example mentioning @atproto.com to share the URL 👨‍❤️‍👨 https://en.wikipedia.org/wiki/CBOR.";
  g_autoptr (GPtrArray) facets = veche_facets_find (text);
  const VecheFacet *mention = g_ptr_array_index (facets, 0);
  const VecheFacet *link = g_ptr_array_index (facets, 1);
  g_autoptr (JsonNode) without = veche_facets_to_json (facets);
  g_autoptr (JsonNode) json = NULL;
  g_autofree char *written = NULL;

  g_assert_cmpuint (facets->len, ==, 2);
  g_assert_cmpint (mention->kind, ==, VECHE_FACET_MENTION);
  g_assert_cmpstr (mention->value, ==, "atproto.com");
  g_assert_cmpuint (mention->start, ==, 23);
  g_assert_cmpuint (mention->end, ==, 35);
  g_assert_cmpstr (link->value, ==, "https://en.wikipedia.org/wiki/CBOR");
  g_assert_cmpuint (link->start, ==, 74);
  g_assert_cmpuint (link->end, ==, 108);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (without)), ==, 1);   /* a handle that nobody has is plain text */

  ((VecheFacet *) mention)->did = g_strdup ("did:plc:ewvi7nxzyoun6zhxrhs64oiz");
  json = veche_facets_to_json (facets);
  written = veche_json_to_text (json);
  g_assert_cmpstr (written, ==,
                   "[{\"index\":{\"byteStart\":23,\"byteEnd\":35},\"features\":[{\"$type\":\"app.bsky.richtext.facet#mention\","
                   "\"did\":\"did:plc:ewvi7nxzyoun6zhxrhs64oiz\"}]},{\"index\":{\"byteStart\":74,\"byteEnd\":108},\"features\":["
                   "{\"$type\":\"app.bsky.richtext.facet#link\",\"uri\":\"https://en.wikipedia.org/wiki/CBOR\"}]}]");
}

static void
test_facets_found (void)
{
  static const struct { const char *text, *found; } cases[] = {
    { "", "" },
    { "@anna.example.org: да", "m:anna.example.org" },
    { "почта a@b.example, @bare, @1.2.3", "" },
    { "(@anna.example)", "m:anna.example" },
    { "@anna.example.", "m:anna.example" },
    { "@anna-.example @-.- @a.b-", "m:a.b" },
    { "#тег #2026 #v2 a#b ##", "t:тег t:v2" },
    { "#️⃣ Новости 👨‍👩‍👧 #встреча🔥", "t:встреча" },
    { "см. https://ru.wikipedia.org/wiki/Вече_(собрание), да", "l:https://ru.wikipedia.org/wiki/Вече_(собрание)" },
    { "(https://a.example/x)", "l:https://a.example/x" },
    { "«https://a.example/x»", "l:https://a.example/x" },
    { "https:// http://", "" },
    { "привет👋🏽@anna.example", "m:anna.example" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) facets = veche_facets_find (cases[i].text);
      g_autoptr (GString) found = g_string_new (NULL);

      for (guint k = 0; k < facets->len; k++)
        {
          const VecheFacet *facet = g_ptr_array_index (facets, k);
          g_autofree char *slice = g_strndup (cases[i].text + facet->start, facet->end - facet->start);

          g_assert_true (g_utf8_validate (slice, -1, NULL));
          g_assert_true (g_str_has_suffix (slice, facet->value));
          g_string_append_printf (found, "%s%c:%s", k > 0 ? " " : "", "mlt"[facet->kind], facet->value);
        }
      g_assert_cmpstr (found->str, ==, cases[i].found);
    }
}

/* atproto.com/specs/tid: thirteen of the alphabet, the same for the same, sorted by time. */
static void
test_record_key (void)
{
  g_autofree char *one = veche_bluesky_record_key ("01936f3e-1b2c-7abc-8def-0123456789ab");
  g_autofree char *again = veche_bluesky_record_key ("01936f3e-1b2c-7abc-8def-0123456789ab");
  g_autofree char *later = veche_bluesky_record_key ("01936f3e-1b2d-7abc-8def-0123456789ab");
  g_autofree char *other = veche_bluesky_record_key ("any text");
  const char *keys[] = { one, later, other };

  g_assert_cmpstr (one, ==, again);
  g_assert_cmpstr (one, <, later);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (strlen (keys[i]), ==, 13);
      g_assert_cmpuint (strspn (keys[i], "234567abcdefghijklmnopqrstuvwxyz"), ==, 13);
      g_assert_nonnull (strchr ("234567abcdefghij", keys[i][0]));
    }
}

/*** Recorded shapes ***/

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

static VecheBatch *
parse_notifications (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "bluesky", "notifications.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  VecheBatch *batch = veche_batch_new ("bluesky", "");
  VecheBluesky bluesky = { 0 };
  JsonArray *array;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  node = veche_json_parse (text, length, NULL);
  g_assert_nonnull (node);
  array = veche_json_array (json_node_get_object (node), "notifications");
  veche_bluesky_begin (&bluesky, batch, "did:plc:us", "us.example");
  for (guint i = 0; i < veche_json_length (array); i++)
    veche_bluesky_add_notification (&bluesky, veche_json_nth (array, i));
  veche_bluesky_end (&bluesky);

  return batch;
}

static void
test_shape (void)
{
  g_autoptr (VecheBatch) batch = parse_notifications ();
  const VechePost *mention = find_post (batch, "at://did:plc:anna/app.bsky.feed.post/3k44dddkhc322");
  const VechePost *reply = find_post (batch, "at://did:plc:bob/app.bsky.feed.post/3k43tv4rft22g");
  const VechePost *quote = find_post (batch, "at://did:plc:carla/app.bsky.feed.post/3k44deefqdk2g");
  const VechePost *like = find_post (batch, "at://did:plc:anna/app.bsky.feed.like/3k4dlike");
  guint n;

  g_assert_cmpstr (veche_batch_get_instance (batch), ==, "");
  g_assert_cmpstr (mention->text, ==, "✨ @us.example, когда встреча? Вот https://club.example/meet/2026-12-01 и тут (https://map.example/)");
  g_assert_cmpint (mention->attention, ==, VECHE_ATTENTION_MENTION);
  g_assert_cmpstr (mention->url, ==, "https://bsky.app/profile/did:plc:anna/post/3k44dddkhc322");
  g_assert_cmpstr (mention->thread, ==, mention->remote_id);
  g_assert_cmpstr (mention->meta, ==, "{\"cid\":\"bafyreimention\",\"labels\":[\"graphic-media\"]}");
  g_assert_cmpint (reply->attention, ==, VECHE_ATTENTION_REPLY);
  g_assert_cmpstr (reply->text, ==, "ёлка во дворе");
  g_assert_cmpstr (reply->kind, ==, "reply");
  g_assert_cmpstr (reply->reply_to, ==, "at://did:plc:us/app.bsky.feed.post/3k4duaz5vfs2b");
  g_assert_nonnull (strstr (reply->meta, "\"media\":[{\"type\":\"image\",\"url\":\"https://cdn.example/f\"}]"));
  g_assert_cmpint (quote->attention, ==, VECHE_ATTENTION_MENTION);
  g_assert_cmpint (quote->at, ==, G_GINT64_CONSTANT (1795168800000000));   /* its writer's clock is years ahead: when it was first seen */
  g_assert_nonnull (strstr (quote->meta, "\"quote\":\"at://did:plc:us/app.bsky.feed.post/3k4duaz5vfs2b\""));
  g_assert_cmpstr (like->kind, ==, "reaction");
  g_assert_cmpstr (like->reply_to, ==, "at://did:plc:us/app.bsky.feed.post/3k4duaz5vfs2b");
  g_assert_cmpstr (find_post (batch, "at://did:plc:dora/app.bsky.graph.follow/3k4dfollow")->kind, ==, "join");
  g_assert_cmpint (find_person (batch, "did:plc:dora")->joined, >, 0);
  g_assert_cmpstr (find_person (batch, "did:plc:anna")->handle, ==, "anna.example");
  g_assert_cmpstr (find_person (batch, "did:plc:anna")->name, ==, "Анна");
  g_assert_cmpstr (find_person (batch, "did:plc:anna")->about, ==, "Пишу о картах");
  g_assert_null (find_person (batch, "did:plc:bob")->handle);
  veche_batch_get_bad (batch, &n);
  g_assert_cmpuint (n, ==, 3);
}

/*** Against a server ***/

typedef struct
{
  FakeBluesky    *server;
  char           *token, *cursor, *words, *settings;
  GHashTable     *texts, *threads, *handles;   /* id → text */
  GHashTable     *attention, *deleted, *notices;
  guint           pages, batches;
  GError         *error;
  gint64          retry_after, since, until;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->server = fake_bluesky_new ();
  self->token = g_strdup (FAKE_BLUESKY_PASSWORD);
  self->settings = g_strdup ("{\"login\":\"" FAKE_BLUESKY_HANDLE "\"}");
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->threads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->handles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->attention = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->deleted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->notices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  fake_bluesky_free (self->server);
  g_free (self->token);
  g_free (self->cursor);
  g_free (self->words);
  g_free (self->settings);
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->threads);
  g_hash_table_unref (self->handles);
  g_hash_table_unref (self->attention);
  g_hash_table_unref (self->deleted);
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
connect_to (Fixture *self)
{
  const VecheConnectorSetup setup = { .url = fake_bluesky_get_url (self->server), .token = self->token, .words = self->words,
                                      .settings = self->settings, .own_server = TRUE };

  return veche_connector_new ("bluesky", &setup);
}

/* What the engine does after each call: a fresh secret is kept where the old one was. */
static void
keep_token (Fixture *self, VecheConnector *connector)
{
  g_autofree char *token = veche_connector_dup_new_token (connector);

  self->retry_after = veche_connector_get_retry_after (connector);
  if (token == NULL)
    return;
  g_free (self->token);
  self->token = g_steal_pointer (&token);
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
    if (people[i].handle != NULL)
      g_hash_table_insert (self->handles, g_strdup (people[i].remote_id), g_strdup (people[i].handle));
  notices = veche_batch_get_notices (batch, &n);
  for (guint i = 0; i < n; i++)
    g_hash_table_add (self->notices, g_strdup (notices[i].code));
  channels = veche_batch_get_channels (batch, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (channels[0].complete_since, <=, channels[0].complete_until);
  self->since = channels[0].complete_since;
  self->until = channels[0].complete_until;
}

typedef enum { FETCH, MEMBERS, BACKFILL } Kind;

/* A whole run, page by page, by a fresh connector. */
static void
run_kind (Fixture *self, Kind kind, const VecheGap *gap)
{
  g_autoptr (VecheConnector) connector = connect_to (self);
  char **cursor = &self->cursor;
  char *own = NULL;
  gboolean more = TRUE;

  if (kind != FETCH)
    cursor = &own;
  g_clear_error (&self->error);
  for (self->pages = 0; more; self->pages++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (VecheBatch) batch = NULL;

      g_assert_cmpuint (self->pages, <, 60);
      if (kind == FETCH)
        veche_connector_fetch_async (connector, *cursor, NULL, result_cb, &result);
      else if (kind == MEMBERS)
        veche_connector_members_async (connector, *cursor, NULL, result_cb, &result);
      else
        veche_connector_backfill_async (connector, gap, *cursor, NULL, result_cb, &result);
      wait_for_result (&result);
      batch = kind == FETCH ? veche_connector_fetch_finish (connector, result, &self->error)
                            : kind == MEMBERS ? veche_connector_members_finish (connector, result, &self->error)
                                              : veche_connector_backfill_finish (connector, result, &self->error);
      keep_token (self, connector);
      if (batch == NULL)
        break;
      take_batch (self, batch);
      g_free (*cursor);
      *cursor = g_strdup (veche_batch_get_cursor (batch));
      more = veche_batch_has_more (batch);
    }
  g_free (own);
}

static void
run (Fixture *self)
{
  run_kind (self, FETCH, NULL);
}

static const char *
value_of (Fixture *self, GHashTable *table, guint post)
{
  g_autofree char *uri = fake_bluesky_dup_uri (self->server, post);

  return g_hash_table_lookup (table, uri);
}

static void
test_session (Fixture *self, gconstpointer data)
{
  fake_bluesky_say (self->server, 2, "@us.example раз", 0, TRUE);
  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpuint (fake_bluesky_requests (self->server, "createSession"), ==, 1);
  g_assert_nonnull (strstr (self->token, FAKE_BLUESKY_PASSWORD));

  /* The session is kept; one that is over is renewed, not made again. */
  run (self);
  g_assert_cmpuint (fake_bluesky_requests (self->server, "createSession"), ==, 1);
  fake_bluesky_expire (self->server, FALSE);
  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpuint (fake_bluesky_requests (self->server, "createSession"), ==, 1);
  g_assert_cmpuint (fake_bluesky_requests (self->server, "refreshSession"), ==, 1);

  /* When it can't be renewed, the app password is asked for a new one. */
  fake_bluesky_expire (self->server, TRUE);
  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpuint (fake_bluesky_requests (self->server, "createSession"), ==, 2);

  /* And when that is not good any more, the person is. */
  fake_bluesky_expire (self->server, TRUE);
  fake_bluesky_refuse (self->server, "AccountTakedown");
  run (self);
  g_assert_error (self->error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH);
  g_assert_nonnull (strstr (self->error->message, "taken down"));
}

static void
test_refusals (Fixture *self, gconstpointer data)
{
  static const struct { const char *name, *words; } cases[] = {
    { "AuthFactorTokenRequired", "app password" }, { "AccountTakedown", "taken down" }, { "AuthenticationRequired", "handle" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      fake_bluesky_refuse (self->server, cases[i].name);
      run (self);
      g_assert_error (self->error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH);
      g_assert_nonnull (strstr (self->error->message, cases[i].words));
      g_assert_null (strstr (self->error->message, FAKE_BLUESKY_PASSWORD));
    }
  fake_bluesky_refuse (self->server, NULL);
  g_free (self->token);
  self->token = g_strdup ("wrong");
  run (self);
  g_assert_error (self->error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH);
}

/* The server is found by the handle: resolveHandle, the directory's document, its endpoint. */
static void
test_other_server (Fixture *self, gconstpointer data)
{
  g_free (self->settings);
  self->settings = g_strdup_printf ("{\"login\":\"@%s\",\"directory\":\"%s\"}", FAKE_BLUESKY_HANDLE, fake_bluesky_get_url (self->server));
  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpuint (fake_bluesky_requests (self->server, "/" FAKE_BLUESKY_DID), ==, 1);
  g_assert_nonnull (strstr (self->token, "\"pds\":\"http:"));
}

static void
test_paging (Fixture *self, gconstpointer data)
{
  guint late = 0, first = 0;

  for (guint i = 0; i < 120; i++)
    {
      guint post = fake_bluesky_say (self->server, 2 + i % 7, "@us.example вопрос", 0, TRUE);

      first = i == 0 ? post : first;
    }
  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpuint (g_hash_table_size (self->attention), ==, 120);
  g_assert_nonnull (value_of (self, self->texts, first));

  /* Only what is new; all of it even when it is more than a page. */
  g_hash_table_remove_all (self->attention);
  for (guint i = 0; i < 70; i++)
    late = fake_bluesky_say (self->server, 3, "@us.example ещё", 0, TRUE);
  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpuint (g_hash_table_size (self->attention), ==, 70);
  g_assert_nonnull (value_of (self, self->texts, late));

  g_hash_table_remove_all (self->attention);
  run (self);
  g_assert_cmpuint (g_hash_table_size (self->attention), ==, 0);
}

static void
test_threads (Fixture *self, gconstpointer data)
{
  guint root = fake_bluesky_say (self->server, 2, "начало", 0, FALSE);
  guint mention = fake_bluesky_say (self->server, 3, "@us.example глянь", root, TRUE);
  guint below = fake_bluesky_say (self->server, 4, "и я", mention, FALSE);
  guint own = fake_bluesky_say (self->server, 1, "наше объявление", 0, FALSE);
  guint answer = fake_bluesky_say (self->server, 5, "без собаки", own, FALSE);
  g_autofree char *root_uri = fake_bluesky_dup_uri (self->server, root);

  fake_bluesky_like (self->server, 6, own);
  fake_bluesky_follow (self->server, 7);
  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpstr (value_of (self, self->texts, root), ==, "начало");
  g_assert_cmpstr (value_of (self, self->texts, below), ==, "и я");
  g_assert_cmpstr (value_of (self, self->texts, own), ==, "наше объявление");
  g_assert_cmpstr (value_of (self, self->threads, below), ==, root_uri);
  g_assert_cmpint (GPOINTER_TO_INT (value_of (self, self->attention, mention)), ==, VECHE_ATTENTION_MENTION);
  g_assert_cmpint (GPOINTER_TO_INT (value_of (self, self->attention, answer)), ==, VECHE_ATTENTION_REPLY);
  g_assert_cmpint (self->until, ==, 0);   /* the last page looks at old posts: it covers nothing */
  g_assert_true (g_hash_table_contains (self->handles, "did:plc:person7"));

  /* The identity is the DID: another handle is the same person. */
  fake_bluesky_rename (self->server, 3, "anna.example");
  fake_bluesky_say (self->server, 3, "@us.example и ещё", 0, TRUE);
  run (self);
  g_assert_cmpstr (g_hash_table_lookup (self->handles, "did:plc:person3"), ==, "anna.example");
}

static void
test_deletions_and_blocks (Fixture *self, gconstpointer data)
{
  guint first = fake_bluesky_say (self->server, 2, "@us.example первое", 0, TRUE);
  guint second = fake_bluesky_say (self->server, 3, "@us.example второе", 0, TRUE);
  g_autofree char *gone = fake_bluesky_dup_uri (self->server, first);

  run (self);
  g_assert_nonnull (value_of (self, self->texts, second));
  fake_bluesky_delete (self->server, first);
  fake_bluesky_block (self->server, 3);
  run (self);
  g_assert_no_error (self->error);
  g_assert_true (g_hash_table_contains (self->deleted, gone));
  g_assert_cmpuint (g_hash_table_size (self->deleted), ==, 1);   /* what a block hides is not gone */
  g_assert_true (g_hash_table_contains (self->notices, "blocked"));
}

static void
test_words_and_watched (Fixture *self, gconstpointer data)
{
  guint held = fake_bluesky_say (self->server, 9, "обсудим картография ночью", 0, FALSE);
  guint watched = fake_bluesky_say (self->server, 8, "у нас новости", 0, FALSE);

  self->words = g_strdup ("картография");
  g_free (self->settings);
  self->settings = g_strdup ("{\"login\":\"" FAKE_BLUESKY_HANDLE "\",\"watch\":[\"@person8.example\",\"nobody.example\",\"person5.example\"]}");
  fake_bluesky_block (self->server, 5);
  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpint (GPOINTER_TO_INT (value_of (self, self->attention, held)), ==, VECHE_ATTENTION_WORD);
  g_assert_cmpstr (value_of (self, self->texts, watched), ==, "у нас новости");
  g_assert_null (value_of (self, self->attention, watched));
  g_assert_true (g_hash_table_contains (self->notices, "unknown-author"));
  g_assert_true (g_hash_table_contains (self->notices, "author-hidden"));

  g_hash_table_remove_all (self->texts);
  fake_bluesky_set_search (self->server, FALSE);
  run (self);
  g_assert_no_error (self->error);
  g_assert_null (value_of (self, self->texts, held));
  g_assert_true (g_hash_table_contains (self->notices, "no-search"));
}

/* More than a page of a word between two runs; and more than a run reads, which is told. */
static void
test_word_often (Fixture *self, gconstpointer data)
{
  guint before;

  fake_bluesky_say (self->server, 9, "обсудим картография ночью", 0, FALSE);
  self->words = g_strdup ("картография");
  run (self);
  g_assert_no_error (self->error);
  for (guint i = 0; i < 130; i++)
    fake_bluesky_say (self->server, 9, "снова картография", 0, FALSE);
  before = g_hash_table_size (self->texts);
  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpuint (g_hash_table_size (self->texts) - before, ==, 130);
  g_assert_false (g_hash_table_contains (self->notices, "cut"));
  for (guint i = 0; i < 510; i++)
    fake_bluesky_say (self->server, 9, "и опять картография", 0, FALSE);
  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpuint (g_hash_table_size (self->texts) - before, ==, 630);
  g_assert_true (g_hash_table_contains (self->notices, "cut"));
}

static void
test_members (Fixture *self, gconstpointer data)
{
  for (guint i = 10; i < 15; i++)
    fake_bluesky_follow (self->server, i);
  run_kind (self, MEMBERS, NULL);
  g_assert_no_error (self->error);
  g_assert_cmpuint (self->pages, ==, 3);
  g_assert_cmpuint (g_hash_table_size (self->handles), ==, 6);   /* with us */
}

static void
test_backfill (Fixture *self, gconstpointer data)
{
  VecheGap gap = { FAKE_BLUESKY_DID, 0, G_MAXINT64 / 2 };
  g_autoptr (GDateTime) since = g_date_time_new_utc (2026, 11, 10, 0, 30, 0);
  guint early = 0, late = 0;

  for (guint i = 0; i < 130; i++)
    {
      guint post = fake_bluesky_say (self->server, 2, "@us.example вопрос", 0, TRUE);

      early = i == 5 ? post : early;
      late = i == 60 ? post : late;
    }
  gap.since = g_date_time_to_unix (since) * G_USEC_PER_SEC;
  run_kind (self, BACKFILL, &gap);
  g_assert_no_error (self->error);
  g_assert_nonnull (value_of (self, self->texts, late));
  g_assert_cmpint (self->since, ==, gap.since);
  g_assert_cmpuint (self->pages, ==, 3);
}

static void
test_trouble (Fixture *self, gconstpointer data)
{
  fake_bluesky_say (self->server, 2, "@us.example", 0, TRUE);
  run (self);
  fake_bluesky_set_mood (self->server, FAKE_BLUESKY_BUSY, 1);
  run (self);
  g_assert_error (self->error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_RATE_LIMITED);
  g_assert_cmpint (self->retry_after, >, g_get_real_time ());
  g_assert_cmpint (self->retry_after, <=, g_get_real_time () + 3 * G_USEC_PER_SEC);

  fake_bluesky_set_mood (self->server, FAKE_BLUESKY_DOWN, 1);
  run (self);
  g_assert_error (self->error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_OFFLINE);
  run (self);
  g_assert_no_error (self->error);
}

/*** Replies ***/

static char *
send_reply (Fixture *self, guint to, const char *text, gboolean maybe_sent, char **url, GError **error)
{
  g_autoptr (VecheConnector) connector = connect_to (self);
  g_autoptr (VecheReply) reply = veche_reply_new ();
  g_autoptr (GAsyncResult) result = NULL;
  char *id;

  reply->text = g_strdup (text);
  reply->in_reply_to = fake_bluesky_dup_uri (self->server, to);
  reply->idempotency_key = g_strdup_printf ("key-%s", text);
  reply->maybe_sent = maybe_sent;
  veche_connector_send_async (connector, reply, NULL, result_cb, &result);
  id = veche_connector_send_finish (connector, wait_for_result (&result), url, error);
  keep_token (self, connector);

  return id;
}

static void
test_send (Fixture *self, gconstpointer data)
{
  guint root = fake_bluesky_say (self->server, 2, "начало", 0, FALSE);
  guint asked = fake_bluesky_say (self->server, 3, "@us.example?", root, TRUE);
  g_autofree char *root_uri = fake_bluesky_dup_uri (self->server, root);
  g_autofree char *asked_uri = fake_bluesky_dup_uri (self->server, asked);
  g_autofree char *url = NULL;
  g_autofree char *record = NULL;
  g_autofree char *refs = g_strdup_printf ("\"reply\":{\"root\":{\"uri\":\"%s\",\"cid\":\"bafy%u\"},\"parent\":{\"uri\":\"%s\",\"cid\":\"bafy%u\"}}",
                                           root_uri, root, asked_uri, asked);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = send_reply (self, asked, "Да, @person3.example и @nobody.example: https://club.example/ #встреча", FALSE, &url, &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (id, "at://" FAKE_BLUESKY_DID "/app.bsky.feed.post/"));
  g_assert_true (g_str_has_prefix (url, "https://bsky.app/profile/" FAKE_BLUESKY_DID "/post/"));
  g_assert_cmpuint (fake_bluesky_count (self->server, "Да, ", &record), ==, 1);
  g_assert_nonnull (strstr (record, refs));
  g_assert_nonnull (strstr (record, "\"byteStart\":6,\"byteEnd\":22},\"features\":[{\"$type\":\"app.bsky.richtext.facet#mention\",\"did\":\"did:plc:person3\""));
  g_assert_nonnull (strstr (record, "#link\",\"uri\":\"https://club.example/\""));
  g_assert_nonnull (strstr (record, "#tag\",\"tag\":\"встреча\""));
  g_assert_null (strstr (record, "did:plc:nobody"));
}

static void
test_refused_replies (Fixture *self, gconstpointer data)
{
  guint asked = fake_bluesky_say (self->server, 3, "@us.example?", 0, TRUE);
  guint closed = fake_bluesky_say (self->server, 3, "@us.example!", 0, TRUE);
  g_autofree char *fits = g_strnfill (300, 'x');
  g_autofree char *long_one = g_strnfill (301, 'x');
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  g_assert_null (send_reply (self, asked, long_one, FALSE, NULL, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED);
  g_clear_error (&error);
  fake_bluesky_close (self->server, closed);
  g_assert_null (send_reply (self, closed, "да", FALSE, NULL, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED);
  g_clear_error (&error);
  id = send_reply (self, asked, fits, FALSE, NULL, &error);
  g_assert_no_error (error);
  fake_bluesky_delete (self->server, asked);
  g_assert_null (send_reply (self, asked, "поздно", FALSE, NULL, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_NOT_FOUND);
  g_assert_cmpuint (fake_bluesky_count (self->server, "поздно", NULL), ==, 0);
}

/* The answer got lost: the key of the record is ours, so whatever happened, it stands there once. */
static void
test_ambiguous (Fixture *self, gconstpointer data)
{
  guint asked = fake_bluesky_say (self->server, 2, "@us.example?", 0, TRUE);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *again = NULL;

  fake_bluesky_set_mood (self->server, FAKE_BLUESKY_APPLY_AND_DIE, 1);
  id = send_reply (self, asked, "ровно раз", FALSE, NULL, &error);
  g_assert_no_error (error);   /* it looked at once, and there it was */
  again = send_reply (self, asked, "ровно раз", TRUE, NULL, &error);
  g_assert_cmpstr (again, ==, id);
  g_clear_pointer (&again, g_free);
  again = send_reply (self, asked, "ровно раз", FALSE, NULL, &error);   /* without looking first: the key is taken */
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, id);
  g_assert_cmpuint (fake_bluesky_count (self->server, "ровно раз", NULL), ==, 1);

  fake_bluesky_set_mood (self->server, FAKE_BLUESKY_DIE, 1);
  g_assert_null (send_reply (self, asked, "и второй", FALSE, NULL, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_free (again);
  again = send_reply (self, asked, "и второй", TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fake_bluesky_count (self->server, "и второй", NULL), ==, 1);

  fake_bluesky_set_mood (self->server, FAKE_BLUESKY_DOWN, 9);
  g_assert_null (send_reply (self, asked, "и третий", TRUE, NULL, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_OFFLINE);
  g_assert_cmpuint (fake_bluesky_count (self->server, "и третий", NULL), ==, 0);
}

static void
test_describe_and_revoke (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheConnector) connector = NULL;
  g_autoptr (GAsyncResult) result = NULL, revoked = NULL;
  g_autoptr (VecheBatch) batch = NULL;
  g_autoptr (GError) error = NULL;
  const char *handle;
  guint length;

  g_free (self->settings);
  self->settings = g_strdup ("{\"login\":\"" FAKE_BLUESKY_HANDLE "\",\"watch\":[\"nobody.example\"]}");
  connector = connect_to (self);
  veche_connector_describe_async (connector, NULL, result_cb, &result);
  batch = veche_connector_describe_finish (connector, wait_for_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (veche_batch_get_account (batch, &handle), ==, FAKE_BLUESKY_DID);
  g_assert_cmpstr (handle, ==, FAKE_BLUESKY_HANDLE);
  g_assert_true (g_str_has_prefix (veche_batch_get_place (batch, &length), "127.0.0.1:"));
  g_assert_cmpuint (length, ==, 300);
  g_assert_cmpstr (veche_batch_get_notices (batch, &length)->code, ==, "unknown-author");

  veche_connector_revoke_async (connector, NULL, result_cb, &revoked);
  g_assert_true (veche_connector_revoke_finish (connector, wait_for_result (&revoked), &error));
  g_assert_cmpuint (fake_bluesky_requests (self->server, "deleteSession"), ==, 1);
}

#define ADD(path, func) g_test_add ("/connectors/bluesky/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  veche_net_set_limits (20, 40);

  g_test_add_func ("/connectors/bluesky/facets", test_facets);
  g_test_add_func ("/connectors/bluesky/facets-found", test_facets_found);
  g_test_add_func ("/connectors/bluesky/record-key", test_record_key);
  g_test_add_func ("/connectors/bluesky/shape", test_shape);
  ADD ("session", test_session);
  ADD ("refusals", test_refusals);
  ADD ("other-server", test_other_server);
  ADD ("paging", test_paging);
  ADD ("threads", test_threads);
  ADD ("deletions-and-blocks", test_deletions_and_blocks);
  ADD ("words-and-watched", test_words_and_watched);
  ADD ("word-often", test_word_often);
  ADD ("members", test_members);
  ADD ("backfill", test_backfill);
  ADD ("trouble", test_trouble);
  ADD ("send", test_send);
  ADD ("refused-replies", test_refused_replies);
  ADD ("ambiguous", test_ambiguous);
  ADD ("describe-and-revoke", test_describe_and_revoke);
  result = g_test_run ();
  veche_net_shutdown ();

  return result;
}
