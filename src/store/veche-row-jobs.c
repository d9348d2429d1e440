/* veche-row-jobs.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-row-jobs.h"

#include "store/veche-query-sql.h"

struct _VecheRowRequest
{
  VecheQuery *query;   /* (owned) */
  GArray     *ids;     /* (owned) (element-type gint64) */
};

VecheRowRequest *
veche_row_request_new (VecheQuery *query, GArray *ids)
{
  VecheRowRequest *self = g_new0 (VecheRowRequest, 1);

  self->query = veche_query_ref (query);
  self->ids = ids;

  return self;
}

void
veche_row_request_free (gpointer data)
{
  VecheRowRequest *request = data;

  veche_query_unref (request->query);
  g_array_unref (request->ids);
  g_free (request);
}

gpointer
veche_row_request_job (VecheDb *db, gpointer input, GError **error)
{
  VecheRowRequest *request = input;

  return veche_query_records (db, request->query, (const gint64 *) request->ids->data, request->ids->len, error);
}

struct _VecheRowScan
{
  VecheQuery *query;      /* (owned) */
  GArray     *old_ids;    /* (owned) (element-type gint64) */
};

VecheRowScan *
veche_row_scan_new (VecheQuery *query, GArray *old_ids)
{
  VecheRowScan *self = g_new0 (VecheRowScan, 1);

  self->query = veche_query_ref (query);
  self->old_ids = g_array_ref (old_ids);

  return self;
}

void
veche_row_scan_free (gpointer data)
{
  VecheRowScan *scan = data;

  veche_query_unref (scan->query);
  g_array_unref (scan->old_ids);
  g_free (scan);
}

void
veche_row_found_free (gpointer data)
{
  VecheRowFound *found = data;

  g_array_unref (found->ids);
  g_array_unref (found->ranges);
  g_free (found);
}

gpointer
veche_row_scan_job (VecheDb *db, gpointer input, GError **error)
{
  VecheRowScan  *scan = input;
  GArray        *ids = veche_query_ids (db, scan->query, error);
  VecheRowFound *found;

  if (ids == NULL)
    return NULL;

  found = g_new0 (VecheRowFound, 1);
  found->ids = ids;
  found->ranges = veche_spine_diff ((const gint64 *) scan->old_ids->data, scan->old_ids->len, (const gint64 *) ids->data, ids->len);
  for (guint i = 0; i < ids->len; i++)
    found->n_headings += g_array_index (ids, gint64, i) < 0;

  return found;
}
