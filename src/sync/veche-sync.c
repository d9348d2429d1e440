/* veche-sync.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sync/veche-sync-private.h"

#include "connectors/veche-connector.h"
#include "sync/veche-source-run.h"

#define MANUAL_PATIENCE 12     /* seconds: a run without the schedule behind it waits for what can still be taken back */
#define LONG_POLL       25     /* seconds that a server may hold its answer */
#define ANEW_AFTER      G_TIME_SPAN_SECOND   /* from one long poll's beginning to the next one's, at least */

G_DEFINE_FINAL_TYPE (VecheSync, veche_sync, G_TYPE_OBJECT)

enum { PROP_BUSY = 1, N_PROPS };
enum { PROGRESS, N_SIGNALS };
static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static guint long_poll = LONG_POLL;

static void
veche_sync_running_free (gpointer data)
{
  VecheSyncRunning *running = data;

  g_free (running->uid);
  g_object_unref (running->cancellable);
  g_ptr_array_unref (running->waits);
  g_clear_error (&running->failure);
  g_free (running);
}

static void
veche_sync_try_close (VecheSync *self)
{
  if (self->closing == NULL || !self->outbox_closed || !self->secrets_flushed || g_hash_table_size (self->running) > 0)
    return;

  g_task_return_boolean (self->closing, TRUE);
  g_clear_object (&self->closing);
}

static void
veche_sync_flushed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheSync) self = user_data;

  veche_secrets_flush_finish (result, NULL);
  self->secrets_flushed = TRUE;
  veche_sync_try_close (self);
}

/* When nothing runs any more: what was refreshed on the way goes into the keyring. */
static void
veche_sync_begin_flush (VecheSync *self)
{
  if (self->closing != NULL && self->outbox_closed && g_hash_table_size (self->running) == 0)
    veche_secrets_flush_async (self->secrets, veche_sync_flushed_cb, g_object_ref (self));
}

void
veche_sync_notify_busy (VecheSync *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
}

/* ---------------------------------------------------------------------------------------------------------------------- one source */

void
veche_sync_settle_wait (GTask *task, const GError *failure)
{
  VecheSyncWait *wait = g_task_get_task_data (task);

  if (failure != NULL && wait->failure == NULL)
    wait->failure = g_error_copy (failure);
  if (--wait->pending > 0)
    return;

  if (wait->failure != NULL)
    g_task_return_error (task, g_steal_pointer (&wait->failure));
  else
    g_task_return_boolean (task, TRUE);
}

void
veche_sync_end_run (VecheSync *self, VecheSyncRunning *running)
{
  g_autofree char *uid = g_strdup (running->uid);

  g_hash_table_steal (self->running, running->uid);
  for (guint i = 0; i < running->waits->len; i++)
    veche_sync_settle_wait (g_ptr_array_index (running->waits, i), running->failure);
  veche_sync_running_free (running);
  veche_sync_next_errand (self, uid);
  veche_sync_notify_busy (self);
  veche_sync_begin_flush (self);
}

static void
veche_sync_drained_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VecheSyncRunning *running = user_data;
  g_autoptr (VecheSync) self = g_object_ref (running->sync);

  veche_outbox_drain_finish (VECHE_OUTBOX (object), result, NULL);
  veche_sync_end_run (self, running);
}

/* A long poll that went well: the next one begins at once. */
static void
veche_sync_go_on (VecheSync *self, VecheSyncRunning *running)
{
  gint64 *at = g_new (gint64, 1);

  *at = running->began + ANEW_AFTER;
  g_hash_table_insert (self->anew, g_strdup (running->uid), at);
  if (self->started && !self->ending)
    veche_sync_sleep (self, (guint) (CLAMP (*at - g_get_monotonic_time (), 0, ANEW_AFTER) / 1000));
}

static void
veche_sync_ran_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VecheSyncRunning *running = user_data;
  g_autoptr (VecheSync) self = g_object_ref (running->sync);
  gboolean anew = FALSE;

  veche_source_run_finish (result, &anew, &running->failure);
  /* One that was let go of goes on where it was as soon as it may. */
  anew |= running->waiting && g_error_matches (running->failure, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  running->waiting = FALSE;
  if (running->failure == NULL)
    veche_outbox_reached (self->outbox, running->uid);
  if (anew)
    veche_sync_go_on (self, running);
  if (running->again && !self->ending)
    {
      g_clear_error (&running->failure);
      g_set_object (&running->cancellable, NULL);
      running->cancellable = g_cancellable_new ();
      running->again = FALSE;
      veche_sync_begin_run (self, running);
    }
  else if (running->waits->len == 0 || self->ending)
    veche_sync_end_run (self, running);
  else
    veche_outbox_drain_async (self->outbox, running->uid, self->started ? 0 : MANUAL_PATIENCE, veche_sync_drained_cb, running);
}

/* Something came: from here on it is a run like any other. */
void
veche_sync_tell_progress (const char *source_uid, const char *text, gpointer user_data)
{
  VecheSync *self = user_data;
  VecheSyncRunning *running = g_hash_table_lookup (self->running, source_uid);

  if (running != NULL && running->waiting)
    {
      running->waiting = FALSE;
      veche_sync_notify_busy (self);
    }
  g_signal_emit (self, signals[PROGRESS], 0, source_uid, text);
}

void
veche_sync_begin_run (VecheSync *self, VecheSyncRunning *running)
{
  const VecheSourceRunHow how = { running->uid, running->waiting ? long_poll : 0, running->describe, veche_sync_tell_progress, self };

  running->began = g_get_monotonic_time ();
  g_hash_table_remove (self->anew, running->uid);
  veche_source_run_async (self->store, self->secrets, &how, running->cancellable, veche_sync_ran_cb, running);
  veche_sync_notify_busy (self);
}

void
veche_sync_stop_waiting (VecheSync *self, const char *uid)
{
  VecheSyncRunning *running = g_hash_table_lookup (self->running, uid);

  if (running != NULL && running->waiting)
    g_cancellable_cancel (running->cancellable);
}

VecheSyncRunning *
veche_sync_new_running (VecheSync *self, const char *uid, VecheRunFlags flags)
{
  VecheSyncRunning *running = g_new0 (VecheSyncRunning, 1);

  running->sync = self;
  running->uid = g_strdup (uid);
  running->cancellable = g_cancellable_new ();
  running->waits = g_ptr_array_new_with_free_func (g_object_unref);
  running->describe = (flags & VECHE_RUN_DESCRIBE) != 0;
  running->waiting = (flags & VECHE_RUN_WAITS) != 0;
  g_hash_table_insert (self->running, running->uid, running);

  return running;
}

void
veche_sync_run_source (VecheSync *self, const char *uid, VecheRunFlags flags, GTask *task)
{
  VecheSyncRunning *running = g_hash_table_lookup (self->running, uid);
  gboolean fresh = running == NULL;

  if (fresh)
    running = veche_sync_new_running (self, uid, flags);
  if (task != NULL)
    {
      g_ptr_array_add (running->waits, g_object_ref (task));
      ((VecheSyncWait *) g_task_get_task_data (task))->pending++;
    }
  if (fresh)
    {
      veche_sync_begin_run (self, running);
      return;
    }

  if (flags & VECHE_RUN_BY_PERSON && running->errand != NULL)
    {
      running->again = TRUE;
      running->describe |= (flags & VECHE_RUN_DESCRIBE) != 0;
      veche_sync_hurry_errand (running);
      return;
    }

  /* Nobody waits for a server that holds its answer: it is asked once more, for an answer now. */
  if (flags & VECHE_RUN_BY_PERSON && running->waiting)
    {
      running->again = TRUE;
      running->describe |= (flags & VECHE_RUN_DESCRIBE) != 0;
      veche_sync_stop_waiting (self, uid);
    }
}

gboolean
veche_sync_is_running (VecheSync *self, const char *source_uid)
{
  VecheSyncRunning *running;
  GHashTableIter iter;

  if (source_uid != NULL)
    {
      running = g_hash_table_lookup (self->running, source_uid);
      return running != NULL && !running->waiting;
    }

  g_hash_table_iter_init (&iter, self->running);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &running))
    if (!running->waiting)
      return TRUE;

  return FALSE;
}

gboolean
veche_sync_is_waiting (VecheSync *self, const char *source_uid)
{
  VecheSyncRunning *running = g_hash_table_lookup (self->running, source_uid);

  return running != NULL && running->waiting;
}

void
veche_sync_set_long_poll (guint seconds)
{
  long_poll = seconds;
}

/* ---------------------------------------------------------------------------------------------------------------------------- the end */

static void
veche_sync_outbox_closed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheSync) self = user_data;

  veche_outbox_close_finish (VECHE_OUTBOX (object), result, NULL);
  self->outbox_closed = TRUE;
  veche_sync_begin_flush (self);
}

void
veche_sync_close_async (VecheSync *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GList) running = g_hash_table_get_values (self->running);

  g_return_if_fail (!self->ending);

  self->ending = TRUE;
  self->closing = g_task_new (self, NULL, callback, user_data);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_signal_handler (&self->changed_handler, self->store);
  veche_sync_unwatch (self);
  g_cancellable_cancel (self->cancellable);
  for (GList *l = running; l != NULL; l = l->next)
    g_cancellable_cancel (((VecheSyncRunning *) l->data)->cancellable);
  veche_outbox_close_async (self->outbox, veche_sync_outbox_closed_cb, g_object_ref (self));
}

gboolean
veche_sync_close_finish (VecheSync *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
veche_sync_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VecheSync *self = VECHE_SYNC (object);

  g_assert (id == PROP_BUSY);
  g_value_set_boolean (value, veche_sync_is_running (self, NULL));
}

static void
veche_sync_finalize (GObject *object)
{
  VecheSync *self = VECHE_SYNC (object);

  g_assert (g_hash_table_size (self->running) == 0);   /* close before the last unref */
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_signal_handler (&self->changed_handler, self->store);
  veche_sync_unwatch (self);
  g_hash_table_unref (self->running);
  g_hash_table_unref (self->anew);
  g_hash_table_unref (self->errands);
  g_object_unref (self->cancellable);
  g_object_unref (self->outbox);
  veche_secrets_free (self->secrets);
  g_object_unref (self->store);

  G_OBJECT_CLASS (veche_sync_parent_class)->finalize (object);
}

static void
veche_sync_class_init (VecheSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = veche_sync_get_property;
  object_class->finalize = veche_sync_finalize;

  props[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /* source uid, number of interactions that the run has brought so far, as text */
  signals[PROGRESS] = g_signal_new ("progress", VECHE_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
veche_sync_init (VecheSync *self)
{
  self->running = g_hash_table_new (g_str_hash, g_str_equal);
  self->cancellable = g_cancellable_new ();
  self->errands = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_queue_free);
  self->anew = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

VecheSync *
veche_sync_new (VecheStore *store)
{
  VecheSync *self = g_object_new (VECHE_TYPE_SYNC, NULL);

  self->store = g_object_ref (store);
  self->secrets = veche_secrets_new ();
  self->outbox = veche_outbox_new (store, self->secrets);
  veche_sync_watch (self);

  return self;
}
