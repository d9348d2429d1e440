/* veche-cli-labels.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said of one person, and what passed with them: tag, competency, log, timeline.
 */

#include "cli/veche-cli.h"

#include <string.h>

#include "cli/veche-cli-profile.h"
#include "model/veche-edit.h"
#include "model/veche-query.h"
#include "store/veche-members-table.h"
#include "store/veche-query-sql.h"

static int level = -1, limit;
static char *evidence, *at_text, *kind;

/* A member and what their commands were given. */
typedef struct
{
  char *uid;
  gint64 at;
} VecheCliTarget;

static gboolean
finish (VecheCli *cli, const char *uid, gboolean ok, GError **error)
{
  if (!ok)
    return FALSE;
  if (cli->json)
    return veche_cli_print_profile (cli, veche_db_id_for_uid (cli->db, "member", uid), FALSE, error);

  veche_cli_line ("%s", uid);

  return TRUE;
}

static gboolean
build_tags (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  VecheCliTarget *target = data;

  for (guint i = 1; i < cli->n_args; i++)
    if (!veche_members_edit_tag (cli->db, edit, target->uid, cli->args[i] + 1, *cli->args[i] == '+', error))
      return FALSE;

  return TRUE;
}

static gboolean
run_tag (VecheCli *cli, GError **error)
{
  g_autofree char *uid = NULL;
  VecheCliTarget target = { 0 };

  for (guint i = 1; i < cli->n_args; i++)
    if ((*cli->args[i] != '+' && *cli->args[i] != '-') || cli->args[i][1] == '\0')
      return veche_cli_usage (error, "“%s”: write +TAG to add a tag, -TAG to take it away", cli->args[i]);
  uid = veche_cli_member_uid (cli, cli->args[0], NULL, error);
  if (uid == NULL)
    return FALSE;

  target.uid = uid;

  return finish (cli, uid, veche_cli_edit (cli, "tag", cli->subject, build_tags, &target, error), error);
}

static gboolean
build_competency (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  VecheCliTarget *target = data;

  if (level >= 0 && !veche_members_edit_competency (cli->db, edit, target->uid, cli->args[1], level, NULL, error))
    return FALSE;

  return evidence == NULL || veche_members_edit_evidence (cli->db, edit, target->uid, cli->args[1], "note", evidence,
                                                          veche_now (), NULL, NULL, error);
}

static gboolean
run_competency (VecheCli *cli, GError **error)
{
  g_autofree char *uid = NULL;
  VecheCliTarget target = { 0 };

  if (level < 0 && evidence == NULL)
    return veche_cli_usage (error, "say --level N (1 to 5, 0 takes the competency away), --evidence TEXT or both");
  if (level > 5 || level < -1)
    return veche_cli_usage (error, "--level takes a number from 1 to 5; 0 takes the competency away");
  if (level == 0 && evidence != NULL)
    return veche_cli_usage (error, "--level 0 takes the competency away: there is nothing to give --evidence for");
  uid = veche_cli_member_uid (cli, cli->args[0], NULL, error);
  if (uid == NULL)
    return FALSE;

  target.uid = uid;

  return finish (cli, uid, veche_cli_edit (cli, "competency", cli->subject, build_competency, &target, error), error);
}

static gboolean
build_log (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  VecheCliTarget *target = data;

  return veche_members_edit_log (cli->db, edit, target->uid, cli->args[1], cli->args[2], target->at, error);
}

static gboolean
run_log (VecheCli *cli, GError **error)
{
  static const char *const kinds[] = { "call", "dm", "email", "meeting", "note", "attendance", NULL };
  g_autofree char *uid = NULL;
  VecheCliTarget target = { .at = veche_now () };

  if (!g_strv_contains ((const char *const *)kinds, cli->args[1]))
    return veche_cli_usage (error, "“%s” can't be logged: KIND is call, dm, email, meeting, note or attendance",
                            cli->args[1]);
  if (at_text != NULL && !veche_cli_parse_time (at_text, &target.at, error))
    return FALSE;
  uid = veche_cli_member_uid (cli, cli->args[0], NULL, error);
  if (uid == NULL)
    return FALSE;

  target.uid = uid;

  return finish (cli, uid, veche_cli_edit (cli, "log", cli->subject, build_log, &target, error), error);
}

static void
print_interaction (VecheCli *cli, VecheInteraction *interaction)
{
  g_autofree char *day = veche_cli_day (interaction->at);
  g_autofree char *text = veche_cli_clip (interaction->text, 200);
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%s  %s  %s  %s", day, interaction->kind,
                      interaction->channel_name != NULL ? interaction->channel_name : "by hand", text);
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "uid", interaction->parent.uid);
  veche_cli_text (json, "kind", interaction->kind);
  veche_cli_time (json, "at", interaction->at);
  veche_cli_text (json, "platform", interaction->platform);
  veche_cli_text (json, "channel", interaction->channel_name);
  veche_cli_text (json, "direction", interaction->direction);
  veche_cli_person (json, "author", interaction->author_uid, interaction->author_name);
  veche_cli_text (json, "text", interaction->text);
  veche_cli_text (json, "url", interaction->url);
  veche_cli_time (json, "edited", interaction->edited);
  veche_cli_time (json, "deleted", interaction->deleted);
  veche_cli_print_json (json);
}

static gboolean
run_timeline (VecheCli *cli, GError **error)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_TIMELINE);
  g_autoptr (GArray) ids = NULL;

  if (limit < 0)
    return veche_cli_usage (error, "--limit takes a number; 0 is all");
  query->member_id = veche_members_find (cli->db, cli->args[0], error);
  if (query->member_id == 0)
    return FALSE;

  query->interaction_kind = g_strdup (kind);
  query->limit = (guint)limit;
  ids = veche_query_ids (cli->db, query, error);
  for (guint i = 0; ids != NULL && i < ids->len; i += 500)
    {
      g_autoptr (GPtrArray) records = veche_query_records (cli->db, query, &g_array_index (ids, gint64, i),
                                                           MIN (500, ids->len - i), error);

      if (records == NULL)
        return FALSE;
      for (guint r = 0; r < records->len; r++)
        if (records->pdata[r] != NULL)
          print_interaction (cli, records->pdata[r]);
    }

  return ids != NULL;
}

static const GOptionEntry competency_options[] = {
  { "level", 0, 0, G_OPTION_ARG_INT, &level, "1 to 5; 0 takes it away", "N" },
  { "evidence", 0, 0, G_OPTION_ARG_STRING, &evidence, "What shows it, in words", "TEXT" },
  { NULL },
};

static const GOptionEntry log_options[] = {
  { "at", 0, 0, G_OPTION_ARG_STRING, &at_text, "When it was; without it, now", "TIME" },
  { NULL },
};

static const GOptionEntry timeline_options[] = {
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, "Only of this kind", "KIND" },
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit, "At most so many, the newest", "N" },
  { NULL },
};

const VecheCliCommand veche_cli_labels_commands[] = {
  { "tag", "UID +T -T …", "Add and take away tags", VECHE_CLI_WRITES, 2, -1, NULL, run_tag, TRUE },
  { "competency", "UID NAME --level N [--evidence TEXT]", "Say what somebody can do", VECHE_CLI_WRITES, 2, 2,
    competency_options, run_competency },
  { "log", "UID KIND TEXT [--at TIME]", "Log a call, dm, email, meeting, note", VECHE_CLI_WRITES, 3, 3, log_options,
    run_log },
  { "timeline", "UID [--kind KIND] [--limit N]", "What passed with them, newest first", VECHE_CLI_READS, 1, 1,
    timeline_options, run_timeline },
  { NULL },
};
