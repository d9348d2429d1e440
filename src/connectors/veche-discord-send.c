/* veche-discord-send.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Create Message" of https://docs.discord.com/developers: nonce and enforce_nonce (the same message for a few minutes), message_reference,
 * allowed_mentions.
 */

#include "connectors/veche-discord-send.h"

#include "connectors/veche-discord-call.h"
#include "connectors/veche-discord-parse.h"
#include "connectors/veche-http.h"
#include "connectors/veche-json.h"

/* The message that a reply refers to (nullable): what came from elsewhere has no id that Discord would know. */
static const char *
veche_discord_above (const VecheReply *reply)
{
  return veche_discord_is_id (reply->in_reply_to) ? reply->in_reply_to : NULL;
}

/* "Uploading Files": what they are called and show; files[n] is n. */
static JsonArray *
veche_discord_name_files (GPtrArray *files)
{
  JsonArray *names = json_array_new ();

  for (guint i = 0; i < files->len; i++)
    {
      const VecheReplyFile *file = files->pdata[i];
      JsonObject *name = json_object_new ();

      json_object_set_int_member (name, "id", i);
      json_object_set_string_member (name, "filename", file->name);
      if (*file->alt != '\0')
        json_object_set_string_member (name, "description", file->alt);
      json_array_add_object_element (names, name);
    }

  return names;
}

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
  if (veche_discord_above (reply) != NULL)
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
  if (reply->files != NULL && reply->files->len > 0)
    json_object_set_array_member (message, "attachments", veche_discord_name_files (reply->files));

  return json_node_init_object (json_node_alloc (), message);
}

static gboolean
veche_discord_take_sent (JsonObject *message, VecheSent *sent)
{
  const char *id = veche_json_string (message, "id", NULL);

  if (!veche_discord_is_id (id))
    return FALSE;
  sent->remote_id = g_strdup (id);

  return TRUE;
}

/* Discord takes away what stands empty at the ends. */
static gboolean
veche_discord_same_text (const char *theirs, const char *ours)
{
  g_autofree char *a = g_strstrip (g_strdup (theirs != NULL ? theirs : ""));
  g_autofree char *b = g_strstrip (g_strdup (ours));

  return g_str_equal (a, b);
}

/* It gives files other names, but keeps every byte. */
static gboolean
veche_discord_same_files (JsonArray *theirs, GPtrArray *ours)
{
  guint n = ours != NULL ? ours->len : 0;

  if (veche_json_length (theirs) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (veche_json_int (veche_json_nth (theirs, i), "size", -1) != (gint64) g_bytes_get_size (((VecheReplyFile *) ours->pdata[i])->data))
      return FALSE;

  return TRUE;
}

/* Our answer, when an earlier attempt brought it there. FALSE: could not look. */
static gboolean
veche_discord_find_sent (VecheApi *api, const char *me, const VecheReply *reply, VecheSent *sent, GError **error)
{
  g_autoptr (JsonNode) page = veche_discord_get_messages (api, reply->channel, NULL, NULL, error);

  if (page == NULL)
    return FALSE;
  for (guint i = 0; i < veche_json_length (json_node_get_array (page)); i++)
    {
      JsonObject *message = veche_json_nth (json_node_get_array (page), i);

      if (g_strcmp0 (veche_json_string (veche_json_object (message, "author"), "id", NULL), me) == 0
          && g_strcmp0 (veche_json_string (veche_json_object (message, "message_reference"), "message_id", NULL), veche_discord_above (reply)) == 0
          && veche_discord_same_text (veche_json_string (message, "content", NULL), reply->text)
          && veche_discord_same_files (veche_json_array (message, "attachments"), reply->files) && veche_discord_take_sent (message, sent))
        return TRUE;
    }

  return TRUE;
}

/* The message and its files travel together: the nonce covers both. */
static JsonNode *
veche_discord_post (VecheApi *api, const char *path, const char *scope, JsonNode *json, GPtrArray *files, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree VechePart *parts = NULL;
  g_autofree char *payload = NULL;

  if (files == NULL || files->len == 0)
    return veche_api_call (api, &(VecheApiRequest) { .path = path, .json = json, .scope = scope }, NULL, error);

  payload = veche_json_to_text (json);
  parts = g_new0 (VechePart, files->len + 1);
  parts[0] = (VechePart) { .name = "payload_json", .text = payload };
  for (guint i = 0; i < files->len; i++)
    {
      const VecheReplyFile *file = files->pdata[i];

      g_ptr_array_add (names, g_strdup_printf ("files[%u]", i));
      parts[i + 1] = (VechePart) { .name = names->pdata[i], .file_name = file->name, .type = file->type, .data = file->data };
    }

  return veche_api_call (api, &(VecheApiRequest) { .path = path, .parts = parts, .n_parts = files->len + 1, .scope = scope }, NULL, error);
}

gboolean
veche_discord_send (VecheApi *api, const char *me, const VecheReply *reply, VecheSent *sent, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/channels/%s/messages", reply->channel);
  g_autofree char *scope = g_strdup_printf ("channel:%s", reply->channel);
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (!veche_discord_is_id (reply->channel))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_REJECTED, api->base, "this is no channel of Discord’s");
      return FALSE;
    }
  if (reply->maybe_sent && !veche_discord_find_sent (api, me, reply, sent, error))
    return FALSE;
  if (sent->remote_id != NULL)
    return TRUE;

  json = veche_discord_compose (reply);
  node = veche_discord_post (api, path, scope, json, reply->files, error);
  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (node) || !veche_discord_take_sent (json_node_get_object (node), sent))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_UNKNOWN, api->base, "it did not say what became of the message");
      return FALSE;
    }

  return TRUE;
}
