/* veche-source-address.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* " Mastodon.Social/" → "https://mastodon.social", so that one place is written in one way. NULL: no address of the web, or one with a name and a
 * password in it, which would be kept for all to read. (transfer full) (nullable) */
char *veche_source_address (const char *typed);

G_END_DECLS
