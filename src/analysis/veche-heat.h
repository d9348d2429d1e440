/* veche-heat.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* What grows faster than is usual there: a thread, a whole source; and who comes back with a complaint.  Usual is what the same hour of the day held
 * in the four weeks before, weekdays by weekdays and weekends by weekends; how many such hours there were is said.  No score of a person: a critic is
 * told by what they said and since when. */

typedef enum { VECHE_HEAT_THREAD, VECHE_HEAT_SOURCE, VECHE_HEAT_CRITIC } VecheHeatKind;

typedef struct
{
  gatomicrefcount ref_count;
  VecheHeatKind kind;
  char   *source_uid, *source_name;      /* THREAD, SOURCE */
  char   *channel_name;                  /* THREAD (nullable) */
  char   *interaction_uid;               /* THREAD: of the message that the thread hangs on */
  gint64  interaction_id;                /* THREAD: its id */
  guint   mentions;                      /* THREAD: open mentions among its messages */
  char   *member_uid, *member_name;      /* CRITIC */
  gint64  member_id;                     /* CRITIC */
  gint64  triage_id;                     /* CRITIC: the newest; THREAD: 0 */
  guint   n, people;                     /* messages since, and by how many; CRITIC: negative messages */
  double  usual, z;                      /* the mean, and by how many standard deviations n lies above it */
  guint   samples;                       /* how many like hours (THREAD: threads of like hours) the usual was taken from */
  gint64  since;
  GArray *ids;                           /* THREAD: (element-type gint64) its messages */
} VecheHeatAlert;
VecheHeatAlert *veche_heat_alert_ref   (VecheHeatAlert *self);
void            veche_heat_alert_unref (VecheHeatAlert *self);

/* Lane function that reads (scanner): hottest first, critics last. now 0: now. (element-type VecheHeatAlert) (transfer full) */
GPtrArray  *veche_heat_find          (VecheDb *db, gint64 now, GError **error);
/* Inside a write transaction: open mentions in hot threads get their heat, others lose it; veche_triage_judge () makes their sums. */
gboolean    veche_heat_apply         (VecheDb *db, GPtrArray *alerts, GError **error);

/* By how many standard deviations n lies above what these were; a deviation below 1 counts as 1, so that quiet places do not cry out. Pure. */
double      veche_heat_reckon        (const guint *samples, guint n_samples, guint n, double *usual);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheHeatAlert, veche_heat_alert_unref)

G_END_DECLS
