/* veche-cli-agendas.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The balance of the agendas: agenda; agenda rule, rules, mark.
 */

#include "cli/veche-cli-plan.h"

#include <string.h>

#include "analysis/veche-agendas.h"
#include "model/veche-edit.h"
#include "store/veche-agendas-table.h"

#define WEEKS       4
#define MOST_WEEKS  104
#define TOPICS      3

static int weeks;
static char *word, *channel;
static gboolean forget;

char *
veche_cli_agenda_uid (VecheCli *cli, const char *name, GError **error)
{
  g_autoptr (GPtrArray) agendas = veche_plan_agendas (cli->db, error);

  for (guint i = 0; agendas != NULL && i < agendas->len; i++)
    {
      const VecheAgenda *one = agendas->pdata[i];

      if (strcmp (one->name, name) == 0 || strcmp (one->uid, name) == 0)
        return g_strdup (one->uid);
    }
  if (agendas != NULL)
    veche_cli_usage (error, "there is no agenda “%s”", name);

  return NULL;
}

static void
print_share (VecheCli *cli, const VecheAgendaShare *share)
{
  g_autofree char *day = veche_cli_day (share->last);
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%s  %s  %d %% (%d–%d)  %s  last %s", share->uid, share->name, share->share, share->low, share->high,
                      veche_agenda_state_nick (share->state), day);
      return;
    }
  json = veche_cli_json ();
  veche_cli_text (json, "uid", share->uid);
  veche_cli_text (json, "name", share->name);
  veche_cli_int (json, "share", share->share);
  veche_cli_int (json, "low", share->low);
  veche_cli_int (json, "high", share->high);
  veche_cli_text (json, "state", veche_agenda_state_nick (share->state));
  veche_cli_int (json, "messages", share->messages);
  veche_cli_int (json, "events", share->events);
  veche_cli_time (json, "last", share->last);
  json_builder_set_member_name (json, "weeks");
  json_builder_begin_array (json);
  for (guint i = 0; i < share->weeks->len; i++)
    json_builder_add_int_value (json, g_array_index (share->weeks, guint, i));
  json_builder_end_array (json);
  json_builder_set_member_name (json, "topics");
  json_builder_begin_array (json);
  for (guint i = 0; i < share->topics->len; i++)
    {
      const VecheAgendaTopic *topic = share->topics->pdata[i];

      json_builder_begin_object (json);
      veche_cli_text (json, topic->event ? "event" : "message", topic->uid);
      veche_cli_text (json, "text", topic->text);
      veche_cli_text (json, "place", topic->place);
      veche_cli_time (json, "at", topic->at);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  veche_cli_print_json (json);
}

static gboolean
run_agenda (VecheCli *cli, GError **error)
{
  g_autoptr (VecheAgendas) agendas = NULL;

  if (weeks < 0 || weeks > MOST_WEEKS)
    return veche_cli_usage (error, "--weeks takes a number from 1 to %d", MOST_WEEKS);
  agendas = veche_agendas_weigh (cli->db, weeks != 0 ? (guint) weeks : WEEKS, TOPICS, 0, error);
  for (guint i = 0; agendas != NULL && i < agendas->agendas->len; i++)
    print_share (cli, agendas->agendas->pdata[i]);

  return agendas != NULL;
}

static gboolean
run_rules (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) rules = veche_agendas_list_rules (cli->db, NULL, error);

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const VecheAgendaRule *rule = rules->pdata[i];
      JsonBuilder *json;

      if (!cli->json)
        {
          veche_cli_line ("%s  %s  %s", rule->uid, rule->agenda_uid, rule->word != NULL ? rule->word : rule->channel_name);
          continue;
        }
      json = veche_cli_json ();
      veche_cli_text (json, "uid", rule->uid);
      veche_cli_text (json, "agenda", rule->agenda_uid);
      veche_cli_text (json, "word", rule->word);
      veche_cli_text (json, "channel", rule->channel_uid);
      veche_cli_print_json (json);
    }

  return rules != NULL;
}

static gboolean
build_rule (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  return veche_agendas_edit_add_rule (cli->db, edit, data, word, channel, error);
}

static gboolean
run_rule (VecheCli *cli, GError **error)
{
  g_autofree char *uid = NULL;

  if ((word == NULL) == (channel == NULL))
    return veche_cli_usage (error, "give --word WORD or --channel UID");
  uid = veche_cli_agenda_uid (cli, cli->args[0], error);
  if (uid == NULL)
    return FALSE;
  if (channel != NULL && veche_db_id_for_uid (cli->db, "channel", channel) == 0)
    return veche_cli_failed (error, "there is no channel “%s”", channel);

  return veche_cli_edit (cli, "agenda", cli->args[0], build_rule, uid, error);
}

static gboolean
build_mark (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  return veche_agendas_edit_mark (cli->db, edit, cli->args[0], data, forget, error);
}

static gboolean
run_mark (VecheCli *cli, GError **error)
{
  g_autofree char *uid = NULL;

  if (!forget && cli->n_args < 2)
    return veche_cli_usage (error, "which agenda? Give its name, or none");
  if (!forget && strcmp (cli->args[1], "none") != 0 && (uid = veche_cli_agenda_uid (cli, cli->args[1], error)) == NULL)
    return FALSE;

  return veche_cli_edit (cli, "agenda", NULL, build_mark, uid, error);
}

static const GOptionEntry agenda_options[] = {
  { "weeks", 0, 0, G_OPTION_ARG_INT, &weeks, "The last weeks; without it, four", "N" },
  { NULL },
};

static const GOptionEntry rule_options[] = {
  { "word", 0, 0, G_OPTION_ARG_STRING, &word, "Messages with this word, in any of its forms", "WORD" },
  { "channel", 0, 0, G_OPTION_ARG_STRING, &channel, "Messages of this channel and its topics", "UID" },
  { NULL },
};

static const GOptionEntry mark_options[] = {
  { "forget", 0, 0, G_OPTION_ARG_NONE, &forget, "The rules decide again", NULL },
  { NULL },
};

const VecheCliCommand veche_cli_agendas_commands[] = {
  { "agenda", "[--weeks N]", "How much of what is said and done carries each agenda", VECHE_CLI_READS, 0, 0, agenda_options, run_agenda },
  { "agenda rules", "", "What carries which agenda", VECHE_CLI_READS, 0, 0, NULL, run_rules },
  { "agenda rule", "AGENDA --word WORD|--channel UID", "What has this carries that agenda", VECHE_CLI_WRITES, 1, 1, rule_options, run_rule },
  { "agenda mark", "MESSAGE AGENDA|none", "Say of one message what it carries", VECHE_CLI_WRITES, 1, 2, mark_options, run_mark },
  { NULL },
};
