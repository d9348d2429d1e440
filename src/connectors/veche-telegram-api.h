/* veche-telegram-api.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-api.h"

G_BEGIN_DECLS

/* One method of the Bot API.  The token stands in the path, so nothing here quotes an address. */

gboolean    veche_telegram_api_check     (VecheApi *api, guint status, JsonObject *body, GError **error);    /* the api's */
/* The supergroup that the last answer on this thread named in a group's place; 0: none. */
gint64      veche_telegram_api_get_migrated (void);
/* params (transfer full) (nullable).  The whole answer, whose "ok" is true. (transfer full) */
JsonNode   *veche_telegram_api_call      (VecheApi *api, const char *method, JsonObject *params, const VecheApiRequest *how, GError **error);
/* The same, with files: parts, each a parameter or a file. (transfer full) */
JsonNode   *veche_telegram_api_upload    (VecheApi *api, const char *method, const VechePart *parts, guint n, const VecheApiRequest *how, GError **error);
/* The same, of what changes nothing there. */
JsonNode   *veche_telegram_api_ask       (VecheApi *api, const char *method, JsonObject *params, GError **error);
/* (nullable): when it is no object */
JsonObject *veche_telegram_api_result    (JsonNode *answer);

gboolean    veche_telegram_api_is_token  (const char *token, gboolean own_server);
/* A message a second in a "chat:", the same and 20 a minute in a "group:". */
void        veche_telegram_api_set_rules (VecheBudget *budget);

G_END_DECLS
