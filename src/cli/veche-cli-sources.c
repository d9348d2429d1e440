/* veche-cli-sources.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * source add, source list, source remove, sync.  Sync runs the same code as the window, with a main loop around it.
 */

#include "cli/veche-cli-sources-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "connectors/veche-connector.h"
#include "model/veche-edit.h"
#include "store/veche-sources-table.h"
#include "sync/veche-sync-orders.h"

#define TOKEN_MAX 16384

static VecheCliSourceWords said;
static char *token_from;
static gboolean own_server, drop;

/*** Tokens ***/

static gboolean
check_token_file (FILE *file, const char *from, GError **error)
{
  struct stat info;

  if (file == stdin || fstat (fileno (file), &info) != 0 || !S_ISREG (info.st_mode) || (info.st_mode & 077) == 0)
    return TRUE;

  return veche_cli_failed (error, "Others can read %s: make it private with “chmod 600”, then try again", from);
}

/* Never from the command line: others could see it there. (transfer full) (nullable) */
static char *
read_token (const char *from, GError **error)
{
  FILE *file = strcmp (from, "-") == 0 ? stdin : g_fopen (from, "re");
  g_autofree char *token = g_malloc0 (TOKEN_MAX + 1);
  gsize n;
  gboolean private;

  if (file == NULL)
    {
      veche_cli_failed (error, "The token can't be read from %s: %s", from, g_strerror (errno));
      return NULL;
    }
  private = check_token_file (file, from, error);
  n = private ? fread (token, 1, TOKEN_MAX, file) : 0;
  if (file != stdin)
    fclose (file);
  if (!private)
    return NULL;

  g_strstrip (token);
  if (n == 0 || *token == '\0' || strpbrk (token, " \t\r\n") != NULL || !g_str_is_ascii (token))
    {
      veche_cli_failed (error, "There is no token in %s: it is one word on one line",
                        strcmp (from, "-") == 0 ? "standard input" : from);
      return NULL;
    }

  return g_steal_pointer (&token);
}

gboolean
veche_cli_source_read_tokens (const VecheCliSourceWords *words, const char *from, char **token, GError **error)
{
  g_autoptr (GError) local = NULL;

  *token = from != NULL ? read_token (from, &local) : veche_cli_source_read_secrets (words->secrets, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/*** Listing ***/

const char *
veche_cli_source_state (VecheSource *source)
{
  if (source->paused)
    return "paused";
  if (source->error != NULL)
    return "trouble";

  return source->last_ok != 0 ? "well" : "new";
}

static void
print_source (VecheCli *cli, VecheSource *source)
{
  g_autofree char *last = veche_cli_day (source->last_ok);
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%s  %s  %s  %s  last sync %s%s%s  %s", source->uid, source->type, source->name,
                      veche_cli_source_state (source), last, source->error != NULL ? "  " : "",
                      source->error != NULL ? source->error : "", source->url);
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "uid", source->uid);
  veche_cli_text (json, "type", source->type);
  veche_cli_text (json, "name", source->name);
  veche_cli_text (json, "url", source->url);
  veche_cli_text (json, "account", source->account);
  veche_cli_text (json, "state", veche_cli_source_state (source));
  veche_cli_bool (json, "paused", source->paused);
  veche_cli_bool (json, "own_server", source->own_server);
  veche_cli_time (json, "last_sync", source->last_ok);
  veche_cli_time (json, "next_run", source->next_run);
  veche_cli_text (json, "error", source->error);
  veche_cli_text (json, "error_text", source->error_text);
  veche_cli_print_json (json);
}

static gboolean
run_list (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) sources = veche_sources_list (cli->db, error);

  for (guint i = 0; sources != NULL && i < sources->len; i++)
    print_source (cli, sources->pdata[i]);

  return sources != NULL;
}

/*** Adding and removing ***/

typedef struct
{
  const VecheConnectorInfo *info;
  VecheSource *source; /* (nullable): there already */
  const char *name;
  char *uid;
} VecheCliSourceEdit;

static gboolean
build_source (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  VecheCliSourceEdit *source = data;
  const char *url = said.url != NULL ? said.url : source->info->url;

  source->uid = g_strdup (
    veche_sources_edit_add (edit, source->info->name, source->name, url, said.words, own_server));
  if (source->info->every != 0)
    veche_edit_set_int (edit, "source", source->uid, "every", source->info->every);

  return veche_cli_source_edit (edit, source->uid, &said, NULL, error);
}

static char *
type_names (void)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n;
  const VecheConnectorInfo *infos = veche_connectors_list (&n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", infos[i].name);

  return g_strdup (names->str);
}

/* What was said, as it is kept. info (nullable): of a newer program's kind. */
static gboolean
keep_url (const VecheConnectorInfo *info, GError **error)
{
  char *url;

  if (said.url == NULL || info == NULL)
    return TRUE;

  url = veche_cli_source_dup_url (info, said.url, error);
  if (url == NULL)
    return FALSE;
  g_free (said.url);
  said.url = url;

  return TRUE;
}

static const VecheConnectorInfo *
find_type (VecheCli *cli, GError **error)
{
  const VecheConnectorInfo *info = veche_connectors_find (cli->args[0]);

  if (info == NULL)
    {
      g_autofree char *names = type_names ();

      veche_cli_usage (error, "there is no kind of source “%s”: there are %s", cli->args[0], names);
      return NULL;
    }
  if (said.url == NULL && info->url == NULL)
    {
      veche_cli_usage (error, "where is it? --url URL");
      return NULL;
    }

  return keep_url (info, error) ? info : NULL;
}

gboolean
veche_cli_source_keep_token (VecheCli *cli, const char *uid, const char *token, GError **error)
{
  VecheCliSession session = { 0 };
  gboolean kept = FALSE, ok;

  veche_db_close (g_steal_pointer (&cli->db));
  ok = veche_cli_session_open (cli, &session, error) && veche_cli_session_set_token (&session, uid, token, &kept, error);
  veche_cli_session_close (&session);
  if (ok && !kept)
    fprintf (
      stderr,
      "veche-cli: there is no keyring here, so the token was not kept: give it to each sync with --token-from\n");

  return ok;
}

/* "mastodon.example" of "https://mastodon.example/@us" */
char *
veche_cli_host_of (const char *url)
{
  g_autoptr (GUri) parsed = g_uri_parse (url, G_URI_FLAGS_PARSE_RELAXED, NULL);

  return g_strdup (parsed != NULL && g_uri_get_host (parsed) != NULL ? g_uri_get_host (parsed) : url);
}

static gboolean
run_add (VecheCli *cli, GError **error)
{
  VecheCliSourceEdit source = { .info = find_type (cli, error) };
  g_autofree char *host = NULL, *uid = NULL, *token = NULL;
  g_autoptr (VecheSource) added = NULL;
  gboolean done;

  if (source.info == NULL || !veche_cli_source_read_tokens (&said, token_from, &token, error))
    return FALSE;

  host = said.url != NULL ? veche_cli_host_of (said.url) : g_strdup (source.info->title);
  source.name = said.name != NULL ? said.name : host;
  done = veche_cli_edit (cli, "add-source", source.name, build_source, &source, error);
  uid = source.uid;
  added = done ? veche_sources_load (cli->db, uid, error) : NULL;
  if (added == NULL || !veche_cli_source_agree (added, error) || (token != NULL && !veche_cli_source_keep_token (cli, uid, token, error)))
    return FALSE;

  if (cli->json)
    print_source (cli, added);
  else
    veche_cli_line ("%s", uid);

  return TRUE;
}

static gboolean
build_set (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  VecheCliSourceEdit *set = data;

  if (said.name != NULL)
    veche_edit_set_text (edit, "source", set->uid, "name", said.name);
  if (said.url != NULL)
    veche_edit_set_text (edit, "source", set->uid, "url", said.url);

  return veche_cli_source_edit (edit, set->uid, &said, set->source->settings, error);
}

static gboolean
says_anything (void)
{
  return said.url != NULL || said.name != NULL || said.words != NULL || said.every != NULL || said.quiet != NULL ||
         said.metered != NULL || said.own_server != NULL || said.paused != NULL || said.settings != NULL;
}

static gboolean
run_set (VecheCli *cli, GError **error)
{
  g_autoptr (VecheSource) source = veche_sources_load (cli->db, cli->args[0], error);
  g_autofree char *token = NULL;
  VecheCliSourceEdit set = { .source = source };

  if (source == NULL)
    return FALSE;
  set.uid = source->uid;
  set.info = veche_connectors_find (source->type);
  if (!says_anything () && said.secrets == NULL && token_from == NULL)
    return veche_cli_usage (error, "set what? See “source set --help”");
  if (!keep_url (set.info, error))
    return FALSE;
  if (!veche_cli_source_read_tokens (&said, token_from, &token, error) ||
      (says_anything () && !veche_cli_edit (cli, "set-source", source->name, build_set, &set, error)))
    return FALSE;
  if (said.settings != NULL)
    {
      g_autoptr (VecheSource) now = veche_sources_load (cli->db, source->uid, error);

      if (now == NULL || !veche_cli_source_agree (now, error))
        return FALSE;
    }

  return token == NULL || veche_cli_source_keep_token (cli, source->uid, token, error);
}

typedef struct
{
  char *uid, *actor;
  gboolean keep;
} VecheCliRemoval;

static gpointer
remove_job (VecheDb *db, gpointer input, GError **error)
{
  VecheCliRemoval *removal = input;

  return veche_sources_remove (db, removal->uid, removal->keep, removal->actor, error) ? VECHE_JOB_DONE : NULL;
}

/* Ends our access there, then what is here. */
static gboolean
session_remove (VecheCliSession *session, VecheSource *source, VecheCliRemoval *removal, GError **error)
{
  g_autoptr (GAsyncResult) out = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) local = NULL;

  veche_sync_sign_out_async (session->sync, source->uid, veche_cli_session_ready, session);
  out = veche_cli_session_wait (session);
  if (!veche_sync_sign_out_finish (session->sync, out, &local))
    fprintf (stderr,
             "veche-cli: %s could not be told that this access ends, so end it there, in the settings of the account: %s\n",
             source->name, local->message);

  veche_store_run_async (session->store, VECHE_LANE_WRITER, remove_job, removal, NULL, NULL, NULL, veche_cli_session_ready, session);
  result = veche_cli_session_wait (session);

  return veche_store_run_finish (session->store, result, error) != NULL;
}

static gboolean
run_remove (VecheCli *cli, GError **error)
{
  g_autoptr (VecheSource) source = veche_sources_load (cli->db, cli->args[0], error);
  VecheCliSession session = { 0 };
  VecheCliRemoval removal;
  gboolean ok;

  if (source == NULL)
    return FALSE;

  removal = (VecheCliRemoval) { source->uid, (char *) cli->actor, !drop };
  veche_db_close (g_steal_pointer (&cli->db));
  ok = veche_cli_session_open (cli, &session, error) && session_remove (&session, source, &removal, error);
  veche_cli_session_close (&session);

  return ok;
}

/*** Syncing ***/

static VecheSource *
choose_source (GPtrArray *sources, const char *given, GError **error)
{
  VecheSource *found = NULL;
  guint n = 0;

  for (guint i = 0; i < sources->len; i++)
    {
      VecheSource *source = sources->pdata[i];
      const VecheConnectorInfo *info = veche_connectors_find (source->type);

      if (given != NULL ? strcmp (source->uid, given) == 0 || strcmp (source->name, given) == 0
                        : info != NULL && info->needs_token)
        {
          found = source;
          n++;
        }
    }
  if (n == 1)
    return found;

  if (given != NULL)
    veche_cli_failed (error,
                      n == 0 ? "There is no source “%s”: see “veche-cli source list”"
                             : "Several sources are called “%s”: say the uid",
                      given);
  else
    veche_cli_usage (error, "which source is the token for? veche-cli sync SOURCE --token-from …");

  return NULL;
}

static gboolean
sync_now (VecheCli *cli, VecheCliSession *session, const char *token, char **uid, GError **error)
{
  g_autoptr (GPtrArray) sources = veche_cli_session_list (session, error);
  g_autoptr (GAsyncResult) result = NULL;
  VecheSource *source = NULL;
  gboolean kept, ok;

  if (sources == NULL)
    return FALSE;
  if (sources->len == 0)
    return veche_cli_failed (error, "There is no source yet: add one with “veche-cli source add”");
  if (cli->n_args > 0 || token != NULL)
    {
      source = choose_source (sources, cli->args[0], error);
      if (source == NULL)
        return FALSE;
    }
  if (token != NULL && !veche_cli_session_set_token (session, source->uid, token, &kept, error))
    return FALSE;

  *uid = cli->n_args > 0 ? g_strdup (source->uid) : NULL;
  veche_cli_session_follow (session);
  veche_sync_run_async (session->sync, *uid, NULL, veche_cli_session_ready, session);
  result = veche_cli_session_wait (session);
  ok = veche_sync_run_finish (session->sync, result, error);
  veche_cli_progress (1, 1, "");

  return ok;
}

static void
print_synced (VecheCli *cli, VecheCliSession *session, const char *uid)
{
  g_autoptr (GPtrArray) sources = veche_cli_session_list (session, NULL);

  for (guint i = 0; sources != NULL && i < sources->len; i++)
    if (uid == NULL || strcmp (((VecheSource *)sources->pdata[i])->uid, uid) == 0)
      print_source (cli, sources->pdata[i]);
}

gboolean
veche_cli_source_sync (VecheCli *cli, const char *token, GError **error)
{
  VecheCliSession session = { 0 };
  g_autofree char *uid = NULL;
  g_autoptr (GError) local = NULL;
  gboolean ok;

  ok = veche_cli_session_open (cli, &session, &local) && sync_now (cli, &session, token, &uid, &local);
  if (session.store != NULL && (ok || local->domain == VECHE_CONNECTOR_ERROR))
    print_synced (cli, &session, uid);
  veche_cli_session_close (&session);
  if (ok)
    return TRUE;

  if (g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH))
    g_prefix_error (&local, "sign in again, or give its secrets with --secret or --token-from: ");
  else if (g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PRIVATE))
    g_prefix_error (&local, "a private address needs “source add … --own-server”: ");
  else if (g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_OFFLINE))
    g_prefix_error (&local, "it can't be reached; check the connection and the address, then sync again: ");
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
run_sync (VecheCli *cli, GError **error)
{
  g_autofree char *token = NULL;

  return veche_cli_source_read_tokens (&said, token_from, &token, error) && veche_cli_source_sync (cli, token, error);
}

#define SETTING_OPTIONS                                                                                                \
  { "words", 0, 0, G_OPTION_ARG_STRING, &said.words, "Words that make a message a mention, with commas between",       \
    "WORDS" },                                                                                                         \
  { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &said.settings,                                                            \
    "What the setup of its kind asks (“chats”, “login”): again for a list, empty to take it away", "KEY=VALUE" },       \
  { "every", 0, 0, G_OPTION_ARG_STRING, &said.every, "How often to read it", "SECONDS" },                              \
  { "quiet", 0, 0, G_OPTION_ARG_STRING, &said.quiet, "When not to read it: 22:00-08:00, or none", "HOURS" },           \
  {                                                                                                                    \
    "metered", 0, 0, G_OPTION_ARG_STRING, &said.metered, "Whether to read it on a network that costs by the byte",     \
      "yes|no"                                                                                                         \
  }

static const GOptionEntry add_options[] = {
  { "url", 0, 0, G_OPTION_ARG_STRING, &said.url, "Its address; a kind with one address for all needs none", "URL" },
  { "name", 0, 0, G_OPTION_ARG_STRING, &said.name, "What to call it; without it, the host", "NAME" },
  SETTING_OPTIONS,
  VECHE_CLI_SECRET_OPTIONS (said, token_from),
  { "own-server", 0, 0, G_OPTION_ARG_NONE, &own_server, "This is my own server: private addresses are fine", NULL },
  { NULL },
};

static const GOptionEntry set_options[] = {
  { "url", 0, 0, G_OPTION_ARG_STRING, &said.url, "Its address", "URL" },
  { "name", 0, 0, G_OPTION_ARG_STRING, &said.name, "What to call it", "NAME" },
  SETTING_OPTIONS,
  VECHE_CLI_SECRET_OPTIONS (said, token_from),
  { "own-server", 0, 0, G_OPTION_ARG_STRING, &said.own_server, "Whether it is my own server: private addresses are fine",
    "yes|no" },
  { "paused", 0, 0, G_OPTION_ARG_STRING, &said.paused, "Whether it rests", "yes|no" },
  { NULL },
};

static const GOptionEntry remove_options[] = {
  { "drop", 0, 0, G_OPTION_ARG_NONE, &drop, "With all that it brought; without it, that stays", NULL },
  { NULL },
};

static const GOptionEntry sync_options[] = {
  VECHE_CLI_SECRET_OPTIONS (said, token_from),
  { NULL },
};

const VecheCliCommand veche_cli_sources_commands[] = {
  { "source types", "", "List the kinds of sources and what each can do", VECHE_CLI_NONE, 0, 0, NULL,
    veche_cli_source_types },
  { "source add", "TYPE [--url URL] …", "Connect a source", VECHE_CLI_WRITES, 1, 1, add_options, run_add },
  { "source set", "SOURCE …", "Change a source's settings and secrets", VECHE_CLI_WRITES, 1, 1, set_options, run_set },
  { "source allow", "SOURCE", "Let a source that is a command run on this computer", VECHE_CLI_READS, 1, 1, NULL,
    veche_cli_source_allow },
  { "source check", "SOURCE [--found TEXT] …", "Note a look at a place that is looked at by hand", VECHE_CLI_WRITES, 1, 1,
    veche_cli_source_check_options, veche_cli_source_check },
  { "source import-opml", "FILE [--dry-run]", "Connect the feeds of a feed reader's list", VECHE_CLI_WRITES, 1, 1,
    veche_cli_source_opml_options, veche_cli_source_import_opml },
  { "source export-opml", "[FILE]", "Write the list of feeds for a feed reader", VECHE_CLI_READS, 0, 1, NULL,
    veche_cli_source_export_opml },
  { "source list", "", "List sources and how they fare", VECHE_CLI_READS, 0, 0, NULL, run_list },
  { "source status", "", "Tell what each source's last run came to, and when the next one is", VECHE_CLI_READS, 0, 0,
    NULL, veche_cli_source_status },
  { "source remove", "SOURCE [--drop]", "Disconnect a source", VECHE_CLI_WRITES, 1, 1, remove_options, run_remove },
  { "sync", "[SOURCE] [--secret KEY] …", "Fetch what is new, send what waits", VECHE_CLI_NONE, 0, 1, sync_options,
    run_sync },
  { NULL },
};
