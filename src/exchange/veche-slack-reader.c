/* veche-slack-reader.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   users.json channels.json groups.json dms.json mpims.json      who and what, read first
 *   general/2024-01-31.json …                                     a list of messages a day
 *
 * in a zip or in the folder it was unpacked to, perhaps below another folder.
 */

#include "exchange/veche-chat-reader.h"
#include "exchange/veche-json-stream.h"
#include "exchange/veche-pack.h"
#include "exchange/veche-slack-message.h"

#include <string.h>

typedef enum { LIST_NONE, LIST_USERS, LIST_CHANNELS, LIST_GROUPS, LIST_DIRECT, LIST_MANY, LIST_DAY } VecheSlackList;

typedef struct { char *id, *name; VecheSlackList list; } VecheSlackChannel;

typedef struct
{
  const VecheChatSink *sink;
  VecheSlack           slack;
  VecheJsonStream     *stream;
  VecheSlackList       list;         /* that is being read */
  GPtrArray           *channels;     /* (element-type VecheSlackChannel): chats by index */
  GHashTable          *folders;      /* name of a folder → index + 1 */
  char                *root;         /* (nullable): folder that users.json stands in, with a slash */
  guint                chat;         /* of the day being read */
  const char          *file;         /* its name */
  gboolean             stopped;
} VecheSlackReader;

static void
veche_slack_channel_free (gpointer data)
{
  VecheSlackChannel *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

static guint
veche_slack_reader_add_channel (VecheSlackReader *self, const char *id, const char *name, const char *folder, VecheSlackList list)
{
  VecheSlackChannel *channel = g_new0 (VecheSlackChannel, 1);

  channel->id = g_strdup (id);
  channel->name = g_strdup (name);
  channel->list = list;
  g_ptr_array_add (self->channels, channel);
  g_hash_table_replace (self->folders, g_strdup (folder), GUINT_TO_POINTER (self->channels->len));
  if (name != NULL)
    g_hash_table_replace (self->slack.channels, g_strdup (id), g_strdup (name));

  return self->channels->len - 1;
}

/* A conversation of two or a few has no name but theirs. */
static char *
veche_slack_reader_members (const VecheJsonNode *value)
{
  const VecheJsonNode *members = veche_json_get (value, "members");
  g_autoptr (GString) ids = g_string_new (NULL);

  for (const VecheJsonNode *one = members != NULL ? members->first : NULL; one != NULL; one = one->next)
    if (one->kind == VECHE_JSON_STRING)
      g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", one->string);

  return g_string_free (g_steal_pointer (&ids), FALSE);
}

static void
veche_slack_reader_list_channel (VecheSlackReader *self, const VecheJsonNode *value)
{
  const char *id = veche_json_get_string (value, "id");
  const char *name = veche_json_get_string (value, "name");
  g_autofree char *members = self->list == LIST_DIRECT || self->list == LIST_MANY ? veche_slack_reader_members (value) : NULL;

  if (id == NULL || id[0] == '\0')
    return;
  veche_slack_reader_add_channel (self, id, members != NULL ? members : name, name != NULL && self->list != LIST_DIRECT ? name : id, self->list);
}

static gboolean
veche_slack_element_cb (const VecheJsonNode *value, gint64 byte, gpointer user_data)
{
  VecheSlackReader *self = user_data;
  const VecheChatWho *who;
  const char *why = NULL;
  gboolean go_on = TRUE;

  if (self->list == LIST_USERS)
    veche_slack_add_user (&self->slack, value, &who);
  else if (self->list != LIST_DAY)
    veche_slack_reader_list_channel (self, value);
  else if (veche_slack_read_message (&self->slack, value, &why))
    go_on = self->sink->message (self->sink->data, self->chat, &self->slack.message);
  else
    go_on = self->sink->bad (self->sink->data, self->chat, byte, self->file, why, veche_json_get_string (value, "text"));
  self->stopped = !go_on;

  return go_on;
}

static gboolean
veche_slack_feed_cb (const char *data, gsize size, gint64 before, gpointer user_data, GError **error)
{
  return veche_json_stream_feed (((VecheSlackReader *) user_data)->stream, data, size, error);
}

static VecheSlackList
veche_slack_list_of (const char *name)
{
  static const struct { const char *name; VecheSlackList list; } lists[] = {
    { "users.json", LIST_USERS },   { "org_users.json", LIST_USERS }, { "channels.json", LIST_CHANNELS },
    { "groups.json", LIST_GROUPS }, { "dms.json", LIST_DIRECT },      { "mpims.json", LIST_MANY },
  };
  const char *base = strrchr (name, '/') != NULL ? strrchr (name, '/') + 1 : name;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (strcmp (lists[i].name, base) == 0)
      return lists[i].list;

  return LIST_NONE;
}

/* A list or a day that is damaged costs itself only: it is counted, and the others are read. FALSE: all must end. */
static gboolean
veche_slack_reader_file (VecheSlackReader *self, VechePack *pack, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failed = NULL;

  veche_json_stream_reset (self->stream);
  self->file = name;
  if (veche_pack_read (pack, veche_slack_feed_cb, self, cancellable, &failed) && veche_json_stream_end (self->stream, &failed))
    return TRUE;
  if (self->stopped)
    return FALSE;
  if (failed == NULL || (failed->domain == VECHE_EXCHANGE_ERROR && failed->code != VECHE_EXCHANGE_ERROR_HOSTILE &&
                         failed->code != VECHE_EXCHANGE_ERROR_ENCRYPTED))
    return self->sink->bad (self->sink->data, self->chat, -1, name, failed != NULL ? failed->message : "unreadable", NULL);

  g_propagate_error (error, g_steal_pointer (&failed));

  return FALSE;
}

/* First time through: who and what.  Lists stand at the top of the export, not within a channel. */
static gboolean
veche_slack_reader_lists (VecheSlackReader *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (VechePack) pack = veche_pack_open (path, error);
  g_autoptr (GError) failed = NULL;
  const char *name;

  if (pack == NULL)
    return FALSE;

  while ((name = veche_pack_next (pack, &failed)) != NULL)
    {
      const char *slash = strrchr (name, '/');

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      self->list = veche_slack_list_of (name);
      if (self->list == LIST_NONE || (slash != NULL && strchr (name, '/') != slash) ||
          !veche_slack_reader_file (self, pack, name, cancellable, &failed))
        {
          if (failed != NULL || self->stopped)
            break;
          continue;
        }
      if (self->list == LIST_USERS && self->root == NULL)
        self->root = slash != NULL ? g_strndup (name, slash - name + 1) : g_strdup ("");
    }
  if (failed == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));

  return FALSE;
}

static char *
veche_slack_reader_title (VecheSlackReader *self, const VecheSlackChannel *channel)
{
  g_auto (GStrv) ids = NULL;

  if ((channel->list != LIST_DIRECT && channel->list != LIST_MANY) || channel->name == NULL)
    return g_strdup (channel->name);

  ids = g_strsplit (channel->name, " ", -1);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      VecheChatWho *who = g_hash_table_lookup (self->slack.users, ids[i]);

      if (who == NULL || who->name == NULL)
        continue;
      g_free (ids[i]);
      ids[i] = g_strdup (who->name);
    }

  return g_strjoinv (", ", ids);
}

static void
veche_slack_reader_tell_chat (VecheSlackReader *self, guint index)
{
  const VecheSlackChannel *channel = g_ptr_array_index (self->channels, index);
  gboolean private = channel->list == LIST_DIRECT || channel->list == LIST_MANY;
  g_autofree char *title = veche_slack_reader_title (self, channel);
  g_autofree char *url = NULL;
  VecheChatInfo info = { .remote_id = channel->id, .name = title, .kind = private ? "personal" : "group" };

  if (self->slack.team != NULL && channel->list != LIST_NONE)
    info.url = url = g_strdup_printf ("https://slack.com/app_redirect?team=%s&channel=%s", self->slack.team, channel->id);
  veche_chat_sink_chat (self->sink, index, &info);
}

static void
veche_slack_reader_tell (VecheSlackReader *self)
{
  GHashTableIter iter;
  gpointer value;

  veche_chat_sink_place (self->sink, "slack", self->slack.team);
  g_hash_table_iter_init (&iter, self->slack.users);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const VecheChatWho *who = value;

      veche_chat_sink_person (self->sink, who, !who->deleted && !who->bot);
    }
  for (guint i = 0; i < self->channels->len; i++)
    veche_slack_reader_tell_chat (self, i);
}

/* "general/2024-01-31.json" below the root. (transfer full) (nullable): the folder */
static char *
veche_slack_reader_folder (VecheSlackReader *self, const char *name)
{
  const char *root = self->root != NULL ? self->root : "";
  const char *below = g_str_has_prefix (name, root) ? name + strlen (root) : NULL;
  const char *slash = below != NULL ? strchr (below, '/') : NULL;

  if (slash == NULL || strspn (slash + 1, "0123456789-") != 10 || strcmp (slash + 11, ".json") != 0)
    return NULL;

  return g_strndup (below, slash - below);
}

static void
veche_slack_reader_enter (VecheSlackReader *self, const char *folder)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->folders, folder));
  g_autofree char *by_name = g_strconcat ("name:", folder, NULL);
  const VecheSlackChannel *channel;

  /* A folder that no list names: its name must do for a key. */
  self->chat = known > 0 ? known - 1 : veche_slack_reader_add_channel (self, by_name, folder, folder, LIST_NONE);
  if (known == 0)
    veche_slack_reader_tell_chat (self, self->chat);
  channel = g_ptr_array_index (self->channels, self->chat);
  self->slack.channel = channel->list != LIST_NONE ? channel->id : NULL;
}

static gboolean
veche_slack_reader_days (VecheSlackReader *self, const char *path, VecheProgress progress, gpointer progress_data, GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (VechePack) pack = veche_pack_open (path, error);
  g_autoptr (GError) failed = NULL;
  const char *name;
  gint64 done, total;

  if (pack == NULL)
    return FALSE;

  self->list = LIST_DAY;
  while ((name = veche_pack_next (pack, &failed)) != NULL)
    {
      g_autofree char *folder = veche_slack_reader_folder (self, name);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      veche_pack_progress (pack, &done, &total);
      if (progress != NULL)
        progress (done, total, progress_data);
      if (folder == NULL)
        continue;
      veche_slack_reader_enter (self, folder);
      if (!veche_slack_reader_file (self, pack, name, cancellable, error))
        return FALSE;
    }
  if (failed == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));

  return FALSE;
}

static gboolean
veche_slack_reader_all (VecheSlackReader *self, const char *path, VecheProgress progress, gpointer progress_data, GCancellable *cancellable,
                        GError **error)
{
  if (!veche_slack_reader_lists (self, path, cancellable, error))
    return FALSE;
  if (g_hash_table_size (self->slack.users) == 0 && self->channels->len == 0)
    {
      veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_FOREIGN, -1,
                                "This is not an export of Slack: there is neither users.json nor channels.json in it");
      return FALSE;
    }

  veche_slack_reader_tell (self);

  return veche_slack_reader_days (self, path, progress, progress_data, cancellable, error);
}

static gboolean
veche_slack_read (const char *const *paths, const VecheChatSink *sink, VecheProgress progress, gpointer progress_data,
                  GCancellable *cancellable, GError **error)
{
  static const VecheJsonEvents events = { NULL, veche_slack_element_cb };
  VecheSlackReader self = { .sink = sink };
  gboolean ok;

  if (paths[1] != NULL)
    {
      veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_READ, -1, "One Slack export at a time: import them one after the other");
      return FALSE;
    }

  veche_slack_init (&self.slack);
  self.slack.full = sink->full;
  self.stream = veche_json_stream_new (NULL, &events, &self);
  self.channels = g_ptr_array_new_with_free_func (veche_slack_channel_free);
  self.folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ok = veche_slack_reader_all (&self, paths[0], progress, progress_data, cancellable, error);
  veche_json_stream_free (self.stream);
  veche_slack_clear (&self.slack);
  g_ptr_array_unref (self.channels);
  g_hash_table_unref (self.folders);
  g_free (self.root);

  return ok;
}

const VecheChatReader veche_slack_reader = {
  .format = VECHE_FORMAT_SLACK_ZIP,
  .platform = "slack",
  .kind = "slack-export",
  .read = veche_slack_read,
};
