/* veche-telegram-scan.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-telegram-scan-private.h"

#include <string.h>
#include <sys/stat.h>

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-import-table.h"

#define MAX_HANDLES 20000
#define ACT_WEIGHT  50          /* one pin tells more about who leads than fifty messages */

G_DEFINE_BOXED_TYPE (VecheTelegramScan, veche_telegram_scan, veche_telegram_scan_ref, veche_telegram_scan_unref)

static void
veche_telegram_chat_scan_free (gpointer data)
{
  VecheTelegramChatScan *self = data;

  g_free (self->chat.remote_id);
  g_free (self->chat.name);
  g_free (self->chat.kind);
  g_free (self->type);
  g_free (self->id);
  g_hash_table_unref (self->authors);
  g_clear_pointer (&self->topics, g_hash_table_unref);
  g_clear_pointer (&self->questions, veche_telegram_questions_free);
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  g_free (self);
}

static void
veche_telegram_person_free (gpointer data)
{
  VecheTelegramPerson *self = data;

  g_free (self->remote_id);
  g_free (self->name);
  g_free (self->handle);
  g_free (self);
}

static VecheTelegramScan *
veche_telegram_scan_new (const char *path, VecheDb *db)
{
  VecheTelegramScan *self = g_new0 (VecheTelegramScan, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->path = g_strdup (path);
  self->chats = g_ptr_array_new_with_free_func (veche_telegram_chat_scan_free);
  self->people = g_ptr_array_new_with_free_func (veche_telegram_person_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->handles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->db = db;
  self->text = g_string_new (NULL);

  return self;
}

VecheTelegramScan *
veche_telegram_scan_ref (VecheTelegramScan *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
veche_telegram_scan_unref (VecheTelegramScan *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->path);
  g_free (self->owner);
  g_free (self->owner_handle);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->handles);
  g_ptr_array_unref (self->chats);
  g_ptr_array_unref (self->people);
  g_clear_error (&self->damage);
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_free (self);
}

static VecheTelegramPerson *
veche_telegram_scan_person (VecheTelegramScan *self, const char *remote_id)
{
  VecheTelegramPerson *person = g_hash_table_lookup (self->by_id, remote_id);

  if (person != NULL)
    return person;

  person = g_new0 (VecheTelegramPerson, 1);
  person->remote_id = g_strdup (remote_id);
  person->personal = TRUE;
  g_ptr_array_add (self->people, person);
  g_hash_table_insert (self->by_id, person->remote_id, person);

  return person;
}

static void
veche_telegram_scan_chat_cb (guint index, gboolean left, gpointer user_data)
{
  VecheTelegramScan *self = user_data;
  VecheTelegramChatScan *chat = g_new0 (VecheTelegramChatScan, 1);

  chat->kind = VECHE_TELEGRAM_SUPERGROUP;
  chat->chat.left = left;
  chat->authors = g_hash_table_new (g_str_hash, g_str_equal);
  g_ptr_array_add (self->chats, chat);
}

/* The chat's key, as soon as its fields allow; without an id its name must do. */
static void
veche_telegram_scan_name_chat (VecheTelegramScan *self, VecheTelegramChatScan *chat)
{
  char remote_id[VECHE_TELEGRAM_ID_LENGTH];

  g_clear_pointer (&chat->chat.remote_id, g_free);
  g_clear_pointer (&chat->chat.kind, g_free);
  chat->kind = veche_telegram_kind_from_type (chat->type);
  chat->chat.kind = g_strdup (veche_telegram_kind_to_channel (chat->kind));
  if (veche_telegram_chat_id (chat->kind, chat->id, remote_id))
    chat->chat.remote_id = g_strdup (remote_id);
  else
    chat->chat.remote_id = g_strdup_printf ("name:%s", chat->chat.name != NULL ? chat->chat.name : "");

  g_clear_pointer (&chat->channels, g_ptr_array_unref);
  if (self->db != NULL)
    chat->channels = veche_import_channels (self->db, VECHE_TELEGRAM, chat->chat.remote_id, NULL);
}

static void
veche_telegram_scan_field_cb (guint index, const char *name, const char *value, gpointer user_data)
{
  VecheTelegramScan *self = user_data;
  VecheTelegramChatScan *chat = g_ptr_array_index (self->chats, index);
  char **field = strcmp (name, "name") == 0 ? &chat->chat.name : strcmp (name, "type") == 0 ? &chat->type : &chat->id;

  g_free (*field);
  *field = value[0] != '\0' ? g_strdup (value) : NULL;
  veche_telegram_scan_name_chat (self, chat);
}

static void
veche_telegram_scan_owner_cb (const VecheJsonNode *owner, gpointer user_data)
{
  VecheTelegramScan *self = user_data;
  const char *handle = veche_json_get_string (owner, "username");
  gint64 id;

  if (handle != NULL && self->owner_handle == NULL)
    self->owner_handle = g_ascii_strdown (handle[0] == '@' ? handle + 1 : handle, -1);
  if (veche_json_get_int (owner, "user_id", &id) && self->owner == NULL)
    self->owner = g_strdup_printf ("user%" G_GINT64_FORMAT, id);
}

static void
veche_telegram_scan_handle_cb (const char *handle, gpointer user_data)
{
  VecheTelegramScan *self = user_data;
  guint times = GPOINTER_TO_UINT (g_hash_table_lookup (self->handles, handle));

  if (times > 0 || g_hash_table_size (self->handles) < MAX_HANDLES)
    g_hash_table_insert (self->handles, g_strdup (handle), GUINT_TO_POINTER (times + 1));
}

static void
veche_telegram_scan_count_author (VecheTelegramScan *self, VecheTelegramChatScan *chat, const VecheTelegramHead *head)
{
  VecheTelegramPerson *person;

  if (!veche_telegram_is_person (head->author))
    return;

  person = veche_telegram_scan_person (self, head->author);
  if (head->author_name != NULL && !head->author_deleted && g_strcmp0 (person->name, head->author_name) != 0)
    {
      g_free (person->name);
      person->name = g_strdup (head->author_name);
    }
  person->deleted = head->author_deleted;
  person->bot |= head->author_bot ||
                 (g_strcmp0 (chat->type, "bot_chat") == 0 && g_strcmp0 (chat->chat.remote_id, head->author) == 0);
  person->last = MAX (person->last, head->at);
  person->personal &= chat->kind == VECHE_TELEGRAM_PERSONAL || chat->kind == VECHE_TELEGRAM_SAVED;
  person->messages += !head->service;
  person->acts += veche_telegram_is_admin_act (head->action);
  g_hash_table_add (chat->authors, person->remote_id);
}

/* Who reacts may never write: that is the only trace of them. */
static void
veche_telegram_scan_reactions (VecheTelegramScan *self, VecheTelegramChatScan *chat, const VecheJsonNode *message,
                               const VecheTelegramHead *head)
{
  const VecheJsonNode *reactions = veche_json_get (message, "reactions");

  for (const VecheJsonNode *one = reactions != NULL ? reactions->first : NULL; one != NULL; one = one->next)
    {
      const VecheJsonNode *recent = veche_json_get (one, "recent");

      for (const VecheJsonNode *by = recent != NULL ? recent->first : NULL; by != NULL; by = by->next)
        {
          VecheTelegramHead who = { .service = TRUE, .at = head->at };

          veche_telegram_peer (veche_json_get_text (by, "from_id"), head->at, who.author);
          who.author_name = veche_json_get_string (by, "from");
          who.author_deleted = who.author_name == NULL;
          veche_telegram_scan_count_author (self, chat, &who);
        }
    }
}

/* Text that matters to the whole: handles, and questions in groups. */
static void
veche_telegram_scan_words (VecheTelegramScan *self, VecheTelegramChatScan *chat, const VecheJsonNode *message,
                           const VecheTelegramHead *head)
{
  gboolean own_words = veche_telegram_is_person (head->author) && !head->author_bot &&
                       !veche_telegram_is_forward (message) && g_strcmp0 (head->author, self->owner) != 0 &&
                       veche_json_get (message, "via_bot") == NULL && veche_json_get (message, "poll") == NULL;

  veche_telegram_text (message, self->text);
  veche_telegram_each_handle (self->text->str, veche_telegram_scan_handle_cb, self);
  if (chat->kind != VECHE_TELEGRAM_GROUP && chat->kind != VECHE_TELEGRAM_SUPERGROUP)
    return;

  if (chat->questions == NULL)
    chat->questions = veche_telegram_questions_new ();
  /* One word and a question mark ("Что?") goes on with a talk, it does not begin one. */
  veche_telegram_questions_message (chat->questions, head->number, head->at, head->author, head->author_name,
                                    head->reply_to, self->text->str,
                                    own_words && strchr (self->text->str, ' ') != NULL &&
                                      veche_text_is_question (self->text->str));
}

static void
veche_telegram_scan_service (VecheTelegramChatScan *chat, const VecheJsonNode *message, const VecheTelegramHead *head)
{
  const char *title = veche_json_get_string (message, "title");

  if (g_strcmp0 (head->action, "topic_created") != 0)
    return;

  if (chat->topics == NULL)
    chat->topics = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_hash_table_insert (chat->topics, g_memdup2 (&head->number, sizeof head->number),
                       g_strdup (title != NULL ? title : ""));
}

static gboolean
veche_telegram_scan_message_cb (guint index, const VecheJsonNode *message, gint64 byte, gpointer user_data)
{
  VecheTelegramScan *self = user_data;
  VecheTelegramChatScan *chat = g_ptr_array_index (self->chats, index);
  VecheTelegramHead head;
  const char *why = NULL;

  if (!veche_telegram_head (message, &head, &why))
    {
      if (self->bad++ == 0)
        {
          self->bad_byte = byte;
          self->bad_why = why;
        }
      return TRUE;
    }

  if (head.service)
    chat->chat.service++;
  else
    chat->chat.messages++;
  if (chat->channels == NULL || veche_import_find_message (self->db, chat->channels, head.id, NULL) == NULL)
    chat->chat.fresh++;
  chat->lowest = chat->chat.first == 0 ? head.number : MIN (chat->lowest, head.number);
  chat->chat.first = chat->chat.first == 0 ? head.at : MIN (chat->chat.first, head.at);
  chat->chat.last = MAX (chat->chat.last, head.at);
  self->last = MAX (self->last, head.at);

  veche_telegram_scan_count_author (self, chat, &head);
  if (head.service)
    veche_telegram_scan_service (chat, message, &head);
  else
    veche_telegram_scan_words (self, chat, message, &head);
  veche_telegram_scan_reactions (self, chat, message, &head);
  if (chat->kind == VECHE_TELEGRAM_PERSONAL && g_strcmp0 (chat->type, "bot_chat") != 0 && !head.service)
    chat->waiting = g_strcmp0 (head.author, chat->chat.remote_id) == 0 ? head.number : 0;

  return TRUE;
}

static gint
veche_telegram_compare_people (gconstpointer a, gconstpointer b)
{
  const VecheTelegramPerson *left = *(VecheTelegramPerson *const *) a, *right = *(VecheTelegramPerson *const *) b;
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
veche_telegram_bears_bot_name (const char *name)
{
  return name != NULL &&
         (g_str_has_suffix (name, "Bot") || g_str_has_suffix (name, " bot") || g_str_has_suffix (name, "_bot") ||
          g_str_has_suffix (name, " бот") || g_str_has_suffix (name, "Бот"));
}

/* A conversation is named after the other one in it: who is not the other has exported it. */
static void
veche_telegram_scan_find_owner (VecheTelegramScan *self)
{
  for (guint i = 0; self->owner == NULL && i < self->chats->len; i++)
    {
      VecheTelegramChatScan *chat = g_ptr_array_index (self->chats, i);
      GHashTableIter iter;
      gpointer author;

      if (chat->kind != VECHE_TELEGRAM_PERSONAL || g_hash_table_size (chat->authors) > 2)
        continue;
      g_hash_table_iter_init (&iter, chat->authors);
      while (g_hash_table_iter_next (&iter, &author, NULL))
        if (strcmp (author, chat->chat.remote_id) != 0 && self->owner == NULL)
          self->owner = g_strdup (author);
    }
}

static void
veche_telegram_scan_finish_people (VecheTelegramScan *self)
{
  g_auto (GStrv) mine = NULL;
  g_auto (GStrv) my_handles = NULL;

  if (self->db != NULL)
    veche_import_my_accounts (self->db, VECHE_TELEGRAM, &mine, &my_handles);
  if (self->owner != NULL && self->owner_handle != NULL)
    {
      VecheTelegramPerson *owner = veche_telegram_scan_person (self, self->owner);

      g_free (owner->handle);
      owner->handle = g_strdup (self->owner_handle);
    }

  for (guint i = 0; i < self->people->len; i++)
    {
      VecheTelegramPerson *person = g_ptr_array_index (self->people, i);

      person->certain = g_strcmp0 (person->remote_id, self->owner) == 0 ||
                        (mine != NULL && g_strv_contains ((const char *const *)mine, person->remote_id));
      if (person->certain && person->handle == NULL && my_handles != NULL)
        person->handle = g_strdup (my_handles[0]);
      person->known = self->db != NULL && veche_import_knows_person (self->db, VECHE_TELEGRAM, person->remote_id);
      person->bot |= veche_telegram_bears_bot_name (person->name);
      if (person->name != NULL)
        g_hash_table_insert (self->by_name, person->name,
                             g_hash_table_contains (self->by_name, person->name) ? NULL : person);
    }
  g_ptr_array_sort (self->people, veche_telegram_compare_people);
}

static void
veche_telegram_scan_finish_chats (VecheTelegramScan *self)
{
  for (guint i = 0; i < self->chats->len; i++)
    {
      VecheTelegramChatScan *chat = g_ptr_array_index (self->chats, i);
      gboolean group = chat->kind == VECHE_TELEGRAM_GROUP || chat->kind == VECHE_TELEGRAM_SUPERGROUP;

      if (chat->chat.remote_id == NULL)
        veche_telegram_scan_name_chat (self, chat);
      g_clear_pointer (&chat->channels, g_ptr_array_unref);
      chat->chat.people = g_hash_table_size (chat->authors);
      chat->chat.topics = chat->topics != NULL ? g_hash_table_size (chat->topics) : 0;
      chat->chat.only_mine = self->account && group && chat->chat.people == 1 && self->owner != NULL &&
                             g_hash_table_contains (chat->authors, self->owner);
      chat->chat.chosen = chat->chat.messages + chat->chat.service > 0 &&
                          (!self->account || group || chat->kind == VECHE_TELEGRAM_BROADCAST);
    }
  if (self->account)
    return;

  /* One conversation, exported on purpose: its people are no private matter of an account. */
  for (guint i = 0; i < self->people->len; i++)
    ((VecheTelegramPerson *) g_ptr_array_index (self->people, i))->personal = FALSE;
}

static gboolean
veche_telegram_scan_is_telegram (VecheTelegramScan *self, GError **error)
{
  for (guint i = 0; i < self->chats->len; i++)
    {
      VecheTelegramChat *chat = g_ptr_array_index (self->chats, i);

      if (chat->messages + chat->service > 0)
        return TRUE;
    }
  if (self->bad == 0)
    return TRUE;

  g_set_error (error, VECHE_EXCHANGE_ERROR, VECHE_EXCHANGE_ERROR_FOREIGN,
               "This is JSON with messages, but not an export of Telegram Desktop: none of its %u messages is one of "
               "Telegram (the first, at byte %" G_GINT64_FORMAT ": %s). Choose the file result.json of the export",
               self->bad, self->bad_byte, self->bad_why);

  return FALSE;
}

static void
veche_telegram_stat (const char *path, gint64 *size, gint64 *modified)
{
  struct stat info;

  *size = *modified = -1;
  if (stat (path, &info) != 0)
    return;
  *size = info.st_size;
  *modified = info.st_mtim.tv_sec * G_USEC_PER_SEC + info.st_mtim.tv_nsec / 1000;
}

gboolean
veche_telegram_scan_is_stale (VecheTelegramScan *self)
{
  gint64 size, modified;

  veche_telegram_stat (self->path, &size, &modified);

  return size != self->size || modified != self->modified;
}

VecheTelegramScan *
veche_telegram_scan (VecheDb *db, const char *path, VecheProgress progress, gpointer progress_data,
                     GCancellable *cancellable, GError **error)
{
  static const VecheTelegramEvents events = { veche_telegram_scan_chat_cb, veche_telegram_scan_field_cb,
                                              veche_telegram_scan_message_cb, veche_telegram_scan_owner_cb };
  g_autoptr (VecheTelegramScan) self = veche_telegram_scan_new (path, db);
  g_autoptr (GError) damage = NULL;
  guint whole = 0;

  veche_telegram_stat (path, &self->size, &self->modified);
  veche_telegram_read (path, &events, self, progress, progress_data, cancellable, &damage);
  for (guint i = 0; i < self->chats->len; i++)
    {
      VecheTelegramChat *chat = g_ptr_array_index (self->chats, i);

      whole += chat->messages + chat->service;
    }
  if (damage != NULL &&
      (whole == 0 || !(g_error_matches (damage, VECHE_EXCHANGE_ERROR, VECHE_EXCHANGE_ERROR_DAMAGED) ||
                       g_error_matches (damage, VECHE_EXCHANGE_ERROR, VECHE_EXCHANGE_ERROR_TRUNCATED))))
    {
      g_propagate_error (error, g_steal_pointer (&damage));
      return NULL;
    }
  if (!veche_telegram_scan_is_telegram (self, error))
    return NULL;

  self->damage = g_steal_pointer (&damage);
  self->account = self->owner != NULL || self->chats->len > 1;
  veche_telegram_scan_find_owner (self);
  veche_telegram_scan_finish_chats (self);
  veche_telegram_scan_finish_people (self);
  self->db = NULL;
  g_string_free (g_steal_pointer (&self->text), TRUE);

  return g_steal_pointer (&self);
}

const char *
veche_telegram_scan_get_path (VecheTelegramScan *self)
{
  return self->path;
}

GPtrArray *
veche_telegram_scan_get_chats (VecheTelegramScan *self)
{
  return self->chats;
}

GPtrArray *
veche_telegram_scan_get_people (VecheTelegramScan *self)
{
  return self->people;
}

const GError *
veche_telegram_scan_get_damage (VecheTelegramScan *self)
{
  return self->damage;
}

guint
veche_telegram_scan_get_bad (VecheTelegramScan *self, gint64 *byte, const char **why)
{
  if (byte != NULL)
    *byte = self->bad_byte;
  if (why != NULL)
    *why = self->bad_why;

  return self->bad;
}

void
veche_telegram_scan_get_totals (VecheTelegramScan *self, VecheTelegramTotals *totals)
{
  g_autoptr (GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer key;

  *totals = (VecheTelegramTotals){ 0 };
  for (guint i = 0; i < self->chats->len; i++)
    {
      VecheTelegramChatScan *chat = g_ptr_array_index (self->chats, i);

      if (!chat->chat.chosen)
        continue;
      totals->messages += chat->chat.messages;
      totals->service += chat->chat.service;
      totals->fresh += chat->chat.fresh;
      if (chat->chat.first != 0)
        totals->first = totals->first == 0 ? chat->chat.first : MIN (totals->first, chat->chat.first);
      totals->last = MAX (totals->last, chat->chat.last);
      if (chat->questions != NULL)
        totals->questions += veche_telegram_questions_count (chat->questions, self->last - VECHE_TELEGRAM_WINDOW);
      g_hash_table_iter_init (&iter, chat->authors);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        g_hash_table_add (people, key);
    }

  totals->people = g_hash_table_size (people);
  g_hash_table_iter_init (&iter, people);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    totals->fresh_people += !((VecheTelegramPerson *) g_hash_table_lookup (self->by_id, key))->known;
}
