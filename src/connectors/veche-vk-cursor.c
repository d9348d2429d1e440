/* veche-vk-cursor.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-vk-cursor.h"

#include <string.h>

#include "connectors/veche-json.h"

#define MAX_QUEUE  5000
#define MAX_COUNTS 1000

static const char *const step_names[] = { "wall", "boards", "photos", "videos", "mentions", "talks", "queue", "live" };

static void
veche_vk_cursor_read_queue (VecheVkCursor *self, JsonArray *queue)
{
  for (guint i = 0; i < veche_json_length (queue) && i < MAX_QUEUE; i++)
    {
      const char *text = veche_json_nth_string (queue, i);
      VecheVkItem item;

      if (text != NULL && veche_vk_item_read (&item, text))
        g_ptr_array_add (self->queue, g_strdup (text));
    }
}

VecheVkCursor *
veche_vk_cursor_read (const char *text)
{
  VecheVkCursor *self = g_new0 (VecheVkCursor, 1);
  g_autoptr (JsonNode) node = veche_json_read (text);
  JsonObject *object = veche_json_root (node);
  JsonObject *counts = veche_json_object (object, "counts");
  const char *step = veche_json_string (object, "step", "live");
  JsonObjectIter iter;
  const char *key;

  self->queue = g_ptr_array_new_with_free_func (g_free);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->step = VECHE_VK_STEP_LIVE;
  for (guint i = 0; i < G_N_ELEMENTS (step_names); i++)
    if (g_str_equal (step, step_names[i]))
      self->step = i;
  self->offset = (guint) CLAMP (veche_json_int (object, "offset", 0), 0, 1000000);
  self->round_at = veche_json_int (object, "round_at", 0);
  self->live_at = veche_json_int (object, "live_at", 0);
  self->begun = veche_json_bool (object, "begun", FALSE);
  self->alone = veche_json_bool (object, "alone", FALSE);
  self->ts = veche_json_dup_id (object, "ts");
  veche_vk_cursor_read_queue (self, veche_json_array (object, "queue"));
  if (counts != NULL)
    {
      json_object_iter_init (&iter, counts);
      while (json_object_iter_next (&iter, &key, NULL) && g_hash_table_size (self->counts) < MAX_COUNTS)
        {
          gint64 count = veche_json_int (counts, key, 0);

          g_hash_table_insert (self->counts, g_strdup (key), g_memdup2 (&count, sizeof count));
        }
    }

  return self;
}

void
veche_vk_cursor_free (VecheVkCursor *self)
{
  g_free (self->ts);
  g_ptr_array_unref (self->queue);
  g_hash_table_unref (self->counts);
  g_free (self);
}

static void
veche_vk_cursor_write_lists (VecheVkCursor *self, JsonBuilder *builder)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (self->counts), (GCompareFunc) strcmp);

  veche_json_add_strings (builder, "queue", self->queue);
  json_builder_set_member_name (builder, "counts");
  json_builder_begin_object (builder);
  for (GList *one = keys; one != NULL; one = one->next)     /* 0 as well: it is known that there is none */
    {
      json_builder_set_member_name (builder, one->data);
      json_builder_add_int_value (builder, *(gint64 *) g_hash_table_lookup (self->counts, one->data));
    }
  json_builder_end_object (builder);
}

char *
veche_vk_cursor_write (VecheVkCursor *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  veche_json_add_string (builder, "step", step_names[self->step]);
  veche_json_add_int (builder, "offset", self->offset);
  veche_json_add_int (builder, "round_at", self->round_at);
  veche_json_add_int (builder, "live_at", self->live_at);
  veche_json_add_bool (builder, "begun", self->begun);
  veche_json_add_bool (builder, "alone", self->alone);
  veche_json_add_string (builder, "ts", self->ts);
  veche_vk_cursor_write_lists (self, builder);
  json_builder_end_object (builder);

  return veche_json_built (builder);
}

gint64
veche_vk_cursor_swap (VecheVkCursor *self, char kind, gint64 id, gint64 count)
{
  g_autofree char *key = g_strdup_printf ("%c%" G_GINT64_FORMAT, kind, id);
  gint64 *old = g_hash_table_lookup (self->counts, key);
  gint64 known = old != NULL ? *old : -1;

  /* Of more than this many, some are looked at again without need. */
  if (old == NULL && g_hash_table_size (self->counts) >= MAX_COUNTS)
    g_hash_table_remove_all (self->counts);
  g_hash_table_insert (self->counts, g_steal_pointer (&key), g_memdup2 (&count, sizeof count));

  return known;
}

void
veche_vk_cursor_push (VecheVkCursor *self, const VecheVkItem *item)
{
  char *text = g_strdup_printf ("%c%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "@%u%s", item->kind, item->id, item->comment, item->offset, item->latest ? "!" : "");

  if (self->queue->len >= MAX_QUEUE || g_ptr_array_find_with_equal_func (self->queue, text, g_str_equal, NULL))
    g_free (text);
  else
    g_ptr_array_add (self->queue, text);
}

gboolean
veche_vk_item_read (VecheVkItem *self, const char *text)
{
  gint64 offset;
  char *end;

  if (text[0] == '\0' || strchr ("wbvm", text[0]) == NULL)
    return FALSE;
  self->kind = text[0];
  self->id = g_ascii_strtoll (text + 1, &end, 10);
  if (*end != '/' || self->id == 0)
    return FALSE;
  self->comment = g_ascii_strtoll (end + 1, &end, 10);
  if (*end != '@' || self->comment < 0)
    return FALSE;
  offset = g_ascii_strtoll (end + 1, &end, 10);
  self->offset = (guint) CLAMP (offset, 0, 10000000);
  self->latest = *end == '!';

  return TRUE;
}
