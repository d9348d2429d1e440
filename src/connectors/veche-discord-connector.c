/* veche-discord-connector.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Facts of https://docs.discord.com/developers: "Rate Limits" (buckets from headers, 50 requests a second in all), "Get Channel Messages",
 * "Create Message" (nonce, enforce_nonce: the same message for a few minutes), "List Guild Members" (needs the members intent), Application
 * Flags, "Message Content Intent" (without it content is empty but for mentions of the bot and talks with it).
 */

#include "connectors/veche-discord-connector.h"

#include <string.h>

#include "connectors/veche-discord-cursor.h"
#include "connectors/veche-discord-parse.h"
#include "connectors/veche-http.h"
#include "connectors/veche-json.h"

#define MAX_LENGTH    2000
#define PAGE          100
#define PLACES_A_PAGE 5        /* channels read before what was found is saved */
#define MAX_BEHIND    20       /* pages that one channel may be behind in one run; the rest is a gap */
#define CONTENT_FLAGS ((1 << 18) | (1 << 19))
#define MEMBERS_FLAGS ((1 << 14) | (1 << 15))

typedef struct { char *id, *guild, *last, *name; } VecheDiscordPlace;   /* where something is said; last (nullable): its newest message */

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

static void
veche_discord_place_free (gpointer data)
{
  VecheDiscordPlace *place = data;

  g_free (place->id);
  g_free (place->guild);
  g_free (place->last);
  g_free (place->name);
  g_free (place);
}

/*** Requests ***/

/* {"code":50001,"message":"Missing Access"}, with 429 {"message":…,"retry_after":1.5,"global":false} */
static gboolean
veche_discord_check (VecheApi *api, guint status, JsonObject *body, GError **error)
{
  static const struct { gint64 code; const char *sentence; } sentences[] = {
    { 10003, "this channel is gone there" },                     { 10008, "the message that it answers is gone there" },
    { 20016, "this channel is in slow mode; try a little later" }, { 50001, "the bot may not see this channel" },
    { 50007, "this person takes no messages from the bot" },     { 50013, "the bot has no right to write in this channel" },
    { 50083, "this thread is archived" },                        { 160005, "this thread is locked" },
  };
  gint64 code = veche_json_int (body, "code", 0);
  const char *words = veche_json_string (body, "message", "it refused");

  if (status < 400 || status >= 500 || body == NULL)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i].code == code)
      words = sentences[i].sentence;
  if (status == 429)
    {
      double seconds = veche_json_double (body, "retry_after", 0);

      if (seconds > 0)
        api->retry_after = g_get_real_time () + (gint64) (CLAMP (seconds, 1, 3600) * G_USEC_PER_SEC);
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_RATE_LIMITED, api->base, "too many requests; it asked for a pause");
    }
  else if (status == 401)
    veche_http_set_error (error, VECHE_CONNECTOR_ERROR_AUTH, api->base, "the bot’s token is not valid; the Developer Portal makes a new one");
  else
    veche_http_set_error (error, status == 404 ? VECHE_CONNECTOR_ERROR_NOT_FOUND : VECHE_CONNECTOR_ERROR_REJECTED, api->base, "%s", words);

  return FALSE;
}

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

/* (transfer full) */
static JsonNode *
veche_discord_get (VecheApi *api, const char *path, const char *const *query, const char *scope, JsonNodeType type, GError **error)
{
  return veche_api_expect (api, veche_api_call (api, &(VecheApiRequest) { .path = path, .query = query, .scope = scope }, NULL, error), type, error);
}

static JsonNode *
veche_discord_get_messages (VecheApi *api, const char *channel, const char *key, const char *id, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/channels/%s/messages", channel);
  g_autofree char *scope = g_strdup_printf ("channel:%s", channel);
  const char *query[] = { "limit", "100", key, id, NULL };

  return veche_discord_get (api, path, query, scope, JSON_NODE_ARRAY, error);
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

/* Channels and threads of all servers it is in. (transfer full); NULL: an error. */
static GPtrArray *
veche_discord_list (VecheDiscordConnector *self, VecheApi *api, VecheDiscord *discord, GError **error)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (veche_discord_place_free);
  g_auto (GStrv) wanted = veche_connector_dup_list (VECHE_CONNECTOR (self), "places");
  JsonArray *guilds = json_node_get_array (self->guilds);

  for (guint i = 0; i < veche_json_length (guilds); i++)
    {
      const char *guild = veche_json_string (veche_json_nth (guilds, i), "id", NULL);
      g_autofree char *channels_path = g_strdup_printf ("/guilds/%s/channels", guild);
      g_autofree char *threads_path = g_strdup_printf ("/guilds/%s/threads/active", guild);
      g_autoptr (JsonNode) channels = NULL;
      g_autoptr (JsonNode) threads = NULL;

      if (!veche_discord_is_id (guild))
        continue;
      channels = veche_discord_get (api, channels_path, NULL, "route:channels", JSON_NODE_ARRAY, error);
      threads = channels != NULL ? veche_discord_get (api, threads_path, NULL, "route:threads", JSON_NODE_OBJECT, error) : NULL;
      if (threads == NULL)
        return NULL;
      discord->guild = guild;
      veche_discord_list_channels (discord, json_node_get_array (channels), wanted, places);
      veche_discord_list_channels (discord, veche_json_array (json_node_get_object (threads), "threads"), wanted, places);
    }

  return g_steal_pointer (&places);
}

/*** Reading ***/

/* The oldest and newest of a page, which comes in any order. */
static void
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

/* The newest page shows edits and reactions of what we have, too. */
static gboolean
veche_discord_read_place (VecheDiscordConnector *self, VecheApi *api, VecheDiscord *discord, VecheDiscordPlace *place, VecheDiscordSeen *seen, GError **error)
{
  g_autoptr (JsonNode) page = veche_discord_get_messages (api, place->id, NULL, NULL, error);
  JsonArray *messages = page != NULL ? json_node_get_array (page) : NULL;
  const char *oldest, *newest;
  gboolean reached, whole = TRUE;

  if (page == NULL)
    return FALSE;

  veche_discord_add_page (discord, place->id, messages, &oldest, &newest);
  reached = seen->last != NULL && veche_discord_compare (oldest, seen->last) <= 0;
  if (seen->last != NULL && !reached && veche_json_length (messages) >= PAGE
      && !veche_discord_catch_up (api, discord, place, seen->last, oldest, &whole, error))
    return FALSE;
  if (seen->last == NULL || !whole)
    seen->since = veche_json_length (messages) >= PAGE ? veche_discord_time (oldest) : veche_discord_time (place->id);
  if (newest != NULL)
    {
      g_free (seen->last);
      seen->last = g_strdup (newest);
    }

  return TRUE;
}

/* A channel that can't be read is said so and does not stop the others. */
static gboolean
veche_discord_read (VecheDiscordConnector *self, VecheApi *api, VecheDiscord *discord, VecheDiscordPlace *place, VecheDiscordCursor *cursor, GError **error)
{
  VecheDiscordSeen *seen = veche_discord_cursor_get (cursor, place->id);
  GError *local = NULL;

  discord->guild = place->guild;
  if (veche_discord_read_place (self, api, discord, place, seen, &local))
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
  g_autoptr (GPtrArray) places = NULL;

  self->now = g_get_real_time ();
  places = veche_discord_list (self, api, discord, error);
  if (places == NULL)
    return FALSE;

  self->places = g_ptr_array_new_with_free_func (veche_discord_place_free);
  self->quiet = g_ptr_array_new_with_free_func (veche_discord_place_free);
  while (places->len > 0)
    {
      VecheDiscordPlace *place = g_ptr_array_steal_index (places, places->len - 1);
      VecheDiscordSeen *seen = veche_discord_cursor_get (cursor, place->id);

      g_ptr_array_add (place->last == NULL || veche_discord_compare (place->last, seen->last) <= 0 ? self->quiet : self->places, place);
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
  g_autoptr (GPtrArray) places = NULL;
  VecheDiscord discord = { 0 };
  gint64 flags;

  if (!veche_discord_meet (self, api, &discord, batch, error))
    return NULL;
  places = veche_discord_list (self, api, &discord, error);
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

/*** Members, and what was said before ***/

/* cursor: "number of the server:last id". */
static VecheBatch *
veche_discord_connector_members (VecheConnector *connector, VecheApi *api, const char *cursor, GError **error)
{
  VecheDiscordConnector *self = VECHE_DISCORD_CONNECTOR (connector);
  g_autoptr (VecheBatch) batch = veche_batch_new ("discord", "");
  VecheDiscord discord = { 0 };
  guint number = cursor != NULL ? (guint) g_ascii_strtoull (cursor, NULL, 10) : 0;
  const char *after = cursor != NULL && strchr (cursor, ':') != NULL ? strchr (cursor, ':') + 1 : "0", *guild, *last = NULL;
  g_autofree char *path = NULL;
  g_autofree char *next = NULL;
  g_autoptr (JsonNode) page = NULL;
  JsonArray *guilds;
  GError *local = NULL;
  guint n = 0;

  if (!veche_discord_meet (self, api, &discord, batch, error))
    return NULL;
  guilds = json_node_get_array (self->guilds);
  guild = veche_json_string (veche_json_nth (guilds, number), "id", NULL);
  if (!veche_discord_is_id (guild) || !veche_discord_is_id (after))
    return g_steal_pointer (&batch);

  path = g_strdup_printf ("/guilds/%s/members", guild);
  page = veche_discord_get (api, path, (const char *const[]) { "limit", "1000", "after", after, NULL }, "route:members", JSON_NODE_ARRAY, &local);
  if (page == NULL && local->code != VECHE_CONNECTOR_ERROR_REJECTED)
    {
      g_propagate_error (error, local);
      return NULL;
    }
  if (page == NULL)
    veche_batch_add_notice (batch, "no-members", NULL);
  g_clear_error (&local);
  for (; page != NULL && n < veche_json_length (json_node_get_array (page)); n++)
    {
      JsonObject *member = veche_json_nth (json_node_get_array (page), n);
      const char *id = veche_json_string (veche_json_object (member, "user"), "id", NULL);

      if (member != NULL)
        veche_discord_add_member (&discord, member);
      if (veche_discord_is_id (id) && veche_discord_compare (id, last) > 0)
        last = id;
    }
  next = n >= 1000 && veche_discord_compare (last, after) > 0 ? g_strdup_printf ("%u:%s", number, last) : g_strdup_printf ("%u:0", number + 1);
  veche_batch_set_cursor (batch, next, n >= 1000 || number + 1 < veche_json_length (guilds));

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
  over = veche_json_length (json_node_get_array (page)) < PAGE || veche_discord_compare (oldest, before) >= 0 || veche_discord_time (oldest) <= gap->since;
  channel = veche_batch_add_channel (batch, gap->channel);
  channel->complete_since = over ? gap->since : veche_discord_time (oldest);
  channel->complete_until = veche_discord_is_id (cursor) ? veche_discord_time (cursor) : gap->until;
  veche_batch_set_cursor (batch, over ? NULL : oldest, !over);

  return g_steal_pointer (&batch);
}

/*** Sending ***/

static JsonNode *
veche_discord_compose (const VecheReply *reply)
{
  JsonObject *message = json_object_new (), *mentions = json_object_new ();
  JsonArray *parse = json_array_new ();

  json_object_set_string_member (message, "content", reply->text);
  if (reply->idempotency_key != NULL)
    {
      g_autofree char *nonce = g_compute_checksum_for_string (G_CHECKSUM_SHA1, reply->idempotency_key, -1);

      nonce[24] = '\0';     /* 25 at most */
      json_object_set_string_member (message, "nonce", nonce);
      json_object_set_boolean_member (message, "enforce_nonce", TRUE);
    }
  if (veche_discord_is_id (reply->in_reply_to))
    {
      JsonObject *reference = json_object_new ();

      json_object_set_string_member (reference, "message_id", reply->in_reply_to);
      json_object_set_object_member (message, "message_reference", reference);
    }
  /* Nobody rings a whole server by mistake: people only, and whom it answers. */
  json_array_add_string_element (parse, "users");
  json_object_set_array_member (mentions, "parse", parse);
  json_object_set_boolean_member (mentions, "replied_user", TRUE);
  json_object_set_object_member (message, "allowed_mentions", mentions);

  return json_node_init_object (json_node_alloc (), message);
}

static gboolean
veche_discord_take_sent (VecheDiscordConnector *self, JsonObject *message, const char *channel, VecheSent *sent)
{
  const char *id = veche_json_string (message, "id", NULL);

  if (!veche_discord_is_id (id))
    return FALSE;
  sent->remote_id = g_strdup (id);

  return TRUE;
}

/* Our answer, when an earlier attempt brought it there. FALSE: could not look. */
static gboolean
veche_discord_find_sent (VecheDiscordConnector *self, VecheApi *api, const VecheReply *reply, VecheSent *sent, GError **error)
{
  g_autoptr (VecheBatch) batch = veche_batch_new ("discord", "");
  g_autoptr (JsonNode) page = NULL;
  VecheDiscord discord = { 0 };

  if (!veche_discord_meet (self, api, &discord, batch, error) || (page = veche_discord_get_messages (api, reply->channel, NULL, NULL, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < veche_json_length (json_node_get_array (page)); i++)
    {
      JsonObject *message = veche_json_nth (json_node_get_array (page), i);

      if (g_strcmp0 (veche_json_string (veche_json_object (message, "author"), "id", NULL), discord.me) == 0
          && g_strcmp0 (veche_json_string (veche_json_object (message, "message_reference"), "message_id", NULL), reply->in_reply_to) == 0
          && g_strcmp0 (veche_json_string (message, "content", NULL), reply->text) == 0 && veche_discord_take_sent (self, message, reply->channel, sent))
        return TRUE;
    }

  return TRUE;
}

static gboolean
veche_discord_connector_send (VecheConnector *connector, VecheApi *api, const VecheReply *reply, VecheSent *sent, GError **error)
{
  VecheDiscordConnector *self = VECHE_DISCORD_CONNECTOR (connector);
  g_autofree char *path = g_strdup_printf ("/channels/%s/messages", reply->channel);
  g_autofree char *scope = g_strdup_printf ("channel:%s", reply->channel);
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (!veche_discord_is_id (reply->channel))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_REJECTED, api->base, "this is no channel of Discord’s");
      return FALSE;
    }
  if (reply->maybe_sent && !veche_discord_find_sent (self, api, reply, sent, error))
    return FALSE;
  if (sent->remote_id != NULL)
    return TRUE;

  json = veche_discord_compose (reply);
  node = veche_api_call (api, &(VecheApiRequest) { .path = path, .json = json, .scope = scope }, NULL, error);
  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (node) || !veche_discord_take_sent (self, json_node_get_object (node), reply->channel, sent))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_UNKNOWN, api->base, "it did not say what became of the message");
      return FALSE;
    }

  return TRUE;
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
  connector_class->members = veche_discord_connector_members;
  connector_class->backfill = veche_discord_connector_backfill;
  connector_class->send = veche_discord_connector_send;
}

static void
veche_discord_connector_init (VecheDiscordConnector *self)
{
}
