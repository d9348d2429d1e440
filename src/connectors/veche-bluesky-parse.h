/* veche-bluesky-parse.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "model/veche-batch.h"

G_BEGIN_DECLS

/* The Bluesky lexicons' JSON → batch: app.bsky.feed.defs (postView, threadViewPost, blockedPost, notFoundPost), app.bsky.actor.defs,
 * app.bsky.feed.post, app.bsky.notification.listNotifications.  Pure functions.  A person is their DID, a message its at:// address; both
 * are the same for the whole network, so the batch has no instance.  What lacks an address, an author or a time goes into the batch as a
 * bad item. */

typedef struct
{
  VecheBatch *batch;
  const char *me;          /* our DID */
  const char *channel;     /* remote id of the channel that all goes to */
  const char *words;       /* (nullable): that we watch */
  GHashTable *seen;        /* set of addresses that the batch holds already */
} VecheBluesky;

/* A batch with the channel of our account in it. handle (nullable) */
void        veche_bluesky_begin            (VecheBluesky *self, VecheBatch *batch, const char *did, const char *handle);
void        veche_bluesky_end              (VecheBluesky *self);

/* The DID; NULL: it has none. */
const char *veche_bluesky_add_actor        (VecheBluesky *self, JsonObject *actor);
/* A postView, or a notification that holds a post. NULL: a bad item was added, or the batch has it. */
VechePost  *veche_bluesky_add_post         (VecheBluesky *self, JsonObject *view);
/* What getPostThread answered. */
void        veche_bluesky_add_thread       (VecheBluesky *self, JsonObject *thread);
/* TRUE when it holds a post to or about us, which is then to be had with its thread. */
gboolean    veche_bluesky_add_notification (VecheBluesky *self, JsonObject *notification);

/* When the network first saw it, which is what lists are sorted by; never after the writer's own time. Microseconds UTC, 0: not said. */
gint64      veche_bluesky_time             (JsonObject *view);
/* Where com.atproto.server's didDoc says that the account lives. (transfer full) (nullable) */
char       *veche_bluesky_dup_pds          (JsonObject *document, const char *did);

/* The record of our reply, ready for createRecord. parent: the postView answered; facets (nullable). (transfer full) (nullable) */
JsonNode   *veche_bluesky_new_record       (const char *text, JsonNode *facets, JsonObject *parent, JsonObject *root, gint64 now);

G_END_DECLS
