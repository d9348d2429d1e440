/* veche-feed-xml.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-feed-private.h"

#include <libxml/parser.h>
#include <string.h>

#include "connectors/veche-feed-decode.h"
#include "connectors/veche-http.h"
#include "model/veche-html.h"

#define MAX_FIELD (256 * 1024)   /* bytes */

static gboolean
veche_feed_is (xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && g_ascii_strcasecmp ((const char *) node->name, name) == 0;
}

static gboolean
veche_feed_in_namespace (xmlNode *node, const char *part)
{
  return node->ns != NULL && node->ns->href != NULL && strstr ((const char *) node->ns->href, part) != NULL;
}

static xmlNode *
veche_feed_child (xmlNode *node, const char *name)
{
  for (xmlNode *child = node != NULL ? node->children : NULL; child != NULL; child = child->next)
    if (veche_feed_is (child, name))
      return child;

  return NULL;
}

/* Text and CDATA right inside node; references to entities are never followed. (transfer full) (nullable) */
static char *
veche_feed_text (xmlNode *node)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (node == NULL)
    return NULL;
  for (xmlNode *child = node->children; child != NULL && text->len < MAX_FIELD; child = child->next)
    if ((child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) && child->content != NULL)
      g_string_append (text, (const char *) child->content);

  return g_strstrip (g_utf8_make_valid (text->str, MIN (text->len, MAX_FIELD)));
}

static char *
veche_feed_child_text (xmlNode *node, const char *name)
{
  return veche_feed_text (veche_feed_child (node, name));
}

static char *
veche_feed_attribute (xmlNode *node, const char *name)
{
  xmlChar *value = node != NULL ? xmlGetNoNsProp (node, (const xmlChar *) name) : NULL;
  char *copy = value != NULL ? g_strstrip (g_utf8_make_valid ((const char *) value, -1)) : NULL;

  xmlFree (value);

  return copy;
}

static gint64
veche_feed_child_date (xmlNode *node, const char *name)
{
  g_autofree char *text = veche_feed_child_text (node, name);

  return veche_feed_parse_date (text);
}

static char *
veche_feed_html_of (xmlNode *node)
{
  g_autofree char *text = veche_feed_text (node);

  return text != NULL && *text != '\0' ? veche_html_to_text (text, VECHE_FEED_MAX_TEXT) : NULL;
}

/* Atom's text construct: text, html, or xhtml as elements. */
static char *
veche_feed_atom_text (xmlNode *node, gsize max)
{
  g_autofree char *type = veche_feed_attribute (node, "type");
  g_autofree char *text = NULL;

  if (node == NULL)
    return NULL;
  if (type != NULL && (g_str_equal (type, "xhtml") || g_str_has_suffix (type, "+xml")))
    {
      xmlBuffer *buffer = xmlBufferCreate ();

      xmlNodeDump (buffer, node->doc, node, 0, 0);
      text = veche_html_to_text ((const char *) xmlBufferContent (buffer), max);
      xmlBufferFree (buffer);
      return g_steal_pointer (&text);
    }

  text = veche_feed_text (node);
  if (type != NULL && (g_str_equal (type, "html") || g_str_equal (type, "text/html")))
    return veche_html_to_text (text, max);
  if (g_utf8_strlen (text, -1) > (glong) max)
    *g_utf8_offset_to_pointer (text, max) = '\0';

  return g_steal_pointer (&text);
}

static char *
veche_feed_atom_link (xmlNode *node)
{
  char *other = NULL;

  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      g_autofree char *rel = NULL;
      g_autofree char *href = NULL;

      if (!veche_feed_is (child, "link"))
        continue;
      rel = veche_feed_attribute (child, "rel");
      href = veche_feed_attribute (child, "href");
      if (href == NULL || *href == '\0')
        continue;
      if (rel == NULL || g_str_equal (rel, "alternate"))
        {
          g_free (other);
          return g_steal_pointer (&href);
        }
      if (other == NULL && !g_str_equal (rel, "self") && !g_str_equal (rel, "hub"))
        other = g_steal_pointer (&href);
    }

  return other;
}

/* Relative addresses below node are meant from here; what they were meant from before. (transfer full) (nullable) */
static GUri *
veche_feed_enter (VecheFeed *feed, xmlNode *node)
{
  xmlChar *base = xmlGetNsProp (node, (const xmlChar *) "base", XML_XML_NAMESPACE);
  GUri *before = feed->base, *inner = NULL;

  if (base != NULL && before != NULL)
    inner = veche_http_resolve (before, (const char *) base);
  xmlFree (base);
  feed->base = inner != NULL ? inner : before != NULL ? g_uri_ref (before) : NULL;

  return before;
}

static void
veche_feed_leave (VecheFeed *feed, GUri *before)
{
  g_clear_pointer (&feed->base, g_uri_unref);
  feed->base = before;
}

/* 1 more than it says; 0: it says nothing. */
static int
veche_feed_read_count (const char *text)
{
  gint64 count;

  return text != NULL && g_ascii_string_to_signed (text, 10, 0, 1000000, &count, NULL) ? (int) count + 1 : 0;
}

/* Atom Threading Extensions, RFC 4685: what it answers, by its id. */
static char *
veche_feed_reply_to (xmlNode *node)
{
  char *ref = veche_feed_attribute (veche_feed_child (node, "in-reply-to"), "ref");

  if (ref != NULL && (*ref == '\0' || strlen (ref) > 1024))
    g_clear_pointer (&ref, g_free);

  return ref;
}

/* rel="replies" of an Atom entry: where its comments are, and how many. */
static void
veche_feed_atom_comments (VecheFeed *feed, VecheFeedEntry *entry, xmlNode *node)
{
  g_autofree char *total = veche_feed_child_text (node, "total");

  for (xmlNode *child = node->children; child != NULL && entry->comments == NULL; child = child->next)
    {
      g_autofree char *rel = veche_feed_is (child, "link") ? veche_feed_attribute (child, "rel") : NULL;
      g_autofree char *type = rel != NULL ? veche_feed_attribute (child, "type") : NULL;
      g_autofree char *href = rel != NULL ? veche_feed_attribute (child, "href") : NULL;
      xmlChar *count = NULL;

      if (g_strcmp0 (rel, "replies") != 0 || type == NULL || !g_str_has_suffix (type, "+xml"))
        continue;
      entry->comments = veche_feed_resolve (feed, href);
      count = xmlGetProp (child, (const xmlChar *) "count");
      entry->n_comments = veche_feed_read_count (count != NULL ? (const char *) count : total);
      xmlFree (count);
    }
}

static void
veche_feed_rss_comments (VecheFeed *feed, VecheFeedEntry *entry, xmlNode *node)
{
  g_autofree char *url = veche_feed_child_text (node, "commentRss");

  entry->comments = veche_feed_resolve (feed, url);
  for (xmlNode *child = node->children; child != NULL && entry->n_comments == 0; child = child->next)
    if (veche_feed_is (child, "comments") && veche_feed_in_namespace (child, "modules/slash"))
      {
        g_autofree char *count = veche_feed_text (child);

        entry->n_comments = veche_feed_read_count (count);
      }
}

static void
veche_feed_atom_entry (VecheFeed *feed, xmlNode *node)
{
  g_auto (VecheFeedEntry) entry = { 0 };
  g_autofree char *link = veche_feed_atom_link (node);
  GUri *before = veche_feed_enter (feed, node);
  xmlNode *author = veche_feed_child (node, "author");
  xmlNode *content = veche_feed_child (node, "content");

  entry.id = veche_feed_child_text (node, "id");
  entry.title = veche_feed_atom_text (veche_feed_child (node, "title"), VECHE_FEED_MAX_TITLE);
  entry.text = veche_feed_atom_text (content != NULL && content->children != NULL ? content : veche_feed_child (node, "summary"), VECHE_FEED_MAX_TEXT);
  entry.link = veche_feed_resolve (feed, link);
  entry.reply_to = veche_feed_reply_to (node);
  veche_feed_atom_comments (feed, &entry, node);
  entry.author = veche_feed_child_text (author, "name");
  if (author != NULL)
    {
      g_autofree char *uri = veche_feed_child_text (author, "uri");

      entry.author_url = veche_feed_resolve (feed, uri);
    }
  entry.published = veche_feed_child_date (node, "published");
  if (entry.published == 0)
    entry.published = veche_feed_child_date (node, "issued");   /* Atom 0.3 */
  entry.updated = veche_feed_child_date (node, "updated");
  if (entry.updated == 0)
    entry.updated = veche_feed_child_date (node, "modified");
  veche_feed_add_entry (feed, &entry);
  veche_feed_leave (feed, before);
}

/* RSS has one element of its own called link, and often Atom's beside it. */
static char *
veche_feed_rss_link (xmlNode *node)
{
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (veche_feed_is (child, "link") && !veche_feed_in_namespace (child, "Atom"))
      {
        char *text = veche_feed_text (child);

        if (*text != '\0')
          return text;
        g_free (text);
      }

  return veche_feed_atom_link (node);
}

/* "anna@example.org (Anna)", "Anna <anna@example.org>" → "Anna" */
static char *
veche_feed_rss_author (xmlNode *node)
{
  g_autofree char *author = veche_feed_child_text (node, "creator");
  char *open, *close;

  if (author == NULL || *author == '\0')
    {
      g_free (author);
      author = veche_feed_child_text (node, "author");
    }
  if (author == NULL || *author == '\0')
    return NULL;

  open = strchr (author, '(');
  close = open != NULL ? strrchr (open, ')') : NULL;
  if (open != NULL && close != NULL && close > open + 1 && strchr (author, '@') != NULL && strchr (author, '@') < open)
    return g_strstrip (g_strndup (open + 1, close - open - 1));
  open = strchr (author, '<');
  if (open != NULL && open > author)
    *open = '\0';

  return g_strdup (g_strstrip (author));
}

static void
veche_feed_rss_item (VecheFeed *feed, xmlNode *node)
{
  g_auto (VecheFeedEntry) entry = { 0 };
  g_autofree char *link = veche_feed_rss_link (node);
  g_autofree char *title = veche_feed_child_text (node, "title");
  xmlNode *guid = veche_feed_child (node, "guid");
  g_autofree char *permalink = veche_feed_attribute (guid, "isPermaLink");

  entry.id = guid != NULL ? veche_feed_text (guid) : NULL;
  if (entry.id == NULL || *entry.id == '\0')
    {
      g_free (entry.id);
      entry.id = veche_feed_attribute (node, "about");   /* RSS 1.0; libxml2 drops the prefix */
      if (entry.id == NULL)
        {
          xmlChar *about = xmlGetProp (node, (const xmlChar *) "about");

          entry.id = about != NULL ? g_utf8_make_valid ((const char *) about, -1) : NULL;
          xmlFree (about);
        }
    }
  entry.link = veche_feed_resolve (feed, link);
  if (entry.link == NULL && entry.id != NULL && g_strcmp0 (permalink, "false") != 0 && g_str_has_prefix (entry.id, "http"))
    entry.link = veche_feed_resolve (feed, entry.id);
  entry.title = title != NULL && *title != '\0' ? veche_html_to_text (title, VECHE_FEED_MAX_TITLE) : NULL;
  entry.text = veche_feed_html_of (veche_feed_child (node, "encoded"));
  if (entry.text == NULL)
    entry.text = veche_feed_html_of (veche_feed_child (node, "description"));
  entry.author = veche_feed_rss_author (node);
  entry.reply_to = veche_feed_reply_to (node);
  veche_feed_rss_comments (feed, &entry, node);
  entry.published = veche_feed_child_date (node, "pubDate");
  if (entry.published == 0)
    entry.published = veche_feed_child_date (node, "date");
  veche_feed_add_entry (feed, &entry);
}

static gboolean
veche_feed_read_rss (VecheFeed *feed, xmlNode *root)
{
  xmlNode *channel = veche_feed_child (root, "channel");
  xmlNode *parents[] = { channel, root };   /* RSS 0.9 and 1.0 put the items beside the channel */
  g_autofree char *title = veche_feed_child_text (channel, "title");
  g_autofree char *link = channel != NULL ? veche_feed_rss_link (channel) : NULL;

  if (channel == NULL)
    return FALSE;

  veche_feed_describe (feed, title, link);
  for (guint i = 0; i < G_N_ELEMENTS (parents); i++)
    for (xmlNode *child = parents[i]->children; child != NULL && feed->n_entries < VECHE_FEED_MAX_ENTRIES; child = child->next)
      if (veche_feed_is (child, "item"))
        veche_feed_rss_item (feed, child);

  return TRUE;
}

static gboolean
veche_feed_read_atom (VecheFeed *feed, xmlNode *root)
{
  g_autofree char *title = veche_feed_atom_text (veche_feed_child (root, "title"), VECHE_FEED_MAX_TITLE);
  g_autofree char *link = veche_feed_atom_link (root);
  GUri *before = veche_feed_enter (feed, root);

  veche_feed_describe (feed, title, link);
  for (xmlNode *child = root->children; child != NULL && feed->n_entries < VECHE_FEED_MAX_ENTRIES; child = child->next)
    if (veche_feed_is (child, "entry"))
      veche_feed_atom_entry (feed, child);
  veche_feed_leave (feed, before);

  return TRUE;
}

/* A parser that forgives tells nothing about an end that never came: the root must be closed. */
static gboolean
veche_feed_is_whole (const char *text, xmlNode *root)
{
  const char *prefix = root->ns != NULL ? (const char *) root->ns->prefix : NULL;
  g_autofree char *closing = g_strconcat ("</", prefix != NULL ? prefix : "", prefix != NULL ? ":" : "", (const char *) root->name, NULL);

  return g_strrstr (text, closing) != NULL;
}

const char *
veche_feed_read_xml (VecheFeed *feed, const char *text)
{
  xmlDoc *document;
  xmlNode *root;
  const char *wrong = "it is not a feed";

  if (!veche_html_is_sane (text, strlen (text)))
    return "it has too many elements for a feed";
  xmlInitParser ();
  document = xmlReadMemory (text, (int) strlen (text), NULL, "UTF-8",
                            XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
  root = document != NULL ? xmlDocGetRootElement (document) : NULL;

  if (root != NULL && veche_feed_is (root, "html"))
    wrong = "it is a web page, not a feed";
  else if (root != NULL && !veche_feed_is_whole (text, root))
    wrong = "it is cut short";
  else if (root != NULL && veche_feed_is (root, "feed"))
    wrong = veche_feed_read_atom (feed, root) ? NULL : wrong;
  else if (root != NULL && (veche_feed_is (root, "rss") || veche_feed_is (root, "RDF")))
    wrong = veche_feed_read_rss (feed, root) ? NULL : wrong;

  if (document != NULL)
    xmlFreeDoc (document);

  return wrong;
}
