/* veche-cli.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * veche-cli [--workspace FILE] COMMAND …: what needs no window.  Finds the command in the tables of the other files,
 * reads its options, opens the workspace the way the command needs it, runs it, and turns an error into one line and an
 * exit status.
 */

#include "veche-config.h"

#include "cli/veche-cli.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "model/veche-edit.h"
#include "store/veche-attachments-table.h"
#include "store/veche-erase.h"
#include "store/veche-import-table.h"
#include "store/veche-journal.h"
#include "store/veche-members-table.h"
#include "store/veche-search-rows.h"

#define HELP_COLUMN 50

static const VecheCliCommand *const groups[] = {
  veche_cli_workspace_commands,
  veche_cli_import_commands,
  veche_cli_table_commands,
  veche_cli_archive_commands,
  veche_cli_deeds_commands,
  veche_cli_talk_commands,
  veche_cli_files_commands,
  veche_cli_export_commands,
  veche_cli_members_commands,
  veche_cli_duplicates_commands,
  veche_cli_erase_commands,
  veche_cli_labels_commands,
  veche_cli_inbox_commands,
  veche_cli_segments_commands,
  veche_cli_sources_commands,
  veche_cli_coverage_commands,
  veche_cli_people_commands,
  veche_cli_plan_commands,
  veche_cli_things_commands,
  veche_cli_events_commands,
  veche_cli_calendar_commands,
  veche_cli_caldav_commands,
  veche_cli_event_edit_commands,
  veche_cli_event_show_commands,
  veche_cli_team_commands,
  veche_cli_tasks_commands,
  veche_cli_agendas_commands,
  veche_cli_effect_commands,
  veche_cli_search_commands,
  veche_cli_experts_commands,
  veche_cli_harvest_commands,
  veche_cli_mood_commands,
  veche_cli_triage_commands,
  veche_cli_knowledge_commands,
  veche_cli_rules_commands,
  veche_cli_promises_commands,
  veche_cli_switches_commands,
};

G_DEFINE_QUARK (veche - cli - error - quark, veche_cli_error)

/*** Errors ***/

static gboolean
set_error (GError **error, int code, const char *format, va_list args)
{
  g_autofree char *message = g_strdup_vprintf (format, args);

  g_set_error_literal (error, VECHE_CLI_ERROR, code, message);

  return FALSE;
}

gboolean
veche_cli_usage (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  set_error (error, VECHE_CLI_ERROR_USAGE, format, args);
  va_end (args);

  return FALSE;
}

gboolean
veche_cli_failed (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  set_error (error, VECHE_CLI_ERROR_FAILED, format, args);
  va_end (args);

  return FALSE;
}

char *
veche_cli_read_text (const char *path, gsize most, gsize *length, GError **error)
{
  gboolean standard = strcmp (path, "-") == 0;
  g_autofree char *text = g_malloc (most + 2);
  FILE *file = standard ? stdin : g_fopen (path, "rb");
  gsize n = file != NULL ? fread (text, 1, most + 1, file) : 0;
  int wrong = file == NULL || ferror (file) ? errno : 0;

  if (file != NULL && !standard)
    fclose (file);
  if (wrong != 0)
    veche_cli_failed (error, "%s can't be read: %s", standard ? "the standard input" : path, g_strerror (wrong));
  else if (n > most)
    veche_cli_failed (error, "%s is too big for this: at most %" G_GSIZE_FORMAT " bytes", standard ? "the standard input" : path, most);
  if (wrong != 0 || n > most)
    return NULL;
  text[n] = '\0';
  if (length != NULL)
    *length = n;

  return g_steal_pointer (&text);
}

/* What a person can do about it. */
static const char *
advice (const GError *error)
{
  if (error->domain != VECHE_STORE_ERROR)
    return NULL;

  switch ((VecheStoreError)error->code)
    {
    case VECHE_STORE_ERROR_OPEN:
      return "check the path after --workspace, or make a workspace with “veche-cli init”";
    case VECHE_STORE_ERROR_CORRUPT:
      return "the file is damaged: open a backup of it";
    case VECHE_STORE_ERROR_FULL:
      return "free some space, then try again";
    case VECHE_STORE_ERROR_NEWER:
      return "update Veche";
    case VECHE_STORE_ERROR_QUERY:
      return "this is a mistake in Veche: please report it";
    default:
      return NULL;
    }
}

static int
report (const GError *error)
{
  g_autofree char *line = g_strdup (error->message);
  gboolean usage = error->domain == G_OPTION_ERROR || g_error_matches (error, VECHE_CLI_ERROR, VECHE_CLI_ERROR_USAGE);

  fflush (stdout);
  g_strdelimit (line, "\r\n", ' ');
  if (usage)
    fprintf (stderr, "veche-cli: %s (see “veche-cli --help”)\n", line);
  else if (advice (error) != NULL)
    fprintf (stderr, "veche-cli: %s: %s\n", line, advice (error));
  else
    fprintf (stderr, "veche-cli: %s\n", line);

  return usage ? 2 : 1;
}

/*** Help ***/

static void
print_help (void)
{
  printf ("Usage: veche-cli [--workspace FILE] [--json] COMMAND …\n\nCommands:\n");
  for (gsize g = 0; g < G_N_ELEMENTS (groups); g++)
    for (const VecheCliCommand *command = groups[g]; command->name != NULL; command++)
      {
        g_autofree char *call = g_strdup_printf ("%s %s", command->name, command->arguments);

        printf ("  %s%*s %s\n", call, (int)MAX (0, HELP_COLUMN - g_utf8_strlen (call, -1)), "", command->summary);
      }
  printf ("\nOptions:\n"
          "  --workspace FILE   the workspace; without it the one that was changed last in\n"
          "                     ~/.local/share/veche\n"
          "  --json             one JSON object a line, times in ISO 8601 UTC\n"
          "  --version          print the version\n"
          "  --help             this; after a command, the help of that command\n\n"
          "A member is meant by uid, by handle (@anna, anna@host) or by a name that only one bears.\n"
          "Exit status: 0 done, 1 failed, 2 wrong usage.\n");
}

/*** The command line ***/

static gboolean
is_word (const char *argument)
{
  return argument != NULL && *argument != '-';
}

/* Where the first word stands: options with a value before it are stepped over. 0: there is none. */
static int
find_first_word (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    if (strcmp (argv[i], "--workspace") == 0)
      i++;
    else if (is_word (argv[i]))
      return i;

  return 0;
}

/* "member add" before "member". words: how many of argv are its name. */
static const VecheCliCommand *
find_command (const char *first, const char *second, int *words)
{
  g_autofree char *both = second != NULL ? g_strconcat (first, " ", second, NULL) : NULL;

  for (int w = 2; w >= 1; w--)
    for (gsize g = 0; g < G_N_ELEMENTS (groups); g++)
      for (const VecheCliCommand *command = groups[g]; command->name != NULL; command++)
        if (g_strcmp0 (command->name, w == 2 ? both : first) == 0)
          {
            *words = w;
            return command;
          }

  return NULL;
}

/* "faq" alone, or with a word that is none: the words that there are. (nullable) (transfer full) */
static char *
list_second_words (const char *first)
{
  g_autofree char *start = g_strconcat (first, " ", NULL);
  g_autoptr (GString) words = g_string_new (NULL);

  for (gsize g = 0; g < G_N_ELEMENTS (groups); g++)
    for (const VecheCliCommand *command = groups[g]; command->name != NULL; command++)
      if (g_str_has_prefix (command->name, start))
        g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", command->name + strlen (start));

  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

static GOptionContext *
make_context (const VecheCliCommand *command, const GOptionEntry *common)
{
  g_autofree char *rest = g_strdup_printf ("%s %s", command->name, command->arguments);
  GOptionContext *context = g_option_context_new (NULL);

  g_option_context_set_summary (context, command->summary);
  g_option_context_add_main_entries (context, common, NULL);
  if (command->options != NULL)
    g_option_context_add_main_entries (context, command->options, NULL);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_ignore_unknown_options (context, command->raw);

  return context;
}

static void
print_command_help (GOptionContext *context, const VecheCliCommand *command)
{
  g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);
  const char *after = strchr (help, '\n');

  printf ("Usage: veche-cli %s %s\n%s", command->name, command->arguments, after != NULL ? after + 1 : "");
}

/* The newest of the usual folder; what a first `init` makes when there is none. */
static char *
default_workspace (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "veche", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  char *newest = NULL;
  gint64 newest_time = -1;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *wal = g_strconcat (path, "-wal", NULL);
      GStatBuf info, wal_info;
      gint64 changed;

      if (!g_str_has_suffix (name, ".veche") || g_stat (path, &info) != 0)
        continue;
      changed = info.st_mtime;
      if (g_stat (wal, &wal_info) == 0)
        changed = MAX (changed, wal_info.st_mtime);
      if (changed <= newest_time)
        continue;
      g_free (newest);
      newest = g_steal_pointer (&path);
      newest_time = changed;
    }

  return newest != NULL ? newest : g_build_filename (folder, "My Community.veche", NULL);
}

/* What an import brought that was killed is whole and stays; that is said once. */
static gboolean
adopt (VecheDb *db, GError **error)
{
  gint64 before = 0, after = 0;
  g_autofree char *known = veche_import_cut_short (db, &before), *name = NULL;

  if (!veche_import_adopt (db, error))
    return FALSE;
  name = veche_import_cut_short (db, &after);
  if (name != NULL && after != before)
    g_printerr ("The import of %s was cut short. What came is kept; “veche-cli undo” takes it back.\n", name);

  return TRUE;
}

static gboolean
open_workspace (VecheCli *cli, GError **error)
{
  VecheDbFlags flags = VECHE_DB_READER;

  if (cli->command->access == VECHE_CLI_NONE)
    return TRUE;
  if (cli->command->access == VECHE_CLI_WRITES)
    flags = VECHE_DB_WRITER;
  else if (cli->command->access == VECHE_CLI_CREATES)
    flags = VECHE_DB_WRITER | VECHE_DB_CREATE;
  cli->db = veche_db_open (cli->path, flags, error);
  if (cli->db == NULL && error != NULL && strstr ((*error)->message, cli->path) == NULL)
    g_prefix_error (error, "%s: ", cli->path);

  if (cli->db == NULL || !(flags & VECHE_DB_WRITER))
    return cli->db != NULL;

  cli->finished = veche_journal_find_unfinished (cli->db);

  return adopt (cli->db, error) && veche_attachments_sweep (cli->db, error) && veche_erase_finish (cli->db, error);
}

static gboolean
check_arguments (VecheCli *cli, GError **error)
{
  const VecheCliCommand *command = cli->command;

  if ((int)cli->n_args >= command->least && (command->most < 0 || (int)cli->n_args <= command->most))
    return TRUE;

  return veche_cli_usage (error, "%s arguments: veche-cli %s %s",
                          (int)cli->n_args < command->least ? "too few" : "too many", command->name,
                          command->arguments);
}

static gboolean
run (VecheCli *cli, GError **error)
{
  gboolean ok = check_arguments (cli, error) && open_workspace (cli, error) && cli->command->run (cli, error);

  if (ok && cli->db != NULL && cli->command->access != VECHE_CLI_NONE && cli->command->access != VECHE_CLI_READS)
    ok = veche_search_rows_settle_all (cli->db, error);
  veche_db_close (g_steal_pointer (&cli->db));
  g_clear_pointer (&cli->subject, g_free);
  g_clear_pointer (&cli->finished, veche_gesture_free);

  return ok;
}

/* All but the command's own words and one "--". */
static char **
strip_arguments (char **argv, int first, int words)
{
  g_autoptr (GStrvBuilder) rest = g_strv_builder_new ();

  for (int i = 0; argv[i] != NULL; i++)
    if (i < first || i >= first + words)
      g_strv_builder_add (rest, argv[i]);

  return g_strv_builder_end (rest);
}

static void
drop_dashes (char **args)
{
  for (int i = 0; args[i] != NULL; i++)
    if (strcmp (args[i], "--") == 0)
      {
        g_free (args[i]);
        for (; (args[i] = args[i + 1]) != NULL; i++)
          ;
        return;
      }
}

static int
run_command (const VecheCliCommand *command, char **argv, int first, int words)
{
  g_autofree char *workspace = NULL;
  gboolean json = FALSE, help = FALSE;
  const GOptionEntry common[] = {
    { "workspace", 0, 0, G_OPTION_ARG_FILENAME, &workspace, "The workspace", "FILE" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, "One JSON object a line", NULL },
    { "help", command->raw ? 0 : 'h', 0, G_OPTION_ARG_NONE, &help, "Show this help", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = make_context (command, common);
  g_auto (GStrv) args = strip_arguments (argv, first, words);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  VecheCli cli = { .command = command };

  if (!g_option_context_parse_strv (context, &args, &error))
    return report (error);
  if (help)
    {
      print_command_help (context, command);
      return 0;
    }

  drop_dashes (args);
  path = workspace != NULL ? g_strdup (workspace) : default_workspace ();
  cli.args = args + 1;
  cli.n_args = g_strv_length (cli.args);
  cli.path = path;
  cli.json = json;
  cli.actor = strcmp (g_get_real_name (), "Unknown") != 0 ? g_get_real_name () : g_get_user_name ();

  return run (&cli, &error) ? 0 : report (error);
}

int
main (int argc, char *argv[])
{
  g_auto (GStrv) arguments = NULL;
  const VecheCliCommand *command;
  int first, words = 0;

  setlocale (LC_ALL, "");
  g_set_prgname ("veche-cli");
  arguments = g_strdupv (argv);
  first = find_first_word (argc, arguments);

  if (first == 0)
    {
      g_autoptr (GError) error = NULL;

      if (argc > 1 && strcmp (argv[1], "--version") == 0)
        printf ("veche-cli " VECHE_VERSION "\n");
      else if (argc > 1 && (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0))
        print_help ();
      else
        {
          veche_cli_usage (&error, "which command?");
          return report (error);
        }
      return 0;
    }

  command = find_command (arguments[first], is_word (arguments[first + 1]) ? arguments[first + 1] : NULL, &words);
  if (command == NULL)
    {
      g_autofree char *seconds = list_second_words (arguments[first]);
      g_autoptr (GError) error = NULL;

      if (seconds != NULL)
        veche_cli_usage (&error, "“%s” is followed by one of: %s", arguments[first], seconds);
      else
        veche_cli_usage (&error, "there is no command “%s”", arguments[first]);
      return report (error);
    }

  return run_command (command, arguments, first, words);
}

/*** What commands share ***/

gboolean
veche_cli_edit (VecheCli *cli, const char *kind, const char *subject, VecheCliBuild build, gpointer data,
                GError **error)
{
  g_autoptr (VecheEdit) edit = veche_edit_new (kind, subject);

  if (!veche_db_begin (cli->db, error))
    return FALSE;
  if (build (cli, edit, data, error) && veche_journal_apply (cli->db, edit, cli->actor, error) != 0)
    return veche_db_commit (cli->db, error);

  veche_db_rollback (cli->db);

  return FALSE;
}

char *
veche_cli_member_uid (VecheCli *cli, const char *who, gint64 *id, GError **error)
{
  gint64 found = veche_members_find (cli->db, who, error);
  VecheMember *member = found != 0 ? veche_members_load (cli->db, found, error) : NULL;
  char *uid;

  if (member == NULL)
    return NULL;
  if (id != NULL)
    *id = found;
  g_free (cli->subject);
  cli->subject = g_strdup (member->name);
  uid = g_strdup (member->parent.uid);
  veche_record_unref (member);

  return uid;
}
