/* veche-plan-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "model/veche-record.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* The plan: quarters, joint projects, events.  Lane functions; a quarter is "2026Q4". */
typedef struct { char *uid, *member_uid, *name, *slot_uid, *competency, *competency_uid; gint64 member_id; } VecheTeamMember;
typedef struct { char *uid, *title, *about, *competency, *competency_uid; guint needed; GPtrArray *filled; /* VecheTeamMember */ } VecheSlot;
typedef struct { char *uid, *title, *day, *about, *owner_uid, *owner_name; int shift; gboolean done, counted; } VecheStep;   /* counted: its day is shift days from the project's */
typedef struct
{
  VecheRecord  parent;
  char        *quarter, *title, *goal, *status, *outcome, *starts;
  char        *owner_uid, *owner_name, *agenda_uid, *agenda_name, *agenda_shape;
  GPtrArray   *steps;      /* VecheStep */
  GPtrArray   *slots;      /* VecheSlot */
  GPtrArray   *team;       /* VecheTeamMember: everyone who takes part, with or without a slot */
} VecheProject;            /* a record of its own kind: freed by veche_record_unref() */

typedef struct
{
  char        *quarter;
  VecheProject *project;   /* (nullable): the quarter is empty */
  GPtrArray   *others;     /* further projects of the quarter, VecheProject */
  GPtrArray   *events;     /* VecheEvent, by start; (nullable): not asked for */
} VecheQuarter;
void          veche_quarter_free     (VecheQuarter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheQuarter, veche_quarter_free)

VecheQuarter *veche_plan_quarter     (VecheDb *db, const char *quarter, GError **error);
VecheQuarter *veche_plan_quarter_projects (VecheDb *db, const char *quarter, GError **error);   /* the same without its events */
VecheProject *veche_plan_project     (VecheDb *db, const char *uid, GError **error);                 /* NOT_FOUND */
GPtrArray    *veche_plan_past_projects (VecheDb *db, const char *before_quarter, guint limit, GError **error);   /* VecheProject, newest first */
typedef struct { char *uid, *member_uid, *name, *role, *status; gint64 member_id; } VecheParticipant;
VecheEvent   *veche_plan_event       (VecheDb *db, const char *uid, GError **error);
GPtrArray    *veche_plan_participants (VecheDb *db, const char *event_uid, GError **error);       /* VecheParticipant */
typedef struct { char *uid, *name, *shape; int low, high; } VecheAgenda;
GPtrArray    *veche_plan_agendas     (VecheDb *db, GError **error);                               /* VecheAgenda */

char         *veche_quarter_of_day   (const char *day);                 /* "2026-12-13" or "…T19:00" → "2026Q4"; NULL if not a day */
char         *veche_quarter_now      (void);
char         *veche_quarter_step     (const char *quarter, int by);
void          veche_quarter_bounds   (const char *quarter, char **since, char **until);           /* until is exclusive */
gboolean      veche_quarter_is_valid (const char *quarter);
gint64        veche_plan_instant     (const char *local, const char *tz);                         /* microseconds UTC; 0 if not a time */

const char   *veche_plan_edit_project (VecheDb *db, VecheEdit *edit, const char *quarter, const char *title, const char *goal);   /* status 'planned' */
const char   *veche_plan_edit_event  (VecheDb *db, VecheEdit *edit, const char *title, const char *kind, const char *starts, const char *ends, const char *tz);
/* Moves it by whole days; its time of day and length stay. */
gboolean      veche_plan_edit_move   (VecheDb *db, VecheEdit *edit, const char *event_uid, int days, GError **error);

G_END_DECLS
