/* veche-cli-coverage.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * coverage, backfill, members-sync: what is surely complete, and what can be done about the rest.
 */

#include "cli/veche-cli-sources-private.h"

#include <string.h>

#include "model/veche-uid.h"
#include "store/veche-coverage.h"

static char *channel, *since;
static VecheCliSourceWords said;
static char *token_from;

/* By its uid, its name, or its id on the platform. */
static gboolean
is_meant (const VecheChannelCoverage *one, const char *given)
{
  return strcmp (one->uid, given) == 0 || g_strcmp0 (one->name, given) == 0 || strcmp (one->remote_id, given) == 0;
}

static const VecheChannelCoverage *
find_channel (GPtrArray *channels, const char *given, GError **error)
{
  const VecheChannelCoverage *found = NULL;
  guint n = 0;

  for (guint i = 0; i < channels->len; i++)
    if (is_meant (channels->pdata[i], given))
      {
        found = channels->pdata[i];
        n++;
      }
  if (n == 1)
    return found;

  veche_cli_failed (error,
                    n == 0 ? "There is no channel “%s”: see “veche-cli coverage”"
                           : "Several channels are called “%s”: say the uid",
                    given);

  return NULL;
}

/*** What is complete ***/

static void
print_stretch (VecheCli *cli, const VecheChannelCoverage *one, gint64 from, gint64 to, gboolean complete)
{
  g_autofree char *first = veche_cli_day (from), *last = veche_cli_day (to);
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("  %s – %s  %s", first, last, complete ? "complete" : "missing");
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "channel", one->uid);
  veche_cli_time (json, "from", from);
  veche_cli_time (json, "to", to);
  veche_cli_bool (json, "complete", complete);
  veche_cli_print_json (json);
}

/* Stretch after stretch, complete and missing by turns, until where nothing is missed. */
static void
print_channel (VecheCli *cli, const VecheChannelCoverage *one)
{
  g_autoptr (GArray) gaps = veche_channel_coverage_gaps (one, 0, veche_now ());
  guint span = 0, gap = 0;

  if (!cli->json)
    veche_cli_line ("%s  %s  %s", one->uid, one->name != NULL ? one->name : one->remote_id,
                    one->source_name != NULL ? one->source_name : one->platform);
  while (span < one->spans->len || gap < gaps->len)
    {
      const VecheStretch *had = span < one->spans->len ? &g_array_index (one->spans, VecheStretch, span) : NULL;
      const VecheStretch *hole = gap < gaps->len ? &g_array_index (gaps, VecheStretch, gap) : NULL;
      gboolean complete = hole == NULL || (had != NULL && had->since < hole->since);
      const VecheStretch *next = complete ? had : hole;

      print_stretch (cli, one, next->since, next->until, complete);
      span += complete;
      gap += !complete;
    }
}

static gboolean
run_coverage (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) channels = veche_coverage_list (cli->db, 0, error);
  const VecheChannelCoverage *only = NULL;

  if (channels == NULL)
    return FALSE;
  if (channel != NULL)
    {
      only = find_channel (channels, channel, error);
      if (only == NULL)
        return FALSE;
    }
  for (guint i = 0; i < channels->len; i++)
    if (only == NULL || only == channels->pdata[i])
      print_channel (cli, channels->pdata[i]);

  return TRUE;
}

/*** Errands ***/

typedef struct
{
  gboolean members;
  char *source, *channel; /* uids (nullable) */
  gint64 since;
} VecheCliErrand;

static void
print_counts (VecheCli *cli, const VecheCliErrand *errand, const VecheErrandCounts *counts)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      if (errand->members)
        veche_cli_line ("%u people new, %u left", counts->people, counts->left);
      else
        veche_cli_line ("%u of %u gaps closed, %u messages new%s", counts->closed, counts->gaps, counts->interactions,
                        counts->missing > 0 ? "; the rest is not given there: import an export" : "");
      return;
    }

  json = veche_cli_json ();
  veche_cli_int (json, "gaps", counts->gaps);
  veche_cli_int (json, "closed", counts->closed);
  veche_cli_int (json, "messages", counts->interactions);
  veche_cli_int (json, "people", counts->people);
  veche_cli_int (json, "left", counts->left);
  veche_cli_int (json, "missing_seconds", counts->missing / G_USEC_PER_SEC);
  veche_cli_print_json (json);
}

static gboolean
do_errand (VecheCli *cli, VecheCliSession *session, const VecheCliErrand *errand, const char *token, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  VecheErrandCounts counts;
  gboolean kept, ok;

  if (token != NULL && !veche_cli_session_set_token (session, errand->source, token, &kept, error))
    return FALSE;

  veche_cli_session_follow (session);
  if (errand->members)
    veche_sync_members_async (session->sync, errand->source, NULL, veche_cli_session_ready, session);
  else
    veche_sync_backfill_async (session->sync, errand->source, errand->channel, errand->since, NULL,
                               veche_cli_session_ready, session);
  result = veche_cli_session_wait (session);
  ok = veche_sync_errand_finish (session->sync, result, &counts, error);
  veche_cli_progress (1, 1, "");
  print_counts (cli, errand, &counts);

  return ok;
}

/* What is known of the source and the channel before the engine opens the workspace. */
static gboolean
read_errand (VecheCli *cli, VecheCliErrand *errand, GError **error)
{
  if (cli->n_args > 0)
    {
      g_autoptr (VecheSource) source = veche_sources_load_plain (cli->db, cli->args[0], error);

      if (source == NULL)
        return FALSE;
      errand->source = g_strdup (source->uid);
    }
  if (!errand->members && channel != NULL)
    {
      g_autoptr (GPtrArray) channels = veche_coverage_list (cli->db, 0, error);
      const VecheChannelCoverage *found = channels != NULL ? find_channel (channels, channel, error) : NULL;

      if (found == NULL)
        return FALSE;
      if (found->source_uid == NULL)
        return veche_cli_failed (error, "No source reads “%s”: import an export of it", channel);
      errand->channel = g_strdup (found->uid);
      g_free (errand->source);
      errand->source = g_strdup (found->source_uid);
    }

  return since == NULL || veche_cli_parse_time (since, &errand->since, error);
}

static gboolean
run_errand (VecheCli *cli, gboolean members, GError **error)
{
  VecheCliErrand errand = { .members = members };
  g_autoptr (GError) local = NULL;
  g_autofree char *token = NULL;
  VecheCliSession session = { 0 };
  gboolean ok = read_errand (cli, &errand, &local);
  g_autofree char *source = errand.source, *only = errand.channel;

  if (ok && (said.secrets != NULL || token_from != NULL) && source == NULL)
    veche_cli_usage (&local, "which source is the token for? Say it");
  if (ok && local == NULL)
    ok = veche_cli_source_read_tokens (&said, token_from, &token, &local);
  if (!ok || local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  veche_db_close (g_steal_pointer (&cli->db));
  ok = veche_cli_session_open (cli, &session, error) && do_errand (cli, &session, &errand, token, error);
  veche_cli_session_close (&session);

  return ok;
}

static gboolean
run_backfill (VecheCli *cli, GError **error)
{
  return run_errand (cli, FALSE, error);
}

static gboolean
run_members_sync (VecheCli *cli, GError **error)
{
  return run_errand (cli, TRUE, error);
}

static const GOptionEntry coverage_options[] = {
  { "channel", 0, 0, G_OPTION_ARG_STRING, &channel, "Only this one: its name, uid, or id on its platform", "CHANNEL" },
  { NULL },
};

static const GOptionEntry backfill_options[] = {
  { "channel", 0, 0, G_OPTION_ARG_STRING, &channel, "Only this one: its name, uid, or id on its platform", "CHANNEL" },
  { "since", 0, 0, G_OPTION_ARG_STRING, &since, "From then on, also before it was known; without it, the known gaps",
    "DATE" },
  VECHE_CLI_SECRET_OPTIONS (said, token_from),
  { NULL },
};

static const GOptionEntry members_options[] = {
  VECHE_CLI_SECRET_OPTIONS (said, token_from),
  { NULL },
};

const VecheCliCommand veche_cli_coverage_commands[] = {
  { "coverage", "[--channel CHANNEL]", "Tell what is surely complete, and what is missing", VECHE_CLI_READS, 0, 0,
    coverage_options, run_coverage },
  { "backfill", "[SOURCE] [--channel CHANNEL] …", "Read what was said in the gaps, where that can be done",
    VECHE_CLI_WRITES, 0, 1, backfill_options, run_backfill },
  { "members-sync", "[SOURCE]", "Read who is there, where that can be done", VECHE_CLI_WRITES, 0, 1, members_options,
    run_members_sync },
  { NULL },
};
