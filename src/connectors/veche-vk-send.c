/* veche-vk-send.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-vk-send.h"

#include <string.h>

#include "connectors/veche-http.h"
#include "connectors/veche-json.h"
#include "connectors/veche-vk-call.h"
#include "connectors/veche-vk-parse.h"
#include "connectors/veche-vk-text.h"
#include "connectors/veche-vk-upload.h"

/* Replies: wall.createComment, photos.createComment, video.createComment, board.createComment with their guid, messages.send with its
 * random_id (VK's API schema): VK itself drops a second one with the same key. */

#define ID G_GINT64_FORMAT
#define NUMBER(n) g_strdup_printf ("%" ID, (gint64) (n))

gint32
veche_vk_random_id (const char *idempotency_key)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, idempotency_key != NULL ? idempotency_key : "", -1);
  gint32 number;

  hash[8] = '\0';
  number = (gint32) (g_ascii_strtoull (hash, NULL, 16) & 0x7fffffff);

  return number != 0 ? number : 1;     /* 0 means "no key" to VK */
}

/* "-1_45": two numbers with a line between them; the second may be missing. */
static gboolean
veche_vk_read_pair (const char *text, gint64 *first, gint64 *second)
{
  char *end;

  *second = 0;
  if (text == NULL)
    return FALSE;
  *first = g_ascii_strtoll (text, &end, 10);
  if (end == text)
    return FALSE;
  if (*end == '_')
    *second = g_ascii_strtoll (end + 1, &end, 10);

  return *end == '\0';
}

gboolean
veche_vk_reply_read (VecheVkPlaceOfReply *self, const char *channel, const char *in_reply_to)
{
  static const struct { const char *prefix; char kind; } kinds[] = { { "wall-", 'w' }, { "photos-", 'p' }, { "videos-", 'v' }, { "board-", 'b' },
                                                                     { "talk-", 'm' }, { "mentions-", 'n' } };
  gint64 second;

  memset (self, 0, sizeof *self);
  for (guint i = 0; i < G_N_ELEMENTS (kinds) && self->kind == '\0'; i++)
    if (channel != NULL && g_str_has_prefix (channel, kinds[i].prefix))
      {
        self->kind = kinds[i].kind;
        if (!veche_vk_read_pair (channel + strlen (kinds[i].prefix), &self->group, &second))
          return FALSE;
      }
  if (self->kind == '\0' || self->group <= 0)
    return FALSE;

  self->owner = -self->group;
  if (self->kind == 'b' || self->kind == 'm')
    {
      self->id = second;
      return self->id != 0 && (in_reply_to == NULL || veche_vk_read_pair (in_reply_to, &self->comment, &second));
    }
  if (!veche_vk_read_pair (in_reply_to, &self->id, &self->comment))
    return FALSE;
  if (self->kind == 'n')
    {
      self->kind = 'w';
      self->owner = self->id;
      self->id = self->comment;
      self->comment = 0;
    }

  return self->id > 0;
}

static gint64
veche_vk_reply_author (const VecheReply *reply)
{
  g_autoptr (JsonNode) meta = veche_json_read (reply->meta);

  return veche_json_int (veche_json_root (meta), "author", 0);
}

/* A discussion has no field for whom one answers: VK's own page writes it into the text. (transfer full) */
static char *
veche_vk_board_text (const VecheVkPlaceOfReply *place, const VecheReply *reply)
{
  gint64 author = veche_vk_reply_author (reply);
  gint64 whom;

  if (place->comment <= 0 || author == 0 || reply->author_handle == NULL || strpbrk (reply->author_handle, "[]|") != NULL
      || veche_vk_board_answers (reply->text, &whom) > 0)
    return g_strdup (reply->text);

  return g_strdup_printf ("[%s%" ID ":bp-%" ID "_%" ID "|%s], %s", author > 0 ? "id" : "club", ABS (author), place->group, place->comment,
                          reply->author_handle, reply->text);
}

/*** Looking for our own ***/

static gboolean
veche_vk_same_text (JsonObject *object, const char *text)
{
  g_autofree char *theirs = veche_vk_plain (veche_json_string (object, "text", ""), NULL);
  g_autofree char *ours = veche_vk_plain (text, NULL);

  g_strstrip (theirs);
  g_strstrip (ours);

  return g_str_equal (theirs, ours);
}

/* A message has a mark of its own; of a comment the words count, and whom it answers: the same may have been said to somebody else. */
static gboolean
veche_vk_is_ours (JsonObject *item, const VecheVkPlaceOfReply *place, const VecheReply *reply, const char *text)
{
  gint64 above = veche_vk_comment_above (item);

  if (veche_json_int (item, "from_id", 0) != -place->group)
    return FALSE;
  if (place->kind == 'm')
    return veche_json_int (item, "random_id", 0) == veche_vk_random_id (reply->idempotency_key);

  return veche_vk_same_text (item, text) && veche_json_length (veche_json_array (item, "attachments")) == (reply->files != NULL ? reply->files->len : 0)
         && (above == 0 || place->comment <= 0 || above == place->comment);
}

static JsonObject *
veche_vk_find_in (JsonArray *items, const VecheVkPlaceOfReply *place, const VecheReply *reply, const char *text)
{
  for (guint i = 0; i < veche_json_length (items); i++)
    {
      JsonObject *item = veche_json_nth (items, i);
      JsonObject *below;

      if (veche_vk_is_ours (item, place, reply, text))
        return item;
      below = veche_vk_find_in (veche_json_array (veche_json_object (item, "thread"), "items"), place, reply, text);
      if (below != NULL)
        return below;
    }

  return NULL;
}

/* What was said there last. (transfer full) */
static JsonNode *
veche_vk_read_latest (VecheApi *community, VecheApi *reader, const VecheVkPlaceOfReply *place, GError **error)
{
  g_autofree char *group = NUMBER (place->group);
  g_autofree char *owner = NUMBER (place->owner);
  g_autofree char *id = NUMBER (place->id);
  const char *talk[] = { "group_id", group, "peer_id", id, "count", "50", "extended", "1", NULL };
  const char *board[] = { "group_id", group, "topic_id", id, "count", "50", "sort", "desc", "extended", "1", NULL };
  const char *wall[] = { "owner_id", owner, "post_id", id, "count", "100", "sort", "desc", "thread_items_count", "10", "extended", "1", NULL };
  const char *photo[] = { "owner_id", owner, "photo_id", id, "count", "100", "sort", "desc", NULL };
  const char *video[] = { "owner_id", owner, "video_id", id, "count", "100", "sort", "desc", "thread_items_count", "10", "extended", "1", NULL };

  switch (place->kind)
    {
    case 'm':
      return veche_vk_call (community, "messages.getHistory", talk, FALSE, error);
    case 'b':
      return veche_vk_call (reader, "board.getComments", board, FALSE, error);
    case 'p':
      return veche_vk_call (reader, "photos.getComments", photo, FALSE, error);
    case 'v':
      return veche_vk_call (reader, "video.getComments", video, FALSE, error);
    default:
      return veche_vk_call (reader, "wall.getComments", wall, FALSE, error);
    }
}

/*** Sending ***/

static void
veche_vk_tell (const VecheVkPlaceOfReply *place, gint64 id, VecheSent *sent)
{
  const char *word = place->kind == 'p' ? "photo" : place->kind == 'v' ? "video" : "wall";

  if (place->kind == 'm')
    {
      sent->remote_id = NUMBER (id);
      sent->url = g_strdup_printf ("https://vk.com/gim%" ID "?sel=%" ID, place->group, place->id);
    }
  else if (place->kind == 'b')
    {
      sent->remote_id = NUMBER (id);
      sent->url = g_strdup_printf ("https://vk.com/topic-%" ID "_%" ID "?post=%" ID, place->group, place->id, id);
    }
  else
    {
      sent->remote_id = g_strdup_printf ("%" ID "_%" ID, place->id, id);
      sent->url = g_strdup_printf ("https://vk.com/%s%" ID "_%" ID "?reply=%" ID, word, place->owner, place->id, id);
    }
}

static JsonNode *
veche_vk_send_message (VecheApi *api, const VecheVkPlaceOfReply *place, const VecheReply *reply, const char *files, GError **error)
{
  g_autofree char *group = NUMBER (place->group);
  g_autofree char *peer = NUMBER (place->id);
  g_autofree char *random = NUMBER (veche_vk_random_id (reply->idempotency_key));
  g_autofree char *forward = place->comment > 0 ? g_strdup_printf ("{\"peer_id\":%s,\"conversation_message_ids\":[%" ID "],\"is_reply\":true}",
                                                                   peer, place->comment) : NULL;
  const char *pairs[] = { "group_id", group, "peer_ids", peer, "random_id", random, "message", reply->text, "forward", forward, "attachment", files, NULL };

  return veche_vk_call (api, "messages.send", pairs, TRUE, error);
}

static JsonNode *
veche_vk_send_comment (VecheApi *api, const VecheVkPlaceOfReply *place, const char *text, const VecheReply *reply, const char *files, GError **error)
{
  g_autofree char *group = NUMBER (place->group);
  g_autofree char *owner = NUMBER (place->owner);
  g_autofree char *id = NUMBER (place->id);
  g_autofree char *comment = place->comment > 0 ? NUMBER (place->comment) : NULL;
  const char *key = reply->idempotency_key;
  const char *board[] = { "group_id", group, "topic_id", id, "message", text, "from_group", "1", "guid", key, "attachments", files, NULL };
  const char *photo[] = { "owner_id", owner, "photo_id", id, "message", text, "from_group", "1", "guid", key, "reply_to_comment", comment, "attachments", files, NULL };
  const char *video[] = { "owner_id", owner, "video_id", id, "message", text, "from_group", "1", "guid", key, "reply_to_comment", comment, "attachments", files, NULL };
  const char *wall[] = { "owner_id", owner, "post_id", id, "message", text, "from_group", group, "guid", key, "reply_to_comment", comment, "attachments", files, NULL };

  switch (place->kind)
    {
    case 'b':
      return veche_vk_call (api, "board.createComment", board, TRUE, error);
    case 'p':
      return veche_vk_call (api, "photos.createComment", photo, TRUE, error);
    case 'v':
      return veche_vk_call (api, "video.createComment", video, TRUE, error);
    default:
      return veche_vk_call (api, "wall.createComment", wall, TRUE, error);
    }
}

/* The id of what was made: a bare number, or an object, or one of a list. */
static gint64
veche_vk_made (JsonNode *node, int *refused)
{
  JsonObject *object = veche_json_root (node);

  if (JSON_NODE_HOLDS_VALUE (node))
    return json_node_get_int (node);
  if (JSON_NODE_HOLDS_ARRAY (node))
    object = veche_json_nth (json_node_get_array (node), 0);
  *refused = (int) CLAMP (veche_json_int (veche_json_object (object, "error"), "code", 0), 0, G_MAXINT32);

  return veche_json_int (object, "comment_id", veche_json_int (object, "conversation_message_id", 0));
}

/* Not for this key; maybe for the other. */
static gboolean
veche_vk_other_key (const GError *error)
{
  int code = veche_vk_error_code (error);

  return code == 5 || code == 7 || code == 15 || code == 27 || code == 28;
}

static JsonNode *
veche_vk_send_by (VecheApi *community, VecheApi *reader, const VecheVkPlaceOfReply *place, const char *text, const VecheReply *reply, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *files = veche_vk_upload (community, reader, place->group, place->kind == 'm' ? place->id : 0, reply->files, &local);
  JsonNode *node = local != NULL ? NULL
                   : place->kind == 'm' ? veche_vk_send_message (community, place, reply, files, &local)
                                        : veche_vk_send_comment (community, place, text, reply, files, &local);

  if (node == NULL && place->kind != 'm' && reader != NULL && veche_vk_other_key (local) && (files != NULL || reply->files == NULL || reply->files->len == 0))
    return veche_vk_send_comment (reader, place, text, reply, files, error);
  if (node == NULL)
    g_propagate_error (error, g_steal_pointer (&local));

  return node;
}

gboolean
veche_vk_send (VecheApi *community, VecheApi *reader, const VecheReply *reply, VecheSent *sent, GError **error)
{
  VecheVkPlaceOfReply place;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  int refused = 0;
  gint64 id;

  if (!veche_vk_reply_read (&place, reply->channel, reply->in_reply_to))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_REJECTED, community->base, "there is no way to answer this");
      return FALSE;
    }
  text = place.kind == 'b' ? veche_vk_board_text (&place, reply) : g_strdup (reply->text);

  if (reply->maybe_sent && (place.kind == 'm' || reader != NULL))
    {
      g_autoptr (JsonNode) latest = veche_vk_read_latest (community, reader, &place, error);
      JsonObject *own;

      if (latest == NULL)
        return FALSE;
      own = veche_vk_find_in (veche_json_array (veche_json_root (latest), "items"), &place, reply, text);
      if (own != NULL)
        {
          veche_vk_tell (&place, veche_json_int (own, place.kind == 'm' ? "conversation_message_id" : "id", 0), sent);
          return TRUE;
        }
    }

  node = veche_vk_send_by (community, reader, &place, text, reply, error);
  if (node == NULL)
    return FALSE;
  id = veche_vk_made (node, &refused);
  if (refused != 0)
    veche_vk_set_error (community, refused, TRUE, error);
  else if (id <= 0)
    veche_http_set_error (error, VECHE_CONNECTOR_ERROR_UNKNOWN, community->base, "it did not say what became of the reply");
  else
    veche_vk_tell (&place, id, sent);

  return sent->remote_id != NULL;
}
