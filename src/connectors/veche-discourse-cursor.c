/* veche-discourse-cursor.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-discourse-cursor.h"

#include <string.h>

#include "connectors/veche-json.h"

#define MAX_SEEN     2000   /* topics remembered; one that was forgotten is read as if it were new, and nothing stands twice */
#define MAX_LIST     1000

void
veche_discourse_cursor_free (VecheDiscourseCursor *self)
{
  json_object_unref (self->seen);
  json_array_unref (self->queue);
  g_free (self);
}
void
veche_discourse_cursor_push (VecheDiscourseCursor *self, const char *id)
{
  for (guint i = 0; i < json_array_get_length (self->queue); i++)
    if (g_strcmp0 (json_array_get_string_element (self->queue, i), id) == 0)
      return;
  json_array_add_string_element (self->queue, id);
}

gboolean
veche_discourse_is_id (const char *id)
{
  return id != NULL && *id != '\0' && strlen (id) <= 18 && strspn (id, "0123456789") == strlen (id);
}

VecheDiscourseCursor *
veche_discourse_cursor_read (const char *text)
{
  VecheDiscourseCursor *self = g_new0 (VecheDiscourseCursor, 1);
  g_autoptr (JsonNode) node = veche_json_read (text);
  JsonObject *old = veche_json_root (node);
  JsonArray *queue = veche_json_array (old, "queue");
  JsonObject *seen = veche_json_object (old, "seen");
  g_autoptr (GList) ids = seen != NULL ? json_object_get_members (seen) : NULL;

  self->seen = json_object_new ();
  self->queue = json_array_new ();
  for (GList *id = ids; id != NULL; id = id->next)
    json_object_set_int_member (self->seen, id->data, veche_json_int (seen, id->data, 0));
  for (guint i = 0; i < veche_json_length (queue); i++)
    {
      const char *id = veche_json_nth_string (queue, i);

      if (veche_discourse_is_id (id))
        veche_discourse_cursor_push (self, id);
    }
  self->top = veche_json_int (old, "top", 0);
  self->rising = veche_json_int (old, "rising", 0);
  self->list = CLAMP (veche_json_int (old, "list", 0), 0, MAX_LIST);

  return self;
}

static int
veche_discourse_compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 one = g_ascii_strtoll (a, NULL, 10), other = g_ascii_strtoll (b, NULL, 10);

  return (one > other) - (one < other);
}

char *
veche_discourse_cursor_write (VecheDiscourseCursor *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GList) ids = g_list_sort (json_object_get_members (self->seen), veche_discourse_compare_ids);
  guint n = json_object_get_size (self->seen);

  for (GList *id = ids; id != NULL && n > MAX_SEEN; id = id->next, n--)
    json_object_remove_member (self->seen, id->data);
  json_object_set_object_member (object, "seen", json_object_ref (self->seen));
  json_object_set_array_member (object, "queue", json_array_ref (self->queue));
  json_object_set_int_member (object, "top", self->top);
  json_object_set_int_member (object, "rising", self->rising);
  json_object_set_int_member (object, "list", self->list);
  node = json_node_init_object (json_node_alloc (), object);

  return veche_json_to_text (node);
}

