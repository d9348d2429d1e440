/* veche-matrix-connector.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* An account on a Matrix server.  Settings: "login" its name, when the secret is its password and no access token yet; "rooms" ids of the
 * rooms to be read, none: all; "mine" ids of further accounts of the same people. */
#define VECHE_TYPE_MATRIX_CONNECTOR (veche_matrix_connector_get_type ())
G_DECLARE_FINAL_TYPE (VecheMatrixConnector, veche_matrix_connector, VECHE, MATRIX_CONNECTOR, VecheConnector)

G_END_DECLS
