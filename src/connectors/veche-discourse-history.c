/* veche-discourse-history.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-discourse-private.h"

#include <string.h>

#include "connectors/veche-discourse-cursor.h"
#include "connectors/veche-json.h"

#define MAX_LIST 2000

/*** What was said before ***/

/* cursor: "microseconds place": all from that time on was read, and all from that place of the stream on. */
static gboolean
veche_discourse_topic_gap (VecheConnector *connector, VecheApi *api, VecheDiscourse *page, const VecheGap *gap, const char *cursor, char **next, GError **error)
{
  const char *id = gap->channel + strlen ("topic-"), *channel, *space = cursor != NULL ? strchr (cursor, ' ') : NULL;
  g_autoptr (JsonNode) node = veche_discourse_open_topic (connector, api, page, id, &channel, error);
  JsonObject *topic = node != NULL ? json_node_get_object (node) : NULL;
  JsonArray *ids = veche_json_array (veche_json_object (topic, "post_stream"), "stream");
  gboolean direct = g_str_equal (veche_json_string (topic, "archetype", ""), "private_message");
  guint64 end = MIN (space != NULL ? g_ascii_strtoull (space + 1, NULL, 10) : G_MAXUINT, veche_json_length (ids));
  guint64 from = end > VECHE_DISCOURSE_POSTS ? end - VECHE_DISCOURSE_POSTS : 0;
  gint64 until = MIN (gap->until, space != NULL ? g_ascii_strtoll (cursor, NULL, 10) : G_MAXINT64), oldest;
  g_autoptr (JsonNode) posts = NULL;

  if (node == NULL)
    return FALSE;
  if (channel == NULL || end == 0)
    return TRUE;
  posts = veche_discourse_get_posts (api, id, ids, (guint) from, FALSE, error);
  if (posts == NULL)
    return FALSE;
  oldest = veche_discourse_take_posts (page, channel, direct, posts);
  if (oldest == 0)
    oldest = until;
  if (from == 0)
    oldest = gap->since;
  veche_discourse_cover (page, channel, MAX (oldest, gap->since), until);
  *next = oldest > gap->since ? g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GUINT64_FORMAT, MIN (oldest, until), from) : NULL;

  return TRUE;
}

/* cursor: "page place", the topic of a category's list that comes next. */
static gboolean
veche_discourse_category_gap (VecheConnector *connector, VecheApi *api, VecheDiscourse *page, const VecheGap *gap, const char *cursor, char **next,
                              GError **error)
{
  const char *id = gap->channel + strlen ("category-"), *space = cursor != NULL ? strchr (cursor, ' ') : NULL;
  guint64 number = space != NULL ? MIN (g_ascii_strtoull (cursor, NULL, 10), MAX_LIST) : 0, place = space != NULL ? g_ascii_strtoull (space + 1, NULL, 10) : 0;
  g_autofree char *show = g_strdup_printf ("/c/%s/show.json", id);
  g_autoptr (JsonNode) category = veche_discourse_get (api, show, error);
  g_autofree char *slug = NULL, *path = NULL, *topic = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonObject) nothing = json_object_new ();
  GError *local = NULL;
  JsonArray *topics;
  JsonObject *one;

  if (category == NULL)
    return FALSE;
  slug = g_uri_escape_string (veche_json_string (veche_json_object (json_node_get_object (category), "category"), "slug", "-"), NULL, FALSE);
  path = g_strdup_printf ("/c/%s/%s.json?page=%" G_GUINT64_FORMAT, *slug != '\0' ? slug : "-", id, number);
  node = veche_discourse_get (api, path, error);
  if (node == NULL)
    return FALSE;
  topics = veche_json_array (veche_json_object (json_node_get_object (node), "topic_list"), "topics");
  one = veche_json_nth (topics, (guint) MIN (place, G_MAXUINT / 2));
  topic = veche_json_dup_id (one, "id");
  if (veche_json_length (topics) == 0 || (one != NULL && !veche_json_bool (one, "pinned", FALSE) && veche_json_time (one, "bumped_at") < gap->since))
    return TRUE;
  if (veche_discourse_is_id (topic) && !veche_discourse_read_topic (connector, api, page, topic, nothing, &local) && !veche_discourse_is_closed (local))
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  g_clear_error (&local);
  *next = place + 1 < veche_json_length (topics) ? g_strdup_printf ("%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, number, place + 1)
                                                 : g_strdup_printf ("%" G_GUINT64_FORMAT " 0", number + 1);

  return TRUE;
}

gboolean
veche_discourse_fetch_gap (VecheConnector *connector, VecheApi *api, VecheDiscourse *page, const VecheGap *gap, const char *cursor, char **next, GError **error)
{
  if (g_str_has_prefix (gap->channel, "topic-") && veche_discourse_is_id (gap->channel + strlen ("topic-")))
    return veche_discourse_topic_gap (connector, api, page, gap, cursor, next, error);
  if (g_str_has_prefix (gap->channel, "category-") && veche_discourse_is_id (gap->channel + strlen ("category-")))
    return veche_discourse_category_gap (connector, api, page, gap, cursor, next, error);

  return TRUE;
}

/*** Who is there ***/

#define MEMBERS_PAGE    200
#define DIRECTORY_PAGE  50
#define DIRECTORY_PAGES 10     /* the forum's own limit: page 10 is the last that it shows */

static gboolean
veche_discourse_add_members (VecheDiscourse *page, JsonArray *items, gboolean directory)
{
  for (guint i = 0; i < veche_json_length (items); i++)
    {
      JsonObject *one = veche_json_nth (items, i);

      veche_discourse_add_user (page, directory ? veche_json_object (one, "user") : one);
    }

  return veche_json_length (items) > 0;
}

/* Everybody who has signed up is in the group trust_level_0. next: FALSE with an error when the group is closed to us. */
static gboolean
veche_discourse_group_page (VecheApi *api, VecheDiscourse *page, guint64 offset, char **next, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/groups/trust_level_0/members.json?limit=%d&offset=%" G_GUINT64_FORMAT "&order=added_at&asc=true", MEMBERS_PAGE, offset);
  g_autoptr (JsonNode) node = veche_discourse_get (api, path, error);
  JsonObject *answer = node != NULL ? json_node_get_object (node) : NULL;
  JsonArray *members = veche_json_array (answer, "members");
  guint64 after = offset + veche_json_length (members);

  if (node == NULL)
    return FALSE;
  if (veche_discourse_add_members (page, members, FALSE) && (gint64) after < veche_json_int (veche_json_object (answer, "meta"), "total", 0))
    *next = g_strdup_printf ("group %" G_GUINT64_FORMAT, after);

  return TRUE;
}

static gboolean
veche_discourse_directory_page (VecheApi *api, VecheDiscourse *page, guint64 number, char **next, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/directory_items.json?period=all&order=days_visited&page=%" G_GUINT64_FORMAT, number);
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) node = veche_discourse_get (api, path, &local);
  JsonArray *items = node != NULL ? veche_json_array (json_node_get_object (node), "directory_items") : NULL;

  if (node == NULL && !veche_discourse_is_closed (local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (node == NULL)
    veche_batch_add_notice (page->batch, "no-directory", NULL);
  veche_discourse_add_members (page, items, TRUE);
  veche_batch_set_partial (page->batch);     /* only who ever did something there */
  if (veche_json_length (items) < DIRECTORY_PAGE)
    return TRUE;
  if (number >= DIRECTORY_PAGES)
    veche_batch_add_notice (page->batch, "directory-short", NULL);
  else
    *next = g_strdup_printf ("directory %" G_GUINT64_FORMAT, number + 1);

  return TRUE;
}

gboolean
veche_discourse_fetch_members (VecheApi *api, VecheDiscourse *page, const char *cursor, char **next, GError **error)
{
  const char *space = cursor != NULL ? strchr (cursor, ' ') : NULL;
  guint64 number = space != NULL ? MIN (g_ascii_strtoull (space + 1, NULL, 10), 10000000) : 0;
  GError *local = NULL;

  if (cursor != NULL && g_str_has_prefix (cursor, "directory "))
    return veche_discourse_directory_page (api, page, number, next, error);
  if (veche_discourse_group_page (api, page, number, next, &local))
    return TRUE;
  if (number > 0 || !veche_discourse_is_closed (local))
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  g_clear_error (&local);

  return veche_discourse_directory_page (api, page, 0, next, error);
}
