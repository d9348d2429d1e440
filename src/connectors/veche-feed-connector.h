/* veche-feed-connector.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* RSS, Atom and JSON Feed at one address.  Read only.  words: an entry that holds one of them is a mention; without words every entry is. */
#define VECHE_TYPE_FEED_CONNECTOR (veche_feed_connector_get_type ())
G_DECLARE_FINAL_TYPE (VecheFeedConnector, veche_feed_connector, VECHE, FEED_CONNECTOR, VecheConnector)

G_END_DECLS
