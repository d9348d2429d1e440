/* veche-cli-sources.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * source add, source list, source remove, sync.  Sync runs the same code as the window, with a main loop around it.
 */

#include "cli/veche-cli.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "connectors/veche-connector.h"
#include "model/veche-edit.h"
#include "store/veche-sources-table.h"
#include "sync/veche-sync.h"

#define TOKEN_MAX 16384

static char *url, *name, *words, *token_from;
static gboolean own_server, drop;

/*** Tokens ***/

static gboolean
check_token_file (FILE *file, GError **error)
{
  struct stat info;

  if (file == stdin || fstat (fileno (file), &info) != 0 || !S_ISREG (info.st_mode) || (info.st_mode & 077) == 0)
    return TRUE;

  return veche_cli_failed (error, "Others can read %s: make it private with “chmod 600”, then try again", token_from);
}

/* Never from the command line: others could see it there. (transfer full) (nullable) */
static char *
read_token (GError **error)
{
  FILE *file = strcmp (token_from, "-") == 0 ? stdin : g_fopen (token_from, "re");
  g_autofree char *token = g_malloc0 (TOKEN_MAX + 1);
  gsize n;
  gboolean private;

  if (file == NULL)
    {
      veche_cli_failed (error, "The token can't be read from %s: %s", token_from, g_strerror (errno));
      return NULL;
    }
  private = check_token_file (file, error);
  n = private ? fread (token, 1, TOKEN_MAX, file) : 0;
  if (file != stdin)
    fclose (file);
  if (!private)
    return NULL;

  g_strstrip (token);
  if (n == 0 || *token == '\0' || strpbrk (token, " \t\r\n") != NULL || !g_str_is_ascii (token))
    {
      veche_cli_failed (error, "There is no token in %s: it is one word on one line",
                        strcmp (token_from, "-") == 0 ? "standard input" : token_from);
      return NULL;
    }

  return g_steal_pointer (&token);
}

/*** Waiting for what is asynchronous ***/

typedef struct
{
  GMainLoop *loop;
  GAsyncResult *result;
} VecheCliWait;

static void
on_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  VecheCliWait *wait = data;

  wait->result = g_object_ref (result);
  g_main_loop_quit (wait->loop);
}

/* (transfer full) */
static GAsyncResult *
wait_for (VecheCliWait *wait)
{
  g_main_loop_run (wait->loop);

  return g_steal_pointer (&wait->result);
}

/* The open workspace with what runs on it. */
typedef struct
{
  VecheCliWait wait;
  VecheStore *store;
  VecheSync *sync;
} VecheCliSession;

static gboolean
session_open (VecheCli *cli, VecheCliSession *session, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  session->wait.loop = g_main_loop_new (NULL, FALSE);
  veche_store_open_async (cli->path, FALSE, NULL, on_ready, &session->wait);
  result = wait_for (&session->wait);
  session->store = veche_store_open_finish (result, error);
  if (session->store != NULL)
    session->sync = veche_sync_new (session->store);

  return session->store != NULL;
}

static void
session_close (VecheCliSession *session)
{
  if (session->sync != NULL)
    {
      g_autoptr (GAsyncResult) result = NULL;

      veche_sync_close_async (session->sync, on_ready, &session->wait);
      result = wait_for (&session->wait);
      veche_sync_close_finish (session->sync, result, NULL);
      g_clear_object (&session->sync);
    }
  if (session->store != NULL)
    {
      g_autoptr (GAsyncResult) result = NULL;

      veche_store_close_async (session->store, on_ready, &session->wait);
      result = wait_for (&session->wait);
      veche_store_close_finish (session->store, result, NULL);
      g_clear_object (&session->store);
    }
  g_main_loop_unref (session->wait.loop);
}

static gboolean
session_set_token (VecheCliSession *session, const char *source, const char *token, gboolean *kept, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  veche_sync_set_token_async (session->sync, source, token, on_ready, &session->wait);
  result = wait_for (&session->wait);

  return veche_sync_set_token_finish (session->sync, result, kept, error);
}

static gpointer
list_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_sources_list (db, error);
}

/* (transfer full) (element-type VecheSource) (nullable) */
static GPtrArray *
session_list (VecheCliSession *session, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  veche_store_run_async (session->store, VECHE_LANE_READER, list_job, NULL, NULL, (GDestroyNotify)g_ptr_array_unref,
                         NULL, on_ready, &session->wait);
  result = wait_for (&session->wait);

  return veche_store_run_finish (session->store, result, error);
}

/*** Listing ***/

static const char *
state_of (VecheSource *source)
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
                      state_of (source), last, source->error != NULL ? "  " : "",
                      source->error != NULL ? source->error : "", source->url);
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "uid", source->uid);
  veche_cli_text (json, "type", source->type);
  veche_cli_text (json, "name", source->name);
  veche_cli_text (json, "url", source->url);
  veche_cli_text (json, "account", source->account);
  veche_cli_text (json, "state", state_of (source));
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
  char *name;
  char *uid;
} VecheCliNewSource;

static gboolean
build_source (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  VecheCliNewSource *source = data;

  source->uid = g_strdup (veche_sources_edit_add (edit, source->info->name, source->name, url, words, own_server));

  return TRUE;
}

static const VecheConnectorInfo *
find_type (VecheCli *cli, GError **error)
{
  const VecheConnectorInfo *info = veche_connectors_find (cli->args[0]);
  g_autoptr (GUri) parsed = NULL;

  if (info == NULL)
    {
      veche_cli_usage (error, "there is no kind of source “%s”: mastodon or feed", cli->args[0]);
      return NULL;
    }
  if (url == NULL)
    {
      veche_cli_usage (error, "where is it? --url URL");
      return NULL;
    }
  parsed = g_uri_parse (url, G_URI_FLAGS_PARSE_RELAXED, NULL);
  if (strcmp (info->name, "sample") != 0 &&
      (parsed == NULL || g_uri_get_host (parsed) == NULL || *g_uri_get_host (parsed) == '\0' ||
       (strcmp (g_uri_get_scheme (parsed), "https") != 0 && strcmp (g_uri_get_scheme (parsed), "http") != 0)))
    {
      veche_cli_usage (error, "“%s” is not an address: write it like https://mastodon.example", url);
      return NULL;
    }

  return info;
}

/* The keyring is asked once the workspace is closed again. */
static gboolean
keep_token (VecheCli *cli, const char *uid, const char *token, GError **error)
{
  VecheCliSession session = { 0 };
  gboolean kept = FALSE, ok;

  veche_db_close (g_steal_pointer (&cli->db));
  ok = session_open (cli, &session, error) && session_set_token (&session, uid, token, &kept, error);
  session_close (&session);
  if (ok && !kept)
    fprintf (
      stderr,
      "veche-cli: there is no keyring here, so the token was not kept: give it to each sync with --token-from\n");

  return ok;
}

static gboolean
run_add (VecheCli *cli, GError **error)
{
  VecheCliNewSource source = { .info = find_type (cli, error) };
  g_autofree char *host = NULL, *uid = NULL, *token = NULL;
  g_autoptr (VecheSource) added = NULL;
  g_autoptr (GUri) parsed = url != NULL ? g_uri_parse (url, G_URI_FLAGS_PARSE_RELAXED, NULL) : NULL;

  if (source.info == NULL)
    return FALSE;
  if (token_from != NULL && (token = read_token (error)) == NULL)
    return FALSE;

  host = g_strdup (name != NULL                                        ? name
                   : parsed != NULL && g_uri_get_host (parsed) != NULL ? g_uri_get_host (parsed)
                                                                       : url);
  source.name = host;
  if (!veche_cli_edit (cli, "add-source", host, build_source, &source, error))
    {
      g_free (source.uid);
      return FALSE;
    }
  uid = source.uid;
  added = veche_sources_load (cli->db, uid, error);
  if (added == NULL || (token != NULL && !keep_token (cli, uid, token, error)))
    return FALSE;

  if (cli->json)
    print_source (cli, added);
  else
    veche_cli_line ("%s", uid);

  return TRUE;
}

static gboolean
remove_source (VecheCli *cli, const char *uid, GError **error)
{
  if (!veche_db_begin (cli->db, error))
    return FALSE;
  if (veche_sources_remove (cli->db, uid, !drop, cli->actor, error))
    return veche_db_commit (cli->db, error);

  veche_db_rollback (cli->db);

  return FALSE;
}

static gboolean
run_remove (VecheCli *cli, GError **error)
{
  g_autoptr (VecheSource) source = veche_sources_load (cli->db, cli->args[0], error);
  VecheCliSession session = { 0 };

  if (source == NULL || !remove_source (cli, source->uid, error))
    return FALSE;

  /* Its token goes too. */
  veche_db_close (g_steal_pointer (&cli->db));
  if (session_open (cli, &session, NULL))
    veche_sync_forget_token (session.sync, source->uid);
  session_close (&session);

  return TRUE;
}

/*** Syncing ***/

static void
on_progress (VecheSync *sync, const char *source, const char *text, gpointer data)
{
  if (isatty (STDERR_FILENO))
    fprintf (stderr, "\r\033[K%s", text);
}

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
  g_autoptr (GPtrArray) sources = session_list (session, error);
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
  if (token != NULL && !session_set_token (session, source->uid, token, &kept, error))
    return FALSE;

  *uid = cli->n_args > 0 ? g_strdup (source->uid) : NULL;
  g_signal_connect (session->sync, "progress", G_CALLBACK (on_progress), NULL);
  veche_sync_run_async (session->sync, *uid, NULL, on_ready, &session->wait);
  result = wait_for (&session->wait);
  ok = veche_sync_run_finish (session->sync, result, error);
  veche_cli_progress (1, 1, "");

  return ok;
}

static void
print_synced (VecheCli *cli, VecheCliSession *session, const char *uid)
{
  g_autoptr (GPtrArray) sources = session_list (session, NULL);

  for (guint i = 0; sources != NULL && i < sources->len; i++)
    if (uid == NULL || strcmp (((VecheSource *)sources->pdata[i])->uid, uid) == 0)
      print_source (cli, sources->pdata[i]);
}

static gboolean
run_sync (VecheCli *cli, GError **error)
{
  VecheCliSession session = { 0 };
  g_autofree char *token = NULL, *uid = NULL;
  g_autoptr (GError) local = NULL;
  gboolean ok;

  if (token_from != NULL && (token = read_token (error)) == NULL)
    return FALSE;

  ok = session_open (cli, &session, &local) && sync_now (cli, &session, token, &uid, &local);
  if (session.store != NULL && (ok || local->domain == VECHE_CONNECTOR_ERROR))
    print_synced (cli, &session, uid);
  session_close (&session);
  if (ok)
    return TRUE;

  if (g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH))
    g_prefix_error (&local, "sign in again, or give a token with --token-from: ");
  else if (g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PRIVATE))
    g_prefix_error (&local, "a private address needs “source add … --own-server”: ");
  else if (g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_OFFLINE))
    g_prefix_error (&local, "it can't be reached; check the connection and the address, then sync again: ");
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static const GOptionEntry add_options[] = {
  { "url", 0, 0, G_OPTION_ARG_STRING, &url, "Its address", "URL" },
  { "name", 0, 0, G_OPTION_ARG_STRING, &name, "What to call it; without it, the host", "NAME" },
  { "words", 0, 0, G_OPTION_ARG_STRING, &words, "Feed: words that make an entry a mention, with commas between",
    "WORDS" },
  { "token-from", 0, 0, G_OPTION_ARG_FILENAME, &token_from,
    "Read the access token from a private file, or - for standard input", "FILE" },
  { "own-server", 0, 0, G_OPTION_ARG_NONE, &own_server, "This is my own server: private addresses are fine", NULL },
  { NULL },
};

static const GOptionEntry remove_options[] = {
  { "drop", 0, 0, G_OPTION_ARG_NONE, &drop, "With all that it brought; without it, that stays", NULL },
  { NULL },
};

static const GOptionEntry sync_options[] = {
  { "token-from", 0, 0, G_OPTION_ARG_FILENAME, &token_from,
    "Read the access token from a private file, or - for standard input", "FILE" },
  { NULL },
};

const VecheCliCommand veche_cli_sources_commands[] = {
  { "source add", "mastodon|feed --url URL …", "Connect a source", VECHE_CLI_WRITES, 1, 1, add_options, run_add },
  { "source list", "", "List sources and how they fare", VECHE_CLI_READS, 0, 0, NULL, run_list },
  { "source remove", "SOURCE [--drop]", "Disconnect a source", VECHE_CLI_WRITES, 1, 1, remove_options, run_remove },
  { "sync", "[SOURCE] [--token-from FILE|-]", "Fetch what is new, send what waits", VECHE_CLI_NONE, 0, 1, sync_options,
    run_sync },
  { NULL },
};
