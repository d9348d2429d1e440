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

/* sendPhoto, sendDocument; several: sendMediaGroup, whose words stand with the first.  A picture is shown up to 10 MB; beside other files it is one. */
static gboolean
veche_telegram_is_photo (const VecheReplyFile *file)
{
  return veche_file_is_picture (file->type) && strcmp (file->type, "image/gif") != 0 && g_bytes_get_size (file->data) <= 10 * 1024 * 1024;
}

static JsonArray *
veche_telegram_media (GPtrArray *files, gboolean photos, const char *text, JsonArray *entities)
{
  JsonArray *media = json_array_new ();

  for (guint i = 0; i < files->len; i++)
    {
      JsonObject *one = json_object_new ();
      g_autofree char *part = g_strdup_printf ("attach://f%u", i);

      json_object_set_string_member (one, "type", photos ? "photo" : "document");
      json_object_set_string_member (one, "media", part);
      if (i == 0)
        json_object_set_string_member (one, "caption", text);
      if (i == 0 && entities != NULL)
        json_object_set_array_member (one, "caption_entities", json_array_ref (entities));
      json_array_add_object_element (media, one);
    }

  return media;
}

/* One parameter of a form: text as it is, the rest as JSON. */
static void
veche_telegram_add_part (JsonObject *params, const char *name, JsonNode *value, gpointer user_data)
{
  GArray *parts = user_data;
  VechePart part = { .name = name };

  part.text = json_node_get_value_type (value) == G_TYPE_STRING ? json_node_dup_string (value) : veche_json_to_text (value);
  g_array_append_val (parts, part);
}

/* params (transfer full): all but the words */
static JsonNode *
veche_telegram_send_files (VecheApi *api, JsonObject *params, GPtrArray *files, const char *text, JsonArray *entities, const VecheApiRequest *how, GError **error)
{
  g_autoptr (JsonObject) owned = params;
  g_autoptr (GArray) parts = g_array_new (FALSE, TRUE, sizeof (VechePart));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  gboolean photos = TRUE, one = files->len == 1;
  guint n_params;
  JsonNode *answer;

  for (guint i = 0; i < files->len; i++)
    photos = photos && veche_telegram_is_photo (files->pdata[i]);
  if (one)
    {
      json_object_set_string_member (params, "caption", text);
      if (entities != NULL)
        json_object_set_array_member (params, "caption_entities", json_array_ref (entities));
    }
  else
    json_object_set_array_member (params, "media", veche_telegram_media (files, photos, text, entities));
  json_object_foreach_member (params, veche_telegram_add_part, parts);
  n_params = parts->len;
  for (guint i = 0; i < files->len; i++)
    {
      const VecheReplyFile *file = files->pdata[i];
      VechePart part = { .file_name = file->name, .type = file->type, .data = file->data };

      g_ptr_array_add (names, one ? g_strdup (photos ? "photo" : "document") : g_strdup_printf ("f%u", i));
      part.name = names->pdata[i];
      g_array_append_val (parts, part);
    }
  answer = veche_telegram_api_upload (api, !one ? "sendMediaGroup" : photos ? "sendPhoto" : "sendDocument", (const VechePart *) (gpointer) parts->data,
                                      parts->len, how, error);
  for (guint i = 0; i < n_params; i++)
    g_free ((char *) g_array_index (parts, VechePart, i).text);

  return answer;
}

static JsonNode *
veche_telegram_send_to (VecheApi *api, const VecheReply *reply, gint64 chat, gint64 topic, GError **error)
{
  gint64 answered = veche_telegram_bot_find_message (reply->in_reply_to);
  g_autofree char *scope = g_strdup_printf ("%s:%" G_GINT64_FORMAT, chat < 0 ? "group" : "chat", chat);
  VecheApiRequest how = { .scope = scope };
  JsonArray *entities = NULL;
  g_autofree char *text = veche_telegram_render (reply, &entities);
  gboolean files = reply->files != NULL && reply->files->len > 0;
  JsonObject *params = json_object_new ();
  JsonNode *answer;

  json_object_set_int_member (params, "chat_id", chat);
  if (topic > 0)
    json_object_set_int_member (params, "message_thread_id", topic);
  if (answered > 0)
    {
      JsonObject *parameters = json_object_new ();

      json_object_set_int_member (parameters, "message_id", answered);
      json_object_set_object_member (params, "reply_parameters", parameters);
    }

  if (files)
    {
      answer = veche_telegram_send_files (api, params, reply->files, text, entities, &how, error);
      g_clear_pointer (&entities, json_array_unref);
      return answer;
    }
  json_object_set_string_member (params, "text", text);
  if (entities != NULL)
    json_object_set_array_member (params, "entities", entities);

  return veche_telegram_api_call (api, "sendMessage", params, &how, error);
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

/* Of a group of files, the first, which has the words. */
static JsonObject *
veche_telegram_sent_message (JsonNode *node)
{
  JsonArray *several = veche_json_array (veche_json_root (node), "result");

  return several != NULL ? veche_json_nth (several, 0) : veche_telegram_api_result (node);
}

gboolean
veche_telegram_send (VecheConnector *connector, VecheApi *api, const VecheReply *reply, VecheSent *sent, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  GError *local = NULL;
  gint64 chat, topic, number;
  const char *username;
  JsonObject *message;

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

  message = veche_telegram_sent_message (node);
  number = veche_json_int (message, "message_id", 0);
  if (number <= 0)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_UNKNOWN, api->base, "it did not say what became of the message");
      return FALSE;
    }
  username = veche_json_string (veche_json_object (message, "chat"), "username", NULL);
  sent->remote_id = veche_telegram_bot_message_key (g_ascii_strtoll (api->token, NULL, 10), chat, number);
  if (username != NULL && chat < 0)
    sent->url = g_strdup_printf ("https://t.me/%s/%" G_GINT64_FORMAT, username, number);
  else if (chat < -G_GINT64_CONSTANT (1000000000000))
    sent->url = g_strdup_printf ("https://t.me/c/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, -chat - G_GINT64_CONSTANT (1000000000000), number);

  return TRUE;
}
