/* veche-discord-connector.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* A bot of Discord's, by its REST API alone: a run asks which channels and threads have something new and reads those.  Settings: "places"
 * ids of the channels that are read, all of them without; "mine" user names or ids of the people it works for. */
#define VECHE_TYPE_DISCORD_CONNECTOR (veche_discord_connector_get_type ())
G_DECLARE_FINAL_TYPE (VecheDiscordConnector, veche_discord_connector, VECHE, DISCORD_CONNECTOR, VecheConnector)

G_END_DECLS
