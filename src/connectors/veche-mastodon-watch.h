/* veche-mastodon-watch.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"
#include "connectors/veche-mastodon-cursor.h"
#include "connectors/veche-mastodon-parse.h"

G_BEGIN_DECLS

/* Beyond what is addressed to us (docs.joinmastodon.org/methods: timelines, search, lists, instance, accounts#followers, notifications):
 * settings "tags", hashtags; "places", "list:ID" of our lists; the source's words.  Not every server has each of them, nor lets everyone:
 * what it refuses becomes a notice.  Blocks; worker thread. */

/* One page of a run: the next thing that is watched. */
gboolean veche_mastodon_watch_page     (VecheConnector *connector, VecheApi *api, VecheMastodon *mastodon, VecheMastodonCursor *cursor,
                                        gboolean *more, GError **error);
/* What the server calls itself, how long a message may be, our lists as places. */
gboolean veche_mastodon_watch_describe (VecheApi *api, VecheMastodon *mastodon, GError **error);
/* One page of followers. next (out) (transfer full) (nullable) */
gboolean veche_mastodon_watch_members  (VecheApi *api, VecheMastodon *mastodon, const char *cursor, char **next, GError **error);
/* One page of notifications inside the gap, newest first. next (out) (transfer full) (nullable) */
gboolean veche_mastodon_watch_gap      (VecheApi *api, VecheMastodon *mastodon, const VecheGap *gap, const char *cursor, char **next, GError **error);

G_END_DECLS
