/* veche-bluesky-connector.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-bluesky-connector.h"

#include <string.h>

#include "connectors/veche-bluesky-fetch.h"
#include "connectors/veche-bluesky-session.h"
#include "connectors/veche-bluesky-text.h"
#include "connectors/veche-http.h"
#include "connectors/veche-json.h"

#define MAX_RESOLVE 20     /* mentions of one reply */

struct _VecheBlueskyConnector
{
  VecheConnector parent_instance;
};

G_DEFINE_FINAL_TYPE (VecheBlueskyConnector, veche_bluesky_connector, VECHE_TYPE_CONNECTOR)

/* A batch of our account, with a session behind it. NULL: no session. */
static VecheBatch *
veche_bluesky_begin_batch (VecheConnector *connector, VecheApi *api, VecheBluesky *bluesky, GError **error)
{
  VecheBatch *batch;

  if (!veche_bluesky_session_begin (connector, api, error))
    return NULL;

  batch = veche_batch_new ("bluesky", "");
  veche_bluesky_begin (bluesky, batch, veche_connector_get_secret (connector, "did"), veche_connector_get_secret (connector, "handle"));
  bluesky->words = veche_connector_get_words (connector);

  return batch;
}

static VecheBatch *
veche_bluesky_fetch (VecheConnector *connector, VecheApi *api, const char *cursor_text, guint wait, GError **error)
{
  g_autoptr (VecheBlueskyCursor) cursor = veche_bluesky_cursor_read (cursor_text);
  VecheBluesky bluesky = { 0 };
  g_autoptr (VecheBatch) batch = NULL;
  g_autofree char *next = NULL;
  gboolean more, done;

  batch = veche_bluesky_begin_batch (connector, api, &bluesky, error);
  if (batch == NULL)
    return NULL;
  done = veche_bluesky_fetch_page (connector, api, &bluesky, cursor, &more, error);
  veche_bluesky_end (&bluesky);
  if (!done)
    return NULL;

  next = veche_bluesky_cursor_write (cursor);
  veche_batch_set_cursor (batch, next, more);
  veche_batch_set_place (batch, NULL, VECHE_BLUESKY_MAX_GRAPHEMES);

  return g_steal_pointer (&batch);
}

/*** Sending ***/

/* What an earlier attempt left there: the record under the key that only this reply has. FALSE: could not look. */
static gboolean
veche_bluesky_find_sent (VecheConnector *connector, VecheApi *api, const char *key, VecheSent *sent, GError **error)
{
  g_autofree char *did = g_strdup (veche_connector_get_secret (connector, "did"));     /* the session may be renewed meanwhile */
  const char *query[] = { "repo", did, "collection", "app.bsky.feed.post", "rkey", key, NULL };
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) node = veche_bluesky_session_get (connector, api, "/xrpc/com.atproto.repo.getRecord", query, &local);
  const char *uri = node != NULL ? veche_json_string (json_node_get_object (node), "uri", NULL) : NULL;

  if (node == NULL && !g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  sent->remote_id = g_strdup (uri);
  sent->url = uri != NULL ? veche_bluesky_web_url (uri) : NULL;

  return TRUE;
}

/* Handles → DIDs.  One that nobody has stays plain text, as the guide "Posts" (docs.bsky.app) does. */
static gboolean
veche_bluesky_resolve (VecheConnector *connector, VecheApi *api, GPtrArray *facets, GError **error)
{
  guint asked = 0;

  for (guint i = 0; i < facets->len; i++)
    {
      VecheFacet *facet = g_ptr_array_index (facets, i);
      const char *query[] = { "handle", facet->value, NULL };
      g_autoptr (GError) local = NULL;
      g_autoptr (JsonNode) node = NULL;

      if (facet->kind != VECHE_FACET_MENTION || ++asked > MAX_RESOLVE)
        continue;
      node = veche_bluesky_session_get (connector, api, "/xrpc/com.atproto.identity.resolveHandle", query, &local);
      if (node != NULL)
        facet->did = g_strdup (veche_json_string (json_node_get_object (node), "did", NULL));
      else if (!g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_NOT_FOUND)
               && !g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }

  return TRUE;
}

/* The post answered, as it is now: it may be gone, or closed to answers. (transfer full) */
static JsonNode *
veche_bluesky_fetch_parent (VecheConnector *connector, VecheApi *api, const char *uri, GError **error)
{
  g_autoptr (JsonNode) node = veche_bluesky_fetch_posts (connector, api, &uri, 1, error);
  JsonObject *parent;

  if (node == NULL)
    return NULL;
  parent = veche_json_nth (veche_json_array (json_node_get_object (node), "posts"), 0);
  if (parent == NULL || g_strcmp0 (veche_json_string (parent, "uri", NULL), uri) != 0 || veche_json_string (parent, "cid", NULL) == NULL)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_NOT_FOUND, api->base, "the post that it answers is gone, or hidden from us");
      return NULL;
    }
  if (veche_json_bool (veche_json_object (parent, "viewer"), "replyDisabled", FALSE))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_REJECTED, api->base, "its author lets us not reply there");
      return NULL;
    }

  return g_steal_pointer (&node);
}

/* The record as it will stand there. (transfer full) */
static JsonNode *
veche_bluesky_make_record (VecheConnector *connector, VecheApi *api, const VecheReply *reply, GError **error)
{
  g_autoptr (GPtrArray) found = veche_facets_find (reply->text);
  g_autoptr (JsonNode) posts = NULL;
  g_autoptr (JsonNode) facets = NULL;
  JsonObject *parent = NULL, *root = NULL;

  if (reply->in_reply_to != NULL)
    {
      posts = veche_bluesky_fetch_parent (connector, api, reply->in_reply_to, error);
      if (posts == NULL)
        return NULL;
      parent = veche_json_nth (veche_json_array (json_node_get_object (posts), "posts"), 0);
      root = veche_json_object (veche_json_object (veche_json_object (parent, "record"), "reply"), "root");
    }
  if (!veche_bluesky_resolve (connector, api, found, error))
    return NULL;
  facets = veche_facets_to_json (found);

  return veche_bluesky_new_record (reply->text, facets, parent, root != NULL ? root : parent, g_get_real_time ());
}

static JsonNode *
veche_bluesky_make_input (VecheConnector *connector, const char *key, JsonNode *record)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  veche_json_add_string (builder, "repo", veche_connector_get_secret (connector, "did"));
  veche_json_add_string (builder, "collection", "app.bsky.feed.post");
  veche_json_add_string (builder, "rkey", key);
  json_builder_set_member_name (builder, "record");
  json_builder_add_value (builder, json_node_copy (record));
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

/* createRecord with a key of our own: twice the same is a record that exists already, which servers answer with an error of 400, 409 or 500. */
static gboolean
veche_bluesky_create (VecheConnector *connector, VecheApi *api, const char *key, JsonNode *record, VecheSent *sent, GError **error)
{
  g_autoptr (JsonNode) input = veche_bluesky_make_input (connector, key, record);
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) answer = veche_bluesky_session_call (connector, api, &(VecheApiRequest) { .path = "/xrpc/com.atproto.repo.createRecord",
                                                                                                   .json = input }, &local);
  const char *uri = veche_json_string (veche_json_root (answer), "uri", NULL);

  if (uri != NULL)
    {
      sent->remote_id = g_strdup (uri);
      sent->url = veche_bluesky_web_url (uri);
      return TRUE;
    }
  if (local == NULL)
    veche_http_set_error (&local, VECHE_CONNECTOR_ERROR_UNKNOWN, api->base, "it did not say what became of the reply");
  if ((local->code == VECHE_CONNECTOR_ERROR_UNKNOWN || local->code == VECHE_CONNECTOR_ERROR_REJECTED)
      && veche_bluesky_find_sent (connector, api, key, sent, NULL) && sent->remote_id != NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* app.bsky.embed.images: blobs first (com.atproto.repo.uploadBlob); one that no record names is swept away there. */
static gboolean
veche_bluesky_embed (VecheConnector *connector, VecheApi *api, GPtrArray *files, JsonNode *record, GError **error)
{
  JsonArray *images;
  JsonObject *embed;

  if (files == NULL || files->len == 0)
    return TRUE;
  images = json_array_new ();
  embed = json_object_new ();
  json_object_set_string_member (embed, "$type", "app.bsky.embed.images");
  json_object_set_array_member (embed, "images", images);
  json_object_set_object_member (json_node_get_object (record), "embed", embed);
  for (guint i = 0; i < files->len; i++)
    {
      const VecheReplyFile *file = files->pdata[i];
      g_autoptr (JsonNode) answer = veche_bluesky_session_call (connector, api, &(VecheApiRequest) { .path = "/xrpc/com.atproto.repo.uploadBlob", .body = file->data,
                                                                                                     .body_type = file->type, .harmless = TRUE }, error);
      JsonObject *blob = veche_json_object (veche_json_root (answer), "blob");
      JsonObject *image;

      if (answer != NULL && blob == NULL)
        veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, api->base, "it did not say what became of “%s”", file->name);
      if (blob == NULL)
        return FALSE;
      image = json_object_new ();
      json_object_set_string_member (image, "alt", file->alt);
      json_object_set_object_member (image, "image", json_object_ref (blob));
      json_array_add_object_element (images, image);
    }

  return TRUE;
}

static gboolean
veche_bluesky_send (VecheConnector *connector, VecheApi *api, const VecheReply *reply, VecheSent *sent, GError **error)
{
  g_autofree char *chance = g_uuid_string_random ();
  g_autofree char *key = veche_bluesky_record_key (reply->idempotency_key != NULL ? reply->idempotency_key : chance);
  g_autoptr (JsonNode) record = NULL;

  if (veche_length_count (reply->text, VECHE_LENGTH_GRAPHEMES) > VECHE_BLUESKY_MAX_GRAPHEMES || strlen (reply->text) > VECHE_BLUESKY_MAX_BYTES)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_REJECTED, api->base, "a post holds at most %d characters and %d bytes",
                            VECHE_BLUESKY_MAX_GRAPHEMES, VECHE_BLUESKY_MAX_BYTES);
      return FALSE;
    }
  if (!veche_bluesky_session_begin (connector, api, error))
    return FALSE;
  if (reply->maybe_sent)
    {
      if (!veche_bluesky_find_sent (connector, api, key, sent, error))
        return FALSE;
      if (sent->remote_id != NULL)
        return TRUE;
    }

  record = veche_bluesky_make_record (connector, api, reply, error);

  return record != NULL && veche_bluesky_embed (connector, api, reply->files, record, error)
         && veche_bluesky_create (connector, api, key, record, sent, error);
}

/*** The rest ***/

/* Those of the watched that nobody is called. */
static gboolean
veche_bluesky_describe_watched (VecheConnector *connector, VecheApi *api, VecheBluesky *bluesky, GError **error)
{
  g_auto (GStrv) watched = veche_connector_dup_list (connector, "watch");

  for (guint i = 0; watched[i] != NULL && i < 25; i++)
    {
      const char *name = watched[i] + (*watched[i] == '@');
      const char *query[] = { "actor", name, NULL };
      g_autoptr (GError) local = NULL;
      g_autoptr (JsonNode) node = veche_bluesky_session_get (connector, api, "/xrpc/app.bsky.actor.getProfile", query, &local);

      if (node != NULL)
        veche_bluesky_add_actor (bluesky, json_node_get_object (node));
      else if (g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_NOT_FOUND)
               || g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED))
        veche_batch_add_notice (bluesky->batch, "unknown-author", name);
      else
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }

  return TRUE;
}

static VecheBatch *
veche_bluesky_describe (VecheConnector *connector, VecheApi *api, GError **error)
{
  VecheBluesky bluesky = { 0 };
  g_autoptr (VecheBatch) batch = veche_bluesky_begin_batch (connector, api, &bluesky, error);
  const char *query[] = { "actor", bluesky.me, NULL };
  g_autofree char *host = veche_http_dup_host (api->base);
  g_autoptr (JsonNode) me = NULL;
  gboolean done;

  if (batch == NULL)
    return NULL;
  me = veche_bluesky_session_get (connector, api, "/xrpc/app.bsky.actor.getProfile", query, error);
  if (me != NULL)
    veche_bluesky_add_actor (&bluesky, json_node_get_object (me));
  done = me != NULL && veche_bluesky_describe_watched (connector, api, &bluesky, error);
  veche_bluesky_end (&bluesky);
  if (!done)
    return NULL;

  veche_batch_set_place (batch, host, VECHE_BLUESKY_MAX_GRAPHEMES);

  return g_steal_pointer (&batch);
}

static VecheBatch *
veche_bluesky_members (VecheConnector *connector, VecheApi *api, const char *cursor, GError **error)
{
  VecheBluesky bluesky = { 0 };
  g_autoptr (VecheBatch) batch = veche_bluesky_begin_batch (connector, api, &bluesky, error);
  g_autofree char *next = NULL;
  gboolean done;

  if (batch == NULL)
    return NULL;
  done = veche_bluesky_fetch_members (connector, api, &bluesky, cursor, &next, error);
  veche_bluesky_end (&bluesky);
  if (!done)
    return NULL;
  veche_batch_set_cursor (batch, next, next != NULL);

  return g_steal_pointer (&batch);
}

static VecheBatch *
veche_bluesky_backfill (VecheConnector *connector, VecheApi *api, const VecheGap *gap, const char *cursor, GError **error)
{
  VecheBluesky bluesky = { 0 };
  g_autoptr (VecheBatch) batch = veche_bluesky_begin_batch (connector, api, &bluesky, error);
  g_autofree char *next = NULL;
  gboolean done;

  if (batch == NULL)
    return NULL;
  done = veche_bluesky_fetch_gap (connector, api, &bluesky, gap, cursor, &next, error);
  veche_bluesky_end (&bluesky);
  if (!done)
    return NULL;
  veche_batch_set_cursor (batch, next, next != NULL);

  return g_steal_pointer (&batch);
}

static void
veche_bluesky_connector_class_init (VecheBlueskyConnectorClass *klass)
{
  VecheConnectorClass *connector_class = VECHE_CONNECTOR_CLASS (klass);

  connector_class->name = "bluesky";
  connector_class->open = veche_bluesky_session_open;
  connector_class->fetch = veche_bluesky_fetch;
  connector_class->send = veche_bluesky_send;
  connector_class->describe = veche_bluesky_describe;
  connector_class->members = veche_bluesky_members;
  connector_class->backfill = veche_bluesky_backfill;
  connector_class->revoke = veche_bluesky_session_end;
}

static void
veche_bluesky_connector_init (VecheBlueskyConnector *self)
{
}
