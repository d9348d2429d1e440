/* test-hours.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-contact.h"
#include "model/veche-hours.h"

#define HOUR G_TIME_SPAN_HOUR
#define MINUTE G_TIME_SPAN_MINUTE
#define WEEK "mon-fri 10:00-19:00"

/* "2026-11-20 18:00" in the zone. */
static gint64
moment (const char *zone, const char *text)
{
  g_autoptr (GTimeZone) own = g_time_zone_new_identifier (zone);
  g_autofree char      *iso = g_strdup_printf ("%.10sT%s:00", text, text + 11);
  g_autoptr (GDateTime) at = g_date_time_new_from_iso8601 (iso, own);

  g_assert_nonnull (own);
  g_assert_nonnull (at);

  return g_date_time_to_unix (at) * G_USEC_PER_SEC;
}

static VecheHours *
hours_new (const char *zone, const char *text)
{
  g_autoptr (GTimeZone) own = g_time_zone_new_identifier (zone);
  g_autoptr (GError)    error = NULL;
  VecheHours           *self = veche_hours_new (text, own, &error);

  g_assert_no_error (error);

  return self;
}

/* Asked on Friday an hour before the end, with four hours to answer: Monday at 13:00. */
static void
test_week (void)
{
  const char            *zone = "Europe/Moscow";
  g_autoptr (VecheHours) self = hours_new (zone, WEEK);
  gint64                 asked = moment (zone, "2026-11-20 18:00");

  g_assert_cmpint (veche_hours_after (self, asked, 4 * HOUR), ==, moment (zone, "2026-11-23 13:00"));
  g_assert_cmpint (veche_hours_between (self, asked, moment (zone, "2026-11-23 13:00")), ==, 4 * HOUR);
  g_assert_cmpint (veche_hours_between (self, moment (zone, "2026-11-20 20:00"), moment (zone, "2026-11-23 09:00")), ==, 0);
  g_assert_cmpint (veche_hours_after (self, moment (zone, "2026-11-21 12:00"), HOUR), ==, moment (zone, "2026-11-23 11:00"));
  g_assert_cmpint (veche_hours_after (self, asked, 0), ==, asked);
  g_assert_true (veche_hours_is_open (self, asked));
  g_assert_true (veche_hours_is_open (self, moment (zone, "2026-11-20 10:00")));
  g_assert_false (veche_hours_is_open (self, moment (zone, "2026-11-20 19:00")));
  g_assert_false (veche_hours_is_open (self, moment (zone, "2026-11-21 12:00")));
}

static void
test_days_off (void)
{
  const char            *zone = "Europe/Moscow";
  g_autoptr (VecheHours) self = hours_new (zone, WEEK "; off 2026-12-31..2027-01-08; 2026-12-26 10:00-16:00; off 2026-12-24");

  g_assert_cmpint (veche_hours_after (self, moment (zone, "2026-12-30 18:00"), 2 * HOUR), ==, moment (zone, "2027-01-11 11:00"));
  g_assert_cmpint (veche_hours_between (self, moment (zone, "2026-12-26 00:00"), moment (zone, "2026-12-27 00:00")), ==, 6 * HOUR);
  g_assert_false (veche_hours_is_open (self, moment (zone, "2026-12-24 12:00")));
}

/* A night that the clocks change in is an hour shorter or longer; so is what is open over it. */
static void
test_clock_changes (void)
{
  const char            *zone = "Europe/Berlin";
  g_autoptr (VecheHours) self = hours_new (zone, "mon-sun 22:00-06:00");

  g_assert_cmpint (veche_hours_between (self, moment (zone, "2026-03-28 12:00"), moment (zone, "2026-03-29 12:00")), ==, 7 * HOUR);
  g_assert_cmpint (veche_hours_between (self, moment (zone, "2026-10-24 12:00"), moment (zone, "2026-10-25 12:00")), ==, 9 * HOUR);
  g_assert_cmpint (veche_hours_between (self, moment (zone, "2026-10-20 12:00"), moment (zone, "2026-10-21 12:00")), ==, 8 * HOUR);
}

/* Zones with quarters of an hour, and one whose clocks once changed at midnight. */
static void
test_zones (void)
{
  g_autoptr (VecheHours) nepal = hours_new ("Asia/Kathmandu", WEEK);
  g_autoptr (VecheHours) brazil = hours_new ("America/Sao_Paulo", "mon-sun 0:00-24:00");

  g_assert_cmpint (veche_hours_after (nepal, moment ("Asia/Kathmandu", "2026-11-20 18:30"), HOUR), ==, moment ("Asia/Kathmandu", "2026-11-23 10:30"));
  g_assert_cmpint (veche_hours_between (brazil, moment ("America/Sao_Paulo", "2018-11-03 12:00"), moment ("America/Sao_Paulo", "2018-11-04 12:00")), ==, 23 * HOUR);
}

static void
test_always (void)
{
  g_autoptr (VecheHours) self = hours_new ("Europe/Moscow", " ; ");

  g_assert_cmpint (veche_hours_between (self, 1000, 5000), ==, 4000);
  g_assert_cmpint (veche_hours_between (self, 5000, 1000), ==, 0);
  g_assert_cmpint (veche_hours_after (self, 1000, 5000), ==, 6000);
}

/* Whatever was asked before: between (a, after (a, s)) = s, and stretches add up. */
static void
test_adds_up (void)
{
  const char            *zone = "Europe/Berlin";
  g_autoptr (VecheHours) self = hours_new (zone, "mon,wed 9:00-13:00,14:00-18:30; fri 22:00-2:00; sun 10:00-11:00; off 2026-04-06");
  gint64                 start = moment (zone, "2026-01-01 00:00");

  for (guint i = 0; i < 3000; i++)
    {
      gint64 a = start + g_test_rand_int_range (0, 700 * 24 * 60) * MINUTE, b = a + g_test_rand_int_range (0, 90 * 24 * 60) * MINUTE;
      gint64 c = b + g_test_rand_int_range (0, 9000) * MINUTE, span = g_test_rand_int_range (1, 9000) * MINUTE;

      g_assert_cmpint (veche_hours_between (self, a, b) + veche_hours_between (self, b, c), ==, veche_hours_between (self, a, c));
      g_assert_cmpint (veche_hours_between (self, a, veche_hours_after (self, a, span)), ==, span);
    }
}

static void
test_nonsense (void)
{
  static const char *const texts[] = { "mon", "mon-fri", "mon-fri 10", "mon-fri 10:00", "mon-fri 25:00-26:00", "mon-fri 10:00-19:60", "funday 10:00-19:00", "off", "off 2026-02-30",
                                       "off 2026-12-31..2026-12-01", "off 2026-1-1", "mon-fri 10:00-19:00; what", "2026-12-26", "off 0001-01-01..9999-12-31", "mon-fri 24:00-3:00", "mon- 1:00-2:00" };
  g_autoptr (GError) never = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (veche_hours_new (texts[i], NULL, &error));
      g_assert_error (error, VECHE_HOURS_ERROR, VECHE_HOURS_ERROR_SYNTAX);
    }
  g_assert_null (veche_hours_new ("off 2026-12-31; 2026-12-26 10:00-16:00", NULL, &never));
  g_assert_error (never, VECHE_HOURS_ERROR, VECHE_HOURS_ERROR_NEVER);
}

/* Moments that no calendar has. */
static void
test_far (void)
{
  g_autoptr (VecheHours) self = hours_new ("Europe/Moscow", WEEK);

  veche_hours_between (self, G_MININT64 / 2, G_MAXINT64 / 2);
  veche_hours_after (self, G_MAXINT64 / 4, HOUR);
  veche_hours_after (self, -G_MAXINT64 / 4, HOUR);
  g_assert_cmpint (veche_hours_after (self, 0, 100000 * HOUR), >, 0);
}

/* The working day ends when the hours say so: one answer for promises and requests to colleagues. */
static void
test_working_day (void)
{
  const char            *zone = "Europe/Berlin";
  g_autoptr (VecheHours) self = hours_new (zone, "mon-thu 10:00-19:00; fri 10:00-13:00,14:00-17:00; off 2026-04-06; 2026-12-26 11:00-16:00");
  g_autoptr (VecheHours) night = hours_new (zone, "mon-sun 20:00-02:00");
  g_autoptr (VecheHours) always = hours_new (zone, "");
  VecheWorkHours         usual;

  veche_hours_usual (self, &usual);
  g_assert_cmpint (usual.opens, ==, 600);
  g_assert_cmpint (usual.closes, ==, 19 * 60);
  g_assert_cmpuint (usual.days, ==, 0x1f);
  g_assert_cmpint (veche_hours_closing (self, "2026-04-02"), ==, moment (zone, "2026-04-02 19:00"));
  g_assert_cmpint (veche_hours_closing (self, "2026-04-03"), ==, moment (zone, "2026-04-03 17:00"));
  g_assert_cmpint (veche_hours_closing (self, "2026-04-06"), ==, moment (zone, "2026-04-06 19:00"));
  g_assert_cmpint (veche_hours_closing (self, "2026-12-26"), ==, moment (zone, "2026-12-26 16:00"));
  g_assert_cmpint (veche_hours_closing (self, "2026-02-30"), ==, 0);
  g_assert_cmpint (veche_hours_closing (night, "2026-04-02"), ==, moment (zone, "2026-04-03 02:00"));
  g_assert_cmpint (veche_hours_closing (always, "2026-04-02"), ==, moment (zone, "2026-04-02 18:00"));

  /* Friday evening, Monday is a holiday; the clocks change on 29 March. */
  g_assert_cmpint (veche_hours_next_morning (self, moment (zone, "2026-04-03 20:00")), ==, moment (zone, "2026-04-07 10:00"));
  g_assert_cmpint (veche_hours_next_morning (self, moment (zone, "2026-03-28 12:00")), ==, moment (zone, "2026-03-30 10:00"));
  g_assert_cmpint (veche_hours_next_morning (always, moment (zone, "2026-03-28 23:59")), ==, moment (zone, "2026-03-29 09:00"));
}

static void
test_write (void)
{
  static const char *const typed[7] = { "10–19", "10.00 - 19.00", "10:00-19:00", "", "10:00-13:00; 14:00-19:00", "", "22-2" };
  static const char *const closed[7] = { "", "", "", "", "", "", "" };
  static const char *const wrong[7] = { "10:00-19:00", "morning", "", "", "", "", "" };
  g_autoptr (GError)       error = NULL, never = NULL, syntax = NULL;
  g_autofree char         *text = veche_hours_write ("mon-sun 8:00-9:00; off 2026-12-31; 2026-12-26 10:00-16:00", typed, &error);
  g_autoptr (VecheHours)   self = NULL;
  g_autofree char         *friday = NULL, *sunday = NULL, *thursday = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "mon-wed 10:00-19:00; fri 10:00-13:00,14:00-19:00; sun 22:00-2:00; off 2026-12-31; 2026-12-26 10:00-16:00");
  self = hours_new ("Europe/Moscow", text);
  friday = veche_hours_dup_weekday (self, 4);
  sunday = veche_hours_dup_weekday (self, 6);
  thursday = veche_hours_dup_weekday (self, 3);
  g_assert_cmpstr (friday, ==, "10:00-13:00,14:00-19:00");
  g_assert_cmpstr (sunday, ==, "22:00-2:00");
  g_assert_cmpstr (thursday, ==, "");
  g_assert_null (veche_hours_write ("", closed, &never));
  g_assert_error (never, VECHE_HOURS_ERROR, VECHE_HOURS_ERROR_NEVER);
  g_assert_null (veche_hours_write ("", wrong, &syntax));
  g_assert_error (syntax, VECHE_HOURS_ERROR, VECHE_HOURS_ERROR_SYNTAX);
}

static gint64
local_time (int hour, int minute)
{
  g_autoptr (GDateTime) moment = g_date_time_new_local (2026, 11, 20, hour, minute, 0);

  return g_date_time_to_unix (moment) * G_USEC_PER_SEC;
}

/* The quiet hours of a person: over midnight, within a day, half known, nonsense. */
static void
test_quiet (void)
{
  static const struct { const char *from, *until; int hour, minute; gboolean has, quiet; } cases[] = {
    { "22:00", "8:00", 21, 59, TRUE, FALSE }, { "22:00", "8:00", 22, 0, TRUE, TRUE },  { "22:00", "08:00", 3, 0, TRUE, TRUE },
    { "22:00", "8:00", 8, 0, TRUE, FALSE },   { "13:00", "14:30", 14, 29, TRUE, TRUE }, { "13:00", "14:30", 12, 0, TRUE, FALSE },
    { "22", "7", 23, 0, TRUE, TRUE },         { "22:00", NULL, 23, 0, FALSE, FALSE },   { "9:00", "9:00", 9, 0, FALSE, FALSE },
    { "ночь", "утро", 3, 0, FALSE, FALSE },   { "25:00", "8:00", 3, 0, FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VecheContact contact = { .quiet_from = (char *) cases[i].from, .quiet_until = (char *) cases[i].until };

      g_assert_cmpint (veche_contact_has_quiet (&contact), ==, cases[i].has);
      g_assert_cmpint (veche_contact_is_quiet (&contact, local_time (cases[i].hour, cases[i].minute)), ==, cases[i].quiet);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hours/week", test_week);
  g_test_add_func ("/hours/days-off", test_days_off);
  g_test_add_func ("/hours/clock-changes", test_clock_changes);
  g_test_add_func ("/hours/zones", test_zones);
  g_test_add_func ("/hours/always", test_always);
  g_test_add_func ("/hours/adds-up", test_adds_up);
  g_test_add_func ("/hours/nonsense", test_nonsense);
  g_test_add_func ("/hours/far", test_far);
  g_test_add_func ("/hours/working-day", test_working_day);
  g_test_add_func ("/hours/write", test_write);
  g_test_add_func ("/hours/quiet", test_quiet);

  return g_test_run ();
}
