/* veche-activity-message.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-chat-reader.h"
#include "model/veche-json-tree.h"

G_BEGIN_DECLS

/* One activity out of the outbox.json of a Mastodon or GoToSocial archive.  A post is keyed by the end of its address, which is its id on
 * the server, so that the live connector meets it; people are "anna@host". */
typedef struct
{
  char     *actor;         /* address of the account (nullable) */
  char     *host, *user;   /* of it */
  gboolean  full;

  VecheChatMessage message;
  GString  *text;
  GArray   *others;        /* (element-type VecheChatWho): mentioned */
  GPtrArray *strings;      /* made for this message */
} VecheActivity;

void     veche_activity_init      (VecheActivity *self);
void     veche_activity_clear     (VecheActivity *self);
/* From the address "https://host/users/anna"; FALSE: it is none. */
gboolean veche_activity_set_actor (VecheActivity *self, const char *id, const char *user);
/* TRUE: message is good.  FALSE: why is a sentence, or NULL for what is passed over on purpose (a boost, a like). */
gboolean veche_activity_read      (VecheActivity *self, const VecheJsonNode *node, const char **why);

G_END_DECLS
