/* veche-discord-connector.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Facts of https://docs.discord.com/developers: "Rate Limits" (buckets from headers, 50 requests a second in all), "List Guild Members" (needs
 * the members intent), Application Flags, "Message Content Intent" (without it content is empty but for mentions of the bot and talks with it).
 */

#include "connectors/veche-discord-connector.h"

#include <string.h>

#include "connectors/veche-discord-call.h"
#include "connectors/veche-discord-cursor.h"
#include "connectors/veche-discord-events.h"
#include "connectors/veche-discord-parse.h"
#include "connectors/veche-discord-read.h"
#include "connectors/veche-discord-send.h"
#include "connectors/veche-http.h"
#include "connectors/veche-json.h"
#include "model/veche-calendar-entry.h"

#define MAX_LENGTH    2000
#define PLACES_A_PAGE 5        /* channels read before what was found is saved */
#define CONTENT_FLAGS ((1 << 18) | (1 << 19))
#define MEMBERS_FLAGS ((1 << 14) | (1 << 15))

struct _VecheDiscordConnector
{
  VecheConnector parent_instance;

  /* Worker thread. */
  JsonNode      *me;           /* (owned) (nullable) */
  JsonNode      *guilds;       /* (owned) (nullable) */
  GPtrArray     *places;       /* (owned) (nullable) (element-type VecheDiscordPlace): still to be read in this run */
  GPtrArray     *quiet;        /* (owned) (element-type VecheDiscordPlace): with nothing new */
  gint64         now;          /* when they were listed */
};

G_DEFINE_FINAL_TYPE (VecheDiscordConnector, veche_discord_connector, VECHE_TYPE_CONNECTOR)

/*** Requests ***/

static gboolean
veche_discord_open (VecheConnector *connector, VecheApi *api, GError **error)
{
  g_autofree char *authorization = NULL;

  if (api->token == NULL || *api->token == '\0' || strpbrk (api->token, " \r\n") != NULL)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_AUTH, api->base, "there is no token; the Developer Portal has it");
      return FALSE;
    }
  authorization = g_strconcat ("Bot ", api->token, NULL);
  api->bearer = FALSE;
  veche_api_add_header (api, "Authorization", authorization);
  api->check = veche_discord_check;
  veche_budget_set_rule (api->budget, "", 50, 1);

  return TRUE;
}

static gboolean
veche_discord_meet (VecheDiscordConnector *self, VecheApi *api, VecheDiscord *discord, VecheBatch *batch, GError **error)
{
  if (self->me == NULL)
    self->me = veche_discord_get (api, "/users/@me", NULL, "route:me", JSON_NODE_OBJECT, error);
  if (self->me == NULL)
    return FALSE;
  if (!veche_discord_begin (discord, batch, json_node_get_object (self->me)))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, api->base, "it does not say who the bot is");
      return FALSE;
    }
  if (self->guilds == NULL)
    self->guilds = veche_discord_get (api, "/users/@me/guilds", (const char *const[]) { "limit", "200", NULL }, "route:guilds", JSON_NODE_ARRAY, error);

  return self->guilds != NULL;
}

/* A channel that can't be read is said so and does not stop the others. */
static gboolean
veche_discord_read (VecheDiscordConnector *self, VecheApi *api, VecheDiscord *discord, VecheDiscordPlace *place, VecheDiscordCursor *cursor, GError **error)
{
  VecheDiscordSeen *seen = veche_discord_cursor_get (cursor, place->id);
  GError *local = NULL;

  discord->guild = place->guild;
  if (veche_discord_read_place (api, discord, place, seen, self->now, &local))
    {
      veche_discord_cursor_cover (seen, discord->batch, place->id, self->now);
      return TRUE;
    }
  if (local->code != VECHE_CONNECTOR_ERROR_REJECTED && local->code != VECHE_CONNECTOR_ERROR_NOT_FOUND)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  g_error_free (local);
  veche_batch_add_notice (discord->batch, "no-access", place->name);
  /* Asked again when something new is said there. */
  g_free (seen->last);
  seen->last = g_strdup (place->last);
  seen->since = 0;

  return TRUE;
}

static gboolean
veche_discord_begin_run (VecheDiscordConnector *self, VecheApi *api, VecheDiscord *discord, VecheDiscordCursor *cursor, GError **error)
{
  g_auto (GStrv) wanted = veche_connector_dup_list (VECHE_CONNECTOR (self), "places");
  g_autoptr (GPtrArray) places = NULL;

  self->now = g_get_real_time ();
  places = veche_discord_list (api, discord, json_node_get_array (self->guilds), wanted, cursor, self->now, error);
  if (places == NULL)
    return FALSE;

  self->places = g_ptr_array_new_with_free_func (veche_discord_place_free);
  self->quiet = g_ptr_array_new_with_free_func (veche_discord_place_free);
  while (places->len > 0)
    {
      VecheDiscordPlace *place = g_ptr_array_steal_index (places, places->len - 1);
      VecheDiscordSeen *seen = veche_discord_cursor_get (cursor, place->id);

      seen->listed = self->now - self->now % G_TIME_SPAN_DAY;
      g_ptr_array_add (veche_discord_is_due (place, seen, self->now) ? self->places : self->quiet, place);
    }

  return TRUE;
}

static VecheBatch *
veche_discord_connector_fetch (VecheConnector *connector, VecheApi *api, const char *cursor_text, guint wait, GError **error)
{
  VecheDiscordConnector *self = VECHE_DISCORD_CONNECTOR (connector);
  g_autoptr (VecheBatch) batch = veche_batch_new ("discord", "");
  g_autoptr (VecheDiscordCursor) cursor = veche_discord_cursor_read (cursor_text);
  g_auto (GStrv) mine = veche_connector_dup_list (connector, "mine");
  VecheDiscord discord = { .mine = (const char *const *) mine, .words = veche_connector_get_words (connector) };
  g_autofree char *next = NULL;

  if (!veche_discord_meet (self, api, &discord, batch, error) || (self->places == NULL && !veche_discord_begin_run (self, api, &discord, cursor, error)))
    return NULL;

  for (guint i = 0; i < PLACES_A_PAGE && self->places->len > 0; i++)
    {
      VecheDiscordPlace *place = g_ptr_array_index (self->places, self->places->len - 1);

      if (!veche_discord_read (self, api, &discord, place, cursor, error))
        return NULL;
      veche_discord_add_ourself (&discord, json_node_get_object (self->me));
      g_ptr_array_remove_index (self->places, self->places->len - 1);
    }
  for (guint i = 0; self->places->len == 0 && i < self->quiet->len; i++)
    {
      VecheDiscordPlace *place = g_ptr_array_index (self->quiet, i);

      veche_discord_cursor_cover (veche_discord_cursor_get (cursor, place->id), batch, place->id, self->now);
    }
  if (self->places->len == 0)
    veche_discord_cursor_prune (cursor, self->now);
  next = veche_discord_cursor_write (cursor);
  veche_batch_set_cursor (batch, next, self->places->len > 0);

  return g_steal_pointer (&batch);
}

static VecheBatch *
veche_discord_connector_describe (VecheConnector *connector, VecheApi *api, GError **error)
{
  VecheDiscordConnector *self = VECHE_DISCORD_CONNECTOR (connector);
  g_autoptr (VecheBatch) batch = veche_batch_new ("discord", "");
  g_autoptr (JsonNode) application = NULL;
  g_auto (GStrv) wanted = veche_connector_dup_list (connector, "places");
  g_autoptr (GPtrArray) places = NULL;
  VecheDiscord discord = { 0 };
  gint64 flags;

  if (!veche_discord_meet (self, api, &discord, batch, error))
    return NULL;
  places = veche_discord_list (api, &discord, json_node_get_array (self->guilds), wanted, NULL, 0, error);
  if (places == NULL)
    return NULL;

  veche_discord_add_ourself (&discord, json_node_get_object (self->me));
  application = veche_discord_get (api, "/applications/@me", NULL, "route:application", JSON_NODE_OBJECT, NULL);
  flags = application != NULL ? veche_json_int (json_node_get_object (application), "flags", 0) : CONTENT_FLAGS | MEMBERS_FLAGS;
  if ((flags & CONTENT_FLAGS) == 0)
    veche_batch_add_notice (batch, "no-content", NULL);
  if ((flags & MEMBERS_FLAGS) == 0)
    veche_batch_add_notice (batch, "no-members", NULL);
  if (veche_json_length (json_node_get_array (self->guilds)) == 0)
    veche_batch_add_notice (batch, "no-server", NULL);
  veche_batch_set_place (batch, veche_json_string (veche_json_nth (json_node_get_array (self->guilds), 0), "name", NULL), MAX_LENGTH);

  return g_steal_pointer (&batch);
}

/* A server that does not show its events may have some. */
static GPtrArray *
veche_discord_connector_events (VecheConnector *connector, VecheApi *api, const char *const *known, GError **error)
{
  VecheDiscordConnector *self = VECHE_DISCORD_CONNECTOR (connector);
  g_autoptr (VecheBatch) batch = veche_batch_new ("discord", "");
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_calendar_entry_free);
  VecheDiscord discord = { 0 };
  guint n;

  if (!veche_discord_meet (self, api, &discord, batch, error))
    return NULL;
  n = veche_json_length (json_node_get_array (self->guilds));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = veche_json_dup_id (veche_json_nth (json_node_get_array (self->guilds), i), "id");
      g_autofree char *path = g_strdup_printf ("/guilds/%s/scheduled-events", id != NULL ? id : "");
      g_autoptr (GError) local = NULL;
      g_autoptr (JsonNode) node = id != NULL ? veche_discord_get (api, path, NULL, "route:events", JSON_NODE_ARRAY, &local) : NULL;
      g_autoptr (GPtrArray) entries = node != NULL ? veche_discord_read_events (json_node_get_array (node)) : NULL;

      if (entries != NULL)
        g_ptr_array_extend_and_steal (all, g_steal_pointer (&entries));
      else if (local != NULL && local->code != VECHE_CONNECTOR_ERROR_REJECTED && local->code != VECHE_CONNECTOR_ERROR_NOT_FOUND)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      else
        api->partial = TRUE;
    }

  return g_steal_pointer (&all);
}

/*** Members, and what was said before ***/

/* Which of our servers it is; their number: none. */
static guint
veche_discord_find_guild (JsonArray *guilds, const char *id)
{
  guint n = veche_json_length (guilds);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (veche_json_string (veche_json_nth (guilds, i), "id", NULL), id) == 0)
      return i;

  return n;
}

/* The id of the last of them; after: when there is none higher. */
static const char *
veche_discord_add_members (VecheDiscord *discord, JsonArray *page, const char *after)
{
  const char *last = after;

  for (guint i = 0; i < veche_json_length (page); i++)
    {
      JsonObject *member = veche_json_nth (page, i);
      const char *id = veche_json_string (veche_json_object (member, "user"), "id", NULL);

      if (member != NULL)
        veche_discord_add_member (discord, member);
      if (veche_discord_is_id (id) && veche_discord_compare (id, last) > 0)
        last = id;
    }

  return last;
}

/* cursor: "server:last id".  Each server is a list of its own. */
static VecheBatch *
veche_discord_connector_members (VecheConnector *connector, VecheApi *api, const char *cursor, GError **error)
{
  VecheDiscordConnector *self = VECHE_DISCORD_CONNECTOR (connector);
  g_autoptr (VecheBatch) batch = veche_batch_new ("discord", "");
  VecheDiscord discord = { 0 };
  g_auto (GStrv) at = g_strsplit (cursor != NULL ? cursor : "", ":", 2);
  const char *after = cursor != NULL && at[1] != NULL ? at[1] : "0", *guild, *last;
  g_autofree char *path = NULL;
  g_autofree char *next = NULL;
  g_autoptr (JsonNode) page = NULL;
  g_autoptr (GError) local = NULL;
  JsonArray *guilds;
  guint number, n;
  gboolean full;

  if (!veche_discord_meet (self, api, &discord, batch, error))
    return NULL;
  guilds = json_node_get_array (self->guilds);
  number = cursor != NULL ? veche_discord_find_guild (guilds, at[0]) : 0;
  guild = veche_json_string (veche_json_nth (guilds, number), "id", NULL);
  if (!veche_discord_is_id (guild) || !veche_discord_is_id (after))
    {
      veche_batch_set_partial (batch);      /* the server where we stood is gone */
      return g_steal_pointer (&batch);
    }

  path = g_strdup_printf ("/guilds/%s/members", guild);
  page = veche_discord_get (api, path, (const char *const[]) { "limit", "1000", "after", after, NULL }, "route:members", JSON_NODE_ARRAY, &local);
  if (page == NULL && local->code != VECHE_CONNECTOR_ERROR_REJECTED && local->code != VECHE_CONNECTOR_ERROR_NOT_FOUND)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (page == NULL)
    veche_batch_add_notice (batch, "no-members", NULL);
  n = page != NULL ? json_array_get_length (json_node_get_array (page)) : 0;
  last = veche_discord_add_members (&discord, page != NULL ? json_node_get_array (page) : NULL, after);
  full = n >= 1000 && veche_discord_compare (last, after) > 0;
  veche_batch_set_list (batch, guild, page != NULL && n < 1000);
  next = g_strdup_printf ("%s:%s", full ? guild : veche_json_string (veche_json_nth (guilds, number + 1), "id", ""), full ? last : "0");
  veche_batch_set_cursor (batch, next, full || number + 1 < veche_json_length (guilds));

  return g_steal_pointer (&batch);
}

/* cursor: the oldest message that was read. */
static VecheBatch *
veche_discord_connector_backfill (VecheConnector *connector, VecheApi *api, const VecheGap *gap, const char *cursor, GError **error)
{
  VecheDiscordConnector *self = VECHE_DISCORD_CONNECTOR (connector);
  g_autoptr (VecheBatch) batch = veche_batch_new ("discord", "");
  g_autofree char *until = g_strdup_printf ("%" G_GUINT64_FORMAT, veche_discord_snowflake (gap->until) + 1);
  g_autofree char *path = g_strdup_printf ("/channels/%s", gap->channel);
  const char *before = veche_discord_is_id (cursor) ? cursor : until, *oldest, *newest;
  g_autoptr (JsonNode) about = NULL;
  g_autoptr (JsonNode) page = NULL;
  VecheDiscord discord = { 0 };
  VecheChannel *channel;
  gboolean over;

  if (!veche_discord_is_id (gap->channel))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_REJECTED, api->base, "this is no channel of Discord’s");
      return NULL;
    }
  if (!veche_discord_meet (self, api, &discord, batch, error)
      || (about = veche_discord_get (api, path, NULL, "route:channel", JSON_NODE_OBJECT, error)) == NULL
      || (page = veche_discord_get_messages (api, gap->channel, "before", before, error)) == NULL)
    return NULL;

  discord.guild = veche_json_string (json_node_get_object (about), "guild_id", NULL);
  veche_discord_add_channel (&discord, json_node_get_object (about));
  veche_discord_add_page (&discord, gap->channel, json_node_get_array (page), &oldest, &newest);
  over = veche_json_length (json_node_get_array (page)) < VECHE_DISCORD_PAGE || veche_discord_compare (oldest, before) >= 0 || veche_discord_time (oldest) <= gap->since;
  channel = veche_batch_add_channel (batch, gap->channel);
  channel->complete_since = over ? gap->since : veche_discord_time (oldest);
  channel->complete_until = veche_discord_is_id (cursor) ? veche_discord_time (cursor) : gap->until;
  veche_batch_set_cursor (batch, over ? NULL : oldest, !over);

  return g_steal_pointer (&batch);
}

static gboolean
veche_discord_connector_send (VecheConnector *connector, VecheApi *api, const VecheReply *reply, VecheSent *sent, GError **error)
{
  VecheDiscordConnector *self = VECHE_DISCORD_CONNECTOR (connector);
  g_autoptr (VecheBatch) batch = veche_batch_new ("discord", "");
  VecheDiscord discord = { 0 };

  /* Who we are is needed to know our own again. */
  if (reply->maybe_sent && !veche_discord_meet (self, api, &discord, batch, error))
    return FALSE;

  return veche_discord_send (api, discord.me, reply, sent, error);
}

static void
veche_discord_connector_finalize (GObject *object)
{
  VecheDiscordConnector *self = VECHE_DISCORD_CONNECTOR (object);

  g_clear_pointer (&self->me, json_node_unref);
  g_clear_pointer (&self->guilds, json_node_unref);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->quiet, g_ptr_array_unref);

  G_OBJECT_CLASS (veche_discord_connector_parent_class)->finalize (object);
}

static void
veche_discord_connector_class_init (VecheDiscordConnectorClass *klass)
{
  VecheConnectorClass *connector_class = VECHE_CONNECTOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = veche_discord_connector_finalize;
  connector_class->name = "discord";
  connector_class->open = veche_discord_open;
  connector_class->fetch = veche_discord_connector_fetch;
  connector_class->describe = veche_discord_connector_describe;
  connector_class->events = veche_discord_connector_events;
  connector_class->members = veche_discord_connector_members;
  connector_class->backfill = veche_discord_connector_backfill;
  connector_class->send = veche_discord_connector_send;
}

static void
veche_discord_connector_init (VecheDiscordConnector *self)
{
}
