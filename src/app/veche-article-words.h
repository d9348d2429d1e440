/* veche-article-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-article.h"
#include "model/veche-search.h"

G_BEGIN_DECLS

/* Articles in the language of the window. */
const char *veche_article_kind_title  (VecheArticleKind kind);      /* "Question and Answer" */
const char *veche_article_kind_plural (VecheArticleKind kind);      /* "Questions and Answers": of a filter */
const char *veche_article_kind_icon   (VecheArticleKind kind);
const char *veche_article_title_label (VecheArticleKind kind);      /* what its title is: "Question", "Term" */
const char *veche_article_body_label  (VecheArticleKind kind);      /* "Answer", "Approved lines" */
const char *veche_article_phrases_label (VecheArticleKind kind);    /* "Asked otherwise, one a line" */
char       *veche_article_use_words   (const VecheArticle *self);   /* "used 9 times, helped 6 times"; NULL: never used */
/* "Question and Answer · used 9 times" (transfer full) */
char       *veche_article_second_line (const VecheArticle *self);
char       *veche_article_link_words   (const VecheArticle *self);   /* what a look at its address said, and when (transfer full); NULL: nobody has looked */
gboolean    veche_article_fits         (const VecheArticle *self, VecheSearch *search);   /* title, words, code, address or what else it is called */
gboolean    veche_article_is_due_today (const VecheArticle *self);
const char *veche_message_kind_title  (guint kind);                 /* VecheMessageKind: "Complaint" */

G_END_DECLS
