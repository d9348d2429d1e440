/* veche-telegram-parse.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "connectors/veche-telegram-places.h"
#include "model/veche-batch.h"

G_BEGIN_DECLS

/* The Bot API's JSON → batch, as https://core.telegram.org/bots/api describes it.  Pure functions.
 *
 * Natural keys are those of an export of Telegram Desktop (exchange/veche-telegram-message.h), so that both meet: "user123", "chat123",
 * "channel123" without the -100, a topic "channel123/456", a message its number, "17+2" the second person a service message names,
 * "17:user5:👍" a reaction.  What numbers its messages for each account apart must not be taken for the same: a talk with the bot is
 * "bot77:user5", a message of a basic group "b77.17".  A join that came without its message is "join:user5:1700000000". */

typedef struct
{
  VecheBatch          *batch;
  VecheTelegramPlaces *places;
  gint64               me;            /* our bot's id */
  const char          *handle;        /* of our bot (nullable) */
  const char *const   *mine;          /* (nullable): user names of the people it works for, without @ */
  const char          *words;         /* (nullable): comma separated, to be looked for */
} VecheTelegramBot;

/* me: what getMe answered. FALSE: it is nobody.  A poll that brings nothing leaves the batch empty, so we are not among its people yet. */
gboolean veche_telegram_bot_begin      (VecheTelegramBot *self, VecheBatch *batch, JsonObject *me);
void     veche_telegram_bot_add_ourself (VecheTelegramBot *self, JsonObject *me);
void     veche_telegram_bot_add_update (VecheTelegramBot *self, JsonObject *update);

/* What getChatMember says of somebody, or an update of our own. */
VecheTelegramRights veche_telegram_bot_rights (JsonObject *chat_member);
gboolean    veche_telegram_bot_is_deaf (JsonObject *chat_member);   /* is not told who asks to join */

/* "channel123/456" → -100123 and 456; FALSE: no chat of Telegram's. */
gboolean veche_telegram_bot_find_chat  (const char *channel, gint64 *chat, gint64 *topic);
/* "17", "b77.17", "17+2" → 17; 0: no message's. */
gint64   veche_telegram_bot_find_message (const char *remote_id);
/* The key of a message there. (transfer full) */
char    *veche_telegram_bot_message_key  (gint64 me, gint64 chat, gint64 message);
char    *veche_telegram_bot_channel_key  (gint64 me, gint64 chat);

/* veche-telegram-text.c */
void     veche_telegram_bot_text       (JsonObject *message, GString *text);                    /* as an export writes it */
char    *veche_telegram_bot_meta       (JsonObject *message, const char *action);               /* (transfer full) (nullable) */
/* A stretch of a text in UTF-16 units → bytes; FALSE when it lies outside. */
gboolean veche_telegram_bot_span       (const char *text, gint64 offset, gint64 length, const char **start, const char **end);
/* The text to be sent and its entities (nullable): "[Анна](tg://user?id=5)" and "@Анна", when that is the name of who is answered, who has no user name,
 * become mentions. (transfer full) */
char    *veche_telegram_bot_render     (const char *text, gint64 author, const char *author_name, JsonArray **entities);

G_END_DECLS
