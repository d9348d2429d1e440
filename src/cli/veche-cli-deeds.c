/* veche-cli-deeds.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What people give, and where that puts them: contributions, milestones, stages.
 */

#include "cli/veche-cli.h"

#include "analysis/veche-contributions.h"
#include "analysis/veche-occasions.h"
#include "analysis/veche-stages.h"
#include "model/veche-uid.h"

static int days = 180;
static gboolean apply;

static void
print_links (JsonBuilder *json, GPtrArray *links)
{
  json_builder_set_member_name (json, "links");
  json_builder_begin_array (json);
  for (guint i = 0; i < links->len; i++)
    {
      const VecheLinked *one = links->pdata[i];

      json_builder_begin_object (json);
      veche_cli_text (json, "host", one->host);
      veche_cli_int (json, "count", one->count);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
print_contributions (VecheCli *cli, const char *uid, const VecheContributions *sum)
{
  JsonBuilder *json = veche_cli_json ();

  veche_cli_text (json, "uid", uid);
  for (guint kind = 0; kind < VECHE_N_DEEDS; kind++)
    veche_cli_int (json, veche_deed_to_nick (kind), sum->counts[kind]);
  veche_cli_int (json, "thanked", sum->thanked);
  veche_cli_int (json, "greetings", sum->greetings);
  json_builder_set_member_name (json, "score");
  json_builder_add_double_value (json, sum->score);
  veche_cli_text (json, "example", sum->example);
  veche_cli_time (json, "since", sum->since);
  veche_cli_time (json, "first", sum->first);
  veche_cli_time (json, "hundredth", sum->hundredth);
  print_links (json, sum->links);
  veche_cli_print_json (json);
}

static gboolean
run_contributions (VecheCli *cli, GError **error)
{
  gint64 id = 0;
  g_autofree char *uid = veche_cli_member_uid (cli, cli->args[0], &id, error);
  g_autoptr (VecheContributions) sum = NULL;

  if (uid == NULL)
    return FALSE;
  if (days < 1)
    return veche_cli_usage (error, "--days takes a number above 0");
  sum = veche_contributions_load (cli->db, id, veche_now () - days * G_TIME_SPAN_DAY, error);
  if (sum == NULL)
    return FALSE;

  if (cli->json)
    {
      print_contributions (cli, uid, sum);
      return TRUE;
    }
  veche_cli_line ("%s: %.1f points out of %u messages in %d days", cli->subject, sum->score, sum->read, days);
  for (guint kind = 0; kind < VECHE_N_DEEDS; kind++)
    veche_cli_line ("  %-9s %4u × %.1f", veche_deed_to_nick (kind), sum->counts[kind], sum->weights[kind]);
  if (sum->example != NULL)
    veche_cli_line ("  thanked %u times: “%s”", sum->thanked, sum->example);
  for (guint i = 0; i < sum->links->len; i++)
    veche_cli_line ("  links to %s: %u", ((VecheLinked *) sum->links->pdata[i])->host, ((VecheLinked *) sum->links->pdata[i])->count);

  return TRUE;
}

static void
print_milestone (VecheCli *cli, const VecheOccasion *one)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      g_autofree char *words = one->kind == VECHE_OCCASION_MESSAGES  ? g_strdup_printf ("message %u", one->n)
                               : one->kind == VECHE_OCCASION_ANSWERS ? g_strdup_printf ("answer %u", one->n)
                                                                     : g_strdup ("first help");

      veche_cli_line ("%s  %s: %s", one->day, one->name, words);
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "uid", one->uid);
  veche_cli_text (json, "name", one->name);
  veche_cli_text (json, "kind", veche_occasion_to_nick (one->kind));
  veche_cli_int (json, "number", one->n);
  veche_cli_time (json, "at", one->at);
  veche_cli_text (json, "message", one->interaction_uid);
  veche_cli_print_json (json);
}

/* Birthdays and years with us are what "dates" tells. */
static gboolean
run_milestones (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) found = NULL;

  if (days < 1 || days > 40000)
    return veche_cli_usage (error, "--days takes a number from 1 to 40000");
  found = veche_occasions_list (cli->db, 0, veche_now (), (guint) days, 0, FALSE, 500, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    print_milestone (cli, found->pdata[i]);

  return found != NULL;
}

static gboolean
build_stages (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  veche_stages_edit (edit, data);

  return TRUE;
}

static void
print_move (VecheCli *cli, const VecheStageMove *move)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%s: %s → %s (%d days)", move->name, *move->before != '\0' ? move->before : "none", move->after, move->days);
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "uid", move->uid);
  veche_cli_text (json, "name", move->name);
  veche_cli_text (json, "before", *move->before != '\0' ? move->before : NULL);
  veche_cli_text (json, "after", move->after);
  veche_cli_int (json, "days", move->days);
  veche_cli_print_json (json);
}

static gboolean
run_stages (VecheCli *cli, GError **error)
{
  VecheStageRules rules;
  g_autoptr (GPtrArray) moves = NULL;

  veche_stage_rules_load (cli->db, &rules);
  moves = veche_stages_propose (cli->db, &rules, 0, error);
  if (moves == NULL)
    return FALSE;
  if (apply && moves->len > 0 && !veche_cli_edit (cli, "stage", NULL, build_stages, moves, error))
    return FALSE;
  for (guint i = 0; i < moves->len; i++)
    print_move (cli, moves->pdata[i]);

  return TRUE;
}

static const GOptionEntry stages_options[] = {
  { "apply", 0, 0, G_OPTION_ARG_NONE, &apply, "Move them, as one gesture", NULL },
  { NULL },
};

static const GOptionEntry days_options[] = {
  { "days", 0, 0, G_OPTION_ARG_INT, &days, "How far back (180)", "N" },
  { NULL },
};

const VecheCliCommand veche_cli_deeds_commands[] = {
  { "contributions", "MEMBER [--days N]", "What somebody gave: help, things made, feedback, talk", VECHE_CLI_READS, 1, 1, days_options,
    run_contributions },
  { "milestones", "[--days N]", "Who wrote for the first or hundredth time, helped for the first time", VECHE_CLI_READS, 0, 0, days_options, run_milestones },
  { "stages", "[--apply]", "Who would move to another stage, and why", VECHE_CLI_WRITES, 0, 0, stages_options, run_stages },
  { NULL },
};
