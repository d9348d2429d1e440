/* veche-time.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Times as people say them.  Month and weekday names are ours to translate: strftime's follow LC_TIME, not the language of the window. */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "model/veche-uid.h"

static const char *
month_title (int month)
{
  static const char *const names[] = {
    NC_ ("month alone", "January"),   NC_ ("month alone", "February"), NC_ ("month alone", "March"),
    NC_ ("month alone", "April"),     NC_ ("month alone", "May"),      NC_ ("month alone", "June"),
    NC_ ("month alone", "July"),      NC_ ("month alone", "August"),   NC_ ("month alone", "September"),
    NC_ ("month alone", "October"),   NC_ ("month alone", "November"), NC_ ("month alone", "December"),
  };

  return g_dpgettext2 (NULL, "month alone", names[month - 1]);
}

const char *
veche_month_in_date (int month)
{
  static const char *const names[] = {
    NC_ ("month in date", "January"),   NC_ ("month in date", "February"), NC_ ("month in date", "March"),
    NC_ ("month in date", "April"),     NC_ ("month in date", "May"),      NC_ ("month in date", "June"),
    NC_ ("month in date", "July"),      NC_ ("month in date", "August"),   NC_ ("month in date", "September"),
    NC_ ("month in date", "October"),   NC_ ("month in date", "November"), NC_ ("month in date", "December"),
  };

  return g_dpgettext2 (NULL, "month in date", names[month - 1]);
}

const char *
veche_month_short (int month)
{
  static const char *const names[] = {
    NC_ ("month short", "Jan"), NC_ ("month short", "Feb"), NC_ ("month short", "Mar"), NC_ ("month short", "Apr"),
    NC_ ("month short", "May"), NC_ ("month short", "Jun"), NC_ ("month short", "Jul"), NC_ ("month short", "Aug"),
    NC_ ("month short", "Sep"), NC_ ("month short", "Oct"), NC_ ("month short", "Nov"), NC_ ("month short", "Dec"),
  };

  return g_dpgettext2 (NULL, "month short", names[month - 1]);
}

const char *
veche_weekday_short (int weekday)
{
  static const char *const names[] = {
    NC_ ("weekday short", "Mon"), NC_ ("weekday short", "Tue"), NC_ ("weekday short", "Wed"),
    NC_ ("weekday short", "Thu"), NC_ ("weekday short", "Fri"), NC_ ("weekday short", "Sat"),
    NC_ ("weekday short", "Sun"),
  };

  return g_dpgettext2 (NULL, "weekday short", names[weekday - 1]);
}

static GDateTime *
local_time (gint64 at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);

  return utc != NULL ? g_date_time_to_local (utc) : g_date_time_new_now_local ();
}

/* In the same zone: looking for the local one opens a file each time. */
static GDateTime *
local_now (GDateTime *then)
{
  return g_date_time_new_now (g_date_time_get_timezone (then));
}

/* Whole calendar days from then to now; below zero in the future. */
static int
days_between (GDateTime *then, GDateTime *now)
{
  GDate from, to;

  g_date_clear (&from, 1);
  g_date_set_dmy (&from, (GDateDay) g_date_time_get_day_of_month (then), g_date_time_get_month (then),
                  (GDateYear) g_date_time_get_year (then));
  g_date_clear (&to, 1);
  g_date_set_dmy (&to, (GDateDay) g_date_time_get_day_of_month (now), g_date_time_get_month (now),
                  (GDateYear) g_date_time_get_year (now));

  return g_date_days_between (&from, &to);
}

static char *
date_short (GDateTime *then, GDateTime *now)
{
  int day = g_date_time_get_day_of_month (then);
  const char *month = veche_month_short (g_date_time_get_month (then));

  if (g_date_time_get_year (then) == g_date_time_get_year (now))
    /* Translators: a day of this year, month before day: "Nov 12"; use %2$d %1$s to turn them round */
    return g_strdup_printf (C_ ("date", "%1$s %2$d"), month, day);

  /* Translators: month, day, year: "Nov 12, 2024" */
  return g_strdup_printf (C_ ("date", "%1$s %2$d, %3$d"), month, day, g_date_time_get_year (then));
}

char *
veche_time_short (gint64 at)
{
  g_autoptr (GDateTime) then = local_time (at);
  g_autoptr (GDateTime) now = local_now (then);
  gint64 minutes = (veche_now () - at) / G_USEC_PER_SEC / 60;
  int days = days_between (then, now);

  if (minutes < 0 && days < 0)
    return date_short (then, now);
  if (minutes < 1)
    return g_strdup (C_ ("time ago", "now"));
  if (minutes < 60)
    return g_strdup_printf (C_ ("time ago", "%d min"), (int) minutes);
  if (days == 0 || minutes < 6 * 60)
    return g_strdup_printf (C_ ("time ago", "%d h"), (int) (minutes / 60));
  if (days == 1)
    return g_strdup (C_ ("time ago", "yesterday"));
  if (days < 7)
    return g_strdup (veche_weekday_short (g_date_time_get_day_of_week (then)));

  return date_short (then, now);
}

char *
veche_time_days (gint64 at)
{
  g_autoptr (GDateTime) then = local_time (at);
  g_autoptr (GDateTime) now = local_now (then);
  int days = days_between (then, now);

  if (days < 2)
    return veche_time_short (at);
  if (days < 100)
    return g_strdup_printf (C_ ("time ago", "%d d"), days);

  return date_short (then, now);
}

char *
veche_time_long (gint64 at)
{
  g_autoptr (GDateTime) then = local_time (at);
  g_autoptr (GDateTime) now = local_now (then);
  g_autofree char *clock = g_date_time_format (then, "%H:%M");
  const char *month = veche_month_in_date (g_date_time_get_month (then));
  int day = g_date_time_get_day_of_month (then);
  int year = g_date_time_get_year (then);

  switch (days_between (then, now))
    {
    case 0:
      return g_strdup_printf (_ ("today, %s"), clock);
    case 1:
      return g_strdup_printf (_ ("yesterday, %s"), clock);
    case -1:
      return g_strdup_printf (_ ("tomorrow, %s"), clock);
    default:
      break;
    }

  if (year == g_date_time_get_year (now))
    /* Translators: month, day, clock: "November 12, 09:12" */
    return g_strdup_printf (C_ ("date and time", "%1$s %2$d, %3$s"), month, day, clock);

  /* Translators: month, day, year: "November 12, 2024" */
  return g_strdup_printf (C_ ("long date", "%1$s %2$d, %3$d"), month, day, year);
}

char *
veche_time_when (gint64 at)
{
  g_autoptr (GDateTime) then = local_time (at);
  g_autoptr (GDateTime) now = local_now (then);
  int days = days_between (then, now);

  return days >= -1 && days <= 1 ? veche_time_long (at) : date_short (then, now);
}

gint64
veche_time_of_day (const char *day)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *local = day != NULL ? g_strdup_printf ("%sT12:00:00", day) : NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) noon = local != NULL ? g_date_time_new_from_iso8601 (local, zone) : NULL;

  if (day == NULL || g_str_equal (day, today))
    return veche_now ();

  return noon != NULL ? g_date_time_to_unix (noon) * G_USEC_PER_SEC : 0;
}

char *
veche_month_title (gint64 at)
{
  g_autoptr (GDateTime) then = local_time (at);

  /* Translators: a month's heading: "November 2026" */
  return g_strdup_printf (C_ ("month heading", "%1$s %2$d"), month_title (g_date_time_get_month (then)),
                          g_date_time_get_year (then));
}

static const struct
{
  const char *platform, *name, *icon;
} platforms[] = {
  { "telegram", "Telegram", "veche-telegram-symbolic" },
  { "mastodon", "Mastodon", "veche-mastodon-symbolic" },
  { "bluesky", "Bluesky", "veche-bluesky-symbolic" },
  { "vk", NC_ ("platform", "VK"), "veche-vk-symbolic" },
  { "matrix", "Matrix", "veche-matrix-symbolic" },
  { "discord", "Discord", "veche-discord-symbolic" },
  { "discourse", "Discourse", "veche-discourse-symbolic" },
  { "command", NC_ ("platform", "Command"), "veche-command-symbolic" },
  { "folder", NC_ ("platform", "Folder"), "veche-folder-symbolic" },
  { "feed", NC_ ("platform", "Feed"), "veche-rss-symbolic" },
  { "caldav", NC_ ("platform", "Calendar"), "veche-plan-symbolic" },
  { "ical", NC_ ("platform", "Calendar"), "veche-plan-symbolic" },
  { "calendar", NC_ ("platform", "Calendar"), "veche-plan-symbolic" },
  { "place", NC_ ("platform", "Place"), "veche-place-symbolic" },
  { "email", NC_ ("platform", "E-mail"), "veche-mail-symbolic" },
  { "phone", NC_ ("platform", "Phone"), "veche-call-symbolic" },
  { "web", NC_ ("platform", "Website"), "veche-sources-symbolic" },
  { "sample", NC_ ("platform", "Sample Chat"), "veche-discourse-symbolic" },
};

const char *
veche_platform_icon (const char *platform)
{
  for (gsize i = 0; i < G_N_ELEMENTS (platforms); i++)
    if (g_strcmp0 (platform, platforms[i].platform) == 0)
      return platforms[i].icon;

  return "veche-sources-symbolic";
}

const char *
veche_platform_name (const char *platform)
{
  for (gsize i = 0; i < G_N_ELEMENTS (platforms); i++)
    if (g_strcmp0 (platform, platforms[i].platform) == 0)
      return g_dpgettext2 (NULL, "platform", platforms[i].name);

  return platform != NULL ? platform : "";
}
