/* veche-matrix-session.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* An account's session: "Server Discovery", "Login", "Using access tokens", "Refreshing access tokens", "Soft logout" of the Matrix
 * Client-Server API v1.11 (https://spec.matrix.org/v1.11/client-server-api/).  Kept is {access, refresh, device, user, home}, never the
 * password: device stands there only when the session is our own, so that a token which was copied out of another program is never logged
 * out there.  Worker thread. */

gboolean  veche_matrix_session_open  (VecheConnector *connector, VecheApi *api, GError **error);
/* There is one; without it a batch has no owner. */
gboolean  veche_matrix_session_begin (VecheConnector *connector, VecheApi *api, GError **error);
/* A call with the session there is, refreshed when it is over; its answer is an object. (transfer full) */
JsonNode *veche_matrix_session_call  (VecheConnector *connector, VecheApi *api, const VecheApiRequest *request, GError **error);
gboolean  veche_matrix_session_end   (VecheConnector *connector, VecheApi *api, GError **error);

G_END_DECLS
