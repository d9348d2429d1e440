/* veche-plan-entries.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-edit.h"
#include "model/veche-record.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* Everything that stands in the plan, in one list: what the board, the timeline, the calendar and the list show, each in its way.  Lane functions;
 * days and times as in model/veche-when.h. */

typedef enum { VECHE_PLAN_PROJECT, VECHE_PLAN_STEP, VECHE_PLAN_EVENT, VECHE_PLAN_TASK, VECHE_PLAN_N_KINDS } VechePlanKind;

/* Where something stands on the board; a task and a step that are open are planned. */
typedef enum { VECHE_PLAN_IDEA, VECHE_PLAN_PLANNED, VECHE_PLAN_ACTIVE, VECHE_PLAN_DONE, VECHE_PLAN_OFF, VECHE_PLAN_N_STAGES } VechePlanStage;

typedef struct
{
  VecheRecord     parent;                         /* VECHE_RECORD_EVENT; id: its place in the list; uid: of its row, of an occurrence that of the ritual */
  VechePlanKind   kind;
  VechePlanStage  stage;                          /* OFF: given up, cancelled, skipped */
  VechePlanStage  series_stage;                   /* of the ritual, while stage is that of the occurrence */
  char           *title, *detail;                 /* detail: kind of the event, status of the project */
  char           *starts, *ends, *tz;             /* as they stand in the plan; of a project its first and last day; (nullable) each */
  char           *recurs;                         /* (nullable): of an occurrence of a ritual, its start by the rule */
  char           *since, *until;                  /* first and last day where this computer stands; NULL: it has no day */
  char           *time;                           /* "19:00" there; (nullable): whole days */
  char           *agenda_uid, *agenda_shape, *project_uid, *project_title, *owner_uid, *owner_name, *place;   /* (nullable) each; owner of an event: its host */
  char           *quarter;                        /* of a project */
  gint64          from, to;                       /* microseconds UTC; 0: no day */
  guint           coming, came, capacity;
  guint           steps, steps_done, needed, filled;   /* of a project */
  guint           online : 1, whole : 1, ritual : 1, led : 1;
} VechePlanEntry;

typedef struct
{
  const char *since, *until;                      /* days, until exclusive */
  const char *tz;                                 /* whose days these are; NULL: of this computer */
  const char *kind;                               /* (nullable): of an event */
  const char *agenda_uid, *project_uid, *owner_uid, *text;   /* (nullable) each */
  guint       kinds;                              /* 1 << VechePlanKind; 0: all */
  gboolean    with_off;                           /* what was given up, too */
} VechePlanQuery;

/* By their first day. (element-type VechePlanEntry) (transfer full) */
GPtrArray  *veche_plan_entries        (VecheDb *db, const VechePlanQuery *query, GError **error);
/* Whether two of different readings are the same thing. */
gboolean    veche_plan_entry_is       (const VechePlanEntry *one, const VechePlanEntry *other);

/* The ritual itself, of one of its occurrences. (transfer full) */
VechePlanEntry *veche_plan_entry_dup_series (const VechePlanEntry *occurrence);
/* All but the record at its head, into one that is new. */
void        veche_plan_entry_copy     (const VechePlanEntry *entry, VechePlanEntry *into);
void        veche_plan_entry_clear    (gpointer entry);                                        /* frees what it holds */

/*** Gestures ***/

typedef enum { VECHE_PLAN_BODY, VECHE_PLAN_BEGIN, VECHE_PLAN_END } VechePlanEdge;

typedef struct { VechePlanKind kind; char *uid, *recurs; } VechePlanRef;   /* recurs (nullable) */
VechePlanRef *veche_plan_ref_new      (const VechePlanEntry *entry);
void        veche_plan_ref_free       (VechePlanRef *self);

/* By whole days; the time of day stays.  One occurrence of a ritual becomes an event of its own.  INVALID: it has no day, no such edge, or would end
 * before it begins. */
gboolean    veche_plan_edit_shift     (VecheDb *db, VecheEdit *edit, const VechePlanRef *what, VechePlanEdge edge, int days, GError **error);
/* An occurrence of a ritual with all that follow, to another local time; what was before stays.  INVALID: it comes once. */
gboolean    veche_plan_edit_following (VecheDb *db, VecheEdit *edit, const VechePlanRef *what, const char *starts, GError **error);
/* To that moment where this computer stands: "2026-12-13T19:30" of tz.  Events that are no whole days only. */
gboolean    veche_plan_edit_moment    (VecheDb *db, VecheEdit *edit, const VechePlanRef *what, const char *local, const char *tz, GError **error);
/* INVALID: a step or a task is planned or done, nothing else. */
gboolean    veche_plan_edit_stage     (VecheDb *db, VecheEdit *edit, const VechePlanRef *what, VechePlanStage stage, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VechePlanRef, veche_plan_ref_free)

G_END_DECLS
