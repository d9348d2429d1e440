/* veche-member-search.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* The people of a query with a text.  In the order of names those whose names begin with what was typed come first, then the others; any
 * other order is the order of the list.  With a limit the first rows are found without looking for the rest. (element-type gint64)
 * (transfer full) */
GArray  *veche_member_search_ids   (VecheDb *db, VecheQuery *query, GError **error);

/* Between which sort keys the names lie that begin with the typed, in whatever case and with whatever accents. FALSE: not to be told. */
gboolean veche_search_name_range   (const char *typed, GBytes **from, GBytes **until);

G_END_DECLS
