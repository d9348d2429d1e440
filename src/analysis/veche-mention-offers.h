/* veche-mention-offers.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-mention.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* Whom an answer could name: people that begin like what was typed after "@", and how they are called where the answer goes. */
typedef struct
{
  char             *uid, *name;
  char             *handle;    /* (nullable): on the platform of the message, else on another */
  char             *only_on;   /* (nullable): key of the one platform where they are, when they are not on this */
  char             *mention;   /* ready to be put into the text */
  VecheMentionKind  kind;
} VecheMentionOffer;
void       veche_mention_offer_free  (VecheMentionOffer *self);

/* Those who can be told there first. interaction_id: what is answered. Who asked not to be mentioned or left is not offered.
 * Lane function (reader). (element-type VecheMentionOffer) (transfer full) */
GPtrArray *veche_mention_offers_find (VecheDb *db, const char *typed, gint64 interaction_id, guint most, GError **error);

G_END_DECLS
