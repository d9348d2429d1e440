/* veche-discord-call.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* One request to Discord. */

gboolean  veche_discord_check        (VecheApi *api, guint status, JsonObject *body, GError **error);    /* the api's */
/* An answer of that type, else an error. (transfer full) */
JsonNode *veche_discord_get          (VecheApi *api, const char *path, const char *const *query, const char *scope, JsonNodeType type, GError **error);
/* A page of a channel's messages, an array: the newest, or those before or after one. key (nullable): "before", "after". (transfer full) */
JsonNode *veche_discord_get_messages (VecheApi *api, const char *channel, const char *key, const char *id, GError **error);

G_END_DECLS
