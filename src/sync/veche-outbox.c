/* veche-outbox.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sync/veche-outbox.h"

#include "sync/veche-outbox-plan.h"
#include "sync/veche-schedule.h"
#include "sync/veche-source-run.h"

#define FIRST_LOOK     20    /* seconds after an answer that never came until we look whether the reply arrived */
#define TOKEN_PATIENCE 60    /* seconds until a reply without a token is looked at again */
#define CLOSE_PATIENCE 3     /* seconds that what is on its way has to arrive when the program ends */
#define LONGEST_SLEEP  60    /* seconds; a clock that jumps is noticed by then */
#define SAVE_RETRY     2     /* seconds between attempts to write down what became of a reply */
#define MAX_SAVES      5

struct _VecheOutbox
{
  GObject       parent_instance;

  VecheStore   *store;         /* (owned) */
  VecheSecrets *secrets;       /* (unowned): outlives us */
  GCancellable *cancellable;   /* (owned): of everything on its way */

  GHashTable   *busy;          /* (owned) set of source uids with a reply on its way */
  GHashTable   *looks;         /* (owned) outbox or source uid → gint64*: not to be touched before */
  GPtrArray    *drains;        /* (owned) (element-type GTask) */
  GTask        *closing;       /* (owned) (nullable) */
  gboolean      ending;        /* closing or closed: nothing more begins */
  guint         timer;
  gboolean      planning;      /* a plan is being read */
  gboolean      again;         /* … and is out of date already */
};

static guint first_look = FIRST_LOOK;

G_DEFINE_FINAL_TYPE (VecheOutbox, veche_outbox, G_TYPE_OBJECT)

/* One reply on its way. */
typedef struct
{
  VecheOutbox     *outbox;     /* (owned) */
  VecheOutboxItem *item;       /* (owned) */
  VecheConnector  *connector;  /* (owned) (nullable) */
  VecheFate        fate;
  guint            saves;
} VecheDispatch;

typedef struct { char *source_uid; gint64 until; } VecheDrain;

static void
veche_drain_free (gpointer data)
{
  VecheDrain *drain = data;

  g_free (drain->source_uid);
  g_free (drain);
}

static void
veche_dispatch_free (VecheDispatch *dispatch)
{
  g_object_unref (dispatch->outbox);
  veche_outbox_item_free (dispatch->item);
  g_clear_object (&dispatch->connector);
  g_free (dispatch->fate.remote_id);
  g_free (dispatch->fate.url);
  g_free (dispatch->fate.nick);
  g_free (dispatch->fate.text);
  g_free (dispatch);
}

static gboolean
veche_outbox_is_held (VecheOutbox *self, const char *uid)
{
  gint64 *until = g_hash_table_lookup (self->looks, uid);

  return until != NULL && *until > g_get_monotonic_time ();
}

static void
veche_outbox_hold (VecheOutbox *self, const char *uid, guint seconds)
{
  gint64 *until = g_new (gint64, 1);

  *until = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  g_hash_table_insert (self->looks, g_strdup (uid), until);
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

static void
veche_outbox_try_close (VecheOutbox *self)
{
  if (self->closing == NULL || g_hash_table_size (self->busy) > 0 || self->planning)
    return;

  g_task_return_boolean (self->closing, TRUE);
  g_clear_object (&self->closing);
}

/* ------------------------------------------------------------------------------------------------------------------------ one reply */

static void veche_dispatch_save (VecheDispatch *dispatch);

static void
veche_dispatch_end (VecheDispatch *dispatch)
{
  VecheOutbox *self = dispatch->outbox;

  g_hash_table_remove (self->busy, dispatch->item->source->uid);
  veche_outbox_kick (self);
  veche_outbox_try_close (self);
  veche_dispatch_free (dispatch);
}

static gboolean
veche_dispatch_save_again_cb (gpointer user_data)
{
  veche_dispatch_save (user_data);

  return G_SOURCE_REMOVE;
}

/* What became of it must be written down, or it would count as unknown. */
static void
veche_dispatch_saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VecheDispatch *dispatch = user_data;
  g_autoptr (GError) error = NULL;

  veche_store_run_finish (VECHE_STORE (object), result, &error);
  if (error != NULL)
    {
      g_warning ("Could not note what became of a reply: %s", error->message);
      if (++dispatch->saves < MAX_SAVES && !dispatch->outbox->ending)
        {
          g_timeout_add_seconds (SAVE_RETRY, veche_dispatch_save_again_cb, dispatch);
          return;
        }
    }
  veche_dispatch_end (dispatch);
}

static void
veche_dispatch_save (VecheDispatch *dispatch)
{
  veche_store_run_async (dispatch->outbox->store, VECHE_LANE_WRITER, veche_fate_job, veche_fate_copy (&dispatch->fate), veche_fate_free, NULL,
                         NULL, veche_dispatch_saved_cb, dispatch);
}

/* error (nullable): NULL is success. */
static void
veche_dispatch_judge (VecheDispatch *dispatch, const GError *error)
{
  VecheOutboxRow *row = dispatch->item->row;
  VecheFate *fate = &dispatch->fate;
  gint64 now = g_get_real_time ();
  int code;

  fate->id = row->id;
  fate->kind = VECHE_FATE_SENT;
  if (error == NULL)
    return;

  fate->text = g_strdup (error->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      fate->kind = VECHE_FATE_FAILED;   /* it never left: it goes when we are back */
      fate->nick = g_strdup (veche_connector_error_nick (VECHE_CONNECTOR_ERROR_OFFLINE));
      fate->retry_at = now;
      return;
    }

  code = error->domain == VECHE_CONNECTOR_ERROR ? error->code : VECHE_CONNECTOR_ERROR_UNKNOWN;
  fate->kind = code == VECHE_CONNECTOR_ERROR_UNKNOWN ? VECHE_FATE_UNKNOWN : VECHE_FATE_FAILED;
  fate->nick = g_strdup (veche_connector_error_nick (code));
  fate->retry_at = veche_schedule_next_try (now, row->attempts, veche_connector_get_retry_after (dispatch->connector), code, g_random_double ());
  if (fate->kind == VECHE_FATE_UNKNOWN)
    veche_outbox_hold (dispatch->outbox, row->uid, first_look << MIN (row->attempts, 6));
}

static void
veche_dispatch_sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VecheDispatch *dispatch = user_data;
  g_autoptr (GError) error = NULL;

  dispatch->fate.remote_id = veche_connector_send_finish (VECHE_CONNECTOR (object), result, &dispatch->fate.url, &error);
  veche_dispatch_judge (dispatch, error);
  veche_dispatch_save (dispatch);
}

/* Only now, with 'sending' safely on the disk, may anything leave. */
static void
veche_dispatch_marked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VecheDispatch *dispatch = user_data;
  g_autoptr (VecheReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  veche_store_run_finish (VECHE_STORE (object), result, &error);
  if (error != NULL)
    {
      g_debug ("A reply was not sent: %s", error->message);   /* withdrawn in the meantime, say */
      veche_outbox_hold (dispatch->outbox, dispatch->item->row->uid, SAVE_RETRY);
      veche_dispatch_end (dispatch);
      return;
    }

  reply = veche_outbox_item_new_reply (dispatch->item);
  veche_connector_send_async (dispatch->connector, reply, dispatch->outbox->cancellable, veche_dispatch_sent_cb, dispatch);
}

static gpointer
veche_dispatch_mark_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_outbox_set_sending (db, *(gint64 *) input, error) ? VECHE_JOB_DONE : NULL;
}

static void
veche_dispatch_connect (VecheDispatch *dispatch, const char *token)
{
  dispatch->connector = veche_source_connect (dispatch->item->source, token);
  veche_store_run_async (dispatch->outbox->store, VECHE_LANE_WRITER, veche_dispatch_mark_job, g_memdup2 (&dispatch->item->row->id, sizeof (gint64)),
                         g_free, NULL, NULL, veche_dispatch_marked_cb, dispatch);
}

static void
veche_dispatch_token_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VecheDispatch *dispatch = user_data;
  g_autofree char *token = veche_secrets_get_finish (result, NULL);

  if (token == NULL)
    {
      veche_outbox_hold (dispatch->outbox, dispatch->item->source->uid, TOKEN_PATIENCE);   /* it waits, as queued, for a sign-in */
      veche_dispatch_end (dispatch);
      return;
    }
  veche_dispatch_connect (dispatch, token);
}

/* item (transfer full) */
static void
veche_outbox_dispatch (VecheOutbox *self, VecheOutboxItem *item)
{
  const VecheConnectorInfo *info = veche_connectors_find (item->source->type);
  VecheDispatch *dispatch = g_new0 (VecheDispatch, 1);

  dispatch->outbox = g_object_ref (self);
  dispatch->item = item;
  g_hash_table_add (self->busy, g_strdup (item->source->uid));
  if (info == NULL)
    {
      veche_outbox_hold (self, item->source->uid, G_MAXINT16);   /* of a newer program's connector: it stays where it is */
      veche_dispatch_end (dispatch);
    }
  else if (info->needs_token)
    veche_secrets_get_async (self->secrets, item->source->uid, self->cancellable, veche_dispatch_token_cb, dispatch);
  else
    veche_dispatch_connect (dispatch, NULL);
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
    g_debug ("A reply could not be looked for: %s", error->message);
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
      g_task_return_boolean (task, TRUE);
      g_ptr_array_remove_index (self->drains, i);
    }
}

static void
veche_outbox_follow (VecheOutbox *self, VecheOutboxPlan *plan)
{
  gint64 wait = LONGEST_SLEEP * 1000;

  while (plan->due->len > 0)
    {
      VecheOutboxItem *item = g_ptr_array_index (plan->due, 0);

      if (!g_hash_table_contains (self->busy, item->source->uid) && !veche_outbox_is_held (self, item->source->uid)
          && !veche_outbox_is_held (self, item->row->uid))
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
  for (guint i = 0; i < self->drains->len; i++)
    g_task_return_boolean (g_ptr_array_index (self->drains, i), TRUE);
  g_ptr_array_set_size (self->drains, 0);
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
  g_hash_table_unref (self->looks);
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
