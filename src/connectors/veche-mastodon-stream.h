/* veche-mastodon-stream.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-api.h"
#include "connectors/veche-mastodon-cursor.h"

G_BEGIN_DECLS

/* The server's stream of events (docs.joinmastodon.org/methods/streaming, Server-Sent Events), as a hint and nothing else: that something came,
 * not what.  What it was is asked for in the ordinary way, so a stream that lies, stalls or floods costs a request and changes nothing; it
 * ends with its first event, after so many seconds, or at 64 kB. */
typedef enum
{
  VECHE_MASTODON_DEAF,      /* there is no stream, or not for us */
  VECHE_MASTODON_QUIET,     /* nothing came */
  VECHE_MASTODON_NEWS,
} VecheMastodonHeard;

/* A stream is known, or it is time to ask for one. */
gboolean           veche_mastodon_may_listen (VecheMastodonCursor *cursor);
/* Learns where the stream is, and keeps that in the cursor. wait: seconds at least. */
VecheMastodonHeard veche_mastodon_listen     (VecheApi *api, VecheMastodonCursor *cursor, guint wait);

G_END_DECLS
