/* veche-alarms.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "analysis/veche-agendas.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* What in the plan should worry somebody today, each with its reason as values.  Lane functions that read. */

typedef enum
{
  VECHE_ALARM_EMPTY_QUARTER,   /* no project, from four weeks before quarter begins: in days (0 and less: it has begun); n ideas are there */
  VECHE_ALARM_SLOT,            /* n people missing in title (uid), in days from its day (day): three weeks before, then on */
  VECHE_ALARM_STEP,            /* milestone title (uid) was due on day, days ago (negative) */
  VECHE_ALARM_TASKS,           /* n tasks of the project are late, the oldest since day */
  VECHE_ALARM_NO_HOST,         /* event title (uid) begins in days, and nobody leads it */
  VECHE_ALARM_AGENDA,          /* nothing of agenda title (uid) for days (negative: since then; G_MININT: not in the time looked at) */
} VecheAlarmKind;

typedef struct
{
  VecheAlarmKind kind;
  gboolean       urgent;       /* within a week, or late */
  char          *quarter;      /* (nullable) */
  char          *uid, *title, *project_uid, *project_title, *day;   /* (nullable) each */
  int            days;
  guint          n;
} VecheAlarm;

/* quarter (nullable): of all that is under way, of this quarter and of the next.  agendas (nullable): weighed before; without them none is spoken of.
 * Urgent ones first, then by days. (element-type VecheAlarm) (transfer full) */
GPtrArray  *veche_alarms_find        (VecheDb *db, const char *quarter, const VecheAgendas *agendas, gint64 now, GError **error);
void        veche_alarm_free         (VecheAlarm *self);
const char *veche_alarm_nick         (VecheAlarmKind kind);   /* "empty-quarter", "slot", "step", "tasks", "no-host", "agenda" */

G_END_DECLS
