/* veche-cli-event-edit.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * event edit, event remove.
 */

#include "cli/veche-cli.h"

#include <string.h>

#include "model/veche-when.h"
#include "store/veche-events-table.h"

static char *title, *starts, *ends, *zone, *place, *link_text, *status;

static gboolean
build_time (VecheCli *cli, VecheEdit *edit, GError **error)
{
  g_autofree char *begin = starts != NULL ? veche_when_tidy (starts) : NULL, *end = ends != NULL ? veche_when_tidy (ends) : NULL;
  g_autoptr (GError) local = NULL;

  if (starts == NULL && ends == NULL && zone == NULL)
    return TRUE;
  if (starts == NULL)
    return veche_cli_usage (error, "a time has a beginning: say --starts, too");
  if (begin == NULL || (ends != NULL && end == NULL))
    return veche_cli_usage (error, "“%s” is not a time: write it like 2026-12-13T19:00", begin == NULL ? starts : ends);
  if (veche_events_edit_time (cli->db, edit, cli->args[0], begin, end, zone, &local))
    return TRUE;
  if (g_error_matches (local, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID))
    return veche_cli_usage (error, "%s", local->message);
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
build_edit (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  const struct { const char *field, *text; } texts[] = { { "title", title }, { "place", place }, { "link", link_text }, { "status", status } };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].text != NULL)
      veche_edit_set_text (edit, "event", cli->args[0], texts[i].field, *texts[i].text != '\0' ? texts[i].text : NULL);

  return build_time (cli, edit, error);
}

static gboolean
run_edit (VecheCli *cli, GError **error)
{
  static const char *const known[] = { "idea", "planned", "active", "done", "cancelled", NULL };

  if (title != NULL && *title == '\0')
    return veche_cli_usage (error, "an event needs a title");
  if (status != NULL && !g_strv_contains (known, status))
    return veche_cli_usage (error, "--status takes idea, planned, active, done, cancelled");
  if (veche_db_id_for_uid (cli->db, "event", cli->args[0]) == 0)
    return veche_cli_failed (error, "There is no event “%s”", cli->args[0]);

  return veche_cli_edit (cli, "edit-event", title, build_edit, NULL, error);
}

static gboolean
build_remove (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  veche_edit_delete (edit, "event", cli->args[0]);

  return TRUE;
}

static gboolean
run_remove (VecheCli *cli, GError **error)
{
  if (veche_db_id_for_uid (cli->db, "event", cli->args[0]) == 0)
    return veche_cli_failed (error, "There is no event “%s”", cli->args[0]);

  return veche_cli_edit (cli, "delete-event", NULL, build_remove, NULL, error);
}

static const GOptionEntry edit_options[] = {
  { "title", 0, 0, G_OPTION_ARG_STRING, &title, "What it is called", "TEXT" },
  { "starts", 0, 0, G_OPTION_ARG_STRING, &starts, "Local time", "2026-12-13T19:00" },
  { "ends", 0, 0, G_OPTION_ARG_STRING, &ends, "Local time; without it, it lasts as long as before", "2026-12-13T21:00" },
  { "tz", 0, 0, G_OPTION_ARG_STRING, &zone, "Time zone", "Europe/Moscow" },
  { "place", 0, 0, G_OPTION_ARG_STRING, &place, "Where; empty: nowhere yet", "TEXT" },
  { "link", 0, 0, G_OPTION_ARG_STRING, &link_text, "The address of the call or page", "URL" },
  { "status", 0, 0, G_OPTION_ARG_STRING, &status, "idea, planned, active, done, cancelled", "STATUS" },
  { NULL },
};

const VecheCliCommand veche_cli_event_edit_commands[] = {
  { "event edit", "UID [--starts TIME] [--title TEXT] …", "Change an event; moved, its tasks move with it", VECHE_CLI_WRITES, 1, 1, edit_options, run_edit },
  { "event remove", "UID", "Take an event out of the plan", VECHE_CLI_WRITES, 1, 1, NULL, run_remove },
  { NULL },
};
