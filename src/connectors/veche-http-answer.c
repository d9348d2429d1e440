/* veche-http-answer.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-http-private.h"

#include <string.h>

#include "connectors/veche-connector.h"
#include "connectors/veche-redact.h"

#define MIN_RETRY_AFTER (1 * G_TIME_SPAN_SECOND)
#define MAX_RETRY_AFTER (1 * G_TIME_SPAN_HOUR)
#define EPOCH_FROM      1e9    /* a reset of more seconds than this is counted from 1970 */

VecheHttpRequest *
veche_http_request_new (const char *method, const char *url)
{
  VecheHttpRequest *self = g_atomic_rc_box_new0 (VecheHttpRequest);

  self->method = g_strdup (method);
  self->url = g_strdup (url);
  self->max_bytes = VECHE_HTTP_JSON_MAX;

  return self;
}

VecheHttpRequest *
veche_http_request_ref (VecheHttpRequest *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
veche_http_request_clear (gpointer data)
{
  VecheHttpRequest *self = data;

  g_free (self->method);
  g_free (self->url);
  g_strfreev (self->headers);
  g_strfreev (self->common_headers);
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
}

void
veche_http_request_unref (VecheHttpRequest *self)
{
  g_atomic_rc_box_release_full (self, veche_http_request_clear);
}

gboolean
veche_http_request_acts (VecheHttpRequest *self)
{
  gboolean asks = g_str_equal (self->method, "GET") || g_str_equal (self->method, "HEAD");

  return !self->harmless && (self->body != NULL || !asks);
}

void
veche_http_answer_free (VecheHttpAnswer *self)
{
  g_free (self->url);
  g_free (self->content_type);
  g_free (self->charset);
  g_free (self->etag);
  g_free (self->last_modified);
  g_free (self->link);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

GUri *
veche_http_resolve (GUri *base, const char *link)
{
  g_autoptr (GUri) uri = g_uri_parse_relative (base, link, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  if (scheme == NULL || (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http")) || g_uri_get_host (uri) == NULL
      || *g_uri_get_host (uri) == '\0' || (*g_uri_get_path (uri) != '/' && *g_uri_get_path (uri) != '\0'))
    return NULL;

  return g_steal_pointer (&uri);
}

char *
veche_http_dup_host (const char *url)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  g_autofree char *host = NULL;
  int port;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return NULL;

  host = g_utf8_strdown (g_uri_get_host (uri), -1);
  port = g_uri_get_port (uri);
  if (port == -1 || port == (g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 ? 443 : 80))
    return g_steal_pointer (&host);

  return g_strdup_printf (strchr (host, ':') != NULL ? "[%s]:%d" : "%s:%d", host, port);
}

void
veche_http_set_error (GError **error, int code, const char *url, const char *format, ...)
{
  g_autofree char *host = veche_http_dup_host (url);
  g_autofree char *text = NULL;
  g_autofree char *redacted = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  redacted = veche_redact (text);
  g_set_error (error, VECHE_CONNECTOR_ERROR, code, "%s: %s", host != NULL ? host : "the address", redacted);
}

gboolean
veche_http_check_uri (GUri *uri, VecheHttpRequest *request, GError **error)
{
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  if (scheme == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0'
      || (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http")) || (*g_uri_get_path (uri) != '/' && *g_uri_get_path (uri) != '\0'))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_REJECTED, NULL, "not a web address");
      return FALSE;
    }
  if (g_uri_get_userinfo (uri) != NULL)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_REJECTED, request->url, "a name and password do not belong into its address");
      return FALSE;
    }
  if (g_str_equal (scheme, "http") && !request->allow_http && !request->own_server)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_TLS, request->url, "a token is sent by https only");
      return FALSE;
    }

  return TRUE;
}

gboolean
veche_http_has_event (const char *data, gsize length)
{
  gboolean line = TRUE;

  for (gsize i = 0; i < length; i++)
    {
      if (line && length - i > 5 && (memcmp (data + i, "event:", 6) == 0 || memcmp (data + i, "data:", 5) == 0))
        return TRUE;
      line = data[i] == '\n' || data[i] == '\r';
    }

  return FALSE;
}

gint64
veche_http_parse_retry_after (const char *value, gint64 now)
{
  guint64 seconds;
  gint64 at = 0;

  if (value == NULL)
    return 0;

  if (g_ascii_string_to_unsigned (value, 10, 0, 366 * 86400, &seconds, NULL))
    at = now + (gint64) seconds * G_TIME_SPAN_SECOND;
  else
    {
      g_autoptr (GDateTime) date = soup_date_time_new_from_http_string (value);

      if (date == NULL)   /* Mastodon's X-RateLimit-Reset */
        date = g_date_time_new_from_iso8601 (value, NULL);
      if (date != NULL)
        at = g_date_time_to_unix (date) * G_TIME_SPAN_SECOND;
      if (date == NULL || at < now - MAX_RETRY_AFTER)
        return 0;
    }

  return CLAMP (at, now + MIN_RETRY_AFTER, now + MAX_RETRY_AFTER);
}

gint64
veche_http_parse_reset (const char *value, gint64 now)
{
  g_autoptr (GDateTime) date = NULL;
  char *end = NULL;
  double seconds;

  if (value == NULL)
    return 0;

  seconds = g_ascii_strtod (value, &end);
  if (end != value && *end == '\0' && seconds >= 0 && seconds < 1e11)
    return (gint64) (seconds * G_TIME_SPAN_SECOND) + (seconds < EPOCH_FROM ? now : 0);
  date = g_date_time_new_from_iso8601 (value, NULL);

  return date != NULL ? g_date_time_to_unix (date) * G_TIME_SPAN_SECOND : 0;
}

/* (nullable): the first of the names that is there. */
static const char *
veche_http_first_header (SoupMessageHeaders *headers, const char *const *names)
{
  const char *value = NULL;

  for (guint i = 0; names[i] != NULL && value == NULL; i++)
    value = soup_message_headers_get_one (headers, names[i]);

  return value;
}

static gint64
veche_http_header_count (SoupMessageHeaders *headers, const char *const *names)
{
  const char *value = veche_http_first_header (headers, names);
  guint64 count;

  return value != NULL && g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT32, &count, NULL) ? (gint64) count : -1;
}

/* Discord says X-RateLimit-Reset-After, Bluesky RateLimit-*, Mastodon and others X-RateLimit-*. */
static void
veche_http_answer_read_rate (VecheHttpAnswer *self, SoupMessageHeaders *headers, gint64 now)
{
  static const char *const limits[] = { "X-RateLimit-Limit", "RateLimit-Limit", NULL };
  static const char *const remainings[] = { "X-RateLimit-Remaining", "RateLimit-Remaining", NULL };
  static const char *const resets[] = { "X-RateLimit-Reset-After", "X-RateLimit-Reset", "RateLimit-Reset", NULL };

  self->rate_limit = veche_http_header_count (headers, limits);
  self->rate_remaining = veche_http_header_count (headers, remainings);
  self->rate_reset = veche_http_parse_reset (veche_http_first_header (headers, resets), now);
  if (self->rate_reset > now + MAX_RETRY_AFTER * 24)
    self->rate_reset = 0;
}

/* The header's first value, when it is sane enough to be kept and sent back. */
static char *
veche_http_dup_header (SoupMessageHeaders *headers, const char *name)
{
  const char *value = soup_message_headers_get_one (headers, name);

  if (value == NULL || strlen (value) > 2048 || !g_utf8_validate (value, -1, NULL))
    return NULL;

  return g_strdup (value);
}

VecheHttpAnswer *
veche_http_answer_new (SoupMessage *message, GUri *uri)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  VecheHttpAnswer *self = g_new0 (VecheHttpAnswer, 1);
  g_autoptr (GHashTable) params = NULL;
  const char *type = soup_message_headers_get_content_type (headers, &params);
  gint64 now = g_get_real_time ();

  self->status = soup_message_get_status (message);
  self->url = g_uri_to_string (uri);
  self->content_type = type != NULL ? g_ascii_strdown (type, -1) : NULL;
  self->charset = params != NULL ? g_strdup (g_hash_table_lookup (params, "charset")) : NULL;
  self->etag = veche_http_dup_header (headers, "ETag");
  self->last_modified = veche_http_dup_header (headers, "Last-Modified");
  self->link = veche_http_dup_header (headers, "Link");
  veche_http_answer_read_rate (self, headers, now);
  self->exhausted = self->rate_remaining == 0;
  self->retry_after = veche_http_parse_retry_after (soup_message_headers_get_one (headers, "Retry-After"), now);
  if (self->retry_after == 0 && (self->exhausted || self->status == 429))
    self->retry_after = self->rate_reset != 0 ? CLAMP (self->rate_reset, now + MIN_RETRY_AFTER, now + MAX_RETRY_AFTER) : 0;

  return self;
}

/* {"error": "…"} of an API, else nothing: a page of HTML explains nothing to anybody. */
static char *
veche_http_answer_dup_reason (VecheHttpAnswer *self)
{
  static GRegex *regex;
  static gsize ready;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *text = NULL;
  gsize length;
  const char *data = g_bytes_get_data (self->body, &length);

  if (g_once_init_enter (&ready))
    {
      regex = g_regex_new ("\"(?:error_description|error)\"\\s*:\\s*\"([^\"\\\\]{1,300})\"", G_REGEX_OPTIMIZE, 0, NULL);
      g_once_init_leave (&ready, 1);
    }
  if (length == 0)
    return NULL;

  text = g_utf8_make_valid (data, length);
  if (!g_regex_match (regex, text, 0, &match))
    return NULL;

  return g_match_info_fetch (match, 1);
}

static int
veche_http_status_to_code (guint status, gboolean acts)
{
  switch (status)
    {
    case 401:
      return VECHE_CONNECTOR_ERROR_AUTH;
    case 403:
      return acts ? VECHE_CONNECTOR_ERROR_REJECTED : VECHE_CONNECTOR_ERROR_AUTH;
    case 404:
    case 410:
      return VECHE_CONNECTOR_ERROR_NOT_FOUND;
    case 408:
    case 425:
    case 429:
    case 503:
      return VECHE_CONNECTOR_ERROR_RATE_LIMITED;
    default:
      if (status >= 400 && status < 500)
        return VECHE_CONNECTOR_ERROR_REJECTED;
      if (status >= 500 && status < 600)
        return acts ? VECHE_CONNECTOR_ERROR_UNKNOWN : VECHE_CONNECTOR_ERROR_OFFLINE;
      return acts ? VECHE_CONNECTOR_ERROR_UNKNOWN : VECHE_CONNECTOR_ERROR_PROTOCOL;
    }
}

gboolean
veche_http_answer_check (VecheHttpAnswer *self, VecheHttpRequest *request, GError **error)
{
  gboolean conditional = request->common_headers != NULL
                         && (g_strv_contains ((const char *const *) request->common_headers, "If-None-Match")
                             || g_strv_contains ((const char *const *) request->common_headers, "If-Modified-Since"));
  g_autofree char *reason = NULL;

  if ((self->status >= 200 && self->status < 300) || (self->status == 304 && conditional))
    return TRUE;

  reason = veche_http_answer_dup_reason (self);
  veche_http_set_error (error, veche_http_status_to_code (self->status, veche_http_request_acts (request)), request->url,
                        "it answered %u%s%s", self->status, reason != NULL ? ", " : "", reason != NULL ? reason : "");

  return FALSE;
}
