/* veche-activity-message.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The shape is ActivityPub as mastodon/mastodon, app/services/backup_service.rb writes it: Create activities with a Note, Question or
 * Article inside, Announce for boosts.
 */

#include "exchange/veche-activity-message.h"

#include <string.h>

#include "exchange/veche-chat-meta.h"
#include "model/veche-html.h"

#define MAX_TEXT 20000
#define PUBLIC   "https://www.w3.org/ns/activitystreams#Public"

void
veche_activity_init (VecheActivity *self)
{
  *self = (VecheActivity){ 0 };
  self->text = g_string_new (NULL);
  self->others = g_array_new (FALSE, FALSE, sizeof (VecheChatWho));
  self->strings = g_ptr_array_new_with_free_func (g_free);
}

void
veche_activity_clear (VecheActivity *self)
{
  g_free (self->actor);
  g_free (self->host);
  g_free (self->user);
  g_string_free (self->text, TRUE);
  g_array_unref (self->others);
  g_ptr_array_unref (self->strings);
}

static const char *
veche_activity_keep (VecheActivity *self, char *text)
{
  if (text != NULL)
    g_ptr_array_add (self->strings, text);

  return text;
}

gboolean
veche_activity_set_actor (VecheActivity *self, const char *id, const char *user)
{
  g_autoptr (GUri) uri = id != NULL ? g_uri_parse (id, G_URI_FLAGS_NONE, NULL) : NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL || g_uri_get_host (uri)[0] == '\0' || user == NULL || user[0] == '\0')
    return FALSE;

  g_free (self->actor);
  g_free (self->host);
  g_free (self->user);
  self->actor = g_strdup (id);
  self->host = g_ascii_strdown (g_uri_get_host (uri), -1);
  self->user = g_strdup (user);

  return TRUE;
}

/* "https://host/users/anna/statuses/123" of our own server → "123". */
static const char *
veche_activity_own_id (VecheActivity *self, const char *address)
{
  const char *slash = address != NULL && self->actor != NULL && g_str_has_prefix (address, self->actor) ? strrchr (address, '/') : NULL;

  if (slash == NULL || address[strlen (self->actor)] != '/' || slash[1] == '\0' || strlen (slash + 1) > 64 ||
      slash[1 + strspn (slash + 1, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_")] != '\0')
    return NULL;

  return veche_activity_keep (self, g_strdup (slash + 1));
}

static gboolean
veche_activity_names (const VecheJsonNode *list, const char *text)
{
  if (list != NULL && list->kind == VECHE_JSON_STRING)
    return strcmp (list->string, text) == 0;
  for (const VecheJsonNode *one = list != NULL ? list->first : NULL; one != NULL; one = one->next)
    if (one->kind == VECHE_JSON_STRING && (strcmp (one->string, text) == 0 || strcmp (one->string, "as:Public") == 0))
      return TRUE;

  return FALSE;
}

static const char *
veche_activity_visibility (const VecheJsonNode *note)
{
  if (veche_activity_names (veche_json_get (note, "to"), PUBLIC))
    return "public";
  if (veche_activity_names (veche_json_get (note, "cc"), PUBLIC))
    return "unlisted";
  for (const VecheJsonNode *one = veche_json_get (note, "to") != NULL ? veche_json_get (note, "to")->first : NULL; one != NULL; one = one->next)
    if (one->kind == VECHE_JSON_STRING && g_str_has_suffix (one->string, "/followers"))
      return "private";

  return "direct";
}

/* "@bob@host", or "@bob" of our own server. */
static void
veche_activity_read_mentions (VecheActivity *self, const VecheJsonNode *note)
{
  const VecheJsonNode *tags = veche_json_get (note, "tag");

  for (const VecheJsonNode *one = tags != NULL ? tags->first : NULL; one != NULL; one = one->next)
    {
      const char *name = veche_json_get_string (one, "name");
      VecheChatWho who = { 0 };
      g_autofree char *full = NULL;

      if (g_strcmp0 (veche_json_get_string (one, "type"), "Mention") != 0 || name == NULL || name[0] != '@' || name[1] == '\0')
        continue;
      name++;
      full = strchr (name, '@') != NULL ? g_strdup (name) : g_strdup_printf ("%s@%s", name, self->host);
      who.remote_id = veche_activity_keep (self, g_ascii_strdown (full, -1));
      who.handle = name;
      who.url = veche_json_get_string (one, "href");
      g_array_append_val (self->others, who);
    }
}

static void
veche_activity_text (VecheActivity *self, const VecheJsonNode *note)
{
  g_autofree char *words = veche_html_to_text (veche_json_get_string (note, "content") != NULL ? veche_json_get_string (note, "content") : "", MAX_TEXT);
  const char *warning = veche_json_get_string (note, "summary");
  const VecheJsonNode *choices = veche_json_get (note, "oneOf") != NULL ? veche_json_get (note, "oneOf") : veche_json_get (note, "anyOf");

  if (warning != NULL && warning[0] != '\0')
    g_string_append_printf (self->text, "%s%s", warning, words[0] != '\0' ? "\n\n" : "");
  g_string_append (self->text, words);
  for (const VecheJsonNode *one = choices != NULL ? choices->first : NULL; one != NULL && self->text->len < MAX_TEXT * 4; one = one->next)
    if (veche_json_get_string (one, "name") != NULL)
      g_string_append_printf (self->text, "%s○ %s", self->text->len > 0 ? "\n" : "", veche_json_get_string (one, "name"));
}

static const char *
veche_activity_meta (VecheActivity *self, const VecheJsonNode *note)
{
  VecheChatMeta *meta = veche_chat_meta_new ();
  const VecheJsonNode *files = veche_json_get (note, "attachment");
  const char *answers = veche_json_get_string (note, "inReplyTo");

  veche_chat_meta_text (meta, "visibility", veche_activity_visibility (note));
  veche_chat_meta_text (meta, "spoiler", veche_json_get_string (note, "summary"));
  veche_chat_meta_text (meta, "answers", self->message.reply_to == NULL ? answers : NULL);
  for (const VecheJsonNode *one = files != NULL ? files->first : NULL; one != NULL; one = one->next)
    veche_chat_meta_list (meta, "files", veche_json_get_string (one, "url"));

  return veche_activity_keep (self, veche_chat_meta_end (meta));
}

static gboolean
veche_activity_finish (VecheActivity *self, const VecheJsonNode *note)
{
  VecheChatMessage *message = &self->message;
  const char *url = veche_json_get_string (note, "url");

  message->author.remote_id = veche_activity_keep (self, g_strdup_printf ("%s@%s", self->user, self->host));
  message->author.handle = self->user;
  message->author_is_person = TRUE;
  message->word = "post";
  message->edited = veche_chat_time (veche_json_get_string (note, "updated"));
  message->reply_to = veche_activity_own_id (self, veche_json_get_string (note, "inReplyTo"));
  veche_activity_text (self, note);
  veche_activity_read_mentions (self, note);
  message->text = self->text->str;
  message->others = (const VecheChatWho *) (gpointer) self->others->data;
  message->n_others = self->others->len;
  message->names_others = TRUE;
  if (!self->full)
    return TRUE;

  message->meta = veche_activity_meta (self, note);
  message->url = url != NULL && g_str_has_prefix (url, "https://") ? url : veche_json_get_string (note, "id");

  return TRUE;
}

gboolean
veche_activity_read (VecheActivity *self, const VecheJsonNode *node, const char **why)
{
  const char *type = veche_json_get_string (node, "type");
  const VecheJsonNode *note = veche_json_get (node, "object");
  VecheChatMessage *message = &self->message;

  g_string_truncate (self->text, 0);
  g_array_set_size (self->others, 0);
  g_ptr_array_set_size (self->strings, 0);
  *message = (VecheChatMessage){ 0 };
  *why = NULL;
  if (node == NULL || node->kind != VECHE_JSON_OBJECT || type == NULL)
    *why = "no activity, or too deep or too long for one";
  else if (strcmp (type, "Create") != 0)
    return FALSE;
  else if (note == NULL || note->kind != VECHE_JSON_OBJECT)
    *why = "a post without its words";
  else if ((message->id = veche_activity_own_id (self, veche_json_get_string (note, "id"))) == NULL)
    *why = "its address is not one of this account";
  else if ((message->at = veche_chat_time (veche_json_get_string (note, "published"))) == 0)
    *why = "no time";
  else
    return veche_activity_finish (self, note);

  return FALSE;
}
