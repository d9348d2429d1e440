/* veche-telegram-send.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sendMessage, ReplyParameters, MessageEntity, approveChatJoinRequest, declineChatJoinRequest of https://core.telegram.org/bots/api.  There is no way to read a chat's history, so a message
 * whose fate is unknown can't be looked for.
 */

#include "connectors/veche-telegram-send.h"

#include <string.h>

#include "connectors/veche-http.h"
#include "connectors/veche-json.h"
#include "connectors/veche-telegram-api.h"
#include "connectors/veche-telegram-parse.h"

/* Whom it answers, when only their number can mention them. */
static char *
veche_telegram_render (const VecheReply *reply, JsonArray **entities)
{
  g_autoptr (JsonNode) meta = veche_json_read (reply->meta);
  JsonObject *from = veche_json_object (veche_json_root (meta), "from");

  return veche_telegram_bot_render (reply->text, veche_json_int (from, "id", 0), veche_json_string (from, "name", NULL), entities);
}

static JsonNode *
veche_telegram_send_to (VecheApi *api, const VecheReply *reply, gint64 chat, gint64 topic, GError **error)
{
  gint64 answered = veche_telegram_bot_find_message (reply->in_reply_to);
  g_autofree char *scope = g_strdup_printf ("%s:%" G_GINT64_FORMAT, chat < 0 ? "group" : "chat", chat);
  JsonArray *entities = NULL;
  g_autofree char *text = veche_telegram_render (reply, &entities);
  JsonObject *params = json_object_new ();

  json_object_set_int_member (params, "chat_id", chat);
  if (topic > 0)
    json_object_set_int_member (params, "message_thread_id", topic);
  json_object_set_string_member (params, "text", text);
  if (entities != NULL)
    json_object_set_array_member (params, "entities", entities);
  if (answered > 0)
    {
      JsonObject *parameters = json_object_new ();

      json_object_set_int_member (parameters, "message_id", answered);
      json_object_set_object_member (params, "reply_parameters", parameters);
    }

  return veche_telegram_api_call (api, "sendMessage", params, &(VecheApiRequest) { .scope = scope }, error);
}

/* "request:user5:1763700000": who asked. 0: nobody. */
static gint64
veche_telegram_find_asker (const char *request)
{
  return request != NULL && g_str_has_prefix (request, "request:user") ? g_ascii_strtoll (request + strlen ("request:user"), NULL, 10) : 0;
}

/* approveChatJoinRequest, declineChatJoinRequest.  Who was let in or turned away by somebody else meanwhile is no longer asking: that is what
 * we wanted, or too late to want otherwise. */
static gboolean
veche_telegram_decide (VecheApi *api, const VecheReply *reply, gint64 chat, VecheSent *sent, GError **error)
{
  gboolean approve = strcmp (reply->action, "approve") == 0;
  gint64 user = veche_telegram_find_asker (reply->in_reply_to);
  g_autofree char *scope = g_strdup_printf ("group:%" G_GINT64_FORMAT, chat);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *params;
  GError *local = NULL;

  if (user <= 0)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_REJECTED, api->base, "this is no request to join");
      return FALSE;
    }
  params = json_object_new ();
  json_object_set_int_member (params, "chat_id", chat);
  json_object_set_int_member (params, "user_id", user);
  node = veche_telegram_api_call (api, approve ? "approveChatJoinRequest" : "declineChatJoinRequest", params, &(VecheApiRequest) { .scope = scope }, &local);
  if (node == NULL && !(local->code == VECHE_CONNECTOR_ERROR_REJECTED
                        && (strstr (local->message, "HIDE_REQUESTER_MISSING") != NULL || (approve && strstr (local->message, "USER_ALREADY_PARTICIPANT") != NULL))))
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  g_clear_error (&local);
  sent->remote_id = g_strdup_printf ("%s:%s", reply->action, reply->in_reply_to);

  return TRUE;
}

gboolean
veche_telegram_send (VecheConnector *connector, VecheApi *api, const VecheReply *reply, VecheSent *sent, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  GError *local = NULL;
  gint64 chat, topic, number;
  const char *username;

  if (!veche_telegram_bot_find_chat (reply->channel, &chat, &topic))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_REJECTED, api->base, "this is no chat that the bot could write to");
      return FALSE;
    }

  if (reply->action != NULL)
    return veche_telegram_decide (api, reply, chat, sent, error);

  node = veche_telegram_send_to (api, reply, chat, topic, &local);
  if (node == NULL && veche_telegram_api_get_migrated () != 0 && local->code == VECHE_CONNECTOR_ERROR_REJECTED)
    {
      /* It was surely not taken; in the supergroup the messages of the group have no numbers. */
      VecheReply moved = *reply;

      g_clear_error (&local);
      chat = veche_telegram_api_get_migrated ();
      moved.in_reply_to = NULL;
      node = veche_telegram_send_to (api, &moved, chat, 0, &local);
    }
  if (node == NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  number = veche_json_int (veche_telegram_api_result (node), "message_id", 0);
  if (number <= 0)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_UNKNOWN, api->base, "it did not say what became of the message");
      return FALSE;
    }
  username = veche_json_string (veche_json_object (veche_telegram_api_result (node), "chat"), "username", NULL);
  sent->remote_id = veche_telegram_bot_message_key (g_ascii_strtoll (api->token, NULL, 10), chat, number);
  if (username != NULL && chat < 0)
    sent->url = g_strdup_printf ("https://t.me/%s/%" G_GINT64_FORMAT, username, number);
  else if (chat < -G_GINT64_CONSTANT (1000000000000))
    sent->url = g_strdup_printf ("https://t.me/c/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, -chat - G_GINT64_CONSTANT (1000000000000), number);

  return TRUE;
}
