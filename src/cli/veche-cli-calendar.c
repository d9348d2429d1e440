/* veche-cli-calendar.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan as an iCalendar file, out and in: calendar export, calendar import.
 */

#include "cli/veche-cli.h"

#include <stdio.h>
#include <string.h>

#include "exchange/veche-ics.h"
#include "store/veche-calendar-table.h"
#include "store/veche-plan-table.h"

static char *event, *quarter;
static gboolean all, attendees, dry_run;

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

/*** In ***/

static const char *const outcomes[] = { "new", "changed", "same", "refused" };

typedef struct { VecheIcs *ics; GPtrArray *steps; } Import;

static void
add_list (JsonBuilder *json, const char *key, char **names, guint n)
{
  json_builder_set_member_name (json, key);
  json_builder_begin_array (json);
  for (guint i = 0; i < n; i++)
    json_builder_add_string_value (json, names[i]);
  json_builder_end_array (json);
}

static void
print_step (VecheCli *cli, const VecheCalendarStep *step)
{
  const VecheCalendarEntry *entry = step->entry;
  g_autofree char *fields = step->fields != NULL ? g_strjoinv (", ", step->fields) : NULL;
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%-8s %-16s  %s%s%s", outcomes[step->outcome], entry->starts != NULL ? entry->starts : "", entry->title,
                      step->reason != NULL || fields != NULL ? "  " : "", step->reason != NULL ? step->reason : fields != NULL ? fields : "");
      for (guint i = 0; i < entry->lost->len; i++)
        veche_cli_line ("         lost: %s", (char *) entry->lost->pdata[i]);
      return;
    }
  json = veche_cli_json ();
  veche_cli_text (json, "outcome", outcomes[step->outcome]);
  veche_cli_text (json, "object", entry->task ? "task" : "event");
  veche_cli_text (json, "ical_uid", entry->uid);
  veche_cli_text (json, "uid", step->uid);
  veche_cli_text (json, "title", entry->title);
  veche_cli_text (json, "starts", entry->starts);
  veche_cli_text (json, "reason", step->reason);
  add_list (json, "fields", step->fields, step->fields != NULL ? g_strv_length (step->fields) : 0);
  veche_cli_int (json, "guests", step->guests);
  add_list (json, "kept", (char **) entry->kept->pdata, entry->kept->len);
  add_list (json, "lost", (char **) entry->lost->pdata, entry->lost->len);
  veche_cli_print_json (json);
}

static void
print_refusal (VecheCli *cli, const VecheIcsRefusal *refusal)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("refused  %s  %s", refusal->title != NULL ? refusal->title : refusal->uid != NULL ? refusal->uid : "", refusal->reason);
      return;
    }
  json = veche_cli_json ();
  veche_cli_text (json, "outcome", "refused");
  veche_cli_text (json, "ical_uid", refusal->uid);
  veche_cli_text (json, "title", refusal->title);
  veche_cli_text (json, "reason", refusal->reason);
  veche_cli_print_json (json);
}

static gboolean
build_import (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  Import *import = data;

  import->steps = veche_calendar_compare (cli->db, import->ics->entries, error);

  return import->steps != NULL && veche_calendar_edit_import (cli->db, edit, import->steps, error);
}

static gboolean
run_import (VecheCli *cli, GError **error)
{
  gsize length;
  char *text = veche_cli_read_text (cli->args[0], VECHE_ICS_MOST_BYTES, &length, error);
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new_take (text, length) : NULL;
  g_autoptr (VecheIcs) ics = bytes != NULL ? veche_ics_read (bytes, NULL, error) : NULL;
  g_autofree char *name = ics != NULL ? g_path_get_basename (cli->args[0]) : NULL;
  Import import = { ics, NULL };
  g_autoptr (GPtrArray) steps = NULL;
  gboolean done;

  if (ics == NULL)
    return FALSE;
  if (dry_run)
    done = (import.steps = veche_calendar_compare (cli->db, ics->entries, error)) != NULL;
  else
    done = veche_cli_edit (cli, "import-calendar", name, build_import, &import, error);
  steps = import.steps;
  for (guint i = 0; done && i < steps->len; i++)
    print_step (cli, steps->pdata[i]);
  for (guint i = 0; done && i < ics->refused->len; i++)
    print_refusal (cli, ics->refused->pdata[i]);

  return done;
}

static const GOptionEntry import_options[] = {
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, "Only say what it would bring", NULL },
  { NULL },
};

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
  { "calendar import", "FILE [--dry-run]", "Bring an iCalendar file into the plan", VECHE_CLI_WRITES, 1, 1, import_options, run_import },
  { NULL },
};
