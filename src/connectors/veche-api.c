/* veche-api.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-api.h"

#include <string.h>

#include "connectors/veche-connector.h"
#include "connectors/veche-http.h"
#include "connectors/veche-json.h"

#define MAX_PATIENCE     (5 * G_TIME_SPAN_SECOND)    /* a worker sleeps so long for its turn */
#define DEFAULT_PATIENCE (60 * G_TIME_SPAN_SECOND)   /* after "too many requests" without a word for how long */

char *
veche_api_normalize_url (const char *url)
{
  g_autofree char *base = g_strstrip (g_strdup (url));
  char *end;

  if (strstr (base, "://") == NULL)
    {
      g_autofree char *bare = g_steal_pointer (&base);

      base = g_strconcat ("https://", bare, NULL);
    }

  base[strcspn (base, "?#")] = '\0';
  end = strstr (base, "/@");
  if (end != NULL && end > strstr (base, "://") + 2)
    *end = '\0';
  while (g_str_has_suffix (base, "/"))
    base[strlen (base) - 1] = '\0';

  return g_steal_pointer (&base);
}

VecheApi *
veche_api_new (const char *url, const char *token, gboolean own_server, GCancellable *cancellable)
{
  VecheApi *self = g_new0 (VecheApi, 1);

  self->base = veche_api_normalize_url (url);
  self->token = g_strdup (token);
  self->own_server = own_server;
  self->bearer = TRUE;
  self->headers = g_strv_builder_new ();
  if (cancellable != NULL)
    self->cancellable = g_object_ref (cancellable);

  return self;
}

void
veche_api_free (VecheApi *self)
{
  g_free (self->base);
  g_free (self->token);
  g_strv_builder_unref (self->headers);
  g_clear_object (&self->cancellable);
  g_free (self);
}

void
veche_api_add_header (VecheApi *self, const char *name, const char *value)
{
  g_strv_builder_add_many (self->headers, name, value, NULL);
}

gboolean
veche_api_sleep (gint64 microseconds, GCancellable *cancellable, GError **error)
{
  GPollFD fd = { -1, G_IO_IN, 0 };
  gint64 until = g_get_monotonic_time () + microseconds;
  gboolean pollable = g_cancellable_make_pollfd (cancellable, &fd);

  for (gint64 left = microseconds; left > 0 && !g_cancellable_is_cancelled (cancellable); left = until - g_get_monotonic_time ())
    g_poll (&fd, pollable ? 1 : 0, (int) MIN (left / 1000 + 1, 1000));
  if (pollable)
    g_cancellable_release_fd (cancellable);

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* name=value&…, escaped; NULL when there is no pair. (transfer full) */
static char *
veche_api_encode (const char *const *pairs)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; pairs != NULL && pairs[i] != NULL; i += 2)
    {
      if (pairs[i + 1] == NULL)
        continue;
      if (text->len > 0)
        g_string_append_c (text, '&');
      g_string_append_uri_escaped (text, pairs[i], NULL, FALSE);
      g_string_append_c (text, '=');
      g_string_append_uri_escaped (text, pairs[i + 1], NULL, FALSE);
    }

  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static GStrv
veche_api_headers (VecheApi *self, const char *idempotency_key)
{
  g_autoptr (GStrvBuilder) headers = g_strv_builder_new ();
  g_auto (GStrv) own = g_strv_builder_end (self->headers);

  if (self->token != NULL && self->bearer)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);

      g_strv_builder_add_many (headers, "Authorization", bearer, NULL);
    }
  if (idempotency_key != NULL)
    g_strv_builder_add_many (headers, "Idempotency-Key", idempotency_key, NULL);
  g_strv_builder_addv (headers, (const char **) own);
  /* The builder gives away what it holds: it gets it back for the next request. */
  g_strv_builder_addv (self->headers, (const char **) own);

  return g_strv_builder_end (headers);
}

/* A file takes its time: a phone's line carries 64 KB in a second. */
static guint
veche_api_patience (GBytes *body)
{
  return body != NULL ? (guint) MIN (g_bytes_get_size (body) / (64 * 1024), 600) : 0;
}

static VecheHttpRequest *
veche_api_request (VecheApi *self, const VecheApiRequest *what)
{
  g_autofree char *query = veche_api_encode (what->query);
  g_autofree char *url = g_strconcat (self->base, what->path, query != NULL ? "?" : NULL, query, NULL);
  gboolean sends = what->form != NULL || what->json != NULL || what->parts != NULL || what->body != NULL;
  VecheHttpRequest *request = veche_http_request_new (what->method != NULL ? what->method : sends ? "POST" : "GET", url);

  request->headers = veche_api_headers (self, what->idempotency_key);
  request->common_headers = g_strsplit ("Accept application/json", " ", 2);
  request->own_server = self->own_server;
  request->wait = what->wait;
  request->harmless = what->harmless;
  if (what->body != NULL)
    {
      request->content_type = g_strdup (what->body_type);
      request->body = g_bytes_ref (what->body);
    }
  else if (what->parts != NULL)
    request->body = veche_multipart_build (what->parts, what->n_parts, &request->content_type);
  else if (what->json != NULL)
    {
      char *text = veche_json_to_text (what->json);

      request->content_type = g_strdup ("application/json");
      request->body = g_bytes_new_take (text, strlen (text));
    }
  else if (what->form != NULL)
    {
      char *text = veche_api_encode (what->form);

      request->content_type = g_strdup ("application/x-www-form-urlencoded");
      request->body = g_bytes_new_take (text != NULL ? text : g_strdup (""), text != NULL ? strlen (text) : 0);
    }
  request->wait += veche_api_patience (request->body);

  return request;
}

static gboolean
veche_api_is_json (const char *type)
{
  return type != NULL && (g_str_equal (type, "application/json") || g_str_has_suffix (type, "+json") || g_str_equal (type, "text/json")
                          || g_str_equal (type, "text/javascript"));      /* what VK's long poll calls it */
}

/* Whoever answers a request that acts with nonsense has acted, for all we know. */
static int
veche_api_nonsense (VecheHttpRequest *request)
{
  return veche_http_request_acts (request) ? VECHE_CONNECTOR_ERROR_UNKNOWN : VECHE_CONNECTOR_ERROR_PROTOCOL;
}

/* A short wait is waited here; a long one is the scheduler's. */
static gboolean
veche_api_take (VecheApi *self, const VecheApiRequest *what, GError **error)
{
  gint64 now, next;

  if (self->budget == NULL)
    return TRUE;

  while ((next = veche_budget_take (self->budget, what->scope, now = g_get_real_time ())) != 0)
    {
      if (next - now > MAX_PATIENCE)
        {
          self->retry_after = next;
          veche_http_set_error (error, VECHE_CONNECTOR_ERROR_RATE_LIMITED, self->base, "no more requests for now, as it asked");
          return FALSE;
        }
      if (!veche_api_sleep (next - now, self->cancellable, error))
        return FALSE;
    }

  return TRUE;
}

static void
veche_api_learn (VecheApi *self, const VecheApiRequest *what, VecheHttpAnswer *answer)
{
  self->retry_after = answer->retry_after;
  if (self->budget == NULL)
    return;

  if (answer->rate_limit >= 0 || answer->rate_remaining >= 0)
    veche_budget_learn (self->budget, what->scope, answer->rate_limit, answer->rate_remaining, answer->rate_reset);
}

/* The answer's JSON; a null node when it has no body; NULL and no error when it is something else. */
static JsonNode *
veche_api_parse (VecheHttpAnswer *answer, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (answer->body, &length);

  if (length == 0 && answer->status == 204)
    return json_node_new (JSON_NODE_NULL);
  if (!veche_api_is_json (answer->content_type))
    return NULL;

  return veche_json_parse (data, length, error);
}

/* TRUE: the answer says that all is well. */
static gboolean
veche_api_judge (VecheApi *self, VecheHttpRequest *request, VecheHttpAnswer *answer, JsonNode *node, GError **error)
{
  JsonObject *body = veche_json_root (node);
  gboolean well = (self->check == NULL || node == NULL || self->check (self, answer->status, body, error))
                  && veche_http_answer_check (answer, request, error);

  if (well)
    return TRUE;

  if (error != NULL && g_error_matches (*error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_RATE_LIMITED))
    {
      if (self->retry_after == 0 && answer->status == 429)
        self->retry_after = g_get_real_time () + DEFAULT_PATIENCE;
    }

  return FALSE;
}

JsonNode *
veche_api_call (VecheApi *self, const VecheApiRequest *what, char **link, GError **error)
{
  g_autoptr (VecheHttpRequest) request = NULL;
  g_autoptr (VecheHttpAnswer) answer = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) nonsense = NULL;
  g_autoptr (GError) local = NULL;

  if (!veche_api_take (self, what, error))
    return NULL;
  request = veche_api_request (self, what);
  answer = veche_http_send (request, self->cancellable, error);
  if (answer == NULL)
    return NULL;

  veche_api_learn (self, what, answer);
  node = veche_api_parse (answer, &nonsense);
  if (!veche_api_judge (self, request, answer, node, &local))
    {
      /* Whoever asked for patience gets it from every source of this account. */
      if (self->budget != NULL && self->retry_after != 0 && local->code == VECHE_CONNECTOR_ERROR_RATE_LIMITED)
        veche_budget_hold (self->budget, what->scope, self->retry_after);
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (node == NULL && nonsense == NULL)
    veche_http_set_error (error, veche_api_nonsense (request), request->url, "it answered with %s instead of data; is this the right address?",
                          g_strcmp0 (answer->content_type, "text/html") == 0 ? "a web page" : "something else");
  else if (node == NULL)
    veche_http_set_error (error, veche_api_nonsense (request), request->url, "%s", nonsense->message);
  else if (link != NULL)
    *link = g_steal_pointer (&answer->link);

  return g_steal_pointer (&node);
}

JsonNode *
veche_api_get (VecheApi *self, const char *path, char **link, GError **error)
{
  return veche_api_call (self, &(VecheApiRequest) { .path = path }, link, error);
}

JsonNode *
veche_api_post (VecheApi *self, const char *path, const char *const *form, const char *idempotency_key, GError **error)
{
  return veche_api_call (self, &(VecheApiRequest) { .path = path, .form = form, .idempotency_key = idempotency_key }, NULL, error);
}

JsonNode *
veche_api_expect (VecheApi *self, JsonNode *node, JsonNodeType type, GError **error)
{
  if (node == NULL || JSON_NODE_TYPE (node) == type)
    return node;

  veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, self->base, "its answer is not what its API says");
  json_node_unref (node);

  return NULL;
}
