/* veche-reply.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A reply and what became of it, as values; how long it is where it goes.
 */

#include "connectors/veche-connector.h"

#include <string.h>
#include <unicode/ubrk.h>

#include "model/veche-text.h"

void
veche_sent_clear (VecheSent *self)
{
  g_clear_pointer (&self->remote_id, g_free);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->files, g_strfreev);
}

static guint
veche_length_graphemes (const char *text)
{
  UErrorCode status = U_ZERO_ERROR;
  UText *utext = utext_openUTF8 (NULL, text, -1, &status);
  UBreakIterator *iterator = ubrk_open (UBRK_CHARACTER, NULL, NULL, 0, &status);
  guint count = 0;

  ubrk_setUText (iterator, utext, &status);
  while (U_SUCCESS (status) && ubrk_next (iterator) != UBRK_DONE)
    count++;
  ubrk_close (iterator);
  utext_close (utext);

  return count;
}

static guint
veche_length_utf16 (const char *text)
{
  guint count = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    count += g_utf8_get_char (p) > 0xFFFF ? 2 : 1;

  return count;
}

/* docs.joinmastodon.org/user/posting: "all links are counted as 23 characters"; "the domain part of a mention doesn't count". */
static guint
veche_length_mastodon (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0';)
    {
      gboolean link = veche_text_goes_on (p, "https://") || veche_text_goes_on (p, "http://");
      gsize host = *p == '@' && p > text && g_ascii_isalnum (p[-1]) ? 1 + strspn (p + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") : 0;
      const char *name = p;

      while (host > 1 && name > text && (g_ascii_isalnum (name[-1]) || name[-1] == '_'))
        name--;
      if (link)
        {
          p += strcspn (p, " \n\t<>\"");
          n += 23;
        }
      else if (host > 1 && name > text && name[-1] == '@')
        p += host;
      else
        {
          p = g_utf8_next_char (p);
          n++;
        }
    }

  return n;
}

guint
veche_length_count (const char *text, VecheLengthUnit unit)
{
  switch (unit)
    {
    case VECHE_LENGTH_CHARACTERS:
      return (guint) g_utf8_strlen (text, -1);
    case VECHE_LENGTH_UTF16:
      return veche_length_utf16 (text);
    case VECHE_LENGTH_GRAPHEMES:
      return veche_length_graphemes (text);
    case VECHE_LENGTH_MASTODON:
      return veche_length_mastodon (text);
    case VECHE_LENGTH_BYTES:
      return (guint) strlen (text);
    }

  g_return_val_if_reached (0);
}

VecheReply *
veche_reply_new (void)
{
  return g_new0 (VecheReply, 1);
}

VecheReplyFile *
veche_reply_file_new (const char *name, const char *type, const char *alt, GBytes *data)
{
  VecheReplyFile *self = g_new0 (VecheReplyFile, 1);

  self->name = g_strdup (name);
  self->type = g_strdup (type);
  self->alt = g_strdup (alt != NULL ? alt : "");
  self->data = g_bytes_ref (data);

  return self;
}

void
veche_reply_file_free (gpointer data)
{
  VecheReplyFile *self = data;

  g_free (self->name);
  g_free (self->type);
  g_free (self->alt);
  g_free (self->key);
  g_bytes_unref (self->data);
  g_free (self);
}

gboolean
veche_file_is_picture (const char *type)
{
  static const char *const pictures[] = { "image/png", "image/jpeg", "image/gif", "image/webp", NULL };

  return type != NULL && g_strv_contains (pictures, type);
}

VecheReply *
veche_reply_copy (const VecheReply *self)
{
  VecheReply *copy = veche_reply_new ();

  copy->text = g_strdup (self->text);
  copy->channel = g_strdup (self->channel);
  copy->in_reply_to = g_strdup (self->in_reply_to);
  copy->files = self->files != NULL ? g_ptr_array_ref (self->files) : NULL;     /* immutable */
  copy->thread = g_strdup (self->thread);
  copy->url = g_strdup (self->url);
  copy->author_handle = g_strdup (self->author_handle);
  copy->meta = g_strdup (self->meta);
  copy->idempotency_key = g_strdup (self->idempotency_key);
  copy->maybe_sent = self->maybe_sent;
  copy->words_sent = self->words_sent;
  copy->action = g_strdup (self->action);

  return copy;
}

void
veche_reply_free (VecheReply *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self->channel);
  g_free (self->in_reply_to);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_free (self->thread);
  g_free (self->url);
  g_free (self->author_handle);
  g_free (self->meta);
  g_free (self->idempotency_key);
  g_free (self->action);
  g_free (self);
}
