/* veche-batch.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-batch.h"

#include <string.h>

#define CHUNK_SIZE     (64 * 1024)
#define MAX_RAW_LENGTH (64 * 1024)

struct _VecheBatch
{
  gatomicrefcount ref_count;

  GStringChunk   *strings;
  const char     *platform, *instance;

  GArray         *people;           /* (element-type VechePerson) */
  GHashTable     *person_index;     /* remote id → index + 1; keys live in strings */
  GArray         *channels;         /* (element-type VecheChannel) */
  GHashTable     *channel_index;
  GArray         *posts;            /* (element-type VechePost) */
  GArray         *bad;              /* (element-type VecheBadItem) */

  GArray         *notices;          /* (element-type VecheNotice) */

  const char     *cursor;           /* (nullable) */
  gboolean        has_more, partial, list_ends;
  const char     *list;
  const char     *account_id, *account_handle;   /* (nullable) */
  const char     *place;            /* (nullable) */
  guint           max_length;
};

G_DEFINE_BOXED_TYPE (VecheBatch, veche_batch, veche_batch_ref, veche_batch_unref)

const char *
veche_attention_to_nick (VecheAttention attention)
{
  static const char *const nicks[] = { NULL, "mention", "reply", "question", "direct", "word", "request" };

  g_return_val_if_fail ((guint) attention < G_N_ELEMENTS (nicks), NULL);

  return nicks[attention];
}

VecheBatch *
veche_batch_new (const char *platform, const char *instance)
{
  VecheBatch *self = g_new0 (VecheBatch, 1);

  g_return_val_if_fail (platform != NULL, NULL);

  g_atomic_ref_count_init (&self->ref_count);
  self->strings = g_string_chunk_new (CHUNK_SIZE);
  self->people = g_array_new (FALSE, TRUE, sizeof (VechePerson));
  self->person_index = g_hash_table_new (g_str_hash, g_str_equal);
  self->channels = g_array_new (FALSE, TRUE, sizeof (VecheChannel));
  self->channel_index = g_hash_table_new (g_str_hash, g_str_equal);
  self->posts = g_array_new (FALSE, TRUE, sizeof (VechePost));
  self->bad = g_array_new (FALSE, TRUE, sizeof (VecheBadItem));
  self->notices = g_array_new (FALSE, TRUE, sizeof (VecheNotice));
  self->platform = veche_batch_intern (self, platform);
  self->instance = veche_batch_intern (self, instance != NULL ? instance : "");

  return self;
}

VecheBatch *
veche_batch_ref (VecheBatch *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
veche_batch_unref (VecheBatch *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->person_index);
  g_hash_table_unref (self->channel_index);
  g_array_unref (self->people);
  g_array_unref (self->channels);
  g_array_unref (self->posts);
  g_array_unref (self->bad);
  g_array_unref (self->notices);
  g_string_chunk_free (self->strings);
  g_free (self);
}

static const char *
veche_batch_keep (VecheBatch *self, const char *text, gboolean intern)
{
  g_autofree char *repaired = NULL;

  if (text == NULL)
    return NULL;

  if (!g_utf8_validate (text, -1, NULL))
    text = repaired = g_utf8_make_valid (text, -1);

  return intern ? g_string_chunk_insert_const (self->strings, text) : g_string_chunk_insert (self->strings, text);
}

const char *
veche_batch_string (VecheBatch *self, const char *text)
{
  return veche_batch_keep (self, text, FALSE);
}

const char *
veche_batch_intern (VecheBatch *self, const char *text)
{
  return veche_batch_keep (self, text, TRUE);
}

/* The element of remote_id in array, made when it is not there yet. Every element starts with its remote id. */
static gpointer
veche_batch_add_keyed (VecheBatch *self, GArray *array, GHashTable *index, gsize size, const char *remote_id)
{
  guint at = GPOINTER_TO_UINT (g_hash_table_lookup (index, remote_id));

  if (at == 0)
    {
      const char *key = veche_batch_string (self, remote_id);

      at = array->len + 1;
      g_array_set_size (array, at);
      memcpy (array->data + (at - 1) * size, &key, sizeof key);
      g_hash_table_insert (index, (gpointer) key, GUINT_TO_POINTER (at));
    }

  return array->data + (at - 1) * size;
}

G_STATIC_ASSERT (G_STRUCT_OFFSET (VechePerson, remote_id) == 0);
G_STATIC_ASSERT (G_STRUCT_OFFSET (VecheChannel, remote_id) == 0);

VechePerson *
veche_batch_add_person (VecheBatch *self, const char *remote_id)
{
  g_return_val_if_fail (remote_id != NULL, NULL);

  return veche_batch_add_keyed (self, self->people, self->person_index, sizeof (VechePerson), remote_id);
}

VecheChannel *
veche_batch_add_channel (VecheBatch *self, const char *remote_id)
{
  g_return_val_if_fail (remote_id != NULL, NULL);

  return veche_batch_add_keyed (self, self->channels, self->channel_index, sizeof (VecheChannel), remote_id);
}

VechePost *
veche_batch_add_post (VecheBatch *self, const char *channel, const char *remote_id)
{
  VechePost *post;

  g_return_val_if_fail (channel != NULL && remote_id != NULL, NULL);

  g_array_set_size (self->posts, self->posts->len + 1);
  post = &g_array_index (self->posts, VechePost, self->posts->len - 1);
  post->channel = veche_batch_intern (self, channel);
  post->remote_id = veche_batch_string (self, remote_id);

  return post;
}

void
veche_batch_add_bad (VecheBatch *self, const char *reason, const char *raw)
{
  g_autofree char *clamped = g_strndup (raw != NULL ? raw : "", MAX_RAW_LENGTH);
  VecheBadItem bad = { veche_batch_intern (self, reason), veche_batch_string (self, clamped) };

  g_array_append_val (self->bad, bad);
}

void
veche_batch_add_notice (VecheBatch *self, const char *code, const char *about)
{
  VecheNotice notice = { veche_batch_intern (self, code), veche_batch_intern (self, about) };

  for (guint i = 0; i < self->notices->len; i++)
    {
      const VecheNotice *other = &g_array_index (self->notices, VecheNotice, i);

      /* Interned: the same words are the same pointers. */
      if (other->code == notice.code && other->about == notice.about)
        return;
    }
  g_array_append_val (self->notices, notice);
}

const char *
veche_batch_get_platform (VecheBatch *self)
{
  return self->platform;
}

const char *
veche_batch_get_instance (VecheBatch *self)
{
  return self->instance;
}

const VechePerson *
veche_batch_get_people (VecheBatch *self, guint *n)
{
  *n = self->people->len;

  return (const VechePerson *) (gpointer) self->people->data;
}

const VecheChannel *
veche_batch_get_channels (VecheBatch *self, guint *n)
{
  *n = self->channels->len;

  return (const VecheChannel *) (gpointer) self->channels->data;
}

const VechePost *
veche_batch_get_posts (VecheBatch *self, guint *n)
{
  *n = self->posts->len;

  return (const VechePost *) (gpointer) self->posts->data;
}

const VecheBadItem *
veche_batch_get_bad (VecheBatch *self, guint *n)
{
  *n = self->bad->len;

  return (const VecheBadItem *) (gpointer) self->bad->data;
}

const VecheNotice *
veche_batch_get_notices (VecheBatch *self, guint *n)
{
  *n = self->notices->len;

  return (const VecheNotice *) (gpointer) self->notices->data;
}

gboolean
veche_batch_is_empty (VecheBatch *self, gboolean me)
{
  for (guint i = 0; i < self->people->len; i++)
    if (!me || !g_array_index (self->people, VechePerson, i).me)
      return FALSE;

  return self->posts->len + self->bad->len == 0;
}

void
veche_batch_set_partial (VecheBatch *self)
{
  self->partial = TRUE;
}

gboolean
veche_batch_is_partial (VecheBatch *self)
{
  return self->partial;
}

void
veche_batch_set_list (VecheBatch *self, const char *place, gboolean ends)
{
  self->list = veche_batch_string (self, place);
  self->list_ends = ends;
}

const char *
veche_batch_get_list (VecheBatch *self, gboolean *ends)
{
  *ends = self->list_ends;

  return self->list;
}

void
veche_batch_set_cursor (VecheBatch *self, const char *cursor, gboolean has_more)
{
  self->cursor = veche_batch_string (self, cursor);
  self->has_more = has_more;
}

const char *
veche_batch_get_cursor (VecheBatch *self)
{
  return self->cursor;
}

gboolean
veche_batch_has_more (VecheBatch *self)
{
  return self->has_more;
}

void
veche_batch_set_account (VecheBatch *self, const char *remote_id, const char *handle)
{
  self->account_id = veche_batch_string (self, remote_id);
  self->account_handle = veche_batch_string (self, handle);
}

const char *
veche_batch_get_account (VecheBatch *self, const char **handle)
{
  if (handle != NULL)
    *handle = self->account_handle;

  return self->account_id;
}

void
veche_batch_set_place (VecheBatch *self, const char *name, guint max_length)
{
  self->place = veche_batch_string (self, name);
  self->max_length = max_length;
}

const char *
veche_batch_get_place (VecheBatch *self, guint *max_length)
{
  if (max_length != NULL)
    *max_length = self->max_length;

  return self->place;
}
