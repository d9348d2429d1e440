/* test-calendar-follow.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-when.h"
#include "store/veche-calendar-links.h"
#include "store/veche-calendar-table.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"

#define CALENDAR "the-calendar"

static void
add_arrival (GPtrArray *arrivals, const char *href, const char *uid, const char *title)
{
  VecheCalendarArrival *arrival = g_new0 (VecheCalendarArrival, 1);
  VecheCalendarEntry *entry;

  arrival->href = g_strdup (href);
  g_ptr_array_add (arrivals, arrival);
  if (title == NULL)
    return;
  entry = veche_calendar_entry_new (FALSE);
  entry->uid = g_strdup (uid);
  entry->title = g_strdup (title);
  entry->starts = g_strdup ("2036-12-05T19:00");
  entry->tz = g_strdup ("Europe/Moscow");
  arrival->etag = g_strdup (title);
  arrival->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_calendar_entry_free);
  g_ptr_array_add (arrival->entries, entry);
}

static VecheCalendarCounts
follow (VecheDb *db, GPtrArray *arrivals, guint at_once)
{
  VecheCalendarCounts counts = { 0 };
  g_autoptr (GError) error = NULL;

  for (guint from = 0; from < arrivals->len; from += at_once)
    {
      g_assert_true (veche_db_begin (db, &error));
      veche_calendar_follow (db, CALENDAR, "Клуб", arrivals, from, MIN (at_once, arrivals->len - from), &counts, &error);
      g_assert_no_error (error);
      g_assert_true (veche_db_commit (db, &error));
    }

  return counts;
}

static GPtrArray *
arrivals_new (void)
{
  return g_ptr_array_new_with_free_func (veche_calendar_arrival_free);
}

static gint64
count (VecheDb *db, const char *sql)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  gint64 n;

  g_assert_true (veche_statement_step (row, NULL));
  n = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return n;
}

/* Another program moved it to the other calendar: nobody deleted it, whichever the server tells first and however far apart. */
static void
test_moved (void)
{
  for (guint way = 0; way < 4; way++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
      g_autoptr (GPtrArray) first = arrivals_new (), moved = arrivals_new (), gone = arrivals_new ();
      VecheCalendarCounts counts;
      g_autofree char *uid = NULL;

      g_assert_no_error (error);
      add_arrival (first, "/club/1.ics", "one@example.org", "Вечер");
      counts = follow (db, first, 100);
      g_assert_cmpuint (counts.added, ==, 1);
      if (way & 1)
        add_arrival (moved, "/club/1.ics", NULL, NULL);
      add_arrival (moved, "/open/1.ics", "one@example.org", "Вечер");
      if (!(way & 1))
        add_arrival (moved, "/club/1.ics", NULL, NULL);
      counts = follow (db, moved, way & 2 ? 1 : 100);
      g_assert_cmpuint (counts.removed + counts.added, ==, 0);
      g_assert_cmpint (count (db, "SELECT count (*) FROM event WHERE title = 'Вечер' AND status <> 'cancelled'"), ==, 1);
      g_assert_cmpint (count (db, "SELECT count (*) FROM plan_calendar_link"), ==, 1);
      g_assert_cmpint (count (db, "SELECT count (*) FROM plan_calendar_link AS l JOIN event AS e ON e.uid = l.object_uid WHERE l.href = '/open/1.ics'"), ==, 1);

      add_arrival (gone, "/open/1.ics", NULL, NULL);
      counts = follow (db, gone, 100);
      g_assert_cmpuint (counts.removed, ==, 1);
      g_assert_cmpint (count (db, "SELECT count (*) FROM event"), ==, 0);
    }
}

/* Each of the days that differ is one of its series: that is not found by going through the series for each. */
static void
test_long_series (void)
{
  static const guint n = 6000;
  static const char *const rules[] = { NULL, "FREQ=DAILY;COUNT=10000", "FREQ=DAILY;UNTIL=20991231T000000Z", "FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5,6,7,8,9,10;COUNT=10000" };

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
      g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_calendar_entry_free), steps = NULL;
      g_auto (GStrv) days = veche_when_recur (rules[MAX (i, 1)], "2020-01-01T10:00", "Europe/Moscow", NULL, NULL, 10000);
      gint64 began = g_get_monotonic_time ();

      for (guint j = 0; j <= n; j++)
        {
          VecheCalendarEntry *entry = veche_calendar_entry_new (FALSE);

          entry->uid = g_strdup ("a");
          entry->title = g_strdup ("x");
          entry->starts = g_strdup (j == 0 ? days[0] : days[9999 - j]);
          entry->tz = g_strdup ("Europe/Moscow");
          entry->rrule = j == 0 ? g_strdup (rules[i]) : NULL;
          entry->recurs = j == 0 ? NULL : g_strdup (entry->starts);
          entry->recurs_tz = g_strdup (entry->tz);
          g_ptr_array_add (entries, entry);
        }
      steps = veche_calendar_compare (db, entries, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (steps->len, ==, n + 1);
      for (guint j = 0; j <= n; j++)
        g_assert_cmpint (((VecheCalendarStep *) steps->pdata[j])->outcome, ==, j == 0 || rules[i] != NULL ? VECHE_CALENDAR_NEW : VECHE_CALENDAR_REFUSED);
      g_assert_cmpint (g_get_monotonic_time () - began, <, 30 * G_USEC_PER_SEC);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/calendar-follow/moved", test_moved);
  g_test_add_func ("/store/calendar-follow/long-series", test_long_series);

  return g_test_run ();
}
