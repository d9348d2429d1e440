/* veche-lane.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Jobs are GTasks: made on the main thread, run on the lane, returned to the main context they came from.  A job's answer is the truth
 * about the file: a write that was cancelled after its COMMIT is reported as done.
 *
 *   main                                lane
 *   veche_lane_run_async () ─ queue ─▶  begin ─ job (db, input) ─ commit ─ publish ─┐
 *   callback ◀────────────── GTask ◀────────────────────────────────────────────────┘
 */

#include "store/veche-lane.h"

#include "store/veche-db-private.h"

struct _VecheLane
{
  GThread       *thread;      /* (owned) */

  /* Only on the lane. */
  VecheDb       *db;          /* (owned) */

  /* Behind the mutex. */
  GMutex         mutex;
  GCond          wake;
  GQueue         queue;       /* (element-type GTask) (owned) */
  VecheLaneKind  running;     /* what runs now */
  gboolean       closing;
  gboolean       stopped;     /* closing, and nothing more runs */
  gint64         low_ran;     /* when something of low priority ran last between the chunks of a long job */
};

static void
veche_lane_job_free (gpointer data)
{
  VecheLaneJob *job = data;

  if (job->free_input != NULL && job->input != NULL)
    job->free_input (job->input);
  g_free (job);
}

/* The input dies on the lane, before its owner hears of the end. */
static void
veche_lane_job_clear_input (VecheLaneJob *job)
{
  gpointer input = g_steal_pointer (&job->input);

  if (job->free_input != NULL && input != NULL)
    job->free_input (input);
}

/* Tells the connection whether what runs now may go on. */
static void
veche_lane_arm (VecheLane *self, VecheLaneKind kind)
{
  g_mutex_lock (&self->mutex);
  self->running = kind;
  g_atomic_int_set (&self->db->stopped, self->stopped || (self->closing && kind == VECHE_LANE_LONG));
  g_mutex_unlock (&self->mutex);
}

static gpointer
veche_lane_run_write (VecheLane *self, VecheLaneJob *job, GError **error)
{
  g_autoptr (GError) local = NULL;
  gpointer           output;

  if (!veche_db_begin (self->db, error))
    return NULL;

  output = job->run (self->db, job->input, &local);
  if (local != NULL)
    veche_db_rollback (self->db);
  else
    {
      /* Done is done: a cancellation that comes now is too late. */
      veche_db_set_cancellable (self->db, NULL);
      veche_db_commit (self->db, &local);
    }

  if (local == NULL)
    return output;

  if (output != NULL && job->free_output != NULL)
    job->free_output (output);
  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

static gpointer
veche_lane_run_plain (VecheLane *self, VecheLaneJob *job, GError **error)
{
  gpointer output = job->run (self->db, job->input, error);

  if (veche_db_in_transaction (self->db))
    g_error ("a job left its transaction open");

  return output;
}

static void
veche_lane_run (VecheLane *self, GTask *task)
{
  VecheLaneJob      *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gpointer           output = NULL;

  veche_lane_arm (self, job->kind);
  veche_db_set_cancellable (self->db, g_task_get_cancellable (task));

  if (g_atomic_int_get (&self->db->stopped) || g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");
  else if (job->kind == VECHE_LANE_WRITE)
    output = veche_lane_run_write (self, job, &error);
  else
    output = veche_lane_run_plain (self, job, &error);

  veche_db_reset_all (self->db);
  veche_db_set_cancellable (self->db, NULL);
  veche_lane_job_clear_input (job);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, output, job->free_output);
}

/* (transfer full) (nullable): the next task; NULL when there is none and, if asked to wait, never will be. */
static GTask *
veche_lane_pop (VecheLane *self, gboolean wait)
{
  GTask *task;

  g_mutex_lock (&self->mutex);
  while (wait && g_queue_is_empty (&self->queue) && !self->closing)
    g_cond_wait (&self->wake, &self->mutex);
  task = g_queue_pop_head (&self->queue);
  g_mutex_unlock (&self->mutex);

  return task;
}

static gpointer
veche_lane_thread (gpointer data)
{
  VecheLane *self = data;
  GTask     *task;

  veche_db_take_ownership (self->db);
  while ((task = veche_lane_pop (self, TRUE)) != NULL)
    {
      veche_lane_run (self, task);
      g_object_unref (task);
    }
  veche_db_close (self->db);

  return NULL;
}

VecheLane *
veche_lane_new (const char *name, VecheDb *db)
{
  VecheLane *self = g_new0 (VecheLane, 1);

  self->db = db;
  db->lane = self;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->wake);
  g_queue_init (&self->queue);
  self->thread = g_thread_new (name, veche_lane_thread, self);

  return self;
}

static int
veche_lane_compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const VecheLaneJob *one = g_task_get_task_data (G_TASK (a));
  const VecheLaneJob *two = g_task_get_task_data (G_TASK (b));

  return one->priority < two->priority ? -1 : one->priority > two->priority;
}

/* After those of the same priority: from the end, since most jobs have one priority. */
static void
veche_lane_insert (VecheLane *self, GTask *task)
{
  GList *link = self->queue.tail;

  while (link != NULL && veche_lane_compare (task, link->data, NULL) < 0)
    link = link->prev;
  g_queue_insert_after (&self->queue, link, task);
}

void
veche_lane_run_async (VecheLane *self, const VecheLaneJob *job, gpointer source, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  gboolean          refused;

  g_task_set_source_tag (task, veche_lane_run_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_memdup2 (job, sizeof *job), veche_lane_job_free);

  g_mutex_lock (&self->mutex);
  refused = self->closing;
  if (!refused)
    {
      veche_lane_insert (self, g_object_ref (task));
      g_cond_signal (&self->wake);
    }
  g_mutex_unlock (&self->mutex);

  if (refused)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the workspace is being closed");
}

gpointer
veche_lane_run_finish (gpointer source, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

#define RARELY G_USEC_PER_SEC

/* The first waiting task that is not long; what follows behind by itself gets a turn once a second. (transfer full) (nullable) */
static GTask *
veche_lane_pop_short (VecheLane *self)
{
  gint64 now = g_get_monotonic_time ();
  GTask *task = NULL;

  g_mutex_lock (&self->mutex);
  for (GList *link = self->queue.head; link != NULL && task == NULL; link = link->next)
    {
      const VecheLaneJob *job = g_task_get_task_data (link->data);

      if (job->kind != VECHE_LANE_LONG && (job->priority < G_PRIORITY_LOW || now - self->low_ran >= RARELY))
        {
          if (job->priority >= G_PRIORITY_LOW)
            self->low_ran = now;
          task = link->data;
          g_queue_delete_link (&self->queue, link);
          break;
        }
    }
  g_mutex_unlock (&self->mutex);

  return task;
}

void
veche_lane_yield (VecheDb *db)
{
  VecheLane               *self = db->lane;
  g_autoptr (GCancellable) cancellable = NULL;
  GTask                   *task;

  if (self == NULL)
    return;

  g_assert (db->owner == g_thread_self ());
  g_assert (!db->writing && !db->reading);

  g_set_object (&cancellable, db->cancellable);
  while ((task = veche_lane_pop_short (self)) != NULL)
    {
      veche_lane_run (self, task);
      g_object_unref (task);
    }
  veche_lane_arm (self, VECHE_LANE_LONG);
  veche_db_set_cancellable (db, cancellable);
}

gboolean
veche_lane_is_long (VecheLane *self)
{
  return self->running == VECHE_LANE_LONG;   /* nobody else writes it */
}

void
veche_lane_stop (VecheLane *self, gboolean drain)
{
  g_mutex_lock (&self->mutex);
  self->closing = TRUE;
  self->stopped = !drain;
  if (self->stopped || self->running == VECHE_LANE_LONG)
    g_atomic_int_set (&self->db->stopped, TRUE);
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->mutex);
}

void
veche_lane_free (VecheLane *self)
{
  g_assert (self->closing);

  g_thread_join (self->thread);
  g_assert (g_queue_is_empty (&self->queue));
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->wake);
  g_free (self);
}
