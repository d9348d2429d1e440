/* veche-vk-fetch.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-vk-fetch.h"

#include <string.h>

#include "connectors/veche-connector.h"
#include "connectors/veche-http.h"
#include "connectors/veche-json.h"
#include "connectors/veche-vk-call.h"
#include "connectors/veche-vk-text.h"

/* Methods and their parameters: VK's API schema, wall, board, photos, video, newsfeed, messages; dev.vk.com, "Bots Long Poll API". */

#define ROUND_EVERY  (30 * G_TIME_SPAN_MINUTE)   /* with the long poll */
#define ROUND_ALONE  (5 * G_TIME_SPAN_MINUTE)    /* without */
#define FIRST_POSTS  200                         /* of each list: how far back the first round goes; a back-fill goes further */
#define FIRST_TALKS  200
#define PAGE         100
#define TALK_PAGE    200
#define FIELDS       "screen_name,photo_100,about"

#define NUMBER(n) g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) (n))

/* Calls a method; what answers with no object is nonsense. (transfer full) */
static JsonNode *
veche_vk_ask (VecheApi *api, const char *method, const char *const *pairs, GError **error)
{
  g_autoptr (JsonNode) node = veche_vk_call (api, method, pairs, FALSE, error);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, api->base, "its answer is not what VK's API says");
      return NULL;
    }

  return g_steal_pointer (&node);
}

/* A place that is closed to this key is said once, and the round goes on. */
static gboolean
veche_vk_skip (VecheVkPage *page, const char *notice, GError **error)
{
  int code = veche_vk_error_code (*error);

  if (code == 0 || (*error)->code == VECHE_CONNECTOR_ERROR_RATE_LIMITED || (*error)->code == VECHE_CONNECTOR_ERROR_OFFLINE
      || (code == 5 && g_str_equal (notice, "wall-closed")))
    return FALSE;

  g_clear_error (error);
  veche_batch_add_notice (page->vk->batch, notice, NULL);
  page->cursor->offset = 0;

  return TRUE;
}

/*** Lists ***/

/* What has another number of comments than we know is read. all: as if we knew nothing. */
static void
veche_vk_look_below (VecheVkPage *page, char kind, gint64 id, gint64 comments, gboolean all)
{
  gint64 known = all ? -1 : veche_vk_cursor_swap (page->cursor, kind, id, comments);

  if (comments > 0 && comments != known)
    veche_vk_cursor_push (page->cursor, &(VecheVkItem) { .kind = kind, .id = id, .latest = known > 0 });
}

gboolean
veche_vk_fetch_wall (VecheVkPage *page, guint count, gboolean all, gint64 *oldest, GError **error)
{
  g_autofree char *domain = g_strdup_printf ("club%" G_GINT64_FORMAT, page->vk->group);
  g_autofree char *offset = NUMBER (page->cursor->offset);
  g_autofree char *size = NUMBER (count);
  const char *pairs[] = { "domain", domain, "offset", offset, "count", size, "extended", "1", "fields", FIELDS, NULL };
  g_autoptr (JsonNode) node = veche_vk_ask (page->reader, "wall.get", pairs, error);
  JsonArray *items = node != NULL ? veche_json_array (json_node_get_object (node), "items") : NULL;

  *oldest = 0;
  if (node == NULL)
    return FALSE;
  veche_vk_add_authors (page->vk, json_node_get_object (node));
  for (guint i = 0; i < veche_json_length (items); i++)
    {
      JsonObject *item = veche_json_nth (items, i);
      gint64 id = veche_json_int (item, "id", 0);
      gint64 comments = veche_json_int (veche_json_object (item, "comments"), "count", 0);
      gint64 date = veche_json_int (item, "date", 0);

      if (item == NULL || veche_vk_add_wall_post (page->vk, item) == NULL)
        continue;
      if (veche_json_int (item, "is_pinned", 0) == 0)
        *oldest = CLAMP (date, 1, G_MAXINT64 / G_USEC_PER_SEC) * G_USEC_PER_SEC;
      veche_vk_look_below (page, 'w', id, comments, all);
    }
  page->cursor->offset += count;

  return TRUE;
}

static gboolean
veche_vk_step_wall (VecheVkPage *page, gboolean *more, GError **error)
{
  gint64 oldest;

  if (!veche_vk_fetch_wall (page, page->cursor->begun ? 20 : PAGE, FALSE, &oldest, error))
    return veche_vk_skip (page, "wall-closed", error);
  *more = !page->cursor->begun && oldest > 0 && page->cursor->offset < FIRST_POSTS;

  return TRUE;
}

static gboolean
veche_vk_step_boards (VecheVkPage *page, gboolean *more, GError **error)
{
  g_autofree char *group = NUMBER (page->vk->group);
  g_autofree char *offset = NUMBER (page->cursor->offset);
  const char *pairs[] = { "group_id", group, "order", "1", "offset", offset, "count", "100", "extended", "1", NULL };
  g_autoptr (JsonNode) node = veche_vk_ask (page->reader, "board.getTopics", pairs, error);
  JsonArray *items = node != NULL ? veche_json_array (json_node_get_object (node), "items") : NULL;

  if (node == NULL)
    return veche_vk_skip (page, "boards-closed", error);
  veche_vk_add_authors (page->vk, json_node_get_object (node));
  for (guint i = 0; i < veche_json_length (items); i++)
    {
      JsonObject *item = veche_json_nth (items, i);
      gint64 id = veche_json_int (item, "id", 0);
      gint64 comments = veche_json_int (item, "comments", 0);
      gint64 known;

      if (id <= 0)
        continue;
      veche_vk_add_topic (page->vk, id, veche_json_string (item, "title", NULL));
      known = veche_vk_cursor_swap (page->cursor, 'b', id, comments);
      if (comments != known)
        veche_vk_cursor_push (page->cursor, &(VecheVkItem) { .kind = 'b', .id = id, .offset = known > 0 && known < comments ? (guint) known : 0 });
    }
  page->cursor->offset += PAGE;
  *more = !page->cursor->begun && veche_json_length (items) >= PAGE;

  return TRUE;
}

gboolean
veche_vk_fetch_photos (VecheVkPage *page, gint64 *oldest, GError **error)
{
  g_autofree char *owner = NUMBER (-page->vk->group);
  g_autofree char *offset = NUMBER (page->cursor->offset);
  const char *pairs[] = { "owner_id", owner, "offset", offset, "count", "100", NULL };
  g_autoptr (JsonNode) node = veche_vk_ask (page->reader, "photos.getAllComments", pairs, error);
  JsonArray *items = node != NULL ? veche_json_array (json_node_get_object (node), "items") : NULL;

  *oldest = 0;
  if (node == NULL)
    return FALSE;
  for (guint i = 0; i < veche_json_length (items); i++)
    {
      VechePost *post = veche_json_nth (items, i) != NULL ? veche_vk_add_comment (page->vk, VECHE_VK_PHOTOS, 0, veche_json_nth (items, i)) : NULL;

      if (post != NULL && post->at > 0)
        *oldest = post->at;
    }
  page->cursor->offset += PAGE;
  if (veche_json_length (items) < PAGE)
    *oldest = 0;

  return TRUE;
}

static gboolean
veche_vk_step_photos (VecheVkPage *page, gboolean *more, GError **error)
{
  gint64 oldest;

  if (!veche_vk_fetch_photos (page, &oldest, error))
    return veche_vk_skip (page, "photos-live-only", error);
  *more = !page->cursor->begun && oldest > 0 && page->cursor->offset < FIRST_POSTS;

  return TRUE;
}

gboolean
veche_vk_fetch_videos (VecheVkPage *page, gboolean all, gboolean *more, GError **error)
{
  g_autofree char *owner = NUMBER (-page->vk->group);
  g_autofree char *offset = NUMBER (page->cursor->offset);
  const char *pairs[] = { "owner_id", owner, "offset", offset, "count", "100", "extended", "1", NULL };
  g_autoptr (JsonNode) node = veche_vk_ask (page->reader, "video.get", pairs, error);
  JsonArray *items = node != NULL ? veche_json_array (json_node_get_object (node), "items") : NULL;

  if (node == NULL)
    return FALSE;
  for (guint i = 0; i < veche_json_length (items); i++)
    {
      JsonObject *item = veche_json_nth (items, i);
      gint64 id = veche_json_int (item, "id", 0);

      if (id > 0)
        veche_vk_look_below (page, 'v', id, veche_json_int (item, "comments", 0), all);
    }
  page->cursor->offset += PAGE;
  *more = veche_json_length (items) >= PAGE;

  return TRUE;
}

static gboolean
veche_vk_step_videos (VecheVkPage *page, gboolean *more, GError **error)
{
  if (!veche_vk_fetch_videos (page, FALSE, more, error))
    return veche_vk_skip (page, "videos-live-only", error);
  *more = *more && !page->cursor->begun && page->cursor->offset < FIRST_POSTS;

  return TRUE;
}

static gboolean
veche_vk_step_mentions (VecheVkPage *page, gboolean *more, GError **error)
{
  g_autofree char *owner = NUMBER (-page->vk->group);
  const char *pairs[] = { "owner_id", owner, "count", "50", NULL };
  g_autoptr (JsonNode) node = veche_vk_ask (page->reader, "newsfeed.getMentions", pairs, error);
  JsonArray *items = node != NULL ? veche_json_array (json_node_get_object (node), "items") : NULL;

  if (node == NULL)
    return veche_vk_skip (page, "mentions-closed", error);
  for (guint i = 0; i < veche_json_length (items); i++)
    if (veche_json_nth (items, i) != NULL)
      veche_vk_add_mention (page->vk, veche_json_nth (items, i));

  return TRUE;
}

static gboolean
veche_vk_step_talks (VecheVkPage *page, gboolean *more, GError **error)
{
  g_autofree char *group = NUMBER (page->vk->group);
  g_autofree char *offset = NUMBER (page->cursor->offset);
  const char *pairs[] = { "group_id", group, "offset", offset, "count", page->cursor->begun ? "50" : "200", "extended", "1", "fields", FIELDS, NULL };
  g_autoptr (JsonNode) node = veche_vk_ask (page->community, "messages.getConversations", pairs, error);
  JsonArray *items = node != NULL ? veche_json_array (json_node_get_object (node), "items") : NULL;

  if (node == NULL)
    return veche_vk_skip (page, "messages-closed", error);
  veche_vk_add_authors (page->vk, json_node_get_object (node));
  for (guint i = 0; i < veche_json_length (items); i++)
    {
      JsonObject *talk = veche_json_object (veche_json_nth (items, i), "conversation");
      gint64 peer = veche_json_int (veche_json_object (talk, "peer"), "id", 0);
      gint64 last = veche_json_int (talk, "last_conversation_message_id", 0);

      if (peer == 0)
        continue;
      veche_vk_add_talk (page->vk, talk);
      if (veche_vk_cursor_swap (page->cursor, 'm', peer, last) != last)
        veche_vk_cursor_push (page->cursor, &(VecheVkItem) { .kind = 'm', .id = peer });
    }
  page->cursor->offset += TALK_PAGE;
  *more = !page->cursor->begun && veche_json_length (items) >= TALK_PAGE && page->cursor->offset < FIRST_TALKS;

  return TRUE;
}

/*** The long poll ***/

/* What it says when it has nothing to say: 1: events were lost, 2: the key is old, 3: all is lost. */
static gboolean
veche_vk_live_failed (VecheVkPage *page, JsonObject *answer, gint64 failed)
{
  char *ts = veche_json_dup_id (answer, "ts");

  if (failed == 1 && ts != NULL)
    {
      g_free (page->cursor->ts);
      page->cursor->ts = g_steal_pointer (&ts);
    }
  g_free (ts);
  if (failed == 3)
    g_clear_pointer (&page->cursor->ts, g_free);
  if (failed != 2)
    {
      page->cursor->round_at = 0;     /* what was lost is looked for in the places themselves */
      page->cursor->live_at = 0;
      veche_batch_add_notice (page->vk->batch, "events-lost", NULL);
    }
  page->live = NULL;

  return TRUE;
}

/* The wall and all under it was told without a break since the last time. */
static void
veche_vk_live_complete (VecheVkPage *page, gint64 now)
{
  static const VecheVkPlace told[] = { VECHE_VK_WALL, VECHE_VK_PHOTOS, VECHE_VK_VIDEOS };

  for (guint i = 0; i < G_N_ELEMENTS (told) && page->cursor->live_at > 0 && now > page->cursor->live_at; i++)
    {
      g_autofree char *id = veche_vk_dup_place (page->vk, told[i]);
      VecheChannel *channel;

      if (!veche_vk_wants (page->vk, told[i]))
        continue;
      channel = veche_batch_add_channel (page->vk->batch, id);
      channel->kind = "group";
      if (channel->name == NULL)
        channel->name = veche_batch_get_place (page->vk->batch, NULL);
      channel->complete_since = page->cursor->live_at;
      channel->complete_until = now;
    }
  page->cursor->live_at = now;
}

static gboolean
veche_vk_step_live (VecheVkPage *page, guint wait, gboolean *more, GError **error)
{
  gint64 began = g_get_real_time ();
  g_autofree char *seconds = NUMBER (CLAMP (wait, 1, 25));
  const char *query[] = { "act", "a_check", "key", page->live_key, "ts", page->cursor->ts, "wait", seconds, NULL };
  g_autoptr (JsonNode) node = NULL;
  JsonObject *answer;
  JsonArray *updates;
  gint64 failed;
  char *ts;

  if (page->live == NULL)     /* no long poll to be had: the turn still takes its time */
    return wait == 0 || veche_api_sleep (wait * G_TIME_SPAN_SECOND, page->community->cancellable, error);

  node = veche_api_call (page->live, &(VecheApiRequest) { .path = "", .query = query, .wait = MAX (wait, 1) }, NULL, error);
  if (node == NULL)
    return FALSE;
  answer = veche_json_root (node);
  failed = veche_json_int (answer, "failed", 0);
  if (failed != 0)
    return *more = veche_vk_live_failed (page, answer, failed);

  updates = veche_json_array (answer, "updates");
  ts = veche_json_dup_id (answer, "ts");
  if (updates == NULL || ts == NULL)
    {
      g_free (ts);
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, page->live->base, "its answer is not what VK's long poll says");
      return FALSE;
    }
  for (guint i = 0; i < veche_json_length (updates); i++)
    if (veche_json_nth (updates, i) != NULL)
      veche_vk_add_update (page->vk, veche_json_nth (updates, i));
  g_free (page->cursor->ts);
  page->cursor->ts = ts;
  veche_vk_live_complete (page, began);

  return TRUE;
}

/*** A page ***/

static gboolean
veche_vk_has_step (VecheVkPage *page, VecheVkStep step)
{
  static const VecheVkPlace places[] = { VECHE_VK_WALL, VECHE_VK_BOARDS, VECHE_VK_PHOTOS, VECHE_VK_VIDEOS, VECHE_VK_MENTIONS, VECHE_VK_MESSAGES };

  if (step >= VECHE_VK_STEP_QUEUE)
    return TRUE;

  return veche_vk_wants (page->vk, places[step]) && (page->reader != NULL || step == VECHE_VK_STEP_TALKS);
}

static void
veche_vk_next_step (VecheVkPage *page)
{
  page->cursor->offset = 0;
  do
    page->cursor->step++;
  while (!veche_vk_has_step (page, page->cursor->step));
}

static void
veche_vk_begin_round (VecheVkPage *page)
{
  gint64 every = page->live != NULL ? ROUND_EVERY : ROUND_ALONE;
  gint64 now = g_get_real_time ();

  if (page->cursor->step != VECHE_VK_STEP_LIVE || (page->cursor->round_at <= now && now - page->cursor->round_at < every))
    return;

  page->cursor->round_at = now;
  page->cursor->offset = 0;
  page->cursor->step = VECHE_VK_STEP_WALL;
  if (!veche_vk_has_step (page, VECHE_VK_STEP_WALL))
    veche_vk_next_step (page);
  if (page->reader == NULL)
    veche_batch_add_notice (page->vk->batch, "no-reading-key", NULL);
}

static gboolean
veche_vk_take_step (VecheVkPage *page, guint wait, gboolean *more, GError **error)
{
  static gboolean (*const steps[]) (VecheVkPage *, gboolean *, GError **) = {
    veche_vk_step_wall, veche_vk_step_boards, veche_vk_step_photos, veche_vk_step_videos, veche_vk_step_mentions, veche_vk_step_talks,
  };
  gboolean again = FALSE;

  if (page->cursor->step == VECHE_VK_STEP_LIVE)
    return veche_vk_step_live (page, wait, more, error);

  *more = TRUE;
  if (page->cursor->step == VECHE_VK_STEP_QUEUE)
    {
      if (!veche_vk_fetch_queue (page, error))
        return FALSE;
      again = page->cursor->queue->len > 0;
      page->cursor->begun = page->cursor->begun || !again;
    }
  else if (!steps[page->cursor->step] (page, &again, error))
    return FALSE;
  if (!again)
    veche_vk_next_step (page);

  return TRUE;
}

gboolean
veche_vk_fetch_page (VecheVkPage *page, guint wait, gboolean *more, GError **error)
{
  *more = FALSE;
  veche_vk_begin_round (page);

  return veche_vk_take_step (page, wait, more, error) && veche_vk_fetch_names (page, error);
}
