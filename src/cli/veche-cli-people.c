/* veche-cli-people.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is kept about people beyond the common fields: fields of the manager's own, consents, organisations, days that come round.
 */

#include "cli/veche-cli.h"

#include <stdlib.h>

#include "exchange/veche-directory.h"
#include "model/veche-edit.h"
#include "store/veche-consents-table.h"
#include "store/veche-dates-table.h"
#include "store/veche-fields-table.h"
#include "store/veche-organisations-table.h"

#define DATES_AHEAD 30   /* days */

static char *kind, *since, *until, *evidence, *role;
static int days = DATES_AHEAD;
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

  veche_cli_print_uid (cli, uid);

  return TRUE;
}

/*** Days ***/

static void
print_date (VecheCli *cli, const VecheDate *date)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      g_autofree char *years = date->years > 0 ? g_strdup_printf ("  %d", date->years) : g_strdup ("");

      veche_cli_line ("%s  %s  %s%s", date->day, date->kind == VECHE_DATE_BIRTHDAY ? "birthday" : "with us", date->name, years);
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "day", date->day);
  veche_cli_text (json, "kind", date->kind == VECHE_DATE_BIRTHDAY ? "birthday" : "with-us");
  if (date->years > 0)
    veche_cli_int (json, "years", date->years);
  veche_cli_person (json, "member", date->uid, date->name);
  veche_cli_print_json (json);
}

static gboolean
run_dates (VecheCli *cli, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local (), end = NULL;
  g_autofree char *from = since != NULL ? veche_field_parse_day (since, FALSE) : g_date_time_format (now, "%Y-%m-%d"), *to = NULL;
  g_autoptr (GPtrArray) dates = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) start = NULL;

  if (days < 1 || days > 366)
    return veche_cli_usage (error, "--days takes a number from 1 to 366");
  if (from == NULL)
    return veche_cli_usage (error, "--since takes a day, for example 2026-11-21");

  start = g_date_time_new (zone, atoi (from), atoi (from + 5), atoi (from + 8), 12, 0, 0);
  end = g_date_time_add_days (start, days);
  to = g_date_time_format (end, "%Y-%m-%d");
  dates = veche_dates_list (cli->db, from, to, 0, error);
  for (guint i = 0; dates != NULL && i < dates->len; i++)
    print_date (cli, dates->pdata[i]);

  return dates != NULL;
}

/*** Consents and organisations ***/

static gboolean
build_consent (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  return veche_consents_edit_add (edit, data, cli->args[1], cli->args[2], 0, until, evidence, error);
}

static gboolean
run_consent (VecheCli *cli, GError **error)
{
  g_autofree char *uid = NULL, *day = until != NULL ? veche_field_parse_day (until, FALSE) : NULL;

  if (!g_strv_contains (veche_consent_purposes, cli->args[1]))
    return veche_cli_usage (error, "PURPOSE is contact, mention, directory, photo or talent");
  if (!g_strv_contains (veche_consent_states, cli->args[2]))
    return veche_cli_usage (error, "STATE is asked, given, refused or withdrawn");
  if (until != NULL && day == NULL)
    return veche_cli_usage (error, "--until takes a day, for example 2027-03-01");
  uid = veche_cli_member_uid (cli, cli->args[0], NULL, error);
  if (uid == NULL || !veche_cli_edit (cli, "consent", cli->subject, build_consent, uid, error))
    return FALSE;

  veche_cli_print_uid (cli, uid);

  return TRUE;
}

static void
print_organisation (VecheCli *cli, const VecheOrganisation *organisation)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%s  %s  %s  %u", organisation->uid, organisation->name, organisation->kind, organisation->n_people);
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "uid", organisation->uid);
  veche_cli_text (json, "name", organisation->name);
  veche_cli_text (json, "kind", organisation->kind);
  veche_cli_text (json, "url", organisation->url);
  veche_cli_text (json, "city", organisation->city);
  veche_cli_text (json, "about", organisation->about);
  json_builder_set_member_name (json, "people");
  json_builder_begin_array (json);
  for (guint i = 0; i < organisation->people->len; i++)
    {
      const VecheOrganisationPerson *person = organisation->people->pdata[i];

      json_builder_begin_object (json);
      veche_cli_text (json, "uid", person->member_uid);
      veche_cli_text (json, "name", person->name);
      veche_cli_text (json, "role", person->role);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  veche_cli_print_json (json);
}

static gboolean
run_organisations (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) list = veche_organisations_list (cli->db, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    print_organisation (cli, list->pdata[i]);

  return list != NULL;
}

typedef struct
{
  char *member, *uid;   /* who joins (nullable); what it became */
} NamedOrganisation;

static gboolean
build_organisation (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  NamedOrganisation *named = data;

  named->uid = veche_organisations_edit_named (cli->db, edit, cli->args[0], kind, error);

  return named->uid != NULL &&
         (named->member == NULL || veche_organisations_edit_person (cli->db, edit, named->uid, named->member, role, error));
}

static gboolean
run_organisation_add (VecheCli *cli, GError **error)
{
  g_autofree char *member = NULL, *uid = NULL;
  NamedOrganisation named = { NULL, NULL };
  gboolean ok;

  if (kind != NULL && !g_strv_contains (veche_organisation_kinds, kind))
    return veche_cli_usage (error, "--kind takes partner, sponsor, community, team, employer or other");
  if (cli->n_args > 1 && (member = veche_cli_member_uid (cli, cli->args[1], NULL, error)) == NULL)
    return FALSE;

  named.member = member;
  ok = veche_cli_edit (cli, "organisation", cli->args[0], build_organisation, &named, error);
  uid = named.uid;
  if (ok)
    veche_cli_print_uid (cli, uid);

  return ok;
}

static gboolean
run_directory (VecheCli *cli, GError **error)
{
  static const VecheDirectoryWords words = {
    "Directory", "People who allowed to be shown here.", "By competency", "Can give", "open to offers",
    "Nobody has allowed to be shown here yet.", "en",
    { "tries it", "does it with hints", "does it alone", "helps others", "knows it deeply" },
  };
  JsonBuilder *json;
  guint n = 0;

  if (!veche_directory_save (cli->db, &words, cli->args[0], &n, error))
    return FALSE;

  if (!cli->json)
    {
      veche_cli_line ("%u people", n);
      return TRUE;
    }
  json = veche_cli_json ();
  veche_cli_text (json, "file", cli->args[0]);
  veche_cli_int (json, "people", n);
  veche_cli_print_json (json);

  return TRUE;
}

static const GOptionEntry dates_options[] = {
  { "days", 0, 0, G_OPTION_ARG_INT, &days, "How far ahead (30)", "N" },
  { "since", 0, 0, G_OPTION_ARG_STRING, &since, "From this day on; without it, today", "DAY" },
  { NULL },
};

static const GOptionEntry consent_options[] = {
  { "until", 0, 0, G_OPTION_ARG_STRING, &until, "It holds until this day; without it, for good", "DAY" },
  { "evidence", 0, 0, G_OPTION_ARG_STRING, &evidence, "Where and how it was said", "TEXT" },
  { NULL },
};

static const GOptionEntry organisation_options[] = {
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, "partner, sponsor, community, team, employer, other", "KIND" },
  { "role", 0, 0, G_OPTION_ARG_STRING, &role, "Who the member is there", "TEXT" },
  { NULL },
};

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
  { "dates", "[--days N] [--since DAY]", "Birthdays and years with us that come round", VECHE_CLI_READS, 0, 0, dates_options, run_dates },
  { "consent", "UID PURPOSE STATE [--until DAY] [--evidence TEXT]", "Write down what somebody allowed", VECHE_CLI_WRITES, 3, 3,
    consent_options, run_consent },
  { "export directory", "FILE", "A page of those who allowed to be shown, with competencies", VECHE_CLI_READS, 1, 1, NULL, run_directory },
  { "organisation list", "", "Partners, sponsors, communities and their people", VECHE_CLI_READS, 0, 0, NULL, run_organisations },
  { "organisation add", "NAME [UID] [--role TEXT] [--kind KIND]", "Make one, or add somebody to it", VECHE_CLI_WRITES, 1, 2,
    organisation_options, run_organisation_add },
  { NULL },
};
