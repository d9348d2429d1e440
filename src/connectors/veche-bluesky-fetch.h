/* veche-bluesky-fetch.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-bluesky-cursor.h"
#include "connectors/veche-bluesky-parse.h"
#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* One page of a run: fills the batch of `bluesky` and moves the cursor on.  Blocks; worker thread.  more: the run is not over. */
gboolean veche_bluesky_fetch_page     (VecheConnector *connector, VecheApi *api, VecheBluesky *bluesky, VecheBlueskyCursor *cursor, gboolean *more,
                                       GError **error);
/* One page of the followers. next (out) (transfer full) (nullable) */
gboolean veche_bluesky_fetch_members  (VecheConnector *connector, VecheApi *api, VecheBluesky *bluesky, const char *cursor, char **next, GError **error);
/* One page of a gap, newest first; the batch's channel says which part of it is whole. next (out) (transfer full) (nullable) */
gboolean veche_bluesky_fetch_gap      (VecheConnector *connector, VecheApi *api, VecheBluesky *bluesky, const VecheGap *gap, const char *cursor,
                                       char **next, GError **error);
/* Posts by their addresses, at most 25; those that are gone or hidden are not among them. (transfer full) */
JsonNode *veche_bluesky_fetch_posts   (VecheConnector *connector, VecheApi *api, const char *const *uris, guint n, GError **error);

G_END_DECLS
