/* veche-errand-jobs.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sync/veche-errand.h"

G_BEGIN_DECLS

/* For veche-errand.c: what it asks of the lanes. */

typedef struct { gint64 channel_id; char *remote_id; gint64 since, until; } VecheErrandGap;
VecheErrandGap *veche_errand_gap_copy (const VecheErrandGap *self);   /* (nullable) */
void            veche_errand_gap_free (VecheErrandGap *self);

typedef struct
{
  VecheErrandKind kind;
  char           *uid, *channel_uid;     /* channel_uid (nullable) */
  gint64          since;
  gboolean        planned;               /* the gaps are known: only the source is wanted */
} VecheErrandWhat;
void     veche_errand_what_free (gpointer data);

typedef struct
{
  VecheSource *source;       /* (owned) */
  GPtrArray   *gaps;         /* (owned) (nullable) (element-type VecheErrandGap): the newest first */
  guint        channels;     /* that have any */
  char        *cursor;       /* (owned) (nullable): where a reading of the members was broken off */
} VecheErrandPlan;
void     veche_errand_plan_free (gpointer data);
/* A VecheJob: VecheErrandWhat → VecheErrandPlan. */
gpointer veche_errand_plan_job  (VecheDb *db, gpointer input, GError **error);

typedef struct
{
  VecheBatch     *batch;     /* (owned) */
  VecheErrandGap *gap;       /* (owned) (nullable): none for members */
  gint64          source_id, batch_id;   /* batch_id 0: nothing brought yet */
  char           *name, *cursor;
  gboolean        first, over;   /* of a list of members, its first page; there is no page after it */
} VecheErrandSave;
void     veche_errand_save_free (gpointer data);

typedef struct { gint64 batch_id, missing; guint interactions, people, left; } VecheErrandSaved;   /* missing: of the gap, time */
/* A VecheJob: VecheErrandSave → VecheErrandSaved, of g_free(). */
gpointer veche_errand_save_job  (VecheDb *db, gpointer input, GError **error);

G_END_DECLS
