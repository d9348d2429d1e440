/* veche-cli-workspace.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The workspace as a whole: init, seed, undo, redo, journal, check.
 */

#include "cli/veche-cli.h"

#include <stdio.h>
#include <string.h>

#include "store/veche-journal.h"
#include "store/veche-seed.h"
#include "store/veche-workspace.h"

static char *community;
static int members = 1000, interactions = -1, limit = 100;
static gint64 seed_number = 1;

/* A first command on a new file begins it as the window would. */
static gboolean
begin_workspace (VecheCli *cli, const char *name, GError **error)
{
  static const char *const agendas[] = { "Outside topic", "Inner life", "Common work", NULL };

  if (!veche_db_begin (cli->db, error))
    return FALSE;
  if (veche_workspace_begin (cli->db, name, agendas, cli->actor, error))
    return veche_db_commit (cli->db, error);

  veche_db_rollback (cli->db);

  return FALSE;
}

static gboolean
run_init (VecheCli *cli, GError **error)
{
  g_autofree char *base = g_path_get_basename (cli->path);

  if (g_str_has_suffix (base, ".veche"))
    base[strlen (base) - strlen (".veche")] = '\0';
  if (!begin_workspace (cli, community != NULL ? community : base, error))
    return FALSE;

  if (cli->json)
    {
      JsonBuilder *json = veche_cli_json ();

      veche_cli_text (json, "workspace", veche_db_get_path (cli->db));
      veche_cli_text (json, "community", community != NULL ? community : base);
      veche_cli_print_json (json);
    }
  else
    veche_cli_line ("%s", veche_db_get_path (cli->db));

  return TRUE;
}

static gboolean
seed_progress (guint done, guint total, gpointer user_data)
{
  veche_cli_progress (done, total, "Seeding");

  return TRUE;
}

static gboolean
run_seed (VecheCli *cli, GError **error)
{
  VecheSeed seed = { .progress = seed_progress, .seed = (guint64)seed_number };

  if (members <= 0 || interactions < -1)
    return veche_cli_usage (error, "--members takes a number above 0, --interactions one from 0 on");

  seed.members = (guint)members;
  seed.interactions = interactions >= 0 ? (guint)interactions : seed.members * 10;
  if (!begin_workspace (cli, "Seed", error) || !veche_seed (cli->db, &seed, error))
    return FALSE;
  veche_cli_progress (1, 1, "");

  if (cli->json)
    {
      JsonBuilder *json = veche_cli_json ();

      veche_cli_int (json, "members", seed.members);
      veche_cli_int (json, "interactions", seed.interactions);
      veche_cli_int (json, "seed", seed_number);
      veche_cli_print_json (json);
    }
  else
    veche_cli_line ("Seeded %u members and %u interactions", seed.members, seed.interactions);

  return TRUE;
}

static gboolean
is_cut_short (VecheDb *db)
{
  g_autoptr (VecheGesture) gesture = veche_journal_find_unfinished (db);

  return gesture != NULL;
}

static gboolean
tell_undo (VecheCli *cli, const VecheGesture *gesture, const char *what)
{
  if (cli->json)
    {
      JsonBuilder *json = veche_cli_json ();

      veche_cli_text (json, what, gesture->kind);
      veche_cli_text (json, "subject", gesture->subject);
      veche_cli_print_json (json);
    }
  else
    veche_cli_line ("%s: %s%s%s", what, gesture->kind, gesture->subject != NULL ? " · " : "",
                    gesture->subject != NULL ? gesture->subject : "");

  return TRUE;
}

/* What was cut short went on when the workspace was opened: that is the one that was asked for, not another. */
static gboolean
run_reversal (VecheCli *cli, gboolean redo, GError **error)
{
  const char *what = redo ? "redone" : "undone";
  g_autoptr (VecheGesture) gesture = NULL;

  if (cli->finished != NULL && cli->finished->redo == redo && !is_cut_short (cli->db))
    return tell_undo (cli, cli->finished, what);
  if (!veche_db_begin (cli->db, error))
    return FALSE;
  gesture = redo ? veche_journal_redo (cli->db, cli->actor, error) : veche_journal_undo (cli->db, 0, cli->actor, error);
  if (gesture == NULL)
    {
      veche_db_rollback (cli->db);
      return FALSE;
    }

  return veche_db_commit (cli->db, error) && tell_undo (cli, gesture, what);
}

static gboolean
run_undo (VecheCli *cli, GError **error)
{
  return run_reversal (cli, FALSE, error);
}

static gboolean
run_redo (VecheCli *cli, GError **error)
{
  return run_reversal (cli, TRUE, error);
}

static void
print_line (VecheCli *cli, VecheJournalLine *line)
{
  g_autofree char *day = veche_cli_day (line->at);
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%s  %s  %s  %s %s %s: %s → %s", day, line->actor, line->kind, line->object, line->object_uid,
                      *line->field != '\0' ? line->field : "(row)", line->before != NULL ? line->before : "–",
                      line->after != NULL ? line->after : "–");
      return;
    }

  json = veche_cli_json ();
  veche_cli_int (json, "id", line->id);
  veche_cli_time (json, "at", line->at);
  veche_cli_text (json, "actor", line->actor);
  veche_cli_text (json, "gesture", line->gesture_uid);
  veche_cli_text (json, "kind", line->kind);
  veche_cli_text (json, "object", line->object);
  veche_cli_text (json, "uid", line->object_uid);
  veche_cli_text (json, "field", line->field);
  veche_cli_text (json, "before", line->before);
  veche_cli_text (json, "after", line->after);
  veche_cli_print_json (json);
}

static gboolean
run_journal (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) lines = NULL;

  if (limit < 0)
    return veche_cli_usage (error, "--limit takes a number; 0 is all");
  lines = veche_journal_list (cli->db, cli->args[0], (guint)limit, error);
  if (lines == NULL)
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    print_line (cli, lines->pdata[i]);

  return TRUE;
}

static gboolean
run_check (VecheCli *cli, GError **error)
{
  g_auto (GStrv) damage = veche_db_check (cli->db, error);
  g_auto (GStrv) differences = damage != NULL ? veche_journal_verify (cli->db, error) : NULL;
  GStrv parts[] = { damage, differences };
  guint n;

  if (differences == NULL)
    return FALSE;

  n = g_strv_length (damage) + g_strv_length (differences);
  if (cli->json)
    {
      JsonBuilder *json = veche_cli_json ();

      veche_cli_bool (json, "ok", n == 0);
      json_builder_set_member_name (json, "findings");
      json_builder_begin_array (json);
      for (gsize p = 0; p < G_N_ELEMENTS (parts); p++)
        for (guint i = 0; parts[p][i] != NULL; i++)
          json_builder_add_string_value (json, parts[p][i]);
      json_builder_end_array (json);
      veche_cli_print_json (json);
    }
  else
    for (gsize p = 0; p < G_N_ELEMENTS (parts); p++)
      for (guint i = 0; parts[p][i] != NULL; i++)
        veche_cli_line ("%s", parts[p][i]);

  if (n > 0)
    return veche_cli_failed (error, "%u %s found: keep a copy of the file and open a backup", n,
                             n == 1 ? "fault was" : "faults were");
  if (!cli->json)
    veche_cli_line ("All is well");

  return TRUE;
}

static const GOptionEntry init_options[] = {
  { "community", 0, 0, G_OPTION_ARG_STRING, &community, "Name of the community", "NAME" },
  { NULL },
};

static const GOptionEntry seed_options[] = {
  { "members", 0, 0, G_OPTION_ARG_INT, &members, "How many people (1000)", "N" },
  { "interactions", 0, 0, G_OPTION_ARG_INT, &interactions, "How many interactions (ten a member)", "M" },
  { "seed", 0, 0, G_OPTION_ARG_INT64, &seed_number, "The same number gives the same people (1)", "S" },
  { NULL },
};

static const GOptionEntry journal_options[] = {
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit, "At most so many lines, the newest (100); 0 is all", "N" },
  { NULL },
};

const VecheCliCommand veche_cli_workspace_commands[] = {
  { "init", "[--community NAME]", "Make a workspace", VECHE_CLI_CREATES, 0, 0, init_options, run_init },
  { "seed", "--members N [--interactions M] [--seed S]", "Fill it with made-up people", VECHE_CLI_CREATES, 0, 0,
    seed_options, run_seed },
  { "undo", "", "Take back the last change", VECHE_CLI_WRITES, 0, 0, NULL, run_undo },
  { "redo", "", "Do again what was taken back", VECHE_CLI_WRITES, 0, 0, NULL, run_redo },
  { "journal", "[UID] [--limit N]", "Who changed what, newest first", VECHE_CLI_READS, 0, 1, journal_options,
    run_journal },
  { "check", "", "Look for damage", VECHE_CLI_READS, 0, 0, NULL, run_check },
  { NULL },
};
