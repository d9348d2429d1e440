/* veche-articles-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-articles-file.h"

G_BEGIN_DECLS

/* What the formats of articles share: an article as named texts. */

typedef enum
{
  VECHE_ARTICLES_KIND, VECHE_ARTICLES_TITLE, VECHE_ARTICLES_BODY, VECHE_ARTICLES_PHRASES, VECHE_ARTICLES_CODE, VECHE_ARTICLES_URL,
  VECHE_ARTICLES_LANGUAGE, VECHE_ARTICLES_HOLDING, VECHE_ARTICLES_MESSAGE_KIND, VECHE_ARTICLES_COMMUNITY, VECHE_ARTICLES_OWNER,
  VECHE_ARTICLES_REVIEW, VECHE_ARTICLES_ARCHIVED, VECHE_N_ARTICLES_FIELDS,
} VecheArticlesField;

int         veche_articles_find_field (const char *name);               /* in English or Russian; −1: there is none */
char       *veche_articles_field_name (VecheArticlesField field);       /* (transfer full): as it is written */
/* Phrases joined by " | "; "" where it says nothing. (transfer full) */
char       *veche_articles_dup_field  (const VecheArticle *article, VecheArticlesField field);

/* An article of a file: NULL where it says nothing. */
typedef struct { char *fields[VECHE_N_ARTICLES_FIELDS]; guint line; } VecheArticlesLine;
VecheArticlesLine *veche_articles_line_new  (guint line);
void               veche_articles_line_free (gpointer line);

/* Adds to lines (element-type VecheArticlesLine). */
gboolean    veche_articles_read_markdown (GBytes *bytes, GPtrArray *lines, GError **error);

G_END_DECLS
