/* veche-members-count.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-query.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* How many people answer the query, where there is a shorter way than to ask SQLite: what many have (a tag, a competency, an organisation) is
 * marked by a bit each, and the index of the other conditions is walked past the marks; no member's row is read.  TRUE with n = -1: ask SQLite. */
gboolean veche_members_count (VecheDb *db, VecheQuery *query, gint64 *n, GError **error);

G_END_DECLS
