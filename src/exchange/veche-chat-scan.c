/* veche-chat-scan.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-chat-scan-private.h"

#include <string.h>
#include <sys/stat.h>

#include "store/veche-db.h"
#include "store/veche-import-table.h"

#define ACT_WEIGHT  50          /* one pin tells more about who leads than fifty messages */

G_DEFINE_BOXED_TYPE (VecheChatScan, veche_chat_scan, veche_chat_scan_ref, veche_chat_scan_unref)
G_DEFINE_QUARK (veche-format-error-quark, veche_format_error)

static void
veche_chat_person_free (gpointer data)
{
  VecheChatPerson *self = data;

  g_free (self->remote_id);
  g_free (self->name);
  g_free (self->handle);
  g_free (self->url);
  g_free (self->avatar_url);
  g_free (self->about);
  g_free (self);
}

static void
veche_chat_stamp (const char *path, VecheChatStamp *stamp)
{
  struct stat info;

  *stamp = (VecheChatStamp){ -1, -1 };
  if (stat (path, &info) != 0)
    return;
  stamp->size = info.st_size;
  stamp->modified = info.st_mtim.tv_sec * G_USEC_PER_SEC + info.st_mtim.tv_nsec / 1000;
}

static VecheChatScan *
veche_chat_scan_new (const VecheChatReader *reader, const char *const *paths, VecheDb *db)
{
  VecheChatScan *self = g_new0 (VecheChatScan, 1);
  g_autofree char *first = g_path_get_basename (paths[0]);
  guint n = g_strv_length ((char **) paths);

  g_atomic_ref_count_init (&self->ref_count);
  self->reader = reader;
  self->paths = g_strdupv ((char **) paths);
  self->name = n > 1 ? g_strdup_printf ("%s +%u", first, n - 1) : g_strdup (first);
  self->platform = g_strdup (reader->platform);
  self->instance = g_strdup ("");
  self->stamps = g_array_new (FALSE, FALSE, sizeof (VecheChatStamp));
  for (guint i = 0; i < n; i++)
    {
      VecheChatStamp stamp;

      veche_chat_stamp (paths[i], &stamp);
      g_array_append_val (self->stamps, stamp);
    }
  self->chats = g_ptr_array_new ();
  self->people = g_ptr_array_new_with_free_func (veche_chat_person_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->handles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->same = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->db = db;

  return self;
}

VecheChatScan *
veche_chat_scan_ref (VecheChatScan *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
veche_chat_scan_unref (VecheChatScan *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_strfreev (self->paths);
  g_free (self->name);
  g_array_unref (self->stamps);
  g_free (self->platform);
  g_free (self->instance);
  g_free (self->owner);
  g_free (self->owner_handle);
  g_free (self->bad_why);
  g_free (self->bad_place);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->handles);
  g_hash_table_unref (self->same);
  g_ptr_array_unref (self->chats);
  g_ptr_array_unref (self->people);
  g_clear_error (&self->damage);
  g_free (self);
}

VecheChatPerson *
veche_chat_scan_person (VecheChatScan *self, const char *remote_id)
{
  VecheChatPerson *person = g_hash_table_lookup (self->by_id, remote_id);

  if (person != NULL)
    return person;

  person = g_new0 (VecheChatPerson, 1);
  person->remote_id = g_strdup (remote_id);
  person->personal = TRUE;
  g_ptr_array_add (self->people, person);
  g_hash_table_insert (self->by_id, person->remote_id, person);

  return person;
}

/*** After the last message ***/

static gint
veche_chat_compare_people (gconstpointer a, gconstpointer b)
{
  const VecheChatPerson *left = *(VecheChatPerson *const *) a, *right = *(VecheChatPerson *const *) b;
  gint64 left_score = left->messages + (gint64)left->acts * ACT_WEIGHT,
         right_score = right->messages + (gint64)right->acts * ACT_WEIGHT;

  if (left->certain != right->certain)
    return left->certain ? -1 : 1;
  if (left->personal != right->personal)
    return left->personal ? 1 : -1;
  if ((left->bot || left->deleted) != (right->bot || right->deleted))
    return left->bot || left->deleted ? 1 : -1;
  if (left_score != right_score)
    return left_score > right_score ? -1 : 1;

  return strcmp (left->remote_id, right->remote_id);
}

/* "Combot", "Маяк bot": who calls itself so is one. Talbot is not: the B must be great or begin a word. */
static gboolean
veche_chat_bears_bot_name (const char *name)
{
  return name != NULL &&
         (g_str_has_suffix (name, "Bot") || g_str_has_suffix (name, " bot") || g_str_has_suffix (name, "_bot") ||
          g_str_has_suffix (name, " бот") || g_str_has_suffix (name, "Бот"));
}

/* A conversation is named after the other one in it: who is not the other has exported it. */
static void
veche_chat_scan_find_owner (VecheChatScan *self)
{
  for (guint i = 0; self->owner == NULL && i < self->chats->len; i++)
    {
      VecheChatPart *part = g_ptr_array_index (self->chats, i);
      GHashTableIter iter;
      gpointer author;

      if (part->partner == NULL || g_hash_table_size (part->authors) > 2)
        continue;
      g_hash_table_iter_init (&iter, part->authors);
      while (g_hash_table_iter_next (&iter, &author, NULL))
        if (strcmp (author, part->partner) != 0 && self->owner == NULL)
          self->owner = g_strdup (author);
    }
}

static void
veche_chat_scan_finish_people (VecheChatScan *self)
{
  g_auto (GStrv) mine = NULL;
  g_auto (GStrv) my_handles = NULL;

  if (self->db != NULL)
    veche_import_my_accounts (self->db, self->platform, self->instance, &mine, &my_handles);
  if (self->owner != NULL && self->owner_handle != NULL)
    {
      VecheChatPerson *owner = veche_chat_scan_person (self, self->owner);

      g_free (owner->handle);
      owner->handle = g_strdup (self->owner_handle);
    }

  for (guint i = 0; i < self->people->len; i++)
    {
      VecheChatPerson *person = g_ptr_array_index (self->people, i);

      person->certain = g_strcmp0 (person->remote_id, self->owner) == 0 ||
                        (mine != NULL && g_strv_contains ((const char *const *)mine, person->remote_id));
      if (person->certain && person->handle == NULL && my_handles != NULL)
        person->handle = g_strdup (my_handles[0]);
      person->known = self->db != NULL && veche_import_knows_person (self->db, self->platform, self->instance, person->remote_id);
      person->bot |= veche_chat_bears_bot_name (person->name);
      if (person->name != NULL)
        g_hash_table_insert (self->by_name, person->name,
                             g_hash_table_contains (self->by_name, person->name) ? NULL : person);
    }
  g_ptr_array_sort (self->people, veche_chat_compare_people);
}

static void
veche_chat_scan_finish_chats (VecheChatScan *self)
{
  for (guint i = 0; i < self->chats->len; i++)
    {
      VecheChatPart *part = g_ptr_array_index (self->chats, i);
      gboolean group = veche_chat_is_group (part);

      if (part->chat.remote_id == NULL)
        part->chat.remote_id = g_strdup_printf ("name:%s", part->chat.name != NULL ? part->chat.name : "");
      g_clear_pointer (&part->channels, g_ptr_array_unref);
      g_clear_pointer (&part->candidates, g_ptr_array_unref);
      part->chat.people = g_hash_table_size (part->authors);
      part->chat.topics = part->topics != NULL ? g_hash_table_size (part->topics) : 0;
      part->chat.only_mine = self->account && group && part->chat.people == 1 && self->owner != NULL &&
                             g_hash_table_contains (part->authors, self->owner);
      part->chat.chosen = part->chat.messages + part->chat.service > 0 &&
                          (!self->account || group || part->partial || g_strcmp0 (part->chat.kind, "channel") == 0);
    }
  if (self->account)
    return;

  /* One conversation, exported on purpose: its people are no private matter of an account. */
  for (guint i = 0; i < self->people->len; i++)
    ((VecheChatPerson *) g_ptr_array_index (self->people, i))->personal = FALSE;
}

static guint
veche_chat_scan_count_whole (VecheChatScan *self)
{
  guint whole = 0;

  for (guint i = 0; i < self->chats->len; i++)
    {
      VecheChat *chat = g_ptr_array_index (self->chats, i);

      whole += chat->messages + chat->service;
    }

  return whole;
}

/* Well-formed, but not one thing in it is as it should be: of another program. */
static gboolean
veche_chat_scan_makes_sense (VecheChatScan *self, guint whole, GError **error)
{
  if (whole > 0 || self->bad == 0)
    return TRUE;

  if (self->reader->format == VECHE_FORMAT_TELEGRAM_JSON)
    g_set_error (error, VECHE_EXCHANGE_ERROR, VECHE_EXCHANGE_ERROR_FOREIGN,
                 "This is JSON with messages, but not an export of Telegram Desktop: none of its %u messages is one of "
                 "Telegram (the first, at byte %" G_GINT64_FORMAT ": %s). Choose the file result.json of the export",
                 self->bad, self->bad_byte, self->bad_why);
  else
    g_set_error (error, VECHE_EXCHANGE_ERROR, VECHE_EXCHANGE_ERROR_FOREIGN,
                 "None of the %u messages in it makes sense (the first, %s: %s): it is not as %s writes it", self->bad,
                 self->bad_place != NULL ? self->bad_place : "at its beginning", self->bad_why, self->platform);

  return FALSE;
}

gboolean
veche_chat_scan_is_stale (VecheChatScan *self)
{
  for (guint i = 0; self->paths[i] != NULL; i++)
    {
      VecheChatStamp *then = &g_array_index (self->stamps, VecheChatStamp, i), now;

      veche_chat_stamp (self->paths[i], &now);
      if (now.size != then->size || now.modified != then->modified)
        return TRUE;
    }

  return FALSE;
}

static const VecheChatReader *
veche_chat_scan_find_reader (VecheFormat format, const char *path, GError **error)
{
  VecheFormatTrouble trouble = VECHE_FORMAT_TROUBLE_NONE;
  const VecheChatReader *reader;

  if (format == VECHE_FORMAT_UNKNOWN)
    format = veche_format_detect (path, &trouble);
  reader = veche_chat_reader_for (format);
  if (reader == NULL && format == VECHE_FORMAT_UNKNOWN)
    g_set_error_literal (error, VECHE_FORMAT_ERROR, trouble, veche_format_trouble_to_sentence (trouble));
  else if (reader == NULL)
    g_set_error (error, VECHE_EXCHANGE_ERROR, VECHE_EXCHANGE_ERROR_FOREIGN, "This file (%s) holds no conversations",
                 veche_format_to_nick (format));

  return reader;
}

VecheChatScan *
veche_chat_scan (VecheDb *db, VecheFormat format, const char *const *paths, VecheProgress progress, gpointer progress_data,
                 GCancellable *cancellable, GError **error)
{
  const VecheChatReader *reader = veche_chat_scan_find_reader (format, paths[0], error);
  g_autoptr (VecheChatScan) self = NULL;
  g_autoptr (GError) damage = NULL;
  VecheChatSink sink;
  guint whole;

  if (reader == NULL)
    return NULL;

  self = veche_chat_scan_new (reader, paths, db);
  sink = veche_chat_collect_sink (self);
  reader->read (paths, &sink, progress, progress_data, cancellable, &damage);
  whole = veche_chat_scan_count_whole (self);
  if (damage != NULL && (whole == 0 || !veche_exchange_is_damage (damage)))
    {
      g_propagate_error (error, g_steal_pointer (&damage));
      return NULL;
    }
  if (!veche_chat_scan_makes_sense (self, whole, error))
    return NULL;

  self->damage = g_steal_pointer (&damage);
  self->account = self->owner != NULL || self->chats->len > 1;
  veche_chat_adopt_settle (self);
  veche_chat_scan_find_owner (self);
  veche_chat_scan_finish_chats (self);
  veche_chat_scan_finish_people (self);
  self->db = NULL;

  return g_steal_pointer (&self);
}

/*** Reading it ***/

VecheFormat
veche_chat_scan_get_format (VecheChatScan *self)
{
  return self->reader->format;
}

const char *
veche_chat_scan_get_platform (VecheChatScan *self)
{
  return self->platform;
}

const char *
veche_chat_scan_get_name (VecheChatScan *self)
{
  return self->name;
}

GPtrArray *
veche_chat_scan_get_chats (VecheChatScan *self)
{
  return self->chats;
}

GPtrArray *
veche_chat_scan_get_people (VecheChatScan *self)
{
  return self->people;
}

const GError *
veche_chat_scan_get_damage (VecheChatScan *self)
{
  return self->damage;
}

VecheChatLacks
veche_chat_scan_get_lacks (VecheChatScan *self)
{
  return self->reader->lacks;
}

guint
veche_chat_scan_get_bad (VecheChatScan *self, gint64 *byte, const char **why)
{
  if (byte != NULL)
    *byte = self->bad_byte;
  if (why != NULL)
    *why = self->bad_why;

  return self->bad;
}

const char *
veche_chat_scan_get_bad_place (VecheChatScan *self)
{
  return self->bad_place;
}

static void
veche_chat_scan_count_people (VecheChatScan *self, GHashTable *people, VecheChatTotals *totals)
{
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < self->people->len; i++)
    {
      VecheChatPerson *person = g_ptr_array_index (self->people, i);

      if (person->listed)
        g_hash_table_add (people, person->remote_id);
    }
  totals->people = g_hash_table_size (people);
  g_hash_table_iter_init (&iter, people);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    totals->fresh_people += !((VecheChatPerson *) g_hash_table_lookup (self->by_id, key))->known;
}

void
veche_chat_scan_get_totals (VecheChatScan *self, VecheChatTotals *totals)
{
  g_autoptr (GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer key;

  *totals = (VecheChatTotals){ 0 };
  for (guint i = 0; i < self->chats->len; i++)
    {
      VecheChatPart *part = g_ptr_array_index (self->chats, i);

      if (!part->chat.chosen)
        continue;
      totals->messages += part->chat.messages;
      totals->service += part->chat.service;
      totals->fresh += part->chat.fresh;
      totals->fresh_service += part->chat.fresh_service;
      if (part->chat.first != 0)
        totals->first = totals->first == 0 ? part->chat.first : MIN (totals->first, part->chat.first);
      totals->last = MAX (totals->last, part->chat.last);
      if (part->questions != NULL)
        totals->questions += veche_chat_questions_count (part->questions, self->last - VECHE_CHAT_WINDOW);
      g_hash_table_iter_init (&iter, part->authors);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        g_hash_table_add (people, key);
    }
  veche_chat_scan_count_people (self, people, totals);
}
