/* veche-mastodon-connector.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* An account on a server that speaks the Mastodon API: Mastodon, GoToSocial, snac, Pleroma.  One channel, the account's own; threads by the
 * id of their first message. */
#define VECHE_TYPE_MASTODON_CONNECTOR (veche_mastodon_connector_get_type ())
G_DECLARE_FINAL_TYPE (VecheMastodonConnector, veche_mastodon_connector, VECHE, MASTODON_CONNECTOR, VecheConnector)

G_END_DECLS
