/* veche-mention-find.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-mention.h"

#include <string.h>

#include "model/veche-text.h"

#define MOST_FOUND 50
#define MOST_NAME  200   /* bytes between the brackets of a link */

void
veche_mention_found_free (VecheMentionFound *self)
{
  g_free (self->words);
  g_free (self->handle);
  g_free (self->host);
  g_free (self->id);
  g_free (self);
}

static gboolean
is_login (gunichar c)
{
  return g_unichar_isalnum (c) || c == '_' || c == '.' || c == '-';
}

/* Past the login at text; without the full stop or dash that ends the sentence. */
static const char *
skip_login (const char *text)
{
  const char *end = text;

  while (*end != '\0' && is_login (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  while (end > text && (end[-1] == '.' || end[-1] == '-'))
    end--;

  return end;
}

static VecheMentionFound *
found_new (const char *platform, const char *from, const char *to)
{
  VecheMentionFound *self = g_new0 (VecheMentionFound, 1);

  self->platform = platform;
  self->words = g_strndup (from, to - from);

  return self;
}

/* @login, @login@host, @login:host */
static VecheMentionFound *
find_login (const char *at, const char **end)
{
  const char *login = at + 1, *stop = skip_login (login), *host, *host_end;
  VecheMentionFound *self;

  if (stop == login)
    return NULL;
  *end = stop;
  host = *stop == '@' || *stop == ':' ? stop + 1 : NULL;
  host_end = host != NULL ? skip_login (host) : NULL;
  if (host != NULL && memchr (host, '.', host_end - host) == NULL)
    host = NULL;
  if (host != NULL)
    *end = host_end;
  self = found_new (NULL, at, *end);
  self->handle = g_strndup (login, stop - login);
  self->host = host != NULL ? g_strndup (host, host_end - host) : NULL;
  if (self->host != NULL && *stop == ':')
    self->platform = "matrix";

  return self;
}

/* What stands in angle brackets: <@17>, <@U17>, <anna@host.example> */
static VecheMentionFound *
find_angle (const char *open, const char **end)
{
  const char *id = open + 1, *close = strchr (open, '>');
  gboolean at = *id == '@';
  VecheMentionFound *self;

  if (close == NULL || close - open > MOST_NAME)
    return NULL;
  if (at)
    id += id[1] == '!' ? 2 : 1;
  for (const char *p = id; p < close; p++)
    if (!g_ascii_isalnum (*p) && (at || strchr ("@._-+", *p) == NULL))
      return NULL;
  if (close == id || (!at && memchr (id, '@', close - id) == NULL))
    return NULL;
  *end = close + 1;
  self = found_new (!at ? "email" : g_ascii_isdigit (*id) ? "discord" : "slack", open, *end);
  *(at ? &self->id : &self->handle) = g_strndup (id, close - id);

  return self;
}

static gboolean
starts (const char **text, const char *with)
{
  if (!g_str_has_prefix (*text, with))
    return FALSE;
  *text += strlen (with);

  return TRUE;
}

/* [id17|Name], [club17|Name], [anna_leb|Name] */
static VecheMentionFound *
find_page (const char *open, const char *close, const char **end)
{
  const char *id = open + 1, *stop = skip_login (id);
  gsize prefix = g_str_has_prefix (id, "id") ? 2 : g_str_has_prefix (id, "club") ? 4 : 0;
  VecheMentionFound *self;

  if (stop == id || *stop != '|')
    return NULL;
  *end = close + 1;
  self = found_new ("vk", open, *end);
  if (prefix == 0 || strspn (id + prefix, "0123456789") != (gsize) (stop - id) - prefix)
    self->handle = g_strndup (id, stop - id);
  else
    self->id = g_strndup (prefix == 4 ? id : id + 2, stop - id - (prefix == 4 ? 0 : 2));

  return self;
}

/* One of these, or [Name](tg://user?id=17), [Name](https://matrix.to/#/@anna:host.example) */
static VecheMentionFound *
find_bracket (const char *open, const char **end)
{
  const char *id, *close = memchr (open, ']', strnlen (open, MOST_NAME));
  VecheMentionFound *self = close != NULL ? find_page (open, close, end) : NULL;

  if (self != NULL)
    return self;
  if (close == NULL || close[1] != '(')
    return NULL;
  id = close + 2;
  close = strchr (id, ')');
  if (close == NULL)
    return NULL;
  *end = close + 1;
  if (starts (&id, "tg://user?id=") && id < close && strspn (id, "0123456789") == (gsize) (close - id))
    self = found_new ("telegram", open, *end);
  else if (starts (&id, "https://matrix.to/#/") && *id == '@')
    self = found_new ("matrix", open, *end);
  else
    return NULL;
  self->id = g_strndup (id, close - id);

  return self;
}

/* @**Name|17** */
static VecheMentionFound *
find_stars (const char *at, const char **end)
{
  const char *close = g_strstr_len (at + 3, MOST_NAME, "**"), *bar = close != NULL ? g_strrstr_len (at, close - at, "|") : NULL;
  VecheMentionFound *self;

  if (bar == NULL)
    return NULL;
  *end = close + 2;
  self = found_new ("zulip", at, *end);
  self->id = g_strndup (bar + 1, close - bar - 1);

  return self;
}

/* u/login */
static VecheMentionFound *
find_user (const char *at, const char **end)
{
  const char *stop = skip_login (at + 2);
  VecheMentionFound *self;

  if (stop == at + 2)
    return NULL;
  *end = stop;
  self = found_new ("reddit", at, stop);
  self->handle = g_strndup (at + 2, stop - at - 2);

  return self;
}

static VecheMentionFound *
find_here (const char *p, gunichar before, const char **end)
{
  /* Neither an address nor a part of a link. */
  gboolean edge = !is_login (before) && before != '/' && before != '@';

  if (*p == '[')
    return find_bracket (p, end);
  if (*p == '<')
    return find_angle (p, end);
  if (*p == '@' && edge)
    return veche_text_goes_on (p, "@**") ? find_stars (p, end) : find_login (p, end);
  if (edge && veche_text_goes_on (p, "u/"))
    return find_user (p, end);

  return NULL;
}

GPtrArray *
veche_mention_find (const char *text)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_mention_found_free);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  const char *p = valid;
  gunichar before = ' ';

  while (*p != '\0' && list->len < MOST_FOUND)
    {
      const char *end = NULL;
      VecheMentionFound *found = find_here (p, before, &end);

      if (found != NULL)
        g_ptr_array_add (list, found);
      before = found != NULL ? ' ' : g_utf8_get_char (p);
      p = found != NULL ? end : g_utf8_next_char (p);
    }

  return list;
}
