/* veche-plan-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "app/veche-draw.h"
#include "app/veche-plan-words.h"

#define GATHERING_DAYS 28   /* a quarter without a project is an alarm this long before it starts */
#define HUNDREDTHS 100

const char *const veche_project_statuses[] = { "idea", "planned", "active", "done", "dropped", NULL };
const char *const veche_event_statuses[] = { "idea", "planned", "active", "done", "cancelled", NULL };
const char *const veche_event_kinds[] = { "meeting", "webinar", "talk", "workshop", "contest", "ritual", "other", NULL };
const char *const veche_event_roles[] = { "guest", "host", "speaker", "helper", NULL };
const char *const veche_attendances[] = { "invited", "accepted", "waiting", "declined", "came", "no-show", "excused", NULL };

typedef struct
{
  const char *nick;
  const char *context;
  const char *title;
} VecheWord;

static const VecheWord words[] = {
  { "idea", "status", NC_ ("status", "Idea") },
  { "planned", "status", NC_ ("status", "Planned") },
  { "active", "status", NC_ ("status", "Under way") },
  { "done", "status", NC_ ("status", "Done") },
  { "dropped", "status", NC_ ("status", "Given up") },
  { "cancelled", "status", NC_ ("status", "Cancelled") },
  { "meeting", "event", NC_ ("event", "Meeting") },
  { "webinar", "event", NC_ ("event", "Webinar") },
  { "talk", "event", NC_ ("event", "Talk") },
  { "workshop", "event", NC_ ("event", "Workshop") },
  { "contest", "event", NC_ ("event", "Contest") },
  { "ritual", "event", NC_ ("event", "Ritual") },
  { "other", "event", NC_ ("event", "Something else") },
  { "host", "role", NC_ ("role", "Host") },
  { "speaker", "role", NC_ ("role", "Speaker") },
  { "helper", "role", NC_ ("role", "Helper") },
  { "guest", "role", NC_ ("role", "Guest") },
  { "invited", "attendance", NC_ ("attendance", "Invited") },
  { "accepted", "attendance", NC_ ("attendance", "Will come") },
  { "declined", "attendance", NC_ ("attendance", "Won’t come") },
  { "came", "attendance", NC_ ("attendance", "Came") },
  { "no-show", "attendance", NC_ ("attendance", "Did not come") },
  { "waiting", "attendance", NC_ ("attendance", "Waits for a place") },
  { "excused", "attendance", NC_ ("attendance", "Excused") },
};

static const char *
word_for (const char *context, const char *nick)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].context, context) == 0 && g_strcmp0 (words[i].nick, nick) == 0)
      return g_dpgettext2 (NULL, context, words[i].title);

  return nick != NULL ? nick : "";
}

char *
veche_money_words (gint64 minor, const char *currency)
{
  guint64 sum = minor < 0 ? -(guint64) minor : (guint64) minor;
  const char *sign = minor < 0 ? "−" : "", *unit = currency != NULL ? currency : "";

  if (sum % HUNDREDTHS == 0)
    return g_strdup_printf ("%s%'" G_GUINT64_FORMAT " %s", sign, sum / HUNDREDTHS, unit);

  return g_strdup_printf ("%s%'" G_GUINT64_FORMAT "%s%02u %s", sign, sum / HUNDREDTHS, localeconv ()->decimal_point, (guint) (sum % HUNDREDTHS), unit);
}

const char *
veche_status_title (const char *status)
{
  return word_for ("status", status);
}

const char *
veche_event_kind_title (const char *kind)
{
  return word_for ("event", kind);
}

const char *
veche_role_title (const char *role)
{
  return word_for ("role", role);
}

const char *
veche_attendance_title (const char *status)
{
  return word_for ("attendance", status);
}

char *
veche_quarter_title (const char *quarter)
{
  g_autofree char *year = NULL;

  g_return_val_if_fail (veche_quarter_is_valid (quarter), NULL);

  year = g_strndup (quarter, 4);
  switch (quarter[5])
    {
    /* Translators: a quarter of a year; %s is the year */
    case '1': return g_strdup_printf (_("Q1 %s"), year);
    case '2': return g_strdup_printf (_("Q2 %s"), year);
    case '3': return g_strdup_printf (_("Q3 %s"), year);
    default: return g_strdup_printf (_("Q4 %s"), year);
    }
}

char *
veche_quarter_short (const char *quarter)
{
  g_return_val_if_fail (veche_quarter_is_valid (quarter), NULL);

  switch (quarter[5])
    {
    /* Translators: a quarter of a year, as short as can be */
    case '1': return g_strdup (C_("quarter", "Q1"));
    case '2': return g_strdup (C_("quarter", "Q2"));
    case '3': return g_strdup (C_("quarter", "Q3"));
    default: return g_strdup (C_("quarter", "Q4"));
    }
}

char *
veche_quarter_empty_words (const char *quarter)
{
  g_autofree char *since = NULL, *until = NULL, *choose_by = NULL, *day = NULL;
  g_autofree char *today = veche_day_today ();

  veche_quarter_bounds (quarter, &since, &until);
  choose_by = veche_day_step (since, -GATHERING_DAYS);
  if (strcmp (until, today) <= 0)
    return g_strdup (_("The quarter has passed without joint work"));
  if (strcmp (choose_by, today) < 0)
    return g_strdup (_("Choose the joint work now: people need time to gather"));

  day = veche_day_long (choose_by);
  /* Translators: %s is a day, "1 December" */
  return g_strdup_printf (_("Choose the joint work before %s, so that there is time to gather people"), day);
}

GDateTime *
veche_day_parse (const char *day)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autofree char *midnight = NULL;

  if (day == NULL || strlen (day) < 10)
    return NULL;

  midnight = g_strdup_printf ("%.10sT00:00:00", day);

  return g_date_time_new_from_iso8601 (midnight, local);
}

char *
veche_day_short (const char *day)
{
  g_autoptr (GDateTime) date = veche_day_parse (day);

  if (date == NULL)
    return NULL;

  return g_strdup_printf (C_("date", "%1$s %2$d"), veche_month_short (g_date_time_get_month (date)), g_date_time_get_day_of_month (date));
}

char *
veche_day_dated (const char *day)
{
  g_autoptr (GDateTime) date = veche_day_parse (day);

  if (date == NULL)
    return NULL;

  return g_strdup_printf (C_("date", "%1$s %2$d, %3$d"), veche_month_short (g_date_time_get_month (date)), g_date_time_get_day_of_month (date),
                          g_date_time_get_year (date));
}

char *
veche_day_long (const char *day)
{
  g_autoptr (GDateTime) date = veche_day_parse (day);

  if (date == NULL)
    return NULL;

  return g_strdup_printf (C_("date", "%1$s %2$d"), veche_month_in_date (g_date_time_get_month (date)), g_date_time_get_day_of_month (date));
}

char *
veche_day_full (const char *day)
{
  g_autoptr (GDateTime) date = veche_day_parse (day);
  g_autofree char *text = veche_day_long (day), *weekday = veche_day_weekday (day);

  /* Translators: weekday, day, year: "Sun, December 13, 2026" */
  return date != NULL ? g_strdup_printf (C_("date", "%s, %s, %d"), weekday, text, g_date_time_get_year (date)) : NULL;
}

char *
veche_day_month_title (const char *day)
{
  g_autoptr (GDateTime) date = veche_day_parse (day);

  return date != NULL ? veche_month_title (g_date_time_to_unix (date) * G_USEC_PER_SEC) : NULL;
}

char *
veche_day_weekday (const char *day)
{
  g_autoptr (GDateTime) date = veche_day_parse (day);

  return g_strdup (date != NULL ? veche_weekday_short (g_date_time_get_day_of_week (date)) : "");
}

char *
veche_day_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

/* By the calendar, so that a change of the clocks can't make a day out of 23 hours. */
int
veche_day_until (const char *day)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) then = veche_day_parse (day);
  GDate from, to;

  if (then == NULL)
    return 0;

  g_date_set_dmy (&from, g_date_time_get_day_of_month (now), g_date_time_get_month (now), g_date_time_get_year (now));
  g_date_set_dmy (&to, g_date_time_get_day_of_month (then), g_date_time_get_month (then), g_date_time_get_year (then));

  return g_date_days_between (&from, &to);
}

char *
veche_day_step (const char *day, int days)
{
  g_autoptr (GDateTime) date = veche_day_parse (day);
  g_autoptr (GDateTime) moved = NULL;

  g_return_val_if_fail (date != NULL, NULL);

  moved = g_date_time_add_days (date, days);

  return g_date_time_format (moved, "%Y-%m-%d");
}
