/* veche-mastodon-archive.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   actor.json            whose archive it is
 *   outbox.json           what they posted: { orderedItems: [ … ] }
 *   following_accounts.csv, followers.csv, …   lists of addresses, where they were put beside
 *
 * in a zip, a tar.gz (with all the pictures before them) or a folder.
 */

#include "exchange/veche-activity-message.h"
#include "exchange/veche-chat-reader.h"
#include "exchange/veche-json-stream.h"
#include "exchange/veche-pack.h"

#include <string.h>

#define MAX_LIST (8 * 1024 * 1024)

typedef struct
{
  const VecheChatSink *sink;
  VecheActivity        activity;
  VecheJsonStream     *outbox, *actor;
  char                *id, *user, *name, *url, *about;    /* of the actor (nullable) */
  GString             *list;         /* a CSV of addresses */
  gboolean             saw_outbox, stopped;
} VecheMastodonArchive;

static void
veche_mastodon_archive_member_cb (const char *key, const VecheJsonNode *value, gpointer user_data)
{
  VecheMastodonArchive *self = user_data;
  const struct { const char *key; char **field; } fields[] = {
    { "id", &self->id }, { "preferredUsername", &self->user }, { "name", &self->name }, { "url", &self->url }, { "summary", &self->about },
  };

  for (guint i = 0; value->kind == VECHE_JSON_STRING && i < G_N_ELEMENTS (fields); i++)
    if (strcmp (fields[i].key, key) == 0 && *fields[i].field == NULL)
      *fields[i].field = g_strdup (value->string);
}

static gboolean
veche_mastodon_archive_nothing_cb (const VecheJsonNode *value, gint64 byte, gpointer user_data)
{
  return TRUE;
}

static gboolean
veche_mastodon_archive_element_cb (const VecheJsonNode *value, gint64 byte, gpointer user_data)
{
  VecheMastodonArchive *self = user_data;
  const char *why = NULL;

  if (veche_activity_read (&self->activity, value, &why))
    self->stopped = !self->sink->message (self->sink->data, 0, &self->activity.message);
  else if (why != NULL)
    self->stopped = !self->sink->bad (self->sink->data, 0, byte, "outbox.json", why, veche_json_get_string (value, "id"));

  return !self->stopped;
}

static gboolean
veche_mastodon_archive_stream_cb (const char *data, gsize size, gint64 before, gpointer stream, GError **error)
{
  return veche_json_stream_feed (stream, data, size, error);
}

static gboolean
veche_mastodon_archive_list_cb (const char *data, gsize size, gint64 before, gpointer user_data, GError **error)
{
  GString *list = user_data;

  if (list->len + size <= MAX_LIST)
    g_string_append_len (list, data, size);

  return TRUE;
}

/* "bob@host,true,false": who follows or is followed is a person of ours, whether or not they ever wrote. */
static void
veche_mastodon_archive_tell_list (VecheMastodonArchive *self)
{
  g_auto (GStrv) lines = g_strsplit (self->list->str, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *valid = g_utf8_make_valid (lines[i], -1);
      g_autofree char *address = g_strstrip (g_strndup (valid, strcspn (valid, ",;\r")));
      g_autofree char *lower = NULL;
      VecheChatWho who = { 0 };
      const char *at = strchr (address[0] == '@' ? address + 1 : address, '@');

      if (at == NULL || strchr (at, '.') == NULL || strchr (address, ' ') != NULL || strlen (address) > 300)
        continue;
      lower = g_ascii_strdown (address[0] == '@' ? address + 1 : address, -1);
      who.remote_id = who.handle = lower;
      veche_chat_sink_person (self->sink, &who, TRUE);
    }
}

static gboolean
veche_mastodon_archive_tell (VecheMastodonArchive *self, GError **error)
{
  g_autofree char *id = NULL, *title = NULL;
  VecheChatInfo info = { .kind = "personal", .partial = TRUE };
  VecheChatWho who = { 0 };

  if (!veche_activity_set_actor (&self->activity, self->id, self->user))
    {
      veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_FOREIGN, -1,
                                "This is not an archive of a Mastodon account: its actor.json does not say whose it is");
      return FALSE;
    }

  id = g_strdup_printf ("%s@%s", self->activity.user, self->activity.host);
  title = g_strdup_printf ("@%s", id);
  who = (VecheChatWho){ .remote_id = id, .handle = self->activity.user, .name = self->name, .url = self->url };
  veche_chat_sink_place (self->sink, "mastodon", self->activity.host);
  veche_chat_sink_person (self->sink, &who, FALSE);
  veche_chat_sink_owner (self->sink, &who);
  info.remote_id = id;
  info.name = title;
  info.url = self->url;
  veche_chat_sink_chat (self->sink, 0, &info);
  veche_mastodon_archive_tell_list (self);

  return TRUE;
}

static gboolean
veche_mastodon_archive_is_list (const char *base)
{
  return g_str_has_suffix (base, ".csv") && (strstr (base, "follow") != NULL);
}

static gboolean
veche_mastodon_archive_file (VecheMastodonArchive *self, VechePack *pack, const char *name, gboolean posts, GCancellable *cancellable,
                             GError **error)
{
  const char *base = strrchr (name, '/') != NULL ? strrchr (name, '/') + 1 : name;

  if (posts && strcmp (base, "outbox.json") == 0)
    {
      self->saw_outbox = TRUE;
      veche_json_stream_reset (self->outbox);
      return veche_pack_read (pack, veche_mastodon_archive_stream_cb, self->outbox, cancellable, error) &&
             veche_json_stream_end (self->outbox, error);
    }
  if (!posts && strcmp (base, "actor.json") == 0 && self->id == NULL)
    {
      veche_json_stream_reset (self->actor);
      return veche_pack_read (pack, veche_mastodon_archive_stream_cb, self->actor, cancellable, error) &&
             veche_json_stream_end (self->actor, error);
    }
  if (!posts && veche_mastodon_archive_is_list (base))
    {
      g_string_append_c (self->list, '\n');
      return veche_pack_read (pack, veche_mastodon_archive_list_cb, self->list, cancellable, error);
    }

  return TRUE;
}

/* Once for whose it is, which stands last, once for the posts. */
static gboolean
veche_mastodon_archive_pass (VecheMastodonArchive *self, const char *path, gboolean posts, VecheProgress progress, gpointer progress_data,
                             GCancellable *cancellable, GError **error)
{
  g_autoptr (VechePack) pack = veche_pack_open (path, error);
  g_autoptr (GError) failed = NULL;
  const char *name;
  gint64 done, total;

  if (pack == NULL)
    return FALSE;

  while ((name = veche_pack_next (pack, &failed)) != NULL)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      veche_pack_progress (pack, &done, &total);
      if (progress != NULL)
        progress (posts ? total + done : done, total * 2, progress_data);
      if (!veche_mastodon_archive_file (self, pack, name, posts, cancellable, error))
        return FALSE;
    }
  if (failed == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));

  return FALSE;
}

static gboolean
veche_mastodon_archive_all (VecheMastodonArchive *self, const char *path, VecheProgress progress, gpointer progress_data,
                            GCancellable *cancellable, GError **error)
{
  if (!veche_mastodon_archive_pass (self, path, FALSE, progress, progress_data, cancellable, error) ||
      !veche_mastodon_archive_tell (self, error) ||
      !veche_mastodon_archive_pass (self, path, TRUE, progress, progress_data, cancellable, error))
    return FALSE;
  if (self->saw_outbox && veche_json_stream_has_list (self->outbox))
    return TRUE;

  veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_FOREIGN, -1, "There are no posts in this archive: it has no outbox.json with a list in it");

  return FALSE;
}

static gboolean
veche_mastodon_archive_read (const char *const *paths, const VecheChatSink *sink, VecheProgress progress, gpointer progress_data,
                             GCancellable *cancellable, GError **error)
{
  static const VecheJsonEvents outbox = { NULL, veche_mastodon_archive_element_cb };
  static const VecheJsonEvents actor = { veche_mastodon_archive_member_cb, veche_mastodon_archive_nothing_cb };
  VecheMastodonArchive self = { .sink = sink, .list = g_string_new (NULL) };
  gboolean ok;

  if (paths[1] != NULL)
    {
      g_string_free (self.list, TRUE);
      veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_READ, -1, "One archive at a time: import them one after the other");
      return FALSE;
    }

  veche_activity_init (&self.activity);
  self.activity.full = sink->full;
  self.outbox = veche_json_stream_new ("orderedItems", &outbox, &self);
  self.actor = veche_json_stream_new ("\x01", &actor, &self);
  ok = veche_mastodon_archive_all (&self, paths[0], progress, progress_data, cancellable, error);
  veche_activity_clear (&self.activity);
  veche_json_stream_free (self.outbox);
  veche_json_stream_free (self.actor);
  g_string_free (self.list, TRUE);
  g_free (self.id);
  g_free (self.user);
  g_free (self.name);
  g_free (self.url);
  g_free (self.about);

  return ok;
}

const VecheChatReader veche_mastodon_archive_reader = {
  .format = VECHE_FORMAT_MASTODON_ARCHIVE,
  .platform = "mastodon",
  .kind = "mastodon-archive-export",
  .lacks = VECHE_CHAT_LACKS_OTHERS | VECHE_CHAT_LACKS_REACTIONS,
  .by_handle = TRUE,
  .read = veche_mastodon_archive_read,
};
