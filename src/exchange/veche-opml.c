/* veche-opml.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-opml.h"

#include <libxml/parser.h>
#include <string.h>

#include "exchange/veche-exchange-error.h"
#include "model/veche-html.h"
#include "model/veche-source-address.h"

#define MAX_FEEDS 2000
#define EVERY     1800       /* seconds between two looks at a feed */
#define MAX_SIZE  (8 * 1024 * 1024)

void
veche_opml_feed_free (VecheOpmlFeed *self)
{
  g_free (self->title);
  g_free (self->url);
  g_free (self);
}

/* Attributes are written in any case. (transfer full) (nullable) */
static char *
veche_opml_attribute (xmlNode *node, const char *name)
{
  for (xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
    if (g_ascii_strcasecmp ((const char *) attribute->name, name) == 0 && attribute->children != NULL && attribute->children->content != NULL)
      return g_strstrip (g_utf8_make_valid ((const char *) attribute->children->content, -1));

  return NULL;
}

static void
veche_opml_take (GPtrArray *feeds, GHashTable *seen, xmlNode *node)
{
  g_autofree char *url = veche_opml_attribute (node, "xmlUrl");
  g_autofree char *title = veche_opml_attribute (node, "title");
  g_autofree char *address = url != NULL ? veche_source_address (url) : NULL;
  VecheOpmlFeed *feed;

  if (address == NULL || !g_hash_table_add (seen, g_strdup (address)))
    return;

  if (title == NULL || *title == '\0')
    {
      g_free (title);
      title = veche_opml_attribute (node, "text");
    }
  feed = g_new0 (VecheOpmlFeed, 1);
  feed->url = g_steal_pointer (&address);
  feed->title = g_steal_pointer (&title);
  g_ptr_array_add (feeds, feed);
}

static xmlNode *
veche_opml_next (xmlNode *node)
{
  if (node->children != NULL)
    return node->children;
  while (node != NULL && node->next == NULL)
    node = node->parent;

  return node != NULL ? node->next : NULL;
}

GPtrArray *
veche_opml_read (const char *data, gsize length, GError **error)
{
  g_autoptr (GPtrArray) feeds = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_opml_feed_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  xmlDoc *document = NULL;
  xmlNode *root;

  /* No reader of feeds writes a document type; what has one may be made to unfold. */
  if (length <= MAX_SIZE && g_strstr_len (data, (gssize) length, "<!DOCTYPE") == NULL && veche_html_is_sane (data, length))
    document = xmlReadMemory (data, (int) length, NULL, NULL, XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  root = document != NULL ? xmlDocGetRootElement (document) : NULL;
  if (root == NULL || g_ascii_strcasecmp ((const char *) root->name, "opml") != 0)
    {
      if (document != NULL)
        xmlFreeDoc (document);
      veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_FOREIGN, -1, "This is no list of feeds (OPML): export one from your feed reader");
      return NULL;
    }
  for (xmlNode *node = root; node != NULL && feeds->len < MAX_FEEDS; node = veche_opml_next (node))
    if (node->type == XML_ELEMENT_NODE && g_ascii_strcasecmp ((const char *) node->name, "outline") == 0)
      veche_opml_take (feeds, seen, node);
  xmlFreeDoc (document);

  return g_steal_pointer (&feeds);
}

void
veche_opml_compare (GPtrArray *feeds, GPtrArray *sources)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < sources->len; i++)
    {
      VecheSource *source = g_ptr_array_index (sources, i);
      char *address = source->url != NULL ? veche_source_address (source->url) : NULL;

      if (address != NULL)
        g_hash_table_add (known, address);
    }
  for (guint i = 0; i < feeds->len; i++)
    {
      VecheOpmlFeed *feed = g_ptr_array_index (feeds, i);

      if (feed->title == NULL || *feed->title == '\0')
        {
          g_free (feed->title);
          feed->title = g_strdup (feed->url);
        }
      feed->known = g_hash_table_contains (known, feed->url);
      feed->chosen = !feed->known;
    }
}

guint
veche_opml_edit_add (VecheEdit *edit, GPtrArray *feeds)
{
  guint n = 0;

  for (guint i = 0; i < feeds->len; i++)
    {
      VecheOpmlFeed *feed = g_ptr_array_index (feeds, i);

      if (!feed->chosen)
        continue;
      veche_edit_set_int (edit, "source", veche_sources_edit_add (edit, "feed", feed->title, feed->url, NULL, FALSE), "every", EVERY);
      n++;
    }

  return n;
}

char *
veche_opml_write (GPtrArray *sources)
{
  GString *text = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head><title>Veche</title></head>\n  <body>\n");

  for (guint i = 0; i < sources->len; i++)
    {
      VecheSource *source = g_ptr_array_index (sources, i);
      g_autofree char *name = NULL, *url = NULL;

      if (!g_str_equal (source->type, "feed"))
        continue;
      name = g_markup_escape_text (source->name, -1);
      url = g_markup_escape_text (source->url, -1);
      g_string_append_printf (text, "    <outline type=\"rss\" text=\"%s\" title=\"%s\" xmlUrl=\"%s\"/>\n", name, name, url);
    }
  g_string_append (text, "  </body>\n</opml>\n");

  return g_string_free (text, FALSE);
}
