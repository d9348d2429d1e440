/* veche-mastodon-fetch.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-api.h"
#include "connectors/veche-mastodon-cursor.h"
#include "connectors/veche-mastodon-parse.h"

G_BEGIN_DECLS

/* One page of a run: fills the batch of `mastodon` and moves the cursor on.  Blocks; worker thread.  more: the run is not over. */
gboolean veche_mastodon_fetch_page (VecheApi *api, VecheMastodon *mastodon, VecheMastodonCursor *cursor, gboolean *more, GError **error);
/* Who we are there. (transfer full) */
JsonNode *veche_mastodon_fetch_me  (VecheApi *api, GError **error);

G_END_DECLS
