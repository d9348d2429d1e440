/* fake-telegram.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "support/fake-telegram.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

#define START 1763700000

typedef struct { gint64 chat, number, topic, reply_to; guint person; char *text; } FakeMessage;   /* person 0: our bot */

struct _FakeTelegram
{
  GThread      *thread;
  GMainContext *context;
  GMainLoop    *loop;
  char         *url;

  GMutex        lock;           /* guards what follows */
  GCond         ready;
  GPtrArray    *messages;       /* FakeMessage */
  GPtrArray    *updates;        /* char *: JSON; update_id is index + 500 */
  guint         confirmed;      /* of them */
  GPtrArray    *methods;        /* char * */
  char         *sent, *status, *webhook;
  GString      *decided;        /* requests to join */
  GHashTable   *asking;         /* persons whose request is open */
  guint         n_sent;
  gint64        timeout, migrated;
  gboolean      privacy;
  FakeTelegramMood mood;
  guint         mood_left;
};

static void
fake_message_free (gpointer data)
{
  g_free (((FakeMessage *) data)->text);
  g_free (data);
}

static FakeMessage *
fake_find (FakeTelegram *self, gint64 chat, gint64 number)
{
  for (guint i = 0; i < self->messages->len; i++)
    {
      FakeMessage *message = g_ptr_array_index (self->messages, i);

      if (message->chat == chat && message->number == number)
        return message;
    }

  return NULL;
}

/*** JSON ***/

static char *
fake_user (guint person)
{
  if (person == 0)
    return g_strdup ("{\"id\":77,\"is_bot\":true,\"first_name\":\"Помощник\",\"username\":\"club_helper_bot\"}");
  if (person % 2 == 0)
    return g_strdup_printf ("{\"id\":%u,\"is_bot\":false,\"first_name\":\"Person\",\"last_name\":\"%u\",\"username\":\"person_%u\"}", person, person, person);

  return g_strdup_printf ("{\"id\":%u,\"is_bot\":false,\"first_name\":\"Анна\"}", person);
}

static char *
fake_chat (gint64 chat)
{
  if (chat > 0)
    return g_strdup_printf ("{\"id\":%" G_GINT64_FORMAT ",\"first_name\":\"Анна\",\"type\":\"private\"}", chat);

  return g_strdup_printf ("{\"id\":%" G_GINT64_FORMAT ",\"title\":\"Клуб\",\"type\":\"%s\"}", chat, chat > -1000000000000 ? "group" : "supergroup");
}

static char *
fake_escape (const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);

  return json_to_string (node, FALSE);
}

static char *
fake_message (FakeTelegram *self, FakeMessage *message, gboolean edited)
{
  g_autofree char *user = fake_user (message->person);
  g_autofree char *chat = fake_chat (message->chat);
  g_autofree char *text = fake_escape (message->text);
  FakeMessage *parent = message->reply_to != 0 ? fake_find (self, message->chat, message->reply_to) : NULL;
  g_autofree char *answered = parent != NULL ? fake_message (self, parent, FALSE) : NULL;
  g_autoptr (GString) json = g_string_new (NULL);

  g_string_append_printf (json, "{\"message_id\":%" G_GINT64_FORMAT ",\"from\":%s,\"chat\":%s,\"date\":%" G_GINT64_FORMAT ",\"text\":%s", message->number, user, chat,
                          START + message->number, text);
  if (edited)
    g_string_append_printf (json, ",\"edit_date\":%d", START + 5000);
  if (message->topic != 0)
    g_string_append_printf (json, ",\"message_thread_id\":%" G_GINT64_FORMAT ",\"is_topic_message\":true", message->topic);
  if (answered != NULL)
    g_string_append_printf (json, ",\"reply_to_message\":%s", answered);
  if (strstr (message->text, "@club_helper_bot") == message->text)
    g_string_append (json, ",\"entities\":[{\"offset\":0,\"length\":16,\"type\":\"mention\"}]");
  g_string_append_c (json, '}');

  return g_strdup (json->str);
}

static void
fake_update (FakeTelegram *self, const char *kind, const char *object)
{
  g_ptr_array_add (self->updates, g_strdup_printf ("{\"update_id\":%u,\"%s\":%s}", 500 + self->updates->len, kind, object));
}

static FakeMessage *
fake_add (FakeTelegram *self, gint64 chat, guint person, gint64 topic, gint64 reply_to, const char *text)
{
  FakeMessage *message = g_new0 (FakeMessage, 1);

  *message = (FakeMessage) { chat, self->messages->len + 10, topic, reply_to, person, g_strdup (text) };
  g_ptr_array_add (self->messages, message);

  return message;
}

/*** The server ***/

static char *
fake_updates (FakeTelegram *self, JsonObject *params)
{
  gint64 offset = json_object_get_int_member_with_default (params, "offset", 0);
  gint64 limit = json_object_get_int_member_with_default (params, "limit", 100);
  g_autoptr (GString) json = g_string_new ("[");

  self->timeout = json_object_get_int_member_with_default (params, "timeout", 0);
  self->confirmed = MAX (self->confirmed, (guint) CLAMP (offset - 500, 0, (gint64) self->updates->len));
  for (guint i = self->confirmed; i < self->updates->len && i - self->confirmed < limit; i++)
    g_string_append_printf (json, "%s%s", i > self->confirmed ? "," : "", (char *) g_ptr_array_index (self->updates, i));
  g_string_append_c (json, ']');

  return g_strdup (json->str);
}

/* NULL: refused, with the whole answer in *refusal. */
static char *
fake_send (FakeTelegram *self, JsonObject *params, const char *body, guint *status, char **refusal)
{
  gint64 chat = json_object_get_int_member_with_default (params, "chat_id", 0);
  JsonObject *reply = json_object_has_member (params, "reply_parameters") ? json_object_get_object_member (params, "reply_parameters") : NULL;
  gint64 answered = reply != NULL ? json_object_get_int_member_with_default (reply, "message_id", 0) : 0;
  FakeMessage *message;

  *status = 400;
  if (self->migrated != 0 && chat == FAKE_TELEGRAM_BASIC)
    {
      *refusal = g_strdup_printf ("{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: group chat was upgraded to a supergroup chat\","
                                  "\"parameters\":{\"migrate_to_chat_id\":%" G_GINT64_FORMAT "}}", self->migrated);
      return NULL;
    }
  if (answered != 0 && fake_find (self, chat, answered) == NULL)
    {
      *refusal = g_strdup ("{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: message to be replied not found\"}");
      return NULL;
    }

  *status = 200;
  g_free (self->sent);
  self->sent = g_strdup (body);
  self->n_sent++;
  message = fake_add (self, chat, 0, json_object_get_int_member_with_default (params, "message_thread_id", 0), answered,
                      json_object_get_string_member_with_default (params, "text", ""));

  return fake_message (self, message, FALSE);
}

/* The words are those of the real API. */
static char *
fake_decide (FakeTelegram *self, const char *method, JsonObject *params, guint *status, char **refusal)
{
  gint64 user = json_object_get_int_member_with_default (params, "user_id", 0);

  if (!g_hash_table_remove (self->asking, GUINT_TO_POINTER ((guint) user)))
    {
      *status = 400;
      *refusal = g_strdup ("{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: HIDE_REQUESTER_MISSING\"}");
      return NULL;
    }
  g_string_append_printf (self->decided, "%s %" G_GINT64_FORMAT " ", g_str_has_prefix (method, "approve") ? "approve" : "decline", user);

  return g_strdup ("true");
}

static char *
fake_answer (FakeTelegram *self, const char *method, JsonObject *params, const char *body, guint *status, char **refusal)
{
  *status = 200;
  if (g_str_equal (method, "getMe"))
    return g_strdup_printf ("{\"id\":77,\"is_bot\":true,\"first_name\":\"Помощник\",\"username\":\"club_helper_bot\",\"can_join_groups\":true,"
                            "\"can_read_all_group_messages\":%s,\"supports_inline_queries\":false}", self->privacy ? "false" : "true");
  if (g_str_equal (method, "getWebhookInfo"))
    return g_strdup_printf ("{\"url\":\"%s\",\"has_custom_certificate\":false,\"pending_update_count\":0}", self->webhook != NULL ? self->webhook : "");
  if (g_str_equal (method, "deleteWebhook"))
    {
      g_clear_pointer (&self->webhook, g_free);
      return g_strdup ("true");
    }
  if (g_str_equal (method, "getUpdates") && self->webhook != NULL)
    {
      *status = 409;
      *refusal = g_strdup ("{\"ok\":false,\"error_code\":409,\"description\":\"Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first\"}");
      return NULL;
    }
  if (g_str_equal (method, "getUpdates"))
    return fake_updates (self, params);
  if (g_str_equal (method, "getChatMember"))
    return g_strdup_printf ("{\"user\":{\"id\":77,\"is_bot\":true,\"first_name\":\"x\"},\"status\":\"%s\"}", self->status);
  if (g_str_equal (method, "sendMessage"))
    return fake_send (self, params, body, status, refusal);
  if (g_str_equal (method, "approveChatJoinRequest") || g_str_equal (method, "declineChatJoinRequest"))
    return fake_decide (self, method, params, status, refusal);

  *status = 404;
  *refusal = g_strdup ("{\"ok\":false,\"error_code\":404,\"description\":\"Not Found\"}");
  return NULL;
}

static FakeTelegramMood
fake_take_mood (FakeTelegram *self, const char *method)
{
  gboolean sends = g_str_equal (method, "sendMessage");
  FakeTelegramMood mood = self->mood;

  if (self->mood_left == 0 || (!sends && (mood == FAKE_TELEGRAM_APPLY_AND_DIE || mood == FAKE_TELEGRAM_KICKED))
      || (!g_str_equal (method, "getUpdates") && mood == FAKE_TELEGRAM_SHARED))
    return FAKE_TELEGRAM_FINE;
  self->mood_left--;

  return mood;
}

/* (transfer full): what this mood says instead; NULL: it lets pass. */
static char *
fake_sulk (FakeTelegramMood mood, guint *status)
{
  switch (mood)
    {
    case FAKE_TELEGRAM_BUSY:
      *status = 429;
      return g_strdup ("{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after 2\",\"parameters\":{\"retry_after\":2}}");
    case FAKE_TELEGRAM_DOWN:
      *status = 502;
      return g_strdup ("{\"ok\":false,\"error_code\":502,\"description\":\"Bad Gateway\"}");
    case FAKE_TELEGRAM_SHARED:
      *status = 409;
      return g_strdup ("{\"ok\":false,\"error_code\":409,\"description\":\"Conflict: terminated by other getUpdates request; make sure that only one bot instance is running\"}");
    case FAKE_TELEGRAM_KICKED:
      *status = 403;
      return g_strdup ("{\"ok\":false,\"error_code\":403,\"description\":\"Forbidden: bot was kicked from the supergroup chat\"}");
    case FAKE_TELEGRAM_REVOKED:
      *status = 401;
      return g_strdup ("{\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"}");
    default:
      return NULL;
    }
}

static void
fake_handler (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  FakeTelegram *self = user_data;
  const char *method = strrchr (path, '/') + 1;
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (JsonNode) params = json_from_string (*body != '\0' ? body : "{}", NULL);
  g_autofree char *result = NULL;
  g_autofree char *answer = NULL;
  FakeTelegramMood mood;
  guint status = 401;

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->methods, g_strdup (method));
  mood = fake_take_mood (self, method);
  if (!g_str_has_prefix (path, "/bot" FAKE_TELEGRAM_TOKEN "/") || soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization") != NULL)
    answer = g_strdup ("{\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"}");
  else if ((answer = fake_sulk (mood, &status)) == NULL)
    result = fake_answer (self, method, json_node_get_object (params), body, &status, &answer);
  g_mutex_unlock (&self->lock);

  if (mood == FAKE_TELEGRAM_APPLY_AND_DIE)
    {
      g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

      g_io_stream_close (stream, NULL, NULL);
      return;
    }
  if (result != NULL)
    answer = g_strdup_printf ("{\"ok\":true,\"result\":%s}", result);
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, answer, strlen (answer));
}

static gpointer
fake_main (gpointer data)
{
  FakeTelegram *self = data;
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

FakeTelegram *
fake_telegram_new (void)
{
  FakeTelegram *self = g_new0 (FakeTelegram, 1);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->messages = g_ptr_array_new_with_free_func (fake_message_free);
  self->updates = g_ptr_array_new_with_free_func (g_free);
  self->methods = g_ptr_array_new_with_free_func (g_free);
  self->decided = g_string_new (NULL);
  self->asking = g_hash_table_new (NULL, NULL);
  self->status = g_strdup ("administrator");
  g_mutex_init (&self->lock);
  g_cond_init (&self->ready);
  g_mutex_lock (&self->lock);
  self->thread = g_thread_new ("fake-telegram", fake_main, self);
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
fake_telegram_free (FakeTelegram *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, fake_quit_cb, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->messages);
  g_ptr_array_unref (self->updates);
  g_ptr_array_unref (self->methods);
  g_string_free (self->decided, TRUE);
  g_hash_table_unref (self->asking);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->ready);
  g_free (self->sent);
  g_free (self->status);
  g_free (self->webhook);
  g_free (self->url);
  g_free (self);
}

const char *
fake_telegram_get_url (FakeTelegram *self)
{
  return self->url;
}

gint64
fake_telegram_say (FakeTelegram *self, gint64 chat, guint person, gint64 topic, gint64 reply_to, const char *text)
{
  g_autofree char *json = NULL;
  FakeMessage *message;

  g_mutex_lock (&self->lock);
  message = fake_add (self, chat, person, topic, reply_to, text);
  json = fake_message (self, message, FALSE);
  fake_update (self, "message", json);
  g_mutex_unlock (&self->lock);

  return message->number;
}

void
fake_telegram_edit (FakeTelegram *self, gint64 chat, gint64 number, const char *text)
{
  g_autofree char *json = NULL;
  FakeMessage *message;

  g_mutex_lock (&self->lock);
  message = fake_find (self, chat, number);
  g_free (message->text);
  message->text = g_strdup (text);
  json = fake_message (self, message, TRUE);
  fake_update (self, "edited_message", json);
  g_mutex_unlock (&self->lock);
}

void
fake_telegram_ask_in (FakeTelegram *self, gint64 chat, guint person, const char *bio)
{
  g_autofree char *user = fake_user (person), *where = fake_chat (chat);
  g_autofree char *json = g_strdup_printf ("{\"chat\":%s,\"from\":%s,\"user_chat_id\":%u,\"date\":%d,\"bio\":\"%s\"}", where, user, person, START, bio);

  g_mutex_lock (&self->lock);
  g_hash_table_add (self->asking, GUINT_TO_POINTER (person));
  fake_update (self, "chat_join_request", json);
  g_mutex_unlock (&self->lock);
}

char *
fake_telegram_dup_decisions (FakeTelegram *self)
{
  char *decisions;

  g_mutex_lock (&self->lock);
  decisions = g_strdup (self->decided->str);
  g_mutex_unlock (&self->lock);

  return decisions;
}

void
fake_telegram_join (FakeTelegram *self, gint64 chat, guint person)
{
  g_autofree char *user = fake_user (person);
  g_autofree char *where = fake_chat (chat);
  g_autofree char *json = g_strdup_printf ("{\"chat\":%s,\"from\":%s,\"date\":%d,\"old_chat_member\":{\"user\":%s,\"status\":\"left\"},"
                                           "\"new_chat_member\":{\"user\":%s,\"status\":\"member\"}}", where, user, START, user, user);

  g_mutex_lock (&self->lock);
  fake_update (self, "chat_member", json);
  g_mutex_unlock (&self->lock);
}

void
fake_telegram_migrate (FakeTelegram *self, gint64 to)
{
  g_mutex_lock (&self->lock);
  self->migrated = to;
  g_mutex_unlock (&self->lock);
}

static void
fake_set (FakeTelegram *self, char **where, const char *value)
{
  g_mutex_lock (&self->lock);
  g_free (*where);
  *where = g_strdup (value);
  g_mutex_unlock (&self->lock);
}

void
fake_telegram_set_status (FakeTelegram *self, const char *status)
{
  fake_set (self, &self->status, status);
}

void
fake_telegram_set_webhook (FakeTelegram *self, const char *url)
{
  fake_set (self, &self->webhook, url);
}

void
fake_telegram_set_privacy (FakeTelegram *self, gboolean on)
{
  g_mutex_lock (&self->lock);
  self->privacy = on;
  g_mutex_unlock (&self->lock);
}

char *
fake_telegram_dup_sent (FakeTelegram *self, guint *n)
{
  char *sent;

  g_mutex_lock (&self->lock);
  sent = g_strdup (self->sent);
  *n = self->n_sent;
  g_mutex_unlock (&self->lock);

  return sent;
}

guint
fake_telegram_requests (FakeTelegram *self, const char *method)
{
  guint n = 0;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->methods->len; i++)
    n += g_str_equal (g_ptr_array_index (self->methods, i), method);
  g_mutex_unlock (&self->lock);

  return n;
}

gint64
fake_telegram_get_timeout (FakeTelegram *self)
{
  gint64 timeout;

  g_mutex_lock (&self->lock);
  timeout = self->timeout;
  g_mutex_unlock (&self->lock);

  return timeout;
}

void
fake_telegram_set_mood (FakeTelegram *self, FakeTelegramMood mood, guint n)
{
  g_mutex_lock (&self->lock);
  self->mood = mood;
  self->mood_left = n;
  g_mutex_unlock (&self->lock);
}
