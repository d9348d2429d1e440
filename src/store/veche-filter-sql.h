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

/* The people who meet a condition, by an index alone: "SELECT member_id …", some twice. */
gboolean veche_filter_can_list (const VecheCondition *condition);
char    *veche_filter_list_sql (const VecheCondition *condition, GPtrArray *parameters);

G_END_DECLS
