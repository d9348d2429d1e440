/* veche-cli-talk.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is talked about, and what is passed on.
 */

#include "cli/veche-cli.h"

#include "analysis/veche-talk.h"
#include "model/veche-uid.h"
#include "store/veche-experts-table.h"
#include "store/veche-segments-table.h"

#define SHOWN_IDS 20

static int days = 30, top = 20;
static char *community, *segment;

static gboolean
print_line (VecheCli *cli, VecheTalkLine *line, const char *name, gboolean topic, GError **error)
{
  g_autoptr (GArray) newest = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) said = NULL;
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%4u people  %5u messages  %s", line->people, line->messages, line->name);
      return TRUE;
    }

  for (guint i = line->ids->len; i > 0 && newest->len < SHOWN_IDS; i--)
    g_array_append_val (newest, g_array_index (line->ids, gint64, i - 1));
  said = veche_experts_said (cli->db, newest, error);
  if (said == NULL)
    return FALSE;
  json = veche_cli_json ();
  veche_cli_text (json, name, line->name);
  if (topic)
    {
      json_builder_set_member_name (json, "competency");
      json_builder_add_boolean_value (json, line->known);
    }
  veche_cli_int (json, "people", line->people);
  veche_cli_int (json, "messages", line->messages);
  veche_cli_time (json, "last", line->last);
  json_builder_set_member_name (json, "newest");
  json_builder_begin_array (json);
  for (guint i = 0; i < said->len; i++)
    json_builder_add_string_value (json, ((VecheSaidRow *) said->pdata[i])->uid);
  json_builder_end_array (json);
  veche_cli_print_json (json);

  return TRUE;
}

static gboolean
run_talk (VecheCli *cli, gboolean topics, GError **error)
{
  VecheTalkWhat what = { .community = community };
  g_autoptr (VecheSegment) found = NULL;
  g_autoptr (VecheTalk) talk = NULL;
  GPtrArray *lines;

  if (days < 1 || days > 40000)
    return veche_cli_usage (error, "--days takes a number from 1 to 40000");
  if (top < 1)
    return veche_cli_usage (error, "--top takes a number above 0");
  if (segment != NULL)
    {
      found = veche_segments_find (cli->db, segment, error);
      if (found == NULL)
        return FALSE;
      what.segment = found->filter;
    }
  what.since = veche_now () - days * G_TIME_SPAN_DAY;
  talk = veche_talk_load (cli->db, &what, (guint) top, error);
  if (talk == NULL)
    return FALSE;

  lines = topics ? talk->topics : talk->links;
  if (!cli->json)
    veche_cli_line ("%u messages of %u people in %d days", talk->read, talk->people, days);
  for (guint i = 0; i < lines->len; i++)
    if (!print_line (cli, lines->pdata[i], topics ? "topic" : "link", topics, error))
      return FALSE;

  return TRUE;
}

static gboolean
run_links (VecheCli *cli, GError **error)
{
  return run_talk (cli, FALSE, error);
}

static gboolean
run_topics (VecheCli *cli, GError **error)
{
  return run_talk (cli, TRUE, error);
}

static const GOptionEntry talk_options[] = {
  { "days", 0, 0, G_OPTION_ARG_INT, &days, "How far back (30)", "N" },
  { "community", 0, 0, G_OPTION_ARG_STRING, &community, "Only in the channels of this community", "NAME" },
  { "segment", 0, 0, G_OPTION_ARG_STRING, &segment, "Only by members of this segment", "NAME" },
  { "top", 0, 0, G_OPTION_ARG_INT, &top, "At most so many (20)", "N" },
  { NULL },
};

const VecheCliCommand veche_cli_talk_commands[] = {
  { "links", "[--days N] [--segment NAME] …", "Links that most people shared", VECHE_CLI_READS, 0, 0, talk_options, run_links },
  { "topics", "[--days N] [--segment NAME] …", "Topics that most people talked about", VECHE_CLI_READS, 0, 0, talk_options, run_topics },
  { NULL },
};
