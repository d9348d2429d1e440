/* veche-slack-message.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-chat-reader.h"
#include "model/veche-json-tree.h"

G_BEGIN_DECLS

/* Messages of a Slack export.  Keys are Slack's own: people U…, channels C…, a message is its "ts", all within the workspace T….  What a
 * person would read comes out of the text: names for <@U…>, &amp; undone. */
typedef struct
{
  char     *team;               /* (nullable): T… */
  GHashTable *users;            /* id → VecheChatWho with own strings (owned) */
  GHashTable *channels;         /* id → name (owned), for <#C…> */
  const char *channel;          /* id of where the message stands (nullable) */
  gboolean  full;               /* links and meta are wanted */

  VecheChatMessage message;     /* strings live in the node, text and below until the next one */
  GString  *text;
  GArray   *reactions;          /* (element-type VecheChatReaction) */
  GArray   *others;             /* (element-type VecheChatWho) */
  GPtrArray *strings;           /* made for this message */
} VecheSlack;

void     veche_slack_init         (VecheSlack *self);
void     veche_slack_clear        (VecheSlack *self);
/* An element of users.json; FALSE: nobody. */
gboolean veche_slack_add_user     (VecheSlack *self, const VecheJsonNode *user, const VecheChatWho **who);
/* An element of a day's file.  FALSE: not a message; why is a sentence. */
gboolean veche_slack_read_message (VecheSlack *self, const VecheJsonNode *node, const char **why);

G_END_DECLS
