/* veche-articles-file.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-articles-table.h"

G_BEGIN_DECLS

/* The knowledge base as a file and back: a table (CSV, TSV, XLSX, ODS; columns by their names, in English or Russian), JSON Lines, an article a
 * line, or Markdown (.md, see veche-articles-markdown.c).  An article of the file is one of ours when it has the same short code, else the same kind and title (and language): read twice, a file
 * changes nothing the second time.  What a file does not speak of stays as it is. */

typedef enum { VECHE_ARTICLE_ROW_NEW, VECHE_ARTICLE_ROW_CHANGED, VECHE_ARTICLE_ROW_SAME, VECHE_ARTICLE_ROW_WRONG } VecheArticleRowState;

typedef struct
{
  guint                line;       /* of the file */
  VecheArticleRowState state;
  VecheArticle        *before;     /* (nullable): ours */
  VecheArticle        *after;      /* (nullable): of the file, over ours */
  char                *problem;    /* (nullable): of a wrong one, in English */
} VecheArticleRow;

typedef struct
{
  GPtrArray *rows;                 /* (element-type VecheArticleRow) */
  guint      counts[4];            /* by VecheArticleRowState */
} VecheArticlesPlan;

/* Lane function, with the bytes of a file: what it would do.  name: of the file (nullable). */
VecheArticlesPlan *veche_articles_plan_new  (VecheDb *db, GBytes *bytes, const char *name, GError **error);
void               veche_articles_plan_free (VecheArticlesPlan *self);
void               veche_articles_plan_edit (VecheArticlesPlan *self, VecheEdit *edit);   /* does it */

/* (element-type VecheArticle) (transfer full) */
char              *veche_articles_to_csv    (GPtrArray *articles);
char              *veche_articles_to_jsonl  (GPtrArray *articles);
char              *veche_articles_to_markdown (GPtrArray *articles);
/* By the name of the file: .md, .jsonl, else CSV. */
char              *veche_articles_to_text   (GPtrArray *articles, const char *name);
gboolean           veche_articles_is_markdown (const char *name);        /* (nullable) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheArticlesPlan, veche_articles_plan_free)

G_END_DECLS
