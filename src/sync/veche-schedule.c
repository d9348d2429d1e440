/* veche-schedule.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sync/veche-schedule.h"

#include "connectors/veche-connector.h"

#define FIRST_DELAY    (30 * G_TIME_SPAN_SECOND)
#define LONGEST_DELAY  (15 * G_TIME_SPAN_MINUTE)
#define OPEN_CIRCUIT   5                          /* failures in a row after which a server is only probed */
#define PROBE_DELAY    (8 * G_TIME_SPAN_MINUTE)   /* and five failures before: at most twelve knocks an hour */
#define HOPELESS_DELAY G_TIME_SPAN_HOUR           /* what a person has to put right */
#define FIRST_RETRY    (10 * G_TIME_SPAN_SECOND)
#define RETRY_JITTER   (250 * G_TIME_SPAN_MILLISECOND)

/* ±25 % */
static gint64
veche_schedule_spread (gint64 delay, double jitter)
{
  return (gint64) ((double) delay * (0.75 + 0.5 * CLAMP (jitter, 0.0, 1.0)));
}

static gboolean
veche_schedule_is_hopeless (int code)
{
  return code == VECHE_CONNECTOR_ERROR_AUTH || code == VECHE_CONNECTOR_ERROR_REJECTED || code == VECHE_CONNECTOR_ERROR_PRIVATE
         || code == VECHE_CONNECTOR_ERROR_ELSEWHERE;
}

gint64
veche_schedule_next_run (gint64 now, guint every, guint failures, gint64 retry_after, int code, double jitter)
{
  gint64 usual = MAX (every, 1) * G_TIME_SPAN_SECOND;
  gint64 delay;

  if (code < 0)
    /* Short intervals are kept to the second: somebody waits for them. */
    delay = every < 60 ? usual : (gint64) ((double) usual * (0.95 + 0.1 * CLAMP (jitter, 0.0, 1.0)));
  else if (veche_schedule_is_hopeless (code))
    delay = veche_schedule_spread (HOPELESS_DELAY, jitter);
  else if (failures >= OPEN_CIRCUIT)
    delay = (gint64) ((double) MAX (PROBE_DELAY, MIN (usual, LONGEST_DELAY)) * (0.95 + 0.15 * CLAMP (jitter, 0.0, 1.0)));
  else
    delay = veche_schedule_spread (FIRST_DELAY << (MAX (failures, 1) - 1), jitter);

  return MAX (now + delay, retry_after);
}

gint64
veche_schedule_next_try (gint64 now, guint attempts, gint64 retry_after, int code, double jitter)
{
  gint64 delay = veche_schedule_spread (MIN (FIRST_RETRY << MIN (attempts, 8), LONGEST_DELAY), jitter);

  /* It said when: a reply that only waits for its turn in a chat does not wait longer. */
  if (code == VECHE_CONNECTOR_ERROR_RATE_LIMITED && retry_after > now)
    return retry_after + (gint64) (RETRY_JITTER * CLAMP (jitter, 0.0, 1.0));
  if (code == VECHE_CONNECTOR_ERROR_OFFLINE || code == VECHE_CONNECTOR_ERROR_RATE_LIMITED || code == VECHE_CONNECTOR_ERROR_TLS
      || code == VECHE_CONNECTOR_ERROR_UNKNOWN)
    return MAX (now + delay, retry_after);

  return 0;
}

gboolean
veche_schedule_is_due (gint64 now, gint64 next_run, guint every)
{
  gint64 longest = MAX ((gint64) every * G_TIME_SPAN_SECOND, G_TIME_SPAN_HOUR) * 3 / 2;

  return next_run <= now || next_run > now + longest;
}
