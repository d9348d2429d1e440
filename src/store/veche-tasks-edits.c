/* veche-tasks-edits.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-tasks-table.h"

#include <string.h>

#include "model/veche-text.h"
#include "model/veche-when.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"

static gboolean
refuse (GError **error, const char *format, const char *what)
{
  g_auto (GStrv) around = g_strsplit (format, "%s", 2);
  g_autofree char *message = g_strjoinv (what, around);

  g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, message);

  return FALSE;
}

/* The day from which the relative ones of an event or project are counted. (transfer full) (nullable) */
static char *
read_anchor (VecheDb *db, const char *table, const char *uid)
{
  static const char event_sql[] = "SELECT starts FROM event WHERE uid = ?1", project_sql[] = "SELECT starts FROM project WHERE uid = ?1";
  VecheStatement *row = veche_db_prepare (db, strcmp (table, "event") == 0 ? event_sql : project_sql);
  char *day = NULL;

  veche_statement_bind_text (row, 1, uid);
  if (veche_statement_step (row, NULL))
    {
      day = veche_when_day (veche_statement_text (row, 0));
      veche_statement_reset (row);
    }

  return day;
}

char *
veche_tasks_find_anchor (VecheDb *db, VecheEdit *edit, const char *table, const char *uid)
{
  for (guint i = veche_edit_get_n_steps (edit); i > 0; i--)
    {
      const VecheEditStep *step = veche_edit_get_step (edit, i - 1);

      if (step->kind == VECHE_EDIT_SET && strcmp (step->uid, uid) == 0 && strcmp (step->field, "starts") == 0)
        return G_VALUE_HOLDS_STRING (&step->value) ? veche_when_day (g_value_get_string (&step->value)) : NULL;
    }

  return read_anchor (db, table, uid);
}

static gboolean
check_due (const char *due, const char *tz, const char *rrule, GError **error)
{
  if (due != NULL && !veche_when_is_valid (due))
    return refuse (error, "“%s” is not a day: write it like 2026-12-13 or 2026-12-13T19:00", due);
  if (tz != NULL && !veche_when_zone_exists (tz))
    return refuse (error, "There is no time zone “%s”", tz);
  if (rrule != NULL && due == NULL)
    return refuse (error, "What comes again (%s) needs a first day", rrule);

  return rrule == NULL || veche_when_rule_check (rrule, error);
}

static void
set_refs (VecheEdit *edit, const char *uid, const VecheTaskNew *task)
{
  const struct { const char *field, *ref; } refs[] = {
    { "owner_id", task->owner_uid },   { "project_id", task->project_uid },         { "step_id", task->step_uid },       { "event_id", task->event_uid },
    { "member_id", task->member_uid }, { "interaction_id", task->interaction_uid }, { "finding_id", task->finding_uid },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (refs); i++)
    if (refs[i].ref != NULL)
      veche_edit_set_ref (edit, "task", uid, refs[i].field, refs[i].ref);
}

const char *
veche_tasks_edit_add (VecheDb *db, VecheEdit *edit, const VecheTaskNew *task, GError **error)
{
  g_autofree char *title = task->title != NULL ? veche_text_tidy (task->title) : NULL, *anchor = NULL, *shifted = NULL;
  const char *due = task->due, *uid;

  if (title == NULL)
    {
      refuse (error, "%s", "What is to be done?");
      return NULL;
    }
  if (task->shift != VECHE_TASK_NO_SHIFT)
    {
      if (task->event_uid != NULL)
        anchor = veche_tasks_find_anchor (db, edit, "event", task->event_uid);
      else if (task->project_uid != NULL)
        anchor = veche_tasks_find_anchor (db, edit, "project", task->project_uid);
      due = shifted = veche_when_add_days (anchor, task->shift);
    }
  if (!check_due (due, task->tz, task->rrule, error))
    return NULL;

  uid = veche_edit_insert (edit, "task");
  veche_edit_set_text (edit, "task", uid, "title", title);
  veche_edit_set_text (edit, "task", uid, "notes", task->notes);
  veche_edit_set_text (edit, "task", uid, "due", due);
  veche_edit_set_text (edit, "task", uid, "tz", task->tz);
  veche_edit_set_text (edit, "task", uid, "rrule", task->rrule);
  if (task->shift != VECHE_TASK_NO_SHIFT)
    veche_edit_set_int (edit, "task", uid, "shift", task->shift);
  veche_edit_set_int (edit, "task", uid, "priority", CLAMP (task->priority, 0, 9));
  set_refs (edit, uid, task);
  veche_edit_set_int (edit, "task", uid, "created", veche_now ());
  for (guint i = 0; task->items != NULL && task->items[i] != NULL; i++)
    veche_tasks_edit_add_item (edit, uid, task->items[i], i);

  return uid;
}

void
veche_tasks_edit_add_item (VecheEdit *edit, const char *task_uid, const char *title, gint64 position)
{
  const char *uid = veche_edit_insert (edit, "task_item");

  veche_edit_set_ref (edit, "task_item", uid, "task_id", task_uid);
  veche_edit_set_text (edit, "task_item", uid, "title", title);
  veche_edit_set_int (edit, "task_item", uid, "position", position);
}

void
veche_tasks_edit_check (VecheEdit *edit, const char *item_uid, gboolean done)
{
  veche_edit_set_int (edit, "task_item", item_uid, "done", done);
}

void
veche_tasks_edit_owner (VecheEdit *edit, const char *uid, const char *owner_uid)
{
  veche_edit_set_ref (edit, "task", uid, "owner_id", owner_uid);
}

static gboolean
edit_reminder_like (VecheDb *db, VecheEdit *edit, const char *uid, const char *other, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT remind FROM task WHERE uid = ?1 AND remind IS NOT NULL");
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, other);
  if (veche_statement_step (row, &local))
    {
      veche_edit_set_int (edit, "task", uid, "remind", veche_statement_int (row, 0));
      veche_statement_reset (row);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* What follows the day of something else comes once; the next of a rule stands by itself. */
static const char *
add_next (VecheDb *db, VecheEdit *edit, const VecheTask *task, GError **error)
{
  g_autoptr (GPtrArray) items = veche_tasks_list_items (db, task->uid, error);
  g_autofree char *due = veche_when_next (task->rrule, task->due, task->tz, task->due), *rest = veche_when_rule_rest (task->rrule);
  g_autofree const char **titles = NULL;
  VecheTaskNew next = { .title = task->title, .notes = task->notes, .due = due, .tz = task->tz, .rrule = rest, .shift = VECHE_TASK_NO_SHIFT,
                        .owner_uid = task->owner_uid, .project_uid = task->project_uid, .step_uid = task->step_uid, .event_uid = task->event_uid,
                        .member_uid = task->member_uid, .interaction_uid = task->interaction_uid, .finding_uid = task->finding_uid,
                        .priority = task->priority };
  const char *uid;

  if (items == NULL || due == NULL)
    return NULL;
  titles = g_new0 (const char *, items->len + 1);
  for (guint i = 0; i < items->len; i++)
    titles[i] = ((VecheTaskItem *) items->pdata[i])->title;
  next.items = titles;
  uid = veche_tasks_edit_add (db, edit, &next, error);

  return uid != NULL && edit_reminder_like (db, edit, uid, task->uid, error) ? uid : NULL;
}

gboolean
veche_tasks_edit_state (VecheDb *db, VecheEdit *edit, const char *uid, const char *state, char **next, GError **error)
{
  static const char *const known[] = { "open", "done", "dropped", NULL };
  g_autoptr (VecheTask) task = veche_tasks_load (db, uid, error);
  g_autoptr (GError) local = NULL;
  const char *made = NULL;

  if (next != NULL)
    *next = NULL;
  if (task == NULL)
    return FALSE;
  if (!g_strv_contains (known, state))
    return refuse (error, "“%s” is no state of a task: open, done or dropped", state);
  if (strcmp (task->state, state) == 0)
    return TRUE;

  veche_edit_set_text (edit, "task", uid, "state", state);
  if (strcmp (state, "open") == 0)
    veche_edit_set_null (edit, "task", uid, "closed");
  else
    veche_edit_set_int (edit, "task", uid, "closed", veche_now ());
  if (strcmp (state, "done") == 0 && task->rrule != NULL && task->due != NULL)
    {
      /* The rule goes on with the next one: opened again, this one does not come a second time. */
      made = add_next (db, edit, task, &local);
      veche_edit_set_null (edit, "task", uid, "rrule");
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (next != NULL)
    *next = g_strdup (made);

  return TRUE;
}

gboolean
veche_tasks_edit_snooze (VecheEdit *edit, const char *uid, const char *day, GError **error)
{
  if (day != NULL && !veche_when_is_day (day))
    return refuse (error, "“%s” is not a day: write it like 2026-12-13", day);
  veche_edit_set_text (edit, "task", uid, "snoozed", day);

  return TRUE;
}

gboolean
veche_tasks_edit_due (VecheEdit *edit, const char *uid, const char *due, const char *tz, GError **error)
{
  if (!check_due (due, tz, NULL, error))
    return FALSE;
  veche_edit_set_text (edit, "task", uid, "due", due);
  veche_edit_set_text (edit, "task", uid, "tz", tz);
  veche_edit_set_null (edit, "task", uid, "shift");
  if (due == NULL)
    veche_edit_set_null (edit, "task", uid, "rrule");

  return TRUE;
}

/*** What hangs on another day ***/

static gboolean
follow_rows (VecheDb *db, VecheEdit *edit, const char *sql, const char *table, const char *field, const char *uid, const char *day, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, uid);
  while (veche_statement_step (row, &local))
    {
      g_autofree char *moved = veche_when_add_days (day, (int) veche_statement_int (row, 1));

      if (moved != NULL)
        veche_edit_set_text (edit, table, veche_statement_text (row, 0), field, moved);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

gboolean
veche_tasks_edit_follow (VecheDb *db, VecheEdit *edit, const char *table, const char *uid, const char *day, GError **error)
{
  static const char event_sql[] = "SELECT t.uid, t.shift FROM event AS e JOIN task AS t ON t.event_id = e.id"
                                  " WHERE e.uid = ?1 AND t.shift IS NOT NULL AND t.state = 'open'";
  static const char project_sql[] = "SELECT t.uid, t.shift FROM project AS p JOIN task AS t ON t.project_id = p.id"
                                    " WHERE p.uid = ?1 AND t.event_id IS NULL AND t.shift IS NOT NULL AND t.state = 'open'";
  static const char step_sql[] = "SELECT s.uid, s.shift FROM project AS p JOIN project_step AS s ON s.project_id = p.id"
                                 " WHERE p.uid = ?1 AND s.shift IS NOT NULL AND NOT s.done";
  gboolean event = strcmp (table, "event") == 0;
  g_autofree char *anchor = veche_when_day (day);

  if (anchor == NULL)
    return refuse (error, "“%s” is not a day: write it like 2026-12-13", day != NULL ? day : "");
  if (event)
    return follow_rows (db, edit, event_sql, "task", "due", uid, anchor, error);

  return follow_rows (db, edit, project_sql, "task", "due", uid, anchor, error)
         && follow_rows (db, edit, step_sql, "project_step", "day", uid, anchor, error);
}
