/* veche-command-connector.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* Another program that prints JSON Lines (model/veche-line.h): a platform of one's own without C.  It is started without a shell and reads one
 * line of JSON from its standard input:
 *
 *   {"action": "fetch", "cursor": "…", "token": "…"}               cursor: what it said last time
 *   {"action": "send", "reply": {"text", "channel", "reply_to", "thread", "url", "handle", "key", "maybe_sent"}, "token": "…"}
 *
 * and prints messages, and what veche-lines-parse.h says of lines about the run.  Exit status 0 is well; 75 (try later) and 77 (the key is not
 * accepted) are as sysexits.h has them; any other is an error, told by the last lines of its standard error.  A reply counts as sent with
 * "sent", as not sent with "error" or the statuses 64 to 78; else nobody knows, and it is not sent again by itself.
 *
 * It only runs where the person has typed it or agreed to it on this computer (veche_command_is_allowed).
 * Settings: "argv", "folder", "timeout" in seconds, "replies". */
#define VECHE_TYPE_COMMAND_CONNECTOR (veche_command_connector_get_type ())
G_DECLARE_FINAL_TYPE (VecheCommandConnector, veche_command_connector, VECHE, COMMAND_CONNECTOR, VecheConnector)

/* A source's settings → the command in them (nullable: none), and where it runs. (transfer full) */
GStrv    veche_command_dup_argv (const char *settings, char **folder);

G_END_DECLS
