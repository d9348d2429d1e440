/* veche-cli-harvest.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What people say of themselves: harvest, proposals; the board of needs and offers: wishes.
 */

#include "cli/veche-cli.h"

#include <string.h>

#include "analysis/veche-harvest.h"
#include "analysis/veche-wish-match.h"
#include "model/veche-edit.h"
#include "store/veche-members-table.h"
#include "store/veche-proposals-table.h"
#include "store/veche-wishes-table.h"

#define ANSWERS_AT_ONCE 20000   /* messages a transaction */
#define MAX_FILE        (16 * 1024 * 1024)

static char *channel, *thread, *file, *state, *value, *kind, *met_by;
static int limit, level;
static gboolean dry_run, answers;

/*** harvest ***/

static void
print_find (VecheCli *cli, const VecheHarvestFind *find)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      g_autofree char *quote = veche_cli_clip (find->quote, 160);

      veche_cli_line ("%s  %s: %s%s  “%s”%s", find->member_name, find->kind, find->value,
                      strcmp (find->kind, "competency") != 0 ? "" : find->known ? "" : " (new)", quote, find->repeated ? "  (known)" : "");
      return;
    }

  json = veche_cli_json ();
  veche_cli_person (json, "member", find->member_uid, find->member_name);
  veche_cli_text (json, "kind", find->kind);
  veche_cli_text (json, "value", find->value);
  if (find->level != 0)
    veche_cli_int (json, "level", find->level);
  veche_cli_text (json, "quote", find->quote);
  veche_cli_text (json, "message", find->interaction_uid);
  veche_cli_bool (json, "new", strcmp (find->kind, "competency") == 0 && !find->known);
  veche_cli_bool (json, "repeated", find->repeated);
  veche_cli_print_json (json);
}

static gint64
find_row (VecheCli *cli, const char *table, const char *uid, GError **error)
{
  gint64 id = veche_db_id_for_uid (cli->db, table, uid);

  if (id == 0)
    veche_cli_failed (error, "there is no %s %s", strcmp (table, "channel") == 0 ? "channel" : "message", uid);

  return id;
}

/* A name in the file that is nobody's: {"unknown": "Анна"}. */
static void
print_unknown (VecheCli *cli, const char *name)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("Nobody is called %s", name);
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "unknown", name);
  veche_cli_print_json (json);
}

static GPtrArray *
harvest_file (VecheCli *cli, GError **error)
{
  g_autofree char *text = veche_cli_read_text (file, MAX_FILE, NULL, error);
  g_auto (GStrv) unknown = NULL;
  GPtrArray *finds;

  if (text == NULL)
    return NULL;
  finds = veche_harvest_lines (cli->db, text, &unknown, error);
  for (guint i = 0; finds != NULL && unknown[i] != NULL; i++)
    print_unknown (cli, unknown[i]);

  return finds;
}

static GPtrArray *
harvest (VecheCli *cli, GError **error)
{
  gint64 id;

  if (file != NULL)
    return harvest_file (cli, error);
  id = find_row (cli, channel != NULL ? "channel" : "interaction", channel != NULL ? channel : thread, error);
  if (id == 0)
    return NULL;

  return channel != NULL ? veche_harvest_channel (cli->db, id, (guint) limit, NULL, error) : veche_harvest_thread (cli->db, id, error);
}

static gboolean
suggest (VecheCli *cli, GError **error)
{
  for (;;)
    {
      int read;

      if (!veche_db_begin (cli->db, error))
        return FALSE;
      read = veche_suggest_from_answers (cli->db, ANSWERS_AT_ONCE, error);
      if (read < 0 || !veche_db_commit (cli->db, error))
        {
          if (veche_db_in_transaction (cli->db))
            veche_db_rollback (cli->db);
          return FALSE;
        }
      if (read == 0)
        return TRUE;
    }
}

static gboolean
keep (VecheCli *cli, GPtrArray *finds, GError **error)
{
  int kept;

  if (!veche_db_begin (cli->db, error))
    return FALSE;
  kept = veche_harvest_keep (cli->db, finds, error);
  if (kept < 0)
    {
      veche_db_rollback (cli->db);
      return FALSE;
    }
  if (!cli->json)
    veche_cli_line ("%d new of %u found: see “veche-cli proposals”", kept, finds->len);

  return veche_db_commit (cli->db, error);
}

static gboolean
run_harvest (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) finds = NULL;

  if ((channel != NULL) + (thread != NULL) + (file != NULL) + answers != 1)
    return veche_cli_usage (error, "from where? Give one of --channel, --thread, --file and --answers");
  if (limit < 0)
    return veche_cli_usage (error, "--limit takes a number from 1 on");
  if (answers)
    return suggest (cli, error);

  finds = harvest (cli, error);
  for (guint i = 0; finds != NULL && i < finds->len; i++)
    print_find (cli, finds->pdata[i]);

  return finds != NULL && (dry_run || keep (cli, finds, error));
}

/*** proposals ***/

static void
print_proposal (VecheCli *cli, const VecheProposal *proposal)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      g_autofree char *quote = veche_cli_clip (proposal->quote, 160);

      veche_cli_line ("%s  %s  %s: %s  “%s”", proposal->uid, proposal->member_name, proposal->kind, proposal->value, quote);
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "uid", proposal->uid);
  veche_cli_person (json, "member", proposal->member_uid, proposal->member_name);
  veche_cli_text (json, "kind", proposal->kind);
  veche_cli_text (json, "value", proposal->value);
  if (proposal->level != 0)
    veche_cli_int (json, "level", proposal->level);
  veche_cli_text (json, "quote", proposal->quote);
  veche_cli_text (json, "message", proposal->interaction_uid);
  veche_cli_text (json, "origin", proposal->origin);
  veche_cli_int (json, "count", proposal->count);
  veche_cli_text (json, "state", proposal->state);
  veche_cli_time (json, "at", proposal->said != 0 ? proposal->said : proposal->at);
  veche_cli_print_json (json);
}

static gboolean
run_proposals (VecheCli *cli, GError **error)
{
  static const char *const states[] = { "open", "accepted", "rejected", "all", NULL };
  g_autoptr (GPtrArray) proposals = NULL;
  gint64 member = 0;

  if (state != NULL && !g_strv_contains (states, state))
    return veche_cli_usage (error, "--state takes open, accepted, rejected or all");
  if (cli->n_args > 0 && (member = veche_members_find (cli->db, cli->args[0], error)) == 0)
    return FALSE;

  proposals = veche_proposals_list (cli->db, state == NULL ? "open" : strcmp (state, "all") == 0 ? NULL : state, member, (guint) MAX (limit, 0), error);
  for (guint i = 0; proposals != NULL && i < proposals->len; i++)
    print_proposal (cli, proposals->pdata[i]);

  return proposals != NULL;
}

static gboolean
build_accept (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  for (guint i = 0; i < cli->n_args; i++)
    if (!veche_proposals_edit_accept (cli->db, edit, cli->args[i], value, level, error))
      return FALSE;

  return TRUE;
}

static gboolean
run_accept (VecheCli *cli, GError **error)
{
  if (level < 0 || level > 5)
    return veche_cli_usage (error, "--level takes a number from 1 to 5");
  if (value != NULL && cli->n_args > 1)
    return veche_cli_usage (error, "--value goes with one proposal");

  return veche_cli_edit (cli, "accept", NULL, build_accept, NULL, error);
}

static gboolean
build_reject (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  for (guint i = 0; i < cli->n_args; i++)
    {
      if (veche_db_id_for_uid (cli->db, "proposal", cli->args[i]) == 0)
        return veche_cli_failed (error, "there is no proposal %s", cli->args[i]);
      veche_proposals_edit_reject (edit, cli->args[i]);
    }

  return TRUE;
}

static gboolean
run_reject (VecheCli *cli, GError **error)
{
  return veche_cli_edit (cli, "reject", NULL, build_reject, NULL, error);
}

/*** wishes ***/

static void
print_wish (VecheCli *cli, const VecheWish *wish)
{
  g_autofree char *day = veche_cli_day (wish->at);
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%s  %s  %s  %s  %s: %s", wish->uid, day, wish->kind, wish->state, wish->member_name, wish->text);
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "uid", wish->uid);
  veche_cli_person (json, "member", wish->member_uid, wish->member_name);
  veche_cli_text (json, "kind", wish->kind);
  veche_cli_text (json, "text", wish->text);
  veche_cli_text (json, "state", wish->state);
  veche_cli_time (json, "at", wish->at);
  veche_cli_person (json, "met_by", wish->met_by_uid, wish->met_by_name);
  veche_cli_print_json (json);
}

static gboolean
run_wishes (VecheCli *cli, GError **error)
{
  static const char *const states[] = { "open", "met", "dropped", "all", NULL };
  g_autoptr (GPtrArray) wishes = NULL;
  gint64 member = 0;

  if (state != NULL && !g_strv_contains (states, state))
    return veche_cli_usage (error, "--state takes open, met, dropped or all");
  if (kind != NULL && strcmp (kind, "need") != 0 && strcmp (kind, "offer") != 0)
    return veche_cli_usage (error, "--kind takes need or offer");
  if (cli->n_args > 0 && (member = veche_members_find (cli->db, cli->args[0], error)) == 0)
    return FALSE;

  wishes = veche_wishes_list (cli->db, kind, state == NULL ? "open" : strcmp (state, "all") == 0 ? NULL : state, member, (guint) MAX (limit, 0), error);
  for (guint i = 0; wishes != NULL && i < wishes->len; i++)
    print_wish (cli, wishes->pdata[i]);

  return wishes != NULL;
}

static gboolean
build_wish (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  g_autofree char *uid = veche_cli_member_uid (cli, cli->args[0], NULL, error);

  if (uid == NULL)
    return FALSE;
  *(char **) data = g_strdup (veche_wishes_edit_add (edit, uid, cli->args[1], cli->args[2], 0, NULL));

  return TRUE;
}

static gboolean
run_wish_add (VecheCli *cli, GError **error)
{
  g_autofree char *uid = NULL;

  if (strcmp (cli->args[1], "need") != 0 && strcmp (cli->args[1], "offer") != 0)
    return veche_cli_usage (error, "need or offer?");
  if (cli->args[2][0] == '\0')
    return veche_cli_usage (error, "say it in words");

  if (!veche_cli_edit (cli, "wish", NULL, build_wish, &uid, error))
    return FALSE;
  veche_cli_print_uid (cli, uid);

  return TRUE;
}

static gboolean
build_close (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  g_autofree char *by = met_by != NULL ? veche_cli_member_uid (cli, met_by, NULL, error) : NULL;

  if (met_by != NULL && by == NULL)
    return FALSE;
  if (veche_db_id_for_uid (cli->db, "wish", cli->args[0]) == 0)
    return veche_cli_failed (error, "there is no need or offer %s", cli->args[0]);
  veche_wishes_edit_state (edit, cli->args[0], data, by);

  return TRUE;
}

static gboolean
run_wish_met (VecheCli *cli, GError **error)
{
  return veche_cli_edit (cli, "wish-met", NULL, build_close, (gpointer) "met", error);
}

static gboolean
run_wish_drop (VecheCli *cli, GError **error)
{
  return veche_cli_edit (cli, "wish-drop", NULL, build_close, (gpointer) "dropped", error);
}

static void
print_match (VecheCli *cli, const VecheWishMatch *match)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%3d  %s  %s: %s%s", match->points, match->name, match->what, match->words, match->same_city ? "  (same city)" : "");
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "uid", match->uid);
  veche_cli_text (json, "name", match->name);
  veche_cli_int (json, "points", match->points);
  veche_cli_text (json, "what", match->what);
  veche_cli_text (json, "words", match->words);
  veche_cli_text (json, "shared", match->shared);
  veche_cli_bool (json, "same_city", match->same_city);
  veche_cli_text (json, "wish", match->wish_uid);
  veche_cli_print_json (json);
}

static gboolean
run_wish_match (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) matches = veche_wishes_match (cli->db, cli->args[0], (guint) MAX (limit, 0), error);

  for (guint i = 0; matches != NULL && i < matches->len; i++)
    print_match (cli, matches->pdata[i]);

  return matches != NULL;
}

static const GOptionEntry harvest_options[] = {
  { "channel", 0, 0, G_OPTION_ARG_STRING, &channel, "What was said in this channel", "UID" },
  { "thread", 0, 0, G_OPTION_ARG_STRING, &thread, "What was said around this message", "INTERACTION" },
  { "file", 0, 0, G_OPTION_ARG_FILENAME, &file, "A text: “Name: words”, an empty line between people", "F" },
  { "answers", 0, 0, G_OPTION_ARG_NONE, &answers, "Who often answers about a topic, from what is new since the last time", NULL },
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit, "Of a channel, the newest so many; 5000 without it", "N" },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, "Show, keep nothing", NULL },
  { NULL },
};

static const GOptionEntry list_options[] = {
  { "state", 0, 0, G_OPTION_ARG_STRING, &state, "open, accepted, rejected or all", "STATE" },
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit, "At most so many", "N" },
  { NULL },
};

static const GOptionEntry accept_options[] = {
  { "value", 0, 0, G_OPTION_ARG_STRING, &value, "Another name for it", "TEXT" },
  { "level", 0, 0, G_OPTION_ARG_INT, &level, "Of a competency, 1 to 5", "N" },
  { NULL },
};

static const GOptionEntry wishes_options[] = {
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, "need or offer", "KIND" },
  { "state", 0, 0, G_OPTION_ARG_STRING, &state, "open, met, dropped or all", "STATE" },
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit, "At most so many, the newest", "N" },
  { NULL },
};

static const GOptionEntry met_options[] = {
  { "by", 0, 0, G_OPTION_ARG_STRING, &met_by, "Who has met it", "WHO" },
  { NULL },
};

static const GOptionEntry match_options[] = {
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit, "At most so many", "N" },
  { NULL },
};

const VecheCliCommand veche_cli_harvest_commands[] = {
  { "harvest", "--channel UID | --thread INTERACTION | --file F | --answers [--dry-run]", "Propose what people say of themselves", VECHE_CLI_WRITES, 0, 0,
    harvest_options, run_harvest },
  { "proposals accept", "UID… [--value TEXT] [--level N]", "Take over into the profile", VECHE_CLI_WRITES, 1, -1, accept_options, run_accept },
  { "proposals reject", "UID…", "Never propose that again", VECHE_CLI_WRITES, 1, -1, NULL, run_reject },
  { "proposals", "[WHO] [--state STATE]", "What was proposed", VECHE_CLI_READS, 0, 1, list_options, run_proposals },
  { "wishes add", "WHO need|offer TEXT", "Put a need or an offer on the board", VECHE_CLI_WRITES, 3, 3, NULL, run_wish_add },
  { "wishes met", "UID [--by WHO]", "It has been met", VECHE_CLI_WRITES, 1, 1, met_options, run_wish_met },
  { "wishes drop", "UID", "Take it off the board", VECHE_CLI_WRITES, 1, 1, NULL, run_wish_drop },
  { "wishes match", "UID [--limit N]", "Who could meet it, or whom it would help", VECHE_CLI_READS, 1, 1, match_options, run_wish_match },
  { "wishes", "[WHO] [--kind KIND] [--state STATE]", "The board of needs and offers", VECHE_CLI_READS, 0, 1, wishes_options, run_wishes },
  { NULL },
};
