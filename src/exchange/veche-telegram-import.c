/* veche-telegram-import.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-telegram-scan-private.h"

#include <string.h>

#include "model/veche-edit.h"
#include "store/veche-db.h"
#include "store/veche-import-table.h"
#include "store/veche-journal.h"
#include "store/veche-store.h"

#define CHUNK_POSTS   500
#define OPEN_MENTIONS 300          /* more than this, and what is older than the window of questions is done already */

typedef struct
{
  VecheDb                    *db;
  VecheTelegramScan          *scan;
  const VecheTelegramOptions *options;
  gint64                      batch_id, community_id;
  VecheIngestCounts           brought;
  GError                    **error;

  VecheBatch                 *batch;        /* (owned) (nullable): being filled */
  guint                       posts;        /* in it */
  GString                    *text;
  GHashTable                 *my_handles;   /* (nullable) */

  guint                       at;           /* the chat that we are in */
  gboolean                    inside;
  GHashTable                 *mine;         /* numbers of our own messages in the chat, (element-type gint64) */
  GArray                     *placed;       /* of a forum: which message is in which topic, by number */
  GPtrArray                  *channels;     /* (nullable): what the workspace has of the chat */
} VecheTelegramImport;

typedef struct { gint64 number, topic; } VecheTelegramPlace;

static VecheTelegramChatScan *
veche_telegram_import_chat (VecheTelegramImport *self)
{
  return g_ptr_array_index (self->scan->chats, self->at);
}

static const char *
veche_telegram_import_name_to_id (gpointer people, const char *name)
{
  VecheTelegramImport *self = people;
  VecheTelegramPerson *person = g_hash_table_lookup (self->scan->by_name, name);

  return person != NULL ? person->remote_id : NULL;
}

static void
veche_telegram_import_use_person (gpointer people, VecheBatch *batch, const char *remote_id, gint64 joined)
{
  VecheTelegramImport *self = people;
  VecheTelegramPerson *known = g_hash_table_lookup (self->scan->by_id, remote_id);
  VechePerson *person = veche_batch_add_person (batch, remote_id);

  if (joined != 0 && (person->joined == 0 || joined < person->joined))
    person->joined = joined;
  if (known == NULL || person->url != NULL)
    return;

  person->name = veche_batch_string (batch, known->name);
  person->handle = veche_batch_string (batch, known->handle);
  person->deleted = known->deleted;
  person->bot = known->bot;
  person->me = g_strcmp0 (remote_id, self->options->me) == 0;
  if (person->me && person->handle == NULL)
    person->handle = veche_batch_string (batch, self->options->my_handle);
  if (!person->deleted)
    {
      g_autofree char *url = person->handle != NULL ? g_strconcat ("https://t.me/", person->handle, NULL)
                                                    : g_strconcat ("tg://user?id=", remote_id + strlen ("user"), NULL);

      person->url = veche_batch_string (batch, url);
    }
}

/* A shorter export left questions open that this one shows answered. */
static gboolean
veche_telegram_import_close_questions (VecheTelegramImport *self)
{
  VecheTelegramChatScan *chat = veche_telegram_import_chat (self);

  for (guint i = 0; chat->questions != NULL && i < self->channels->len; i++)
    {
      VecheImportChannel *channel = g_ptr_array_index (self->channels, i);
      g_autoptr (GArray) open = veche_import_open_questions (self->db, channel->id, self->error);

      for (guint j = 0; open != NULL && j < open->len; j++)
        {
          VecheImportQuestion *question = &g_array_index (open, VecheImportQuestion, j);
          gboolean seen = question->number >= chat->lowest &&
                          question->at >= self->scan->last - VECHE_TELEGRAM_WINDOW && question->at <= chat->chat.last;

          if (seen && !veche_telegram_questions_is_open (chat->questions, question->number, 0) &&
              !veche_import_answer (self->db, question->triage_id, self->error))
            return FALSE;
        }
      if (open == NULL)
        return FALSE;
    }

  return TRUE;
}

/* The batch goes into the workspace as one transaction; afterwards others may write. */
static gboolean
veche_telegram_import_flush (VecheTelegramImport *self)
{
  g_autoptr (VecheBatch) batch = g_steal_pointer (&self->batch);
  VecheIngestCounts before = self->brought;

  self->posts = 0;
  if (batch == NULL)
    return TRUE;

  if (!veche_db_begin (self->db, self->error))
    return FALSE;
  if (!veche_ingest_batch (self->db, self->batch_id, batch, 0, self->community_id, &self->brought, self->error) ||
      (!self->inside && !veche_telegram_import_close_questions (self)) || !veche_db_commit (self->db, self->error))
    {
      veche_db_rollback (self->db);
      self->brought = before;
      return FALSE;
    }
  veche_store_yield (self->db);

  return TRUE;
}

static void
veche_telegram_import_need_batch (VecheTelegramImport *self)
{
  if (self->batch == NULL)
    self->batch = veche_batch_new (VECHE_TELEGRAM, NULL);
}

static const char *
veche_telegram_import_add_channel (VecheTelegramImport *self, gint64 topic)
{
  VecheTelegramChatScan *chat = veche_telegram_import_chat (self);
  VecheChannel *channel = veche_batch_add_channel (self->batch, chat->chat.remote_id);
  g_autofree char *id = NULL;
  const char *title;

  channel->name = veche_batch_intern (self->batch, chat->chat.name);
  channel->kind = veche_batch_intern (self->batch, chat->chat.kind);
  if (topic == 0)
    return channel->remote_id;

  id = g_strdup_printf ("%s/%" G_GINT64_FORMAT, chat->chat.remote_id, topic);
  title = chat->topics != NULL ? g_hash_table_lookup (chat->topics, &topic) : NULL;
  channel = veche_batch_add_channel (self->batch, id);
  channel->kind = "topic";
  channel->parent = veche_batch_intern (self->batch, chat->chat.remote_id);
  if (title != NULL && title[0] != '\0')
    channel->name = veche_batch_intern (self->batch, title);

  return channel->remote_id;
}

/* A chat was read to its end: from its first message to its last nothing is missing, unless the export left others' messages out. */
static gboolean
veche_telegram_import_end_chat (VecheTelegramImport *self, gboolean complete)
{
  VecheTelegramChatScan *chat;
  VecheChannel *channel;

  if (!self->inside)
    return TRUE;

  self->inside = FALSE;
  chat = veche_telegram_import_chat (self);
  veche_telegram_import_need_batch (self);
  veche_telegram_import_add_channel (self, 0);
  if (complete && !chat->chat.only_mine && chat->chat.first != 0)
    {
      channel = veche_batch_add_channel (self->batch, chat->chat.remote_id);
      channel->complete_since = chat->chat.first;
      channel->complete_until = chat->chat.last;
    }

  return veche_telegram_import_flush (self);
}

static gboolean
veche_telegram_import_begin_chat (VecheTelegramImport *self, guint index)
{
  if (!veche_telegram_import_end_chat (self, TRUE))
    return FALSE;

  self->at = index;
  self->inside = TRUE;
  g_hash_table_remove_all (self->mine);
  g_array_set_size (self->placed, 0);
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  self->channels = veche_import_channels (self->db, VECHE_TELEGRAM, veche_telegram_import_chat (self)->chat.remote_id,
                                          self->error);

  return self->channels != NULL;
}

static gint64
veche_telegram_topic_of_channel (const char *channel)
{
  const char *slash = channel != NULL ? strchr (channel, '/') : NULL;

  return slash != NULL ? g_ascii_strtoll (slash + 1, NULL, 10) : 0;
}

/* The topic of a message that this very file has placed; messages come by ascending number. */
static gint64
veche_telegram_import_placed (VecheTelegramImport *self, gint64 number)
{
  guint low = 0, high = self->placed->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      VecheTelegramPlace *place = &g_array_index (self->placed, VecheTelegramPlace, middle);

      if (place->number == number)
        return place->topic;
      if (place->number < number)
        low = middle + 1;
      else
        high = middle;
    }

  return 0;
}

/* An export does not say which topic a message is in, only what it answers: the topic's first message or another one in it.  Where the
 * workspace already has the message, there it stays: a shorter export may not have known the topic, and nothing may stand twice. */
static gint64
veche_telegram_import_topic (VecheTelegramImport *self, const VecheTelegramHead *head)
{
  VecheTelegramChatScan *chat = veche_telegram_import_chat (self);
  VecheTelegramPlace place = { head->number, 0 };
  char answered[24];
  const char *standing;

  if (chat->topics == NULL && self->channels->len < 2)
    return 0;

  g_snprintf (answered, sizeof answered, "%" G_GINT64_FORMAT, head->reply_to);
  standing = veche_import_find_message (self->db, self->channels, head->id, NULL);
  if (standing != NULL)
    place.topic = veche_telegram_topic_of_channel (standing);
  else if (chat->topics != NULL && g_hash_table_contains (chat->topics, &head->number))
    place.topic = head->number;
  else if (chat->topics != NULL && g_hash_table_contains (chat->topics, &head->reply_to))
    place.topic = head->reply_to;
  else if (head->reply_to != 0)
    {
      place.topic = veche_telegram_import_placed (self, head->reply_to);
      if (place.topic == 0)
        place.topic = veche_telegram_topic_of_channel (
          veche_import_find_message (self->db, self->channels, answered, NULL));
    }
  if (place.topic != 0)
    g_array_append_val (self->placed, place);

  return place.topic;
}

/* Does it answer one of our messages, of this file or of an earlier one? */
static gboolean
veche_telegram_import_answers_me (VecheTelegramImport *self, const VecheTelegramHead *head)
{
  gboolean ours = FALSE;
  char answered[24];

  if (head->reply_to == 0 || self->options->me == NULL)
    return FALSE;
  if (g_hash_table_contains (self->mine, &head->reply_to))
    return TRUE;
  if (self->channels->len == 0)
    return FALSE;

  g_snprintf (answered, sizeof answered, "%" G_GINT64_FORMAT, head->reply_to);
  veche_import_find_message (self->db, self->channels, answered, &ours);

  return ours;
}

static void
veche_telegram_import_add (VecheTelegramImport *self, const VecheJsonNode *message, const VecheTelegramHead *head)
{
  VecheTelegramChatScan *chat = veche_telegram_import_chat (self);
  gint64 topic = veche_telegram_import_topic (self, head);
  VecheTelegramContext context = {
    .batch = self->batch, .chat = chat->chat.remote_id, .kind = chat->kind, .topic = topic,
    .me = self->options->me, .my_handles = self->my_handles,
    .people = self, .name_to_id = veche_telegram_import_name_to_id, .use_person = veche_telegram_import_use_person,
  };
  VecheTelegramPerson *author;
  gboolean bot;
  guint n;

  context.channel = veche_telegram_import_add_channel (self, topic);
  /* A bot neither answers nor asks anyone. */
  author = g_hash_table_lookup (self->scan->by_id, head->author);
  bot = author != NULL && author->bot;
  context.reply_to_me = !bot && head->reply_to != topic && veche_telegram_import_answers_me (self, head);
  /* A question that the workspace has may have been answered in what this export does not reach. */
  context.question = !bot && chat->questions != NULL &&
                     veche_telegram_questions_is_open (chat->questions, head->number,
                                                       self->scan->last - VECHE_TELEGRAM_WINDOW) &&
                     veche_import_find_message (self->db, self->channels, head->id, NULL) == NULL;
  context.unanswered = chat->waiting != 0 && chat->waiting == head->number &&
                       head->at >= self->scan->last - VECHE_TELEGRAM_WINDOW;

  veche_telegram_text (message, self->text);
  veche_telegram_add_message (&context, message, head, self->text);
  if (self->options->me != NULL && strcmp (head->author, self->options->me) == 0)
    g_hash_table_add (self->mine, g_memdup2 (&head->number, sizeof head->number));
  veche_batch_get_posts (self->batch, &n);
  self->posts = n;
}

static gboolean
veche_telegram_import_message_cb (guint index, const VecheJsonNode *message, gint64 byte, gpointer user_data)
{
  VecheTelegramImport *self = user_data;
  VecheTelegramHead head;
  const char *why = NULL;

  if (index >= self->scan->chats->len || !((VecheTelegramChat *) g_ptr_array_index (self->scan->chats, index))->chosen)
    return TRUE;
  if ((!self->inside || self->at != index) && !veche_telegram_import_begin_chat (self, index))
    return FALSE;

  veche_telegram_import_need_batch (self);
  if (!veche_telegram_head (message, &head, &why))
    {
      g_autofree char *reason = g_strdup_printf ("byte %" G_GINT64_FORMAT ": %s", byte, why);

      veche_batch_add_bad (self->batch, reason, veche_json_get_string (message, "text"));
      return TRUE;
    }

  veche_telegram_import_add (self, message, &head);

  return self->posts < CHUNK_POSTS || veche_telegram_import_flush (self);
}

static gint64
veche_telegram_import_need_community (VecheDb *db, const VecheTelegramOptions *options, GError **error)
{
  g_autoptr (VecheEdit) edit = NULL;
  g_autofree char *uid = NULL;
  gint64 id = 0;
  const char *made;

  uid = veche_import_community (db, options->community, &id);
  if (uid != NULL)
    return id;

  edit = veche_edit_new ("community", options->community);
  made = veche_edit_insert (edit, "community");
  veche_edit_set_text (edit, "community", made, "name", options->community);
  veche_edit_set_int (edit, "community", made, "created", veche_now ());
  if (veche_journal_apply (db, edit, options->actor, error) == 0)
    return 0;

  return veche_db_id_for_uid (db, "community", made);
}

/* Who the manager is, is a statement of a person: it goes through the journal and outlives the import. */
static gboolean
veche_telegram_import_mark_me (VecheTelegramImport *self)
{
  g_autofree char *uid = veche_import_member_of (self->db, VECHE_TELEGRAM, self->options->me);
  g_autoptr (VecheEdit) edit = veche_edit_new ("me", NULL);

  if (uid == NULL)
    return TRUE;

  veche_edit_set_int (edit, "member", uid, "me", 1);

  return veche_journal_apply (self->db, edit, self->options->actor, self->error) != 0;
}

static gboolean
veche_telegram_import_open (VecheTelegramImport *self)
{
  g_autofree char *name = g_path_get_basename (self->scan->path);

  if (!veche_db_begin (self->db, self->error))
    return FALSE;
  if (self->options->community != NULL)
    self->community_id = veche_telegram_import_need_community (self->db, self->options, self->error);
  if (self->options->community == NULL || self->community_id != 0)
    self->batch_id = veche_ingest_begin (self->db, "telegram-export", name, self->error);
  if (self->batch_id != 0 && veche_db_commit (self->db, self->error))
    return TRUE;

  veche_db_rollback (self->db);

  return FALSE;
}

/* Nothing new, nothing to take back. */
static gboolean
veche_telegram_import_brought (VecheTelegramImport *self)
{
  return self->brought.interactions + self->brought.people + self->brought.channels + self->brought.edits > 0;
}

/* Also after a cancel or at the end of the whole part of a damaged file: what came in is finished and can be taken back. */
static gboolean
veche_telegram_import_close (VecheTelegramImport *self)
{
  g_autofree char *name = g_path_get_basename (self->scan->path);

  if (!veche_db_begin (self->db, self->error))
    return FALSE;
  if ((self->options->me == NULL || veche_telegram_import_mark_me (self)) &&
      veche_ingest_finish (self->db, self->batch_id, self->error) &&
      veche_import_settle (self->db, self->batch_id, self->scan->last - VECHE_TELEGRAM_WINDOW, OPEN_MENTIONS,
                           self->error) &&
      (!veche_telegram_import_brought (self) ||
       veche_journal_record_import (self->db, self->batch_id, name, self->options->actor, self->error) != 0) &&
      veche_db_commit (self->db, self->error))
    {
      self->brought.mentions = veche_import_count_mentions (self->db, self->batch_id);
      return TRUE;
    }

  veche_db_rollback (self->db);

  return FALSE;
}

static void
veche_telegram_import_init (VecheTelegramImport *self)
{
  VecheTelegramPerson *me = self->options->me != NULL ? g_hash_table_lookup (self->scan->by_id, self->options->me)
                                                      : NULL;
  g_auto (GStrv) mine = NULL;
  g_auto (GStrv) handles = NULL;

  self->text = g_string_new (NULL);
  self->mine = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->placed = g_array_new (FALSE, FALSE, sizeof (VecheTelegramPlace));
  self->my_handles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (self->options->my_handle != NULL)
    g_hash_table_add (self->my_handles, g_ascii_strdown (self->options->my_handle, -1));
  if (me != NULL && me->handle != NULL)
    g_hash_table_add (self->my_handles, g_ascii_strdown (me->handle, -1));
  veche_import_my_accounts (self->db, VECHE_TELEGRAM, &mine, &handles);
  for (guint i = 0; handles[i] != NULL; i++)
    g_hash_table_add (self->my_handles, g_ascii_strdown (handles[i], -1));
}

static void
veche_telegram_import_clear (VecheTelegramImport *self)
{
  g_string_free (self->text, TRUE);
  g_hash_table_unref (self->mine);
  g_hash_table_unref (self->my_handles);
  g_array_unref (self->placed);
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  g_clear_pointer (&self->batch, veche_batch_unref);
}

gboolean
veche_telegram_import (VecheDb *db, VecheTelegramScan *scan, const VecheTelegramOptions *options,
                       VecheProgress progress, gpointer progress_data, GCancellable *cancellable,
                       VecheIngestCounts *counts, GError **error)
{
  static const VecheTelegramEvents events = { NULL, NULL, veche_telegram_import_message_cb, NULL };
  g_autoptr (GError) failed = NULL, read_error = NULL;
  VecheTelegramOptions chosen = *options;
  VecheTelegramImport self = { .db = db, .scan = scan, .options = &chosen, .error = &failed };
  VecheTelegramPerson *likeliest = scan->people->len > 0 ? g_ptr_array_index (scan->people, 0) : NULL;
  gboolean whole;

  if (chosen.me == NULL && likeliest != NULL && likeliest->certain)
    chosen.me = likeliest->remote_id;

  if (veche_telegram_scan_is_stale (scan))
    {
      g_set_error (error, VECHE_EXCHANGE_ERROR, VECHE_EXCHANGE_ERROR_READ,
                   "“%s” has changed since it was looked through: choose it again", scan->path);
      return FALSE;
    }
  /* The reader hears a cancel between two messages.  The statements must not: a chunk cut short would leave the import without an end,
   * and with nothing to take back. */
  veche_db_set_cancellable (db, NULL);
  if (!veche_telegram_import_open (&self))
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }

  veche_telegram_import_init (&self);
  whole = veche_telegram_read (scan->path, &events, &self, progress, progress_data, cancellable, &read_error);
  if (failed == NULL && veche_telegram_import_end_chat (&self, whole))
    veche_telegram_import_close (&self);
  veche_telegram_import_clear (&self);
  if (counts != NULL)
    *counts = self.brought;

  if (failed == NULL)
    failed = g_steal_pointer (&read_error);
  if (failed == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));

  return FALSE;
}
