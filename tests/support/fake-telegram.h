/* fake-telegram.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A small Bot API server in a thread of its own, on loopback: our bot is 77, @club_helper_bot.  Its answers have the shape that
 * https://core.telegram.org/bots/api describes.  Functions from any thread. */
typedef struct _FakeTelegram FakeTelegram;

#define FAKE_TELEGRAM_TOKEN "77:AAF4ke-t0ken_0f-the-test_0123456789"
#define FAKE_TELEGRAM_GROUP G_GINT64_CONSTANT (-1001234567890)
#define FAKE_TELEGRAM_BASIC G_GINT64_CONSTANT (-987654)

FakeTelegram *fake_telegram_new       (void);
void          fake_telegram_free      (FakeTelegram *self);
const char   *fake_telegram_get_url   (FakeTelegram *self);

/* Returns the message's number. topic, reply_to 0: none. */
gint64        fake_telegram_say       (FakeTelegram *self, gint64 chat, guint person, gint64 topic, gint64 reply_to, const char *text);
void          fake_telegram_edit      (FakeTelegram *self, gint64 chat, gint64 message, const char *text);
void          fake_telegram_ask_in    (FakeTelegram *self, gint64 chat, guint person, const char *bio);   /* a request to join */
/* "approve 5 decline 6": what was decided, in order. (transfer full) */
char         *fake_telegram_dup_decisions (FakeTelegram *self);
void          fake_telegram_join      (FakeTelegram *self, gint64 chat, guint person);
/* The basic group becomes a supergroup of this id. */
void          fake_telegram_migrate   (FakeTelegram *self, gint64 to);

/* "member", "administrator", "left"; what getChatMember says of the bot. */
void          fake_telegram_set_status (FakeTelegram *self, const char *status);
void          fake_telegram_set_privacy (FakeTelegram *self, gboolean on);
void          fake_telegram_set_webhook (FakeTelegram *self, const char *url);     /* (nullable) */

/* The JSON body of the last sendMessage that was taken (nullable), and how many were. (transfer full) */
char         *fake_telegram_dup_sent  (FakeTelegram *self, guint *n);
guint         fake_telegram_requests  (FakeTelegram *self, const char *method);
gint64        fake_telegram_get_timeout (FakeTelegram *self);                       /* of the last getUpdates */

typedef enum
{
  FAKE_TELEGRAM_FINE,
  FAKE_TELEGRAM_BUSY,            /* 429 with retry_after 2 */
  FAKE_TELEGRAM_APPLY_AND_DIE,   /* a message is taken, then the connection is cut */
  FAKE_TELEGRAM_DOWN,            /* 502 for everything */
  FAKE_TELEGRAM_SHARED,          /* 409: another program polls */
  FAKE_TELEGRAM_KICKED,          /* 403 for messages */
  FAKE_TELEGRAM_REVOKED,         /* 401 for everything */
} FakeTelegramMood;
/* For the next n requests that it concerns. */
void          fake_telegram_set_mood  (FakeTelegram *self, FakeTelegramMood mood, guint n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeTelegram, fake_telegram_free)

G_END_DECLS
