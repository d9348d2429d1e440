/* test-places.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-places-table.h"

#define DAY  G_TIME_SPAN_DAY
#define NOON (G_GINT64_CONSTANT (1795262400) * G_USEC_PER_SEC)   /* 2026-11-21 12:00 UTC */

/* Pure: when it is due, in days of the wall clock. */
static void
test_due (void)
{
  VecheSource source = { .type = (char *) "place", .every = 7 * 86400, .created = NOON };

  g_assert_true (veche_source_is_place (&source));
  g_assert_cmpint (veche_place_days (&source, NOON), ==, 0);            /* nobody has looked: now */
  g_assert_cmpint (veche_place_days (&source, NOON + 3 * DAY), ==, -3);
  source.checked = NOON;
  g_assert_cmpint (veche_place_days (&source, NOON), ==, 7);
  g_assert_cmpint (veche_place_days (&source, NOON + 6 * DAY + 11 * G_TIME_SPAN_HOUR), ==, 1);
  g_assert_cmpint (veche_place_days (&source, NOON + 7 * DAY - G_TIME_SPAN_HOUR), ==, 0);   /* the day counts, not the hour */
  g_assert_cmpint (veche_place_days (&source, NOON + 9 * DAY), ==, -2);
  source.snoozed = NOON + 10 * DAY;
  g_assert_cmpint (veche_place_days (&source, NOON + 9 * DAY), ==, 1);
  source.snoozed = NOON + DAY;                                          /* shorter than its round: nothing */
  g_assert_cmpint (veche_place_days (&source, NOON), ==, 7);
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/places/due", test_due);

  return g_test_run ();
}
