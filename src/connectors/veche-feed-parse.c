/* veche-feed-parse.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-feed-parse.h"

#include <libxml/parser.h>
#include <string.h>

#include "connectors/veche-connector.h"
#include "connectors/veche-feed-decode.h"
#include "connectors/veche-html.h"
#include "connectors/veche-http.h"
#include "connectors/veche-json.h"

#define MAX_ENTRIES   500
#define MAX_TITLE     500        /* characters */
#define MAX_TEXT      8000
#define MAX_AHEAD     G_TIME_SPAN_DAY   /* an entry dated later than this from now is dated now */
#define MAX_FIELD     (256 * 1024)      /* bytes */

/* One entry, whatever it was written in.  All (owned) (nullable). */
typedef struct
{
  char   *id, *title, *text, *link, *author, *author_url;
  gint64  published, updated;
} VecheFeedEntry;

typedef struct
{
  VecheFeedContext *context;
  VecheBatch       *batch;
  GHashTable       *ids;         /* set of ids in this document: some feeds give all entries the same */
  gint64            oldest;
  gboolean          undated;
  guint             n_entries;
} VecheFeed;

static void
veche_feed_entry_clear (VecheFeedEntry *entry)
{
  g_free (entry->id);
  g_free (entry->title);
  g_free (entry->text);
  g_free (entry->link);
  g_free (entry->author);
  g_free (entry->author_url);
  memset (entry, 0, sizeof *entry);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VecheFeedEntry, veche_feed_entry_clear)

/* Only what a browser should be sent to; relative addresses are the feed's. */
static char *
veche_feed_resolve (VecheFeed *feed, const char *link)
{
  g_autofree char *bare = link != NULL ? g_strstrip (g_strdup (link)) : NULL;
  g_autofree char *full = NULL;

  if (bare == NULL || *bare == '\0')
    return NULL;
  full = g_uri_resolve_relative (feed->context->url, bare, G_URI_FLAGS_PARSE_RELAXED, NULL);
  if (full == NULL || (!g_str_has_prefix (full, "https://") && !g_str_has_prefix (full, "http://")))
    return NULL;

  return g_steal_pointer (&full);
}

/* id, else link, else what it says; the same id twice in one document is told apart by the content. */
static char *
veche_feed_entry_dup_key (VecheFeed *feed, VecheFeedEntry *entry)
{
  g_autofree char *content = g_strconcat (entry->title != NULL ? entry->title : "", "\n", entry->text != NULL ? entry->text : "", "\n",
                                          entry->link != NULL ? entry->link : "", NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, content, -1);
  const char *own = entry->id != NULL && *entry->id != '\0' ? entry->id : entry->link;
  g_autofree char *key = NULL;

  if (own == NULL || strlen (own) > 1024)
    return g_strconcat ("sha256:", hash, NULL);

  key = g_strdup (own);
  if (g_hash_table_contains (feed->ids, key))
    {
      g_free (key);
      key = g_strdup_printf ("%s#%.16s", own, hash);
    }

  return g_steal_pointer (&key);
}

static gint64
veche_feed_entry_time (VecheFeed *feed, VecheFeedEntry *entry, const char *key)
{
  gint64 at = entry->published != 0 ? entry->published : entry->updated;
  gint64 now = feed->context->now;
  gint64 *seen;

  if (at > 0)
    {
      feed->oldest = MIN (feed->oldest, at);
      return at > now + MAX_AHEAD ? now : at;
    }

  feed->undated = TRUE;
  if (feed->context->first_seen == NULL)
    return now;
  seen = g_hash_table_lookup (feed->context->first_seen, key);
  if (seen == NULL)
    {
      seen = g_new (gint64, 1);
      *seen = now - feed->n_entries * G_TIME_SPAN_SECOND;   /* keeps the document's order, newest first */
      g_hash_table_insert (feed->context->first_seen, g_strdup (key), seen);
    }

  return *seen;
}

static void
veche_feed_add_author (VecheFeed *feed, VechePost *post, VecheFeedEntry *entry)
{
  g_autofree char *key = NULL;
  VechePerson *person;

  if (entry->author == NULL || *entry->author == '\0')
    return;

  key = g_utf8_casefold (entry->author, -1);
  person = veche_batch_add_person (feed->batch, key);
  person->name = veche_batch_string (feed->batch, entry->author);
  person->url = veche_batch_string (feed->batch, entry->author_url);
  post->author = veche_batch_intern (feed->batch, key);
}

static void
veche_feed_add_attention (VecheFeed *feed, VechePost *post)
{
  const char *words = feed->context->words;
  g_autofree char *word = NULL;
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *meta = NULL;

  if (words == NULL || *words == '\0')
    {
      post->attention = VECHE_ATTENTION_MENTION;
      return;
    }
  word = veche_feed_find_word (post->text, words);
  if (word == NULL)
    return;

  post->attention = VECHE_ATTENTION_WORD;
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "word");
  json_builder_add_string_value (builder, word);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  meta = veche_json_to_text (node);
  post->meta = veche_batch_string (feed->batch, meta);
}

static void
veche_feed_add_entry (VecheFeed *feed, VecheFeedEntry *entry)
{
  g_autofree char *key = NULL;
  g_autofree char *text = NULL;
  VechePost *post;

  if (entry->title == NULL && entry->text == NULL && entry->link == NULL)
    return;

  key = veche_feed_entry_dup_key (feed, entry);
  if (!g_hash_table_add (feed->ids, g_strdup (key)))
    return;   /* the very same entry twice */

  if (entry->title != NULL && entry->text != NULL && *entry->text != '\0' && !g_str_has_prefix (entry->text, entry->title))
    text = g_strconcat (entry->title, *entry->title != '\0' ? "\n\n" : "", entry->text, NULL);
  else
    text = g_strdup (entry->text != NULL && *entry->text != '\0' ? entry->text : entry->title != NULL ? entry->title : entry->link);

  post = veche_batch_add_post (feed->batch, feed->context->url, key);
  post->kind = "post";
  post->text = veche_batch_string (feed->batch, text);
  post->url = veche_batch_string (feed->batch, entry->link);
  post->at = veche_feed_entry_time (feed, entry, key);
  post->edited = entry->published > 0 && entry->updated > entry->published ? MIN (entry->updated, feed->context->now) : 0;
  veche_feed_add_author (feed, post, entry);
  veche_feed_add_attention (feed, post);
  feed->n_entries++;
}

static void
veche_feed_describe (VecheFeed *feed, const char *title, const char *site)
{
  VecheChannel *channel = veche_batch_add_channel (feed->batch, feed->context->url);
  g_autofree char *name = title != NULL ? veche_html_to_text (title, MAX_TITLE) : NULL;
  g_autofree char *url = veche_feed_resolve (feed, site);

  channel->kind = "feed";
  channel->name = veche_batch_string (feed->batch, name != NULL && *name != '\0' ? name : feed->context->url);
  channel->url = veche_batch_string (feed->batch, url != NULL ? url : feed->context->url);
}

/* ------------------------------------------------------------------------------------------------------------------------------- XML */

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

  return text != NULL && *text != '\0' ? veche_html_to_text (text, MAX_TEXT) : NULL;
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

static void
veche_feed_atom_entry (VecheFeed *feed, xmlNode *node)
{
  g_auto (VecheFeedEntry) entry = { 0 };
  g_autofree char *link = veche_feed_atom_link (node);
  xmlNode *author = veche_feed_child (node, "author");
  xmlNode *content = veche_feed_child (node, "content");

  entry.id = veche_feed_child_text (node, "id");
  entry.title = veche_feed_atom_text (veche_feed_child (node, "title"), MAX_TITLE);
  entry.text = veche_feed_atom_text (content != NULL && content->children != NULL ? content : veche_feed_child (node, "summary"), MAX_TEXT);
  entry.link = veche_feed_resolve (feed, link);
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
  entry.title = title != NULL && *title != '\0' ? veche_html_to_text (title, MAX_TITLE) : NULL;
  entry.text = veche_feed_html_of (veche_feed_child (node, "encoded"));
  if (entry.text == NULL)
    entry.text = veche_feed_html_of (veche_feed_child (node, "description"));
  entry.author = veche_feed_rss_author (node);
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
    for (xmlNode *child = parents[i]->children; child != NULL && feed->n_entries < MAX_ENTRIES; child = child->next)
      if (veche_feed_is (child, "item"))
        veche_feed_rss_item (feed, child);

  return TRUE;
}

static gboolean
veche_feed_read_atom (VecheFeed *feed, xmlNode *root)
{
  g_autofree char *title = veche_feed_atom_text (veche_feed_child (root, "title"), MAX_TITLE);
  g_autofree char *link = veche_feed_atom_link (root);

  veche_feed_describe (feed, title, link);
  for (xmlNode *child = root->children; child != NULL && feed->n_entries < MAX_ENTRIES; child = child->next)
    if (veche_feed_is (child, "entry"))
      veche_feed_atom_entry (feed, child);

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

static const char *
veche_feed_read_xml (VecheFeed *feed, const char *text)
{
  xmlDoc *document;
  xmlNode *root;
  const char *wrong = "it is not a feed";

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

/* ------------------------------------------------------------------------------------------------------------------------- JSON Feed */

static void
veche_feed_json_item (VecheFeed *feed, JsonObject *item)
{
  g_auto (VecheFeedEntry) entry = { 0 };
  const char *html = veche_json_string (item, "content_html", NULL);
  JsonObject *author = veche_json_nth (veche_json_array (item, "authors"), 0);

  if (author == NULL)
    author = veche_json_object (item, "author");   /* version 1.0 */
  entry.id = veche_json_dup_id (item, "id");
  entry.title = g_strdup (veche_json_string (item, "title", NULL));
  entry.text = html != NULL ? veche_html_to_text (html, MAX_TEXT)
                            : g_strdup (veche_json_string (item, "content_text", veche_json_string (item, "summary", NULL)));
  entry.link = veche_feed_resolve (feed, veche_json_string (item, "url", veche_json_string (item, "external_url", NULL)));
  entry.author = g_strdup (veche_json_string (author, "name", NULL));
  entry.author_url = veche_feed_resolve (feed, veche_json_string (author, "url", NULL));
  entry.published = veche_feed_parse_date (veche_json_string (item, "date_published", NULL));
  entry.updated = veche_feed_parse_date (veche_json_string (item, "date_modified", NULL));
  veche_feed_add_entry (feed, &entry);
}

static gboolean
veche_feed_read_json (VecheFeed *feed, const char *text, GError **error)
{
  g_autoptr (JsonNode) node = veche_json_parse (text, strlen (text), error);
  JsonObject *root = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *items = veche_json_array (root, "items");

  if (node == NULL)
    return FALSE;
  if (items == NULL)
    {
      g_set_error_literal (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PROTOCOL, "it is not a feed");
      return FALSE;
    }

  veche_feed_describe (feed, veche_json_string (root, "title", NULL), veche_json_string (root, "home_page_url", NULL));
  for (guint i = 0; i < veche_json_length (items) && feed->n_entries < MAX_ENTRIES; i++)
    {
      JsonObject *item = veche_json_nth (items, i);

      if (item != NULL)
        veche_feed_json_item (feed, item);
      else
        veche_batch_add_bad (feed->batch, "an entry that is none", text);
    }

  return TRUE;
}

VecheBatch *
veche_feed_parse (const char *data, gsize length, VecheFeedContext *context, GError **error)
{
  const char *wrong;
  g_autofree char *text = veche_feed_decode (data, length, context->charset, &wrong);
  g_autofree char *host = veche_http_dup_host (context->url);
  g_autoptr (VecheBatch) batch = veche_batch_new ("feed", host);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  VecheFeed feed = { context, batch, ids, G_MAXINT64, FALSE, 0 };

  if (text != NULL && *text == '{')
    {
      if (!veche_feed_read_json (&feed, text, error))
        return NULL;
    }
  else
    {
      if (text != NULL)
        wrong = *text == '\0' ? "it is empty" : *text == '<' ? veche_feed_read_xml (&feed, text) : "it is not a feed";
      if (wrong != NULL)
        {
          g_set_error_literal (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PROTOCOL, wrong);
          return NULL;
        }
    }

  /* A feed lists all that was published since its oldest entry. */
  if (feed.n_entries > 0 && !feed.undated && feed.oldest < context->now)
    {
      VecheChannel *channel = veche_batch_add_channel (batch, context->url);

      channel->complete_since = feed.oldest;
      channel->complete_until = context->now;
    }

  return g_steal_pointer (&batch);
}
