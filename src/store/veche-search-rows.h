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

G_END_DECLS
