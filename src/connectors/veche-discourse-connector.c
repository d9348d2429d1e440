/* veche-discourse-connector.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-discourse-connector.h"

#include <string.h>

#include "connectors/veche-discourse-parse.h"
#include "connectors/veche-http.h"
#include "connectors/veche-json.h"
#include "model/veche-html.h"

/* docs.discourse.org (the official description), meta.discourse.org 30714 "User API keys specification", 296032 "Available settings for global
 * rate limits": 20 a minute and 2880 a day with a user's key, 60 a minute with an administrator's. */

#define POSTS     20      /* the forum gives so many at once */
#define MAX_BACK  200     /* posts of one topic that a run goes back */

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
  const char *type = veche_json_string (body, "error_type", "");
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
  words = errors != NULL && json_array_get_length (errors) > 0 && JSON_NODE_HOLDS_VALUE (json_array_get_element (errors, 0))
          && json_node_get_value_type (json_array_get_element (errors, 0)) == G_TYPE_STRING
          ? veche_html_to_text (json_array_get_string_element (errors, 0), 300) : g_strdup (type);
  code = g_str_equal (type, "not_logged_in") || status == 401 ? VECHE_CONNECTOR_ERROR_AUTH
         : status == 404 || g_str_equal (type, "not_found") ? VECHE_CONNECTOR_ERROR_NOT_FOUND : VECHE_CONNECTOR_ERROR_REJECTED;
  veche_http_set_error (error, code, api->base, "the forum says: %s", words);

  return FALSE;
}

static gboolean
veche_discourse_open (VecheConnector *connector, VecheApi *api, GError **error)
{
  const char *username = veche_connector_get_setting (connector, "username");
  gboolean admin = api->token != NULL && username != NULL && *username != '\0';

  api->bearer = FALSE;
  api->check = veche_discourse_check;
  veche_budget_set_rule (api->budget, "", admin ? 60 : 20, 60);
  if (!admin)
    veche_budget_set_rule (api->budget, "", 2880, 86400);
  if (admin)
    {
      veche_api_add_header (api, "Api-Key", api->token);
      veche_api_add_header (api, "Api-Username", username);
    }
  else if (api->token != NULL)
    veche_api_add_header (api, "User-Api-Key", api->token);

  return TRUE;
}

/*** A page ***/

static JsonNode *
veche_discourse_get (VecheApi *api, const char *path, GError **error)
{
  g_autoptr (JsonNode) node = veche_api_get (api, path, NULL, error);

  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, api->base, "its answer is not what Discourse says");
      return NULL;
    }

  return g_steal_pointer (&node);
}

static JsonObject *
veche_discourse_user (VecheDiscourseConnector *self)
{
  return self->me != NULL ? veche_json_object (json_node_get_object (self->me), "current_user") : NULL;
}

static gboolean
veche_discourse_begin (VecheDiscourseConnector *self, VecheApi *api, VecheDiscourse *page, GError **error)
{
  g_autofree char *host = veche_http_dup_host (api->base);
  JsonObject *user;

  if (api->token != NULL && self->me == NULL && (self->me = veche_discourse_get (api, "/session/current.json", error)) == NULL)
    return FALSE;

  user = veche_discourse_user (self);
  if (api->token != NULL && user == NULL)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, api->base, "it does not say who we are; is this a Discourse forum?");
      return FALSE;
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

  return TRUE;
}

/* Topics that were said something in since we looked go into the cursor's queue. */
static void
veche_discourse_queue_topics (VecheDiscourseConnector *self, JsonObject *answer, JsonObject *seen, JsonArray *queue, gboolean all)
{
  g_auto (GStrv) wanted = veche_connector_dup_list (VECHE_CONNECTOR (self), "categories");
  JsonArray *topics = veche_json_array (veche_json_object (answer, "topic_list"), "topics");

  for (guint i = 0; i < veche_json_length (topics); i++)
    {
      JsonObject *topic = veche_json_nth (topics, i);
      g_autofree char *id = veche_json_dup_id (topic, "id");
      g_autofree char *category = g_strdup_printf ("category-%" G_GINT64_FORMAT, veche_json_int (topic, "category_id", 0));
      gint64 highest = veche_json_int (topic, "highest_post_number", 0);

      if (id == NULL || (!all && wanted[0] != NULL && !g_strv_contains ((const char *const *) wanted, category)))
        continue;
      if (veche_json_int (seen, id, 0) < highest)
        json_array_add_string_element (queue, id);
    }
}

/* Notifications name topics that no list of ours may show. */
static gboolean
veche_discourse_queue_notified (VecheApi *api, JsonObject *seen, JsonArray *queue, GError **error)
{
  g_autoptr (JsonNode) node = veche_api_get (api, "/notifications.json", NULL, error);
  JsonArray *array;

  if (node == NULL)
    return FALSE;
  array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)
          : JSON_NODE_HOLDS_OBJECT (node) ? veche_json_array (json_node_get_object (node), "notifications") : NULL;
  for (guint i = 0; i < veche_json_length (array); i++)
    {
      JsonObject *one = veche_json_nth (array, i);
      g_autofree char *id = veche_json_dup_id (one, "topic_id");

      if (id != NULL && veche_json_int (seen, id, 0) < veche_json_int (one, "post_number", 0))
        json_array_add_string_element (queue, id);
    }

  return TRUE;
}

static gboolean
veche_discourse_list (VecheDiscourseConnector *self, VecheApi *api, VecheDiscourse *page, JsonObject *seen, JsonArray *queue, GError **error)
{
  g_autoptr (JsonNode) latest = veche_discourse_get (api, "/latest.json", error);
  g_autofree char *path = NULL;
  g_autoptr (JsonNode) letters = NULL;

  if (latest == NULL)
    return FALSE;
  veche_discourse_queue_topics (self, json_node_get_object (latest), seen, queue, FALSE);
  if (page->me == NULL)
    return TRUE;
  if (!veche_discourse_queue_notified (api, seen, queue, error))
    return FALSE;
  if (veche_connector_get_setting (VECHE_CONNECTOR (self), "private") == NULL)
    return TRUE;

  path = g_strdup_printf ("/topics/private-messages/%s.json", page->me);
  letters = veche_discourse_get (api, path, error);
  if (letters == NULL)
    return FALSE;
  veche_discourse_queue_topics (self, json_node_get_object (letters), seen, queue, TRUE);

  return TRUE;
}

static void
veche_discourse_take_posts (VecheDiscourse *page, const char *channel, gboolean direct, JsonObject *stream)
{
  JsonArray *posts = veche_json_array (stream, "posts");

  for (guint i = 0; i < veche_json_length (posts); i++)
    if (veche_json_nth (posts, i) != NULL)
      veche_discourse_add_post (page, channel, direct, veche_json_nth (posts, i));
}

/* So many posts of the topic's stream from a place on. (transfer full) */
static JsonNode *
veche_discourse_get_posts (VecheApi *api, const char *topic, JsonArray *ids, guint from, GError **error)
{
  g_autoptr (GString) path = g_string_new (NULL);

  g_string_printf (path, "/t/%s/posts.json?", topic);
  for (guint i = from; i < veche_json_length (ids) && i < from + POSTS; i++)
    g_string_append_printf (path, "%spost_ids%%5B%%5D=%" G_GINT64_FORMAT, i > from ? "&" : "", json_array_get_int_element (ids, i));

  return veche_discourse_get (api, path->str, error);
}

/* The topic with its first posts, then those that we do not have, latest first. */
static gboolean
veche_discourse_topic (VecheDiscourseConnector *self, VecheApi *api, VecheDiscourse *page, const char *id, JsonObject *seen, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/t/%s.json", id);
  g_autoptr (JsonNode) node = veche_discourse_get (api, path, error);
  JsonObject *topic = node != NULL ? json_node_get_object (node) : NULL;
  JsonArray *ids = veche_json_array (veche_json_object (topic, "post_stream"), "stream");
  gboolean direct = g_str_equal (veche_json_string (topic, "archetype", ""), "private_message");
  gint64 known = veche_json_int (seen, id, 0);
  guint n = veche_json_length (ids);
  guint from = (guint) CLAMP (MAX (known - POSTS, (gint64) n - MAX_BACK), 0, (gint64) n);
  const char *channel;

  if (node == NULL)
    return FALSE;
  json_object_set_int_member (seen, id, veche_json_int (topic, "highest_post_number", n));
  if (direct && veche_connector_get_setting (VECHE_CONNECTOR (self), "private") == NULL)
    return TRUE;
  channel = veche_discourse_add_topic (page, topic);
  if (channel == NULL)
    return TRUE;

  veche_discourse_take_posts (page, channel, direct, veche_json_object (topic, "post_stream"));
  for (guint i = MAX (from, POSTS); i < n; i += POSTS)
    {
      g_autoptr (JsonNode) rest = veche_discourse_get_posts (api, id, ids, i, error);

      if (rest == NULL)
        return FALSE;
      veche_discourse_take_posts (page, channel, direct, veche_json_object (json_node_get_object (rest), "post_stream"));
    }

  return TRUE;
}

static char *
veche_discourse_write_cursor (JsonObject *seen, JsonArray *queue)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = NULL;

  json_object_set_object_member (object, "seen", json_object_ref (seen));
  json_object_set_array_member (object, "queue", json_array_ref (queue));
  node = json_node_init_object (json_node_alloc (), object);

  return veche_json_to_text (node);
}

static VecheBatch *
veche_discourse_connector_fetch (VecheConnector *connector, VecheApi *api, const char *cursor, guint wait, GError **error)
{
  VecheDiscourseConnector *self = VECHE_DISCOURSE_CONNECTOR (connector);
  g_autoptr (JsonNode) node = cursor != NULL ? veche_json_parse (cursor, strlen (cursor), NULL) : NULL;
  JsonObject *old = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *waiting = veche_json_array (old, "queue");
  JsonObject *known = veche_json_object (old, "seen");
  g_autoptr (JsonObject) seen = json_object_new ();
  g_autoptr (JsonArray) queue = json_array_new ();
  g_autoptr (GError) local = NULL;
  g_autofree char *next = NULL;
  VecheDiscourse page = { 0 };
  g_autoptr (VecheBatch) batch = NULL;
  GList *ids = known != NULL ? json_object_get_members (known) : NULL;
  gboolean good;

  for (GList *id = ids; id != NULL; id = id->next)
    json_object_set_int_member (seen, id->data, veche_json_int (known, id->data, 0));
  g_list_free (ids);
  if (!veche_discourse_begin (self, api, &page, error))
    return NULL;
  batch = page.batch;

  if (veche_json_length (waiting) == 0)
    good = veche_discourse_list (self, api, &page, seen, queue, &local);
  else
    {
      const char *id = json_array_get_string_element (waiting, 0);

      good = id == NULL || strspn (id, "0123456789") != strlen (id) || veche_discourse_topic (self, api, &page, id, seen, &local)
             || g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_NOT_FOUND)
             || g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED);     /* one that is closed to us */
      for (guint i = 1; i < json_array_get_length (waiting); i++)
        if (g_strcmp0 (json_array_get_string_element (waiting, i), id) != 0)
          json_array_add_string_element (queue, json_array_get_string_element (waiting, i));
    }
  if (!good)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  next = veche_discourse_write_cursor (seen, queue);
  veche_batch_set_cursor (batch, next, json_array_get_length (queue) > 0);

  return g_steal_pointer (&batch);
}

/*** What there is ***/

static VecheBatch *
veche_discourse_connector_describe (VecheConnector *connector, VecheApi *api, GError **error)
{
  VecheDiscourse page = { 0 };
  g_autoptr (VecheBatch) batch = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *categories;

  if (!veche_discourse_begin (VECHE_DISCOURSE_CONNECTOR (connector), api, &page, error))
    return NULL;
  batch = page.batch;
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
  guint64 number = cursor != NULL ? MIN (g_ascii_strtoull (cursor, NULL, 10), 100000) : 0;
  g_autofree char *path = g_strdup_printf ("/directory_items.json?period=all&order=days_visited&page=%" G_GUINT64_FORMAT, number);
  g_autofree char *next = g_strdup_printf ("%" G_GUINT64_FORMAT, number + 1);
  VecheDiscourse page = { 0 };
  g_autoptr (VecheBatch) batch = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *items;

  if (!veche_discourse_begin (VECHE_DISCOURSE_CONNECTOR (connector), api, &page, error))
    return NULL;
  batch = page.batch;
  node = veche_discourse_get (api, path, error);
  if (node == NULL)
    return NULL;
  items = veche_json_array (json_node_get_object (node), "directory_items");
  for (guint i = 0; i < veche_json_length (items); i++)
    veche_discourse_add_user (&page, veche_json_object (veche_json_nth (items, i), "user"));
  veche_batch_set_cursor (batch, next, veche_json_length (items) >= 50);

  return g_steal_pointer (&batch);
}

/*** Answers ***/

static void
veche_discourse_tell (VecheApi *api, const char *topic, JsonObject *post, VecheSent *sent)
{
  sent->remote_id = veche_json_dup_id (post, "post_number");
  if (sent->remote_id != NULL)
    sent->url = g_strdup_printf ("%s/t/%s/%s", api->base, topic, sent->remote_id);
}

/* Our answer, when an earlier attempt brought it there.  FALSE: could not look. */
static gboolean
veche_discourse_find_sent (VecheDiscourseConnector *self, VecheApi *api, const char *topic, const VecheReply *reply, VecheSent *sent, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/t/%s.json", topic);
  g_autofree char *ours = veche_discourse_essence (reply->text);
  g_autoptr (JsonNode) first = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *ids, *posts;
  guint n;

  if (self->me == NULL && (self->me = veche_discourse_get (api, "/session/current.json", error)) == NULL)
    return FALSE;
  first = veche_discourse_get (api, path, error);
  if (first == NULL)
    return FALSE;
  ids = veche_json_array (veche_json_object (json_node_get_object (first), "post_stream"), "stream");
  n = veche_json_length (ids);
  node = veche_discourse_get_posts (api, topic, ids, n > POSTS ? n - POSTS : 0, error);
  if (node == NULL)
    return FALSE;
  posts = veche_json_array (veche_json_object (json_node_get_object (node), "post_stream"), "posts");
  for (guint i = 0; i < veche_json_length (posts); i++)
    {
      JsonObject *post = veche_json_nth (posts, i);
      g_autofree char *text = veche_html_to_text (veche_json_string (post, "cooked", ""), 0);
      g_autofree char *theirs = veche_discourse_essence (text);

      if (g_strcmp0 (veche_json_string (post, "username", ""), veche_json_string (veche_discourse_user (self), "username", NULL)) == 0
          && g_str_equal (ours, theirs))
        veche_discourse_tell (api, topic, post, sent);
    }

  return TRUE;
}

static gboolean
veche_discourse_connector_send (VecheConnector *connector, VecheApi *api, const VecheReply *reply, VecheSent *sent, GError **error)
{
  const char *topic = reply->channel != NULL && g_str_has_prefix (reply->channel, "topic-") ? reply->channel + strlen ("topic-") : NULL;
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (JsonNode) json = json_node_init_object (json_node_alloc (), body);
  g_autoptr (JsonNode) node = NULL;

  if (topic == NULL || api->token == NULL)
    {
      veche_http_set_error (error, api->token == NULL ? VECHE_CONNECTOR_ERROR_AUTH : VECHE_CONNECTOR_ERROR_REJECTED, api->base,
                            api->token == NULL ? "without a key the forum can only be read" : "there is no way to answer this");
      return FALSE;
    }
  if (reply->maybe_sent && !veche_discourse_find_sent (VECHE_DISCOURSE_CONNECTOR (connector), api, topic, reply, sent, error))
    return FALSE;
  if (sent->remote_id != NULL)
    return TRUE;

  json_object_set_int_member (body, "topic_id", g_ascii_strtoll (topic, NULL, 10));
  json_object_set_string_member (body, "raw", reply->text);
  if (reply->in_reply_to != NULL)
    json_object_set_int_member (body, "reply_to_post_number", g_ascii_strtoll (reply->in_reply_to, NULL, 10));
  node = veche_api_call (api, &(VecheApiRequest) { .path = "/posts.json", .json = json }, NULL, error);
  if (node == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (node))
    veche_discourse_tell (api, topic, json_node_get_object (node), sent);
  if (sent->remote_id == NULL)
    veche_http_set_error (error, VECHE_CONNECTOR_ERROR_UNKNOWN, api->base, "it did not say what became of the reply; it may wait for a moderator");

  return sent->remote_id != NULL;
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
}

static void
veche_discourse_connector_init (VecheDiscourseConnector *self)
{
}
