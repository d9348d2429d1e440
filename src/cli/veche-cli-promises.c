/* veche-cli-promises.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What we promised, and what was saved out of the Inbox: promise list, add, keep, find; save, saved; label.
 */

#include "cli/veche-cli.h"

#include <string.h>

#include "analysis/veche-promise.h"
#include "store/veche-findings-table.h"
#include "store/veche-inbox-clock.h"
#include "store/veche-inbox-table.h"
#include "store/veche-labels-table.h"
#include "store/veche-promises-table.h"

static char *which, *due_words, *member, *message, *kind, *title;
static gboolean off;

/*** Promises ***/

static void
print_promise (VecheCli *cli, const VechePromiseRow *promise)
{
  g_autofree char *day = veche_cli_day (promise->due), *text = veche_cli_clip (promise->text, 200);
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%s  %s%s  %s: %s", promise->uid, day, promise->kept != 0 ? " (kept)" : "",
                      promise->member_name != NULL ? promise->member_name : "–", text);
      return;
    }
  json = veche_cli_json ();
  veche_cli_text (json, "uid", promise->uid);
  veche_cli_person (json, "member", promise->member_uid, promise->member_name);
  veche_cli_text (json, "mention", promise->mention_uid);
  veche_cli_text (json, "text", promise->text);
  veche_cli_time (json, "made", promise->made);
  veche_cli_time (json, "due", promise->due);
  veche_cli_time (json, "kept", promise->kept);
  veche_cli_print_json (json);
}

static gboolean
run_list (VecheCli *cli, GError **error)
{
  VechePromisesWhich wanted = VECHE_PROMISES_OPEN;
  g_autoptr (GPtrArray) promises = NULL;
  g_autofree char *uid = NULL;
  gint64 id = 0;

  if (which != NULL && strcmp (which, "open") != 0 && strcmp (which, "due") != 0 && strcmp (which, "all") != 0)
    return veche_cli_usage (error, "--which takes open, due or all");
  if (which != NULL)
    wanted = strcmp (which, "due") == 0 ? VECHE_PROMISES_DUE : strcmp (which, "all") == 0 ? VECHE_PROMISES_ALL : VECHE_PROMISES_OPEN;
  if (member != NULL)
    {
      uid = veche_cli_member_uid (cli, member, &id, error);
      if (uid == NULL)
        return FALSE;
    }
  promises = veche_promises_list (cli->db, wanted, id, 0, error);
  for (guint i = 0; promises != NULL && i < promises->len; i++)
    print_promise (cli, promises->pdata[i]);

  return promises != NULL;
}

/* An ISO time, a day, or words: "до пятницы". */
static gboolean
read_due (VecheCli *cli, const char *words, gint64 *due, GError **error)
{
  g_autoptr (VecheHours) hours = veche_inbox_hours_load (cli->db);
  g_autoptr (GDateTime) now = g_date_time_new_now (veche_hours_get_zone (hours));
  VecheWorkHours usual;

  veche_hours_usual (hours, &usual);

  return veche_promise_parse_due (words, now, &usual, due) || veche_cli_parse_time (words, due, error);
}

typedef struct { char *member_uid, *interaction_uid, *uid; gint64 due; } Promise;

static gboolean
build_promise (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  Promise *promise = data;

  promise->uid = g_strdup (veche_promises_edit_add (cli->db, edit, promise->member_uid, promise->interaction_uid, cli->args[0], promise->due, error));

  return promise->uid != NULL;
}

/* The interaction of a mention or of a message. (transfer full) (nullable) */
static char *
interaction_of (VecheCli *cli, const char *uid, GError **error)
{
  VecheMention *mention;
  char *interaction_uid;
  gint64 triage;

  if (veche_db_id_for_uid (cli->db, "interaction", uid) != 0)
    return g_strdup (uid);
  triage = veche_inbox_find (cli->db, uid, error);
  mention = triage != 0 ? veche_inbox_load (cli->db, triage, error) : NULL;
  if (mention == NULL)
    return NULL;
  interaction_uid = g_strdup (mention->interaction_uid);
  veche_record_unref (mention);

  return interaction_uid;
}

static gboolean
run_add (VecheCli *cli, GError **error)
{
  g_autofree char *member_uid = NULL, *interaction_uid = NULL, *uid = NULL;
  Promise promise = { 0 };
  gboolean ok;

  if (due_words == NULL)
    return veche_cli_usage (error, "until when? Give --due");
  if (!read_due (cli, due_words, &promise.due, error))
    return FALSE;
  if (member != NULL && (member_uid = veche_cli_member_uid (cli, member, NULL, error)) == NULL)
    return FALSE;
  if (message != NULL && (interaction_uid = interaction_of (cli, message, error)) == NULL)
    return FALSE;
  promise.member_uid = member_uid;
  promise.interaction_uid = interaction_uid;
  ok = veche_cli_edit (cli, "promise", cli->args[0], build_promise, &promise, error);
  uid = promise.uid;
  if (ok)
    veche_cli_print_uid (cli, uid);

  return ok;
}

static gboolean
build_keep (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  veche_promises_edit_keep (edit, data, TRUE);

  return TRUE;
}

static gboolean
run_keep (VecheCli *cli, GError **error)
{
  g_autoptr (VechePromiseRow) promise = veche_promises_load (cli->db, cli->args[0], error);

  return promise != NULL && veche_cli_edit (cli, "promise-kept", promise->member_name, build_keep, promise->uid, error);
}

static gboolean
run_find (VecheCli *cli, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  VecheWorkHours hours = VECHE_WORK_HOURS_USUAL;
  g_autoptr (GPtrArray) found = veche_promise_find (cli->args[0], now, &hours);

  for (guint i = 0; i < found->len; i++)
    {
      const VechePromise *promise = found->pdata[i];
      g_autofree char *day = veche_cli_day (promise->due);
      JsonBuilder *json;

      if (!cli->json)
        {
          veche_cli_line ("%s  %s", day, promise->words);
          continue;
        }
      json = veche_cli_json ();
      veche_cli_int (json, "start", promise->start);
      veche_cli_int (json, "length", promise->length);
      veche_cli_text (json, "words", promise->words);
      veche_cli_time (json, "due", promise->due);
      veche_cli_bool (json, "dated", promise->dated);
      veche_cli_print_json (json);
    }

  return TRUE;
}

/*** Saved ***/

static gboolean
build_save (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  return veche_findings_edit_add (cli->db, edit, kind, title, data, error) != NULL;
}

static gboolean
run_save (VecheCli *cli, GError **error)
{
  g_autofree char *uid = NULL;

  if (kind == NULL || !g_strv_contains (veche_finding_kinds, kind))
    return veche_cli_usage (error, "--as takes feedback, faq or case");
  uid = interaction_of (cli, cli->args[0], error);

  return uid != NULL && veche_cli_edit (cli, "finding", title, build_save, uid, error);
}

static gboolean
run_saved (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) findings = NULL;

  if (kind != NULL && !g_strv_contains (veche_finding_kinds, kind))
    return veche_cli_usage (error, "--kind takes feedback, faq or case");
  findings = veche_findings_list (cli->db, kind, NULL, NULL, 0, error);
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const VecheFinding *finding = findings->pdata[i];
      JsonBuilder *json;

      if (!cli->json)
        {
          veche_cli_line ("%s  %s  %s  %s", finding->uid, finding->kind, finding->member_name != NULL ? finding->member_name : "–", finding->title);
          continue;
        }
      json = veche_cli_json ();
      veche_cli_text (json, "uid", finding->uid);
      veche_cli_text (json, "kind", finding->kind);
      veche_cli_text (json, "title", finding->title);
      veche_cli_text (json, "text", finding->text);
      veche_cli_person (json, "member", finding->member_uid, finding->member_name);
      veche_cli_text (json, "interaction", finding->interaction_uid);
      veche_cli_time (json, "at", finding->at);
      veche_cli_text (json, "state", finding->state);
      veche_cli_print_json (json);
    }

  return findings != NULL;
}

static gboolean
build_label (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  const char *const mentions[] = { data, NULL };
  g_autofree char *label = veche_labels_edit_need (cli->db, edit, cli->args[1], NULL, error);

  return label != NULL && veche_labels_edit_put (cli->db, edit, label, mentions, !off, error);
}

static gboolean
run_label (VecheCli *cli, GError **error)
{
  gint64 id = veche_inbox_find (cli->db, cli->args[0], error);
  g_autofree char *uid = id != 0 ? veche_db_uid_for_id (cli->db, "triage", id) : NULL;

  return uid != NULL && veche_cli_edit (cli, off ? "unlabel" : "label", cli->args[1], build_label, uid, error);
}

static const GOptionEntry list_options[] = {
  { "which", 0, 0, G_OPTION_ARG_STRING, &which, "open (without it), due or all", "WHICH" },
  { "member", 0, 0, G_OPTION_ARG_STRING, &member, "To this person", "WHO" },
  { NULL },
};

static const GOptionEntry add_options[] = {
  { "due", 0, 0, G_OPTION_ARG_STRING, &due_words, "A time, a day, or words: until Friday", "WHEN" },
  { "member", 0, 0, G_OPTION_ARG_STRING, &member, "To this person", "WHO" },
  { "message", 0, 0, G_OPTION_ARG_STRING, &message, "About this message", "UID" },
  { NULL },
};

static const GOptionEntry save_options[] = {
  { "as", 0, 0, G_OPTION_ARG_STRING, &kind, "feedback, faq or case", "KIND" },
  { "title", 0, 0, G_OPTION_ARG_STRING, &title, "What it is about; the first words without it", "TITLE" },
  { NULL },
};

static const GOptionEntry saved_options[] = {
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, "feedback, faq or case", "KIND" },
  { NULL },
};

static const GOptionEntry label_options[] = {
  { "off", 0, 0, G_OPTION_ARG_NONE, &off, "Take it off", NULL },
  { NULL },
};

const VecheCliCommand veche_cli_promises_commands[] = {
  { "promise list", "[--which open|due|all] [--member WHO]", "What we promised and have not kept, soonest first", VECHE_CLI_READS, 0, 0, list_options,
    run_list },
  { "promise add", "TEXT --due WHEN", "Write a promise down", VECHE_CLI_WRITES, 1, 1, add_options, run_add },
  { "promise keep", "UID", "It is kept", VECHE_CLI_WRITES, 1, 1, NULL, run_keep },
  { "promise find", "TEXT", "What a reply promises, and until when", VECHE_CLI_NONE, 1, 1, NULL, run_find },
  { "save", "UID --as feedback|faq|case", "Save a message to be followed", VECHE_CLI_WRITES, 1, 1, save_options, run_save },
  { "saved", "[--kind KIND]", "What was saved", VECHE_CLI_READS, 0, 0, saved_options, run_saved },
  { "label", "MENTION NAME [--off]", "Label a mention", VECHE_CLI_WRITES, 2, 2, label_options, run_label },
  { NULL },
};
