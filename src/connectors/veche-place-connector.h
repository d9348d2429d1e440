/* veche-place-connector.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* A place that a person looks at (store/veche-places-table.h): nothing is read, and nothing is asked of it.  Settings: "keeper", who looks. */
#define VECHE_TYPE_PLACE_CONNECTOR (veche_place_connector_get_type ())
G_DECLARE_FINAL_TYPE (VechePlaceConnector, veche_place_connector, VECHE, PLACE_CONNECTOR, VecheConnector)

G_END_DECLS
