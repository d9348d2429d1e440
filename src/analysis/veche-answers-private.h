/* veche-answers-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-answers.h"
#include "analysis/veche-phrases.h"

G_BEGIN_DECLS

/* veche-answers-terms.c: a text as terms; veche-answers-sense.c: what it is about; veche-answers-vectors.c: the same as learnt; veche-answers-typed.c: what was meant by what was typed;
 * veche-answers-kind.c: what is asked for; veche-answers-past.c: what we answered without the knowledge base; veche-answers-entries.c: articles as
 * terms; veche-answers.c: what answers. */

#define VECHE_ANSWER_GROUPS 6   /* of one word; a word of more is no telling one */
#define VECHE_ANSWER_FIELDS 5
#define VECHE_ANSWER_THEMES 3

typedef struct
{
  char    *word, *stem;                   /* (owned) */
  char    *latin;                         /* (owned) (nullable): the stem of an unknown Cyrillic word in Latin letters */
  guint    length;                        /* characters of the stem */
  guint    start, end;                    /* bytes in the text */
  double   weight;                        /* 1: tells what is asked; less for small words, 0 for none */
  guint16  groups[VECHE_ANSWER_GROUPS];   /* lines of data/words/answers.tsv */
  guint    n_groups;
  guint16  fields[VECHE_ANSWER_FIELDS];   /* lines of it that begin with ^ */
  guint    n_fields;
  guint16  themes[VECHE_ANSWER_THEMES];   /* lines of data/words/synonyms.tsv that it is a name of; after these, topics of our own */
  guint    n_themes;
} VecheAnswerTerm;

/* At most most.  typed: in haste, so that words may be misspelt.  own (nullable): names of topics beside those of the lists.
 * (element-type VecheAnswerTerm) (transfer full) */
GArray *veche_answer_terms    (const char *text, guint most, gboolean typed, VechePhrases *own);
#define veche_answer_term(terms, i) (&g_array_index ((terms), VecheAnswerTerm, (i)))

/* 0 … 1: do these two ask the same?  fuzzy: a may be misspelt. */
double  veche_answer_liken    (const VecheAnswerTerm *a, const VecheAnswerTerm *b, gboolean fuzzy);
/* How alike two texts are. */
double  veche_answer_liken_terms (GArray *a, GArray *b);
guint   veche_answer_n_groups (void);
/* Is it a word of any of the lists? */
gboolean veche_answer_is_word (const VecheWord *word);

typedef gboolean (*VecheAnswerKnows) (const VecheWord *word, gpointer data);
/* The question as it was meant: the other keyboard layout, Latin letters for Cyrillic ones. (transfer full) */
char   *veche_answer_dup_meant (const char *question, VecheAnswerKnows knows, gpointer data);

/* A Cyrillic stem as it sounds. (transfer full) */
char   *veche_answer_dup_latin (const char *stem);

/* Adds to uses (element-type VecheArticleUse) the questions that a reply answered with the words of an article.
 * answered: (element-type VecheArticleAnswered) */
void    veche_answers_add_past (GPtrArray *uses, GPtrArray *articles, GPtrArray *answered);

/* What a text is about, as shares of so many situations: adds those of a text. */
guint   veche_answer_n_situations  (void);
void    veche_answer_add_sense     (const char *text, guint most, double weight, float *sense);
/* Makes it of length 1, unless it is nothing; which length it had. */
double  veche_answer_scale_sense   (float *sense);
/* 0 … 1: are these two of length 1 about the same? */
double  veche_answer_compare_sense (const float *a, const float *b);

/* The same as a point among others, as data/answers/train.c learnt it. */
#define VECHE_ANSWER_DIMENSIONS 48
#define VECHE_ANSWER_ROOT       5      /* letters */
#define VECHE_ANSWER_TITLE      2.0    /* weight of its words against those of the answer */
#define VECHE_ANSWER_MAGIC      "VecheVectors01\n"
/* How a stem begins, as the name of a vector. (transfer full) (nullable) */
char   *veche_answer_dup_root        (const char *stem);
void    veche_answer_add_vector      (const char *text, guint most, double weight, float *vector);
/* -1 … 1 */
double  veche_answer_compare_vectors (const float *a, const float *b);

/* What a question asks for, and what an article tells. */
typedef enum
{
  VECHE_ASKS_WHEN  = 1 << 0,
  VECHE_ASKS_WHERE = 1 << 1,
  VECHE_ASKS_MUCH  = 1 << 2,
  VECHE_ASKS_WHO   = 1 << 3,
  VECHE_ASKS_WHY   = 1 << 4,
  VECHE_ASKS_MAY   = 1 << 5,
  VECHE_ASKS_HOW   = 1 << 6,
} VecheAsks;
VecheAsks veche_answer_asks   (const char *question);
VecheAsks veche_answer_tells  (const char *title, const char *body);

/*** Articles as terms ***/

typedef struct
{
  GArray  *terms;      /* (owned) guint: of the vocabulary, those that weigh something */
  gboolean use;
} VecheFace;

typedef struct
{
  VecheArticle *article;   /* (owned) */
  GArray       *faces;     /* (owned) VecheFace */
  GHashTable   *all;       /* (owned) guint + 1: the vocabulary of all of it */
  float        *sense;     /* (owned) what it is about and most others are not: of length 1 */
  float         vector[VECHE_ANSWER_DIMENSIONS];
  VecheAsks     tells;
  gboolean      latin;
} VecheEntry;

struct _VecheAnswers
{
  gatomicrefcount ref_count;
  GPtrArray  *entries;       /* VecheEntry */
  VechePhrases *own;         /* (owned) (nullable) names of our competencies */
  GArray     *vocabulary;    /* VecheAnswerTerm */
  GHashTable *by_key;        /* stem and groups → index + 1 */
  GHashTable *stems;         /* stem → articles that have it */
  guint      *in_group;      /* (owned) a group → articles that have it */
};

#define VECHE_ANSWER_MOST_WORDS 60   /* of a question */

VecheAnswers *veche_answers_make  (GPtrArray *articles, GPtrArray *uses, VechePhrases *own);   /* uses (nullable); own (nullable) (transfer full) */
gboolean      veche_answer_is_latin (const char *text);

G_END_DECLS
