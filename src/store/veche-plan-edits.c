/* veche-plan-edits.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person asks for in the plan, as steps of an edit.
 */

#include "store/veche-plan-table.h"

#include "model/veche-edit.h"
#include "model/veche-when.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"
#include "store/veche-workspace.h"

/* NULL: none or several, then a plan item belongs to the whole workspace. */
static char *
only_community (VecheDb *db)
{
  gint64 id = veche_workspace_only_community (db);

  return id != 0 ? veche_db_uid_for_id (db, "community", id) : NULL;
}

/* Which most projects carry; of a new workspace, that of joint work.  (transfer full) (nullable): there are no agendas. */
static char *
usual_agenda (VecheDb *db)
{
  static const char sql[] =
    "SELECT a.uid FROM agenda AS a"
    " ORDER BY (SELECT count(*) FROM project AS p WHERE p.agenda_id = a.id) DESC, a.shape <> 'triangle', a.position, a.id LIMIT 1";
  VecheStatement *row = veche_db_prepare (db, sql);
  char *uid = veche_statement_step (row, NULL) ? veche_statement_dup_text (row, 0) : NULL;

  veche_statement_reset (row);

  return uid;
}

const char *
veche_plan_edit_project (VecheDb *db, VecheEdit *edit, const char *quarter, const char *title, const char *goal)
{
  const char *uid = veche_edit_insert (edit, "project");
  g_autofree char *community = only_community (db), *agenda = usual_agenda (db);

  veche_edit_set_ref (edit, "project", uid, "community_id", community);
  veche_edit_set_ref (edit, "project", uid, "agenda_id", agenda);
  veche_edit_set_text (edit, "project", uid, "quarter", quarter);
  veche_edit_set_text (edit, "project", uid, "title", title);
  veche_edit_set_text (edit, "project", uid, "goal", goal);
  veche_edit_set_text (edit, "project", uid, "status", "planned");
  veche_edit_set_int (edit, "project", uid, "created", veche_now ());

  return uid;
}

const char *
veche_plan_edit_event (VecheDb *db, VecheEdit *edit, const char *title, const char *kind, const char *starts, const char *ends, const char *tz)
{
  const char *uid = veche_edit_insert (edit, "event");
  g_autofree char *community = only_community (db);

  veche_edit_set_ref (edit, "event", uid, "community_id", community);
  veche_edit_set_text (edit, "event", uid, "title", title);
  veche_edit_set_text (edit, "event", uid, "kind", kind);
  veche_edit_set_text (edit, "event", uid, "starts", starts);
  veche_edit_set_text (edit, "event", uid, "ends", ends);
  veche_edit_set_text (edit, "event", uid, "tz", tz);
  veche_edit_set_int (edit, "event", uid, "created", veche_now ());

  return uid;
}

gboolean
veche_plan_edit_move (VecheDb *db, VecheEdit *edit, const char *event_uid, int days, GError **error)
{
  g_autoptr (VecheRecord) record = (VecheRecord *) veche_plan_event (db, event_uid, error);
  VecheEvent *event = (VecheEvent *) record;
  g_autofree char *starts = NULL, *ends = NULL;

  if (event == NULL)
    return FALSE;

  starts = veche_when_add_days (event->starts, days);
  ends = event->ends != NULL ? veche_when_add_days (event->ends, days) : NULL;
  veche_edit_set_text (edit, "event", event_uid, "starts", starts);
  veche_edit_set_text (edit, "event", event_uid, "ends", ends);

  return TRUE;
}
