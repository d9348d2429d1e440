/* veche-chat-collect.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a reader tells while a file is looked through: chats, people, how much of it is new, which questions nobody answered.
 */

#include "exchange/veche-chat-scan-private.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-import-table.h"

#define MAX_HANDLES 20000

static void
veche_chat_part_free (gpointer data)
{
  VecheChatPart *self = data;

  g_free (self->chat.remote_id);
  g_free (self->chat.name);
  g_free (self->chat.kind);
  g_free (self->url);
  g_free (self->parent);
  g_free (self->parent_name);
  g_free (self->partner);
  g_hash_table_unref (self->authors);
  g_clear_pointer (&self->topics, g_hash_table_unref);
  g_clear_pointer (&self->questions, veche_chat_questions_free);
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_free (self->met);
  g_free (self);
}

gboolean
veche_chat_is_group (VecheChatPart *part)
{
  return g_strcmp0 (part->chat.kind, "group") == 0 || g_strcmp0 (part->chat.kind, "topic") == 0;
}

static VecheChatPart *
veche_chat_collect_part (VecheChatScan *self, guint index)
{
  if (self->chats->len == 0)
    g_ptr_array_set_free_func (self->chats, veche_chat_part_free);
  while (self->chats->len <= index)
    {
      VecheChatPart *part = g_new0 (VecheChatPart, 1);

      part->chat.kind = g_strdup ("group");
      part->authors = g_hash_table_new (g_str_hash, g_str_equal);
      g_ptr_array_add (self->chats, part);
    }

  return g_ptr_array_index (self->chats, index);
}

static void
veche_chat_replace (char **field, const char *value)
{
  char *copy = g_strdup (value);

  g_free (*field);
  *field = copy;
}

/* What an earlier word of it said stays where the new one is silent. */
static void
veche_chat_improve (char **field, const char *value)
{
  if (value != NULL && value[0] != '\0' && g_strcmp0 (*field, value) != 0)
    veche_chat_replace (field, value);
}

static void
veche_chat_collect_place_cb (gpointer data, const char *platform, const char *instance)
{
  VecheChatScan *self = data;

  veche_chat_replace (&self->platform, platform);
  veche_chat_replace (&self->instance, instance != NULL ? instance : "");
}

static void
veche_chat_collect_owner_cb (gpointer data, const VecheChatWho *who)
{
  VecheChatScan *self = data;

  if (who->handle != NULL && self->owner_handle == NULL)
    self->owner_handle = g_ascii_strdown (who->handle[0] == '@' ? who->handle + 1 : who->handle, -1);
  if (who->remote_id != NULL && self->owner == NULL)
    self->owner = g_strdup (who->remote_id);
}

static void
veche_chat_collect_chat_cb (gpointer data, guint index, const VecheChatInfo *info)
{
  VecheChatScan *self = data;
  VecheChatPart *part = veche_chat_collect_part (self, index);

  veche_chat_replace (&part->chat.remote_id, info->remote_id);
  veche_chat_replace (&part->chat.name, info->name);
  veche_chat_replace (&part->chat.kind, info->kind);
  veche_chat_replace (&part->url, info->url);
  veche_chat_replace (&part->parent, info->parent);
  veche_chat_replace (&part->parent_name, info->parent_name);
  veche_chat_replace (&part->partner, info->partner);
  part->chat.left = info->left;
  part->bot = info->bot;
  part->partial = info->partial;

  g_clear_pointer (&part->channels, g_ptr_array_unref);
  if (self->db != NULL && info->remote_id != NULL)
    part->channels = veche_import_channels (self->db, self->platform, self->instance, info->remote_id, NULL);
  veche_chat_adopt_find (self, part);
}

static VecheChatPerson *
veche_chat_collect_who (VecheChatScan *self, const VecheChatWho *who)
{
  VecheChatPerson *person = veche_chat_scan_person (self, who->remote_id);

  veche_chat_improve (&person->name, who->name);
  veche_chat_improve (&person->handle, who->handle);
  veche_chat_improve (&person->url, who->url);
  veche_chat_improve (&person->avatar_url, who->avatar_url);
  veche_chat_improve (&person->about, who->about);
  person->bot |= who->bot;

  return person;
}

static void
veche_chat_collect_person_cb (gpointer data, const VecheChatWho *who, gboolean listed)
{
  VecheChatPerson *person = veche_chat_collect_who (data, who);

  person->deleted = who->deleted;
  person->listed |= listed;
  if (listed)
    person->personal = FALSE;
}

/* Who wrote, or who reacted: then service is TRUE, they may never have written. */
static void
veche_chat_collect_author (VecheChatScan *self, VecheChatPart *part, const VecheChatMessage *message, const VecheChatWho *who,
                           gboolean service)
{
  VecheChatPerson *person = veche_chat_collect_who (self, who);

  person->deleted = who->deleted;
  person->bot |= part->bot && g_strcmp0 (part->partner, who->remote_id) == 0;
  person->last = MAX (person->last, message->at);
  person->personal &= g_strcmp0 (part->chat.kind, "personal") == 0;
  person->messages += !service;
  person->acts += who == &message->author && message->admin_act;
  g_hash_table_add (part->authors, person->remote_id);
}

static void
veche_chat_collect_handle_cb (const char *handle, gpointer user_data)
{
  VecheChatScan *self = user_data;
  guint times = GPOINTER_TO_UINT (g_hash_table_lookup (self->handles, handle));

  if (times > 0 || g_hash_table_size (self->handles) < MAX_HANDLES)
    g_hash_table_insert (self->handles, g_strdup (handle), GUINT_TO_POINTER (times + 1));
}

/* Text that matters to the whole: handles, and questions in groups. */
static void
veche_chat_collect_words (VecheChatScan *self, VecheChatPart *part, const VecheChatMessage *message, gint64 key)
{
  const char *text = message->text != NULL ? message->text : "";
  const char *author = message->author.remote_id != NULL ? message->author.remote_id : "";
  gboolean own_words = message->own_words && g_strcmp0 (author, self->owner) != 0;

  veche_chat_each_handle (text, veche_chat_collect_handle_cb, self);
  if (!veche_chat_is_group (part))
    return;

  if (part->questions == NULL)
    part->questions = veche_chat_questions_new ();
  /* One word and a question mark ("Что?") goes on with a talk, it does not begin one. */
  veche_chat_questions_message (part->questions, key, message->at, author, message->author.name, veche_chat_key (message->reply_to), text,
                                own_words && strchr (text, ' ') != NULL && veche_text_is_question (text));
}

static void
veche_chat_collect_topic (VecheChatPart *part, const char *title, gint64 key)
{
  if (part->topics == NULL)
    part->topics = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_hash_table_insert (part->topics, g_memdup2 (&key, sizeof key), g_strdup (title));
}

static gboolean
veche_chat_collect_message_cb (gpointer data, guint index, const VecheChatMessage *message)
{
  VecheChatScan *self = data;
  VecheChatPart *part = veche_chat_collect_part (self, index);
  gint64 key = veche_chat_key (message->id);
  gboolean service = message->kind != NULL;

  if (service)
    part->chat.service++;
  else
    part->chat.messages++;
  if (!veche_chat_adopt_see (self, part, message) &&
      (part->channels == NULL || veche_import_find_message (self->db, part->channels, message->id, NULL) == NULL))
    {
      part->chat.fresh++;
      part->chat.fresh_service += service;
    }
  part->chat.first = part->chat.first == 0 ? message->at : MIN (part->chat.first, message->at);
  part->chat.last = MAX (part->chat.last, message->at);
  self->last = MAX (self->last, message->at);

  if (message->author_is_person)
    veche_chat_collect_author (self, part, message, &message->author, service);
  if (message->topic != NULL)
    veche_chat_collect_topic (part, message->topic, key);
  if (!service)
    veche_chat_collect_words (self, part, message, key);
  for (guint i = 0; i < message->n_reactions; i++)
    veche_chat_collect_author (self, part, message, &message->reactions[i].who, TRUE);
  /* Whom it names without a word of their own: known by name, but only who came or went was here. */
  for (guint i = 0; i < message->n_others; i++)
    if (service && !message->names_others)
      veche_chat_collect_author (self, part, message, &message->others[i], TRUE);
    else
      veche_chat_collect_who (self, &message->others[i]);
  if (part->partner != NULL && !part->bot && !service)
    part->waiting = g_strcmp0 (message->author.remote_id, part->partner) == 0 ? key : 0;

  return TRUE;
}

static gboolean
veche_chat_collect_bad_cb (gpointer data, guint index, gint64 byte, const char *place, const char *why, const char *raw)
{
  VecheChatScan *self = data;

  if (self->bad++ == 0)
    {
      self->bad_byte = byte;
      self->bad_why = g_strdup (why);
      self->bad_place = g_strdup (place);
    }

  return TRUE;
}

VecheChatSink
veche_chat_collect_sink (VecheChatScan *self)
{
  return (VecheChatSink){
    .place = veche_chat_collect_place_cb,
    .owner = veche_chat_collect_owner_cb,
    .person = veche_chat_collect_person_cb,
    .chat = veche_chat_collect_chat_cb,
    .message = veche_chat_collect_message_cb,
    .bad = veche_chat_collect_bad_cb,
    .data = self,
  };
}
