/* veche-telegram-text.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message of the Bot API says and what it does not say in words; and what is sent there.  Message, MessageEntity, Poll and the
 * media types of https://core.telegram.org/bots/api.  Text and meta are those that an export of the same message has.
 */

#include "connectors/veche-telegram-parse.h"

#include <string.h>

#include "connectors/veche-json.h"

#define MAX_LIST 200

void
veche_telegram_bot_text (JsonObject *message, GString *text)
{
  JsonObject *poll = veche_json_object (message, "poll");
  JsonArray *options = veche_json_array (poll, "options");

  g_string_assign (text, veche_json_string (message, "text", veche_json_string (message, "caption", "")));
  if (poll != NULL)
    {
      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, veche_json_string (poll, "question", ""));
    }
  for (guint i = 0; i < veche_json_length (options) && i < MAX_LIST; i++)
    {
      g_string_append (text, "\n• ");
      g_string_append (text, veche_json_string (veche_json_nth (options, i), "text", ""));
    }
  if (text->len == 0)
    g_string_append (text, veche_json_string (veche_json_object (message, "sticker"), "emoji", ""));
}

/*** Meta ***/

static void
veche_telegram_meta_text (JsonBuilder *builder, const char *key, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  veche_json_add_string (builder, key, value);
}

/* (transfer full) (nullable) */
static char *
veche_telegram_full_name (JsonObject *user)
{
  g_autofree char *name = g_strstrip (g_strjoin (" ", veche_json_string (user, "first_name", ""), veche_json_string (user, "last_name", NULL), NULL));

  return *name != '\0' ? g_steal_pointer (&name) : NULL;
}

/* MessageOriginUser, MessageOriginHiddenUser, MessageOriginChat, MessageOriginChannel. */
static void
veche_telegram_meta_forward (JsonBuilder *builder, JsonObject *message)
{
  JsonObject *origin = veche_json_object (message, "forward_origin");
  JsonObject *chat = veche_json_object (origin, "chat") != NULL ? veche_json_object (origin, "chat") : veche_json_object (origin, "sender_chat");
  g_autofree char *name = veche_telegram_full_name (veche_json_object (origin, "sender_user"));

  veche_telegram_meta_text (builder, "forward", name != NULL ? name : veche_json_string (origin, "sender_user_name", veche_json_string (chat, "title", NULL)));
}

static void
veche_telegram_meta_media (JsonBuilder *builder, JsonObject *message)
{
  static const struct { const char *key, *word; } kinds[] = {
    { "animation", "animation" }, { "sticker", "sticker" },   { "video_note", "video_message" }, { "voice", "voice_message" },
    { "video", "video_file" },    { "audio", "audio_file" },  { "document", "file" },
  };

  if (veche_json_array (message, "photo") != NULL)
    veche_telegram_meta_text (builder, "media", "photo");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      JsonObject *media = veche_json_object (message, kinds[i].key);

      if (media == NULL)
        continue;
      veche_telegram_meta_text (builder, "media", kinds[i].word);
      veche_telegram_meta_text (builder, "file", veche_json_string (media, "file_name", NULL));
      veche_telegram_meta_text (builder, "performer", veche_json_string (media, "performer", NULL));
      veche_json_add_int (builder, "seconds", veche_json_int (media, "duration", 0));
      return;     /* an animation comes with its document once more */
    }
}

static void
veche_telegram_meta_poll (JsonBuilder *builder, JsonObject *poll)
{
  JsonArray *options = veche_json_array (poll, "options");

  if (poll == NULL)
    return;
  json_builder_set_member_name (builder, "poll");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "voters");
  json_builder_add_int_value (builder, veche_json_int (poll, "total_voter_count", 0));
  if (veche_json_bool (poll, "is_closed", FALSE))
    veche_json_add_bool (builder, "closed", TRUE);
  json_builder_set_member_name (builder, "answers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < veche_json_length (options) && i < MAX_LIST; i++)
    {
      json_builder_begin_object (builder);
      veche_telegram_meta_text (builder, "text", veche_json_string (veche_json_nth (options, i), "text", NULL));
      json_builder_set_member_name (builder, "voters");
      json_builder_add_int_value (builder, veche_json_int (veche_json_nth (options, i), "voter_count", 0));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
veche_telegram_meta_members (JsonBuilder *builder, JsonObject *message)
{
  JsonArray *members = veche_json_array (message, "new_chat_members");

  if (veche_json_length (members) == 0)
    return;
  json_builder_set_member_name (builder, "members");
  json_builder_begin_array (builder);
  for (guint i = 0; i < veche_json_length (members) && i < MAX_LIST; i++)
    {
      g_autofree char *name = veche_telegram_full_name (veche_json_nth (members, i));

      if (name != NULL)
        json_builder_add_string_value (builder, name);
    }
  json_builder_end_array (builder);
}

/* Addresses that stand behind words. */
static void
veche_telegram_meta_links (JsonBuilder *builder, JsonObject *message)
{
  JsonArray *entities = veche_json_array (message, "entities") != NULL ? veche_json_array (message, "entities") : veche_json_array (message, "caption_entities");
  gboolean open = FALSE;

  for (guint i = 0; i < veche_json_length (entities) && i < MAX_LIST; i++)
    {
      const char *url = veche_json_string (veche_json_nth (entities, i), "url", NULL);

      if (url == NULL)
        continue;
      if (!open)
        {
          json_builder_set_member_name (builder, "links");
          json_builder_begin_array (builder);
          open = TRUE;
        }
      json_builder_add_string_value (builder, url);
    }
  if (open)
    json_builder_end_array (builder);
}

/* Whom an answer can only mention by their number. */
static void
veche_telegram_meta_from (JsonBuilder *builder, JsonObject *message)
{
  JsonObject *from = veche_json_object (message, "from");
  g_autofree char *name = veche_telegram_full_name (from);

  if (veche_json_object (message, "sender_chat") != NULL || name == NULL || veche_json_string (from, "username", NULL) != NULL)
    return;
  json_builder_set_member_name (builder, "from");
  json_builder_begin_object (builder);
  veche_json_add_int (builder, "id", veche_json_int (from, "id", 0));
  veche_telegram_meta_text (builder, "name", name);
  json_builder_end_object (builder);
}

char *
veche_telegram_bot_meta (JsonObject *message, const char *action)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  JsonObject *via = veche_json_object (message, "via_bot");
  g_autofree char *via_name = via != NULL ? g_strconcat ("@", veche_json_string (via, "username", ""), NULL) : NULL;
  g_autofree char *contact = veche_telegram_full_name (veche_json_object (message, "contact"));

  json_builder_begin_object (builder);
  veche_telegram_meta_text (builder, "action", action);
  veche_telegram_meta_members (builder, message);
  veche_json_add_int (builder, "message", veche_json_int (veche_json_object (message, "pinned_message"), "message_id", 0));
  veche_telegram_meta_forward (builder, message);
  veche_telegram_meta_text (builder, "via", via_name);
  veche_telegram_meta_text (builder, "signature", veche_json_string (message, "author_signature", NULL));
  veche_telegram_meta_text (builder, "author", veche_json_string (veche_json_object (message, "sender_chat"), "title", NULL));
  veche_telegram_meta_text (builder, "elsewhere",
                            veche_json_string (veche_json_object (veche_json_object (message, "external_reply"), "chat"), "title", NULL));
  veche_telegram_meta_media (builder, message);
  veche_telegram_meta_text (builder, "place", veche_json_string (veche_json_object (message, "venue"), "title", NULL));
  veche_telegram_meta_text (builder, "contact", contact);
  veche_telegram_meta_poll (builder, veche_json_object (message, "poll"));
  veche_telegram_meta_links (builder, message);
  if (action == NULL)
    veche_telegram_meta_from (builder, message);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  if (json_object_get_size (json_node_get_object (node)) == 0)
    return NULL;

  return veche_json_to_text (node);
}

/*** UTF-16 ***/

gboolean
veche_telegram_bot_span (const char *text, gint64 offset, gint64 length, const char **start, const char **end)
{
  gint64 at = 0;

  if (offset < 0 || length <= 0 || length > G_MAXINT32 || offset > G_MAXINT32)
    return FALSE;

  *start = NULL;
  for (const char *p = text;; p = g_utf8_next_char (p))
    {
      if (at >= offset && *start == NULL)
        *start = p;
      if (at >= offset + length)
        {
          *end = p;
          return TRUE;
        }
      if (*p == '\0')
        return FALSE;
      at += g_utf8_get_char (p) > 0xFFFF ? 2 : 1;
    }
}

static gint64
veche_telegram_units (const char *text, gsize length)
{
  gint64 units = 0;

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    units += g_utf8_get_char (p) > 0xFFFF ? 2 : 1;

  return units;
}

/*** Sending ***/

static void
veche_telegram_render_mention (GString *out, JsonArray *entities, const char *name, gsize length, gint64 id)
{
  JsonObject *entity = json_object_new ();
  JsonObject *user = json_object_new ();
  g_autofree char *first_name = g_strndup (name, length);

  json_object_set_string_member (entity, "type", "text_mention");
  json_object_set_int_member (entity, "offset", veche_telegram_units (out->str, out->len));
  json_object_set_int_member (entity, "length", veche_telegram_units (name, length));
  json_object_set_int_member (user, "id", id);
  json_object_set_boolean_member (user, "is_bot", FALSE);
  json_object_set_string_member (user, "first_name", first_name);
  json_object_set_object_member (entity, "user", user);
  json_array_add_object_element (entities, entity);
  g_string_append_len (out, name, length);
}

/* "[Анна](tg://user?id=5)" at text: how long it is, 0: it is none. */
static gsize
veche_telegram_find_link (const char *text, gsize *name, gint64 *id)
{
  static const char scheme[] = "](tg://user?id=";
  const char *close, *end;
  char *digits;

  close = strstr (text, scheme);
  end = strpbrk (text + 1, "[\n");
  if (close == NULL || close == text + 1 || (end != NULL && end < close))
    return 0;
  *id = g_ascii_strtoll (close + strlen (scheme), &digits, 10);
  if (*id <= 0 || *digits != ')')
    return 0;
  *name = close - text - 1;

  return digits + 1 - text;
}

char *
veche_telegram_bot_render (const char *text, gint64 author, const char *author_name, JsonArray **entities)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (JsonArray) list = json_array_new ();
  gsize author_length = author > 0 && author_name != NULL ? strlen (author_name) : 0;

  for (const char *p = text; *p != '\0';)
    {
      gint64 id;
      gsize name, length = *p == '[' ? veche_telegram_find_link (p, &name, &id) : 0;

      if (length > 0)
        {
          veche_telegram_render_mention (out, list, p + 1, name, id);
          p += length;
        }
      else if (*p == '@' && author_length > 0 && strncmp (p + 1, author_name, author_length) == 0
               && !g_unichar_isalnum (g_utf8_get_char (p + 1 + author_length)))
        {
          veche_telegram_render_mention (out, list, author_name, author_length, author);
          p += 1 + author_length;
        }
      else
        {
          const char *next = g_utf8_next_char (p);

          g_string_append_len (out, p, next - p);
          p = next;
        }
    }
  *entities = json_array_get_length (list) > 0 ? g_steal_pointer (&list) : NULL;

  return g_strdup (out->str);
}
