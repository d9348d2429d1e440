/* veche-discord-read.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Get Guild Channels", "List Active Guild Threads", "List Public Archived Threads" and "Get Channel Messages" of
 * https://docs.discord.com/developers.  Without a gateway nobody tells of edits and deletions: they are seen in the newest page.
 */

#include "connectors/veche-discord-read.h"

#include "connectors/veche-connector.h"
#include "connectors/veche-discord-call.h"
#include "connectors/veche-http.h"
#include "connectors/veche-json.h"

#define MAX_BEHIND    20                      /* pages that one channel may be behind in one run; the rest is a gap */
#define MAX_CLOSED    10                      /* channels asked for closed threads in one run */
#define CLOSED_EVERY  G_TIME_SPAN_DAY
#define LOOK_EVERY    G_TIME_SPAN_HOUR        /* for changes, while the talk is fresh */

enum { CHANNEL_TEXT = 0, CHANNEL_NEWS = 5, CHANNEL_FORUM = 15, CHANNEL_MEDIA = 16 };

void
veche_discord_place_free (gpointer data)
{
  VecheDiscordPlace *place = data;

  g_free (place->id);
  g_free (place->guild);
  g_free (place->last);
  g_free (place->name);
  g_free (place);
}

/*** What there is ***/

static gboolean
veche_discord_wants (GStrv places, JsonObject *channel, const char *guild)
{
  const char *ids[] = { veche_json_string (channel, "id", ""), veche_json_string (channel, "parent_id", ""), guild };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (places[0] == NULL || g_strv_contains ((const char *const *) places, ids[i]))
      return TRUE;

  return FALSE;
}

static void
veche_discord_list_channels (VecheDiscord *discord, JsonArray *channels, GStrv wanted, GPtrArray *places)
{
  for (guint i = 0; i < veche_json_length (channels); i++)
    {
      JsonObject *channel = veche_json_nth (channels, i);
      const char *id = channel != NULL && veche_discord_wants (wanted, channel, discord->guild) ? veche_discord_add_channel (discord, channel) : NULL;
      const char *last = veche_json_string (channel, "last_message_id", NULL);
      VecheDiscordPlace *place;

      if (id == NULL)
        continue;
      place = g_new0 (VecheDiscordPlace, 1);
      place->id = g_strdup (id);
      place->guild = g_strdup (discord->guild);
      place->last = veche_discord_is_id (last) ? g_strdup (last) : NULL;
      place->name = g_strdup (veche_json_string (channel, "name", NULL));
      g_ptr_array_add (places, place);
    }
}

/* The newest closed threads of a channel; a thread that nobody writes in is closed after a while, and its last words may be unread.  Where
 * the bot may not read the past there are none. */
static gboolean
veche_discord_list_closed (VecheApi *api, VecheDiscord *discord, const char *channel, GStrv wanted, GPtrArray *places, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/channels/%s/threads/archived/public", channel);
  const char *query[] = { "limit", G_STRINGIFY (VECHE_DISCORD_PAGE), NULL };
  GError *local = NULL;
  g_autoptr (JsonNode) node = veche_discord_get (api, path, query, "route:archived", JSON_NODE_OBJECT, &local);

  if (node != NULL)
    veche_discord_list_channels (discord, veche_json_array (json_node_get_object (node), "threads"), wanted, places);
  else if (local->code != VECHE_CONNECTOR_ERROR_REJECTED && local->code != VECHE_CONNECTOR_ERROR_NOT_FOUND)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  g_clear_error (&local);

  return TRUE;
}

static gboolean
veche_discord_list_all_closed (VecheApi *api, VecheDiscord *discord, JsonArray *channels, GStrv wanted, VecheDiscordCursor *cursor, gint64 now, GPtrArray *places, guint *asked,
                               GError **error)
{
  for (guint i = 0; i < veche_json_length (channels) && *asked < MAX_CLOSED; i++)
    {
      JsonObject *channel = veche_json_nth (channels, i);
      const char *id = veche_json_string (channel, "id", NULL);
      gint64 type = veche_json_int (channel, "type", -1);
      VecheDiscordSeen *seen;

      if ((type != CHANNEL_TEXT && type != CHANNEL_NEWS && type != CHANNEL_FORUM && type != CHANNEL_MEDIA) || !veche_discord_is_id (id)
          || !veche_discord_wants (wanted, channel, discord->guild))
        continue;
      seen = veche_discord_cursor_get (cursor, id);
      seen->listed = now - now % G_TIME_SPAN_DAY;
      if (seen->closed > now - CLOSED_EVERY)
        continue;
      (*asked)++;
      if (!veche_discord_list_closed (api, discord, id, wanted, places, error))
        return FALSE;
      seen->closed = now;
    }

  return TRUE;
}

GPtrArray *
veche_discord_list (VecheApi *api, VecheDiscord *discord, JsonArray *guilds, GStrv wanted, VecheDiscordCursor *cursor, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (veche_discord_place_free);
  guint asked = 0;

  for (guint i = 0; i < veche_json_length (guilds); i++)
    {
      const char *guild = veche_json_string (veche_json_nth (guilds, i), "id", NULL);
      g_autofree char *channels_path = g_strdup_printf ("/guilds/%s/channels", guild);
      g_autofree char *threads_path = g_strdup_printf ("/guilds/%s/threads/active", guild);
      g_autoptr (JsonNode) channels = NULL;
      g_autoptr (JsonNode) threads = NULL;
      g_autoptr (GError) local = NULL;

      if (!veche_discord_is_id (guild))
        continue;
      channels = veche_discord_get (api, channels_path, NULL, "route:channels", JSON_NODE_ARRAY, &local);
      threads = channels != NULL ? veche_discord_get (api, threads_path, NULL, "route:threads", JSON_NODE_OBJECT, &local) : NULL;
      /* One server that is closed to us, or away, does not stop the others. */
      if (threads == NULL && (local->code == VECHE_CONNECTOR_ERROR_REJECTED || local->code == VECHE_CONNECTOR_ERROR_NOT_FOUND))
        {
          veche_batch_add_notice (discord->batch, "no-access", veche_json_string (veche_json_nth (guilds, i), "name", guild));
          continue;
        }
      if (threads == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      discord->guild = guild;
      veche_discord_list_channels (discord, json_node_get_array (channels), wanted, places);
      veche_discord_list_channels (discord, veche_json_array (json_node_get_object (threads), "threads"), wanted, places);
      if (cursor != NULL && !veche_discord_list_all_closed (api, discord, json_node_get_array (channels), wanted, cursor, now, places, &asked, error))
        return NULL;
    }

  return g_steal_pointer (&places);
}

/*** Reading ***/

void
veche_discord_add_page (VecheDiscord *discord, const char *channel, JsonArray *messages, const char **oldest, const char **newest)
{
  *oldest = *newest = NULL;
  for (guint i = 0; i < veche_json_length (messages); i++)
    {
      JsonObject *message = veche_json_nth (messages, i);
      const char *id = veche_json_string (message, "id", NULL);

      if (message == NULL)
        continue;
      veche_discord_add_message (discord, channel, message);
      if (!veche_discord_is_id (id))
        continue;
      if (*oldest == NULL || veche_discord_compare (id, *oldest) < 0)
        *oldest = id;
      if (veche_discord_compare (id, *newest) > 0)
        *newest = id;
    }
}

/* From what we have on to where the newest page began. FALSE: an error; *whole: it was not too much. */
static gboolean
veche_discord_catch_up (VecheApi *api, VecheDiscord *discord, VecheDiscordPlace *place, const char *from, const char *to, gboolean *whole, GError **error)
{
  g_autofree char *after = g_strdup (from);

  *whole = FALSE;
  for (guint i = 0; i < MAX_BEHIND; i++)
    {
      g_autoptr (JsonNode) page = veche_discord_get_messages (api, place->id, "after", after, error);
      const char *oldest, *newest;

      if (page == NULL)
        return FALSE;
      veche_discord_add_page (discord, place->id, json_node_get_array (page), &oldest, &newest);
      *whole = newest == NULL || veche_discord_compare (newest, to) >= 0 || veche_discord_compare (newest, after) <= 0;
      if (*whole)
        return TRUE;
      g_free (after);
      after = g_strdup (newest);
    }

  return TRUE;
}

gboolean
veche_discord_is_due (VecheDiscordPlace *place, VecheDiscordSeen *seen, gint64 now)
{
  if (place->last == NULL)
    return FALSE;
  if (veche_discord_compare (place->last, seen->last) > 0)
    return TRUE;

  return veche_discord_time (place->last) > now - VECHE_DISCORD_FRESH && seen->looked < now - LOOK_EVERY;
}

static gboolean
veche_discord_has (JsonArray *messages, const char *id)
{
  for (guint i = 0; i < veche_json_length (messages); i++)
    if (g_str_equal (veche_json_string (veche_json_nth (messages, i), "id", ""), id))
      return TRUE;

  return FALSE;
}

/* The page shows all from its oldest on, one that is not full shows all there is: what stood there before and does not now was taken away. */
static void
veche_discord_see_gone (VecheDiscord *discord, const char *channel, JsonArray *messages, const char *oldest, VecheDiscordSeen *seen)
{
  gboolean full = veche_json_length (messages) >= VECHE_DISCORD_PAGE;

  for (guint i = 0; seen->ids != NULL && i < seen->ids->len; i++)
    {
      const char *id = g_ptr_array_index (seen->ids, i);
      VechePost *post;

      if ((full && veche_discord_compare (id, oldest) < 0) || veche_discord_has (messages, id))
        continue;
      post = veche_batch_add_post (discord->batch, channel, veche_batch_string (discord->batch, id));
      post->kind = "message";
      post->at = veche_discord_time (id);
      post->deleted = TRUE;
    }
}

/* For the next look; nobody takes back what was said long ago. */
static void
veche_discord_remember (VecheDiscordSeen *seen, JsonArray *messages, gint64 now)
{
  g_clear_pointer (&seen->ids, g_ptr_array_unref);
  seen->looked = now;
  for (guint i = 0; i < veche_json_length (messages); i++)
    {
      const char *id = veche_json_string (veche_json_nth (messages, i), "id", NULL);

      if (!veche_discord_is_id (id) || veche_discord_time (id) < now - VECHE_DISCORD_FRESH)
        continue;
      if (seen->ids == NULL)
        seen->ids = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (seen->ids, g_strdup (id));
    }
}

gboolean
veche_discord_read_place (VecheApi *api, VecheDiscord *discord, VecheDiscordPlace *place, VecheDiscordSeen *seen, gint64 now, GError **error)
{
  g_autoptr (JsonNode) page = veche_discord_get_messages (api, place->id, NULL, NULL, error);
  JsonArray *messages = page != NULL ? json_node_get_array (page) : NULL;
  const char *oldest, *newest;
  gboolean reached, whole = TRUE;

  if (page == NULL)
    return FALSE;
  /* Without Read Message History it does not refuse, it shows nothing; that is no sign of an empty channel, nor of deletions. */
  if (veche_json_length (messages) == 0 && place->last != NULL)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_REJECTED, api->base, "it shows nothing of this channel");
      return FALSE;
    }

  veche_discord_add_page (discord, place->id, messages, &oldest, &newest);
  reached = seen->last != NULL && veche_discord_compare (oldest, seen->last) <= 0;
  if (seen->last != NULL && !reached && veche_json_length (messages) >= VECHE_DISCORD_PAGE
      && !veche_discord_catch_up (api, discord, place, seen->last, oldest, &whole, error))
    return FALSE;
  if (seen->last == NULL || !whole)
    seen->since = veche_json_length (messages) >= VECHE_DISCORD_PAGE ? veche_discord_time (oldest) : veche_discord_time (place->id);
  veche_discord_see_gone (discord, place->id, messages, oldest, seen);
  veche_discord_remember (seen, messages, now);
  /* The place's own word for its newest goes on naming one that was taken away. */
  if (veche_discord_compare (newest, place->last) < 0)
    newest = place->last;
  if (veche_discord_compare (newest, seen->last) > 0)
    {
      g_free (seen->last);
      seen->last = g_strdup (newest);
    }

  return TRUE;
}
