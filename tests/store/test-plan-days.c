/* test-plan-days.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * On which days the plan says that something is, where clocks are changed, months are short and quarters end.
 */

#include "model/veche-when.h"
#include "store/veche-db.h"
#include "store/veche-events-table.h"
#include "store/veche-journal.h"
#include "store/veche-plan-table.h"

static VecheDb *
open_plan (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER, &error);

  g_assert_no_error (error);

  return db;
}

static void
add (VecheDb *db, const char *title, const char *starts, const char *ends, const char *tz, const char *rrule)
{
  const VecheEventNew event = { .title = title, .kind = rrule != NULL ? "ritual" : "meeting", .starts = starts, .ends = ends, .tz = tz, .rrule = rrule };
  g_autoptr (VecheEdit) edit = veche_edit_new ("event", title);
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_db_begin (db, &error));
  veche_events_edit_add (db, edit, &event, &error);
  g_assert_no_error (error);
  veche_journal_apply (db, edit, "test", &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));
}

/* "title@2026-03-29T01:30" of each, in UTC, by from. (transfer full) */
static char *
said_between (VecheDb *db, const char *since, const char *until, const char *tz, gboolean with_title)
{
  const VecheEventsQuery query = { .from = veche_when_instant (since, tz), .until = veche_when_instant (until, tz) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = veche_events_list (db, &query, &error);
  g_autoptr (GString) said = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    {
      const VecheOccurrence *one = found->pdata[i];
      g_autofree char *at = veche_when_local (one->from, "UTC");

      g_string_append_printf (said, "%s%s", i > 0 ? " " : "", with_title ? one->title : one->starts);
      if (!with_title && !one->whole)
        g_string_append_printf (said, "=%s", at);
    }

  return g_string_free (g_steal_pointer (&said), FALSE);
}

/* A weekly ritual in the hour that the clocks leave out and then show twice: each week once, at the same time on the wall. */
static void
test_ritual_over_clocks (void)
{
  static const struct { const char *starts, *tz, *since, *until, *expected; } cases[] = {
    { "2026-03-22T02:30", "Europe/Berlin", "2026-03-01", "2026-04-06", "2026-03-22T02:30=2026-03-22T01:30 2026-03-29T02:30=2026-03-29T01:30 2026-04-05T02:30=2026-04-05T00:30" },
    { "2026-03-22T02:30", "Europe/Berlin", "2026-10-18", "2026-11-02", "2026-10-18T02:30=2026-10-18T00:30 2026-10-25T02:30=2026-10-25T00:30 2026-11-01T02:30=2026-11-01T01:30" },
    { "2018-10-28T00:30", "America/Sao_Paulo", "2018-10-28", "2018-11-12", "2018-10-28T00:30=2018-10-28T03:30 2018-11-04T00:30=2018-11-04T03:30 2018-11-11T00:30=2018-11-11T02:30" },
    { "2019-02-09T23:30", "America/Sao_Paulo", "2019-02-09", "2019-02-24", "2019-02-09T23:30=2019-02-10T01:30 2019-02-16T23:30=2019-02-17T01:30 2019-02-23T23:30=2019-02-24T02:30" },
    { "2014-10-19T01:30", "Europe/Moscow", "2014-10-19", "2014-11-03", "2014-10-19T01:30=2014-10-18T21:30 2014-10-26T01:30=2014-10-25T21:30 2014-11-02T01:30=2014-11-01T22:30" },
    { "2026-12-24T23:45", "Asia/Kathmandu", "2026-12-24", "2027-01-08", "2026-12-24T23:45=2026-12-24T18:00 2026-12-31T23:45=2026-12-31T18:00 2027-01-07T23:45=2027-01-07T18:00" },
    { "2018-10-28", "America/Sao_Paulo", "2018-10-28", "2018-11-12", "2018-10-28 2018-11-04 2018-11-11" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VecheDb *db = open_plan ();
      g_autofree char *said = NULL;

      add (db, "Вопрос недели", cases[i].starts, NULL, cases[i].tz, "FREQ=WEEKLY");
      said = said_between (db, cases[i].since, cases[i].until, cases[i].tz, FALSE);
      g_assert_cmpstr (said, ==, cases[i].expected);
      veche_db_close (db);
    }
}

/* A day that a year or a month does not have is left out of it, not moved. */
static void
test_short_months (void)
{
  VecheDb *db = open_plan ();
  g_autofree char *leap = NULL, *last = NULL, *century = NULL;

  add (db, "Високосный", "2024-02-29", NULL, "Europe/Moscow", "FREQ=YEARLY");
  leap = said_between (db, "2024-01-01", "2033-01-01", "Europe/Moscow", FALSE);
  g_assert_cmpstr (leap, ==, "2024-02-29 2028-02-29 2032-02-29");
  century = said_between (db, "2096-01-01", "2105-01-01", "Europe/Moscow", FALSE);
  g_assert_cmpstr (century, ==, "2096-02-29 2104-02-29");
  veche_db_close (db);

  db = open_plan ();
  add (db, "Тридцать первое", "2027-01-31", NULL, "Europe/Moscow", "FREQ=MONTHLY");
  last = said_between (db, "2027-01-01", "2028-01-01", "Europe/Moscow", FALSE);
  g_assert_cmpstr (last, ==, "2027-01-31 2027-03-31 2027-05-31 2027-07-31 2027-08-31 2027-10-31 2027-12-31");
  veche_db_close (db);
}

/* What is on the last day, over midnight, from midnight on, on the first day: in the right quarters, where midnight is missing, too. */
static void
test_quarter_borders (void)
{
  static const struct { const char *tz, *quarter, *last, *first; } cases[] = {
    { "Europe/Moscow", "2026Q4", "2026-12-31", "2027-01-01" },
    { "Europe/Berlin", "2026Q1", "2026-03-31", "2026-04-01" },
    { "America/Sao_Paulo", "2018Q4", "2018-12-31", "2019-01-01" },
    { "Asia/Kathmandu", "2027Q2", "2027-06-30", "2027-07-01" },
    { "Asia/Amman", "2011Q1", "2011-03-31", "2011-04-01" },      /* the clocks went from midnight to one */
    { "Pacific/Apia", "2011Q4", "2011-12-31", "2012-01-01" },    /* had no 30 December */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VecheDb *db = open_plan ();
      g_autofree char *evening = g_strconcat (cases[i].last, "T23:59", NULL), *night = g_strconcat (cases[i].last, "T22:00", NULL);
      g_autofree char *morning = g_strconcat (cases[i].first, "T02:00", NULL), *midnight = g_strconcat (cases[i].first, "T00:00", NULL);
      g_autofree char *next = veche_quarter_step (cases[i].quarter, 1), *since = NULL, *until = NULL, *before = NULL, *after = NULL, *end = NULL;

      add (db, "night", night, morning, cases[i].tz, NULL);
      add (db, "evening", evening, NULL, cases[i].tz, NULL);
      add (db, "last", cases[i].last, NULL, cases[i].tz, NULL);
      add (db, "midnight", midnight, NULL, cases[i].tz, NULL);
      add (db, "first", cases[i].first, NULL, cases[i].tz, NULL);
      veche_quarter_bounds (cases[i].quarter, &since, &until);
      g_assert_cmpstr (until, ==, cases[i].first);
      before = said_between (db, since, until, cases[i].tz, TRUE);
      g_assert_cmpstr (before, ==, "last night evening");
      g_clear_pointer (&since, g_free);
      g_clear_pointer (&until, g_free);
      veche_quarter_bounds (next, &since, &end);
      after = said_between (db, since, end, cases[i].tz, TRUE);
      g_test_message ("%s: %s", cases[i].tz, after);
      g_assert_true (g_str_equal (after, "night midnight first") || g_str_equal (after, "night first midnight"));
      veche_db_close (db);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/plan/days/ritual-over-clocks", test_ritual_over_clocks);
  g_test_add_func ("/store/plan/days/short-months", test_short_months);
  g_test_add_func ("/store/plan/days/quarter-borders", test_quarter_borders);

  return g_test_run ();
}
