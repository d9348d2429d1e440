/* veche-telegram-members.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happens around messages: ChatMemberUpdated, ChatJoinRequest, MessageReactionUpdated, MessageReactionCountUpdated of
 * https://core.telegram.org/bots/api.  They come to admins only.
 */

#include "connectors/veche-telegram-private.h"

#include "connectors/veche-json.h"

/*** Members ***/

VecheTelegramRights
veche_telegram_bot_rights (JsonObject *member)
{
  const char *status = veche_json_string (member, "status", "");

  if (g_str_equal (status, "administrator") || g_str_equal (status, "creator"))
    return VECHE_TELEGRAM_RIGHTS_ADMIN;
  if (g_str_equal (status, "member") || (g_str_equal (status, "restricted") && veche_json_bool (member, "is_member", FALSE)))
    return VECHE_TELEGRAM_RIGHTS_MEMBER;
  if (g_str_equal (status, "left") || g_str_equal (status, "kicked") || g_str_equal (status, "restricted"))
    return VECHE_TELEGRAM_RIGHTS_GONE;

  return VECHE_TELEGRAM_RIGHTS_UNKNOWN;
}

/* An administrator who may not invite is not told who asks to join. */
gboolean
veche_telegram_bot_is_deaf (JsonObject *member)
{
  return g_str_equal (veche_json_string (member, "status", ""), "administrator") && !veche_json_bool (member, "can_invite_users", TRUE);
}

static gboolean
veche_telegram_is_in (VecheTelegramRights rights)
{
  return rights == VECHE_TELEGRAM_RIGHTS_ADMIN || rights == VECHE_TELEGRAM_RIGHTS_MEMBER;
}

void
veche_telegram_bot_add_member (VecheTelegramBot *self, JsonObject *update)
{
  VecheTelegramRights was = veche_telegram_bot_rights (veche_json_object (update, "old_chat_member"));
  VecheTelegramRights now = veche_telegram_bot_rights (veche_json_object (update, "new_chat_member"));
  gint64 at = veche_telegram_bot_time (update, "date");
  const char *kind = veche_telegram_is_in (now) ? "join" : "leave";
  const char *place = veche_telegram_bot_add_chat (self, veche_json_object (update, "chat"));
  const char *who = veche_telegram_bot_add_user (self, veche_json_object (veche_json_object (update, "new_chat_member"), "user"));
  g_autofree char *key = NULL;
  VechePost *post;

  if (place == NULL || who == NULL || at == 0)
    {
      veche_json_add_bad (self->batch, "news of a member without chat, person or time", update);
      return;
    }
  if (veche_telegram_is_in (was) == veche_telegram_is_in (now))
    return;

  key = g_strdup_printf ("%s:%s:%" G_GINT64_FORMAT, kind, who, at / G_USEC_PER_SEC);
  post = veche_batch_add_post (self->batch, place, key);
  post->kind = kind;
  post->author = who;
  post->at = at;
  if (g_str_equal (kind, "join"))
    veche_batch_add_person (self->batch, who)->joined = at;
}

/* Somebody asks to be let in: what they say of themselves is the text, and waits to be decided. */
void
veche_telegram_bot_add_request (VecheTelegramBot *self, JsonObject *update)
{
  gint64 at = veche_telegram_bot_time (update, "date");
  const char *place = veche_telegram_bot_add_chat (self, veche_json_object (update, "chat"));
  const char *who = veche_telegram_bot_add_user (self, veche_json_object (update, "from"));
  const char *bio = veche_json_string (update, "bio", NULL);
  g_autofree char *key = NULL;
  VechePost *post;

  if (place == NULL || who == NULL || at == 0)
    {
      veche_json_add_bad (self->batch, "a request to join without chat, person or time", update);
      return;
    }

  key = g_strdup_printf ("request:%s:%" G_GINT64_FORMAT, who, at / G_USEC_PER_SEC);
  post = veche_batch_add_post (self->batch, place, key);
  post->kind = "request";
  post->author = who;
  post->at = at;
  post->text = veche_batch_string (self->batch, bio);
  post->attention = VECHE_ATTENTION_REQUEST;
  if (bio != NULL)
    veche_batch_add_person (self->batch, who)->about = veche_batch_string (self->batch, bio);
}

/* Our own: what we may see from here on. */
void
veche_telegram_bot_add_ourselves (VecheTelegramBot *self, JsonObject *update)
{
  JsonObject *chat = veche_json_object (update, "chat");
  gint64 id = veche_json_int (chat, "id", 0);
  VecheTelegramPlace *place;

  if (id >= 0 || veche_telegram_bot_add_chat (self, chat) == NULL)
    return;
  place = veche_telegram_places_get (self->places, id);
  if (place == NULL)
    return;
  place->rights = veche_telegram_bot_rights (veche_json_object (update, "new_chat_member"));
  place->deaf = veche_telegram_bot_is_deaf (veche_json_object (update, "new_chat_member"));
  place->since = 0;
  place->asked = veche_telegram_bot_time (update, "date");
}

/*** Reactions ***/

/* "👍"; "custom" for all others. */
static const char *
veche_telegram_reaction (JsonObject *reaction)
{
  return veche_json_string (reaction, "emoji", "custom");
}

static gboolean
veche_telegram_has_reaction (JsonArray *list, const char *reaction)
{
  for (guint i = 0; i < veche_json_length (list); i++)
    if (veche_json_nth (list, i) != NULL && g_str_equal (veche_telegram_reaction (veche_json_nth (list, i)), reaction))
      return TRUE;

  return FALSE;
}

static VechePost *
veche_telegram_add_reaction_post (VecheTelegramBot *self, const char *channel, const char *number, const char *tail, gint64 at)
{
  g_autofree char *key = g_strconcat (number, ":", tail, NULL);
  VechePost *post = veche_batch_add_post (self->batch, channel, key);

  post->kind = "reaction";
  post->at = at;
  post->reply_to = veche_batch_string (self->batch, number);

  return post;
}

static void
veche_telegram_add_reactions (VecheTelegramBot *self, JsonObject *update, JsonArray *list, JsonArray *others, gboolean gone)
{
  gint64 chat = veche_json_int (veche_json_object (update, "chat"), "id", 0);
  const char *place = veche_telegram_bot_add_chat (self, veche_json_object (update, "chat"));
  const char *who = veche_telegram_bot_add_user (self, veche_json_object (update, "user"));
  g_autofree char *number = veche_telegram_bot_message_key (self->me, chat, veche_json_int (update, "message_id", 0));

  if (place == NULL || who == NULL)
    return;
  for (guint i = 0; i < veche_json_length (list); i++)
    {
      JsonObject *one = veche_json_nth (list, i);
      g_autofree char *tail = one != NULL ? g_strconcat (who, ":", veche_telegram_reaction (one), NULL) : NULL;
      VechePost *post;

      if (one == NULL || veche_telegram_has_reaction (others, veche_telegram_reaction (one)))
        continue;
      post = veche_telegram_add_reaction_post (self, place, number, tail, veche_telegram_bot_time (update, "date"));
      post->author = who;
      post->text = veche_batch_string (self->batch, veche_json_string (one, "emoji", NULL));
      post->deleted = gone;
    }
}

/* Where nobody sees who reacted: one line with the numbers, written anew. */
void
veche_telegram_bot_add_counts (VecheTelegramBot *self, JsonObject *update)
{
  JsonArray *reactions = veche_json_array (update, "reactions");
  gint64 at = veche_telegram_bot_time (update, "date"), chat = veche_json_int (veche_json_object (update, "chat"), "id", 0);
  const char *place = veche_telegram_bot_add_chat (self, veche_json_object (update, "chat"));
  g_autofree char *number = veche_telegram_bot_message_key (self->me, chat, veche_json_int (update, "message_id", 0));
  g_autoptr (GString) text = g_string_new (NULL);
  VechePost *post;

  if (place == NULL || at == 0)
    return;
  for (guint i = 0; i < veche_json_length (reactions) && text->len < 1000; i++)
    {
      JsonObject *one = veche_json_nth (reactions, i);
      const char *emoji = veche_json_string (veche_json_object (one, "type"), "emoji", "✦");

      g_string_append_printf (text, "%s%s %" G_GINT64_FORMAT, text->len > 0 ? "  " : "", emoji, veche_json_int (one, "total_count", 0));
    }
  post = veche_telegram_add_reaction_post (self, place, number, "count", at);
  post->text = veche_batch_string (self->batch, text->str);
  post->edited = at;
}

void
veche_telegram_bot_add_reacted (VecheTelegramBot *self, JsonObject *update)
{
  JsonArray *old = veche_json_array (update, "old_reaction"), *new = veche_json_array (update, "new_reaction");

  if (veche_telegram_bot_time (update, "date") == 0 || veche_json_int (update, "message_id", 0) <= 0)
    {
      veche_json_add_bad (self->batch, "a reaction without message or time", update);
      return;
    }
  veche_telegram_add_reactions (self, update, new, old, FALSE);
  veche_telegram_add_reactions (self, update, old, new, TRUE);
}
