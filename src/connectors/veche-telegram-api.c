/* veche-telegram-api.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Making requests" and ResponseParameters of https://core.telegram.org/bots/api; limits as https://core.telegram.org/bots/faq tells
 * ("My bot is hitting limits, how do I avoid this?"): a message a second in a chat, 20 a minute in a group, about 30 a second in all.
 */

#include "connectors/veche-telegram-api.h"

#include <string.h>

#include "connectors/veche-connector.h"
#include "connectors/veche-http.h"
#include "connectors/veche-json.h"

/* Of the last answer on this thread: a worker asks and waits. */
static GPrivate migrated = G_PRIVATE_INIT (g_free);

/* What its refusals mean; none: in its own words. */
static const char *
veche_telegram_say (gint64 code, const char *description)
{
  static const struct { gint64 code; const char *part, *sentence; } sentences[] = {
    { 401, "", "the bot’s token is not valid; @BotFather has the current one" },
    { 404, "Not Found", "it knows no bot with this token" },
    { 403, "kicked", "the bot was removed from this chat" },
    { 403, "not a member", "the bot is not in this chat" },
    { 403, "blocked", "this person has blocked the bot" },
    { 403, "initiate conversation", "the bot may not write first: the person must write to it" },
    { 403, "deactivated", "this person’s account is deleted" },
    { 409, "webhook", "the bot’s messages go to a webhook, so nobody else can fetch them" },
    { 409, "", "another program is fetching this bot’s messages; stop it there, or use a bot of its own for each" },
    { 400, "message to be replied not found", "the message that it answers is gone there" },
    { 400, "message to reply not found", "the message that it answers is gone there" },
    { 400, "chat not found", "the bot does not know this chat, or was removed from it" },
    { 400, "not enough rights", "the bot has no right to write in this chat" },
    { 400, "have no rights", "the bot has no right to write in this chat" },
    { 400, "CHAT_WRITE_FORBIDDEN", "the bot has no right to write in this chat" },
    { 400, "TOPIC_CLOSED", "this topic is closed" },
    { 400, "thread not found", "this topic is gone there" },
    { 400, "message is too long", "the message is too long: 4096 characters at most" },
    { 400, "message text is empty", "there is nothing in the message" },
    { 400, "chat is deactivated", "this group is closed" },
    { 400, "upgraded to a supergroup", "this group has become a supergroup" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i].code == code && strstr (description, sentences[i].part) != NULL)
      return sentences[i].sentence;

  return description;
}

static int
veche_telegram_code (gint64 code)
{
  return code == 401 || code == 404 ? VECHE_CONNECTOR_ERROR_AUTH : code == 429 ? VECHE_CONNECTOR_ERROR_RATE_LIMITED : VECHE_CONNECTOR_ERROR_REJECTED;
}

/* {"ok":false,"error_code":429,"description":"…","parameters":{"retry_after":35,"migrate_to_chat_id":-100123}} */
gboolean
veche_telegram_api_check (VecheApi *api, guint status, JsonObject *body, GError **error)
{
  JsonObject *parameters = veche_json_object (body, "parameters");
  gint64 code = veche_json_int (body, "error_code", status);
  gint64 patience = veche_json_int (parameters, "retry_after", 0);
  gint64 moved = veche_json_int (parameters, "migrate_to_chat_id", 0);

  g_private_replace (&migrated, g_memdup2 (&moved, sizeof moved));
  if (body == NULL || !json_object_has_member (body, "ok") || veche_json_bool (body, "ok", FALSE) || code < 400 || code >= 500)
    return TRUE;

  if (patience > 0)
    api->retry_after = g_get_real_time () + CLAMP (patience, 1, 3600) * G_USEC_PER_SEC;
  if (code == 429)
    veche_http_set_error (error, VECHE_CONNECTOR_ERROR_RATE_LIMITED, api->base, "too many requests; it asked for a pause");
  else
    veche_http_set_error (error, veche_telegram_code (code), api->base, "%s", veche_telegram_say (code, veche_json_string (body, "description", "it refused")));

  return FALSE;
}

/* node (transfer full) (nullable): the whole answer, whose "ok" is true.  The token stands in the path, so no error may quote it. */
static JsonNode *
veche_telegram_expect (VecheApi *api, JsonNode *node, const VecheApiRequest *how, GError **error)
{
  g_autoptr (JsonNode) answer = node;

  if (answer == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (answer) || !veche_json_bool (json_node_get_object (answer), "ok", FALSE))
    {
      veche_http_set_error (error, how->harmless ? VECHE_CONNECTOR_ERROR_PROTOCOL : VECHE_CONNECTOR_ERROR_UNKNOWN, api->base,
                            "its answer is not what the Bot API says; is this the right address?");
      return NULL;
    }

  return g_steal_pointer (&answer);
}

JsonNode *
veche_telegram_api_upload (VecheApi *api, const char *method, const VechePart *parts, guint n, const VecheApiRequest *how, GError **error)
{
  VecheApiRequest request = *how;
  g_autofree char *path = g_strconcat ("/bot", api->token, "/", method, NULL);

  request.path = path;
  request.parts = parts;
  request.n_parts = n;

  return veche_telegram_expect (api, veche_api_call (api, &request, NULL, error), how, error);
}

JsonNode *
veche_telegram_api_call (VecheApi *api, const char *method, JsonObject *params, const VecheApiRequest *how, GError **error)
{
  VecheApiRequest request = *how;
  g_autofree char *path = g_strconcat ("/bot", api->token, "/", method, NULL);
  g_autoptr (JsonNode) json = json_node_init_object (json_node_alloc (), params != NULL ? params : json_object_new ());

  json_object_unref (json_node_get_object (json));
  request.path = path;
  request.json = json;

  return veche_telegram_expect (api, veche_api_call (api, &request, NULL, error), how, error);
}

JsonNode *
veche_telegram_api_ask (VecheApi *api, const char *method, JsonObject *params, GError **error)
{
  return veche_telegram_api_call (api, method, params, &(VecheApiRequest) { .harmless = TRUE }, error);
}

gint64
veche_telegram_api_get_migrated (void)
{
  const gint64 *chat = g_private_get (&migrated);

  return chat != NULL ? *chat : 0;
}

JsonObject *
veche_telegram_api_result (JsonNode *node)
{
  return node != NULL ? veche_json_object (json_node_get_object (node), "result") : NULL;
}

gboolean
veche_telegram_api_is_token (const char *token, gboolean own)
{
  gsize digits = strspn (token, "0123456789");

  /* "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11"; one's own server may be less strict. */
  if (token[strspn (token, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-:")] != '\0')
    return FALSE;

  return own || (digits > 0 && token[digits] == ':' && strlen (token + digits) > 30);
}

void
veche_telegram_api_set_rules (VecheBudget *budget)
{
  veche_budget_set_rule (budget, "", 30, 1);
  veche_budget_set_rule (budget, "chat:*", 1, 1);
  veche_budget_set_rule (budget, "group:*", 1, 1);
  veche_budget_set_rule (budget, "group:*", 20, 60);
}
