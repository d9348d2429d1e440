/* veche-profile-dates.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-profile-dates.h"

#define SOON 30   /* days */

char *
veche_day_words (const char *day)
{
  gsize n = day != NULL ? strlen (day) : 0;
  int month;

  if (n < 7)
    return g_strdup (day != NULL ? day : "");
  month = atoi (day + n - 5);
  if (month < 1 || month > 12)
    return g_strdup (day);

  /* Translators: day, then month as it stands in a date: "28 November" */
  return g_strdup_printf (C_ ("day", "%1$d %2$s"), atoi (day + n - 2), veche_month_in_date (month));
}

char *
veche_date_words (VecheDateKind kind, int years)
{
  if (kind == VECHE_DATE_WITH_US)
    return g_strdup_printf (ngettext ("%d year with us", "%d years with us", (gulong) years), years);
  if (years <= 0)
    return g_strdup (_ ("Birthday"));

  return g_strdup_printf (ngettext ("Birthday, %d year old", "Birthday, %d years old", (gulong) years), years);
}

static char *
in_days (const char *what, int days)
{
  if (days == 0)
    /* Translators: what it is, as in "Birthday — today" */
    return g_strdup_printf (_ ("%s — today"), what);

  return g_strdup_printf (ngettext ("%s — in %d day", "%s — in %d days", (gulong) days), what, days);
}

/* The day of joining as '2022-01-02', local. (nullable) */
static char *
joined_day (gint64 joined)
{
  g_autoptr (GDateTime) at = joined != 0 ? g_date_time_new_from_unix_local (joined / G_USEC_PER_SEC) : NULL;

  return at != NULL ? g_date_time_format (at, "%Y-%m-%d") : NULL;
}

char *
veche_profile_dates_line (VecheProfile *profile)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d"), *joined = joined_day (profile->member->joined), *day = NULL;
  int birthday = veche_dates_until (profile->birthday, today), anniversary = veche_dates_until (joined, today);

  if (birthday >= 0 && birthday <= SOON)
    return in_days (_ ("Birthday"), birthday);
  if (anniversary >= 0 && anniversary <= SOON)
    {
      g_autoptr (GDateTime) then = g_date_time_add_days (now, anniversary);
      int years = g_date_time_get_year (then) - atoi (joined);
      g_autofree char *words = veche_date_words (VECHE_DATE_WITH_US, years);

      if (years > 0)
        return in_days (words, anniversary);
    }
  if (birthday < 0)
    return NULL;
  day = veche_day_words (profile->birthday);

  /* Translators: a day and month */
  return g_strdup_printf (_ ("Birthday — %s"), day);
}
