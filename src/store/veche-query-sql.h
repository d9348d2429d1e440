/* veche-query-sql.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-query.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* VecheQuery → SQL: the only place where SQL text is put together.  Lane functions. */

/* The ids of the whole list in order (gint64); headings, if asked for, as negative ids -(YYYYMM) or of the group. (transfer full) */
GArray    *veche_query_ids     (VecheDb *db, VecheQuery *query, GError **error);
/* The records of these ids, in their order, NULL for a row that has gone. (transfer full) (element-type VecheRecord) (nullable elements) */
GPtrArray *veche_query_records (VecheDb *db, VecheQuery *query, const gint64 *ids, guint n, GError **error);
gint64     veche_query_count   (VecheDb *db, VecheQuery *query, GError **error);      /* -1 on error */

/* The ids into the temporary table bulk_target (id), which is there and empty; inside a write transaction. */
gboolean   veche_query_gather  (VecheDb *db, VecheQuery *query, GError **error);

/* Of a query of people who answer a text, for veche-member-search.c: one part of them in the order of the list, without its limit. */
typedef enum
{
  VECHE_PEOPLE_MATCH,     /* whom FTS5 finds */
  VECHE_PEOPLE_ALL,       /* whether they answer the text or not */
  VECHE_PEOPLE_RANGE,     /* their name_key lies from parameter next on, and below next + 1 */
  VECHE_PEOPLE_LISTED,    /* their ids stand in parameter next, a JSON array */
  VECHE_PEOPLE_MARKED,    /* parameter next, a VecheMarks, has them */
} VechePeoplePart;
VecheStatement *veche_query_prepare_people (VecheDb *db, VecheQuery *query, VechePeoplePart part, int *next);
VecheStatement *veche_query_prepare_count  (VecheDb *db, VecheQuery *query, VechePeoplePart part, int *next);   /* how many, in one row */

char      *veche_query_to_sql  (VecheQuery *query, GPtrArray *parameters);            /* for golden tests; parameters get owned strings */

G_END_DECLS
