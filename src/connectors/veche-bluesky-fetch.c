/* veche-bluesky-fetch.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-bluesky-fetch.h"

#include <string.h>

#include "connectors/veche-bluesky-session.h"
#include "connectors/veche-http.h"
#include "connectors/veche-json.h"

#define LIST_SIZE       "50"
#define MEMBERS_SIZE    "100"
#define MAX_BACK_PAGES  25        /* how far back the first run goes */
#define MAX_NEXT_PAGES  100       /* and every other */
#define MAX_DOWN        10        /* pages of one word or author in a run */
#define MAX_URIS        25        /* app.bsky.feed.getPosts */
#define MAX_FAILURES    3         /* one broken thread must not stop the rest */
/* Each level nests twice, and what nests deeper than 64 is not read at all. */
#define THREAD_ABOVE    "25"
#define THREAD_BELOW    "8"

/* One page in the making. */
typedef struct
{
  VecheConnector     *connector;
  VecheApi           *api;
  VecheBluesky       *bluesky;
  VecheBlueskyCursor *cursor;      /* (nullable) */
  GHashTable         *threaded;    /* set of addresses whose thread this page has brought already */
  guint               failures;
} VecheBlueskyPage;

static JsonNode *
veche_bluesky_page_get (VecheBlueskyPage *page, const char *path, const char *const *query, GError **error)
{
  return veche_bluesky_session_get (page->connector, page->api, path, query, error);
}

/* What can't be had by itself (gone, forbidden, nonsense) is left out, unless the server is in trouble as a whole. */
static gboolean
veche_bluesky_page_forgive (VecheBlueskyPage *page, GError *local, GError **error)
{
  if (local->domain == VECHE_CONNECTOR_ERROR && local->code != VECHE_CONNECTOR_ERROR_RATE_LIMITED && local->code != VECHE_CONNECTOR_ERROR_AUTH
      && (local->code == VECHE_CONNECTOR_ERROR_NOT_FOUND || ++page->failures < MAX_FAILURES))
    {
      g_error_free (local);
      return TRUE;
    }
  g_propagate_error (error, local);

  return FALSE;
}

/* Others' posts that this batch brought, to look at again. */
static void
veche_bluesky_page_remember (VecheBlueskyPage *page)
{
  guint n;
  const VechePost *posts = veche_batch_get_posts (page->bluesky->batch, &n);

  for (guint i = 0; page->cursor != NULL && i < n; i++)
    if (!posts[i].out && !posts[i].deleted && (g_str_equal (posts[i].kind, "post") || g_str_equal (posts[i].kind, "reply")))
      veche_bluesky_cursor_remember (page->cursor, posts[i].remote_id);
}

static gboolean
veche_bluesky_page_thread (VecheBlueskyPage *page, const char *uri, GError **error)
{
  const char *query[] = { "uri", uri, "depth", THREAD_BELOW, "parentHeight", THREAD_ABOVE, NULL };
  g_autoptr (JsonNode) node = NULL;
  GError *local = NULL;

  if (!g_hash_table_add (page->threaded, g_strdup (uri)))
    return TRUE;
  node = veche_bluesky_page_get (page, "/xrpc/app.bsky.feed.getPostThread", query, &local);
  if (node == NULL)
    return veche_bluesky_page_forgive (page, local, error);
  veche_bluesky_add_thread (page->bluesky, veche_json_object (json_node_get_object (node), "thread"));

  return TRUE;
}

/*** Notifications ***/

/* When it came: what the list is sorted by. */
static gint64
veche_bluesky_notification_at (JsonObject *notification)
{
  return veche_json_time (notification, "indexedAt");
}

/* How many of the page's are new; they come newest first. whole: there is nothing new behind them. */
static guint
veche_bluesky_count_new (VecheBlueskyCursor *cursor, JsonArray *array, gboolean *whole)
{
  guint n = veche_json_length (array);

  *whole = FALSE;
  for (guint i = 0; i < n; i++)
    {
      JsonObject *notification = veche_json_nth (array, i);
      gint64 at = veche_bluesky_notification_at (notification);

      *whole = g_strcmp0 (veche_json_string (notification, "uri", ""), cursor->top) == 0 || (at > 0 && at < cursor->top_at);
      if (*whole)
        return i;
    }

  return n;
}

/* The first n of a page, oldest first: kept in the order of their time. */
static gboolean
veche_bluesky_page_add (VecheBlueskyPage *page, JsonArray *array, guint n, GError **error)
{
  for (guint i = n; i > 0; i--)
    {
      JsonObject *notification = veche_json_nth (array, i - 1);

      if (notification == NULL)
        veche_batch_add_bad (page->bluesky->batch, "a notification that is none", NULL);
      else if (veche_bluesky_add_notification (page->bluesky, notification)
               && !veche_bluesky_page_thread (page, veche_json_string (notification, "uri", ""), error))
        return FALSE;
    }

  return TRUE;
}

static void
veche_bluesky_page_cover (VecheBluesky *bluesky, gint64 since, gint64 until)
{
  VecheChannel *channel = veche_batch_add_channel (bluesky->batch, bluesky->channel);

  if (since > 0 && until > since)
    {
      channel->complete_since = since;
      channel->complete_until = until;
    }
}

/* The pass is over: what was its newest is where the next one ends. */
static void
veche_bluesky_cursor_close (VecheBlueskyCursor *cursor)
{
  if (cursor->next_top != NULL)
    {
      g_free (cursor->top);
      cursor->top = g_steal_pointer (&cursor->next_top);
      cursor->top_at = cursor->next_top_at;
    }
  cursor->next_top_at = 0;
  cursor->reached = 0;
  g_clear_pointer (&cursor->page, g_free);
}

static gboolean
veche_bluesky_page_notifications (VecheBlueskyPage *page, gboolean *more, GError **error)
{
  VecheBlueskyCursor *cursor = page->cursor;
  const char *query[] = { "limit", LIST_SIZE, "cursor", cursor->page, NULL };
  gint64 asked = g_get_real_time ();
  g_autoptr (JsonNode) node = veche_bluesky_page_get (page, "/xrpc/app.bsky.notification.listNotifications", query, error);
  JsonObject *answer = node != NULL ? json_node_get_object (node) : NULL;
  JsonArray *array = veche_json_array (answer, "notifications");
  const char *next = veche_json_string (answer, "cursor", NULL);
  gint64 until, oldest;
  gboolean whole;
  guint n;

  if (node == NULL)
    return FALSE;
  if (array == NULL)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, page->api->base, "its answer is not what its lexicon says");
      return FALSE;
    }

  n = veche_bluesky_count_new (cursor, array, &whole);
  if (!veche_bluesky_page_add (page, array, n, error))
    return FALSE;
  if (cursor->next_top == NULL && n > 0)
    {
      cursor->next_top = g_strdup (veche_json_string (veche_json_nth (array, 0), "uri", NULL));
      cursor->next_top_at = veche_bluesky_notification_at (veche_json_nth (array, 0));
    }
  oldest = n > 0 ? veche_bluesky_notification_at (veche_json_nth (array, n - 1)) : 0;
  until = cursor->reached != 0 ? cursor->reached : asked;
  veche_bluesky_page_cover (page->bluesky, whole ? cursor->top_at : oldest, until);

  *more = !whole && n > 0 && next != NULL && g_strcmp0 (next, cursor->page) != 0
          && cursor->pages < (cursor->top != NULL ? MAX_NEXT_PAGES : MAX_BACK_PAGES);
  if (*more)
    {
      g_autofree char *mark = g_strdup (next);

      g_free (cursor->page);
      cursor->page = g_steal_pointer (&mark);
      cursor->reached = oldest > 0 ? oldest : cursor->reached;
    }
  else
    veche_bluesky_cursor_close (cursor);

  return TRUE;
}

/*** Posts of authors: ours, and of those whom we watch ***/

static JsonNode *
veche_bluesky_page_feed (VecheBlueskyPage *page, const char *author, const char *filter, const char *cursor, GError **error)
{
  const char *query[] = { "actor", author, "limit", "30", "filter", filter, "cursor", cursor, NULL };

  return veche_bluesky_page_get (page, "/xrpc/app.bsky.feed.getAuthorFeed", query, error);
}

static gboolean
veche_bluesky_page_own (VecheBlueskyPage *page, GError **error)
{
  VecheBlueskyCursor *cursor = page->cursor;
  g_autoptr (JsonNode) node = veche_bluesky_page_feed (page, page->bluesky->me, "posts_with_replies", NULL, error);
  g_autoptr (GHashTable) own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *feed;

  if (node == NULL)
    return FALSE;

  feed = veche_json_array (json_node_get_object (node), "feed");
  for (guint i = veche_json_length (feed); i > 0; i--)
    {
      JsonObject *view = veche_json_object (veche_json_nth (feed, i - 1), "post");
      const char *uri = veche_json_string (view, "uri", NULL);
      guint answers = (guint) CLAMP (veche_json_int (view, "replyCount", 0), 0, G_MAXINT32 - 1);

      /* A repost stands in our feed, too. */
      if (uri == NULL || g_strcmp0 (veche_json_string (veche_json_object (view, "author"), "did", NULL), page->bluesky->me) != 0)
        continue;
      veche_bluesky_add_post (page->bluesky, view);
      if (answers > 0 && GPOINTER_TO_UINT (g_hash_table_lookup (cursor->own, uri)) != answers + 1 && !veche_bluesky_page_thread (page, uri, error))
        return FALSE;
      g_hash_table_insert (own, g_strdup (uri), GUINT_TO_POINTER (answers + 1));
    }

  g_hash_table_unref (cursor->own);
  cursor->own = g_steal_pointer (&own);

  return TRUE;
}

/* What is watched: how a page of it is asked for, where the answer keeps its posts, and the notice when it can't be had. */
typedef JsonNode *(*VecheBlueskyAsk) (VecheBlueskyPage *page, const char *item, const char *cursor, GError **error);

static JsonNode *
veche_bluesky_ask_author (VecheBlueskyPage *page, const char *author, const char *cursor, GError **error)
{
  return veche_bluesky_page_feed (page, author, "posts_no_replies", cursor, error);
}

static JsonNode *
veche_bluesky_ask_word (VecheBlueskyPage *page, const char *word, const char *cursor, GError **error)
{
  const char *query[] = { "q", word, "sort", "latest", "limit", LIST_SIZE, "cursor", cursor, NULL };

  return veche_bluesky_page_get (page, "/xrpc/app.bsky.feed.searchPosts", query, error);
}

/* Those that came since, newest first as they come. TRUE: there may be more of them on the next page. */
static gboolean
veche_bluesky_page_add_new (VecheBlueskyPage *page, gint64 since, gint64 *newest, JsonNode *node)
{
  JsonArray *feed = veche_json_array (json_node_get_object (node), "feed");
  JsonArray *array = feed != NULL ? feed : veche_json_array (json_node_get_object (node), "posts");
  gboolean met = since == 0;      /* the first time, a page is enough */

  for (guint i = veche_json_length (array); i > 0; i--)
    {
      JsonObject *item = veche_json_nth (array, i - 1);
      JsonObject *view = feed != NULL ? veche_json_object (item, "post") : item;
      gint64 at = veche_json_time (view, "indexedAt");

      /* A repost, or one that is pinned, stands there whatever its time. */
      if (view == NULL || (feed != NULL && veche_json_object (item, "reason") != NULL))
        continue;
      met = met || at <= since;
      if (at <= since)
        continue;
      *newest = MAX (*newest, at);
      veche_bluesky_add_post (page->bluesky, view);
    }

  return !met && veche_json_length (array) > 0;
}

/* first (transfer full): the page that came already; from there down to what was newest last time. */
static gboolean
veche_bluesky_page_down (VecheBlueskyPage *page, const char *mark, const char *item, VecheBlueskyAsk ask, JsonNode *first, GError **error)
{
  g_autoptr (JsonNode) node = first;
  gint64 since = veche_bluesky_cursor_get_mark (page->cursor, mark), newest = since;
  g_autofree char *at = NULL;

  for (guint n = 1; veche_bluesky_page_add_new (page, since, &newest, node); n++)
    {
      const char *next = veche_json_string (json_node_get_object (node), "cursor", NULL);
      GError *local = NULL;

      if (next == NULL || g_strcmp0 (next, at) == 0)
        break;
      g_free (at);
      at = g_strdup (next);
      g_clear_pointer (&node, json_node_unref);
      node = n < MAX_DOWN ? ask (page, item, at, &local) : NULL;
      /* Asked again from the top by the next run: the mark stays where it is. */
      if (local != NULL)
        return veche_bluesky_page_forgive (page, local, error);
      if (node != NULL)
        continue;
      veche_batch_add_notice (page->bluesky->batch, "cut", item);
      break;
    }
  if (newest > since)
    veche_bluesky_cursor_set_mark (page->cursor, mark, newest);

  return TRUE;
}

static gboolean
veche_bluesky_page_watched (VecheBlueskyPage *page, const char *author, GError **error)
{
  g_autofree char *mark = g_strconcat ("author:", author, NULL);
  GError *local = NULL;
  JsonNode *node = veche_bluesky_ask_author (page, author, NULL, &local);

  if (node != NULL)
    return veche_bluesky_page_down (page, mark, author, veche_bluesky_ask_author, node, error);
  if (g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_NOT_FOUND))
    veche_batch_add_notice (page->bluesky->batch, "unknown-author", author);
  else if (g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED))
    veche_batch_add_notice (page->bluesky->batch, "author-hidden", author);

  return veche_bluesky_page_forgive (page, local, error);
}

static gboolean
veche_bluesky_page_word (VecheBlueskyPage *page, const char *word, GError **error)
{
  g_autofree char *mark = g_strconcat ("word:", word, NULL);
  GError *local = NULL;
  JsonNode *node = veche_bluesky_ask_word (page, word, NULL, &local);

  if (node != NULL)
    return veche_bluesky_page_down (page, mark, word, veche_bluesky_ask_word, node, error);
  /* Not every server offers it, and not to everyone. */
  if (local->domain == VECHE_CONNECTOR_ERROR && local->code != VECHE_CONNECTOR_ERROR_RATE_LIMITED && local->code != VECHE_CONNECTOR_ERROR_AUTH)
    veche_batch_add_notice (page->bluesky->batch, "no-search", word);

  return veche_bluesky_page_forgive (page, local, error);
}

/*** Deletions ***/

JsonNode *
veche_bluesky_fetch_posts (VecheConnector *connector, VecheApi *api, const char *const *uris, guint n, GError **error)
{
  g_autoptr (GPtrArray) query = g_ptr_array_new ();

  for (guint i = 0; i < n && i < MAX_URIS; i++)
    {
      g_ptr_array_add (query, (gpointer) "uris");
      g_ptr_array_add (query, (gpointer) uris[i]);
    }
  g_ptr_array_add (query, NULL);

  return veche_bluesky_session_get (connector, api, "/xrpc/app.bsky.feed.getPosts", (const char *const *) query->pdata, error);
}

/* It is not among those that we may see: gone, or hidden from us by a block? */
static gboolean
veche_bluesky_page_missing (VecheBlueskyPage *page, const char *uri, GError **error)
{
  const char *query[] = { "uri", uri, "depth", "0", "parentHeight", "0", NULL };
  GError *local = NULL;
  g_autoptr (JsonNode) node = veche_bluesky_page_get (page, "/xrpc/app.bsky.feed.getPostThread", query, &local);
  JsonObject *thread = node != NULL ? veche_json_object (json_node_get_object (node), "thread") : NULL;
  gboolean gone = veche_json_bool (thread, "notFound", FALSE) || g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_NOT_FOUND);
  VechePost *post;

  if (node == NULL && !gone)
    return veche_bluesky_page_forgive (page, local, error);
  g_clear_error (&local);
  if (veche_json_bool (thread, "blocked", FALSE))
    veche_batch_add_notice (page->bluesky->batch, "blocked", NULL);
  veche_bluesky_cursor_forget (page->cursor, uri);
  if (!gone)
    return TRUE;

  post = veche_batch_add_post (page->bluesky->batch, page->bluesky->channel, uri);
  post->kind = "post";
  post->at = g_get_real_time ();
  post->deleted = TRUE;

  return TRUE;
}

static gboolean
veche_bluesky_page_recheck (VecheBlueskyPage *page, GError **error)
{
  g_autoptr (GPtrArray) known = g_ptr_array_copy (page->cursor->known, (GCopyFunc) (void (*) (void)) g_strdup, NULL);

  g_ptr_array_set_free_func (known, g_free);
  for (guint from = 0; from < known->len; from += MAX_URIS)
    {
      guint n = MIN (known->len - from, MAX_URIS);
      GError *local = NULL;
      g_autoptr (JsonNode) node = veche_bluesky_fetch_posts (page->connector, page->api, (const char *const *) known->pdata + from, n, &local);
      g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
      JsonArray *posts = node != NULL ? veche_json_array (json_node_get_object (node), "posts") : NULL;

      if (node == NULL && !veche_bluesky_page_forgive (page, local, error))
        return FALSE;
      if (posts == NULL)
        continue;
      for (guint i = 0; i < json_array_get_length (posts); i++)
        g_hash_table_add (there, (gpointer) veche_json_string (veche_json_nth (posts, i), "uri", ""));
      for (guint i = from; i < from + n; i++)
        if (!g_hash_table_contains (there, g_ptr_array_index (known, i)) && !veche_bluesky_page_missing (page, g_ptr_array_index (known, i), error))
          return FALSE;
    }

  return TRUE;
}

/*** The run ***/

/* What a step goes through one by one, a page each. (transfer full) (nullable) */
static GStrv
veche_bluesky_step_list (VecheConnector *connector, VecheBlueskyStep step)
{
  const char *words = veche_connector_get_words (connector);

  if (step == VECHE_BLUESKY_WATCHED)
    return veche_connector_dup_list (connector, "watch");

  return step == VECHE_BLUESKY_WORDS && words != NULL ? g_strsplit_set (words, ",;\n", 50) : NULL;
}

/* One of the list; same: there are more of them. */
static gboolean
veche_bluesky_page_item (VecheBlueskyPage *page, const char *const *list, gboolean *same, GError **error)
{
  VecheBlueskyCursor *cursor = page->cursor;
  guint n = list != NULL ? g_strv_length ((char **) list) : 0;
  g_autofree char *item = cursor->index < n ? g_strstrip (g_strdup (list[cursor->index])) : NULL;
  const char *name = item != NULL && *item == '@' ? item + 1 : item;

  cursor->index++;
  *same = cursor->index < n;
  if (name == NULL || *name == '\0')
    return TRUE;

  return cursor->step == VECHE_BLUESKY_WORDS ? veche_bluesky_page_word (page, item, error) : veche_bluesky_page_watched (page, name, error);
}

gboolean
veche_bluesky_fetch_page (VecheConnector *connector, VecheApi *api, VecheBluesky *bluesky, VecheBlueskyCursor *cursor, gboolean *more, GError **error)
{
  g_autoptr (GHashTable) threaded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  VecheBlueskyPage page = { connector, api, bluesky, cursor, threaded, 0 };
  g_auto (GStrv) list = veche_bluesky_step_list (connector, cursor->step);
  gboolean same = FALSE;
  gboolean done;

  cursor->pages++;
  if (cursor->step == VECHE_BLUESKY_NOTIFICATIONS)
    done = veche_bluesky_page_notifications (&page, &same, error);
  else if (cursor->step == VECHE_BLUESKY_OWN)
    done = veche_bluesky_page_own (&page, error);
  else if (cursor->step == VECHE_BLUESKY_RECHECK)
    done = veche_bluesky_page_recheck (&page, error);
  else
    done = veche_bluesky_page_item (&page, (const char *const *) list, &same, error);
  if (!done)
    return FALSE;

  veche_bluesky_page_remember (&page);
  *more = same || cursor->step + 1 < VECHE_BLUESKY_N_STEPS;
  if (!same)
    {
      cursor->step = (cursor->step + 1) % VECHE_BLUESKY_N_STEPS;
      cursor->index = 0;
      cursor->pages = 0;
    }

  return TRUE;
}

/*** Members and gaps ***/

gboolean
veche_bluesky_fetch_members (VecheConnector *connector, VecheApi *api, VecheBluesky *bluesky, const char *cursor, char **next, GError **error)
{
  const char *query[] = { "actor", bluesky->me, "limit", MEMBERS_SIZE, "cursor", cursor, NULL };
  g_autoptr (JsonNode) node = veche_bluesky_session_get (connector, api, "/xrpc/app.bsky.graph.getFollowers", query, error);
  JsonObject *answer = node != NULL ? json_node_get_object (node) : NULL;
  JsonArray *followers = veche_json_array (answer, "followers");
  const char *mark = veche_json_string (answer, "cursor", NULL);

  if (node == NULL)
    return FALSE;
  for (guint i = 0; i < veche_json_length (followers); i++)
    veche_bluesky_add_actor (bluesky, veche_json_nth (followers, i));
  *next = veche_json_length (followers) > 0 && g_strcmp0 (mark, cursor) != 0 ? g_strdup (mark) : NULL;

  return TRUE;
}

/* cursor: "microseconds mark": all that came after that time is read, and the server's own mark of the next page. */
gboolean
veche_bluesky_fetch_gap (VecheConnector *connector, VecheApi *api, VecheBluesky *bluesky, const VecheGap *gap, const char *cursor, char **next,
                         GError **error)
{
  g_autoptr (GHashTable) threaded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  VecheBlueskyPage page = { connector, api, bluesky, NULL, threaded, 0 };
  const char *space = cursor != NULL ? strchr (cursor, ' ') : NULL;
  gint64 reached = space != NULL ? g_ascii_strtoll (cursor, NULL, 10) : G_MAXINT64;
  const char *query[] = { "limit", LIST_SIZE, "cursor", space != NULL ? space + 1 : NULL, NULL };
  g_autoptr (JsonNode) node = veche_bluesky_page_get (&page, "/xrpc/app.bsky.notification.listNotifications", query, error);
  JsonObject *answer = node != NULL ? json_node_get_object (node) : NULL;
  JsonArray *array = veche_json_array (answer, "notifications");
  const char *mark = veche_json_string (answer, "cursor", NULL);
  guint n = veche_json_length (array);
  gint64 oldest;

  if (node == NULL)
    return FALSE;

  oldest = n > 0 ? veche_bluesky_notification_at (veche_json_nth (array, n - 1)) : 0;
  if ((oldest == 0 || oldest < gap->until) && !veche_bluesky_page_add (&page, array, n, error))
    return FALSE;
  if (n == 0 || mark == NULL || (space != NULL && g_str_equal (mark, space + 1)))
    {
      oldest = MIN (oldest, gap->since);   /* its list ends here */
      mark = NULL;
    }
  veche_bluesky_page_cover (bluesky, MAX (gap->since, oldest), MIN (gap->until, reached));
  *next = mark != NULL && oldest > gap->since ? g_strdup_printf ("%" G_GINT64_FORMAT " %s", oldest, mark) : NULL;

  return TRUE;
}
