/* veche-telegram-connector.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * getMe, getUpdates, getChatMember, getWebhookInfo of https://core.telegram.org/bots/api; privacy mode as
 * https://core.telegram.org/bots/features says.
 */

#include "connectors/veche-telegram-connector.h"

#include <string.h>

#include "connectors/veche-http.h"
#include "connectors/veche-json.h"
#include "connectors/veche-telegram-api.h"
#include "connectors/veche-telegram-parse.h"
#include "connectors/veche-telegram-send.h"

#define PAGE_SIZE    100                              /* the most that getUpdates gives */
#define MAX_LENGTH   4096
#define ASK_EVERY    (6 * G_TIME_SPAN_HOUR)           /* for our rights in a chat */
#define MAX_ASKED    10                               /* in one run */
#define KEPT_THERE   (24 * G_TIME_SPAN_HOUR)          /* updates that nobody fetches are dropped */
#define RENUMBERED   (6 * G_TIME_SPAN_DAY)            /* after a week of silence updates are numbered anew */
#define COVER_EVERY  (15 * G_TIME_SPAN_MINUTE)        /* when nothing was said */
#define UPDATES      "message", "edited_message", "channel_post", "edited_channel_post", "message_reaction", "message_reaction_count", "chat_member", "my_chat_member", \
                     "chat_join_request"

struct _VecheTelegramConnector
{
  VecheConnector parent_instance;

  /* Worker thread. */
  JsonNode      *me;         /* (owned) (nullable): what getMe answered */
};

G_DEFINE_FINAL_TYPE (VecheTelegramConnector, veche_telegram_connector, VECHE_TYPE_CONNECTOR)

/*** Opening ***/

static gboolean
veche_telegram_open (VecheConnector *connector, VecheApi *api, GError **error)
{
  const char *server = veche_connector_get_setting (connector, "server");

  if (server != NULL && *server != '\0')
    {
      g_free (api->base);
      api->base = veche_api_normalize_url (server);
    }
  if (api->token == NULL || !veche_telegram_api_is_token (api->token, api->own_server))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_AUTH, api->base, api->token == NULL ? "there is no token; @BotFather has it"
                                                                          : "this is no bot’s token: it looks like 123456:ABC-DEF…");
      return FALSE;
    }

  api->bearer = FALSE;
  api->check = veche_telegram_api_check;
  veche_telegram_api_set_rules (api->budget);

  return TRUE;
}

/* FALSE: an error. */
static gboolean
veche_telegram_begin (VecheTelegramConnector *self, VecheApi *api, VecheTelegramBot *bot, VecheBatch *batch, GError **error)
{
  if (self->me == NULL)
    self->me = veche_telegram_api_ask (api, "getMe", NULL, error);
  if (self->me == NULL)
    return FALSE;
  if (!veche_telegram_bot_begin (bot, batch, veche_telegram_api_result (self->me)))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, api->base, "it does not say who the bot is");
      return FALSE;
    }

  return TRUE;
}

/* Not privacy mode: the bot gets all that is said, not only what is said to it. */
static gboolean
veche_telegram_hears_all (VecheTelegramConnector *self)
{
  return veche_json_bool (veche_telegram_api_result (self->me), "can_read_all_group_messages", FALSE);
}

/*** Fetching ***/

static JsonObject *
veche_telegram_poll (VecheTelegramPlaces *places, guint wait)
{
  static const char *const updates[] = { UPDATES };
  JsonObject *params = json_object_new ();
  JsonArray *allowed = json_array_new ();

  if (places->heard < g_get_real_time () - RENUMBERED)
    places->offset = 0;
  if (places->offset > 0)
    json_object_set_int_member (params, "offset", places->offset);
  json_object_set_int_member (params, "limit", PAGE_SIZE);
  json_object_set_int_member (params, "timeout", wait);
  for (guint i = 0; i < G_N_ELEMENTS (updates); i++)
    json_array_add_string_element (allowed, updates[i]);
  json_object_set_array_member (params, "allowed_updates", allowed);

  return params;
}

/* Somebody else gets the updates: who, and may we take them?  TRUE: they are ours now. */
static gboolean
veche_telegram_take_over (VecheTelegramConnector *self, VecheApi *api, GError **error)
{
  g_autoptr (JsonNode) info = veche_telegram_api_ask (api, "getWebhookInfo", NULL, NULL);
  const char *url = veche_json_string (veche_telegram_api_result (info), "url", "");
  g_autofree char *host = veche_http_dup_host (url);
  g_autoptr (JsonNode) done = NULL;

  if (*url == '\0')
    return FALSE;
  if (g_strcmp0 (veche_connector_get_setting (VECHE_CONNECTOR (self), "take"), "yes") != 0)
    {
      g_clear_error (error);
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_REJECTED, api->base, "the bot’s messages go to a webhook at %s; let Veche take the bot over, or use another bot",
                            host != NULL ? host : "another place");
      return FALSE;
    }

  g_clear_error (error);
  done = veche_telegram_api_ask (api, "deleteWebhook", NULL, error);

  return done != NULL;
}

static JsonNode *
veche_telegram_get_updates (VecheTelegramConnector *self, VecheApi *api, VecheTelegramPlaces *places, guint wait, GError **error)
{
  const VecheApiRequest how = { .harmless = TRUE, .wait = wait };
  GError *local = NULL;
  g_autoptr (JsonNode) node = veche_telegram_api_call (api, "getUpdates", veche_telegram_poll (places, wait), &how, &local);

  if (g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED) && veche_telegram_take_over (self, api, &local))
    node = veche_telegram_api_call (api, "getUpdates", veche_telegram_poll (places, wait), &how, &local);
  if (local != NULL)
    g_propagate_error (error, local);
  else if (veche_json_array (json_node_get_object (node), "result") == NULL)
    veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, api->base, "its answer is not what the Bot API says");
  else
    return g_steal_pointer (&node);

  return NULL;
}

/* How many were new: a server may repeat what it was told we have. */
static guint
veche_telegram_add_updates (VecheTelegramBot *bot, JsonObject *me, JsonArray *updates)
{
  gint64 from = bot->places->offset;
  guint n = 0;

  for (guint i = 0; i < veche_json_length (updates); i++)
    {
      JsonObject *update = veche_json_nth (updates, i);
      gint64 id = veche_json_int (update, "update_id", -1);

      if (update == NULL || id < from)
        continue;
      veche_telegram_bot_add_update (bot, update);
      bot->places->offset = MAX (bot->places->offset, id + 1);
      n++;
    }
  if (n > 0)
    {
      bot->places->heard = g_get_real_time ();
      veche_telegram_bot_add_ourself (bot, me);
    }

  return n;
}

/* What we may see in a chat; asked once in a while, and told by updates in between. */
static gboolean
veche_telegram_ask_rights (VecheApi *api, VecheTelegramBot *bot, VecheTelegramPlace *place)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *params = json_object_new ();

  json_object_set_int_member (params, "chat_id", place->id);
  json_object_set_int_member (params, "user_id", bot->me);
  node = veche_telegram_api_ask (api, "getChatMember", params, &error);
  if (node != NULL)
    {
      place->rights = veche_telegram_bot_rights (veche_telegram_api_result (node));
      place->deaf = veche_telegram_bot_is_deaf (veche_telegram_api_result (node));
    }
  else if (g_error_matches (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED))
    place->rights = VECHE_TELEGRAM_RIGHTS_GONE;
  else
    return FALSE;
  place->asked = g_get_real_time ();

  return TRUE;
}

static void
veche_telegram_look_around (VecheTelegramConnector *self, VecheApi *api, VecheTelegramBot *bot)
{
  gint64 now = g_get_real_time ();
  GHashTableIter iter;
  gpointer value;
  guint asked = 0;
  gboolean answers = TRUE;

  g_hash_table_iter_init (&iter, bot->places->chats);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      VecheTelegramPlace *place = value;

      if (answers && place->asked < now - ASK_EVERY && asked++ < MAX_ASKED)
        answers = veche_telegram_ask_rights (api, bot, place);
      if (place->rights == VECHE_TELEGRAM_RIGHTS_GONE)
        veche_batch_add_notice (bot->batch, "removed", place->title);
      if (place->rights == VECHE_TELEGRAM_RIGHTS_MEMBER)
        veche_batch_add_notice (bot->batch, "no-admin", place->title);
      if (place->rights == VECHE_TELEGRAM_RIGHTS_ADMIN && place->deaf)
        veche_batch_add_notice (bot->batch, "no-requests", place->title);
      if (place->rights == VECHE_TELEGRAM_RIGHTS_MEMBER && !veche_telegram_hears_all (self))
        veche_batch_add_notice (bot->batch, "privacy-mode", place->title);
    }
}

/* All that was said came to us, from when the bot began to hear all until now, unless nobody fetched for a day. */
static void
veche_telegram_cover (VecheTelegramConnector *self, VecheTelegramBot *bot, gint64 now, gboolean said)
{
  VecheTelegramPlaces *places = bot->places;
  gboolean lost = places->drained < now - KEPT_THERE;
  gboolean due = said || places->covered < now - COVER_EVERY;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, places->chats);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      VecheTelegramPlace *place = value;
      g_autofree char *key = veche_telegram_bot_channel_key (bot->me, place->id);
      gboolean all = place->rights == VECHE_TELEGRAM_RIGHTS_ADMIN || (place->rights == VECHE_TELEGRAM_RIGHTS_MEMBER && veche_telegram_hears_all (self));
      VecheChannel *channel;

      if (!all)
        place->since = 0;
      else if (place->since == 0 || lost)
        place->since = now;
      else if (due)
        {
          channel = veche_batch_add_channel (bot->batch, key);
          /* From where it was vouched for last: what has been found missing since then is not called complete again. */
          channel->complete_since = MAX (place->since, places->covered);
          channel->complete_until = now;
        }
    }
  places->drained = now;
  if (due)
    places->covered = now;
}

static VecheBatch *
veche_telegram_connector_fetch (VecheConnector *connector, VecheApi *api, const char *cursor, guint wait, GError **error)
{
  VecheTelegramConnector *self = VECHE_TELEGRAM_CONNECTOR (connector);
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", "");
  g_autoptr (VecheTelegramPlaces) places = veche_telegram_places_read (cursor);
  g_auto (GStrv) mine = veche_connector_dup_list (connector, "mine");
  VecheTelegramBot bot = { .places = places, .mine = (const char *const *) mine, .words = veche_connector_get_words (connector) };
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *next = NULL;
  JsonArray *updates;
  gint64 now;
  guint fresh;
  gboolean more;

  if (!veche_telegram_begin (self, api, &bot, batch, error))
    return NULL;
  now = g_get_real_time ();
  node = veche_telegram_get_updates (self, api, places, wait, error);
  if (node == NULL)
    return NULL;

  updates = veche_json_array (json_node_get_object (node), "result");
  fresh = veche_telegram_add_updates (&bot, veche_telegram_api_result (self->me), updates);
  more = fresh > 0 && veche_json_length (updates) >= PAGE_SIZE;
  veche_telegram_look_around (self, api, &bot);
  if (!more)
    veche_telegram_cover (self, &bot, now, fresh > 0);
  next = veche_telegram_places_write (places);
  veche_batch_set_cursor (batch, next, more);

  return g_steal_pointer (&batch);
}

/*** Describing ***/

static VecheBatch *
veche_telegram_connector_describe (VecheConnector *connector, VecheApi *api, GError **error)
{
  VecheTelegramConnector *self = VECHE_TELEGRAM_CONNECTOR (connector);
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", "");
  g_autoptr (JsonNode) info = NULL;
  g_autofree char *host = NULL;
  g_autofree char *place = NULL;
  VecheTelegramBot bot = { 0 };

  if (!veche_telegram_begin (self, api, &bot, batch, error))
    return NULL;

  veche_telegram_bot_add_ourself (&bot, veche_telegram_api_result (self->me));
  info = veche_telegram_api_ask (api, "getWebhookInfo", NULL, NULL);
  host = veche_http_dup_host (veche_json_string (veche_telegram_api_result (info), "url", ""));
  place = bot.handle != NULL ? g_strconcat ("@", bot.handle, NULL) : NULL;
  veche_batch_set_place (batch, place, MAX_LENGTH);
  if (host != NULL)
    veche_batch_add_notice (batch, "webhook", host);
  if (!veche_telegram_hears_all (self))
    veche_batch_add_notice (batch, "privacy", NULL);
  if (!veche_json_bool (veche_telegram_api_result (self->me), "can_join_groups", TRUE))
    veche_batch_add_notice (batch, "no-groups", NULL);
  veche_batch_add_notice (batch, "no-list", NULL);
  veche_batch_add_notice (batch, "no-history", NULL);

  return g_steal_pointer (&batch);
}

static void
veche_telegram_connector_finalize (GObject *object)
{
  VecheTelegramConnector *self = VECHE_TELEGRAM_CONNECTOR (object);

  g_clear_pointer (&self->me, json_node_unref);

  G_OBJECT_CLASS (veche_telegram_connector_parent_class)->finalize (object);
}

static void
veche_telegram_connector_class_init (VecheTelegramConnectorClass *klass)
{
  VecheConnectorClass *connector_class = VECHE_CONNECTOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = veche_telegram_connector_finalize;
  connector_class->name = "telegram";
  connector_class->open = veche_telegram_open;
  connector_class->fetch = veche_telegram_connector_fetch;
  connector_class->describe = veche_telegram_connector_describe;
  connector_class->send = veche_telegram_send;
}

static void
veche_telegram_connector_init (VecheTelegramConnector *self)
{
}
