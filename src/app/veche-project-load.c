/* veche-project-load.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-project-page-private.h"
#include "store/veche-members-table.h"

#define LESSONS        3
#define QUARTERS_ABOUT 2   /* events of so many quarters before and after belong to what one looks for here */

static void
clear_list (GPtrArray **list)
{
  g_clear_pointer (list, g_ptr_array_unref);
}

void
veche_project_sheet_free (VecheProjectSheet *sheet)
{
  g_free (sheet->uid);
  g_free (sheet->currency);
  g_clear_pointer (&sheet->project, veche_record_unref);
  g_clear_pointer (&sheet->more, veche_project_more_free);
  clear_list (&sheet->slots);
  clear_list (&sheet->invitations);
  clear_list (&sheet->tasks);
  clear_list (&sheet->items);
  clear_list (&sheet->events);
  clear_list (&sheet->budget);
  clear_list (&sheet->partners);
  clear_list (&sheet->links);
  clear_list (&sheet->risks);
  clear_list (&sheet->decisions);
  clear_list (&sheet->lessons);
  clear_list (&sheet->agendas);
  clear_list (&sheet->competencies);
  g_free (sheet);
}

static gboolean
load_people (VecheProjectSheet *sheet, VecheDb *db, GError **error)
{
  sheet->slots = veche_team_list_slots (db, sheet->uid, FALSE, error);
  sheet->invitations = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; sheet->slots != NULL && i < sheet->slots->len; i++)
    {
      GPtrArray *invitations = veche_team_list_invitations (db, ((VecheSlotCard *) sheet->slots->pdata[i])->uid, error);

      if (invitations == NULL)
        return FALSE;
      g_ptr_array_add (sheet->invitations, invitations);
    }

  return sheet->slots != NULL;
}

static void
items_free (gpointer items)
{
  if (items != NULL)
    g_ptr_array_unref (items);
}

static gboolean
load_items (VecheProjectSheet *sheet, VecheDb *db, GError **error)
{
  sheet->items = g_ptr_array_new_with_free_func (items_free);
  for (guint i = 0; i < sheet->tasks->len; i++)
    {
      const VecheTask *task = sheet->tasks->pdata[i];
      GPtrArray *items = task->items > 0 ? veche_tasks_list_items (db, task->uid, error) : NULL;

      if (items == NULL && task->items > 0)
        return FALSE;
      g_ptr_array_add (sheet->items, items);
    }

  return TRUE;
}

static gboolean
load_tasks (VecheProjectSheet *sheet, VecheDb *db, GError **error)
{
  const VecheTasksQuery open = { .state = VECHE_TASKS_OPEN, .project_uid = sheet->uid }, done = { .state = VECHE_TASKS_DONE, .project_uid = sheet->uid };
  g_autoptr (GPtrArray) closed = NULL;

  sheet->tasks = veche_tasks_list (db, &open, error);
  closed = sheet->tasks != NULL ? veche_tasks_list (db, &done, error) : NULL;
  if (closed == NULL)
    return FALSE;
  while (closed->len > 0)
    g_ptr_array_add (sheet->tasks, g_ptr_array_steal_index (closed, 0));

  return load_items (sheet, db, error);
}

static gboolean
load_events (VecheProjectSheet *sheet, VecheDb *db, GError **error)
{
  g_autofree char *first = veche_quarter_step (sheet->project->quarter, -QUARTERS_ABOUT), *last = veche_quarter_step (sheet->project->quarter, QUARTERS_ABOUT);
  g_autofree char *since = NULL, *until = NULL, *first_until = NULL, *last_since = NULL;
  VechePlanQuery query = { .kinds = 1u << VECHE_PLAN_EVENT, .project_uid = sheet->uid, .with_off = TRUE };

  veche_quarter_bounds (first, &since, &first_until);
  veche_quarter_bounds (last, &last_since, &until);
  query.since = since;
  query.until = until;

  return (sheet->events = veche_plan_entries (db, &query, error)) != NULL;
}

static gboolean
load_things (VecheProjectSheet *sheet, VecheDb *db, GError **error)
{
  sheet->currency = veche_things_last_currency (db);

  return (sheet->budget = veche_things_list_budget (db, "project", sheet->uid, error)) != NULL
         && (sheet->partners = veche_things_list_partners (db, "project", sheet->uid, error)) != NULL
         && (sheet->links = veche_things_list_links (db, "project", sheet->uid, error)) != NULL
         && (sheet->risks = veche_things_list_risks (db, "project", sheet->uid, error)) != NULL
         && (sheet->decisions = veche_things_list_decisions (db, "project", sheet->uid, error)) != NULL;
}

VecheProjectSheet *
veche_project_sheet_load (VecheDb *db, const char *uid, GError **error)
{
  g_autoptr (VecheProjectSheet) sheet = g_new0 (VecheProjectSheet, 1);

  sheet->uid = g_strdup (uid);
  sheet->project = veche_plan_project (db, uid, error);
  if (sheet->project == NULL || (sheet->more = veche_team_load_project (db, uid, error)) == NULL || !load_people (sheet, db, error)
      || !load_tasks (sheet, db, error) || !load_things (sheet, db, error) || !load_events (sheet, db, error)
      || (sheet->lessons = veche_team_list_lessons (db, sheet->project->quarter, LESSONS, error)) == NULL
      || (sheet->agendas = veche_plan_agendas (db, error)) == NULL || (sheet->competencies = veche_members_list_competencies (db, error)) == NULL)
    return NULL;

  return g_steal_pointer (&sheet);
}
