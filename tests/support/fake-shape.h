/* fake-shape.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Facts of a vendor's description, written down small: {"type", "required": [names], "props": {name: shape}, "items": shape}. */

/* What is wrong with the node, NULL: nothing. (transfer full) */
char *fake_shape_check (JsonObject *shape, JsonNode *node, const char *where);

G_END_DECLS
