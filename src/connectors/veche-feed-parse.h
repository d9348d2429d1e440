/* veche-feed-parse.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-batch.h"

G_BEGIN_DECLS

typedef struct
{
  const char *url;             /* of the source: the channel's remote id */
  const char *charset;         /* (nullable) */
  const char *words;           /* (nullable): what makes an entry a mention; none: every entry is one */
  const char *without;         /* (nullable): words that keep an entry from being one, whatever else it holds */
  gint64      now;
  GHashTable *first_seen;      /* (inout) (nullable) id → gint64*: when entries without a date were first seen; (owned) keys and values */
  const char *below;           /* (nullable): remote id of the entry that this document talks about; its entries are comments on it */
  GPtrArray  *talks;           /* (inout) (nullable) (element-type VecheFeedTalk): where what is said below its entries can be read */
} VecheFeedContext;

/* RSS 0.9x, 1.0, 2.0, Atom, JSON Feed → batch.  A pure function.  VECHE_CONNECTOR_ERROR_PROTOCOL, without the service's name. */
VecheBatch *veche_feed_parse (const char *data, gsize length, VecheFeedContext *context, GError **error);

G_END_DECLS
