/* veche-cli-plan.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan: plan, project add, list, done; kind list, defaults.
 */

#include "cli/veche-cli-plan.h"

#include <string.h>

#include "analysis/veche-alarms.h"
#include "model/veche-edit.h"
#include "store/veche-plan-table.h"
#include "store/veche-plan-team.h"
#include "store/veche-plan-templates.h"

#define QUARTERS_SHOWN 4
#define AGENDA_WEEKS   4

static char *quarter, *goal, *measure, *owner, *status, *starts, *kind, *keep, *alter, *leave, *result, *language;

/*** Reading ***/

static void
add_team (JsonBuilder *json, GPtrArray *team)
{
  json_builder_set_member_name (json, "members");
  json_builder_begin_array (json);
  for (guint i = 0; i < team->len; i++)
    {
      VecheTeamMember *member = team->pdata[i];

      json_builder_begin_object (json);
      veche_cli_text (json, "uid", member->member_uid);
      veche_cli_text (json, "name", member->name);
      veche_cli_text (json, "competency", member->competency);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_slots (JsonBuilder *json, GPtrArray *slots)
{
  json_builder_set_member_name (json, "slots");
  json_builder_begin_array (json);
  for (guint i = 0; i < slots->len; i++)
    {
      VecheSlot *slot = slots->pdata[i];

      json_builder_begin_object (json);
      veche_cli_text (json, "uid", slot->uid);
      veche_cli_text (json, "title", slot->title);
      veche_cli_text (json, "competency", slot->competency);
      veche_cli_int (json, "needed", slot->needed);
      veche_cli_int (json, "filled", slot->filled->len);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_project (JsonBuilder *json, const char *key, VecheProject *plan)
{
  if (key != NULL)
    json_builder_set_member_name (json, key);
  if (plan == NULL)
    {
      json_builder_add_null_value (json);
      return;
    }

  json_builder_begin_object (json);
  veche_cli_text (json, "uid", plan->parent.uid);
  veche_cli_text (json, "quarter", plan->quarter);
  veche_cli_text (json, "title", plan->title);
  veche_cli_text (json, "goal", plan->goal);
  veche_cli_text (json, "status", plan->status);
  veche_cli_person (json, "owner", plan->owner_uid, plan->owner_name);
  veche_cli_text (json, "starts", plan->starts);
  veche_cli_text (json, "outcome", plan->outcome);
  add_slots (json, plan->slots);
  add_team (json, plan->team);
  json_builder_end_object (json);
}

static void
add_alarms (JsonBuilder *json, GPtrArray *alarms)
{
  json_builder_set_member_name (json, "alarms");
  json_builder_begin_array (json);
  for (guint i = 0; i < alarms->len; i++)
    {
      const VecheAlarm *alarm = alarms->pdata[i];

      json_builder_begin_object (json);
      veche_cli_text (json, "kind", veche_alarm_nick (alarm->kind));
      veche_cli_bool (json, "urgent", alarm->urgent);
      veche_cli_text (json, "uid", alarm->uid);
      veche_cli_text (json, "title", alarm->title);
      veche_cli_text (json, "project", alarm->project_uid);
      veche_cli_text (json, "day", alarm->day);
      if (alarm->days != G_MININT)
        veche_cli_int (json, "days", alarm->days);
      veche_cli_int (json, "n", alarm->n);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
print_json (VecheQuarter *plan, GPtrArray *alarms)
{
  JsonBuilder *json = veche_cli_json ();

  veche_cli_text (json, "quarter", plan->quarter);
  add_project (json, "project", plan->project);
  json_builder_set_member_name (json, "others");
  json_builder_begin_array (json);
  for (guint i = 0; i < plan->others->len; i++)
    add_project (json, NULL, plan->others->pdata[i]);
  json_builder_end_array (json);
  json_builder_set_member_name (json, "events");
  json_builder_begin_array (json);
  for (guint i = 0; i < plan->events->len; i++)
    veche_cli_add_event (json, plan->events->pdata[i]);
  json_builder_end_array (json);
  add_alarms (json, alarms);
  veche_cli_print_json (json);
}

static void
print_text (VecheQuarter *plan, GPtrArray *alarms)
{
  if (plan->project != NULL)
    veche_cli_line ("%s  %s  %s  (%s)", plan->quarter, plan->project->parent.uid, plan->project->title,
                    plan->project->status);
  else
    veche_cli_line ("%s  no joint project", plan->quarter);
  for (guint i = 0; i < plan->others->len; i++)
    {
      VecheProject *other = plan->others->pdata[i];

      veche_cli_line ("        %s  %s  (%s)", other->parent.uid, other->title, other->status);
    }
  for (guint i = 0; i < plan->events->len; i++)
    {
      VecheEvent *event = plan->events->pdata[i];

      veche_cli_line ("        %s  %s %s  %s  (%s)", event->parent.uid, event->starts, event->tz, event->title,
                      event->status);
    }
  for (guint i = 0; i < alarms->len; i++)
    {
      const VecheAlarm *alarm = alarms->pdata[i];

      veche_cli_line ("        ! %s  %s  %s", veche_alarm_nick (alarm->kind), alarm->day != NULL ? alarm->day : "–", alarm->title);
    }
}

static gboolean
print_quarter (VecheCli *cli, const char *name, GError **error)
{
  g_autoptr (VecheQuarter) plan = veche_plan_quarter (cli->db, name, error);
  g_autofree char *now = veche_quarter_now ();
  g_autoptr (VecheAgendas) agendas = NULL;
  g_autoptr (GPtrArray) alarms = NULL;

  if (plan == NULL)
    return FALSE;
  if (strcmp (name, now) == 0 && (agendas = veche_agendas_weigh (cli->db, AGENDA_WEEKS, 0, 0, error)) == NULL)
    return FALSE;
  alarms = veche_alarms_find (cli->db, name, agendas, 0, error);
  if (alarms == NULL)
    return FALSE;
  if (cli->json)
    print_json (plan, alarms);
  else
    print_text (plan, alarms);

  return TRUE;
}

static gboolean
check_quarter (GError **error)
{
  return quarter == NULL || veche_quarter_is_valid (quarter) ||
         veche_cli_usage (error, "“%s” is not a quarter: write it like 2026Q4", quarter);
}

static gboolean
run_plan (VecheCli *cli, GError **error)
{
  g_autofree char *name = quarter != NULL ? g_strdup (quarter) : veche_quarter_now ();

  if (!check_quarter (error))
    return FALSE;
  for (int i = 0; i < (quarter != NULL ? 1 : QUARTERS_SHOWN); i++)
    {
      char *next;

      if (!print_quarter (cli, name, error))
        return FALSE;
      next = veche_quarter_step (name, 1);
      g_free (name);
      name = next;
    }

  return TRUE;
}

/*** Adding ***/

static gboolean
check_status (const char *const *known, GError **error)
{
  g_autofree char *list = g_strjoinv (", ", (char **)known);

  return status == NULL || g_strv_contains (known, status) || veche_cli_usage (error, "--status takes %s", list);
}

static gboolean
build_project (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  g_autofree char *now = veche_quarter_now ();
  g_autofree char *owner_uid = owner != NULL ? veche_cli_member_uid (cli, owner, NULL, error) : NULL;
  char **uid = data;

  if (owner != NULL && owner_uid == NULL)
    return FALSE;

  *uid = g_strdup (veche_plan_edit_project (cli->db, edit, quarter != NULL ? quarter : now, cli->args[0], goal));
  if (owner_uid != NULL)
    veche_edit_set_ref (edit, "project", *uid, "owner_id", owner_uid);
  if (status != NULL)
    veche_edit_set_text (edit, "project", *uid, "status", status);
  if (starts != NULL)
    veche_edit_set_text (edit, "project", *uid, "starts", starts);
  if (measure != NULL)
    veche_edit_set_text (edit, "project", *uid, "measure", measure);
  if (kind != NULL)
    {
      g_autofree char *template_uid = veche_templates_find (cli->db, "project", kind, error);

      return template_uid != NULL && veche_templates_edit_apply (cli->db, edit, template_uid, *uid, error);
    }

  return TRUE;
}

static gboolean
run_project_add (VecheCli *cli, GError **error)
{
  static const char *const known[] = { "idea", "planned", "active", "done", "dropped", NULL };
  g_autofree char *uid = NULL;
  g_autofree char *of_day = starts != NULL ? veche_quarter_of_day (starts) : NULL;

  if (*cli->args[0] == '\0')
    return veche_cli_usage (error, "a project needs a title");
  if (starts != NULL && of_day == NULL)
    return veche_cli_usage (error, "“%s” is not a day: write it like 2026-12-13", starts);
  if (!check_quarter (error) || !check_status (known, error))
    return FALSE;

  if (!veche_cli_edit (cli, "project", cli->args[0], build_project, &uid, error))
    return FALSE;
  veche_cli_print_made (cli, uid, cli->args[0]);

  return TRUE;
}

/*** Listing, ending ***/

static void
print_project (VecheCli *cli, VecheProject *one, const VecheProjectMore *more)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%s  %s  %s  (%s)  %u/%u steps  %u/%u tasks  %u/%u people", one->parent.uid, one->quarter, one->title, one->status, more->steps_done,
                      more->steps, more->tasks_done, more->tasks, more->filled, more->needed);
      return;
    }
  json = veche_cli_json ();
  veche_cli_text (json, "uid", one->parent.uid);
  veche_cli_text (json, "quarter", one->quarter);
  veche_cli_text (json, "title", one->title);
  veche_cli_text (json, "kind", more->kind);
  veche_cli_text (json, "goal", one->goal);
  veche_cli_text (json, "measure", more->measure);
  veche_cli_text (json, "status", one->status);
  veche_cli_person (json, "owner", one->owner_uid, one->owner_name);
  veche_cli_text (json, "starts", one->starts);
  veche_cli_int (json, "steps", more->steps);
  veche_cli_int (json, "steps_done", more->steps_done);
  veche_cli_int (json, "tasks", more->tasks);
  veche_cli_int (json, "tasks_done", more->tasks_done);
  veche_cli_int (json, "needed", more->needed);
  veche_cli_int (json, "filled", more->filled);
  veche_cli_text (json, "result", more->result);
  veche_cli_text (json, "keep", more->keep);
  veche_cli_text (json, "alter", more->alter_next);
  veche_cli_text (json, "drop", more->drop_next);
  add_slots (json, one->slots);
  veche_cli_print_json (json);
}

static gboolean
run_project_list (VecheCli *cli, GError **error)
{
  g_autofree char *next = quarter != NULL && veche_quarter_is_valid (quarter) ? veche_quarter_step (quarter, 1) : NULL;
  g_autoptr (GPtrArray) projects = NULL;

  if (!check_quarter (error))
    return FALSE;
  projects = veche_plan_past_projects (cli->db, next != NULL ? next : "9999Q9", 1000, error);
  for (guint i = 0; projects != NULL && i < projects->len; i++)
    {
      VecheProject *one = projects->pdata[i];
      g_autoptr (VecheProjectMore) more = NULL;

      if (quarter != NULL && strcmp (one->quarter, quarter) != 0)
        continue;
      more = veche_team_load_project (cli->db, one->parent.uid, error);
      if (more == NULL)
        return FALSE;
      print_project (cli, one, more);
    }

  return projects != NULL;
}

static gboolean
build_project_done (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  veche_team_edit_retrospective (edit, cli->args[0], result, keep, alter, leave);

  return veche_team_edit_project_status (edit, cli->args[0], status != NULL ? status : "done", error);
}

static gboolean
run_project_done (VecheCli *cli, GError **error)
{
  static const char *const known[] = { "done", "dropped", NULL };
  g_autoptr (VecheProjectMore) more = NULL;

  if (!check_status (known, error))
    return FALSE;
  more = veche_team_load_project (cli->db, cli->args[0], error);

  return more != NULL && veche_cli_edit (cli, "project", cli->args[0], build_project_done, NULL, error);
}

/*** Kinds, with their templates ***/

static gboolean
run_kind_list (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) templates = veche_templates_list (cli->db, NULL, error);

  for (guint i = 0; templates != NULL && i < templates->len; i++)
    {
      const VechePlanTemplate *one = templates->pdata[i];
      JsonBuilder *json;

      if (!cli->json)
        {
          veche_cli_line ("%s  %s %s  %s  (%u)", one->uid, one->subject, one->code, one->name, one->items);
          continue;
        }
      json = veche_cli_json ();
      veche_cli_text (json, "uid", one->uid);
      veche_cli_text (json, "subject", one->subject);
      veche_cli_text (json, "code", one->code);
      veche_cli_text (json, "name", one->name);
      veche_cli_text (json, "about", one->about);
      veche_cli_int (json, "items", one->items);
      veche_cli_print_json (json);
    }

  return templates != NULL;
}

static gboolean
build_defaults (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  return veche_templates_edit_defaults (cli->db, edit, language, error) >= 0;
}

static gboolean
run_kind_defaults (VecheCli *cli, GError **error)
{
  return veche_cli_edit (cli, "template", NULL, build_defaults, NULL, error);
}

static const GOptionEntry plan_options[] = {
  { "quarter", 0, 0, G_OPTION_ARG_STRING, &quarter, "Only this one; without it, this and the next three", "2026Q4" },
  { NULL },
};

static const GOptionEntry project_options[] = {
  { "quarter", 0, 0, G_OPTION_ARG_STRING, &quarter, "Its quarter; without it, this one", "2026Q4" },
  { "goal", 0, 0, G_OPTION_ARG_STRING, &goal, "What it is for", "TEXT" },
  { "measure", 0, 0, G_OPTION_ARG_STRING, &measure, "By what is seen that it is reached", "TEXT" },
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, "A template: its steps, tasks and slots", "CODE" },
  { "owner", 0, 0, G_OPTION_ARG_STRING, &owner, "The member who leads it", "UID" },
  { "status", 0, 0, G_OPTION_ARG_STRING, &status, "idea, planned (without it), active, done, dropped", "STATUS" },
  { "starts", 0, 0, G_OPTION_ARG_STRING, &starts, "The day it culminates", "DAY" },
  { NULL },
};

static const GOptionEntry project_list_options[] = {
  { "quarter", 0, 0, G_OPTION_ARG_STRING, &quarter, "Only this one", "2026Q4" },
  { NULL },
};

static const GOptionEntry project_done_options[] = {
  { "status", 0, 0, G_OPTION_ARG_STRING, &status, "done (without it) or dropped", "STATUS" },
  { "result", 0, 0, G_OPTION_ARG_STRING, &result, "What its measure came to", "TEXT" },
  { "keep", 0, 0, G_OPTION_ARG_STRING, &keep, "What the next quarter keeps", "TEXT" },
  { "alter", 0, 0, G_OPTION_ARG_STRING, &alter, "What it does differently", "TEXT" },
  { "drop", 0, 0, G_OPTION_ARG_STRING, &leave, "What it leaves out", "TEXT" },
  { NULL },
};

static const GOptionEntry kind_options[] = {
  { "language", 0, 0, G_OPTION_ARG_STRING, &language, "en (without it) or ru", "CODE" },
  { NULL },
};

const VecheCliCommand veche_cli_plan_commands[] = {
  { "plan", "[--quarter 2026Q4]", "Quarters with their project and events", VECHE_CLI_READS, 0, 0, plan_options,
    run_plan },
  { "project add", "TITLE [--quarter 2026Q4] [--goal TEXT] …", "Plan a joint project", VECHE_CLI_WRITES, 1, 1,
    project_options, run_project_add },
  { "project list", "[--quarter 2026Q4]", "Projects with how far they are, newest first", VECHE_CLI_READS, 0, 0,
    project_list_options, run_project_list },
  { "project done", "UID [--keep TEXT] [--alter TEXT]", "A project is over, and what was learnt", VECHE_CLI_WRITES, 1, 1,
    project_done_options, run_project_done },
  { "kind list", "", "Kinds of projects and events", VECHE_CLI_READS, 0, 0, NULL, run_kind_list },
  { "kind defaults", "[--language ru]", "Add the kinds that the program brings along", VECHE_CLI_WRITES, 0, 0,
    kind_options, run_kind_defaults },
  { NULL },
};
