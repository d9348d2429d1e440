/* veche-sync.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sync/veche-sync.h"

#include "connectors/veche-connector.h"
#include "store/veche-sources-table.h"
#include "sync/veche-outbox.h"
#include "sync/veche-schedule.h"
#include "sync/veche-secrets.h"
#include "sync/veche-source-run.h"

#define LONGEST_SLEEP   60     /* seconds; a clock that jumps is noticed by then */
#define SETTLE          250    /* milliseconds from a change of the sources to looking at them */
#define MANUAL_PATIENCE 12     /* seconds: a run without the schedule behind it waits for what can still be taken back */

/* One source that runs now. */
typedef struct
{
  VecheSync    *sync;          /* (unowned): it has us in its table */
  char         *uid;
  GCancellable *cancellable;   /* (owned) */
  GPtrArray    *waits;         /* (owned) (element-type GTask): who wants to know */
  GError       *failure;       /* (owned) (nullable) */
} VecheSyncRunning;

/* What a veche_sync_run_async() still waits for. */
typedef struct
{
  char   *uid;                 /* (nullable): all */
  guint   pending;
  GError *failure;             /* (owned) (nullable): the first */
} VecheSyncWait;

struct _VecheSync
{
  GObject          parent_instance;

  VecheStore      *store;      /* (owned) */
  VecheSecrets    *secrets;    /* (owned) */
  VecheOutbox     *outbox;     /* (owned) */
  GNetworkMonitor *monitor;    /* (unowned): the process's own */
  GHashTable      *running;    /* (owned) uid → VecheSyncRunning */
  GCancellable    *cancellable;/* (owned): of reading the schedule */

  gulong           changed_handler, network_handler;
  guint            timer;
  gboolean         started;
  gboolean         online;
  gboolean         probe;      /* the network came back: sources that were offline run at once */
  GTask           *closing;    /* (owned) (nullable) */
  gboolean         ending;     /* closing or closed: nothing more begins */
  gboolean         outbox_closed;
};

G_DEFINE_FINAL_TYPE (VecheSync, veche_sync, G_TYPE_OBJECT)

enum { PROP_BUSY = 1, N_PROPS };
enum { PROGRESS, N_SIGNALS };
static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

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
veche_sync_wait_free (gpointer data)
{
  VecheSyncWait *wait = data;

  g_free (wait->uid);
  g_clear_error (&wait->failure);
  g_free (wait);
}

static void
veche_sync_try_close (VecheSync *self)
{
  if (self->closing == NULL || !self->outbox_closed || g_hash_table_size (self->running) > 0)
    return;

  g_task_return_boolean (self->closing, TRUE);
  g_clear_object (&self->closing);
}

/* ---------------------------------------------------------------------------------------------------------------------- one source */

static void
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

static void
veche_sync_end_run (VecheSync *self, VecheSyncRunning *running)
{
  g_hash_table_steal (self->running, running->uid);
  for (guint i = 0; i < running->waits->len; i++)
    veche_sync_settle_wait (g_ptr_array_index (running->waits, i), running->failure);
  veche_sync_running_free (running);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
  veche_sync_try_close (self);
}

static void
veche_sync_drained_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VecheSyncRunning *running = user_data;
  g_autoptr (VecheSync) self = g_object_ref (running->sync);

  veche_outbox_drain_finish (VECHE_OUTBOX (object), result, NULL);
  veche_sync_end_run (self, running);
}

static void
veche_sync_ran_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VecheSyncRunning *running = user_data;
  g_autoptr (VecheSync) self = g_object_ref (running->sync);

  veche_source_run_finish (result, &running->failure);
  if (running->waits->len == 0 || self->ending)
    veche_sync_end_run (self, running);
  else
    veche_outbox_drain_async (self->outbox, running->uid, self->started ? 0 : MANUAL_PATIENCE, veche_sync_drained_cb, running);
}

static void
veche_sync_progress_cb (const char *source_uid, const char *text, gpointer user_data)
{
  g_signal_emit (user_data, signals[PROGRESS], 0, source_uid, text);
}

/* task (nullable): who wants to know how it ends. */
static void
veche_sync_run_source (VecheSync *self, const char *uid, GTask *task)
{
  VecheSyncRunning *running = g_hash_table_lookup (self->running, uid);
  gboolean fresh = running == NULL;

  if (fresh)
    {
      running = g_new0 (VecheSyncRunning, 1);
      running->sync = self;
      running->uid = g_strdup (uid);
      running->cancellable = g_cancellable_new ();
      running->waits = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (self->running, running->uid, running);
    }
  if (task != NULL)
    {
      g_ptr_array_add (running->waits, g_object_ref (task));
      ((VecheSyncWait *) g_task_get_task_data (task))->pending++;
    }
  if (!fresh)
    return;

  veche_source_run_async (self->store, self->secrets, uid, veche_sync_progress_cb, self, running->cancellable, veche_sync_ran_cb, running);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
}

/* --------------------------------------------------------------------------------------------------------------------- the schedule */

static gpointer
veche_sync_list_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_sources_list (db, error);
}

static gboolean
veche_sync_timer_cb (gpointer user_data);

static void
veche_sync_sleep (VecheSync *self, guint milliseconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (milliseconds, veche_sync_timer_cb, self);
}

/* Whether a due source should run now: not while the machine is off the net, unless its server is the person's own. */
static gboolean
veche_sync_may_run (VecheSync *self, VecheSource *source)
{
  return self->online || source->own_server || g_str_equal (source->type, "sample");
}

static void
veche_sync_listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheSync) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sources = veche_store_run_finish (VECHE_STORE (object), result, &error);
  gint64 now = g_get_real_time ();
  gint64 wait = LONGEST_SLEEP * G_TIME_SPAN_SECOND;

  if (sources == NULL || self->ending)
    {
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("Could not read the sources: %s", error->message);
      if (!self->ending)
        veche_sync_sleep (self, LONGEST_SLEEP * 1000);
      return;
    }

  for (guint i = 0; i < sources->len; i++)
    {
      VecheSource *source = g_ptr_array_index (sources, i);
      gboolean offline = g_strcmp0 (source->error, veche_connector_error_nick (VECHE_CONNECTOR_ERROR_OFFLINE)) == 0;

      if (source->paused || g_hash_table_contains (self->running, source->uid) || !veche_sync_may_run (self, source))
        continue;
      if ((self->probe && offline) || veche_schedule_is_due (now, source->next_run, source->every))
        veche_sync_run_source (self, source->uid, NULL);
      else
        wait = MIN (wait, source->next_run - now);
    }
  self->probe = FALSE;
  veche_sync_sleep (self, CLAMP (wait / 1000, SETTLE, LONGEST_SLEEP * 1000));
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

static void
veche_sync_store_changed_cb (VecheSync *self, VecheChange *change)
{
  VecheTables tables = veche_change_get_tables (change);

  if (self->ending)
    return;
  if (tables & VECHE_TABLE_OUTBOX)
    veche_outbox_kick (self->outbox);
  if (tables & VECHE_TABLE_SOURCE && self->started)
    veche_sync_sleep (self, SETTLE);
}

static void
veche_sync_network_changed_cb (VecheSync *self, gboolean available)
{
  if (available && !self->online)
    {
      self->probe = TRUE;
      veche_outbox_kick (self->outbox);
      if (self->started && !self->ending)
        veche_sync_sleep (self, SETTLE);
    }
  self->online = available;
}

static gpointer
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

/* ------------------------------------------------------------------------------------------------------------------------ by a person */

static void
veche_sync_manual_listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VecheSync *self = g_task_get_source_object (task);
  VecheSyncWait *wait = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) sources = veche_store_run_finish (VECHE_STORE (object), result, &error);

  if (sources == NULL || self->ending)
    {
      g_task_return_error (task, error != NULL ? error : g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Closing"));
      return;
    }

  wait->pending = 1;   /* ours, so that it does not end while we start them */
  for (guint i = 0; i < sources->len; i++)
    {
      VecheSource *source = g_ptr_array_index (sources, i);

      if (wait->uid != NULL || !source->paused)
        veche_sync_run_source (self, source->uid, task);
    }
  veche_sync_settle_wait (task, NULL);
}

static gpointer
veche_sync_manual_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (GPtrArray) sources = NULL;
  VecheSource *source;

  if (input == NULL)
    return veche_sources_list (db, error);

  source = veche_sources_load (db, input, error);
  if (source == NULL)
    return NULL;
  sources = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_source_free);
  g_ptr_array_add (sources, source);

  return g_steal_pointer (&sources);
}

static void
veche_sync_manual_recovered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VecheSyncWait *wait = g_task_get_task_data (task);
  GError *error = NULL;

  veche_store_run_finish (VECHE_STORE (object), result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  veche_store_run_async (VECHE_STORE (object), VECHE_LANE_READER, veche_sync_manual_job, g_strdup (wait->uid), g_free,
                         (GDestroyNotify) g_ptr_array_unref, NULL, veche_sync_manual_listed_cb, g_object_ref (task));
}

static gpointer
veche_sync_nothing_job (VecheDb *db, gpointer input, GError **error)
{
  return VECHE_JOB_DONE;
}

void
veche_sync_run_async (VecheSync *self, const char *source_uid, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  VecheSyncWait *wait = g_new0 (VecheSyncWait, 1);
  gboolean recover = !self->started && g_hash_table_size (self->running) == 0 && !veche_outbox_is_sending (self->outbox);

  g_task_set_source_tag (task, veche_sync_run_async);
  wait->uid = g_strdup (source_uid);
  g_task_set_task_data (task, wait, veche_sync_wait_free);

  /* Without the schedule, as in the command line, nobody has looked at what the last program left behind. */
  veche_store_run_async (self->store, recover ? VECHE_LANE_WRITER : VECHE_LANE_READER, recover ? veche_sync_recover_job : veche_sync_nothing_job,
                         NULL, NULL, NULL, NULL, veche_sync_manual_recovered_cb, g_object_ref (task));
}

gboolean
veche_sync_run_finish (VecheSync *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
veche_sync_is_running (VecheSync *self, const char *source_uid)
{
  if (source_uid == NULL)
    return g_hash_table_size (self->running) > 0;

  return g_hash_table_contains (self->running, source_uid);
}

/* --------------------------------------------------------------------------------------------------------------------------- tokens */

typedef struct { char *uid; gboolean kept; } VecheSyncToken;

static void
veche_sync_token_free (gpointer data)
{
  VecheSyncToken *token = data;

  g_free (token->uid);
  g_free (token);
}

static void
veche_sync_token_set_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VecheSync *self = g_task_get_source_object (task);
  VecheSyncToken *token = g_task_get_task_data (task);
  GError *error = NULL;

  if (!veche_secrets_set_finish (result, &token->kept, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->started && !self->ending)
    {
      veche_sync_run_source (self, token->uid, NULL);
      veche_outbox_kick (self->outbox);
    }
  g_task_return_boolean (task, TRUE);
}

void
veche_sync_set_token_async (VecheSync *self, const char *source_uid, const char *token, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  VecheSyncToken *data = g_new0 (VecheSyncToken, 1);

  g_task_set_source_tag (task, veche_sync_set_token_async);
  data->uid = g_strdup (source_uid);
  g_task_set_task_data (task, data, veche_sync_token_free);
  veche_secrets_set_async (self->secrets, source_uid, token, veche_sync_token_set_cb, g_steal_pointer (&task));
}

gboolean
veche_sync_set_token_finish (VecheSync *self, GAsyncResult *result, gboolean *kept_in_keyring, GError **error)
{
  VecheSyncToken *data = g_task_get_task_data (G_TASK (result));

  if (kept_in_keyring != NULL)
    *kept_in_keyring = data->kept;

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
veche_sync_forget_token (VecheSync *self, const char *source_uid)
{
  veche_secrets_forget (self->secrets, source_uid);
}

/* ---------------------------------------------------------------------------------------------------------------------------- the end */

static void
veche_sync_outbox_closed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheSync) self = user_data;

  veche_outbox_close_finish (VECHE_OUTBOX (object), result, NULL);
  self->outbox_closed = TRUE;
  veche_sync_try_close (self);
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
  g_clear_signal_handler (&self->network_handler, self->monitor);
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
  g_value_set_boolean (value, g_hash_table_size (self->running) > 0);
}

static void
veche_sync_finalize (GObject *object)
{
  VecheSync *self = VECHE_SYNC (object);

  g_assert (g_hash_table_size (self->running) == 0);   /* close before the last unref */
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_signal_handler (&self->changed_handler, self->store);
  g_clear_signal_handler (&self->network_handler, self->monitor);
  g_hash_table_unref (self->running);
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
  self->monitor = g_network_monitor_get_default ();
  self->online = g_network_monitor_get_network_available (self->monitor);
}

VecheSync *
veche_sync_new (VecheStore *store)
{
  VecheSync *self = g_object_new (VECHE_TYPE_SYNC, NULL);

  self->store = g_object_ref (store);
  self->secrets = veche_secrets_new ();
  self->outbox = veche_outbox_new (store, self->secrets);
  self->network_handler = g_signal_connect_swapped (self->monitor, "network-changed", G_CALLBACK (veche_sync_network_changed_cb), self);

  return self;
}
