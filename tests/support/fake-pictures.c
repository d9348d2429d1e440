/* fake-pictures.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "support/fake-pictures.h"

#include <libsoup/soup.h>
#include <string.h>

#define SLOW 60     /* milliseconds */

struct _FakePictures
{
  GThread      *thread;
  GMainContext *context;
  GMainLoop    *loop;
  char         *url;
  guint         port;

  GMutex        lock;          /* guards what follows */
  GCond         ready;
  GPtrArray    *paths;         /* (element-type utf8) */
  guint         now, most;
};

/*** Pictures ***/

static void
add_be32 (GByteArray *out, guint32 value)
{
  guint32 big = GUINT32_TO_BE (value);

  g_byte_array_append (out, (const guint8 *) &big, 4);
}

/* CRC-32 as PNG wants it. */
static guint32
sum_of (const guint8 *data, gsize size)
{
  guint32 sum = 0xffffffff;

  for (gsize i = 0; i < size; i++)
    {
      sum ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        sum = (sum >> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }

  return ~sum;
}

static void
add_chunk (GByteArray *out, const char *type, const guint8 *data, guint size)
{
  guint begin;

  add_be32 (out, size);
  begin = out->len;
  g_byte_array_append (out, (const guint8 *) type, 4);
  g_byte_array_append (out, data, size);
  add_be32 (out, sum_of (out->data + begin, size + 4));
}

static GBytes *
pack (const guint8 *data, gsize size)
{
  g_autoptr (GZlibCompressor) packer = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6);
  g_autoptr (GInputStream) plain = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (GInputStream) packed = g_converter_input_stream_new (plain, G_CONVERTER (packer));
  guint8 *out = g_malloc (size + 1000);
  gsize length;

  g_assert_true (g_input_stream_read_all (packed, out, size + 1000, &length, NULL, NULL));

  return g_bytes_new_take (out, length);
}

/* A grey PNG that says to be so large and holds so many rows. */
static GBytes *
make_png (guint width, guint height, guint rows)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  GByteArray *out = g_byte_array_new ();
  GByteArray *head = g_byte_array_new ();
  g_autofree guint8 *raw = g_malloc0 ((gsize) rows * (width + 1));
  g_autoptr (GBytes) packed = NULL;

  for (gsize i = 0; i < (gsize) rows * (width + 1); i++)
    raw[i] = i % (width + 1) == 0 ? 0 : 0x90;
  packed = pack (raw, (gsize) rows * (width + 1));
  add_be32 (head, width);
  add_be32 (head, height);
  g_byte_array_append (head, (const guint8 *) "\x08\x00\x00\x00\x00", 5);
  g_byte_array_append (out, signature, sizeof signature);
  add_chunk (out, "IHDR", head->data, head->len);
  add_chunk (out, "IDAT", g_bytes_get_data (packed, NULL), (guint) g_bytes_get_size (packed));
  add_chunk (out, "IEND", (const guint8 *) "", 0);
  g_byte_array_unref (head);

  return g_byte_array_free_to_bytes (out);
}

static GBytes *
make_scans (void)
{
  static const guint8 begin[] = { 0xff, 0xd8, 0xff, 0xc2, 0x00, 0x0b, 0x08, 0x08, 0x00, 0x08, 0x00, 0x01, 0x01, 0x11, 0x00 };
  static const guint8 scan[] = { 0xff, 0xda, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00 };
  GByteArray *out = g_byte_array_new ();

  g_byte_array_append (out, begin, sizeof begin);
  for (guint i = 0; i < 5000; i++)
    g_byte_array_append (out, scan, sizeof scan);

  return g_byte_array_free_to_bytes (out);
}

static GBytes *
make_svg (void)
{
  static const char svg[] = "<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>"
                            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100000\" height=\"100000\"><text>&c;</text></svg>";

  return g_bytes_new_static (svg, sizeof svg - 1);
}

/*** Server ***/

static gboolean
slow_cb (gpointer data)
{
  SoupServerMessage *message = data;
  FakePictures *self = g_object_get_data (G_OBJECT (message), "self");

  g_mutex_lock (&self->lock);
  self->now--;
  g_mutex_unlock (&self->lock);
  soup_server_message_unpause (message);

  return G_SOURCE_REMOVE;
}

static void
answer_slowly (FakePictures *self, SoupServerMessage *message)
{
  g_autoptr (GSource) source = g_timeout_source_new (SLOW);

  g_object_set_data (G_OBJECT (message), "self", self);
  soup_server_message_pause (message);
  g_source_set_callback (source, slow_cb, g_object_ref (message), g_object_unref);
  g_source_attach (source, self->context);
}

static void
endless_cb (SoupServerMessage *message, gpointer user_data)
{
  static const guint8 zeros[65536];
  SoupMessageBody *body = soup_server_message_get_response_body (message);

  soup_message_body_append (body, SOUP_MEMORY_STATIC, zeros, sizeof zeros);
}

static void
answer_endlessly (SoupServerMessage *message)
{
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message), SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "wrote-headers", G_CALLBACK (endless_cb), NULL);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (endless_cb), NULL);
  soup_server_message_set_status (message, 200, NULL);
}

/* (nullable) */
static GBytes *
picture_of (const char *path)
{
  g_autoptr (GBytes) whole = NULL;

  if (g_str_equal (path, "/huge.png"))
    return make_png (60000, 60000, 1);
  if (g_str_equal (path, "/wide.png"))
    return make_png (4000, 4000, 1);
  if (g_str_equal (path, "/bomb.svg"))
    return make_svg ();
  if (g_str_equal (path, "/scans.jpg"))
    return make_scans ();
  if (g_str_equal (path, "/text.png"))
    return g_bytes_new_static ("<html>no</html>", 15);
  if (g_str_equal (path, "/gone.png") || g_str_has_prefix (path, "/_matrix/media/v3/thumbnail/new"))
    return NULL;
  whole = make_png (300, 200, 200);
  if (g_str_equal (path, "/cut.png"))
    return g_bytes_new_from_bytes (whole, 0, 40);

  return g_steal_pointer (&whole);
}

static void
handler_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  FakePictures *self = user_data;
  gboolean slow = g_str_has_prefix (path, "/slow/");
  g_autofree char *away = g_strdup_printf ("http://localhost:%u/secret.png", self->port);
  const char *key = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
  g_autoptr (GBytes) picture = NULL;
  gboolean known = TRUE;

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->paths, g_strdup (path));
  self->now += slow;
  self->most = MAX (self->most, self->now);
  g_mutex_unlock (&self->lock);

  if (g_str_equal (path, "/away.png") || g_str_equal (path, "/loop.png"))
    {
      soup_server_message_set_redirect (message, 302, g_str_equal (path, "/away.png") ? away : "/loop.png");
      return;
    }
  if (g_str_equal (path, "/endless.png"))
    {
      answer_endlessly (message);
      return;
    }
  /* "old" is from before its server knew of keys, "new" is for those who show one. */
  if (g_str_has_prefix (path, "/_matrix/client/v1/media/") && strstr (path, "/old") == NULL)
    known = g_strcmp0 (key, "Bearer " FAKE_PICTURES_KEY) == 0;
  else
    g_assert_true (key == NULL || strstr (path, "/old") != NULL);
  picture = strstr (path, "/v1/media/thumbnail/old") == NULL && known ? picture_of (path) : NULL;
  if (!known)
    {
      soup_server_message_set_status (message, 401, NULL);
      return;
    }
  soup_server_message_set_status (message, picture != NULL ? 200 : 404, NULL);
  if (picture != NULL)
    soup_server_message_set_response (message, "image/png", SOUP_MEMORY_COPY, g_bytes_get_data (picture, NULL), g_bytes_get_size (picture));
  if (slow)
    answer_slowly (self, message);
}

static gpointer
main_thread (gpointer data)
{
  FakePictures *self = data;
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
  self->port = (guint) g_uri_get_port (uris->data);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", self->port);
  g_cond_signal (&self->ready);
  g_mutex_unlock (&self->lock);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_loop_run (self->loop);
  soup_server_disconnect (server);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

FakePictures *
fake_pictures_new (void)
{
  FakePictures *self = g_new0 (FakePictures, 1);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->paths = g_ptr_array_new_with_free_func (g_free);
  g_mutex_init (&self->lock);
  g_cond_init (&self->ready);
  g_mutex_lock (&self->lock);
  self->thread = g_thread_new ("fake-pictures", main_thread, self);
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
fake_pictures_free (FakePictures *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, quit_cb, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->paths);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->ready);
  g_free (self->url);
  g_free (self);
}

char *
fake_pictures_url (FakePictures *self, const char *path)
{
  return g_strconcat (self->url, path, NULL);
}

guint
fake_pictures_requests (FakePictures *self, const char *prefix)
{
  guint n = 0;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->paths->len; i++)
    n += g_str_has_prefix (g_ptr_array_index (self->paths, i), prefix);
  g_mutex_unlock (&self->lock);

  return n;
}

guint
fake_pictures_at_once (FakePictures *self)
{
  guint most;

  g_mutex_lock (&self->lock);
  most = self->most;
  g_mutex_unlock (&self->lock);

  return most;
}
