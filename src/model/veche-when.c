/* veche-when.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-when.h"

#include <stdio.h>
#include <string.h>

#define DAY_LENGTH    (sizeof "2026-12-13" - 1)
#define MOMENT_LENGTH (sizeof "2026-12-13T19:00" - 1)
#define MINUTES_A_DAY 1440
#define MOST_ZONES    1000

typedef struct
{
  GDate    date;
  int      minutes;   /* of the day */
  gboolean whole;     /* it is the whole day */
} Local;

static gboolean
has_shape (const char *text, const char *shape)
{
  for (; *shape != '\0'; shape++, text++)
    if (*shape == '0' ? !g_ascii_isdigit (*text) : *shape != *text)
      return FALSE;

  return TRUE;
}

static gboolean
local_parse (const char *text, Local *self)
{
  int year, month, day, hour = 0, minute = 0;

  if (text == NULL || !has_shape (text, "0000-00-00"))
    return FALSE;
  sscanf (text, "%4d-%2d-%2d", &year, &month, &day);
  self->whole = text[DAY_LENGTH] == '\0';
  if (!self->whole)
    {
      const char *rest = text + MOMENT_LENGTH;

      if (!has_shape (text + DAY_LENGTH, "T00:00") || !(*rest == '\0' || (has_shape (rest, ":00") && rest[3] == '\0')))
        return FALSE;
      sscanf (text + DAY_LENGTH, "T%2d:%2d", &hour, &minute);
    }
  if (year < 1 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year) || month > 12 || hour > 23 || minute > 59)
    return FALSE;
  g_date_clear (&self->date, 1);
  g_date_set_dmy (&self->date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  self->minutes = hour * 60 + minute;

  return TRUE;
}

static char *
local_format (const Local *self)
{
  int year = g_date_get_year (&self->date), month = g_date_get_month (&self->date), day = g_date_get_day (&self->date);

  if (self->whole)
    return g_strdup_printf ("%04d-%02d-%02d", year, month, day);

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d", year, month, day, self->minutes / 60, self->minutes % 60);
}

/* FALSE: outside of all calendars. */
static gboolean
local_move (Local *self, int days)
{
  gint64 julian = (gint64) g_date_get_julian (&self->date) + days;

  if (julian < 1 || julian > 3652059)   /* 9999-12-31 */
    return FALSE;
  g_date_set_julian (&self->date, (guint32) julian);

  return TRUE;
}

gboolean
veche_when_is_valid (const char *local)
{
  Local parsed;

  return local_parse (local, &parsed);
}

gboolean
veche_when_is_day (const char *local)
{
  Local parsed;

  return local_parse (local, &parsed) && parsed.whole;
}

/*** Zones ***/

gboolean
veche_when_zone_exists (const char *tz)
{
  g_autoptr (GTimeZone) zone = tz != NULL ? g_time_zone_new_identifier (tz) : NULL;

  return zone != NULL;
}

/* GLib reads the file of a zone anew when nobody holds it: a month of events did so a thousand times (250 ms, now 5). */
static GTimeZone *
zone_new (const char *tz)
{
  static GMutex mutex;
  static GHashTable *known;   /* (owned) name → zone, UTC where there is no such; there are some 600 names */
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  GTimeZone *zone;

  if (known == NULL)
    known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_time_zone_unref);
  zone = g_hash_table_lookup (known, tz != NULL ? tz : "");
  if (zone != NULL)
    return g_time_zone_ref (zone);

  zone = tz != NULL ? g_time_zone_new_identifier (tz) : NULL;
  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  if (g_hash_table_size (known) < MOST_ZONES)
    g_hash_table_insert (known, g_strdup (tz != NULL ? tz : ""), g_time_zone_ref (zone));

  return zone;
}

const char *
veche_when_own_zone (void)
{
  g_autoptr (GTimeZone) own = g_time_zone_new_local ();
  const char *name = g_time_zone_get_identifier (own);

  return name != NULL && veche_when_zone_exists (name) ? g_intern_string (name) : "UTC";
}

static gint64
offset_at (GTimeZone *zone, gint64 seconds)
{
  return g_time_zone_get_offset (zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds));
}

/* The offset before is tried first: it makes the first of two, and, when neither fits, what the clocks left out. */
static gint64
seconds_of (const Local *local, GTimeZone *zone)
{
  gint64 wall = ((gint64) g_date_get_julian (&local->date) - 719163) * 86400 + local->minutes * 60;
  gint64 before = offset_at (zone, wall - 86400), after = offset_at (zone, wall + 86400);

  if (offset_at (zone, wall - before) != before && offset_at (zone, wall - after) == after)
    return wall - after;

  return wall - before;
}

static gint64
instant_of (const Local *local, const char *tz)
{
  g_autoptr (GTimeZone) zone = zone_new (tz);

  return seconds_of (local, zone) * G_USEC_PER_SEC;
}

gint64
veche_when_instant (const char *local, const char *tz)
{
  Local parsed;

  return local_parse (local, &parsed) ? instant_of (&parsed, tz) : 0;
}

gboolean
veche_when_span (const char *starts, const char *ends, const char *tz, gint64 *from, gint64 *until)
{
  Local first, last;

  if (!local_parse (starts, &first))
    return FALSE;
  *from = instant_of (&first, tz);
  if (!local_parse (ends, &last))
    last = first;
  if (last.whole && !local_move (&last, 1))
    return FALSE;
  *until = MAX (*from, instant_of (&last, tz));

  return TRUE;
}

char *
veche_when_local (gint64 at, const char *tz)
{
  g_autoptr (GTimeZone) zone = zone_new (tz);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) time = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M") : NULL;
}

char *
veche_when_today (gint64 now, const char *tz)
{
  g_autofree char *local = veche_when_local (now, tz != NULL ? tz : veche_when_own_zone ());

  return veche_when_day (local);
}

/*** The calendar ***/

char *
veche_when_day (const char *local)
{
  return veche_when_is_valid (local) ? g_strndup (local, DAY_LENGTH) : NULL;
}

char *
veche_when_add_days (const char *local, int days)
{
  Local parsed;

  return local_parse (local, &parsed) && local_move (&parsed, days) ? local_format (&parsed) : NULL;
}

char *
veche_when_add_minutes (const char *local, int minutes)
{
  Local parsed;
  int sum, days;

  if (!local_parse (local, &parsed))
    return NULL;
  sum = parsed.minutes + minutes % MINUTES_A_DAY;
  days = minutes / MINUTES_A_DAY + (sum < 0 ? -1 : sum / MINUTES_A_DAY);
  parsed.minutes = (sum + MINUTES_A_DAY) % MINUTES_A_DAY;
  parsed.whole = FALSE;

  return local_move (&parsed, days) ? local_format (&parsed) : NULL;
}

int
veche_when_days_between (const char *from, const char *to)
{
  Local first, last;

  if (!local_parse (from, &first) || !local_parse (to, &last))
    return 0;

  return g_date_days_between (&first.date, &last.date);
}

char *
veche_when_tidy (const char *text)
{
  g_autofree char *tidy = text != NULL ? g_strstrip (g_strdup (text)) : NULL;
  Local parsed;

  if (tidy != NULL && strlen (tidy) > DAY_LENGTH && tidy[DAY_LENGTH] == ' ')
    tidy[DAY_LENGTH] = 'T';

  return local_parse (tidy, &parsed) ? local_format (&parsed) : NULL;
}
