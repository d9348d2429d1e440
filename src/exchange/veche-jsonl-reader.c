/* veche-jsonl-reader.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-jsonl-reader.h"

#include <string.h>
#include <sys/stat.h>

#include "exchange/veche-json-stream.h"

#define MAX_LINE     (1024 * 1024)
#define MAX_ID       512
#define MAX_CHANNELS 20000
#define MILLISECONDS G_GINT64_CONSTANT (100000000000)   /* no time in seconds is so late */

typedef struct
{
  const VecheChatSink *sink;
  VecheJsonStream     *stream;       /* of one line */
  GString             *line;
  gboolean             skipping;     /* the rest of a line that is too long */
  gint64               number;       /* of the line */
  GHashTable          *chats;        /* channel → index + 1 */
  char                *platform, *instance;   /* (nullable) until the first line */
  const char          *bad;          /* of this line (nullable) */
  gboolean             seen, stopped;
  guint                chat;         /* of the last message */

  VecheProgress        progress;
  gpointer             progress_data;
  gint64               before, total;
} VecheJsonl;

static gint64
veche_jsonl_time (const VecheJsonNode *value, const char *key)
{
  const VecheJsonNode *node = veche_json_get (value, key);
  const char *text = veche_json_get_text (value, key);
  double number;

  if (text == NULL)
    return 0;
  if (node->kind == VECHE_JSON_STRING && text[strspn (text, "0123456789.")] != '\0')
    return veche_chat_time (text);

  number = g_ascii_strtod (text, NULL);
  if (number > (double) MILLISECONDS)
    number /= 1000;

  return number > 86400 && number < 253402300799.0 ? (gint64) (number * G_USEC_PER_SEC) : 0;
}

static gint64
veche_jsonl_at (const VecheJsonNode *value)
{
  static const char *const keys[] = { "at", "date", "time", "timestamp", "created_at" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (veche_json_get (value, keys[i]) != NULL)
      return veche_jsonl_time (value, keys[i]);

  return 0;
}

static const char *
veche_jsonl_word (const VecheJsonNode *value, const char *key)
{
  const char *text = veche_json_get_text (value, key);

  return text != NULL && text[0] != '\0' && strlen (text) <= MAX_ID ? text : NULL;
}

/* Who wrote it; FALSE: nobody is named. id (out) (transfer full) backs who. */
static gboolean
veche_jsonl_author (const VecheJsonNode *value, VecheChatWho *who, char **id)
{
  const char *handle = veche_jsonl_word (value, "handle");

  *who = (VecheChatWho){ .name = veche_jsonl_word (value, "author"), .bot = veche_json_get_bool (value, "bot") };
  if (handle != NULL && handle[0] == '@')
    handle++;
  who->handle = handle;
  if (veche_jsonl_word (value, "author_id") != NULL)
    *id = g_strdup (veche_jsonl_word (value, "author_id"));
  else if (handle != NULL && *handle != '\0')
    *id = g_utf8_strdown (handle, -1);
  else if (who->name != NULL)
    *id = g_strconcat ("name:", who->name, NULL);
  who->remote_id = *id;

  return *id != NULL;
}

/* NULL: not a kind that Veche knows. */
static const char *
veche_jsonl_kind (const char *kind, VecheChatMessage *message)
{
  static const char *const words[] = { "message", "post", "comment", "reply", NULL };
  static const char *const acts[] = { "reaction", "join", "leave", "service", NULL };

  if (kind == NULL || g_strv_contains (words, kind))
    {
      message->word = kind != NULL && strcmp (kind, "reply") != 0 ? kind : NULL;
      return "message";
    }
  message->kind = kind;

  return g_strv_contains (acts, kind) ? kind : NULL;
}

static char *
veche_jsonl_id (const VecheJsonNode *value, const VecheChatMessage *message)
{
  const char *id = veche_jsonl_word (value, "id");
  g_autofree char *all = NULL;
  g_autofree char *hash = NULL;

  if (id != NULL)
    return g_strdup (id);

  all = g_strdup_printf ("%" G_GINT64_FORMAT "\n%s\n%s", message->at, message->author.remote_id, message->text != NULL ? message->text : "");
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA1, all, -1);
  hash[20] = '\0';

  return g_strconcat ("made:", hash, NULL);
}

/* One platform a file; FALSE: this line is of another. */
static gboolean
veche_jsonl_place (VecheJsonl *self, const VecheJsonNode *value)
{
  const char *said = veche_jsonl_word (value, "platform"), *instance = veche_jsonl_word (value, "instance");
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
veche_jsonl_chat (VecheJsonl *self, const VecheJsonNode *value)
{
  const char *channel = veche_jsonl_word (value, "channel");
  VecheChatInfo info = { .remote_id = channel != NULL ? channel : "messages", .name = channel, .kind = "group" };
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

static gboolean
veche_jsonl_element_cb (const VecheJsonNode *value, gint64 byte, gpointer user_data)
{
  VecheJsonl *self = user_data;
  VecheChatMessage message = { .author_is_person = TRUE };
  g_autofree char *author = NULL, *id = NULL;

  self->seen = TRUE;
  if (value == NULL || value->kind != VECHE_JSON_OBJECT)
    self->bad = "not an object";
  else if (!veche_jsonl_place (self, value))
    self->bad = "of another platform than the first line: import it by itself";
  else if ((message.at = veche_jsonl_at (value)) == 0)
    self->bad = "no time in “at”";
  else if (!veche_jsonl_author (value, &message.author, &author))
    self->bad = "nobody wrote it: neither author_id nor handle nor author";
  else if (veche_jsonl_kind (veche_jsonl_word (value, "kind"), &message) == NULL)
    self->bad = "of a kind that Veche does not know";
  else if (!veche_jsonl_chat (self, value))
    self->bad = "more channels than Veche takes";
  if (self->bad != NULL)
    return TRUE;

  message.text = veche_json_get_string (value, "text");
  message.reply_to = veche_jsonl_word (value, "reply_to");
  message.thread = veche_jsonl_word (value, "thread");
  message.url = veche_jsonl_word (value, "url");
  message.edited = veche_jsonl_time (value, "edited");
  message.own_words = message.kind == NULL && !message.author.bot;
  message.id = id = veche_jsonl_id (value, &message);
  if (message.url != NULL && !g_str_has_prefix (message.url, "https://") && !g_str_has_prefix (message.url, "http://"))
    message.url = NULL;
  self->stopped = !self->sink->message (self->sink->data, self->chat, &message);

  return !self->stopped;
}

/* The line that has been gathered. FALSE: stopped. */
static gboolean
veche_jsonl_line (VecheJsonl *self)
{
  g_autofree char *place = g_strdup_printf ("line %" G_GINT64_FORMAT, ++self->number);
  gboolean too_long = self->skipping;

  self->skipping = FALSE;
  self->bad = too_long ? "longer than a megabyte" : NULL;
  self->seen = FALSE;
  if (self->number == 1 && g_str_has_prefix (self->line->str, "\xef\xbb\xbf"))
    g_string_erase (self->line, 0, 3);
  if (!too_long && self->line->str[strspn (self->line->str, " \t\r")] == '\0' && self->line->len == strlen (self->line->str))
    {
      g_string_truncate (self->line, 0);
      return TRUE;
    }

  if (!too_long)
    {
      veche_json_stream_reset (self->stream);
      if (!(veche_json_stream_feed (self->stream, "[", 1, NULL) && veche_json_stream_feed (self->stream, self->line->str, self->line->len, NULL) &&
            veche_json_stream_feed (self->stream, "]", 1, NULL) && veche_json_stream_end (self->stream, NULL)) &&
          !self->stopped && !self->seen)
        self->bad = "not JSON";
      if (!self->seen && self->bad == NULL)
        self->bad = "not JSON";
    }
  if (self->bad != NULL && !self->stopped)
    self->stopped = !self->sink->bad (self->sink->data, self->chat, -1, place, self->bad, self->line->str);
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

      if (self->line->len + length > MAX_LINE)
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
  static const VecheJsonEvents events = { NULL, veche_jsonl_element_cb };

  *self = (VecheJsonl){ .sink = sink };
  self->stream = veche_json_stream_new (NULL, &events, self);
  self->line = g_string_new (NULL);
  self->chats = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
veche_jsonl_clear (VecheJsonl *self)
{
  veche_json_stream_free (self->stream);
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
