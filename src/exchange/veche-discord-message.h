/* veche-discord-message.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-chat-reader.h"
#include "model/veche-json-tree.h"

G_BEGIN_DECLS

/* One message of DiscordChatExporter's JSON.  Keys are Discord's own: people, channels and messages by their snowflakes, as a bot would
 * see them; a reaction is "message:user:emoji". */
typedef struct
{
  const char       *guild, *channel;   /* ids, of where it stands (nullable) */
  gboolean          full;              /* links and meta are wanted */

  VecheChatMessage  message;           /* strings live in the node, text and below until the next one */
  GString          *text;
  GArray           *reactions;         /* (element-type VecheChatReaction) */
  GArray           *others;            /* (element-type VecheChatWho) */
  GPtrArray        *strings;           /* made for this message */
} VecheDiscordMessage;

void     veche_discord_message_init  (VecheDiscordMessage *self);
void     veche_discord_message_clear (VecheDiscordMessage *self);
/* FALSE: not a message; why is a sentence. */
gboolean veche_discord_message_read  (VecheDiscordMessage *self, const VecheJsonNode *node, const char **why);
/* "GuildPublicThread" → "topic"… */
const char *veche_discord_kind       (const char *type);

G_END_DECLS
