/* veche-cli-things.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What projects and events have: budget, partner, link, risk, decision add, list; project next.
 */

#include "cli/veche-cli-plan.h"

#include <string.h>

#include "model/veche-edit.h"
#include "store/veche-plan-team.h"
#include "store/veche-plan-things.h"

#define HUNDREDTHS 100
#define MOST_DIGITS 13

static char *planned, *spent, *currency, *who, *day, *note, *role, *status, *contact, *gives, *wants, *kind, *title, *answer, *owner, *why, *quarter;
static gboolean income;
static int chance, harm;

/*** Whose they are ***/

/* "project" or "event"; NULL with error. */
static const char *
subject_of (VecheCli *cli, GError **error)
{
  if (veche_db_id_for_uid (cli->db, "project", cli->args[0]) != 0)
    return "project";
  if (veche_db_id_for_uid (cli->db, "event", cli->args[0]) != 0)
    return "event";
  veche_cli_usage (error, "there is no project and no event “%s”", cli->args[0]);

  return NULL;
}

/* "1250.50" in hundredths. */
static gboolean
read_money (const char *text, gint64 *minor, GError **error)
{
  const char *dot;
  gsize whole;

  *minor = 0;
  if (text == NULL)
    return TRUE;
  dot = strchr (text, '.');
  whole = dot != NULL ? (gsize) (dot - text) : strlen (text);
  if (whole == 0 || whole > MOST_DIGITS || strspn (text, "0123456789") != whole || (dot != NULL && (strlen (dot) < 2 || strlen (dot) > 3
      || strspn (dot + 1, "0123456789") != strlen (dot + 1))))
    return veche_cli_usage (error, "“%s” is not a sum: write it like 1250 or 1250.50", text);
  *minor = g_ascii_strtoll (text, NULL, 10) * HUNDREDTHS;
  if (dot != NULL)
    *minor += g_ascii_strtoll (dot + 1, NULL, 10) * (strlen (dot) == 2 ? 10 : 1);

  return TRUE;
}

static gboolean
read_person (VecheCli *cli, const char *name, char **uid, GError **error)
{
  *uid = name != NULL ? veche_cli_member_uid (cli, name, NULL, error) : NULL;

  return name == NULL || *uid != NULL;
}

/* Carries it out, and says its uid. */
static gboolean
add_thing (VecheCli *cli, const char *what, VecheCliBuild build, GError **error)
{
  g_autofree char *uid = NULL;

  if (!veche_cli_edit (cli, what, cli->args[1], build, &uid, error))
    return FALSE;
  veche_cli_print_made (cli, uid, cli->args[1]);

  return TRUE;
}

static gboolean
made (char **uid, const char *row)
{
  *uid = g_strdup (row);

  return row != NULL;
}

/*** Adding ***/

static gboolean
build_budget (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  const char *subject = subject_of (cli, error);
  g_autofree char *last = veche_things_last_currency (cli->db);
  VecheBudgetLine line = { .title = cli->args[1], .kind = (char *) (income ? "income" : "cost"), .currency = currency != NULL ? currency : last,
                           .organisation = who, .day = day, .note = note };

  if (subject != NULL && *line.currency == '\0')
    return veche_cli_failed (error, "in which money? Give --currency EUR: nothing was counted yet");

  return subject != NULL && read_money (planned, &line.planned, error) && read_money (spent, &line.spent, error)
         && made (data, veche_things_edit_budget (cli->db, edit, subject, cli->args[0], &line, error));
}

static gboolean
build_partner (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  const char *subject = subject_of (cli, error);
  g_autofree char *person = NULL;
  VechePartner partner = { .organisation = cli->args[1], .role = role, .state = status, .gives = gives, .wants = wants };

  if (subject == NULL || !read_person (cli, contact, &person, error))
    return FALSE;
  partner.contact_uid = person;

  return made (data, veche_things_edit_partner (cli->db, edit, subject, cli->args[0], &partner, error));
}

static gboolean
build_link (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  const char *subject = subject_of (cli, error);
  const VechePlanLink link = { .url = cli->args[1], .title = title, .kind = kind };

  return subject != NULL && made (data, veche_things_edit_link (cli->db, edit, subject, cli->args[0], &link, error));
}

static gboolean
build_risk (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  const char *subject = subject_of (cli, error);
  g_autofree char *person = NULL;
  VecheRisk risk = { .title = cli->args[1], .answer = answer, .state = status, .chance = chance != 0 ? chance : 2, .harm = harm != 0 ? harm : 2 };

  if (subject == NULL || !read_person (cli, owner, &person, error))
    return FALSE;
  risk.owner_uid = person;

  return made (data, veche_things_edit_risk (cli->db, edit, subject, cli->args[0], &risk, error));
}

static gboolean
build_decision (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  const char *subject = subject_of (cli, error);
  g_autofree char *person = NULL;
  VecheDecision decision = { .text = cli->args[1], .why = why, .day = day };

  if (subject == NULL || !read_person (cli, owner, &person, error))
    return FALSE;
  decision.owner_uid = person;

  return made (data, veche_things_edit_decision (cli->db, edit, subject, cli->args[0], &decision, error));
}

static gboolean
build_next (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  g_autoptr (VecheRecord) record = (VecheRecord *) veche_plan_project (cli->db, cli->args[0], error);
  g_autofree char *next = record != NULL && quarter == NULL ? veche_quarter_step (((VecheProject *) record)->quarter, 1) : g_strdup (quarter);

  return record != NULL && made (data, veche_team_edit_open_next (cli->db, edit, cli->args[0], next, cli->args[1], error));
}

static gboolean
run_budget_add (VecheCli *cli, GError **error)
{
  return add_thing (cli, "budget", build_budget, error);
}

static gboolean
run_partner_add (VecheCli *cli, GError **error)
{
  return add_thing (cli, "partner", build_partner, error);
}

static gboolean
run_link_add (VecheCli *cli, GError **error)
{
  return add_thing (cli, "link", build_link, error);
}

static gboolean
run_risk_add (VecheCli *cli, GError **error)
{
  return add_thing (cli, "risk", build_risk, error);
}

static gboolean
run_decision_add (VecheCli *cli, GError **error)
{
  return add_thing (cli, "decision", build_decision, error);
}

static gboolean
run_project_next (VecheCli *cli, GError **error)
{
  return add_thing (cli, "project", build_next, error);
}

/*** Listing ***/

static gboolean
run_budget_list (VecheCli *cli, GError **error)
{
  const char *subject = subject_of (cli, error);
  g_autoptr (GPtrArray) lines = subject != NULL ? veche_things_list_budget (cli->db, subject, cli->args[0], error) : NULL;

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      const VecheBudgetLine *line = lines->pdata[i];
      JsonBuilder *json;

      if (!cli->json)
        {
          veche_cli_line ("%s  %s  %" G_GINT64_FORMAT ".%02d/%" G_GINT64_FORMAT ".%02d %s  %s", line->uid, line->kind, line->spent / HUNDREDTHS,
                          (int) (line->spent % HUNDREDTHS), line->planned / HUNDREDTHS, (int) (line->planned % HUNDREDTHS), line->currency, line->title);
          continue;
        }
      json = veche_cli_json ();
      veche_cli_text (json, "uid", line->uid);
      veche_cli_text (json, "kind", line->kind);
      veche_cli_text (json, "title", line->title);
      veche_cli_int (json, "planned", line->planned);
      veche_cli_int (json, "spent", line->spent);
      veche_cli_text (json, "currency", line->currency);
      veche_cli_text (json, "who", line->organisation);
      veche_cli_text (json, "day", line->day);
      veche_cli_text (json, "note", line->note);
      veche_cli_print_json (json);
    }

  return lines != NULL;
}

static gboolean
run_partner_list (VecheCli *cli, GError **error)
{
  const char *subject = subject_of (cli, error);
  g_autoptr (GPtrArray) partners = subject != NULL ? veche_things_list_partners (cli->db, subject, cli->args[0], error) : NULL;

  for (guint i = 0; partners != NULL && i < partners->len; i++)
    {
      const VechePartner *one = partners->pdata[i];
      JsonBuilder *json;

      if (!cli->json)
        {
          veche_cli_line ("%s  %s  %s  (%s)", one->uid, one->role, one->organisation, one->state);
          continue;
        }
      json = veche_cli_json ();
      veche_cli_text (json, "uid", one->uid);
      veche_cli_text (json, "organisation", one->organisation);
      veche_cli_text (json, "role", one->role);
      veche_cli_text (json, "status", one->state);
      veche_cli_person (json, "contact", one->contact_uid, one->contact);
      veche_cli_text (json, "gives", one->gives);
      veche_cli_text (json, "wants", one->wants);
      veche_cli_print_json (json);
    }

  return partners != NULL;
}

static gboolean
run_link_list (VecheCli *cli, GError **error)
{
  const char *subject = subject_of (cli, error);
  g_autoptr (GPtrArray) links = subject != NULL ? veche_things_list_links (cli->db, subject, cli->args[0], error) : NULL;

  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const VechePlanLink *one = links->pdata[i];
      JsonBuilder *json;

      if (!cli->json)
        {
          veche_cli_line ("%s  %s  %s  %s", one->uid, one->kind, one->url, one->title);
          continue;
        }
      json = veche_cli_json ();
      veche_cli_text (json, "uid", one->uid);
      veche_cli_text (json, "kind", one->kind);
      veche_cli_text (json, "title", one->title);
      veche_cli_text (json, "url", one->url);
      veche_cli_print_json (json);
    }

  return links != NULL;
}

static gboolean
run_risk_list (VecheCli *cli, GError **error)
{
  const char *subject = subject_of (cli, error);
  g_autoptr (GPtrArray) risks = subject != NULL ? veche_things_list_risks (cli->db, subject, cli->args[0], error) : NULL;

  for (guint i = 0; risks != NULL && i < risks->len; i++)
    {
      const VecheRisk *one = risks->pdata[i];
      JsonBuilder *json;

      if (!cli->json)
        {
          veche_cli_line ("%s  %d×%d  %s  (%s)", one->uid, one->chance, one->harm, one->title, one->state);
          continue;
        }
      json = veche_cli_json ();
      veche_cli_text (json, "uid", one->uid);
      veche_cli_text (json, "title", one->title);
      veche_cli_int (json, "chance", one->chance);
      veche_cli_int (json, "harm", one->harm);
      veche_cli_text (json, "status", one->state);
      veche_cli_person (json, "owner", one->owner_uid, one->owner);
      veche_cli_text (json, "answer", one->answer);
      veche_cli_print_json (json);
    }

  return risks != NULL;
}

static gboolean
run_decision_list (VecheCli *cli, GError **error)
{
  const char *subject = subject_of (cli, error);
  g_autoptr (GPtrArray) decisions = subject != NULL ? veche_things_list_decisions (cli->db, subject, cli->args[0], error) : NULL;

  for (guint i = 0; decisions != NULL && i < decisions->len; i++)
    {
      const VecheDecision *one = decisions->pdata[i];
      JsonBuilder *json;

      if (!cli->json)
        {
          veche_cli_line ("%s  %s  %s", one->uid, one->day, one->text);
          continue;
        }
      json = veche_cli_json ();
      veche_cli_text (json, "uid", one->uid);
      veche_cli_text (json, "day", one->day);
      veche_cli_text (json, "text", one->text);
      veche_cli_text (json, "why", one->why);
      veche_cli_person (json, "owner", one->owner_uid, one->owner);
      veche_cli_print_json (json);
    }

  return decisions != NULL;
}

static const GOptionEntry budget_options[] = {
  { "planned", 0, 0, G_OPTION_ARG_STRING, &planned, "What it is to cost or bring", "1250.50" },
  { "spent", 0, 0, G_OPTION_ARG_STRING, &spent, "What was spent or received so far", "1250.50" },
  { "currency", 0, 0, G_OPTION_ARG_STRING, &currency, "Three letters; without it, the one that was used last", "EUR" },
  { "income", 0, 0, G_OPTION_ARG_NONE, &income, "It is no cost", NULL },
  { "who", 0, 0, G_OPTION_ARG_STRING, &who, "The organisation that pays or is paid", "NAME" },
  { "day", 0, 0, G_OPTION_ARG_STRING, &day, "When", "DAY" },
  { "note", 0, 0, G_OPTION_ARG_STRING, &note, "More about it", "TEXT" },
  { NULL },
};

static const GOptionEntry partner_options[] = {
  { "role", 0, 0, G_OPTION_ARG_STRING, &role, "partner (without it), sponsor, venue, media, other", "ROLE" },
  { "status", 0, 0, G_OPTION_ARG_STRING, &status, "idea (without it), asked, agreed, declined", "STATUS" },
  { "contact", 0, 0, G_OPTION_ARG_STRING, &contact, "The member whom one talks to", "UID" },
  { "gives", 0, 0, G_OPTION_ARG_STRING, &gives, "What they give", "TEXT" },
  { "wants", 0, 0, G_OPTION_ARG_STRING, &wants, "What they want for it", "TEXT" },
  { NULL },
};

static const GOptionEntry link_options[] = {
  { "title", 0, 0, G_OPTION_ARG_STRING, &title, "What it is; without it, its address", "TEXT" },
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, "document (without it), page, material, recording, photo, survey, other", "KIND" },
  { NULL },
};

static const GOptionEntry risk_options[] = {
  { "chance", 0, 0, G_OPTION_ARG_INT, &chance, "1 to 3; without it, 2", "N" },
  { "harm", 0, 0, G_OPTION_ARG_INT, &harm, "1 to 3; without it, 2", "N" },
  { "answer", 0, 0, G_OPTION_ARG_STRING, &answer, "What is done about it", "TEXT" },
  { "owner", 0, 0, G_OPTION_ARG_STRING, &owner, "The member who watches it", "UID" },
  { "status", 0, 0, G_OPTION_ARG_STRING, &status, "open (without it), happened, gone", "STATUS" },
  { NULL },
};

static const GOptionEntry decision_options[] = {
  { "why", 0, 0, G_OPTION_ARG_STRING, &why, "The reason", "TEXT" },
  { "owner", 0, 0, G_OPTION_ARG_STRING, &owner, "The member who decided", "UID" },
  { "day", 0, 0, G_OPTION_ARG_STRING, &day, "When; without it, today", "DAY" },
  { NULL },
};

static const GOptionEntry next_options[] = {
  { "quarter", 0, 0, G_OPTION_ARG_STRING, &quarter, "Which one; without it, the one after the project's", "2026Q4" },
  { NULL },
};

const VecheCliCommand veche_cli_things_commands[] = {
  { "budget add", "UID TITLE --planned SUM [--spent SUM] [--income] …", "A line of money of a project or event", VECHE_CLI_WRITES, 2, 2, budget_options,
    run_budget_add },
  { "budget list", "UID", "The money of a project or event, in hundredths", VECHE_CLI_READS, 1, 1, NULL, run_budget_list },
  { "partner add", "UID NAME [--role sponsor] [--contact UID] …", "A partner or sponsor of a project or event", VECHE_CLI_WRITES, 2, 2, partner_options,
    run_partner_add },
  { "partner list", "UID", "The partners of a project or event", VECHE_CLI_READS, 1, 1, NULL, run_partner_list },
  { "link add", "UID ADDRESS [--title TEXT] [--kind KIND]", "A document or page of a project or event", VECHE_CLI_WRITES, 2, 2, link_options, run_link_add },
  { "link list", "UID", "The documents and pages of a project or event", VECHE_CLI_READS, 1, 1, NULL, run_link_list },
  { "risk add", "UID TITLE [--chance N] [--harm N] …", "What could go wrong with a project or event", VECHE_CLI_WRITES, 2, 2, risk_options, run_risk_add },
  { "risk list", "UID", "The risks of a project or event, the worst first", VECHE_CLI_READS, 1, 1, NULL, run_risk_list },
  { "decision add", "UID TEXT [--why TEXT] …", "What was decided of a project or event", VECHE_CLI_WRITES, 2, 2, decision_options, run_decision_add },
  { "decision list", "UID", "The decisions of a project or event, newest first", VECHE_CLI_READS, 1, 1, NULL, run_decision_list },
  { "project next", "UID TITLE [--quarter 2026Q4]", "Open the next quarter with what a project taught", VECHE_CLI_WRITES, 2, 2, next_options,
    run_project_next },
  { NULL },
};
