/* veche-plan-load.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-agendas.h"
#include "store/veche-plan-entries.h"
#include "store/veche-plan-table.h"
#include "store/veche-plan-tally.h"

G_BEGIN_DECLS

/* What the page of the plan shows, and how it is read. */

typedef enum
{
  VECHE_PLAN_VIEW_QUARTER, VECHE_PLAN_VIEW_BOARD, VECHE_PLAN_VIEW_TIMELINE, VECHE_PLAN_VIEW_MONTH, VECHE_PLAN_VIEW_WEEK, VECHE_PLAN_VIEW_LIST,
  VECHE_PLAN_VIEW_YEAR, VECHE_PLAN_N_VIEWS
} VechePlanViewKind;
const char *veche_plan_view_nick     (VechePlanViewKind view);                  /* "board" */
gboolean    veche_plan_view_parse    (const char *nick, VechePlanViewKind *view);
const char *veche_plan_view_title    (VechePlanViewKind view);                  /* translated */
/* What a view of that day depends on beside the plan: as long as it is the same and the plan has not changed, it need not be read again. */
char       *veche_plan_view_place    (const char *day);                         /* (transfer full) */
/* The days that a view shows around one of them, until exclusive. (transfer full) each */
void        veche_plan_view_bounds   (VechePlanViewKind view, const char *day, char **since, char **until);
char       *veche_plan_view_period   (VechePlanViewKind view, const char *day, gboolean brief);  /* "November 2026"; brief: for a narrow head (transfer full) */
char       *veche_plan_view_step     (VechePlanViewKind view, const char *day, int by);   /* its place one view on (transfer full) (nullable) */
int         veche_plan_first_weekday (void);                                    /* by the locale; 1 is Monday */
char       *veche_plan_week_start    (const char *day);                         /* (transfer full) */

/* How much the list shows around its day. */
typedef enum { VECHE_PLAN_SPAN_QUARTER, VECHE_PLAN_SPAN_YEAR, VECHE_PLAN_SPAN_ALL, VECHE_PLAN_N_SPANS } VechePlanSpan;

/* One reading. Fill view, day and span, the job the rest; what a view has no use for stays NULL. */
typedef struct
{
  VechePlanViewKind view;
  VechePlanSpan     span;                         /* of the list */
  char             *day, *since, *until;
  VecheQuarter     *quarter, *next;               /* quarter: of the day */
  GPtrArray        *past;                         /* VecheProject */
  GPtrArray        *entries;                      /* VechePlanEntry; of a year the projects only */
  VechePlanTally   *tally;                        /* events of a year; (nullable): another view */
  GPtrArray        *agendas;                      /* VecheAgenda */
} VechePlanData;
VechePlanData *veche_plan_data_new   (VechePlanViewKind view, VechePlanSpan span, const char *day);
void           veche_plan_data_free  (gpointer data);
gpointer       veche_plan_load_job   (VecheDb *db, gpointer wanted, GError **error);     /* a lane job: VechePlanData → VechePlanData */

/* What should worry somebody, and the balance of the agendas: it reads as much as was said, so it comes later. */
typedef struct { VecheAgendas *agendas; GPtrArray *alarms /* VecheAlarm */; } VechePlanPulse;
void           veche_plan_pulse_free (gpointer pulse);
gpointer       veche_plan_pulse_job  (VecheDb *db, gpointer quarter, GError **error);    /* a job of the scanner: its quarter → VechePlanPulse */

G_END_DECLS
