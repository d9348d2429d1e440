/* veche-article-card.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-composer.h"
#include "app/veche-session.h"
#include "model/veche-record.h"

G_BEGIN_DECLS

/* What the knowledge base answers to a message: the best article below it when that is a good match, two more behind a button.  It is put into the
 * composer, never sent. */
#define VECHE_TYPE_ARTICLE_CARD (veche_article_card_get_type ())
G_DECLARE_FINAL_TYPE (VecheArticleCard, veche_article_card, VECHE, ARTICLE_CARD, GtkWidget)

/* mention (nullable): nothing is shown; composer (nullable): it cannot be answered here. */
void veche_article_card_set (VecheArticleCard *self, VecheSession *session, VecheMention *mention, VecheComposer *composer);

G_END_DECLS
