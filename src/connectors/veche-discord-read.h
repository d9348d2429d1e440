/* veche-discord-read.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-api.h"
#include "connectors/veche-discord-cursor.h"
#include "connectors/veche-discord-parse.h"

G_BEGIN_DECLS

#define VECHE_DISCORD_PAGE 100

/* Where something is said. */
typedef struct { char *id, *guild, *last, *name; } VecheDiscordPlace;   /* last (nullable): its newest message */

void       veche_discord_place_free (gpointer data);

/* Channels and threads of all servers the bot is in, which go into the batch too. wanted: ids of servers, categories or channels; none: all.
 * cursor (nullable): then threads that were closed meanwhile are asked for as well, once a day a channel. (transfer full) (element-type VecheDiscordPlace) */
GPtrArray *veche_discord_list       (VecheApi *api, VecheDiscord *discord, JsonArray *guilds, GStrv wanted, VecheDiscordCursor *cursor, gint64 now, GError **error);

/* Worth a look: something new was said there, or what was said lately may have been changed or taken away since. */
gboolean   veche_discord_is_due     (VecheDiscordPlace *place, VecheDiscordSeen *seen, gint64 now);
/* What is new there, and what became of the newest hundred. FALSE: an error. */
gboolean   veche_discord_read_place (VecheApi *api, VecheDiscord *discord, VecheDiscordPlace *place, VecheDiscordSeen *seen, gint64 now, GError **error);

/* A page's messages, in any order; *oldest, *newest (out): of it, NULL in an empty one. */
void       veche_discord_add_page   (VecheDiscord *discord, const char *channel, JsonArray *messages, const char **oldest, const char **newest);

G_END_DECLS
