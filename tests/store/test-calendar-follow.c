/* test-calendar-follow.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-calendar-links.h"
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/calendar-follow/moved", test_moved);

  return g_test_run ();
}
