/* veche-bluesky-connector.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* An account on Bluesky or another server of the AT Protocol.  Facts from atproto.com/specs (xrpc, handle, did, tid, at-uri-scheme) and the
 * lexicons of docs.bsky.app, named where they are used.  One channel, the account's own; threads by the address of their first post.
 *
 * Settings: "login", the handle; "watch", handles whose posts are read; "directory", of did:plc, where it is not the network's.  The secret is
 * an app password, and after the first run also its session. */
#define VECHE_TYPE_BLUESKY_CONNECTOR (veche_bluesky_connector_get_type ())
G_DECLARE_FINAL_TYPE (VecheBlueskyConnector, veche_bluesky_connector, VECHE, BLUESKY_CONNECTOR, VecheConnector)

G_END_DECLS
