/* veche-cli-segments.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Saved filters: segment list, add, show, members, remove.
 */

#include "cli/veche-cli.h"

#include "cli/veche-cli-profile.h"
#include "model/veche-query.h"
#include "store/veche-query-sql.h"
#include "store/veche-segments-table.h"

static char *filter_json, *where;
static int limit;

static void
print_segment (VecheCli *cli, VecheSegment *segment)
{
  g_autofree char *json = segment->filter != NULL ? veche_filter_to_json (segment->filter) : NULL;
  JsonBuilder *builder;

  if (!cli->json)
    {
      if (segment->filter != NULL)
        veche_cli_line ("%s  %s  %" G_GINT64_FORMAT, segment->uid, segment->name, segment->count);
      else
        veche_cli_line ("%s  %s  – (%s)", segment->uid, segment->name, segment->problem);
      return;
    }

  builder = veche_cli_json ();
  veche_cli_text (builder, "uid", segment->uid);
  veche_cli_text (builder, "name", segment->name);
  if (segment->count >= 0)
    veche_cli_int (builder, "count", segment->count);
  else
    veche_cli_text (builder, "count", NULL);
  veche_cli_text (builder, "problem", segment->problem);
  json_builder_set_member_name (builder, "filter");
  if (json != NULL)
    json_builder_add_value (builder, json_from_string (json, NULL));
  else
    json_builder_add_null_value (builder);
  veche_cli_print_json (builder);
}

static gboolean
run_list (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) list = veche_segments_list (cli->db, TRUE, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    print_segment (cli, list->pdata[i]);

  return list != NULL;
}

static gboolean
run_show (VecheCli *cli, GError **error)
{
  g_autoptr (VecheSegment) segment = veche_segments_find (cli->db, cli->args[0], error);
  g_autofree char *json = NULL;

  if (segment == NULL)
    return FALSE;
  segment->count = veche_segments_count (cli->db, segment->filter, error);
  if (segment->count < 0)
    return FALSE;

  print_segment (cli, segment);
  if (cli->json)
    return TRUE;
  json = veche_filter_to_json (segment->filter);
  veche_cli_line ("%s", json);

  return TRUE;
}

VecheFilter *
veche_cli_read_filter (const char *json, const char *words, GError **error)
{
  g_autoptr (GError) local = NULL;
  VecheFilter *filter;

  if (json != NULL && words != NULL)
    {
      veche_cli_usage (error, "say --filter or --where, not both");
      return NULL;
    }
  filter = json != NULL ? veche_filter_from_json (json, &local) : veche_filter_from_words (words, &local);
  if (filter == NULL)
    veche_cli_usage (error, "%s", local->message);

  return filter;
}

static gboolean
build_add (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  return veche_segments_edit_add (cli->db, edit, cli->args[0], data, NULL, error);
}

static gboolean
run_add (VecheCli *cli, GError **error)
{
  g_autoptr (VecheFilter) filter = NULL;

  if (filter_json == NULL && where == NULL)
    return veche_cli_usage (error, "say --where CONDITIONS or --filter JSON");
  filter = veche_cli_read_filter (filter_json, where, error);

  return filter != NULL && veche_cli_edit (cli, "segment", cli->args[0], build_add, filter, error) && run_show (cli, error);
}

static gboolean
build_remove (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  veche_edit_delete (edit, "segment", data);

  return TRUE;
}

/* Also one that can't be read. */
static gboolean
run_remove (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) list = veche_segments_list (cli->db, FALSE, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      VecheSegment *segment = list->pdata[i];

      if (g_strcmp0 (segment->name, cli->args[0]) == 0 || g_strcmp0 (segment->uid, cli->args[0]) == 0)
        return veche_cli_edit (cli, "segment", segment->name, build_remove, segment->uid, error);
    }

  return list != NULL && veche_cli_failed (error, "There is no segment “%s”", cli->args[0]);
}

static gboolean
run_members (VecheCli *cli, GError **error)
{
  g_autoptr (VecheSegment) segment = veche_segments_find (cli->db, cli->args[0], error);
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);
  g_autoptr (GArray) ids = NULL;

  if (segment == NULL)
    return FALSE;
  if (limit < 0)
    return veche_cli_usage (error, "--limit takes a number; 0 is all");

  query->filter = veche_filter_ref (segment->filter);
  query->limit = (guint) limit;
  ids = veche_query_ids (cli->db, query, error);
  for (guint i = 0; ids != NULL && i < ids->len; i += 500)
    if (!veche_cli_print_members (cli, query, &g_array_index (ids, gint64, i), MIN (500, ids->len - i), error))
      return FALSE;

  return ids != NULL;
}

static const GOptionEntry add_options[] = {
  { "where", 0, 0, G_OPTION_ARG_STRING, &where, "Conditions in words: tag = x and city = y and not wrote in 30 days", "CONDITIONS" },
  { "filter", 0, 0, G_OPTION_ARG_STRING, &filter_json, "The same as JSON", "JSON" },
  { NULL },
};

static const GOptionEntry members_options[] = {
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit, "At most so many", "N" },
  { NULL },
};

const VecheCliCommand veche_cli_segments_commands[] = {
  { "segment list", "", "List the saved segments with their number of members", VECHE_CLI_READS, 0, 0, NULL, run_list },
  { "segment add", "NAME --where CONDITIONS", "Save a segment", VECHE_CLI_WRITES, 1, 1, add_options, run_add },
  { "segment show", "NAME", "One segment and its filter", VECHE_CLI_READS, 1, 1, NULL, run_show },
  { "segment members", "NAME [--limit N]", "Who is in it now", VECHE_CLI_READS, 1, 1, members_options, run_members },
  { "segment remove", "NAME", "Remove a segment; its members stay", VECHE_CLI_WRITES, 1, 1, NULL, run_remove },
  { NULL },
};
