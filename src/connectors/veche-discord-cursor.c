/* veche-discord-cursor.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * {"channels":{"123":{"last":"456","since":…,"looked":…,"closed":…,"ids":["455","456"]}}}
 */

#include "connectors/veche-discord-cursor.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "connectors/veche-json.h"

static void
veche_discord_seen_free (gpointer data)
{
  VecheDiscordSeen *seen = data;

  g_clear_pointer (&seen->ids, g_ptr_array_unref);
  g_free (seen->last);
  g_free (seen);
}

VecheDiscordSeen *
veche_discord_cursor_get (VecheDiscordCursor *self, const char *channel)
{
  VecheDiscordSeen *seen = g_hash_table_lookup (self->channels, channel);

  if (seen == NULL)
    {
      seen = g_new0 (VecheDiscordSeen, 1);
      g_hash_table_insert (self->channels, g_strdup (channel), seen);
    }

  return seen;
}

static GPtrArray *
veche_discord_read_ids (JsonArray *array)
{
  GPtrArray *ids = veche_json_length (array) > 0 ? g_ptr_array_new_with_free_func (g_free) : NULL;

  for (guint i = 0; i < veche_json_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_ptr_array_add (ids, g_strdup (json_node_get_string (node)));
    }

  return ids;
}

VecheDiscordCursor *
veche_discord_cursor_read (const char *text)
{
  VecheDiscordCursor *self = g_new0 (VecheDiscordCursor, 1);
  g_autoptr (JsonNode) node = text != NULL ? veche_json_parse (text, strlen (text), NULL) : NULL;
  JsonObject *channels = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? veche_json_object (json_node_get_object (node), "channels") : NULL;
  JsonObjectIter iter;
  const char *id;

  self->channels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, veche_discord_seen_free);
  if (channels == NULL)
    return self;

  json_object_iter_init (&iter, channels);
  while (json_object_iter_next (&iter, &id, NULL))
    {
      JsonObject *object = veche_json_object (channels, id);
      VecheDiscordSeen *seen = veche_discord_cursor_get (self, id);

      g_free (seen->last);
      seen->last = g_strdup (veche_json_string (object, "last", NULL));
      seen->since = veche_json_int (object, "since", 0);
      seen->looked = veche_json_int (object, "looked", 0);
      seen->closed = veche_json_int (object, "closed", 0);
      seen->ids = veche_discord_read_ids (veche_json_array (object, "ids"));
    }

  return self;
}

static void
veche_discord_write_int (JsonBuilder *builder, const char *key, gint64 value)
{
  if (value == 0)
    return;
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, value);
}

static void
veche_discord_write_seen (JsonBuilder *builder, VecheDiscordSeen *seen)
{
  json_builder_begin_object (builder);
  if (seen->last != NULL)
    {
      json_builder_set_member_name (builder, "last");
      json_builder_add_string_value (builder, seen->last);
    }
  veche_discord_write_int (builder, "since", seen->since);
  veche_discord_write_int (builder, "looked", seen->looked);
  veche_discord_write_int (builder, "closed", seen->closed);
  if (seen->ids != NULL)
    {
      json_builder_set_member_name (builder, "ids");
      json_builder_begin_array (builder);
      for (guint i = 0; i < seen->ids->len; i++)
        json_builder_add_string_value (builder, g_ptr_array_index (seen->ids, i));
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

char *
veche_discord_cursor_write (VecheDiscordCursor *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  GHashTableIter iter;
  gpointer id, value;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "channels");
  json_builder_begin_object (builder);
  g_hash_table_iter_init (&iter, self->channels);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      json_builder_set_member_name (builder, id);
      veche_discord_write_seen (builder, value);
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);

  return veche_json_to_text (node);
}

void
veche_discord_cursor_free (VecheDiscordCursor *self)
{
  g_hash_table_unref (self->channels);
  g_free (self);
}

void
veche_discord_cursor_cover (VecheDiscordSeen *seen, VecheBatch *batch, const char *channel, gint64 now)
{
  VecheChannel *covered;

  if (seen->since <= 0 || seen->since >= now)
    return;
  covered = veche_batch_add_channel (batch, channel);
  covered->complete_since = seen->since;
  covered->complete_until = now;
  seen->since = now;   /* the next one goes on here: what has been found missing before is not called complete again */
}
