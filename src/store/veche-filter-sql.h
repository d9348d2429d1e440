/* veche-filter-sql.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-filter.h"

G_BEGIN_DECLS

/* Appends the filter to sql as conditions over "member AS m", each opened by " AND " (or, for the first of a list without any, " WHERE ":
 * where says whether there is one already).  Fixed pieces only; what a person chose goes into parameters, as owned strings in the order of
 * the question marks.  now: microseconds, for all that is told from today. */
void veche_filter_to_sql (VecheFilter *filter, gint64 now, GString *sql, gboolean *where, GPtrArray *parameters);

G_END_DECLS
