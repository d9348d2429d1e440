/* veche-unknowing.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-themes.h"

G_BEGIN_DECLS

/* Who speaks of a topic need not know it: "I know nothing of law", "not my field", "who can help with law?" (data/words/unknowing.tsv), and
 * "I am no lawyer" for what is asked (themes).  Any thread. */
gboolean veche_unknowing_denies (const char *text, GArray *themes);
gboolean veche_unknowing_asks   (const char *text);

G_END_DECLS
