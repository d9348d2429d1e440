/* veche-lines-parse.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-lines-parse.h"

#include <string.h>

#include "connectors/veche-feed-decode.h"

#define MAX_CHANNELS 20000
#define MAX_CURSOR   (64 * 1024)

void
veche_lines_init (VecheLines *self)
{
  *self = (VecheLines) { 0 };
  self->tree = veche_json_tree_new ();
  self->early = g_ptr_array_new_with_free_func (g_free);
}

void
veche_lines_clear (VecheLines *self)
{
  g_clear_pointer (&self->tree, veche_json_tree_free);
  g_clear_pointer (&self->early, g_ptr_array_unref);
  g_clear_pointer (&self->batch, veche_batch_unref);
  g_clear_pointer (&self->platform, g_free);
  g_clear_pointer (&self->instance, g_free);
  g_clear_pointer (&self->cursor, g_free);
  g_clear_pointer (&self->sent_id, g_free);
  g_clear_pointer (&self->sent_url, g_free);
  g_clear_pointer (&self->me_id, g_free);
  g_clear_pointer (&self->me_handle, g_free);
  g_clear_pointer (&self->error, g_free);
  g_clear_pointer (&self->code, g_free);
}

static void
veche_lines_bad (VecheLines *self, const char *why, const char *raw)
{
  g_autofree char *reason = self->name != NULL ? g_strdup_printf ("%s, line %" G_GINT64_FORMAT ": %s", self->name, self->number, why)
                                               : g_strdup_printf ("line %" G_GINT64_FORMAT ": %s", self->number, why);

  if (self->batch != NULL)
    {
      veche_batch_add_bad (self->batch, reason, raw);
      return;
    }
  g_ptr_array_add (self->early, g_steal_pointer (&reason));
  g_ptr_array_add (self->early, g_strdup (raw));
}

static void
veche_lines_begin (VecheLines *self)
{
  if (self->batch != NULL)
    return;
  self->batch = veche_batch_new (self->platform != NULL ? self->platform : "other", self->instance != NULL ? self->instance : "");
  for (guint i = 0; i + 1 < self->early->len; i += 2)
    veche_batch_add_bad (self->batch, g_ptr_array_index (self->early, i), g_ptr_array_index (self->early, i + 1));
  g_ptr_array_set_size (self->early, 0);
}

/* One platform a file; FALSE: this line is of another. */
static gboolean
veche_lines_place (VecheLines *self, const VecheLine *line)
{
  g_autofree char *platform = g_ascii_strdown (line->platform != NULL ? line->platform : "other", -1);

  if (self->platform == NULL)
    {
      self->platform = g_steal_pointer (&platform);
      self->instance = g_strdup (line->instance != NULL ? line->instance : "");
      return TRUE;
    }

  return (line->platform == NULL || strcmp (platform, self->platform) == 0) &&
         (line->instance == NULL || g_strcmp0 (line->instance, self->instance) == 0);
}

static void
veche_lines_add_author (VecheLines *self, VechePost *post, const VecheLine *line)
{
  VechePerson *person = veche_batch_add_person (self->batch, line->author_id);

  if (line->author != NULL)
    person->name = veche_batch_intern (self->batch, line->author);
  if (line->handle != NULL)
    person->handle = veche_batch_intern (self->batch, line->handle);
  if (line->bot)
    person->bot = TRUE;
  if (line->out)
    person->me = TRUE;
  if (g_str_equal (line->kind, "join"))
    person->joined = line->at;
  post->author = veche_batch_intern (self->batch, line->author_id);
}

static void
veche_lines_add_attention (VecheLines *self, VechePost *post, const VecheLine *line)
{
  static const struct
  {
    const char *word;
    VecheAttention attention;
  } words[] = {
    { "mention", VECHE_ATTENTION_MENTION },
    { "reply", VECHE_ATTENTION_REPLY },
    { "question", VECHE_ATTENTION_QUESTION },
    { "direct", VECHE_ATTENTION_DIRECT },
  };
  g_autofree char *word = NULL;
  g_autofree char *meta = NULL;

  if (line->out)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (line->for_us, words[i].word) == 0)
      post->attention = words[i].attention;
  if (post->attention != VECHE_ATTENTION_NONE || self->words == NULL)
    return;

  word = veche_feed_find_word (post->text, self->words);
  if (word == NULL)
    return;
  meta = veche_feed_word_meta (word);
  post->attention = VECHE_ATTENTION_WORD;
  post->meta = veche_batch_string (self->batch, meta);
}

/* As veche_chat_add() names what an imported file holds: both must come to the same. */
static const char *
veche_lines_kind (const VecheLine *line)
{
  static const char *const acts[] = { "reaction", "join", "leave", "service", NULL };
  static const char *const words[] = { "post", "comment", NULL };

  if (g_strv_contains (acts, line->kind) || (line->reply_to == NULL && g_strv_contains (words, line->kind)))
    return line->kind;

  return line->reply_to != NULL ? "reply" : "message";
}

static const char *
veche_lines_add_message (VecheLines *self, const VecheLine *line)
{
  VecheChannel *channel;
  VechePost *post;
  guint n;

  if (!veche_lines_place (self, line))
    return "of another platform than the first line: put it into a file of its own";
  veche_lines_begin (self);
  veche_batch_get_channels (self->batch, &n);
  if (n >= MAX_CHANNELS)
    return "more channels than Veche takes";

  channel = veche_batch_add_channel (self->batch, line->channel);
  channel->name = veche_batch_intern (self->batch, line->channel_name);
  channel->kind = "group";
  post = veche_batch_add_post (self->batch, line->channel, line->id);
  post->kind = veche_batch_intern (self->batch, veche_lines_kind (line));
  post->at = line->at;
  post->edited = line->edited;
  post->deleted = line->deleted;
  post->out = line->out;
  post->reply_to = veche_batch_string (self->batch, line->reply_to);
  post->thread = veche_batch_string (self->batch, line->thread);
  post->text = line->text != NULL && *line->text != '\0' ? veche_batch_string (self->batch, line->text) : NULL;
  post->url = veche_batch_string (self->batch, line->url);
  veche_lines_add_author (self, post, line);
  if (!line->deleted)
    veche_lines_add_attention (self, post, line);

  return NULL;
}

/* A line about the run itself. FALSE: it is none. */
static gboolean
veche_lines_control (VecheLines *self, const VecheJsonNode *value)
{
  const char *cursor = veche_json_get_text (value, "cursor"), *error = veche_json_get_string (value, "error");
  const VecheJsonNode *me = veche_json_get (value, "me"), *sent = veche_json_get (value, "sent");

  if (cursor != NULL && strlen (cursor) <= MAX_CURSOR)
    {
      g_free (self->cursor);
      self->cursor = g_strdup (cursor);
      self->more = veche_json_get_bool (value, "more");
    }
  else if (error != NULL)
    {
      g_free (self->error);
      g_free (self->code);
      self->error = g_strdup (error);
      self->code = g_strdup (veche_json_get_string (value, "code"));
      veche_json_get_int (value, "retry_after", &self->retry_after);
    }
  else if (me != NULL && me->kind == VECHE_JSON_OBJECT)
    {
      g_free (self->me_id);
      g_free (self->me_handle);
      self->me_id = g_strdup (veche_json_get_text (me, "id"));
      self->me_handle = g_strdup (veche_json_get_text (me, "handle"));
    }
  else if (sent != NULL && sent->kind == VECHE_JSON_OBJECT)
    {
      g_free (self->sent_id);
      g_free (self->sent_url);
      self->sent_id = g_strdup (veche_json_get_text (sent, "id"));
      self->sent_url = g_strdup (veche_json_get_string (sent, "url"));
    }
  else
    return FALSE;

  return TRUE;
}

static const char *
veche_lines_take (VecheLines *self, const char *text, gsize length)
{
  const VecheJsonNode *value = veche_json_tree_parse (self->tree, text, length);
  g_auto (VecheLine) line = { 0 };
  const char *wrong;

  if (value == NULL)
    return "not JSON";
  wrong = veche_line_read (&line, value);
  if (wrong == NULL)
    return veche_lines_add_message (self, &line);

  return self->commands && veche_lines_control (self, value) ? NULL : wrong;
}

void
veche_lines_add (VecheLines *self, const char *text, gsize length, gboolean too_long)
{
  const char *wrong = NULL;

  if (self->number++ == 0 && length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  while (length > 0 && strchr (" \t\r", text[length - 1]) != NULL && text[length - 1] != '\0')
    length--;
  if (length == 0 && !too_long)
    return;

  self->n_lines++;
  wrong = too_long ? "longer than a megabyte" : veche_lines_take (self, text, length);
  if (wrong != NULL)
    {
      g_autofree char *raw = g_utf8_make_valid (text, (gssize) MIN (length, 4096));

      veche_lines_bad (self, wrong, raw);
    }
}

gsize
veche_lines_feed (VecheLines *self, const char *text, gsize length, gboolean end, guint max_lines)
{
  gsize done = 0;

  while (done < length && self->n_lines < max_lines)
    {
      const char *stop = memchr (text + done, '\n', length - done);
      gsize line = stop != NULL ? (gsize) (stop - text) - done : length - done;

      if (stop == NULL && !end)
        break;
      veche_lines_add (self, text + done, line, line > VECHE_LINE_MAX);
      done += line + (stop != NULL);
    }

  return done;
}

VecheBatch *
veche_lines_finish (VecheLines *self)
{
  veche_lines_begin (self);
  if (self->me_id != NULL)
    veche_batch_set_account (self->batch, self->me_id, self->me_handle);

  return g_steal_pointer (&self->batch);
}
