/* test-when.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-when.h"

#include <string.h>

#include "model/veche-when-words.h"

#define HOUR G_TIME_SPAN_HOUR

static gint64
utc (const char *text)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  g_assert_nonnull (time);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

/* The clocks of four zones: what they leave out, what comes twice, what has no whole hours. */
static void
test_instants (void)
{
  static const struct { const char *local, *tz, *utc; } rows[] = {
    { "2026-03-29T01:59", "Europe/Berlin", "2026-03-29T00:59:00Z" },
    { "2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:30:00Z" },        /* left out: half past three */
    { "2026-03-29T03:00", "Europe/Berlin", "2026-03-29T01:00:00Z" },
    { "2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00Z" },        /* twice: the first */
    { "2026-10-25T03:00", "Europe/Berlin", "2026-10-25T02:00:00Z" },
    { "2010-03-28T02:30", "Europe/Moscow", "2010-03-27T23:30:00Z" },
    { "2014-10-26T01:30", "Europe/Moscow", "2014-10-25T21:30:00Z" },        /* twice, neither of them summer time */
    { "2014-10-26T02:00", "Europe/Moscow", "2014-10-25T23:00:00Z" },
    { "2026-07-01T19:00", "Europe/Moscow", "2026-07-01T16:00:00Z" },
    { "2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00Z" },          /* that day began at one o'clock */
    { "2018-11-04T00:30", "America/Sao_Paulo", "2018-11-04T03:30:00Z" },
    { "2018-02-17T23:30", "America/Sao_Paulo", "2018-02-18T01:30:00Z" },    /* twice */
    { "2026-01-10T10:00", "America/Sao_Paulo", "2026-01-10T13:00:00Z" },
    { "2028-02-29T19:00", "Asia/Kathmandu", "2028-02-29T13:15:00Z" },
    { "2026-12-31T23:59", "Asia/Kathmandu", "2026-12-31T18:14:00Z" },
    { "2026-12-13T19:00:59", "UTC", "2026-12-13T19:00:00Z" },
    { "2026-12-13T19:00", "Mars/Olympus", "2026-12-13T19:00:00Z" },
    { "2026-12-13T19:00", NULL, "2026-12-13T19:00:00Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 at = veche_when_instant (rows[i].local, rows[i].tz);

      g_test_message ("%s %s", rows[i].local, rows[i].tz);
      g_assert_cmpint (at, ==, utc (rows[i].utc));
    }
}

static void
test_nonsense (void)
{
  static const char *const texts[] = { NULL, "", "soon", "2027-02-29", "2026-13-01", "2026-00-10", "2026-12-13T24:00", "2026-12-13T19:60", "2026-12-13 19:00",
                                       "2026-12-13T1900", "2026-12-13T19:00Z", "2026-12-13T19:00:5", "0000-01-01", "12026-01-01" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gint64 from, until;

      g_assert_false (veche_when_is_valid (texts[i]));
      g_assert_cmpint (veche_when_instant (texts[i], "UTC"), ==, 0);
      g_assert_null (veche_when_add_days (texts[i], 1));
      g_assert_false (veche_when_span (texts[i], NULL, "UTC", &from, &until));
    }
  g_assert_null (veche_when_add_days ("9999-12-31", 1));
  g_assert_null (veche_when_add_days ("0001-01-01", -1));
}

/* Moments of nine centuries, in zones of every kind, read as GLib's own calendar has them. */
static void
test_locals (void)
{
  static const char *const zones[] = { "UTC", "Europe/Moscow", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia" };

  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[i]);

      for (gint64 at = -G_GINT64_CONSTANT (14000000000); at < G_GINT64_CONSTANT (14000000000); at += 86399 * 89 + 61)
        {
          g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at), time = g_date_time_to_timezone (utc, zone);
          g_autofree char *wanted = g_date_time_format (time, "%Y-%m-%dT%H:%M"), *local = veche_when_local (at * G_USEC_PER_SEC, zones[i]);

          g_assert_cmpstr (local, ==, wanted);
        }
    }
  g_assert_null (veche_when_local (G_MAXINT64, "UTC"));
  g_assert_null (veche_when_local (G_MININT64, "UTC"));
}

/* Whole days have 23 or 25 hours where the clocks change; a night over the change is as long as it is. */
static void
test_spans (void)
{
  static const struct { const char *starts, *ends, *tz; gint64 hours; } rows[] = {
    { "2026-12-13", NULL, "Europe/Moscow", 24 },
    { "2026-12-31", "2027-01-01", "Europe/Moscow", 48 },
    { "2026-03-29", NULL, "Europe/Berlin", 23 },
    { "2026-10-25", NULL, "Europe/Berlin", 25 },
    { "2018-11-04", NULL, "America/Sao_Paulo", 23 },
    { "2026-03-28T22:00", "2026-03-29T04:00", "Europe/Berlin", 5 },
    { "2026-10-24T22:00", "2026-10-25T04:00", "Europe/Berlin", 7 },
    { "2026-12-31T22:00", "2027-01-01T02:00", "Asia/Kathmandu", 4 },
    { "2026-12-13T19:00", NULL, "UTC", 0 },
    { "2026-12-13T19:00", "2026-12-13T18:00", "UTC", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 from, until;

      g_assert_true (veche_when_span (rows[i].starts, rows[i].ends, rows[i].tz, &from, &until));
      g_test_message ("%s – %s", rows[i].starts, rows[i].ends);
      g_assert_cmpint (until - from, ==, rows[i].hours * HOUR);
    }
}

static void
test_calendar (void)
{
  static const struct { const char *from; int days; const char *to; } days[] = {
    { "2026-12-31T22:00", 60, "2027-03-01T22:00" }, { "2028-02-28", 1, "2028-02-29" }, { "2028-03-01", -1, "2028-02-29" },
    { "2026-10-01", -1, "2026-09-30" },             { "2026-12-31", 1, "2027-01-01" }, { "2026-03-28T02:30", 1, "2026-03-29T02:30" },
  };
  static const struct { const char *from; int minutes; const char *to; } minutes[] = {
    { "2026-12-31T23:30", 90, "2027-01-01T01:00" }, { "2026-01-01T00:10", -20, "2025-12-31T23:50" },
    { "2026-12-13", 600, "2026-12-13T10:00" },      { "2026-12-13T10:00", -3 * 1440, "2026-12-10T10:00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *to = veche_when_add_days (days[i].from, days[i].days);

      g_assert_cmpstr (to, ==, days[i].to);
      g_assert_cmpint (veche_when_days_between (days[i].from, to), ==, days[i].days);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (minutes); i++)
    {
      g_autofree char *to = veche_when_add_minutes (minutes[i].from, minutes[i].minutes);

      g_assert_cmpstr (to, ==, minutes[i].to);
    }
}

static void
test_words (void)
{
  g_autofree char *tidy = veche_when_tidy (" 2026-12-13 19:00:30 "), *bad = veche_when_tidy ("Sunday"), *local = NULL, *today = NULL, *day = NULL;

  g_assert_cmpstr (tidy, ==, "2026-12-13T19:00");
  g_assert_null (bad);
  local = veche_when_local (utc ("2026-12-31T20:00:00Z"), "Asia/Kathmandu");
  g_assert_cmpstr (local, ==, "2027-01-01T01:45");
  today = veche_when_today (utc ("2026-12-31T20:00:00Z"), "Asia/Kathmandu");
  g_assert_cmpstr (today, ==, "2027-01-01");
  day = veche_when_day ("2026-12-13T19:00");
  g_assert_cmpstr (day, ==, "2026-12-13");
  g_assert_true (veche_when_is_day ("2026-12-13"));
  g_assert_false (veche_when_is_day ("2026-12-13T19:00"));
  g_assert_true (veche_when_zone_exists (veche_when_own_zone ()));
}

static void
assert_recurs (const char *rule, const char *starts, const char *tz, const char *since, const char *until, guint limit, const char *expected)
{
  g_auto (GStrv) found = veche_when_recur (rule, starts, tz, since, until, limit);
  g_autofree char *joined = g_strjoinv (" ", found);

  g_test_message ("%s from %s", rule, starts);
  g_assert_cmpstr (joined, ==, expected);
}

/* By the wall clock over changes of it, over the end of a year, on a leap day; bounded from both sides. */
static void
test_rules (void)
{
  assert_recurs ("FREQ=WEEKLY;BYDAY=SU", "2026-03-22T02:30", "Europe/Berlin", NULL, NULL, 3, "2026-03-22T02:30 2026-03-29T02:30 2026-04-05T02:30");
  assert_recurs ("FREQ=WEEKLY", "2026-12-23T19:00", "Europe/Moscow", "2026-12-25", "2027-01-14", 9, "2026-12-30T19:00 2027-01-06T19:00 2027-01-13T19:00");
  assert_recurs ("FREQ=YEARLY", "2024-02-29", "UTC", NULL, "2040-01-01", 9, "2024-02-29 2028-02-29 2032-02-29 2036-02-29");
  assert_recurs ("FREQ=MONTHLY;BYMONTHDAY=31", "2026-01-31", "UTC", NULL, NULL, 4, "2026-01-31 2026-03-31 2026-05-31 2026-07-31");
  assert_recurs ("FREQ=MONTHLY;BYDAY=-1FR", "2026-11-27T18:00", "UTC", NULL, NULL, 3, "2026-11-27T18:00 2026-12-25T18:00 2027-01-29T18:00");
  assert_recurs ("FREQ=WEEKLY;BYDAY=MO,TH;COUNT=3", "2026-11-23T19:00", "UTC", NULL, NULL, 9, "2026-11-23T19:00 2026-11-26T19:00 2026-11-30T19:00");
  assert_recurs ("FREQ=DAILY;INTERVAL=2;UNTIL=20261128", "2026-11-24", "UTC", NULL, NULL, 9, "2026-11-24 2026-11-26 2026-11-28");
  assert_recurs ("FREQ=DAILY", "2018-11-03", "America/Sao_Paulo", NULL, "2018-11-06", 9, "2018-11-03 2018-11-04 2018-11-05");
  assert_recurs ("freq=weekly", "2026-11-23", "UTC", NULL, NULL, 2, "2026-11-23 2026-11-30");

  /* The end is told in UTC: 19:00 in Moscow is 16:00 there. */
  assert_recurs ("FREQ=DAILY;UNTIL=20261125T160000Z", "2026-11-24T19:00", "Europe/Moscow", NULL, NULL, 9, "2026-11-24T19:00 2026-11-25T19:00");
  assert_recurs ("FREQ=DAILY;UNTIL=20261125T155900Z", "2026-11-24T19:00", "Europe/Moscow", NULL, NULL, 9, "2026-11-24T19:00");

  /* An end that is a day lets what is held on it take place; a whole day is there until it ends. */
  assert_recurs ("FREQ=DAILY;UNTIL=20261125", "2026-11-24T19:00", "Europe/Moscow", NULL, NULL, 9, "2026-11-24T19:00 2026-11-25T19:00");
  assert_recurs ("FREQ=DAILY", "2026-11-23", "UTC", "2026-11-24T10:00", NULL, 2, "2026-11-24 2026-11-25");

  /* The rule does not name the start, which is there all the same. */
  assert_recurs ("FREQ=WEEKLY;BYDAY=MO", "2026-11-25T19:00", "UTC", NULL, NULL, 3, "2026-11-25T19:00 2026-11-30T19:00 2026-12-07T19:00");
  assert_recurs ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2026-11-25", "UTC", NULL, NULL, 3, "2026-11-25");
  assert_recurs ("every Monday", "2026-11-25", "UTC", NULL, NULL, 3, "");
  assert_recurs ("FREQ=WEEKLY", "Monday", "UTC", NULL, NULL, 3, "");
}

/* Whether it begins years ago or is looked at from the middle: the same. */
static void
test_from_the_middle (void)
{
  static const char *const rules[] = { "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "FREQ=WEEKLY;INTERVAL=3;WKST=SU", "FREQ=MONTHLY;BYDAY=-1FR",
                                       "FREQ=MONTHLY;INTERVAL=5", "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=DAILY;COUNT=700",
                                       "FREQ=WEEKLY;UNTIL=20210101", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1" };
  static const char *const from[] = { "2018-01-31", "2019-12-30T19:00", "2020-02-29", "2020-03-01T18:59", "2021-01-01", "2024-02-29" };

  for (gsize r = 0; r < G_N_ELEMENTS (rules); r++)
    {
      g_auto (GStrv) whole = veche_when_recur (rules[r], "2018-01-31T19:00", "UTC", NULL, NULL, 2500);

      for (gsize f = 0; f < G_N_ELEMENTS (from); f++)
        {
          g_auto (GStrv) part = veche_when_recur (rules[r], "2018-01-31T19:00", "UTC", from[f], NULL, 10);
          guint first = 0;

          while (whole[first] != NULL && strcmp (whole[first], from[f]) < 0)
            first++;
          g_test_message ("%s from %s", rules[r], from[f]);
          for (guint i = 0; i < 10; i++)
            {
              g_assert_cmpstr (part[i], ==, whole[first + i]);
              if (part[i] == NULL)
                break;
            }
        }
    }
}

static void
test_next (void)
{
  g_autofree char *next = veche_when_next ("FREQ=WEEKLY;BYDAY=MO", "2026-11-23T19:00", "UTC", "2026-11-23T19:00");
  g_autofree char *same = veche_when_next ("FREQ=WEEKLY;BYDAY=MO", "2026-11-23T19:00", "UTC", "2026-11-30");
  g_autofree char *none = veche_when_next ("FREQ=WEEKLY;COUNT=1", "2026-11-23T19:00", "UTC", "2026-11-23T19:00");

  g_assert_cmpstr (next, ==, "2026-11-30T19:00");
  g_assert_cmpstr (same, ==, "2026-11-30T19:00");
  g_assert_null (none);
}

static void
test_rest (void)
{
  g_autofree char *counted = veche_when_rule_rest ("FREQ=WEEKLY;Count=3;BYDAY=MO"), *last = veche_when_rule_rest ("FREQ=DAILY;COUNT=1");
  g_autofree char *other = veche_when_rule_rest ("FREQ=WEEKLY;UNTIL=20261125");

  g_assert_cmpstr (counted, ==, "FREQ=WEEKLY;COUNT=2;BYDAY=MO");
  g_assert_cmpstr (last, ==, "FREQ=DAILY;COUNT=1");
  g_assert_cmpstr (other, ==, "FREQ=WEEKLY;UNTIL=20261125");
}

static void
test_rule_check (void)
{
  static const char *const bad[] = { "", "FREQ=", "FREQ=HOURLY", "FREQ=SECONDLY", "FREQ=WEEKLY;BYHOUR=1,2", "FREQ=WEEKLY;SOMETIMES=1", "FREQ=WEEKLY;INTERVAL=0",
                                     "INTERVAL=2", "RRULE:FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY\nFREQ=DAILY", "FREQ=НЕДЕЛЯ" };
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_when_rule_check ("FREQ=MONTHLY;BYDAY=2TU", &error));
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (veche_when_rule_check (bad[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_clear_error (&error);
    }
  g_assert_false (veche_when_rule_check (NULL, NULL));
}

/* A series that goes to another day takes the days that its rule names with it; rules that name others are left to be what they are. */
static void
test_follow (void)
{
  static const struct { const char *rule, *from, *to, *moved; } cases[] = {
    { "FREQ=WEEKLY;BYDAY=MO", "2026-11-23T19:00", "2026-11-24T20:00", "FREQ=WEEKLY;BYDAY=TU" },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "2026-11-23", "2026-11-22", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU" },
    { "FREQ=WEEKLY;BYDAY=SU;UNTIL=20261227T235959Z", "2026-11-22", "2026-11-28", "FREQ=WEEKLY;BYDAY=SA;UNTIL=20270102T235959Z" },
    { "FREQ=WEEKLY", "2026-11-23", "2026-11-24", "FREQ=WEEKLY" },
    { "FREQ=WEEKLY;BYDAY=MO", "2026-11-23T19:00", "2026-11-23T21:00", "FREQ=WEEKLY;BYDAY=MO" },
    { "FREQ=MONTHLY;BYDAY=2TU", "2026-11-10", "2026-11-18", "FREQ=MONTHLY;BYDAY=3WE" },
    { "FREQ=MONTHLY;BYDAY=-1FR", "2026-11-27", "2026-11-19", "FREQ=MONTHLY;BYDAY=-2TH" },
    { "FREQ=MONTHLY;BYMONTHDAY=15", "2026-11-15", "2026-12-01", "FREQ=MONTHLY;BYMONTHDAY=1" },
    { "FREQ=MONTHLY;BYMONTHDAY=-1", "2026-11-30", "2026-11-29", "FREQ=MONTHLY;BYMONTHDAY=-2" },
    { "FREQ=MONTHLY;BYMONTHDAY=1,15", "2026-11-15", "2026-11-16", "FREQ=MONTHLY;BYMONTHDAY=1,15" },
    { "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28", "2027-02-28", "2027-03-01", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *moved = veche_when_rule_follow (cases[i].rule, cases[i].from, cases[i].to);

      g_assert_cmpstr (moved, ==, cases[i].moved);
    }
}

/* What people write of days, and what is none. Today is a Wednesday. */
static void
test_said (void)
{
  static const struct { const char *text, *title, *due, *rrule; int shift; } rows[] = {
    { "позвонить Ане завтра", "позвонить Ане", "2026-11-26", NULL, G_MININT },
    { "Завтра в 19:00 созвон", "созвон", "2026-11-26T19:00", NULL, G_MININT },
    { "созвон с Ильдаром в пятницу в 10", "созвон с Ильдаром", "2026-11-27T10:00", NULL, G_MININT },
    { "в среду", "в среду", NULL, NULL, G_MININT },
    { "Call Anna on Wednesday", "Call Anna", "2026-12-02", NULL, G_MININT },
    { "отчёт через неделю", "отчёт", "2026-12-02", NULL, G_MININT },
    { "проверить через 3 дня", "проверить", "2026-11-28", NULL, G_MININT },
    { "send it in 2 weeks", "send it", "2026-12-09", NULL, G_MININT },
    { "афиша 13 декабря", "афиша", "2026-12-13", NULL, G_MININT },
    { "афиша 3 мая", "афиша", "2027-05-03", NULL, G_MININT },
    { "poster Dec 13", "poster", "2026-12-13", NULL, G_MININT },
    { "счёт 01.02", "счёт", "2027-02-01", NULL, G_MININT },
    { "счёт 31.02.2027", "счёт 31.02.2027", NULL, NULL, G_MININT },
    { "афиша T−14", "афиша", NULL, NULL, -14 },
    { "афиша Т-14", "афиша", NULL, NULL, -14 },
    { "разбор каждый понедельник", "разбор", "2026-11-30", "FREQ=WEEKLY;BYDAY=MO", G_MININT },
    { "обзвон ежедневно", "обзвон", "2026-11-25", "FREQ=DAILY", G_MININT },
    { "завтра", "завтра", NULL, NULL, G_MININT },
    { "купить 3 торта", "купить 3 торта", NULL, NULL, G_MININT },
    { "марка и мама", "марка и мама", NULL, NULL, G_MININT },
    { "встреча по средам важна", "встреча по средам важна", NULL, NULL, G_MININT },
    { "   ", "", NULL, NULL, G_MININT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (VecheWhenWords) words = veche_when_words_read (rows[i].text, "2026-11-25");

      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (words->title, ==, rows[i].title);
      g_assert_cmpstr (words->due, ==, rows[i].due);
      g_assert_cmpstr (words->rrule, ==, rows[i].rrule);
      g_assert_cmpint (words->shift, ==, rows[i].shift);
    }
}

/* Every so many days or weeks is reckoned without libical: it says the same as a rule that says the same in more words. */
static void
test_plain_rules (void)
{
  static const struct { const char *plain, *wordy, *starts; } cases[] = {
    { "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO", "2026-11-23T19:00" },
    { "FREQ=WEEKLY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO", "2024-02-26" },
    { "FREQ=DAILY", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "2027-12-30T23:30" },
  };
  static const char *const sinces[] = { NULL, "2020-01-01", "2028-02-27", "2028-02-28T20:00", "2028-02-28T19:00" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (sinces); k++)
      {
        g_auto (GStrv) plain = veche_when_recur (cases[i].plain, cases[i].starts, "Europe/Moscow", sinces[k], "2029-03-02", 40);
        g_auto (GStrv) wordy = veche_when_recur (cases[i].wordy, cases[i].starts, "Europe/Moscow", sinces[k], "2029-03-02", 40);

        g_assert_cmpuint (g_strv_length (plain), >, 2);
        g_assert_true (g_strv_equal ((const char *const *) plain, (const char *const *) wordy));
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/when/instants", test_instants);
  g_test_add_func ("/when/nonsense", test_nonsense);
  g_test_add_func ("/when/locals", test_locals);
  g_test_add_func ("/when/spans", test_spans);
  g_test_add_func ("/when/calendar", test_calendar);
  g_test_add_func ("/when/words", test_words);
  g_test_add_func ("/when/said", test_said);
  g_test_add_func ("/when/rules", test_rules);
  g_test_add_func ("/when/from-the-middle", test_from_the_middle);
  g_test_add_func ("/when/next", test_next);
  g_test_add_func ("/when/rest", test_rest);
  g_test_add_func ("/when/follow", test_follow);
  g_test_add_func ("/when/plain-rules", test_plain_rules);
  g_test_add_func ("/when/rule-check", test_rule_check);

  return g_test_run ();
}
