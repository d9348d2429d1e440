/* veche-cli-erase.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is kept about somebody, handed out or done away with.
 */

#include "cli/veche-cli.h"

#include "exchange/veche-person-file.h"
#include "store/veche-erase.h"

static gboolean yes;

/*** member all ***/

static gboolean
run_all (VecheCli *cli, GError **error)
{
  g_autofree char *uid = veche_cli_member_uid (cli, cli->args[0], NULL, error);

  return uid != NULL && veche_person_file_write (cli->db, uid, cli->args[1], error);
}

/*** member erase ***/

static void
print_erasure (VecheCli *cli, const char *uid, const VecheErasure *sum)
{
  if (cli->json)
    {
      JsonBuilder *json = veche_cli_json ();

      veche_cli_text (json, "uid", uid);
      json_builder_set_member_name (json, "erased");
      json_builder_add_boolean_value (json, yes);
      veche_cli_int (json, "accounts", sum->accounts);
      veche_cli_int (json, "messages", sum->messages);
      veche_cli_int (json, "words", sum->words);
      veche_cli_int (json, "waiting", sum->waiting);
      veche_cli_int (json, "changes", sum->changes);
      if (yes)
        veche_cli_int (json, "named", sum->named);
      veche_cli_print_json (json);
      return;
    }

  if (yes)
    {
      veche_cli_line ("Erased: %u accounts, %u messages, %u notes and the like, %u in the Inbox, %u lines of the journal; named by others in %u places",
                      sum->accounts, sum->messages, sum->words, sum->waiting, sum->changes, sum->named);
      veche_cli_line ("Copies of the workspace that were made before still hold them");
      return;
    }
  veche_cli_line ("Would go: %u accounts, %u messages, %u notes and the like, %u in the Inbox, %u lines of the journal", sum->accounts, sum->messages,
                  sum->words, sum->waiting, sum->changes);
  veche_cli_line ("It can’t be undone. Say --yes to erase");
}

static gboolean
run_erase (VecheCli *cli, GError **error)
{
  g_autofree char *uid = veche_cli_member_uid (cli, cli->args[0], NULL, error);
  VecheErasure sum = { 0 };

  if (uid == NULL)
    return FALSE;
  if (!(yes ? veche_erase_member (cli->db, uid, cli->actor, NULL, NULL, NULL, &sum, error) : veche_erase_count (cli->db, uid, &sum, error)))
    return FALSE;
  print_erasure (cli, uid, &sum);

  return TRUE;
}

static const GOptionEntry erase_options[] = {
  { "yes", 0, 0, G_OPTION_ARG_NONE, &yes, "Do it; without this, only tell what would go", NULL },
  { NULL },
};

const VecheCliCommand veche_cli_erase_commands[] = {
  { "member all", "MEMBER FILE.json", "Everything that is kept about somebody, in one file", VECHE_CLI_READS, 2, 2, NULL, run_all },
  { "member erase", "MEMBER [--yes]", "Forget somebody for good, at their request", VECHE_CLI_WRITES, 1, 1, erase_options, run_erase },
  { NULL },
};
