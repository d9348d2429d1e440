/* veche-cli-search.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli/veche-cli.h"

#include "store/veche-search-table.h"

#define DEFAULT_LIMIT 20

static int limit = DEFAULT_LIMIT;
static char *kind;
static gboolean best;

static const char *const kinds[VECHE_N_HIT_KINDS] = { "member", "message", "note", "event", "project", "competency", "tag", "organisation",
                                                         "article" };

static void
print_hit (VecheCli *cli, const VecheHit *hit)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      g_autofree char *day = hit->at != 0 ? veche_cli_day (hit->at) : g_strdup (hit->day != NULL ? hit->day : "");
      g_autofree char *text = veche_cli_clip (hit->text, 160);

      veche_cli_line ("%s  %s  %s  %s  %s  %s", kinds[hit->kind], hit->uid, hit->title != NULL ? hit->title : "",
                      hit->where != NULL ? hit->where : "", day, text);
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "kind", kinds[hit->kind]);
  veche_cli_text (json, "uid", hit->uid);
  veche_cli_text (json, "title", hit->title);
  veche_cli_text (json, "text", hit->text);
  veche_cli_text (json, "where", hit->where);
  veche_cli_time (json, "at", hit->at);
  veche_cli_text (json, "day", hit->day);
  veche_cli_text (json, "member", hit->member_uid);
  if (hit->kind == VECHE_HIT_TAG || hit->kind == VECHE_HIT_COMPETENCY || hit->kind == VECHE_HIT_ORGANISATION)
    veche_cli_int (json, "members", hit->count);
  veche_cli_print_json (json);
}

static gboolean
run_search (VecheCli *cli, GError **error)
{
  g_autofree char *typed = g_strjoinv (" ", cli->args);
  g_autoptr (VecheSearch) search = veche_search_new (typed);

  if (limit < 1)
    return veche_cli_usage (error, "--limit takes a number from 1 on");
  if (kind != NULL && !g_strv_contains ((const char *const[]){ kinds[0], kinds[1], kinds[2], kinds[3], kinds[4], kinds[5], kinds[6], kinds[7], kinds[8], NULL }, kind))
    return veche_cli_usage (error, "--kind takes member, message, note, event, project, competency, tag, organisation or article");
  if (veche_search_is_empty (search))
    return veche_cli_usage (error, "say what to look for: words, a \"phrase\", tag:, competency:, in:, from:, before:, after:, -not");

  for (guint i = 0; i < VECHE_N_HIT_KINDS; i++)
    {
      g_autoptr (GPtrArray) hits = NULL;

      if (kind != NULL && !g_str_equal (kind, kinds[i]))
        continue;
      hits = veche_search_section (cli->db, search, (VecheHitKind) i, (guint) limit, best ? VECHE_SEARCH_BEST : VECHE_SEARCH_NEWEST, NULL,
                                   error);
      if (hits == NULL)
        return FALSE;
      for (guint h = 0; h < hits->len; h++)
        print_hit (cli, hits->pdata[h]);
    }

  return TRUE;
}

static const GOptionEntry search_options[] = {
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, "Only these: member, message, note, event, project, competency, tag, organisation, article", "KIND" },
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit, "At most so many of each (20)", "N" },
  { "best", 0, 0, G_OPTION_ARG_NONE, &best, "Messages that answer best first, among the newest", NULL },
  { NULL },
};

const VecheCliCommand veche_cli_search_commands[] = {
  { "search", "TEXT [--kind KIND] [--limit N] [--best]", "Search everything", VECHE_CLI_READS, 1, -1, search_options, run_search },
  { NULL },
};
