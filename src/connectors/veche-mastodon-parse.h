/* veche-mastodon-parse.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "model/veche-batch.h"

G_BEGIN_DECLS

/* The Mastodon API's JSON → batch.  Pure functions; Mastodon, GoToSocial, snac and Pleroma differ in what they leave out, so everything but
 * ids, authors and times may be missing.  What lacks those goes into the batch as a bad item. */

typedef struct
{
  VecheBatch *batch;
  const char *host;        /* of the instance, with its port: what local handles may end in */
  const char *me;          /* our account's id */
  const char *me_handle;   /* (nullable) */
  const char *channel;     /* remote id of the channel that all goes to */
  GHashTable *aliases;     /* (nullable): tail of an id → the id that we know the message by; snac gives an edited message another */
} VecheMastodon;

/* The id of a message that we go by from its first sight on. (transfer full) (nullable) */
char       *veche_mastodon_dup_known_id     (VecheMastodon *self, JsonObject *object, const char *key);

/* A batch with the channel of our account in it. me: what verify_credentials answered. */
gboolean    veche_mastodon_begin            (VecheMastodon *self, VecheBatch *batch, const char *host, JsonObject *me);
/* The account's remote id; NULL: it has none. */
const char *veche_mastodon_add_account      (VecheMastodon *self, JsonObject *account);
/* thread (nullable): the id of its first message. NULL: a bad item was added, or it is a mere boost. */
VechePost  *veche_mastodon_add_status       (VecheMastodon *self, JsonObject *status, const char *thread);
/* What /context answered about the status `id`; returns the thread's first id. (transfer full) */
char       *veche_mastodon_add_context      (VecheMastodon *self, JsonObject *context, const char *id);
/* TRUE when it holds a message to or about us, which is then to be had with its thread. */
gboolean    veche_mastodon_add_notification (VecheMastodon *self, JsonObject *notification);

/* "bob@here.example" is plain "bob" at home. (transfer full) */
char       *veche_mastodon_dup_handle       (const char *acct, const char *host);
/* Changes when the status does. (transfer full) */
char       *veche_mastodon_fingerprint      (JsonObject *status);
/* max_id of the next page in a Link header. (transfer full) (nullable) */
char       *veche_mastodon_link_max_id      (const char *link);

/* "@anna @boris@far.example ": whom a message's answer names, its author first, we never. meta: as a post has it. (transfer full) */
char       *veche_mastodon_opening          (const char *meta, const char *author, const char *me);
/* Whether the status is our answer with this text to in_reply_to. */
gboolean    veche_mastodon_is_our_reply     (JsonObject *status, const char *me, const char *in_reply_to, const char *text);

G_END_DECLS
