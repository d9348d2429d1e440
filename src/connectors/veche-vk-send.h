/* veche-vk-send.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* Where a reply goes, read from the channel and the message answered.  Pure. */
typedef struct
{
  char   kind;                 /* 'w' wall, 'p' photo, 'v' video, 'b' discussion, 'm' talk */
  gint64 group, owner, id;     /* of the post, photo, video, discussion, or the peer */
  gint64 comment;              /* answered, 0: none */
} VecheVkPlaceOfReply;

gboolean veche_vk_reply_read   (VecheVkPlaceOfReply *self, const char *channel, const char *in_reply_to);
/* A number for messages.send that is the same for the same key. */
gint32   veche_vk_random_id    (const char *idempotency_key);

/* With the community's key, or where that is refused the other one (nullable). */
gboolean veche_vk_send         (VecheApi *community, VecheApi *reader, const VecheReply *reply, VecheSent *sent, GError **error);

G_END_DECLS
