/* veche-line.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-line.h"

#include <string.h>

#define MAX_ID       512
#define MILLISECONDS G_GINT64_CONSTANT (100000000000)   /* no time in seconds is so late */

void
veche_line_clear (VecheLine *self)
{
  g_free (self->made_id);
  g_free (self->made_author);
  memset (self, 0, sizeof *self);
}

gint64
veche_line_iso_time (const char *iso)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = iso != NULL ? g_date_time_new_from_iso8601 (iso, utc) : NULL;

  /* A time before the platforms is a time that was never set. */
  if (time == NULL || g_date_time_to_unix (time) <= 86400)
    return 0;

  return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
}

static gint64
veche_line_time (const VecheJsonNode *value, const char *key)
{
  const VecheJsonNode *node = veche_json_get (value, key);
  const char *text = veche_json_get_text (value, key);
  double number;

  if (text == NULL)
    return 0;
  if (node->kind == VECHE_JSON_STRING && text[strspn (text, "0123456789.")] != '\0')
    return veche_line_iso_time (text);

  number = g_ascii_strtod (text, NULL);
  if (number > (double) MILLISECONDS)
    number /= 1000;

  return number > 86400 && number < 253402300799.0 ? (gint64) (number * G_USEC_PER_SEC) : 0;
}

static gint64
veche_line_at (const VecheJsonNode *value)
{
  static const char *const keys[] = { "at", "date", "time", "timestamp", "created_at" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (veche_json_get (value, keys[i]) != NULL)
      return veche_line_time (value, keys[i]);

  return 0;
}

static const char *
veche_line_word (const VecheJsonNode *value, const char *key)
{
  const char *text = veche_json_get_text (value, key);

  return text != NULL && text[0] != '\0' && strlen (text) <= MAX_ID ? text : NULL;
}

/* Who wrote it; FALSE: nobody is named. */
static gboolean
veche_line_read_author (VecheLine *self, const VecheJsonNode *value)
{
  const char *handle = veche_line_word (value, "handle");

  if (handle != NULL && handle[0] == '@')
    handle++;
  self->handle = handle != NULL && *handle != '\0' ? handle : NULL;
  self->author = veche_line_word (value, "author");
  self->author_id = veche_line_word (value, "author_id");
  if (self->author_id != NULL)
    return TRUE;

  if (self->handle != NULL)
    self->made_author = g_utf8_strdown (self->handle, -1);
  else if (self->author != NULL)
    self->made_author = g_strconcat ("name:", self->author, NULL);
  self->author_id = self->made_author;

  return self->author_id != NULL;
}

/* FALSE: not a kind that Veche knows. */
static gboolean
veche_line_read_kind (VecheLine *self, const VecheJsonNode *value)
{
  static const char *const kinds[] = { "message", "post", "comment", "reply", "reaction", "join", "leave", "service", NULL };
  const char *kind = veche_line_word (value, "kind");

  self->kind = kind != NULL ? kind : "message";

  return g_strv_contains (kinds, self->kind);
}

static void
veche_line_read_id (VecheLine *self, const VecheJsonNode *value)
{
  g_autofree char *all = NULL;
  g_autofree char *hash = NULL;

  self->id = veche_line_word (value, "id");
  if (self->id != NULL)
    return;

  all = g_strdup_printf ("%" G_GINT64_FORMAT "\n%s\n%s", self->at, self->author_id, self->text != NULL ? self->text : "");
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA1, all, -1);
  hash[20] = '\0';
  self->made_id = g_strconcat ("made:", hash, NULL);
  self->id = self->made_id;
}

/* What it is to us: an unknown word is nothing. */
static void
veche_line_read_ours (VecheLine *self, const VecheJsonNode *value)
{
  static const char *const words[] = { "mention", "reply", "question", "direct", NULL };
  const char *word = veche_line_word (value, "for_us");

  self->for_us = word != NULL && g_strv_contains (words, word) ? word : NULL;
  self->out = veche_json_get_bool (value, "out");
  self->deleted = veche_json_get_bool (value, "deleted");
}

const char *
veche_line_read (VecheLine *self, const VecheJsonNode *value)
{
  veche_line_clear (self);
  if (value == NULL || value->kind != VECHE_JSON_OBJECT)
    return "not an object";

  self->platform = veche_line_word (value, "platform");
  self->instance = veche_line_word (value, "instance");
  self->at = veche_line_at (value);
  if (self->at == 0)
    return "no time in “at”";
  if (!veche_line_read_author (self, value))
    return "nobody wrote it: neither author_id nor handle nor author";
  if (!veche_line_read_kind (self, value))
    return "of a kind that Veche does not know";

  self->channel_name = veche_line_word (value, "channel");
  self->channel = self->channel_name != NULL ? self->channel_name : "messages";
  self->text = veche_json_get_string (value, "text");
  self->reply_to = veche_line_word (value, "reply_to");
  self->thread = veche_line_word (value, "thread");
  self->url = veche_line_word (value, "url");
  if (self->url != NULL && !g_str_has_prefix (self->url, "https://") && !g_str_has_prefix (self->url, "http://"))
    self->url = NULL;
  self->edited = veche_line_time (value, "edited");
  self->bot = veche_json_get_bool (value, "bot");
  veche_line_read_ours (self, value);
  veche_line_read_id (self, value);

  return NULL;
}
