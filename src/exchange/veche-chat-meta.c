/* veche-chat-meta.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-chat-meta.h"

#include <string.h>
#include <yajl/yajl_gen.h>

#define MAX_LIST 200

struct _VecheChatMeta
{
  yajl_gen    gen;
  const char *list;     /* (nullable): the one that is open */
  guint       n;        /* in it */
};

VecheChatMeta *
veche_chat_meta_new (void)
{
  VecheChatMeta *self = g_new0 (VecheChatMeta, 1);

  self->gen = yajl_gen_alloc (NULL);
  yajl_gen_map_open (self->gen);

  return self;
}

static void
veche_chat_meta_string (VecheChatMeta *self, const char *text)
{
  yajl_gen_string (self->gen, (const unsigned char *) text, strlen (text));
}

/* Closes the list that is open, opens the one of key (nullable). */
static void
veche_chat_meta_turn (VecheChatMeta *self, const char *key)
{
  if (g_strcmp0 (self->list, key) == 0)
    return;

  if (self->list != NULL)
    yajl_gen_array_close (self->gen);
  self->list = key;
  self->n = 0;
  if (key != NULL)
    {
      veche_chat_meta_string (self, key);
      yajl_gen_array_open (self->gen);
    }
}

void
veche_chat_meta_text (VecheChatMeta *self, const char *key, const char *text)
{
  if (text == NULL || text[0] == '\0')
    return;

  veche_chat_meta_turn (self, NULL);
  veche_chat_meta_string (self, key);
  veche_chat_meta_string (self, text);
}

void
veche_chat_meta_flag (VecheChatMeta *self, const char *key, gboolean flag)
{
  if (!flag)
    return;

  veche_chat_meta_turn (self, NULL);
  veche_chat_meta_string (self, key);
  yajl_gen_bool (self->gen, 1);
}

void
veche_chat_meta_list (VecheChatMeta *self, const char *key, const char *text)
{
  if (text == NULL || text[0] == '\0')
    return;

  veche_chat_meta_turn (self, key);
  if (self->n++ < MAX_LIST)
    veche_chat_meta_string (self, text);
}

void
veche_chat_meta_reaction (VecheChatMeta *self, const char *emoji, gint64 count)
{
  if (emoji == NULL)
    return;

  veche_chat_meta_turn (self, "reactions");
  if (self->n++ >= MAX_LIST)
    return;
  yajl_gen_map_open (self->gen);
  veche_chat_meta_string (self, "emoji");
  veche_chat_meta_string (self, emoji);
  veche_chat_meta_string (self, "count");
  yajl_gen_integer (self->gen, count);
  yajl_gen_map_close (self->gen);
}

char *
veche_chat_meta_end (VecheChatMeta *self)
{
  const unsigned char *json;
  size_t length;
  char *meta = NULL;

  veche_chat_meta_turn (self, NULL);
  yajl_gen_map_close (self->gen);
  yajl_gen_get_buf (self->gen, &json, &length);
  if (length > strlen ("{}"))
    meta = g_strndup ((const char *) json, length);
  yajl_gen_free (self->gen);
  g_free (self);

  return meta;
}
