/* veche-vk-call.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-api.h"

G_BEGIN_DECLS

/* Methods of VK's API: dev.vk.com, "Запросы к API", "Коды ошибок", "execute". */

#define VECHE_VK_VERSION "5.199"
#define VECHE_VK_BATCH   25        /* calls in one execute */

/* Budget and error words; seconds requests a second. (transfer none) */
void        veche_vk_open      (VecheApi *api, const char *budget_key, guint per_second);
/* What "response" holds, a node of any kind. pairs: name, value …, NULL. acts: it changes something there. (transfer full) */
JsonNode   *veche_vk_call      (VecheApi *api, const char *method, const char *const *pairs, gboolean acts, GError **error);

/* One of several calls. */
typedef struct { char *method; GStrv pairs; } VecheVkCall;
void        veche_vk_call_free (gpointer call);
/* (transfer full) (element-type JsonNode): in the order of the calls, NULL for what was refused, for what reason is the first of why (nullable).
 * One execute for all; alone: one by one, for a token that may not execute, which is told back. */
GPtrArray  *veche_vk_call_many (VecheApi *api, GPtrArray *calls, gboolean *alone, int *why, GError **error);

/* VK's number of an error made here; 0: not one of VK's. */
int         veche_vk_error_code (const GError *error);
/* What a number of VK's means, and for how long it asks for patience.  acts: of an action, of which trouble there says nothing. */
void        veche_vk_set_error  (VecheApi *api, int code, gboolean acts, GError **error);

G_END_DECLS
