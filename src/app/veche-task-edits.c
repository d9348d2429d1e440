/* veche-task-edits.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-task-edits.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-plan-words.h"
#include "app/veche-task-words.h"
#include "model/veche-text.h"
#include "model/veche-when-words.h"

typedef struct
{
  char           *uid, *word;
  VecheWhenWords *words;
  VecheTaskNew    task;
} TaskAct;

static void
task_act_free (gpointer data)
{
  TaskAct *act = data;

  g_free (act->uid);
  g_free (act->word);
  g_clear_pointer (&act->words, veche_when_words_free);
  g_free ((char *) act->task.member_uid);
  g_free ((char *) act->task.interaction_uid);
  g_free ((char *) act->task.event_uid);
  g_free ((char *) act->task.project_uid);
  g_free ((char *) act->task.finding_uid);
  g_free (act);
}

static gboolean
add_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  return veche_tasks_edit_add (db, edit, &((TaskAct *) input)->task, error) != NULL;
}

gboolean
veche_task_add (VecheSession *session, const char *text, const VecheTaskOn *on, VecheSessionDone done, gpointer user_data)
{
  g_autofree char *today = veche_day_today (), *toast = NULL, *title = NULL;
  g_autoptr (VecheWhenWords) words = veche_when_words_read (text, today);
  g_autoptr (VecheEdit) edit = NULL;
  TaskAct *act;

  if (*words->title == '\0')
    return FALSE;

  title = veche_text_clamp (words->title, 60, FALSE);
  edit = veche_edit_new ("task", title);
  toast = g_strdup_printf (_ ("To do: %s"), title);
  act = g_new0 (TaskAct, 1);
  act->words = g_steal_pointer (&words);
  act->task = (VecheTaskNew) { .title = act->words->title, .due = act->words->due, .rrule = act->words->rrule, .shift = act->words->shift };
  if (on != NULL)
    {
      act->task.member_uid = g_strdup (on->member_uid);
      act->task.interaction_uid = g_strdup (on->interaction_uid);
      act->task.event_uid = g_strdup (on->event_uid);
      act->task.project_uid = g_strdup (on->project_uid);
      act->task.finding_uid = g_strdup (on->finding_uid);
    }
  veche_session_build_edit (session, edit, add_build, act, task_act_free, toast, done, user_data);

  return TRUE;
}

static TaskAct *
task_act_new (const VecheTask *task, const char *word)
{
  TaskAct *act = g_new0 (TaskAct, 1);

  act->uid = g_strdup (task->uid);
  act->word = g_strdup (word);

  return act;
}

static gboolean
state_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  TaskAct *act = input;

  return veche_tasks_edit_state (db, edit, act->uid, act->word, NULL, error);
}

void
veche_task_set_state (VecheSession *session, const VecheTask *task, const char *state)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("task", task->title);
  g_autofree char *title = veche_text_clamp (task->title, 60, FALSE), *toast = NULL;

  if (strcmp (state, "done") == 0)
    /* Translators: %s is a task */
    toast = g_strdup_printf (C_ ("task", "Done: %s"), title);
  else if (strcmp (state, "dropped") == 0)
    toast = g_strdup_printf (C_ ("task", "Dropped: %s"), title);
  else
    toast = g_strdup_printf (C_ ("task", "To do again: %s"), title);
  veche_session_build_edit (session, edit, state_build, task_act_new (task, state), task_act_free, toast, NULL, NULL);
}

static gboolean
snooze_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  TaskAct *act = input;

  return veche_tasks_edit_snooze (edit, act->uid, act->word, error);
}

void
veche_task_snooze (VecheSession *session, const VecheTask *task, const char *day)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("task", task->title);
  g_autofree char *title = veche_text_clamp (task->title, 60, FALSE), *when = day != NULL ? veche_day_long (day) : NULL;
  g_autofree char *toast = when != NULL ? g_strdup_printf (_ ("Put off until %s: %s"), when, title) : g_strdup_printf (_ ("Back on the list: %s"), title);

  veche_session_build_edit (session, edit, snooze_build, task_act_new (task, day), task_act_free, toast, NULL, NULL);
}

static gboolean
due_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  TaskAct *act = input;

  return veche_tasks_edit_due (edit, act->uid, act->word, NULL, error);
}

void
veche_task_set_due (VecheSession *session, const VecheTask *task, const char *due, VecheTypedHold *hold)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("task", task->title);
  g_autofree char *title = veche_text_clamp (task->title, 60, FALSE), *day = due != NULL ? veche_day_full (due) : NULL;
  g_autofree char *toast = day != NULL ? g_strdup_printf (_ ("Due %s: %s"), day, title) : g_strdup_printf (_ ("Without a day: %s"), title);

  veche_session_build_edit (session, edit, due_build, task_act_new (task, due), task_act_free, toast, veche_typed_saved_cb, hold);
}

void
veche_task_set_owner (VecheSession *session, const VecheTask *task, const char *owner_uid)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("task", task->title);

  veche_tasks_edit_owner (edit, task->uid, owner_uid);
  veche_session_edit (session, edit, NULL, NULL, NULL);
}

void
veche_task_set_text (VecheSession *session, const VecheTask *task, const char *field, const char *text, VecheTypedHold *hold)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("task", task->title);

  veche_edit_set_text (edit, "task", task->uid, field, text != NULL && *text != '\0' ? text : NULL);
  veche_session_edit (session, edit, NULL, veche_typed_saved_cb, hold);
}

void
veche_task_set_priority (VecheSession *session, const VecheTask *task, int priority)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("task", task->title);

  veche_edit_set_int (edit, "task", task->uid, "priority", priority);
  veche_session_edit (session, edit, NULL, NULL, NULL);
}

void
veche_task_remove (VecheSession *session, const VecheTask *task)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("task", task->title);
  g_autofree char *title = veche_text_clamp (task->title, 60, FALSE), *toast = g_strdup_printf (_ ("Removed: %s"), title);

  veche_edit_delete (edit, "task", task->uid);
  veche_session_edit (session, edit, toast, NULL, NULL);
}

void
veche_task_add_item (VecheSession *session, const VecheTask *task, const char *title, guint position, VecheTypedHold *hold)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("task", task->title);

  veche_tasks_edit_add_item (edit, task->uid, title, position);
  veche_session_edit (session, edit, NULL, veche_typed_saved_cb, hold);
}

void
veche_task_check_item (VecheSession *session, const VecheTask *task, const char *item_uid, gboolean done)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("task", task->title);

  veche_tasks_edit_check (edit, item_uid, done);
  veche_session_edit (session, edit, NULL, NULL, NULL);
}

void
veche_task_rename_item (VecheSession *session, const VecheTask *task, const char *item_uid, const char *title, VecheTypedHold *hold)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("task", task->title);

  if (*title != '\0')
    veche_edit_set_text (edit, "task_item", item_uid, "title", title);
  else
    veche_edit_delete (edit, "task_item", item_uid);
  veche_session_edit (session, edit, NULL, veche_typed_saved_cb, hold);
}
