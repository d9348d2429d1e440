/* veche-mastodon-fetch.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-mastodon-fetch.h"

#include <string.h>

#include "connectors/veche-connector.h"
#include "connectors/veche-http.h"
#include "connectors/veche-json.h"

#define PAGE_SIZE          40
#define MAX_BACK_PAGES     25     /* how far back the first run goes */
#define MAX_OWN_STATUSES   20
#define SHORT_PAGE         15     /* so few are all there is, whatever the most is that a server gives */
#define FOLLOWERS_SIZE     80
#define MAX_FOLLOWER_PAGES 20     /* in one run; the rest in the next */
#define FOLLOWERS_EVERY    (6 * G_TIME_SPAN_HOUR)
#define MAX_THREAD_FAILURES 3     /* one broken thread must not stop the rest */

/* One page in the making. */
typedef struct
{
  VecheApi            *api;
  VecheMastodon       *mastodon;
  VecheMastodonCursor *cursor;
  GHashTable          *threaded;   /* (owned) set of status ids whose thread this page has brought already */
  guint                failures;
} VecheMastodonPage;

static char *
veche_mastodon_path (const char *before, const char *id, const char *after)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);

  return g_strconcat (before, escaped, after, NULL);
}

/* (transfer full): the node that holds the array or object. */
static JsonNode *
veche_mastodon_get (VecheApi *api, const char *path, JsonNodeType type, char **link, GError **error)
{
  return veche_api_expect (api, veche_api_get (api, path, link, error), type, error);
}

JsonNode *
veche_mastodon_fetch_me (VecheApi *api, GError **error)
{
  g_autoptr (JsonNode) node = veche_mastodon_get (api, "/api/v1/accounts/verify_credentials", JSON_NODE_OBJECT, NULL, error);
  g_autofree char *id = NULL;

  if (node == NULL)
    return NULL;
  id = veche_json_dup_id (json_node_get_object (node), "id");
  if (id == NULL)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, api->base, "it does not say who we are");
      return NULL;
    }

  return g_steal_pointer (&node);
}

static void
veche_mastodon_page_remember (VecheMastodonPage *page, JsonObject *status)
{
  g_autofree char *id = veche_mastodon_dup_known_id (page->mastodon, status, "id");
  g_autofree char *author = veche_json_dup_id (veche_json_object (status, "account"), "id");
  g_autofree char *fingerprint = NULL;

  if (id == NULL || g_strcmp0 (author, page->mastodon->me) == 0)
    return;
  fingerprint = veche_mastodon_fingerprint (status);
  veche_mastodon_cursor_remember (page->cursor, id, fingerprint);
}

static void
veche_mastodon_page_mark (VecheMastodonPage *page, JsonArray *statuses)
{
  for (guint i = 0; i < veche_json_length (statuses); i++)
    {
      JsonObject *status = veche_json_nth (statuses, i);
      char *id = veche_json_dup_id (status, "id");

      if (id == NULL)
        continue;
      veche_mastodon_page_remember (page, status);
      g_hash_table_add (page->threaded, id);
    }
}

/* The thread around a message.  One that can't be had (gone, forbidden, nonsense) is left out, unless the server is in trouble as a whole. */
static gboolean
veche_mastodon_page_thread (VecheMastodonPage *page, const char *id, GError **error)
{
  g_autofree char *path = veche_mastodon_path ("/api/v1/statuses/", id, "/context");
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *root = NULL;

  if (!g_hash_table_add (page->threaded, g_strdup (id)))
    return TRUE;

  node = veche_mastodon_get (page->api, path, JSON_NODE_OBJECT, NULL, &local);
  if (node == NULL)
    {
      if (local->domain != VECHE_CONNECTOR_ERROR || local->code == VECHE_CONNECTOR_ERROR_RATE_LIMITED || ++page->failures >= MAX_THREAD_FAILURES)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      return TRUE;
    }

  root = veche_mastodon_add_context (page->mastodon, json_node_get_object (node), id);
  veche_mastodon_page_mark (page, veche_json_array (json_node_get_object (node), "ancestors"));
  veche_mastodon_page_mark (page, veche_json_array (json_node_get_object (node), "descendants"));

  return TRUE;
}

/* ------------------------------------------------------------------------------------------------------------------- notifications */

/* Our message or someone's that began a thread may have been answered already; a plain answer always has something above it. */
static gboolean
veche_mastodon_has_thread (JsonObject *status)
{
  g_autofree char *answers = veche_json_dup_id (status, "in_reply_to_id");

  return answers != NULL || veche_json_int (status, "replies_count", 1) > 0;
}

static char *
veche_mastodon_notifications_path (VecheMastodonCursor *cursor)
{
  GString *path = g_string_new ("/api/v1/notifications?limit=" G_STRINGIFY (PAGE_SIZE));
  const char *name = cursor->back_done ? "&min_id=" : "&max_id=";
  const char *id = cursor->back_done ? cursor->top : cursor->back;

  if (id != NULL)
    {
      g_string_append (path, name);
      g_string_append_uri_escaped (path, id, NULL, FALSE);
    }

  return g_string_free (path, FALSE);
}

/* Moves the cursor by a page whose newest and oldest are given; returns whether there may be more.  Servers that know no min_id or max_id
 * answer with what we have: nothing moves, and it ends. */
static gboolean
veche_mastodon_turn_page (VecheMastodonCursor *cursor, const char *newest, const char *oldest)
{
  gboolean moved;

  if (cursor->back_done)
    {
      moved = newest != NULL && g_strcmp0 (newest, cursor->top) != 0;
      if (moved)
        {
          g_free (cursor->top);
          cursor->top = g_strdup (newest);
        }
      return moved;
    }

  if (cursor->top == NULL)
    cursor->top = g_strdup (newest);
  moved = oldest != NULL && g_strcmp0 (oldest, cursor->back) != 0;
  if (moved && cursor->pages < MAX_BACK_PAGES)
    {
      g_free (cursor->back);
      cursor->back = g_strdup (oldest);
      return TRUE;
    }
  g_clear_pointer (&cursor->back, g_free);
  cursor->back_done = TRUE;

  return FALSE;
}

/* How many of the page's are new: a server without min_id shows the ones that we have as well. */
static guint
veche_mastodon_count_new (VecheMastodonCursor *cursor, JsonArray *array)
{
  guint n = veche_json_length (array);

  for (guint i = 0; cursor->back_done && i < n; i++)
    {
      g_autofree char *id = veche_json_dup_id (veche_json_nth (array, i), "id");

      if (id != NULL && g_strcmp0 (id, cursor->top) == 0)
        return i;
    }

  return n;
}

/* Which stretch of time a page shows whole.  Forwards it does when it meets what we have, is short, or when the server says that it knows
 * min_id; one that does not shows the newest only, and there may be more in between. */
static void
veche_mastodon_page_cover (VecheMastodonPage *page, JsonArray *array, guint n, const char *link, gint64 asked)
{
  VecheMastodonCursor *cursor = page->cursor;
  gint64 newest = n > 0 ? veche_json_time (veche_json_nth (array, 0), "created_at") : 0;
  gint64 oldest = n > 0 ? veche_json_time (veche_json_nth (array, n - 1), "created_at") : 0;
  gboolean steps = link != NULL && strstr (link, "min_id=") != NULL;
  gint64 since = cursor->back_done ? cursor->top_at : oldest;
  gint64 until = cursor->back_done ? (steps && n > SHORT_PAGE ? newest : asked) : cursor->reached != 0 ? cursor->reached : asked;
  gboolean whole = !cursor->back_done || steps || n < SHORT_PAGE || n < veche_json_length (array);
  VecheChannel *channel = veche_batch_add_channel (page->mastodon->batch, page->mastodon->channel);

  if (whole && since > 0 && until > since)
    {
      channel->complete_since = since;
      channel->complete_until = until;
    }
  if (newest > cursor->top_at)
    cursor->top_at = newest;
  if (!cursor->back_done && oldest > 0)
    cursor->reached = oldest;
}

static gboolean
veche_mastodon_page_notification (VecheMastodonPage *page, JsonObject *notification, GError **error)
{
  JsonObject *status = veche_json_object (notification, "status");
  g_autofree char *status_id = veche_json_dup_id (status, "id");

  if (notification == NULL)
    veche_batch_add_bad (page->mastodon->batch, "a notification that is none", NULL);
  else if (veche_mastodon_add_notification (page->mastodon, notification))
    {
      veche_mastodon_page_remember (page, status);
      return !veche_mastodon_has_thread (status) || veche_mastodon_page_thread (page, status_id, error);
    }

  return TRUE;
}

static gboolean
veche_mastodon_page_notifications (VecheMastodonPage *page, gboolean *more, GError **error)
{
  VecheMastodonCursor *cursor = page->cursor;
  g_autofree char *path = veche_mastodon_notifications_path (cursor);
  g_autofree char *newest = NULL;
  g_autofree char *oldest = NULL;
  g_autofree char *link = NULL;
  gint64 asked = g_get_real_time ();
  g_autoptr (JsonNode) node = veche_mastodon_get (page->api, path, JSON_NODE_ARRAY, &link, error);
  JsonArray *array;

  if (node == NULL)
    return FALSE;

  /* They come newest first; kept they are in the order of their time. */
  array = json_node_get_array (node);
  for (guint i = veche_mastodon_count_new (cursor, array); i > 0; i--)
    {
      JsonObject *notification = veche_json_nth (array, i - 1);
      char *id = veche_json_dup_id (notification, "id");

      if (id != NULL && oldest == NULL)
        oldest = g_strdup (id);
      if (id != NULL)
        {
          g_free (newest);
          newest = id;
        }
      if (!veche_mastodon_page_notification (page, notification, error))
        return FALSE;
    }

  veche_mastodon_page_cover (page, array, veche_mastodon_count_new (cursor, array), link, asked);
  *more = veche_mastodon_turn_page (cursor, newest, oldest);

  return TRUE;
}

/* ------------------------------------------------------------------------------------------------------------------ our own messages */

static gboolean
veche_mastodon_page_own (VecheMastodonPage *page, GError **error)
{
  VecheMastodonCursor *cursor = page->cursor;
  g_autofree char *path = veche_mastodon_path ("/api/v1/accounts/", page->mastodon->me,
                                               "/statuses?exclude_reblogs=true&limit=" G_STRINGIFY (MAX_OWN_STATUSES));
  g_autoptr (JsonNode) node = veche_mastodon_get (page->api, path, JSON_NODE_ARRAY, NULL, error);
  g_autoptr (GHashTable) own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *array;

  if (node == NULL)
    return FALSE;

  array = json_node_get_array (node);
  for (guint i = MIN (veche_json_length (array), MAX_OWN_STATUSES * 2); i > 0; i--)
    {
      JsonObject *status = veche_json_nth (array, i - 1);
      g_autofree char *id = veche_json_dup_id (status, "id");
      guint answers = CLAMP (veche_json_int (status, "replies_count", 0), 0, G_MAXINT32 - 1);

      if (id == NULL || veche_json_object (status, "reblog") != NULL)
        continue;
      veche_mastodon_add_status (page->mastodon, status, NULL);
      if (answers > 0 && GPOINTER_TO_UINT (g_hash_table_lookup (cursor->own, id)) != answers + 1
          && !veche_mastodon_page_thread (page, id, error))
        return FALSE;
      g_hash_table_insert (own, g_strdup (id), GUINT_TO_POINTER (answers + 1));
    }

  g_hash_table_unref (cursor->own);
  cursor->own = g_steal_pointer (&own);

  return TRUE;
}

/* ------------------------------------------------------------------------------------------------------------------------- followers */

static gboolean
veche_mastodon_page_followers (VecheMastodonPage *page, gboolean *more, GError **error)
{
  VecheMastodonCursor *cursor = page->cursor;
  g_autoptr (GString) path = NULL;
  g_autofree char *link = NULL;
  g_autofree char *next = NULL;
  g_autofree char *base = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array;

  *more = FALSE;
  if (cursor->followers_next == NULL && cursor->followers_at > g_get_real_time () - FOLLOWERS_EVERY)
    return TRUE;

  base = veche_mastodon_path ("/api/v1/accounts/", page->mastodon->me, "/followers?limit=" G_STRINGIFY (FOLLOWERS_SIZE));
  path = g_string_new (base);
  if (cursor->followers_next != NULL)
    {
      g_string_append (path, "&max_id=");
      g_string_append_uri_escaped (path, cursor->followers_next, NULL, FALSE);
    }
  node = veche_mastodon_get (page->api, path->str, JSON_NODE_ARRAY, &link, error);
  if (node == NULL)
    return FALSE;

  array = json_node_get_array (node);
  for (guint i = 0; i < veche_json_length (array); i++)
    veche_mastodon_add_account (page->mastodon, veche_json_nth (array, i));

  next = veche_mastodon_link_max_id (link);
  if (next != NULL && veche_json_length (array) > 0 && g_strcmp0 (next, cursor->followers_next) != 0)
    {
      *more = cursor->pages < MAX_FOLLOWER_PAGES;
      g_free (cursor->followers_next);
      cursor->followers_next = g_steal_pointer (&next);
    }
  else
    {
      g_clear_pointer (&cursor->followers_next, g_free);
      cursor->followers_at = g_get_real_time ();
    }

  return TRUE;
}

/* --------------------------------------------------------------------------------------------------------------- edits and deletions */

static gboolean
veche_mastodon_page_recheck_one (VecheMastodonPage *page, const char *id, const char *fingerprint, GError **error)
{
  g_autofree char *path = veche_mastodon_path ("/api/v1/statuses/", id, NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) node = veche_mastodon_get (page->api, path, JSON_NODE_OBJECT, NULL, &local);
  g_autofree char *now = NULL;

  if (node != NULL)
    {
      now = veche_mastodon_fingerprint (json_node_get_object (node));
      if (!g_str_equal (now, fingerprint) && veche_mastodon_add_status (page->mastodon, json_node_get_object (node), NULL) != NULL)
        veche_mastodon_cursor_remember (page->cursor, id, now);
      return TRUE;
    }

  if (g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_NOT_FOUND))
    {
      VechePost *post = veche_batch_add_post (page->mastodon->batch, page->mastodon->channel, id);

      post->kind = "post";
      post->at = g_get_real_time ();
      post->deleted = TRUE;
      veche_mastodon_cursor_forget (page->cursor, id);
      return TRUE;
    }
  if (local->domain == VECHE_CONNECTOR_ERROR && local->code != VECHE_CONNECTOR_ERROR_RATE_LIMITED && ++page->failures < MAX_THREAD_FAILURES)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
veche_mastodon_page_recheck (VecheMastodonPage *page, GError **error)
{
  g_autoptr (GPtrArray) known = g_ptr_array_copy (page->cursor->known, (GCopyFunc) (void (*) (void)) g_strdup, NULL);

  g_ptr_array_set_free_func (known, g_free);
  for (guint i = 0; i < known->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (g_ptr_array_index (known, i), " ", 2);

      if (g_strv_length (parts) == 2 && !veche_mastodon_page_recheck_one (page, parts[0], parts[1], error))
        return FALSE;
    }

  return TRUE;
}

/* -------------------------------------------------------------------------------------------------------------------------- the run */

gboolean
veche_mastodon_fetch_page (VecheApi *api, VecheMastodon *mastodon, VecheMastodonCursor *cursor, gboolean *more, GError **error)
{
  g_autoptr (GHashTable) threaded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) aliases = veche_mastodon_cursor_list_tails (cursor);
  VecheMastodonPage page = { api, mastodon, cursor, threaded, 0 };
  gboolean same_step = FALSE;
  gboolean done;

  cursor->pages++;
  mastodon->aliases = aliases;
  switch (cursor->step)
    {
    case VECHE_MASTODON_NOTIFICATIONS:
      done = veche_mastodon_page_notifications (&page, &same_step, error);
      break;
    case VECHE_MASTODON_OWN:
      done = veche_mastodon_page_own (&page, error);
      break;
    case VECHE_MASTODON_FOLLOWERS:
      done = veche_mastodon_page_followers (&page, &same_step, error);
      break;
    case VECHE_MASTODON_WATCHED:   /* veche-mastodon-watch.c */
    case VECHE_MASTODON_RECHECK:
    default:
      done = veche_mastodon_page_recheck (&page, error);
      break;
    }
  mastodon->aliases = NULL;
  if (!done)
    return FALSE;

  *more = same_step || (cursor->step != VECHE_MASTODON_RECHECK && !cursor->brief);
  if (!same_step && cursor->brief)
    cursor->pages = 0;
  else if (!same_step)
    {
      if (cursor->step == VECHE_MASTODON_RECHECK)
        cursor->whole_at = g_get_real_time ();
      cursor->step = cursor->step == VECHE_MASTODON_RECHECK ? VECHE_MASTODON_NOTIFICATIONS : cursor->step + 1;
      cursor->pages = 0;
    }

  return TRUE;
}
