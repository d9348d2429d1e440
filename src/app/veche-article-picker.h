/* veche-article-picker.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "model/veche-article.h"

G_BEGIN_DECLS

/* The knowledge base to search while an answer is written, with the keys of one hand: what answers the message best first, then what is used most.
 * Hidden until it is opened.  Signals: "chosen" (VecheArticle): it has closed itself; "closed": by Esc. */
#define VECHE_TYPE_ARTICLE_PICKER (veche_article_picker_get_type ())
G_DECLARE_FINAL_TYPE (VecheArticlePicker, veche_article_picker, VECHE, ARTICLE_PICKER, GtkWidget)

/* asked, community_uid (nullable): what is answered, and where; links: only those. */
void     veche_article_picker_open    (VecheArticlePicker *self, VecheSession *session, const char *asked, const char *community_uid, gboolean links);
void     veche_article_picker_close   (VecheArticlePicker *self);
gboolean veche_article_picker_is_open (VecheArticlePicker *self, gboolean *links /* (out) (optional) */);

G_END_DECLS
