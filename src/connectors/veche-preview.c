/* veche-preview.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown as Discord ("Markdown Text 101", support.discord.com) and Discourse (commonmark.org) show the part of it that people type into a chat.
 */

#include "connectors/veche-preview.h"

#include <string.h>

#include "connectors/veche-bluesky-text.h"
#include "connectors/veche-json.h"
#include "connectors/veche-matrix-parse.h"
#include "connectors/veche-telegram-parse.h"
#include "connectors/veche-vk-parse.h"
#include "model/veche-text.h"

void
veche_preview_free (VechePreview *self)
{
  g_free (self->text);
  g_array_unref (self->spans);
  g_free (self);
}

static void
add_span (VechePreview *self, gsize start, gsize end, VecheSpanKind kind)
{
  VecheSpan span = { .start = (guint) start, .end = (guint) end, .kind = kind };

  if (end > start)
    g_array_append_val (self->spans, span);
}

/*** What platforms make a link of by themselves ***/

/* How far "https://…", "@name@host", "#tag" at p goes, 0: it is none.  names: @ and # count as well. */
static gsize
link_length (const char *text, const char *p, gboolean names)
{
  gboolean begins = p == text || strchr (" \n\t(\"«,;", p[-1]) != NULL;
  gsize n;

  if (begins && (veche_text_goes_on (p, "https://") || veche_text_goes_on (p, "http://")))
    {
      n = strcspn (p, " \n\t<>\"»");
      while (n > 0 && strchr (".,;:!?)", p[n - 1]) != NULL)
        n--;
      return n > strlen ("https://") ? n : 0;
    }
  if (!names || !begins || (*p != '@' && *p != '#'))
    return 0;
  n = 1;
  while (p[n] != '\0' && (g_ascii_isalnum (p[n]) || p[n] == '_' || (*p == '#' && (p[n] & 0x80)) || (*p == '@' && (p[n] == '@' || p[n] == '-' || p[n] == '.'))))
    n++;
  while (n > 1 && (p[n - 1] == '.' || p[n - 1] == '-' || p[n - 1] == '@'))
    n--;

  return n > 1 ? n : 0;
}

static void
find_links (VechePreview *self, gboolean names)
{
  for (const char *p = self->text; *p != '\0';)
    {
      gsize n = link_length (self->text, p, names);

      add_span (self, (gsize) (p - self->text), (gsize) (p - self->text) + n, VECHE_SPAN_LINK);
      p += MAX (n, 1);
    }
}

/*** Platforms ***/

static void
preview_telegram (VechePreview *self, const VecheReply *reply)
{
  g_autoptr (JsonNode) meta = veche_json_read (reply->meta);
  JsonObject *from = veche_json_object (veche_json_root (meta), "from");
  JsonArray *entities = NULL;

  self->text = veche_telegram_bot_render (reply->text, veche_json_int (from, "id", 0), veche_json_string (from, "name", NULL), &entities);
  for (guint i = 0; i < veche_json_length (entities); i++)
    {
      JsonObject *entity = veche_json_nth (entities, i);
      const char *start, *end;

      if (veche_telegram_bot_span (self->text, veche_json_int (entity, "offset", 0), veche_json_int (entity, "length", 0), &start, &end))
        add_span (self, (gsize) (start - self->text), (gsize) (end - self->text), VECHE_SPAN_LINK);
    }
  g_clear_pointer (&entities, json_array_unref);
  find_links (self, TRUE);
}

static void
preview_vk (VechePreview *self, const VecheReply *reply)
{
  GString *text = g_string_new (NULL);

  for (const char *p = reply->text; *p != '\0';)
    {
      const char *end = *p == '[' ? strchr (p, ']') : NULL;
      g_autofree char *markup = end != NULL ? g_strndup (p, (gsize) (end - p) + 1) : NULL;
      g_autofree char *plain = markup != NULL ? veche_vk_plain (markup, NULL) : NULL;

      if (plain != NULL && !g_str_equal (plain, markup))
        {
          add_span (self, text->len, text->len + strlen (plain), VECHE_SPAN_LINK);
          g_string_append (text, plain);
          p = end + 1;
        }
      else
        g_string_append_c (text, *p++);
    }
  self->text = g_string_free (text, FALSE);
  find_links (self, FALSE);
}

static void
preview_bluesky (VechePreview *self, const VecheReply *reply)
{
  g_autoptr (GPtrArray) facets = veche_facets_find (reply->text);

  self->text = g_strdup (reply->text);
  for (guint i = 0; i < facets->len; i++)
    {
      const VecheFacet *facet = facets->pdata[i];

      add_span (self, facet->start, facet->end, VECHE_SPAN_LINK);
    }
}

/* The names of people are links in the written HTML; the words are the same. */
static void
preview_matrix (VechePreview *self, const VecheReply *reply)
{
  g_autoptr (JsonNode) message = veche_matrix_compose (reply, NULL);
  const char *html = veche_json_string (veche_json_root (message), "formatted_body", "");
  gsize from = 0;

  self->text = g_strdup (veche_json_string (veche_json_root (message), "body", ""));
  for (const char *a = strstr (html, "<a href="); a != NULL; a = strstr (a + 1, "<a href="))
    {
      const char *start = strchr (a, '>'), *end = start != NULL ? strstr (start, "</a>") : NULL;
      g_autofree char *name = end != NULL ? g_strndup (start + 1, (gsize) (end - start) - 1) : NULL;
      const char *at = name != NULL ? strstr (self->text + from, name) : NULL;

      if (at == NULL)
        continue;
      from = (gsize) (at - self->text) + strlen (name);
      add_span (self, (gsize) (at - self->text), from, VECHE_SPAN_LINK);
    }
  find_links (self, FALSE);
}

/*** Markdown ***/

static const struct { const char *mark; VecheSpanKind kind; } marks[] = {
  { "```", VECHE_SPAN_CODE }, { "**", VECHE_SPAN_BOLD }, { "__", VECHE_SPAN_BOLD }, { "~~", VECHE_SPAN_STRUCK },
  { "`", VECHE_SPAN_CODE }, { "*", VECHE_SPAN_SLANTED }, { "_", VECHE_SPAN_SLANTED },
};

static void markdown_inline (VechePreview *self, GString *out, const char *text, gsize length);

/* "**bold**" and the like at p: what it takes up, 0: it is none. */
static gsize
markdown_marked (VechePreview *self, GString *out, const char *p, gsize length, gboolean in_word)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      gsize m = strlen (marks[i].mark), start = out->len;
      const char *end = length > 2 * m && strncmp (p, marks[i].mark, m) == 0 && !g_ascii_isspace (p[m])
                          ? g_strstr_len (p + m, (gssize) (length - m), marks[i].mark) : NULL;

      if (end == NULL || end == p + m || g_ascii_isspace (end[-1]) || (*marks[i].mark == '_' && in_word))
        continue;
      if (marks[i].kind == VECHE_SPAN_CODE)
        g_string_append_len (out, p + m, end - p - (gssize) m);
      else
        markdown_inline (self, out, p + m, (gsize) (end - p) - m);
      add_span (self, start, out->len, marks[i].kind);
      return (gsize) (end - p) + m;
    }

  return 0;
}

/* "[words](link)". */
static gsize
markdown_link (VechePreview *self, GString *out, const char *p, gsize length)
{
  const char *middle = *p == '[' ? g_strstr_len (p, (gssize) length, "](") : NULL;
  const char *end = middle != NULL ? memchr (middle, ')', length - (gsize) (middle - p)) : NULL;
  gsize start = out->len;

  if (end == NULL || memchr (p, '\n', (gsize) (end - p)) != NULL)
    return 0;
  markdown_inline (self, out, p + 1, (gsize) (middle - p) - 1);
  add_span (self, start, out->len, VECHE_SPAN_LINK);

  return (gsize) (end - p) + 1;
}

static void
markdown_inline (VechePreview *self, GString *out, const char *text, gsize length)
{
  for (gsize i = 0; i < length;)
    {
      gboolean in_word = i > 0 && (g_ascii_isalnum (text[i - 1]) || (text[i - 1] & 0x80));
      gsize n = markdown_link (self, out, text + i, length - i);

      if (n == 0)
        n = markdown_marked (self, out, text + i, length - i, in_word);
      if (n == 0 && text[i] == '\\' && i + 1 < length && g_ascii_ispunct (text[i + 1]))
        i++;
      if (n == 0)
        g_string_append_c (out, text[i++]);
      i += n;
    }
}

/* Line by line, but for blocks of code: "> " is a quote, "- " and "* " a list. */
static void
preview_markdown (VechePreview *self, const VecheReply *reply)
{
  GString *out = g_string_new (NULL);

  for (const char *p = reply->text; *p != '\0';)
    {
      const char *block = veche_text_goes_on (p, "```") ? strstr (p + 3, "```") : NULL;
      gsize n = block != NULL ? (gsize) (block - p) + 3 : strcspn (p, "\n"), start = out->len;
      gboolean quote = veche_text_goes_on (p, "> "), list = veche_text_goes_on (p, "- ") || veche_text_goes_on (p, "* ");

      if (list)
        g_string_append (out, "• ");
      markdown_inline (self, out, p + (quote || list ? 2 : 0), n - (quote || list ? 2 : 0));
      if (quote)
        add_span (self, start, out->len, VECHE_SPAN_QUOTE);
      p += n;
      if (*p == '\n')
        g_string_append_c (out, *p++);
    }
  self->text = g_string_free (out, FALSE);
  find_links (self, TRUE);
}

static void
preview_plain (VechePreview *self, const VecheReply *reply)
{
  self->text = g_strdup (reply->text);
  find_links (self, TRUE);
}

VechePreview *
veche_preview_new (const char *platform, const VecheReply *reply)
{
  static const struct { const char *platform; void (*make) (VechePreview *, const VecheReply *); } makers[] = {
    { "bluesky", preview_bluesky }, { "discord", preview_markdown }, { "discourse", preview_markdown }, { "mastodon", preview_plain },
    { "matrix", preview_matrix }, { "telegram", preview_telegram }, { "vk", preview_vk },
  };
  VechePreview *self = g_new0 (VechePreview, 1);

  self->spans = g_array_new (FALSE, FALSE, sizeof (VecheSpan));
  for (guint i = 0; i < G_N_ELEMENTS (makers) && self->text == NULL; i++)
    if (g_strcmp0 (makers[i].platform, platform) == 0)
      makers[i].make (self, reply);
  if (self->text == NULL)
    preview_plain (self, reply);

  return self;
}
