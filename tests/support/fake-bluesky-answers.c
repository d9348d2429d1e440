/* fake-bluesky-answers.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "support/fake-bluesky-private.h"

#include <string.h>

FakePost *
fake_bluesky_find (FakeBluesky *self, guint id)
{
  FakePost *post = id > 0 && id <= self->posts->len ? g_ptr_array_index (self->posts, id - 1) : NULL;

  return post != NULL && !post->deleted ? post : NULL;
}

static char *
fake_did (guint account)
{
  return account == 1 ? g_strdup (FAKE_BLUESKY_DID) : g_strdup_printf ("did:plc:person%u", account);
}

char *
fake_bluesky_make_uri (FakePost *post)
{
  g_autofree char *did = fake_did (post->account);

  return g_strconcat ("at://", did, "/app.bsky.feed.post/", post->key, NULL);
}

char *
fake_bluesky_make_time (guint number)
{
  return g_strdup_printf ("2026-11-%02uT%02u:%02u:00.000Z", 10 + number / 1440 % 20, number / 60 % 24, number % 60);
}

static FakePost *
fake_find_uri (FakeBluesky *self, const char *uri)
{
  for (guint i = 0; uri != NULL && i < self->posts->len; i++)
    {
      FakePost *post = g_ptr_array_index (self->posts, i);
      g_autofree char *own = fake_bluesky_make_uri (post);

      if (!post->deleted && g_str_equal (own, uri))
        return post;
    }

  return NULL;
}

/*** JSON ***/

static void
fake_string (JsonBuilder *out, const char *key, const char *value)
{
  json_builder_set_member_name (out, key);
  json_builder_add_string_value (out, value);
}

static void
fake_int (JsonBuilder *out, const char *key, gint64 value)
{
  json_builder_set_member_name (out, key);
  json_builder_add_int_value (out, value);
}

static void
fake_actor (FakeCall *call, guint account)
{
  g_autofree char *did = fake_did (account);
  g_autofree char *name = g_strdup_printf ("Person %u", account);

  json_builder_begin_object (call->out);
  fake_string (call->out, "did", did);
  fake_string (call->out, "handle", call->self->handles[account]);
  fake_string (call->out, "displayName", name);
  fake_string (call->out, "avatar", "https://cdn.example/avatar.jpg");
  json_builder_end_object (call->out);
}

static void
fake_record (FakeCall *call, FakePost *post)
{
  json_builder_set_member_name (call->out, "record");
  json_builder_add_value (call->out, json_from_string (post->record, NULL));
}

static void
fake_head (FakeCall *call, FakePost *post)
{
  g_autofree char *uri = fake_bluesky_make_uri (post);
  g_autofree char *cid = g_strdup_printf ("bafy%u", post->id);
  g_autofree char *at = fake_bluesky_make_time (post->id);

  fake_string (call->out, "uri", uri);
  fake_string (call->out, "cid", cid);
  json_builder_set_member_name (call->out, "author");
  fake_actor (call, post->account);
  fake_record (call, post);
  fake_string (call->out, "indexedAt", at);
}

static void
fake_view (FakeCall *call, FakePost *post)
{
  guint answers = 0;

  for (guint i = 0; i < call->self->posts->len; i++)
    {
      FakePost *other = g_ptr_array_index (call->self->posts, i);

      answers += other->reply_to == post->id && !other->deleted;
    }
  json_builder_begin_object (call->out);
  fake_head (call, post);
  fake_int (call->out, "replyCount", answers);
  json_builder_set_member_name (call->out, "viewer");
  json_builder_begin_object (call->out);
  json_builder_set_member_name (call->out, "replyDisabled");
  json_builder_add_boolean_value (call->out, post->closed);
  json_builder_end_object (call->out);
  json_builder_end_object (call->out);
}

static const char *
fake_param (FakeCall *call, const char *key)
{
  return call->query != NULL ? g_hash_table_lookup (call->query, key) : NULL;
}

static guint
fake_number (FakeCall *call, const char *key, guint fallback)
{
  const char *value = fake_param (call, key);

  return value != NULL ? (guint) strtoul (value, NULL, 10) : fallback;
}

/*** Methods ***/

guint
fake_bluesky_refuse_call (FakeCall *call, guint status, const char *name, const char *message)
{
  call->error = name;
  call->message = message;

  return status;
}

static guint
fake_session (FakeCall *call)
{
  FakeBluesky *self = call->self;
  g_autofree char *access = g_strdup_printf ("access-%u", ++self->session);
  g_autofree char *refresh = g_strdup_printf ("refresh-%u", self->session);

  self->refreshable = self->session;
  json_builder_begin_object (call->out);
  fake_string (call->out, "did", FAKE_BLUESKY_DID);
  fake_string (call->out, "handle", self->handles[1]);
  fake_string (call->out, "accessJwt", access);
  fake_string (call->out, "refreshJwt", refresh);
  json_builder_end_object (call->out);

  return 200;
}

static guint
fake_create_session (FakeCall *call)
{
  if (call->self->refusal != NULL)
    return fake_bluesky_refuse_call (call, 401, call->self->refusal, "no");
  if (call->input == NULL || g_strcmp0 (json_object_get_string_member_with_default (call->input, "password", NULL), FAKE_BLUESKY_PASSWORD) != 0
      || g_strcmp0 (json_object_get_string_member_with_default (call->input, "identifier", NULL), FAKE_BLUESKY_HANDLE) != 0)
    return fake_bluesky_refuse_call (call, 401, "AuthenticationRequired", "Invalid identifier or password");

  return fake_session (call);
}

/* Newest first; the cursor is how many came before. No cursor on the last page. */
static guint
fake_list_notifications (FakeCall *call)
{
  GArray *list = call->self->notifications;
  guint limit = fake_number (call, "limit", 50);
  guint last = MIN (list->len, fake_number (call, "cursor", list->len));
  guint first = last > limit ? last - limit : 0;

  json_builder_begin_object (call->out);
  json_builder_set_member_name (call->out, "notifications");
  json_builder_begin_array (call->out);
  for (guint i = last; i > first; i--)
    {
      FakeNotification *one = &g_array_index (list, FakeNotification, i - 1);
      FakePost *post = fake_bluesky_find (call->self, one->post);
      g_autofree char *did = fake_did (one->account);
      g_autofree char *at = fake_bluesky_make_time (one->id);
      g_autofree char *uri = NULL;
      g_autofree char *subject = post != NULL ? fake_bluesky_make_uri (post) : NULL;
      gboolean event = g_str_equal (one->reason, "like") || g_str_equal (one->reason, "follow");

      if (one->post != 0 && (post == NULL || call->self->blocks[one->account]))
        continue;
      json_builder_begin_object (call->out);
      fake_string (call->out, "reason", one->reason);
      if (event)
        {
          uri = g_strdup_printf ("at://%s/app.bsky.%s/k%u", did, post != NULL ? "feed.like" : "graph.follow", one->id);
          fake_string (call->out, "uri", uri);
          json_builder_set_member_name (call->out, "author");
          fake_actor (call, one->account);
          if (subject != NULL)
            fake_string (call->out, "reasonSubject", subject);
          fake_string (call->out, "indexedAt", at);
        }
      else
        fake_head (call, post);
      json_builder_end_object (call->out);
    }
  json_builder_end_array (call->out);
  if (first > 0)
    {
      g_autofree char *cursor = g_strdup_printf ("%u", first);

      fake_string (call->out, "cursor", cursor);
    }
  json_builder_end_object (call->out);

  return 200;
}

static void
fake_thread (FakeCall *call, FakePost *post, guint above, guint below)
{
  FakePost *parent = fake_bluesky_find (call->self, post->reply_to);

  json_builder_begin_object (call->out);
  if (call->self->blocks[post->account])
    {
      g_autofree char *uri = fake_bluesky_make_uri (post);

      fake_string (call->out, "$type", "app.bsky.feed.defs#blockedPost");
      fake_string (call->out, "uri", uri);
      json_builder_set_member_name (call->out, "blocked");
      json_builder_add_boolean_value (call->out, TRUE);
      json_builder_end_object (call->out);
      return;
    }
  fake_string (call->out, "$type", "app.bsky.feed.defs#threadViewPost");
  json_builder_set_member_name (call->out, "post");
  fake_view (call, post);
  if (parent != NULL && above > 0)
    {
      json_builder_set_member_name (call->out, "parent");
      fake_thread (call, parent, above - 1, 0);
    }
  json_builder_set_member_name (call->out, "replies");
  json_builder_begin_array (call->out);
  for (guint i = 0; below > 0 && i < call->self->posts->len; i++)
    {
      FakePost *reply = g_ptr_array_index (call->self->posts, i);

      if (reply->reply_to == post->id && !reply->deleted)
        fake_thread (call, reply, 0, below - 1);
    }
  json_builder_end_array (call->out);
  json_builder_end_object (call->out);
}

static guint
fake_get_thread (FakeCall *call)
{
  FakePost *post = fake_find_uri (call->self, fake_param (call, "uri"));

  if (post == NULL)
    return fake_bluesky_refuse_call (call, 400, "NotFound", "Post not found");
  json_builder_begin_object (call->out);
  json_builder_set_member_name (call->out, "thread");
  fake_thread (call, post, fake_number (call, "parentHeight", 80), fake_number (call, "depth", 6));
  json_builder_end_object (call->out);

  return 200;
}

gboolean
fake_bluesky_holds (FakePost *post, const char *word)
{
  g_autoptr (JsonNode) record = json_from_string (post->record, NULL);

  return word == NULL || strstr (json_object_get_string_member (json_node_get_object (record), "text"), word) != NULL;
}

/* A page of the posts, newest first, that are by the account (0: of anybody) and hold the word (nullable); the cursor is how many came before. */
static void
fake_list_posts (FakeCall *call, const char *name, guint account, const char *word, gboolean wrapped)
{
  guint from = fake_number (call, "cursor", 0), to = from + fake_number (call, "limit", 25), n = 0;

  json_builder_begin_object (call->out);
  json_builder_set_member_name (call->out, name);
  json_builder_begin_array (call->out);
  for (guint i = call->self->posts->len; i > 0; i--)
    {
      FakePost *post = g_ptr_array_index (call->self->posts, i - 1);

      if (post->deleted || (account != 0 && post->account != account) || !fake_bluesky_holds (post, word) || n++ < from || n > to)
        continue;
      if (wrapped)
        {
          json_builder_begin_object (call->out);
          json_builder_set_member_name (call->out, "post");
        }
      fake_view (call, post);
      if (wrapped)
        json_builder_end_object (call->out);
    }
  json_builder_end_array (call->out);
  if (n > to)
    {
      g_autofree char *cursor = g_strdup_printf ("%u", to);

      fake_string (call->out, "cursor", cursor);
    }
  json_builder_end_object (call->out);
}

static guint
fake_account_of (FakeCall *call, const char *actor)
{
  for (guint i = 1; i < MAX_ACCOUNTS; i++)
    {
      g_autofree char *did = fake_did (i);

      if (g_strcmp0 (actor, did) == 0 || g_strcmp0 (actor, call->self->handles[i]) == 0)
        return i;
    }

  return 0;
}

static guint
fake_author_feed (FakeCall *call)
{
  guint account = fake_account_of (call, fake_param (call, "actor"));

  if (account == 0)
    return fake_bluesky_refuse_call (call, 400, "InvalidRequest", "Profile not found");
  if (call->self->blocks[account])
    return fake_bluesky_refuse_call (call, 400, "BlockedByActor", "Requester is blocked by actor");
  fake_list_posts (call, "feed", account, NULL, TRUE);

  return 200;
}

static guint
fake_get_posts (FakeCall *call, const char *query)
{
  g_auto (GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", -1);

  json_builder_begin_object (call->out);
  json_builder_set_member_name (call->out, "posts");
  json_builder_begin_array (call->out);
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_autofree char *uri = g_str_has_prefix (pairs[i], "uris=") ? g_uri_unescape_string (pairs[i] + 5, NULL) : NULL;
      FakePost *post = fake_find_uri (call->self, uri);

      if (post != NULL && !call->self->blocks[post->account])
        fake_view (call, post);
    }
  json_builder_end_array (call->out);
  json_builder_end_object (call->out);

  return 200;
}

static guint
fake_followers (FakeCall *call)
{
  GArray *list = call->self->followers;
  guint from = fake_number (call, "cursor", 0), to = MIN (list->len, from + 2);

  json_builder_begin_object (call->out);
  json_builder_set_member_name (call->out, "followers");
  json_builder_begin_array (call->out);
  for (guint i = from; i < to; i++)
    fake_actor (call, g_array_index (list, guint, i));
  json_builder_end_array (call->out);
  if (to < list->len)
    {
      g_autofree char *cursor = g_strdup_printf ("%u", to);

      fake_string (call->out, "cursor", cursor);
    }
  json_builder_end_object (call->out);

  return 200;
}

static guint
fake_resolve (FakeCall *call)
{
  guint account = fake_account_of (call, fake_param (call, "handle"));
  g_autofree char *did = account != 0 ? fake_did (account) : NULL;

  if (did == NULL)
    return fake_bluesky_refuse_call (call, 400, "InvalidRequest", "Unable to resolve handle");
  json_builder_begin_object (call->out);
  fake_string (call->out, "did", did);
  json_builder_end_object (call->out);

  return 200;
}

static FakePost *
fake_find_key (FakeBluesky *self, const char *key)
{
  for (guint i = 0; i < self->posts->len; i++)
    {
      FakePost *post = g_ptr_array_index (self->posts, i);

      if (post->account == 1 && !post->deleted && g_strcmp0 (post->key, key) == 0)
        return post;
    }

  return NULL;
}

static guint
fake_reference (FakeCall *call, FakePost *post)
{
  g_autofree char *uri = fake_bluesky_make_uri (post);
  g_autofree char *cid = g_strdup_printf ("bafy%u", post->id);

  json_builder_begin_object (call->out);
  fake_string (call->out, "uri", uri);
  fake_string (call->out, "cid", cid);
  json_builder_end_object (call->out);

  return 200;
}

FakePost *
fake_bluesky_add (FakeBluesky *self, guint account, const char *key, const char *record, guint reply_to)
{
  FakePost *post = g_new0 (FakePost, 1);

  post->id = self->posts->len + 1;
  post->account = account;
  post->key = key != NULL ? g_strdup (key) : g_strdup_printf ("3kaaaaaaa%04u", post->id);
  post->record = g_strdup (record);
  post->reply_to = reply_to;
  g_ptr_array_add (self->posts, post);

  return post;
}

/* As the reference server: a key that is taken is an error of its own making. */
static guint
fake_create_record (FakeCall *call)
{
  const char *key = json_object_get_string_member_with_default (call->input, "rkey", NULL);
  JsonNode *record = json_object_get_member (call->input, "record");
  g_autofree char *text = json_to_string (record, FALSE);
  JsonObject *object = json_node_get_object (record);
  FakePost *parent = NULL;

  if (key == NULL || strlen (key) != 13 || strspn (key, "234567abcdefghijklmnopqrstuvwxyz") != 13)
    return fake_bluesky_refuse_call (call, 400, "InvalidRequest", "Invalid rkey");
  if (fake_find_key (call->self, key) != NULL)
    return fake_bluesky_refuse_call (call, 500, "InternalServerError", "Internal Server Error");
  if (json_object_has_member (object, "reply"))
    {
      JsonObject *above = json_object_get_object_member (json_object_get_object_member (object, "reply"), "parent");

      parent = fake_find_uri (call->self, json_object_get_string_member (above, "uri"));
    }

  return fake_reference (call, fake_bluesky_add (call->self, 1, key, text, parent != NULL ? parent->id : 0));
}

static guint
fake_get_record (FakeCall *call)
{
  FakePost *post = fake_find_key (call->self, fake_param (call, "rkey"));

  return post != NULL ? fake_reference (call, post) : fake_bluesky_refuse_call (call, 400, "RecordNotFound", "Could not locate record");
}

static guint
fake_profile (FakeCall *call)
{
  guint account = fake_account_of (call, fake_param (call, "actor"));

  if (account == 0)
    return fake_bluesky_refuse_call (call, 400, "InvalidRequest", "Profile not found");
  fake_actor (call, account);

  return 200;
}

static guint
fake_document (FakeCall *call)
{
  JsonBuilder *out = call->out;

  json_builder_begin_object (out);
  fake_string (out, "id", FAKE_BLUESKY_DID);
  json_builder_set_member_name (out, "service");
  json_builder_begin_array (out);
  json_builder_begin_object (out);
  fake_string (out, "id", "#atproto_pds");
  fake_string (out, "type", "AtprotoPersonalDataServer");
  fake_string (out, "serviceEndpoint", call->self->url);
  json_builder_end_object (out);
  json_builder_end_array (out);
  json_builder_end_object (out);

  return 200;
}

static guint
fake_method (FakeCall *call, const char *method, const char *query)
{
  if (g_str_equal (method, "app.bsky.notification.listNotifications"))
    return fake_list_notifications (call);
  if (g_str_equal (method, "app.bsky.feed.getPostThread"))
    return fake_get_thread (call);
  if (g_str_equal (method, "app.bsky.feed.getAuthorFeed"))
    return fake_author_feed (call);
  if (g_str_equal (method, "app.bsky.feed.getPosts"))
    return fake_get_posts (call, query);
  if (g_str_equal (method, "app.bsky.graph.getFollowers"))
    return fake_followers (call);
  if (g_str_equal (method, "app.bsky.actor.getProfile"))
    return fake_profile (call);
  if (g_str_equal (method, "com.atproto.repo.createRecord"))
    return fake_create_record (call);
  if (g_str_equal (method, "com.atproto.repo.getRecord"))
    return fake_get_record (call);
  if (g_str_equal (method, "app.bsky.feed.searchPosts") && call->self->searches)
    {
      fake_list_posts (call, "posts", 0, fake_param (call, "q"), FALSE);
      return 200;
    }

  return fake_bluesky_refuse_call (call, 501, "MethodNotImplemented", "No such method here");
}

guint
fake_bluesky_answer (FakeCall *call, const char *path, const char *query, const char *authorization)
{
  FakeBluesky *self = call->self;
  g_autofree char *access = g_strdup_printf ("Bearer access-%u", self->session);
  g_autofree char *refresh = g_strdup_printf ("Bearer refresh-%u", self->refreshable);

  if (g_str_equal (path, "/" FAKE_BLUESKY_DID))
    return fake_document (call);
  if (!g_str_has_prefix (path, "/xrpc/"))
    return 404;
  path += strlen ("/xrpc/");
  if (g_str_equal (path, "com.atproto.server.createSession"))
    return fake_create_session (call);
  if (g_str_equal (path, "com.atproto.identity.resolveHandle"))
    return fake_resolve (call);
  if (g_str_equal (path, "com.atproto.server.refreshSession"))
    return g_strcmp0 (authorization, refresh) == 0 ? fake_session (call) : fake_bluesky_refuse_call (call, 400, "ExpiredToken", "Token has been revoked");
  if (g_str_equal (path, "com.atproto.server.deleteSession"))
    {
      self->session++;
      self->refreshable = 0;
      return 204;
    }
  if (authorization == NULL)
    return fake_bluesky_refuse_call (call, 401, "AuthMissing", "Authentication Required");
  if (!g_str_equal (authorization, access))
    return fake_bluesky_refuse_call (call, 400, "ExpiredToken", "Token has expired");

  return fake_method (call, path, query);
}
