/* veche-cli-print.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli/veche-cli.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "model/veche-text.h"

#define LINE_MAX_CHARACTERS 2000

JsonBuilder *
veche_cli_json (void)
{
  JsonBuilder *json = json_builder_new ();

  json_builder_begin_object (json);

  return json;
}

static void
set_key (JsonBuilder *json, const char *key)
{
  if (key != NULL)
    json_builder_set_member_name (json, key);
}

void
veche_cli_text (JsonBuilder *json, const char *key, const char *text)
{
  set_key (json, key);
  if (text != NULL)
    json_builder_add_string_value (json, text);
  else
    json_builder_add_null_value (json);
}

void
veche_cli_int (JsonBuilder *json, const char *key, gint64 number)
{
  set_key (json, key);
  json_builder_add_int_value (json, number);
}

void
veche_cli_bool (JsonBuilder *json, const char *key, gboolean truth)
{
  set_key (json, key);
  json_builder_add_boolean_value (json, truth);
}

void
veche_cli_time (JsonBuilder *json, const char *key, gint64 at)
{
  g_autoptr (GDateTime) time = at != 0 ? g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  veche_cli_text (json, key, text);
}

void
veche_cli_person (JsonBuilder *json, const char *key, const char *uid, const char *name)
{
  if (uid == NULL && name == NULL)
    {
      veche_cli_text (json, key, NULL);
      return;
    }

  set_key (json, key);
  json_builder_begin_object (json);
  veche_cli_text (json, "uid", uid);
  veche_cli_text (json, "name", name);
  json_builder_end_object (json);
}

void
veche_cli_print_json (JsonBuilder *json)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_end_object (json);
  root = json_builder_get_root (json);
  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, NULL);
  fputs (text, stdout);
  fputc ('\n', stdout);
  g_object_unref (json);
}

/* Whatever came from outside must not speak to the terminal. */
void
veche_cli_line (const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *safe = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  safe = veche_text_clamp (text, LINE_MAX_CHARACTERS, FALSE);
  fputs (safe, stdout);
  fputc ('\n', stdout);
}

char *
veche_cli_clip (const char *text, gsize max)
{
  return text != NULL ? veche_text_clamp (text, max, FALSE) : g_strdup ("");
}

void
veche_cli_print_uid (VecheCli *cli, const char *uid)
{
  veche_cli_print_made (cli, uid, NULL);
}

void
veche_cli_print_made (VecheCli *cli, const char *uid, const char *title)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("%s", uid);
      return;
    }

  json = veche_cli_json ();
  veche_cli_text (json, "uid", uid);
  if (title != NULL)
    veche_cli_text (json, "title", title);
  veche_cli_print_json (json);
}

char *
veche_cli_day (gint64 at)
{
  g_autoptr (GDateTime) time = at != 0 ? g_date_time_new_from_unix_local (at / G_USEC_PER_SEC) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("never");
}

gboolean
veche_cli_parse_time (const char *text, gint64 *at, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *whole = strchr (text, 'T') == NULL ? g_strconcat (text, "T09:00:00", NULL) : g_strdup (text);
  g_autofree char *seconds = g_strconcat (whole, ":00", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (whole, zone);

  if (time == NULL)
    time = g_date_time_new_from_iso8601 (seconds, zone); /* "2026-12-13T19:00" */
  if (time == NULL)
    return veche_cli_usage (error, "“%s” is not a time: write it like 2026-12-13T19:00", text);

  *at = g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);

  return TRUE;
}

void
veche_cli_progress (gint64 done, gint64 total, const char *what)
{
  static gint64 last;
  gint64 now = g_get_monotonic_time ();

  if (!isatty (STDERR_FILENO) || (done < total && now - last < G_USEC_PER_SEC / 10))
    return;

  last = now;
  if (done >= total)
    fprintf (stderr, "\r\033[K");
  else
    fprintf (stderr, "\r\033[K%s: %d %%", what, total > 0 ? (int)(done * 100 / total) : 0);
  fflush (stderr);
}
