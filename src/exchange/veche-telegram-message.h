/* veche-telegram-message.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-json-tree.h"
#include "model/veche-batch.h"

G_BEGIN_DECLS

/* One message of an export → posts of a batch.  Pure functions.
 *
 * Natural keys, the same for every export and for live sync: people and chats are "user123", "chat123" (a basic group), "channel123" (a
 * supergroup or a channel, without the -100 of the bot API); a topic is "channel123/456"; a message is its number, what hangs on it is the
 * number and a suffix: "17:user5:👍" a reaction, "17+2" the third person that a service message names.  */

#define VECHE_TELEGRAM "telegram"
#define VECHE_TELEGRAM_ID_LENGTH 40

typedef enum
{
  VECHE_TELEGRAM_GROUP,       /* a basic group */
  VECHE_TELEGRAM_SUPERGROUP,  /* also a forum */
  VECHE_TELEGRAM_BROADCAST,   /* a channel */
  VECHE_TELEGRAM_PERSONAL,    /* with a person or a bot */
  VECHE_TELEGRAM_SAVED,       /* saved messages, replies, codes: nobody's conversation */
} VecheTelegramKind;
VecheTelegramKind veche_telegram_kind_from_type (const char *type);                          /* of "private_supergroup"… */
const char       *veche_telegram_kind_to_channel (VecheTelegramKind kind);                   /* "group", "channel", "personal" */
/* The remote id of a chat: FALSE when id is no number. */
gboolean          veche_telegram_chat_id (VecheTelegramKind kind, const char *id, char remote_id[VECHE_TELEGRAM_ID_LENGTH]);

/* The remote id of who is named by id, "" when that makes no sense; at: the message's time, old exports wrote ids in another way. */
void              veche_telegram_peer    (const char *id, gint64 at, char peer[VECHE_TELEGRAM_ID_LENGTH]);

typedef struct               /* what every message has */
{
  const char *id;            /* as written */
  gint64      number;
  gboolean    service;
  const char *action;        /* of a service message */
  char        author[VECHE_TELEGRAM_ID_LENGTH];   /* "": nobody named */
  const char *author_name;   /* (nullable) */
  gboolean    author_deleted;
  gboolean    author_bot;    /* surely */
  gint64      at, edited;
  gint64      reply_to;      /* 0: none, or in another chat */
} VecheTelegramHead;

/* FALSE: not a message; why is a sentence. */
gboolean    veche_telegram_head         (const VecheJsonNode *message, VecheTelegramHead *head, const char **why);
void        veche_telegram_text         (const VecheJsonNode *message, GString *text);         /* plain, in whatever form it stands there */
gboolean    veche_telegram_is_forward   (const VecheJsonNode *message);
gboolean    veche_telegram_is_admin_act (const char *action);                                  /* only who leads a group does it */
gboolean    veche_telegram_is_person    (const char *remote_id);                               /* "user…" */

/* What the words around a message tell. */
typedef struct
{
  VecheBatch        *batch;
  const char        *channel;       /* where it stands: the chat, or the topic in it */
  const char        *chat;          /* remote id */
  VecheTelegramKind  kind;
  gint64             topic;         /* 0: none */
  const char        *me;            /* (nullable) */
  GHashTable        *my_handles;    /* (nullable) folded, without @ */
  gboolean           reply_to_me;
  gboolean           question;      /* and nobody answered it */
  gboolean           unanswered;    /* in a conversation: we have not written since */
  gpointer           people;
  const char        *(*name_to_id) (gpointer people, const char *name);            /* (nullable) */
  void               (*use_person) (gpointer people, VecheBatch *batch, const char *remote_id, gint64 joined);
} VecheTelegramContext;

void        veche_telegram_add_message  (const VecheTelegramContext *context, const VecheJsonNode *message, const VecheTelegramHead *head, GString *text);
gboolean    veche_telegram_mentions     (const VecheJsonNode *message, const char *text, const char *me, GHashTable *my_handles);

/* veche-telegram-meta.c: what the text does not say, as JSON (transfer full) (nullable) */
char       *veche_telegram_meta         (const VecheJsonNode *message, const VecheTelegramHead *head);

G_END_DECLS
