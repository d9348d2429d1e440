/* veche-plan-entries-edits.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a hand on the board, the timeline or the calendar does to the plan.
 */

#include "store/veche-plan-entries.h"

#include <string.h>

#include "model/veche-when.h"
#include "store/veche-db.h"
#include "store/veche-events-private.h"
#include "store/veche-events-table.h"
#include "store/veche-plan-table.h"
#include "store/veche-plan-team.h"
#include "store/veche-statement.h"
#include "store/veche-tasks-table.h"

VechePlanRef *
veche_plan_ref_new (const VechePlanEntry *entry)
{
  VechePlanRef *self = g_new0 (VechePlanRef, 1);

  self->kind = entry->kind;
  self->uid = g_strdup (entry->parent.uid);
  self->recurs = g_strdup (entry->recurs);

  return self;
}

void
veche_plan_ref_free (VechePlanRef *self)
{
  g_free (self->uid);
  g_free (self->recurs);
  g_free (self);
}

/* One column of a row. (transfer full) (nullable) */
static char *
read_text (VecheDb *db, const char *sql, const char *uid)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  char *text = NULL;

  veche_statement_bind_text (row, 1, uid);
  if (veche_statement_step (row, NULL))
    text = veche_statement_dup_text (row, 0);
  veche_statement_reset (row);

  return text;
}

/*** Days ***/

static gboolean
shift_event (VecheDb *db, VecheEdit *edit, const VechePlanRef *what, VechePlanEdge edge, int days, GError **error)
{
  g_autofree char *own = NULL, *starts = NULL, *ends = NULL;
  g_autoptr (VecheEventCard) event = NULL;
  const char *base;

  if (what->recurs != NULL)
    {
      starts = veche_when_add_days (what->recurs, edge == VECHE_PLAN_END ? 0 : days);
      if (edge != VECHE_PLAN_BODY)
        return veche_events_refuse (error, "One time of a ritual is as long as the others (%s)", what->recurs);
      if (starts == NULL)
        return veche_events_refuse (error, "No calendar goes so far (%s)", what->recurs);
      own = veche_events_edit_occurrence (db, edit, what->uid, what->recurs, starts, error);
      return own != NULL;
    }
  event = veche_events_load (db, what->uid, error);
  if (event == NULL)
    return FALSE;
  base = event->ends != NULL ? event->ends : event->starts;
  starts = veche_when_add_days (event->starts, edge == VECHE_PLAN_END ? 0 : days);
  if (edge == VECHE_PLAN_BODY && starts != NULL)
    return veche_events_edit_time (db, edit, what->uid, starts, NULL, NULL, error);

  ends = veche_when_add_days (base, edge == VECHE_PLAN_END ? days : 0);
  if (starts == NULL || ends == NULL)
    return veche_events_refuse (error, "No calendar goes so far (%s)", event->title);
  if (strcmp (ends, starts) < 0)
    return veche_events_refuse (error, "It can't end (%s) before it begins", ends);

  return veche_events_edit_time (db, edit, what->uid, starts, ends, NULL, error);
}

static gboolean
shift_project (VecheDb *db, VecheEdit *edit, const char *uid, VechePlanEdge edge, int days, GError **error)
{
  g_autoptr (VecheProjectMore) more = veche_team_load_project (db, uid, error);
  g_autofree char *quarter = NULL, *day = NULL, *since = NULL, *until = NULL, *begins = NULL, *ends = NULL, *first = NULL, *last = NULL, *moved = NULL;

  if (more == NULL)
    return FALSE;
  quarter = read_text (db, "SELECT quarter FROM project WHERE uid = ?1", uid);
  day = read_text (db, "SELECT starts FROM project WHERE uid = ?1", uid);
  veche_quarter_bounds (quarter, &since, &until);
  first = more->begins != NULL ? g_strdup (more->begins) : g_strdup (since);
  last = more->ends != NULL ? g_strdup (more->ends) : day != NULL ? veche_when_day (day) : veche_when_add_days (until, -1);
  begins = veche_when_add_days (first, edge == VECHE_PLAN_END ? 0 : days);
  ends = veche_when_add_days (last, edge == VECHE_PLAN_BEGIN ? 0 : days);
  if (begins == NULL || ends == NULL)
    return veche_events_refuse (error, "No calendar goes so far (%s)", uid);
  if (strcmp (begins, ends) > 0)
    return veche_events_refuse (error, "It can't end (%s) before it begins", ends);

  /* Without days of its own it ends on the day it culminates: that is what a hand takes hold of. */
  moved = day != NULL && (edge == VECHE_PLAN_BODY || (edge == VECHE_PLAN_END && more->ends == NULL)) ? veche_when_add_days (day, days) : NULL;
  if (!veche_team_edit_project_span (edit, uid, edge == VECHE_PLAN_END ? more->begins : begins,
                                     more->ends != NULL || day == NULL ? (edge == VECHE_PLAN_BEGIN ? more->ends : ends) : NULL, error))
    return FALSE;

  return moved == NULL || veche_team_edit_project_day (db, edit, uid, moved, error);
}

static gboolean
shift_day (VecheDb *db, VecheEdit *edit, const VechePlanRef *what, int days, GError **error)
{
  gboolean step = what->kind == VECHE_PLAN_STEP;
  g_autofree char *day = read_text (db, step ? "SELECT day FROM project_step WHERE uid = ?1" : "SELECT due FROM task WHERE uid = ?1", what->uid);
  g_autofree char *tz = step ? NULL : read_text (db, "SELECT tz FROM task WHERE uid = ?1", what->uid);
  g_autofree char *moved = day != NULL ? veche_when_add_days (day, days) : NULL;

  if (day == NULL)
    return veche_events_refuse (error, "It has no day yet (%s)", what->uid);
  if (moved == NULL)
    return veche_events_refuse (error, "No calendar goes so far (%s)", what->uid);
  if (!step)
    return veche_tasks_edit_due (edit, what->uid, moved, tz, error);
  veche_edit_set_text (edit, "project_step", what->uid, "day", moved);
  /* Moved by hand: it no longer follows the day of its project. */
  veche_edit_set_null (edit, "project_step", what->uid, "shift");

  return TRUE;
}

gboolean
veche_plan_edit_shift (VecheDb *db, VecheEdit *edit, const VechePlanRef *what, VechePlanEdge edge, int days, GError **error)
{
  if (what->kind == VECHE_PLAN_EVENT)
    return shift_event (db, edit, what, edge, days, error);
  if (what->kind == VECHE_PLAN_PROJECT)
    return shift_project (db, edit, what->uid, edge, days, error);
  if (edge != VECHE_PLAN_BODY)
    return veche_events_refuse (error, "It is a day, not a time from one day to another (%s)", what->uid);

  return shift_day (db, edit, what, days, error);
}

gboolean
veche_plan_edit_following (VecheDb *db, VecheEdit *edit, const VechePlanRef *what, const char *starts, GError **error)
{
  if (what->recurs == NULL)
    return veche_events_refuse (error, "It takes place once (%s)", what->uid);

  return veche_events_edit_following (db, edit, what->uid, what->recurs, starts, error);
}

gboolean
veche_plan_edit_moment (VecheDb *db, VecheEdit *edit, const VechePlanRef *what, const char *local, const char *tz, GError **error)
{
  g_autoptr (VecheEventCard) event = NULL;
  g_autofree char *starts = NULL, *own = NULL;

  if (what->kind != VECHE_PLAN_EVENT)
    return veche_events_refuse (error, "It has no time of day (%s)", what->uid);
  event = veche_events_load (db, what->uid, error);
  if (event == NULL)
    return FALSE;
  if (event->whole || veche_when_is_day (local))
    return veche_events_refuse (error, "It takes whole days (%s)", event->title);

  if (!veche_when_is_valid (local))
    return veche_events_refuse (error, "“%s” is no time: write it like 2026-12-13T19:00", local != NULL ? local : "");
  starts = veche_when_local (veche_when_instant (local, tz), event->tz);
  if (starts == NULL)
    return veche_events_refuse (error, "No calendar goes so far (%s)", event->title);
  if (what->recurs == NULL)
    return veche_events_edit_time (db, edit, what->uid, starts, NULL, NULL, error);
  own = veche_events_edit_occurrence (db, edit, what->uid, what->recurs, starts, error);

  return own != NULL;
}

/*** The board ***/

static gboolean
stage_event (VecheDb *db, VecheEdit *edit, const VechePlanRef *what, VechePlanStage stage, GError **error)
{
  static const char *const nicks[] = { "idea", "planned", "active", "done", "cancelled" };

  if (what->recurs != NULL)
    return veche_events_edit_mark (db, edit, what->uid, what->recurs, stage == VECHE_PLAN_DONE ? "done" : stage == VECHE_PLAN_OFF ? "skipped" : NULL, NULL, error);
  veche_edit_set_text (edit, "event", what->uid, "status", nicks[stage]);

  return TRUE;
}

gboolean
veche_plan_edit_stage (VecheDb *db, VecheEdit *edit, const VechePlanRef *what, VechePlanStage stage, GError **error)
{
  static const char *const nicks[] = { "idea", "planned", "active", "done", "dropped" };

  g_return_val_if_fail (stage < VECHE_PLAN_N_STAGES, FALSE);

  if (what->kind == VECHE_PLAN_EVENT)
    return stage_event (db, edit, what, stage, error);
  if (what->kind == VECHE_PLAN_PROJECT)
    return veche_team_edit_project_status (edit, what->uid, nicks[stage], error);
  if (what->kind == VECHE_PLAN_TASK)
    {
      if (stage == VECHE_PLAN_IDEA || stage == VECHE_PLAN_ACTIVE)
        return veche_events_refuse (error, "A task is open or done (%s)", what->uid);
      return veche_tasks_edit_state (db, edit, what->uid, stage == VECHE_PLAN_DONE ? "done" : stage == VECHE_PLAN_OFF ? "dropped" : "open", NULL, error);
    }
  if (stage != VECHE_PLAN_DONE && stage != VECHE_PLAN_PLANNED)
    return veche_events_refuse (error, "A step is open or done (%s)", what->uid);
  veche_edit_set_int (edit, "project_step", what->uid, "done", stage == VECHE_PLAN_DONE);

  return TRUE;
}
