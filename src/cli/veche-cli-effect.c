/* veche-cli-effect.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What events and projects did: effect; mark add, list.
 */

#include "cli/veche-cli-plan.h"

#include <string.h>

#include "analysis/veche-effect.h"
#include "model/veche-edit.h"
#include "model/veche-when.h"
#include "store/veche-effect-table.h"

static int days;
static char *day, *since, *until;

static void
add_measure (JsonBuilder *json, const char *key, const VecheEffectMeasure *measure)
{
  const struct { const char *key; double value; } values[] = {
    { "before", measure->before },             { "after", measure->after }, { "others_before", measure->others_before },
    { "others_after", measure->others_after }, { "gain", measure->gain },   { "spread", measure->spread },
  };

  json_builder_set_member_name (json, key);
  json_builder_begin_object (json);
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      json_builder_set_member_name (json, values[i].key);
      json_builder_add_double_value (json, (double) (gint64) (values[i].value * 1000 + (values[i].value < 0 ? -0.5 : 0.5)) / 1000);
    }
  json_builder_end_object (json);
}

static gboolean
run_effect (VecheCli *cli, GError **error)
{
  gboolean project = veche_db_id_for_uid (cli->db, "project", cli->args[0]) != 0;
  g_autoptr (VecheEffect) effect = NULL;
  JsonBuilder *json;

  if (days < 0 || days > 365)
    return veche_cli_usage (error, "--days takes a number from 1 to 365");
  effect = project ? veche_effect_of_project (cli->db, cli->args[0], (guint) days, 0, error)
                   : veche_effect_of_event (cli->db, cli->args[0], (guint) days, 0, error);
  if (effect == NULL)
    return FALSE;
  if (!cli->json)
    {
      veche_cli_line ("%s: %u came, %u of them compared with %u others, %u days before and after%s%s", effect->title, effect->came, effect->matched,
                      effect->others, effect->days, effect->small ? "; too few to tell" : "", effect->early ? "; too early to tell" : "");
      veche_cli_line ("messages a person: %.2f, then %.2f; others %.2f, then %.2f; gain %+.2f ± %.2f", effect->messages.before, effect->messages.after,
                      effect->messages.others_before, effect->messages.others_after, effect->messages.gain, effect->messages.spread);
      veche_cli_line ("people answered: %.2f, then %.2f; others %.2f, then %.2f; gain %+.2f ± %.2f", effect->people.before, effect->people.after,
                      effect->people.others_before, effect->people.others_after, effect->people.gain, effect->people.spread);
      return TRUE;
    }
  json = veche_cli_json ();
  veche_cli_text (json, project ? "project" : "event", effect->uid);
  veche_cli_text (json, "title", effect->title);
  veche_cli_int (json, "days", effect->days);
  veche_cli_int (json, "came", effect->came);
  veche_cli_int (json, "matched", effect->matched);
  veche_cli_int (json, "others", effect->others);
  veche_cli_bool (json, "small", effect->small);
  veche_cli_bool (json, "early", effect->early);
  veche_cli_bool (json, "telling", effect->telling);
  add_measure (json, "messages", &effect->messages);
  add_measure (json, "people", &effect->people);
  veche_cli_print_json (json);

  return TRUE;
}

/*** Marks ***/

static gboolean
build_mark (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  char **uid = data;

  *uid = g_strdup (veche_effect_edit_mark (edit, day, until, cli->args[0], error));

  return *uid != NULL;
}

static gboolean
run_mark_add (VecheCli *cli, GError **error)
{
  g_autofree char *today = veche_when_today (veche_now (), NULL), *uid = NULL;

  if (day == NULL)
    day = today;
  if (!veche_when_is_day (day) || (until != NULL && !veche_when_is_day (until)))
    return veche_cli_usage (error, "--day and --until take days: write them like 2026-12-13");
  if (!veche_cli_edit (cli, "mark", cli->args[0], build_mark, &uid, error))
    return FALSE;
  veche_cli_print_uid (cli, uid);

  return TRUE;
}

static gboolean
run_mark_list (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) marks = veche_effect_list_marks (cli->db, since != NULL ? since : "", until != NULL ? until : "~", error);

  for (guint i = 0; marks != NULL && i < marks->len; i++)
    {
      const VecheActionMark *mark = marks->pdata[i];
      JsonBuilder *json;

      if (!cli->json)
        {
          veche_cli_line ("%s  %s  %s", mark->day, mark->kind, mark->title);
          continue;
        }
      json = veche_cli_json ();
      veche_cli_text (json, "day", mark->day);
      veche_cli_text (json, "until", mark->until);
      veche_cli_text (json, "kind", mark->kind);
      veche_cli_text (json, "uid", mark->uid);
      veche_cli_text (json, "title", mark->title);
      veche_cli_print_json (json);
    }

  return marks != NULL;
}

static const GOptionEntry effect_options[] = {
  { "days", 0, 0, G_OPTION_ARG_INT, &days, "Before and after; without it, 30", "N" },
  { NULL },
};

static const GOptionEntry mark_options[] = {
  { "day", 0, 0, G_OPTION_ARG_STRING, &day, "When; without it, today", "DAY" },
  { "until", 0, 0, G_OPTION_ARG_STRING, &until, "Its last day", "DAY" },
  { NULL },
};

static const GOptionEntry marks_options[] = {
  { "since", 0, 0, G_OPTION_ARG_STRING, &since, "On this day or later", "DAY" },
  { "until", 0, 0, G_OPTION_ARG_STRING, &until, "Before this day", "DAY" },
  { NULL },
};

const VecheCliCommand veche_cli_effect_commands[] = {
  { "effect", "EVENT|PROJECT [--days N]", "What it did to those who came, against others like them", VECHE_CLI_READS, 1, 1, effect_options, run_effect },
  { "mark add", "TITLE [--day DAY]", "Something was done that charts shall show", VECHE_CLI_WRITES, 1, 1, mark_options, run_mark_add },
  { "mark list", "[--since DAY] [--until DAY]", "What was done: events, projects, marks", VECHE_CLI_READS, 0, 0, marks_options, run_mark_list },
  { NULL },
};
