/* veche-json-scan.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VECHE_JSON_SCAN_TOO_MANY "it has far too many parts"

/* json-glib goes down a level of the stack for each bracket, keeps each value and is content with much that is no JSON: what comes from outside
 * passes here first.  text (length bytes, UTF-8, and a closing NUL) is changed in place: what a parser would break at is repaired.  most: keys
 * and values.  NULL when it may go to json-glib, else what is wrong with it, a static string.  Any thread. */
const char *veche_json_scan (char *text, gsize length, guint most);

G_END_DECLS
