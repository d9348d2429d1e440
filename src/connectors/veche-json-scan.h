/* veche-json-scan.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The scan of veche_json_parse(), changing text (length bytes and a closing NUL) in place. NULL when it may go to json-glib, else what is
 * wrong with it, a static string. */
const char *veche_json_scan (char *text, gsize length);

G_END_DECLS
