/* veche-cli-plan.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan: plan, project add, event add.
 */

#include "cli/veche-cli.h"

#include <string.h>

#include "model/veche-edit.h"
#include "store/veche-plan-table.h"

#define QUARTERS_SHOWN 4

static char *quarter, *goal, *owner, *status, *starts, *ends, *zone, *kind, *place, *link_text, *project;
static gboolean online;

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
  add_team (json, plan->team);
  json_builder_end_object (json);
}

static void
add_event (JsonBuilder *json, VecheEvent *event)
{
  json_builder_begin_object (json);
  veche_cli_text (json, "uid", event->parent.uid);
  veche_cli_text (json, "title", event->title);
  veche_cli_text (json, "kind", event->kind);
  veche_cli_text (json, "starts", event->starts);
  veche_cli_text (json, "ends", event->ends);
  veche_cli_text (json, "tz", event->tz);
  veche_cli_time (json, "at", event->starts_at);
  veche_cli_bool (json, "online", event->online);
  veche_cli_text (json, "place", event->place);
  veche_cli_text (json, "link", event->link);
  veche_cli_text (json, "status", event->status);
  veche_cli_int (json, "coming", event->coming);
  veche_cli_int (json, "came", event->came);
  json_builder_end_object (json);
}

static void
print_json (VecheQuarter *plan)
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
    add_event (json, plan->events->pdata[i]);
  json_builder_end_array (json);
  veche_cli_print_json (json);
}

static void
print_text (VecheQuarter *plan)
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
}

static gboolean
print_quarter (VecheCli *cli, const char *name, GError **error)
{
  g_autoptr (VecheQuarter) plan = veche_plan_quarter (cli->db, name, error);

  if (plan == NULL)
    return FALSE;
  if (cli->json)
    print_json (plan);
  else
    print_text (plan);

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

  return TRUE;
}

static gboolean
print_uid (VecheCli *cli, const char *uid)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%s", uid);
      return TRUE;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "uid", uid);
  veche_cli_text (json, "title", cli->args[0]);
  veche_cli_print_json (json);

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

  return veche_cli_edit (cli, "project", cli->args[0], build_project, &uid, error) && print_uid (cli, uid);
}

/* "2026-12-13 19:00" is as good as with a T, and a bare day begins in the morning. */
static char *
tidy_local (const char *text)
{
  char *tidy = strlen (text) == 10 ? g_strconcat (text, "T10:00", NULL) : g_strdup (text);

  if (strlen (tidy) >= 16 && tidy[10] == ' ')
    tidy[10] = 'T';
  if (strlen (tidy) > 16)
    tidy[16] = '\0';

  return tidy;
}

static gboolean
build_event (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  g_autofree char *begin = tidy_local (starts);
  g_autofree char *end = ends != NULL ? tidy_local (ends) : NULL;
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  const char *tz = zone != NULL ? zone : g_time_zone_get_identifier (local);
  g_autoptr (GTimeZone) known = g_time_zone_new_identifier (tz);
  char **uid = data;

  if (known == NULL || veche_plan_instant (begin, tz) == 0)
    return veche_cli_usage (error,
                            "“%s” in “%s” is not a time: write it like --starts 2026-12-13T19:00 --tz Europe/Moscow",
                            starts, tz);
  if (end != NULL && veche_plan_instant (end, tz) < veche_plan_instant (begin, tz))
    return veche_cli_usage (error, "it can't end (%s) before it starts (%s)", end, begin);

  *uid = g_strdup (
    veche_plan_edit_event (cli->db, edit, cli->args[0], kind != NULL ? kind : "meeting", begin, end, tz));
  veche_edit_set_int (edit, "event", *uid, "online", online || (link_text != NULL && place == NULL));
  if (place != NULL)
    veche_edit_set_text (edit, "event", *uid, "place", place);
  if (link_text != NULL)
    veche_edit_set_text (edit, "event", *uid, "link", link_text);
  if (status != NULL)
    veche_edit_set_text (edit, "event", *uid, "status", status);
  if (project != NULL)
    veche_edit_set_ref (edit, "event", *uid, "project_id", project);

  return TRUE;
}

static gboolean
run_event_add (VecheCli *cli, GError **error)
{
  static const char *const known[] = { "idea", "planned", "active", "done", "cancelled", NULL };
  g_autofree char *uid = NULL;

  if (*cli->args[0] == '\0')
    return veche_cli_usage (error, "an event needs a title");
  if (starts == NULL)
    return veche_cli_usage (error, "when does it start? Write it like --starts 2026-12-13T19:00");
  if (!check_status (known, error))
    return FALSE;

  return veche_cli_edit (cli, "event", cli->args[0], build_event, &uid, error) && print_uid (cli, uid);
}

static const GOptionEntry plan_options[] = {
  { "quarter", 0, 0, G_OPTION_ARG_STRING, &quarter, "Only this one; without it, this and the next three", "2026Q4" },
  { NULL },
};

static const GOptionEntry project_options[] = {
  { "quarter", 0, 0, G_OPTION_ARG_STRING, &quarter, "Its quarter; without it, this one", "2026Q4" },
  { "goal", 0, 0, G_OPTION_ARG_STRING, &goal, "What it is for", "TEXT" },
  { "owner", 0, 0, G_OPTION_ARG_STRING, &owner, "The member who leads it", "UID" },
  { "status", 0, 0, G_OPTION_ARG_STRING, &status, "idea, planned (without it), active, done, dropped", "STATUS" },
  { "starts", 0, 0, G_OPTION_ARG_STRING, &starts, "The day it culminates", "DAY" },
  { NULL },
};

static const GOptionEntry event_options[] = {
  { "starts", 0, 0, G_OPTION_ARG_STRING, &starts, "Local time", "2026-12-13T19:00" },
  { "ends", 0, 0, G_OPTION_ARG_STRING, &ends, "Local time", "2026-12-13T21:00" },
  { "tz", 0, 0, G_OPTION_ARG_STRING, &zone, "Time zone; without it, this computer's", "Europe/Moscow" },
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, "meeting (without it), webinar, talk, workshop, contest, ritual, other",
    "KIND" },
  { "online", 0, 0, G_OPTION_ARG_NONE, &online, "Takes place on the net", NULL },
  { "place", 0, 0, G_OPTION_ARG_STRING, &place, "Where", "TEXT" },
  { "link", 0, 0, G_OPTION_ARG_STRING, &link_text, "The address of the call or page", "URL" },
  { "status", 0, 0, G_OPTION_ARG_STRING, &status, "idea, planned (without it), active, done, cancelled", "STATUS" },
  { "project", 0, 0, G_OPTION_ARG_STRING, &project, "The project it belongs to", "UID" },
  { NULL },
};

const VecheCliCommand veche_cli_plan_commands[] = {
  { "plan", "[--quarter 2026Q4]", "Quarters with their project and events", VECHE_CLI_READS, 0, 0, plan_options,
    run_plan },
  { "project add", "TITLE [--quarter 2026Q4] [--goal TEXT] …", "Plan a joint project", VECHE_CLI_WRITES, 1, 1,
    project_options, run_project_add },
  { "event add", "TITLE --starts TIME [--tz ZONE] …", "Plan an event", VECHE_CLI_WRITES, 1, 1, event_options,
    run_event_add },
  { NULL },
};
