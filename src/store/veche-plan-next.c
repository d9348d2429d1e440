/* veche-plan-next.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a quarter taught opens the next one.
 */

#include "store/veche-plan-team.h"

#include "store/veche-db.h"
#include "store/veche-events-private.h"
#include "store/veche-plan-table.h"
#include "store/veche-plan-things.h"
#include "store/veche-tasks-table.h"

/* Each line that says something, in turn. */
typedef gboolean (*LineFunc) (VecheDb *db, VecheEdit *edit, const char *project_uid, const char *line, const char *from, GError **error);

static gboolean
each_line (VecheDb *db, VecheEdit *edit, const char *project_uid, const char *text, const char *from, LineFunc func, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0' && !func (db, edit, project_uid, lines[i], from, error))
      return FALSE;

  return TRUE;
}

static gboolean
keep_line (VecheDb *db, VecheEdit *edit, const char *project_uid, const char *line, const char *from, GError **error)
{
  const VecheDecision decision = { .text = (char *) line, .why = (char *) from };

  return veche_things_edit_decision (db, edit, "project", project_uid, &decision, error) != NULL;
}

static gboolean
alter_line (VecheDb *db, VecheEdit *edit, const char *project_uid, const char *line, const char *from, GError **error)
{
  const VecheTaskNew task = { .title = line, .notes = from, .project_uid = project_uid, .shift = VECHE_TASK_NO_SHIFT };

  return veche_tasks_edit_add (db, edit, &task, error) != NULL;
}

const char *
veche_team_edit_open_next (VecheDb *db, VecheEdit *edit, const char *project_uid, const char *quarter, const char *title, GError **error)
{
  g_autoptr (VecheRecord) record = (VecheRecord *) veche_plan_project (db, project_uid, error);
  g_autoptr (VecheProjectMore) more = record != NULL ? veche_team_load_project (db, project_uid, error) : NULL;
  const VecheProject *project = (VecheProject *) record;
  const char *uid;

  if (more == NULL)
    return NULL;
  if (title == NULL || *title == '\0' || !veche_quarter_is_valid (quarter))
    {
      if (title == NULL || *title == '\0')
        veche_events_refuse (error, "%s", "A project needs a title");
      else
        veche_events_refuse (error, "“%s” is not a quarter: write it as 2026Q4", quarter);
      return NULL;
    }

  uid = veche_plan_edit_project (db, edit, quarter, title, NULL);
  veche_edit_set_text (edit, "project", uid, "status", "idea");
  veche_edit_set_text (edit, "project", uid, "kind", more->kind);
  veche_edit_set_ref (edit, "project", uid, "agenda_id", project->agenda_uid);
  veche_edit_set_ref (edit, "project", uid, "owner_id", project->owner_uid);
  if (!each_line (db, edit, uid, more->keep, project->title, keep_line, error)
      || !each_line (db, edit, uid, more->alter_next, project->title, alter_line, error))
    return NULL;

  return uid;
}
