/* veche-feed-parse.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * RSS 2.0: https://www.rssboard.org/rss-specification; RSS 1.0: https://web.resource.org/rss/1.0/spec; Atom: RFC 4287; JSON Feed:
 * https://www.jsonfeed.org/version/1.1/.
 */

#include "connectors/veche-feed-private.h"

#include <string.h>

#include "connectors/veche-connector.h"
#include "connectors/veche-feed-decode.h"
#include "connectors/veche-feed-talk.h"
#include "model/veche-html.h"
#include "connectors/veche-http.h"
#include "connectors/veche-json.h"

#define MAX_AHEAD G_TIME_SPAN_DAY   /* an entry dated later than this from now is dated now */

void
veche_feed_entry_clear (VecheFeedEntry *entry)
{
  g_free (entry->id);
  g_free (entry->title);
  g_free (entry->text);
  g_free (entry->link);
  g_free (entry->author);
  g_free (entry->author_url);
  g_free (entry->reply_to);
  g_free (entry->comments);
  memset (entry, 0, sizeof *entry);
}

char *
veche_feed_resolve (VecheFeed *feed, const char *link)
{
  g_autofree char *bare = link != NULL ? g_strstrip (g_strdup (link)) : NULL;
  g_autoptr (GUri) uri = NULL;

  if (bare == NULL || *bare == '\0' || feed->base == NULL)
    return NULL;
  uri = veche_http_resolve (feed->base, bare);

  return uri != NULL ? g_uri_to_string (uri) : NULL;
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
      gint64 changed = MAX (at, entry->updated);

      feed->slope += feed->last == 0 || changed == feed->last ? 0 : changed < feed->last ? 1 : -1;
      feed->first = feed->first == 0 ? changed : feed->first;
      feed->last = changed;
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
  g_autofree char *meta = NULL;

  word = veche_feed_find_word (post->text, feed->context->without);
  if (word != NULL)
    return;
  if (words == NULL || *words == '\0')
    {
      post->attention = VECHE_ATTENTION_MENTION;
      return;
    }
  word = veche_feed_find_word (post->text, words);
  if (word == NULL)
    return;

  post->attention = VECHE_ATTENTION_WORD;
  meta = veche_feed_word_meta (word);
  post->meta = veche_batch_string (feed->batch, meta);
}

/* The title of a comment only says whose it is and where. (transfer full) */
static char *
veche_feed_entry_dup_text (VecheFeed *feed, VecheFeedEntry *entry)
{
  gboolean said = entry->text != NULL && *entry->text != '\0';

  if (said && feed->context->below == NULL && entry->title != NULL && !g_str_has_prefix (entry->text, entry->title))
    return g_strconcat (entry->title, *entry->title != '\0' ? "\n\n" : "", entry->text, NULL);

  return g_strdup (said ? entry->text : entry->title != NULL ? entry->title : entry->link);
}

static void
veche_feed_add_talk (VecheFeed *feed, VecheFeedEntry *entry, const char *key, gint64 at)
{
  VecheFeedTalk *talk;

  if (entry->comments == NULL || feed->context->talks == NULL)
    return;
  talk = g_new0 (VecheFeedTalk, 1);
  talk->entry = g_strdup (key);
  talk->url = g_strdup (entry->comments);
  talk->at = at;
  talk->count = entry->n_comments - 1;
  g_ptr_array_add (feed->context->talks, talk);
}

void
veche_feed_add_entry (VecheFeed *feed, VecheFeedEntry *entry)
{
  const char *below = feed->context->below;
  g_autofree char *key = NULL;
  g_autofree char *text = NULL;
  VechePost *post;

  if (entry->title == NULL && entry->text == NULL && entry->link == NULL)
    return;

  key = veche_feed_entry_dup_key (feed, entry);
  if (!g_hash_table_add (feed->ids, g_strdup (key)))
    return;   /* the very same entry twice */

  text = veche_feed_entry_dup_text (feed, entry);
  post = veche_batch_add_post (feed->batch, feed->context->url, key);
  post->kind = below != NULL ? "comment" : entry->reply_to != NULL ? "reply" : "post";
  post->reply_to = veche_batch_string (feed->batch, entry->reply_to != NULL ? entry->reply_to : below);
  post->thread = veche_batch_string (feed->batch, below);
  post->text = veche_batch_string (feed->batch, text);
  post->url = veche_batch_string (feed->batch, entry->link);
  post->at = veche_feed_entry_time (feed, entry, key);
  post->edited = entry->published > 0 && entry->updated > entry->published ? MIN (entry->updated, feed->context->now) : 0;
  veche_feed_add_author (feed, post, entry);
  veche_feed_add_attention (feed, post);
  veche_feed_add_talk (feed, entry, key, post->at);
  feed->n_entries++;
}

void
veche_feed_describe (VecheFeed *feed, const char *title, const char *site)
{
  VecheChannel *channel = veche_batch_add_channel (feed->batch, feed->context->url);
  g_autofree char *name = title != NULL ? veche_html_to_text (title, VECHE_FEED_MAX_TITLE) : NULL;
  g_autofree char *url = veche_feed_resolve (feed, site);

  if (feed->context->below != NULL)     /* its title is that of a talk, not of the place */
    return;
  channel->kind = "feed";
  channel->name = veche_batch_string (feed->batch, name != NULL && *name != '\0' ? name : feed->context->url);
  channel->url = veche_batch_string (feed->batch, url != NULL ? url : feed->context->url);
}

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
  entry.text = html != NULL ? veche_html_to_text (html, VECHE_FEED_MAX_TEXT)
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
  JsonObject *root = veche_json_root (node);
  JsonArray *items = veche_json_array (root, "items");

  if (node == NULL)
    return FALSE;
  if (items == NULL)
    {
      g_set_error_literal (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PROTOCOL, "it is not a feed");
      return FALSE;
    }

  veche_feed_describe (feed, veche_json_string (root, "title", NULL), veche_json_string (root, "home_page_url", NULL));
  for (guint i = 0; i < veche_json_length (items) && feed->n_entries < VECHE_FEED_MAX_ENTRIES; i++)
    {
      JsonObject *item = veche_json_nth (items, i);

      if (item != NULL)
        veche_feed_json_item (feed, item);
      else
        veche_batch_add_bad (feed->batch, "an entry that is none", text);
    }

  return TRUE;
}

/* A feed lists all that was published since its oldest entry was.  Which is that: one that was changed of late stands among the new ones, one
 * that is pinned before them, and neither says that all since it is here; so it is the one at the end. */
static void
veche_feed_cover (VecheFeed *feed)
{
  gint64 since = feed->slope >= 0 ? feed->last : feed->first;
  VecheChannel *channel;

  if (feed->n_entries == 0 || feed->undated || since >= feed->context->now || feed->context->below != NULL)
    return;
  channel = veche_batch_add_channel (feed->batch, feed->context->url);
  channel->complete_since = since;
  channel->complete_until = feed->context->now;
}

VecheBatch *
veche_feed_parse (const char *data, gsize length, VecheFeedContext *context, GError **error)
{
  const char *wrong;
  g_autofree char *text = veche_feed_decode (data, length, context->charset, &wrong);
  g_autofree char *host = veche_http_dup_host (context->url);
  g_autoptr (VecheBatch) batch = veche_batch_new ("feed", host);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GUri) base = g_uri_parse (context->url, G_URI_FLAGS_PARSE_RELAXED, NULL);
  VecheFeed feed = { .context = context, .batch = batch, .base = base, .ids = ids };

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

  veche_feed_cover (&feed);

  return g_steal_pointer (&batch);
}
