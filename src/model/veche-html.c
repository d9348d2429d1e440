/* veche-html.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-html.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#define MAX_HTML       (1024 * 1024)   /* bytes; more is no post */
#define MAX_ATTRIBUTES 500             /* of a tag */
#define MAX_NODES      400000          /* tags and attributes */

typedef struct
{
  GString  *out;
  GString  *link;        /* (owned) (nullable): the visible text of the link that is open */
  char     *href;        /* (owned) (nullable) */
  xmlNode  *link_node;   /* (nullable) */
  guint     breaks;      /* line breaks owed before the next text */
  gboolean  space;       /* a space is owed */
  guint     pre;         /* depth of <pre> */
} VecheHtmlText;

static gboolean
veche_html_is (xmlNode *node, const char *const *names)
{
  return node->type == XML_ELEMENT_NODE && g_strv_contains (names, (const char *) node->name);
}

static char *
veche_html_attribute (xmlNode *node, const char *name)
{
  xmlChar *value = xmlGetNoNsProp (node, (const xmlChar *) name);
  char *copy = value != NULL ? g_utf8_make_valid ((const char *) value, -1) : NULL;

  xmlFree (value);

  return copy;
}

/* Pays the owed breaks or space, unless nothing stands before them. */
static void
veche_html_settle (VecheHtmlText *text)
{
  GString *out = text->out;

  if (out->len > 0 && text->breaks > 0)
    g_string_append_len (out, "\n\n", MIN (text->breaks, 2));
  else if (out->len > 0 && text->space)
    g_string_append_c (out, ' ');
  text->breaks = 0;
  text->space = FALSE;
}

static void
veche_html_append (VecheHtmlText *text, const char *content)
{
  for (const char *p = content; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (text->pre > 0 && (c == '\n' || c == ' '))
        {
          veche_html_settle (text);
          g_string_append_unichar (text->out, c);
        }
      else if (g_unichar_isspace (c))
        text->space = TRUE;
      else if (c != 0x200b && c != 0xfeff && !g_unichar_iscntrl (c))
        {
          veche_html_settle (text);
          g_string_append_unichar (text->out, c);
          if (text->link != NULL)
            g_string_append_unichar (text->link, c);
        }
    }
}

/* "https://example.org/a/very…" and "example.org/a" are the address itself, put short. */
static gboolean
veche_html_shows_address (const char *shown, const char *href)
{
  g_autofree char *bare = g_strdup (shown);
  const char *rest = strstr (href, "://");

  if (g_str_has_suffix (bare, "…"))
    bare[strlen (bare) - strlen ("…")] = '\0';
  else if (g_str_has_suffix (bare, "..."))
    bare[strlen (bare) - 3] = '\0';
  if (*bare == '\0')
    return TRUE;
  if (g_str_has_prefix (href, bare))
    return TRUE;
  rest = rest != NULL ? rest + 3 : href;
  if (g_str_has_prefix (rest, bare))
    return TRUE;

  return g_str_has_prefix (rest, "www.") && g_str_has_prefix (rest + 4, bare);
}

static void
veche_html_open_link (VecheHtmlText *text, xmlNode *node)
{
  g_autofree char *kind = veche_html_attribute (node, "class");
  g_autofree char *href = veche_html_attribute (node, "href");

  if (text->link != NULL || href == NULL || (!g_str_has_prefix (href, "http://") && !g_str_has_prefix (href, "https://")))
    return;
  if (kind != NULL && strstr (kind, "mention") != NULL)   /* mentions, and hashtags ("mention hashtag"), as written */
    return;

  veche_html_settle (text);
  text->link = g_string_new (NULL);
  text->href = g_steal_pointer (&href);
  text->link_node = node;
}

static void
veche_html_close_link (VecheHtmlText *text)
{
  g_autoptr (GString) shown = g_steal_pointer (&text->link);
  g_autofree char *href = g_steal_pointer (&text->href);

  text->link_node = NULL;
  /* Mastodon cuts the address by invisible pieces: their text is all there, so the whole is shown; others cut with an ellipsis. */
  if (g_str_has_prefix (shown->str, "@") || g_str_has_prefix (shown->str, "#") || g_str_equal (shown->str, href))
    return;
  if (veche_html_shows_address (shown->str, href))
    {
      if (g_str_has_suffix (text->out->str, shown->str))
        {
          g_string_truncate (text->out, text->out->len - shown->len);
          g_string_append (text->out, href);
        }
      return;
    }
  g_string_append_printf (text->out, " (%s)", href);
}

/* TRUE: go into its children. */
static gboolean
veche_html_enter (VecheHtmlText *text, xmlNode *node)
{
  static const char *const hidden[] = { "script", "style", "head", "template", "iframe", "object", "svg", "noscript", NULL };
  static const char *const blocks[] = { "p", "div", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "table", "figure", "section", "article", NULL };
  static const char *const lines[] = { "li", "tr", "dt", "dd", "figcaption", NULL };
  static const char *const cells[] = { "td", "th", NULL };

  if (node->type == XML_TEXT_NODE && node->content != NULL)
    {
      g_autofree char *content = g_utf8_make_valid ((const char *) node->content, -1);

      veche_html_append (text, content);
      return FALSE;
    }
  if (node->type != XML_ELEMENT_NODE || veche_html_is (node, hidden))
    return FALSE;

  if (veche_html_is (node, blocks))
    text->breaks = MAX (text->breaks, 2);
  else if (veche_html_is (node, lines))
    text->breaks = MAX (text->breaks, 1);
  else if (veche_html_is (node, cells))
    text->space = TRUE;

  if (g_str_equal (node->name, "br"))
    text->breaks++;
  else if (g_str_equal (node->name, "li"))
    veche_html_append (text, "• ");
  else if (g_str_equal (node->name, "pre"))
    text->pre++;
  else if (g_str_equal (node->name, "a"))
    veche_html_open_link (text, node);
  else if (g_str_equal (node->name, "img"))
    {
      g_autofree char *alt = veche_html_attribute (node, "alt");

      if (alt != NULL)
        veche_html_append (text, alt);
    }

  return TRUE;
}

static void
veche_html_leave (VecheHtmlText *text, xmlNode *node)
{
  static const char *const blocks[] = { "p", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "table", NULL };

  if (node == text->link_node)
    veche_html_close_link (text);
  if (node->type == XML_ELEMENT_NODE && g_str_equal (node->name, "pre"))
    text->pre--;
  if (veche_html_is (node, blocks))
    text->breaks = MAX (text->breaks, 2);
}

/* Depth first without recursion: how deep it goes is the sender's choice. */
static void
veche_html_walk (VecheHtmlText *text, xmlNode *root, gsize max_bytes)
{
  xmlNode *node = root;

  while (node != NULL && text->out->len < max_bytes)
    {
      if (veche_html_enter (text, node) && node->children != NULL)
        {
          node = node->children;
          continue;
        }
      veche_html_leave (text, node);
      while (node != root && node->next == NULL)
        {
          node = node->parent;
          veche_html_leave (text, node);
        }
      node = node == root ? NULL : node->next;
    }
}

/* "1 < 2" is no markup. */
static gboolean
veche_html_is_markup (const char *text)
{
  for (const char *p = strpbrk (text, "<&"); p != NULL; p = strpbrk (p + 1, "<&"))
    if (*p == '&' || g_ascii_isalpha (p[1]) || p[1] == '/' || p[1] == '!' || p[1] == '?')
      return TRUE;

  return FALSE;
}

/* The end of what stands between quotes; in broken markup a "<" ends it as well. */
static const char *
veche_html_quoted_end (const char *p, const char *end, gboolean broken)
{
  const char quote = *p;

  for (p++; p < end && *p != quote; p++)
    if (broken && *p == '<')
      return p - 1;

  return p;
}

static gboolean
veche_html_counts (const char *p, const char *end, gboolean broken)
{
  guint nodes = 0, attributes = 0;
  gboolean inside = FALSE, gap = FALSE, value = FALSE;

  for (; p < end && nodes <= MAX_NODES && attributes <= MAX_ATTRIBUTES; p++)
    if ((!inside || broken) && *p == '<')
      {
        nodes += p + 1 < end && g_ascii_isalpha (p[1]);
        inside = p + 1 < end && g_ascii_isalpha (p[1]);
        attributes = 0;
        gap = value = FALSE;
      }
    else if (inside && *p == '>')
      inside = FALSE;
    else if (inside && value && (*p == '"' || *p == '\''))
      {
        p = veche_html_quoted_end (p, end, broken);
        value = FALSE;
        gap = TRUE;
      }
    else if (inside && g_ascii_isspace (*p))
      gap = TRUE;
    else if (inside)
      {
        attributes += gap && *p != '=' && !value;
        nodes += gap && *p != '=' && !value;
        gap = FALSE;
        value = *p == '=';
      }

  return nodes <= MAX_NODES && attributes <= MAX_ATTRIBUTES;
}

gboolean
veche_html_is_sane (const char *markup, gsize size)
{
  return veche_html_counts (markup, markup + size, FALSE) && veche_html_counts (markup, markup + size, TRUE);
}

char *
veche_html_to_text (const char *html, gsize max)
{
  VecheHtmlText text = { 0 };
  g_autofree char *valid = NULL;
  gsize length = html != NULL ? strlen (html) : 0;
  gsize max_bytes = max > 0 ? max * 6 : G_MAXSIZE;
  htmlDocPtr document;

  text.out = g_string_new (NULL);
  length = MIN (length, MAX_HTML);
  valid = g_utf8_make_valid (html != NULL ? html : "", length);

  if (!veche_html_is_markup (valid) || !veche_html_is_sane (valid, strlen (valid)))
    veche_html_append (&text, valid);
  else
    {
      document = htmlReadMemory (valid, (int) strlen (valid), NULL, "UTF-8",
                                 HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
      if (document != NULL && xmlDocGetRootElement (document) != NULL)
        veche_html_walk (&text, xmlDocGetRootElement (document), max_bytes);
      if (document != NULL)
        xmlFreeDoc (document);
    }

  if (text.link != NULL)
    g_string_free (text.link, TRUE);
  g_free (text.href);
  g_strchomp (text.out->str);
  text.out->len = strlen (text.out->str);
  if (max > 0 && (gsize) g_utf8_strlen (text.out->str, -1) > max)
    {
      g_string_truncate (text.out, g_utf8_offset_to_pointer (text.out->str, max) - text.out->str);
      g_string_append (text.out, "…");
    }

  return g_string_free (text.out, FALSE);
}
