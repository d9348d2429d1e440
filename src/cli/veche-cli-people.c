/* veche-cli-people.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is kept about people beyond the common fields: fields of the manager's own.
 */

#include "cli/veche-cli.h"

#include "model/veche-edit.h"
#include "store/veche-fields-table.h"

static char *kind;
static char **choices;
static gboolean is_private;

static void
print_field (VecheCli *cli, const VecheField *field)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      g_autofree char *list = g_strjoinv (" | ", field->choices);

      veche_cli_line ("%s  %s  %s%s%s  %u", field->uid, field->name, field->kind, *list != '\0' ? ": " : "", list, field->used);
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "uid", field->uid);
  veche_cli_text (json, "name", field->name);
  veche_cli_text (json, "kind", field->kind);
  json_builder_set_member_name (json, "choices");
  json_builder_begin_array (json);
  for (guint i = 0; field->choices[i] != NULL; i++)
    json_builder_add_string_value (json, field->choices[i]);
  json_builder_end_array (json);
  veche_cli_bool (json, "private", field->is_private);
  veche_cli_int (json, "members", field->used);
  veche_cli_print_json (json);
}

static gboolean
run_field_list (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) fields = veche_fields_list (cli->db, error);

  for (guint i = 0; fields != NULL && i < fields->len; i++)
    print_field (cli, fields->pdata[i]);

  return fields != NULL;
}

static gboolean
build_field (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  g_autofree char *joined = choices != NULL ? g_strjoinv ("\n", choices) : NULL;

  return veche_fields_edit_add (cli->db, edit, cli->args[0], kind != NULL ? kind : choices != NULL ? "choice" : "text", joined,
                                is_private, error) != NULL;
}

static gboolean
run_field_add (VecheCli *cli, GError **error)
{
  g_autoptr (VecheField) field = NULL;

  if (kind != NULL && !g_strv_contains (veche_field_kinds, kind))
    return veche_cli_usage (error, "--kind takes text, number, date, choice, yes-no or member");
  if (!veche_cli_edit (cli, "field", cli->args[0], build_field, NULL, error))
    return FALSE;

  field = veche_fields_find (cli->db, cli->args[0], error);
  if (field == NULL)
    return FALSE;
  if (cli->json)
    print_field (cli, field);
  else
    veche_cli_line ("%s", field->uid);

  return TRUE;
}

static gboolean
build_value (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  g_autoptr (VecheField) field = veche_fields_find (cli->db, cli->args[1], error);

  return field != NULL && veche_fields_edit_value (cli->db, edit, data, field, cli->args[2], error);
}

static gboolean
run_field_set (VecheCli *cli, GError **error)
{
  g_autofree char *uid = veche_cli_member_uid (cli, cli->args[0], NULL, error);

  if (uid == NULL || !veche_cli_edit (cli, "field-value", cli->subject, build_value, uid, error))
    return FALSE;

  veche_cli_line ("%s", uid);

  return TRUE;
}

static const GOptionEntry field_options[] = {
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, "text, number, date, choice, yes-no, member", "KIND" },
  { "choice", 0, 0, G_OPTION_ARG_STRING_ARRAY, &choices, "Something to choose; may be given several times", "TEXT" },
  { "private", 0, 0, G_OPTION_ARG_NONE, &is_private, "Left out of exports", NULL },
  { NULL },
};

const VecheCliCommand veche_cli_people_commands[] = {
  { "field list", "", "Fields of your own", VECHE_CLI_READS, 0, 0, NULL, run_field_list },
  { "field add", "NAME [--kind KIND] [--choice TEXT] …", "Make a field", VECHE_CLI_WRITES, 1, 1, field_options, run_field_add },
  { "field set", "UID FIELD VALUE", "Say what it is for somebody; “” clears", VECHE_CLI_WRITES, 3, 3, NULL, run_field_set },
  { NULL },
};
