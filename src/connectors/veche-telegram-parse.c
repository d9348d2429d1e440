/* veche-telegram-parse.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Update, Message, Chat, User, ChatMemberUpdated, MessageReactionUpdated of https://core.telegram.org/bots/api (9.2).
 */

#include "connectors/veche-telegram-private.h"

#include <string.h>

#include "connectors/veche-feed-decode.h"
#include "connectors/veche-json.h"

#define MAX_TEXT   200000                               /* bytes; Telegram's own limit is 4096 characters */
#define CHANNELS   G_GINT64_CONSTANT (1000000000000)   /* a supergroup or channel 123 is -100123: its number and this, negated */
#define MAX_ID     (G_GINT64_CONSTANT (1) << 52)
#define YEAR_9999  G_GINT64_CONSTANT (253402300799)

/*** Keys ***/

static gboolean
veche_telegram_is_basic_group (gint64 chat)
{
  return chat < 0 && chat > -CHANNELS;
}

char *
veche_telegram_bot_channel_key (gint64 me, gint64 chat)
{
  if (chat > 0)
    return g_strdup_printf ("bot%" G_GINT64_FORMAT ":user%" G_GINT64_FORMAT, me, chat);
  if (veche_telegram_is_basic_group (chat))
    return g_strdup_printf ("chat%" G_GINT64_FORMAT, -chat);

  return g_strdup_printf ("channel%" G_GINT64_FORMAT, -chat - CHANNELS);
}

char *
veche_telegram_bot_message_key (gint64 me, gint64 chat, gint64 message)
{
  if (veche_telegram_is_basic_group (chat))
    return g_strdup_printf ("b%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, me, message);

  return g_strdup_printf ("%" G_GINT64_FORMAT, message);
}

gboolean
veche_telegram_bot_find_chat (const char *channel, gint64 *chat, gint64 *topic)
{
  static const struct { const char *prefix; gint64 sign, plus; } kinds[] = { { "channel", -1, CHANNELS }, { "chat", -1, 0 }, { "user", 1, 0 } };
  const char *key = channel != NULL && g_str_has_prefix (channel, "bot") ? strchr (channel, ':') : NULL;
  char *end;

  key = key != NULL ? key + 1 : channel;
  *topic = 0;
  for (guint i = 0; key != NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      gint64 number = g_str_has_prefix (key, kinds[i].prefix) ? g_ascii_strtoll (key + strlen (kinds[i].prefix), &end, 10) : 0;

      if (number <= 0 || number >= MAX_ID)
        continue;
      if (*end == '/')
        *topic = g_ascii_strtoll (end + 1, &end, 10);
      *chat = kinds[i].sign * (number + kinds[i].plus);
      return *end == '\0';
    }

  return FALSE;
}

gint64
veche_telegram_bot_find_message (const char *remote_id)
{
  const char *dot = remote_id != NULL ? strchr (remote_id, '.') : NULL;
  gint64 number = remote_id != NULL ? g_ascii_strtoll (dot != NULL ? dot + 1 : remote_id, NULL, 10) : 0;

  return MAX (number, 0);
}

gint64
veche_telegram_bot_time (JsonObject *object, const char *key)
{
  gint64 seconds = veche_json_int (object, key, 0);

  return seconds > 86400 && seconds <= YEAR_9999 ? seconds * G_USEC_PER_SEC : 0;
}

/*** People and places ***/

/* The user's remote id; NULL: nobody. */
const char *
veche_telegram_bot_add_user (VecheTelegramBot *self, JsonObject *user)
{
  gint64 id = veche_json_int (user, "id", 0);
  g_autofree char *remote_id = g_strdup_printf ("user%" G_GINT64_FORMAT, id);
  const char *username = veche_json_string (user, "username", NULL);
  g_autofree char *name = NULL;
  g_autofree char *url = NULL;
  VechePerson *person;

  if (id <= 0 || id >= MAX_ID)
    return NULL;

  name = g_strstrip (g_strjoin (" ", veche_json_string (user, "first_name", ""), veche_json_string (user, "last_name", NULL), NULL));
  url = username != NULL ? g_strconcat ("https://t.me/", username, NULL) : g_strdup_printf ("tg://user?id=%" G_GINT64_FORMAT, id);
  person = veche_batch_add_person (self->batch, remote_id);
  person->handle = veche_batch_string (self->batch, username);
  person->name = *name != '\0' ? veche_batch_string (self->batch, name) : NULL;
  person->url = veche_batch_string (self->batch, url);
  person->bot = veche_json_bool (user, "is_bot", FALSE);
  person->deleted = *name == '\0';
  person->me = id == self->me;

  return person->remote_id;
}

gboolean
veche_telegram_bot_begin (VecheTelegramBot *self, VecheBatch *batch, JsonObject *me)
{
  g_autofree char *id = NULL;

  self->batch = batch;
  self->me = veche_json_int (me, "id", 0);
  self->handle = veche_batch_string (batch, veche_json_string (me, "username", NULL));
  if (self->me <= 0 || self->me >= MAX_ID)
    return FALSE;
  id = g_strdup_printf ("user%" G_GINT64_FORMAT, self->me);
  veche_batch_set_account (batch, id, self->handle);

  return TRUE;
}

void
veche_telegram_bot_add_ourself (VecheTelegramBot *self, JsonObject *me)
{
  veche_telegram_bot_add_user (self, me);
}

/* The chat's remote id; NULL: no chat. */
const char *
veche_telegram_bot_add_chat (VecheTelegramBot *self, JsonObject *chat)
{
  gint64 id = veche_json_int (chat, "id", 0);
  const char *type = veche_json_string (chat, "type", "");
  const char *username = veche_json_string (chat, "username", NULL);
  const char *title = veche_json_string (chat, "title", NULL);
  g_autofree char *key = NULL;
  g_autofree char *name = NULL;
  VecheTelegramPlace *place;
  VecheChannel *channel;

  if (id == 0 || id >= MAX_ID || id <= -MAX_ID)
    return NULL;

  key = veche_telegram_bot_channel_key (self->me, id);
  name = g_strstrip (g_strjoin (" ", veche_json_string (chat, "first_name", ""), veche_json_string (chat, "last_name", NULL), NULL));
  channel = veche_batch_add_channel (self->batch, key);
  channel->kind = id > 0 ? "personal" : g_str_equal (type, "channel") ? "channel" : "group";
  channel->name = veche_batch_string (self->batch, title != NULL ? title : *name != '\0' ? name : NULL);
  if (username != NULL)
    {
      g_autofree char *url = g_strconcat ("https://t.me/", username, NULL);

      channel->url = veche_batch_string (self->batch, url);
    }
  place = id < 0 ? veche_telegram_places_get (self->places, id) : NULL;
  if (place != NULL)
    veche_telegram_place_set_title (place, title);

  return channel->remote_id;
}

/* The topic of a forum that the message stands in, 0: none. */
static gint64
veche_telegram_topic (JsonObject *message)
{
  return veche_json_bool (message, "is_topic_message", FALSE) ? MAX (veche_json_int (message, "message_thread_id", 0), 0) : 0;
}

static const char *
veche_telegram_add_topic (VecheTelegramBot *self, JsonObject *message, const char *chat)
{
  JsonObject *created = veche_json_object (message, "forum_topic_created");
  JsonObject *edited = veche_json_object (message, "forum_topic_edited");
  JsonObject *first = veche_json_object (veche_json_object (message, "reply_to_message"), "forum_topic_created");
  gint64 topic = veche_telegram_topic (message);
  g_autofree char *key = g_strdup_printf ("%s/%" G_GINT64_FORMAT, chat, topic);
  const char *name = veche_json_string (edited, "name", veche_json_string (created, "name", NULL));
  VecheChannel *channel;

  if (topic == 0)
    return chat;

  channel = veche_batch_add_channel (self->batch, key);
  channel->kind = "topic";
  channel->parent = veche_batch_intern (self->batch, chat);
  /* What a topic was called when it began says nothing once it was given another name: it may only fill in. */
  if (name != NULL)
    channel->name = veche_batch_string (self->batch, name);
  else if (channel->name == NULL)
    channel->name = veche_batch_string (self->batch, veche_json_string (first, "name", NULL));

  return channel->remote_id;
}

/* Opens in Telegram; talks and basic groups have no links. */
static void
veche_telegram_set_url (VecheTelegramBot *self, VechePost *post, JsonObject *message, gint64 number)
{
  JsonObject *chat = veche_json_object (message, "chat");
  const char *username = veche_json_string (chat, "username", NULL);
  gint64 id = veche_json_int (chat, "id", 0), topic = veche_telegram_topic (message);
  g_autofree char *place = NULL;
  g_autofree char *url = NULL;

  if (id > -CHANNELS)
    return;

  place = username != NULL ? g_strdup (username) : g_strdup_printf ("c/%" G_GINT64_FORMAT, -id - CHANNELS);
  url = topic != 0 ? g_strdup_printf ("https://t.me/%s/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, place, topic, number)
                   : g_strdup_printf ("https://t.me/%s/%" G_GINT64_FORMAT, place, number);
  post->url = veche_batch_string (self->batch, url);
}

/*** Whose attention ***/

static gboolean
veche_telegram_is_ours (VecheTelegramBot *self, const char *username, gsize length)
{
  g_autofree char *name = g_strndup (username, length);

  if (self->handle != NULL && g_ascii_strcasecmp (name, self->handle) == 0)
    return TRUE;
  for (guint i = 0; self->mine != NULL && self->mine[i] != NULL; i++)
    if (g_ascii_strcasecmp (name, self->mine[i] + (self->mine[i][0] == '@')) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
veche_telegram_entity_names_us (VecheTelegramBot *self, const char *text, JsonObject *entity)
{
  const char *type = veche_json_string (entity, "type", "");
  JsonObject *user = veche_json_object (entity, "user");
  const char *start, *end, *at;

  if (g_str_equal (type, "text_mention"))
    return veche_json_int (user, "id", 0) == self->me
           || (veche_json_string (user, "username", NULL) != NULL
               && veche_telegram_is_ours (self, veche_json_string (user, "username", ""), strlen (veche_json_string (user, "username", ""))));
  if ((!g_str_equal (type, "mention") && !g_str_equal (type, "bot_command"))
      || !veche_telegram_bot_span (text, veche_json_int (entity, "offset", -1), veche_json_int (entity, "length", 0), &start, &end))
    return FALSE;

  at = memchr (start, '@', end - start);     /* "@our_bot", "/help@our_bot" */

  return at != NULL && veche_telegram_is_ours (self, at + 1, end - at - 1);
}

static gboolean
veche_telegram_names_us (VecheTelegramBot *self, JsonObject *message)
{
  gboolean plain = veche_json_string (message, "text", NULL) != NULL;
  const char *text = veche_json_string (message, plain ? "text" : "caption", "");
  JsonArray *entities = veche_json_array (message, plain ? "entities" : "caption_entities");

  for (guint i = 0; i < veche_json_length (entities); i++)
    if (veche_telegram_entity_names_us (self, text, veche_json_nth (entities, i)))
      return TRUE;

  return FALSE;
}

static gboolean
veche_telegram_answers_us (VecheTelegramBot *self, JsonObject *message)
{
  JsonObject *answered = veche_json_object (message, "reply_to_message");
  JsonObject *author = veche_json_object (answered, "from");
  const char *username = veche_json_string (author, "username", NULL);

  /* What stands in a topic names the message that began it, whoever it is for. */
  if (veche_telegram_topic (message) != 0 && veche_json_int (answered, "message_id", 0) == veche_telegram_topic (message))
    return FALSE;

  return author != NULL && (veche_json_int (author, "id", 0) == self->me || (username != NULL && veche_telegram_is_ours (self, username, strlen (username))));
}

static VecheAttention
veche_telegram_attention (VecheTelegramBot *self, JsonObject *message, const char *text)
{
  JsonObject *from = veche_json_object (message, "from");
  const char *username = veche_json_string (from, "username", NULL);
  g_autofree char *word = NULL;

  if (veche_json_int (from, "id", 0) == self->me || (username != NULL && veche_telegram_is_ours (self, username, strlen (username))))
    return VECHE_ATTENTION_NONE;
  if (veche_json_int (veche_json_object (message, "chat"), "id", 0) > 0)
    return VECHE_ATTENTION_DIRECT;
  if (veche_telegram_names_us (self, message))
    return VECHE_ATTENTION_MENTION;
  if (veche_telegram_answers_us (self, message))
    return VECHE_ATTENTION_REPLY;

  word = self->words != NULL && *self->words != '\0' ? veche_feed_find_word (text, self->words) : NULL;

  return word != NULL ? VECHE_ATTENTION_WORD : VECHE_ATTENTION_NONE;
}

/*** Messages ***/

/* What a service message says happened, in the words of an export; NULL: it is no service message. */
static const char *
veche_telegram_action (JsonObject *message)
{
  static const struct { const char *key, *action; } services[] = {
    { "new_chat_members", "invite_members" },           { "left_chat_member", "remove_members" },
    { "group_chat_created", "create_group" },           { "supergroup_chat_created", "create_group" },
    { "channel_chat_created", "create_channel" },       { "new_chat_title", "edit_group_title" },
    { "new_chat_photo", "edit_group_photo" },           { "delete_chat_photo", "delete_group_photo" },
    { "pinned_message", "pin_message" },                { "migrate_to_chat_id", "migrate_to_supergroup" },
    { "migrate_from_chat_id", "migrate_from_group" },   { "message_auto_delete_timer_changed", "set_messages_ttl" },
    { "forum_topic_created", "topic_created" },         { "forum_topic_edited", "topic_edit" },
    { "forum_topic_closed", "topic_edit" },             { "forum_topic_reopened", "topic_edit" },
    { "general_forum_topic_hidden", "topic_edit" },     { "general_forum_topic_unhidden", "topic_edit" },
    { "video_chat_scheduled", "group_call_scheduled" }, { "video_chat_started", "group_call" },
    { "video_chat_ended", "group_call" },               { "video_chat_participants_invited", "invite_to_group_call" },
    { "boost_added", "boost_apply" },                   { "chat_background_set", "set_chat_wall_paper" },
    { "giveaway_created", "giveaway_launch" },          { "giveaway_completed", "giveaway_results" },
    { "proximity_alert_triggered", "proximity_reached" }, { "write_access_allowed", "allow_sending_messages" },
    { "successful_payment", "send_payment" },           { "users_shared", "requested_peer" },
    { "chat_shared", "requested_peer" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    if (json_object_has_member (message, services[i].key))
      return services[i].action;

  return NULL;
}

/* A join or a leave of somebody whom another one brought or sent away. */
static void
veche_telegram_add_moved (VecheTelegramBot *self, const char *channel, const char *number, guint place, JsonObject *user, const char *kind, gint64 at)
{
  g_autofree char *key = g_strdup_printf ("%s+%u", number, place);
  const char *who = veche_telegram_bot_add_user (self, user);
  VechePost *post;

  if (who == NULL)
    return;
  post = veche_batch_add_post (self->batch, channel, key);
  post->kind = veche_batch_intern (self->batch, kind);
  post->author = who;
  post->at = at;
  if (g_str_equal (kind, "join"))
    veche_batch_add_person (self->batch, who)->joined = at;
}

/* What a message of coming and going is itself: who came or went alone said so themselves. */
static const char *
veche_telegram_move_kind (JsonObject *message)
{
  JsonArray *came = veche_json_array (message, "new_chat_members");
  JsonObject *left = veche_json_object (message, "left_chat_member");
  gint64 from = veche_json_int (veche_json_object (message, "from"), "id", 0);

  if (left != NULL && veche_json_int (left, "id", 0) == from)
    return "leave";
  if (veche_json_length (came) == 1 && veche_json_int (veche_json_nth (came, 0), "id", 0) == from)
    return "join";

  return "service";
}

static void
veche_telegram_add_moves (VecheTelegramBot *self, JsonObject *message, const char *channel, const char *number, gint64 at)
{
  JsonArray *came = veche_json_array (message, "new_chat_members");
  JsonObject *left = veche_json_object (message, "left_chat_member");

  if (left != NULL)
    veche_telegram_add_moved (self, channel, number, 1, left, "leave", at);
  for (guint i = 0; i < veche_json_length (came); i++)
    veche_telegram_add_moved (self, channel, number, i + 1, veche_json_nth (came, i), "join", at);
}

static const char *
veche_telegram_service_text (JsonObject *message)
{
  const char *topic = veche_json_string (veche_json_object (message, "forum_topic_edited"), "name",
                                         veche_json_string (veche_json_object (message, "forum_topic_created"), "name", NULL));

  return veche_json_string (message, "new_chat_title", topic);
}

/* The group goes on as a supergroup with numbers of its own; what was said before stays a part of it. */
static void
veche_telegram_add_migration (VecheTelegramBot *self, JsonObject *message, gint64 from, gint64 to)
{
  g_autofree char *old = veche_telegram_bot_channel_key (self->me, from);
  g_autofree char *new = veche_telegram_bot_channel_key (self->me, to);
  const char *name = veche_batch_string (self->batch, veche_json_string (veche_json_object (message, "chat"), "title", NULL));
  VecheChannel *channel = veche_batch_add_channel (self->batch, new);
  const char *parent = channel->remote_id;

  channel->kind = "group";
  channel->name = name;
  channel = veche_batch_add_channel (self->batch, old);
  channel->kind = "group";
  channel->name = name;
  channel->parent = parent;
  veche_telegram_places_move (self->places, from, to);
}

static void
veche_telegram_add_service (VecheTelegramBot *self, JsonObject *message, VechePost *post, const char *action)
{
  gint64 at = post->at, chat = veche_json_int (veche_json_object (message, "chat"), "id", 0);
  gint64 to = veche_json_int (message, "migrate_to_chat_id", 0), from = veche_json_int (message, "migrate_from_chat_id", 0);
  g_autofree char *meta = veche_telegram_bot_meta (message, action);

  post->text = veche_batch_string (self->batch, veche_telegram_service_text (message));
  post->meta = veche_batch_string (self->batch, meta);
  post->kind = veche_telegram_move_kind (message);
  if (post->author != NULL && g_str_equal (post->kind, "join"))
    veche_batch_add_person (self->batch, post->author)->joined = at;
  if (g_str_equal (post->kind, "service"))
    veche_telegram_add_moves (self, message, post->channel, post->remote_id, at);
  if (to != 0 || from != 0)
    veche_telegram_add_migration (self, message, to != 0 ? chat : from, to != 0 ? to : chat);
}

static void
veche_telegram_set_reply (VecheTelegramBot *self, JsonObject *message, VechePost *post, gint64 chat)
{
  JsonObject *answered = veche_json_object (message, "reply_to_message");
  gint64 number = veche_json_int (answered, "message_id", 0), topic = veche_telegram_topic (message);
  gint64 thread = topic != 0 ? 0 : veche_json_int (message, "message_thread_id", 0);

  if (veche_json_bool (message, "is_automatic_forward", FALSE))
    thread = veche_json_int (message, "message_id", 0);
  if (thread > 0)
    {
      g_autofree char *key = veche_telegram_bot_message_key (self->me, chat, thread);

      post->thread = veche_batch_string (self->batch, key);
    }
  /* Without another one, a message in a topic answers the one that began it; what stands in another chat has a number of that chat's. */
  if (number > 0 && number != topic && veche_json_int (veche_json_object (answered, "chat"), "id", chat) == chat)
    {
      g_autofree char *key = veche_telegram_bot_message_key (self->me, chat, number);

      post->reply_to = veche_batch_string (self->batch, key);
      post->kind = "reply";
    }
  if (veche_json_bool (answered, "is_automatic_forward", FALSE))
    post->kind = "comment";
}

/* message: of a group, a channel or a talk, new or edited. */
static void
veche_telegram_add_message (VecheTelegramBot *self, JsonObject *message)
{
  JsonObject *chat = veche_json_object (message, "chat");
  gint64 id = veche_json_int (chat, "id", 0), number = veche_json_int (message, "message_id", 0), at = veche_telegram_bot_time (message, "date");
  const char *place = veche_telegram_bot_add_chat (self, chat), *author = NULL, *action = veche_telegram_action (message);
  g_autofree char *key = NULL;
  g_autofree char *meta = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  VechePost *post;

  if (place == NULL || number <= 0 || at == 0)
    {
      veche_json_add_bad (self->batch, place == NULL ? "a message without a chat" : number <= 0 ? "a message without a number" : "a message without a time", message);
      return;
    }

  /* A channel that speaks in its group, or an admin in the group's name, is no person. */
  if (veche_json_object (message, "sender_chat") == NULL && veche_json_object (message, "from") != NULL)
    author = veche_telegram_bot_add_user (self, veche_json_object (message, "from"));
  key = veche_telegram_bot_message_key (self->me, id, number);
  post = veche_batch_add_post (self->batch, veche_telegram_add_topic (self, message, place), key);
  post->author = author;
  post->at = at;
  post->edited = veche_telegram_bot_time (message, "edit_date");
  post->out = author != NULL && veche_json_int (veche_json_object (message, "from"), "id", 0) == self->me;
  veche_telegram_set_url (self, post, message, number);
  if (action != NULL)
    {
      veche_telegram_add_service (self, message, post, action);
      return;
    }

  veche_telegram_bot_text (message, text);
  if (text->len > MAX_TEXT)
    g_string_truncate (text, MAX_TEXT);
  meta = veche_telegram_bot_meta (message, NULL);
  post->kind = g_str_equal (veche_json_string (chat, "type", ""), "channel") ? "post" : "message";
  post->text = text->len > 0 ? veche_batch_string (self->batch, text->str) : NULL;
  post->meta = veche_batch_string (self->batch, meta);
  veche_telegram_set_reply (self, message, post, id);
  post->attention = post->out ? VECHE_ATTENTION_NONE : veche_telegram_attention (self, message, text->str);
}

void
veche_telegram_bot_add_update (VecheTelegramBot *self, JsonObject *update)
{
  static const struct { const char *key; void (*add) (VecheTelegramBot *self, JsonObject *object); } kinds[] = {
    { "message", veche_telegram_add_message },
    { "edited_message", veche_telegram_add_message },
    { "channel_post", veche_telegram_add_message },
    { "edited_channel_post", veche_telegram_add_message },
    { "message_reaction", veche_telegram_bot_add_reacted },
    { "message_reaction_count", veche_telegram_bot_add_counts },
    { "chat_member", veche_telegram_bot_add_member },
    { "my_chat_member", veche_telegram_bot_add_ourselves },
    { "chat_join_request", veche_telegram_bot_add_request },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      JsonObject *object = veche_json_object (update, kinds[i].key);

      if (object != NULL)
        kinds[i].add (self, object);
    }
}
