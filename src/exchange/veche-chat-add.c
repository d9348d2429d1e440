/* veche-chat-add.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One message of any platform → posts of a batch.  Pure functions.
 */

#include "exchange/veche-chat-reader.h"

#include <string.h>

#include "model/veche-line.h"

gint64
veche_chat_key (const char *id)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);
  gint64 number;

  if (id == NULL || *id == '\0')
    return 0;
  if (veche_json_parse_int (id, &number))
    return number;

  for (; *id != '\0'; id++)
    hash = (hash ^ (guchar) *id) * G_GUINT64_CONSTANT (1099511628211);

  return (gint64) (hash >> 1) | 1;
}

gint64
veche_chat_time (const char *iso)
{
  return veche_line_iso_time (iso);
}

void
veche_chat_each_handle (const char *text, void (*found) (const char *handle, gpointer user_data), gpointer user_data)
{
  const char *at = text;

  while ((at = strchr (at, '@')) != NULL)
    {
      gsize length = strspn (at + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
      /* anna@mayak.club is an address; a handle has 4 (bought ones) to 32 characters. */
      gboolean alone = at == text || !(g_ascii_isalnum (at[-1]) || at[-1] == '_' || at[-1] == '.');

      if (alone && length >= 4 && length <= 32)
        {
          g_autofree char *handle = g_ascii_strdown (at + 1, length);

          found (handle, user_data);
        }
      at += 1 + length;
    }
}

typedef struct { GHashTable *handles; gboolean found; } VecheChatLookup;

static void
veche_chat_lookup_cb (const char *handle, gpointer user_data)
{
  VecheChatLookup *lookup = user_data;

  lookup->found = lookup->found || g_hash_table_contains (lookup->handles, handle);
}

gboolean
veche_chat_names_handle (const char *text, GHashTable *my_handles)
{
  VecheChatLookup lookup = { my_handles, FALSE };

  if (my_handles != NULL && text != NULL)
    veche_chat_each_handle (text, veche_chat_lookup_cb, &lookup);

  return lookup.found;
}

VecheAttention
veche_chat_attention (const VecheChatContext *context, gboolean by_person, gboolean own, gboolean mentioned)
{
  if (own)
    return VECHE_ATTENTION_NONE;
  if (g_strcmp0 (context->kind, "personal") == 0)
    return context->unanswered ? VECHE_ATTENTION_DIRECT : VECHE_ATTENTION_NONE;
  if (mentioned)
    return VECHE_ATTENTION_MENTION;
  if (context->reply_to_me && by_person)
    return VECHE_ATTENTION_REPLY;

  return context->question ? VECHE_ATTENTION_QUESTION : VECHE_ATTENTION_NONE;
}

static gboolean
veche_chat_mentions (const VecheChatContext *context, const VecheChatMessage *message)
{
  for (guint i = 0; message->names_others && context->me != NULL && i < message->n_others; i++)
    if (g_strcmp0 (message->others[i].remote_id, context->me) == 0)
      return TRUE;

  return veche_chat_names_handle (message->text, context->my_handles);
}

static gboolean
veche_chat_set_author (const VecheChatContext *context, VechePost *post, const char *author, gint64 joined)
{
  if (author == NULL || author[0] == '\0')
    return FALSE;

  context->use_person (context->people, context->batch, author, joined);
  post->author = veche_batch_intern (context->batch, author);
  post->out = context->me != NULL && strcmp (author, context->me) == 0;

  return post->out;
}

static void
veche_chat_add_reactions (const VecheChatContext *context, const VecheChatMessage *message)
{
  for (guint i = 0; i < message->n_reactions; i++)
    {
      const VecheChatReaction *reaction = &message->reactions[i];
      g_autofree char *id = g_strdup_printf ("%s:%s:%s", message->id, reaction->who.remote_id, reaction->emoji);
      VechePost *post = veche_batch_add_post (context->batch, context->channel, id);

      post->kind = "reaction";
      post->at = reaction->at != 0 ? reaction->at : message->at;
      post->reply_to = veche_batch_string (context->batch, message->id);
      post->text = veche_batch_intern (context->batch, reaction->emoji);
      veche_chat_set_author (context, post, reaction->who.remote_id, 0);
    }
}

/* Whom a service message brought or took away: each a join or leave of their own beside it, numbered by their place so that every export
 * numbers them alike. */
static void
veche_chat_add_named (const VecheChatContext *context, const VecheChatMessage *message)
{
  gboolean join = strcmp (message->kind, "join") == 0;
  VecheChatMessage act = *message;

  act.kind = "service";
  act.n_others = 0;
  veche_chat_add (context, &act);
  for (guint i = 0; i < message->n_others; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s+%u", message->id, i + 1);
      VechePost *post = veche_batch_add_post (context->batch, context->channel, id);

      post->kind = join ? "join" : "leave";
      post->at = message->at;
      veche_chat_set_author (context, post, message->others[i].remote_id, join ? message->at : 0);
    }
}

void
veche_chat_add (const VecheChatContext *context, const VecheChatMessage *message)
{
  gboolean comes_or_goes = g_strcmp0 (message->kind, "join") == 0 || g_strcmp0 (message->kind, "leave") == 0;
  gboolean own;
  VechePost *post;

  if (comes_or_goes && message->n_others > 0 && !message->names_others)
    {
      veche_chat_add_named (context, message);
      return;
    }

  post = veche_batch_add_post (context->batch, context->channel, message->id);
  if (message->kind != NULL)
    post->kind = veche_batch_intern (context->batch, message->kind);
  else if (message->word != NULL && message->reply_to == NULL)
    post->kind = veche_batch_intern (context->batch, message->word);
  else
    post->kind = g_strcmp0 (context->kind, "channel") == 0 ? "post" : message->reply_to != NULL ? "reply" : "message";
  post->at = message->at;
  post->edited = message->edited;
  post->deleted = message->deleted;
  post->reply_to = veche_batch_string (context->batch, message->reply_to);
  post->thread = veche_batch_string (context->batch, message->thread);
  post->text = message->text != NULL && message->text[0] != '\0' ? veche_batch_string (context->batch, message->text) : NULL;
  post->url = veche_batch_string (context->batch, message->url);
  post->meta = veche_batch_string (context->batch, message->meta);
  own = message->author_is_person &&
        veche_chat_set_author (context, post, message->author.remote_id, g_strcmp0 (message->kind, "join") == 0 ? message->at : 0);
  if (message->kind == NULL)
    post->attention = veche_chat_attention (context, message->author_is_person, own, veche_chat_mentions (context, message));
  veche_chat_add_reactions (context, message);
}
