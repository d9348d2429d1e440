/* veche-cli-source-opml.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists of feeds, in and out.
 */

#include "cli/veche-cli-sources-private.h"
#include "exchange/veche-opml.h"
#include "model/veche-edit.h"

#define MOST_BYTES (8 * 1024 * 1024)

static gboolean dry_run;

const GOptionEntry veche_cli_source_opml_options[] = {
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, "Only say which feeds would be added", NULL },
  { NULL },
};

static gboolean
build_feeds (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  veche_opml_edit_add (edit, data);

  return TRUE;
}

static void
print_feed (VecheCli *cli, const VecheOpmlFeed *feed)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%s  %s", feed->title, feed->url);
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "name", feed->title);
  veche_cli_text (json, "url", feed->url);
  veche_cli_bool (json, "added", !dry_run);
  veche_cli_print_json (json);
}

gboolean
veche_cli_source_import_opml (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) sources = veche_sources_list_plain (cli->db, error);
  g_autoptr (GPtrArray) feeds = NULL;
  g_autofree char *text = NULL;
  gsize length;

  text = sources != NULL ? veche_cli_read_text (cli->args[0], MOST_BYTES, &length, error) : NULL;
  if (text == NULL)
    return FALSE;
  feeds = veche_opml_read (text, length, error);
  if (feeds == NULL)
    return FALSE;
  veche_opml_compare (feeds, sources);
  for (guint i = feeds->len; i-- > 0;)
    if (((VecheOpmlFeed *) feeds->pdata[i])->known)
      g_ptr_array_remove_index (feeds, i);
  if (feeds->len > 0 && !dry_run && !veche_cli_edit (cli, "add-sources", NULL, build_feeds, feeds, error))
    return FALSE;
  for (guint i = 0; i < feeds->len; i++)
    print_feed (cli, feeds->pdata[i]);

  return TRUE;
}

gboolean
veche_cli_source_export_opml (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) sources = veche_sources_list_plain (cli->db, error);
  g_autofree char *text = sources != NULL ? veche_opml_write (sources) : NULL;

  if (text == NULL)
    return FALSE;
  if (cli->n_args > 0)
    return g_file_set_contents (cli->args[0], text, -1, error);
  g_print ("%s", text);

  return TRUE;
}
