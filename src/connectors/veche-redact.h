/* veche-redact.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Everything that comes from the network layer and may be logged, stored or shown goes through here first.  Any thread. */

/* A token that is in use: never appears again in anything redacted, in whatever form of quoting.  Kept in memory until the process ends. */
void     veche_redact_add_secret (const char *secret);   /* (nullable) */
/* Tokens in URLs, headers and forms replaced by "[…]"; invalid UTF-8 repaired. */
char    *veche_redact            (const char *text);     /* (nullable) → (transfer full) (nullable) */

G_END_DECLS
