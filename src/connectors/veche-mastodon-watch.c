/* veche-mastodon-watch.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * https://docs.joinmastodon.org/methods/: timelines (min_id: "immediately newer", since_id: "newer"), search (offset), lists, instance, accounts
 * (followers).  What a page leaves out: StatusesSearchService and Feed of Mastodon's own source, which filter after the limit.
 */

#include "connectors/veche-mastodon-watch.h"

#include <string.h>

#include "connectors/veche-feed-decode.h"
#include "connectors/veche-http.h"
#include "connectors/veche-json.h"

#define PAGE_SIZE      40
#define FOLLOWERS_SIZE "80"
#define MAX_WATCHED    100
#define MAX_PAGES      5        /* of one word, hashtag or list in a run; the next goes on there */
#define MAX_OFFSET     9960     /* how far down a search is read */
#define LOOK_EVERY     G_TIME_SPAN_HOUR

/* It has no such thing, or not for us; a run goes on without it. */
static gboolean
veche_mastodon_watch_is_refused (GError *error)
{
  return g_error_matches (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH)
         || g_error_matches (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED)
         || g_error_matches (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_NOT_FOUND);
}

/* (transfer full): an array or an object; a refusal is a notice, and NULL without an error. */
static JsonNode *
veche_mastodon_watch_get (VecheApi *api, VecheMastodon *mastodon, const VecheApiRequest *request, const char *code, const char *about, GError **error)
{
  g_autoptr (GError) local = NULL;
  JsonNode *node = veche_api_call (api, request, NULL, &local);

  if (node != NULL)
    return node;
  if (veche_mastodon_watch_is_refused (local))
    veche_batch_add_notice (mastodon->batch, code, about);
  else
    g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

/*** Words, hashtags, lists ***/

static void
veche_mastodon_watch_append (GPtrArray *items, const char *prefix, char **names)
{
  for (guint i = 0; names != NULL && names[i] != NULL && items->len < MAX_WATCHED; i++)
    {
      const char *name = g_strstrip (names[i]);

      if (*name == '#')
        name++;
      if (*name != '\0')
        g_ptr_array_add (items, g_strconcat (prefix, name, NULL));
    }
}

/* "tag:…", "list:…", "word:…" (element-type utf8) (transfer full) */
static GPtrArray *
veche_mastodon_watch_list (VecheConnector *connector)
{
  const char *words = veche_connector_get_words (connector);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) tags = veche_connector_dup_list (connector, "tags");
  g_auto (GStrv) places = veche_connector_dup_list (connector, "places");
  g_auto (GStrv) list = g_strsplit_set (words != NULL ? words : "", ",;\n", 50);

  veche_mastodon_watch_append (items, "tag:", tags);
  for (guint i = 0; places[i] != NULL && items->len < MAX_WATCHED; i++)
    if (g_str_has_prefix (places[i], "list:"))
      g_ptr_array_add (items, g_strdup (places[i]));
  veche_mastodon_watch_append (items, "word:", list);

  return items;
}

/* Ids that are numbers grow with time: what is below the mark is older, also when the mark itself is gone.  Others only tell whether they are it. */
static gboolean
veche_mastodon_watch_is_known (const char *id, const char *mark)
{
  gsize length = strlen (id), known = strlen (mark);
  gboolean numbers = length > 0 && known > 0 && strspn (id, "0123456789") == length && strspn (mark, "0123456789") == known;

  if (!numbers)
    return g_str_equal (id, mark);

  return length < known || (length == known && strcmp (id, mark) <= 0);
}

/* Newest first, down to the one that was newest last time.  TRUE: that one was not among them, so there may be more below.  A short page
 * says nothing: a server leaves out what we may not see after it has counted. */
static gboolean
veche_mastodon_watch_add (VecheMastodon *mastodon, const char *mark, const char *item, JsonArray *statuses, const char *words)
{
  guint n = veche_json_length (statuses);
  gboolean met = FALSE;

  for (guint i = 0; mark != NULL && i < n; i++)
    {
      g_autofree char *id = veche_json_dup_id (veche_json_nth (statuses, i), "id");

      if (id == NULL || !veche_mastodon_watch_is_known (id, mark))
        continue;
      met = TRUE;
      n = i;
    }
  for (guint i = n; i > 0; i--)
    {
      JsonObject *status = veche_json_nth (statuses, i - 1);
      VechePost *post = status != NULL ? veche_mastodon_add_status (mastodon, status, NULL) : NULL;
      g_autofree char *word = post != NULL && g_str_has_prefix (item, "list:") ? veche_feed_find_word (post->text, words) : NULL;

      if (post != NULL && !post->out && post->attention == VECHE_ATTENTION_NONE && (word != NULL || !g_str_has_prefix (item, "list:")))
        post->attention = VECHE_ATTENTION_WORD;
    }

  return mark != NULL && !met && n > 0;
}

/* A page of a hashtag or list, above mark: the one just above it ("min_id"), or the newest there are ("since_id").  FALSE: error is set. */
static gboolean
veche_mastodon_watch_above (VecheApi *api, VecheMastodon *mastodon, const char *item, const char *above, const char *mark, JsonNode **node, GError **error)
{
  gboolean tag = g_str_has_prefix (item, "tag:");
  const char *name = strchr (item, ':') + 1;
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *path = g_strconcat (tag ? "/api/v1/timelines/tag/" : "/api/v1/timelines/list/", escaped, NULL);
  const char *query[] = { "limit", G_STRINGIFY (PAGE_SIZE), above, mark, NULL };
  g_autoptr (GError) local = NULL;

  *node = veche_mastodon_watch_get (api, mastodon, &(VecheApiRequest) { .path = path, .query = query }, tag ? "no-tag" : "no-list", name, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* The page just above what we have. *more: there may be another above it.  A server that does not know min_id shows its newest again and
 * again, which is seen by its newest being the same.  One of which all is gone or hidden is empty although there is more above it: now and
 * then the newest are asked for as well, so that it holds up nothing for ever. */
static gboolean
veche_mastodon_watch_timeline (VecheApi *api, VecheMastodon *mastodon, VecheMastodonCursor *cursor, const char *item, const char *words, gboolean *more,
                               GError **error)
{
  const char *mark = g_hash_table_lookup (cursor->marks, item);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) latest = NULL;
  g_autofree char *newest = NULL;
  JsonArray *statuses;
  gboolean looks = mark != NULL && ABS (g_get_real_time () - cursor->above_at) >= LOOK_EVERY;

  if (!veche_mastodon_watch_above (api, mastodon, item, "min_id", mark, &node, error))
    return FALSE;
  statuses = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  if (looks && statuses != NULL && veche_json_length (statuses) == 0)
    {
      if (!veche_mastodon_watch_above (api, mastodon, item, "since_id", mark, &latest, error))
        return FALSE;
      statuses = latest != NULL && JSON_NODE_HOLDS_ARRAY (latest) ? json_node_get_array (latest) : NULL;
    }
  *more = veche_mastodon_watch_add (mastodon, mark, item, statuses, words);
  if (*more && latest != NULL && veche_json_length (statuses) >= PAGE_SIZE / 2)
    veche_batch_add_notice (mastodon->batch, "cut", strchr (item, ':') + 1);
  *more = *more && latest == NULL && cursor->pages < MAX_PAGES;
  newest = veche_json_dup_id (veche_json_nth (statuses, 0), "id");
  if (newest != NULL)
    g_hash_table_insert (cursor->marks, g_strdup (item), g_steal_pointer (&newest));

  return TRUE;
}

/* A search shows its newest first, whatever it is asked: down, page by page, to the one that was newest last time.  What a run does not reach
 * the next one does: the mark of a search under way is "mark offset newest first", of the pass and of its latest page; what comes in between
 * only shifts the pages, which overlap then. */
static gboolean
veche_mastodon_watch_search (VecheApi *api, VecheMastodon *mastodon, VecheMastodonCursor *cursor, const char *item, gboolean *more, GError **error)
{
  const char *word = item + strlen ("word:"), *kept = g_hash_table_lookup (cursor->marks, item);
  g_auto (GStrv) parts = g_strsplit (kept != NULL ? kept : "", " ", 4);
  gboolean under_way = g_strv_length (parts) == 4;
  guint offset = under_way ? (guint) CLAMP (g_ascii_strtoll (parts[1], NULL, 10), 0, MAX_OFFSET) : 0;
  g_autofree char *skip = g_strdup_printf ("%u", offset);
  const char *query[] = { "q", word, "type", "statuses", "limit", G_STRINGIFY (PAGE_SIZE), "offset", offset > 0 ? skip : NULL, NULL };
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) node = veche_mastodon_watch_get (api, mastodon, &(VecheApiRequest) { .path = "/api/v2/search", .query = query }, "no-search", word, &local);
  JsonArray *statuses = veche_json_array (veche_json_root (node), "statuses");
  g_autofree char *first = veche_json_dup_id (veche_json_nth (statuses, 0), "id");
  const char *newest = under_way ? parts[2] : first;
  gboolean below, ends;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (newest == NULL)
    return TRUE;
  below = veche_mastodon_watch_add (mastodon, kept != NULL ? parts[0] : NULL, item, statuses, NULL);
  /* It does not know offset, or goes no further down (Elasticsearch gives 10,000). */
  offset += veche_json_length (statuses) > PAGE_SIZE / 2 ? PAGE_SIZE : PAGE_SIZE / 2;
  ends = (under_way && g_strcmp0 (first, parts[3]) == 0) || offset > MAX_OFFSET;
  if (below && ends)
    veche_batch_add_notice (mastodon->batch, "cut", word);
  below = below && !ends && first != NULL;
  *more = below && cursor->pages < MAX_PAGES;
  g_hash_table_insert (cursor->marks, g_strdup (item), below ? g_strdup_printf ("%s %u %s %s", parts[0], offset, newest, first) : g_strdup (newest));

  return TRUE;
}

/* What is watched no more needs no mark; watched again it begins anew. */
static void
veche_mastodon_watch_drop_marks (VecheMastodonCursor *cursor, GPtrArray *items)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, cursor->marks);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    if (!g_ptr_array_find_with_equal_func (items, item, g_str_equal, NULL))
      g_hash_table_iter_remove (&iter);
}

gboolean
veche_mastodon_watch_page (VecheConnector *connector, VecheApi *api, VecheMastodon *mastodon, VecheMastodonCursor *cursor, gboolean *more, GError **error)
{
  g_autoptr (GPtrArray) items = veche_mastodon_watch_list (connector);
  g_autoptr (GHashTable) aliases = veche_mastodon_cursor_list_tails (cursor);
  const char *item = cursor->index < items->len ? g_ptr_array_index (items, cursor->index) : NULL;
  gboolean done = TRUE, again = FALSE;

  cursor->pages++;
  mastodon->aliases = aliases;
  if (item != NULL && g_str_has_prefix (item, "word:"))
    done = veche_mastodon_watch_search (api, mastodon, cursor, item, &again, error);
  else if (item != NULL)
    done = veche_mastodon_watch_timeline (api, mastodon, cursor, item, veche_connector_get_words (connector), &again, error);
  mastodon->aliases = NULL;
  if (!done)
    return FALSE;

  *more = TRUE;   /* more steps follow this one */
  if (again)
    return TRUE;
  cursor->pages = 0;
  if (++cursor->index >= items->len)
    {
      veche_mastodon_watch_drop_marks (cursor, items);
      if (ABS (g_get_real_time () - cursor->above_at) >= LOOK_EVERY)
        cursor->above_at = g_get_real_time ();
      cursor->index = 0;
      cursor->step++;
    }

  return TRUE;
}

/*** What it says of itself ***/

/* Of /api/v2/instance, or of the first version, which GoToSocial, Pleroma and snac speak as well; Pleroma's own is max_toot_chars. */
static void
veche_mastodon_watch_read_instance (VecheMastodon *mastodon, JsonObject *instance)
{
  JsonObject *statuses = veche_json_object (veche_json_object (instance, "configuration"), "statuses");
  gint64 length = veche_json_int (statuses, "max_characters", veche_json_int (instance, "max_toot_chars", 0));

  veche_batch_set_place (mastodon->batch, veche_json_string (instance, "title", mastodon->host), (guint) CLAMP (length, 0, 1000000));
}

gboolean
veche_mastodon_watch_describe (VecheApi *api, VecheMastodon *mastodon, GError **error)
{
  static const char *const paths[] = { "/api/v2/instance", "/api/v1/instance" };
  g_autoptr (JsonNode) instance = NULL;
  g_autoptr (JsonNode) lists = NULL;
  GError *local = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (paths) && instance == NULL; i++)
    {
      g_clear_error (&local);
      instance = veche_api_get (api, paths[i], NULL, &local);
      if (instance == NULL && !veche_mastodon_watch_is_refused (local))
        {
          g_propagate_error (error, local);
          return FALSE;
        }
    }
  g_clear_error (&local);
  veche_mastodon_watch_read_instance (mastodon, veche_json_root (instance));

  lists = veche_mastodon_watch_get (api, mastodon, &(VecheApiRequest) { .path = "/api/v1/lists" }, "no-lists", NULL, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  for (guint i = 0; lists != NULL && JSON_NODE_HOLDS_ARRAY (lists) && i < json_array_get_length (json_node_get_array (lists)); i++)
    {
      JsonObject *list = veche_json_nth (json_node_get_array (lists), i);
      g_autofree char *id = veche_json_dup_id (list, "id");
      g_autofree char *key = id != NULL ? g_strconcat ("list:", id, NULL) : NULL;
      VecheChannel *channel;

      if (key == NULL)
        continue;
      channel = veche_batch_add_channel (mastodon->batch, key);
      channel->name = veche_batch_string (mastodon->batch, veche_json_string (list, "title", id));
      channel->kind = "channel";
    }

  return TRUE;
}

/*** Followers, and what was said before ***/

static JsonNode *
veche_mastodon_watch_array (VecheApi *api, const char *path, const char *const *query, char **link, GError **error)
{
  return veche_api_expect (api, veche_api_call (api, &(VecheApiRequest) { .path = path, .query = query }, link, error), JSON_NODE_ARRAY, error);
}

gboolean
veche_mastodon_watch_members (VecheApi *api, VecheMastodon *mastodon, const char *cursor, char **next, GError **error)
{
  g_autofree char *path = g_strconcat ("/api/v1/accounts/", mastodon->me, "/followers", NULL);
  const char *query[] = { "limit", FOLLOWERS_SIZE, "max_id", cursor, NULL };
  g_autofree char *link = NULL;
  g_autoptr (JsonNode) node = veche_mastodon_watch_array (api, path, query, &link, error);
  guint n = node != NULL ? json_array_get_length (json_node_get_array (node)) : 0;
  g_autofree char *mark = veche_mastodon_link_max_id (link);

  if (node == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    veche_mastodon_add_account (mastodon, veche_json_nth (json_node_get_array (node), i));
  *next = n > 0 && g_strcmp0 (mark, cursor) != 0 ? g_steal_pointer (&mark) : NULL;

  return TRUE;
}

/* cursor: "microseconds id": all that came after that time is read, and the oldest that was. */
gboolean
veche_mastodon_watch_gap (VecheApi *api, VecheMastodon *mastodon, const VecheGap *gap, const char *cursor, char **next, GError **error)
{
  const char *space = cursor != NULL ? strchr (cursor, ' ') : NULL;
  gint64 until = MIN (gap->until, space != NULL ? g_ascii_strtoll (cursor, NULL, 10) : G_MAXINT64);
  const char *query[] = { "limit", G_STRINGIFY (PAGE_SIZE), "max_id", space != NULL ? space + 1 : NULL, NULL };
  g_autoptr (JsonNode) node = veche_mastodon_watch_array (api, "/api/v1/notifications", query, NULL, error);
  JsonArray *array = node != NULL ? json_node_get_array (node) : NULL;
  JsonObject *last = veche_json_nth (array, veche_json_length (array) - 1);
  g_autofree char *id = veche_json_dup_id (last, "id");
  gint64 oldest = veche_json_time (last, "created_at");
  VecheChannel *channel;

  if (node == NULL)
    return FALSE;
  for (guint i = veche_json_length (array); i > 0 && oldest < gap->until; i--)
    if (veche_json_nth (array, i - 1) != NULL)
      veche_mastodon_add_notification (mastodon, veche_json_nth (array, i - 1));
  /* A server that does not page shows the same again and says nothing of what is below. */
  if (space != NULL && g_strcmp0 (id, space + 1) == 0)
    return TRUE;
  if (id == NULL)
    oldest = 0;
  else if (oldest <= 0)
    oldest = until;
  channel = veche_batch_add_channel (mastodon->batch, mastodon->channel);
  if (MAX (oldest, gap->since) < until)
    {
      channel->complete_since = MAX (oldest, gap->since);
      channel->complete_until = until;
    }
  *next = id != NULL && oldest > gap->since ? g_strdup_printf ("%" G_GINT64_FORMAT " %s", oldest, id) : NULL;

  return TRUE;
}
