/* veche-platform-syntax.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a platform makes of a text, in two words, and details with examples (out) (optional) (nullable).  "": nothing worth saying. */
const char *veche_platform_syntax (const char *platform, const char **details);

G_END_DECLS
