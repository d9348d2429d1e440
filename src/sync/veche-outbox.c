/* veche-outbox.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sync/veche-outbox-private.h"

#include "sync/veche-schedule.h"

#define FIRST_LOOK     20    /* seconds after an answer that never came until we look whether the reply arrived */
#define CLOSE_PATIENCE 3     /* seconds that what is on its way has to arrive when the program ends */
#define LONGEST_SLEEP  60    /* seconds; a clock that jumps is noticed by then */
#define MAX_AT_ONCE    3     /* replies of one source on their way: one that waits for its turn in its chat holds up no other chat */

static guint first_look = FIRST_LOOK;

G_DEFINE_FINAL_TYPE (VecheOutbox, veche_outbox, G_TYPE_OBJECT)

typedef struct { char *source_uid; gint64 until; } VecheDrain;

static void
veche_drain_free (gpointer data)
{
  VecheDrain *drain = data;

  g_free (drain->source_uid);
  g_free (drain);
}

static gboolean
veche_outbox_is_held (VecheOutbox *self, const char *uid)
{
  gint64 *until = g_hash_table_lookup (self->looks, uid);

  return until != NULL && *until > g_get_monotonic_time ();
}

void
veche_outbox_hold (VecheOutbox *self, const char *uid, guint seconds)
{
  gint64 *until = g_new (gint64, 1);

  *until = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  g_hash_table_insert (self->looks, g_strdup (uid), until);
}

static guint
veche_outbox_count_busy (VecheOutbox *self, const char *source_uid)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->busy, source_uid));
}

void
veche_outbox_set_busy (VecheOutbox *self, VecheOutboxItem *item, gboolean busy)
{
  guint count = veche_outbox_count_busy (self, item->source->uid);

  if (busy)
    g_hash_table_add (self->leaving, g_strdup (item->row->uid));
  else
    g_hash_table_remove (self->leaving, item->row->uid);

  if (busy || count > 1)
    g_hash_table_insert (self->busy, g_strdup (item->source->uid), GUINT_TO_POINTER (busy ? count + 1 : count - 1));
  else
    g_hash_table_remove (self->busy, item->source->uid);
}

/* A server that is out of reach hears from all its replies together what it would hear from its source alone. */
gint64
veche_outbox_note_reach (VecheOutbox *self, const char *source_uid, int code)
{
  guint failures = GPOINTER_TO_UINT (g_hash_table_lookup (self->troubles, source_uid)) + 1;
  gint64 now = g_get_real_time (), next;

  if (code != VECHE_CONNECTOR_ERROR_OFFLINE && code != VECHE_CONNECTOR_ERROR_TLS)
    {
      g_hash_table_remove (self->troubles, source_uid);
      return 0;
    }

  next = veche_schedule_next_run (now, 1, failures, 0, code, g_random_double ());
  g_hash_table_insert (self->troubles, g_strdup (source_uid), GUINT_TO_POINTER (failures));
  veche_outbox_hold (self, source_uid, (guint) ((next - now) / G_USEC_PER_SEC));

  return next;
}

/* One at a time knocks where the last one found nobody. */
static gboolean
veche_outbox_may_leave (VecheOutbox *self, VecheOutboxItem *item)
{
  const char *source_uid = item->source->uid;
  guint most = g_hash_table_contains (self->troubles, source_uid) ? 1 : MAX_AT_ONCE;

  return veche_outbox_count_busy (self, source_uid) < most && !g_hash_table_contains (self->leaving, item->row->uid)
         && !veche_outbox_is_held (self, source_uid) && !veche_outbox_is_held (self, item->row->uid);
}

static gboolean
veche_outbox_timer_cb (gpointer user_data)
{
  VecheOutbox *self = user_data;

  self->timer = 0;
  veche_outbox_kick (self);

  return G_SOURCE_REMOVE;
}

static void
veche_outbox_sleep (VecheOutbox *self, guint milliseconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (milliseconds, veche_outbox_timer_cb, self);
}

void
veche_outbox_try_close (VecheOutbox *self)
{
  if (self->closing == NULL || g_hash_table_size (self->busy) > 0 || self->planning)
    return;

  g_task_return_boolean (self->closing, TRUE);
  g_clear_object (&self->closing);
}

/* ------------------------------------------------------------------------------------------------------------------------- the plan */

static gpointer
veche_outbox_resend_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_outbox_resend (db, input, error) ? VECHE_JOB_DONE : NULL;
}

static void
veche_outbox_resent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheOutbox) self = user_data;
  g_autoptr (GError) error = NULL;

  veche_store_run_finish (VECHE_STORE (object), result, &error);
  if (error != NULL)
    g_debug ("Replies could not be queued anew: %s", error->message);
  veche_outbox_kick (self);
}

/* Queued again, with attempts behind it: the connector looks for it first. */
static void
veche_outbox_look_for (VecheOutbox *self, const char *uid)
{
  if (!g_hash_table_contains (self->looks, uid))
    veche_outbox_hold (self, uid, first_look);   /* left behind by a crash; what was on its way may still arrive */
  if (veche_outbox_is_held (self, uid))
    return;

  veche_outbox_hold (self, uid, first_look);
  veche_store_run_async (self->store, VECHE_LANE_WRITER, veche_outbox_resend_job, g_strdup (uid), g_free, NULL, NULL,
                         veche_outbox_resent_cb, g_object_ref (self));
}

/* After the plan was followed: what was due is on its way now, or can't be helped. */
static gboolean
veche_outbox_drain_is_done (VecheOutbox *self, VecheDrain *drain, VecheOutboxPlan *plan)
{
  if (g_hash_table_contains (self->busy, drain->source_uid))
    return FALSE;

  for (guint i = 0; i < plan->waiting->len; i++)
    {
      VecheOutboxRow *row = g_ptr_array_index (plan->waiting, i);

      if (g_str_equal (row->source_uid, drain->source_uid) && row->not_before > plan->now && row->not_before <= drain->until
          && row->attempts == 0 && !veche_outbox_is_held (self, row->source_uid))
        return FALSE;
    }

  return TRUE;
}

static void
veche_outbox_settle_drains (VecheOutbox *self, VecheOutboxPlan *plan)
{
  for (guint i = 0; i < self->drains->len;)
    {
      GTask *task = g_ptr_array_index (self->drains, i);

      if (!self->ending && !veche_outbox_drain_is_done (self, g_task_get_task_data (task), plan))
        {
          i++;
          continue;
        }
      /* Who is told may ask for the next one at once. */
      task = g_ptr_array_steal_index (self->drains, i);
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
}

static void
veche_outbox_follow (VecheOutbox *self, VecheOutboxPlan *plan)
{
  gint64 wait = LONGEST_SLEEP * 1000;

  while (plan->due->len > 0)
    {
      VecheOutboxItem *item = g_ptr_array_index (plan->due, 0);

      if (veche_outbox_may_leave (self, item))
        veche_outbox_dispatch (self, g_ptr_array_steal_index (plan->due, 0));
      else
        g_ptr_array_remove_index (plan->due, 0);
    }
  for (guint i = 0; i < plan->unknown->len; i++)
    veche_outbox_look_for (self, g_ptr_array_index (plan->unknown, i));

  if (plan->next != 0)
    wait = CLAMP ((plan->next - g_get_real_time ()) / 1000 + 20, 500, wait);
  if (plan->unknown->len > 0)
    wait = MIN (wait, MIN (5000, first_look * 1000));
  veche_outbox_sleep (self, wait);
}

static void
veche_outbox_planned_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheOutbox) self = user_data;
  g_autoptr (GError) error = NULL;
  VecheOutboxPlan *plan = veche_store_run_finish (VECHE_STORE (object), result, &error);

  self->planning = FALSE;
  if (plan == NULL)
    {
      if (!self->ending && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_warning ("Could not read the outbox: %s", error->message);
          veche_outbox_sleep (self, LONGEST_SLEEP * 1000);
        }
      veche_outbox_try_close (self);
      return;
    }

  if (!self->ending && !self->again)
    {
      veche_outbox_follow (self, plan);
      veche_outbox_settle_drains (self, plan);
    }
  veche_outbox_plan_free (plan);
  if (self->again && !self->ending)
    veche_outbox_kick (self);
  veche_outbox_try_close (self);
}

void
veche_outbox_kick (VecheOutbox *self)
{
  if (self->ending)
    return;

  self->again = self->planning;
  if (self->planning)
    return;

  self->planning = TRUE;
  veche_store_run_async (self->store, VECHE_LANE_READER, veche_outbox_plan_job, NULL, NULL, veche_outbox_plan_free, NULL,
                         veche_outbox_planned_cb, g_object_ref (self));
}

static gpointer
veche_outbox_reached_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_outbox_hurry (db, veche_connector_error_nick (VECHE_CONNECTOR_ERROR_OFFLINE), error) ? VECHE_JOB_DONE : NULL;
}

void
veche_outbox_reached (VecheOutbox *self, const char *source_uid)
{
  gboolean held = source_uid == NULL || g_hash_table_contains (self->troubles, source_uid);

  if (!held)
    return;
  if (source_uid != NULL)
    {
      g_hash_table_remove (self->troubles, source_uid);
      g_hash_table_remove (self->looks, source_uid);
    }
  else
    {
      GHashTableIter iter;
      const char *uid;

      g_hash_table_iter_init (&iter, self->troubles);
      while (g_hash_table_iter_next (&iter, (gpointer *) &uid, NULL))
        g_hash_table_remove (self->looks, uid);
      g_hash_table_remove_all (self->troubles);
    }
  if (!self->ending)
    veche_store_run_async (self->store, VECHE_LANE_WRITER, veche_outbox_reached_job, NULL, NULL, NULL, NULL, veche_outbox_resent_cb,
                           g_object_ref (self));
}

guint
veche_outbox_get_first_look (void)
{
  return first_look;
}

void
veche_outbox_set_first_look (guint seconds)
{
  first_look = seconds;
}

gboolean
veche_outbox_is_sending (VecheOutbox *self)
{
  return g_hash_table_size (self->busy) > 0;
}

void
veche_outbox_drain_async (VecheOutbox *self, const char *source_uid, guint patience, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  VecheDrain *drain = g_new0 (VecheDrain, 1);

  g_task_set_source_tag (task, veche_outbox_drain_async);
  drain->source_uid = g_strdup (source_uid);
  drain->until = g_get_real_time () + patience * G_USEC_PER_SEC;
  g_task_set_task_data (task, drain, veche_drain_free);
  if (self->ending)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_ptr_array_add (self->drains, g_steal_pointer (&task));
  veche_outbox_kick (self);
}

gboolean
veche_outbox_drain_finish (VecheOutbox *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
veche_outbox_hurry_cb (gpointer user_data)
{
  VecheOutbox *self = user_data;

  self->timer = 0;
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

void
veche_outbox_close_async (VecheOutbox *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (!self->ending);

  self->ending = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->closing = g_task_new (self, NULL, callback, user_data);
  while (self->drains->len > 0)
    {
      g_autoptr (GTask) drain = g_ptr_array_steal_index (self->drains, self->drains->len - 1);

      g_task_return_boolean (drain, TRUE);
    }
  if (g_hash_table_size (self->busy) > 0)
    self->timer = g_timeout_add_seconds (CLOSE_PATIENCE, veche_outbox_hurry_cb, self);
  veche_outbox_try_close (self);
}

gboolean
veche_outbox_close_finish (VecheOutbox *self, GAsyncResult *result, GError **error)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
veche_outbox_finalize (GObject *object)
{
  VecheOutbox *self = VECHE_OUTBOX (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_object_unref (self->store);
  g_object_unref (self->cancellable);
  g_hash_table_unref (self->busy);
  g_hash_table_unref (self->leaving);
  g_hash_table_unref (self->looks);
  g_hash_table_unref (self->troubles);
  g_ptr_array_unref (self->drains);

  G_OBJECT_CLASS (veche_outbox_parent_class)->finalize (object);
}

static void
veche_outbox_class_init (VecheOutboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = veche_outbox_finalize;
}

static void
veche_outbox_init (VecheOutbox *self)
{
  self->cancellable = g_cancellable_new ();
  self->busy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->leaving = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->troubles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->looks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->drains = g_ptr_array_new_with_free_func (g_object_unref);
}

VecheOutbox *
veche_outbox_new (VecheStore *store, VecheSecrets *secrets)
{
  VecheOutbox *self = g_object_new (VECHE_TYPE_OUTBOX, NULL);

  self->store = g_object_ref (store);
  self->secrets = secrets;

  return self;
}
