/* fake-vk.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "support/fake-vk-private.h"

#include <libsoup/soup.h>
#include <string.h>

#define ID G_GINT64_FORMAT

static void
fake_item_free (gpointer data)
{
  FakeVkItem *item = data;

  g_free (item->text);
  g_free (item->key);
  g_free (item);
}

/*** Server ***/

static void
answer_live (FakeVk *self, GString *out, GHashTable *query)
{
  guint from = (guint) g_ascii_strtoull (fake_vk_value (query, "ts"), NULL, 10);

  if (self->live_failed != 0)
    {
      if (self->live_failed == 1)
        g_string_append_printf (out, "{\"failed\":1,\"ts\":%u}", self->events->len);
      else
        g_string_append_printf (out, "{\"failed\":%u}", self->live_failed);
      self->live_failed = 0;
      return;
    }
  g_assert_cmpstr (fake_vk_value (query, "act"), ==, "a_check");
  g_assert_cmpstr (fake_vk_value (query, "key"), ==, "l1ve-key-0f-the-test");
  g_assert_cmpint (g_ascii_strtoll (fake_vk_value (query, "wait"), NULL, 10), <=, 90);
  g_string_append_printf (out, "{\"ts\":\"%u\",\"updates\":[", self->events->len);
  for (guint i = from; i < self->events->len; i++)
    g_string_append_printf (out, "%s%s", i > from ? "," : "", (char *) g_ptr_array_index (self->events, i));
  g_string_append (out, "]}");
}

static int
answer_method (FakeVk *self, GString *out, SoupServerMessage *message, const char *method)
{
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GHashTable) form = soup_form_decode (text);
  int code;

  g_ptr_array_add (self->calls, g_strdup_printf ("%s?%s", method, text));
  g_assert_cmpstr (fake_vk_value (form, "v"), ==, "5.199");
  g_string_append (out, "{\"response\":");
  code = fake_vk_call (self, out, form, method, fake_vk_value (form, "access_token"));
  g_string_append_c (out, '}');
  if (code > 0)
    g_string_printf (out, "{\"error\":{\"error_code\":%d,\"error_msg\":\"no\",\"request_params\":[{\"key\":\"method\",\"value\":\"%s\"}]}}", code, method);

  return code;
}

static void
handler_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  FakeVk *self = user_data;
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean live = g_str_has_prefix (path, "/whp/");
  int code = 0;

  g_mutex_lock (&self->lock);
  if (live)
    answer_live (self, out, query);
  else
    code = answer_method (self, out, message, strrchr (path, '/') + 1);
  g_mutex_unlock (&self->lock);

  if (code < 0)
    {
      g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

      g_io_stream_close (stream, NULL, NULL);
      return;
    }
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, live ? "text/javascript; charset=utf-8" : "application/json; charset=utf-8", SOUP_MEMORY_COPY, out->str, out->len);
}

static gpointer
main_thread (gpointer data)
{
  FakeVk *self = data;
  g_autoptr (SoupServer) server = NULL;
  g_autoptr (GError) error = NULL;
  GSList *uris;

  g_main_context_push_thread_default (self->context);
  server = soup_server_new (NULL, NULL);
  soup_server_add_handler (server, NULL, handler_cb, self, NULL);
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

FakeVk *
fake_vk_new (void)
{
  FakeVk *self = g_new0 (FakeVk, 1);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "connectors", "data", "vk", "schema.json", NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  self->schema = json_from_string (text, NULL);
  g_assert_nonnull (self->schema);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->items = g_ptr_array_new_with_free_func (fake_item_free);
  self->events = g_ptr_array_new_with_free_func (g_free);
  self->calls = g_ptr_array_new_with_free_func (g_free);
  self->next_id = 101;
  g_mutex_init (&self->lock);
  g_cond_init (&self->ready);
  g_mutex_lock (&self->lock);
  self->thread = g_thread_new ("fake-vk", main_thread, self);
  while (self->url == NULL)
    g_cond_wait (&self->ready, &self->lock);
  g_mutex_unlock (&self->lock);

  return self;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_REMOVE;
}

void
fake_vk_free (FakeVk *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, quit_cb, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->calls);
  json_node_unref (self->schema);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->ready);
  g_free (self->fail_method);
  g_free (self->url);
  g_free (self);
}

const char *
fake_vk_get_url (FakeVk *self)
{
  return self->url;
}

/*** What happens there ***/

/* what: "_new", "_edit", "_delete" */
static void
tell (FakeVk *self, FakeVkItem *item, const char *what)
{
  const char *name = item->kind == 'c' ? "wall_reply" : item->kind == 'p' ? "photo_comment" : item->kind == 'v' ? "video_comment"
                     : item->kind == 'w' ? "wall_post" : item->kind == 'b' ? "board_post" : "message";
  gboolean deleted = g_str_equal (what, "_delete");
  g_autoptr (GString) out = g_string_new (NULL);

  if (self->quiet || item->kind == 't')
    return;
  g_string_append_printf (out, "{\"group_id\":7,\"type\":\"%s%s\",\"event_id\":\"e%u\",\"v\":\"5.199\",\"object\":", name, what, self->events->len);
  if (deleted)
    g_string_append_printf (out, "{\"owner_id\":-7,\"id\":%" ID ",\"user_id\":1,\"post_id\":%" ID ",\"photo_id\":%" ID ",\"topic_id\":%" ID "}",
                            item->id, item->parent, item->parent, item->parent);
  else if (item->kind == 'b')
    {
      fake_vk_write_item (self, out, item, FALSE);
      g_string_truncate (out, out->len - 1);
      g_string_append_printf (out, ",\"topic_id\":%" ID ",\"topic_owner_id\":-7}", item->parent);
    }
  else if (item->kind == 'm')
    {
      g_string_append (out, "{\"message\":");
      fake_vk_write_item (self, out, item, FALSE);
      g_string_append_c (out, '}');
    }
  else
    fake_vk_write_item (self, out, item, FALSE);
  g_string_append_c (out, '}');
  g_ptr_array_add (self->events, g_strdup (out->str));
}

gint64
fake_vk_say (FakeVk *self, char kind, gint64 parent, gint64 from, const char *text, gint64 above)
{
  FakeVkItem *item;

  g_mutex_lock (&self->lock);
  item = fake_vk_add (self, kind, parent, from, text, above);
  tell (self, item, "_new");
  g_mutex_unlock (&self->lock);

  return item->id;
}

gint64
fake_vk_gather (FakeVk *self, char where, const char *title, gint64 start, gint64 finish)
{
  gint64 id;

  g_mutex_lock (&self->lock);
  id = fake_vk_add (self, g_ascii_toupper (where), start, 0, title, finish)->id;
  g_mutex_unlock (&self->lock);

  return id;
}

static FakeVkItem *
find (FakeVk *self, gint64 id)
{
  return g_ptr_array_index (self->items, id - 101);
}

void
fake_vk_edit (FakeVk *self, gint64 id, const char *text)
{
  g_mutex_lock (&self->lock);
  g_free (find (self, id)->text);
  find (self, id)->text = g_strdup (text);
  find (self, id)->edited = TRUE;
  tell (self, find (self, id), "_edit");
  g_mutex_unlock (&self->lock);
}

void
fake_vk_delete (FakeVk *self, gint64 id)
{
  g_mutex_lock (&self->lock);
  find (self, id)->deleted = TRUE;
  tell (self, find (self, id), "_delete");
  g_mutex_unlock (&self->lock);
}

void
fake_vk_event (FakeVk *self, const char *json)
{
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->events, g_strdup (json));
  g_mutex_unlock (&self->lock);
}

void
fake_vk_set_told (FakeVk *self, gboolean told)
{
  g_mutex_lock (&self->lock);
  self->quiet = !told;
  g_mutex_unlock (&self->lock);
}

void
fake_vk_set_live (FakeVk *self, gboolean on)
{
  g_mutex_lock (&self->lock);
  self->off = !on;
  g_mutex_unlock (&self->lock);
}

void
fake_vk_fail_live (FakeVk *self, guint failed)
{
  g_mutex_lock (&self->lock);
  self->live_failed = failed;
  g_mutex_unlock (&self->lock);
}

void
fake_vk_fail (FakeVk *self, const char *method, int code, guint n)
{
  g_mutex_lock (&self->lock);
  g_free (self->fail_method);
  self->fail_method = g_strdup (method);
  self->fail_code = code;
  self->fail_left = n;
  g_mutex_unlock (&self->lock);
}

void
fake_vk_set_members (FakeVk *self, guint n)
{
  g_mutex_lock (&self->lock);
  self->members = n;
  g_mutex_unlock (&self->lock);
}

guint
fake_vk_count (FakeVk *self, const char *text)
{
  guint n = 0;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->items->len; i++)
    {
      FakeVkItem *item = g_ptr_array_index (self->items, i);

      n += !item->deleted && strstr (item->text, text) != NULL;
    }
  g_mutex_unlock (&self->lock);

  return n;
}

char *
fake_vk_param (FakeVk *self, const char *method, const char *name)
{
  g_autofree char *prefix = g_strconcat (method, "?", NULL);
  char *value = NULL;

  g_mutex_lock (&self->lock);
  for (guint i = self->calls->len; i > 0 && value == NULL; i--)
    {
      const char *one = g_ptr_array_index (self->calls, i - 1);
      g_autoptr (GHashTable) form = g_str_has_prefix (one, prefix) ? soup_form_decode (one + strlen (prefix)) : NULL;

      if (form != NULL)
        value = g_strdup (g_hash_table_lookup (form, name));
    }
  g_mutex_unlock (&self->lock);

  return value;
}

guint
fake_vk_calls (FakeVk *self, const char *method)
{
  g_autofree char *prefix = g_strconcat (method, "?", NULL);
  guint n = 0;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->calls->len; i++)
    n += g_str_has_prefix (g_ptr_array_index (self->calls, i), prefix);
  g_mutex_unlock (&self->lock);

  return n;
}
