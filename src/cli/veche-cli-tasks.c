/* veche-cli-tasks.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tasks: task add, list, done, drop, snooze, due.
 */

#include "cli/veche-cli-plan.h"

#include <string.h>

#include "model/veche-edit.h"
#include "model/veche-when.h"
#include "store/veche-tasks-table.h"

static char *due, *zone, *owner, *member, *project, *event, *message, *saved, *rule, *notes, *which, *since, *until, *shift;
static char **items;
static int priority;
static gboolean mine, again;

static gboolean
to_usage (GError **error, GError *local)
{
  if (g_error_matches (local, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID) || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT))
    return veche_cli_usage (error, "%s", local->message);
  g_propagate_error (error, g_error_copy (local));

  return FALSE;
}

/*** Adding ***/

typedef struct { char *owner_uid, *member_uid, *uid; } Task;

static gboolean
read_shift (int *days, GError **error)
{
  char *end = NULL;
  gint64 number;

  *days = VECHE_TASK_NO_SHIFT;
  if (shift == NULL)
    return TRUE;
  number = g_ascii_strtoll (shift, &end, 10);
  if (end == shift || *end != '\0' || number < -3650 || number > 3650)
    return veche_cli_usage (error, "“%s” is no number of days: write it like --shift -14", shift);
  if (project == NULL && event == NULL)
    return veche_cli_usage (error, "--shift counts from the day of an event or a project: give --event or --project");
  *days = (int) number;

  return TRUE;
}

static gboolean
check_there (VecheCli *cli, const char *table, const char *uid, GError **error)
{
  return uid == NULL || veche_db_id_for_uid (cli->db, table, uid) != 0 || veche_cli_failed (error, "there is no %s “%s”", table, uid);
}

static gboolean
build_task (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  g_autofree char *day = due != NULL ? veche_when_tidy (due) : NULL;
  Task *task = data;
  VecheTaskNew new = { .title = cli->args[0], .notes = notes, .due = day != NULL ? day : due, .tz = zone, .rrule = rule, .owner_uid = task->owner_uid,
                       .project_uid = project, .event_uid = event, .member_uid = task->member_uid, .interaction_uid = message, .finding_uid = saved,
                       .items = (const char *const *) items, .priority = priority };

  if (!read_shift (&new.shift, error))
    return FALSE;
  task->uid = g_strdup (veche_tasks_edit_add (cli->db, edit, &new, error));

  return task->uid != NULL;
}

static gboolean
run_task_add (VecheCli *cli, GError **error)
{
  g_autofree char *owner_uid = NULL, *member_uid = NULL, *uid = NULL;
  g_autoptr (GError) local = NULL;
  Task task = { NULL, NULL, NULL };
  gboolean ok;

  if (owner != NULL && (owner_uid = veche_cli_member_uid (cli, owner, NULL, error)) == NULL)
    return FALSE;
  if (member != NULL && (member_uid = veche_cli_member_uid (cli, member, NULL, error)) == NULL)
    return FALSE;
  if (!check_there (cli, "project", project, error) || !check_there (cli, "event", event, error) || !check_there (cli, "interaction", message, error)
      || !check_there (cli, "finding", saved, error))
    return FALSE;
  task.owner_uid = owner_uid;
  task.member_uid = member_uid;
  ok = veche_cli_edit (cli, "task", cli->args[0], build_task, &task, &local);
  uid = task.uid;
  if (!ok)
    return to_usage (error, local);
  veche_cli_print_uid (cli, uid);

  return TRUE;
}

/*** Listing ***/

static gboolean
add_items (VecheCli *cli, JsonBuilder *json, const VecheTask *task, GError **error)
{
  g_autoptr (GPtrArray) list = task->items > 0 ? veche_tasks_list_items (cli->db, task->uid, error) : g_ptr_array_new ();

  json_builder_set_member_name (json, "items");
  json_builder_begin_array (json);
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const VecheTaskItem *item = list->pdata[i];

      json_builder_begin_object (json);
      veche_cli_text (json, "title", item->title);
      veche_cli_bool (json, "done", item->done);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);

  return list != NULL;
}

static gboolean
print_task (VecheCli *cli, const VecheTask *task, GError **error)
{
  JsonBuilder *json;
  gboolean ok;

  if (!cli->json)
    {
      veche_cli_line ("%s  %s  %s  %s  (%s)", task->uid, task->due != NULL ? task->due : "–", task->title,
                      task->owner_name != NULL ? task->owner_name : "nobody", task->state);
      return TRUE;
    }
  json = veche_cli_json ();
  veche_cli_text (json, "uid", task->uid);
  veche_cli_text (json, "title", task->title);
  veche_cli_text (json, "state", task->state);
  veche_cli_text (json, "due", task->due);
  veche_cli_text (json, "tz", task->tz);
  if (task->shift != VECHE_TASK_NO_SHIFT)
    veche_cli_int (json, "shift", task->shift);
  veche_cli_text (json, "snoozed", task->snoozed);
  veche_cli_text (json, "rule", task->rrule);
  veche_cli_int (json, "priority", task->priority);
  veche_cli_person (json, "owner", task->owner_uid, task->owner_name);
  veche_cli_person (json, "member", task->member_uid, task->member_name);
  veche_cli_text (json, "project", task->project_uid);
  veche_cli_text (json, "event", task->event_uid);
  veche_cli_text (json, "message", task->interaction_uid);
  veche_cli_text (json, "saved", task->finding_uid);
  veche_cli_text (json, "notes", task->notes);
  ok = add_items (cli, json, task, error);
  veche_cli_time (json, "closed", task->closed);
  veche_cli_print_json (json);

  return ok;
}

static gboolean
run_task_list (VecheCli *cli, GError **error)
{
  g_autofree char *owner_uid = NULL, *member_uid = NULL, *today = veche_when_today (veche_now (), NULL);
  VecheTasksQuery query = { .mine = mine, .project_uid = project, .event_uid = event, .interaction_uid = message, .finding_uid = saved, .since = since,
                            .until = until };
  g_autoptr (GPtrArray) tasks = NULL;

  if (which != NULL && strcmp (which, "open") != 0 && strcmp (which, "done") != 0 && strcmp (which, "all") != 0)
    return veche_cli_usage (error, "--which takes open, done or all");
  if ((since != NULL && !veche_when_is_day (since)) || (until != NULL && !veche_when_is_day (until)))
    return veche_cli_usage (error, "--since and --until take days: write them like 2026-12-13");
  if (owner != NULL && (owner_uid = veche_cli_member_uid (cli, owner, NULL, error)) == NULL)
    return FALSE;
  if (member != NULL && (member_uid = veche_cli_member_uid (cli, member, NULL, error)) == NULL)
    return FALSE;
  query.state = which == NULL || strcmp (which, "open") == 0 ? VECHE_TASKS_OPEN : strcmp (which, "done") == 0 ? VECHE_TASKS_DONE : VECHE_TASKS_ANY;
  query.today = which == NULL ? today : NULL;
  query.owner_uid = owner_uid;
  query.member_uid = member_uid;
  tasks = veche_tasks_list (cli->db, &query, error);
  for (guint i = 0; tasks != NULL && i < tasks->len; i++)
    if (!print_task (cli, tasks->pdata[i], error))
      return FALSE;

  return tasks != NULL;
}

/*** What becomes of one ***/

typedef struct { const char *state; char *next; } Ending;

static gboolean
build_state (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  Ending *ending = data;

  return veche_tasks_edit_state (cli->db, edit, cli->args[0], ending->state, &ending->next, error);
}

static gboolean
end_task (VecheCli *cli, const char *state, GError **error)
{
  g_autoptr (VecheTask) task = veche_tasks_load (cli->db, cli->args[0], error);
  g_autofree char *next = NULL;
  Ending ending = { state, NULL };
  JsonBuilder *json;
  gboolean ok;

  if (task == NULL)
    return FALSE;
  ok = veche_cli_edit (cli, strcmp (state, "done") == 0 ? "task-done" : "task", task->title, build_state, &ending, error);
  next = ending.next;
  if (ok && cli->json)
    {
      json = veche_cli_json ();
      veche_cli_text (json, "uid", task->uid);
      veche_cli_text (json, "state", state);
      veche_cli_text (json, "next", next);
      veche_cli_print_json (json);
    }
  else if (ok && next != NULL)
    veche_cli_line ("next: %s", next);

  return ok;
}

static gboolean
run_task_done (VecheCli *cli, GError **error)
{
  return end_task (cli, again ? "open" : "done", error);
}

static gboolean
run_task_drop (VecheCli *cli, GError **error)
{
  return end_task (cli, "dropped", error);
}

static gboolean
build_snooze (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  return veche_tasks_edit_snooze (edit, cli->args[0], cli->args[1], error);
}

static gboolean
run_task_snooze (VecheCli *cli, GError **error)
{
  g_autoptr (VecheTask) task = veche_tasks_load (cli->db, cli->args[0], error);
  g_autoptr (GError) local = NULL;

  if (task == NULL)
    return FALSE;

  return veche_cli_edit (cli, "task", task->title, build_snooze, NULL, &local) || to_usage (error, local);
}

static gboolean
build_due (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  g_autofree char *day = veche_when_tidy (cli->args[1]);

  return veche_tasks_edit_due (edit, cli->args[0], day != NULL ? day : cli->args[1], zone, error);
}

static gboolean
run_task_due (VecheCli *cli, GError **error)
{
  g_autoptr (VecheTask) task = veche_tasks_load (cli->db, cli->args[0], error);
  g_autoptr (GError) local = NULL;

  if (task == NULL)
    return FALSE;

  return veche_cli_edit (cli, "task", task->title, build_due, NULL, &local) || to_usage (error, local);
}

#define ABOUT_OPTIONS                                                                                                 \
  { "owner", 0, 0, G_OPTION_ARG_STRING, &owner, "Who does it", "WHO" },                                               \
  { "member", 0, 0, G_OPTION_ARG_STRING, &member, "About this person", "WHO" },                                       \
  { "project", 0, 0, G_OPTION_ARG_STRING, &project, "Of this project", "UID" },                                       \
  { "event", 0, 0, G_OPTION_ARG_STRING, &event, "Of this event", "UID" },                                             \
  { "message", 0, 0, G_OPTION_ARG_STRING, &message, "About this message", "UID" },                                    \
  { "saved", 0, 0, G_OPTION_ARG_STRING, &saved, "About something saved out of the Inbox", "UID" }

static const GOptionEntry add_options[] = {
  ABOUT_OPTIONS,
  { "due", 0, 0, G_OPTION_ARG_STRING, &due, "Until when", "DAY" },
  { "tz", 0, 0, G_OPTION_ARG_STRING, &zone, "Time zone of a due with a time", "Europe/Moscow" },
  { "shift", 0, 0, G_OPTION_ARG_STRING, &shift, "Days from the day of the event or project, and moves with it", "-14" },
  { "rule", 0, 0, G_OPTION_ARG_STRING, &rule, "Comes again", "FREQ=MONTHLY" },
  { "item", 0, 0, G_OPTION_ARG_STRING_ARRAY, &items, "To tick off; several of them", "TEXT" },
  { "priority", 0, 0, G_OPTION_ARG_INT, &priority, "1 highest to 9", "N" },
  { "notes", 0, 0, G_OPTION_ARG_STRING, &notes, "What else there is to say", "TEXT" },
  { NULL },
};

static const GOptionEntry list_options[] = {
  ABOUT_OPTIONS,
  { "mine", 0, 0, G_OPTION_ARG_NONE, &mine, "The manager's, and nobody's", NULL },
  { "which", 0, 0, G_OPTION_ARG_STRING, &which, "open, done, all; without it, open and not snoozed", "WHICH" },
  { "since", 0, 0, G_OPTION_ARG_STRING, &since, "Due on this day or later", "DAY" },
  { "until", 0, 0, G_OPTION_ARG_STRING, &until, "Due before this day", "DAY" },
  { NULL },
};

static const GOptionEntry done_options[] = {
  { "again", 0, 0, G_OPTION_ARG_NONE, &again, "No, it is open again", NULL },
  { NULL },
};

static const GOptionEntry due_options[] = {
  { "tz", 0, 0, G_OPTION_ARG_STRING, &zone, "Time zone of a due with a time", "Europe/Moscow" },
  { NULL },
};

const VecheCliCommand veche_cli_tasks_commands[] = {
  { "task add", "TITLE [--due DAY] [--owner WHO] …", "Something is to be done", VECHE_CLI_WRITES, 1, 1, add_options, run_task_add },
  { "task list", "[--mine] [--which open|done|all] …", "What is to be done, soonest first", VECHE_CLI_READS, 0, 0, list_options, run_task_list },
  { "task done", "UID [--again]", "It is done; what comes again leaves the next one", VECHE_CLI_WRITES, 1, 1, done_options, run_task_done },
  { "task drop", "UID", "It need not be done", VECHE_CLI_WRITES, 1, 1, NULL, run_task_drop },
  { "task snooze", "UID DAY", "Not before that day", VECHE_CLI_WRITES, 2, 2, NULL, run_task_snooze },
  { "task due", "UID DAY", "Until another day", VECHE_CLI_WRITES, 2, 2, due_options, run_task_due },
  { NULL },
};
