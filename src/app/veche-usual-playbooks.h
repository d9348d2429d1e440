/* veche-usual-playbooks.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "model/veche-article.h"

G_BEGIN_DECLS

/* Playbooks to begin with, in the language of the window: one for each kind of message that wants a way of handling. (element-type VecheArticle)
 * (transfer full) */
GPtrArray *veche_usual_playbooks_new (void);
/* Writes them into the knowledge base, where they are articles like any other, in one gesture. */
void       veche_usual_playbooks_add (VecheSession *session);

G_END_DECLS
