/* veche-folder-connector.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* A folder on this computer into which another program puts files of JSON Lines (model/veche-line.h), named *.jsonl: each is read to its last
 * whole line, and on from there when it has grown.  Settings: "folder". */
#define VECHE_TYPE_FOLDER_CONNECTOR (veche_folder_connector_get_type ())
G_DECLARE_FINAL_TYPE (VecheFolderConnector, veche_folder_connector, VECHE, FOLDER_CONNECTOR, VecheConnector)

G_END_DECLS
