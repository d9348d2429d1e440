/* veche-turns.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sync/veche-turns.h"

#include "connectors/veche-connector.h"
#include "sync/veche-schedule.h"

#define DAY_MINUTES  (24 * 60)
#define CLOCK_SLACK  G_TIME_SPAN_MINUTE          /* a clock corrected by less is nobody's business */
#define WAKE_SPREAD  (2 * G_TIME_SPAN_MINUTE)    /* after quiet hours not all at the same second */

/* A time of the wall clock as UTC; one that the clock skips is the moment after the skip, one that it shows twice the later. */
static gint64
veche_turns_local (GDateTime *day, int minutes, GTimeZone *zone)
{
  g_autoptr (GDateTime) time = g_date_time_new (zone, g_date_time_get_year (day), g_date_time_get_month (day), g_date_time_get_day_of_month (day),
                                                minutes / 60, minutes % 60, 0);

  return time != NULL ? g_date_time_to_unix (time) * G_TIME_SPAN_SECOND : 0;
}

/* Each evening begins one stretch of quiet; the one of yesterday may still hold. */
gint64
veche_turns_quiet_until (gint64 at, int from, int to, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (from < 0 || to < 0 || from >= DAY_MINUTES || to >= DAY_MINUTES || from == to)
    return 0;

  utc = g_date_time_new_from_unix_utc (at / G_TIME_SPAN_SECOND);
  local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  for (int back = 1; local != NULL && back >= 0; back--)
    {
      /* From noon to noon: adding a day to a time that exists on both of them. */
      g_autoptr (GDateTime) noon = g_date_time_new (zone, g_date_time_get_year (local), g_date_time_get_month (local),
                                                    g_date_time_get_day_of_month (local), 12, 0, 0);
      g_autoptr (GDateTime) first = g_date_time_add_days (noon, -back);
      g_autoptr (GDateTime) last = g_date_time_add_days (first, to < from ? 1 : 0);
      gint64 begin = veche_turns_local (first, from, zone), end = veche_turns_local (last, to, zone);

      if (begin <= at && at < end)
        return end;
    }

  return 0;
}

static gboolean
veche_turns_failed_with (VecheSource *source, int code)
{
  return g_strcmp0 (source->error, veche_connector_error_nick (code)) == 0;
}

/* A source's own share of a stretch, always the same: a time that is worked out twice is the same time. */
static gint64
veche_turns_share (VecheSource *source, gint64 span)
{
  return (gint64) (g_str_hash (source->uid) % 1024) * span / 1024;
}

static gint64
veche_turns_past_quiet (VecheSource *source, gint64 at, GTimeZone *zone)
{
  gint64 end = veche_turns_quiet_until (at, source->quiet_from, source->quiet_to, zone);

  return end != 0 ? end + veche_turns_share (source, WAKE_SPREAD) : at;
}

/* What the interval and the server's patience say. */
static gint64
veche_turns_planned (VecheSource *source, const VecheTurnsWorld *world)
{
  gint64 latest = source->last_run + (gint64) source->every * G_TIME_SPAN_SECOND * 21 / 20;

  if (source->last_run == 0 || source->next_run <= world->now)
    return world->now;
  if (world->back_since > source->last_run && veche_turns_failed_with (source, VECHE_CONNECTOR_ERROR_OFFLINE))
    return world->now;
  /* The clock was set back since. */
  if (source->last_run > world->now + CLOCK_SLACK
      && (source->error == NULL || veche_schedule_is_due (world->now, source->next_run, source->every)))
    return world->now;
  if (source->error != NULL)
    return source->next_run;

  /* A shorter interval or less quiet may have been chosen since. */
  if (source->rate_remaining == 0)
    latest = MAX (latest, source->rate_reset);

  return MIN (source->next_run, veche_turns_past_quiet (source, latest, world->zone));
}

VecheHold
veche_turns_hold (VecheSource *source, const VecheTurnsWorld *world)
{
  const gboolean local = source->own_server || g_str_equal (source->type, "sample") || g_str_equal (source->type, "folder");
  const VecheConnectorInfo *info = veche_connectors_find (source->type);

  if (source->paused || (info != NULL && info->by_hand))
    return VECHE_HOLD_PAUSED;
  if (!world->online && !local)
    return VECHE_HOLD_OFFLINE;
  if (world->metered && !source->metered && !local)
    return VECHE_HOLD_METERED;

  return veche_turns_quiet_until (world->now, source->quiet_from, source->quiet_to, world->zone) != 0 ? VECHE_HOLD_QUIET : VECHE_HOLD_NONE;
}

gint64
veche_turns_when (VecheSource *source, const VecheTurnsWorld *world)
{
  gint64 at = veche_turns_planned (source, world);

  return veche_turns_past_quiet (source, MAX (at, world->now), world->zone);
}

gint64
veche_turns_after (VecheSource *source, const VecheTurnsEnd *end, const VecheTurnsWorld *world)
{
  guint failures = end->code >= 0 ? source->failures + 1 : 0;
  gint64 at = veche_schedule_next_run (world->now, source->every, failures, end->retry_after, end->code, end->jitter);

  if (end->code < 0 && end->anew > 0)
    at = MAX (world->now + (gint64) end->anew * G_TIME_SPAN_SECOND, end->retry_after);

  return veche_turns_past_quiet (source, at, world->zone);
}
