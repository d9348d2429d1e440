/* veche-discord-events.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Events of a server, as entries of the plan (docs.discord.com, resources/guild-scheduled-event); those that are over or cancelled are left out, and what
 * makes no sense.  Pure; any thread. (element-type VecheCalendarEntry) (transfer full) */
GPtrArray *veche_discord_read_events (JsonArray *events);

G_END_DECLS
