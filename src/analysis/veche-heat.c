/* veche-heat.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-heat.h"

#include <math.h>

#include "model/veche-uid.h"
#include "store/veche-heat-table.h"

#define WINDOW         G_TIME_SPAN_HOUR
#define WEEKS          4
#define HOT            3.0   /* standard deviations */
#define LEAST_THREAD   5     /* messages of a thread within the hour */
#define LEAST_SOURCE   10
#define LEAST_PEOPLE   2
#define LEAST_SAMPLES  5     /* fewer like hours say nothing */
#define QUIET_THREAD   8     /* messages of a thread where there are fewer threads than that at such an hour: an hour without any counts as one of none */
#define QUIET_PEOPLE   3
#define CRITIC_HOURS   48

VecheHeatAlert *
veche_heat_alert_ref (VecheHeatAlert *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
veche_heat_alert_unref (VecheHeatAlert *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->source_uid);
  g_free (self->source_name);
  g_free (self->channel_name);
  g_free (self->interaction_uid);
  g_free (self->member_uid);
  g_free (self->member_name);
  g_clear_pointer (&self->ids, g_array_unref);
  g_free (self);
}

double
veche_heat_reckon (const guint *samples, guint n_samples, guint n, double *usual)
{
  double sum = 0, squares = 0;

  for (guint i = 0; i < n_samples; i++)
    sum += samples[i];
  *usual = n_samples > 0 ? sum / n_samples : 0;
  for (guint i = 0; i < n_samples; i++)
    squares += (samples[i] - *usual) * (samples[i] - *usual);

  return (n - *usual) / MAX (n_samples > 1 ? sqrt (squares / (n_samples - 1)) : 1, 1);
}

/*** Threads of an hour ***/

typedef struct
{
  gint64      root;      /* the message it hangs on */
  GArray     *ids;       /* gint64 */
  GHashTable *people;
} Thread;

static void
thread_free (gpointer data)
{
  Thread *self = data;

  g_array_unref (self->ids);
  g_hash_table_unref (self->people);
  g_free (self);
}

/* Where the platform has threads, by these; else whatever answers one another. (element-type gint64 Thread) (transfer full) */
static GHashTable *
gather_threads (GArray *rows)
{
  GHashTable *threads = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, thread_free);
  g_autoptr (GHashTable) key_of = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);   /* of a message's id */

  for (guint i = 0; i < rows->len; i++)
    {
      VecheHeatRow *row = &g_array_index (rows, VecheHeatRow, i);
      gint64 *above = row->thread == 0 && row->reply_to_id != 0 ? g_hash_table_lookup (key_of, &row->reply_to_id) : NULL;
      /* Below 0: threads of the platform, which are no ids. */
      gint64 key = row->thread != 0 ? -(row->channel_id << 32 | row->thread) : above != NULL ? *above : row->reply_to_id != 0 ? row->reply_to_id : row->id;
      Thread *thread = g_hash_table_lookup (threads, &key);

      if (thread == NULL)
        {
          thread = g_new0 (Thread, 1);
          thread->root = key > 0 ? key : row->id;
          thread->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
          thread->people = g_hash_table_new (NULL, NULL);
          g_hash_table_insert (threads, g_memdup2 (&key, sizeof key), thread);
        }
      g_array_append_val (thread->ids, row->id);
      g_hash_table_add (thread->people, GSIZE_TO_POINTER ((gsize) row->member_id));
      g_hash_table_insert (key_of, &row->id, g_memdup2 (&key, sizeof key));
    }

  return threads;
}

static guint
count_people (GArray *rows)
{
  g_autoptr (GHashTable) people = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < rows->len; i++)
    g_hash_table_add (people, GSIZE_TO_POINTER ((gsize) g_array_index (rows, VecheHeatRow, i).member_id));

  return g_hash_table_size (people);
}

/*** Like hours ***/

static gboolean
is_weekend (gint64 at)
{
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_local (at / G_USEC_PER_SEC);

  return g_date_time_get_day_of_week (day) >= 6;
}

/* By the clock on the wall, so that a change of it does not make night of morning. */
static gint64
days_before (gint64 now, int days)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) before = g_date_time_add_days (moment, -days);

  return g_date_time_to_unix (before) * G_USEC_PER_SEC;
}

typedef struct
{
  GArray *hours;     /* guint: messages of the source in each like hour */
  GArray *threads;   /* guint: messages of each thread of these */
  guint   empty;     /* like hours without a thread */
} Usual;

static gboolean
find_usual (VecheDb *db, const VecheHeatSource *source, gint64 now, Usual *usual, GError **error)
{
  for (int day = 1; day <= WEEKS * 7; day++)
    {
      gint64 to = days_before (now, day);
      g_autoptr (GArray) rows = NULL;
      g_autoptr (GHashTable) threads = NULL;
      GHashTableIter iter;
      gpointer thread;

      if (is_weekend (to) != is_weekend (now) || to - WINDOW < source->first)
        continue;
      rows = veche_heat_rows (db, source->id, to - WINDOW, to, error);
      if (rows == NULL)
        return FALSE;
      g_array_append_val (usual->hours, rows->len);
      threads = gather_threads (rows);
      usual->empty += rows->len == 0;
      g_hash_table_iter_init (&iter, threads);
      while (g_hash_table_iter_next (&iter, NULL, &thread))
        g_array_append_val (usual->threads, ((Thread *) thread)->ids->len);
    }

  return TRUE;
}

/*** Alerts ***/

static VecheHeatAlert *
alert_new (VecheHeatKind kind, const VecheHeatSource *source, GArray *samples, guint n, guint people, gint64 since)
{
  VecheHeatAlert *self = g_new0 (VecheHeatAlert, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->source_uid = g_strdup (source->uid);
  self->source_name = g_strdup (source->name);
  self->n = n;
  self->people = people;
  self->since = since;
  self->samples = samples->len;
  self->z = veche_heat_reckon ((const guint *) (gpointer) samples->data, samples->len, n, &self->usual);

  return self;
}

/* Takes the alert. */
static gboolean
keep_if_hot (VecheDb *db, GPtrArray *alerts, VecheHeatAlert *alert, GError **error)
{
  if (alert->z < HOT || alert->samples < LEAST_SAMPLES)
    {
      veche_heat_alert_unref (alert);
      return TRUE;
    }
  g_ptr_array_add (alerts, alert);

  return alert->kind != VECHE_HEAT_THREAD
         || veche_heat_thread (db, alert->interaction_id, alert->ids, &alert->channel_name, &alert->interaction_uid, &alert->mentions, error);
}

/* How long threads are at such hours.  A place that is quiet then has none to compare with: its silence counts. */
static gboolean
fill_up_quiet (Usual *usual)
{
  static const guint none = 0;

  if (usual->threads->len >= LEAST_SAMPLES)
    return FALSE;
  for (guint i = 0; i < usual->empty; i++)
    g_array_append_val (usual->threads, none);

  return TRUE;
}

static gboolean
look_at (VecheDb *db, const VecheHeatSource *source, gint64 now, GPtrArray *alerts, GError **error)
{
  g_autoptr (GArray) rows = veche_heat_rows (db, source->id, now - WINDOW, now, error);
  g_autoptr (GArray) hours = g_array_new (FALSE, FALSE, sizeof (guint)), lengths = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) threads = NULL;
  Usual usual = { hours, lengths, 0 };
  gboolean quiet;
  GHashTableIter iter;
  gpointer value;

  if (rows == NULL || rows->len < LEAST_THREAD)
    return rows != NULL;
  if (!find_usual (db, source, now, &usual, error))
    return FALSE;

  quiet = fill_up_quiet (&usual);
  threads = gather_threads (rows);
  g_hash_table_iter_init (&iter, threads);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Thread *thread = value;
      VecheHeatAlert *alert;

      if (thread->ids->len < (quiet ? QUIET_THREAD : LEAST_THREAD) || g_hash_table_size (thread->people) < (quiet ? QUIET_PEOPLE : LEAST_PEOPLE))
        continue;
      alert = alert_new (VECHE_HEAT_THREAD, source, lengths, thread->ids->len, g_hash_table_size (thread->people), now - WINDOW);
      alert->interaction_id = thread->root;
      alert->ids = g_array_ref (thread->ids);
      if (!keep_if_hot (db, alerts, alert, error))
        return FALSE;
    }

  return rows->len < LEAST_SOURCE
         || keep_if_hot (db, alerts, alert_new (VECHE_HEAT_SOURCE, source, hours, rows->len, count_people (rows), now - WINDOW), error);
}

static int
compare_heat (gconstpointer a, gconstpointer b)
{
  const VecheHeatAlert *x = *(VecheHeatAlert *const *) a, *y = *(VecheHeatAlert *const *) b;

  return (x->z < y->z) - (x->z > y->z);
}

static gboolean
add_critics (VecheDb *db, gint64 now, GPtrArray *alerts, GError **error)
{
  g_autoptr (GPtrArray) critics = veche_heat_critics (db, now - CRITIC_HOURS * G_TIME_SPAN_HOUR, error);

  for (guint i = 0; critics != NULL && i < critics->len; i++)
    {
      VecheHeatCritic *critic = critics->pdata[i];
      VecheHeatAlert *alert = g_new0 (VecheHeatAlert, 1);

      g_atomic_ref_count_init (&alert->ref_count);
      alert->kind = VECHE_HEAT_CRITIC;
      alert->member_id = critic->member_id;
      alert->member_uid = g_strdup (critic->member_uid);
      alert->member_name = g_strdup (critic->name);
      alert->triage_id = critic->triage_id;
      alert->n = critic->n;
      alert->people = 1;
      alert->since = critic->since;
      g_ptr_array_add (alerts, alert);
    }

  return critics != NULL;
}

GPtrArray *
veche_heat_find (VecheDb *db, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) alerts = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_heat_alert_unref);
  g_autoptr (GPtrArray) sources = veche_heat_sources (db, error);

  now = now != 0 ? now : veche_now ();
  for (guint i = 0; sources != NULL && i < sources->len; i++)
    if (!look_at (db, sources->pdata[i], now, alerts, error))
      return NULL;
  g_ptr_array_sort (alerts, compare_heat);

  return sources != NULL && add_critics (db, now, alerts, error) ? g_steal_pointer (&alerts) : NULL;
}

gboolean
veche_heat_apply (VecheDb *db, GPtrArray *alerts, GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < alerts->len; i++)
    {
      const VecheHeatAlert *alert = alerts->pdata[i];
      g_autoptr (GArray) ids = NULL;

      if (alert->kind != VECHE_HEAT_THREAD)
        continue;
      ids = g_array_copy (alert->ids);
      g_array_append_val (ids, alert->interaction_id);
      g_array_append_vals (all, ids->data, ids->len);
      if (!veche_heat_mark (db, ids, (int) (MIN (alert->z, 99) * 10), error))
        return FALSE;
    }

  return veche_heat_cool (db, all, error);
}
