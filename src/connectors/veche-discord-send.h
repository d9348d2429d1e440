/* veche-discord-send.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* me: our bot's id. What an earlier attempt may have brought there is looked for first. */
gboolean veche_discord_send (VecheApi *api, const char *me, const VecheReply *reply, VecheSent *sent, GError **error);

G_END_DECLS
