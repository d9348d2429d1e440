/* veche-cli-team.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who does what: slot add, list, invite, answer, done, leave; project leave; candidates.
 */

#include "cli/veche-cli-plan.h"

#include <string.h>

#include "analysis/veche-staffing.h"
#include "model/veche-edit.h"
#include "store/veche-plan-team.h"

static char *project, *competency, *title, *about, *platform, *text, *message, *left_for;
static int level, needed, hours, limit;
static gboolean only_open, withdrawn;

char *
veche_cli_competency_uid (VecheCli *cli, const char *name, GError **error)
{
  char *uid = veche_team_find_competency (cli->db, name);

  if (uid == NULL)
    veche_cli_failed (error, "there is no competency “%s”", name);

  return uid;
}

/*** Slots ***/

static gboolean
build_slot (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  g_autofree char *competency_uid = competency != NULL ? veche_cli_competency_uid (cli, competency, error) : NULL;
  VecheSlotNew slot = { .title = title, .about = about, .competency_uid = competency_uid, .level = level, .hours = hours, .needed = (guint) MAX (needed, 1) };
  char **uid = data;

  if (competency != NULL && competency_uid == NULL)
    return FALSE;
  *uid = g_strdup (veche_team_edit_add_slot (cli->db, edit, cli->args[0], &slot, error));

  return *uid != NULL;
}

static gboolean
run_slot_add (VecheCli *cli, GError **error)
{
  g_autoptr (VecheProjectMore) more = NULL;
  g_autofree char *uid = NULL;

  if (competency == NULL && title == NULL)
    return veche_cli_usage (error, "what is to be done there? Give --competency NAME or --title TEXT");
  if (level < 0 || level > 5)
    return veche_cli_usage (error, "--level takes a number from 1 to 5");
  more = veche_team_load_project (cli->db, cli->args[0], error);
  if (more == NULL || !veche_cli_edit (cli, "slot", title != NULL ? title : competency, build_slot, &uid, error))
    return FALSE;
  veche_cli_print_uid (cli, uid);

  return TRUE;
}

static void
print_slot (VecheCli *cli, const VecheSlotCard *slot)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%s  %s: %s  %u of %u%s%s", slot->uid, slot->project_title, slot->title, slot->filled, slot->needed,
                      slot->day != NULL ? "  by " : "", slot->day != NULL ? slot->day : "");
      return;
    }
  json = veche_cli_json ();
  veche_cli_text (json, "uid", slot->uid);
  veche_cli_text (json, "title", slot->title);
  veche_cli_text (json, "about", slot->about);
  veche_cli_text (json, "competency", slot->competency);
  veche_cli_int (json, "level", slot->level);
  veche_cli_int (json, "hours", slot->hours);
  veche_cli_int (json, "needed", slot->needed);
  veche_cli_int (json, "filled", slot->filled);
  veche_cli_int (json, "invited", slot->invited);
  veche_cli_int (json, "declined", slot->declined);
  veche_cli_int (json, "silent", slot->silent);
  veche_cli_text (json, "project", slot->project_uid);
  veche_cli_text (json, "quarter", slot->quarter);
  veche_cli_text (json, "day", slot->day);
  veche_cli_print_json (json);
}

static gboolean
run_slot_list (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) slots = veche_team_list_slots (cli->db, project, only_open, error);

  for (guint i = 0; slots != NULL && i < slots->len; i++)
    print_slot (cli, slots->pdata[i]);

  return slots != NULL;
}

/*** Invitations ***/

static gboolean
build_invite (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  return veche_team_edit_invite (cli->db, edit, cli->args[0], data, platform, text, error);
}

static gboolean
run_slot_invite (VecheCli *cli, GError **error)
{
  g_autofree char *uid = veche_cli_member_uid (cli, cli->args[1], NULL, error);

  return uid != NULL && veche_cli_edit (cli, "invitation", cli->subject, build_invite, uid, error);
}

typedef struct { char *member_uid; const char *state; } Answer;

static gboolean
build_answer (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  Answer *answer = data;

  return veche_team_edit_answer (cli->db, edit, cli->args[0], answer->member_uid, answer->state, message, error);
}

static gboolean
answer_slot (VecheCli *cli, const char *state, GError **error)
{
  g_autofree char *uid = veche_cli_member_uid (cli, cli->args[1], NULL, error);
  Answer answer = { uid, state };

  if (uid == NULL)
    return FALSE;
  if (message != NULL && veche_db_id_for_uid (cli->db, "interaction", message) == 0)
    return veche_cli_failed (error, "there is no message “%s”", message);

  return veche_cli_edit (cli, "invitation", cli->subject, build_answer, &answer, error);
}

static gboolean
run_slot_answer (VecheCli *cli, GError **error)
{
  static const char *const known[] = { "accepted", "declined", "silent", NULL };

  if (!g_strv_contains (known, cli->args[2]))
    return veche_cli_usage (error, "an answer is accepted, declined or silent");

  return answer_slot (cli, cli->args[2], error);
}

static gboolean
run_slot_done (VecheCli *cli, GError **error)
{
  return answer_slot (cli, "accepted", error);
}

static gboolean
build_leave (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  return veche_team_edit_leave (cli->db, edit, cli->args[0], data, withdrawn, left_for, error);
}

static gboolean
build_leave_project (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  return veche_team_edit_leave_project (cli->db, edit, cli->args[0], data, error);
}

static gboolean
run_slot_leave (VecheCli *cli, GError **error)
{
  g_autofree char *uid = veche_cli_member_uid (cli, cli->args[1], NULL, error);

  return uid != NULL && veche_cli_edit (cli, "leave-slot", cli->subject, build_leave, uid, error);
}

static gboolean
run_project_leave (VecheCli *cli, GError **error)
{
  g_autofree char *uid = veche_cli_member_uid (cli, cli->args[1], NULL, error);
  g_autoptr (VecheProjectMore) more = uid != NULL ? veche_team_load_project (cli->db, cli->args[0], error) : NULL;

  return more != NULL && veche_cli_edit (cli, "leave-project", cli->subject, build_leave_project, uid, error);
}

static gboolean
run_slot_invitations (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) invitations = veche_team_list_invitations (cli->db, cli->args[0], error);

  for (guint i = 0; invitations != NULL && i < invitations->len; i++)
    {
      const VecheInvitation *one = invitations->pdata[i];
      JsonBuilder *json;

      if (!cli->json)
        {
          veche_cli_line ("%s  %s  %s", one->member_uid, one->name, one->state);
          continue;
        }
      json = veche_cli_json ();
      veche_cli_person (json, "member", one->member_uid, one->name);
      veche_cli_text (json, "state", one->state);
      veche_cli_time (json, "at", one->at);
      veche_cli_time (json, "answered", one->answered);
      veche_cli_text (json, "platform", one->platform);
      veche_cli_text (json, "text", one->text);
      veche_cli_text (json, "reason", one->note);
      veche_cli_text (json, "message", one->interaction_uid);
      veche_cli_print_json (json);
    }

  return invitations != NULL;
}

/*** Candidates ***/

static void
add_candidates (JsonBuilder *json, const char *key, GPtrArray *candidates)
{
  json_builder_set_member_name (json, key);
  json_builder_begin_array (json);
  for (guint i = 0; i < candidates->len; i++)
    {
      const VecheStaffCandidate *one = candidates->pdata[i];

      json_builder_begin_object (json);
      veche_cli_text (json, "uid", one->uid);
      veche_cli_text (json, "name", one->name);
      veche_cli_int (json, "score", one->score);
      veche_cli_text (json, "state", veche_staff_state_nick (one->state));
      veche_cli_text (json, "platform", one->platform);
      veche_cli_time (json, "last_asked", one->last_asked);
      json_builder_set_member_name (json, "reasons");
      json_builder_begin_array (json);
      for (guint r = 0; r < one->reasons->len; r++)
        {
          const VecheStaffReason *reason = one->reasons->pdata[r];

          json_builder_begin_object (json);
          veche_cli_text (json, "kind", veche_staff_reason_nick (reason->kind));
          veche_cli_int (json, "points", reason->points);
          veche_cli_int (json, "n", reason->n);
          veche_cli_int (json, "level", reason->level);
          veche_cli_text (json, "name", reason->name);
          veche_cli_text (json, "quote", reason->quote);
          veche_cli_time (json, "at", reason->at);
          json_builder_end_object (json);
        }
      json_builder_end_array (json);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static gboolean
run_candidates (VecheCli *cli, GError **error)
{
  g_autoptr (VecheStaffing) staffing = veche_staffing_find (cli->db, cli->args[0], (guint) MAX (limit, 0), 0, error);
  JsonBuilder *json;

  if (staffing == NULL)
    return FALSE;
  if (cli->json)
    {
      json = veche_cli_json ();
      veche_cli_text (json, "slot", staffing->slot->uid);
      veche_cli_text (json, "competency", staffing->slot->competency);
      add_candidates (json, "candidates", staffing->candidates);
      add_candidates (json, "left_out", staffing->left_out);
      veche_cli_print_json (json);
      return TRUE;
    }
  for (guint i = 0; i < staffing->candidates->len; i++)
    {
      const VecheStaffCandidate *one = staffing->candidates->pdata[i];
      g_autoptr (GString) why = g_string_new (NULL);

      for (guint r = 0; r < one->reasons->len; r++)
        {
          const VecheStaffReason *reason = one->reasons->pdata[r];

          g_string_append_printf (why, "%s%s %+d", r > 0 ? ", " : "", veche_staff_reason_nick (reason->kind), reason->points);
        }
      veche_cli_line ("%4d  %s  %s  (%s)", one->score, one->uid, one->name, why->str);
    }

  return TRUE;
}

static const GOptionEntry candidates_options[] = {
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit, "At most this many; without it, 20", "N" },
  { NULL },
};

static const GOptionEntry slot_options[] = {
  { "competency", 0, 0, G_OPTION_ARG_STRING, &competency, "What they must be able to do", "NAME" },
  { "title", 0, 0, G_OPTION_ARG_STRING, &title, "What it is called; without it, the competency", "TEXT" },
  { "about", 0, 0, G_OPTION_ARG_STRING, &about, "What is to be done there", "TEXT" },
  { "level", 0, 0, G_OPTION_ARG_INT, &level, "At least this well, 1 to 5", "N" },
  { "needed", 0, 0, G_OPTION_ARG_INT, &needed, "How many people; without it, one", "N" },
  { "hours", 0, 0, G_OPTION_ARG_INT, &hours, "Of each of them, all in all", "N" },
  { NULL },
};

static const GOptionEntry list_options[] = {
  { "project", 0, 0, G_OPTION_ARG_STRING, &project, "Of this one; without it, of all that are not over", "UID" },
  { "open", 0, 0, G_OPTION_ARG_NONE, &only_open, "Only where somebody is missing", NULL },
  { NULL },
};

static const GOptionEntry invite_options[] = {
  { "platform", 0, 0, G_OPTION_ARG_STRING, &platform, "Where they were asked", "NAME" },
  { "text", 0, 0, G_OPTION_ARG_STRING, &text, "In which words", "TEXT" },
  { NULL },
};

static const GOptionEntry answer_options[] = {
  { "message", 0, 0, G_OPTION_ARG_STRING, &message, "The message that says so", "UID" },
  { NULL },
};

static const GOptionEntry leave_options[] = {
  { "reason", 0, 0, G_OPTION_ARG_STRING, &left_for, "Why, in which words", "TEXT" },
  { "withdrawn", 0, 0, G_OPTION_ARG_NONE, &withdrawn, "We do without them; without it, they changed their mind", NULL },
  { NULL },
};

const VecheCliCommand veche_cli_team_commands[] = {
  { "slot add", "PROJECT --competency NAME [--level N] [--needed N] …", "Somebody is wanted for a project", VECHE_CLI_WRITES, 1, 1, slot_options,
    run_slot_add },
  { "slot list", "[--project UID] [--open]", "Who is wanted, and how many are there", VECHE_CLI_READS, 0, 0, list_options, run_slot_list },
  { "slot invite", "SLOT WHO [--platform NAME] [--text TEXT]", "Somebody was asked to take it", VECHE_CLI_WRITES, 2, 2, invite_options, run_slot_invite },
  { "slot answer", "SLOT WHO accepted|declined|silent", "What they answered", VECHE_CLI_WRITES, 3, 3, answer_options, run_slot_answer },
  { "slot done", "SLOT WHO", "Somebody takes it", VECHE_CLI_WRITES, 2, 2, answer_options, run_slot_done },
  { "slot leave", "SLOT WHO [--withdrawn] [--reason TEXT]", "Somebody takes it no longer, or need not answer", VECHE_CLI_WRITES, 2, 2, leave_options,
    run_slot_leave },
  { "project leave", "PROJECT WHO", "Somebody without a role takes part no longer", VECHE_CLI_WRITES, 2, 2, NULL, run_project_leave },
  { "slot invitations", "SLOT", "Who was asked, and what they answered", VECHE_CLI_READS, 1, 1, NULL, run_slot_invitations },
  { "candidates", "SLOT [--limit N]", "Who could take it, and why", VECHE_CLI_READS, 1, 1, candidates_options, run_candidates },
  { NULL },
};
