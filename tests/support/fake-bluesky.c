/* fake-bluesky.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "support/fake-bluesky-private.h"

#include <libsoup/soup.h>
#include <string.h>

static void
fake_post_free (gpointer data)
{
  FakePost *post = data;

  g_free (post->key);
  g_free (post->record);
  g_free (post);
}

static void
fake_string (JsonBuilder *out, const char *key, const char *value)
{
  json_builder_set_member_name (out, key);
  json_builder_add_string_value (out, value);
}

static FakeBlueskyMood
fake_take_mood (FakeBluesky *self, const char *path)
{
  FakeBlueskyMood mood = self->mood;
  gboolean creates = g_str_has_suffix (path, "createRecord");

  if (self->mood_left == 0 || (!creates && (mood == FAKE_BLUESKY_APPLY_AND_DIE || mood == FAKE_BLUESKY_DIE)))
    return FAKE_BLUESKY_FINE;
  self->mood_left--;

  return mood;
}

static void
fake_handler (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  FakeBluesky *self = user_data;
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (message), *said = soup_server_message_get_response_headers (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (JsonNode) input = *body == '{' ? json_from_string (body, NULL) : NULL;
  g_autoptr (JsonBuilder) out = json_builder_new ();
  g_autofree char *uri = g_uri_to_string (soup_server_message_get_uri (message));
  const char *raw = g_uri_get_query (soup_server_message_get_uri (message));
  FakeCall call = { self, query, input != NULL ? json_node_get_object (input) : NULL, out, NULL, NULL };
  FakeBlueskyMood mood;
  guint status = 500;

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->requests, g_strdup_printf ("%s %s", soup_server_message_get_method (message), uri));
  mood = fake_take_mood (self, path);
  if (mood == FAKE_BLUESKY_BUSY)
    {
      g_autofree char *reset = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time () / G_USEC_PER_SEC + 2);

      soup_message_headers_append (said, "RateLimit-Limit", "3000");
      soup_message_headers_append (said, "RateLimit-Remaining", "0");
      soup_message_headers_append (said, "RateLimit-Reset", reset);
      soup_message_headers_append (said, "RateLimit-Policy", "3000;w=300");
      status = fake_bluesky_refuse_call (&call, 429, "RateLimitExceeded", "Rate Limit Exceeded");
    }
  else if (mood != FAKE_BLUESKY_DOWN && mood != FAKE_BLUESKY_DIE)
    status = fake_bluesky_answer (&call, path, raw, soup_message_headers_get_one (asked, "Authorization"));
  g_mutex_unlock (&self->lock);

  if (mood == FAKE_BLUESKY_APPLY_AND_DIE || mood == FAKE_BLUESKY_DIE)
    {
      g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

      g_io_stream_close (stream, NULL, NULL);
      return;
    }
  soup_server_message_set_status (message, status, NULL);
  if (status == 200)
    {
      g_autoptr (JsonNode) node = json_builder_get_root (out);
      g_autofree char *text = json_to_string (node, FALSE);

      soup_server_message_set_response (message, "application/json; charset=utf-8", SOUP_MEMORY_COPY, text, strlen (text));
    }
  else if (status != 204)
    {
      g_autofree char *text = g_strdup_printf ("{\"error\":\"%s\",\"message\":\"%s\"}", call.error != NULL ? call.error : "InternalServerError",
                                               call.message != NULL ? call.message : "Internal Server Error");

      soup_server_message_set_response (message, "application/json; charset=utf-8", SOUP_MEMORY_COPY, text, strlen (text));
    }
}

/*** The thread ***/

static gpointer
fake_main (gpointer data)
{
  FakeBluesky *self = data;
  g_autoptr (SoupServer) server = NULL;
  g_autoptr (GError) error = NULL;
  GSList *uris;

  g_main_context_push_thread_default (self->context);
  server = soup_server_new (NULL, NULL);
  soup_server_add_handler (server, NULL, fake_handler, self, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
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

FakeBluesky *
fake_bluesky_new (void)
{
  FakeBluesky *self = g_new0 (FakeBluesky, 1);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->posts = g_ptr_array_new_with_free_func (fake_post_free);
  self->notifications = g_array_new (FALSE, TRUE, sizeof (FakeNotification));
  self->followers = g_array_new (FALSE, TRUE, sizeof (guint));
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->handles[1] = g_strdup (FAKE_BLUESKY_HANDLE);
  for (guint i = 2; i < MAX_ACCOUNTS; i++)
    self->handles[i] = g_strdup_printf ("person%u.example", i);
  self->searches = TRUE;
  g_mutex_init (&self->lock);
  g_cond_init (&self->ready);
  g_mutex_lock (&self->lock);
  self->thread = g_thread_new ("fake-bluesky", fake_main, self);
  while (self->url == NULL)
    g_cond_wait (&self->ready, &self->lock);
  g_mutex_unlock (&self->lock);

  return self;
}

static gboolean
fake_quit_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_REMOVE;
}

void
fake_bluesky_free (FakeBluesky *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, fake_quit_cb, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->posts);
  g_array_unref (self->notifications);
  g_array_unref (self->followers);
  g_ptr_array_unref (self->requests);
  for (guint i = 1; i < MAX_ACCOUNTS; i++)
    g_free (self->handles[i]);
  g_free (self->refusal);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->ready);
  g_free (self->url);
  g_free (self);
}

const char *
fake_bluesky_get_url (FakeBluesky *self)
{
  return self->url;
}

/*** What happens there ***/

static void
fake_notify (FakeBluesky *self, guint id, guint account, guint post, const char *reason)
{
  FakeNotification notification = { id, account, post, reason };

  g_array_append_val (self->notifications, notification);
}

static void
fake_add_reply (FakeBluesky *self, JsonBuilder *out, FakePost *parent)
{
  FakePost *root = parent;

  while (fake_bluesky_find (self, root->reply_to) != NULL)
    root = fake_bluesky_find (self, root->reply_to);
  json_builder_set_member_name (out, "reply");
  json_builder_begin_object (out);
  for (guint i = 0; i < 2; i++)
    {
      FakePost *post = i == 0 ? root : parent;
      g_autofree char *uri = fake_bluesky_make_uri (post);
      g_autofree char *cid = g_strdup_printf ("bafy%u", post->id);

      json_builder_set_member_name (out, i == 0 ? "root" : "parent");
      json_builder_begin_object (out);
      fake_string (out, "uri", uri);
      fake_string (out, "cid", cid);
      json_builder_end_object (out);
    }
  json_builder_end_object (out);
}

static void
fake_add_mention (JsonBuilder *out)
{
  static const char facets[] = "[{\"index\":{\"byteStart\":0,\"byteEnd\":11},"
                               "\"features\":[{\"$type\":\"app.bsky.richtext.facet#mention\",\"did\":\"" FAKE_BLUESKY_DID "\"}]}]";

  json_builder_set_member_name (out, "facets");
  json_builder_add_value (out, json_from_string (facets, NULL));
}

guint
fake_bluesky_say (FakeBluesky *self, guint account, const char *text, guint reply_to, gboolean mentions_us)
{
  g_autoptr (JsonBuilder) out = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *record = NULL;
  g_autofree char *at = NULL;
  FakePost *parent;
  guint id;

  g_mutex_lock (&self->lock);
  parent = fake_bluesky_find (self, reply_to);
  at = fake_bluesky_make_time (self->posts->len + 1);
  json_builder_begin_object (out);
  fake_string (out, "$type", "app.bsky.feed.post");
  fake_string (out, "text", text);
  fake_string (out, "createdAt", at);
  if (parent != NULL)
    fake_add_reply (self, out, parent);
  if (mentions_us)
    fake_add_mention (out);
  json_builder_end_object (out);
  node = json_builder_get_root (out);
  record = json_to_string (node, FALSE);
  id = fake_bluesky_add (self, account, NULL, record, reply_to)->id;
  if (account != 1 && (mentions_us || (parent != NULL && parent->account == 1)))
    fake_notify (self, id, account, id, parent != NULL && parent->account == 1 ? "reply" : "mention");
  g_mutex_unlock (&self->lock);

  return id;
}

char *
fake_bluesky_dup_uri (FakeBluesky *self, guint post)
{
  char *uri;

  g_mutex_lock (&self->lock);
  uri = fake_bluesky_make_uri (g_ptr_array_index (self->posts, post - 1));
  g_mutex_unlock (&self->lock);

  return uri;
}

void
fake_bluesky_delete (FakeBluesky *self, guint post)
{
  g_mutex_lock (&self->lock);
  fake_bluesky_find (self, post)->deleted = TRUE;
  g_mutex_unlock (&self->lock);
}

void
fake_bluesky_like (FakeBluesky *self, guint account, guint post)
{
  g_mutex_lock (&self->lock);
  fake_notify (self, self->posts->len + 1, account, post, "like");
  g_mutex_unlock (&self->lock);
}

void
fake_bluesky_follow (FakeBluesky *self, guint account)
{
  g_mutex_lock (&self->lock);
  fake_notify (self, self->posts->len + 1, account, 0, "follow");
  g_array_append_val (self->followers, account);
  g_mutex_unlock (&self->lock);
}

void
fake_bluesky_block (FakeBluesky *self, guint account)
{
  g_mutex_lock (&self->lock);
  self->blocks[account] = TRUE;
  g_mutex_unlock (&self->lock);
}

void
fake_bluesky_rename (FakeBluesky *self, guint account, const char *handle)
{
  g_mutex_lock (&self->lock);
  g_free (self->handles[account]);
  self->handles[account] = g_strdup (handle);
  g_mutex_unlock (&self->lock);
}

void
fake_bluesky_close (FakeBluesky *self, guint post)
{
  g_mutex_lock (&self->lock);
  fake_bluesky_find (self, post)->closed = TRUE;
  g_mutex_unlock (&self->lock);
}

guint
fake_bluesky_count (FakeBluesky *self, const char *needle, char **record)
{
  guint n = 0;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->posts->len; i++)
    {
      FakePost *post = g_ptr_array_index (self->posts, i);

      if (post->deleted || post->account != 1 || !fake_bluesky_holds (post, needle))
        continue;
      n++;
      if (record != NULL)
        {
          g_free (*record);
          *record = g_strdup (post->record);
        }
    }
  g_mutex_unlock (&self->lock);

  return n;
}

guint
fake_bluesky_requests (FakeBluesky *self, const char *path_part)
{
  guint n = 0;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->requests->len; i++)
    n += strstr (g_ptr_array_index (self->requests, i), path_part) != NULL;
  g_mutex_unlock (&self->lock);

  return n;
}

void
fake_bluesky_expire (FakeBluesky *self, gboolean refresh)
{
  g_mutex_lock (&self->lock);
  self->session++;
  if (refresh)
    self->refreshable = 0;
  g_mutex_unlock (&self->lock);
}

void
fake_bluesky_refuse (FakeBluesky *self, const char *name)
{
  g_mutex_lock (&self->lock);
  g_free (self->refusal);
  self->refusal = g_strdup (name);
  g_mutex_unlock (&self->lock);
}

void
fake_bluesky_set_search (FakeBluesky *self, gboolean searches)
{
  g_mutex_lock (&self->lock);
  self->searches = searches;
  g_mutex_unlock (&self->lock);
}

void
fake_bluesky_set_mood (FakeBluesky *self, FakeBlueskyMood mood, guint n)
{
  g_mutex_lock (&self->lock);
  self->mood = mood;
  self->mood_left = n;
  g_mutex_unlock (&self->lock);
}
