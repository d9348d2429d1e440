/* veche-secrets.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "sync/veche-secrets.h"

#ifdef HAVE_LIBSECRET
#include <libsecret/secret.h>
#endif

#include "connectors/veche-redact.h"

#define PATIENCE 20   /* seconds; a keyring that is locked or slow must not hold a source for ever */

struct _VecheSecrets
{
  GHashTable *session;   /* (owned) uid → token */
};

VecheSecrets *
veche_secrets_new (void)
{
  VecheSecrets *self = g_new0 (VecheSecrets, 1);

  self->session = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
veche_secrets_free (VecheSecrets *self)
{
  g_hash_table_unref (self->session);
  g_free (self);
}

#ifdef HAVE_LIBSECRET

static const SecretSchema *
veche_secrets_schema (void)
{
  static const SecretSchema schema = {
    "app.veche.Veche.Source", SECRET_SCHEMA_NONE, { { "source", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } }
  };

  return &schema;
}

typedef struct
{
  GCancellable *cancellable;   /* (owned): ours; cancelled when patience ends */
  GCancellable *outer;         /* (owned) (nullable) */
  gulong        handler;
  guint         timer;
} VecheSecretsWait;

static void
veche_secrets_wait_free (gpointer data)
{
  VecheSecretsWait *wait = data;

  g_clear_handle_id (&wait->timer, g_source_remove);
  if (wait->outer != NULL)
    g_cancellable_disconnect (wait->outer, wait->handler);
  g_clear_object (&wait->outer);
  g_object_unref (wait->cancellable);
  g_free (wait);
}

static gboolean
veche_secrets_late_cb (gpointer user_data)
{
  VecheSecretsWait *wait = user_data;

  wait->timer = 0;
  g_cancellable_cancel (wait->cancellable);

  return G_SOURCE_REMOVE;
}

static void
veche_secrets_outer_cb (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static GCancellable *
veche_secrets_wait (GTask *task, GCancellable *outer)
{
  VecheSecretsWait *wait = g_new0 (VecheSecretsWait, 1);

  wait->cancellable = g_cancellable_new ();
  wait->timer = g_timeout_add_seconds (PATIENCE, veche_secrets_late_cb, wait);
  if (outer != NULL)
    {
      wait->outer = g_object_ref (outer);
      wait->handler = g_cancellable_connect (outer, G_CALLBACK (veche_secrets_outer_cb), g_object_ref (wait->cancellable), g_object_unref);
    }
  g_task_set_task_data (task, wait, veche_secrets_wait_free);

  return wait->cancellable;
}

static void
veche_secrets_stored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean kept = secret_password_store_finish (result, &error);

  if (!kept)
    g_debug ("No keyring: %s", error->message);
  g_task_return_int (task, kept ? 1 : 0);
}

static void
veche_secrets_found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *found = secret_password_lookup_finish (result, &error);
  char *token = g_strdup (found);

  if (error != NULL)
    g_debug ("No keyring: %s", error->message);
  secret_password_free (found);
  veche_redact_add_secret (token);
  g_task_return_pointer (task, token, g_free);
}

static void
veche_secrets_cleared_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!secret_password_clear_finish (result, &error) && error != NULL)
    g_debug ("No keyring: %s", error->message);
}

#endif

void
veche_secrets_set_async (VecheSecrets *self, const char *uid, const char *token, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, veche_secrets_set_async);
  g_hash_table_insert (self->session, g_strdup (uid), g_strdup (token));
  veche_redact_add_secret (token);

#ifdef HAVE_LIBSECRET
  {
    GCancellable *cancellable = veche_secrets_wait (task, NULL);

    secret_password_store (veche_secrets_schema (), SECRET_COLLECTION_DEFAULT, "Veche", token, cancellable,
                           veche_secrets_stored_cb, g_steal_pointer (&task), "source", uid, NULL);
  }
#else
  g_task_return_int (task, 0);
#endif
}

gboolean
veche_secrets_set_finish (GAsyncResult *result, gboolean *kept_in_keyring, GError **error)
{
  gssize kept = g_task_propagate_int (G_TASK (result), error);

  if (kept < 0)
    return FALSE;
  if (kept_in_keyring != NULL)
    *kept_in_keyring = kept == 1;

  return TRUE;
}

void
veche_secrets_get_async (VecheSecrets *self, const char *uid, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  const char *token = g_hash_table_lookup (self->session, uid);

  g_task_set_source_tag (task, veche_secrets_get_async);
  if (token != NULL)
    {
      g_task_return_pointer (task, g_strdup (token), g_free);
      return;
    }

#ifdef HAVE_LIBSECRET
  {
    GCancellable *patience = veche_secrets_wait (task, cancellable);

    secret_password_lookup (veche_secrets_schema (), patience, veche_secrets_found_cb, g_steal_pointer (&task), "source", uid, NULL);
  }
#else
  g_task_return_pointer (task, NULL, NULL);
#endif
}

char *
veche_secrets_get_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
veche_secrets_forget (VecheSecrets *self, const char *uid)
{
  g_hash_table_remove (self->session, uid);
#ifdef HAVE_LIBSECRET
  secret_password_clear (veche_secrets_schema (), NULL, veche_secrets_cleared_cb, NULL, "source", uid, NULL);
#endif
}
