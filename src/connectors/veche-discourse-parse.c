/* veche-discourse-parse.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-discourse-parse.h"

#include <string.h>

#include "connectors/veche-json.h"
#include "model/veche-html.h"

#define MAX_TEXT 65536

static const char *
veche_discourse_avatar (VecheDiscourse *self, const char *template)
{
  g_autoptr (GString) url = g_string_new (template);

  if (url->len == 0)
    return NULL;
  g_string_replace (url, "{size}", "96", 0);
  if (g_str_has_prefix (url->str, "//"))
    g_string_prepend (url, "https:");
  else if (url->str[0] == '/')
    g_string_prepend (url, self->base);

  return g_str_has_prefix (url->str, "http") ? veche_batch_string (self->batch, url->str) : NULL;
}

static const char *
veche_discourse_add_person (VecheDiscourse *self, const char *id, JsonObject *who)
{
  const char *username = veche_json_string (who, "username", NULL);
  const char *name = veche_json_string (who, "name", NULL);
  g_autofree char *escaped = username != NULL ? g_uri_escape_string (username, NULL, FALSE) : NULL;
  g_autofree char *url = g_strdup_printf ("%s/u/%s", self->base, escaped != NULL ? escaped : "");
  VechePerson *person;

  if (id == NULL || username == NULL)
    return NULL;

  person = veche_batch_add_person (self->batch, veche_batch_intern (self->batch, id));
  person->handle = veche_batch_string (self->batch, username);
  if (name != NULL && *name != '\0')
    person->name = veche_batch_string (self->batch, name);
  person->url = veche_batch_string (self->batch, url);
  person->avatar_url = veche_discourse_avatar (self, veche_json_string (who, "avatar_template", ""));
  person->me = self->me != NULL && g_ascii_strcasecmp (self->me, username) == 0;
  person->bot = veche_json_int (who, "user_id", veche_json_int (who, "id", 0)) < 0;

  return person->remote_id;
}

const char *
veche_discourse_add_user (VecheDiscourse *self, JsonObject *user)
{
  g_autofree char *id = veche_json_dup_id (user, "id");

  return veche_discourse_add_person (self, id, user);
}

void
veche_discourse_add_category (VecheDiscourse *self, JsonObject *category)
{
  g_autofree char *id = veche_json_dup_id (category, "id");
  g_autofree char *key = id != NULL ? g_strconcat ("category-", id, NULL) : NULL;
  VecheChannel *channel;

  if (key == NULL)
    return;
  channel = veche_batch_add_channel (self->batch, key);
  channel->kind = "group";
  channel->name = veche_batch_string (self->batch, veche_json_string (category, "name", id));
}

const char *
veche_discourse_add_topic (VecheDiscourse *self, JsonObject *topic)
{
  g_autofree char *id = veche_json_dup_id (topic, "id");
  g_autofree char *category = veche_json_dup_id (topic, "category_id");
  g_autofree char *key = id != NULL ? g_strconcat ("topic-", id, NULL) : NULL;
  g_autofree char *parent = category != NULL ? g_strconcat ("category-", category, NULL) : NULL;
  g_autofree char *url = g_strdup_printf ("%s/t/%s", self->base, id != NULL ? id : "");
  VecheChannel *channel;

  if (key == NULL)
    return NULL;
  if (parent != NULL)
    veche_batch_add_channel (self->batch, parent)->kind = "group";
  channel = veche_batch_add_channel (self->batch, key);
  channel->kind = g_str_equal (veche_json_string (topic, "archetype", ""), "private_message") ? "personal" : "topic";
  channel->name = veche_batch_string (self->batch, veche_json_string (topic, "title", id));
  channel->url = veche_batch_string (self->batch, url);
  channel->parent = parent != NULL ? veche_batch_intern (self->batch, parent) : NULL;

  return channel->remote_id;
}

/* Whether a tag of the class leads to the place: <a class="mention" href="/u/klub">, <a class="mention-group notify" href="/groups/team">; a
 * forum below a folder has that before it. low: in small letters. */
static gboolean
veche_discourse_links (const char *low, const char *class, const char *place)
{
  for (const char *at = strstr (low, class); at != NULL; at = strstr (at + 1, class))
    {
      const char *end = strchr (at, '>');
      g_autofree char *tag = end != NULL ? g_strndup (at, MIN (end - at, 1024)) : NULL;

      if (tag != NULL && strstr (tag, place) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* We are named, a group of ours is, or what we said is quoted. */
static gboolean
veche_discourse_mentions (VecheDiscourse *self, const char *cooked)
{
  g_autofree char *low = g_utf8_strdown (cooked, -1);
  g_autofree char *me = self->me != NULL ? g_utf8_strdown (self->me, -1) : NULL;
  g_autofree char *place = g_strdup_printf ("/u/%s\"", me);
  g_autofree char *quote = g_strdup_printf ("data-username=\"%s\"", me);

  if (me == NULL)
    return FALSE;
  if (veche_discourse_links (low, "class=\"mention\"", place) || veche_discourse_links (low, "class=\"quote", quote))
    return TRUE;
  for (guint i = 0; i < veche_json_length (self->groups); i++)
    {
      g_autofree char *name = g_utf8_strdown (veche_json_string (veche_json_nth (self->groups, i), "name", "/"), -1);
      g_autofree char *group = g_strdup_printf ("/groups/%s\"", name);

      if (veche_discourse_links (low, "class=\"mention-group", group))
        return TRUE;
    }

  return FALSE;
}

static VecheAttention
veche_discourse_attention (VecheDiscourse *self, gboolean direct, JsonObject *post)
{
  const char *answers = veche_json_string (veche_json_object (post, "reply_to_user"), "username", "");

  if (direct)
    return VECHE_ATTENTION_DIRECT;
  if (self->me != NULL && g_ascii_strcasecmp (answers, self->me) == 0)
    return VECHE_ATTENTION_REPLY;

  return veche_discourse_mentions (self, veche_json_string (post, "cooked", "")) ? VECHE_ATTENTION_MENTION : VECHE_ATTENTION_NONE;
}

static gboolean
veche_discourse_is_gone (JsonObject *post)
{
  return veche_json_bool (post, "user_deleted", FALSE) || veche_json_bool (post, "hidden", FALSE)
         || veche_json_string (post, "deleted_at", NULL) != NULL;
}

VechePost *
veche_discourse_add_post (VecheDiscourse *self, const char *channel, gboolean direct, JsonObject *object)
{
  g_autofree char *number = veche_json_dup_id (object, "post_number");
  g_autofree char *above = veche_json_dup_id (object, "reply_to_post_number");
  g_autofree char *user = veche_json_dup_id (object, "user_id");
  g_autofree char *url = g_strdup_printf ("%s/t/%s/%s", self->base, channel + strlen ("topic-"), number != NULL ? number : "");
  g_autofree char *text = NULL;
  const char *author = veche_discourse_add_person (self, user, object);
  gint64 at = veche_json_time (object, "created_at");
  VechePost *post;

  if (number == NULL || author == NULL || at <= 0)
    {
      veche_json_add_bad (self->batch, "a post without a number, an author or a time", object);
      return NULL;
    }

  post = veche_batch_add_post (self->batch, channel, veche_batch_string (self->batch, number));
  /* 3: what was done to the topic, "closed" or "pinned" ("small action"). */
  post->kind = g_str_equal (number, "1") ? "post" : veche_json_int (object, "post_type", 1) == 3 ? "service" : "reply";
  post->author = author;
  post->reply_to = veche_batch_string (self->batch, above);
  post->thread = "1";
  post->url = veche_batch_string (self->batch, url);
  post->at = at;
  post->deleted = veche_discourse_is_gone (object);
  post->out = veche_batch_add_person (self->batch, author)->me;
  if (post->deleted)
    return post;

  text = veche_html_to_text (veche_json_string (object, "cooked", ""), MAX_TEXT);
  post->text = veche_batch_string (self->batch, text);
  post->edited = veche_json_int (object, "version", 1) > 1 ? veche_json_time (object, "updated_at") : 0;
  post->attention = post->out ? VECHE_ATTENTION_NONE : veche_discourse_attention (self, direct, object);

  return post;
}

char *
veche_discourse_essence (const char *text)
{
  GString *essence = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (essence, g_utf8_get_char (p));

  return g_string_free (essence, FALSE);
}
