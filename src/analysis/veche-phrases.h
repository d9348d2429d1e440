/* veche-phrases.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-words.h"

G_BEGIN_DECLS

/* Many phrases that are looked for in a text at once, by the stems of their words.  Built, then read by any thread. */
typedef struct _VechePhrases VechePhrases;

typedef enum { VECHE_PHRASE_NAME, VECHE_PHRASE_ALIAS, VECHE_PHRASE_NARROWER } VechePhraseKind;

typedef struct
{
  guint            tag, phrase;  /* phrase: which one, for _text() */
  VechePhraseKind  kind;
  double           likeness;     /* of the least alike word */
  guint            start, end;   /* bytes in the text */
  guint            n_words;
  gboolean         partly;       /* only a telling word of several */
} VechePhraseHit;

VechePhrases *veche_phrases_new     (void);
void          veche_phrases_free    (VechePhrases *self);
void          veche_phrases_add     (VechePhrases *self, const char *phrase, guint tag, VechePhraseKind kind);

/* At most one hit of a phrase. partly: telling words of longer phrases count as well. (element-type VechePhraseHit) (transfer full) */
GArray       *veche_phrases_find    (VechePhrases *self, GArray *words, gboolean partly);
/* The same, without slips of the pen: what the words name for sure, and much quicker. */
GArray       *veche_phrases_find_sure (VechePhrases *self, GArray *words);
/* Does any of these words stand in a phrase, letter by letter?  Far quicker than finding. */
gboolean      veche_phrases_may_find (VechePhrases *self, GArray *words);
/* Tags of the names (not narrower words) that consist of just these words. (element-type guint) (transfer full) */
GArray       *veche_phrases_naming  (VechePhrases *self, const char *text);
/* Adds the names of a tag, other than the one given; and the first of them. */
void          veche_phrases_collect (VechePhrases *self, guint tag, const char *but, gsize length, GPtrArray *names, guint most);
void          veche_phrases_collect_all (VechePhrases *self, guint tag, GPtrArray *names, guint most);   /* narrower words, too */
const char   *veche_phrases_first   (VechePhrases *self, guint tag);
/* The first name in Latin or in other letters; NULL: it has none. */
const char   *veche_phrases_first_in (VechePhrases *self, guint tag, gboolean latin);
const char   *veche_phrases_text    (VechePhrases *self, guint phrase);

G_END_DECLS
