/* veche-row-jobs.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "model/veche-query.h"
#include "store/veche-spine-walk.h"

G_BEGIN_DECLS

/* What VecheRowModel has done on the lanes: records of a block of ids, and a look at the whole list. */
typedef struct _VecheRowRequest VecheRowRequest;
typedef struct _VecheRowScan VecheRowScan;

typedef struct
{
  GArray *ids;          /* (owned) (element-type gint64) */
  GArray *steps;        /* (owned) (element-type VecheSpineStep): from the old ones to these */
  guint   n_headings;
} VecheRowFound;

VecheRowRequest *veche_row_request_new  (VecheQuery *query, GArray *ids /* (transfer full) */);
void             veche_row_request_free (gpointer request);
gpointer         veche_row_request_job  (VecheDb *db, gpointer request, GError **error);   /* GPtrArray of VecheRecord, nullable elements */

gboolean         veche_row_scan_has_head (VecheQuery *query);                               /* the first rows are worth a look of their own, */
guint            veche_row_scan_head    (VecheQuery *query);                               /* so many of them */
VecheRowScan    *veche_row_scan_new     (VecheQuery *query, GArray *old_ids,
                                         GArray *shown /* (transfer full) (nullable), as for veche_spine_steps () */);
void             veche_row_scan_free    (gpointer scan);
gpointer         veche_row_scan_job     (VecheDb *db, gpointer scan, GError **error);      /* VecheRowFound */
void             veche_row_found_free   (gpointer found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheRowFound, veche_row_found_free)

G_END_DECLS
