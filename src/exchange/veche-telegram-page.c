/* veche-telegram-page.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The shape is that of telegramdesktop/tdesktop, export_output_html.cpp:
 *
 *   div.page_header div.text                          the chat
 *   div.message.default #message12 > div.body         a message; "joined": by the same one as the message before it
 *     div.date[title] div.from_name div.reply_to a[href] div.media_wrap div.text
 *     div.forwarded.body …                            the same once more, of whom it was taken from
 *   div.message.service #message13 div.body           an act, in English; #message-3 is a line between two days
 */

#include "exchange/veche-telegram-page.h"

#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <string.h>

#include "exchange/veche-chat-meta.h"
#include "model/veche-html.h"

#define MAX_TEXT  200000
#define MAX_DEPTH 64
#define MAX_NAMES 200

void
veche_telegram_page_init (VecheTelegramPage *self)
{
  *self = (VecheTelegramPage){ 0 };
  self->text = g_string_new (NULL);
  self->others = g_array_new (FALSE, FALSE, sizeof (VecheChatWho));
  self->strings = g_ptr_array_new_with_free_func (g_free);
}

void
veche_telegram_page_clear (VecheTelegramPage *self)
{
  g_free (self->name);
  g_free (self->author);
  g_string_free (self->text, TRUE);
  g_array_unref (self->others);
  g_ptr_array_unref (self->strings);
}

static const char *
veche_telegram_page_keep (VecheTelegramPage *self, char *text)
{
  if (text != NULL)
    g_ptr_array_add (self->strings, text);

  return text;
}

/*** The tree ***/

static gboolean
veche_telegram_has_class (xmlNode *node, const char *name)
{
  xmlChar *classes = node->type == XML_ELEMENT_NODE ? xmlGetNoNsProp (node, (const xmlChar *) "class") : NULL;
  g_auto (GStrv) list = classes != NULL ? g_strsplit_set ((const char *) classes, " \t\n", -1) : NULL;

  xmlFree (classes);

  return list != NULL && g_strv_contains ((const char *const *) list, name);
}

static char *
veche_telegram_attribute (xmlNode *node, const char *name)
{
  xmlChar *value = node != NULL ? xmlGetNoNsProp (node, (const xmlChar *) name) : NULL;
  char *copy = value != NULL ? g_utf8_make_valid ((const char *) value, -1) : NULL;

  xmlFree (value);

  return copy;
}

static xmlNode *
veche_telegram_child (xmlNode *node, const char *name)
{
  for (xmlNode *child = node != NULL ? node->children : NULL; child != NULL; child = child->next)
    if (veche_telegram_has_class (child, name))
      return child;

  return NULL;
}

static xmlNode *
veche_telegram_descendant (xmlNode *node, const char *name, guint depth)
{
  for (xmlNode *child = node != NULL && depth < MAX_DEPTH ? node->children : NULL; child != NULL; child = child->next)
    {
      xmlNode *found = veche_telegram_has_class (child, name) ? child : veche_telegram_descendant (child, name, depth + 1);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
veche_telegram_is_tag (xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && strcmp ((const char *) node->name, name) == 0;
}

/* Words as they were typed: only <br> breaks a line, the page's own line ends and indents around them are not words. */
static void
veche_telegram_append (GString *text, xmlNode *node, guint depth)
{
  for (xmlNode *child = node->children; child != NULL && depth < MAX_DEPTH && text->len < MAX_TEXT; child = child->next)
    if (child->type == XML_TEXT_NODE && child->content != NULL)
      {
        const char *content = (const char *) child->content;

        while (child->prev == NULL && depth == 0 && g_ascii_isspace (*content))
          content++;
        g_string_append (text, content);
        if (child->next == NULL && depth == 0)
          while (text->len > 0 && g_ascii_isspace (text->str[text->len - 1]))
            g_string_truncate (text, text->len - 1);
      }
    else if (veche_telegram_is_tag (child, "br"))
      g_string_append_c (text, '\n');
    else if (child->type == XML_ELEMENT_NODE)
      veche_telegram_append (text, child, depth + 1);
}

/* (transfer full) (nullable) */
static char *
veche_telegram_dup_text (xmlNode *node)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *valid = NULL;

  if (node == NULL)
    return NULL;

  veche_telegram_append (text, node, 0);
  valid = g_strstrip (g_utf8_make_valid (text->str, text->len));

  return valid[0] != '\0' ? g_steal_pointer (&valid) : NULL;
}

gint64
veche_telegram_page_time (const char *title)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GDateTime) time = NULL;
  int day, month, year, hour, minute, second, used = 0;
  gboolean utc;

  if (title == NULL || sscanf (title, "%2d.%2d.%4d %2d:%2d:%2d%n", &day, &month, &year, &hour, &minute, &second, &used) != 6)
    return 0;
  title += used;
  title += strspn (title, " ");
  utc = g_str_has_prefix (title, "UTC");
  if (utc)
    title += strlen ("UTC");
  zone = *title == '+' || *title == '-' ? g_time_zone_new_identifier (title) : utc ? g_time_zone_new_utc () : g_time_zone_new_local ();
  time = zone != NULL && year > 1970 ? g_date_time_new (zone, year, month, day, hour, minute, second) : NULL;

  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
}

/*** People ***/

static VecheChatWho
veche_telegram_page_who (VecheTelegramPage *self, const char *name)
{
  gboolean deleted = name != NULL && (strcmp (name, "Deleted Account") == 0 || strcmp (name, "Deleted") == 0);
  VecheChatWho who = { .name = deleted ? NULL : name, .deleted = deleted };

  if (name != NULL)
    who.remote_id = veche_telegram_page_keep (self, g_strdup_printf ("name:%s/%s", self->name != NULL ? self->name : "", name));

  return who;
}

/*** A message ***/

/* "#go_to_message2", "messages3.html#go_to_message2" */
static const char *
veche_telegram_page_reply (VecheTelegramPage *self, xmlNode *body)
{
  xmlNode *reply = veche_telegram_child (body, "reply_to");

  for (xmlNode *child = reply != NULL ? reply->children : NULL; child != NULL; child = child->next)
    if (veche_telegram_is_tag (child, "a"))
      {
        g_autofree char *href = veche_telegram_attribute (child, "href");
        const char *at = href != NULL ? strstr (href, "#go_to_message") : NULL;

        if (at != NULL && g_ascii_isdigit (at[strlen ("#go_to_message")]))
          return veche_telegram_page_keep (self, g_strdup (at + strlen ("#go_to_message")));
      }

  return NULL;
}

static void
veche_telegram_page_poll (VecheTelegramPage *self, xmlNode *poll)
{
  g_autofree char *question = veche_telegram_dup_text (veche_telegram_child (poll, "question"));

  if (question == NULL)
    return;
  if (self->text->len > 0)
    g_string_append_c (self->text, '\n');
  g_string_append (self->text, question);
  for (xmlNode *child = poll->children; child != NULL; child = child->next)
    if (veche_telegram_has_class (child, "answer"))
      {
        xmlNode *votes = veche_telegram_child (child, "details");
        g_autofree char *answer = NULL;

        if (votes != NULL)
          xmlUnlinkNode (votes);
        answer = veche_telegram_dup_text (child);
        g_string_append_printf (self->text, "\n• %s", answer != NULL ? answer + (g_str_has_prefix (answer, "- ") ? 2 : 0) : "");
        if (votes != NULL)
          xmlFreeNode (votes);
      }
}

/* Where the words stand: in what was forwarded, when something was. */
static xmlNode *
veche_telegram_page_place (xmlNode *body)
{
  for (xmlNode *child = body->children; child != NULL; child = child->next)
    if (veche_telegram_has_class (child, "forwarded") && veche_telegram_has_class (child, "body"))
      return child;

  return body;
}

/* In JSON words come first, then the poll.  Returns the name of a file. (nullable) */
static const char *
veche_telegram_page_words (VecheTelegramPage *self, xmlNode *body)
{
  xmlNode *place = veche_telegram_page_place (body);
  xmlNode *text = veche_telegram_child (place, "text");
  xmlNode *media = veche_telegram_child (place, "media_wrap");
  xmlNode *poll = veche_telegram_descendant (media, "media_poll", 0);

  if (text != NULL)
    veche_telegram_append (self->text, text, 0);
  if (poll != NULL)
    veche_telegram_page_poll (self, poll);
  else if (media != NULL)
    return veche_telegram_page_keep (self, veche_telegram_dup_text (veche_telegram_descendant (media, "title", 0)));

  return NULL;
}

static const char *
veche_telegram_page_media (xmlNode *body)
{
  static const struct { const char *name, *media; } kinds[] = {
    { "photo_wrap", "photo" },         { "media_photo", "photo" },       { "sticker_wrap", "sticker" },
    { "animated_wrap", "animation" },  { "video_file_wrap", "video_file" }, { "media_video", "video_file" },
    { "media_voice_message", "voice_message" }, { "media_audio_file", "audio_file" }, { "media_file", "file" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (veche_telegram_descendant (body, kinds[i].name, 0) != NULL)
      return kinds[i].media;

  return NULL;
}

/* The name, without " via @bot" and what stands in it besides. */
static void
veche_telegram_page_author (VecheTelegramPage *self, xmlNode *body, VecheChatMessage *message)
{
  g_autofree char *name = veche_telegram_dup_text (veche_telegram_child (body, "from_name"));
  char *via = name != NULL ? strstr (name, " via @") : NULL;

  if (via != NULL)
    *via = '\0';
  if (name != NULL)
    {
      g_free (self->author);
      self->author = g_steal_pointer (&name);
    }
  message->author = veche_telegram_page_who (self, veche_telegram_page_keep (self, g_strdup (self->author)));
  /* The group itself, or who leads it in its name, is no person. */
  message->author_is_person = message->author.remote_id != NULL && g_strcmp0 (self->author, self->name) != 0;
  message->own_words = message->author_is_person && via == NULL;
}

/* NULL, or why it is none. */
static const char *
veche_telegram_page_message (VecheTelegramPage *self, xmlNode *node, VecheChatMessage *message)
{
  xmlNode *body = veche_telegram_child (node, "body");
  g_autofree char *title = veche_telegram_attribute (veche_telegram_child (body, "date"), "title");
  VecheChatMeta *meta = veche_chat_meta_new ();
  const char *file, *media;

  message->at = veche_telegram_page_time (title);
  if (body != NULL)
    veche_telegram_page_author (self, body, message);
  file = body != NULL ? veche_telegram_page_words (self, body) : NULL;
  if (body != NULL && veche_telegram_child (body, "forwarded") != NULL)
    {
      message->own_words = FALSE;
      veche_chat_meta_flag (meta, "forwarded", TRUE);
    }
  media = body != NULL ? veche_telegram_page_media (body) : NULL;
  veche_chat_meta_text (meta, "media", media);
  /* Of a picture the title says "Photo". */
  veche_chat_meta_text (meta, "file", g_strcmp0 (media, "file") == 0 || g_strcmp0 (media, "audio_file") == 0 ? file : NULL);
  message->meta = veche_telegram_page_keep (self, veche_chat_meta_end (meta));
  if (body == NULL || message->at == 0)
    return "no date";
  if (message->author.remote_id == NULL)
    return "nobody is named, nor in what stands before it";

  /* A page that somebody has edited may hold any bytes. */
  if (!g_utf8_validate (self->text->str, self->text->len, NULL))
    {
      g_autofree char *valid = g_utf8_make_valid (self->text->str, self->text->len);

      g_string_assign (self->text, valid);
    }
  message->reply_to = veche_telegram_page_reply (self, body);
  message->text = self->text->str;
  self->last = MAX (self->last, message->at);

  return NULL;
}

/*** An act ***/

static void
veche_telegram_page_add_other (VecheTelegramPage *self, const char *name)
{
  g_autofree char *clean = g_strstrip (g_strdup (name));

  if (*clean != '\0' && self->others->len < MAX_NAMES)
    {
      VecheChatWho who = veche_telegram_page_who (self, veche_telegram_page_keep (self, g_steal_pointer (&clean)));

      g_array_append_val (self->others, who);
    }
}

/* "Anna, Oleg and Vera" */
static void
veche_telegram_page_names (VecheTelegramPage *self, const char *list)
{
  const char *last = g_strrstr (list, " and ");
  g_autofree char *head = last != NULL ? g_strndup (list, last - list) : g_strdup (list);
  g_auto (GStrv) names = g_strsplit (head, ", ", MAX_NAMES);

  for (guint i = 0; names[i] != NULL; i++)
    veche_telegram_page_add_other (self, names[i]);
  if (last != NULL)
    veche_telegram_page_add_other (self, last + strlen (" and "));
}

/* "Anna joined group by link from Club", "Vera invited Anna and Oleg", "Vera removed Oleg", "Vera created topic «Lawyers»". */
static void
veche_telegram_page_act (VecheTelegramPage *self, const char *text, VecheChatMessage *message)
{
  static const struct { const char *phrase, *kind; gboolean names; } acts[] = {
    { " joined group by link", "join", FALSE }, { " joined group by request", "join", FALSE }, { " invited ", "join", TRUE },
    { " removed ", "leave", TRUE },             { " pinned ", "service", FALSE },              { " changed group ", "service", FALSE },
    { " created group ", "service", FALSE },    { " created topic ", "service", FALSE },
  };

  message->kind = "service";
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      const char *at = strstr (text, acts[i].phrase);

      if (at == NULL || at == text || g_str_has_suffix (text, " to the voice chat"))
        continue;
      message->author = veche_telegram_page_who (self, veche_telegram_page_keep (self, g_strndup (text, at - text)));
      message->author_is_person = TRUE;
      message->admin_act = strcmp (acts[i].kind, "service") == 0;
      message->kind = acts[i].kind;
      if (acts[i].names && strcmp (at, " removed group photo") != 0)
        veche_telegram_page_names (self, at + strlen (acts[i].phrase));
      else if (acts[i].names)
        message->kind = "service";
      return;
    }
}

static const char *
veche_telegram_page_service (VecheTelegramPage *self, xmlNode *node, VecheChatMessage *message)
{
  g_autofree char *text = veche_telegram_dup_text (veche_telegram_child (node, "body"));
  VecheChatMeta *meta = veche_chat_meta_new ();

  veche_chat_meta_text (meta, "act", text);
  message->meta = veche_telegram_page_keep (self, veche_chat_meta_end (meta));
  message->at = self->last;
  if (text != NULL)
    veche_telegram_page_act (self, text, message);
  /* Who comes by themselves is who acts: one message, one person. */
  if (self->others->len == 1 && g_strcmp0 (g_array_index (self->others, VecheChatWho, 0).remote_id, message->author.remote_id) == 0)
    g_array_set_size (self->others, 0);
  message->others = (const VecheChatWho *) (gpointer) self->others->data;
  message->n_others = self->others->len;

  return text == NULL ? "an act without words" : message->at == 0 ? "an act before the first date" : NULL;
}

/* "14 December 2021" between two days: no message, but a time for what follows it. */
static void
veche_telegram_page_day (VecheTelegramPage *self, xmlNode *node)
{
  static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December" };
  g_autofree char *text = veche_telegram_dup_text (veche_telegram_child (node, "body"));
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, " ", 4) : NULL;

  for (guint i = 0; parts != NULL && g_strv_length (parts) == 3 && i < G_N_ELEMENTS (months); i++)
    if (strcmp (parts[1], months[i]) == 0)
      {
        int year = (int) g_ascii_strtoll (parts[2], NULL, 10), day = (int) g_ascii_strtoll (parts[0], NULL, 10);
        g_autoptr (GDateTime) time = g_date_time_new_local (year, (int) i + 1, day, 0, 0, 0);

        if (time != NULL && year > 1970)
          self->last = MAX (self->last, g_date_time_to_unix (time) * G_USEC_PER_SEC);
      }
}

/*** A page ***/

static gboolean
veche_telegram_page_found (VecheTelegramPage *self, xmlNode *node, VecheTelegramFound found, gpointer user_data)
{
  g_autofree char *id = veche_telegram_attribute (node, "id");
  gboolean service = veche_telegram_has_class (node, "service");
  VecheChatMessage message = { 0 };
  const char *bad;

  g_string_truncate (self->text, 0);
  g_array_set_size (self->others, 0);
  g_ptr_array_set_size (self->strings, 0);
  if (id == NULL || !g_str_has_prefix (id, "message") || id[strspn (id + 7, "-0123456789") + 7] != '\0' || strlen (id) > 25)
    return found (NULL, "no number", user_data);
  if (service && id[7] == '-')
    {
      veche_telegram_page_day (self, node);
      return TRUE;
    }

  message.id = id + strlen ("message");
  bad = service ? veche_telegram_page_service (self, node, &message) : veche_telegram_page_message (self, node, &message);

  return found (bad == NULL ? &message : NULL, bad, user_data);
}

gboolean
veche_telegram_page_read (VecheTelegramPage *self, const char *html, gsize size, VecheTelegramFound found, gpointer user_data, GError **error)
{
  htmlDocPtr page = veche_html_is_sane (html, size)
                      ? htmlReadMemory (html, (int) MIN (size, G_MAXINT), NULL, "UTF-8",
                                        HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET)
                      : NULL;
  xmlNode *root = page != NULL ? xmlDocGetRootElement (page) : NULL;
  xmlNode *history = root != NULL ? veche_telegram_descendant (root, "history", 0) : NULL;
  gboolean go_on = TRUE;

  if (self->name == NULL && root != NULL)
    self->name = veche_telegram_dup_text (veche_telegram_descendant (veche_telegram_descendant (root, "page_header", 0), "text", 0));
  if (history == NULL)
    veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_FOREIGN, -1,
                              "This page of HTML holds no messages of Telegram: choose messages.html in the folder of the chat");
  for (xmlNode *child = history != NULL ? history->children : NULL; go_on && child != NULL; child = child->next)
    if (veche_telegram_has_class (child, "message"))
      go_on = veche_telegram_page_found (self, child, found, user_data);
  if (page != NULL)
    xmlFreeDoc (page);

  return history != NULL && go_on;
}
