/* veche-telegram-json.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * result.json of Telegram Desktop, as the common face of conversations sees it.
 */

#include "exchange/veche-chat-reader.h"
#include "exchange/veche-telegram-message.h"
#include "exchange/veche-telegram-reader.h"

#include <string.h>

typedef struct { char *name, *type, *id; gboolean left; } VecheTelegramJsonChat;

typedef struct
{
  const VecheChatSink *sink;
  GPtrArray           *chats;       /* (element-type VecheTelegramJsonChat) */
  GString             *text;
  GArray              *reactions;   /* (element-type VecheChatReaction) */
  GPtrArray           *peers;       /* who they are, of this message */
} VecheTelegramJson;

typedef struct { const VecheJsonNode *message; const VecheTelegramHead *head; GString *text; } VecheTelegramRaw;

static void
veche_telegram_json_chat_free (gpointer data)
{
  VecheTelegramJsonChat *self = data;

  g_free (self->name);
  g_free (self->type);
  g_free (self->id);
  g_free (self);
}

/* The chat's key, as soon as its fields allow; without an id its name must do. */
static void
veche_telegram_json_tell (VecheTelegramJson *self, guint index)
{
  VecheTelegramJsonChat *chat = g_ptr_array_index (self->chats, index);
  VecheTelegramKind kind = veche_telegram_kind_from_type (chat->type);
  g_autofree char *by_name = g_strdup_printf ("name:%s", chat->name != NULL ? chat->name : "");
  char remote_id[VECHE_TELEGRAM_ID_LENGTH];
  gboolean numbered = veche_telegram_chat_id (kind, chat->id, remote_id);
  VecheChatInfo info = {
    .remote_id = numbered ? remote_id : by_name,
    .name = chat->name,
    .kind = veche_telegram_kind_to_channel (kind),
    .left = chat->left,
    .bot = g_strcmp0 (chat->type, "bot_chat") == 0,
  };

  if (kind == VECHE_TELEGRAM_PERSONAL)
    info.partner = info.remote_id;
  veche_chat_sink_chat (self->sink, index, &info);
}

static void
veche_telegram_json_chat_cb (guint index, gboolean left, gpointer user_data)
{
  VecheTelegramJson *self = user_data;
  VecheTelegramJsonChat *chat = g_new0 (VecheTelegramJsonChat, 1);

  chat->left = left;
  g_ptr_array_add (self->chats, chat);
  veche_telegram_json_tell (self, index);
}

static void
veche_telegram_json_field_cb (guint index, const char *name, const char *value, gpointer user_data)
{
  VecheTelegramJson *self = user_data;
  VecheTelegramJsonChat *chat = g_ptr_array_index (self->chats, index);
  char **field = strcmp (name, "name") == 0 ? &chat->name : strcmp (name, "type") == 0 ? &chat->type : &chat->id;

  g_free (*field);
  *field = value[0] != '\0' ? g_strdup (value) : NULL;
  veche_telegram_json_tell (self, index);
}

static void
veche_telegram_json_owner_cb (const VecheJsonNode *owner, gpointer user_data)
{
  VecheTelegramJson *self = user_data;
  VecheChatWho who = { .handle = veche_json_get_string (owner, "username") };
  char remote_id[VECHE_TELEGRAM_ID_LENGTH];
  gint64 id;

  if (veche_json_get_int (owner, "user_id", &id))
    {
      g_snprintf (remote_id, sizeof remote_id, "user%" G_GINT64_FORMAT, id);
      who.remote_id = remote_id;
    }
  veche_chat_sink_owner (self->sink, &who);
}

/* Who reacts may never write: that is the only trace of them. */
static void
veche_telegram_json_reactions (VecheTelegramJson *self, const VecheJsonNode *message, gint64 at)
{
  const VecheJsonNode *reactions = veche_json_get (message, "reactions");

  for (const VecheJsonNode *one = reactions != NULL ? reactions->first : NULL; one != NULL; one = one->next)
    {
      const VecheJsonNode *recent = veche_json_get (one, "recent");

      for (const VecheJsonNode *by = recent != NULL ? recent->first : NULL; by != NULL; by = by->next)
        {
          VecheChatReaction reaction = { .who.name = veche_json_get_string (by, "from") };
          char peer[VECHE_TELEGRAM_ID_LENGTH];

          veche_telegram_peer (veche_json_get_text (by, "from_id"), at, peer);
          if (!veche_telegram_is_person (peer))
            continue;
          g_ptr_array_add (self->peers, g_strdup (peer));
          reaction.who.remote_id = g_ptr_array_index (self->peers, self->peers->len - 1);
          reaction.who.deleted = reaction.who.name == NULL;
          g_array_append_val (self->reactions, reaction);
        }
    }
}

static gboolean
veche_telegram_json_message_cb (guint index, const VecheJsonNode *node, gint64 byte, gpointer user_data)
{
  VecheTelegramJson *self = user_data;
  VecheTelegramHead head;
  VecheTelegramRaw raw = { node, &head, self->text };
  VecheChatMessage message = { .raw = &raw };
  const char *why = NULL;
  char reply_to[24];

  if (!veche_telegram_head (node, &head, &why))
    return self->sink->bad (self->sink->data, index, byte, NULL, why, veche_json_get_string (node, "text"));

  veche_telegram_text (node, self->text);
  g_array_set_size (self->reactions, 0);
  g_ptr_array_set_size (self->peers, 0);
  if (!self->sink->full)
    veche_telegram_json_reactions (self, node, head.at);

  message.id = head.id;
  message.kind = head.service ? "service" : NULL;
  message.author = (VecheChatWho){ .remote_id = head.author, .deleted = head.author_deleted, .bot = head.author_bot,
                                     .name = head.author_deleted ? NULL : head.author_name };
  message.author_is_person = veche_telegram_is_person (head.author);
  message.own_words = message.author_is_person && !head.author_bot && !veche_telegram_is_forward (node) &&
                      veche_json_get (node, "via_bot") == NULL && veche_json_get (node, "poll") == NULL;
  message.admin_act = veche_telegram_is_admin_act (head.action);
  message.at = head.at;
  message.edited = head.edited;
  message.text = self->text->str;
  if (head.reply_to != 0)
    {
      g_snprintf (reply_to, sizeof reply_to, "%" G_GINT64_FORMAT, head.reply_to);
      message.reply_to = reply_to;
    }
  if (g_strcmp0 (head.action, "topic_created") == 0)
    message.topic = veche_json_get_string (node, "title") != NULL ? veche_json_get_string (node, "title") : "";
  message.reactions = (const VecheChatReaction *) (gpointer) self->reactions->data;
  message.n_reactions = self->reactions->len;

  return self->sink->message (self->sink->data, index, &message);
}

static char *
veche_telegram_json_find (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_DIR) ? g_build_filename (path, "result.json", NULL) : g_strdup (path);
}

static gboolean
veche_telegram_json_read (const char *const *paths, const VecheChatSink *sink, VecheProgress progress, gpointer progress_data,
                          GCancellable *cancellable, GError **error)
{
  static const VecheTelegramEvents events = { veche_telegram_json_chat_cb, veche_telegram_json_field_cb,
                                              veche_telegram_json_message_cb, veche_telegram_json_owner_cb };
  g_autofree char *path = veche_telegram_json_find (paths[0]);
  VecheTelegramJson self = { .sink = sink };
  gboolean ok;

  if (paths[1] != NULL)
    {
      veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_READ, -1, "One result.json at a time: import them one after the other");
      return FALSE;
    }

  self.chats = g_ptr_array_new_with_free_func (veche_telegram_json_chat_free);
  self.text = g_string_new (NULL);
  self.reactions = g_array_new (FALSE, FALSE, sizeof (VecheChatReaction));
  self.peers = g_ptr_array_new_with_free_func (g_free);
  ok = veche_telegram_read (path, &events, &self, progress, progress_data, cancellable, error);
  g_ptr_array_unref (self.chats);
  g_string_free (self.text, TRUE);
  g_array_unref (self.reactions);
  g_ptr_array_unref (self.peers);

  return ok;
}

static void
veche_telegram_json_add (const VecheChatContext *context, const VecheChatMessage *message)
{
  VecheTelegramRaw *raw = message->raw;
  VecheTelegramContext own = {
    .batch = context->batch, .channel = context->channel, .chat = context->chat, .topic = context->topic,
    .kind = g_strcmp0 (context->kind, "personal") == 0 ? VECHE_TELEGRAM_PERSONAL
          : g_strcmp0 (context->kind, "channel") == 0 ? VECHE_TELEGRAM_BROADCAST : VECHE_TELEGRAM_SUPERGROUP,
    .me = context->me, .my_handles = context->my_handles, .reply_to_me = context->reply_to_me, .question = context->question,
    .unanswered = context->unanswered, .people = context->people, .name_to_id = context->name_to_id, .use_person = context->use_person,
  };

  veche_telegram_add_message (&own, raw->message, raw->head, raw->text);
}

static char *
veche_telegram_json_person_url (const VecheChatPerson *person)
{
  return person->handle != NULL ? g_strconcat ("https://t.me/", person->handle, NULL)
                                : g_strconcat ("tg://user?id=", person->remote_id + strlen ("user"), NULL);
}

const VecheChatReader veche_telegram_json_reader = {
  .format = VECHE_FORMAT_TELEGRAM_JSON,
  .platform = VECHE_TELEGRAM,
  .kind = "telegram-export",
  .meets_by_name = TRUE,
  .id_is_number = TRUE,
  .read = veche_telegram_json_read,
  .add = veche_telegram_json_add,
  .person_url = veche_telegram_json_person_url,
};
