/* veche-records-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-record.h"
#include "store/veche-db.h"

G_BEGIN_DECLS

/* Records by the page: n ids in, n slots out in the same order, NULL where the row has gone.  However long the page, the number of
 * statements is the same: the ids go in as one JSON array, what belongs to several rows is looked up for all of them at once. */
GPtrArray *veche_members_records     (VecheDb *db, const gint64 *ids, guint n, GError **error);   /* (element-type VecheMember) */
GPtrArray *veche_inbox_records       (VecheDb *db, const gint64 *ids, guint n, GError **error);   /* (element-type VecheMention) */
GPtrArray *veche_timeline_records    (VecheDb *db, const gint64 *ids, guint n, GError **error);   /* (element-type VecheInteraction) */
GPtrArray *veche_plan_event_records  (VecheDb *db, const gint64 *ids, guint n, GError **error);   /* (element-type VecheEvent) */

char      *veche_records_ids         (const gint64 *ids, guint n);   /* "[1,2,3]" */
GPtrArray *veche_records_new         (guint n);                      /* n times NULL, unrefs what is put in */

/* How an account is shown: "@anna", "@anna@host", "anna@mail.example"; NULL: it has no handle. */
char      *veche_identity_label      (const char *platform, const char *instance, const char *handle);

G_END_DECLS
