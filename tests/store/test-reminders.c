/* test-reminders.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "model/veche-when.h"
#include "store/veche-db.h"
#include "store/veche-events-table.h"
#include "store/veche-journal.h"
#include "store/veche-reminders-table.h"
#include "store/veche-tasks-table.h"

/* Each name that is found, joined; in *next the local time in Berlin at which the next one will be. */
static char *
names_at (VecheDb *db, const char *local, char **next)
{
  g_autoptr (GError) error = NULL;
  gint64 after = 0;
  g_autoptr (GPtrArray) found = veche_reminders_list (db, veche_when_instant (local, "Europe/Berlin"), &after, &error);
  g_autoptr (GString) names = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", ((VecheReminder *) found->pdata[i])->uid);
  *next = after != 0 ? veche_when_local (after, "Europe/Berlin") : NULL;

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
test_moments (void)
{
  static const char sql[] =
    "INSERT INTO member (id, uid, name, me, created) VALUES (1, 'me', 'Вера', 1, 1), (2, 'anna', 'Анна', 0, 1);"
    "INSERT INTO event (id, uid, title, starts, ends, tz, status, rrule, remind, created) VALUES"
    " (1, 'evening', 'Вечер', '2026-12-05T19:00', '2026-12-05T23:00', 'Europe/Berlin', 'planned', NULL, 120, 1),"
    " (2, 'off', 'Отменён', '2026-12-05T19:00', NULL, 'Europe/Berlin', 'cancelled', NULL, 120, 1),"
    " (3, 'silent', 'Без напоминания', '2026-12-05T19:00', NULL, 'Europe/Berlin', 'planned', NULL, NULL, 1),"
    " (4, 'tea', 'Чай', '2026-12-07T20:00', NULL, 'Europe/Moscow', 'planned', 'FREQ=WEEKLY', 15, 1);"
    "INSERT INTO event_mark (uid, event_id, recurs, state, at) VALUES ('k1', 4, '2026-12-14T20:00', 'skipped', 1);"
    "INSERT INTO task (uid, title, due, tz, state, owner_id, snoozed, remind, created) VALUES"
    " ('keys', 'Ключи', '2026-12-05T17:30', 'Europe/Berlin', 'open', 1, NULL, 60, 1),"
    " ('hers', 'Её', '2026-12-05T17:30', 'Europe/Berlin', 'open', 2, NULL, 60, 1),"
    " ('later', 'Потом', '2026-12-05T17:30', 'Europe/Berlin', 'open', NULL, '2026-12-30', 60, 1),"
    " ('done', 'Сделано', '2026-12-05T17:30', 'Europe/Berlin', 'done', NULL, NULL, 60, 1);";
  static const struct { const char *at, *names, *next; } moments[] = {
    { "2026-12-05T16:29", "", "2026-12-05T16:30" },
    { "2026-12-05T16:30", "keys", "2026-12-05T17:00" },
    { "2026-12-05T17:00", "keys evening", NULL },
    { "2026-12-05T22:59", "keys evening", NULL },
    { "2026-12-05T23:00", "keys", NULL },
    { "2026-12-07T17:44", "keys", "2026-12-07T17:45" },             /* 20:00 in Moscow is 18:00 here */
    { "2026-12-07T18:59", "keys tea", NULL },
    { "2026-12-07T19:00", "keys", NULL },
    { "2026-12-12T17:31", "", NULL },
    { "2026-12-14T18:00", "", NULL },                               /* skipped */
    { "2026-12-21T17:50", "tea", NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);

  g_assert_no_error (error);
  g_assert_true (veche_db_exec (db, sql, &error));
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autofree char *next = NULL, *names = names_at (db, moments[i].at, &next);

      g_test_message ("%s", moments[i].at);
      g_assert_cmpstr (names, ==, moments[i].names);
      if (moments[i].next != NULL)
        g_assert_cmpstr (next, ==, moments[i].next);
    }
}

/* One time of a ritual that was moved is reminded of as the others are. */
static void
test_moved_occurrence (void)
{
  static const char sql[] = "INSERT INTO event (id, uid, title, starts, tz, status, rrule, remind, created) VALUES"
                            " (1, 'tea', 'Чай', '2026-12-07T20:00', 'Europe/Berlin', 'planned', 'FREQ=WEEKLY', 15, 1)";
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_autoptr (VecheEdit) edit = veche_edit_new ("event", "Чай");
  g_autofree char *uid = NULL, *next = NULL, *names = NULL, *before = NULL;

  g_assert_no_error (error);
  g_assert_true (veche_db_exec (db, sql, &error));
  g_assert_true (veche_db_begin (db, &error));
  uid = veche_events_edit_occurrence (db, edit, "tea", "2026-12-14T20:00", "2026-12-15T20:00", &error);
  g_assert_no_error (error);
  g_assert_cmpint (veche_journal_apply (db, edit, "test", &error), >, 0);
  g_assert_true (veche_db_commit (db, &error));
  before = names_at (db, "2026-12-14T19:50", &next);
  g_assert_cmpstr (before, ==, "");
  g_free (g_steal_pointer (&next));
  names = names_at (db, "2026-12-15T19:50", &next);
  g_assert_cmpstr (names, ==, uid);
}

/* What comes again is reminded of again. */
static void
test_next_task (void)
{
  static const char sql[] = "INSERT INTO task (id, uid, title, due, tz, state, rrule, remind, created) VALUES"
                            " (1, 'tea', 'Чай', '2026-12-05T17:30', 'Europe/Berlin', 'open', 'FREQ=DAILY', 60, 1);";
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_autoptr (VecheEdit) edit = veche_edit_new ("task", "Чай");
  g_autofree char *uid = NULL, *next = NULL, *names = NULL;

  g_assert_no_error (error);
  g_assert_true (veche_db_exec (db, sql, &error));
  g_assert_true (veche_db_begin (db, &error));
  g_assert_true (veche_tasks_edit_state (db, edit, "tea", "done", &uid, &error));
  g_assert_cmpint (veche_journal_apply (db, edit, "test", &error), >, 0);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));
  names = names_at (db, "2026-12-06T16:31", &next);
  g_assert_cmpstr (names, ==, uid);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reminders/moments", test_moments);
  g_test_add_func ("/reminders/moved-occurrence", test_moved_occurrence);
  g_test_add_func ("/reminders/next-task", test_next_task);

  return g_test_run ();
}
