/* veche-tone-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-words.h"

G_BEGIN_DECLS

typedef enum { VECHE_ADDRESS_NONE, VECHE_ADDRESS_INFORMAL, VECHE_ADDRESS_FORMAL } VecheAddress;

/* veche-tone-address.c: does this word say "ты" or "вы"?  By itself, as a pronoun or a verb, and by the words before it. */
VecheAddress veche_tone_address  (GArray *words, guint at);
/* The same said the other way; NULL: it can't be said for sure. (transfer full) */
char        *veche_tone_other    (const char *word);
/* Is it said to several people?  Then "вы" is no politeness. */
gboolean     veche_tone_to_many  (GArray *words, const char *text);

G_END_DECLS
