/* veche-vk-threads.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-vk-fetch.h"

#include <string.h>

#include "connectors/veche-json.h"
#include "connectors/veche-vk-call.h"

/* Threads of the queue, many in one request, and the names of those of whom only a number is known. */

#define PAGE       100
#define TALK_PAGE  200
#define NAMES      100
#define MAX_DEEP   2000     /* messages of one talk that a round goes back; a back-fill goes further */
#define FIELDS     "screen_name,photo_100,about"

static VecheVkCall *
veche_vk_item_call (VecheVkPage *page, const VecheVkItem *item)
{
  VecheVkCall *call = g_new0 (VecheVkCall, 1);
  g_autoptr (GStrvBuilder) pairs = g_strv_builder_new ();
  g_autofree char *group = g_strdup_printf ("%" G_GINT64_FORMAT, page->vk->group);
  g_autofree char *owner = g_strdup_printf ("-%s", group);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, item->id);
  g_autofree char *comment = g_strdup_printf ("%" G_GINT64_FORMAT, item->comment);
  g_autofree char *offset = g_strdup_printf ("%u", item->offset);

  if (item->kind == 'm')
    {
      call->method = g_strdup ("messages.getHistory");
      g_strv_builder_add_many (pairs, "group_id", group, "peer_id", id, "count", "200", "fields", FIELDS, NULL);
    }
  else if (item->kind == 'b')
    {
      call->method = g_strdup ("board.getComments");
      g_strv_builder_add_many (pairs, "group_id", group, "topic_id", id, "count", "100", "sort", item->latest ? "desc" : "asc", NULL);
    }
  else
    {
      call->method = g_strdup (item->kind == 'w' ? "wall.getComments" : "video.getComments");
      g_strv_builder_add_many (pairs, "owner_id", owner, item->kind == 'w' ? "post_id" : "video_id", id, "count", "100",
                               "sort", item->latest ? "desc" : "asc", "fields", FIELDS, NULL);
      if (item->comment > 0)
        g_strv_builder_add_many (pairs, "comment_id", comment, NULL);
      else
        g_strv_builder_add_many (pairs, "thread_items_count", "10", NULL);
    }
  g_strv_builder_add_many (pairs, "offset", offset, "extended", "1", NULL);
  call->pairs = g_strv_builder_end (pairs);

  return call;
}

static void
veche_vk_add_thread (VecheVkPage *page, const VecheVkItem *item, JsonObject *comment)
{
  VecheVkPlace place = item->kind == 'w' ? VECHE_VK_WALL : VECHE_VK_VIDEOS;
  JsonObject *thread = veche_json_object (comment, "thread");
  JsonArray *answers = veche_json_array (thread, "items");
  gint64 id = veche_json_int (comment, "id", 0);

  veche_vk_add_comment (page->vk, place, item->id, comment);
  for (guint i = 0; i < veche_json_length (answers); i++)
    if (veche_json_nth (answers, i) != NULL)
      veche_vk_add_comment (page->vk, place, item->id, veche_json_nth (answers, i));
  if (id > 0 && item->comment == 0 && veche_json_int (thread, "count", 0) > veche_json_length (answers))
    veche_vk_cursor_push (page->cursor, &(VecheVkItem) { .kind = item->kind, .id = item->id, .comment = id });
}

static void
veche_vk_take_items (VecheVkPage *page, const VecheVkItem *item, JsonObject *response)
{
  JsonArray *items = veche_json_array (response, "items");
  guint n = veche_json_length (items);
  guint size = item->kind == 'm' ? TALK_PAGE : PAGE;
  VecheVkItem next = *item;

  veche_vk_add_authors (page->vk, response);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *one = veche_json_nth (items, i);

      if (one == NULL)
        continue;
      if (item->kind == 'm')
        veche_vk_add_message (page->vk, one);
      else if (item->kind == 'b')
        veche_vk_add_board (page->vk, item->id, one);
      else
        veche_vk_add_thread (page, item, one);
    }

  next.offset += size;
  if (n >= size && !item->latest && (item->kind != 'm' || (!page->cursor->begun && next.offset < MAX_DEEP)))
    veche_vk_cursor_push (page->cursor, &next);
}

/* The front of the queue, as far as one key reads it. */
static GPtrArray *
veche_vk_take_front (VecheVkPage *page, GArray *items, gboolean *talks)
{
  GPtrArray *calls = g_ptr_array_new_with_free_func (veche_vk_call_free);

  while (page->cursor->queue->len > 0 && calls->len < VECHE_VK_BATCH)
    {
      VecheVkItem item = { 0 };
      gboolean good = veche_vk_item_read (&item, g_ptr_array_index (page->cursor->queue, 0));

      if (good && calls->len > 0 && (item.kind == 'm') != *talks)
        break;
      g_ptr_array_remove_index (page->cursor->queue, 0);
      if (!good || (item.kind != 'm' && page->reader == NULL))
        continue;
      *talks = item.kind == 'm';
      g_array_append_val (items, item);
      g_ptr_array_add (calls, veche_vk_item_call (page, &item));
    }

  return calls;
}

gboolean
veche_vk_fetch_queue (VecheVkPage *page, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (VecheVkItem));
  gboolean talks = FALSE;
  g_autoptr (GPtrArray) calls = veche_vk_take_front (page, items, &talks);
  gboolean alone = !talks && page->cursor->alone;
  g_autoptr (GPtrArray) results = NULL;
  int why;

  if (calls->len == 0)
    return TRUE;

  results = veche_vk_call_many (talks ? page->community : page->reader, calls, &alone, &why, error);
  if (results == NULL)
    return FALSE;
  if (!talks)
    page->cursor->alone = alone;
  for (guint i = 0; i < results->len; i++)
    {
      JsonNode *node = g_ptr_array_index (results, i);

      if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
        veche_vk_take_items (page, &g_array_index (items, VecheVkItem, i), json_node_get_object (node));
    }
  if (why == 27 || why == 28 || why == 15 || why == 212)
    veche_batch_add_notice (page->vk->batch, "comments-closed", NULL);

  return TRUE;
}

gboolean
veche_vk_fetch_thread (VecheVkPage *page, const VecheVkItem *item, gint64 *oldest, GError **error)
{
  VecheVkCall *call = veche_vk_item_call (page, item);
  VecheApi *api = item->kind == 'm' ? page->community : page->reader;
  g_autoptr (JsonNode) node = veche_vk_call (api, call->method, (const char *const *) call->pairs, FALSE, error);
  JsonObject *response = veche_json_root (node);
  JsonArray *items = veche_json_array (response, "items");
  guint n = veche_json_length (items);

  veche_vk_call_free (call);
  *oldest = 0;
  if (node == NULL)
    return FALSE;
  veche_vk_take_items (page, item, response);
  g_ptr_array_set_size (page->cursor->queue, 0);
  if (n >= (item->kind == 'm' ? TALK_PAGE : PAGE))
    *oldest = CLAMP (veche_json_int (veche_json_nth (items, n - 1), "date", 1), 1, G_MAXINT64 / G_USEC_PER_SEC) * G_USEC_PER_SEC;

  return TRUE;
}

/* The numbers of users or of communities that are still nameless, as one list. (transfer full) (nullable) */
static char *
veche_vk_list_unnamed (GHashTable *unnamed, gboolean groups)
{
  GString *list = g_string_new (NULL);
  GHashTableIter iter;
  gpointer key;
  guint n = 0;

  g_hash_table_iter_init (&iter, unnamed);
  while (n < NAMES && g_hash_table_iter_next (&iter, &key, NULL))
    if ((*(char *) key == '-') == groups)
      {
        g_string_append_printf (list, "%s%s", n++ > 0 ? "," : "", (char *) key + groups);
        g_hash_table_iter_remove (&iter);
      }

  return g_string_free (list, n == 0);
}

gboolean
veche_vk_fetch_names (VecheVkPage *page, GError **error)
{
  g_autofree char *users = NULL;
  g_autofree char *groups = NULL;

  while ((users = veche_vk_list_unnamed (page->vk->unnamed, FALSE)) != NULL)
    {
      const char *pairs[] = { "user_ids", users, "fields", FIELDS, NULL };
      g_autoptr (JsonNode) node = veche_vk_call (page->community, "users.get", pairs, FALSE, error);
      JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

      if (node == NULL)
        return FALSE;
      for (guint i = 0; i < veche_json_length (array); i++)
        veche_vk_add_user (page->vk, veche_json_nth (array, i));
      g_clear_pointer (&users, g_free);
    }
  while ((groups = veche_vk_list_unnamed (page->vk->unnamed, TRUE)) != NULL)
    {
      const char *pairs[] = { "group_ids", groups, "fields", "screen_name", NULL };
      g_autoptr (JsonNode) node = veche_vk_call (page->community, "groups.getById", pairs, FALSE, error);

      if (node == NULL)
        return FALSE;
      if (JSON_NODE_HOLDS_OBJECT (node))
        veche_vk_add_authors (page->vk, json_node_get_object (node));
      g_clear_pointer (&groups, g_free);
    }

  return TRUE;
}
