/* veche-answers-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* veche-answers-terms.c: a text as terms; veche-answers.c: articles as terms, and what answers. */

#define VECHE_ANSWER_GROUPS 6   /* of one word; a word of more is no telling one */
#define VECHE_ANSWER_THEMES 3

typedef struct
{
  char    *word, *stem;                   /* (owned) */
  guint    length;                        /* characters of the stem */
  guint    start, end;                    /* bytes in the text */
  double   weight;                        /* 1: tells what is asked; less for small words, 0 for none */
  guint16  groups[VECHE_ANSWER_GROUPS];   /* lines of data/words/answers.tsv */
  guint    n_groups;
  guint16  themes[VECHE_ANSWER_THEMES];   /* lines of data/words/synonyms.tsv that it is a name of */
  guint    n_themes;
} VecheAnswerTerm;

/* At most most.  typed: in haste, so that words may be misspelt. (element-type VecheAnswerTerm) (transfer full) */
GArray *veche_answer_terms    (const char *text, guint most, gboolean typed);
#define veche_answer_term(terms, i) (&g_array_index ((terms), VecheAnswerTerm, (i)))

/* 0 … 1: do these two ask the same?  fuzzy: a may be misspelt. */
double  veche_answer_liken    (const VecheAnswerTerm *a, const VecheAnswerTerm *b, gboolean fuzzy);
/* How alike two texts are. */
double  veche_answer_liken_terms (GArray *a, GArray *b);
guint   veche_answer_n_groups (void);

G_END_DECLS
