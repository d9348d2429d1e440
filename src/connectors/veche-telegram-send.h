/* veche-telegram-send.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* The connector's send: into the same topic, as an answer, with whom it mentions; into the supergroup that a group has become. */
gboolean veche_telegram_send (VecheConnector *connector, VecheApi *api, const VecheReply *reply, VecheSent *sent, GError **error);

G_END_DECLS
