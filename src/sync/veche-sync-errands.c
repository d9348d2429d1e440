/* veche-sync-errands.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Back-fills and readings of the members wait in a queue of their source.  A slice of the first begins when no run of the source is on, and counts
 * as one; between two slices, and when a person asks, the source reads what is new.
 */

#include "sync/veche-sync-private.h"

#include "connectors/veche-connector.h"
#include "sync/veche-errand.h"

typedef struct
{
  VecheErrand  *errand;        /* (owned) */
  GCancellable *cancellable;   /* (owned): of this one, follows the asker's */
  gulong        follows;
} VecheSyncErrand;

static void
veche_sync_errand_free (gpointer data)
{
  VecheSyncErrand *order = data;

  veche_errand_free (order->errand);
  g_object_unref (order->cancellable);
  g_free (order);
}

static void
veche_sync_errand_follow_cb (GCancellable *cancellable, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/* error (transfer full) (nullable) */
static void
veche_sync_errand_settle (GTask *task, GError *error)
{
  VecheSyncErrand *order = g_task_get_task_data (task);

  g_cancellable_disconnect (g_task_get_cancellable (task), order->follows);
  order->follows = 0;
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
veche_sync_hurry_errand (VecheSyncRunning *running)
{
  veche_errand_hurry (((VecheSyncErrand *) g_task_get_task_data (running->errand))->errand);
}

/* ----------------------------------------------------------------------------------------------------------------------------- slices */

static void
veche_sync_run_between (VecheSync *self, VecheSyncRunning *running)
{
  g_object_unref (running->cancellable);
  running->cancellable = g_cancellable_new ();
  veche_sync_begin_run (self, running);
}

/* Between two slices the source reads what is new when it is its turn: not while it is paused, in quiet hours or where the network costs.  Who
 * asks for it meanwhile gets it all the same. */
static void
veche_sync_between_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VecheSyncRunning *running = user_data;
  g_autoptr (VecheSync) self = g_object_ref (running->sync);
  g_autoptr (GPtrArray) sources = veche_store_run_finish (VECHE_STORE (object), result, NULL);
  gboolean asked = running->waits->len > 0;

  if (!self->ending && (asked || (sources != NULL && veche_sync_is_due (self, g_ptr_array_index (sources, 0)))))
    veche_sync_run_between (self, running);
  else
    {
      if (asked)      /* who waits for a run that will not be is told so */
        running->failure = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Closing");
      veche_sync_end_run (self, running);
    }
}

static void
veche_sync_slice_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VecheSyncRunning *running = user_data;
  g_autoptr (VecheSync) self = g_object_ref (running->sync);
  g_autoptr (GTask) task = g_object_ref (running->errand);
  VecheSyncErrand *order = g_task_get_task_data (task);
  GQueue *queue = g_hash_table_lookup (self->errands, running->uid);
  GError *error = NULL;
  gboolean more, again = running->again;

  veche_errand_run_finish (order->errand, result, &more, &error);
  running->errand = NULL;
  running->again = FALSE;
  if (!more)
    {
      g_queue_remove (queue, task);
      g_object_unref (task);
      veche_sync_errand_settle (task, error);
    }
  if (again && !self->ending)
    veche_sync_run_between (self, running);
  else if (more && self->started && !self->ending)
    veche_store_run_async (self->store, VECHE_LANE_READER, veche_sync_list_job, g_strdup (running->uid), g_free,
                           (GDestroyNotify) g_ptr_array_unref, NULL, veche_sync_between_cb, running);
  else
    {
      if (again && running->failure == NULL)      /* who waits for a run that will not be is told so */
        running->failure = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Closing");
      veche_sync_end_run (self, running);
    }
}

static void
veche_sync_begin_errand (VecheSync *self, const char *uid, GTask *task)
{
  VecheSyncErrand *order = g_task_get_task_data (task);
  VecheSyncRunning *running = veche_sync_new_running (self, uid, VECHE_RUN_BY_PERSON);

  g_set_object (&running->cancellable, order->cancellable);
  running->errand = task;
  veche_errand_run_async (order->errand, self->store, self->secrets, veche_sync_tell_progress, self, order->cancellable, veche_sync_slice_cb, running);
  veche_sync_notify_busy (self);
}

void
veche_sync_next_errand (VecheSync *self, const char *uid)
{
  GQueue *queue = g_hash_table_lookup (self->errands, uid);
  GTask *task;

  while (self->ending && queue != NULL && (task = g_queue_pop_head (queue)) != NULL)
    {
      veche_sync_errand_settle (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Closing"));
      g_object_unref (task);
    }
  if (queue == NULL || g_hash_table_contains (self->running, uid))
    return;

  task = g_queue_peek_head (queue);
  if (task != NULL)
    veche_sync_begin_errand (self, uid, task);
  else
    g_hash_table_remove (self->errands, uid);
}

/* errand (transfer full) */
static void
veche_sync_queue_errand (VecheSync *self, const char *uid, VecheErrand *errand, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  VecheSyncErrand *order = g_new0 (VecheSyncErrand, 1);
  GQueue *queue = g_hash_table_lookup (self->errands, uid);

  g_task_set_source_tag (task, veche_sync_queue_errand);
  g_task_set_check_cancellable (task, FALSE);
  order->errand = errand;
  order->cancellable = g_cancellable_new ();
  g_task_set_task_data (task, order, veche_sync_errand_free);
  order->follows = cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (veche_sync_errand_follow_cb),
                                                                g_object_ref (order->cancellable), g_object_unref)
                                       : 0;
  if (queue == NULL)
    {
      queue = g_queue_new ();
      g_hash_table_insert (self->errands, g_strdup (uid), queue);
    }
  g_queue_push_tail (queue, task);
  veche_sync_stop_waiting (self, uid);
  veche_sync_next_errand (self, uid);
}

/* ----------------------------------------------------------------------------------------------------------------------------- orders */

typedef struct
{
  VecheErrandKind    kind;
  char              *uid, *channel_uid;    /* (nullable) both; uid NULL: all sources */
  gint64             since;
  guint              pending;
  VecheErrandCounts  counts;
  GError            *failure;              /* (owned) (nullable): the first */
} VecheSyncErrandOrder;

static void
veche_sync_errand_order_free (gpointer data)
{
  VecheSyncErrandOrder *order = data;

  g_free (order->uid);
  g_free (order->channel_uid);
  g_clear_error (&order->failure);
  g_free (order);
}

static void
veche_sync_errand_add_up (VecheErrandCounts *sum, const VecheErrandCounts *one)
{
  sum->channels += one->channels;
  sum->gaps += one->gaps;
  sum->closed += one->closed;
  sum->interactions += one->interactions;
  sum->people += one->people;
  sum->left += one->left;
  sum->pages += one->pages;
  sum->missing += one->missing;
}

static void
veche_sync_errand_order_settle (GTask *task)
{
  VecheSyncErrandOrder *order = g_task_get_task_data (task);

  if (--order->pending > 0)
    return;
  if (order->failure != NULL)
    g_task_return_error (task, g_steal_pointer (&order->failure));
  else
    g_task_return_boolean (task, TRUE);
}

static void
veche_sync_errand_done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VecheSyncErrandOrder *order = g_task_get_task_data (task);
  VecheSyncErrand *done = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  veche_sync_errand_add_up (&order->counts, veche_errand_get_counts (done->errand));
  if (error != NULL && order->failure == NULL)
    order->failure = g_steal_pointer (&error);
  veche_sync_errand_order_settle (task);
}

/* Of all sources, those that can be asked; one that was named is asked whatever it can, and says so. */
static gboolean
veche_sync_errand_fits (VecheSyncErrandOrder *order, VecheSource *source)
{
  const VecheConnectorInfo *info = veche_connectors_find (source->type);

  if (order->uid != NULL)
    return TRUE;

  return !source->paused && info != NULL && (order->kind == VECHE_ERRAND_MEMBERS ? info->members : info->backfill);
}

static void
veche_sync_errand_listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VecheSync *self = g_task_get_source_object (task);
  VecheSyncErrandOrder *order = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) sources = veche_store_run_finish (VECHE_STORE (object), result, &error);

  if (sources == NULL || self->ending)
    {
      g_task_return_error (task, error != NULL ? error : g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Closing"));
      return;
    }

  order->pending = 1;   /* ours, so that it does not end while we start them */
  for (guint i = 0; i < sources->len; i++)
    {
      VecheSource *source = g_ptr_array_index (sources, i);

      if (!veche_sync_errand_fits (order, source))
        continue;
      order->pending++;
      veche_sync_queue_errand (self, source->uid, veche_errand_new (order->kind, source->uid, order->channel_uid, order->since),
                               g_task_get_cancellable (task), veche_sync_errand_done_cb, g_object_ref (task));
    }
  veche_sync_errand_order_settle (task);
}

/* order (transfer full) */
static void
veche_sync_errand_order (VecheSync *self, VecheSyncErrandOrder *order, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, veche_sync_errand_order);
  g_task_set_check_cancellable (task, FALSE);   /* what came before is counted */
  g_task_set_task_data (task, order, veche_sync_errand_order_free);
  veche_store_run_async (self->store, VECHE_LANE_READER, veche_sync_list_job, g_strdup (order->uid), g_free,
                         (GDestroyNotify) g_ptr_array_unref, NULL, veche_sync_errand_listed_cb, g_object_ref (task));
}

void
veche_sync_backfill_async (VecheSync *self, const char *source_uid, const char *channel_uid, gint64 since, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  VecheSyncErrandOrder *order = g_new0 (VecheSyncErrandOrder, 1);

  *order = (VecheSyncErrandOrder) { VECHE_ERRAND_BACKFILL, g_strdup (source_uid), g_strdup (channel_uid), since };
  veche_sync_errand_order (self, order, cancellable, callback, user_data);
}

void
veche_sync_members_async (VecheSync *self, const char *source_uid, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  VecheSyncErrandOrder *order = g_new0 (VecheSyncErrandOrder, 1);

  *order = (VecheSyncErrandOrder) { VECHE_ERRAND_MEMBERS, g_strdup (source_uid) };
  veche_sync_errand_order (self, order, cancellable, callback, user_data);
}

gboolean
veche_sync_errand_finish (VecheSync *self, GAsyncResult *result, VecheErrandCounts *counts, GError **error)
{
  VecheSyncErrandOrder *order = g_task_get_task_data (G_TASK (result));

  if (counts != NULL)
    *counts = order->counts;

  return g_task_propagate_boolean (G_TASK (result), error);
}
