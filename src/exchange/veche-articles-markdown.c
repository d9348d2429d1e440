/* veche-articles-markdown.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Articles as one Markdown text, which a person can read, write and keep under version control:
 *
 *   ---                      what holds for all articles of the file; with a title the whole rest is one article (both may be missing)
 *   language: ru
 *   ---
 *   # Where are you?
 *   - code: adr
 *   - phrases:
 *     - address
 *
 *   44 Lenin Street.
 *
 * Only a heading of the first level begins an article, and none does inside a fence.  A line of an answer that would read as one is written with a
 * backslash before it.
 */

#include "exchange/veche-articles-private.h"

#include <string.h>

#include "store/veche-db.h"

/*** Lines ***/

static gboolean
is_fence (const char *line)
{
  return g_str_has_prefix (line, "```") || g_str_has_prefix (line, "~~~");
}

static gboolean
is_heading (const char *line)
{
  return g_str_has_prefix (line, "# ");
}

/* Does it mean something but for the backslashes before it? */
static gboolean
is_special (const char *line)
{
  line += strspn (line, "\\");

  return is_heading (line) || is_fence (line);
}

/*** Reading ***/

typedef struct
{
  char              **lines;      /* (unowned) */
  guint               at;
  VecheArticlesLine  *common;     /* (owned): what holds for all */
  VecheArticlesLine  *article;    /* (unowned) (nullable) */
  GString            *body;       /* (owned) */
  gboolean            fenced;
  GPtrArray          *articles;   /* (unowned) */
} Markdown;

static void
take_value (VecheArticlesLine *line, int field, const char *value)
{
  if (line->fields[field] == NULL)
    line->fields[field] = g_strstrip (g_strdup (value));
}

/* "name: value", name being a field's. −1: it is not */
static int
split_field (const char *line, const char **value)
{
  const char *colon = strchr (line, ':');
  g_autofree char *name = colon != NULL ? g_strndup (line, (gsize) (colon - line)) : NULL;

  if (colon == NULL)
    return -1;
  *value = colon + 1;

  return veche_articles_find_field (name);
}

static void
read_front (Markdown *self)
{
  guint end = 1;

  if (self->lines[0] == NULL || strcmp (self->lines[0], "---") != 0)
    return;
  while (self->lines[end] != NULL && strcmp (self->lines[end], "---") != 0)
    end++;
  if (self->lines[end] == NULL)
    return;   /* a rule, and no end of anything */
  for (guint i = 1; i < end; i++)
    {
      const char *value = NULL;
      int field = split_field (self->lines[i], &value);

      if (field >= 0)
        take_value (self->common, field, value);
    }
  self->at = end + 1;
}

/* The lines below a field that are set in belong to it; a list loses its dashes, a backslash alone is an empty line. (transfer full) */
static char *
read_more (Markdown *self, const char *first)
{
  g_autoptr (GString) value = g_string_new (first);

  for (; self->lines[self->at] != NULL && g_str_has_prefix (self->lines[self->at], "  "); self->at++)
    {
      const char *line = self->lines[self->at] + 2;

      g_string_append_printf (value, "\n%s", strcmp (line, "\\") == 0 ? "" : line);
    }

  return g_string_free (g_steal_pointer (&value), FALSE);
}

static char *
without_dashes (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (g_strchug (lines[i]), "- "))
      memmove (lines[i], lines[i] + 2, strlen (lines[i] + 2) + 1);

  return g_strjoinv ("\n", lines);
}

static void
read_fields (Markdown *self)
{
  if (self->lines[self->at] != NULL && *self->lines[self->at] == '\0' && self->lines[self->at + 1] != NULL
      && g_str_has_prefix (self->lines[self->at + 1], "- "))
    self->at++;
  while (self->lines[self->at] != NULL && g_str_has_prefix (self->lines[self->at], "- "))
    {
      g_autofree char *value = NULL;
      const char *first = NULL;
      int field = split_field (self->lines[self->at] + 2, &first);

      if (field < 0)
        return;
      self->at++;
      value = read_more (self, first);
      if (field == VECHE_ARTICLES_PHRASES)
        {
          g_autofree char *phrases = without_dashes (value);

          take_value (self->article, field, phrases);
        }
      else
        take_value (self->article, field, value);
    }
}

static void
end_article (Markdown *self)
{
  if (self->article == NULL)
    return;
  take_value (self->article, VECHE_ARTICLES_BODY, self->body->str);
  for (guint f = 0; f < VECHE_N_ARTICLES_FIELDS; f++)
    if (self->common->fields[f] != NULL)
      take_value (self->article, (int) f, self->common->fields[f]);
  self->article = NULL;
  g_string_truncate (self->body, 0);
}

static void
begin_article (Markdown *self, const char *title)
{
  end_article (self);
  self->article = veche_articles_line_new (self->at + 1);
  self->fenced = FALSE;
  g_ptr_array_add (self->articles, self->article);
  if (title != NULL)
    take_value (self->article, VECHE_ARTICLES_TITLE, title);
}

static void
read_body_line (Markdown *self, const char *line)
{
  if (is_fence (line))
    self->fenced = !self->fenced;
  else if (!self->fenced && *line == '\\' && is_special (line))
    line++;
  if (self->article != NULL)
    g_string_append_printf (self->body, "%s\n", line);
}

static void
read_all (Markdown *self)
{
  gboolean one;

  read_front (self);
  one = self->common->fields[VECHE_ARTICLES_TITLE] != NULL;
  if (one)
    begin_article (self, NULL);
  while (self->lines[self->at] != NULL)
    {
      const char *line = self->lines[self->at];

      if (!one && !self->fenced && is_heading (line))
        {
          begin_article (self, line + 2);
          self->at++;
          read_fields (self);
          continue;
        }
      read_body_line (self, line);
      self->at++;
    }
  end_article (self);
}

gboolean
veche_articles_read_markdown (GBytes *bytes, GPtrArray *lines, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_strndup (data != NULL ? data : "", size);
  g_auto (GStrv) split = g_strsplit (g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text, "\n", -1);
  Markdown self = { .lines = split, .articles = lines };

  if (!g_utf8_validate (data, (gssize) size, NULL))
    {
      g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "The file is no text in UTF-8");
      return FALSE;
    }
  for (guint i = 0; split[i] != NULL; i++)
    if (g_str_has_suffix (split[i], "\r"))
      split[i][strlen (split[i]) - 1] = '\0';
  self.common = veche_articles_line_new (0);
  self.body = g_string_new (NULL);
  read_all (&self);
  g_string_free (self.body, TRUE);
  veche_articles_line_free (self.common);

  return TRUE;
}

/*** Writing ***/

static void
put_body (GString *out, const char *body)
{
  g_auto (GStrv) lines = g_strsplit (body, "\n", -1);
  gboolean fenced = FALSE, open = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    open ^= is_fence (lines[i]);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean fence = is_fence (lines[i]);

      /* Where one is left open none is one. */
      fenced ^= fence && !open;
      g_string_append_printf (out, "%s%s\n", fence ? (open ? "\\" : "") : !fenced && is_special (lines[i]) ? "\\" : "", lines[i]);
    }
}

static void
put_field (GString *out, const VecheArticle *article, VecheArticlesField field)
{
  g_autofree char *name = veche_articles_field_name (field), *value = veche_articles_dup_field (article, field);
  g_auto (GStrv) lines = g_strsplit (value, "\n", -1);

  if (*value == '\0')
    return;
  g_string_append_printf (out, "- %s:", name);
  if (field == VECHE_ARTICLES_PHRASES)
    {
      g_string_append_c (out, '\n');
      for (guint i = 0; i < article->phrases->len; i++)
        g_string_append_printf (out, "  - %s\n", (char *) article->phrases->pdata[i]);
      return;
    }
  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (out, "%s%s\n", i > 0 ? "  " : " ", *lines[i] != '\0' ? lines[i] : "\\");
}

char *
veche_articles_to_markdown (GPtrArray *articles)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < articles->len; i++)
    {
      const VecheArticle *article = articles->pdata[i];

      g_string_append_printf (out, "%s# %s\n\n", i > 0 ? "\n" : "", article->title);
      for (guint f = 0; f < VECHE_N_ARTICLES_FIELDS; f++)
        if (f != VECHE_ARTICLES_TITLE && f != VECHE_ARTICLES_BODY)
          put_field (out, article, f);
      if (*article->body == '\0')
        continue;
      g_string_append_c (out, '\n');
      put_body (out, article->body);
    }

  return g_string_free (out, FALSE);
}
