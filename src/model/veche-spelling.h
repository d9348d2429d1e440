/* veche-spelling.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How one Russian name is spelt in two alphabets.  Of one folded word; any thread. */

/* The key that all its spellings share: small Latin letters, of which w is ш/щ, q is ч, j is ж, c is ц, h is х. (transfer full) */
char    *veche_spelling_key           (const char *word);
/* What a word that is still being typed may become: itself, and "alexs" → "alexsh".  (transfer full) */
GStrv    veche_spelling_variants      (const char *word);
/* As it is most simply written in the other alphabet, Russian or Latin: "maria" → "мариа", "юл" → "yul".  NULL: not to be told, or not
 * under the key of the word.  (transfer full) (nullable) */
char    *veche_spelling_swap          (const char *word);
/* What was meant by a text that was typed on the other keyboard layout, in small letters: "bdfyjd" → "иванов", to_latin the other way round.
 * (transfer full) */
char    *veche_spelling_on_other_keys (const char *text, gboolean to_latin);
gboolean veche_spelling_is_apostrophe (gunichar c);    /* stands for ь or ъ in the middle of a word */

G_END_DECLS
