/* veche-article-view.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "store/veche-articles-table.h"

G_BEGIN_DECLS

/* One article with what is known of its use and its earlier wordings, or a question that comes again with who asked it.  Signal "back". */
#define VECHE_TYPE_ARTICLE_VIEW (veche_article_view_get_type ())
G_DECLARE_FINAL_TYPE (VecheArticleView, veche_article_view, VECHE, ARTICLE_VIEW, AdwBin)

void veche_article_view_set_session    (VecheArticleView *self, VecheSession *session);             /* (nullable) */
void veche_article_view_set_folded     (VecheArticleView *self, gboolean folded);                   /* shows the way back */
void veche_article_view_show_article   (VecheArticleView *self, VecheArticle *article);             /* (nullable): an empty pane */
void veche_article_view_show_candidate (VecheArticleView *self, const VecheCandidate *candidate);

/* Into the archive or out of it, and away for good; each with a toast that takes it back. */
void veche_article_archive             (VecheSession *session, VecheArticle *article);
void veche_article_remove              (VecheSession *session, VecheArticle *article);

G_END_DECLS
