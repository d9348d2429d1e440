/* veche-cli-source-places.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Places that somebody looks at by hand.
 */

#include "cli/veche-cli-sources-private.h"
#include "model/veche-edit.h"
#include "model/veche-uid.h"
#include "store/veche-places-table.h"

static char *found, *who, *link_to, *later;

const GOptionEntry veche_cli_source_check_options[] = {
  { "found", 0, 0, G_OPTION_ARG_STRING, &found, "What was said there: it becomes a mention; without it, nothing new", "TEXT" },
  { "who", 0, 0, G_OPTION_ARG_STRING, &who, "Who said it", "NAME" },
  { "link", 0, 0, G_OPTION_ARG_STRING, &link_to, "Where it stands", "URL" },
  { "later", 0, 0, G_OPTION_ARG_STRING, &later, "Do not look now but in so many days", "DAYS" },
  { NULL },
};

static gboolean
build_later (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  VecheSource *source = data;
  guint64 days;

  if (!veche_source_is_place (source))
    return veche_cli_failed (error, "“%s” is read by Veche itself, it is no place to look at by hand", source->name);
  if (!g_ascii_string_to_unsigned (later, 10, 1, 365, &days, NULL))
    return veche_cli_usage (error, "--later is a number of days, not “%s”", later);
  veche_places_edit_snooze (edit, source->uid, veche_now () + (gint64)days * G_TIME_SPAN_DAY);

  return TRUE;
}

static gboolean
look (VecheCli *cli, VecheSource *source, GError **error)
{
  VecheFound words = { who, found, link_to };

  if (!veche_db_begin (cli->db, error))
    return FALSE;
  if (veche_places_check (cli->db, source->uid, found != NULL ? &words : NULL, veche_now (), cli->actor, error))
    return veche_db_commit (cli->db, error);
  veche_db_rollback (cli->db);

  return FALSE;
}

static void
print_due (VecheCli *cli, VecheSource *source)
{
  g_autofree char *due = veche_cli_day (veche_place_due (source));
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%s", due);
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "uid", source->uid);
  veche_cli_text (json, "name", source->name);
  veche_cli_time (json, "due", veche_place_due (source));
  veche_cli_bool (json, "found", found != NULL);
  veche_cli_print_json (json);
}

gboolean
veche_cli_source_check (VecheCli *cli, GError **error)
{
  g_autoptr (VecheSource) source = veche_sources_load (cli->db, cli->args[0], error);
  g_autoptr (VecheSource) now = NULL;

  if (source == NULL)
    return FALSE;
  if (found == NULL && (who != NULL || link_to != NULL))
    return veche_cli_usage (error, "--who and --link belong to what was said: --found TEXT");
  if (later != NULL ? !veche_cli_edit (cli, "snooze-place", source->name, build_later, source, error) : !look (cli, source, error))
    return FALSE;

  now = veche_sources_load (cli->db, source->uid, error);
  if (now == NULL)
    return FALSE;
  print_due (cli, now);

  return TRUE;
}
