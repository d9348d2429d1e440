/* test-alarms.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The clock is set: what is an alarm, and from which moment on.
 */

#include "analysis/veche-alarms.h"

#include "model/veche-when.h"
#include "store/veche-db.h"

#define ZONE "Europe/Moscow"

static VecheDb *
open_db (const char *sql)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);

  g_assert_no_error (error);
  veche_db_exec (db, sql, &error);
  g_assert_no_error (error);

  return db;
}

/* "2027Q1 28; 2027Q2 1 urgent": the alarms of a kind, each with its quarter (or title) and days. */
static char *
find (VecheDb *db, const char *quarter, VecheAlarmKind kind, const VecheAgendas *agendas, const char *local)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) alarms = veche_alarms_find (db, quarter, agendas, veche_when_instant (local, ZONE), &error);
  GString *said = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < alarms->len; i++)
    {
      const VecheAlarm *alarm = alarms->pdata[i];

      if (alarm->kind == kind)
        g_string_append_printf (said, "%s%s %d%s", said->len > 0 ? "; " : "", alarm->title, alarm->days, alarm->urgent ? " urgent" : "");
    }

  return g_string_free (said, FALSE);
}

/* Four weeks before a quarter begins, over the borders of quarters and years, by the days of this computer; whichever way the clock goes. */
static void
test_empty_quarter (void)
{
  static const struct { const char *now, *alarms; } moments[] = {
    { "2026-12-03T23:30", "" },                          /* the fourth in Kamchatka, the third here */
    { "2026-12-04T00:30", "2027Q1 28" },                 /* still the third in London */
    { "2026-12-24T12:00", "2027Q1 8" },
    { "2026-12-25T12:00", "2027Q1 7 urgent" },
    { "2026-12-31T23:59", "2027Q1 1 urgent" },
    { "2027-01-01T00:00", "2027Q1 0 urgent" },
    { "2027-03-03T12:00", "2027Q1 -61 urgent" },
    { "2027-03-04T12:00", "2027Q1 -62 urgent; 2027Q2 28" },
    { "2027-03-31T23:59", "2027Q1 -89 urgent; 2027Q2 1 urgent" },
    { "2027-04-01T00:00", "2027Q2 0 urgent" },
    { "2026-12-03T12:00", "" },                          /* the clock was set back */
    { "2028-03-03T12:00", "2028Q1 -62 urgent" },         /* a leap year */
    { "2028-03-04T12:00", "2028Q1 -63 urgent; 2028Q2 28" },
  };
  g_autoptr (VecheDb) db = open_db ("INSERT INTO project (uid, quarter, title, status, created) VALUES ('p1', '2026Q4', 'Conference', 'active', 1)");

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autofree char *said = find (db, NULL, VECHE_ALARM_EMPTY_QUARTER, NULL, moments[i].now);

      g_test_message ("%s", moments[i].now);
      g_assert_cmpstr (said, ==, moments[i].alarms);
    }
}

/* An idea is no project yet, one that was given up is none any more; with a project of its own the quarter is quiet. */
static void
test_what_fills_a_quarter (void)
{
  static const struct { const char *status, *alarms; } cases[] = {
    { "idea", "2027Q1 10" }, { "dropped", "2027Q1 10" }, { "planned", "" }, { "active", "" }, { "done", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO project (uid, quarter, title, status, created) VALUES ('p', '2027Q1', 'Tea', '%s', 1)", cases[i].status);
      g_autoptr (VecheDb) db = open_db (sql);
      g_autofree char *said = find (db, "2027Q1", VECHE_ALARM_EMPTY_QUARTER, NULL, "2026-12-22T12:00");

      g_test_message ("%s", cases[i].status);
      g_assert_cmpstr (said, ==, cases[i].alarms);
    }
}

/* Two weeks before an event that nobody leads; not after it began. */
static void
test_no_host (void)
{
  static const struct { const char *now, *alarms; } moments[] = {
    { "2026-12-16T12:00", "" }, { "2026-12-20T12:00", "Tea 13" }, { "2027-01-02T00:10", "Tea 0 urgent" }, { "2027-01-03T00:10", "" },
  };
  g_autoptr (VecheDb) db = open_db ("INSERT INTO event (uid, title, starts, tz, status, created) VALUES ('e', 'Tea', '2027-01-02T19:00', '" ZONE "', 'planned', 1)");

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autofree char *said = find (db, NULL, VECHE_ALARM_NO_HOST, NULL, moments[i].now);

      g_test_message ("%s", moments[i].now);
      g_assert_cmpstr (said, ==, moments[i].alarms);
    }
}

/* An agenda that nothing carried for two weeks is missed, as long as the others were spoken of. */
static void
test_missing_agenda (void)
{
  static const struct { const char *now, *alarms; } moments[] = {
    { "2026-12-10T12:00", "" },               /* both a few days ago */
    { "2026-12-19T12:00", "" },
    { "2026-12-23T12:00", "Inside -17" },     /* the sixth is too long ago now */
    { "2026-12-10T12:00", "" },               /* the clock was set back */
    { "2027-02-20T12:00", "" },               /* nobody said or did anything at all: none is missed more than the others */
  };
  g_autoptr (VecheDb) db = open_db ("DELETE FROM agenda;"
                                    "INSERT INTO agenda (id, uid, name, shape, low, high, position) VALUES (91, 'a1', 'Outside', 'circle', 20, 50, 1),"
                                    "  (92, 'a2', 'Inside', 'square', 20, 50, 2);"
                                    "INSERT INTO event (uid, title, starts, tz, status, agenda_id, created) VALUES"
                                    "  ('e1', 'Talk', '2026-12-08T19:00', '" ZONE "', 'done', 91, 1), ('e2', 'Tea', '2026-12-06T11:00', '" ZONE "', 'done', 92, 1),"
                                    "  ('e3', 'Talk', '2026-12-20T19:00', '" ZONE "', 'done', 91, 1)");

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VecheAgendas) agendas = veche_agendas_weigh (db, 4, 2, veche_when_instant (moments[i].now, ZONE), &error);
      g_autofree char *said = NULL;

      g_assert_no_error (error);
      said = find (db, NULL, VECHE_ALARM_AGENDA, agendas, moments[i].now);
      g_test_message ("%s", moments[i].now);
      g_assert_cmpstr (said, ==, moments[i].alarms);
    }
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", ZONE, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/alarms/empty-quarter", test_empty_quarter);
  g_test_add_func ("/alarms/what-fills-a-quarter", test_what_fills_a_quarter);
  g_test_add_func ("/alarms/no-host", test_no_host);
  g_test_add_func ("/alarms/missing-agenda", test_missing_agenda);

  return g_test_run ();
}
