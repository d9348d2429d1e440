/* veche-ics-zone-rules.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A zone that nobody knows by its name is found by what its VTIMEZONE says: the one whose clocks show the same in these years.
 */

#include "exchange/veche-ics-private.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/veche-zone-names.h"
#include "model/veche-when.h"

#define MOST_PARTS   40      /* of one zone, that are looked at */
#define YEARS_BEFORE 1
#define YEARS_AFTER  3
#define SAMPLES      24      /* a year */
#define HOUR         3600

/* From then on the clocks are so many seconds ahead. */
typedef struct { gint64 at; int ahead; } Onset;

/* "+0545", "-033017". */
static gboolean
read_offset (const VecheIcsComponent *part, const char *name, int *seconds)
{
  const VecheIcsProperty *property = veche_ics_component_get (part, name);
  const char *digits = property != NULL && strchr ("+-", *property->value) != NULL ? property->value + 1 : "";
  gsize n = strspn (digits, "0123456789");
  int number = n == 4 || n == 6 ? atoi (digits) : 0;

  if ((n != 4 && n != 6) || digits[n] != '\0')
    return FALSE;
  if (n == 4)
    number *= 100;
  *seconds = (number / 10000 * HOUR + number / 100 % 100 * 60 + number % 100) * (*property->value == '-' ? -1 : 1);

  return abs (*seconds) <= 15 * HOUR;
}

/* "19700329T020000" → "2025-03-29T02:00": a rule of old begins shortly before these years. (transfer full) (nullable) */
static char *
read_start (const char *value, gboolean rule, int year)
{
  int first = strlen (value) >= 13 && strspn (value, "0123456789") == 8 && value[8] == 'T' ? atoi (value) / 10000 : 0;
  g_autofree char *local = NULL;

  if (first == 0)
    return NULL;
  local = g_strdup_printf ("%04d-%.2s-%.2sT%.2s:%.2s", rule ? MAX (first, year) : first, value + 4, value + 6, value + 9, value + 11);

  return veche_when_is_valid (local) ? g_steal_pointer (&local) : NULL;
}

static void
add_onset (GArray *onsets, const char *local, int before, int ahead)
{
  const Onset onset = { veche_when_instant (local, "UTC") / G_USEC_PER_SEC - before, ahead };

  g_array_append_val (onsets, onset);
}

static gboolean
add_part (GArray *onsets, const VecheIcsComponent *part, int year)
{
  const VecheIcsProperty *start = veche_ics_component_get (part, "DTSTART"), *rule = veche_ics_component_get (part, "RRULE");
  g_autofree char *since = g_strdup_printf ("%04d-01-01", year - YEARS_BEFORE - 1), *until = g_strdup_printf ("%04d-01-01", year + YEARS_AFTER + 1);
  g_autofree char *local = NULL;
  g_auto (GStrv) days = NULL;
  int before, ahead;

  if (!read_offset (part, "TZOFFSETFROM", &before) || !read_offset (part, "TZOFFSETTO", &ahead) || start == NULL)
    return FALSE;
  local = read_start (start->value, rule != NULL, year - YEARS_BEFORE - 2);
  if (local == NULL || (rule != NULL && (strstr (rule->value, "FREQ=YEARLY") == NULL || !veche_when_rule_check (rule->value, NULL))))
    return FALSE;
  if (rule == NULL)
    {
      add_onset (onsets, local, before, ahead);
      return TRUE;
    }
  days = veche_when_recur (rule->value, local, "UTC", since, until, YEARS_BEFORE + YEARS_AFTER + 2);
  for (guint i = 0; days[i] != NULL; i++)
    add_onset (onsets, days[i], before, ahead);

  return TRUE;
}

static int
compare_onsets (gconstpointer a, gconstpointer b)
{
  gint64 first = ((const Onset *) a)->at, second = ((const Onset *) b)->at;

  return (first > second) - (first < second);
}

/* What its clocks show, sample by sample; the first one at from. FALSE: it does not say. */
static gboolean
read_clocks (const VecheIcsComponent *zone, int year, gint64 from, gint64 step, GArray *clocks)
{
  g_autoptr (GArray) onsets = g_array_new (FALSE, FALSE, sizeof (Onset));
  guint at = 0;

  for (guint i = 0; i < zone->components->len; i++)
    if (i >= MOST_PARTS || !add_part (onsets, zone->components->pdata[i], year))
      return FALSE;
  if (onsets->len == 0)
    return FALSE;
  g_array_sort (onsets, compare_onsets);
  for (guint i = 0; i < SAMPLES * (YEARS_BEFORE + YEARS_AFTER); i++)
    {
      int ahead;

      while (at + 1 < onsets->len && g_array_index (onsets, Onset, at + 1).at <= from + (gint64) i * step)
        at++;
      ahead = g_array_index (onsets, Onset, at).ahead;
      g_array_append_val (clocks, ahead);
    }

  return TRUE;
}

static gboolean
shows_the_same (const char *name, GArray *clocks, gint64 from, gint64 step)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (name);

  for (guint i = 0; zone != NULL && i < clocks->len; i++)
    {
      int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, from + (gint64) i * step);

      if (g_time_zone_get_offset (zone, interval) != g_array_index (clocks, int, i))
        return FALSE;
    }

  return zone != NULL;
}

/* Any of the world. (transfer full) (nullable) */
static char *
find_anywhere (GArray *clocks, gint64 from, gint64 step)
{
  g_autoptr (GPtrArray) names = veche_zone_names ();

  for (guint i = 0; i < names->len; i++)
    if (shows_the_same (names->pdata[i], clocks, from, step))
      return g_strdup (names->pdata[i]);

  return NULL;
}

char *
veche_ics_zone_by_rules (const VecheIcsComponent *zone)
{
  /* Of those that show the same, the one that more people know. */
  static const char *const known[] = { "UTC", "Europe/Moscow", "Europe/London", "Europe/Berlin", "Europe/Kyiv", "Europe/Kiev", "Asia/Yekaterinburg", "Asia/Novosibirsk",
                                       "Asia/Vladivostok", "Asia/Tbilisi", "Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo", "America/New_York",
                                       "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Sao_Paulo" };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  int year = g_date_time_get_year (now);
  g_autofree char *first = g_strdup_printf ("%04d-01-01T12:00", year - YEARS_BEFORE);
  gint64 from = veche_when_instant (first, "UTC") / G_USEC_PER_SEC, step = G_GINT64_CONSTANT (365) * 24 * HOUR / SAMPLES;
  g_autoptr (GArray) clocks = g_array_new (FALSE, FALSE, sizeof (int));

  if (!read_clocks (zone, year, from, step, clocks))
    return NULL;
  if (shows_the_same (veche_when_own_zone (), clocks, from, step))
    return g_strdup (veche_when_own_zone ());
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (shows_the_same (known[i], clocks, from, step))
      return g_strdup (known[i]);

  return find_anywhere (clocks, from, step);
}
