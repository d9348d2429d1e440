/* veche-telegram-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-telegram-parse.h"

G_BEGIN_DECLS

/* For the files that read updates. */

/* A User's or Chat's remote id, which is in the batch then; NULL: it is none. */
const char *veche_telegram_bot_add_user (VecheTelegramBot *self, JsonObject *user);
const char *veche_telegram_bot_add_chat (VecheTelegramBot *self, JsonObject *chat);
/* Seconds since 1970 → microseconds; 0: no time. */
gint64      veche_telegram_bot_time     (JsonObject *object, const char *key);

/* veche-telegram-members.c: one kind of update each */
void        veche_telegram_bot_add_member     (VecheTelegramBot *self, JsonObject *update);
void        veche_telegram_bot_add_ourselves  (VecheTelegramBot *self, JsonObject *update);
void        veche_telegram_bot_add_request    (VecheTelegramBot *self, JsonObject *update);
void        veche_telegram_bot_add_reacted    (VecheTelegramBot *self, JsonObject *update);
void        veche_telegram_bot_add_counts     (VecheTelegramBot *self, JsonObject *update);

G_END_DECLS
