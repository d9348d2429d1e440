/* veche-mastodon-stream.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-mastodon-stream.h"

#include <string.h>

#include "connectors/veche-connector.h"
#include "connectors/veche-http.h"
#include "connectors/veche-json.h"

#define STREAM_MAX  (64 * 1024)
#define ASK_AGAIN   (6 * G_TIME_SPAN_HOUR)     /* of a server that has none, or whose stream broke at once */
#define HELD_LEAST  (2 * G_TIME_SPAN_SECOND)   /* one that ends sooner is no stream */
#define A_BURST     (10 * G_TIME_SPAN_SECOND)  /* what comes together is fetched together, and a busy account not without a pause */

/* "wss://…" of the instance's own description, by the name that a web request has. (transfer full) (nullable) */
static char *
veche_mastodon_stream_address (VecheApi *api)
{
  g_autoptr (JsonNode) node = veche_api_get (api, "/api/v2/instance", NULL, NULL);
  JsonObject *instance = veche_json_root (node);
  const char *url = veche_json_string (veche_json_object (veche_json_object (instance, "configuration"), "urls"), "streaming", NULL);

  if (url == NULL)
    {
      g_clear_pointer (&node, json_node_unref);
      node = veche_api_get (api, "/api/v1/instance", NULL, NULL);
      instance = veche_json_root (node);
      url = veche_json_string (veche_json_object (instance, "urls"), "streaming_api", NULL);
    }
  if (url == NULL || strlen (url) > 512)
    return NULL;
  if (g_str_has_prefix (url, "wss://") || g_str_has_prefix (url, "ws://"))
    return g_strconcat (url[2] == 's' ? "https" : "http", strstr (url, "://"), NULL);

  return g_str_has_prefix (url, "https://") ? g_strdup (url) : NULL;
}

/* TRUE: the stream ended with an event. held (out): it was there for a while. */
static gboolean
veche_mastodon_hear (VecheApi *api, const char *stream, guint wait, gboolean *held)
{
  g_autofree char *url = g_strconcat (stream, g_str_has_suffix (stream, "/") ? "" : "/", "api/v1/streaming/user/notification", NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", api->token, NULL);
  const char *headers[] = { "Authorization", bearer, "Accept", "text/event-stream", NULL };
  g_autoptr (VecheHttpRequest) request = veche_http_request_new ("GET", url);
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheHttpAnswer) answer = NULL;
  gint64 began = g_get_monotonic_time ();

  request->headers = g_strdupv ((char **) headers);
  request->max_bytes = STREAM_MAX;
  request->own_server = api->own_server;
  request->until_event = TRUE;
  request->wait = wait;
  answer = veche_http_send (request, api->cancellable, &error);
  *held = g_get_monotonic_time () - began >= HELD_LEAST
          && (answer != NULL || g_error_matches (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_OFFLINE));

  return answer != NULL && answer->status == 200 && g_strcmp0 (answer->content_type, "text/event-stream") == 0
         && veche_http_has_event (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body));
}

gboolean
veche_mastodon_may_listen (VecheMastodonCursor *cursor)
{
  return cursor->stream != NULL || ABS (g_get_real_time () - cursor->stream_at) > ASK_AGAIN;
}

VecheMastodonHeard
veche_mastodon_listen (VecheApi *api, VecheMastodonCursor *cursor, guint wait)
{
  gint64 now = g_get_real_time ();
  gboolean held = FALSE, news;

  if (cursor->stream == NULL && veche_mastodon_may_listen (cursor))
    {
      cursor->stream = veche_mastodon_stream_address (api);
      cursor->stream_at = now;
    }
  if (cursor->stream == NULL)
    return VECHE_MASTODON_DEAF;

  news = veche_mastodon_hear (api, cursor->stream, wait, &held);
  if (news && veche_api_sleep (MIN (A_BURST, wait * G_TIME_SPAN_SECOND), api->cancellable, NULL))
    return VECHE_MASTODON_NEWS;
  if (held)
    return VECHE_MASTODON_QUIET;
  g_clear_pointer (&cursor->stream, g_free);
  cursor->stream_at = now;

  return VECHE_MASTODON_DEAF;
}
