/* veche-cli-triage.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What comes first in the Inbox: its views, owners, targets, hours, weights, and how long answers take.
 */

#include "cli/veche-cli.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/veche-heat.h"
#include "analysis/veche-mood.h"
#include "analysis/veche-triage.h"
#include "store/veche-inbox-clock.h"
#include "store/veche-inbox-table.h"
#include "store/veche-inbox-views.h"
#include "store/veche-members-table.h"
#include "store/veche-sources-table.h"

#define A_STEP 500
#define DAYS   90

static char *due, *note, *source;
static int days = DAYS;

/*** Judging ***/

static gboolean
judge_all (VecheDb *db, GError **error)
{
  for (int n = 1; n > 0;)
    {
      if (!veche_db_begin (db, error))
        return FALSE;
      n = veche_triage_judge (db, A_STEP, error);
      if (n < 0)
        {
          veche_db_rollback (db);
          return FALSE;
        }
      if (!veche_db_commit (db, error))
        return FALSE;
    }

  return TRUE;
}

/* A workspace that can't be written to is read as it was judged last. */
void
veche_cli_judge (VecheCli *cli)
{
  g_autoptr (VecheDb) writer = NULL;

  if (!veche_triage_is_due (cli->db))
    return;
  writer = veche_db_open (cli->path, VECHE_DB_WRITER, NULL);
  if (writer != NULL)
    judge_all (writer, NULL);
}

/*** inbox views ***/

static void
print_view (VecheCli *cli, const char *uid, const char *name, gint64 count, const char *query, const char *problem)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%6" G_GINT64_FORMAT "  %s%s%s", MAX (count, 0), name, problem != NULL ? "  " : "", problem != NULL ? problem : "");
      return;
    }
  json = veche_cli_json ();
  veche_cli_text (json, "view", name);
  veche_cli_int (json, "count", MAX (count, 0));
  veche_cli_bool (json, "saved", uid != NULL);
  veche_cli_text (json, "uid", uid);
  veche_cli_text (json, "query", query);
  veche_cli_text (json, "problem", problem);
  veche_cli_print_json (json);
}

static gboolean
run_views (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) saved = NULL;
  VecheViewCounts counts;

  veche_cli_judge (cli);
  saved = veche_saved_views_list (cli->db, TRUE, error);
  if (saved == NULL || !veche_inbox_views_count (cli->db, 0, &counts, error))
    return FALSE;
  for (guint i = 1; i < VECHE_N_INBOX_VIEWS; i++)
    print_view (cli, NULL, veche_inbox_view_nick ((VecheInboxView) i), counts.n[i], NULL, NULL);
  for (guint i = 0; i < saved->len; i++)
    {
      const VecheSavedView *view = saved->pdata[i];
      g_autofree char *query = view->query != NULL ? veche_inbox_query_to_json (view->query) : NULL;

      print_view (cli, view->uid, view->name, view->count, query, view->problem);
    }

  return TRUE;
}

/*** assign ***/

/* "me", "nobody", or whoever members are named by. */
static gboolean
find_owner (VecheCli *cli, const char *who, char **uid, GError **error)
{
  gint64 me = strcmp (who, "me") == 0 ? veche_members_me (cli->db) : 0;

  *uid = NULL;
  if (strcmp (who, "nobody") == 0)
    return TRUE;
  if (strcmp (who, "me") == 0 && me == 0)
    return veche_cli_failed (error, "this workspace does not know who you are: say so with “veche-cli member edit NAME --me”");
  *uid = me != 0 ? veche_db_uid_for_id (cli->db, "member", me) : veche_cli_member_uid (cli, who, NULL, error);

  return *uid != NULL;
}

static gboolean
build_owner (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  gint64 id = veche_inbox_find (cli->db, cli->args[0], error), at = 0;
  g_autofree char *uid = id != 0 ? veche_db_uid_for_id (cli->db, "triage", id) : NULL;
  g_autofree char *owner = NULL;

  return uid != NULL && (due == NULL || veche_cli_parse_time (due, &at, error)) && find_owner (cli, cli->args[1], &owner, error) &&
         veche_inbox_edit_own (cli->db, edit, uid, owner, at, note, error);
}

static gboolean
run_assign (VecheCli *cli, GError **error)
{
  return veche_cli_edit (cli, "assign", NULL, build_owner, NULL, error);
}

/*** Numbers that a person sets ***/

static gboolean
read_number (const char *text, int *number, GError **error)
{
  char *end = NULL;
  gint64 read;

  errno = 0;
  read = g_ascii_strtoll (text, &end, 10);
  if (end == text || *end != '\0' || errno != 0 || read < G_MININT || read > G_MAXINT)
    return veche_cli_usage (error, "“%s” is no number", text);
  *number = (int) read;

  return TRUE;
}

static gboolean
run_targets (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) targets = veche_reply_targets_list (cli->db, error);

  for (guint i = 0; targets != NULL && i < targets->len; i++)
    {
      const VecheReplyTarget *target = targets->pdata[i];
      JsonBuilder *json;

      if (!cli->json)
        {
          veche_cli_line ("%6d min  %s%s%s%s", target->minutes, *target->kind != '\0' ? target->kind : "all others", target->source_name != NULL ? " in " : "",
                          target->source_name != NULL ? target->source_name : "", target->uid == NULL ? "  (as delivered)" : "");
          continue;
        }
      json = veche_cli_json ();
      veche_cli_text (json, "kind", *target->kind != '\0' ? target->kind : NULL);
      veche_cli_text (json, "source", target->source_name);
      veche_cli_int (json, "minutes", target->minutes);
      veche_cli_bool (json, "set", target->uid != NULL);
      veche_cli_print_json (json);
    }

  return targets != NULL;
}

static gboolean
build_target (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  g_autoptr (VecheSource) found = source != NULL ? veche_sources_load (cli->db, source, error) : NULL;
  const char *kind = strcmp (cli->args[0], "other") == 0 ? "" : cli->args[0];
  VecheMessageKind parsed;
  int minutes = -1;

  if (source != NULL && found == NULL)
    return FALSE;
  if (*kind != '\0' && !veche_message_kind_parse (kind, &parsed))
    return veche_cli_usage (error, "a target is of question, complaint, praise, idea, spam, talk or other");
  if (strcmp (cli->args[1], "default") != 0 && (!read_number (cli->args[1], &minutes, error) || minutes < 0))
    return error != NULL && *error != NULL ? FALSE : veche_cli_usage (error, "a target is a number of minutes, 0 for none, or “default”");

  return veche_reply_targets_edit (cli->db, edit, kind, found != NULL ? found->uid : NULL, minutes, error);
}

static gboolean
run_target (VecheCli *cli, GError **error)
{
  return veche_cli_edit (cli, "target", NULL, build_target, NULL, error);
}

static gboolean
run_weights (VecheCli *cli, GError **error)
{
  VecheWeights weights;

  veche_weights_load (cli->db, &weights);
  for (guint i = 0; i < VECHE_N_WEIGHTS; i++)
    {
      JsonBuilder *json;

      if (!cli->json)
        {
          veche_cli_line ("%5d  %s%s", weights.points[i], veche_weight_nick (i), weights.points[i] == veche_weight_default (i) ? "" : "  (changed)");
          continue;
        }
      json = veche_cli_json ();
      veche_cli_text (json, "weight", veche_weight_nick (i));
      veche_cli_int (json, "points", weights.points[i]);
      veche_cli_int (json, "default", veche_weight_default (i));
      veche_cli_print_json (json);
    }

  return TRUE;
}

static gboolean
build_weight (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  VecheWeight weight;
  int points;

  if (!veche_weight_parse (cli->args[0], &weight))
    return veche_cli_usage (error, "there is no weight “%s”: see “veche-cli weights”", cli->args[0]);
  points = veche_weight_default (weight);
  if (strcmp (cli->args[1], "default") != 0 && !read_number (cli->args[1], &points, error))
    return FALSE;

  return veche_weights_edit (cli->db, edit, weight, points, error);
}

static gboolean
run_weight (VecheCli *cli, GError **error)
{
  return veche_cli_edit (cli, "weight", NULL, build_weight, NULL, error);
}

/*** hours, holidays ***/

static gboolean
run_hours (VecheCli *cli, GError **error)
{
  g_autofree char *text = veche_inbox_hours_text (cli->db), *zone = veche_inbox_zone_text (cli->db);
  g_autoptr (GPtrArray) days_off = veche_holidays_list (cli->db, error);
  JsonBuilder *json;

  if (days_off == NULL)
    return FALSE;
  if (!cli->json)
    {
      veche_cli_line ("%s%s%s", *text != '\0' ? text : "always", *zone != '\0' ? "  " : "", zone);
      for (guint i = 0; i < days_off->len; i++)
        {
          const VecheHoliday *day = days_off->pdata[i];

          veche_cli_line ("off %s  %s", day->day, day->name != NULL ? day->name : "");
        }
      return TRUE;
    }
  json = veche_cli_json ();
  veche_cli_text (json, "hours", text);
  veche_cli_text (json, "zone", *zone != '\0' ? zone : NULL);
  json_builder_set_member_name (json, "holidays");
  json_builder_begin_array (json);
  for (guint i = 0; i < days_off->len; i++)
    json_builder_add_string_value (json, ((VecheHoliday *) days_off->pdata[i])->day);
  json_builder_end_array (json);
  veche_cli_print_json (json);

  return TRUE;
}

static gboolean
build_hours (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  return veche_inbox_hours_edit (cli->db, edit, strcmp (cli->args[0], "always") == 0 ? "" : cli->args[0], error);
}

static gboolean
run_set_hours (VecheCli *cli, GError **error)
{
  return veche_cli_edit (cli, "hours", NULL, build_hours, NULL, error);
}

static gboolean
build_zone (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  return veche_inbox_zone_edit (cli->db, edit, strcmp (cli->args[0], "local") == 0 ? "" : cli->args[0], error);
}

static gboolean
run_set_zone (VecheCli *cli, GError **error)
{
  return veche_cli_edit (cli, "hours", NULL, build_zone, NULL, error);
}

static gboolean
build_holiday (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  return veche_holidays_edit_add (cli->db, edit, cli->args[0], cli->n_args > 1 ? cli->args[1] : NULL, error);
}

static gboolean
run_holiday (VecheCli *cli, GError **error)
{
  return veche_cli_edit (cli, "holiday", NULL, build_holiday, NULL, error);
}

static gboolean
build_workday (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  return veche_holidays_edit_remove (cli->db, edit, cli->args[0], error);
}

static gboolean
run_workday (VecheCli *cli, GError **error)
{
  return veche_cli_edit (cli, "holiday", NULL, build_workday, NULL, error);
}

/*** answers ***/

static void
print_ages (VecheCli *cli, const guint ages[VECHE_N_AGES])
{
  static const char *const names[VECHE_N_AGES] = { "under_1_hour", "under_4_hours", "under_1_day", "under_3_days", "longer" };
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("waiting for us: %u under an hour, %u under 4 hours, %u under a day, %u under 3 days, %u longer", ages[0], ages[1], ages[2], ages[3],
                      ages[4]);
      return;
    }
  json = veche_cli_json ();
  json_builder_set_member_name (json, "waiting");
  json_builder_begin_object (json);
  for (guint i = 0; i < VECHE_N_AGES; i++)
    veche_cli_int (json, names[i], ages[i]);
  json_builder_end_object (json);
  veche_cli_print_json (json);
}

static gboolean
run_answers (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) times = NULL;
  guint ages[VECHE_N_AGES];

  if (days < 1 || days > 3660)
    return veche_cli_usage (error, "--days takes a number from 1 on");
  veche_cli_judge (cli);
  times = veche_inbox_answer_times (cli->db, veche_now () - days * G_TIME_SPAN_DAY, 0, error);
  if (times == NULL || !veche_inbox_ageing (cli->db, 0, ages, error))
    return FALSE;
  for (guint i = 0; i < times->len; i++)
    {
      const VecheAnswerTime *time = times->pdata[i];
      JsonBuilder *json;

      if (!cli->json)
        {
          veche_cli_line ("%6" G_GINT64_FORMAT " min  %s in %s: %u answered, %u late", time->median / 60, *time->kind != '\0' ? time->kind : "–",
                          time->source_name != NULL ? time->source_name : "–", time->n, time->late);
          continue;
        }
      json = veche_cli_json ();
      veche_cli_text (json, "kind", *time->kind != '\0' ? time->kind : NULL);
      veche_cli_text (json, "source", time->source_name);
      veche_cli_int (json, "median_minutes", time->median / 60);
      veche_cli_int (json, "answered", time->n);
      veche_cli_int (json, "late", time->late);
      veche_cli_print_json (json);
    }
  print_ages (cli, ages);

  return TRUE;
}

/*** heat ***/

static void
print_alert (VecheCli *cli, const VecheHeatAlert *alert)
{
  static const char *const kinds[] = { "thread", "source", "critic" };
  g_autofree char *uid = alert->interaction_id != 0 ? veche_db_uid_for_id (cli->db, "interaction", alert->interaction_id) : NULL;
  g_autofree char *since = veche_cli_day (alert->since);
  JsonBuilder *json;

  if (!cli->json && alert->kind == VECHE_HEAT_CRITIC)
    veche_cli_line ("critic  %s: %u negative messages since %s", alert->member_name, alert->n, since);
  else if (!cli->json)
    veche_cli_line ("%s  %s: %u messages by %u people since %s, usually %.1f (%.1f standard deviations, out of %u samples)%s%s", kinds[alert->kind],
                    alert->source_name, alert->n, alert->people, since, alert->usual, alert->z, alert->samples, uid != NULL ? "  " : "",
                    uid != NULL ? uid : "");
  if (!cli->json)
    return;

  json = veche_cli_json ();
  veche_cli_text (json, "what", kinds[alert->kind]);
  veche_cli_text (json, "source", alert->source_name);
  veche_cli_text (json, "interaction", uid);
  veche_cli_person (json, "member", alert->member_uid, alert->member_name);
  veche_cli_int (json, "n", alert->n);
  veche_cli_int (json, "people", alert->people);
  json_builder_set_member_name (json, "usual");
  json_builder_add_double_value (json, round (alert->usual * 10) / 10);
  json_builder_set_member_name (json, "z");
  json_builder_add_double_value (json, round (alert->z * 10) / 10);
  veche_cli_int (json, "samples", alert->samples);
  veche_cli_time (json, "since", alert->since);
  veche_cli_print_json (json);
}

static gboolean
run_heat (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) alerts = NULL;

  veche_cli_judge (cli);
  alerts = veche_heat_find (cli->db, 0, error);
  for (guint i = 0; alerts != NULL && i < alerts->len; i++)
    print_alert (cli, alerts->pdata[i]);

  return alerts != NULL;
}

static const GOptionEntry assign_options[] = {
  { "due", 0, 0, G_OPTION_ARG_STRING, &due, "Until when they are asked to answer", "WHEN" },
  { "note", 0, 0, G_OPTION_ARG_STRING, &note, "What they are asked to do", "TEXT" },
  { NULL },
};

static const GOptionEntry target_options[] = {
  { "source", 0, 0, G_OPTION_ARG_STRING, &source, "Only of what comes through this source", "SOURCE" },
  { NULL },
};

static const GOptionEntry answers_options[] = {
  { "days", 0, 0, G_OPTION_ARG_INT, &days, "Of so many days (90)", "N" },
  { NULL },
};

const VecheCliCommand veche_cli_triage_commands[] = {
  { "inbox views", "", "The views of the Inbox and how much is in them", VECHE_CLI_READS, 0, 0, NULL, run_views },
  { "assign", "UID MEMBER|me|nobody", "Whose mention it is; a colleague may be asked until a day", VECHE_CLI_WRITES, 2, 2, assign_options, run_assign },
  { "targets", "", "How long answers may take, by kind and source", VECHE_CLI_READS, 0, 0, NULL, run_targets },
  { "targets set", "KIND|other MINUTES|default", "Set one of them, in minutes of open hours", VECHE_CLI_WRITES, 2, 2, target_options, run_target },
  { "weights", "", "What priority is made of", VECHE_CLI_READS, 0, 0, NULL, run_weights },
  { "weights set", "NAME POINTS|default", "Change one of these weights", VECHE_CLI_WRITES, 2, 2, NULL, run_weight, TRUE },
  { "hours", "", "The hours at which mentions are answered, and holidays", VECHE_CLI_READS, 0, 0, NULL, run_hours },
  { "hours set", "HOURS|always", "Set them: “mon-fri 10:00-19:00”", VECHE_CLI_WRITES, 1, 1, NULL, run_set_hours },
  { "hours zone", "ZONE|local", "Where these hours are: “Europe/Moscow”", VECHE_CLI_WRITES, 1, 1, NULL, run_set_zone },
  { "holiday add", "DAY [NAME]", "Nobody answers on this day", VECHE_CLI_WRITES, 1, 2, NULL, run_holiday },
  { "holiday remove", "DAY", "It is no holiday", VECHE_CLI_WRITES, 1, 1, NULL, run_workday },
  { "heat", "", "What grows faster than usual, and who complains again", VECHE_CLI_READS, 0, 0, NULL, run_heat },
  { "answers", "[--days N]", "How long answers took, and what waits for one", VECHE_CLI_READS, 0, 0, answers_options, run_answers },
  { NULL },
};
