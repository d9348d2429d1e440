/* veche-mastodon-parse.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-mastodon-parse.h"

#include <string.h>

#include "model/veche-html.h"
#include "connectors/veche-json.h"

#define MAX_TEXT  20000    /* characters; servers allow 500 to 10,000 */
#define MAX_ABOUT 2000
#define MAX_NAME  200
#define MAX_MENTIONS 20

char *
veche_mastodon_dup_handle (const char *acct, const char *host)
{
  const char *at;

  if (acct == NULL)
    return NULL;
  if (*acct == '@')
    acct++;
  at = strchr (acct, '@');
  if (at != NULL && host != NULL && g_ascii_strcasecmp (at + 1, host) == 0)
    return g_strndup (acct, at - acct);

  return g_strdup (acct);
}

/* snac's ids are ten digits of a time, which an edit moves on, and the 32 of a hash, which stay. Any time before the hash is good to ask by. */
static const char *
veche_mastodon_tail (const char *id)
{
  return strlen (id) == 42 && strspn (id, "0123456789") >= 10 && strspn (id + 10, "0123456789abcdef") == 32 ? id + 10 : NULL;
}

char *
veche_mastodon_dup_known_id (VecheMastodon *self, JsonObject *object, const char *key)
{
  g_autofree char *id = veche_json_dup_id (object, key);
  const char *tail = id != NULL && self->aliases != NULL ? veche_mastodon_tail (id) : NULL;
  const char *known = tail != NULL ? g_hash_table_lookup (self->aliases, tail) : NULL;

  if (known != NULL)
    return g_strdup (known);
  if (tail != NULL)
    g_hash_table_insert (self->aliases, g_strdup (tail), g_strdup (id));

  return g_steal_pointer (&id);
}

static const char *
veche_mastodon_web_url (JsonObject *object, const char *key)
{
  const char *url = veche_json_string (object, key, NULL);

  return url != NULL && (g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://")) ? url : NULL;
}

gboolean
veche_mastodon_begin (VecheMastodon *self, VecheBatch *batch, const char *host, JsonObject *me)
{
  VecheChannel *channel;
  g_autofree char *name = NULL;

  self->batch = batch;
  self->host = host;
  self->me = NULL;
  self->me = veche_mastodon_add_account (self, me);
  if (self->me == NULL)
    return FALSE;

  veche_batch_add_person (batch, self->me)->me = TRUE;
  self->me_handle = veche_batch_add_person (batch, self->me)->handle;
  self->channel = self->me;
  name = g_strdup_printf ("@%s@%s", self->me_handle != NULL ? self->me_handle : "", host);
  channel = veche_batch_add_channel (batch, self->channel);
  channel->kind = "personal";
  channel->name = veche_batch_string (batch, name);
  channel->url = veche_batch_string (batch, veche_mastodon_web_url (me, "url"));
  veche_batch_set_account (batch, self->me, self->me_handle);

  return TRUE;
}

const char *
veche_mastodon_add_account (VecheMastodon *self, JsonObject *account)
{
  g_autofree char *id = veche_json_dup_id (account, "id");
  g_autofree char *handle = NULL;
  g_autofree char *about = NULL;
  g_autofree char *shown = NULL;
  const char *name = veche_json_string (account, "display_name", NULL);
  VechePerson *person;

  if (id == NULL)
    return NULL;

  handle = veche_mastodon_dup_handle (veche_json_string (account, "acct", veche_json_string (account, "username", NULL)), self->host);
  about = veche_html_to_text (veche_json_string (account, "note", ""), MAX_ABOUT);
  if (name == NULL || *name == '\0')
    name = veche_json_string (account, "username", handle);
  shown = name != NULL ? veche_html_to_text (name, MAX_NAME) : NULL;

  person = veche_batch_add_person (self->batch, id);
  person->handle = veche_batch_string (self->batch, handle);
  person->name = veche_batch_string (self->batch, shown);
  person->url = veche_batch_string (self->batch, veche_mastodon_web_url (account, "url"));
  person->avatar_url = veche_batch_string (self->batch, veche_mastodon_web_url (account, "avatar_static"));
  if (person->avatar_url == NULL)
    person->avatar_url = veche_batch_string (self->batch, veche_mastodon_web_url (account, "avatar"));
  person->about = *about != '\0' ? veche_batch_string (self->batch, about) : NULL;
  person->bot = veche_json_bool (account, "bot", FALSE);
  person->deleted = veche_json_bool (account, "suspended", FALSE);
  person->me = g_strcmp0 (id, self->me) == 0;

  return person->remote_id;
}

static gboolean
veche_mastodon_mentions_me (VecheMastodon *self, JsonObject *status)
{
  JsonArray *mentions = veche_json_array (status, "mentions");

  for (guint i = 0; i < veche_json_length (mentions); i++)
    {
      JsonObject *mention = veche_json_nth (mentions, i);
      g_autofree char *id = veche_json_dup_id (mention, "id");
      g_autofree char *handle = veche_mastodon_dup_handle (veche_json_string (mention, "acct", NULL), self->host);

      if (g_strcmp0 (id, self->me) == 0 || (handle != NULL && self->me_handle != NULL && g_ascii_strcasecmp (handle, self->me_handle) == 0))
        return TRUE;
    }

  return FALSE;
}

static VecheAttention
veche_mastodon_attention (VecheMastodon *self, JsonObject *status)
{
  g_autofree char *answers = veche_json_dup_id (status, "in_reply_to_account_id");
  gboolean mentioned = veche_mastodon_mentions_me (self, status);

  if (mentioned && g_str_equal (veche_json_string (status, "visibility", ""), "direct"))
    return VECHE_ATTENTION_DIRECT;
  if (g_strcmp0 (answers, self->me) == 0)
    return VECHE_ATTENTION_REPLY;

  return mentioned ? VECHE_ATTENTION_MENTION : VECHE_ATTENTION_NONE;
}

static void
veche_mastodon_append_poll (GString *text, JsonObject *poll)
{
  JsonArray *options = veche_json_array (poll, "options");

  for (guint i = 0; i < veche_json_length (options); i++)
    {
      const char *title = veche_json_string (veche_json_nth (options, i), "title", NULL);

      if (title != NULL)
        g_string_append_printf (text, "%s○ %s", text->len > 0 ? "\n" : "", title);
    }
}

/* The warning, the words, the poll; for a message of pictures alone what they show. */
static char *
veche_mastodon_text (JsonObject *status)
{
  g_autofree char *content = veche_html_to_text (veche_json_string (status, "content", ""), MAX_TEXT);
  const char *spoiler = veche_json_string (status, "spoiler_text", "");
  JsonArray *media = veche_json_array (status, "media_attachments");
  GString *text = g_string_new (spoiler);

  if (text->len > 0 && *content != '\0')
    g_string_append (text, "\n\n");
  g_string_append (text, content);
  veche_mastodon_append_poll (text, veche_json_object (status, "poll"));
  for (guint i = 0; text->len == 0 && i < veche_json_length (media); i++)
    {
      const char *description = veche_json_string (veche_json_nth (media, i), "description", NULL);

      if (description != NULL)
        g_string_append (text, description);
    }

  return g_string_free (text, FALSE);
}

static void
veche_mastodon_build_media (JsonBuilder *builder, JsonArray *media)
{
  json_builder_set_member_name (builder, "media");
  json_builder_begin_array (builder);
  for (guint i = 0; i < veche_json_length (media) && i < 16; i++)
    {
      JsonObject *one = veche_json_nth (media, i);
      const char *url = veche_mastodon_web_url (one, "url");

      if (url == NULL)
        continue;
      json_builder_begin_object (builder);
      veche_json_add_string (builder, "type", veche_json_string (one, "type", "unknown"));
      veche_json_add_string (builder, "url", url);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Whom it names besides us: a reply names them too. */
static void
veche_mastodon_build_mentions (VecheMastodon *self, JsonBuilder *builder, JsonArray *mentions)
{
  json_builder_set_member_name (builder, "mentions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < veche_json_length (mentions) && i < MAX_MENTIONS; i++)
    {
      JsonObject *mention = veche_json_nth (mentions, i);
      g_autofree char *id = veche_json_dup_id (mention, "id");
      g_autofree char *handle = veche_mastodon_dup_handle (veche_json_string (mention, "acct", NULL), self->host);

      if (handle != NULL && g_strcmp0 (id, self->me) != 0 && (self->me_handle == NULL || g_ascii_strcasecmp (handle, self->me_handle) != 0))
        json_builder_add_string_value (builder, handle);
    }
  json_builder_end_array (builder);
}

/* What a reply needs to go the same way, and what came along. */
static char *
veche_mastodon_meta (VecheMastodon *self, JsonObject *status)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const char *spoiler = veche_json_string (status, "spoiler_text", "");
  JsonArray *media = veche_json_array (status, "media_attachments");

  json_builder_begin_object (builder);
  veche_json_add_string (builder, "visibility", veche_json_string (status, "visibility", "public"));
  if (*spoiler != '\0')
    veche_json_add_string (builder, "spoiler", spoiler);
  if (veche_json_length (media) > 0)
    veche_mastodon_build_media (builder, media);
  if (veche_json_length (veche_json_array (status, "mentions")) > 0)
    veche_mastodon_build_mentions (self, builder, veche_json_array (status, "mentions"));
  json_builder_end_object (builder);

  return veche_json_built (builder);
}

VechePost *
veche_mastodon_add_status (VecheMastodon *self, JsonObject *status, const char *thread)
{
  g_autofree char *id = veche_mastodon_dup_known_id (self, status, "id");
  g_autofree char *reply_to = veche_mastodon_dup_known_id (self, status, "in_reply_to_id");
  g_autofree char *text = NULL;
  g_autofree char *meta = NULL;
  gint64 at = veche_json_time (status, "created_at");
  const char *author, *url;
  VechePost *post;

  if (status == NULL || veche_json_object (status, "reblog") != NULL)
    return NULL;
  author = veche_mastodon_add_account (self, veche_json_object (status, "account"));
  if (id == NULL || author == NULL || at <= 0)
    {
      veche_json_add_bad (self->batch, id == NULL ? "a message without an id" : author == NULL ? "a message without an author" : "a message without a time", status);
      return NULL;
    }

  text = veche_mastodon_text (status);
  meta = veche_mastodon_meta (self, status);
  url = veche_mastodon_web_url (status, "url");
  post = veche_batch_add_post (self->batch, self->channel, id);
  post->author = veche_batch_intern (self->batch, author);
  post->out = g_str_equal (author, self->me);
  post->kind = reply_to != NULL ? "reply" : "post";
  post->reply_to = veche_batch_string (self->batch, reply_to);
  post->thread = veche_batch_string (self->batch, thread != NULL ? thread : reply_to != NULL ? reply_to : id);
  post->text = veche_batch_string (self->batch, text);
  post->url = veche_batch_string (self->batch, url != NULL ? url : veche_mastodon_web_url (status, "uri"));
  post->meta = veche_batch_string (self->batch, meta);
  post->at = at;
  post->edited = veche_json_time (status, "edited_at");
  post->attention = post->out ? VECHE_ATTENTION_NONE : veche_mastodon_attention (self, status);

  return post;
}

char *
veche_mastodon_add_context (VecheMastodon *self, JsonObject *context, const char *id)
{
  JsonArray *parts[] = { veche_json_array (context, "ancestors"), veche_json_array (context, "descendants") };
  char *root = veche_mastodon_dup_known_id (self, veche_json_nth (parts[0], 0), "id");

  if (root == NULL)
    root = g_strdup (id);
  for (guint part = 0; part < G_N_ELEMENTS (parts); part++)
    for (guint i = 0; i < veche_json_length (parts[part]); i++)
      {
        JsonObject *status = veche_json_nth (parts[part], i);

        if (status != NULL)
          veche_mastodon_add_status (self, status, root);
      }

  return root;
}

/* A like, a boost, a new follower: a line on the person's timeline. */
static void
veche_mastodon_add_event (VecheMastodon *self, JsonObject *notification, const char *kind, const char *what)
{
  g_autofree char *id = veche_json_dup_id (notification, "id");
  g_autofree char *about = veche_json_dup_id (veche_json_object (notification, "status"), "id");
  g_autofree char *key = id != NULL ? g_strconcat ("n:", id, NULL) : NULL;
  g_autofree char *meta = g_strdup_printf ("{\"what\":\"%s\"}", what);
  const char *author = veche_mastodon_add_account (self, veche_json_object (notification, "account"));
  gint64 at = veche_json_time (notification, "created_at");
  VechePost *post;

  if (key == NULL || author == NULL || at <= 0)
    {
      veche_json_add_bad (self->batch, "a notification without id, person or time", notification);
      return;
    }

  post = veche_batch_add_post (self->batch, self->channel, key);
  post->kind = kind;
  post->author = veche_batch_intern (self->batch, author);
  post->reply_to = veche_batch_string (self->batch, about);
  post->meta = veche_batch_string (self->batch, meta);
  post->at = at;
  if (g_str_equal (kind, "join"))
    veche_batch_add_person (self->batch, author)->joined = at;
}

gboolean
veche_mastodon_add_notification (VecheMastodon *self, JsonObject *notification)
{
  const char *type = veche_json_string (notification, "type", "");
  JsonObject *status = veche_json_object (notification, "status");
  VechePost *post;

  if (g_str_equal (type, "mention") || g_str_equal (type, "quote") || g_str_equal (type, "status") || g_str_equal (type, "update"))
    {
      post = status != NULL ? veche_mastodon_add_status (self, status, NULL) : NULL;
      if (status == NULL)
        veche_json_add_bad (self->batch, "a mention without its message", notification);
      if (post != NULL && !post->out && (g_str_equal (type, "mention") || g_str_equal (type, "quote")) && post->attention == VECHE_ATTENTION_NONE)
        post->attention = VECHE_ATTENTION_MENTION;
      return post != NULL && g_str_equal (type, "mention");
    }

  /* Pleroma and the forks of Misskey tell of other signs than hearts, too. */
  if (g_str_equal (type, "favourite") || g_str_equal (type, "reblog") || g_str_equal (type, "pleroma:emoji_reaction")
      || g_str_equal (type, "reaction"))
    {
      if (status != NULL)
        veche_mastodon_add_status (self, status, NULL);
      veche_mastodon_add_event (self, notification, "reaction", g_str_equal (type, "reblog") ? "boost" : "like");
    }
  else if (g_str_equal (type, "follow"))
    veche_mastodon_add_event (self, notification, "join", "follow");
  else if (g_str_equal (type, "pleroma:chat_mention"))
    veche_batch_add_notice (self->batch, "chats", NULL);

  return FALSE;
}

char *
veche_mastodon_fingerprint (JsonObject *status)
{
  g_autofree char *text = veche_mastodon_text (status);
  g_autofree char *all = g_strconcat (text, "\n", veche_json_string (status, "edited_at", ""), NULL);
  char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA1, all, -1);

  hash[12] = '\0';

  return hash;
}

char *
veche_mastodon_link_max_id (const char *link)
{
  g_auto (GStrv) parts = g_strsplit (link != NULL ? link : "", ",", 8);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *start = strstr (parts[i], "max_id=");

      if (start == NULL || strstr (parts[i], "rel=\"next\"") == NULL)
        continue;
      start += strlen ("max_id=");
      return g_strndup (start, strcspn (start, "&>;\" "));
    }

  return NULL;
}

static void
veche_mastodon_append_name (GString *opening, GHashTable *named, const char *handle)
{
  g_autofree char *folded = handle != NULL && *handle != '\0' ? g_utf8_casefold (handle, -1) : NULL;

  if (folded == NULL || !g_hash_table_add (named, g_steal_pointer (&folded)))
    return;
  g_string_append_printf (opening, "@%s ", handle);
}

char *
veche_mastodon_opening (const char *meta, const char *author, const char *me)
{
  g_autoptr (JsonNode) node = veche_json_read (meta);
  JsonArray *mentions = veche_json_array (veche_json_root (node), "mentions");
  g_autoptr (GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *opening = g_string_new (NULL);

  if (me != NULL)
    g_hash_table_add (named, g_utf8_casefold (me, -1));
  veche_mastodon_append_name (opening, named, author);
  for (guint i = 0; i < veche_json_length (mentions) && i < MAX_MENTIONS; i++)
    if (veche_json_nth_string (mentions, i) != NULL)
      veche_mastodon_append_name (opening, named, veche_json_nth_string (mentions, i));

  return g_string_free (opening, FALSE);
}

/* What no server rewrites: mentions, addresses and plain punctuation are left out. */
static char *
veche_mastodon_essence (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n\t", -1);
  GString *essence = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (words[i][0] == '@' || strstr (words[i], "://") != NULL)
        continue;
      for (const char *p = words[i]; *p != '\0'; p = g_utf8_next_char (p))
        if (g_utf8_get_char (p) >= 0x80 || g_ascii_isalnum (*p))
          g_string_append_unichar (essence, g_utf8_get_char (p));
    }

  return g_string_free (essence, FALSE);
}

gboolean
veche_mastodon_is_our_reply (JsonObject *status, const char *me, const char *in_reply_to, const char *text)
{
  g_autofree char *author = veche_json_dup_id (veche_json_object (status, "account"), "id");
  g_autofree char *answers = veche_json_dup_id (status, "in_reply_to_id");
  g_autofree char *said = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *ours = NULL;

  if (g_strcmp0 (author, me) != 0 || g_strcmp0 (answers, in_reply_to) != 0)
    return FALSE;

  said = veche_html_to_text (veche_json_string (status, "content", ""), MAX_TEXT);
  theirs = veche_mastodon_essence (said);
  ours = veche_mastodon_essence (text);

  return g_str_equal (theirs, ours);
}
