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
  if (cancellable != NULL)
    self->cancellable = g_object_ref (cancellable);

  return self;
}

void
veche_api_free (VecheApi *self)
{
  g_free (self->base);
  g_free (self->token);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static VecheHttpRequest *
veche_api_request (VecheApi *self, const char *method, const char *path, const char *idempotency_key)
{
  g_autofree char *url = g_strconcat (self->base, path, NULL);
  VecheHttpRequest *request = veche_http_request_new (method, url);
  g_autoptr (GStrvBuilder) headers = g_strv_builder_new ();

  if (self->token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);

      g_strv_builder_add_many (headers, "Authorization", bearer, NULL);
    }
  if (idempotency_key != NULL)
    g_strv_builder_add_many (headers, "Idempotency-Key", idempotency_key, NULL);
  request->headers = g_strv_builder_end (headers);
  request->common_headers = g_strsplit ("Accept application/json", " ", 2);
  request->own_server = self->own_server;

  return request;
}

static gboolean
veche_api_is_json (const char *type)
{
  return type != NULL && (g_str_equal (type, "application/json") || g_str_has_suffix (type, "+json") || g_str_equal (type, "text/json"));
}

/* Whoever answers a request that acts with nonsense has acted, for all we know. */
static int
veche_api_nonsense (VecheHttpRequest *request)
{
  return request->body != NULL ? VECHE_CONNECTOR_ERROR_UNKNOWN : VECHE_CONNECTOR_ERROR_PROTOCOL;
}

static JsonNode *
veche_api_exchange (VecheApi *self, VecheHttpRequest *request, char **link, GError **error)
{
  g_autoptr (VecheHttpAnswer) answer = veche_http_send (request, self->cancellable, error);
  g_autoptr (GError) local = NULL;
  JsonNode *node;
  gsize length;
  const char *data;

  if (answer == NULL)
    return NULL;

  self->retry_after = answer->retry_after;
  if (!veche_http_answer_check (answer, request, &local))
    {
      if (local->code == VECHE_CONNECTOR_ERROR_RATE_LIMITED && self->retry_after == 0 && answer->status == 429)
        self->retry_after = g_get_real_time () + DEFAULT_PATIENCE;
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (!veche_api_is_json (answer->content_type))
    {
      veche_http_set_error (error, veche_api_nonsense (request), request->url, "it answered with %s instead of data; is this the right address?",
                            g_strcmp0 (answer->content_type, "text/html") == 0 ? "a web page" : "something else");
      return NULL;
    }

  data = g_bytes_get_data (answer->body, &length);
  node = veche_json_parse (data, length, &local);
  if (node == NULL)
    veche_http_set_error (error, veche_api_nonsense (request), request->url, "%s", local->message);
  else if (link != NULL)
    *link = g_steal_pointer (&answer->link);

  return node;
}

JsonNode *
veche_api_get (VecheApi *self, const char *path, char **link, GError **error)
{
  g_autoptr (VecheHttpRequest) request = veche_api_request (self, "GET", path, NULL);

  return veche_api_exchange (self, request, link, error);
}

JsonNode *
veche_api_post (VecheApi *self, const char *path, const char *const *form, const char *idempotency_key, GError **error)
{
  g_autoptr (VecheHttpRequest) request = veche_api_request (self, "POST", path, idempotency_key);
  g_autoptr (GString) body = g_string_new (NULL);

  for (guint i = 0; form[i] != NULL; i += 2)
    {
      if (form[i + 1] == NULL)
        continue;
      if (body->len > 0)
        g_string_append_c (body, '&');
      g_string_append_uri_escaped (body, form[i], NULL, FALSE);
      g_string_append_c (body, '=');
      g_string_append_uri_escaped (body, form[i + 1], NULL, FALSE);
    }
  request->content_type = g_strdup ("application/x-www-form-urlencoded");
  request->body = g_string_free_to_bytes (g_steal_pointer (&body));

  return veche_api_exchange (self, request, NULL, error);
}
