/* veche-row-jobs.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-row-jobs.h"

#include "store/veche-query-sql.h"

#define HEAD       256   /* rows that a fresh list shows before it knows the rest */
#define HEAD_TYPED 64    /* while somebody types: two screens */

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
  GArray     *shown;      /* (owned) (nullable) (element-type gint64): those that a view may have rows for */
};

/* Only where the first rows cost less than all: an index gives the order, or what was typed is looked for name by name first. */
gboolean
veche_row_scan_has_head (VecheQuery *query)
{
  return query->kind == VECHE_QUERY_MEMBERS && query->limit == 0 && query->tag == NULL && query->competency == NULL
         && query->platform == NULL && query->stage == NULL && query->community == NULL && !query->only_archived;
}

guint
veche_row_scan_head (VecheQuery *query)
{
  return query->text != NULL && *query->text != '\0' ? HEAD_TYPED : HEAD;
}

VecheRowScan *
veche_row_scan_new (VecheQuery *query, GArray *old_ids, GArray *shown)
{
  VecheRowScan *self = g_new0 (VecheRowScan, 1);

  self->query = veche_query_ref (query);
  self->old_ids = g_array_ref (old_ids);
  self->shown = shown;

  return self;
}

void
veche_row_scan_free (gpointer data)
{
  VecheRowScan *scan = data;

  veche_query_unref (scan->query);
  g_array_unref (scan->old_ids);
  g_clear_pointer (&scan->shown, g_array_unref);
  g_free (scan);
}

void
veche_row_found_free (gpointer data)
{
  VecheRowFound *found = data;

  g_array_unref (found->ids);
  g_array_unref (found->steps);
  g_free (found);
}

gpointer
veche_row_scan_job (VecheDb *db, gpointer input, GError **error)
{
  VecheRowScan       *scan = input;
  GArray             *ids = veche_query_ids (db, scan->query, error);
  const gint64       *old_ids = (const gint64 *) scan->old_ids->data;
  g_autoptr (GArray)  ranges = NULL;
  VecheRowFound      *found;

  if (ids == NULL)
    return NULL;

  found = g_new0 (VecheRowFound, 1);
  found->ids = ids;
  ranges = veche_spine_diff (old_ids, scan->old_ids->len, (const gint64 *) ids->data, ids->len);
  found->steps = veche_spine_steps (ranges, old_ids, scan->shown);
  for (guint i = 0; i < ids->len; i++)
    found->n_headings += g_array_index (ids, gint64, i) < 0;

  return found;
}
