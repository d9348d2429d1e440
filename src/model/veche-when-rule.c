/* veche-when-rule.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * RRULE by libical.  It goes through local times only: which moment one of them is, the zone says afterwards.  So a ritual at seven stays at seven.
 */

#include "model/veche-when.h"

#include <libical/ical.h>
#include <string.h>

#define MOST_LENGTH 500
#define MOMENT_LENGTH (sizeof "2026-12-13T19:00" - 1)
#define MOST_STEPS  50000   /* 130 years of days */

static void
keep_alive (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      icalerror_set_errors_are_fatal (0);
      g_once_init_leave (&once, 1);
    }
}

/* libical reads on where it stumbles: what it left out would be a rule of another meaning. */
static gboolean
has_known_parts (const char *rrule)
{
  static const char *const known[] = { "FREQ", "UNTIL", "COUNT", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH",
                                       "BYSETPOS", "WKST", "BYHOUR", "BYMINUTE", "BYSECOND", NULL };
  g_auto (GStrv) parts = g_strsplit (rrule, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (parts[i], '=');

      if (equals == NULL || equals[1] == '\0')
        return FALSE;
      *equals = '\0';
      if (!g_strv_contains (known, parts[i]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
rule_parse (const char *rrule, struct icalrecurrencetype *rule)
{
  g_autofree char *upper = NULL;

  keep_alive ();
  if (rrule == NULL || strlen (rrule) > MOST_LENGTH || !g_str_is_ascii (rrule))
    return FALSE;
  upper = g_ascii_strup (rrule, -1);
  if (!has_known_parts (upper))
    return FALSE;
  icalerror_clear_errno ();
  *rule = icalrecurrencetype_from_string (upper);

  return rule->freq >= ICAL_DAILY_RECURRENCE && rule->freq <= ICAL_YEARLY_RECURRENCE && rule->by_hour[0] == ICAL_RECURRENCE_ARRAY_MAX
         && rule->by_minute[0] == ICAL_RECURRENCE_ARRAY_MAX && rule->by_second[0] == ICAL_RECURRENCE_ARRAY_MAX && rule->interval >= 1
         && rule->count >= 0;
}

gboolean
veche_when_rule_check (const char *rrule, GError **error)
{
  struct icalrecurrencetype rule;

  if (rule_parse (rrule, &rule))
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "“%s” is no rule by which days come again: write it like FREQ=WEEKLY;BYDAY=MO",
               rrule != NULL ? rrule : "");

  return FALSE;
}

static struct icaltimetype
to_ical (const char *local)
{
  struct icaltimetype time = icaltime_null_time ();
  int year, month, day, hour = 0, minute = 0;

  time.is_date = sscanf (local, "%4d-%2d-%2dT%2d:%2d", &year, &month, &day, &hour, &minute) < 5;
  time.year = year;
  time.month = month;
  time.day = day;
  time.hour = hour;
  time.minute = minute;

  return time;
}

static char *
from_ical (struct icaltimetype time, gboolean whole)
{
  if (whole)
    return g_strdup_printf ("%04d-%02d-%02d", time.year, time.month, time.day);

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d", time.year, time.month, time.day, time.hour, time.minute);
}

/* The end of a rule is a moment of UTC, a local time, or a day, which is over when it ends: it is compared with local ones. */
static void
settle_until (struct icalrecurrencetype *rule, gboolean whole, const char *tz)
{
  g_autofree char *utc = NULL, *local = NULL;

  if (!icaltime_is_null_time (rule->until) && rule->until.is_date && !whole)
    {
      rule->until.is_date = 0;
      rule->until.hour = 23;
      rule->until.minute = 59;
    }
  if (icaltime_is_null_time (rule->until) || !icaltime_is_utc (rule->until))
    return;
  utc = from_ical (rule->until, FALSE);
  local = veche_when_local (veche_when_instant (utc, "UTC"), tz);
  if (local != NULL)
    rule->until = to_ical (local);
}

/* The days from one turn to the next of a rule that says no more than every so many days or weeks; 0: it says more. */
static int
plain_step (const struct icalrecurrencetype *rule)
{
  const short *const parts[] = { rule->by_second, rule->by_minute,   rule->by_hour,    rule->by_day,    rule->by_month_day,
                                 rule->by_month,  rule->by_year_day, rule->by_week_no, rule->by_set_pos };

  if ((rule->freq != ICAL_DAILY_RECURRENCE && rule->freq != ICAL_WEEKLY_RECURRENCE) || rule->count != 0 || !icaltime_is_null_time (rule->until))
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i][0] != ICAL_RECURRENCE_ARRAY_MAX)
      return 0;

  return rule->interval * (rule->freq == ICAL_WEEKLY_RECURRENCE ? 7 : 1);
}

/* Most rituals are such, and a year has thousands of their days. Takes local. */
static GStrv
recur_plainly (char *local, int step, const char *since, const char *until, guint limit)
{
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();
  g_autofree char *now = local;

  if (since != NULL && strcmp (since, now) > 0 && veche_when_is_valid (since))
    {
      char *later = veche_when_add_days (now, veche_when_days_between (now, since) / step * step);

      g_free (now);
      now = later;
    }
  for (guint n = 0; now != NULL && n < limit && (until == NULL || strcmp (now, until) < 0);)
    {
      char *next = veche_when_add_days (now, step);

      if (since == NULL || strcmp (now, since) >= 0)
        {
          g_strv_builder_add (found, now);
          n++;
        }
      g_free (now);
      now = next;
    }

  return g_strv_builder_end (found);
}

GStrv
veche_when_recur (const char *rrule, const char *starts, const char *tz, const char *since, const char *until, guint limit)
{
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();
  gboolean whole = veche_when_is_day (starts);
  g_autofree char *local = NULL, *since_day = NULL;
  struct icalrecurrencetype rule;
  struct icalrecur_iterator_impl *walk;
  struct icaltimetype first;

  if (!veche_when_is_valid (starts) || !rule_parse (rrule, &rule))
    return g_strv_builder_end (found);

  settle_until (&rule, whole, tz);
  if (whole && since != NULL)
    since = since_day = veche_when_day (since);   /* a day is there until it ends */
  local = g_strndup (starts, whole ? strlen (starts) : MOMENT_LENGTH);
  if (plain_step (&rule) > 0)
    return recur_plainly (g_steal_pointer (&local), plain_step (&rule), since, until, limit);
  first = to_ical (local);
  walk = icalrecur_iterator_new (rule, first);
  /* What was years ago need not be gone through, unless it is counted. */
  if (walk != NULL && rule.count == 0 && since != NULL && strcmp (since, starts) > 0 && veche_when_is_valid (since))
    {
      struct icaltimetype from = to_ical (since);

      from.is_date = first.is_date;
      if (icalrecur_iterator_set_start (walk, from) == 0)
        g_clear_pointer (&walk, icalrecur_iterator_free);
    }
  for (guint n = 0, steps = 0; n < limit && steps < MOST_STEPS && (until == NULL || strcmp (local, until) < 0); steps++)
    {
      struct icaltimetype time;

      if (since == NULL || strcmp (local, since) >= 0)
        {
          g_strv_builder_add (found, local);
          n++;
        }
      do
        time = walk != NULL ? icalrecur_iterator_next (walk) : icaltime_null_time ();
      while (steps == 0 && !icaltime_is_null_time (time) && icaltime_compare (time, first) <= 0);
      if (icaltime_is_null_time (time))
        break;
      g_free (local);
      local = from_ical (time, whole);
    }
  g_clear_pointer (&walk, icalrecur_iterator_free);

  return g_strv_builder_end (found);
}

char *
veche_when_rule_rest (const char *rrule)
{
  g_auto (GStrv) parts = g_strsplit (rrule, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_ascii_strncasecmp (parts[i], "COUNT=", strlen ("COUNT=")) == 0)
      {
        gint64 n = g_ascii_strtoll (parts[i] + strlen ("COUNT="), NULL, 10);

        g_free (parts[i]);
        parts[i] = g_strdup_printf ("COUNT=%" G_GINT64_FORMAT, MAX (n - 1, 1));
      }

  return g_strjoinv (";", parts);
}

char *
veche_when_next (const char *rrule, const char *starts, const char *tz, const char *after)
{
  g_auto (GStrv) some = veche_when_recur (rrule, starts, tz, after, NULL, 2);

  for (guint i = 0; some[i] != NULL; i++)
    if (strcmp (some[i], after) > 0)
      return g_strdup (some[i]);

  return NULL;
}
