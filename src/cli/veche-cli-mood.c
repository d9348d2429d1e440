/* veche-cli-mood.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a message sounds and what it wants: classify, correct, mood.
 */

#include "cli/veche-cli.h"

#include <stdio.h>
#include <string.h>

#include "analysis/veche-mood.h"
#include "analysis/veche-triage.h"
#include "model/veche-edit.h"
#include "store/veche-mood-table.h"

static char *mood_nick, *kind_nick, *message;

/* Words need no workspace; where there is one, its corrections count and its switch is honoured. */
static gboolean
open_if_there (VecheCli *cli, GError **error)
{
  if (!g_file_test (cli->path, G_FILE_TEST_EXISTS) && message == NULL)
    return TRUE;
  cli->db = veche_db_open (cli->path, VECHE_DB_READER, error);

  return cli->db != NULL
         && (veche_mood_is_on (cli->db) || veche_cli_failed (error, "moods are turned off in this workspace: turn them on with “veche-cli mood on”"));
}

/*** classify ***/

/* In words, or the sign itself. (transfer full) */
static char *
say_reason (const VecheMoodReason *reason)
{
  switch (reason->kind)
    {
    case VECHE_MOOD_REASON_SIGN:
      return g_strdelimit (g_strdup (reason->words), "-", ' ');
    case VECHE_MOOD_REASON_SAME:
      return g_strdup ("you said so of this very text");
    case VECHE_MOOD_REASON_CORRECTED:
      return g_strdup_printf ("“%s”, as you corrected before", reason->words);
    case VECHE_MOOD_REASON_LISTED:
    case VECHE_MOOD_REASON_LEARNT:
    default:
      return g_strdup_printf ("“%s”", reason->words);
    }
}

static double
two_digits (double number)
{
  return (double) (int) (number * 100 + (number < 0 ? -0.5 : 0.5)) / 100;
}

static void
add_number (JsonBuilder *json, const char *key, double number)
{
  json_builder_set_member_name (json, key);
  json_builder_add_double_value (json, two_digits (number));
}

static void
print_verdict_json (const VecheVerdict *verdict, GPtrArray *reasons)
{
  JsonBuilder *json = veche_cli_json ();

  veche_cli_text (json, "mood", veche_mood_nick (verdict->mood));
  veche_cli_text (json, "kind", veche_message_kind_nick (verdict->kind));
  add_number (json, "confidence", MIN (verdict->mood_confidence, verdict->kind_confidence));
  add_number (json, "mood_confidence", verdict->mood_confidence);
  add_number (json, "kind_confidence", verdict->kind_confidence);
  json_builder_set_member_name (json, "reasons");
  json_builder_begin_array (json);
  for (guint i = 0; i < reasons->len; i++)
    {
      const VecheMoodReason *reason = reasons->pdata[i];
      g_autofree char *text = say_reason (reason);

      json_builder_begin_object (json);
      veche_cli_text (json, "what", veche_mood_reason_nick (reason->kind));
      veche_cli_text (json, "words", reason->words);
      veche_cli_text (json, "text", text);
      add_number (json, "mood", reason->for_mood);
      add_number (json, "kind", reason->for_kind);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  veche_cli_print_json (json);
}

static void
print_verdict (const VecheVerdict *verdict, GPtrArray *reasons)
{
  veche_cli_line ("%s %s  (%d %%, %d %%)", veche_mood_nick (verdict->mood), veche_message_kind_nick (verdict->kind),
                  (int) (verdict->mood_confidence * 100), (int) (verdict->kind_confidence * 100));
  for (guint i = 0; i < reasons->len; i++)
    {
      const VecheMoodReason *reason = reasons->pdata[i];
      g_autofree char *text = say_reason (reason);

      veche_cli_line ("  %+.2f %s  %+.2f %s  %s", reason->for_mood, veche_mood_nick (verdict->mood), reason->for_kind,
                      veche_message_kind_nick (verdict->kind), text);
    }
}

static gboolean
run_classify (VecheCli *cli, GError **error)
{
  g_autoptr (VecheMoodCorrection) before = NULL;
  g_autoptr (VecheMoodModel) model = NULL;
  g_autoptr (GPtrArray) reasons = NULL;
  g_autofree char *text = NULL, *uid = NULL;
  VecheVerdict verdict;

  if ((cli->n_args == 0) == (message == NULL))
    return veche_cli_usage (error, "what is to be judged? Give its words, or --message UID");
  if (!open_if_there (cli, error) || (message != NULL && !veche_mood_find_message (cli->db, message, &uid, &text, &before, error)))
    return FALSE;
  model = cli->db != NULL ? veche_triage_load_model (cli->db, error) : veche_mood_model_new (NULL, 0);
  if (model == NULL)
    return FALSE;

  reasons = veche_mood_explain (model, text != NULL ? text : cli->args[0], &verdict);
  if (cli->json)
    print_verdict_json (&verdict, reasons);
  else
    print_verdict (&verdict, reasons);

  return TRUE;
}

/*** correct ***/

static gboolean
build_correction (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  return veche_triage_edit_correct (cli->db, edit, cli->args[0], mood_nick, kind_nick, error);
}

static gboolean
run_correct (VecheCli *cli, GError **error)
{
  VecheMood mood;
  VecheMessageKind kind;

  if (mood_nick == NULL && kind_nick == NULL)
    return veche_cli_usage (error, "what is right? Give --mood, --kind or both");
  if (mood_nick != NULL && !veche_mood_parse (mood_nick, &mood))
    return veche_cli_usage (error, "--mood takes negative, neutral or positive");
  if (kind_nick != NULL && !veche_message_kind_parse (kind_nick, &kind))
    return veche_cli_usage (error, "--kind takes question, complaint, praise, idea, spam or talk");

  return veche_cli_edit (cli, "mood", NULL, build_correction, NULL, error);
}

/*** mood ***/

static gboolean
run_mood (VecheCli *cli, GError **error)
{
  const char *wanted = cli->args[0];

  if (strcmp (wanted, "on") != 0 && strcmp (wanted, "off") != 0)
    return veche_cli_usage (error, "mood takes on or off");
  if (!veche_db_begin (cli->db, error))
    return FALSE;
  if (veche_mood_turn (cli->db, strcmp (wanted, "on") == 0, error))
    return veche_db_commit (cli->db, error);
  veche_db_rollback (cli->db);

  return FALSE;
}

static const GOptionEntry classify_options[] = {
  { "message", 0, 0, G_OPTION_ARG_STRING, &message, "Judge the words of this message", "UID" },
  { NULL },
};

static const GOptionEntry correct_options[] = {
  { "mood", 0, 0, G_OPTION_ARG_STRING, &mood_nick, "negative, neutral or positive", "MOOD" },
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind_nick, "question, complaint, praise, idea, spam or talk", "KIND" },
  { NULL },
};

const VecheCliCommand veche_cli_mood_commands[] = {
  { "classify", "TEXT | --message UID", "How a message sounds and what it wants, and why", VECHE_CLI_NONE, 0, 1, classify_options, run_classify },
  { "correct", "UID [--mood MOOD] [--kind KIND]", "Say how a message is meant; later ones are judged by it", VECHE_CLI_WRITES, 1, 1,
    correct_options, run_correct },
  { "mood", "on|off", "Turn moods and kinds on or off in this workspace", VECHE_CLI_WRITES, 1, 1, NULL, run_mood },
  { NULL },
};
