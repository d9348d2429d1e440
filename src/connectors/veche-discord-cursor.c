/* veche-discord-cursor.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * {"channels":{"123":{"last":"456","since":…,"looked":…,"closed":…,"listed":…,"ids":["455","456"]}}}
 */

#include "connectors/veche-discord-cursor.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "connectors/veche-discord-parse.h"
#include "connectors/veche-json.h"

#define FORGET (7 * G_TIME_SPAN_DAY)

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
    if (veche_json_nth_string (array, i) != NULL)
      g_ptr_array_add (ids, g_strdup (veche_json_nth_string (array, i)));

  return ids;
}

VecheDiscordCursor *
veche_discord_cursor_read (const char *text)
{
  VecheDiscordCursor *self = g_new0 (VecheDiscordCursor, 1);
  g_autoptr (JsonNode) node = veche_json_read (text);
  JsonObject *channels = veche_json_object (veche_json_root (node), "channels");
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
      seen->listed = veche_json_int (object, "listed", 0);
      seen->ids = veche_discord_read_ids (veche_json_array (object, "ids"));
    }

  return self;
}

static void
veche_discord_write_seen (JsonBuilder *builder, VecheDiscordSeen *seen)
{
  json_builder_begin_object (builder);
  veche_json_add_string (builder, "last", seen->last);
  veche_json_add_int (builder, "since", seen->since);
  veche_json_add_int (builder, "looked", seen->looked);
  veche_json_add_int (builder, "closed", seen->closed);
  veche_json_add_int (builder, "listed", seen->listed);
  if (seen->ids != NULL)
    veche_json_add_strings (builder, "ids", seen->ids);
  json_builder_end_object (builder);
}

char *
veche_discord_cursor_write (VecheDiscordCursor *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
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

  return veche_json_built (builder);
}

void
veche_discord_cursor_free (VecheDiscordCursor *self)
{
  g_hash_table_unref (self->channels);
  g_free (self);
}

void
veche_discord_cursor_prune (VecheDiscordCursor *self, gint64 now)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->channels);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      VecheDiscordSeen *seen = value;

      if (seen->listed == 0)      /* an older program did not write it down */
        seen->listed = now - now % G_TIME_SPAN_DAY;
      if (seen->listed < now - FORGET)
        {
          g_hash_table_iter_remove (&iter);
          continue;
        }
      for (guint i = seen->ids != NULL ? seen->ids->len : 0; i > 0; i--)
        if (veche_discord_time (g_ptr_array_index (seen->ids, i - 1)) < now - VECHE_DISCORD_FRESH)
          g_ptr_array_remove_index (seen->ids, i - 1);
      if (seen->ids != NULL && seen->ids->len == 0)
        g_clear_pointer (&seen->ids, g_ptr_array_unref);
    }
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
