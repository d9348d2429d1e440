/* veche-oauth.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-oauth.h"

#include <string.h>
#include <sys/random.h>

#include "connectors/veche-api.h"
#include "connectors/veche-connector.h"
#include "connectors/veche-http.h"
#include "connectors/veche-json.h"
#include "connectors/veche-net.h"
#include "connectors/veche-redact.h"

#define SCOPES          "read write:statuses"
#define WAIT_SECONDS    120
#define REQUEST_SECONDS 5
#define MAX_REQUEST     8192
#define MAX_VISITORS    32       /* browsers open connections that they never use */

typedef struct
{
  char           *server;
  gboolean        own_server;
  VecheOauthOpen  open_url;
  gpointer        open_data;
  GMainContext   *context;       /* (owned): where open_url is called */

  /* Worker thread. */
  GSocket        *socket;        /* (owned) (nullable) */
  char           *redirect, *state, *verifier;
  char           *client_id, *client_secret;
} VecheOauth;

static void
veche_oauth_free (VecheOauth *self)
{
  g_free (self->server);
  g_main_context_unref (self->context);
  g_clear_object (&self->socket);
  g_free (self->redirect);
  g_free (self->state);
  g_free (self->verifier);
  g_free (self->client_id);
  g_free (self->client_secret);
  g_free (self);
}

static char *
veche_oauth_base64url (const guint8 *data, gsize length)
{
  char *text = g_base64_encode (data, length);

  for (char *p = text; *p != '\0'; p++)
    *p = *p == '+' ? '-' : *p == '/' ? '_' : *p == '=' ? '\0' : *p;

  return text;
}

static char *
veche_oauth_random (gsize length)
{
  guint8 bytes[64];

  g_assert (length <= sizeof bytes);
  while (getrandom (bytes, length, 0) != (gssize) length)
    ;

  return veche_oauth_base64url (bytes, length);
}

static char *
veche_oauth_challenge (const char *verifier)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);

  return veche_oauth_base64url (digest, length);
}

static gboolean
veche_oauth_listen (VecheOauth *self, GError **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;

  self->socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  if (self->socket == NULL || !g_socket_bind (self->socket, any_port, FALSE, error) || !g_socket_listen (self->socket, error))
    return FALSE;
  bound = g_socket_get_local_address (self->socket, error);
  if (bound == NULL)
    return FALSE;

  self->redirect = g_strdup_printf ("http://127.0.0.1:%u/cb", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));

  return TRUE;
}

static gboolean
veche_oauth_register (VecheOauth *self, VecheApi *api, GError **error)
{
  const char *form[] = { "client_name", "Veche", "redirect_uris", self->redirect, "scopes", SCOPES, NULL };
  g_autoptr (JsonNode) node = veche_api_post (api, "/api/v1/apps", form, NULL, error);
  JsonObject *app = veche_json_root (node);

  if (node == NULL)
    return FALSE;
  self->client_id = veche_json_dup_id (app, "client_id");
  self->client_secret = veche_json_dup_id (app, "client_secret");
  if (self->client_id == NULL || self->client_secret == NULL)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, api->base, "it gave the program no identity");
      return FALSE;
    }
  veche_redact_add_secret (self->client_secret);

  return TRUE;
}

typedef struct { VecheOauthOpen open_url; gpointer data; char *url; } VecheOauthOpening;

static gboolean
veche_oauth_open_cb (gpointer user_data)
{
  VecheOauthOpening *opening = user_data;

  opening->open_url (opening->url, opening->data);

  return G_SOURCE_REMOVE;
}

static void
veche_oauth_opening_free (gpointer data)
{
  VecheOauthOpening *opening = data;

  g_free (opening->url);
  g_free (opening);
}

static void
veche_oauth_open (VecheOauth *self, VecheApi *api)
{
  VecheOauthOpening *opening = g_new0 (VecheOauthOpening, 1);
  g_autofree char *challenge = veche_oauth_challenge (self->verifier);
  g_autofree char *redirect = g_uri_escape_string (self->redirect, NULL, FALSE);
  g_autofree char *client = g_uri_escape_string (self->client_id, NULL, FALSE);

  opening->open_url = self->open_url;
  opening->data = self->open_data;
  opening->url = g_strdup_printf ("%s/oauth/authorize?response_type=code&client_id=%s&redirect_uri=%s&scope=read%%20write%%3Astatuses&state=%s"
                                  "&code_challenge=%s&code_challenge_method=S256", api->base, client, redirect, self->state, challenge);
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, veche_oauth_open_cb, opening, veche_oauth_opening_free);
}

/* The target of a GET request's first line. */
static char *
veche_oauth_read_target (GSocket *peer, GCancellable *cancellable)
{
  g_autoptr (GString) request = g_string_new (NULL);
  g_auto (GStrv) words = NULL;

  g_socket_set_timeout (peer, REQUEST_SECONDS);
  while (strstr (request->str, "\r\n\r\n") == NULL && request->len < MAX_REQUEST)
    {
      char buffer[1024];
      gssize n = g_socket_receive (peer, buffer, sizeof buffer, cancellable, NULL);

      if (n <= 0)
        return NULL;
      g_string_append_len (request, buffer, n);
    }

  request->str[strcspn (request->str, "\r\n")] = '\0';
  words = g_strsplit (request->str, " ", 3);

  return g_strv_length (words) == 3 && g_str_equal (words[0], "GET") ? g_strdup (words[1]) : NULL;
}

static void
veche_oauth_respond (GSocket *peer, const char *status, const char *text)
{
  g_autofree char *page = g_strdup_printf ("<!doctype html><meta charset=\"utf-8\"><title>Veche</title>"
                                           "<p style=\"font:1.3em sans-serif;margin:3em\">%s</p>", text);
  g_autofree char *answer = g_strdup_printf ("HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n"
                                             "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n%s",
                                             status, strlen (page), page);
  gsize length = strlen (answer), sent = 0;

  while (sent < length)
    {
      gssize n = g_socket_send (peer, answer + sent, length - sent, NULL, NULL);

      if (n <= 0)
        return;
      sent += n;
    }
}

/* "/cb?code=…&state=…" → the code, when the state is ours. */
static char *
veche_oauth_take_code (VecheOauth *self, const char *target, GError **error)
{
  g_autoptr (GHashTable) params = g_uri_parse_params (strchr (target, '?') != NULL ? strchr (target, '?') + 1 : "", -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  const char *state = params != NULL ? g_hash_table_lookup (params, "state") : NULL;
  const char *code = params != NULL ? g_hash_table_lookup (params, "code") : NULL;

  if (g_strcmp0 (state, self->state) != 0)
    veche_http_set_error (error, VECHE_CONNECTOR_ERROR_AUTH, self->server, "the answer did not belong to this sign-in");
  else if (code == NULL || *code == '\0')
    veche_http_set_error (error, VECHE_CONNECTOR_ERROR_AUTH, self->server, "the sign-in was refused");
  else
    return g_strdup (code);

  return NULL;
}

static char *
veche_oauth_wait (VecheOauth *self, GCancellable *cancellable, GError **error)
{
  gint64 until = g_get_monotonic_time () + WAIT_SECONDS * G_USEC_PER_SEC;

  for (guint i = 0; i < MAX_VISITORS; i++)
    {
      gint64 left = (until - g_get_monotonic_time ()) / G_USEC_PER_SEC;
      g_autoptr (GSocket) peer = NULL;
      g_autofree char *target = NULL;
      char *code;

      if (left <= 0)
        break;
      g_socket_set_timeout (self->socket, left);
      peer = g_socket_accept (self->socket, cancellable, NULL);
      if (peer == NULL)
        break;

      target = veche_oauth_read_target (peer, cancellable);
      if (target == NULL)
        continue;
      if (!g_str_has_prefix (target, "/cb?") && !g_str_equal (target, "/cb"))
        {
          veche_oauth_respond (peer, "404 Not Found", "Not here.");
          continue;
        }
      code = veche_oauth_take_code (self, target, error);
      veche_oauth_respond (peer, code != NULL ? "200 OK" : "400 Bad Request",
                           code != NULL ? "Signed in. You can close this page and return to Veche. · Вход выполнен, эту страницу можно закрыть."
                                        : "This sign-in was not completed. · Вход не выполнен.");
      return code;
    }

  if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    veche_http_set_error (error, VECHE_CONNECTOR_ERROR_AUTH, self->server, "the sign-in was not completed in time");

  return NULL;
}

/* The token, and what the server knows us by: it takes a token back only from the program that it gave it to. (transfer full) */
static char *
veche_oauth_keep (VecheOauth *self, const char *token)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  json_object_set_string_member (object, "token", token);
  json_object_set_string_member (object, "client_id", self->client_id);
  json_object_set_string_member (object, "client_secret", self->client_secret);

  return veche_json_to_text (node);
}

static char *
veche_oauth_exchange (VecheOauth *self, VecheApi *api, const char *code, GError **error)
{
  const char *form[] = { "grant_type", "authorization_code", "code", code, "client_id", self->client_id, "client_secret", self->client_secret,
                         "redirect_uri", self->redirect, "code_verifier", self->verifier, "scope", SCOPES, NULL };
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *token = NULL;

  veche_redact_add_secret (code);
  veche_redact_add_secret (self->verifier);
  node = veche_api_post (api, "/oauth/token", form, NULL, error);
  if (node == NULL)
    return NULL;

  token = veche_json_dup_id (veche_json_root (node), "access_token");
  if (token == NULL)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, api->base, "it gave no token");
      return NULL;
    }
  veche_redact_add_secret (token);

  return veche_oauth_keep (self, token);
}

static void
veche_oauth_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  VecheOauth *self = task_data;
  g_autoptr (VecheApi) api = veche_api_new (self->server, NULL, self->own_server, cancellable);
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  char *token = NULL;

  self->state = veche_oauth_random (16);
  self->verifier = veche_oauth_random (48);
  if (veche_oauth_listen (self, &error) && veche_oauth_register (self, api, &error))
    {
      veche_oauth_open (self, api);
      code = veche_oauth_wait (self, cancellable, &error);
    }
  g_clear_object (&self->socket);
  if (code != NULL)
    token = veche_oauth_exchange (self, api, code, &error);

  if (token != NULL)
    g_task_return_pointer (task, token, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
veche_oauth_sign_in_async (const char *server, gboolean own_server, VecheOauthOpen open_url, gpointer open_data,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  VecheOauth *self = g_new0 (VecheOauth, 1);

  g_return_if_fail (server != NULL && open_url != NULL);

  g_task_set_source_tag (task, veche_oauth_sign_in_async);
  self->server = g_strdup (server);
  self->own_server = own_server;
  self->open_url = open_url;
  self->open_data = open_data;
  self->context = g_main_context_ref (g_task_get_context (task));
  g_task_set_task_data (task, self, (GDestroyNotify) veche_oauth_free);
  veche_net_run_task (task, veche_oauth_thread);
}

char *
veche_oauth_sign_in_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
