/* test-turns.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-connector.h"
#include "sync/veche-clock.h"
#include "sync/veche-schedule.h"
#include "sync/veche-turns.h"

#define NOW    (G_GINT64_CONSTANT (1780000000) * G_USEC_PER_SEC)
#define SECOND G_TIME_SPAN_SECOND
#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR   G_TIME_SPAN_HOUR

static gint64
at (GTimeZone *zone, int year, int month, int day, int hour, int minute)
{
  g_autoptr (GDateTime) time = g_date_time_new (zone, year, month, day, hour, minute, 0);

  return g_date_time_to_unix (time) * SECOND;
}

static VecheSource
source (void)
{
  return (VecheSource) { .uid = (char *) "s", .type = (char *) "fake", .every = 300, .quiet_from = -1, .quiet_to = -1,
                         .rate_limit = -1, .rate_remaining = -1, .last_run = NOW - MINUTE, .last_ok = NOW - MINUTE,
                         .next_run = NOW + 4 * MINUTE };
}

static void
test_quiet (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Moscow");

  g_assert_cmpint (veche_turns_quiet_until (at (zone, 2026, 11, 21, 23, 30), 22 * 60, 8 * 60, zone), ==, at (zone, 2026, 11, 22, 8, 0));
  g_assert_cmpint (veche_turns_quiet_until (at (zone, 2026, 11, 22, 7, 59), 22 * 60, 8 * 60, zone), ==, at (zone, 2026, 11, 22, 8, 0));
  g_assert_cmpint (veche_turns_quiet_until (at (zone, 2026, 11, 22, 8, 0), 22 * 60, 8 * 60, zone), ==, 0);
  g_assert_cmpint (veche_turns_quiet_until (at (zone, 2026, 11, 22, 21, 59), 22 * 60, 8 * 60, zone), ==, 0);
  g_assert_cmpint (veche_turns_quiet_until (at (zone, 2026, 11, 22, 13, 30), 13 * 60, 14 * 60, zone), ==, at (zone, 2026, 11, 22, 14, 0));
  g_assert_cmpint (veche_turns_quiet_until (at (zone, 2026, 12, 31, 23, 59), 22 * 60, 8 * 60, zone), ==, at (zone, 2027, 1, 1, 8, 0));
  g_assert_cmpint (veche_turns_quiet_until (at (zone, 2026, 11, 22, 13, 30), -1, -1, zone), ==, 0);
  g_assert_cmpint (veche_turns_quiet_until (at (zone, 2026, 11, 22, 13, 30), 600, 600, zone), ==, 0);
}

/* Nights when the clocks change, minute after minute: once quiet begins it holds until the wall clock shows its end, and it ends. */
static void
check_night (const char *name, int year, int month, int day, int from, int to)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (name);
  gint64 begin = at (zone, year, month, day, 12, 0) - 24 * HOUR, previous = 0;
  guint stretches = 0, minutes = 0;

  for (gint64 now = begin; now < begin + 48 * HOUR; now += MINUTE)
    {
      gint64 end = veche_turns_quiet_until (now, from, to, zone);

      if (previous != 0 && now < previous)
        g_assert_cmpint (end, ==, previous);   /* the end does not move while it holds */
      if (end != 0)
        {
          g_assert_cmpint (end, >, now);
          g_assert_cmpint (end, <=, now + 25 * HOUR);
          minutes++;
        }
      stretches += end != 0 && previous == 0;
      previous = end;
    }
  g_assert_cmpuint (stretches, ==, 2);
  g_assert_cmpuint (minutes, >=, 2 * 60);
}

static void
test_clock_changes (void)
{
  static const struct { const char *zone; int year, month, day; } nights[] = {
    { "Europe/Berlin", 2026, 3, 29 }, { "Europe/Berlin", 2026, 10, 25 }, { "America/New_York", 2026, 3, 8 },
    { "America/New_York", 2026, 11, 1 }, { "Australia/Lord_Howe", 2026, 4, 5 }, { "Europe/Moscow", 2026, 3, 29 },
  };
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");

  for (guint i = 0; i < G_N_ELEMENTS (nights); i++)
    {
      check_night (nights[i].zone, nights[i].year, nights[i].month, nights[i].day, 22 * 60, 8 * 60);
      check_night (nights[i].zone, nights[i].year, nights[i].month, nights[i].day, 23 * 60, 2 * 60 + 30);
      check_night (nights[i].zone, nights[i].year, nights[i].month, nights[i].day, 30, 4 * 60);
    }
  /* 22:00 to 08:00 is nine hours in the night that loses one, eleven in the one that gains it. */
  g_assert_cmpint (veche_turns_quiet_until (at (berlin, 2026, 3, 28, 22, 0), 22 * 60, 8 * 60, berlin) - at (berlin, 2026, 3, 28, 22, 0), ==, 9 * HOUR);
  g_assert_cmpint (veche_turns_quiet_until (at (berlin, 2026, 10, 24, 22, 0), 22 * 60, 8 * 60, berlin) - at (berlin, 2026, 10, 24, 22, 0), ==, 11 * HOUR);
}

static void
test_when (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  VecheTurnsWorld world = { .now = NOW, .zone = zone, .online = TRUE };
  VecheSource one = source ();

  g_assert_cmpint (veche_turns_when (&one, &world), ==, one.next_run);
  one.every = 30;                                /* a shorter interval holds at once */
  g_assert_cmpint (veche_turns_when (&one, &world), ==, NOW);
  one = source ();
  one.next_run = NOW - HOUR;
  g_assert_cmpint (veche_turns_when (&one, &world), ==, NOW);
  one = source ();
  one.last_run = 0;
  g_assert_cmpint (veche_turns_when (&one, &world), ==, NOW);

  /* The account's requests are used up: not before they are given anew. */
  one = source ();
  one.rate_remaining = 0;
  one.rate_reset = one.next_run = NOW + 40 * MINUTE;
  g_assert_cmpint (veche_turns_when (&one, &world), ==, NOW + 40 * MINUTE);

  /* The clock was set back three days; it asked for patience. */
  one = source ();
  one.last_run += 72 * HOUR;
  one.next_run += 72 * HOUR;
  g_assert_cmpint (veche_turns_when (&one, &world), ==, NOW);
  one = source ();
  one.error = (char *) "rate-limited";
  one.next_run = NOW + 50 * MINUTE;
  g_assert_cmpint (veche_turns_when (&one, &world), ==, NOW + 50 * MINUTE);

  /* The network came back: who failed without it goes at once, nobody else. */
  world.back_since = NOW - SECOND;
  g_assert_cmpint (veche_turns_when (&one, &world), ==, NOW + 50 * MINUTE);
  one.error = (char *) "offline";
  g_assert_cmpint (veche_turns_when (&one, &world), ==, NOW);
  one.last_run = NOW;                            /* … once */
  g_assert_cmpint (veche_turns_when (&one, &world), ==, NOW + 50 * MINUTE);
}

static void
test_hold (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  VecheTurnsWorld world = { .now = NOW, .zone = zone, .online = TRUE };
  VecheSource one = source ();

  g_assert_cmpint (veche_turns_hold (&one, &world), ==, VECHE_HOLD_NONE);
  world.metered = TRUE;
  g_assert_cmpint (veche_turns_hold (&one, &world), ==, VECHE_HOLD_METERED);
  one.metered = TRUE;
  g_assert_cmpint (veche_turns_hold (&one, &world), ==, VECHE_HOLD_NONE);
  world.online = FALSE;
  g_assert_cmpint (veche_turns_hold (&one, &world), ==, VECHE_HOLD_OFFLINE);
  one.own_server = TRUE;
  g_assert_cmpint (veche_turns_hold (&one, &world), ==, VECHE_HOLD_NONE);
  one.quiet_from = 0;
  one.quiet_to = 24 * 60 - 1;
  g_assert_cmpint (veche_turns_hold (&one, &world), ==, VECHE_HOLD_QUIET);
  one.paused = TRUE;
  g_assert_cmpint (veche_turns_hold (&one, &world), ==, VECHE_HOLD_PAUSED);
}

/* Three days of one source in virtual time; returns how many runs there were. */
static guint
live (VecheSource *one, GRand *dice, int (*outcome) (gint64 now), gint64 *longest)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  gint64 start = at (zone, 2026, 3, 28, 6, 0);      /* with the night that loses an hour */
  VecheTurnsWorld world = { .now = start, .zone = zone, .online = TRUE };
  gint64 last[12] = { 0 };
  guint runs = 0;

  one->last_run = 0;
  while (world.now < start + 72 * HOUR)
    {
      gint64 when = veche_turns_when (one, &world);
      VecheTurnsEnd end = { .jitter = dice != NULL ? g_rand_double (dice) : 0.0 };

      if (when > world.now)
        {
          *longest = MAX (*longest, when - world.now);
          world.now = MIN (when, world.now + 7 * MINUTE + SECOND);    /* looked at in between: the answer stays the same */
          continue;
        }

      g_assert_cmpint (veche_turns_quiet_until (world.now, one->quiet_from, one->quiet_to, zone), ==, 0);
      end.code = outcome (world.now);
      if (end.code >= 0)
        {
          /* Never more than twelve knocks an hour at a door that stays shut; five minutes between probes. */
          g_assert_cmpint (world.now - last[runs % 12], >=, HOUR);
          if (one->failures >= 5)
            g_assert_cmpint (world.now - one->last_run, >=, 5 * MINUTE);
          last[runs % 12] = world.now;
        }
      one->next_run = veche_turns_after (one, &end, &world);
      one->last_run = world.now;
      one->failures = end.code >= 0 ? one->failures + 1 : 0;
      one->error = end.code >= 0 ? (char *) veche_connector_error_nick (end.code) : NULL;
      g_assert_cmpint (one->next_run, >, world.now);
      runs++;
      world.now += SECOND;
    }

  return runs;
}

static int
well (gint64 now)
{
  return -1;
}

static int
dead (gint64 now)
{
  return VECHE_CONNECTOR_ERROR_OFFLINE;
}

static void
test_three_days (void)
{
  for (guint seed = 0; seed < 60; seed++)
    {
      g_autoptr (GRand) dice = seed > 0 ? g_rand_new_with_seed (seed) : NULL;
      VecheSource one = source ();
      gint64 longest = 0;
      guint runs;

      one.quiet_from = one.quiet_to = -1;
      runs = live (&one, dice, well, &longest);
      g_assert_cmpuint (runs, >=, 72 * 12 * 19 / 20);
      g_assert_cmpuint (runs, <=, 72 * 12 * 20 / 19 + 1);
      g_assert_cmpint (longest, <=, 6 * MINUTE);

      one = source ();
      one.quiet_from = 22 * 60;
      one.quiet_to = 8 * 60;
      longest = 0;
      runs = live (&one, dice, well, &longest);
      g_assert_cmpint (longest, >=, 9 * HOUR + 50 * MINUTE);
      g_assert_cmpint (longest, <=, 10 * HOUR + 10 * MINUTE);
      g_assert_cmpuint (runs, >=, 400);

      one = source ();
      longest = 0;
      runs = live (&one, dice, dead, &longest);
      g_assert_cmpuint (runs, <=, 72 * 12);
      g_assert_cmpint (longest, <=, 16 * MINUTE);
    }
}

static void
test_long_poll (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  VecheTurnsWorld world = { .now = NOW, .zone = zone, .online = TRUE };
  VecheSource one = source ();
  VecheTurnsEnd end = { .code = -1, .anew = 25, .jitter = 0.5 };

  g_assert_cmpint (veche_turns_after (&one, &end, &world), ==, NOW + 25 * SECOND);
  end.retry_after = NOW + MINUTE;
  g_assert_cmpint (veche_turns_after (&one, &end, &world), ==, NOW + MINUTE);
  end = (VecheTurnsEnd) { .code = VECHE_CONNECTOR_ERROR_RATE_LIMITED, .retry_after = NOW + HOUR, .jitter = 0.0 };
  g_assert_cmpint (veche_turns_after (&one, &end, &world), >=, NOW + HOUR);
}

/* A reply that waits for its turn in a chat goes when the chat's limit says, not after ever longer waits. */
static void
test_pacing (void)
{
  gint64 next = veche_schedule_next_try (NOW, 30, NOW + SECOND, VECHE_CONNECTOR_ERROR_RATE_LIMITED, 1.0);

  g_assert_cmpint (next, >=, NOW + SECOND);
  g_assert_cmpint (next, <=, NOW + 2 * SECOND);
}

static void
jumped_cb (gpointer user_data)
{
}

static void
test_jump (void)
{
  VecheClock *clock = veche_clock_new (jumped_cb, NULL);
  gint64 real = g_get_real_time (), monotonic = g_get_monotonic_time ();

  g_assert_false (veche_clock_has_jumped (clock, real + HOUR, monotonic + HOUR));
  g_assert_true (veche_clock_has_jumped (clock, real + 3 * HOUR, monotonic + HOUR));     /* it slept, or the clock was set */
  g_assert_false (veche_clock_has_jumped (clock, real + 4 * HOUR, monotonic + 2 * HOUR));
  g_assert_true (veche_clock_has_jumped (clock, real - 72 * HOUR, monotonic + 2 * HOUR));
  veche_clock_free (clock);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sync/turns/quiet", test_quiet);
  g_test_add_func ("/sync/turns/clock-changes", test_clock_changes);
  g_test_add_func ("/sync/turns/when", test_when);
  g_test_add_func ("/sync/turns/hold", test_hold);
  g_test_add_func ("/sync/turns/three-days", test_three_days);
  g_test_add_func ("/sync/turns/long-poll", test_long_poll);
  g_test_add_func ("/sync/turns/pacing", test_pacing);
  g_test_add_func ("/sync/turns/jump", test_jump);

  return g_test_run ();
}
