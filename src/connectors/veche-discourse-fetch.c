/* veche-discourse-fetch.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-discourse-private.h"

#include <string.h>

#include "connectors/veche-discourse-cursor.h"
#include "connectors/veche-json.h"

#define MAX_BACK     200    /* posts of one topic that a run goes back */
#define FIRST_PAGES  3      /* of the list of topics, in the first run */
#define MAX_PAGES    33     /* in one of the others: a thousand topics */

/*** The list of topics ***/

/* Topics that were said something in since we looked go into the queue.  Returns how far back the page goes; 0: nothing is below it. */
static gint64
veche_discourse_queue_topics (VecheDiscourseCursor *cursor, JsonObject *answer, const char *const *wanted)
{
  JsonObject *list = veche_json_object (answer, "topic_list");
  JsonArray *topics = veche_json_array (list, "topics");
  gint64 oldest = 0;

  for (guint i = 0; i < veche_json_length (topics); i++)
    {
      JsonObject *topic = veche_json_nth (topics, i);
      g_autofree char *id = veche_json_dup_id (topic, "id");
      g_autofree char *category = g_strdup_printf ("category-%" G_GINT64_FORMAT, veche_json_int (topic, "category_id", 0));
      gint64 bumped = veche_json_time (topic, "bumped_at");

      if (!veche_discourse_is_id (id))
        continue;
      cursor->rising = MAX (cursor->rising, bumped);
      /* Pinned ones stand first whatever their time. */
      if (bumped > 0 && !veche_json_bool (topic, "pinned", FALSE))
        oldest = bumped;
      if ((wanted == NULL || wanted[0] == NULL || g_strv_contains (wanted, category))
          && veche_json_int (cursor->seen, id, 0) < veche_json_int (topic, "highest_post_number", 0))
        veche_discourse_cursor_push (cursor, id);
    }

  return veche_json_string (list, "more_topics_url", NULL) != NULL ? oldest : 0;
}

/* Notifications name topics that no list of ours may show. */
static gboolean
veche_discourse_queue_notified (VecheApi *api, VecheDiscourseCursor *cursor, GError **error)
{
  g_autoptr (JsonNode) node = veche_api_get (api, "/notifications.json", NULL, error);
  JsonArray *array = node == NULL ? NULL : JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)     /* as forums of old said it */
                     : JSON_NODE_HOLDS_OBJECT (node) ? veche_json_array (json_node_get_object (node), "notifications") : NULL;

  for (guint i = 0; i < veche_json_length (array); i++)
    {
      JsonObject *one = veche_json_nth (array, i);
      g_autofree char *id = veche_json_dup_id (one, "topic_id");

      if (veche_discourse_is_id (id) && veche_json_int (cursor->seen, id, 0) < veche_json_int (one, "post_number", 0))
        veche_discourse_cursor_push (cursor, id);
    }

  return node != NULL;
}

/* What is for us alone. */
static gboolean
veche_discourse_queue_ours (VecheConnector *connector, VecheApi *api, VecheDiscourse *page, VecheDiscourseCursor *cursor, GError **error)
{
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonNode) letters = NULL;
  gint64 rising = cursor->rising;

  if (page->me == NULL)
    return TRUE;
  if (!veche_discourse_queue_notified (api, cursor, error))
    return FALSE;
  if (veche_connector_get_setting (connector, "private") == NULL)
    return TRUE;

  escaped = g_uri_escape_string (page->me, NULL, FALSE);
  path = g_strdup_printf ("/topics/private-messages/%s.json", escaped);
  letters = veche_discourse_get (api, path, error);
  if (letters == NULL)
    return FALSE;
  veche_discourse_queue_topics (cursor, json_node_get_object (letters), NULL);
  cursor->rising = rising;

  return TRUE;
}

/* One page of the list, down to what was known when it was last read whole. */
static gboolean
veche_discourse_list (VecheConnector *connector, VecheApi *api, VecheDiscourse *page, VecheDiscourseCursor *cursor, GError **error)
{
  g_auto (GStrv) wanted = veche_connector_dup_list (connector, "categories");
  g_autofree char *path = cursor->list > 0 ? g_strdup_printf ("/latest.json?page=%" G_GINT64_FORMAT, cursor->list) : g_strdup ("/latest.json");
  g_autoptr (JsonNode) latest = veche_discourse_get (api, path, error);
  gint64 oldest;

  if (latest == NULL)
    return FALSE;
  oldest = veche_discourse_queue_topics (cursor, json_node_get_object (latest), (const char *const *) wanted);
  if (oldest > cursor->top && ++cursor->list < (cursor->top > 0 ? MAX_PAGES : FIRST_PAGES))
    return TRUE;

  cursor->list = 0;
  cursor->top = MAX (cursor->top, cursor->rising);
  cursor->rising = 0;

  return veche_discourse_queue_ours (connector, api, page, cursor, error);
}

/*** A topic ***/

gint64
veche_discourse_take_posts (VecheDiscourse *page, const char *channel, gboolean direct, JsonNode *answer)
{
  JsonArray *posts = veche_json_array (veche_json_object (json_node_get_object (answer), "post_stream"), "posts");
  gint64 oldest = 0;

  for (guint i = 0; i < veche_json_length (posts); i++)
    {
      JsonObject *post = veche_json_nth (posts, i);
      gint64 at = veche_json_time (post, "created_at");

      if (post != NULL)
        veche_discourse_add_post (page, channel, direct, post);
      if (at > 0 && (oldest == 0 || at < oldest))
        oldest = at;
    }

  return oldest;
}

void
veche_discourse_cover (VecheDiscourse *page, const char *id, gint64 since, gint64 until)
{
  VecheChannel *channel = veche_batch_add_channel (page->batch, id);

  if (since > 0 && until > since)
    {
      channel->complete_since = since;
      channel->complete_until = until;
    }
}

JsonNode *
veche_discourse_open_topic (VecheConnector *connector, VecheApi *api, VecheDiscourse *page, const char *id, const char **channel, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/t/%s.json", id);
  JsonNode *node = veche_discourse_get (api, path, error);
  JsonObject *topic = node != NULL ? json_node_get_object (node) : NULL;
  gboolean direct = g_str_equal (veche_json_string (topic, "archetype", ""), "private_message");

  *channel = topic == NULL || (direct && veche_connector_get_setting (connector, "private") == NULL) ? NULL : veche_discourse_add_topic (page, topic);

  return node;
}

/* The topic with its first posts, then those at its end that we do not have.  What we have is counted by numbers, the stream by places: posts
 * that were removed have no place, so both are counted from the end. */
gboolean
veche_discourse_read_topic (VecheConnector *connector, VecheApi *api, VecheDiscourse *page, const char *id, JsonObject *seen, GError **error)
{
  const char *channel;
  gint64 asked = g_get_real_time ();
  g_autoptr (JsonNode) node = veche_discourse_open_topic (connector, api, page, id, &channel, error);
  JsonObject *topic = node != NULL ? json_node_get_object (node) : NULL;
  JsonArray *ids = veche_json_array (veche_json_object (topic, "post_stream"), "stream");
  gboolean direct = g_str_equal (veche_json_string (topic, "archetype", ""), "private_message");
  gint64 n = veche_json_length (ids), highest = veche_json_int (topic, "highest_post_number", n), known = veche_json_int (seen, id, 0);
  gint64 from = CLAMP (n - MIN (MAX (highest - known, 0) + VECHE_DISCOURSE_POSTS, MAX_BACK), 0, n);
  gint64 since;

  if (node == NULL)
    return FALSE;
  json_object_set_int_member (seen, id, highest);
  if (channel == NULL)
    return TRUE;

  since = veche_discourse_take_posts (page, channel, direct, node);
  if (from >= VECHE_DISCOURSE_POSTS)
    since = 0;
  for (gint64 i = MAX (from, VECHE_DISCOURSE_POSTS); i < n; i += VECHE_DISCOURSE_POSTS)
    {
      g_autoptr (JsonNode) rest = veche_discourse_get_posts (api, id, ids, (guint) i, FALSE, error);
      gint64 oldest;

      if (rest == NULL)
        return FALSE;
      oldest = veche_discourse_take_posts (page, channel, direct, rest);
      since = since == 0 ? oldest : since;
    }
  veche_discourse_cover (page, channel, since, asked);

  return TRUE;
}

/*** The run ***/

gboolean
veche_discourse_fetch_page (VecheConnector *connector, VecheApi *api, VecheDiscourse *page, const char *text, char **next, gboolean *more, GError **error)
{
  g_autoptr (VecheDiscourseCursor) cursor = veche_discourse_cursor_read (text);
  g_autofree char *id = NULL;
  GError *local = NULL;

  if (json_array_get_length (cursor->queue) == 0 || cursor->list > 0)
    {
      if (!veche_discourse_list (connector, api, page, cursor, error))
        return FALSE;
    }
  else
    {
      id = g_strdup (json_array_get_string_element (cursor->queue, 0));
      json_array_remove_element (cursor->queue, 0);
      if (!veche_discourse_read_topic (connector, api, page, id, cursor->seen, &local) && !veche_discourse_is_closed (local))
        {
          g_propagate_error (error, local);
          return FALSE;
        }
      g_clear_error (&local);
    }
  *next = veche_discourse_cursor_write (cursor);
  *more = json_array_get_length (cursor->queue) > 0 || cursor->list > 0;

  return TRUE;
}
