/* veche-article-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "model/veche-article.h"

G_BEGIN_DECLS

/* Makes or changes an article.  Nothing typed is lost: it asks before it closes, and stays when saving fails. */
#define VECHE_TYPE_ARTICLE_DIALOG (veche_article_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VecheArticleDialog, veche_article_dialog, VECHE, ARTICLE_DIALOG, AdwWindow)

/* before (nullable): a new one.  draft (nullable): what a new one begins with; candidate: the question that it answers for (0: none). */
void veche_article_dialog_present (GtkWidget *parent, VecheSession *session, VecheArticle *before, VecheArticle *draft, gint64 candidate);
/* That of this uid, once it is read. */
void veche_article_dialog_open    (GtkWidget *parent, VecheSession *session, const char *uid);

G_END_DECLS
