/* test-discourse.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-connector.h"
#include "connectors/veche-net.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

/* A small forum in a thread of its own: paths, parameters and answers as docs.discourse.org has them. */
typedef struct
{
  GThread      *thread;
  GMainContext *context;
  GMainLoop    *loop;
  char         *url;
  GMutex        lock;       /* guards what follows */
  GCond         ready;
  GPtrArray    *posts;      /* "user\thtml\tabove", number = index + 1, id = number + 500 */
  gboolean      cut, slow, busy;
} Forum;

static void
write_post (GString *out, Forum *self, guint i)
{
  g_auto (GStrv) parts = g_strsplit (g_ptr_array_index (self->posts, i), "\t", 3);
  g_autoptr (JsonNode) cooked = json_node_init_string (json_node_alloc (), parts[1]);
  g_autofree char *text = json_to_string (cooked, FALSE);
  gboolean edited = strstr (parts[1], "исправлено") != NULL;
  gboolean gone = strstr (parts[1], "удалено") != NULL;

  g_string_append_printf (out, "{\"id\":%u,\"post_number\":%u,\"user_id\":%u,\"username\":\"%s\",\"name\":\"\",\"avatar_template\":\"/u/{size}.png\","
                          "\"created_at\":\"2026-11-20T10:00:00.000Z\",\"updated_at\":\"2026-11-20T11:00:00.000Z\",\"cooked\":%s,\"version\":%d,"
                          "\"user_deleted\":%s,\"reply_to_post_number\":%s,\"topic_id\":9}", 501 + i, 1 + i, g_str_hash (parts[0]) % 1000 + 1, parts[0], text,
                          edited ? 2 : 1, gone ? "true" : "false", *parts[2] != '\0' ? parts[2] : "null");
}

static void
write_stream (GString *out, Forum *self, const char *query)
{
  guint n = 0;

  g_string_append (out, "{\"id\":9,\"title\":\"Встреча\",\"category_id\":4,\"archetype\":\"regular\",\"post_stream\":{\"posts\":[");
  for (guint i = 0; i < self->posts->len; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", 501 + i);

      if (query != NULL ? strstr (query, id) == NULL : i >= 20)
        continue;
      g_string_append (out, n++ > 0 ? "," : "");
      write_post (out, self, i);
    }
  g_string_append (out, "],\"stream\":[");
  for (guint i = 0; i < self->posts->len; i++)
    g_string_append_printf (out, "%s%u", i > 0 ? "," : "", 501 + i);
  g_string_append_printf (out, "]},\"highest_post_number\":%u}", self->posts->len);
}

static guint
take_post (Forum *self, GString *out, SoupServerMessage *message)
{
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonObject *body = json_node_get_object (node);

  if (self->slow)
    {
      g_string_append (out, "{\"action\":\"create_post\",\"errors\":[\"Body is too similar to what you recently posted\"]}");
      return 422;
    }
  g_assert_cmpint (json_object_get_int_member (body, "topic_id"), ==, 9);
  g_ptr_array_add (self->posts, g_strdup_printf ("klub\t<p>%s</p>\t%d", json_object_get_string_member (body, "raw"),
                                                 (int) json_object_get_int_member (body, "reply_to_post_number")));
  write_post (out, self, self->posts->len - 1);

  return 200;
}

static guint
answer (Forum *self, GString *out, SoupServerMessage *message, const char *path)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));

  if (self->busy)
    {
      g_string_append (out, "{\"errors\":[\"slow down\"],\"error_type\":\"rate_limit\",\"extras\":{\"wait_seconds\":21}}");
      return 429;
    }
  if (g_str_equal (path, "/session/current.json"))
    g_string_append (out, "{\"current_user\":{\"id\":1,\"username\":\"klub\",\"name\":\"Клуб\",\"groups\":[{\"id\":5,\"name\":\"team\"}]}}");
  else if (g_str_equal (path, "/latest.json"))
    g_string_append_printf (out, "{\"topic_list\":{\"topics\":[{\"id\":9,\"category_id\":4,\"highest_post_number\":%u},"
                            "{\"id\":10,\"category_id\":6,\"highest_post_number\":1}]}}", self->posts->len);
  else if (g_str_equal (path, "/notifications.json"))
    g_string_append (out, "{\"notifications\":[]}");
  else if (g_str_equal (path, "/t/9.json") || g_str_equal (path, "/t/9/posts.json"))
    write_stream (out, self, g_str_equal (path, "/t/9.json") ? NULL : query);
  else if (g_str_equal (path, "/categories.json"))
    g_string_append (out, "{\"category_list\":{\"categories\":[{\"id\":4,\"name\":\"Дела\",\"subcategory_list\":[{\"id\":6,\"name\":\"Прочее\"}]}]}}");
  else if (g_str_equal (path, "/directory_items.json"))
    g_string_append (out, "{\"directory_items\":[{\"id\":1,\"user\":{\"id\":77,\"username\":\"anna\",\"name\":\"Анна\",\"avatar_template\":\"//a.example/{size}\"}}]}");
  else if (g_str_equal (path, "/posts.json"))
    return take_post (self, out, message);
  else
    {
      g_string_append (out, "{\"errors\":[\"gone\"],\"error_type\":\"not_found\"}");
      return 404;
    }

  return 200;
}

static void
handler_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Forum *self = user_data;
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean cut;
  guint status;

  g_mutex_lock (&self->lock);
  status = answer (self, out, message, path);
  cut = self->cut && g_str_equal (path, "/posts.json");
  g_mutex_unlock (&self->lock);
  if (cut)
    {
      g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

      g_io_stream_close (stream, NULL, NULL);
      return;
    }
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, out->str, out->len);
}

static gpointer
main_thread (gpointer data)
{
  Forum *self = data;
  g_autoptr (SoupServer) server = NULL;
  GSList *uris;

  g_main_context_push_thread_default (self->context);
  server = soup_server_new (NULL, NULL);
  soup_server_add_handler (server, NULL, handler_cb, self, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  g_mutex_lock (&self->lock);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_cond_signal (&self->ready);
  g_mutex_unlock (&self->lock);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_loop_run (self->loop);
  soup_server_disconnect (server);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

static void
set_up (Forum *self, gconstpointer data)
{
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->posts = g_ptr_array_new_with_free_func (g_free);
  g_mutex_init (&self->lock);
  g_cond_init (&self->ready);
  g_mutex_lock (&self->lock);
  self->thread = g_thread_new ("forum", main_thread, self);
  while (self->url == NULL)
    g_cond_wait (&self->ready, &self->lock);
  g_mutex_unlock (&self->lock);
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_REMOVE;
}

static void
tear_down (Forum *self, gconstpointer data)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, quit_cb, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->posts);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->ready);
  g_free (self->url);
}

static void
say (Forum *self, const char *post)
{
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->posts, g_strdup (post));
  g_mutex_unlock (&self->lock);
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
connect_to (Forum *self, const char *token)
{
  const VecheConnectorSetup setup = { .url = self->url, .token = token, .own_server = TRUE, .settings = "{\"categories\":[\"category-4\"]}" };

  return veche_connector_new ("discourse", &setup);
}

static void
test_read (Forum *self, gconstpointer data)
{
  g_autoptr (VecheConnector) connector = connect_to (self, data);
  g_autoptr (GPtrArray) batches = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_batch_unref);
  const VechePost *posts;
  const char *cursor = NULL;
  gboolean more = TRUE;
  guint n, all = 0;

  say (self, "anna\t<p>Когда встреча?</p>\t");
  say (self, "boris\t<p><a class=\"mention\" href=\"/u/klub\">@klub</a> ждём</p>\t1");
  say (self, "boris\t<p><a class=\"mention-group\" href=\"/groups/team\">@team</a> исправлено</p>\t");
  say (self, "vera\t<p>удалено</p>\t");
  for (guint i = 0; i < 40; i++)
    say (self, "vera\t<p>и я</p>\t");
  while (more)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      VecheBatch *batch;

      veche_connector_fetch_async (connector, cursor, NULL, result_cb, &result);
      batch = veche_connector_fetch_finish (connector, wait_for_result (&result), &error);
      g_assert_no_error (error);
      g_ptr_array_add (batches, batch);
      posts = veche_batch_get_posts (batch, &n);
      all += n;
      cursor = veche_batch_get_cursor (batch);
      more = veche_batch_has_more (batch);
      g_assert_cmpuint (batches->len, <, 6);
    }
  g_assert_cmpuint (all, ==, 44);
  g_assert_cmpuint (batches->len, ==, 2);     /* the list, and the one topic of the chosen category */
  posts = veche_batch_get_posts (g_ptr_array_index (batches, 1), &n);
  g_assert_cmpstr (posts[0].channel, ==, "topic-9");
  g_assert_cmpstr (posts[0].text, ==, "Когда встреча?");
  g_assert_cmpstr (posts[1].reply_to, ==, "1");
  g_assert_cmpint (posts[1].attention, ==, data != NULL ? VECHE_ATTENTION_MENTION : VECHE_ATTENTION_NONE);
  g_assert_cmpint (posts[2].attention, ==, data != NULL ? VECHE_ATTENTION_MENTION : VECHE_ATTENTION_NONE);
  g_assert_cmpint (posts[2].edited, >, posts[2].at);
  g_assert_true (posts[3].deleted);
}

static char *
send_reply (Forum *self, gboolean maybe_sent, GError **error)
{
  g_autoptr (VecheConnector) connector = connect_to (self, "us3r-key-0f-the-forum");
  g_autoptr (VecheReply) reply = veche_reply_new ();
  g_autoptr (GAsyncResult) result = NULL;

  reply->text = g_strdup ("В субботу, в *шесть*");
  reply->channel = g_strdup ("topic-9");
  reply->in_reply_to = g_strdup ("1");
  reply->maybe_sent = maybe_sent;
  veche_connector_send_async (connector, reply, NULL, result_cb, &result);

  return veche_connector_send_finish (connector, wait_for_result (&result), NULL, error);
}

static void
test_send (Forum *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  say (self, "anna\t<p>Когда встреча?</p>\t");
  self->cut = TRUE;
  g_assert_null (send_reply (self, FALSE, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_UNKNOWN);
  g_clear_error (&error);
  self->cut = FALSE;
  id = send_reply (self, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "2");
  g_assert_cmpuint (self->posts->len, ==, 2);     /* found, and not sent again */

  self->slow = TRUE;
  g_assert_null (send_reply (self, FALSE, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED);
  g_assert_nonnull (strstr (error->message, "too similar"));
  g_clear_error (&error);
  self->busy = TRUE;
  g_assert_null (send_reply (self, FALSE, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_RATE_LIMITED);
}

static void
test_places (Forum *self, gconstpointer data)
{
  g_autoptr (VecheConnector) connector = connect_to (self, NULL);
  g_autoptr (GAsyncResult) described = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (VecheBatch) places = NULL;
  g_autoptr (VecheBatch) members = NULL;
  guint n;

  veche_connector_describe_async (connector, NULL, result_cb, &described);
  places = veche_connector_describe_finish (connector, wait_for_result (&described), NULL);
  g_assert_nonnull (places);
  veche_batch_get_channels (places, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (veche_batch_get_notices (places, &n)[0].code, ==, "read-only");
  veche_connector_members_async (connector, NULL, NULL, result_cb, &listed);
  members = veche_connector_members_finish (connector, wait_for_result (&listed), NULL);
  g_assert_nonnull (members);
  g_assert_cmpstr (veche_batch_get_people (members, &n)[0].handle, ==, "anna");
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  veche_net_set_limits (3, 6);

  g_test_add ("/connectors/discourse/read-only", Forum, NULL, set_up, test_read, tear_down);
  g_test_add ("/connectors/discourse/read", Forum, "us3r-key-0f-the-forum", set_up, test_read, tear_down);
  g_test_add ("/connectors/discourse/send", Forum, NULL, set_up, test_send, tear_down);
  g_test_add ("/connectors/discourse/places", Forum, NULL, set_up, test_places, tear_down);
  result = g_test_run ();
  veche_net_shutdown ();

  return result;
}
