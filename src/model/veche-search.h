/* veche-search.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a person typed into the one search, understood.  Immutable, counted, any thread.  Any bytes are a search: what is no operator is a
 * word.  Words find their forms and what begins with them; "several words" in quotes (any quotes) stand in that order; a minus before
 * a word, a phrase or an operator takes away what has it.
 *
 *   tag: тег: метка:                     competency: skill: компетенция: умение:     in: в: где:  (platform, channel or source)
 *   from: от: автор:  (a person; me, я)  after: после:  since the beginning of …      before: до:  until the beginning of …
 *
 * A value with spaces goes into quotes.  Days are 2026-11-21, 21.11.2026, 2026-11, 2026, today, yesterday (сегодня, вчера), of the local zone. */

typedef enum { VECHE_TERM_WORD, VECHE_TERM_PHRASE, VECHE_TERM_TAG, VECHE_TERM_COMPETENCY, VECHE_TERM_IN, VECHE_TERM_FROM } VecheTermKind;

typedef struct
{
  VecheTermKind kind;
  gboolean      negated;
  gboolean      open;       /* still being typed: its last word may go on */
  char         *text;       /* the word, the phrase, the operator's value */
  GPtrArray    *words;      /* (element-type VecheTermWord): folded words of text, private */
} VecheTerm;

typedef struct { guint start, end; } VecheSpan;   /* bytes of a text */

typedef struct _VecheSearch VecheSearch;
struct _VecheSearch
{
  gatomicrefcount ref_count;
  char      *typed;
  GPtrArray *terms;          /* (element-type VecheTerm), at most 16 */
  gint64     after, before;  /* microseconds UTC; 0: no bound */
};

#define VECHE_TYPE_SEARCH (veche_search_get_type ())
GType        veche_search_get_type  (void);
VecheSearch *veche_search_new       (const char *typed);   /* (nullable) typed */
VecheSearch *veche_search_ref       (VecheSearch *self);
void         veche_search_unref     (VecheSearch *self);

gboolean     veche_search_is_empty  (VecheSearch *self);   /* nothing that could find anything */
gboolean     veche_search_has       (VecheSearch *self, VecheTermKind kind, gboolean negated);
gboolean     veche_search_has_words (VecheSearch *self);   /* a word or phrase that is wanted */

/* The FTS5 expression of its words and phrases over interaction_fts, or over member_fts with names in either alphabet; NULL: there are
 * none that are wanted.  Nothing of FTS5's syntax can be injected. (transfer full) (nullable) */
char        *veche_search_to_match  (VecheSearch *self, gboolean members);

/* The same of messages with no more than the first three letters of each wanted word: finds too much, at no cost. NULL: no word is longer. */
char        *veche_search_to_first_letters (VecheSearch *self);

/* The same question to texts in memory: each wanted word is in one of them, no unwanted one in any.  names: also in the other alphabet. */
gboolean     veche_search_fits      (VecheSearch *self, const char *const *texts, guint n, gboolean names);
/* Where the wanted words stand, in order, apart. (element-type VecheSpan) (transfer full) */
GArray      *veche_search_hits      (VecheSearch *self, const char *text, gboolean names);
/* One line of at most about max characters around the first hit, clamped for showing. (transfer full) */
char        *veche_search_snippet   (VecheSearch *self, const char *text, gsize max);
/* How well a text answers: each word by how often it stands there against the length, whole words before beginnings. */
double       veche_search_weigh     (VecheSearch *self, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheSearch, veche_search_unref)

G_END_DECLS
