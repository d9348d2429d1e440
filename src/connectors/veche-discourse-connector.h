/* veche-discourse-connector.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* A Discourse forum: with a user's key, with an administrator's and the setting "username", or with none, read-only.  Settings: "categories"
 * (none: all), "private": "yes" for private messages. */
#define VECHE_TYPE_DISCOURSE_CONNECTOR (veche_discourse_connector_get_type ())
G_DECLARE_FINAL_TYPE (VecheDiscourseConnector, veche_discourse_connector, VECHE, DISCOURSE_CONNECTOR, VecheConnector)

G_END_DECLS
