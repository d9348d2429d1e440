/* veche-sync-orders.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person asks of the scheduler: a run now, a sign-in, a sign-out.
 */

#include "sync/veche-sync-private.h"

#include "connectors/veche-connector.h"
#include "sync/veche-source-access.h"

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
        veche_sync_run_source (self, source->uid, wait->flags, task);
    }
  veche_sync_settle_wait (task, NULL);
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
  veche_store_run_async (VECHE_STORE (object), VECHE_LANE_READER, veche_sync_list_job, g_strdup (wait->uid), g_free,
                         (GDestroyNotify) g_ptr_array_unref, NULL, veche_sync_manual_listed_cb, g_object_ref (task));
}

static gpointer
veche_sync_nothing_job (VecheDb *db, gpointer input, GError **error)
{
  return VECHE_JOB_DONE;
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
veche_sync_order (VecheSync *self, const char *source_uid, VecheRunFlags flags, GTask *task)
{
  VecheSyncWait *wait = g_new0 (VecheSyncWait, 1);
  gboolean recover = !self->started && g_hash_table_size (self->running) == 0 && !veche_outbox_is_sending (self->outbox);

  wait->uid = g_strdup (source_uid);
  wait->flags = VECHE_RUN_BY_PERSON | flags;
  g_task_set_task_data (task, wait, veche_sync_wait_free);

  /* Without the schedule, as in the command line, nobody has looked at what the last program left behind. */
  veche_store_run_async (self->store, recover ? VECHE_LANE_WRITER : VECHE_LANE_READER, recover ? veche_sync_recover_job : veche_sync_nothing_job,
                         NULL, NULL, NULL, NULL, veche_sync_manual_recovered_cb, g_object_ref (task));
}

void
veche_sync_run_async (VecheSync *self, const char *source_uid, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, veche_sync_run_async);
  veche_sync_order (self, source_uid, 0, task);
}

gboolean
veche_sync_run_finish (VecheSync *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
veche_sync_describe_async (VecheSync *self, const char *source_uid, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (source_uid != NULL);

  g_task_set_source_tag (task, veche_sync_describe_async);
  veche_sync_order (self, source_uid, VECHE_RUN_DESCRIBE, task);
}

gboolean
veche_sync_describe_finish (VecheSync *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
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
      veche_sync_run_source (self, token->uid, VECHE_RUN_BY_PERSON | VECHE_RUN_DESCRIBE, NULL);
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

/* ------------------------------------------------------------------------------------------------------------------------- signing out */

#define REVOKE_PATIENCE 10     /* seconds that the other side has to end our access */

typedef struct
{
  VecheSource    *source;      /* (owned) (nullable) until loaded */
  VecheConnector *connector;   /* (owned) (nullable) */
  GCancellable   *cancellable; /* (owned) */
  guint           timer;
} VecheSignOut;

static void
veche_sign_out_free (gpointer data)
{
  VecheSignOut *out = data;

  g_clear_handle_id (&out->timer, g_source_remove);
  g_clear_pointer (&out->source, veche_source_free);
  g_clear_object (&out->connector);
  g_object_unref (out->cancellable);
  g_free (out);
}

static gboolean
veche_sign_out_late_cb (gpointer user_data)
{
  VecheSignOut *out = user_data;

  out->timer = 0;
  g_cancellable_cancel (out->cancellable);

  return G_SOURCE_REMOVE;
}

/* Whatever the other side said, we forget. error (transfer full) (nullable) */
static void
veche_sign_out_end (GTask *task, GError *error)
{
  VecheSync *self = g_task_get_source_object (task);
  VecheSignOut *out = g_task_get_task_data (task);

  if (out->source != NULL)
    veche_sync_forget_token (self, out->source->uid);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
veche_sign_out_revoked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  veche_connector_revoke_finish (VECHE_CONNECTOR (object), result, &error);
  /* A key that is refused is worth nothing already. */
  if (g_error_matches (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH))
    g_clear_error (&error);
  veche_sign_out_end (task, error);
}

static void
veche_sign_out_token_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VecheSignOut *out = g_task_get_task_data (task);
  g_autofree char *token = veche_secrets_get_finish (result, NULL);

  out->connector = token != NULL ? veche_source_connect (out->source, token) : NULL;
  if (out->connector == NULL)
    {
      veche_sign_out_end (task, NULL);
      return;
    }
  out->timer = g_timeout_add_seconds (REVOKE_PATIENCE, veche_sign_out_late_cb, out);
  veche_connector_revoke_async (out->connector, out->cancellable, veche_sign_out_revoked_cb, g_object_ref (task));
}

static void
veche_sign_out_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VecheSync *self = g_task_get_source_object (task);
  VecheSignOut *out = g_task_get_task_data (task);
  const VecheConnectorInfo *info;
  GError *error = NULL;

  out->source = veche_store_run_finish (VECHE_STORE (object), result, &error);
  info = out->source != NULL ? veche_connectors_find (out->source->type) : NULL;
  if (info == NULL || !veche_connector_info_has_token (info))
    {
      veche_sign_out_end (task, error);
      return;
    }
  veche_sync_stop_waiting (self, out->source->uid);
  veche_secrets_get_async (self->secrets, out->source->uid, out->cancellable, veche_sign_out_token_cb, g_object_ref (task));
}

static gpointer
veche_sign_out_load_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_sources_load_plain (db, input, error);
}

void
veche_sync_sign_out_async (VecheSync *self, const char *source_uid, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  VecheSignOut *out = g_new0 (VecheSignOut, 1);

  g_task_set_source_tag (task, veche_sync_sign_out_async);
  out->cancellable = g_cancellable_new ();
  g_task_set_task_data (task, out, veche_sign_out_free);
  veche_store_run_async (self->store, VECHE_LANE_READER, veche_sign_out_load_job, g_strdup (source_uid), g_free, (GDestroyNotify) veche_source_free,
                         NULL, veche_sign_out_loaded_cb, g_steal_pointer (&task));
}

gboolean
veche_sync_sign_out_finish (VecheSync *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
