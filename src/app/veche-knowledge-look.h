/* veche-knowledge-look.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* Looks for questions that come again without an article and for thanks for answers: on the scanner, after every other job; kept by the writer.
 * cancellable (nullable). */
void veche_knowledge_look (VecheSession *session, GCancellable *cancellable);

G_END_DECLS
