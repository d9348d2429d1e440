/* veche-vk-connector.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* A community of VK: its wall, discussions, comments of photos and videos, messages and members.  Setting "group": the community; secrets
 * "community" (or "token") and, to read the wall and the discussions, "service": a service or a user's key. */
#define VECHE_TYPE_VK_CONNECTOR (veche_vk_connector_get_type ())
G_DECLARE_FINAL_TYPE (VecheVkConnector, veche_vk_connector, VECHE, VK_CONNECTOR, VecheConnector)

G_END_DECLS
