/* fake-mastodon.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "support/fake-mastodon.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

typedef struct
{
  guint    id, account, reply_to;
  char    *html, *key, *visibility;
  gboolean mentions_us, deleted, edited;
} FakeStatus;

typedef struct { guint id, status, account; } FakeNotification;   /* status 0: a follow */

struct _FakeMastodon
{
  GThread      *thread;
  GMainContext *context;
  GMainLoop    *loop;
  char         *url;

  GMutex        lock;           /* guards what follows */
  GCond         ready;
  GPtrArray    *statuses;       /* FakeStatus; id = index + 1001 */
  GArray       *notifications;  /* oldest first */
  GArray       *followers;      /* guint */
  GPtrArray    *requests;       /* "METHOD path?query" */
  FakeMood      mood;
  guint         mood_left;
  gboolean      heeds_keys, pages, searches;
};

static void
fake_status_free (gpointer data)
{
  FakeStatus *status = data;

  g_free (status->html);
  g_free (status->key);
  g_free (status->visibility);
  g_free (status);
}

static FakeStatus *
fake_find (FakeMastodon *self, guint id)
{
  FakeStatus *status = id > 1000 && id - 1001 < self->statuses->len ? g_ptr_array_index (self->statuses, id - 1001) : NULL;

  return status != NULL && !status->deleted ? status : NULL;
}

/* ------------------------------------------------------------------------------------------------------------------------------ JSON */

static void
fake_string (JsonBuilder *builder, const char *key, const char *value)
{
  json_builder_set_member_name (builder, key);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
fake_id (JsonBuilder *builder, const char *key, guint id)
{
  g_autofree char *text = id != 0 ? g_strdup_printf ("%u", id) : NULL;

  fake_string (builder, key, text);
}

static void
fake_account (JsonBuilder *builder, FakeMastodon *self, guint account)
{
  g_autofree char *acct = account == 1 ? g_strdup ("us") : g_strdup_printf ("person%u%s", account, account % 2 ? "@far.example" : "");
  g_autofree char *name = account == 1 ? g_strdup ("Наш клуб") : g_strdup_printf ("Person %u", account);
  g_autofree char *url = g_strdup_printf ("https://here.example/@%s", acct);

  json_builder_begin_object (builder);
  fake_id (builder, "id", account);
  fake_string (builder, "acct", acct);
  fake_string (builder, "username", acct);
  fake_string (builder, "display_name", name);
  fake_string (builder, "note", "<p>about</p>");
  fake_string (builder, "url", url);
  fake_string (builder, "avatar_static", "https://here.example/avatar.png");
  json_builder_set_member_name (builder, "bot");
  json_builder_add_boolean_value (builder, FALSE);
  json_builder_end_object (builder);
}

static guint
fake_count_answers (FakeMastodon *self, guint id)
{
  guint n = 0;

  for (guint i = 0; i < self->statuses->len; i++)
    {
      FakeStatus *status = g_ptr_array_index (self->statuses, i);

      n += status->reply_to == id && !status->deleted;
    }

  return n;
}

static void
fake_status (JsonBuilder *builder, FakeMastodon *self, FakeStatus *status)
{
  g_autofree char *url = g_strdup_printf ("https://here.example/@x/%u", status->id);
  g_autofree char *at = g_strdup_printf ("2026-11-20T%02u:%02u:00.000Z", (status->id - 1000) / 60 % 24, (status->id - 1000) % 60);
  FakeStatus *parent = fake_find (self, status->reply_to);

  json_builder_begin_object (builder);
  fake_id (builder, "id", status->id);
  fake_string (builder, "created_at", at);
  fake_string (builder, "edited_at", status->edited ? "2026-11-21T00:00:00.000Z" : NULL);
  fake_id (builder, "in_reply_to_id", status->reply_to);
  fake_id (builder, "in_reply_to_account_id", parent != NULL ? parent->account : 0);
  fake_string (builder, "visibility", status->visibility);
  fake_string (builder, "spoiler_text", "");
  fake_string (builder, "content", status->html);
  fake_string (builder, "url", url);
  json_builder_set_member_name (builder, "replies_count");
  json_builder_add_int_value (builder, fake_count_answers (self, status->id));
  json_builder_set_member_name (builder, "reblog");
  json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "account");
  fake_account (builder, self, status->account);
  json_builder_set_member_name (builder, "mentions");
  json_builder_begin_array (builder);
  if (status->mentions_us)
    {
      json_builder_begin_object (builder);
      fake_id (builder, "id", 1);
      fake_string (builder, "acct", "us");
      json_builder_end_object (builder);
    }
  if (strstr (status->html, "@person4") != NULL)
    {
      json_builder_begin_object (builder);
      fake_id (builder, "id", 4);
      fake_string (builder, "acct", "person4");
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
fake_notification (JsonBuilder *builder, FakeMastodon *self, const FakeNotification *notification)
{
  FakeStatus *status = fake_find (self, notification->status);

  json_builder_begin_object (builder);
  fake_id (builder, "id", notification->id);
  fake_string (builder, "type", notification->status != 0 ? "mention" : "follow");
  fake_string (builder, "created_at", "2026-11-20T12:00:00.000Z");
  json_builder_set_member_name (builder, "account");
  fake_account (builder, self, notification->account);
  if (status != NULL)
    {
      json_builder_set_member_name (builder, "status");
      fake_status (builder, self, status);
    }
  json_builder_end_object (builder);
}

static guint
fake_number (GHashTable *query, const char *key, guint fallback)
{
  const char *value = query != NULL ? g_hash_table_lookup (query, key) : NULL;

  return value != NULL ? (guint) strtoul (value, NULL, 10) : fallback;
}

/* Newest first; min_id: the page just above it, max_id: the page just below. */
static void
fake_notifications (JsonBuilder *builder, FakeMastodon *self, GHashTable *query)
{
  guint limit = MIN (fake_number (query, "limit", 20), 40);
  guint min = self->pages ? fake_number (query, "min_id", 0) : 0;
  guint max = self->pages ? fake_number (query, "max_id", G_MAXUINT) : G_MAXUINT;
  guint first = min;   /* ids are index + 1 */
  guint last = MIN (self->notifications->len, max - 1);

  if (last > limit && min == 0)
    first = last - limit;
  if (min != 0)
    last = MIN (last, first + limit);

  json_builder_begin_array (builder);
  for (guint i = last; i > first; i--)
    {
      FakeNotification *notification = &g_array_index (self->notifications, FakeNotification, i - 1);

      if (notification->status == 0 || fake_find (self, notification->status) != NULL)
        fake_notification (builder, self, notification);
    }
  json_builder_end_array (builder);
}

static gboolean
fake_is_below (FakeMastodon *self, FakeStatus *status, guint id)
{
  for (FakeStatus *up = status; up != NULL && up->reply_to != 0; up = fake_find (self, up->reply_to))
    if (up->reply_to == id)
      return TRUE;

  return FALSE;
}

static void
fake_context (JsonBuilder *builder, FakeMastodon *self, FakeStatus *of)
{
  json_builder_begin_object (builder);
  for (guint part = 0; part < 2; part++)
    {
      json_builder_set_member_name (builder, part == 0 ? "ancestors" : "descendants");
      json_builder_begin_array (builder);
      for (guint i = 0; i < self->statuses->len; i++)
        {
          FakeStatus *status = g_ptr_array_index (self->statuses, i);

          if (!status->deleted && (part == 0 ? fake_is_below (self, of, status->id) : fake_is_below (self, status, of->id)))
            fake_status (builder, self, status);
        }
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

/* ---------------------------------------------------------------------------------------------------------------------------- server */

static FakeStatus *
fake_add (FakeMastodon *self, guint account, const char *html, guint reply_to, gboolean mentions_us)
{
  FakeStatus *status = g_new0 (FakeStatus, 1);
  FakeStatus *parent = fake_find (self, reply_to);

  status->id = 1001 + self->statuses->len;
  status->account = account;
  status->html = g_strdup (html);
  status->reply_to = reply_to;
  status->mentions_us = mentions_us;
  status->visibility = g_strdup ("public");
  g_ptr_array_add (self->statuses, status);
  if (account != 1 && (mentions_us || (parent != NULL && parent->account == 1)))
    {
      FakeNotification notification = { self->notifications->len + 1, status->id, account };

      g_array_append_val (self->notifications, notification);
    }

  return status;
}

static void
fake_post (FakeMastodon *self, SoupServerMessage *message, JsonBuilder *builder)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GHashTable) form = soup_form_decode (text);
  const char *key = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Idempotency-Key");
  FakeStatus *status = NULL;

  for (guint i = 0; self->heeds_keys && key != NULL && i < self->statuses->len; i++)
    {
      FakeStatus *earlier = g_ptr_array_index (self->statuses, i);

      if (g_strcmp0 (earlier->key, key) == 0)
        status = earlier;
    }
  if (status == NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (g_hash_table_lookup (form, "status"), -1);
      g_autofree char *html = g_strdup_printf ("<p>%s</p>", escaped);

      status = fake_add (self, 1, html, fake_number (form, "in_reply_to_id", 0), FALSE);
      status->key = g_strdup (key);
      if (g_hash_table_contains (form, "visibility"))
        {
          g_free (status->visibility);
          status->visibility = g_strdup (g_hash_table_lookup (form, "visibility"));
        }
    }
  fake_status (builder, self, status);
}

/* All statuses that hold the word, newest first.  As there, those that are gone are left out after they were counted. */
static void
fake_timeline (JsonBuilder *builder, FakeMastodon *self, const char *word, GHashTable *query)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();      /* oldest first */
  guint limit = MIN (fake_number (query, "limit", 20), 40), offset = self->pages ? fake_number (query, "offset", 0) : 0;
  guint min = self->pages ? fake_number (query, "min_id", 0) : 0, since = self->pages ? fake_number (query, "since_id", 0) : 0, end;

  for (guint i = 0; word != NULL && i < self->statuses->len; i++)
    {
      FakeStatus *status = g_ptr_array_index (self->statuses, i);

      if (status->id > MAX (min, since) && strstr (status->html, word) != NULL)
        g_ptr_array_add (found, status);
    }
  end = min != 0 ? MIN (found->len, limit) : found->len - MIN (found->len, offset);
  json_builder_begin_array (builder);
  for (guint i = end; i > (end > limit ? end - limit : 0); i--)
    if (!((FakeStatus *) g_ptr_array_index (found, i - 1))->deleted)
      fake_status (builder, self, g_ptr_array_index (found, i - 1));
  json_builder_end_array (builder);
}

/* What is not addressed to us: a search, a hashtag, a list (it holds those who say "в списке"), the server itself. */
static guint
fake_watch (FakeMastodon *self, char **parts, GHashTable *query, JsonBuilder *builder)
{
  guint n = g_strv_length (parts);

  if (n == 6 && g_str_equal (parts[4], "tag"))
    fake_timeline (builder, self, parts[5], query);
  else if (n == 6 && g_str_equal (parts[4], "list") && g_str_equal (parts[5], "12"))
    fake_timeline (builder, self, "в списке", query);
  else if (n == 4 && g_str_equal (parts[3], "lists"))
    {
      json_builder_begin_array (builder);
      json_builder_add_value (builder, json_from_string ("{\"id\":\"12\",\"title\":\"Авторы\"}", NULL));
      json_builder_end_array (builder);
    }
  else if (n == 4 && g_str_equal (parts[2], "v2") && g_str_equal (parts[3], "instance"))
    {
      json_builder_begin_object (builder);
      fake_string (builder, "title", "Here");
      json_builder_set_member_name (builder, "configuration");
      json_builder_add_value (builder, json_from_string ("{\"statuses\":{\"max_characters\":1234}}", NULL));
      json_builder_end_object (builder);
    }
  else if (n == 4 && g_str_equal (parts[3], "search") && self->searches)
    {
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "statuses");
      fake_timeline (builder, self, g_hash_table_lookup (query, "q"), query);
      json_builder_end_object (builder);
    }
  else
    return g_str_equal (parts[n - 1], "search") ? 403 : 404;

  return 200;
}

/* 0: no such thing. */
static guint
fake_answer (FakeMastodon *self, SoupServerMessage *message, char **parts, GHashTable *query, JsonBuilder *builder)
{
  guint n = g_strv_length (parts);   /* "", "api", "v1", … */
  FakeStatus *status = n > 4 && g_str_equal (parts[3], "statuses") ? fake_find (self, (guint) strtoul (parts[4], NULL, 10)) : NULL;

  if (n == 3 && g_str_equal (parts[2], "revoke"))
    {
      g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
      g_autofree char *form = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

      /* Only the program that a token was given to may take it back. */
      if (!g_str_equal (form, "client_id=the-client&client_secret=the-s3cret&token=" FAKE_TOKEN))
        return 403;
      json_builder_begin_object (builder);
      json_builder_end_object (builder);
    }
  else if (n == 5 && g_str_equal (parts[4], "verify_credentials"))
    fake_account (builder, self, 1);
  else if (n == 4 && g_str_equal (parts[3], "notifications"))
    fake_notifications (builder, self, query);
  else if (n == 4 && g_str_equal (parts[3], "statuses"))
    fake_post (self, message, builder);
  else if (n == 5 && status != NULL)
    fake_status (builder, self, status);
  else if (n == 6 && status != NULL && g_str_equal (parts[5], "context"))
    fake_context (builder, self, status);
  else if (n == 6 && g_str_equal (parts[5], "statuses"))
    {
      json_builder_begin_array (builder);
      for (guint i = self->statuses->len; i > 0; i--)
        {
          FakeStatus *own = g_ptr_array_index (self->statuses, i - 1);

          if (own->account == 1 && !own->deleted)
            fake_status (builder, self, own);
        }
      json_builder_end_array (builder);
    }
  else if (n == 6 && g_str_equal (parts[5], "followers"))
    {
      guint max = fake_number (query, "max_id", G_MAXUINT);
      guint from = self->followers->len > 2 && max == G_MAXUINT ? 2 : 0;   /* two pages: the newest two first */
      g_autofree char *link = g_strdup_printf ("<https://here.example/api/v1/accounts/1/followers?limit=80&max_id=%u>; rel=\"next\", <x>; rel=\"prev\"", 7u);

      if (from == 2)
        soup_message_headers_append (soup_server_message_get_response_headers (message), "Link", link);
      json_builder_begin_array (builder);
      for (guint i = from; i < (max == G_MAXUINT ? self->followers->len : 2); i++)
        fake_account (builder, self, g_array_index (self->followers, guint, i));
      json_builder_end_array (builder);
    }
  else
    return n > 3 ? fake_watch (self, parts, query, builder) : 404;

  return 200;
}

static void
fake_cut (SoupServerMessage *message)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_io_stream_close (stream, NULL, NULL);
}

static FakeMood
fake_take_mood (FakeMastodon *self, gboolean post)
{
  FakeMood mood = self->mood;

  if (self->mood_left == 0 || (!post && (mood == FAKE_APPLY_AND_DIE || mood == FAKE_DIE)))
    return FAKE_FINE;
  self->mood_left--;

  return mood;
}

static void
fake_handler (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  FakeMastodon *self = user_data;
  gboolean post = g_str_equal (soup_server_message_get_method (message), "POST");
  const char *authorization = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *asked = g_uri_to_string (soup_server_message_get_uri (message));
  guint status;
  FakeMood mood;

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->requests, g_strdup_printf ("%s %s", soup_server_message_get_method (message), asked));
  mood = fake_take_mood (self, post);
  if (mood == FAKE_BUSY || mood == FAKE_DOWN)
    {
      soup_message_headers_append (soup_server_message_get_response_headers (message), "Retry-After", "2");
      status = mood == FAKE_BUSY ? 429 : 500;
    }
  else if (g_strcmp0 (authorization, "Bearer " FAKE_TOKEN) != 0)
    status = 401;
  else
    status = mood == FAKE_DIE ? 0 : fake_answer (self, message, parts, query, builder);
  g_mutex_unlock (&self->lock);

  if (mood == FAKE_APPLY_AND_DIE || mood == FAKE_DIE)
    {
      fake_cut (message);
      return;
    }
  soup_server_message_set_status (message, status, NULL);
  if (status == 200)
    {
      g_autoptr (JsonNode) node = json_builder_get_root (builder);
      g_autofree char *text = json_to_string (node, FALSE);

      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text, strlen (text));
    }
  else
    soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "{\"error\":\"no\"}", 14);
}

static gpointer
fake_main (gpointer data)
{
  FakeMastodon *self = data;
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

FakeMastodon *
fake_mastodon_new (void)
{
  FakeMastodon *self = g_new0 (FakeMastodon, 1);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->statuses = g_ptr_array_new_with_free_func (fake_status_free);
  self->notifications = g_array_new (FALSE, TRUE, sizeof (FakeNotification));
  self->followers = g_array_new (FALSE, TRUE, sizeof (guint));
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->heeds_keys = TRUE;
  self->pages = TRUE;
  self->searches = TRUE;
  g_mutex_init (&self->lock);
  g_cond_init (&self->ready);
  g_mutex_lock (&self->lock);
  self->thread = g_thread_new ("fake-mastodon", fake_main, self);
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
fake_mastodon_free (FakeMastodon *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, fake_quit_cb, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->statuses);
  g_array_unref (self->notifications);
  g_array_unref (self->followers);
  g_ptr_array_unref (self->requests);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->ready);
  g_free (self->url);
  g_free (self);
}

const char *
fake_mastodon_get_url (FakeMastodon *self)
{
  return self->url;
}

guint
fake_mastodon_say (FakeMastodon *self, guint account, const char *html, guint reply_to, gboolean mentions_us)
{
  guint id;

  g_mutex_lock (&self->lock);
  id = fake_add (self, account, html, reply_to, mentions_us)->id;
  g_mutex_unlock (&self->lock);

  return id;
}

void
fake_mastodon_edit (FakeMastodon *self, guint status, const char *html)
{
  FakeStatus *found;

  g_mutex_lock (&self->lock);
  found = fake_find (self, status);
  g_free (found->html);
  found->html = g_strdup (html);
  found->edited = TRUE;
  g_mutex_unlock (&self->lock);
}

void
fake_mastodon_delete (FakeMastodon *self, guint status)
{
  g_mutex_lock (&self->lock);
  fake_find (self, status)->deleted = TRUE;
  g_mutex_unlock (&self->lock);
}

void
fake_mastodon_follow (FakeMastodon *self, guint account)
{
  FakeNotification notification;

  g_mutex_lock (&self->lock);
  notification = (FakeNotification) { self->notifications->len + 1, 0, account };
  g_array_append_val (self->notifications, notification);
  g_array_append_val (self->followers, account);
  g_mutex_unlock (&self->lock);
}

guint
fake_mastodon_count (FakeMastodon *self, guint reply_to, const char *needle, guint *id)
{
  guint n = 0;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->statuses->len; i++)
    {
      FakeStatus *status = g_ptr_array_index (self->statuses, i);

      if (status->deleted || status->reply_to != reply_to || strstr (status->html, needle) == NULL)
        continue;
      n++;
      if (id != NULL)
        *id = status->id;
    }
  g_mutex_unlock (&self->lock);

  return n;
}

guint
fake_mastodon_requests (FakeMastodon *self, const char *path_part)
{
  guint n = 0;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->requests->len; i++)
    n += strstr (g_ptr_array_index (self->requests, i), path_part) != NULL;
  g_mutex_unlock (&self->lock);

  return n;
}

void
fake_mastodon_forget_requests (FakeMastodon *self)
{
  g_mutex_lock (&self->lock);
  g_ptr_array_set_size (self->requests, 0);
  g_mutex_unlock (&self->lock);
}

void
fake_mastodon_set_mood (FakeMastodon *self, FakeMood mood, guint n)
{
  g_mutex_lock (&self->lock);
  self->mood = mood;
  self->mood_left = n;
  g_mutex_unlock (&self->lock);
}

void
fake_mastodon_set_keys (FakeMastodon *self, gboolean heeds_idempotency_keys)
{
  g_mutex_lock (&self->lock);
  self->heeds_keys = heeds_idempotency_keys;
  g_mutex_unlock (&self->lock);
}

void
fake_mastodon_set_paging (FakeMastodon *self, gboolean knows_min_and_max)
{
  g_mutex_lock (&self->lock);
  self->pages = knows_min_and_max;
  g_mutex_unlock (&self->lock);
}

void
fake_mastodon_set_search (FakeMastodon *self, gboolean searches)
{
  g_mutex_lock (&self->lock);
  self->searches = searches;
  g_mutex_unlock (&self->lock);
}
