/* veche-import-run.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "exchange/veche-chat-export.h"

G_BEGIN_DECLS

/* Brings the chosen chats of a scan in, as a job of the activity popover; says what came of it in a toast with Undo.
 * me, my_handle (nullable). */
void  veche_import_run      (VecheSession *session, VecheChatScan *scan, const char *me, const char *my_handle);

/* What is wrong with the file, where, and what to do: title and sentence. (transfer full) each */
void  veche_import_explain  (const GError *error, char **title, char **sentence);

/* Where the conversations come from: "Telegram", "Slack"…; of JSON Lines, what they say. */
const char *veche_import_origin (VecheChatScan *scan);
/* What this kind of export can't tell, and what to do about it. (transfer full) (nullable) */
char *veche_import_lacks    (VecheChatScan *scan);

G_END_DECLS
