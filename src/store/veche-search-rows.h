/* veche-search-rows.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

typedef enum
{
  VECHE_SEARCH_GONE,     /* the row goes */
  VECHE_SEARCH_LABELS,   /* only the labels may have changed */
  VECHE_SEARCH_WHOLE,
  VECHE_SEARCH_NEW,      /* a member who has just come: there is no row */
} VecheSearchWhat;

typedef struct { gint64 id; VecheSearchWhat what; } VecheSearchNeed;

/* Makes the search rows of these members right.  By ascending id: FTS5 writes out all it holds whenever a row comes before the last one, and
 * also when another statement with a savepoint of its own lies between.  Lane function, inside a write transaction. */
gboolean veche_search_rows_write (VecheDb *db, const VecheSearchNeed *needs, guint n, GError **error);

/* The same for one step of an edit: of very many members whose rows are there (or big: of a piece of something that concerns as many), only
 * their ids are kept (search_due), in this transaction.  Words
 * are half of what bulk work costs; until their rows are made anew, these people are found by the words they had before. Lists by tag, town
 * or competency do not ask the search rows. */
gboolean veche_search_rows_follow (VecheDb *db, const VecheSearchNeed *needs, guint n, gboolean big, GError **error);
/* Makes the rows of at most so many of them anew. more (out): there are others.  Lane function, inside a write transaction. */
gboolean veche_search_rows_settle (VecheDb *db, guint most, gboolean *more, GError **error);
/* Outside of a transaction: all that are due, by pieces, for those who have no lanes. */
gboolean veche_search_rows_settle_all (VecheDb *db, GError **error);
gboolean veche_search_rows_are_due (VecheDb *db);

G_END_DECLS
