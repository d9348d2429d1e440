/* veche-speller.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Russian and English words of one text, each by the dictionary of its alphabet (Enchant).  One for the process: dictionaries are read when a
 * word first asks for them, which takes a tenth of a second, so it works on threads.  Any thread; without a dictionary no word is wrong. */

typedef struct
{
  guint from, length;      /* in characters */
} VecheSpan;

/* Words that are no words of the language.  Left out: links, names with @ and #, numbers, {variables}, `code`, ABBREVIATIONS, camelCase and the
 * words of known (nullable), such as the names of those who talk. (element-type VecheSpan) (transfer full) */
GArray   *veche_speller_find    (const char *text, const char *const *known);
/* The nearest words, the best first; at most most. (transfer full) */
GStrv     veche_speller_suggest (const char *word, guint most);
/* For good, in the dictionary of the user's own that other programs know too. */
void      veche_speller_add     (const char *word);

G_END_DECLS
