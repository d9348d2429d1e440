/* veche-discord-call.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Rate Limits", "Opcodes and Status Codes" and "Get Channel Messages" of https://docs.discord.com/developers.
 */

#include "connectors/veche-discord-call.h"

#include "connectors/veche-http.h"
#include "connectors/veche-json.h"

/* {"code":50001,"message":"Missing Access"}, with 429 {"message":…,"retry_after":1.5,"global":false} */
gboolean
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

JsonNode *
veche_discord_get (VecheApi *api, const char *path, const char *const *query, const char *scope, JsonNodeType type, GError **error)
{
  return veche_api_expect (api, veche_api_call (api, &(VecheApiRequest) { .path = path, .query = query, .scope = scope }, NULL, error), type, error);
}

JsonNode *
veche_discord_get_messages (VecheApi *api, const char *channel, const char *key, const char *id, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/channels/%s/messages", channel);
  g_autofree char *scope = g_strdup_printf ("channel:%s", channel);
  const char *query[] = { "limit", "100", key, id, NULL };

  return veche_discord_get (api, path, query, scope, JSON_NODE_ARRAY, error);
}
