/* veche-vk-parse.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-vk-parse.h"

#include <string.h>

#include "connectors/veche-json.h"
#include "connectors/veche-vk-text.h"

#define ID G_GINT64_FORMAT

static const char *const place_names[] = { "wall", "photos", "videos", "boards", "messages", "mentions" };

char *
veche_vk_dup_place (VecheVk *self, VecheVkPlace place)
{
  return g_strdup_printf ("%s-%" ID, place_names[place], self->group);
}

gboolean
veche_vk_wants (VecheVk *self, VecheVkPlace place)
{
  g_autofree char *id = veche_vk_dup_place (self, place);

  if (place == VECHE_VK_MESSAGES && self->no_messages)
    return FALSE;

  return self->places == NULL || self->places[0] == NULL || g_strv_contains (self->places, id);
}

/*** Who ***/

static const char *
veche_vk_person_id (VecheVk *self, gint64 id)
{
  g_autofree char *text = g_strdup_printf ("%" ID, id);

  return veche_batch_intern (self->batch, text);
}

const char *
veche_vk_add_user (VecheVk *self, JsonObject *user)
{
  gint64 id = veche_json_int (user, "id", 0);
  const char *first = veche_json_string (user, "first_name", "");
  const char *screen = veche_json_string (user, "screen_name", NULL);
  g_autofree char *plain = g_strdup_printf ("id%" ID, id);
  g_autofree char *url = NULL;
  g_autofree char *name = NULL;
  VechePerson *person;

  if (id <= 0)
    return NULL;

  name = g_strstrip (g_strdup_printf ("%s %s", first, veche_json_string (user, "last_name", "")));
  url = g_strconcat ("https://vk.com/", screen != NULL && *screen != '\0' ? screen : plain, NULL);
  person = veche_batch_add_person (self->batch, veche_vk_person_id (self, id));
  person->handle = veche_batch_string (self->batch, screen != NULL && *screen != '\0' ? screen : plain);
  person->deleted = veche_json_string (user, "deactivated", NULL) != NULL;
  if (*name != '\0' && strcmp (first, "DELETED") != 0)
    person->name = veche_batch_string (self->batch, name);
  person->url = veche_batch_string (self->batch, url);
  if (!person->deleted)
    person->avatar_url = veche_batch_string (self->batch, veche_vk_web (veche_json_string (user, "photo_100", NULL)));
  if (veche_json_string (user, "about", NULL) != NULL)
    person->about = veche_batch_string (self->batch, veche_json_string (user, "about", NULL));
  if (self->unnamed != NULL)
    g_hash_table_remove (self->unnamed, person->remote_id);

  return person->remote_id;
}

const char *
veche_vk_add_group (VecheVk *self, JsonObject *group)
{
  gint64 id = veche_json_int (group, "id", 0);
  const char *screen = veche_json_string (group, "screen_name", NULL);
  g_autofree char *plain = g_strdup_printf ("club%" ID, id);
  g_autofree char *url = NULL;
  VechePerson *person;

  if (id <= 0)
    return NULL;

  url = g_strconcat ("https://vk.com/", screen != NULL && *screen != '\0' ? screen : plain, NULL);
  person = veche_batch_add_person (self->batch, veche_vk_person_id (self, -id));
  person->handle = veche_batch_string (self->batch, screen != NULL && *screen != '\0' ? screen : plain);
  person->name = veche_batch_string (self->batch, veche_json_string (group, "name", NULL));
  person->url = veche_batch_string (self->batch, url);
  person->avatar_url = veche_batch_string (self->batch, veche_vk_web (veche_json_string (group, "photo_100", NULL)));
  person->deleted = veche_json_string (group, "deactivated", NULL) != NULL;
  person->me = id == self->group;
  if (self->unnamed != NULL)
    g_hash_table_remove (self->unnamed, person->remote_id);

  return person->remote_id;
}

void
veche_vk_add_authors (VecheVk *self, JsonObject *response)
{
  JsonArray *profiles = veche_json_array (response, "profiles");
  JsonArray *groups = veche_json_array (response, "groups");

  for (guint i = 0; i < veche_json_length (profiles); i++)
    veche_vk_add_user (self, veche_json_nth (profiles, i));
  for (guint i = 0; i < veche_json_length (groups); i++)
    veche_vk_add_group (self, veche_json_nth (groups, i));
}

/* Someone of whom an event says nothing but the number. */
static const char *
veche_vk_use_author (VecheVk *self, gint64 id)
{
  VechePerson *person;

  if (id == 0)
    return NULL;

  person = veche_batch_add_person (self->batch, veche_vk_person_id (self, id));
  if (person->handle == NULL)
    {
      g_autofree char *handle = id > 0 ? g_strdup_printf ("id%" ID, id) : g_strdup_printf ("club%" ID, -id);
      g_autofree char *url = g_strconcat ("https://vk.com/", handle, NULL);

      person->handle = veche_batch_string (self->batch, handle);
      person->url = veche_batch_string (self->batch, url);
      person->me = id == -self->group;
      if (self->unnamed != NULL)
        g_hash_table_add (self->unnamed, g_strdup (person->remote_id));
    }

  return person->remote_id;
}

gboolean
veche_vk_begin (VecheVk *self, JsonObject *group)
{
  gint64 id = veche_json_int (group, "id", 0);
  const char *me;

  if (id <= 0)
    return FALSE;

  self->group = id;
  me = veche_vk_add_group (self, group);
  veche_batch_set_account (self->batch, me, veche_batch_add_person (self->batch, me)->handle);
  veche_batch_set_place (self->batch, veche_json_string (group, "name", NULL), 0);

  return TRUE;
}

/*** What they said ***/

static const char *
veche_vk_use_place (VecheVk *self, VecheVkPlace place)
{
  g_autofree char *id = veche_vk_dup_place (self, place);
  g_autofree char *url = g_strdup_printf ("https://vk.com/%s-%" ID, place == VECHE_VK_WALL ? "wall" : place == VECHE_VK_PHOTOS ? "albums" : "videos", self->group);
  VecheChannel *channel = veche_batch_add_channel (self->batch, id);

  if (channel->name == NULL)
    {
      const char *name = veche_batch_get_place (self->batch, NULL);

      channel->kind = "group";
      channel->name = name != NULL ? name : channel->remote_id;
      if (place <= VECHE_VK_VIDEOS)
        channel->url = veche_batch_string (self->batch, url);
    }

  return channel->remote_id;
}

/* The parts that all kinds of messages share. FALSE: it makes no sense. */
static gboolean
veche_vk_fill (VecheVk *self, VechePost *post, JsonObject *object, gint64 from)
{
  g_autoptr (GPtrArray) mentions = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = veche_vk_text (object, mentions);
  g_autofree char *meta = veche_vk_meta (object, from, mentions);
  g_autofree char *me = g_strdup_printf ("%" ID, -self->group);

  post->author = veche_vk_use_author (self, from);
  post->text = veche_batch_string (self->batch, text);
  post->meta = veche_batch_string (self->batch, meta);
  post->at = veche_json_int (object, "date", 0) * G_USEC_PER_SEC;
  post->out = from == -self->group;
  if (!post->out && g_ptr_array_find_with_equal_func (mentions, me, g_str_equal, NULL))
    post->attention = VECHE_ATTENTION_MENTION;

  return post->author != NULL;
}

static gboolean
veche_vk_makes_sense (VecheVk *self, JsonObject *object, gint64 id, gint64 from)
{
  gint64 date = veche_json_int (object, "date", 0);

  if (id > 0 && from != 0 && from > G_MININT64 && date > 0 && date < G_MAXINT64 / G_USEC_PER_SEC)
    return TRUE;

  veche_json_add_bad (self->batch, id <= 0 ? "a message without an id" : from == 0 ? "a message without an author" : "a message without a time", object);

  return FALSE;
}

static const char *
veche_vk_printf (VecheVk *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  return veche_batch_string (self->batch, text);
}

VechePost *
veche_vk_add_wall_post (VecheVk *self, JsonObject *object)
{
  gint64 id = veche_json_int (object, "id", 0);
  gint64 from = veche_json_int (object, "from_id", veche_json_int (object, "owner_id", 0));
  const char *key;
  VechePost *post;

  if (!veche_vk_makes_sense (self, object, id, from))
    return NULL;

  key = veche_vk_printf (self, "%" ID, id);
  post = veche_batch_add_post (self->batch, veche_vk_use_place (self, VECHE_VK_WALL), key);
  post->kind = "post";
  post->thread = key;
  post->url = veche_vk_printf (self, "https://vk.com/wall-%" ID "_%" ID, self->group, id);
  post->edited = veche_json_int (object, "edited", 0) * G_USEC_PER_SEC;
  veche_vk_fill (self, post, object, from);
  post->deleted = veche_json_bool (object, "is_deleted", FALSE);

  return post;
}

static gint64
veche_vk_parent (VecheVkPlace place, gint64 parent, JsonObject *comment)
{
  static const char *const keys[] = { "post_id", "photo_id", "video_id" };

  if (parent == 0)
    parent = veche_json_int (comment, keys[place], 0);
  if (parent == 0 && place == VECHE_VK_PHOTOS)
    parent = veche_json_int (comment, "pid", 0);

  return parent;
}

gint64
veche_vk_comment_above (JsonObject *comment)
{
  JsonArray *stack = veche_json_array (comment, "parents_stack");
  guint depth = veche_json_length (stack);
  JsonNode *last = depth > 0 ? json_array_get_element (stack, depth - 1) : NULL;
  gint64 above = veche_json_int (comment, "reply_to_comment", 0);

  return above == 0 && last != NULL && JSON_NODE_HOLDS_VALUE (last) ? json_node_get_int (last) : above;
}

/* An answer is below a comment, below a post of ours it speaks to us. */
static void
veche_vk_relate (VecheVk *self, VechePost *post, VecheVkPlace place, gint64 parent, JsonObject *comment)
{
  gint64 above = veche_vk_comment_above (comment);
  gint64 whom = veche_json_int (comment, "reply_to_user", 0);

  if (above > 0)
    post->reply_to = veche_vk_printf (self, "%" ID "_%" ID, parent, above);
  else if (place == VECHE_VK_WALL)
    post->reply_to = post->thread;
  if (!post->out && post->attention == VECHE_ATTENTION_NONE && (whom == -self->group || (whom == 0 && above <= 0)))
    post->attention = VECHE_ATTENTION_REPLY;
}

VechePost *
veche_vk_add_comment (VecheVk *self, VecheVkPlace place, gint64 parent, JsonObject *comment)
{
  static const char *const urls[] = { "wall", "photo", "video" };
  gint64 id = veche_json_int (comment, "id", 0);
  gint64 from = veche_json_int (comment, "from_id", 0);
  gboolean deleted = veche_json_bool (comment, "deleted", FALSE);
  VechePost *post;

  parent = veche_vk_parent (place, parent, comment);
  if (parent <= 0)
    {
      veche_json_add_bad (self->batch, "a comment below nothing", comment);
      return NULL;
    }
  if (!deleted && !veche_vk_makes_sense (self, comment, id, from))
    return NULL;
  if (id <= 0)
    return NULL;

  post = veche_batch_add_post (self->batch, veche_vk_use_place (self, place), veche_vk_printf (self, "%" ID "_%" ID, parent, id));
  post->kind = "comment";
  post->thread = veche_vk_printf (self, "%" ID, parent);
  post->url = veche_vk_printf (self, "https://vk.com/%s-%" ID "_%" ID "?reply=%" ID, urls[place], self->group, parent, id);
  post->deleted = deleted;
  if (!deleted)
    {
      veche_vk_fill (self, post, comment, from);
      veche_vk_relate (self, post, place, parent, comment);
    }

  return post;
}

static const char *
veche_vk_use_topic (VecheVk *self, gint64 topic)
{
  g_autofree char *boards = veche_vk_dup_place (self, VECHE_VK_BOARDS);
  g_autofree char *id = g_strdup_printf ("board-%" ID "_%" ID, self->group, topic);
  VecheChannel *channel;

  veche_vk_use_place (self, VECHE_VK_BOARDS);
  channel = veche_batch_add_channel (self->batch, id);
  channel->kind = "topic";
  channel->parent = veche_batch_intern (self->batch, boards);
  channel->url = veche_vk_printf (self, "https://vk.com/topic-%" ID "_%" ID, self->group, topic);

  return channel->remote_id;
}

void
veche_vk_add_topic (VecheVk *self, gint64 topic, const char *title)
{
  const char *id = veche_vk_use_topic (self, topic);

  if (title != NULL && *title != '\0')
    veche_batch_add_channel (self->batch, id)->name = veche_batch_string (self->batch, title);
}

VechePost *
veche_vk_add_board (VecheVk *self, gint64 topic, JsonObject *comment)
{
  gint64 id = veche_json_int (comment, "id", 0);
  gint64 from = veche_json_int (comment, "from_id", 0);
  gint64 whom = 0;
  gint64 above;
  VechePost *post;

  if (topic <= 0)
    {
      veche_json_add_bad (self->batch, "a comment of no discussion", comment);
      return NULL;
    }
  if (!veche_vk_makes_sense (self, comment, id, from))
    return NULL;

  post = veche_batch_add_post (self->batch, veche_vk_use_topic (self, topic), veche_vk_printf (self, "%" ID, id));
  post->kind = "comment";
  post->url = veche_vk_printf (self, "https://vk.com/topic-%" ID "_%" ID "?post=%" ID, self->group, topic, id);
  veche_vk_fill (self, post, comment, from);
  above = veche_vk_board_answers (veche_json_string (comment, "text", ""), &whom);
  if (above > 0)
    post->reply_to = veche_vk_printf (self, "%" ID, above);
  if (!post->out && whom == -self->group)
    post->attention = VECHE_ATTENTION_REPLY;

  return post;
}

static const char *
veche_vk_use_talk (VecheVk *self, gint64 peer)
{
  g_autofree char *id = g_strdup_printf ("talk-%" ID "_%" ID, self->group, peer);
  g_autofree char *parent = veche_vk_dup_place (self, VECHE_VK_MESSAGES);
  VecheChannel *channel;

  veche_vk_use_place (self, VECHE_VK_MESSAGES);
  channel = veche_batch_add_channel (self->batch, id);
  channel->kind = peer > VECHE_VK_CHATS ? "group" : "personal";
  channel->parent = veche_batch_intern (self->batch, parent);
  channel->url = veche_vk_printf (self, "https://vk.com/gim%" ID "?sel=%" ID, self->group, peer);

  return channel->remote_id;
}

void
veche_vk_add_talk (VecheVk *self, JsonObject *conversation)
{
  gint64 peer = veche_json_int (veche_json_object (conversation, "peer"), "id", 0);
  const char *title = veche_json_string (veche_json_object (conversation, "chat_settings"), "title", NULL);
  const char *id;

  if (peer == 0)
    return;
  id = veche_vk_use_talk (self, peer);
  if ((title == NULL || *title == '\0') && peer < VECHE_VK_CHATS)
    title = veche_batch_add_person (self->batch, veche_vk_use_author (self, peer))->name;
  if (title != NULL && *title != '\0')
    veche_batch_add_channel (self->batch, id)->name = veche_batch_string (self->batch, title);
}

static void
veche_vk_read_action (VecheVk *self, VechePost *post, JsonObject *message)
{
  JsonObject *object = veche_json_object (message, "action");
  const char *action = veche_json_string (object, "type", NULL);
  gint64 member = veche_json_int (object, "member_id", 0);

  if (action == NULL)
    return;
  /* Who came or went, not who let them in or sent them away; who was asked by e-mail has no account. */
  if (member != 0 && member > G_MININT64 && veche_json_string (object, "email", NULL) == NULL
      && (g_str_equal (action, "chat_invite_user") || g_str_equal (action, "chat_kick_user")))
    {
      post->author = veche_vk_use_author (self, member);
      post->out = member == -self->group;
    }
  if (g_str_equal (action, "chat_invite_user") || g_str_equal (action, "chat_invite_user_by_link"))
    post->kind = "join";
  else if (g_str_equal (action, "chat_kick_user"))
    post->kind = "leave";
  else
    post->kind = "service";
  post->attention = VECHE_ATTENTION_NONE;
}

VechePost *
veche_vk_add_message (VecheVk *self, JsonObject *message)
{
  gint64 id = veche_json_int (message, "conversation_message_id", 0);
  gint64 from = veche_json_int (message, "from_id", 0);
  gint64 peer = veche_json_int (message, "peer_id", 0);
  gint64 above = veche_json_int (veche_json_object (message, "reply_message"), "conversation_message_id", 0);
  VechePost *post;

  if (peer == 0)
    {
      veche_json_add_bad (self->batch, "a message of no talk", message);
      return NULL;
    }
  if (!veche_vk_makes_sense (self, message, id, from))
    return NULL;

  post = veche_batch_add_post (self->batch, veche_vk_use_talk (self, peer), veche_vk_printf (self, "%" ID, id));
  post->kind = "message";
  post->url = veche_vk_printf (self, "https://vk.com/gim%" ID "?sel=%" ID, self->group, peer);
  veche_vk_fill (self, post, message, from);
  post->edited = veche_json_int (message, "update_time", 0) * G_USEC_PER_SEC;
  post->deleted = veche_json_int (message, "deleted", 0) != 0;
  post->out = post->out || veche_json_int (message, "out", 0) != 0;
  if (above > 0)
    post->reply_to = veche_vk_printf (self, "%" ID, above);
  if (post->out)
    post->attention = VECHE_ATTENTION_NONE;
  else if (peer <= VECHE_VK_CHATS)
    post->attention = VECHE_ATTENTION_DIRECT;
  veche_vk_read_action (self, post, message);

  return post;
}

VechePost *
veche_vk_add_mention (VecheVk *self, JsonObject *object)
{
  gint64 id = veche_json_int (object, "id", 0);
  gint64 owner = veche_json_int (object, "owner_id", veche_json_int (object, "to_id", 0));
  gint64 from = veche_json_int (object, "from_id", owner);
  VechePost *post;

  if (owner == 0 || owner == -self->group || !veche_vk_makes_sense (self, object, id, from))
    return NULL;

  post = veche_batch_add_post (self->batch, veche_vk_use_place (self, VECHE_VK_MENTIONS), veche_vk_printf (self, "%" ID "_%" ID, owner, id));
  post->kind = "post";
  post->thread = post->remote_id;
  post->url = veche_vk_printf (self, "https://vk.com/wall%" ID "_%" ID, owner, id);
  veche_vk_fill (self, post, object, from);
  post->attention = post->out ? VECHE_ATTENTION_NONE : VECHE_ATTENTION_MENTION;

  return post;
}
