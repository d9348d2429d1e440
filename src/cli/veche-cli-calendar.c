/* veche-cli-calendar.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan as an iCalendar file: calendar export.
 */

#include "cli/veche-cli.h"

#include <stdio.h>
#include <string.h>

#include "exchange/veche-ics.h"
#include "store/veche-calendar-table.h"
#include "store/veche-plan-table.h"

static char *event, *quarter;
static gboolean all, attendees;

static gboolean
write_text (const char *path, const char *text, GError **error)
{
  if (strcmp (path, "-") != 0)
    return g_file_set_contents (path, text, -1, error);

  return (fputs (text, stdout) >= 0 && fflush (stdout) == 0) || veche_cli_failed (error, "the output can't be written");
}

static gboolean
run_export (VecheCli *cli, GError **error)
{
  VecheCalendarQuery query = { .event_uid = event, .with_tasks = event == NULL, .with_guests = attendees };
  g_autofree char *first = NULL, *after = NULL, *text = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  JsonBuilder *json;

  if ((event != NULL) + (quarter != NULL) + all != 1)
    return veche_cli_usage (error, "say what to export: one of --event, --quarter and --all");
  if (quarter != NULL && !veche_quarter_is_valid (quarter))
    return veche_cli_usage (error, "“%s” is no quarter: write it like 2026Q4", quarter);
  if (quarter != NULL)
    veche_quarter_bounds (quarter, &first, &after);
  query.since = first;
  query.until = after;
  entries = veche_calendar_list (cli->db, &query, error);
  text = entries != NULL ? veche_ics_write (entries) : NULL;
  if (text == NULL || !write_text (cli->args[0], text, error))
    return FALSE;
  if (strcmp (cli->args[0], "-") == 0)
    return TRUE;
  if (!cli->json)
    {
      veche_cli_line ("%s  %u entries", cli->args[0], entries->len);
      return TRUE;
    }
  json = veche_cli_json ();
  veche_cli_text (json, "file", cli->args[0]);
  veche_cli_int (json, "entries", entries->len);
  veche_cli_print_json (json);

  return TRUE;
}

static const GOptionEntry export_options[] = {
  { "event", 0, 0, G_OPTION_ARG_STRING, &event, "Only this event; of a ritual, with the days of it that differ", "UID" },
  { "quarter", 0, 0, G_OPTION_ARG_STRING, &quarter, "Events and tasks of this quarter", "2026Q4" },
  { "all", 0, 0, G_OPTION_ARG_NONE, &all, "All events and tasks", NULL },
  { "attendees", 0, 0, G_OPTION_ARG_NONE, &attendees, "With the names and e-mail addresses of the guests; without it, nobody is named", NULL },
  { NULL },
};

const VecheCliCommand veche_cli_calendar_commands[] = {
  { "calendar export", "--event UID|--quarter Q|--all [--attendees] FILE|-", "The plan as an iCalendar file", VECHE_CLI_READS, 1, 1, export_options,
    run_export },
  { NULL },
};
