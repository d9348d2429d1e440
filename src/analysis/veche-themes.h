/* veche-themes.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-phrases.h"

G_BEGIN_DECLS

/* What a text is about by data/words/synonyms.tsv alone, whatever competencies the workspace has: "tap" and "plumber" are of one theme although
 * nobody here made plumbing a competency.  Any thread. */

typedef struct { guint group; double weight; } VecheTheme;   /* weight: 0 … 1 */

VechePhrases *veche_themes_groups (void);                                  /* (borrowed) the tag is the line of the list */
/* At most so many, the surest first. (element-type VecheTheme) (transfer full) */
GArray       *veche_themes_find   (GArray *words, guint most);
/* How much these words speak of the surest of these themes that they name: 0 … 1. */
double        veche_themes_share  (GArray *themes, GArray *words);
/* Adds names of a theme and, after these, words that belong to it. */
void          veche_themes_words  (guint group, GPtrArray *words, guint most);

G_END_DECLS
