/* veche-feed-connector.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-feed-connector.h"

#include <string.h>

#include "connectors/veche-feed-parse.h"
#include "connectors/veche-http.h"
#include "connectors/veche-json.h"

#define MAX_REDIRECTS  5
#define MAX_FIRST_SEEN 500     /* entries without a date whose first sight is remembered */

struct _VecheFeedConnector
{
  VecheConnector parent_instance;
};

G_DEFINE_FINAL_TYPE (VecheFeedConnector, veche_feed_connector, VECHE_TYPE_CONNECTOR)

/* What the cursor remembers: {"etag", "modified", "hash", "words", "seen": {id: time}}. */
typedef struct
{
  char       *etag, *modified, *hash;    /* (owned) (nullable) */
  GHashTable *first_seen;                /* (owned) */
} VecheFeedCursor;

static void
veche_feed_cursor_clear (VecheFeedCursor *cursor)
{
  g_free (cursor->etag);
  g_free (cursor->modified);
  g_free (cursor->hash);
  g_hash_table_unref (cursor->first_seen);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VecheFeedCursor, veche_feed_cursor_clear)

static void
veche_feed_cursor_read (VecheFeedCursor *self, const char *text, const char *words)
{
  g_autoptr (JsonNode) node = text != NULL ? veche_json_parse (text, strlen (text), NULL) : NULL;
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonObject *seen = veche_json_object (object, "seen");
  JsonObjectIter iter;
  const char *id;

  self->first_seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  /* Other words judge all entries anew. */
  if (object != NULL && g_strcmp0 (veche_json_string (object, "words", NULL), words) == 0)
    {
      self->etag = g_strdup (veche_json_string (object, "etag", NULL));
      self->modified = g_strdup (veche_json_string (object, "modified", NULL));
      self->hash = g_strdup (veche_json_string (object, "hash", NULL));
    }
  if (seen == NULL)
    return;

  json_object_iter_init (&iter, seen);
  while (json_object_iter_next (&iter, &id, NULL))
    {
      gint64 *at = g_new (gint64, 1);

      *at = veche_json_int (seen, id, 0);
      g_hash_table_insert (self->first_seen, g_strdup (id), at);
    }
}

static void
veche_feed_cursor_add (JsonBuilder *builder, const char *key, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, key);
  json_builder_add_string_value (builder, value);
}

static char *
veche_feed_cursor_write (VecheHttpAnswer *answer, const char *hash, const char *words, GHashTable *first_seen)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  GHashTableIter iter;
  gpointer id, at;
  guint n = 0;

  json_builder_begin_object (builder);
  veche_feed_cursor_add (builder, "etag", answer->etag);
  veche_feed_cursor_add (builder, "modified", answer->last_modified);
  veche_feed_cursor_add (builder, "hash", hash);
  veche_feed_cursor_add (builder, "words", words);
  json_builder_set_member_name (builder, "seen");
  json_builder_begin_object (builder);
  g_hash_table_iter_init (&iter, first_seen);
  while (g_hash_table_iter_next (&iter, &id, &at) && n++ < MAX_FIRST_SEEN)
    {
      json_builder_set_member_name (builder, id);
      json_builder_add_int_value (builder, *(gint64 *) at);
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);

  return veche_json_to_text (node);
}

static VecheHttpRequest *
veche_feed_request (VecheConnector *connector, VecheFeedCursor *cursor)
{
  VecheHttpRequest *request = veche_http_request_new ("GET", veche_connector_get_url (connector));
  g_autoptr (GStrvBuilder) headers = g_strv_builder_new ();

  g_strv_builder_add_many (headers, "Accept", "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5", NULL);
  if (cursor->etag != NULL)
    g_strv_builder_add_many (headers, "If-None-Match", cursor->etag, NULL);
  if (cursor->modified != NULL)
    g_strv_builder_add_many (headers, "If-Modified-Since", cursor->modified, NULL);
  request->common_headers = g_strv_builder_end (headers);
  request->max_bytes = VECHE_HTTP_FEED_MAX;
  request->max_redirects = MAX_REDIRECTS;
  request->own_server = veche_connector_get_own_server (connector);
  request->allow_http = TRUE;

  return request;
}

/* Nothing new: what we remember stays as it is. */
static VecheBatch *
veche_feed_unchanged (VecheConnector *connector, const char *cursor)
{
  g_autofree char *host = veche_http_dup_host (veche_connector_get_url (connector));
  VecheBatch *batch = veche_batch_new ("feed", host);

  veche_batch_set_cursor (batch, cursor, FALSE);

  return batch;
}

static VecheBatch *
veche_feed_connector_fetch (VecheConnector *connector, VecheApi *api, const char *cursor_text, guint wait, GError **error)
{
  g_auto (VecheFeedCursor) cursor = { 0 };
  g_autoptr (VecheHttpRequest) request = NULL;
  g_autoptr (VecheHttpAnswer) answer = NULL;
  g_autoptr (VecheBatch) batch = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *next = NULL;
  const char *words = veche_connector_get_words (connector);
  const char *url = veche_connector_get_url (connector);
  VecheFeedContext context = { 0 };
  gsize length;
  const char *data;

  veche_feed_cursor_read (&cursor, cursor_text, words);
  request = veche_feed_request (connector, &cursor);
  answer = veche_http_send (request, api->cancellable, error);
  if (answer == NULL)
    return NULL;
  api->retry_after = answer->retry_after;
  if (!veche_http_answer_check (answer, request, error))
    return NULL;

  data = g_bytes_get_data (answer->body, &length);
  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, answer->body);
  if (answer->status == 304 || g_strcmp0 (hash, cursor.hash) == 0)
    return veche_feed_unchanged (connector, cursor_text);

  context = (VecheFeedContext) { url, answer->charset, words, g_get_real_time (), cursor.first_seen };
  batch = veche_feed_parse (data, length, &context, &local);
  if (batch == NULL)
    {
      veche_http_set_error (error, local->code, url, "%s", local->message);
      return NULL;
    }
  next = veche_feed_cursor_write (answer, hash, words, cursor.first_seen);
  veche_batch_set_cursor (batch, next, FALSE);

  return g_steal_pointer (&batch);
}

static void
veche_feed_connector_class_init (VecheFeedConnectorClass *klass)
{
  VecheConnectorClass *connector_class = VECHE_CONNECTOR_CLASS (klass);

  connector_class->name = "feed";
  connector_class->fetch = veche_feed_connector_fetch;
}

static void
veche_feed_connector_init (VecheFeedConnector *self)
{
}
