/* veche-bluesky-parse.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-bluesky-parse.h"

#include <string.h>

#include "connectors/veche-bluesky-text.h"
#include "connectors/veche-feed-decode.h"
#include "connectors/veche-json.h"

#define POST      "app.bsky.feed.post"
#define MAX_LABELS 12
#define MAX_MEDIA  16

void
veche_bluesky_begin (VecheBluesky *self, VecheBatch *batch, const char *did, const char *handle)
{
  g_autofree char *name = handle != NULL ? g_strconcat ("@", handle, NULL) : NULL;
  g_autofree char *url = g_strconcat ("https://bsky.app/profile/", did, NULL);
  VecheChannel *channel;
  VechePerson *person;

  self->batch = batch;
  self->me = veche_batch_intern (batch, did);
  self->channel = self->me;
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  person = veche_batch_add_person (batch, self->me);
  person->me = TRUE;
  person->handle = veche_batch_string (batch, handle);
  channel = veche_batch_add_channel (batch, self->channel);
  channel->kind = "personal";
  channel->name = veche_batch_string (batch, name);
  channel->url = veche_batch_string (batch, url);
  veche_batch_set_account (batch, self->me, person->handle);
}

void
veche_bluesky_end (VecheBluesky *self)
{
  g_clear_pointer (&self->seen, g_hash_table_unref);
}

static const char *
veche_bluesky_https (JsonObject *object, const char *key)
{
  const char *url = veche_json_string (object, key, NULL);

  return url != NULL && (g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://")) ? url : NULL;
}

const char *
veche_bluesky_add_actor (VecheBluesky *self, JsonObject *actor)
{
  const char *did = veche_json_string (actor, "did", NULL);
  const char *handle = veche_json_string (actor, "handle", NULL);
  const char *name = veche_json_string (actor, "displayName", NULL);
  const char *about = veche_json_string (actor, "description", NULL);
  g_autofree char *url = NULL;
  VechePerson *person;

  if (did == NULL || !g_str_has_prefix (did, "did:"))
    return NULL;

  person = veche_batch_add_person (self->batch, did);
  /* "handle.invalid" (atproto.com/specs/handle): its domain no longer says that it is theirs; what we knew stays. */
  if (handle != NULL && *handle != '\0' && !g_str_equal (handle, "handle.invalid"))
    person->handle = veche_batch_string (self->batch, handle);
  if (name != NULL && *name != '\0')
    person->name = veche_batch_string (self->batch, name);
  else if (person->name == NULL)
    person->name = person->handle;
  if (about != NULL)
    person->about = veche_batch_string (self->batch, about);
  if (veche_bluesky_https (actor, "avatar") != NULL)
    person->avatar_url = veche_batch_string (self->batch, veche_bluesky_https (actor, "avatar"));
  url = g_strconcat ("https://bsky.app/profile/", did, NULL);
  person->url = veche_batch_string (self->batch, url);

  return person->remote_id;
}

gint64
veche_bluesky_time (JsonObject *view)
{
  gint64 created = veche_json_time (veche_json_object (view, "record"), "createdAt");
  gint64 indexed = veche_json_time (view, "indexedAt");

  if (created <= 0 || indexed <= 0)
    return MAX (created, indexed);

  return MIN (created, indexed);
}

/*** A post ***/

/* The picture's, the video's, the link's object, wherever the embed's kind keeps it (app.bsky.embed.*#view). */
static JsonObject *
veche_bluesky_media (JsonObject *view)
{
  JsonObject *embed = veche_json_object (view, "embed");
  JsonObject *media = veche_json_object (embed, "media");

  return media != NULL ? media : embed;
}

/* Words of a post without words: what its pictures show, where its card leads. */
static char *
veche_bluesky_text (JsonObject *view)
{
  JsonObject *record = veche_json_object (view, "record");
  JsonObject *media = veche_bluesky_media (view);
  JsonArray *images = veche_json_array (media, "images");
  JsonObject *card = veche_json_object (media, "external");
  const char *uri = veche_bluesky_https (card, "uri");
  g_autofree char *said = veche_facets_unfold (veche_json_string (record, "text", ""), veche_json_array (record, "facets"));
  GString *text = g_string_new (said);
  gboolean silent = *said == '\0';

  if (uri != NULL && strstr (said, uri) == NULL)
    g_string_append_printf (text, "%s%s", silent ? "" : "\n\n", uri);
  for (guint i = 0; silent && i < veche_json_length (images) && i < MAX_MEDIA; i++)
    {
      const char *alt = veche_json_string (veche_json_nth (images, i), "alt", "");

      if (*alt != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", alt);
    }

  return g_string_free (text, FALSE);
}

/* Content warnings: the writer's own labels and those of others (com.atproto.label.defs). */
static void
veche_bluesky_build_labels (JsonBuilder *builder, JsonObject *view)
{
  JsonArray *lists[] = { veche_json_array (view, "labels"),
                         veche_json_array (veche_json_object (veche_json_object (view, "record"), "labels"), "values") };
  g_autoptr (GHashTable) said = g_hash_table_new (g_str_hash, g_str_equal);

  if (veche_json_length (lists[0]) + veche_json_length (lists[1]) == 0)
    return;
  json_builder_set_member_name (builder, "labels");
  json_builder_begin_array (builder);
  for (guint list = 0; list < G_N_ELEMENTS (lists); list++)
    for (guint i = 0; i < veche_json_length (lists[list]) && g_hash_table_size (said) < MAX_LABELS; i++)
      {
        JsonObject *label = veche_json_nth (lists[list], i);
        const char *value = veche_json_string (label, "val", NULL);

        if (value != NULL && !veche_json_bool (label, "neg", FALSE) && g_hash_table_add (said, (gpointer) value))
          json_builder_add_string_value (builder, value);
      }
  json_builder_end_array (builder);
}

static void
veche_bluesky_build_media (JsonBuilder *builder, JsonObject *view)
{
  JsonObject *media = veche_bluesky_media (view);
  JsonArray *images = veche_json_array (media, "images");
  const char *video = veche_bluesky_https (media, "playlist");

  if (veche_json_length (images) == 0 && video == NULL)
    return;
  json_builder_set_member_name (builder, "media");
  json_builder_begin_array (builder);
  for (guint i = 0; i <= veche_json_length (images) && i < MAX_MEDIA; i++)
    {
      gboolean last = i == veche_json_length (images);
      const char *url = last ? video : veche_bluesky_https (veche_json_nth (images, i), "fullsize");

      if (url == NULL)
        continue;
      json_builder_begin_object (builder);
      veche_json_add_string (builder, "type", last ? "video" : "image");
      veche_json_add_string (builder, "url", url);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* The address of the post that it quotes; the view of a quote beside pictures is one level further down. */
static const char *
veche_bluesky_quote (JsonObject *view)
{
  JsonObject *embed = veche_json_object (veche_json_object (view, "record"), "embed");
  JsonObject *record = veche_json_object (embed, "record");
  JsonObject *inner = veche_json_object (record, "record");

  return veche_json_string (inner != NULL ? inner : record, "uri", NULL);
}

static char *
veche_bluesky_meta (JsonObject *view, const char *word)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const char *quote = veche_bluesky_quote (view);

  json_builder_begin_object (builder);
  veche_json_add_string (builder, "cid", veche_json_string (view, "cid", NULL));
  if (quote != NULL && g_str_has_prefix (quote, "at://"))
    veche_json_add_string (builder, "quote", quote);
  veche_json_add_string (builder, "word", word);
  veche_bluesky_build_labels (builder, view);
  veche_bluesky_build_media (builder, view);
  json_builder_end_object (builder);

  return veche_json_built (builder);
}

static gboolean
veche_bluesky_is_ours (VecheBluesky *self, const char *uri)
{
  gsize length = strlen (self->me);

  return uri != NULL && g_str_has_prefix (uri, "at://") && strncmp (uri + 5, self->me, length) == 0 && uri[5 + length] == '/';
}

static VecheAttention
veche_bluesky_attention (VecheBluesky *self, JsonObject *view, const char *parent, const char *root, const char *word)
{
  JsonObject *record = veche_json_object (view, "record");

  if (veche_bluesky_is_ours (self, parent) || veche_bluesky_is_ours (self, root))
    return VECHE_ATTENTION_REPLY;
  if (veche_facets_mention (veche_json_array (record, "facets"), self->me) || veche_bluesky_is_ours (self, veche_bluesky_quote (view)))
    return VECHE_ATTENTION_MENTION;

  return word != NULL ? VECHE_ATTENTION_WORD : VECHE_ATTENTION_NONE;
}

VechePost *
veche_bluesky_add_post (VecheBluesky *self, JsonObject *view)
{
  const char *uri = veche_json_string (view, "uri", NULL);
  JsonObject *reply = veche_json_object (veche_json_object (view, "record"), "reply");
  const char *parent = veche_json_string (veche_json_object (reply, "parent"), "uri", NULL);
  const char *root = veche_json_string (veche_json_object (reply, "root"), "uri", parent);
  g_autofree char *url = veche_bluesky_web_url (uri);
  g_autofree char *text = NULL;
  g_autofree char *word = NULL;
  g_autofree char *meta = NULL;
  gint64 at = veche_bluesky_time (view);
  const char *author;
  VechePost *post;

  if (view == NULL || (uri != NULL && g_hash_table_contains (self->seen, uri)))
    return NULL;
  author = veche_bluesky_add_actor (self, veche_json_object (view, "author"));
  if (url == NULL || author == NULL || at <= 0)
    {
      veche_json_add_bad (self->batch, url == NULL ? "a post without its address" : author == NULL ? "a post without an author" : "a post without a time", view);
      return NULL;
    }

  text = veche_bluesky_text (view);
  word = veche_feed_find_word (text, self->words);
  meta = veche_bluesky_meta (view, word);
  g_hash_table_add (self->seen, g_strdup (uri));
  post = veche_batch_add_post (self->batch, self->channel, uri);
  post->author = veche_batch_intern (self->batch, author);
  post->out = g_str_equal (author, self->me);
  post->kind = parent != NULL ? "reply" : "post";
  post->reply_to = veche_batch_string (self->batch, parent);
  post->thread = veche_batch_string (self->batch, root != NULL ? root : uri);
  post->text = veche_batch_string (self->batch, text);
  post->url = veche_batch_string (self->batch, url);
  post->meta = veche_batch_string (self->batch, meta);
  post->at = at;
  post->attention = post->out ? VECHE_ATTENTION_NONE : veche_bluesky_attention (self, view, parent, root, word);

  return post;
}

/*** Threads and notifications ***/

void
veche_bluesky_add_thread (VecheBluesky *self, JsonObject *thread)
{
  JsonArray *replies = veche_json_array (thread, "replies");
  JsonObject *post = veche_json_object (thread, "post");

  if (thread == NULL)
    return;
  if (veche_json_bool (thread, "blocked", FALSE))
    veche_batch_add_notice (self->batch, "blocked", NULL);

  veche_bluesky_add_thread (self, veche_json_object (thread, "parent"));
  if (post != NULL)
    veche_bluesky_add_post (self, post);
  for (guint i = 0; i < veche_json_length (replies); i++)
    veche_bluesky_add_thread (self, veche_json_nth (replies, i));
}

/* A like, a repost, a new follower: a record of its own, so its address is its key. */
static void
veche_bluesky_add_event (VecheBluesky *self, JsonObject *notification, const char *kind, const char *what)
{
  const char *uri = veche_json_string (notification, "uri", NULL);
  const char *author = veche_bluesky_add_actor (self, veche_json_object (notification, "author"));
  g_autofree char *meta = g_strdup_printf ("{\"what\":\"%s\"}", what);
  gint64 at = veche_bluesky_time (notification);
  VechePost *post;

  if (uri == NULL || !g_str_has_prefix (uri, "at://") || author == NULL || at <= 0)
    {
      veche_json_add_bad (self->batch, "a notification without address, person or time", notification);
      return;
    }
  if (!g_hash_table_add (self->seen, g_strdup (uri)))
    return;

  post = veche_batch_add_post (self->batch, self->channel, uri);
  post->kind = kind;
  post->author = veche_batch_intern (self->batch, author);
  post->reply_to = veche_batch_string (self->batch, veche_json_string (notification, "reasonSubject", NULL));
  post->meta = veche_batch_string (self->batch, meta);
  post->at = at;
  if (g_str_equal (kind, "join"))
    veche_batch_add_person (self->batch, author)->joined = at;
}

gboolean
veche_bluesky_add_notification (VecheBluesky *self, JsonObject *notification)
{
  const char *reason = veche_json_string (notification, "reason", "");
  VechePost *post;

  if (g_str_equal (reason, "mention") || g_str_equal (reason, "reply") || g_str_equal (reason, "quote") || g_str_equal (reason, "subscribed-post"))
    {
      post = veche_bluesky_add_post (self, notification);
      if (post != NULL && post->attention == VECHE_ATTENTION_NONE && !post->out && *reason != 's')
        post->attention = *reason == 'r' ? VECHE_ATTENTION_REPLY : VECHE_ATTENTION_MENTION;
      return post != NULL && *reason != 's';
    }

  if (g_str_has_prefix (reason, "like"))           /* and "like-via-repost" */
    veche_bluesky_add_event (self, notification, "reaction", "like");
  else if (g_str_has_prefix (reason, "repost"))    /* and "repost-via-repost" */
    veche_bluesky_add_event (self, notification, "reaction", "boost");
  else if (g_str_equal (reason, "follow"))
    veche_bluesky_add_event (self, notification, "join", "follow");

  return FALSE;
}

/*** The account's server, and what we write ***/

char *
veche_bluesky_dup_pds (JsonObject *document, const char *did)
{
  JsonArray *services = veche_json_array (document, "service");

  /* A document of somebody else says nothing of this account. */
  if (did == NULL || g_strcmp0 (veche_json_string (document, "id", NULL), did) != 0)
    return NULL;

  for (guint i = 0; i < veche_json_length (services); i++)
    {
      JsonObject *service = veche_json_nth (services, i);

      if (g_str_has_suffix (veche_json_string (service, "id", ""), "#atproto_pds")
          && g_str_equal (veche_json_string (service, "type", ""), "AtprotoPersonalDataServer"))
        return g_strdup (veche_bluesky_https (service, "serviceEndpoint"));
    }

  return NULL;
}

static void
veche_bluesky_build_ref (JsonBuilder *builder, const char *key, JsonObject *post)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_object (builder);
  veche_json_add_string (builder, "uri", veche_json_string (post, "uri", NULL));
  veche_json_add_string (builder, "cid", veche_json_string (post, "cid", NULL));
  json_builder_end_object (builder);
}

JsonNode *
veche_bluesky_new_record (const char *text, JsonNode *facets, JsonObject *parent, JsonObject *root, gint64 now)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autofree char *day = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
  g_autofree char *created = g_strdup_printf ("%s.%03uZ", day, (guint) (now % G_USEC_PER_SEC / 1000));

  json_builder_begin_object (builder);
  veche_json_add_string (builder, "$type", POST);
  veche_json_add_string (builder, "text", text);
  veche_json_add_string (builder, "createdAt", created);
  if (facets != NULL)
    {
      json_builder_set_member_name (builder, "facets");
      json_builder_add_value (builder, json_node_copy (facets));
    }
  if (parent != NULL)
    {
      json_builder_set_member_name (builder, "reply");
      json_builder_begin_object (builder);
      veche_bluesky_build_ref (builder, "root", root);
      veche_bluesky_build_ref (builder, "parent", parent);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}
