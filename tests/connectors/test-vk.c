/* test-vk.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-connector.h"
#include "connectors/veche-net.h"
#include "model/veche-calendar-entry.h"
#include "support/fake-vk.h"

#include <string.h>

typedef struct
{
  FakeVk         *server;
  char           *cursor;
  const char     *token;
  GHashTable     *posts;      /* "channel id" → text */
  GHashTable     *attention;  /* "channel id" → attention */
  GHashTable     *deleted, *edited, *dead;
  GHashTable     *people;     /* id → name */
  GHashTable     *notices;
  gint64          since, until;
  guint           pages;
  GError         *error;
} Fixture;

#define BOTH "{\"community\":\"" FAKE_VK_COMMUNITY "\",\"service\":\"" FAKE_VK_SERVICE "\"}"
#define WITH_USER "{\"community\":\"" FAKE_VK_COMMUNITY "\",\"service\":\"" FAKE_VK_USER "\"}"

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->server = fake_vk_new ();
  self->token = WITH_USER;
  self->posts = new_table ();
  self->attention = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->deleted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->edited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->dead = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->people = new_table ();
  self->notices = new_table ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  fake_vk_free (self->server);
  g_free (self->cursor);
  g_hash_table_unref (self->posts);
  g_hash_table_unref (self->attention);
  g_hash_table_unref (self->deleted);
  g_hash_table_unref (self->edited);
  g_hash_table_unref (self->dead);
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
  const VecheChannel *channels;
  const VecheNotice *notices;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("%s %s", posts[i].channel, posts[i].remote_id);

      if (posts[i].text != NULL)
        g_hash_table_insert (self->posts, g_strdup (key), g_strdup (posts[i].text));
      g_hash_table_insert (self->attention, g_strdup (key), GUINT_TO_POINTER (posts[i].attention));
      if (posts[i].deleted)
        g_hash_table_add (self->deleted, g_strdup (key));
      if (posts[i].edited > 0)
        g_hash_table_add (self->edited, g_strdup (key));
    }
  people = veche_batch_get_people (batch, &n);
  for (guint i = 0; i < n; i++)
    {
      if (people[i].name != NULL)
        g_hash_table_insert (self->people, g_strdup (people[i].remote_id), g_strdup (people[i].name));
      if (people[i].deleted)
        g_hash_table_add (self->dead, g_strdup (people[i].remote_id));
    }
  channels = veche_batch_get_channels (batch, &n);
  for (guint i = 0; i < n; i++)
    if (channels[i].complete_until > 0)
      {
        self->since = channels[i].complete_since;
        self->until = channels[i].complete_until;
      }
  notices = veche_batch_get_notices (batch, &n);
  for (guint i = 0; i < n; i++)
    g_hash_table_insert (self->notices, g_strdup (notices[i].code), g_strdup (notices[i].about != NULL ? notices[i].about : ""));
}

static VecheConnector *
connect_to (Fixture *self)
{
  const VecheConnectorSetup setup = { .url = fake_vk_get_url (self->server), .token = self->token, .own_server = TRUE,
                                      .settings = "{\"group\":\"https://vk.com/club7\"}" };

  return veche_connector_new ("vk", &setup);
}

/* A whole run, page by page, by a fresh connector. */
static void
run (Fixture *self)
{
  g_autoptr (VecheConnector) connector = connect_to (self);
  gboolean more = TRUE;

  g_clear_error (&self->error);
  self->pages = 0;
  while (more)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (VecheBatch) batch = NULL;

      veche_connector_fetch_async (connector, self->cursor, NULL, result_cb, &result);
      batch = veche_connector_fetch_finish (connector, wait_for_result (&result), &self->error);
      if (batch == NULL)
        return;
      take_batch (self, batch);
      g_free (self->cursor);
      self->cursor = g_strdup (veche_batch_get_cursor (batch));
      more = veche_batch_has_more (batch);
      g_assert_cmpuint (++self->pages, <, 60);
    }
}

static const char *
text_of (Fixture *self, const char *format, gint64 first, gint64 second)
{
  g_autofree char *key = second != 0 ? g_strdup_printf ("%s%" G_GINT64_FORMAT "_%" G_GINT64_FORMAT, format, first, second)
                                     : g_strdup_printf ("%s%" G_GINT64_FORMAT, format, first);

  return g_hash_table_lookup (self->posts, key);
}

static VecheAttention
attention_of (Fixture *self, const char *format, gint64 first, gint64 second)
{
  g_autofree char *key = second != 0 ? g_strdup_printf ("%s%" G_GINT64_FORMAT "_%" G_GINT64_FORMAT, format, first, second)
                                     : g_strdup_printf ("%s%" G_GINT64_FORMAT, format, first);

  g_assert_true (g_hash_table_contains (self->attention, key));

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->attention, key));
}

/* "execute" succeeds although a call in it was refused: what is closed is said, and what was too much is asked for again. */
static void
test_execute_errors (Fixture *self, gconstpointer data)
{
  gint64 posts[3], said[3];
  guint read = 0;

  self->token = WITH_USER;
  fake_vk_set_told (self->server, FALSE);
  for (guint i = 0; i < 3; i++)
    {
      posts[i] = fake_vk_say (self->server, 'w', 0, -7, "Встреча", 0);
      said[i] = fake_vk_say (self->server, 'c', posts[i], 20, "Во сколько?", 0);
    }
  fake_vk_fail (self->server, "wall.getComments", 6, 1);
  run (self);
  g_assert_error (self->error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_RATE_LIMITED);
  fake_vk_fail (self->server, "wall.getComments", 212, 1);
  run (self);
  g_assert_no_error (self->error);
  g_assert_true (g_hash_table_contains (self->notices, "comments-closed"));
  for (guint i = 0; i < 3; i++)
    read += text_of (self, "wall-7 ", posts[i], said[i]) != NULL;
  g_assert_cmpuint (read, ==, 2);
}

/* The first round reads every place; a user's key executes, a service key asks one by one. */
static void
test_round (Fixture *self, gconstpointer data)
{
  gboolean user = GPOINTER_TO_INT (data);
  gint64 post, first, deep = 0, topic, said;

  self->token = user ? WITH_USER : BOTH;
  fake_vk_set_told (self->server, FALSE);
  post = fake_vk_say (self->server, 'w', 0, -7, "Встреча в субботу", 0);
  first = fake_vk_say (self->server, 'c', post, 20, "Во сколько?", 0);
  for (guint i = 0; i < 14; i++)     /* more than come along with the comment */
    deep = fake_vk_say (self->server, 'c', post, 21, "[id20|Имя20], в шесть", first);
  for (guint i = 0; i < 120; i++)
    fake_vk_say (self->server, 'c', post, 30 + i % 3, "и я приду", 0);
  fake_vk_say (self->server, 'w', 0, 22, "[club7|Клуб], спасибо!", 0);
  topic = fake_vk_say (self->server, 't', 0, 20, "Знакомство", 0);
  said = fake_vk_say (self->server, 'b', topic, 23, "Я из Перми", 0);
  fake_vk_say (self->server, 'p', 11, 24, "Красиво", 0);
  fake_vk_say (self->server, 'v', 21, 25, "Запись есть?", 0);
  fake_vk_say (self->server, 'm', 26, 26, "Здравствуйте", 0);
  run (self);
  g_assert_no_error (self->error);

  g_assert_cmpstr (text_of (self, "wall-7 ", post, 0), ==, "Встреча в субботу");
  g_assert_cmpstr (text_of (self, "wall-7 ", post, first), ==, "Во сколько?");
  g_assert_cmpint (attention_of (self, "wall-7 ", post, first), ==, VECHE_ATTENTION_REPLY);
  g_assert_cmpstr (text_of (self, "wall-7 ", post, deep), ==, "Имя20, в шесть");
  g_assert_cmpint (attention_of (self, "wall-7 ", post, deep), ==, VECHE_ATTENTION_NONE);
  g_assert_nonnull (text_of (self, "wall-7 ", post, deep + 120));
  g_assert_cmpint (attention_of (self, "wall-7 ", deep + 121, 0), ==, VECHE_ATTENTION_MENTION);
  g_assert_cmpstr (text_of (self, "board-7_", topic, 0), ==, NULL);
  {
    g_autofree char *key = g_strdup_printf ("board-7_%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, topic, said);

    g_assert_cmpstr (g_hash_table_lookup (self->posts, key), ==, "Я из Перми");
  }
  g_assert_cmpstr (text_of (self, "talk-7_26 ", said + 3, 0), ==, "Здравствуйте");
  g_assert_cmpint (attention_of (self, "talk-7_26 ", said + 3, 0), ==, VECHE_ATTENTION_DIRECT);
  g_assert_cmpstr (g_hash_table_lookup (self->people, "20"), ==, "Имя20 Фамилия");
  if (user)
    g_assert_cmpuint (fake_vk_calls (self->server, "execute"), >, 1);
  else
    g_assert_cmpuint (fake_vk_calls (self->server, "execute"), ==, 1);     /* refused once, and not tried again */
  if (user)
    {
      g_assert_cmpstr (text_of (self, "photos-7 ", 11, said + 1), ==, "Красиво");
      g_assert_cmpstr (text_of (self, "videos-7 ", 21, said + 2), ==, "Запись есть?");
      g_assert_cmpint (attention_of (self, "mentions-7 ", 55, 3), ==, VECHE_ATTENTION_MENTION);
      g_assert_cmpstr (g_hash_table_lookup (self->people, "24"), ==, "Имя24 Фамилия");
    }
  else
    g_assert_true (g_hash_table_contains (self->notices, "photos-live-only"));

  /* The next run only asks what is new. */
  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpuint (self->pages, ==, 1);
}

static void
test_live (Fixture *self, gconstpointer data)
{
  gint64 post, comment, gone, topic, board, message;

  self->token = "{\"community\":\"" FAKE_VK_COMMUNITY "\"}";     /* no reading key at all */
  run (self);
  g_assert_no_error (self->error);
  g_assert_true (g_hash_table_contains (self->notices, "no-reading-key"));

  topic = fake_vk_say (self->server, 't', 0, 20, "Тема", 0);
  post = fake_vk_say (self->server, 'w', 0, -7, "Новость", 0);
  comment = fake_vk_say (self->server, 'c', post, 20, "Ура", 0);
  gone = fake_vk_say (self->server, 'c', post, -8, "реклама", 0);
  board = fake_vk_say (self->server, 'b', topic, 21, "[club7:bp-7_5|Клуб], вопрос", 0);
  message = fake_vk_say (self->server, 'm', 22, 22, "Можно к вам?", 0);
  fake_vk_edit (self->server, comment, "Ура!");
  fake_vk_delete (self->server, gone);
  fake_vk_event (self->server, "{\"type\":\"group_join\",\"event_id\":\"j1\",\"object\":{\"user_id\":40,\"join_type\":\"join\"},\"group_id\":7}");
  fake_vk_event (self->server, "{\"type\":\"something_new\",\"object\":{},\"group_id\":7}");
  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpstr (text_of (self, "wall-7 ", post, comment), ==, "Ура!");
  g_assert_cmpint (attention_of (self, "wall-7 ", post, comment), ==, VECHE_ATTENTION_REPLY);
  g_assert_cmpuint (g_hash_table_size (self->edited), ==, 1);
  g_assert_cmpuint (g_hash_table_size (self->deleted), ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (self->people, "-8"), ==, "Соседи");
  g_assert_cmpstr (g_hash_table_lookup (self->people, "40"), ==, "Имя40 Фамилия");
  {
    g_autofree char *key = g_strdup_printf ("board-7_%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, topic, board);

    g_assert_cmpint (GPOINTER_TO_UINT (g_hash_table_lookup (self->attention, key)), ==, VECHE_ATTENTION_REPLY);
  }
  g_assert_cmpint (attention_of (self, "talk-7_22 ", message, 0), ==, VECHE_ATTENTION_DIRECT);
  g_assert_true (g_hash_table_contains (self->attention, "wall-7 e:j1"));
  g_assert_cmpint (self->since, >, 0);
  g_assert_cmpint (self->until, >, self->since);

  /* The key is secret and in no cursor. */
  g_assert_null (strstr (self->cursor, "l1ve"));
}

static void
test_live_trouble (Fixture *self, gconstpointer data)
{
  gint64 post, comment;
  guint servers;

  run (self);
  servers = fake_vk_calls (self->server, "groups.getLongPollServer");
  post = fake_vk_say (self->server, 'w', 0, -7, "Новость", 0);
  fake_vk_fail_live (self->server, 2);      /* a new key, and nothing is lost */
  run (self);
  g_assert_no_error (self->error);
  g_assert_cmpuint (fake_vk_calls (self->server, "groups.getLongPollServer"), ==, servers + 2);
  g_assert_nonnull (text_of (self, "wall-7 ", post, 0));
  g_assert_false (g_hash_table_contains (self->notices, "events-lost"));

  for (guint failed = 1; failed <= 3; failed += 2)      /* what was lost is read in the places */
    {
      fake_vk_set_told (self->server, FALSE);
      comment = fake_vk_say (self->server, 'c', post, 20, "потерянное", 0);
      fake_vk_set_told (self->server, TRUE);
      fake_vk_fail_live (self->server, failed);
      run (self);
      g_assert_no_error (self->error);
      g_assert_true (g_hash_table_contains (self->notices, "events-lost"));
      g_assert_cmpstr (text_of (self, "wall-7 ", post, comment), ==, "потерянное");
    }

  fake_vk_set_live (self->server, FALSE);
  run (self);
  g_assert_no_error (self->error);
  g_assert_true (g_hash_table_contains (self->notices, "long-poll-off"));
}

static void
test_error_run (Fixture *self, gconstpointer data)
{
  fake_vk_fail (self->server, "groups.getById", 5, 1);
  run (self);
  g_assert_error (self->error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH);
  g_assert_nonnull (strstr (self->error->message, "access key"));
  fake_vk_fail (self->server, "wall.get", 29, 1);
  run (self);
  g_assert_error (self->error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_RATE_LIMITED);
}

/*** Members ***/

static void
test_members (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheConnector) connector = connect_to (self);
  g_autofree char *cursor = NULL;
  gboolean more = TRUE;
  guint pages = 0;

  fake_vk_set_members (self->server, 2500);
  while (more)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (VecheBatch) batch = NULL;

      veche_connector_members_async (connector, cursor, NULL, result_cb, &result);
      batch = veche_connector_members_finish (connector, wait_for_result (&result), &error);
      g_assert_no_error (error);
      take_batch (self, batch);
      g_free (cursor);
      cursor = g_strdup (veche_batch_get_cursor (batch));
      more = veche_batch_has_more (batch);
      g_assert_false (veche_batch_is_partial (batch));
      /* Who leaves while we read moves the rest up: pages overlap, so that nobody is taken for gone. */
      g_assert_cmpuint (++pages, <=, 3);
      g_assert_cmpint (g_ascii_strtoll (cursor, NULL, 10), <, 1000 * pages);
    }
  g_assert_cmpuint (pages, ==, 3);
  g_assert_cmpuint (g_hash_table_size (self->people), ==, 2500 - 1 + 1);    /* one without a name; and ourselves */
  g_assert_true (g_hash_table_contains (self->dead, "13"));
  g_assert_cmpuint (g_hash_table_size (self->dead), ==, 1);
}

static void
test_describe (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheConnector) connector = connect_to (self);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheBatch) batch = NULL;
  const char *handle = NULL;

  veche_connector_describe_async (connector, NULL, result_cb, &result);
  batch = veche_connector_describe_finish (connector, wait_for_result (&result), &error);
  g_assert_no_error (error);
  take_batch (self, batch);
  g_assert_cmpstr (veche_batch_get_account (batch, &handle), ==, "-7");
  g_assert_cmpstr (handle, ==, "klub");
  g_assert_cmpstr (veche_batch_get_place (batch, NULL), ==, "Клуб");
  g_assert_cmpstr (g_hash_table_lookup (self->notices, "event-off"), ==, "group_leave");
}

/*** What was said before ***/

static void
backfill (Fixture *self, const char *channel, gint64 since, gint64 until)
{
  g_autoptr (VecheConnector) connector = connect_to (self);
  const VecheGap gap = { channel, since, until };
  g_autofree char *cursor = NULL;
  gboolean more = TRUE;

  for (guint pages = 0; more; pages++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (VecheBatch) batch = NULL;

      g_assert_cmpuint (pages, <, 30);
      veche_connector_backfill_async (connector, &gap, cursor, NULL, result_cb, &result);
      batch = veche_connector_backfill_finish (connector, wait_for_result (&result), &error);
      g_assert_no_error (error);
      take_batch (self, batch);
      g_free (cursor);
      cursor = g_strdup (veche_batch_get_cursor (batch));
      more = veche_batch_has_more (batch);
    }
}

static void
test_backfill (Fixture *self, gconstpointer data)
{
  gint64 since = G_GINT64_CONSTANT (1763600000) * G_USEC_PER_SEC;
  gint64 until = G_GINT64_CONSTANT (1763700000) * G_USEC_PER_SEC;
  gint64 topic = fake_vk_say (self->server, 't', 0, 20, "Тема", 0);
  g_autofree char *channel = g_strdup_printf ("board-7_%" G_GINT64_FORMAT, topic);
  gint64 post = 0;

  for (guint i = 0; i < 250; i++)
    {
      post = fake_vk_say (self->server, 'w', 0, -7, "пост", 0);
      fake_vk_say (self->server, 'c', post, 20, "ответ", 0);
      fake_vk_say (self->server, 'b', topic, 20, "в теме", 0);
      fake_vk_say (self->server, 'm', 20, 20, "в личке", 0);
    }
  backfill (self, "wall-7", since, until);
  g_assert_cmpuint (g_hash_table_size (self->posts), ==, 500);
  g_assert_cmpint (self->since, ==, since);
  g_assert_cmpint (self->until, ==, until);
  backfill (self, channel, since, until);
  g_assert_cmpuint (g_hash_table_size (self->posts), ==, 750);
  backfill (self, "talk-7_20", since, until);
  g_assert_cmpuint (g_hash_table_size (self->posts), ==, 1000);
}

/* Comments of all albums come newest first; those of videos are looked for below each. */
static void
test_backfill_media (Fixture *self, gconstpointer data)
{
  gint64 since = G_GINT64_CONSTANT (1763600000) * G_USEC_PER_SEC;
  gint64 until = G_GINT64_CONSTANT (1763700000) * G_USEC_PER_SEC;

  for (guint i = 0; i < 250; i++)
    {
      fake_vk_say (self->server, 'p', 100 + i % 3, 20, "под снимком", 0);
      fake_vk_say (self->server, 'v', 300 + i % 120, 21, "под видео", 0);
    }
  backfill (self, "photos-7", since, until);
  g_assert_cmpuint (g_hash_table_size (self->posts), ==, 250);
  g_assert_cmpint (self->since, ==, since);
  g_assert_cmpint (self->until, ==, until);
  self->since = self->until = 0;
  backfill (self, "videos-7", since, until);
  g_assert_cmpuint (g_hash_table_size (self->posts), ==, 500);
  g_assert_cmpint (self->since, ==, since);
  g_assert_cmpint (self->until, ==, until);
}

/*** Replies ***/

static char *
send_reply (Fixture *self, const char *channel, const char *to, const char *meta, const char *key, gboolean maybe_sent)
{
  g_autoptr (VecheConnector) connector = connect_to (self);
  g_autoptr (VecheReply) reply = veche_reply_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *url = NULL;

  reply->text = g_strdup ("Ответ клуба");
  reply->channel = g_strdup (channel);
  reply->in_reply_to = g_strdup (to);
  reply->author_handle = g_strdup ("user20");
  reply->meta = g_strdup (meta);
  reply->idempotency_key = g_strdup (key);
  reply->maybe_sent = maybe_sent;
  g_clear_error (&self->error);
  veche_connector_send_async (connector, reply, NULL, result_cb, &result);

  return veche_connector_send_finish (connector, wait_for_result (&result), &url, &self->error);
}

static void
assert_param (Fixture *self, const char *method, const char *name, const char *value)
{
  g_autofree char *sent = fake_vk_param (self->server, method, name);

  g_assert_cmpstr (sent, ==, value);
}

static void
test_replies (Fixture *self, gconstpointer data)
{
  static const struct { const char *channel, *to, *method, *param, *value, *prefix; } cases[] = {
    { "wall-7", "45_46", "wall.createComment", "reply_to_comment", "46", "45_" },
    { "wall-7", "45", "wall.createComment", "post_id", "45", "45_" },
    { "photos-7", "11_12", "photos.createComment", "reply_to_comment", "12", "11_" },
    { "videos-7", "21_22", "video.createComment", "reply_to_comment", "22", "21_" },
    { "board-7_9", "77", "board.createComment", "message", "[id20:bp-7_77|user20], Ответ клуба", "" },
    { "talk-7_20", "5", "messages.send", "forward", "{\"peer_id\":20,\"conversation_message_ids\":[5],\"is_reply\":true}", "" },
    { "mentions-7", "55_3", "wall.createComment", "owner_id", "55", "3_" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = g_strdup_printf ("key %u", i);
      g_autofree char *id = send_reply (self, cases[i].channel, cases[i].to, "{\"author\":20}", key, FALSE);

      g_assert_no_error (self->error);
      g_assert_true (g_str_has_prefix (id, cases[i].prefix));
      assert_param (self, cases[i].method, cases[i].param, cases[i].value);
      g_assert_cmpuint (fake_vk_count (self->server, "Ответ клуба"), ==, i + 1);
    }
}

/* Each kind of accident, for each kind of place: the reply is there once. */
static void
test_no_doubles (Fixture *self, gconstpointer data)
{
  static const char *const places[][2] = { { "wall-7", "45_46" }, { "photos-7", "11" }, { "board-7_9", "77" }, { "talk-7_20", "5" } };
  static const char *const methods[] = { "wall.createComment", "photos.createComment", "board.createComment", "messages.send" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    for (int how = -2; how <= -1; how++)
      {
        g_autofree char *key = g_strdup_printf ("accident %u %d", i, how);
        g_autofree char *none = NULL;
        g_autofree char *id = NULL;
        guint before = fake_vk_count (self->server, "Ответ клуба");

        fake_vk_fail (self->server, methods[i], how, 1);
        none = send_reply (self, places[i][0], places[i][1], NULL, key, FALSE);
        g_assert_null (none);
        g_assert_error (self->error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_UNKNOWN);
        id = send_reply (self, places[i][0], places[i][1], NULL, key, TRUE);
        g_assert_no_error (self->error);
        g_assert_nonnull (id);
        g_assert_cmpuint (fake_vk_count (self->server, "Ответ клуба") - before, <=, 1);
      }
  fake_vk_fail (self->server, "wall.createComment", 10, 1);     /* trouble there: who knows */
  g_assert_null (send_reply (self, "wall-7", "45", NULL, "trouble", FALSE));
  g_assert_error (self->error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_UNKNOWN);
  fake_vk_fail (self->server, "messages.send", 901, 1);
  g_assert_null (send_reply (self, "talk-7_20", "5", NULL, "refused", FALSE));
  g_assert_error (self->error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED);
  g_assert_nonnull (strstr (self->error->message, "did not allow"));
  fake_vk_fail (self->server, "wall.createComment", 14, 1);
  g_assert_null (send_reply (self, "wall-7", "45", NULL, "captcha", FALSE));
  g_assert_nonnull (strstr (self->error->message, "captcha"));
}

/*** Events ***/

/* whole: nothing else can be there. */
static GPtrArray *
events (Fixture *self, const char *known, gboolean whole)
{
  const char *all[] = { known, NULL };
  g_autoptr (VecheConnector) connector = connect_to (self);
  g_autoptr (GAsyncResult) result = NULL;
  GPtrArray *found;

  g_assert_true (veche_connector_has_events (connector));
  veche_connector_events_async (connector, all, NULL, result_cb, &result);
  found = veche_connector_events_finish (connector, wait_for_result (&result), &self->error);
  g_assert_cmpint (veche_connector_was_partial (connector), ==, !whole);

  return found;
}

static gboolean
is_among (GPtrArray *entries, const char *uid)
{
  for (guint i = 0; i < entries->len; i++)
    if (g_str_equal (((VecheCalendarEntry *) entries->pdata[i])->uid, uid))
      return TRUE;

  return FALSE;
}

/* What the community links to, by number and by name, and what its wall shows; not what is over, gone or somewhere else. */
static void
test_events (Fixture *self, gconstpointer data)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC, tomorrow = now - now % 86400 + 86400 + 16 * 3600;
  gint64 evening = fake_vk_gather (self->server, 'l', "Вечер игр", tomorrow, tomorrow + 2 * 3600), off, wall;
  g_autofree char *known = NULL, *day = NULL, *uid = g_strdup_printf ("vk-event-%" G_GINT64_FORMAT, evening), *link = g_strdup_printf ("https://vk.com/event%" G_GINT64_FORMAT, evening);
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (tomorrow);
  g_autoptr (GPtrArray) found = NULL, without = NULL, less = NULL;
  const VecheCalendarEntry *entry;

  fake_vk_gather (self->server, 'n', "По имени", tomorrow, 0);
  wall = fake_vk_gather (self->server, 'p', "Со стены", tomorrow, tomorrow - 60);
  known = g_strdup_printf ("vk-event-%" G_GINT64_FORMAT, wall);
  fake_vk_gather (self->server, 'l', "Прошло", now - 10 * 86400, now - 9 * 86400);
  fake_vk_gather (self->server, 'l', "Когда-нибудь", 0, 0);
  off = fake_vk_gather (self->server, 'p', "Отменили", tomorrow, 0);
  fake_vk_say (self->server, 'w', 0, -7, "Приходите", 0);

  found = events (self, NULL, TRUE);
  g_assert_no_error (self->error);
  g_assert_cmpuint (found->len, ==, 4);
  entry = found->pdata[0];
  day = g_date_time_format (at, "%Y-%m-%dT16:00");
  g_assert_cmpstr (entry->uid, ==, uid);
  g_assert_cmpstr (entry->title, ==, "Вечер игр");
  g_assert_cmpstr (entry->starts, ==, day);
  g_assert_cmpstr (entry->tz, ==, "UTC");
  g_assert_true (g_str_has_suffix (entry->ends, "T18:00"));
  g_assert_cmpstr (entry->place, ==, "Библиотека, Невский, 28, Петербург");
  g_assert_cmpstr (entry->about, ==, "Приходите");
  g_assert_cmpstr (entry->link, ==, link);
  g_assert_null (((VecheCalendarEntry *) found->pdata[1])->ends);      /* it can't end before it starts */
  g_assert_cmpstr (((VecheCalendarEntry *) found->pdata[3])->title, ==, "По имени");

  fake_vk_delete (self->server, off);
  without = events (self, NULL, TRUE);
  g_assert_cmpuint (without->len, ==, 3);

  /* Without a key that reads the wall, and with a name that is nobody's. */
  self->token = FAKE_VK_COMMUNITY;
  less = events (self, NULL, TRUE);
  g_assert_no_error (self->error);
  g_assert_cmpuint (less->len, ==, 2);

  /* Its post has moved far down the wall: it is asked for by its number, and is there until somebody calls it off. */
  self->token = FAKE_VK_USER;
  for (guint i = 0; i < 150; i++)
    fake_vk_say (self->server, 'w', 0, -7, "Новости", 0);
  g_ptr_array_unref (g_steal_pointer (&less));
  less = events (self, known, TRUE);
  g_assert_no_error (self->error);
  g_assert_true (is_among (less, known));
  fake_vk_delete (self->server, wall);
  g_ptr_array_unref (g_steal_pointer (&less));
  less = events (self, known, TRUE);
  g_assert_no_error (self->error);
  g_assert_false (is_among (less, known));
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  veche_net_set_limits (20, 40);

  g_test_add ("/connectors/vk/execute-errors", Fixture, NULL, set_up, test_execute_errors, tear_down);
  g_test_add ("/connectors/vk/round-user", Fixture, GINT_TO_POINTER (TRUE), set_up, test_round, tear_down);
  g_test_add ("/connectors/vk/round-service", Fixture, GINT_TO_POINTER (FALSE), set_up, test_round, tear_down);
  g_test_add ("/connectors/vk/live", Fixture, NULL, set_up, test_live, tear_down);
  g_test_add ("/connectors/vk/live-trouble", Fixture, NULL, set_up, test_live_trouble, tear_down);
  g_test_add ("/connectors/vk/members", Fixture, NULL, set_up, test_members, tear_down);
  g_test_add ("/connectors/vk/describe", Fixture, NULL, set_up, test_describe, tear_down);
  g_test_add ("/connectors/vk/backfill", Fixture, NULL, set_up, test_backfill, tear_down);
  g_test_add ("/connectors/vk/backfill-media", Fixture, NULL, set_up, test_backfill_media, tear_down);
  g_test_add ("/connectors/vk/replies", Fixture, NULL, set_up, test_replies, tear_down);
  g_test_add ("/connectors/vk/no-doubles", Fixture, NULL, set_up, test_no_doubles, tear_down);
  g_test_add ("/connectors/vk/gatherings", Fixture, NULL, set_up, test_events, tear_down);
  g_test_add ("/connectors/vk/error-run", Fixture, NULL, set_up, test_error_run, tear_down);   /* last: it holds the budget */

  result = g_test_run ();
  veche_net_shutdown ();

  return result;
}
