/* veche-discord-parse.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "model/veche-batch.h"

G_BEGIN_DECLS

/* Discord's REST answers → batch, as https://docs.discord.com/developers (User, Channel, Message, Guild Member objects) describes them.  Pure
 * functions.  Natural keys are Discord's own ids, which are those of an export too: people, channels and messages by their snowflakes. */

typedef struct
{
  VecheBatch        *batch;
  const char        *me;           /* our bot's id */
  const char        *guild;        /* that the channel is in (nullable): a talk */
  const char *const *mine;         /* (nullable): user names or ids of the people it works for */
  const char        *words;        /* (nullable): comma separated, to be looked for */
} VecheDiscord;

/* me: what /users/@me answered. FALSE: it is nobody.  A run that brings nothing leaves the batch without people, so we are not among them yet. */
gboolean    veche_discord_begin       (VecheDiscord *self, VecheBatch *batch, JsonObject *me);
void        veche_discord_add_ourself (VecheDiscord *self, JsonObject *me);
/* The channel's or thread's remote id; NULL: nothing is said in such a one. */
const char *veche_discord_add_channel (VecheDiscord *self, JsonObject *channel);
void        veche_discord_add_message (VecheDiscord *self, const char *channel, JsonObject *message);
void        veche_discord_add_member  (VecheDiscord *self, JsonObject *member);

/* When a snowflake was made, microseconds UTC, 0: it is none; and one that no message of that time is below. */
gint64      veche_discord_time        (const char *snowflake);
guint64     veche_discord_snowflake   (gint64 at);
gboolean    veche_discord_is_id       (const char *id);
/* The older one is less: by length, then by digits; NULL is the oldest. */
int         veche_discord_compare     (const char *a, const char *b);

G_END_DECLS
