/* veche-discord-events.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-discord-events.h"

#include "connectors/veche-json.h"
#include "model/veche-calendar-entry.h"
#include "model/veche-text.h"
#include "model/veche-when.h"

#define MAX_TEXT 4000

/* Their statuses and kinds. */
enum { SCHEDULED = 1, ACTIVE = 2 };
enum { EXTERNAL = 3 };

/* (transfer full) (nullable) */
static char *
moment_of (JsonObject *event, const char *key)
{
  gint64 at = veche_json_time (event, key);

  return at != 0 ? veche_when_local (at, "UTC") : NULL;
}

static void
add_days (GString *rule, JsonObject *recurrence)
{
  static const char *const names[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  JsonArray *days = veche_json_array (recurrence, "by_weekday"), *nth = veche_json_array (recurrence, "by_n_weekday");
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < veche_json_length (days); i++)
    {
      gint64 day = json_node_get_value_type (json_array_get_element (days, i)) == G_TYPE_INT64 ? json_array_get_int_element (days, i) : -1;

      if (day >= 0 && day < 7)
        g_string_append_printf (list, "%s%s", list->len > 0 ? "," : "", names[day]);
    }
  for (guint i = 0; i < veche_json_length (nth); i++)
    {
      gint64 n = veche_json_int (veche_json_nth (nth, i), "n", 0), day = veche_json_int (veche_json_nth (nth, i), "day", -1);

      if (n >= 1 && n <= 5 && day >= 0 && day < 7)
        g_string_append_printf (list, "%s%d%s", list->len > 0 ? "," : "", (int) n, names[day]);
    }
  if (list->len > 0)
    g_string_append_printf (rule, ";BYDAY=%s", list->str);
}

/* (transfer full) (nullable): it takes place once, or comes again in a way that we do not know. */
static char *
rule_of (JsonObject *event)
{
  static const char *const names[] = { "YEARLY", "MONTHLY", "WEEKLY", "DAILY" };
  JsonObject *recurrence = veche_json_object (event, "recurrence_rule");
  gint64 often = veche_json_int (recurrence, "frequency", -1), interval = veche_json_int (recurrence, "interval", 1);
  g_autoptr (GString) rule = g_string_new (NULL);

  if (often < 0 || often >= (gint64) G_N_ELEMENTS (names) || interval < 1 || interval > 100)
    return NULL;
  g_string_append_printf (rule, "FREQ=%s", names[often]);
  if (interval > 1)
    g_string_append_printf (rule, ";INTERVAL=%d", (int) interval);
  add_days (rule, recurrence);

  return g_string_free (g_steal_pointer (&rule), FALSE);
}

/* (transfer full) (nullable) */
static VecheCalendarEntry *
read_event (JsonObject *event)
{
  gint64 status = veche_json_int (event, "status", SCHEDULED);
  g_autofree char *id = veche_json_dup_id (event, "id"), *server = veche_json_dup_id (event, "guild_id"), *starts = moment_of (event, "scheduled_start_time");
  g_autofree char *title = veche_text_clamp (veche_json_string (event, "name", ""), 300, FALSE);
  const char *about = veche_json_string (event, "description", NULL);
  g_autoptr (VecheCalendarEntry) entry = NULL;

  if (id == NULL || starts == NULL || *title == '\0' || (status != SCHEDULED && status != ACTIVE))
    return NULL;
  entry = veche_calendar_entry_new (FALSE);
  entry->uid = g_strdup_printf ("discord-event-%s", id);
  entry->title = g_steal_pointer (&title);
  entry->starts = g_steal_pointer (&starts);
  entry->tz = g_strdup ("UTC");
  entry->ends = moment_of (event, "scheduled_end_time");
  entry->rrule = rule_of (event);
  entry->about = about != NULL ? veche_text_clamp (about, MAX_TEXT, TRUE) : NULL;
  entry->online = veche_json_int (event, "entity_type", 0) != EXTERNAL;
  if (!entry->online)
    entry->place = veche_text_clamp (veche_json_string (veche_json_object (event, "entity_metadata"), "location", ""), 300, FALSE);
  entry->link = server != NULL ? g_strdup_printf ("https://discord.com/events/%s/%s", server, id) : NULL;
  if (entry->ends != NULL && g_strcmp0 (entry->ends, entry->starts) < 0)
    g_clear_pointer (&entry->ends, g_free);
  veche_calendar_entry_tidy (entry);

  return g_steal_pointer (&entry);
}

GPtrArray *
veche_discord_read_events (JsonArray *events)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_calendar_entry_free);

  for (guint i = 0; i < veche_json_length (events); i++)
    {
      VecheCalendarEntry *entry = read_event (veche_json_nth (events, i));

      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }

  return entries;
}
