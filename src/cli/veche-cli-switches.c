/* veche-cli-switches.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Talks that were moved away from where they began: switches.
 */

#include "cli/veche-cli.h"

#include "store/veche-closings-table.h"

static int days;

static void
print_fate (JsonBuilder *json, const char *name, const VecheTalkFate *fate, gboolean enough)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_object (json);
  veche_cli_int (json, "talks", fate->talks);
  veche_cli_int (json, "silent", fate->silent);
  json_builder_set_member_name (json, "share");
  if (enough)
    json_builder_add_double_value (json, (double) fate->silent / fate->talks);
  else
    json_builder_add_null_value (json);
  json_builder_end_object (json);
}

static gboolean
run_switches (VecheCli *cli, GError **error)
{
  VecheSwitches switches;
  JsonBuilder *json;

  if (days < 0 || days > 90)
    return veche_cli_usage (error, "--days takes a number from 1 to 90");
  if (!veche_closings_count (cli->db, (guint) days, &switches, error))
    return FALSE;

  if (cli->json)
    {
      json = veche_cli_json ();
      veche_cli_int (json, "days", switches.days);
      veche_cli_bool (json, "enough", switches.enough);
      veche_cli_int (json, "least", VECHE_SWITCHES_LEAST);
      print_fate (json, "same", &switches.same, switches.enough);
      print_fate (json, "elsewhere", &switches.elsewhere, switches.enough);
      veche_cli_print_json (json);
      return TRUE;
    }

  veche_cli_line ("Answered where they asked: %u, silent for %u days after: %u", switches.same.talks, switches.days, switches.same.silent);
  veche_cli_line ("Answered elsewhere: %u, silent for %u days after: %u", switches.elsewhere.talks, switches.days, switches.elsewhere.silent);
  if (!switches.enough)
    veche_cli_line ("Too few to compare: it takes %d of each", VECHE_SWITCHES_LEAST);

  return TRUE;
}

static const GOptionEntry switches_options[] = {
  { "days", 0, 0, G_OPTION_ARG_INT, &days, "The silence that ends a talk; 14 without it", "N" },
  { NULL },
};

const VecheCliCommand veche_cli_switches_commands[] = {
  { "switches", "[--days N]", "What became of talks that were answered elsewhere than asked", VECHE_CLI_READS, 0, 0, switches_options, run_switches },
  { NULL },
};
