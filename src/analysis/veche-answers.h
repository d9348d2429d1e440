/* veche-answers.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-articles-table.h"

G_BEGIN_DECLS

/* Which article answers a question?  Words by their stems, slips of the pen; everyday words that mean the same
 * (data/words/answers.tsv) in Russian and English; the names of topics in synonyms.tsv and of our own competencies; what
 * similar questions were answered with; what stands near what by data/answers.  A question on the other keyboard layout or in Latin letters is read as it was meant.  Rare words weigh more, and words that no article knows speak against all: better nothing than the wrong one.
 *
 *   articles, uses ─▶ VecheAnswers (made once, read by any thread) ─ question ─▶ matches, best first, each with the words that made it
 */
typedef struct _VecheAnswers VecheAnswers;

/* articles: (element-type VecheArticle), of any kind: FAQ, links, objections and glossary answer.  uses (nullable) (element-type VecheArticleUse). */
VecheAnswers *veche_answers_new   (GPtrArray *articles, GPtrArray *uses);
VecheAnswers *veche_answers_load  (VecheDb *db, GError **error);               /* lane function: reads both */
void          veche_answers_unref (VecheAnswers *self);

typedef struct
{
  VecheArticle *article;
  double        score;      /* 0 … 1 */
  gboolean      sure;       /* good enough to be shown by itself */
  gboolean      by_use;     /* a question like this was answered with it */
  char         *words;      /* of the question, that made it: "парковка, рядом" */
} VecheAnswer;

void          veche_answer_free   (VecheAnswer *self);
/* Best first, at most so many: what may be meant, to choose from.  Only what is sure is worth showing unasked.  community_uid (nullable): articles of others are left out. (element-type VecheAnswer) (transfer full) */
GPtrArray    *veche_answers_find  (VecheAnswers *self, const char *question, const char *community_uid, guint most);

/* How alike two questions are: 0 … 1, by the same rules. */
double        veche_answers_liken (const char *a, const char *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheAnswers, veche_answers_unref)

G_END_DECLS
