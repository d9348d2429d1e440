/* veche-cli-export.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People out: export csv, xlsx, ods, json, jsonl.
 */

#include "veche-config.h"

#include "cli/veche-cli.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "exchange/veche-export.h"
#include "store/veche-segments-table.h"

static char *query_text, *tag, *segment, *columns_names;
static gboolean with_private, archived;

static volatile sig_atomic_t stopped;

static void
on_interrupt (int signal_number)
{
  stopped = 1;
}

static void
on_progress (gint64 done, gint64 total, gpointer data)
{
  veche_cli_progress (done, total, "Exporting");
  if (stopped)
    g_cancellable_cancel (data);
}

static gboolean
find_format (VecheCli *cli, VecheExportFormat *format)
{
  const char *word = strchr (cli->command->name, ' ') + 1;

  for (int i = 0; i < VECHE_EXPORT_N_FORMATS; i++)
    if (g_str_equal (veche_export_suffix (i), word) || (i == VECHE_EXPORT_VCARD && g_str_equal (word, "vcard"))
        || (i == VECHE_EXPORT_VCARD_4 && g_str_equal (word, "vcard4")))
      {
        *format = i;
        return TRUE;
      }

  return FALSE;
}

/* NULL: there is no such segment. */
static VecheQuery *
make_query (VecheCli *cli, GError **error)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);
  g_autoptr (VecheSegment) found = segment != NULL ? veche_segments_find (cli->db, segment, error) : NULL;

  if (segment != NULL && found == NULL)
    return NULL;
  query->text = g_strdup (query_text);
  query->tag = g_strdup (tag);
  query->filter = found != NULL ? veche_filter_ref (found->filter) : NULL;
  query->with_archived = archived;

  return g_steal_pointer (&query);
}

static gboolean
choose_columns (VecheCli *cli, VecheExportOptions *options, GError **error)
{
  g_autoptr (GPtrArray) columns = veche_export_columns (cli->db, error);

  if (columns == NULL)
    return FALSE;
  if (columns_names != NULL)
    {
      g_autoptr (GError) local = NULL;

      options->columns = veche_export_choose (columns, columns_names, &local);

      return options->columns != NULL || veche_cli_usage (error, "--columns: %s", local->message);
    }
  if (with_private)
    veche_export_choose_private (columns);
  options->columns = g_steal_pointer (&columns);

  return TRUE;
}

static void
print_counts (VecheCli *cli, const char *path, const VecheExportCounts *counts)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%u people in %s; %u of them do not want to be written to", counts->people, path, counts->unwilling);
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "file", path);
  veche_cli_int (json, "people", counts->people);
  veche_cli_int (json, "do_not_contact", counts->unwilling);
  veche_cli_int (json, "clipped", counts->clipped);
  veche_cli_print_json (json);
}

static gboolean
write_out (VecheCli *cli, const VecheExportOptions *options, const char *path, GCancellable *cancellable, GError **error)
{
  VecheExportCounts counts = { 0 };
  g_autofree char *text = NULL;

  if (path != NULL)
    {
      gboolean ok = veche_export_people (cli->db, options, path, on_progress, cancellable, cancellable, &counts, error);

      veche_cli_progress (1, 1, "");
      if (ok)
        print_counts (cli, path, &counts);
      return ok;
    }

  text = veche_export_to_text (cli->db, options, NULL, NULL, NULL, cancellable, &counts, error);
  if (text != NULL)
    fputs (text, stdout);

  return text != NULL;
}

static gboolean
run_export (VecheCli *cli, GError **error)
{
  const char *path = cli->n_args > 0 && !g_str_equal (cli->args[0], "-") ? cli->args[0] : NULL;
  g_autoptr (VecheQuery) query = make_query (cli, error);
  g_autoptr (VecheExportOptions) options = query != NULL ? veche_export_options_new (VECHE_EXPORT_CSV, query) : NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  if (options == NULL)
    return FALSE;
  if (!find_format (cli, &options->format) || !veche_export_is_built (options->format))
    return veche_cli_failed (error, "This Veche was built without what “%s” needs", cli->command->name);
  if (path == NULL && veche_export_is_workbook (options->format))
    return veche_cli_usage (error, "a workbook needs a file: veche-cli %s FILE", cli->command->name);
  if (!choose_columns (cli, options, error))
    return FALSE;

  signal (SIGINT, on_interrupt);
  if (write_out (cli, options, path, cancellable, error))
    return TRUE;
  if (!g_cancellable_is_cancelled (cancellable))
    return FALSE;
  g_clear_error (error);

  return veche_cli_failed (error, "Stopped: no file was written");
}

static const GOptionEntry export_options[] = {
  { "query", 0, 0, G_OPTION_ARG_STRING, &query_text, "Only whom these words find", "TEXT" },
  { "tag", 0, 0, G_OPTION_ARG_STRING, &tag, "Only with this tag", "T" },
  { "segment", 0, 0, G_OPTION_ARG_STRING, &segment, "Only of this segment", "NAME" },
  { "archived", 0, 0, G_OPTION_ARG_NONE, &archived, "With the archived", NULL },
  { "private", 0, 0, G_OPTION_ARG_NONE, &with_private, "Also phones, notes, needs, consents and private fields", NULL },
  { "columns", 0, 0, G_OPTION_ARG_STRING, &columns_names, "Exactly these, in this order, for example name,telegram,city", "LIST" },
  { NULL },
};

const VecheCliCommand veche_cli_export_commands[] = {
  { "export csv", "[FILE] [--private] …", "People as a table", VECHE_CLI_READS, 0, 1, export_options, run_export },
  { "export vcard", "[FILE] [--private] …", "People as cards, vCard 3.0", VECHE_CLI_READS, 0, 1, export_options, run_export },
  { "export vcard4", "[FILE] [--private] …", "People as cards, vCard 4.0", VECHE_CLI_READS, 0, 1, export_options, run_export },
  { "export xlsx", "FILE [--private] …", "People as a workbook", VECHE_CLI_READS, 0, 1, export_options, run_export },
  { "export ods", "FILE [--private] …", "People as a workbook of LibreOffice", VECHE_CLI_READS, 0, 1, export_options, run_export },
  { "export json", "[FILE] [--private] …", "People as one JSON array", VECHE_CLI_READS, 0, 1, export_options, run_export },
  { "export jsonl", "[FILE] [--private] …", "People as JSON, one a line", VECHE_CLI_READS, 0, 1, export_options, run_export },
  { NULL },
};
