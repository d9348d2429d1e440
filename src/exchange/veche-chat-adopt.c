/* veche-chat-adopt.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A page of Telegram's HTML has no ids of people and none of the chat, but its messages bear the same numbers as in JSON.  Whichever comes
 * first, the other one recognises the chat by its name and by messages that stand in both at the same second, and people by having
 * written them.
 */

#include "exchange/veche-chat-scan-private.h"

#include <string.h>

#include "store/veche-import-adopt.h"
#include "store/veche-import-table.h"

#define SAME_TIME G_USEC_PER_SEC

/* "anna@host" on host is known there as anna. (transfer full) (nullable): the key of who bears the handle */
static char *
veche_chat_adopt_by_handle (VecheChatScan *self, const char *address)
{
  g_autofree char *suffix = g_strconcat ("@", self->instance, NULL);
  g_autofree char *handle = g_str_has_suffix (address, suffix) ? g_strndup (address, strlen (address) - strlen (suffix)) : g_strdup (address);

  return veche_import_by_handle (self->db, self->platform, self->instance, handle);
}

/* The channels among which the messages may stand already. */
void
veche_chat_adopt_find (VecheChatScan *self, VecheChatPart *part)
{
  g_autofree char *by_name = g_strdup_printf ("name:%s", part->chat.name != NULL ? part->chat.name : "");

  part->adopting = FALSE;
  /* The channel of an account is keyed as the account. */
  if (self->db != NULL && self->reader->by_handle && part->met == NULL)
    {
      part->met = veche_chat_adopt_by_handle (self, part->chat.remote_id);
      g_clear_pointer (&part->channels, g_ptr_array_unref);
      part->channels = veche_import_channels (self->db, self->platform, self->instance, part->met != NULL ? part->met : part->chat.remote_id, NULL);
    }
  if (self->db == NULL || part->chat.name == NULL || !self->reader->meets_by_name)
    return;

  g_clear_pointer (&part->candidates, g_ptr_array_unref);
  if (self->reader->by_name)
    part->candidates = veche_import_channels_named (self->db, self->platform, self->instance, part->chat.name, NULL);
  else if (g_strcmp0 (by_name, part->chat.remote_id) != 0)
    part->candidates = veche_import_channels (self->db, self->platform, self->instance, by_name, NULL);
  part->adopting = part->candidates != NULL && part->candidates->len > 0;
}

/* Two people of one name can't be told apart by it: then nobody is. */
static void
veche_chat_adopt_pair (VecheChatScan *self, const char *named, const char *real)
{
  gpointer known;

  if (!g_str_has_prefix (named, "name:") || g_str_has_prefix (real, "name:"))
    return;
  if (!g_hash_table_lookup_extended (self->same, named, NULL, &known))
    g_hash_table_insert (self->same, g_strdup (named), g_strdup (real));
  else if (known != NULL && strcmp (known, real) != 0)
    g_hash_table_insert (self->same, g_strdup (named), NULL);
}

/* TRUE: the workspace has the message. */
gboolean
veche_chat_adopt_see (VecheChatScan *self, VecheChatPart *part, const VecheChatMessage *message)
{
  const char *there = part->adopting ? veche_import_find_message (self->db, part->candidates, message->id, NULL) : NULL;
  g_autofree char *author = NULL;
  gint64 at = 0;

  if (there == NULL)
    return FALSE;

  author = veche_import_author_of (self->db, part->candidates, message->id, &at);
  /* Service messages have no time of their own in HTML. */
  if (message->kind != NULL || author == NULL)
    return part->met != NULL;
  if (ABS (at - message->at) > SAME_TIME)
    return FALSE;

  if (part->met == NULL)
    part->met = g_strndup (there, strcspn (there, "/"));
  if (message->author_is_person && self->reader->by_name)
    veche_chat_adopt_pair (self, message->author.remote_id, author);
  else if (message->author_is_person)
    veche_chat_adopt_pair (self, author, message->author.remote_id);

  return TRUE;
}

/* The person of a name is known to be somebody: they get that id, or are one with who has it. */
static void
veche_chat_adopt_person (VecheChatScan *self, const char *named, const char *real)
{
  VecheChatPerson *person = g_hash_table_lookup (self->by_id, named);
  VecheChatPerson *other = g_hash_table_lookup (self->by_id, real);

  if (person == NULL)
    return;

  for (guint i = 0; i < self->chats->len; i++)
    {
      VecheChatPart *part = g_ptr_array_index (self->chats, i);

      part->moved = g_hash_table_remove (part->authors, named);
    }
  g_hash_table_remove (self->by_id, named);
  if (other == NULL)
    {
      g_free (person->remote_id);
      person->remote_id = g_strdup (real);
      g_hash_table_insert (self->by_id, person->remote_id, person);
      other = person;
    }
  else
    other->messages += person->messages;
  for (guint i = 0; i < self->chats->len; i++)
    {
      VecheChatPart *part = g_ptr_array_index (self->chats, i);

      if (part->moved)
        g_hash_table_add (part->authors, other->remote_id);
    }
  if (other != person)
    g_ptr_array_remove (self->people, person);
}

/* Who is keyed by a handle may be known to the workspace by their own key, from the live connector. */
static void
veche_chat_adopt_handles (VecheChatScan *self)
{
  for (guint i = 0; self->db != NULL && i < self->people->len; i++)
    {
      VecheChatPerson *person = g_ptr_array_index (self->people, i);
      g_autofree char *real = veche_chat_adopt_by_handle (self, person->remote_id);

      if (real != NULL && strcmp (real, person->remote_id) != 0)
        g_hash_table_insert (self->same, g_strdup (person->remote_id), g_steal_pointer (&real));
    }
  if (self->owner != NULL && g_hash_table_lookup (self->same, self->owner) != NULL)
    {
      char *real = g_strdup (g_hash_table_lookup (self->same, self->owner));

      g_free (self->owner);
      self->owner = real;
    }
}

/* After the last message: chats and people get the keys under which the workspace has them. */
void
veche_chat_adopt_settle (VecheChatScan *self)
{
  GHashTableIter iter;
  gpointer named, real;

  if (self->reader->by_handle)
    veche_chat_adopt_handles (self);
  if (!self->reader->by_name && !self->reader->by_handle)
    return;

  for (guint i = 0; i < self->chats->len; i++)
    {
      VecheChatPart *part = g_ptr_array_index (self->chats, i);

      if (part->met == NULL)
        continue;
      g_free (part->chat.remote_id);
      part->chat.remote_id = g_strdup (part->met);
    }
  g_hash_table_iter_init (&iter, self->same);
  while (g_hash_table_iter_next (&iter, &named, &real))
    if (real != NULL)
      veche_chat_adopt_person (self, named, real);
}

/* The key of somebody whom the reader knows by another. */
const char *
veche_chat_adopt_translate (VecheChatScan *self, const char *id)
{
  const char *real = id != NULL ? g_hash_table_lookup (self->same, id) : NULL;

  return real != NULL ? real : id;
}

/* The import of what has ids: whatever came in by names gets its own keys first. */
gboolean
veche_chat_adopt_apply (VecheChatScan *self, VecheDb *db, GError **error)
{
  GHashTableIter iter;
  gpointer named, real;

  if (self->reader->by_name || self->reader->by_handle || !self->reader->meets_by_name)
    return TRUE;

  for (guint i = 0; i < self->chats->len; i++)
    {
      VecheChatPart *part = g_ptr_array_index (self->chats, i);

      if (part->met != NULL && part->chat.chosen &&
          !veche_import_rename_channel (db, self->platform, self->instance, part->met, part->chat.remote_id, error))
        return FALSE;
    }
  g_hash_table_iter_init (&iter, self->same);
  while (g_hash_table_iter_next (&iter, &named, &real))
    if (real != NULL && !veche_import_rename_person (db, self->platform, self->instance, named, real, error))
      return FALSE;

  return TRUE;
}
