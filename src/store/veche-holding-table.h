/* veche-holding-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-article.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* Lane function: what to say to a message until the answer is there, as an article to be put into the reply (its body is the words, with variables).
 * The holding reply of the sensitive topic that the message touches; else a template that buys time by its short code ("hold", "later", "wait");
 * else the only holding reply there is.  That of the community goes before a general one.  Without an error: there is none.  (transfer full) (nullable) */
VecheArticle *veche_holding_find (VecheDb *db, gint64 interaction_id, GError **error);

G_END_DECLS
