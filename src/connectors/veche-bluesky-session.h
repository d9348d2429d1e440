/* veche-bluesky-session.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* An account's session over XRPC (atproto.com/specs/xrpc; lexicons com.atproto.server.createSession, refreshSession, deleteSession).  A new
 * one may be made 300 times a day ("Rate Limits", docs.bsky.app), so the two tokens of the last one are kept beside the app password:
 * {password, access, refresh, did, handle, pds}.  Worker thread. */

/* Makes the api ready. */
gboolean  veche_bluesky_session_open  (VecheConnector *connector, VecheApi *api, GError **error);
/* A call with the session there is, renewed when it is over, made when there is none. (transfer full) */
JsonNode *veche_bluesky_session_call  (VecheConnector *connector, VecheApi *api, const VecheApiRequest *request, GError **error);
/* A query whose answer must be an object. query: name, value …, NULL. (transfer full) */
JsonNode *veche_bluesky_session_get   (VecheConnector *connector, VecheApi *api, const char *path, const char *const *query, GError **error);
/* There is one; without it a batch has no owner. */
gboolean  veche_bluesky_session_begin (VecheConnector *connector, VecheApi *api, GError **error);
gboolean  veche_bluesky_session_end   (VecheConnector *connector, VecheApi *api, GError **error);

G_END_DECLS
