/* veche-feed-connector.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conditional requests: RFC 9110, section 13; comments: veche-feed-talk.c.
 */

#include "connectors/veche-feed-connector.h"

#include <string.h>

#include "connectors/veche-feed-decode.h"
#include "connectors/veche-feed-discover.h"
#include "connectors/veche-feed-parse.h"
#include "connectors/veche-feed-talk.h"
#include "connectors/veche-http.h"
#include "connectors/veche-json.h"

#define MAX_REDIRECTS  5
#define MAX_HEAD       4096    /* bytes by which a page is known */
#define MAX_FIRST_SEEN 500     /* entries without a date whose first sight is remembered */
#define TALKS_A_RUN    5       /* feeds of comments asked for in one run */

struct _VecheFeedConnector
{
  VecheConnector parent_instance;
};

G_DEFINE_FINAL_TYPE (VecheFeedConnector, veche_feed_connector, VECHE_TYPE_CONNECTOR)

/* What the cursor remembers: {"etag", "modified", "hash", "words", "found", "seen": {id: time}, "talks": […], "left"}. */
typedef struct
{
  char       *etag, *modified, *hash;    /* (owned) (nullable) */
  char       *found;                     /* (owned) (nullable): the feed that the page at the source's address names */
  GHashTable *first_seen;                /* (owned) */
  GPtrArray  *talks;                     /* (owned) (element-type VecheFeedTalk) */
  gint64      left;                      /* feeds of comments that this run may still ask for */
} VecheFeedCursor;

static void
veche_feed_cursor_clear (VecheFeedCursor *cursor)
{
  g_free (cursor->etag);
  g_free (cursor->modified);
  g_free (cursor->hash);
  g_free (cursor->found);
  g_hash_table_unref (cursor->first_seen);
  g_ptr_array_unref (cursor->talks);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VecheFeedCursor, veche_feed_cursor_clear)

static void
veche_feed_cursor_read (VecheFeedCursor *self, const char *text, const char *words)
{
  g_autoptr (JsonNode) node = veche_json_read (text);
  JsonObject *object = veche_json_root (node);
  JsonObject *seen = veche_json_object (object, "seen");
  JsonObjectIter iter;
  const char *id;

  self->first_seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->talks = veche_feed_talks_read (veche_json_array (object, "talks"));
  self->found = g_strdup (veche_json_string (object, "found", NULL));
  self->left = CLAMP (veche_json_int (object, "left", 0), 0, TALKS_A_RUN);
  /* Other words judge all entries anew.  A cursor from before comments were read asks once for the whole feed, which names them. */
  if (object != NULL && g_strcmp0 (veche_json_string (object, "words", NULL), words) == 0 && json_object_has_member (object, "talks"))
    {
      self->etag = g_strdup (veche_json_string (object, "etag", NULL));
      self->modified = g_strdup (veche_json_string (object, "modified", NULL));
      self->hash = g_strdup (veche_json_string (object, "hash", NULL));
    }
  else
    {
      self->left = 0;
      g_ptr_array_set_size (self->talks, 0);
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

static char *
veche_feed_cursor_write (VecheFeedCursor *self, const char *words)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  GHashTableIter iter;
  gpointer id, at;
  guint n = 0;

  json_builder_begin_object (builder);
  veche_json_add_string (builder, "etag", self->etag);
  veche_json_add_string (builder, "modified", self->modified);
  veche_json_add_string (builder, "hash", self->hash);
  veche_json_add_string (builder, "words", words);
  veche_json_add_string (builder, "found", self->found);
  veche_json_add_int (builder, "left", self->left);
  json_builder_set_member_name (builder, "talks");
  veche_feed_talks_write (self->talks, builder);
  json_builder_set_member_name (builder, "seen");
  json_builder_begin_object (builder);
  g_hash_table_iter_init (&iter, self->first_seen);
  while (g_hash_table_iter_next (&iter, &id, &at) && n++ < MAX_FIRST_SEEN)
    {
      json_builder_set_member_name (builder, id);
      json_builder_add_int_value (builder, *(gint64 *) at);
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  return veche_json_built (builder);
}

/* What is our own server's is asked there alone, whatever a feed names. */
static VecheHttpRequest *
veche_feed_request (VecheConnector *connector, const char *url, const char *etag, const char *modified)
{
  VecheHttpRequest *request = veche_http_request_new ("GET", url);
  g_autofree char *host = veche_http_dup_host (url);
  g_autofree char *ours = veche_http_dup_host (veche_connector_get_url (connector));
  g_autoptr (GStrvBuilder) headers = g_strv_builder_new ();

  g_strv_builder_add_many (headers, "Accept", "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5", NULL);
  if (etag != NULL)
    g_strv_builder_add_many (headers, "If-None-Match", etag, NULL);
  if (modified != NULL)
    g_strv_builder_add_many (headers, "If-Modified-Since", modified, NULL);
  request->common_headers = g_strv_builder_end (headers);
  request->max_bytes = VECHE_HTTP_FEED_MAX;
  request->max_redirects = MAX_REDIRECTS;
  request->own_server = veche_connector_get_own_server (connector) && g_strcmp0 (host, ours) == 0;
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

static VecheHttpAnswer *
veche_feed_ask (VecheConnector *connector, VecheApi *api, const char *url, const char *etag, const char *modified, GError **error)
{
  g_autoptr (VecheHttpRequest) request = veche_feed_request (connector, url, etag, modified);
  g_autoptr (VecheHttpAnswer) answer = veche_http_send (request, api->cancellable, error);
  GBytes *body;

  if (answer == NULL)
    return NULL;
  api->retry_after = answer->retry_after;
  if (!veche_http_answer_check (answer, request, error))
    return NULL;

  body = veche_feed_unpack (answer->body, VECHE_HTTP_FEED_MAX);
  g_bytes_unref (answer->body);
  answer->body = body;

  return g_steal_pointer (&answer);
}

static VecheBatch *
veche_feed_parse_answer (VecheConnector *connector, VecheHttpAnswer *answer, VecheFeedCursor *cursor, const char *below, GPtrArray *talks, GError **error)
{
  g_auto (GStrv) list = veche_connector_dup_list (connector, "without");
  g_autofree char *without = g_strjoinv (",", list);
  VecheFeedContext context = { .url = veche_connector_get_url (connector), .charset = answer->charset, .words = veche_connector_get_words (connector),
                               .without = without, .now = g_get_real_time (), .first_seen = cursor->first_seen, .below = below, .talks = talks };
  gsize length;
  const char *data = g_bytes_get_data (answer->body, &length);

  return veche_feed_parse (data, length, &context, error);
}

static void
veche_feed_set_cursor (VecheBatch *batch, VecheFeedCursor *cursor, const char *words)
{
  gboolean more = cursor->left > 0 && veche_feed_talks_next (cursor->talks, g_get_real_time ()) != NULL;
  g_autofree char *next = NULL;

  cursor->left = more ? cursor->left : 0;
  next = veche_feed_cursor_write (cursor, words);
  veche_batch_set_cursor (batch, next, more);
}

static VecheBatch *
veche_feed_read (VecheConnector *connector, VecheHttpAnswer *answer, VecheFeedCursor *cursor, const char *words, GError **error)
{
  g_autoptr (GPtrArray) talks = veche_feed_talks_new ();
  VecheBatch *batch = veche_feed_parse_answer (connector, answer, cursor, NULL, talks, error);

  if (batch == NULL)
    return NULL;
  g_free (cursor->etag);
  g_free (cursor->modified);
  g_free (cursor->hash);
  cursor->etag = g_strdup (answer->etag);
  cursor->modified = g_strdup (answer->last_modified);
  cursor->hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, answer->body);
  veche_feed_talks_merge (cursor->talks, talks, g_get_real_time ());
  cursor->left = TALKS_A_RUN;
  veche_feed_set_cursor (batch, cursor, words);

  return batch;
}

/* What is said below an entry.  A feed of comments that is gone or broken is no trouble of the source. */
static VecheBatch *
veche_feed_read_talk (VecheConnector *connector, VecheApi *api, VecheFeedCursor *cursor, VecheFeedTalk *talk, const char *words, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (VecheHttpAnswer) answer = veche_feed_ask (connector, api, talk->url, talk->etag, talk->modified, &local);
  VecheBatch *batch = answer != NULL && answer->status != 304 ? veche_feed_parse_answer (connector, answer, cursor, talk->entry, NULL, NULL) : NULL;

  if (g_cancellable_set_error_if_cancelled (api->cancellable, error))
    {
      g_clear_pointer (&batch, veche_batch_unref);
      return NULL;
    }
  if (batch != NULL)
    {
      g_free (talk->etag);
      g_free (talk->modified);
      talk->etag = g_strdup (answer->etag);
      talk->modified = g_strdup (answer->last_modified);
    }
  talk->asked = g_get_real_time ();
  /* A server that has trouble is asked again, also for what is said below an old entry. */
  talk->read = g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_OFFLINE)
               || g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_RATE_LIMITED) ? VECHE_FEED_TALK_LATER : talk->count;
  /* Who asks for a pause gets it. */
  cursor->left = api->retry_after != 0 ? 0 : cursor->left - 1;
  if (batch == NULL)
    batch = veche_feed_unchanged (connector, NULL);
  veche_feed_set_cursor (batch, cursor, words);

  return batch;
}

/* The feed at url takes the place of the page. (nullable): there is none */
static VecheBatch *
veche_feed_try (VecheConnector *connector, VecheApi *api, VecheFeedCursor *cursor, const char *url, const char *words)
{
  g_autoptr (VecheHttpAnswer) answer = NULL;

  g_free (cursor->found);
  cursor->found = g_strdup (url);
  g_clear_pointer (&cursor->etag, g_free);
  g_clear_pointer (&cursor->modified, g_free);
  answer = veche_feed_ask (connector, api, url, NULL, NULL, NULL);

  return answer != NULL ? veche_feed_read (connector, answer, cursor, words, NULL) : NULL;
}

/* A damaged feed is not looked for elsewhere. */
static gboolean
veche_feed_is_page (const char *text, gsize length)
{
  g_autofree char *head = g_ascii_strdown (text, (gssize) MIN (length, MAX_HEAD));

  return strstr (head, "<html") != NULL || strstr (head, "<!doctype html") != NULL;
}

/* The page is none itself: the first feed that it names; where it names none, those that most programs give, one after another, once. (nullable) */
static VecheBatch *
veche_feed_follow (VecheConnector *connector, VecheApi *api, VecheFeedCursor *cursor, VecheHttpAnswer *page, const char *words)
{
  static const char *const usual[] = { "/feed", "/rss.xml", "/atom.xml", "/index.xml" };
  const char *url = page->url != NULL ? page->url : api->base;
  gsize length;
  const char *html = g_bytes_get_data (page->body, &length);
  g_autoptr (GPtrArray) feeds = cursor->found == NULL ? veche_feed_discover (html, length, url) : NULL;
  g_autoptr (GUri) base = g_uri_parse (url, G_URI_FLAGS_PARSE_RELAXED, NULL);
  VecheBatch *batch = NULL;

  if (feeds == NULL)
    return NULL;
  if (feeds->len > 0)
    batch = veche_feed_try (connector, api, cursor, g_ptr_array_index (feeds, 0), words);
  /* Which of them is a person's to say. */
  for (guint i = 0; batch != NULL && feeds->len > 1 && i < feeds->len; i++)
    veche_batch_add_notice (batch, "one-of-feeds", g_ptr_array_index (feeds, i));
  if (feeds->len > 0)
    return batch;
  if (base == NULL || html == NULL || !veche_feed_is_page (html, length))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (usual) && batch == NULL && !g_cancellable_is_cancelled (api->cancellable); i++)
    {
      g_autoptr (GUri) uri = veche_http_resolve (base, usual[i]);
      g_autofree char *address = uri != NULL ? g_uri_to_string (uri) : NULL;

      if (address != NULL && api->retry_after == 0)
        batch = veche_feed_try (connector, api, cursor, address, words);
    }

  return batch;
}

/* What judges an entry: when it is other than before, all are judged anew. (transfer full) (nullable) */
static char *
veche_feed_dup_words (VecheConnector *connector)
{
  g_auto (GStrv) list = veche_connector_dup_list (connector, "without");
  g_autofree char *without = g_strjoinv (",", list);

  if (*without == '\0')
    return g_strdup (veche_connector_get_words (connector));

  return g_strconcat (veche_connector_get_words (connector) != NULL ? veche_connector_get_words (connector) : "", "\n-", without, NULL);
}

static VecheBatch *
veche_feed_connector_fetch (VecheConnector *connector, VecheApi *api, const char *cursor_text, guint wait, GError **error)
{
  g_auto (VecheFeedCursor) cursor = { 0 };
  g_autoptr (VecheHttpAnswer) answer = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *words = veche_feed_dup_words (connector);
  g_autofree char *hash = NULL;
  VecheFeedTalk *talk;
  VecheBatch *batch;

  veche_feed_cursor_read (&cursor, cursor_text, words);
  talk = cursor.left > 0 ? veche_feed_talks_next (cursor.talks, g_get_real_time ()) : NULL;
  if (talk != NULL)
    return veche_feed_read_talk (connector, api, &cursor, talk, words, error);

  answer = veche_feed_ask (connector, api, cursor.found != NULL ? cursor.found : veche_connector_get_url (connector), cursor.etag, cursor.modified, error);
  if (answer == NULL)
    return NULL;
  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, answer->body);
  if (answer->status == 304 || g_strcmp0 (hash, cursor.hash) == 0)
    {
      /* Comments come without the feed being changed. */
      batch = veche_feed_unchanged (connector, cursor_text);
      cursor.left = TALKS_A_RUN;
      if (veche_feed_talks_next (cursor.talks, g_get_real_time ()) != NULL)
        veche_feed_set_cursor (batch, &cursor, words);
      return batch;
    }

  batch = veche_feed_read (connector, answer, &cursor, words, &local);
  if (batch == NULL)
    batch = veche_feed_follow (connector, api, &cursor, answer, words);
  if (batch == NULL)
    veche_http_set_error (error, local->code, veche_connector_get_url (connector), "%s", local->message);

  return batch;
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
