/* veche-cli-experts.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who can answer this: experts; ask, asks.
 */

#include "cli/veche-cli.h"

#include <string.h>

#include "analysis/veche-experts.h"
#include "model/veche-edit.h"
#include "store/veche-asks-table.h"
#include "store/veche-members-table.h"

static char *platform, *asker, *message, *question, *topic, *state;
static int limit;

/*** Reasons in words ***/

static char *
say_days (gint64 at)
{
  gint64 days = (veche_now () - at) / G_TIME_SPAN_DAY;

  return days <= 0 ? g_strdup ("today") : days == 1 ? g_strdup ("yesterday") : g_strdup_printf ("%" G_GINT64_FORMAT " days ago", days);
}

static char *
say_competency (const VecheReason *reason)
{
  const char *told = strcmp (reason->origin, "self") == 0 ? "self-told" : reason->origin;

  if (reason->other != NULL)
    return g_strdup_printf ("%s, level %d, %s, near to %s", reason->name, reason->level, told, reason->other);

  return g_strdup_printf ("%s, level %d, %s", reason->name, reason->level, told);
}

static char *
say_answers (const VecheReason *reason)
{
  g_autofree char *when = say_days (reason->at);
  g_autofree char *quote = veche_cli_clip (reason->quote, 160);
  g_autofree char *accepted = reason->accepted > 0 ? g_strdup_printf (", %u accepted", reason->accepted) : g_strdup ("");

  return g_strdup_printf ("%u answer%s about %s%s, the last %s: “%s”", reason->count, reason->count == 1 ? "" : "s",
                          reason->name != NULL ? reason->name : "it", accepted, when, quote);
}

static char *
say_evidence (const VecheReason *reason)
{
  g_autofree char *when = say_days (reason->at);
  g_autofree char *quote = veche_cli_clip (reason->quote != NULL ? reason->quote : reason->nick, 160);

  return g_strdup_printf ("Evidence of %s (%u), %s: “%s”", reason->name, reason->count, when, quote);
}

static char *
say_asked (const VecheReason *reason)
{
  g_autofree char *when = say_days (reason->at);

  return g_strdup_printf ("Asked %u time%s in %u days, last %s", reason->count, reason->count == 1 ? "" : "s", reason->days, when);
}

static char *
say_reason (const VecheReason *reason)
{
  g_autofree char *when = reason->at != 0 ? say_days (reason->at) : NULL;
  g_autofree char *quote = veche_cli_clip (reason->quote, 160);

  switch (reason->kind)
    {
    case VECHE_REASON_COMPETENCY:
      return say_competency (reason);
    case VECHE_REASON_EVIDENCE:
      return say_evidence (reason);
    case VECHE_REASON_OLD_EVIDENCE:
      return g_strdup_printf ("The last evidence of %s is old: %s", reason->name, when);
    case VECHE_REASON_ANSWERS:
      return say_answers (reason);
    case VECHE_REASON_PROFILE:
      return g_strdup_printf ("The profile says “%s”", quote);
    case VECHE_REASON_ACTIVE:
      return g_strdup_printf ("Seen %s", when);
    case VECHE_REASON_QUIET:
      return g_strdup_printf ("Not seen since %s", when);
    case VECHE_REASON_PLATFORM:
      return g_strdup_printf ("Is on %s", reason->name);
    case VECHE_REASON_ELSEWHERE:
      return reason->name != NULL ? g_strdup_printf ("Only on %s", reason->name) : g_strdup ("No account is known");
    case VECHE_REASON_CITY:
      return g_strdup_printf ("Lives in %s", reason->name);
    case VECHE_REASON_OTHER_CITY:
      return reason->name != NULL ? g_strdup_printf ("Lives in %s", reason->name) : g_strdup ("The city is not known");
    case VECHE_REASON_TIE:
      return g_strdup_printf ("Talks with the asker, last %s", when);
    case VECHE_REASON_STRANGERS:
      return g_strdup ("Has not talked with the asker yet");
    case VECHE_REASON_ASKED:
      return say_asked (reason);
    case VECHE_REASON_WAITING:
      return g_strdup_printf ("Has not answered what was asked %s", when);
    case VECHE_REASON_REFUSED:
      return g_strdup_printf ("Declined %s", when);
    default:
      g_assert_not_reached ();
    }
}

/*** experts ***/

static const char *
state_nick (const VecheExpert *expert)
{
  static const char *const nicks[] = { "may-ask", "later", "elsewhere", "never-asked" };

  return nicks[expert->state];
}

static void
print_expert_json (const VecheExpert *expert)
{
  JsonBuilder *json = veche_cli_json ();

  veche_cli_text (json, "uid", expert->uid);
  veche_cli_text (json, "name", expert->name);
  veche_cli_int (json, "score", expert->score);
  json_builder_set_member_name (json, "reasons");
  json_builder_begin_array (json);
  for (guint i = 0; i < expert->reasons->len; i++)
    {
      VecheReason *reason = expert->reasons->pdata[i];
      g_autofree char *text = say_reason (reason);

      json_builder_begin_object (json);
      veche_cli_text (json, "what", veche_reason_nick (reason->kind));
      veche_cli_int (json, "points", reason->points);
      veche_cli_text (json, "text", text);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  veche_cli_text (json, "mention", expert->mention);
  veche_cli_print_json (json);
}

static void
print_expert (const VecheExpert *expert)
{
  veche_cli_line ("%s  %3d  %s  %s  (%s)", expert->uid, expert->score, expert->name, expert->mention, state_nick (expert));
  for (guint i = 0; i < expert->reasons->len; i++)
    {
      VecheReason *reason = expert->reasons->pdata[i];
      g_autofree char *text = say_reason (reason);

      veche_cli_line ("    %+d  %s", reason->points, text);
    }
}

static void
print_summary (VecheExperts *found)
{
  static const char *const why[] = { "", "asked not to be mentioned", "asked not to be written to", "has already spoken there", "was already asked this" };
  g_autoptr (GString) topics = g_string_new (NULL);

  for (guint i = 0; i < found->topics->len; i++)
    g_string_append_printf (topics, "%s%s", i > 0 ? ", " : "", ((VecheTopic *) found->topics->pdata[i])->name);
  veche_cli_line ("Topics: %s", topics->len > 0 ? topics->str : "none of ours");
  if (found->city != NULL)
    veche_cli_line ("City: %s%s", found->city, found->city_missed ? " (nobody suitable there)" : "");
  for (guint i = 0; i < found->left_out->len; i++)
    {
      VecheExpert *expert = found->left_out->pdata[i];

      veche_cli_line ("Left out: %s %s", expert->name, why[expert->left_out]);
    }
}

static gboolean
member_id (VecheCli *cli, const char *who, gint64 *id, GError **error)
{
  *id = who != NULL ? veche_members_find (cli->db, who, error) : 0;

  return who == NULL || *id != 0;
}

static gboolean
message_id (VecheCli *cli, const char *uid, gint64 *id, GError **error)
{
  *id = uid != NULL ? veche_db_id_for_uid (cli->db, "interaction", uid) : 0;

  return uid == NULL || *id != 0 || veche_cli_failed (error, "there is no message %s", uid);
}

static gboolean
run_experts (VecheCli *cli, GError **error)
{
  VecheExpertsQuery query = { .text = cli->n_args > 0 ? cli->args[0] : NULL, .platform = platform };
  g_autoptr (VecheExperts) found = NULL;

  if (limit < 0)
    return veche_cli_usage (error, "--limit takes a number from 1 on");
  if (cli->n_args == 0 && message == NULL)
    return veche_cli_usage (error, "what is the question? Give its words, or --message UID");
  query.limit = (guint) limit;
  if (!member_id (cli, asker, &query.for_id, error) || !message_id (cli, message, &query.interaction_id, error))
    return FALSE;

  found = veche_experts_find (cli->db, &query, error);
  if (found == NULL)
    return FALSE;
  if (!cli->json)
    print_summary (found);
  for (guint i = 0; i < found->experts->len; i++)
    if (cli->json)
      print_expert_json (found->experts->pdata[i]);
    else
      print_expert (found->experts->pdata[i]);

  return TRUE;
}

/*** ask ***/

static char *
competency_uid (VecheCli *cli, const char *name, GError **error)
{
  g_autoptr (GPtrArray) all = name != NULL ? veche_members_list_competencies (cli->db, error) : NULL;

  for (guint i = 0; all != NULL && i < all->len; i++)
    if (g_strcmp0 (((VecheCount *) all->pdata[i])->name, name) == 0)
      return g_strdup (((VecheCount *) all->pdata[i])->uid);
  if (all != NULL)
    veche_cli_failed (error, "there is no competency “%s”", name);

  return NULL;
}

static char *
main_topic (VecheCli *cli, const char *text, GError **error)
{
  g_autoptr (GPtrArray) topics = veche_experts_topics (cli->db, text, error);

  return topics != NULL && topics->len > 0 ? g_strdup (((VecheTopic *) topics->pdata[0])->uid) : NULL;
}

static gboolean
build_ask (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  g_autofree char *for_uid = asker != NULL ? veche_cli_member_uid (cli, asker, NULL, error) : NULL;
  g_autofree char *competency = topic != NULL ? competency_uid (cli, topic, error) : main_topic (cli, question, error);
  VecheAskWhat what = { question, for_uid, message, competency, platform };

  if ((asker != NULL && for_uid == NULL) || (topic != NULL && competency == NULL))
    return FALSE;
  for (guint i = 0; i < cli->n_args; i++)
    {
      g_autofree char *uid = veche_cli_member_uid (cli, cli->args[i], NULL, error);

      if (uid == NULL)
        return FALSE;
      veche_asks_edit_add (edit, uid, &what);
      if (cli->n_args == 1)
        *(char **) data = g_strdup (veche_edit_get_step (edit, 0)->uid);
    }

  return TRUE;
}

static gboolean
run_ask (VecheCli *cli, GError **error)
{
  g_autofree char *uid = NULL;   /* of the only one */
  gint64 id;

  if (question == NULL || question[0] == '\0')
    return veche_cli_usage (error, "what is asked? Give --question TEXT");
  if (!message_id (cli, message, &id, error))
    return FALSE;

  if (!veche_cli_edit (cli, "ask", NULL, build_ask, &uid, error))
    return FALSE;
  if (uid != NULL)
    veche_cli_print_uid (cli, uid);

  return TRUE;
}

/*** asks ***/

static void
print_ask (VecheCli *cli, const VecheAsk *ask)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      g_autofree char *day = veche_cli_day (ask->at);
      g_autofree char *text = veche_cli_clip (ask->question, 160);

      veche_cli_line ("%s  %s  %s%s  %s: %s", ask->uid, day, ask->state, ask->late ? " (late)" : "", ask->member_name, text);
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "uid", ask->uid);
  veche_cli_person (json, "asked", ask->member_uid, ask->member_name);
  veche_cli_person (json, "for", ask->for_uid, ask->for_name);
  veche_cli_text (json, "question", ask->question);
  veche_cli_text (json, "message", ask->interaction_uid);
  veche_cli_text (json, "competency", ask->competency);
  veche_cli_text (json, "platform", ask->platform);
  veche_cli_time (json, "at", ask->at);
  veche_cli_text (json, "state", ask->state);
  veche_cli_bool (json, "late", ask->late);
  veche_cli_time (json, "closed", ask->closed);
  veche_cli_text (json, "answer", ask->answer);
  veche_cli_print_json (json);
}

static gboolean
run_asks (VecheCli *cli, GError **error)
{
  static const char *const states[] = { "open", "late", "answered", "declined", "dropped", "all", NULL };
  g_autoptr (GPtrArray) asks = NULL;
  gint64 member;

  if (state != NULL && !g_strv_contains (states, state))
    return veche_cli_usage (error, "--state takes open, late, answered, declined, dropped or all");
  if (!member_id (cli, cli->n_args > 0 ? cli->args[0] : NULL, &member, error))
    return FALSE;

  asks = veche_asks_list (cli->db, state == NULL ? "open" : strcmp (state, "all") == 0 ? NULL : state, member, 0, (guint) MAX (limit, 0), error);
  for (guint i = 0; asks != NULL && i < asks->len; i++)
    print_ask (cli, asks->pdata[i]);

  return asks != NULL;
}

static gboolean
build_state (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  if (veche_db_id_for_uid (cli->db, "ask", cli->args[0]) == 0)
    return veche_cli_failed (error, "nobody was asked under %s: see “veche-cli asks”", cli->args[0]);
  veche_asks_edit_state (edit, cli->args[0], data);

  return TRUE;
}

static gboolean
run_decline (VecheCli *cli, GError **error)
{
  return veche_cli_edit (cli, "ask-decline", NULL, build_state, (gpointer) "declined", error);
}

static gboolean
run_drop (VecheCli *cli, GError **error)
{
  return veche_cli_edit (cli, "ask-drop", NULL, build_state, (gpointer) "dropped", error);
}

static const GOptionEntry experts_options[] = {
  { "platform", 0, 0, G_OPTION_ARG_STRING, &platform, "Where it will be answered", "PLATFORM" },
  { "for", 0, 0, G_OPTION_ARG_STRING, &asker, "Whose question it is", "UID" },
  { "message", 0, 0, G_OPTION_ARG_STRING, &message, "The question is this message", "UID" },
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit, "At most so many; 20 without it", "N" },
  { NULL },
};

static const GOptionEntry ask_options[] = {
  { "question", 0, 0, G_OPTION_ARG_STRING, &question, "What they are asked", "TEXT" },
  { "for", 0, 0, G_OPTION_ARG_STRING, &asker, "Whose question it is", "UID" },
  { "message", 0, 0, G_OPTION_ARG_STRING, &message, "The question is this message", "UID" },
  { "platform", 0, 0, G_OPTION_ARG_STRING, &platform, "Where they are asked", "PLATFORM" },
  { "topic", 0, 0, G_OPTION_ARG_STRING, &topic, "The competency it is about; without it, as recognised", "NAME" },
  { NULL },
};

static const GOptionEntry asks_options[] = {
  { "state", 0, 0, G_OPTION_ARG_STRING, &state, "open, late, answered, declined, dropped or all", "STATE" },
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit, "At most so many, the newest", "N" },
  { NULL },
};

const VecheCliCommand veche_cli_experts_commands[] = {
  { "experts", "[QUESTION] [--platform P] [--for UID] [--message UID] [--limit N]", "Who can answer this, and why", VECHE_CLI_READS, 0, 1,
    experts_options, run_experts },
  { "ask", "WHO… --question TEXT", "Note that somebody was asked", VECHE_CLI_WRITES, 1, -1, ask_options, run_ask },
  { "asks decline", "UID", "They declined", VECHE_CLI_WRITES, 1, 1, NULL, run_decline },
  { "asks drop", "UID", "No answer is awaited any more", VECHE_CLI_WRITES, 1, 1, NULL, run_drop },
  { "asks", "[WHO] [--state STATE] [--limit N]", "Who was asked what, and has not answered", VECHE_CLI_READS, 0, 1, asks_options, run_asks },
  { NULL },
};
