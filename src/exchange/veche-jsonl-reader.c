/* veche-jsonl-reader.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-jsonl-reader.h"

#include <string.h>
#include <sys/stat.h>

#include "model/veche-line.h"

#define MAX_CHANNELS 20000

typedef struct
{
  const VecheChatSink *sink;
  VecheJsonTree       *tree;         /* of one line */
  GString             *line;
  gboolean             skipping;     /* the rest of a line that is too long */
  gint64               number;       /* of the line */
  GHashTable          *chats;        /* channel → index + 1 */
  char                *platform, *instance;   /* (nullable) until the first line */
  gboolean             stopped;
  guint                chat;         /* of the last message */

  VecheProgress        progress;
  gpointer             progress_data;
  gint64               before, total;
} VecheJsonl;

/* One platform a file; FALSE: this line is of another. */
static gboolean
veche_jsonl_place (VecheJsonl *self, const VecheLine *line)
{
  const char *said = line->platform, *instance = line->instance;
  g_autofree char *platform = g_ascii_strdown (said != NULL ? said : "other", -1);

  if (self->platform == NULL)
    {
      self->platform = g_steal_pointer (&platform);
      self->instance = g_strdup (instance != NULL ? instance : "");
      veche_chat_sink_place (self->sink, self->platform, self->instance);
      return TRUE;
    }

  return (said == NULL || strcmp (platform, self->platform) == 0) && (instance == NULL || strcmp (instance, self->instance) == 0);
}

static gboolean
veche_jsonl_chat (VecheJsonl *self, const VecheLine *line)
{
  VecheChatInfo info = { .remote_id = line->channel, .name = line->channel_name, .kind = "group" };
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->chats, info.remote_id));

  if (known == 0 && g_hash_table_size (self->chats) >= MAX_CHANNELS)
    return FALSE;

  self->chat = known > 0 ? known - 1 : g_hash_table_size (self->chats);
  if (known == 0)
    {
      g_hash_table_insert (self->chats, g_strdup (info.remote_id), GUINT_TO_POINTER (self->chat + 1));
      veche_chat_sink_chat (self->sink, self->chat, &info);
    }

  return TRUE;
}

/* An ordinary message says what it is by a word of its own, an act by its kind. */
static void
veche_jsonl_fill (const VecheLine *line, VecheChatMessage *message)
{
  static const char *const acts[] = { "reaction", "join", "leave", "service", NULL };

  message->author = (VecheChatWho){ .remote_id = line->author_id, .name = line->author, .handle = line->handle, .bot = line->bot };
  message->author_is_person = TRUE;
  if (g_strv_contains (acts, line->kind))
    message->kind = line->kind;
  else if (!g_str_equal (line->kind, "message") && !g_str_equal (line->kind, "reply"))
    message->word = line->kind;
  message->own_words = message->kind == NULL && !line->bot;
  message->id = line->id;
  message->at = line->at;
  message->edited = line->edited;
  message->deleted = line->deleted;
  message->text = line->text;
  message->reply_to = line->reply_to;
  message->thread = line->thread;
  message->url = line->url;
}

/* What is wrong with it (nullable). */
static const char *
veche_jsonl_take (VecheJsonl *self, const char *text, gsize length)
{
  const VecheJsonNode *value = veche_json_tree_parse (self->tree, text, length);
  g_auto (VecheLine) line = { 0 };
  VecheChatMessage message = { 0 };
  const char *bad;

  if (value == NULL)
    return "not JSON";
  bad = veche_line_read (&line, value);
  if (bad != NULL)
    return bad;
  if (!veche_jsonl_place (self, &line))
    return "of another platform than the first line: import it by itself";
  if (!veche_jsonl_chat (self, &line))
    return "more channels than Veche takes";

  veche_jsonl_fill (&line, &message);
  self->stopped = !self->sink->message (self->sink->data, self->chat, &message);

  return NULL;
}

/* The line that has been gathered. FALSE: stopped. */
static gboolean
veche_jsonl_line (VecheJsonl *self)
{
  g_autofree char *place = g_strdup_printf ("line %" G_GINT64_FORMAT, ++self->number);
  const char *bad = NULL;
  gboolean too_long = self->skipping;

  self->skipping = FALSE;
  if (self->number == 1 && g_str_has_prefix (self->line->str, "\xef\xbb\xbf"))
    g_string_erase (self->line, 0, 3);
  if (too_long)
    bad = "longer than a megabyte";
  else if (self->line->str[strspn (self->line->str, " \t\r")] != '\0' || self->line->len != strlen (self->line->str))
    bad = veche_jsonl_take (self, self->line->str, self->line->len);
  if (bad != NULL && !self->stopped)
    self->stopped = !self->sink->bad (self->sink->data, self->chat, -1, place, bad, self->line->str);
  g_string_truncate (self->line, 0);

  return !self->stopped;
}

static gboolean
veche_jsonl_feed_cb (const char *data, gsize size, gint64 before, gpointer user_data, GError **error)
{
  VecheJsonl *self = user_data;

  while (size > 0)
    {
      const char *end = memchr (data, '\n', size);
      gsize length = end != NULL ? (gsize) (end - data) : size;

      if (self->line->len + length > VECHE_LINE_MAX)
        self->skipping = TRUE;
      else
        g_string_append_len (self->line, data, length);
      if (end == NULL)
        return TRUE;
      if (!veche_jsonl_line (self))
        return FALSE;
      data += length + 1;
      size -= length + 1;
    }

  return TRUE;
}

static void
veche_jsonl_progress_cb (gint64 done, gint64 total, gpointer user_data)
{
  VecheJsonl *self = user_data;

  if (self->progress != NULL)
    self->progress (self->before + done, MAX (self->total, self->before + done), self->progress_data);
}

static void
veche_jsonl_init (VecheJsonl *self, const VecheChatSink *sink)
{
  *self = (VecheJsonl){ .sink = sink };
  self->tree = veche_json_tree_new ();
  self->line = g_string_new (NULL);
  self->chats = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
veche_jsonl_clear (VecheJsonl *self)
{
  veche_json_tree_free (self->tree);
  g_string_free (self->line, TRUE);
  g_hash_table_unref (self->chats);
  g_free (self->platform);
  g_free (self->instance);
}

static gboolean
veche_jsonl_end (VecheJsonl *self)
{
  return self->line->len == 0 || veche_jsonl_line (self);
}

static gboolean
veche_jsonl_read (const char *const *paths, const VecheChatSink *sink, VecheProgress progress, gpointer progress_data,
                  GCancellable *cancellable, GError **error)
{
  VecheJsonl self;
  struct stat info;
  gboolean ok = TRUE;

  veche_jsonl_init (&self, sink);
  self.progress = progress;
  self.progress_data = progress_data;
  for (guint i = 0; paths[i] != NULL; i++)
    self.total += stat (paths[i], &info) == 0 ? info.st_size : 0;
  for (guint i = 0; ok && paths[i] != NULL; i++)
    {
      self.number = 0;
      ok = veche_exchange_read_file (paths[i], veche_jsonl_feed_cb, &self, veche_jsonl_progress_cb, &self, cancellable, error) &&
           veche_jsonl_end (&self);
      self.before += stat (paths[i], &info) == 0 ? info.st_size : 0;
    }
  veche_jsonl_clear (&self);

  return ok;
}

gboolean
veche_jsonl_read_bytes (const char *data, gsize size, const VecheChatSink *sink)
{
  VecheJsonl self;
  gboolean ok;

  veche_jsonl_init (&self, sink);
  ok = veche_jsonl_feed_cb (data, size, 0, &self, NULL) && veche_jsonl_end (&self);
  veche_jsonl_clear (&self);

  return ok;
}

const VecheChatReader veche_jsonl_reader = {
  .format = VECHE_FORMAT_MESSAGES_JSONL,
  .platform = "other",
  .kind = "jsonl-export",
  .read = veche_jsonl_read,
};
