/* veche-chat-reader.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-chat-export.h"
#include "model/veche-batch.h"

G_BEGIN_DECLS

/* What a format must do to be imported: one class, one read() that tells a sink what stands in the files, message by message.  It is called
 * twice over the same files, for the scan and for the import, and must number the chats alike both times.  All strings live until the
 * sink's function returns.  New format: one file with a class, one line in veche-chat-readers.c. */

typedef struct             /* somebody, as far as this place says */
{
  const char *remote_id;     /* NULL, "": nobody */
  const char *name, *handle, *url, *avatar_url, *about;   /* (nullable) */
  guint       deleted : 1, bot : 1;
} VecheChatWho;

typedef struct             /* a chat, said again when more of it is known */
{
  const char *remote_id, *name, *kind, *url;   /* kind: "group", "channel", "personal", "topic" */
  const char *parent, *parent_name;            /* of a thread: the channel it hangs on (nullable) */
  const char *partner;       /* of a private conversation: the other one in it (nullable) */
  guint       left : 1;
  guint       bot : 1;       /* a conversation with a bot */
  guint       partial : 1;   /* the export leaves messages of others out: nothing is said to be complete */
} VecheChatInfo;

typedef struct { VecheChatWho who; const char *emoji; gint64 at; } VecheChatReaction;   /* at 0: when the message was */

typedef struct
{
  const char   *id;          /* unique in the chat */
  const char   *kind;        /* NULL: an ordinary message; "join", "leave", "service", "reaction" */
  const char   *word;        /* of an ordinary one: "post", "comment" (nullable) */
  VecheChatWho  author;
  guint         author_is_person : 1;   /* else a channel speaks: counted, but nobody is made of it */
  guint         own_words : 1;          /* no bot, no forward, no form: a question in it is one */
  guint         admin_act : 1;
  guint         deleted : 1;
  gint64        at, edited;
  const char   *reply_to, *thread;      /* (nullable) */
  const char   *text, *url, *meta;      /* (nullable); url and meta are only wanted when the sink is full */
  const char   *topic;       /* title of the topic that begins with this message (nullable) */
  gint64        joined;      /* the author came then; 0: not said */
  const VecheChatReaction *reactions;
  guint         n_reactions;
  const VecheChatWho      *others;      /* (nullable) whom it names: mentioned, invited */
  guint         n_others;
  gboolean      names_others;           /* they are mentioned, so a mention of the manager is one */
  gpointer      raw;         /* for the class's own add() */
} VecheChatMessage;

typedef struct
{
  gboolean   full;           /* the import: links and meta are wanted; the first four are NULL, the scan has told it all */
  void     (*place)   (gpointer data, const char *platform, const char *instance);   /* once, before all else; else the class's */
  void     (*owner)   (gpointer data, const VecheChatWho *who);                      /* whose export it is, for certain */
  void     (*person)  (gpointer data, const VecheChatWho *who, gboolean listed);     /* listed: a member, to be brought in */
  void     (*chat)    (gpointer data, guint chat, const VecheChatInfo *info);
  gboolean (*message) (gpointer data, guint chat, const VecheChatMessage *message);  /* FALSE: stop */
  gboolean (*bad)     (gpointer data, guint chat, gint64 byte, const char *place, const char *why, const char *raw);
  gpointer   data;
} VecheChatSink;

static inline void
veche_chat_sink_place (const VecheChatSink *sink, const char *platform, const char *instance)
{
  if (sink->place != NULL)
    sink->place (sink->data, platform, instance);
}

static inline void
veche_chat_sink_owner (const VecheChatSink *sink, const VecheChatWho *who)
{
  if (sink->owner != NULL)
    sink->owner (sink->data, who);
}

static inline void
veche_chat_sink_person (const VecheChatSink *sink, const VecheChatWho *who, gboolean listed)
{
  if (sink->person != NULL)
    sink->person (sink->data, who, listed);
}

static inline void
veche_chat_sink_chat (const VecheChatSink *sink, guint chat, const VecheChatInfo *info)
{
  if (sink->chat != NULL)
    sink->chat (sink->data, chat, info);
}

/* What is known around a message when it goes into a batch. */
typedef struct
{
  VecheBatch    *batch;
  const char    *channel;      /* where it stands: the chat, or the topic in it */
  const char    *chat;         /* remote id */
  const char    *kind;         /* of the chat */
  gint64         topic;        /* 0: none */
  const char    *me;           /* (nullable) */
  GHashTable    *my_handles;   /* (nullable) folded, without @ */
  gboolean       reply_to_me;
  gboolean       question;     /* and nobody answered it */
  gboolean       unanswered;   /* in a conversation: we have not written since */
  gpointer       people;
  const char  *(*name_to_id) (gpointer people, const char *name);            /* (nullable) */
  void         (*use_person) (gpointer people, VecheBatch *batch, const char *remote_id, gint64 joined);
} VecheChatContext;

typedef struct
{
  VecheFormat     format;
  const char     *platform;     /* unless the file says another */
  const char     *kind;         /* of the batch: "discord-export" */
  VecheChatLacks  lacks;
  guint           by_name : 1;        /* people and chats are keyed by "name:…": see veche-chat-adopt.c */
  guint           meets_by_name : 1;  /* may meet what was keyed so, or is keyed so itself */
  guint           by_handle : 1;      /* people are keyed by "anna@host"; who is known by that handle has their own key */
  guint           id_is_number : 1;   /* "user123": who says 123 means it */

  gboolean      (*read) (const char *const *paths, const VecheChatSink *sink, VecheProgress progress, gpointer progress_data,
                         GCancellable *cancellable, GError **error);
  /* (nullable) instead of veche_chat_add() */
  void          (*add)  (const VecheChatContext *context, const VecheChatMessage *message);
  char         *(*person_url) (const VecheChatPerson *person);               /* (nullable) */
} VecheChatReader;

const VecheChatReader *veche_chat_reader_for (VecheFormat format);           /* (nullable) */

extern const VecheChatReader veche_discord_reader;
extern const VecheChatReader veche_jsonl_reader;
extern const VecheChatReader veche_mastodon_archive_reader;
extern const VecheChatReader veche_slack_reader;
extern const VecheChatReader veche_telegram_html_reader;
extern const VecheChatReader veche_telegram_json_reader;

/* One message → posts of a batch: itself, its reactions, whom it brought. */
void           veche_chat_add              (const VecheChatContext *context, const VecheChatMessage *message);
VecheAttention veche_chat_attention        (const VecheChatContext *context, gboolean by_person, gboolean own, gboolean mentioned);
/* Calls found for every @handle in text. */
void           veche_chat_each_handle      (const char *text, void (*found) (const char *handle, gpointer user_data), gpointer user_data);
gboolean       veche_chat_names_handle     (const char *text, GHashTable *my_handles);
/* "2024-01-02T03:04:05.678+03:00" in microseconds; without a zone it is UTC; 0: no time. */
gint64         veche_chat_time             (const char *iso);
/* A number out of an id: itself when it is one, else a hash. */
gint64         veche_chat_key              (const char *id);

G_END_DECLS
