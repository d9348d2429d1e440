/* veche-bluesky-session.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-bluesky-session.h"

#include <string.h>

#include "connectors/veche-bluesky-parse.h"
#include "connectors/veche-http.h"
#include "connectors/veche-json.h"

#define ENTRY     "https://bsky.social"        /* where accounts of the network's first host sign in */
#define DIRECTORY "https://plc.directory"      /* did:plc documents (web.plc.directory) */
#define HOSTED    ".host.bsky.network"         /* its servers; they leave signing in to the entry */

/*** Errors: {"error": name, "message": words} (atproto.com/specs/xrpc#error-responses).  A token is refused with 400 as often as with 401. ***/

static const struct { const char *name; int code; const char *words; } refusals[] = {
  { "ExpiredToken", VECHE_CONNECTOR_ERROR_AUTH, "the session is over; sign in again" },
  { "InvalidToken", VECHE_CONNECTOR_ERROR_AUTH, "it does not accept the session; sign in again" },
  { "AuthMissing", VECHE_CONNECTOR_ERROR_AUTH, "it wants us to sign in" },
  { "AuthenticationRequired", VECHE_CONNECTOR_ERROR_AUTH, "it does not know this handle with this app password" },
  { "AuthFactorTokenRequired", VECHE_CONNECTOR_ERROR_AUTH, "it wants a code from an e-mail; use an app password, not the account's own" },
  { "AccountTakedown", VECHE_CONNECTOR_ERROR_AUTH, "the account was taken down there" },
  { "AccountSuspended", VECHE_CONNECTOR_ERROR_AUTH, "the account is suspended there" },
  { "AccountDeactivated", VECHE_CONNECTOR_ERROR_AUTH, "the account is switched off there" },
  { "RateLimitExceeded", VECHE_CONNECTOR_ERROR_RATE_LIMITED, "too many requests" },
  { "NotFound", VECHE_CONNECTOR_ERROR_NOT_FOUND, "the post is not there any more" },
  { "RecordNotFound", VECHE_CONNECTOR_ERROR_NOT_FOUND, "the post is not there any more" },
  { "RepoNotFound", VECHE_CONNECTOR_ERROR_NOT_FOUND, "the account is not there any more" },
  { "BlockedActor", VECHE_CONNECTOR_ERROR_REJECTED, "we block this account" },
  { "BlockedByActor", VECHE_CONNECTOR_ERROR_REJECTED, "this account blocks us" },
  { "BadQueryString", VECHE_CONNECTOR_ERROR_REJECTED, "it does not understand what is searched for" },
  { "MethodNotImplemented", VECHE_CONNECTOR_ERROR_REJECTED, "this server does not do that" },
};

/* What a plain InvalidRequest says of things that are gone. */
static const char *const gone[] = { "Could not locate record", "Could not find repo", "Post not found", "Profile not found", "Actor not found",
                                    "Unable to resolve handle", "Could not find user", "Unable to find feed" };

static gboolean
veche_bluesky_session_check (VecheApi *api, guint status, JsonObject *body, GError **error)
{
  const char *name = veche_json_string (body, "error", NULL);
  const char *message = veche_json_string (body, "message", NULL);
  g_autofree char *words = NULL;

  if (status < 400 || name == NULL)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (g_str_equal (name, refusals[i].name))
      {
        veche_http_set_error (error, refusals[i].code, api->base, "%s", refusals[i].words);
        return FALSE;
      }
  if (status != 400 || message == NULL)
    return TRUE;

  words = g_utf8_substring (message, 0, MIN (g_utf8_strlen (message, -1), 300));
  for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
    if (g_str_has_prefix (message, gone[i]))
      {
        veche_http_set_error (error, VECHE_CONNECTOR_ERROR_NOT_FOUND, api->base, "%s", words);
        return FALSE;
      }
  veche_http_set_error (error, VECHE_CONNECTOR_ERROR_REJECTED, api->base, "it refused: %s", words);

  return FALSE;
}

/*** The secret ***/

static const char *
veche_bluesky_session_password (VecheConnector *connector)
{
  const char *password = veche_connector_get_secret (connector, "password");
  const char *token = veche_connector_get_token (connector);

  return password != NULL ? password : token != NULL && *token != '{' ? token : NULL;
}

/* Where the account lives, said by the server that let us in.  On a server of our own the address is the one that was typed. */
static char *
veche_bluesky_session_home (VecheConnector *connector, VecheApi *api, JsonObject *session)
{
  g_autofree char *pds = veche_bluesky_dup_pds (veche_json_object (session, "didDoc"), veche_json_string (session, "did", NULL));

  if (pds != NULL && !api->own_server && g_str_has_prefix (pds, "https://"))
    return g_steal_pointer (&pds);

  return g_strdup (veche_connector_get_secret (connector, "pds") != NULL ? veche_connector_get_secret (connector, "pds") : api->base);
}

static gboolean
veche_bluesky_session_keep (VecheConnector *connector, VecheApi *api, JsonNode *answer, GError **error)
{
  JsonObject *session = veche_json_root (answer);
  const char *access = veche_json_string (session, "accessJwt", NULL), *refresh = veche_json_string (session, "refreshJwt", NULL);
  const char *did = veche_json_string (session, "did", NULL), *known = veche_connector_get_secret (connector, "did");
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *home = NULL;
  g_autofree char *token = NULL;

  if (access == NULL || refresh == NULL || did == NULL || !g_str_has_prefix (did, "did:") || (known != NULL && !g_str_equal (known, did)))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, api->base, "it did not give us a session");
      return FALSE;
    }

  home = veche_bluesky_session_home (connector, api, session);
  json_builder_begin_object (builder);
  veche_json_add_string (builder, "password", veche_bluesky_session_password (connector));
  veche_json_add_string (builder, "access", access);
  veche_json_add_string (builder, "refresh", refresh);
  veche_json_add_string (builder, "did", did);
  veche_json_add_string (builder, "handle", veche_json_string (session, "handle", NULL));
  veche_json_add_string (builder, "pds", home);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  token = veche_json_to_text (node);
  veche_connector_set_token (connector, token);

  g_free (api->token);
  api->token = g_strdup (access);
  g_free (api->base);
  api->base = g_steal_pointer (&home);

  return TRUE;
}

/*** Where to sign in ***/

/* The account's document: of did:plc in the directory, of did:web at its own domain. (transfer full) (nullable) */
static JsonNode *
veche_bluesky_session_document (VecheConnector *connector, VecheApi *api, const char *did)
{
  const char *directory = veche_connector_get_setting (connector, "directory");
  g_autoptr (VecheApi) other = NULL;
  g_autofree char *base = NULL;
  g_autofree char *path = NULL;

  if (g_str_has_prefix (did, "did:plc:"))
    {
      base = g_strdup (directory != NULL ? directory : DIRECTORY);
      path = g_strconcat ("/", did, NULL);
    }
  else if (g_str_has_prefix (did, "did:web:") && strpbrk (did + 8, "/?#@%:") == NULL)
    {
      base = g_strconcat ("https://", did + 8, NULL);
      path = g_strdup ("/.well-known/did.json");
    }
  else
    return NULL;

  other = veche_api_new (base, NULL, api->own_server, api->cancellable);

  return veche_api_get (other, path, NULL, NULL);
}

/* The server of a handle, when it is another than the one that most are at. (transfer full) (nullable) */
static char *
veche_bluesky_session_find_home (VecheConnector *connector, VecheApi *api, const char *login)
{
  const char *query[] = { "handle", login, NULL };
  g_autofree char *did = NULL;
  g_autofree char *pds = NULL;
  g_autoptr (JsonNode) resolved = NULL;
  g_autoptr (JsonNode) document = NULL;

  if (g_str_has_prefix (login, "did:"))
    did = g_strdup (login);
  else
    resolved = veche_api_call (api, &(VecheApiRequest) { .path = "/xrpc/com.atproto.identity.resolveHandle", .query = query }, NULL, NULL);
  if (resolved != NULL && JSON_NODE_HOLDS_OBJECT (resolved))
    did = g_strdup (veche_json_string (json_node_get_object (resolved), "did", NULL));
  if (did == NULL)
    return NULL;

  document = veche_bluesky_session_document (connector, api, did);
  if (document == NULL || !JSON_NODE_HOLDS_OBJECT (document))
    return NULL;
  pds = veche_bluesky_dup_pds (json_node_get_object (document), did);

  return pds != NULL && !g_str_has_suffix (pds, HOSTED) && (api->own_server || g_str_has_prefix (pds, "https://")) ? g_steal_pointer (&pds) : NULL;
}

/*** Making, renewing, ending ***/

static gboolean
veche_bluesky_session_create (VecheConnector *connector, VecheApi *api, GError **error)
{
  const char *login = veche_connector_get_setting (connector, "login"), *password = veche_bluesky_session_password (connector);
  g_autofree char *typed = veche_api_normalize_url (veche_connector_get_url (connector));
  g_autofree char *home = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) input = NULL;
  g_autoptr (JsonNode) answer = NULL;

  g_free (api->base);
  api->base = g_strdup (typed);
  g_clear_pointer (&api->token, g_free);
  if (login == NULL || *login == '\0' || password == NULL || *password == '\0')
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_AUTH, api->base, "there is no handle or no app password; sign in again");
      return FALSE;
    }
  login += *login == '@';
  if (strchr (login, '@') == NULL && (g_str_equal (typed, ENTRY) || veche_connector_get_setting (connector, "directory") != NULL))
    home = veche_bluesky_session_find_home (connector, api, login);
  if (home != NULL)
    {
      g_free (api->base);
      api->base = g_steal_pointer (&home);
    }

  json_builder_begin_object (builder);
  veche_json_add_string (builder, "identifier", login);
  veche_json_add_string (builder, "password", password);
  json_builder_end_object (builder);
  input = json_builder_get_root (builder);
  answer = veche_api_call (api, &(VecheApiRequest) { .path = "/xrpc/com.atproto.server.createSession", .json = input, .harmless = TRUE,
                                                     .scope = "session" }, NULL, error);

  return answer != NULL && veche_bluesky_session_keep (connector, api, answer, error);
}

/* Takes the refresh token for one call of a method without input. (transfer full) */
static JsonNode *
veche_bluesky_session_with_refresh (VecheConnector *connector, VecheApi *api, const char *path, GError **error)
{
  g_autofree char *access = g_steal_pointer (&api->token);
  JsonNode *answer;

  api->token = g_strdup (veche_connector_get_secret (connector, "refresh"));
  answer = veche_api_call (api, &(VecheApiRequest) { .method = "POST", .path = path, .harmless = TRUE }, NULL, error);
  g_free (api->token);
  api->token = g_steal_pointer (&access);

  return answer;
}

/* A refresh token that is over, too, leaves the app password. */
static gboolean
veche_bluesky_session_renew (VecheConnector *connector, VecheApi *api, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) answer = NULL;

  if (veche_connector_get_secret (connector, "refresh") != NULL)
    answer = veche_bluesky_session_with_refresh (connector, api, "/xrpc/com.atproto.server.refreshSession", &local);
  if (answer != NULL)
    return veche_bluesky_session_keep (connector, api, answer, error);
  if (local != NULL && !g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  return veche_bluesky_session_create (connector, api, error);
}

gboolean
veche_bluesky_session_open (VecheConnector *connector, VecheApi *api, GError **error)
{
  const char *pds = veche_connector_get_secret (connector, "pds"), *login = veche_connector_get_setting (connector, "login");
  g_autofree char *key = g_strconcat ("bluesky ", api->base, " ", login, NULL);

  if (veche_connector_get_token (connector) == NULL)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_AUTH, api->base, "there is no app password; sign in again");
      return FALSE;
    }

  g_free (api->token);
  api->token = veche_connector_get_secret (connector, "did") != NULL ? g_strdup (veche_connector_get_secret (connector, "access")) : NULL;
  api->check = veche_bluesky_session_check;
  /* Of the account, whatever its secret is today. */
  api->budget = veche_budget_get (key);
  veche_budget_set_rule (api->budget, "session", 30, 300);
  veche_budget_set_rule (api->budget, "session", 300, 86400);
  if (pds != NULL && api->token != NULL)
    {
      g_free (api->base);
      api->base = g_strdup (pds);
    }

  return TRUE;
}

gboolean
veche_bluesky_session_begin (VecheConnector *connector, VecheApi *api, GError **error)
{
  return api->token != NULL || veche_bluesky_session_create (connector, api, error);
}

JsonNode *
veche_bluesky_session_call (VecheConnector *connector, VecheApi *api, const VecheApiRequest *request, GError **error)
{
  g_autoptr (GError) local = NULL;
  JsonNode *answer;

  if (!veche_bluesky_session_begin (connector, api, error))
    return NULL;

  answer = veche_api_call (api, request, NULL, &local);
  if (answer == NULL && g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH))
    {
      g_clear_error (&local);
      if (!veche_bluesky_session_renew (connector, api, error))
        return NULL;
      answer = veche_api_call (api, request, NULL, &local);
    }
  if (answer == NULL)
    g_propagate_error (error, g_steal_pointer (&local));

  return answer;
}

JsonNode *
veche_bluesky_session_get (VecheConnector *connector, VecheApi *api, const char *path, const char *const *query, GError **error)
{
  g_autoptr (JsonNode) node = veche_bluesky_session_call (connector, api, &(VecheApiRequest) { .path = path, .query = query }, error);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, api->base, "its answer is not what its lexicon says");
      return NULL;
    }

  return g_steal_pointer (&node);
}

gboolean
veche_bluesky_session_end (VecheConnector *connector, VecheApi *api, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) answer = NULL;

  if (veche_connector_get_secret (connector, "refresh") == NULL)
    return TRUE;
  answer = veche_bluesky_session_with_refresh (connector, api, "/xrpc/com.atproto.server.deleteSession", &local);
  /* One that is over already is ended, and deleteSession answers without a body, of whatever type. */
  if (answer != NULL || g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH)
      || g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PROTOCOL))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}
