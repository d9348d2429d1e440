/* veche-sync-schedule.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keeping the schedule: who is due begins, one after the other; the network and the clock are watched.
 */

#include "sync/veche-sync-private.h"

#include "connectors/veche-connector.h"
#include "sync/veche-sync-orders.h"

#define LONGEST_SLEEP 60                                  /* seconds */
#define SETTLE        250                                 /* milliseconds from a change of the sources to looking at them */
#define AFTER_JUMP    2000                                /* milliseconds: a machine that wakes has no network yet */
#define STALE_PLAN    G_TIME_SPAN_MINUTE                  /* a next run that is told wrong by more is told anew */

static const gint64 gate_steps[VECHE_N_GATES] = { 800 * G_TIME_SPAN_MILLISECOND, 200 * G_TIME_SPAN_MILLISECOND };

gpointer
veche_sync_list_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (GPtrArray) sources = NULL;
  VecheSource *source;

  if (input == NULL)
    return veche_sources_list_plain (db, error);

  source = veche_sources_load_plain (db, input, error);
  if (source == NULL)
    return NULL;
  sources = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_source_free);
  g_ptr_array_add (sources, source);

  return g_steal_pointer (&sources);
}

/*** Plans that other settings or another clock have made wrong ***/

typedef struct { gint64 source_id, next_run; } VecheSyncPlan;

static gpointer
veche_sync_plan_job (VecheDb *db, gpointer input, GError **error)
{
  GArray *plans = input;

  for (guint i = 0; i < plans->len; i++)
    {
      VecheSyncPlan *plan = &g_array_index (plans, VecheSyncPlan, i);

      if (!veche_sources_set_next_run (db, plan->source_id, plan->next_run, error))
        return NULL;
    }

  return VECHE_JOB_DONE;
}

/*** Who is due ***/

typedef struct
{
  VecheSource *source;     /* borrowed */
  gint64       at;
  VecheGate    gate;
} VecheSyncDue;

/* Those in good order first, then who has waited longest. */
static int
veche_sync_compare_due (gconstpointer a, gconstpointer b)
{
  const VecheSyncDue *one = a, *other = b;

  if ((one->source->failures == 0) != (other->source->failures == 0))
    return one->source->failures == 0 ? -1 : 1;

  return one->source->next_run < other->source->next_run ? -1 : one->source->next_run > other->source->next_run;
}

static gboolean
veche_sync_waits (VecheSource *source)
{
  const VecheConnectorInfo *info = veche_connectors_find (source->type);

  return info != NULL && info->waits;
}

/* A long poll that goes on is due although its row says when this one would have ended. */
static gint64
veche_sync_when (VecheSync *self, VecheSource *source, const VecheTurnsWorld *world)
{
  gint64 *anew = g_hash_table_lookup (self->anew, source->uid);
  gint64 at = veche_turns_when (source, world);

  if (anew == NULL || veche_turns_quiet_until (world->now, source->quiet_from, source->quiet_to, world->zone) != 0)
    return at;

  return MIN (at, world->now + MAX (0, *anew - g_get_monotonic_time ()));
}

gboolean
veche_sync_is_due (VecheSync *self, VecheSource *source)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  VecheTurnsWorld world = { g_get_real_time (), zone, self->online, g_network_monitor_get_network_metered (self->monitor), self->back_since };

  return veche_turns_hold (source, &world) == VECHE_HOLD_NONE && veche_sync_when (self, source, &world) <= world.now;
}

/* Begins what may begin now. Returns microseconds until the next of them may. */
static gint64
veche_sync_begin_due (VecheSync *self, GArray *due)
{
  gint64 now = g_get_monotonic_time (), wait = LONGEST_SLEEP * G_TIME_SPAN_SECOND;

  g_array_sort (due, veche_sync_compare_due);
  for (guint i = 0; i < due->len; i++)
    {
      VecheSyncDue *turn = &g_array_index (due, VecheSyncDue, i);
      gint64 *gate = &self->gates[turn->gate];

      if (*gate > now)
        {
          wait = MIN (wait, *gate - now);
          continue;
        }
      *gate = now + (gint64) ((double) gate_steps[turn->gate] * (0.5 + g_random_double ()));
      veche_sync_run_source (self, turn->source->uid, turn->gate == VECHE_GATE_WAITS ? VECHE_RUN_WAITS : VECHE_RUN_BY_ITSELF, NULL);
    }

  return wait;
}

/* Returns microseconds until the next of the sources is due; due (out): who is. */
static gint64
veche_sync_find_due (VecheSync *self, GPtrArray *sources, const VecheTurnsWorld *world, GArray *due, GArray *plans)
{
  gint64 wait = LONGEST_SLEEP * G_TIME_SPAN_SECOND;

  for (guint i = 0; i < sources->len; i++)
    {
      VecheSource *source = g_ptr_array_index (sources, i);
      VecheHold hold = veche_turns_hold (source, world);
      VecheSyncDue turn = { source, 0, veche_sync_waits (source) ? VECHE_GATE_WAITS : VECHE_GATE_ORDINARY };

      if (hold != VECHE_HOLD_NONE)
        veche_sync_stop_waiting (self, source->uid);
      if ((hold != VECHE_HOLD_NONE && hold != VECHE_HOLD_QUIET) || g_hash_table_contains (self->running, source->uid))
        continue;

      turn.at = veche_sync_when (self, source, world);
      if (turn.at <= world->now)
        {
          g_array_append_val (due, turn);
          continue;
        }
      wait = MIN (wait, turn.at - world->now);
      if (ABS (turn.at - source->next_run) > STALE_PLAN)
        {
          VecheSyncPlan plan = { source->id, turn.at };

          g_array_append_val (plans, plan);
        }
    }

  return wait;
}

/* Who was removed no longer waits for news. */
static void
veche_sync_drop_removed (VecheSync *self, GPtrArray *sources)
{
  g_autoptr (GList) running = g_hash_table_get_values (self->running);

  for (GList *l = running; l != NULL; l = l->next)
    {
      VecheSyncRunning *one = l->data;
      gboolean there = FALSE;

      for (guint i = 0; i < sources->len && !there; i++)
        there = g_str_equal (((VecheSource *) g_ptr_array_index (sources, i))->uid, one->uid);
      if (!there)
        veche_sync_stop_waiting (self, one->uid);
    }
}

static void
veche_sync_listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheSync) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sources = veche_store_run_finish (VECHE_STORE (object), result, &error);
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GArray) due = NULL;
  g_autoptr (GArray) plans = NULL;
  VecheTurnsWorld world;
  gint64 wait;

  if (sources == NULL || self->ending)
    {
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("Could not read the sources: %s", error->message);
      if (!self->ending)
        veche_sync_sleep (self, LONGEST_SLEEP * 1000);
      return;
    }

  zone = g_time_zone_new_local ();
  due = g_array_new (FALSE, FALSE, sizeof (VecheSyncDue));
  plans = g_array_new (FALSE, FALSE, sizeof (VecheSyncPlan));
  world = (VecheTurnsWorld) { g_get_real_time (), zone, self->online, g_network_monitor_get_network_metered (self->monitor), self->back_since };
  veche_sync_drop_removed (self, sources);
  wait = veche_sync_find_due (self, sources, &world, due, plans);
  wait = MIN (wait, veche_sync_begin_due (self, due));
  if (plans->len > 0)
    veche_store_run_async (self->store, VECHE_LANE_WRITER, veche_sync_plan_job, g_steal_pointer (&plans), (GDestroyNotify) g_array_unref, NULL,
                           NULL, NULL, NULL);
  veche_sync_sleep (self, (guint) CLAMP (wait / 1000 + 1, 50, LONGEST_SLEEP * 1000));
}

static gboolean
veche_sync_timer_cb (gpointer user_data)
{
  VecheSync *self = user_data;

  self->timer = 0;
  veche_store_run_async (self->store, VECHE_LANE_READER, veche_sync_list_job, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, self->cancellable,
                         veche_sync_listed_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

void
veche_sync_sleep (VecheSync *self, guint milliseconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (milliseconds, veche_sync_timer_cb, self);
}

/*** The world around ***/

static void
veche_sync_store_changed_cb (VecheSync *self, VecheChange *change)
{
  VecheTables tables = veche_change_get_tables (change);

  if (self->ending)
    return;
  if (tables & VECHE_TABLE_OUTBOX)
    veche_outbox_kick (self->outbox);
  if (tables & (VECHE_TABLE_SOURCE | VECHE_TABLE_ASKED) && self->started)
    veche_sync_sleep (self, SETTLE);
}

static void
veche_sync_network_changed_cb (VecheSync *self, gboolean available)
{
  if (available && !self->online)
    {
      self->back_since = g_get_real_time ();
      veche_outbox_reached (self->outbox, NULL);
    }
  self->online = available;
  if (self->started && !self->ending)
    veche_sync_sleep (self, SETTLE);
}

static void
veche_sync_metered_cb (VecheSync *self)
{
  if (self->started && !self->ending)
    veche_sync_sleep (self, SETTLE);
}

static void
veche_sync_jumped_cb (gpointer user_data)
{
  VecheSync *self = user_data;

  if (self->ending)
    return;
  veche_outbox_kick (self->outbox);
  if (self->started)
    veche_sync_sleep (self, AFTER_JUMP);
}

void
veche_sync_watch (VecheSync *self)
{
  self->monitor = g_network_monitor_get_default ();
  self->online = g_network_monitor_get_network_available (self->monitor);
  self->network_handler = g_signal_connect_swapped (self->monitor, "network-changed", G_CALLBACK (veche_sync_network_changed_cb), self);
  self->metered_handler = g_signal_connect_swapped (self->monitor, "notify::network-metered", G_CALLBACK (veche_sync_metered_cb), self);
  self->clock = veche_clock_new (veche_sync_jumped_cb, self);
}

void
veche_sync_unwatch (VecheSync *self)
{
  g_clear_signal_handler (&self->network_handler, self->monitor);
  g_clear_signal_handler (&self->metered_handler, self->monitor);
  g_clear_pointer (&self->clock, veche_clock_free);
}

/*** The beginning ***/

gpointer
veche_sync_recover_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_outbox_recover (db, error) ? VECHE_JOB_DONE : NULL;
}

static void
veche_sync_recovered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheSync) self = user_data;
  g_autoptr (GError) error = NULL;

  veche_store_run_finish (VECHE_STORE (object), result, &error);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("Could not read the outbox: %s", error->message);
  if (!self->ending && self->started)
    {
      self->changed_handler = g_signal_connect_swapped (self->store, "changed", G_CALLBACK (veche_sync_store_changed_cb), self);
      veche_outbox_kick (self->outbox);
      veche_sync_sleep (self, 0);
    }
}

void
veche_sync_start (VecheSync *self)
{
  g_return_if_fail (VECHE_IS_SYNC (self) && !self->started);

  self->started = TRUE;
  /* Nothing of ours is on its way yet: what the file calls 'sending' was so when the program died. */
  veche_store_run_async (self->store, VECHE_LANE_WRITER, veche_sync_recover_job, NULL, NULL, NULL, self->cancellable,
                         veche_sync_recovered_cb, g_object_ref (self));
}

VecheHold
veche_sync_get_hold (VecheSync *self, VecheSource *source)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  const VecheTurnsWorld world = { g_get_real_time (), zone, self->online, g_network_monitor_get_network_metered (self->monitor), 0 };

  return veche_turns_hold (source, &world);
}
