/* veche-feed-discover.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The convention is the RSS Advisory Board's "RSS Autodiscovery", and that of the HTML standard for rel=alternate.
 */

#include "connectors/veche-feed-discover.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#include "connectors/veche-http.h"
#include "model/veche-html.h"

#define MAX_HEAD  (512 * 1024)
#define MAX_FEEDS 20
#define MAX_NODES 20000

static gboolean
veche_feed_has_type (const char *type)
{
  static const char *const types[] = { "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml" };

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (types); i++)
    if (g_ascii_strncasecmp (type, types[i], strlen (types[i])) == 0)
      return TRUE;

  return FALSE;
}

static char *
veche_feed_link_attribute (xmlNode *node, const char *name)
{
  xmlChar *value = xmlGetProp (node, (const xmlChar *) name);
  char *copy = value != NULL ? g_strstrip (g_utf8_make_valid ((const char *) value, -1)) : NULL;

  xmlFree (value);

  return copy;
}

static void
veche_feed_take_link (GPtrArray *feeds, GPtrArray *comments, xmlNode *node, GUri *base)
{
  g_autofree char *rel = veche_feed_link_attribute (node, "rel");
  g_autofree char *type = veche_feed_link_attribute (node, "type");
  g_autofree char *href = veche_feed_link_attribute (node, "href");
  g_autofree char *title = veche_feed_link_attribute (node, "title");
  g_autofree char *folded = title != NULL ? g_utf8_casefold (title, -1) : NULL;
  g_autoptr (GUri) uri = NULL;
  gboolean talk;

  if (rel == NULL || href == NULL || *href == '\0' || g_ascii_strcasecmp (rel, "alternate") != 0 || !veche_feed_has_type (type))
    return;
  uri = veche_http_resolve (base, href);
  if (uri == NULL || feeds->len + comments->len >= MAX_FEEDS)
    return;

  talk = strstr (href, "comments") != NULL || (folded != NULL && (strstr (folded, "comment") != NULL || strstr (folded, "комментари") != NULL));
  g_ptr_array_add (talk ? comments : feeds, g_uri_to_string (uri));
}

/* In the order of the document, without recursion: a page may be as deep as it likes. */
static xmlNode *
veche_feed_next_node (xmlNode *node)
{
  if (node->children != NULL)
    return node->children;
  while (node != NULL && node->next == NULL)
    node = node->parent;

  return node != NULL ? node->next : NULL;
}

GPtrArray *
veche_feed_discover (const char *html, gsize length, const char *url)
{
  GPtrArray *feeds = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) comments = g_ptr_array_new ();
  g_autoptr (GUri) base = g_uri_parse (url, G_URI_FLAGS_PARSE_RELAXED, NULL);
  gsize head = MIN (length, MAX_HEAD);
  htmlDocPtr document;
  guint n = 0;

  if (base == NULL || g_uri_get_host (base) == NULL || !veche_html_is_sane (html, head))
    return feeds;

  document = htmlReadMemory (html, (int) head, NULL, NULL, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
  for (xmlNode *node = document != NULL ? xmlDocGetRootElement (document) : NULL; node != NULL && n < MAX_NODES; node = veche_feed_next_node (node), n++)
    if (node->type == XML_ELEMENT_NODE && g_ascii_strcasecmp ((const char *) node->name, "link") == 0)
      veche_feed_take_link (feeds, comments, node, base);
  if (document != NULL)
    xmlFreeDoc (document);
  for (guint i = 0; i < comments->len; i++)
    g_ptr_array_add (feeds, g_ptr_array_index (comments, i));

  return feeds;
}
