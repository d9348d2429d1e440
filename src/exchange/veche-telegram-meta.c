/* veche-telegram-meta.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * {"action":"invite_members","members":["Анна"],"message":17,"forward":"Олег","via":"@gif","signature":"…","author":"a channel's name",
 *  "media":"photo","file":"plan.pdf","seconds":12,"place":"Казань","contact":"…","poll":{"voters":9,"closed":true,"answers":[{"text":"Да","voters":5}]},
 *  "reactions":[{"emoji":"👍","count":3}],"links":["https://…"]}: only what there is.
 */

#include "exchange/veche-telegram-message.h"

#include <string.h>
#include <yajl/yajl_gen.h>

#define MAX_LIST 200

static void
veche_meta_string (yajl_gen gen, const char *text)
{
  yajl_gen_string (gen, (const unsigned char *) text, strlen (text));
}

static void
veche_meta_text (yajl_gen gen, const char *key, const char *text)
{
  if (text == NULL || text[0] == '\0')
    return;

  veche_meta_string (gen, key);
  veche_meta_string (gen, text);
}

static void
veche_meta_int (yajl_gen gen, const char *key, const VecheJsonNode *node, const char *from)
{
  gint64 number;

  if (!veche_json_get_int (node, from, &number))
    return;

  veche_meta_string (gen, key);
  yajl_gen_integer (gen, number);
}

static void
veche_meta_reactions (yajl_gen gen, const VecheJsonNode *reactions)
{
  guint n = 0;

  if (reactions == NULL || reactions->kind != VECHE_JSON_ARRAY || reactions->first == NULL)
    return;

  veche_meta_string (gen, "reactions");
  yajl_gen_array_open (gen);
  for (const VecheJsonNode *one = reactions->first; one != NULL && n < MAX_LIST; one = one->next, n++)
    {
      yajl_gen_map_open (gen);
      veche_meta_text (gen, "emoji", veche_json_get_string (one, "emoji"));
      veche_meta_int (gen, "count", one, "count");
      yajl_gen_map_close (gen);
    }
  yajl_gen_array_close (gen);
}

static void
veche_meta_poll (yajl_gen gen, const VecheJsonNode *poll)
{
  const VecheJsonNode *answers = veche_json_get (poll, "answers");
  guint n = 0;

  if (poll == NULL || poll->kind != VECHE_JSON_OBJECT)
    return;

  veche_meta_string (gen, "poll");
  yajl_gen_map_open (gen);
  veche_meta_int (gen, "voters", poll, "total_voters");
  if (veche_json_get_bool (poll, "closed"))
    {
      veche_meta_string (gen, "closed");
      yajl_gen_bool (gen, 1);
    }
  veche_meta_string (gen, "answers");
  yajl_gen_array_open (gen);
  for (const VecheJsonNode *one = answers != NULL ? answers->first : NULL; one != NULL && n < MAX_LIST;
       one = one->next, n++)
    {
      yajl_gen_map_open (gen);
      veche_meta_text (gen, "text", veche_json_get_string (one, "text"));
      veche_meta_int (gen, "voters", one, "voters");
      yajl_gen_map_close (gen);
    }
  yajl_gen_array_close (gen);
  yajl_gen_map_close (gen);
}

/* A path inside the export says nothing to a reader, its last part may; "(File not included. …)" is no name at all. */
static void
veche_meta_file (yajl_gen gen, const VecheJsonNode *message)
{
  const char *media = veche_json_get_string (message, "media_type");
  const char *name = veche_json_get_string (message, "file_name");
  const char *file = veche_json_get_string (message, "file");

  if (media == NULL && veche_json_get_string (message, "photo") != NULL)
    media = "photo";
  if (media == NULL && file != NULL)
    media = "file";
  if (name == NULL && file != NULL && file[0] != '(')
    name = strrchr (file, '/') != NULL ? strrchr (file, '/') + 1 : file;

  veche_meta_text (gen, "media", media);
  veche_meta_text (gen, "file", name);
  veche_meta_text (gen, "performer", veche_json_get_string (message, "performer"));
  veche_meta_int (gen, "seconds", message, "duration_seconds");
}

static void
veche_meta_links (yajl_gen gen, const VecheJsonNode *message)
{
  const VecheJsonNode *spans = veche_json_get (message, "text");
  gboolean open = FALSE;
  guint n = 0;

  if (spans == NULL || spans->kind != VECHE_JSON_ARRAY)
    spans = veche_json_get (message, "text_entities");
  for (const VecheJsonNode *span = spans != NULL ? spans->first : NULL; span != NULL && n < MAX_LIST; span = span->next)
    {
      const char *href = veche_json_get_string (span, "href");

      if (href == NULL)
        continue;
      if (!open)
        {
          veche_meta_string (gen, "links");
          yajl_gen_array_open (gen);
          open = TRUE;
        }
      veche_meta_string (gen, href);
      n++;
    }
  if (open)
    yajl_gen_array_close (gen);
}

static void
veche_meta_members (yajl_gen gen, const VecheJsonNode *members)
{
  guint n = 0;

  if (members == NULL || members->kind != VECHE_JSON_ARRAY)
    return;

  veche_meta_string (gen, "members");
  yajl_gen_array_open (gen);
  for (const VecheJsonNode *member = members->first; member != NULL && n < MAX_LIST; member = member->next, n++)
    if (member->kind == VECHE_JSON_STRING)
      veche_meta_string (gen, member->string);
  yajl_gen_array_close (gen);
}

static void
veche_meta_contact (yajl_gen gen, const VecheJsonNode *contact)
{
  g_autofree char *name = NULL;
  const char *first = veche_json_get_string (contact, "first_name");
  const char *last = veche_json_get_string (contact, "last_name");

  if (contact == NULL)
    return;

  /* The number stays where it is: it is somebody's, and nobody asked them. */
  name = g_strstrip (g_strjoin (" ", first != NULL ? first : "", last, NULL));
  veche_meta_text (gen, "contact", name);
}

char *
veche_telegram_meta (const VecheJsonNode *message, const VecheTelegramHead *head)
{
  yajl_gen gen = yajl_gen_alloc (NULL);
  const unsigned char *json;
  size_t length;
  char *meta = NULL;

  yajl_gen_map_open (gen);
  veche_meta_text (gen, "action", head->action);
  veche_meta_members (gen, head->service ? veche_json_get (message, "members") : NULL);
  veche_meta_int (gen, "message", message, "message_id");
  veche_meta_text (gen, "forward", veche_json_get_string (message, "forwarded_from"));
  veche_meta_text (gen, "saved", veche_json_get_string (message, "saved_from"));
  veche_meta_text (gen, "via", veche_json_get_string (message, "via_bot"));
  veche_meta_text (gen, "signature", veche_json_get_string (message, "author"));
  if (!veche_telegram_is_person (head->author))
    veche_meta_text (gen, "author", head->author_name);
  veche_meta_text (gen, "elsewhere", veche_json_get_text (message, "reply_to_peer_id"));
  veche_meta_file (gen, message);
  veche_meta_text (gen, "place", veche_json_get_string (message, "place_name"));
  veche_meta_contact (gen, veche_json_get (message, "contact_information"));
  veche_meta_poll (gen, veche_json_get (message, "poll"));
  veche_meta_reactions (gen, veche_json_get (message, "reactions"));
  veche_meta_links (gen, message);
  yajl_gen_map_close (gen);

  yajl_gen_get_buf (gen, &json, &length);
  if (length > strlen ("{}"))
    meta = g_strndup ((const char *) json, length);
  yajl_gen_free (gen);

  return meta;
}
