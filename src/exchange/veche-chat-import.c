/* veche-chat-import.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-chat-scan-private.h"

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
  VecheChatScan          *scan;
  const VecheChatOptions *options;
  gint64                      batch_id, community_id;
  VecheIngestCounts           brought;
  GError                    **error;

  VecheBatch                 *batch;        /* (owned) (nullable): being filled */
  guint                       posts;        /* in it */
  GHashTable                 *my_handles;   /* (nullable) */

  guint                       at;           /* the chat that we are in */
  gboolean                    inside, ending;
  GHashTable                 *mine;         /* keys of our own messages in the chat, (element-type gint64) */
  GArray                     *placed;       /* of a forum: which message is in which topic, by number */
  GPtrArray                  *channels;     /* (nullable): what the workspace has of the chat */
} VecheChatImport;

typedef struct { gint64 number, topic; } VecheChatPlace;

static VecheChatPart *
veche_chat_import_part (VecheChatImport *self)
{
  return g_ptr_array_index (self->scan->chats, self->at);
}

static const char *
veche_chat_import_name_to_id (gpointer people, const char *name)
{
  VecheChatImport *self = people;
  VecheChatPerson *person = g_hash_table_lookup (self->scan->by_name, name);

  return person != NULL ? person->remote_id : NULL;
}

static void
veche_chat_import_use_person (gpointer people, VecheBatch *batch, const char *remote_id, gint64 joined)
{
  VecheChatImport *self = people;
  VecheChatPerson *known = g_hash_table_lookup (self->scan->by_id, remote_id);
  VechePerson *person = veche_batch_add_person (batch, remote_id);

  if (joined != 0 && (person->joined == 0 || joined < person->joined))
    person->joined = joined;
  if (known == NULL || person->name != NULL || person->url != NULL)
    return;

  person->name = veche_batch_string (batch, known->name);
  person->handle = veche_batch_string (batch, known->handle);
  person->url = veche_batch_string (batch, known->url);
  person->avatar_url = veche_batch_string (batch, known->avatar_url);
  person->about = veche_batch_string (batch, known->about);
  person->deleted = known->deleted;
  person->bot = known->bot;
  person->me = g_strcmp0 (remote_id, self->options->me) == 0;
  if (person->me && person->handle == NULL)
    person->handle = veche_batch_string (batch, self->options->my_handle);
  if (!person->deleted && person->url == NULL && self->scan->reader->person_url != NULL)
    {
      VecheChatPerson as_said = *known;
      g_autofree char *url = NULL;

      as_said.handle = (char *) person->handle;
      url = self->scan->reader->person_url (&as_said);
      person->url = veche_batch_string (batch, url);
    }
}

/* A shorter export left questions open that this one shows answered. */
static gboolean
veche_chat_import_close_questions (VecheChatImport *self)
{
  VecheChatPart *part = veche_chat_import_part (self);

  for (guint i = 0; part->questions != NULL && i < self->channels->len; i++)
    {
      VecheImportChannel *channel = g_ptr_array_index (self->channels, i);
      g_autoptr (GArray) open = veche_import_open_questions (self->db, channel->id, self->error);

      for (guint j = 0; open != NULL && j < open->len; j++)
        {
          VecheImportQuestion *question = &g_array_index (open, VecheImportQuestion, j);
          gboolean seen = question->at >= part->chat.first &&
                          question->at >= self->scan->last - VECHE_CHAT_WINDOW && question->at <= part->chat.last;

          if (seen && !veche_chat_questions_is_open (part->questions, veche_chat_key (question->remote_id), 0) &&
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
veche_chat_import_flush (VecheChatImport *self)
{
  g_autoptr (VecheBatch) batch = g_steal_pointer (&self->batch);
  VecheIngestCounts before = self->brought;

  self->posts = 0;
  if (batch == NULL)
    return TRUE;

  if (!veche_db_begin (self->db, self->error))
    return FALSE;
  if (!veche_ingest_batch (self->db, self->batch_id, batch, 0, self->community_id, &self->brought, self->error) ||
      (self->ending && !veche_chat_import_close_questions (self)) || !veche_db_commit (self->db, self->error))
    {
      veche_db_rollback (self->db);
      self->brought = before;
      return FALSE;
    }
  veche_store_yield (self->db);

  return TRUE;
}

static void
veche_chat_import_need_batch (VecheChatImport *self)
{
  if (self->batch == NULL)
    self->batch = veche_batch_new (self->scan->platform, self->scan->instance);
}

static const char *
veche_chat_import_add_channel (VecheChatImport *self, gint64 topic)
{
  VecheChatPart *part = veche_chat_import_part (self);
  VecheChannel *channel = veche_batch_add_channel (self->batch, part->chat.remote_id);
  g_autofree char *id = NULL;
  const char *own, *title;

  channel->name = veche_batch_intern (self->batch, part->chat.name);
  channel->kind = veche_batch_intern (self->batch, part->chat.kind);
  channel->url = veche_batch_intern (self->batch, part->url);
  own = channel->remote_id;
  if (part->parent != NULL)
    {
      channel->parent = veche_batch_intern (self->batch, part->parent);
      channel = veche_batch_add_channel (self->batch, part->parent);
      channel->name = veche_batch_intern (self->batch, part->parent_name);
      channel->kind = "group";
    }
  if (topic == 0)
    return own;

  id = g_strdup_printf ("%s/%" G_GINT64_FORMAT, part->chat.remote_id, topic);
  title = part->topics != NULL ? g_hash_table_lookup (part->topics, &topic) : NULL;
  channel = veche_batch_add_channel (self->batch, id);
  channel->kind = "topic";
  channel->parent = veche_batch_intern (self->batch, part->chat.remote_id);
  if (title != NULL && title[0] != '\0')
    channel->name = veche_batch_intern (self->batch, title);

  return channel->remote_id;
}

/* A chat was read to its end: from its first message to its last nothing is missing, unless the export left others' messages out. */
static gboolean
veche_chat_import_end_chat (VecheChatImport *self, gboolean complete)
{
  VecheChatPart *part;
  VecheChannel *channel;
  gboolean ok;

  if (!self->inside)
    return TRUE;

  self->inside = FALSE;
  part = veche_chat_import_part (self);
  veche_chat_import_need_batch (self);
  veche_chat_import_add_channel (self, 0);
  if (complete && !part->chat.only_mine && !part->partial && part->chat.first != 0 && part->chat.last > part->chat.first)
    {
      channel = veche_batch_add_channel (self->batch, part->chat.remote_id);
      channel->complete_since = part->chat.first;
      channel->complete_until = part->chat.last + 1;   /* its last message is in it */
    }

  self->ending = TRUE;
  ok = veche_chat_import_flush (self);
  self->ending = FALSE;

  return ok;
}

static gboolean
veche_chat_import_begin_chat (VecheChatImport *self, guint index)
{
  if (!veche_chat_import_end_chat (self, TRUE))
    return FALSE;

  self->at = index;
  self->inside = TRUE;
  g_hash_table_remove_all (self->mine);
  g_array_set_size (self->placed, 0);
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  self->channels = veche_import_channels (self->db, self->scan->platform, self->scan->instance,
                                          veche_chat_import_part (self)->chat.remote_id, self->error);

  return self->channels != NULL;
}

static gint64
veche_chat_topic_of_channel (const char *channel)
{
  const char *slash = channel != NULL ? strchr (channel, '/') : NULL;

  return slash != NULL ? g_ascii_strtoll (slash + 1, NULL, 10) : 0;
}

/* The topic of a message that this very file has placed; messages come by ascending number. */
static gint64
veche_chat_import_placed (VecheChatImport *self, gint64 number)
{
  guint low = 0, high = self->placed->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      VecheChatPlace *place = &g_array_index (self->placed, VecheChatPlace, middle);

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
veche_chat_import_topic (VecheChatImport *self, const VecheChatMessage *message)
{
  VecheChatPart *part = veche_chat_import_part (self);
  gint64 answered = veche_chat_key (message->reply_to);
  VecheChatPlace place = { veche_chat_key (message->id), 0 };
  const char *standing;

  if (part->topics == NULL && self->channels->len < 2)
    return 0;

  standing = veche_import_find_message (self->db, self->channels, message->id, NULL);
  if (standing != NULL)
    place.topic = veche_chat_topic_of_channel (standing);
  else if (part->topics != NULL && g_hash_table_contains (part->topics, &place.number))
    place.topic = place.number;
  else if (part->topics != NULL && g_hash_table_contains (part->topics, &answered))
    place.topic = answered;
  else if (answered != 0)
    {
      place.topic = veche_chat_import_placed (self, answered);
      if (place.topic == 0)
        place.topic = veche_chat_topic_of_channel (
          veche_import_find_message (self->db, self->channels, message->reply_to, NULL));
    }
  if (place.topic != 0)
    g_array_append_val (self->placed, place);

  return place.topic;
}

/* Does it answer one of our messages, of this file or of an earlier one? */
static gboolean
veche_chat_import_answers_me (VecheChatImport *self, const VecheChatMessage *message)
{
  gint64 answered = veche_chat_key (message->reply_to);
  gboolean ours = FALSE;

  if (answered == 0 || self->options->me == NULL)
    return FALSE;
  if (g_hash_table_contains (self->mine, &answered))
    return TRUE;
  if (self->channels->len == 0)
    return FALSE;

  veche_import_find_message (self->db, self->channels, message->reply_to, &ours);

  return ours;
}

static gboolean
veche_chat_import_is_question (VecheChatImport *self, const VecheChatMessage *message, gint64 key)
{
  VecheChatPart *part = veche_chat_import_part (self);

  /* A question that the workspace has may have been answered in what this export does not reach. */
  return part->questions != NULL &&
         veche_chat_questions_is_open (part->questions, key, self->scan->last - VECHE_CHAT_WINDOW) &&
         veche_import_find_message (self->db, self->channels, message->id, NULL) == NULL;
}

static void
veche_chat_import_add (VecheChatImport *self, const VecheChatMessage *message)
{
  VecheChatPart *part = veche_chat_import_part (self);
  gint64 topic = veche_chat_import_topic (self, message), key = veche_chat_key (message->id);
  VecheChatContext context = {
    .batch = self->batch, .chat = part->chat.remote_id, .kind = part->chat.kind, .topic = topic,
    .me = self->options->me, .my_handles = self->my_handles,
    .people = self, .name_to_id = veche_chat_import_name_to_id, .use_person = veche_chat_import_use_person,
  };
  VecheChatPerson *author = message->author.remote_id != NULL ? g_hash_table_lookup (self->scan->by_id, message->author.remote_id) : NULL;
  gboolean bot = author != NULL && author->bot;
  guint n;

  context.channel = veche_chat_import_add_channel (self, topic);
  /* A bot neither answers nor asks anyone. */
  context.reply_to_me = !bot && (topic == 0 || veche_chat_key (message->reply_to) != topic) && veche_chat_import_answers_me (self, message);
  context.question = !bot && veche_chat_import_is_question (self, message, key);
  context.unanswered = part->waiting != 0 && part->waiting == key && message->at >= self->scan->last - VECHE_CHAT_WINDOW;

  if (self->scan->reader->add != NULL)
    self->scan->reader->add (&context, message);
  else
    veche_chat_add (&context, message);
  if (self->options->me != NULL && g_strcmp0 (message->author.remote_id, self->options->me) == 0)
    g_hash_table_add (self->mine, g_memdup2 (&key, sizeof key));
  veche_batch_get_posts (self->batch, &n);
  self->posts = n;
}

/* The reader knows names only; some of them the scan has found to be somebody. */
static void
veche_chat_import_add_named (VecheChatImport *self, const VecheChatMessage *message)
{
  g_autofree VecheChatWho *others = g_memdup2 (message->others, sizeof (VecheChatWho) * message->n_others);
  VecheChatMessage known = *message;

  known.author.remote_id = veche_chat_adopt_translate (self->scan, message->author.remote_id);
  for (guint i = 0; i < message->n_others; i++)
    others[i].remote_id = veche_chat_adopt_translate (self->scan, others[i].remote_id);
  known.others = others;
  veche_chat_import_add (self, &known);
}

/* Is the chat one to bring in?  Moves over to it when it is another one than before.  FALSE with stop: an error. */
static gboolean
veche_chat_import_enter (VecheChatImport *self, guint index, gboolean *stop)
{
  *stop = FALSE;
  if (index >= self->scan->chats->len || !((VecheChat *) g_ptr_array_index (self->scan->chats, index))->chosen)
    return FALSE;

  *stop = (!self->inside || self->at != index) && !veche_chat_import_begin_chat (self, index);
  veche_chat_import_need_batch (self);

  return !*stop;
}

static gboolean
veche_chat_import_message_cb (gpointer data, guint index, const VecheChatMessage *message)
{
  VecheChatImport *self = data;
  gboolean stop;

  if (!veche_chat_import_enter (self, index, &stop))
    return !stop;

  if (self->scan->reader->by_name || self->scan->reader->by_handle)
    veche_chat_import_add_named (self, message);
  else
    veche_chat_import_add (self, message);

  return self->posts < CHUNK_POSTS || veche_chat_import_flush (self);
}

static gboolean
veche_chat_import_bad_cb (gpointer data, guint index, gint64 byte, const char *place, const char *why, const char *raw)
{
  VecheChatImport *self = data;
  g_autofree char *reason = place != NULL ? g_strdup_printf ("%s: %s", place, why) : g_strdup_printf ("byte %" G_GINT64_FORMAT ": %s", byte, why);
  gboolean stop;

  if (!veche_chat_import_enter (self, index, &stop))
    return !stop;

  veche_batch_add_bad (self->batch, reason, raw);

  return TRUE;
}

/* Members by the export's own list, who may never have written. */
static gboolean
veche_chat_import_listed (VecheChatImport *self)
{
  for (guint i = 0; i < self->scan->people->len; i++)
    {
      VecheChatPerson *person = g_ptr_array_index (self->scan->people, i);

      if (!person->listed)
        continue;
      veche_chat_import_need_batch (self);
      veche_chat_import_use_person (self, self->batch, person->remote_id, 0);
      if (i % CHUNK_POSTS == CHUNK_POSTS - 1 && !veche_chat_import_flush (self))
        return FALSE;
    }

  return veche_chat_import_flush (self);
}

static gint64
veche_chat_import_need_community (VecheDb *db, const VecheChatOptions *options, GError **error)
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
veche_chat_import_mark_me (VecheChatImport *self)
{
  g_autofree char *uid = veche_import_member_of (self->db, self->scan->platform, self->scan->instance, self->options->me);
  g_autoptr (VecheEdit) edit = veche_edit_new ("me", NULL);

  if (uid == NULL)
    return TRUE;

  veche_edit_set_int (edit, "member", uid, "me", 1);

  return veche_journal_apply (self->db, edit, self->options->actor, self->error) != 0;
}

static gboolean
veche_chat_import_open (VecheChatImport *self)
{
  if (!veche_db_begin (self->db, self->error))
    return FALSE;
  if (self->options->community != NULL)
    self->community_id = veche_chat_import_need_community (self->db, self->options, self->error);
  if ((self->options->community == NULL || self->community_id != 0) && veche_chat_adopt_apply (self->scan, self->db, self->error))
    self->batch_id = veche_ingest_begin (self->db, self->scan->reader->kind, self->scan->name, self->error);
  if (self->batch_id != 0 && veche_db_commit (self->db, self->error))
    return TRUE;

  veche_db_rollback (self->db);

  return FALSE;
}

/* Nothing new, nothing to take back. */
static gboolean
veche_chat_import_brought (VecheChatImport *self)
{
  return self->brought.interactions + self->brought.people + self->brought.channels + self->brought.edits > 0;
}

/* Also after a cancel or at the end of the whole part of a damaged file: what came in is finished and can be taken back. */
static gboolean
veche_chat_import_close (VecheChatImport *self)
{
  if (!veche_db_begin (self->db, self->error))
    return FALSE;
  if ((self->options->me == NULL || veche_chat_import_mark_me (self)) &&
      veche_ingest_finish (self->db, self->batch_id, self->error) &&
      veche_import_settle (self->db, self->batch_id, self->scan->last - VECHE_CHAT_WINDOW, OPEN_MENTIONS,
                           self->error) &&
      (!veche_chat_import_brought (self) ||
       veche_journal_record_import (self->db, self->batch_id, self->scan->name, self->options->actor, self->error) != 0) &&
      veche_db_commit (self->db, self->error))
    {
      self->brought.mentions = veche_import_count_mentions (self->db, self->batch_id);
      return TRUE;
    }

  veche_db_rollback (self->db);

  return FALSE;
}

static void
veche_chat_import_init (VecheChatImport *self)
{
  VecheChatPerson *me = self->options->me != NULL ? g_hash_table_lookup (self->scan->by_id, self->options->me)
                                                      : NULL;
  g_auto (GStrv) mine = NULL;
  g_auto (GStrv) handles = NULL;

  self->mine = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->placed = g_array_new (FALSE, FALSE, sizeof (VecheChatPlace));
  self->my_handles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (self->options->my_handle != NULL)
    g_hash_table_add (self->my_handles, g_ascii_strdown (self->options->my_handle, -1));
  if (me != NULL && me->handle != NULL)
    g_hash_table_add (self->my_handles, g_ascii_strdown (me->handle, -1));
  veche_import_my_accounts (self->db, self->scan->platform, self->scan->instance, &mine, &handles);
  for (guint i = 0; handles[i] != NULL; i++)
    g_hash_table_add (self->my_handles, g_ascii_strdown (handles[i], -1));
}

static void
veche_chat_import_clear (VecheChatImport *self)
{
  g_hash_table_unref (self->mine);
  g_hash_table_unref (self->my_handles);
  g_array_unref (self->placed);
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  g_clear_pointer (&self->batch, veche_batch_unref);
}

gboolean
veche_chat_import (VecheDb *db, VecheChatScan *scan, const VecheChatOptions *options,
                       VecheProgress progress, gpointer progress_data, GCancellable *cancellable,
                       VecheIngestCounts *counts, GError **error)
{
  g_autoptr (GError) failed = NULL, read_error = NULL;
  VecheChatOptions chosen = *options;
  VecheChatImport self = { .db = db, .scan = scan, .options = &chosen, .error = &failed };
  VecheChatPerson *likeliest = scan->people->len > 0 ? g_ptr_array_index (scan->people, 0) : NULL;
  VecheChatSink sink = {
    .full = TRUE, .message = veche_chat_import_message_cb, .bad = veche_chat_import_bad_cb, .data = &self,
  };
  gboolean whole;

  if (chosen.me == NULL && likeliest != NULL && likeliest->certain)
    chosen.me = likeliest->remote_id;

  if (veche_chat_scan_is_stale (scan))
    {
      g_set_error (error, VECHE_EXCHANGE_ERROR, VECHE_EXCHANGE_ERROR_READ,
                   "“%s” has changed since it was looked through: choose it again", scan->name);
      return FALSE;
    }
  /* The reader hears a cancel between two messages.  The statements must not: a chunk cut short would leave the import without an end,
   * and with nothing to take back. */
  veche_db_set_cancellable (db, NULL);
  if (!veche_chat_import_open (&self))
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }

  veche_chat_import_init (&self);
  whole = scan->reader->read ((const char *const *) scan->paths, &sink, progress, progress_data, cancellable, &read_error);
  if (failed == NULL && veche_chat_import_end_chat (&self, whole) && (!whole || veche_chat_import_listed (&self)))
    veche_chat_import_close (&self);
  veche_chat_import_clear (&self);
  if (counts != NULL)
    *counts = self.brought;

  if (failed == NULL)
    failed = g_steal_pointer (&read_error);
  if (failed == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));

  return FALSE;
}
