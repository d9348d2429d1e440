/* veche-cli-caldav.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * caldav add, caldav sync: calendars of a server are sources, whose entries are of the plan.
 */

#include "cli/veche-cli-sources-private.h"

#include <string.h>

#include "connectors/veche-caldav.h"
#include "connectors/veche-redact.h"
#include "store/veche-sources-table.h"

#define PASSWORD_MAX 1024

static char *user, *name, *password_from;
static char **calendars;
static gboolean publish, tasks, own_server;

/* One line, as it is typed: a password may hold anything else. (transfer full) (nullable) */
static char *
read_password (GError **error)
{
  g_autofree char *text = NULL;
  gsize length;

  if (password_from == NULL)
    return NULL;
  text = veche_cli_read_text (password_from, PASSWORD_MAX, &length, error);
  if (text == NULL)
    return NULL;
  text[strcspn (text, "\r\n")] = '\0';
  if (*text == '\0' || !g_utf8_validate (text, -1, NULL))
    {
      veche_cli_failed (error, "There is no password in %s", strcmp (password_from, "-") == 0 ? "standard input" : password_from);
      return NULL;
    }
  veche_redact_add_secret (text);

  return g_steal_pointer (&text);
}

/*** Adding ***/

typedef struct { const VecheCaldav *server; GStrv chosen; const char *host; char *uid; } Adding;

static gboolean
build_source (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  Adding *adding = data;
  g_autoptr (JsonBuilder) settings = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  adding->uid = g_strdup (veche_sources_edit_add (edit, "caldav", name != NULL ? name : adding->host, adding->server->url, NULL, own_server));
  json_builder_begin_object (settings);
  veche_cli_text (settings, "user", adding->server->user);
  json_builder_set_member_name (settings, "calendars");
  json_builder_begin_array (settings);
  for (guint i = 0; adding->chosen[i] != NULL; i++)
    json_builder_add_string_value (settings, adding->chosen[i]);
  json_builder_end_array (settings);
  if (publish)
    veche_cli_text (settings, "publish", "yes");
  if (tasks)
    veche_cli_text (settings, "tasks", "yes");
  json_builder_end_object (settings);
  node = json_builder_get_root (settings);
  text = json_to_string (node, FALSE);
  veche_edit_set_text (edit, "source", adding->uid, "settings", text);
  veche_edit_set_int (edit, "source", adding->uid, "every", veche_connectors_find ("caldav")->every);

  return TRUE;
}

/* The paths of those that are meant, by name or path. (transfer full) (nullable) */
static GStrv
choose (GPtrArray *found, GError **error)
{
  g_autoptr (GStrvBuilder) chosen = g_strv_builder_new ();
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      const VecheCaldavCalendar *calendar = found->pdata[i];

      g_string_append_printf (names, "%s“%s”", i > 0 ? ", " : "", calendar->name);
      if (calendars == NULL || g_strv_contains ((const char *const *) calendars, calendar->name) || g_strv_contains ((const char *const *) calendars, calendar->path))
        g_strv_builder_add (chosen, calendar->path);
    }
  if (found->len == 0)
    veche_cli_failed (error, "There is no calendar at this address");
  else
    {
      g_auto (GStrv) paths = g_strv_builder_end (chosen);

      if (calendars == NULL || g_strv_length (paths) >= g_strv_length (calendars))
        return g_steal_pointer (&paths);
      veche_cli_usage (error, "there is no such calendar: there are %s", names->str);
    }

  return NULL;
}

static void
print_added (VecheCli *cli, const Adding *adding)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%s", adding->uid);
      return;
    }
  json = veche_cli_json ();
  veche_cli_text (json, "uid", adding->uid);
  veche_cli_text (json, "url", adding->server->url);
  json_builder_set_member_name (json, "calendars");
  json_builder_begin_array (json);
  for (guint i = 0; adding->chosen[i] != NULL; i++)
    json_builder_add_string_value (json, adding->chosen[i]);
  json_builder_end_array (json);
  veche_cli_print_json (json);
}

static gboolean
run_add (VecheCli *cli, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *password = read_password (&local), *host = NULL, *uid = NULL;
  g_autoptr (VecheCaldav) server = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_auto (GStrv) chosen = NULL;
  Adding adding = { 0 };

  if (local == NULL && password == NULL)
    return veche_cli_usage (error, "say where the password is: --password-from FILE, or - for standard input");
  if (local == NULL)
    {
      server = veche_caldav_new (cli->args[0], user, password, own_server, NULL);
      found = veche_caldav_discover (server, &local);
    }
  if (g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH))
    g_prefix_error (&local, "sign in again: the name or the password is not right: ");
  else if (g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PRIVATE))
    g_prefix_error (&local, "a private address needs --own-server: ");
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  chosen = choose (found, error);
  host = veche_cli_host_of (server->url);
  adding = (Adding) { server, chosen, host, NULL };
  if (chosen == NULL || !veche_cli_edit (cli, "add-source", name != NULL ? name : host, build_source, &adding, error))
    return FALSE;
  uid = adding.uid;
  print_added (cli, &adding);

  return veche_cli_source_keep_token (cli, uid, password, error);
}

/*** Syncing ***/

static gboolean
run_sync (VecheCli *cli, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *password = read_password (&local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  return veche_cli_source_sync (cli, password, error);
}

static const GOptionEntry add_options[] = {
  { "user", 0, 0, G_OPTION_ARG_STRING, &user, "Who signs in there", "NAME" },
  { "password-from", 0, 0, G_OPTION_ARG_FILENAME, &password_from, "Read the password from a private file, or - for standard input", "FILE" },
  { "calendar", 0, 0, G_OPTION_ARG_STRING_ARRAY, &calendars, "Follow only this calendar; again for more", "NAME" },
  { "name", 0, 0, G_OPTION_ARG_STRING, &name, "What to call it; without it, the host", "NAME" },
  { "publish", 0, 0, G_OPTION_ARG_NONE, &publish, "Put the events of the plan into the first calendar that may be written to", NULL },
  { "tasks", 0, 0, G_OPTION_ARG_NONE, &tasks, "The tasks, too", NULL },
  { "own-server", 0, 0, G_OPTION_ARG_NONE, &own_server, "This is my own server: private addresses are fine", NULL },
  { NULL },
};

static const GOptionEntry sync_options[] = {
  { "password-from", 0, 0, G_OPTION_ARG_FILENAME, &password_from, "Read the password from a private file, or - for standard input", "FILE" },
  { NULL },
};

const VecheCliCommand veche_cli_caldav_commands[] = {
  { "caldav add", "ADDRESS --user NAME --password-from FILE [--publish] …", "Follow the calendars of a server, and put the plan into one", VECHE_CLI_WRITES, 1, 1,
    add_options, run_add },
  { "caldav sync", "NAME [--password-from FILE]", "Take what changed there, and send what changed here", VECHE_CLI_NONE, 1, 1, sync_options, run_sync },
  { NULL },
};
