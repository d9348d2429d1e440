/* veche-cli-archive.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The whole workspace: export archive, import archive.
 */

#include "cli/veche-cli.h"

#include "exchange/veche-archive.h"

static void
on_progress (gint64 done, gint64 total, gpointer writing)
{
  veche_cli_progress (done, total, GPOINTER_TO_INT (writing) ? "Writing" : "Reading");
}

static void
print_counts (VecheCli *cli, const char *path, const VecheArchiveCounts *counts)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%" G_GINT64_FORMAT " members and %" G_GINT64_FORMAT " interactions came from %s", counts->members, counts->interactions, path);
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "archive", path);
  veche_cli_int (json, "rows", counts->rows);
  veche_cli_int (json, "members", counts->members);
  veche_cli_int (json, "interactions", counts->interactions);
  veche_cli_print_json (json);
}

static gboolean
run_export (VecheCli *cli, GError **error)
{
  if (!veche_archive_write (cli->db, cli->args[0], on_progress, GINT_TO_POINTER (TRUE), NULL, error))
    return FALSE;

  if (cli->json)
    {
      JsonBuilder *json = veche_cli_json ();

      veche_cli_text (json, "archive", cli->args[0]);
      veche_cli_print_json (json);
    }
  else
    veche_cli_line ("%s", cli->args[0]);

  return TRUE;
}

static gboolean
run_import (VecheCli *cli, GError **error)
{
  VecheArchiveCounts counts = { 0 };

  if (!veche_db_begin (cli->db, error))
    return FALSE;
  if (!veche_archive_read (cli->db, cli->args[0], on_progress, GINT_TO_POINTER (FALSE), NULL, &counts, error))
    {
      veche_db_rollback (cli->db);
      return FALSE;
    }
  if (!veche_db_commit (cli->db, error))
    return FALSE;
  print_counts (cli, cli->args[0], &counts);

  return TRUE;
}

const VecheCliCommand veche_cli_archive_commands[] = {
  { "export archive", "FILE.zip", "All of the workspace: CSV, JSON and the file itself", VECHE_CLI_READS, 1, 1, NULL, run_export },
  { "import archive", "FILE.zip", "Bring a whole workspace into a new one", VECHE_CLI_CREATES, 1, 1, NULL, run_import },
  { NULL },
};
