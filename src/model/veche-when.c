/* veche-when.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-when.h"

#include <string.h>

#define DAY_LENGTH    (sizeof "2026-12-13" - 1)
#define MOMENT_LENGTH (sizeof "2026-12-13T19:00" - 1)
#define MINUTES_A_DAY 1440
#define MOST_ZONES    1000
#define LAST_JULIAN   3652059   /* 9999-12-31 */
#define EPOCH_JULIAN  719163    /* 1970-01-01 */
#define SECONDS_A_DAY 86400

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

/* Times are read and written by hand: a year of rituals has hundreds of thousands of them, and sscanf() took most of its reading. */
static int
read_digits (const char *text, guint n)
{
  int value = 0;

  while (n-- > 0)
    value = value * 10 + (*text++ - '0');

  return value;
}

static char *
write_digits (char *at, int value, guint n)
{
  for (guint i = n; i-- > 0; value /= 10)
    at[i] = (char) ('0' + value % 10);

  return at + n;
}

static gboolean
local_parse (const char *text, Local *self)
{
  int year, month, day, hour = 0, minute = 0;

  if (text == NULL || !has_shape (text, "0000-00-00"))
    return FALSE;
  year = read_digits (text, 4);
  month = read_digits (text + 5, 2);
  day = read_digits (text + 8, 2);
  self->whole = text[DAY_LENGTH] == '\0';
  if (!self->whole)
    {
      const char *rest = text + MOMENT_LENGTH;

      if (!has_shape (text + DAY_LENGTH, "T00:00") || !(*rest == '\0' || (has_shape (rest, ":00") && rest[3] == '\0')))
        return FALSE;
      hour = read_digits (text + DAY_LENGTH + 1, 2);
      minute = read_digits (text + DAY_LENGTH + 4, 2);
    }
  if (year < 1 || month > 12 || hour > 23 || minute > 59 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  g_date_clear (&self->date, 1);
  g_date_set_dmy (&self->date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  self->minutes = hour * 60 + minute;

  return TRUE;
}

static char *
local_format (const Local *self)
{
  char text[MOMENT_LENGTH + 1], *at = write_digits (text, g_date_get_year (&self->date), 4);

  *at++ = '-';
  at = write_digits (at, (int) g_date_get_month (&self->date), 2);
  *at++ = '-';
  at = write_digits (at, g_date_get_day (&self->date), 2);
  if (!self->whole)
    {
      *at++ = 'T';
      at = write_digits (at, self->minutes / 60, 2);
      *at++ = ':';
      at = write_digits (at, self->minutes % 60, 2);
    }

  return g_strndup (text, (gsize) (at - text));
}

/* FALSE: outside of all calendars. */
static gboolean
local_move (Local *self, int days)
{
  gint64 julian = (gint64) g_date_get_julian (&self->date) + days;

  if (julian < 1 || julian > LAST_JULIAN)
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
  gint64 wall = ((gint64) g_date_get_julian (&local->date) - EPOCH_JULIAN) * SECONDS_A_DAY + local->minutes * 60;
  gint64 before = offset_at (zone, wall - SECONDS_A_DAY), after = offset_at (zone, wall + SECONDS_A_DAY);

  /* On all but a few days of a year the clocks are not touched. */
  if (before != after && offset_at (zone, wall - before) != before && offset_at (zone, wall - after) == after)
    return wall - after;

  return wall - before;
}

gint64
veche_when_instant (const char *local, const char *tz)
{
  g_autoptr (GTimeZone) zone = NULL;
  Local parsed;

  if (!local_parse (local, &parsed))
    return 0;
  zone = zone_new (tz);

  return seconds_of (&parsed, zone) * G_USEC_PER_SEC;
}

gboolean
veche_when_span (const char *starts, const char *ends, const char *tz, gint64 *from, gint64 *until)
{
  g_autoptr (GTimeZone) zone = NULL;
  Local first, last;

  if (!local_parse (starts, &first))
    return FALSE;
  zone = zone_new (tz);
  *from = seconds_of (&first, zone) * G_USEC_PER_SEC;
  if (!local_parse (ends, &last))
    last = first;
  if (last.whole && !local_move (&last, 1))
    return FALSE;
  *until = MAX (*from, seconds_of (&last, zone) * G_USEC_PER_SEC);

  return TRUE;
}

char *
veche_when_local (gint64 at, const char *tz)
{
  g_autoptr (GTimeZone) zone = zone_new (tz);
  gint64 seconds = at / G_USEC_PER_SEC, wall = seconds + offset_at (zone, seconds), second = (wall % SECONDS_A_DAY + SECONDS_A_DAY) % SECONDS_A_DAY;
  gint64 julian = (wall - second) / SECONDS_A_DAY + EPOCH_JULIAN;
  Local local = { .minutes = (int) (second / 60) };

  if (julian < 1 || julian > LAST_JULIAN)
    return NULL;
  g_date_clear (&local.date, 1);
  g_date_set_julian (&local.date, (guint32) julian);

  return local_format (&local);
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
