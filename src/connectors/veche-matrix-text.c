/* veche-matrix-text.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "m.room.message msgtypes", "Media captions", "Rich replies", "User and room mentions", "Threading" of the Matrix Client-Server API
 * v1.11 (https://spec.matrix.org/v1.11/client-server-api/); "matrix.to navigation" of its appendices.
 */

#include "connectors/veche-matrix-parse.h"

#include <string.h>

#include "connectors/veche-json.h"
#include "model/veche-html.h"
#include "model/veche-mention.h"
#include "model/veche-text.h"

#define MAX_TEXT     200000
#define MAX_HTML     16000     /* bytes of formatted_body; beyond, the plain words do */
#define PILL         "https://matrix.to/#/"

/*** Reading ***/

static char *
veche_matrix_replace (const char *text, const char *from, const char *to)
{
  g_autoptr (GString) string = g_string_new (text);

  g_string_replace (string, from, to, 0);

  return g_strdup (string->str);
}

/* What a rich reply quotes. (transfer full) */
static char *
veche_matrix_drop_quote (const char *html)
{
  const char *begin = strstr (html, "<mx-reply>"), *end = begin != NULL ? strstr (begin, "</mx-reply>") : NULL;

  return end != NULL ? g_strdup_printf ("%.*s%s", (int) (begin - html), html, end + strlen ("</mx-reply>")) : g_strdup (html);
}

static char *
veche_matrix_from_html (const char *html)
{
  g_autofree char *own = veche_matrix_drop_quote (html);
  g_autofree char *users = veche_matrix_replace (own, "href=\"" PILL "@", "class=\"mention\" href=\"" PILL "@");
  g_autofree char *escaped = veche_matrix_replace (users, "href=\"" PILL "%40", "class=\"mention\" href=\"" PILL "@");

  return veche_html_to_text (escaped, MAX_TEXT);
}

/* "> <@anna:example.org> what was said", an empty line, then the answer: only where it is an answer. */
static const char *
veche_matrix_skip_quote (const char *body, JsonObject *content)
{
  JsonObject *answered = veche_json_object (veche_json_object (content, "m.relates_to"), "m.in_reply_to");
  const char *p = body;

  if (answered == NULL || (!g_str_has_prefix (body, "> <@") && !g_str_has_prefix (body, "> * <@")))
    return body;
  while (veche_text_goes_on (p, "> "))
    {
      const char *next = strchr (p, '\n');

      if (next == NULL)
        return body;
      p = next + 1;
    }

  return *p == '\n' ? p + 1 : p;
}

static gboolean
veche_matrix_is_file (JsonObject *content)
{
  const char *type = veche_json_string (content, "msgtype", "");

  return g_str_equal (type, "m.image") || g_str_equal (type, "m.file") || g_str_equal (type, "m.audio") || g_str_equal (type, "m.video");
}

/* (nullable) */
static const char *
veche_matrix_file_name (JsonObject *content)
{
  return veche_matrix_is_file (content) ? veche_json_string (content, "filename", veche_json_string (content, "body", NULL)) : NULL;
}

char *
veche_matrix_text (JsonObject *content)
{
  const char *body = veche_json_string (content, "body", ""), *html = veche_json_string (content, "formatted_body", NULL);
  const char *file = veche_matrix_file_name (content);
  g_autofree char *text = NULL;
  gsize most;

  if (file != NULL && g_str_equal (body, file))     /* without a caption */
    return NULL;
  if (html != NULL && g_str_equal (veche_json_string (content, "format", ""), "org.matrix.custom.html"))
    text = veche_matrix_from_html (html);
  if (text == NULL || *text == '\0')
    {
      body = veche_matrix_skip_quote (body, content);
      most = MIN (strlen (body), MAX_TEXT);
      g_free (text);
      text = g_utf8_make_valid (body, (gssize) most);
    }
  if (*text == '\0')
    return NULL;

  return g_str_equal (veche_json_string (content, "msgtype", ""), "m.emote") ? g_strconcat ("* ", text, NULL) : g_steal_pointer (&text);
}

char *
veche_matrix_meta (JsonObject *content)
{
  const char *file = veche_matrix_file_name (content);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *files;

  if (file == NULL)
    return NULL;
  object = json_object_new ();
  files = json_array_new ();
  json_array_add_string_element (files, file);
  json_object_set_array_member (object, "files", files);
  node = json_node_init_object (json_node_alloc (), object);

  return veche_json_to_text (node);
}

/*** Whom it calls ***/

static gboolean
veche_matrix_lists (JsonArray *array, const char *id)
{
  for (guint i = 0; i < veche_json_length (array); i++)
    if (g_strcmp0 (veche_json_nth_string (array, i), id) == 0)
      return TRUE;

  return FALSE;
}

/* As a word of its own, in any case. */
static gboolean
veche_matrix_has_word (const char *text, const char *word)
{
  g_autofree char *in = g_utf8_casefold (text, -1);
  g_autofree char *what = g_utf8_casefold (word, -1);
  gsize length = strlen (what);

  for (const char *at = length > 0 ? strstr (in, what) : NULL; at != NULL; at = strstr (at + 1, what))
    {
      gunichar before = at > in ? g_utf8_get_char (g_utf8_prev_char (at)) : ' ';
      gunichar after = g_utf8_get_char (at + length);

      if (!g_unichar_isalnum (before) && (after == 0 || !g_unichar_isalnum (after)))
        return TRUE;
    }

  return FALSE;
}

gboolean
veche_matrix_calls (JsonObject *content, const char *id, const char *name)
{
  JsonObject *mentions = veche_json_object (content, "m.mentions");
  const char *html = veche_json_string (content, "formatted_body", "");
  const char *body = veche_matrix_skip_quote (veche_json_string (content, "body", ""), content);
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *own = NULL;
  g_autofree char *plain_pill = g_strconcat (PILL, id, "\"", NULL);
  g_autofree char *escaped_pill = g_strconcat (PILL, escaped, "\"", NULL);

  /* Who writes it means it: what else stands there calls nobody. */
  if (mentions != NULL)
    return veche_matrix_lists (veche_json_array (mentions, "user_ids"), id) || veche_json_bool (mentions, "room", FALSE);

  own = veche_matrix_drop_quote (html);
  if (strstr (own, plain_pill) != NULL || strstr (own, escaped_pill) != NULL || strstr (body, id) != NULL)
    return TRUE;

  return name != NULL && g_utf8_strlen (name, -1) > 1 && strlen (body) < MAX_TEXT && veche_matrix_has_word (body, name);
}

/*** Writing ***/

static void
veche_matrix_append_html (GString *html, const char *text, gssize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, length);
  g_autofree char *lines = veche_matrix_replace (escaped, "\n", "<br>");

  g_string_append (html, lines);
}

/* "Anna" of "[Anna](https://matrix.to/#/@anna:example.org)"; the id of "@anna:example.org". (transfer full) */
static char *
veche_matrix_shown (const VecheMentionFound *found, const char *id)
{
  const char *close = *found->words == '[' ? strstr (found->words, "](") : NULL;

  return close != NULL ? g_strndup (found->words + 1, close - found->words - 1) : g_strdup (id);
}

/* (transfer full) (nullable) */
static char *
veche_matrix_found_id (const VecheMentionFound *found)
{
  g_autofree char *id = NULL;

  if (g_strcmp0 (found->platform, "matrix") != 0)
    return NULL;
  id = found->id != NULL ? g_uri_unescape_string (found->id, NULL)
       : found->handle != NULL && found->host != NULL ? g_strconcat ("@", found->handle, ":", found->host, NULL) : NULL;

  return veche_matrix_is_user (id) ? g_steal_pointer (&id) : NULL;
}

/* Pills in both writings, and whom they call. */
static void
veche_matrix_render (const char *text, GString *body, GString *html, GHashTable *called)
{
  g_autoptr (GPtrArray) found = veche_mention_find (text);
  const char *from = text;

  for (guint i = 0; i < found->len; i++)
    {
      const VecheMentionFound *one = g_ptr_array_index (found, i);
      const char *at = strstr (from, one->words);
      g_autofree char *id = veche_matrix_found_id (one);
      g_autofree char *shown = id != NULL ? veche_matrix_shown (one, id) : NULL;
      g_autofree char *link = id != NULL ? veche_matrix_link (id, NULL) : NULL;
      g_autofree char *pill = id != NULL ? g_markup_printf_escaped ("<a href=\"%s\">%s</a>", link, shown) : NULL;

      if (at == NULL || id == NULL)
        continue;
      g_string_append_len (body, from, at - from);
      veche_matrix_append_html (html, from, at - from);
      g_string_append (body, shown);
      g_string_append (html, pill);
      g_hash_table_add (called, g_steal_pointer (&id));
      from = at + strlen (one->words);
    }
  g_string_append (body, from);
  veche_matrix_append_html (html, from, -1);
}

/* (transfer full) (nullable) */
static JsonObject *
veche_matrix_relation (const VecheReply *reply)
{
  gboolean threaded = veche_matrix_is_event (reply->thread);
  const char *to = veche_matrix_is_event (reply->in_reply_to) ? reply->in_reply_to : threaded ? reply->thread : NULL;
  JsonObject *relates, *answered;

  if (to == NULL)
    return NULL;

  relates = json_object_new ();
  if (threaded)
    {
      json_object_set_string_member (relates, "rel_type", "m.thread");
      json_object_set_string_member (relates, "event_id", reply->thread);
      /* For programs without threads; to one that has them, this is no answer to that very message. */
      json_object_set_boolean_member (relates, "is_falling_back", g_strcmp0 (to, reply->thread) == 0);
    }
  answered = json_object_new ();
  json_object_set_string_member (answered, "event_id", to);
  json_object_set_object_member (relates, "m.in_reply_to", answered);

  return relates;
}

JsonNode *
veche_matrix_compose (const VecheReply *reply, const char *me)
{
  g_autoptr (GHashTable) called = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GString) html = g_string_new (NULL);
  g_autofree char *author = reply->author_handle != NULL ? g_strconcat (*reply->author_handle == '@' ? "" : "@", reply->author_handle, NULL) : NULL;
  g_autoptr (JsonObject) message = json_object_new ();
  JsonObject *mentions = json_object_new (), *relation = veche_matrix_relation (reply);
  JsonArray *ids = json_array_new ();
  GList *names;

  veche_matrix_render (reply->text, body, html, called);
  json_object_set_string_member (message, "msgtype", "m.text");
  json_object_set_string_member (message, "body", body->str);
  if (g_hash_table_size (called) > 0 && html->len <= MAX_HTML)
    {
      json_object_set_string_member (message, "format", "org.matrix.custom.html");
      json_object_set_string_member (message, "formatted_body", html->str);
    }
  if (veche_matrix_is_user (author))
    g_hash_table_add (called, g_steal_pointer (&author));
  if (me != NULL)
    g_hash_table_remove (called, me);
  names = g_list_sort (g_hash_table_get_keys (called), (GCompareFunc) strcmp);
  for (GList *name = names; name != NULL; name = name->next)
    json_array_add_string_element (ids, name->data);
  g_list_free (names);
  if (json_array_get_length (ids) > 0)
    json_object_set_array_member (mentions, "user_ids", ids);
  else
    json_array_unref (ids);
  json_object_set_object_member (message, "m.mentions", mentions);
  if (relation != NULL)
    json_object_set_object_member (message, "m.relates_to", relation);

  return json_node_init_object (json_node_alloc (), message);
}
