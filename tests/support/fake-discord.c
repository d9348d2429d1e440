/* fake-discord.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "support/fake-discord.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

#define FIRST   G_GUINT64_CONSTANT (1310000000000000000)
#define STEP    (G_GUINT64_CONSTANT (1000) << 22)     /* a second */
#define MEMBERS 1500

typedef struct { char *channel, *text, *reply_to, *nonce; guint64 id; guint person; gboolean edited, deleted; } FakeMessage;

struct _FakeDiscord
{
  GThread      *thread;
  GMainContext *context;
  GMainLoop    *loop;
  char         *url;

  GMutex        lock;        /* guards what follows */
  GCond         ready;
  GPtrArray    *messages;    /* FakeMessage, oldest first */
  GPtrArray    *paths;       /* char * */
  char         *sent;
  guint         n_sent;
  guint64       first;       /* id of the first message */
  gboolean      intents, dies, hidden, closed;
};

static void
fake_message_free (gpointer data)
{
  FakeMessage *message = data;

  g_free (message->channel);
  g_free (message->text);
  g_free (message->reply_to);
  g_free (message->nonce);
  g_free (message);
}

static FakeMessage *
fake_add (FakeDiscord *self, const char *channel, guint person, const char *reply_to, const char *text)
{
  FakeMessage *message = g_new0 (FakeMessage, 1);

  *message = (FakeMessage) { g_strdup (channel), g_strstrip (g_strdup (text)), g_strdup (reply_to), NULL, self->first + self->messages->len * STEP, person, FALSE, FALSE };
  g_ptr_array_add (self->messages, message);

  return message;
}

static void
fake_write_user (GString *json, guint person)
{
  g_string_append_printf (json, "{\"id\":\"%u\",\"username\":\"person_%u\",\"discriminator\":\"0\",\"global_name\":\"Person %u\",\"avatar\":null,\"bot\":%s}",
                          person, person, person, person == 77 ? "true" : "false");
}

static void
fake_write (FakeDiscord *self, GString *json, FakeMessage *message)
{
  g_autoptr (JsonNode) text = json_node_init_string (json_node_alloc (), message->text);
  g_autofree char *quoted = json_to_string (text, FALSE);
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc ((gint64) ((message->id >> 22) + G_GUINT64_CONSTANT (1420070400000)) / 1000);
  g_autofree char *time = g_date_time_format_iso8601 (at);

  g_string_append_printf (json, "{\"id\":\"%" G_GUINT64_FORMAT "\",\"channel_id\":\"%s\",\"type\":%d,\"content\":%s,\"timestamp\":\"%s\",\"edited_timestamp\":%s,"
                          "\"pinned\":false,\"attachments\":[],\"embeds\":[],\"author\":", message->id, message->channel, message->reply_to != NULL ? 19 : 0, quoted, time,
                          message->edited ? "\"2026-11-01T10:00:00.000000+00:00\"" : "null");
  fake_write_user (json, message->person);
  g_string_append (json, ",\"mentions\":[");
  if (strstr (message->text, "<@77>") != NULL)
    fake_write_user (json, 77);
  g_string_append_c (json, ']');
  if (message->reply_to != NULL)
    g_string_append_printf (json, ",\"message_reference\":{\"type\":0,\"channel_id\":\"%s\",\"guild_id\":\"900\",\"message_id\":\"%s\"}", message->channel, message->reply_to);
  for (guint i = 0; message->reply_to != NULL && i < self->messages->len; i++)
    {
      FakeMessage *parent = g_ptr_array_index (self->messages, i);

      if (parent->id != g_ascii_strtoull (message->reply_to, NULL, 10))
        continue;
      g_string_append (json, ",\"referenced_message\":");
      fake_write (self, json, parent);
    }
  g_string_append_c (json, '}');
}

static guint64
fake_number (GHashTable *query, const char *key, guint64 fallback)
{
  const char *value = query != NULL ? g_hash_table_lookup (query, key) : NULL;

  return value != NULL ? g_ascii_strtoull (value, NULL, 10) : fallback;
}

/* Newest first: of all, those just above `after`, or those just below `before`. */
static void
fake_write_messages (FakeDiscord *self, GString *json, const char *channel, GHashTable *query)
{
  guint64 after = fake_number (query, "after", 0), before = fake_number (query, "before", G_MAXUINT64);
  guint limit = (guint) MIN (fake_number (query, "limit", 50), 100);
  g_autoptr (GPtrArray) fits = g_ptr_array_new ();
  guint first;

  for (guint i = 0; i < self->messages->len; i++)
    {
      FakeMessage *message = g_ptr_array_index (self->messages, i);

      if (g_str_equal (message->channel, channel) && message->id > after && message->id < before && !message->deleted && !self->hidden)
        g_ptr_array_add (fits, message);
    }
  first = after != 0 || fits->len <= limit ? 0 : fits->len - limit;
  g_string_append_c (json, '[');
  for (guint i = MIN (first + limit, fits->len); i > first; i--)
    {
      fake_write (self, json, g_ptr_array_index (fits, i - 1));
      g_string_append (json, i - 1 > first ? "," : "");
    }
  g_string_append_c (json, ']');
}

static void
fake_write_channel (FakeDiscord *self, GString *json, const char *id)
{
  gboolean closed = g_str_equal (id, FAKE_DISCORD_CLOSED), thread = closed || g_str_equal (id, FAKE_DISCORD_THREAD);
  guint64 last = 0;

  for (guint i = 0; i < self->messages->len; i++)
    if (g_str_equal (((FakeMessage *) g_ptr_array_index (self->messages, i))->channel, id))
      last = ((FakeMessage *) g_ptr_array_index (self->messages, i))->id;
  g_string_append_printf (json, "{\"id\":\"%s\",\"type\":%d,\"guild_id\":\"900\",\"name\":\"%s\",\"parent_id\":%s,\"last_message_id\":", id, thread ? 11 : 0,
                          closed ? "закрытая" : thread ? "ветка" : "общий", thread ? "\"" FAKE_DISCORD_CHANNEL "\"" : "null");
  if (last != 0)
    g_string_append_printf (json, "\"%" G_GUINT64_FORMAT "\"}", last);
  else
    g_string_append (json, "null}");
}

static void
fake_write_members (GString *json, GHashTable *query)
{
  guint64 after = fake_number (query, "after", 0), limit = fake_number (query, "limit", 1);

  g_string_append_c (json, '[');
  for (guint64 id = after + 1; id <= MEMBERS && id <= after + limit; id++)
    {
      g_string_append (json, id > after + 1 ? ",{\"user\":" : "{\"user\":");
      fake_write_user (json, (guint) id);
      g_string_append (json, ",\"nick\":null,\"roles\":[],\"joined_at\":\"2025-01-02T03:04:05.678000+00:00\"}");
    }
  g_string_append_c (json, ']');
}

static void
fake_post (FakeDiscord *self, GString *json, const char *channel, const char *body)
{
  g_autoptr (JsonNode) node = json_from_string (body, NULL);
  JsonObject *object = json_node_get_object (node);
  JsonObject *reference = json_object_has_member (object, "message_reference") ? json_object_get_object_member (object, "message_reference") : NULL;
  const char *nonce = json_object_get_string_member_with_default (object, "nonce", NULL);
  FakeMessage *message = NULL;

  for (guint i = 0; nonce != NULL && i < self->messages->len; i++)
    if (g_strcmp0 (((FakeMessage *) g_ptr_array_index (self->messages, i))->nonce, nonce) == 0)
      message = g_ptr_array_index (self->messages, i);
  if (message == NULL)
    {
      message = fake_add (self, channel, 77, reference != NULL ? json_object_get_string_member (reference, "message_id") : NULL, json_object_get_string_member (object, "content"));
      message->nonce = g_strdup (nonce);
      g_free (self->sent);
      self->sent = g_strdup (body);
      self->n_sent++;
    }
  fake_write (self, json, message);
}

static guint
fake_answer (FakeDiscord *self, const char *path, GHashTable *query, const char *body, gboolean post, GString *json)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);    /* "", "channels", "…" */
  guint n = g_strv_length (parts);

  if (g_str_equal (path, "/users/@me"))
    fake_write_user (json, 77);
  else if (g_str_equal (path, "/users/@me/guilds"))
    g_string_append_printf (json, "[%s{\"id\":\"900\",\"name\":\"Клуб\",\"owner\":false,\"permissions\":\"36953089\"}]",
                            self->closed ? "{\"id\":\"899\",\"name\":\"Соседи\",\"owner\":false,\"permissions\":\"0\"}," : "");
  else if (g_str_equal (path, "/applications/@me"))
    g_string_append_printf (json, "{\"id\":\"77\",\"name\":\"Клуб\",\"flags\":%d}", self->intents ? 1 << 19 | 1 << 15 : 0);
  else if (g_str_equal (path, "/guilds/900/threads/active"))
    {
      g_string_append (json, "{\"members\":[],\"threads\":[");
      fake_write_channel (self, json, FAKE_DISCORD_THREAD);
      g_string_append (json, "]}");
    }
  else if (n == 6 && g_str_equal (parts[4], "archived"))
    {
      g_string_append (json, "{\"has_more\":false,\"members\":[],\"threads\":[");
      fake_write_channel (self, json, FAKE_DISCORD_CLOSED);
      g_string_append (json, "]}");
    }
  else if (g_str_equal (path, "/guilds/900/channels"))
    {
      g_string_append (json, "[{\"id\":\"901\",\"type\":4,\"name\":\"Категория\"},");
      fake_write_channel (self, json, FAKE_DISCORD_CHANNEL);
      g_string_append_c (json, ']');
    }
  else if (g_str_equal (path, "/guilds/900/scheduled-events"))   /* after the example of the page on scheduled events */
    g_string_append (json, "[{\"id\":\"941\",\"guild_id\":\"900\",\"name\":\"Вечер вопросов\",\"description\":\"Приходите\","
                           "\"scheduled_start_time\":\"2026-12-20T16:00:00+00:00\",\"scheduled_end_time\":null,\"status\":1,\"entity_type\":2,"
                           "\"recurrence_rule\":{\"start\":\"2026-12-20T16:00:00+00:00\",\"frequency\":2,\"interval\":1,\"by_weekday\":[6]}},"
                           "{\"id\":\"942\",\"guild_id\":\"900\",\"name\":\"Поход\",\"description\":null,\"scheduled_start_time\":\"2026-12-27T09:00:00+00:00\","
                           "\"scheduled_end_time\":\"2026-12-27T15:00:00+00:00\",\"status\":1,\"entity_type\":3,\"entity_metadata\":{\"location\":\"Парк\"}},"
                           "{\"id\":\"943\",\"name\":\"Было\",\"scheduled_start_time\":\"2026-10-01T09:00:00+00:00\",\"status\":3,\"entity_type\":2},"
                           "{\"id\":\"944\",\"name\":\"Без времени\",\"status\":1}, 7]");
  else if (g_str_equal (path, "/guilds/900/members") && self->intents)
    fake_write_members (json, query);
  else if (n == 4 && g_str_equal (parts[3], "messages") && post)
    fake_post (self, json, parts[2], body);
  else if (n == 4 && g_str_equal (parts[3], "messages"))
    fake_write_messages (self, json, parts[2], query);
  else if (n == 3 && g_str_equal (parts[1], "channels"))
    fake_write_channel (self, json, parts[2]);
  else
    {
      g_string_append (json, "{\"code\":50001,\"message\":\"Missing Access\"}");
      return 403;
    }

  return 200;
}

static void
fake_handler (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  FakeDiscord *self = user_data;
  gboolean post = g_str_equal (soup_server_message_get_method (message), "POST"), dies;
  const char *authorization = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GString) json = g_string_new (NULL);
  guint status;

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->paths, g_strdup (path));
  if (g_strcmp0 (authorization, "Bot " FAKE_DISCORD_TOKEN) != 0)
    {
      status = 401;
      g_string_append (json, "{\"message\":\"401: Unauthorized\",\"code\":0}");
    }
  else
    status = fake_answer (self, path, query, body, post, json);
  dies = post && self->dies;
  self->dies = self->dies && !dies;
  g_mutex_unlock (&self->lock);

  if (dies)
    {
      g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

      g_io_stream_close (stream, NULL, NULL);
      return;
    }
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, json->str, json->len);
}

static gpointer
fake_main (gpointer data)
{
  FakeDiscord *self = data;
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

FakeDiscord *
fake_discord_new (void)
{
  FakeDiscord *self = g_new0 (FakeDiscord, 1);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->messages = g_ptr_array_new_with_free_func (fake_message_free);
  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->intents = TRUE;
  self->first = FIRST;
  g_mutex_init (&self->lock);
  g_cond_init (&self->ready);
  g_mutex_lock (&self->lock);
  self->thread = g_thread_new ("fake-discord", fake_main, self);
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
fake_discord_free (FakeDiscord *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, fake_quit_cb, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->messages);
  g_ptr_array_unref (self->paths);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->ready);
  g_free (self->sent);
  g_free (self->url);
  g_free (self);
}

const char *
fake_discord_get_url (FakeDiscord *self)
{
  return self->url;
}

char *
fake_discord_say (FakeDiscord *self, const char *channel, guint person, const char *reply_to, const char *text)
{
  guint64 id;

  g_mutex_lock (&self->lock);
  id = fake_add (self, channel, person, reply_to, text)->id;
  g_mutex_unlock (&self->lock);

  return g_strdup_printf ("%" G_GUINT64_FORMAT, id);
}

void
fake_discord_set_now (FakeDiscord *self)
{
  g_mutex_lock (&self->lock);
  self->first = (guint64) (g_get_real_time () / 1000 - G_GINT64_CONSTANT (1420070400000) - 3600 * 1000) << 22;
  g_mutex_unlock (&self->lock);
}

static FakeMessage *
fake_find (FakeDiscord *self, const char *id)
{
  for (guint i = 0; i < self->messages->len; i++)
    if (((FakeMessage *) g_ptr_array_index (self->messages, i))->id == g_ascii_strtoull (id, NULL, 10))
      return g_ptr_array_index (self->messages, i);
  g_error ("no message %s", id);
}

void
fake_discord_edit (FakeDiscord *self, const char *id, const char *text)
{
  FakeMessage *message;

  g_mutex_lock (&self->lock);
  message = fake_find (self, id);
  g_free (message->text);
  message->text = g_strdup (text);
  message->edited = TRUE;
  g_mutex_unlock (&self->lock);
}

void
fake_discord_delete (FakeDiscord *self, const char *id)
{
  g_mutex_lock (&self->lock);
  fake_find (self, id)->deleted = TRUE;
  g_mutex_unlock (&self->lock);
}

void
fake_discord_add_closed (FakeDiscord *self)
{
  g_mutex_lock (&self->lock);
  self->closed = TRUE;
  g_mutex_unlock (&self->lock);
}

void
fake_discord_set_history (FakeDiscord *self, gboolean shown)
{
  g_mutex_lock (&self->lock);
  self->hidden = !shown;
  g_mutex_unlock (&self->lock);
}

void
fake_discord_set_intents (FakeDiscord *self, gboolean on)
{
  g_mutex_lock (&self->lock);
  self->intents = on;
  g_mutex_unlock (&self->lock);
}

void
fake_discord_die_once (FakeDiscord *self)
{
  g_mutex_lock (&self->lock);
  self->dies = TRUE;
  g_mutex_unlock (&self->lock);
}

char *
fake_discord_dup_sent (FakeDiscord *self, guint *n)
{
  char *sent;

  g_mutex_lock (&self->lock);
  sent = g_strdup (self->sent);
  *n = self->n_sent;
  g_mutex_unlock (&self->lock);

  return sent;
}

guint
fake_discord_requests (FakeDiscord *self, const char *path_end)
{
  guint n = 0;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->paths->len; i++)
    n += g_str_has_suffix (g_ptr_array_index (self->paths, i), path_end);
  g_mutex_unlock (&self->lock);

  return n;
}
