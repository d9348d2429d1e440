/* veche-candidates.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-articles-table.h"

G_BEGIN_DECLS

/* Questions that come again and have no article: mentions of the last year that are judged to be questions (by the manager's corrections, too), and
 * what was saved for the knowledge base even if it came once; without those that it answers and those that the manager refused; alike ones together.  A lane function for the scanner, in short statements. (element-type
 * VecheCandidate) by people, then newest (transfer full) (nullable) */
GPtrArray *veche_candidates_find (VecheDb *db, GError **error);

/* What the page and the rest of the machine do with it now and then.  Hears thanks for answers, too.  Inside a write transaction: found is what
 * _find() found; heard (element-type gint64): uses that helped. */
GArray    *veche_candidates_hear (VecheDb *db, GError **error);   /* lane function for the scanner (transfer full) (nullable) */
gboolean   veche_candidates_keep (VecheDb *db, GPtrArray *found, GArray *heard, GError **error);

G_END_DECLS
