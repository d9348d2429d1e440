/* test-schedule.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-connector.h"
#include "sync/veche-schedule.h"

#define NOW (G_GINT64_CONSTANT (1780000000) * G_USEC_PER_SEC)

/* A dead server hears from us at most twelve times an hour, whatever the dice say. */
static void
test_dead_server (void)
{
  for (guint seed = 0; seed < 200; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      gint64 at = NOW;
      guint runs = 0;

      for (guint failures = 1; at < NOW + G_TIME_SPAN_HOUR; failures++, runs++)
        {
          gint64 next = veche_schedule_next_run (at, 60, failures, 0, VECHE_CONNECTOR_ERROR_OFFLINE, g_rand_double (rand));

          g_assert_cmpint (next, >, at);
          if (failures >= 5)
            g_assert_cmpint (next, >=, at + 5 * G_TIME_SPAN_MINUTE);
          at = next;
        }
      g_assert_cmpuint (runs, <=, 12);
    }
}

static void
test_patience (void)
{
  const gint64 later = NOW + 40 * G_TIME_SPAN_MINUTE;

  g_assert_cmpint (veche_schedule_next_run (NOW, 60, 1, later, VECHE_CONNECTOR_ERROR_RATE_LIMITED, 0.0), >=, later);
  g_assert_cmpint (veche_schedule_next_try (NOW, 0, later, VECHE_CONNECTOR_ERROR_RATE_LIMITED, 0.0), >=, later);
  g_assert_cmpint (veche_schedule_next_try (NOW, 0, 0, VECHE_CONNECTOR_ERROR_REJECTED, 0.5), ==, 0);
  g_assert_cmpint (veche_schedule_next_try (NOW, 0, 0, VECHE_CONNECTOR_ERROR_AUTH, 0.5), ==, 0);
  g_assert_cmpint (veche_schedule_next_try (NOW, 30, 0, VECHE_CONNECTOR_ERROR_OFFLINE, 1.0), <=, NOW + 20 * G_TIME_SPAN_MINUTE);
}

static void
test_well (void)
{
  gint64 next = veche_schedule_next_run (NOW, 300, 0, 0, -1, 0.5);

  g_assert_cmpint (next, >=, NOW + 285 * G_USEC_PER_SEC);
  g_assert_cmpint (next, <=, NOW + 315 * G_USEC_PER_SEC);
  g_assert_cmpint (veche_schedule_next_run (NOW, 5, 0, 0, -1, 0.9), ==, NOW + 5 * G_USEC_PER_SEC);
}

/* The clock was set back three days: nobody waits for three days. */
static void
test_clock (void)
{
  g_assert_true (veche_schedule_is_due (NOW, NOW, 300));
  g_assert_false (veche_schedule_is_due (NOW, NOW + G_USEC_PER_SEC, 300));
  g_assert_false (veche_schedule_is_due (NOW, NOW + G_TIME_SPAN_HOUR, 300));
  g_assert_true (veche_schedule_is_due (NOW - 3 * G_TIME_SPAN_DAY, NOW + 300 * G_USEC_PER_SEC, 300));
  g_assert_true (veche_schedule_is_due (NOW + 400 * G_TIME_SPAN_DAY, NOW, 300));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sync/schedule/dead-server", test_dead_server);
  g_test_add_func ("/sync/schedule/patience", test_patience);
  g_test_add_func ("/sync/schedule/well", test_well);
  g_test_add_func ("/sync/schedule/clock", test_clock);

  return g_test_run ();
}
