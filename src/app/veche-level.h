/* veche-level.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VECHE_LEVEL_MOST 5

/* The word of a competency's level, 1 to 5, translated: "Tries it", … */
const char *veche_level_word (int level);

G_END_DECLS
