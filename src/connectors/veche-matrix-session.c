/* veche-matrix-session.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-matrix-session.h"

#include <string.h>

#include "connectors/veche-http.h"
#include "connectors/veche-json.h"
#include "connectors/veche-matrix-parse.h"
#include "connectors/veche-picture-fetch.h"

#define WELL_KNOWN_MAX (64 * 1024)

/*** Errors: {"errcode": "M_…", "error": words} ("Standard error response") ***/

static const struct { const char *name; int code; const char *words; } refusals[] = {
  { "M_UNKNOWN_TOKEN", VECHE_CONNECTOR_ERROR_AUTH, "the session is over; sign in again" },
  { "M_MISSING_TOKEN", VECHE_CONNECTOR_ERROR_AUTH, "it wants us to sign in" },
  { "M_USER_DEACTIVATED", VECHE_CONNECTOR_ERROR_AUTH, "the account was closed there" },
  { "M_USER_LOCKED", VECHE_CONNECTOR_ERROR_AUTH, "the account is locked there; ask who runs the server" },
  { "M_USER_SUSPENDED", VECHE_CONNECTOR_ERROR_REJECTED, "the account is suspended there: it may read, not write" },
  { "M_NOT_FOUND", VECHE_CONNECTOR_ERROR_NOT_FOUND, "it is not there, or hidden from us" },
  { "M_UNRECOGNIZED", VECHE_CONNECTOR_ERROR_NOT_FOUND, "this server does not do that" },
  { "M_UNKNOWN_POS", VECHE_CONNECTOR_ERROR_NOT_FOUND, "it does not know any more how far we have read" },
  { "M_UNSUPPORTED_ROOM_VERSION", VECHE_CONNECTOR_ERROR_REJECTED, "the room is of a version that this server does not know" },
  { "M_INCOMPATIBLE_ROOM_VERSION", VECHE_CONNECTOR_ERROR_REJECTED, "the room is of a version that this server does not know" },
  { "M_TOO_LARGE", VECHE_CONNECTOR_ERROR_REJECTED, "the message is too long: all of it may take 64 KiB" },
  { "M_GUEST_ACCESS_FORBIDDEN", VECHE_CONNECTOR_ERROR_REJECTED, "guests may not do that" },
  { "M_CONSENT_NOT_GIVEN", VECHE_CONNECTOR_ERROR_REJECTED, "it wants you to agree to its terms first; open it in Element" },
  { "M_RESOURCE_LIMIT_EXCEEDED", VECHE_CONNECTOR_ERROR_REJECTED, "the server has reached a limit of its own; ask who runs it" },
  { "M_CANNOT_LEAVE_SERVER_NOTICE_ROOM", VECHE_CONNECTOR_ERROR_REJECTED, "the server keeps this room" },
};

static void
veche_matrix_session_limit (VecheApi *api, JsonObject *body)
{
  gint64 wait = veche_json_int (body, "retry_after_ms", 0);

  /* Retry-After itself, where there is one, was heard already. */
  if (api->retry_after == 0 && wait > 0)
    api->retry_after = g_get_real_time () + CLAMP (wait, 1000, 3600 * 1000) * 1000;
}

static gboolean
veche_matrix_session_check (VecheApi *api, guint status, JsonObject *body, GError **error)
{
  const char *name = veche_json_string (body, "errcode", NULL), *message = veche_json_string (body, "error", "");
  g_autofree char *words = NULL;

  if (status < 400 || name == NULL)
    return TRUE;
  if (g_str_equal (name, "M_LIMIT_EXCEEDED"))
    {
      veche_matrix_session_limit (api, body);
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_RATE_LIMITED, api->base, "too many requests");
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (g_str_equal (name, refusals[i].name))
      {
        veche_http_set_error (error, refusals[i].code, api->base, "%s", refusals[i].words);
        return FALSE;
      }
  if (status >= 500 || status == 429)
    return TRUE;

  words = g_utf8_substring (message, 0, MIN (g_utf8_strlen (message, -1), 300));
  veche_http_set_error (error, status == 401 ? VECHE_CONNECTOR_ERROR_AUTH : VECHE_CONNECTOR_ERROR_REJECTED, api->base, "it refused: %s",
                        *words != '\0' ? words : name);

  return FALSE;
}

/*** The secret ***/

static void
veche_matrix_session_add (JsonObject *object, const char *key, const char *value)
{
  if (value != NULL && *value != '\0')
    json_object_set_string_member (object, key, value);
}

static void
veche_matrix_session_keep (VecheConnector *connector, VecheApi *api, const char *access, const char *refresh, const char *device, const char *user)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *token = NULL;

  veche_matrix_session_add (object, "access", access);
  veche_matrix_session_add (object, "refresh", refresh);
  veche_matrix_session_add (object, "device", device);
  veche_matrix_session_add (object, "user", user);
  veche_matrix_session_add (object, "home", api->base);
  token = veche_json_to_text (node);
  g_free (api->token);
  api->token = g_strdup (access);
  veche_connector_set_token (connector, token);
}

/*** Where the server is ***/

static char *
veche_matrix_session_parse_home (VecheHttpAnswer *answer, gboolean own_server)
{
  gsize length;
  const char *data = g_bytes_get_data (answer->body, &length);
  g_autoptr (JsonNode) node = veche_json_parse (data, length, NULL);
  JsonObject *object = veche_json_root (node);
  const char *base = veche_json_string (veche_json_object (object, "m.homeserver"), "base_url", NULL);
  g_autofree char *home = base != NULL ? veche_api_normalize_url (base) : NULL;
  g_autofree char *host = home != NULL ? veche_http_dup_host (home) : NULL;

  if (host == NULL || (!g_str_has_prefix (home, "https://") && !(own_server && g_str_has_prefix (home, "http://"))))
    return NULL;

  return g_steal_pointer (&home);
}

/* The name in "@anna:example.org" says by /.well-known where its server is.  Without a word of that, what was typed is the server. */
static gboolean
veche_matrix_session_discover (VecheApi *api, GError **error)
{
  const char *path = strchr (strstr (api->base, "://") + 3, '/');
  g_autofree char *root = path != NULL ? g_strndup (api->base, path - api->base) : g_strdup (api->base);
  g_autofree char *url = g_strconcat (root, "/.well-known/matrix/client", NULL);
  g_autoptr (VecheHttpRequest) request = veche_http_request_new ("GET", url);
  g_autoptr (VecheHttpAnswer) answer = NULL;
  g_autofree char *home = NULL;

  request->common_headers = g_strsplit ("Accept application/json", " ", 2);
  request->max_bytes = WELL_KNOWN_MAX;
  request->max_redirects = 3;
  request->own_server = api->own_server;
  answer = veche_http_send (request, api->cancellable, error);
  if (answer == NULL)
    return FALSE;
  home = answer->status == 200 ? veche_matrix_session_parse_home (answer, api->own_server) : NULL;
  if (home != NULL)
    {
      g_free (api->base);
      api->base = g_steal_pointer (&home);
    }

  return TRUE;
}

/*** Making, refreshing, ending ***/

static JsonNode *
veche_matrix_session_object (VecheApi *api, const VecheApiRequest *request, GError **error)
{
  return veche_api_expect (api, veche_api_call (api, request, NULL, error), JSON_NODE_OBJECT, error);
}

static JsonNode *
veche_matrix_session_login_input (const char *login, const char *password)
{
  JsonObject *object = json_object_new (), *identifier = json_object_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  json_object_set_string_member (identifier, "type", "m.id.user");
  json_object_set_string_member (identifier, "user", login);
  json_object_set_string_member (object, "type", "m.login.password");
  json_object_set_object_member (object, "identifier", identifier);
  json_object_set_string_member (object, "password", password);
  json_object_set_string_member (object, "initial_device_display_name", "Veche");
  json_object_set_boolean_member (object, "refresh_token", TRUE);
  json_object_unref (object);

  return node;
}

static gboolean
veche_matrix_session_login (VecheConnector *connector, VecheApi *api, const char *login, const char *password, GError **error)
{
  g_autoptr (JsonNode) input = veche_matrix_session_login_input (login, password);
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) answer = veche_matrix_session_object (api, &(VecheApiRequest) { .path = "/_matrix/client/v3/login", .json = input, .harmless = TRUE,
                                                                                       .scope = "login" }, &local);
  JsonObject *object = answer != NULL ? json_node_get_object (answer) : NULL;
  const char *access = veche_json_string (object, "access_token", NULL), *user = veche_json_string (object, "user_id", NULL);

  if (g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED) || g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_NOT_FOUND))
    veche_http_set_error (error, VECHE_CONNECTOR_ERROR_AUTH, api->base, "it does not take this name with this password; an access token may do");
  else if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (access == NULL || !veche_matrix_is_user (user))
    veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, api->base, "it did not give us a session");
  else
    {
      veche_matrix_session_keep (connector, api, access, veche_json_string (object, "refresh_token", NULL), veche_json_string (object, "device_id", "?"), user);
      return TRUE;
    }

  return FALSE;
}

/* Whose the token is that was copied out of another program. */
static gboolean
veche_matrix_session_adopt (VecheConnector *connector, VecheApi *api, const char *token, GError **error)
{
  g_autoptr (JsonNode) answer = NULL;
  const char *user;

  api->token = g_strdup (token);
  answer = veche_matrix_session_object (api, &(VecheApiRequest) { .path = "/_matrix/client/v3/account/whoami" }, error);
  if (answer == NULL)
    return FALSE;
  user = veche_json_string (json_node_get_object (answer), "user_id", NULL);
  if (!veche_matrix_is_user (user))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, api->base, "it does not say who we are; is this a Matrix server?");
      return FALSE;
    }
  veche_matrix_session_keep (connector, api, token, NULL, NULL, user);

  return TRUE;
}

gboolean
veche_matrix_session_open (VecheConnector *connector, VecheApi *api, GError **error)
{
  const char *home = veche_connector_get_secret (connector, "home");

  if (veche_connector_get_token (connector) == NULL)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_AUTH, api->base, "there is no access token; sign in again");
      return FALSE;
    }
  g_free (api->token);
  api->token = g_strdup (veche_connector_get_secret (connector, "access"));
  api->check = veche_matrix_session_check;
  if (home != NULL && api->token != NULL)
    {
      g_free (api->base);
      api->base = g_strdup (home);
    }

  return TRUE;
}

gboolean
veche_matrix_session_begin (VecheConnector *connector, VecheApi *api, GError **error)
{
  const char *login = veche_connector_get_setting (connector, "login"), *token = veche_connector_get_secret (connector, "token");
  g_autofree char *secret = g_strdup (token);

  if (api->token != NULL)
    {
      if (veche_matrix_is_user (veche_connector_get_secret (connector, "user")))
        return TRUE;
      g_free (secret);
      secret = g_steal_pointer (&api->token);
      return veche_matrix_session_adopt (connector, api, secret, error);
    }
  if (secret == NULL || *secret == '\0')
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_AUTH, api->base, "there is no access token; sign in again");
      return FALSE;
    }
  if (!veche_matrix_session_discover (api, error))
    return FALSE;

  return login != NULL && *login != '\0' ? veche_matrix_session_login (connector, api, login, secret, error)
                                         : veche_matrix_session_adopt (connector, api, secret, error);
}

/* FALSE: it can't be, and error says why. */
static gboolean
veche_matrix_session_refresh (VecheConnector *connector, VecheApi *api, GError **error)
{
  g_autofree char *refresh = g_strdup (veche_connector_get_secret (connector, "refresh"));
  g_autofree char *device = g_strdup (veche_connector_get_secret (connector, "device"));
  g_autofree char *user = g_strdup (veche_connector_get_secret (connector, "user"));
  g_autofree char *old = g_steal_pointer (&api->token);
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) input = json_node_init_object (json_node_alloc (), object);
  g_autoptr (JsonNode) answer = NULL;
  const char *access;

  json_object_set_string_member (object, "refresh_token", refresh);
  json_object_unref (object);
  answer = veche_matrix_session_object (api, &(VecheApiRequest) { .path = "/_matrix/client/v3/refresh", .json = input, .harmless = TRUE }, error);
  api->token = g_steal_pointer (&old);
  if (answer == NULL)
    return FALSE;
  access = veche_json_string (json_node_get_object (answer), "access_token", NULL);
  if (access == NULL)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_AUTH, api->base, "it did not renew the session; sign in again");
      return FALSE;
    }
  veche_matrix_session_keep (connector, api, access, veche_json_string (json_node_get_object (answer), "refresh_token", refresh), device, user);

  return TRUE;
}

JsonNode *
veche_matrix_session_call (VecheConnector *connector, VecheApi *api, const VecheApiRequest *request, GError **error)
{
  g_autoptr (GError) local = NULL;
  JsonNode *answer;

  if (!veche_matrix_session_begin (connector, api, error))
    return NULL;

  answer = veche_matrix_session_object (api, request, &local);
  if (g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH) && veche_connector_get_secret (connector, "refresh") != NULL)
    {
      g_clear_error (&local);
      if (!veche_matrix_session_refresh (connector, api, error))
        return NULL;
      answer = veche_matrix_session_object (api, request, &local);
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    veche_picture_set_key (api->base, api->token);

  return answer;
}

gboolean
veche_matrix_session_end (VecheConnector *connector, VecheApi *api, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) answer = NULL;

  veche_picture_set_key (api->base, NULL);
  if (api->token == NULL || veche_connector_get_secret (connector, "device") == NULL)
    return TRUE;
  /* With a token that is still good: one that is over says nothing of the session, which lives on by its refresh token. */
  answer = veche_matrix_session_call (connector, api, &(VecheApiRequest) { .method = "POST", .path = "/_matrix/client/v3/logout", .harmless = TRUE }, &local);
  veche_picture_set_key (api->base, NULL);
  if (answer != NULL || g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH))    /* over already */
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}
