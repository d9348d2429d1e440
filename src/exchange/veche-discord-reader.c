/* veche-discord-reader.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * { guild: {…}, channel: {…}, dateRange: {…}, messages: [ {…}, … ], messageCount: 9 }: a file a channel, or a part of one.
 */

#include "exchange/veche-chat-reader.h"
#include "exchange/veche-discord-message.h"
#include "exchange/veche-json-stream.h"

#include <sys/stat.h>
#include <string.h>

typedef struct
{
  const VecheChatSink *sink;
  VecheDiscordMessage  message;
  VecheJsonStream     *stream;
  GHashTable          *chats;        /* channel id → index + 1 */

  char                *guild, *channel, *name, *kind, *parent, *parent_name;   /* of the file (nullable) */
  guint                chat;
  gboolean             told;         /* the chat of this file */
  gboolean             stopped;

  VecheProgress        progress;
  gpointer             progress_data;
  gint64               before, total;   /* bytes of the files before this one, of all */
} VecheDiscordReader;

static void
veche_discord_reader_forget (VecheDiscordReader *self)
{
  g_clear_pointer (&self->guild, g_free);
  g_clear_pointer (&self->channel, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->parent, g_free);
  g_clear_pointer (&self->parent_name, g_free);
  self->told = FALSE;
  veche_json_stream_reset (self->stream);
}

static void
veche_discord_member_cb (const char *key, const VecheJsonNode *value, gpointer user_data)
{
  VecheDiscordReader *self = user_data;

  if (strcmp (key, "guild") == 0 && self->guild == NULL)
    self->guild = g_strdup (veche_json_get_text (value, "id"));
  else if (strcmp (key, "channel") == 0 && self->channel == NULL)
    {
      self->channel = g_strdup (veche_json_get_text (value, "id"));
      self->name = g_strdup (veche_json_get_string (value, "name"));
      self->kind = g_strdup (veche_discord_kind (veche_json_get_text (value, "type")));
      /* The exporter calls "category" whatever a channel hangs on: of a thread that is its channel. */
      if (strcmp (self->kind, "topic") == 0)
        {
          self->parent = g_strdup (veche_json_get_text (value, "categoryId"));
          self->parent_name = g_strdup (veche_json_get_string (value, "category"));
        }
    }
}

/* FALSE: the file does not say which channel it is of. */
static gboolean
veche_discord_reader_tell (VecheDiscordReader *self)
{
  VecheChatInfo info = {
    .remote_id = self->channel, .name = self->name, .kind = self->kind, .parent = self->parent, .parent_name = self->parent_name,
  };
  g_autofree char *url = NULL;
  guint known;

  if (self->told || self->channel == NULL)
    return self->told;

  known = GPOINTER_TO_UINT (g_hash_table_lookup (self->chats, self->channel));
  self->chat = known > 0 ? known - 1 : g_hash_table_size (self->chats);
  g_hash_table_insert (self->chats, g_strdup (self->channel), GUINT_TO_POINTER (self->chat + 1));
  self->message.guild = self->guild;
  self->message.channel = self->channel;
  self->told = TRUE;
  if (self->guild != NULL && strcmp (self->guild, "0") != 0)
    info.url = url = g_strdup_printf ("https://discord.com/channels/%s/%s", self->guild, self->channel);
  veche_chat_sink_chat (self->sink, self->chat, &info);

  return TRUE;
}

static gboolean
veche_discord_element_cb (const VecheJsonNode *value, gint64 byte, gpointer user_data)
{
  VecheDiscordReader *self = user_data;
  const char *why = NULL;
  gboolean go_on;

  if (!veche_discord_reader_tell (self))
    return TRUE;

  if (veche_discord_message_read (&self->message, value, &why))
    go_on = self->sink->message (self->sink->data, self->chat, &self->message.message);
  else
    go_on = self->sink->bad (self->sink->data, self->chat, byte, NULL, why, veche_json_get_string (value, "content"));
  self->stopped = !go_on;

  return go_on;
}

static gboolean
veche_discord_feed_cb (const char *data, gsize size, gint64 before, gpointer user_data, GError **error)
{
  return veche_json_stream_feed (((VecheDiscordReader *) user_data)->stream, data, size, error);
}

static void
veche_discord_progress_cb (gint64 done, gint64 total, gpointer user_data)
{
  VecheDiscordReader *self = user_data;

  if (self->progress != NULL)
    self->progress (self->before + done, MAX (self->total, self->before + done), self->progress_data);
}

static gboolean
veche_discord_read_one (VecheDiscordReader *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);

  veche_discord_reader_forget (self);
  if (!veche_exchange_read_file (path, veche_discord_feed_cb, self, veche_discord_progress_cb, self, cancellable, error) ||
      !veche_json_stream_end (self->stream, error))
    return FALSE;

  if (veche_discord_reader_tell (self) && veche_json_stream_has_list (self->stream))
    return TRUE;

  veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_FOREIGN, 0,
                            "“%s” is JSON, but not of DiscordChatExporter: there is no channel with messages in it", name);

  return FALSE;
}

/* A damaged file does not keep the others from being read; its damage is said in the end. */
static gboolean
veche_discord_read_all (VecheDiscordReader *self, const char *const *paths, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) damage = NULL;

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autoptr (GError) failed = NULL;
      struct stat info = { 0 };

      if (!veche_discord_read_one (self, paths[i], cancellable, &failed))
        {
          if (failed == NULL || !veche_exchange_is_damage (failed))
            {
              g_propagate_error (error, g_steal_pointer (&failed));
              return FALSE;
            }
          if (damage == NULL)
            damage = g_steal_pointer (&failed);
        }
      if (stat (paths[i], &info) == 0)
        self->before += info.st_size;
    }
  if (damage == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&damage));

  return FALSE;
}

static gboolean
veche_discord_read (const char *const *paths, const VecheChatSink *sink, VecheProgress progress, gpointer progress_data,
                    GCancellable *cancellable, GError **error)
{
  static const VecheJsonEvents events = { veche_discord_member_cb, veche_discord_element_cb };
  VecheDiscordReader self = { .sink = sink, .progress = progress, .progress_data = progress_data };
  struct stat info;
  gboolean ok;

  for (guint i = 0; paths[i] != NULL; i++)
    self.total += stat (paths[i], &info) == 0 ? info.st_size : 0;
  self.stream = veche_json_stream_new ("messages", &events, &self);
  self.chats = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  veche_discord_message_init (&self.message);
  self.message.full = sink->full;
  ok = veche_discord_read_all (&self, paths, cancellable, error);
  veche_discord_reader_forget (&self);
  veche_discord_message_clear (&self.message);
  veche_json_stream_free (self.stream);
  g_hash_table_unref (self.chats);

  return ok;
}

const VecheChatReader veche_discord_reader = {
  .format = VECHE_FORMAT_DISCORD_JSON,
  .platform = "discord",
  .kind = "discord-export",
  .read = veche_discord_read,
};
