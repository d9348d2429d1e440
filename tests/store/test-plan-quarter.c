/* test-plan-quarter.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-plan-table.h"

#define MINUTE (60 * (gint64) G_USEC_PER_SEC)
#define HOUR   (60 * MINUTE)

static void
test_of_day (void)
{
  static const struct { const char *day, *quarter; } rows[] = {
    { "2026-01-01", "2026Q1" }, { "2026-03-31", "2026Q1" }, { "2026-04-01", "2026Q2" }, { "2026-12-31T23:59", "2026Q4" },
    { "2028-02-29", "2028Q1" }, { "2027-02-29", NULL }, { "2026-13-01", NULL }, { "tomorrow", NULL }, { "", NULL }, { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *quarter = veche_quarter_of_day (rows[i].day);

      g_assert_cmpstr (quarter, ==, rows[i].quarter);
    }
}

static void
test_valid (void)
{
  g_assert_true (veche_quarter_is_valid ("2026Q4"));
  g_assert_false (veche_quarter_is_valid ("2026Q5"));
  g_assert_false (veche_quarter_is_valid ("2026Q0"));
  g_assert_false (veche_quarter_is_valid ("2026q4"));
  g_assert_false (veche_quarter_is_valid ("2026Q44"));
  g_assert_false (veche_quarter_is_valid ("2026"));
  g_assert_false (veche_quarter_is_valid (""));
  g_assert_false (veche_quarter_is_valid (NULL));
}

static void
test_step_and_bounds (void)
{
  static const struct { const char *from; int by; const char *to, *since, *until; } rows[] = {
    { "2026Q4", 1, "2027Q1", "2027-01-01", "2027-04-01" },
    { "2026Q1", -1, "2025Q4", "2025-10-01", "2026-01-01" },
    { "2026Q2", 0, "2026Q2", "2026-04-01", "2026-07-01" },
    { "2026Q3", -11, "2023Q4", "2023-10-01", "2024-01-01" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *quarter = veche_quarter_step (rows[i].from, rows[i].by);
      g_autofree char *since = NULL, *until = NULL;

      g_assert_cmpstr (quarter, ==, rows[i].to);
      veche_quarter_bounds (quarter, &since, &until);
      g_assert_cmpstr (since, ==, rows[i].since);
      g_assert_cmpstr (until, ==, rows[i].until);
    }
}

/* 19:00 is another instant in another zone, before and after a change of the clocks; nonsense is no time. */
static void
test_instant (void)
{
  gint64 utc = veche_plan_instant ("2026-12-13T19:00", "UTC");

  g_assert_cmpint (utc, ==, G_GINT64_CONSTANT (1797188400) * G_USEC_PER_SEC);
  g_assert_cmpint (veche_plan_instant ("2026-12-13T19:00", "Europe/Moscow"), ==, utc - 3 * HOUR);
  g_assert_cmpint (veche_plan_instant ("2026-12-13T19:00", "Asia/Kathmandu"), ==, utc - 5 * HOUR - 45 * MINUTE);
  g_assert_cmpint (veche_plan_instant ("2026-06-13T19:00", "Europe/Berlin") + 2 * HOUR, ==,
                   veche_plan_instant ("2026-06-13T19:00", "UTC"));
  g_assert_cmpint (veche_plan_instant ("2026-12-13", "UTC"), ==, utc - 19 * HOUR);
  g_assert_cmpint (veche_plan_instant ("2026-12-13T25:00", "UTC"), ==, 0);
  g_assert_cmpint (veche_plan_instant ("soon", "UTC"), ==, 0);
  g_assert_cmpint (veche_plan_instant (NULL, NULL), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/plan/quarter/of-day", test_of_day);
  g_test_add_func ("/store/plan/quarter/valid", test_valid);
  g_test_add_func ("/store/plan/quarter/step-and-bounds", test_step_and_bounds);
  g_test_add_func ("/store/plan/instant", test_instant);

  return g_test_run ();
}
