/* veche-redact.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-redact.h"

#include <string.h>

#define LEAST_ID 6    /* characters: a shorter one may be part of anything */

typedef enum { ANYWHERE, MENTIONED, ALONE } Where;

typedef struct
{
  gunichar *letters;   /* in lower case, up to a 0 */
  Where     where;
} Needle;

struct _VecheRedact
{
  GArray  *needles;           /* of Needle */
  guint8   begins[0x10000];   /* may a needle begin with these two bytes? */
};

static void
needle_clear (gpointer data)
{
  g_free (((Needle *) data)->letters);
}

VecheRedact *
veche_redact_new (void)
{
  VecheRedact *self = g_new0 (VecheRedact, 1);

  self->needles = g_array_new (FALSE, FALSE, sizeof (Needle));
  g_array_set_clear_func (self->needles, needle_clear);

  return self;
}

void
veche_redact_free (VecheRedact *self)
{
  g_array_unref (self->needles);
  g_free (self);
}

gboolean
veche_redact_is_empty (const VecheRedact *self)
{
  return self->needles->len == 0;
}

static guint
begin_of (const char *p)
{
  return (guchar) p[0] < 0x80 ? (guint) (guchar) p[0] << 8 : (guint) (guchar) p[0] << 8 | (guchar) p[1];
}

static void
note_beginning (VecheRedact *self, gunichar c)
{
  char bytes[7] = "";

  g_unichar_to_utf8 (c, bytes);
  self->begins[begin_of (bytes)] = TRUE;
}

static void
add (VecheRedact *self, const char *text, Where where)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  Needle needle = { .where = where };
  glong n;

  if (*trimmed == '\0' || !g_utf8_validate (trimmed, -1, NULL))
    return;
  needle.letters = g_utf8_to_ucs4_fast (trimmed, -1, &n);
  for (glong i = 0; i < n; i++)
    needle.letters[i] = g_unichar_tolower (needle.letters[i]);
  note_beginning (self, needle.letters[0]);
  note_beginning (self, g_unichar_toupper (needle.letters[0]));
  note_beginning (self, g_unichar_totitle (needle.letters[0]));
  g_array_append_val (self->needles, needle);
}

/* As it stands within a value of JSON. (transfer full) */
static char *
escaped (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }

  return g_string_free (out, FALSE);
}

static void
add_both (VecheRedact *self, const char *text, Where where)
{
  g_autofree char *other = escaped (text);

  add (self, text, where);
  if (strcmp (other, text) != 0)
    add (self, other, where);
}

void
veche_redact_add_name (VecheRedact *self, const char *name)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name != NULL ? name : ""));

  add_both (self, trimmed, strchr (trimmed, ' ') != NULL ? ANYWHERE : ALONE);
}

void
veche_redact_add_handle (VecheRedact *self, const char *handle)
{
  const char *bare = handle != NULL && handle[0] == '@' ? handle + 1 : handle;

  if (bare != NULL)
    add_both (self, bare, strchr (bare, '@') != NULL ? ANYWHERE : MENTIONED);
}

/* "user123456" is 123456 where a message names them. */
static const char *
number_in (const char *id)
{
  const char *number = id;

  while (g_ascii_isalpha (*number))
    number++;

  return number != id && strspn (number, "0123456789") == strlen (number) && strlen (number) >= LEAST_ID ? number : NULL;
}

void
veche_redact_add_id (VecheRedact *self, const char *id)
{
  if (id == NULL || !g_utf8_validate (id, -1, NULL))
    return;
  add_both (self, id, g_utf8_strlen (id, -1) < LEAST_ID ? ALONE : ANYWHERE);
  if (number_in (id) != NULL)
    add (self, number_in (id), ANYWHERE);
}

/*** Looking ***/

static gboolean
is_word (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == '_';
}

/* A line's end in JSON is \u000a: its last letter is none. */
static gboolean
is_escape (const char *text, const char *p)
{
  return p - text >= 6 && memcmp (p - 6, "\\u00", 4) == 0;
}

static gboolean
begins_there (const char *text, const char *p, Where where)
{
  gunichar before = p > text ? g_utf8_get_char (g_utf8_prev_char (p)) : 0;

  if (where == ALONE)
    return before == 0 || before == '"';
  if (where == MENTIONED)
    return before == 0 || before == '"' || before == '@' || before == '/';

  return !is_word (before) || is_escape (text, p);
}

static gboolean
ends_there (const char *end, Where where, gboolean whole)
{
  gunichar after = g_utf8_get_char (end);

  if (whole || where == ALONE)
    return after == 0 || after == '"' || (after == '\\' && end[1] == '"');

  return !is_word (after);
}

/* Behind the needle, when it stands here. (nullable) */
static const char *
match (const char *text, const char *p, const Needle *needle)
{
  const char *end = p;
  gunichar before;

  for (const gunichar *letter = needle->letters; *letter != 0; letter++, end = g_utf8_next_char (end))
    if (*end == '\0' || g_unichar_tolower (g_utf8_get_char (end)) != *letter)
      return NULL;
  if (!begins_there (text, p, needle->where))
    return NULL;
  before = p > text ? (guchar) p[-1] : 0;

  return ends_there (end, needle->where, needle->where == MENTIONED && (before == 0 || before == '"')) ? end : NULL;
}

/* The longest one that stands here. (nullable) */
static const char *
match_any (const VecheRedact *self, const char *text, const char *p)
{
  const char *longest = NULL;

  if (!self->begins[begin_of (p)])
    return NULL;
  for (guint i = 0; i < self->needles->len; i++)
    longest = MAX (longest, match (text, p, &g_array_index (self->needles, Needle, i)));

  return longest;
}

char *
veche_redact_apply (const VecheRedact *self, const char *text)
{
  g_autoptr (GString) out = NULL;
  const char *from = text;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;
  for (const char *p = text, *end; *p != '\0'; p = end)
    {
      end = match_any (self, text, p);
      if (end == NULL)
        {
          end = g_utf8_next_char (p);
          continue;
        }
      if (out == NULL)
        out = g_string_new (NULL);
      g_string_append_len (out, from, p - from);
      g_string_append (out, VECHE_REDACTED);
      from = end;
    }
  if (out == NULL)
    return NULL;
  g_string_append (out, from);

  return g_string_free (g_steal_pointer (&out), FALSE);
}
