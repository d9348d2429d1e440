/* veche-telegram-connector.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* A bot of Telegram's, by long polling of the Bot API (https://core.telegram.org/bots/api), at Telegram's own server or one's own.  Settings:
 * "server" another address, "mine" user names of the people it works for, "take" "yes": take the bot over from a webhook. */
#define VECHE_TYPE_TELEGRAM_CONNECTOR (veche_telegram_connector_get_type ())
G_DECLARE_FINAL_TYPE (VecheTelegramConnector, veche_telegram_connector, VECHE, TELEGRAM_CONNECTOR, VecheConnector)

G_END_DECLS
