/* veche-discourse-connector.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-discourse-connector.h"

#include "connectors/veche-discourse-private.h"
#include "connectors/veche-http.h"
#include "connectors/veche-json.h"
#include "model/veche-html.h"

/* docs.discourse.org (the official description), meta.discourse.org 30714 "User API keys specification", 296032 "Available settings for global
 * rate limits": 20 a minute and 2880 a day with a user's key, 60 a minute with an administrator's. */

struct _VecheDiscourseConnector
{
  VecheConnector parent_instance;

  /* Worker thread. */
  JsonNode *me;           /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (VecheDiscourseConnector, veche_discourse_connector, VECHE_TYPE_CONNECTOR)

/*** Errors ***/

static gboolean
veche_discourse_check (VecheApi *api, guint status, JsonObject *body, GError **error)
{
  JsonArray *errors = veche_json_array (body, "errors");
  const char *type = veche_json_string (body, "error_type", ""), *said = veche_json_nth_string (errors, 0);
  gint64 wait = veche_json_int (veche_json_object (body, "extras"), "wait_seconds", 0);
  g_autofree char *words = NULL;
  int code;

  if (status < 400 || (errors == NULL && *type == '\0'))
    return TRUE;

  if (status == 429 || g_str_equal (type, "rate_limit"))
    {
      if (wait > 0)
        api->retry_after = g_get_real_time () + MIN (wait, 86400) * G_TIME_SPAN_SECOND;
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_RATE_LIMITED, api->base, "the forum asks for a pause: too many requests or messages");
      return FALSE;
    }
  if (status >= 500)
    return TRUE;

  /* The forum's own sentence ("too similar", slow mode, "topic is closed"), plain and short. */
  words = said != NULL ? veche_html_to_text (said, 300) : g_strdup (type);
  code = g_str_equal (type, "not_logged_in") || status == 401 ? VECHE_CONNECTOR_ERROR_AUTH
         : status == 404 || g_str_equal (type, "not_found") ? VECHE_CONNECTOR_ERROR_NOT_FOUND : VECHE_CONNECTOR_ERROR_REJECTED;
  veche_http_set_error (error, code, api->base, "the forum says: %s", words);

  return FALSE;
}

/* An administrator's key speaks for the account that is named beside it. */
static gboolean
veche_discourse_is_admin (VecheConnector *connector)
{
  const char *username = veche_connector_get_setting (connector, "username");

  return username != NULL && *username != '\0';
}

static gboolean
veche_discourse_open (VecheConnector *connector, VecheApi *api, GError **error)
{
  gboolean admin = api->token != NULL && veche_discourse_is_admin (connector);

  /* Signed in once, it would bring less from now on, and say nothing of that. */
  if (api->token == NULL && veche_connector_get_account_id (connector) != NULL)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_AUTH, api->base, "there is no key; sign in again");
      return FALSE;
    }

  api->bearer = FALSE;
  api->check = veche_discourse_check;
  veche_budget_set_rule (api->budget, "", admin ? 60 : 20, 60);
  if (!admin)
    veche_budget_set_rule (api->budget, "", 2880, 86400);
  if (admin)
    {
      veche_api_add_header (api, "Api-Key", api->token);
      veche_api_add_header (api, "Api-Username", veche_connector_get_setting (connector, "username"));
    }
  else if (api->token != NULL)
    veche_api_add_header (api, "User-Api-Key", api->token);

  return TRUE;
}

/*** A page ***/

JsonNode *
veche_discourse_get (VecheApi *api, const char *path, GError **error)
{
  return veche_api_expect (api, veche_api_get (api, path, NULL, error), JSON_NODE_OBJECT, error);
}

JsonNode *
veche_discourse_get_posts (VecheApi *api, const char *topic, JsonArray *ids, guint from, gboolean raw, GError **error)
{
  g_autoptr (GString) path = g_string_new (NULL);

  g_string_printf (path, "/t/%s/posts.json?%s", topic, raw ? "include_raw=true&" : "");
  for (guint i = from; i < veche_json_length (ids) && i < from + VECHE_DISCOURSE_POSTS; i++)
    {
      JsonNode *id = json_array_get_element (ids, i);

      if (JSON_NODE_HOLDS_VALUE (id) && json_node_get_value_type (id) == G_TYPE_INT64)
        g_string_append_printf (path, "post_ids%%5B%%5D=%" G_GINT64_FORMAT "&", json_node_get_int (id));
    }
  g_string_truncate (path, path->len - 1);

  return veche_discourse_get (api, path->str, error);
}

gboolean
veche_discourse_is_closed (const GError *error)
{
  return g_error_matches (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_NOT_FOUND)
         || g_error_matches (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED);
}

static JsonObject *
veche_discourse_user (VecheDiscourseConnector *self)
{
  return self->me != NULL ? veche_json_object (json_node_get_object (self->me), "current_user") : NULL;
}

/* A batch of our account there, or of none. (transfer full) (nullable) */
static VecheBatch *
veche_discourse_begin (VecheDiscourseConnector *self, VecheApi *api, VecheDiscourse *page, GError **error)
{
  g_autofree char *host = veche_http_dup_host (api->base);
  JsonObject *user;

  if (api->token != NULL && self->me == NULL && (self->me = veche_discourse_get (api, "/session/current.json", error)) == NULL)
    return NULL;

  user = veche_discourse_user (self);
  if (api->token != NULL && user == NULL)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, api->base, "it does not say who we are; is this a Discourse forum?");
      return NULL;
    }
  page->batch = veche_batch_new ("discourse", host);
  page->base = api->base;
  page->me = veche_json_string (user, "username", NULL);
  page->groups = veche_json_array (user, "groups");
  if (user != NULL)
    {
      const char *id = veche_discourse_add_user (page, user);

      if (id != NULL)
        veche_batch_set_account (page->batch, id, page->me);
    }
  else
    veche_batch_add_notice (page->batch, "read-only", NULL);

  return page->batch;
}

static VecheBatch *
veche_discourse_connector_fetch (VecheConnector *connector, VecheApi *api, const char *cursor, guint wait, GError **error)
{
  VecheDiscourse page = { 0 };
  g_autoptr (VecheBatch) batch = veche_discourse_begin (VECHE_DISCOURSE_CONNECTOR (connector), api, &page, error);
  g_autofree char *next = NULL;
  gboolean more;

  if (batch == NULL || !veche_discourse_fetch_page (connector, api, &page, cursor, &next, &more, error))
    return NULL;
  veche_batch_set_cursor (batch, next, more);

  return g_steal_pointer (&batch);
}

/*** What there is ***/

static VecheBatch *
veche_discourse_connector_describe (VecheConnector *connector, VecheApi *api, GError **error)
{
  VecheDiscourse page = { 0 };
  g_autoptr (VecheBatch) batch = veche_discourse_begin (VECHE_DISCOURSE_CONNECTOR (connector), api, &page, error);
  g_autoptr (JsonNode) node = NULL;
  JsonArray *categories;

  if (batch == NULL)
    return NULL;
  node = veche_discourse_get (api, "/categories.json?include_subcategories=true", error);
  if (node == NULL)
    return NULL;
  categories = veche_json_array (veche_json_object (json_node_get_object (node), "category_list"), "categories");
  for (guint i = 0; i < veche_json_length (categories); i++)
    {
      JsonArray *below = veche_json_array (veche_json_nth (categories, i), "subcategory_list");

      veche_discourse_add_category (&page, veche_json_nth (categories, i));
      for (guint j = 0; j < veche_json_length (below); j++)
        veche_discourse_add_category (&page, veche_json_nth (below, j));
    }

  return g_steal_pointer (&batch);
}

static VecheBatch *
veche_discourse_connector_members (VecheConnector *connector, VecheApi *api, const char *cursor, GError **error)
{
  VecheDiscourse page = { 0 };
  g_autoptr (VecheBatch) batch = veche_discourse_begin (VECHE_DISCOURSE_CONNECTOR (connector), api, &page, error);
  g_autofree char *next = NULL;

  if (batch == NULL || !veche_discourse_fetch_members (api, &page, cursor, &next, error))
    return NULL;
  veche_batch_set_cursor (batch, next, next != NULL);

  return g_steal_pointer (&batch);
}

static VecheBatch *
veche_discourse_connector_backfill (VecheConnector *connector, VecheApi *api, const VecheGap *gap, const char *cursor, GError **error)
{
  VecheDiscourse page = { 0 };
  g_autoptr (VecheBatch) batch = veche_discourse_begin (VECHE_DISCOURSE_CONNECTOR (connector), api, &page, error);
  g_autofree char *next = NULL;

  if (batch == NULL || !veche_discourse_fetch_gap (connector, api, &page, gap, cursor, &next, error))
    return NULL;
  veche_batch_set_cursor (batch, next, next != NULL);

  return g_steal_pointer (&batch);
}

/*** Answers and the end ***/

static gboolean
veche_discourse_connector_send (VecheConnector *connector, VecheApi *api, const VecheReply *reply, VecheSent *sent, GError **error)
{
  VecheDiscourse page = { 0 };
  g_autoptr (VecheBatch) batch = veche_discourse_begin (VECHE_DISCOURSE_CONNECTOR (connector), api, &page, error);

  if (batch == NULL)
    return FALSE;
  if (page.me == NULL)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_AUTH, api->base, "without a key the forum can only be read");
      return FALSE;
    }

  return veche_discourse_send (api, page.me, reply, sent, error);
}

/* A user's key ends itself; an administrator's is ended on the forum's own page, and may be used by others. */
static gboolean
veche_discourse_connector_revoke (VecheConnector *connector, VecheApi *api, GError **error)
{
  g_autoptr (JsonNode) node = NULL;

  if (api->token == NULL || veche_discourse_is_admin (connector))
    return TRUE;
  node = veche_api_call (api, &(VecheApiRequest) { .method = "POST", .path = "/user-api-key/revoke", .harmless = TRUE }, NULL, error);

  return node != NULL;
}

static void
veche_discourse_connector_finalize (GObject *object)
{
  g_clear_pointer (&VECHE_DISCOURSE_CONNECTOR (object)->me, json_node_unref);

  G_OBJECT_CLASS (veche_discourse_connector_parent_class)->finalize (object);
}

static void
veche_discourse_connector_class_init (VecheDiscourseConnectorClass *klass)
{
  VecheConnectorClass *connector_class = VECHE_CONNECTOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = veche_discourse_connector_finalize;
  connector_class->name = "discourse";
  connector_class->open = veche_discourse_open;
  connector_class->fetch = veche_discourse_connector_fetch;
  connector_class->send = veche_discourse_connector_send;
  connector_class->describe = veche_discourse_connector_describe;
  connector_class->members = veche_discourse_connector_members;
  connector_class->backfill = veche_discourse_connector_backfill;
  connector_class->revoke = veche_discourse_connector_revoke;
}

static void
veche_discourse_connector_init (VecheDiscourseConnector *self)
{
}
