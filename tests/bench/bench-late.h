/* bench-late.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bench.h"

/* The main loop as one who types feels it: a beat of two milliseconds tells how late it was, and what was done since the last one.  A step is what the
 * loop does between two looks: its processor time is the same whatever else the machine does. */

typedef struct { double last, longest, last_cpu, longest_step; } Late;

static inline Late
late_now (void)
{
  return (Late) { .last = bench_seconds (CLOCK_MONOTONIC), .last_cpu = bench_seconds (CLOCK_THREAD_CPUTIME_ID) };
}

static inline gboolean
late_cb (gpointer user_data)
{
  Late *late = user_data;
  double now = bench_seconds (CLOCK_MONOTONIC), cpu = bench_seconds (CLOCK_THREAD_CPUTIME_ID);

  late->longest = MAX (late->longest, now - late->last - 0.002);
  late->longest_step = MAX (late->longest_step, cpu - late->last_cpu);
  late->last = now;
  late->last_cpu = cpu;

  return G_SOURCE_CONTINUE;
}

static inline guint
late_watch (Late *late)
{
  return g_timeout_add_full (G_PRIORITY_HIGH, 2, late_cb, late, NULL);
}

static inline void
rest (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add_once (ms, (GSourceOnceFunc) (void (*) (void)) g_atomic_int_inc, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}
