/* veche-cli-source-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a source is told by options, and what it tells.
 */

#include "cli/veche-cli-sources-private.h"

#include <stdio.h>
#include <string.h>

#include "connectors/veche-command-connector.h"
#include "connectors/veche-command-run.h"
#include "connectors/veche-json.h"
#include "model/veche-source-address.h"

#define SECRET_MAX 16384

/*** Told ***/

char *
veche_cli_source_dup_url (const VecheConnectorInfo *info, const char *url, GError **error)
{
  g_autofree char *scheme = g_uri_parse_scheme (url);
  g_autofree char *address = veche_source_address (url);

  /* A folder, a command, the sample community. */
  if (!info->needs_token && scheme != NULL &&
      (strcmp (scheme, "sample") == 0 || strcmp (scheme, "file") == 0 || strcmp (scheme, "folder") == 0 || strcmp (scheme, "command") == 0))
    return g_strdup (url);
  if (address == NULL)
    veche_cli_usage (error, "“%s” is not an address: write it like https://community.example", url);

  return g_steal_pointer (&address);
}

/* What it has, to be changed; what can't be read is not written over. (transfer full) (nullable) */
static JsonNode *
read_settings (const char *text, GError **error)
{
  g_autoptr (JsonObject) empty = json_object_new ();
  g_autoptr (JsonNode) checked = text != NULL ? veche_json_parse (text, strlen (text), error) : NULL;

  if (text == NULL)
    return json_node_init_object (json_node_alloc (), empty);
  if (checked == NULL)
    {
      g_prefix_error (error, "The settings that it has can't be read and stay as they are: ");
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (checked))
    {
      veche_cli_failed (error, "The settings that it has can't be read and stay as they are");
      return NULL;
    }

  return json_from_string (text, error);
}

/* A key said once is a text, said again a list; without a value it is taken away. */
static void
add_setting (JsonObject *object, GHashTable *said, const char *key, const char *value)
{
  if (*value == '\0')
    json_object_remove_member (object, key);
  else if (g_hash_table_add (said, g_strdup (key)) || !json_object_has_member (object, key))
    json_object_set_string_member (object, key, value);
  else
    {
      JsonNode *node = json_object_get_member (object, key);
      JsonArray *list;

      if (JSON_NODE_HOLDS_ARRAY (node))
        list = json_array_ref (json_node_get_array (node));
      else
        {
          list = json_array_new ();
          json_array_add_string_element (list, json_node_get_string (node));
        }
      json_array_add_string_element (list, value);
      json_object_set_array_member (object, key, list);
    }
}

static gboolean
edit_settings (VecheEdit *edit, const char *uid, char **pairs, const char *before, GError **error)
{
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (JsonNode) node = read_settings (before, error);
  g_autofree char *text = NULL;
  JsonObject *object;

  if (node == NULL)
    return FALSE;

  object = json_node_get_object (node);
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      const char *equals = strchr (pairs[i], '=');
      g_autofree char *key = NULL;

      if (equals == NULL || equals == pairs[i] || !g_utf8_validate (pairs[i], -1, NULL))
        return veche_cli_usage (error, "“%s” is not KEY=VALUE", pairs[i]);
      key = g_strndup (pairs[i], (gsize)(equals - pairs[i]));
      add_setting (object, said, key, equals + 1);
    }
  text = json_object_get_size (object) > 0 ? veche_json_to_text (node) : NULL;
  veche_edit_set_text (edit, "source", uid, "settings", text);

  return TRUE;
}

/* "22:00-08:00" or "none" */
static gboolean
edit_quiet (VecheEdit *edit, const char *uid, const char *text, GError **error)
{
  unsigned from_hour, from_minute, to_hour, to_minute;
  int end = 0;

  if (strcmp (text, "none") == 0)
    {
      veche_edit_set_null (edit, "source", uid, "quiet_from");
      veche_edit_set_null (edit, "source", uid, "quiet_to");
      return TRUE;
    }
  if (sscanf (text, "%2u:%2u-%2u:%2u%n", &from_hour, &from_minute, &to_hour, &to_minute, &end) != 4 || text[end] != '\0' ||
      from_hour > 23 || to_hour > 23 || from_minute > 59 || to_minute > 59)
    return veche_cli_usage (error, "“%s” are no quiet hours: write them like 22:00-08:00, or none", text);

  veche_edit_set_int (edit, "source", uid, "quiet_from", from_hour * 60 + from_minute);
  veche_edit_set_int (edit, "source", uid, "quiet_to", to_hour * 60 + to_minute);

  return TRUE;
}

static gboolean
edit_flag (VecheEdit *edit, const char *uid, const char *field, const char *option, const char *text, GError **error)
{
  const gboolean yes = g_strcmp0 (text, "yes") == 0;

  if (text == NULL)
    return TRUE;
  if (!yes && strcmp (text, "no") != 0)
    return veche_cli_usage (error, "--%s is yes or no, not “%s”", option, text);
  veche_edit_set_int (edit, "source", uid, field, yes);

  return TRUE;
}

gboolean
veche_cli_source_edit (VecheEdit *edit, const char *uid, const VecheCliSourceWords *words, const char *settings,
                       GError **error)
{
  guint64 every;

  if (words->every != NULL)
    {
      if (!g_ascii_string_to_unsigned (words->every, 10, 10, 90 * 86400, &every, NULL))
        return veche_cli_usage (error, "--every is a number of seconds, at least 10, not “%s”", words->every);
      veche_edit_set_int (edit, "source", uid, "every", (gint64)every);
    }
  if (words->words != NULL)
    veche_edit_set_text (edit, "source", uid, "words", *words->words != '\0' ? words->words : NULL);

  return (words->quiet == NULL || edit_quiet (edit, uid, words->quiet, error)) &&
         (words->settings == NULL || edit_settings (edit, uid, words->settings, settings, error)) &&
         edit_flag (edit, uid, "metered", "metered", words->metered, error) &&
         edit_flag (edit, uid, "own_server", "own-server", words->own_server, error) &&
         edit_flag (edit, uid, "paused", "paused", words->paused, error);
}

/*** What may run here ***/

gboolean
veche_cli_source_agree (VecheSource *source, GError **error)
{
  g_autofree char *folder = NULL;
  g_auto (GStrv) argv = NULL;

  if (strcmp (source->type, "command") != 0)
    return TRUE;
  argv = veche_command_dup_argv (source->settings, &folder);

  return argv == NULL || veche_command_allow ((const char *const *) argv, folder, error);
}

static void
print_allowed (VecheCli *cli, VecheSource *source, char **argv, const char *folder)
{
  g_autofree char *typed = g_strjoinv (" ", argv);
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%s", typed);
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "uid", source->uid);
  veche_cli_text (json, "name", source->name);
  json_builder_set_member_name (json, "argv");
  json_builder_begin_array (json);
  for (guint i = 0; argv[i] != NULL; i++)
    json_builder_add_string_value (json, argv[i]);
  json_builder_end_array (json);
  veche_cli_text (json, "folder", folder);
  veche_cli_print_json (json);
}

gboolean
veche_cli_source_allow (VecheCli *cli, GError **error)
{
  g_autoptr (VecheSource) source = veche_sources_load (cli->db, cli->args[0], error);
  g_autofree char *folder = NULL;
  g_auto (GStrv) argv = NULL;

  if (source == NULL)
    return FALSE;
  if (strcmp (source->type, "command") == 0)
    argv = veche_command_dup_argv (source->settings, &folder);
  if (argv == NULL)
    return veche_cli_failed (error, "“%s” runs no command: there is nothing to allow", source->name);
  if (!veche_command_allow ((const char *const *) argv, folder, error))
    return FALSE;

  print_allowed (cli, source, argv, folder);

  return TRUE;
}

/*** Secrets ***/

/* One line of standard input. (transfer full) (nullable) */
static char *
read_line (const char *key, GError **error)
{
  g_autofree char *line = g_malloc0 (SECRET_MAX + 2);

  if (fgets (line, SECRET_MAX + 2, stdin) == NULL)
    *line = '\0';
  line[strcspn (line, "\r\n")] = '\0';
  if (*line != '\0' && strlen (line) <= SECRET_MAX && g_utf8_validate (line, -1, NULL))
    return g_steal_pointer (&line);

  veche_cli_failed (error, "There is no “%s” in standard input: it is one line for each --secret, in their order", key);

  return NULL;
}

char *
veche_cli_source_read_secrets (char **keys, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  if (keys == NULL || keys[0] == NULL)
    return NULL;
  if (keys[1] == NULL && strcmp (keys[0], "token") == 0)
    return read_line (keys[0], error);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *value = read_line (keys[i], error);

      if (value == NULL)
        return NULL;
      json_object_set_string_member (object, keys[i], value);
    }

  return veche_json_to_text (node);
}

/*** Telling ***/

static void
print_type (VecheCli *cli, const VecheConnectorInfo *info)
{
  static const char *const units[] = { [VECHE_LENGTH_CHARACTERS] = "characters", [VECHE_LENGTH_UTF16] = "utf-16",
                                       [VECHE_LENGTH_GRAPHEMES] = "graphemes", [VECHE_LENGTH_BYTES] = "bytes",
                                       [VECHE_LENGTH_MASTODON] = "mastodon" };
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%-12s %s: %s%s%s%s%s%s", info->name, info->title, info->reads ? "reads" : info->by_hand ? "a person looks there" : "",
                      info->writes ? ", answers" : "", info->members ? ", lists members" : "",
                      info->backfill ? ", reads what was before" : "", info->waits ? ", hears at once" : "",
                      info->needs_token ? "; needs a key" : "");
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "type", info->name);
  veche_cli_text (json, "title", info->title);
  veche_cli_bool (json, "reads", info->reads);
  veche_cli_bool (json, "writes", info->writes);
  veche_cli_bool (json, "members", info->members);
  veche_cli_bool (json, "backfill", info->backfill);
  veche_cli_bool (json, "waits", info->waits);
  veche_cli_bool (json, "finds_own", info->finds_own);
  veche_cli_bool (json, "needs_token", info->needs_token);
  veche_cli_text (json, "url", info->url);
  veche_cli_int (json, "every", info->every != 0 ? info->every : 300);
  veche_cli_int (json, "max_length", info->max_length);
  veche_cli_text (json, "unit", units[info->unit]);
  veche_cli_print_json (json);
}

gboolean
veche_cli_source_types (VecheCli *cli, GError **error)
{
  guint n;
  const VecheConnectorInfo *infos = veche_connectors_list (&n);

  for (guint i = 0; i < n; i++)
    print_type (cli, &infos[i]);

  return TRUE;
}

char *
veche_cli_source_problem (VecheSource *source)
{
  static const struct
  {
    const char *nick, *words;
  } problems[] = {
    { "auth", "it asks to sign in again; what was read is kept, and the gap closes by itself after “source set … --secret”" },
    { "rate-limited", "it asks for a pause; nothing is lost" },
    { "offline", "it can't be reached; what was read is kept, and the gap closes by itself once it can" },
    { "rejected", "it refuses what is asked; what was read is kept; look at the rights that this account has there" },
    { "not-found", "there is nothing at this address any more; what was read is kept; look at the address" },
    { "protocol", "it answers what can't be understood; what was read is kept; is this the right address and kind?" },
    { "tls", "it has no trustworthy secure connection, so nothing was sent; what was read is kept" },
    { "elsewhere", "it leads to a server of another domain, which was not given the password; if you trust it, connect it by its own address" },
    { "private", "it has a private address: say “--own-server yes” if it is your own; nothing was sent" },
  };
  const char *words = "it could not be read; what was read before is kept";
  g_autofree char *next = source->next_run != 0 ? veche_cli_day (source->next_run) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    if (g_strcmp0 (source->error, problems[i].nick) == 0)
      words = problems[i].words;

  return next != NULL ? g_strdup_printf ("%s; next try %s", words, next) : g_strdup (words);
}

static void
add_budget (JsonBuilder *json, VecheSource *source)
{
  json_builder_set_member_name (json, "budget");
  if (source->rate_limit < 0 && source->rate_remaining < 0)
    {
      json_builder_add_null_value (json);
      return;
    }
  json_builder_begin_object (json);
  veche_cli_int (json, "limit", source->rate_limit);
  veche_cli_int (json, "remaining", source->rate_remaining);
  veche_cli_time (json, "reset", source->rate_reset);
  json_builder_end_object (json);
}

static void
print_status (VecheCli *cli, VecheSource *source)
{
  g_autofree char *problem = source->error != NULL ? veche_cli_source_problem (source) : NULL;
  g_autofree char *last = veche_cli_day (source->last_ok);
  g_autofree char *next = veche_cli_day (source->next_run);
  JsonBuilder *json;

  if (!cli->json)
    {
      if (problem != NULL)
        veche_cli_line ("%s  %s  %s  last well %s: %s", source->name, source->type, veche_cli_source_state (source), last, problem);
      else
        veche_cli_line ("%s  %s  %s  last well %s  next %s", source->name, source->type, veche_cli_source_state (source), last, next);
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "uid", source->uid);
  veche_cli_text (json, "type", source->type);
  veche_cli_text (json, "name", source->name);
  veche_cli_text (json, "state", veche_cli_source_state (source));
  veche_cli_time (json, "last_ok", source->last_ok);
  veche_cli_time (json, "next_run", source->next_run);
  veche_cli_text (json, "error", source->error);
  add_budget (json, source);
  veche_cli_print_json (json);
}

gboolean
veche_cli_source_status (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) sources = veche_sources_list_plain (cli->db, error);

  for (guint i = 0; sources != NULL && i < sources->len; i++)
    print_status (cli, sources->pdata[i]);

  return sources != NULL;
}
