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

#define PATIENCE       20     /* seconds; a keyring that is locked or slow must not hold a source for ever */
#define FLUSH_PATIENCE 2000   /* milliseconds that the end of the program waits for it */

struct _VecheSecrets
{
  grefcount   refs;      /* the owner, and each secret on its way into the keyring */
  GHashTable *session;   /* (owned) uid → token */
  GHashTable *forgotten; /* (owned) set of uids */
  guint       keeping;   /* secrets on their way */
  GTask      *flush;     /* (owned) (nullable) */
  guint       timer;
};

VecheSecrets *
veche_secrets_new (void)
{
  VecheSecrets *self = g_new0 (VecheSecrets, 1);

  g_ref_count_init (&self->refs);
  self->session = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->forgotten = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
veche_secrets_free (VecheSecrets *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;

  g_hash_table_unref (self->session);
  g_hash_table_unref (self->forgotten);
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
  g_hash_table_remove (self->forgotten, uid);
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
  g_hash_table_add (self->forgotten, g_strdup (uid));
#ifdef HAVE_LIBSECRET
  secret_password_clear (veche_secrets_schema (), NULL, veche_secrets_cleared_cb, NULL, "source", uid, NULL);
#endif
}

/*** Refreshed ones ***/

static void
veche_secrets_end_flush (VecheSecrets *self)
{
  g_autoptr (GTask) flush = g_steal_pointer (&self->flush);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (flush != NULL)
    g_task_return_boolean (flush, TRUE);
}

static void
veche_secrets_kept_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VecheSecrets *self = user_data;

  veche_secrets_set_finish (result, NULL, NULL);
  if (--self->keeping == 0)
    veche_secrets_end_flush (self);
  veche_secrets_free (self);
}

void
veche_secrets_keep (VecheSecrets *self, const char *uid, const char *token)
{
  if (g_hash_table_contains (self->forgotten, uid))
    return;

  self->keeping++;
  g_ref_count_inc (&self->refs);
  veche_secrets_set_async (self, uid, token, veche_secrets_kept_cb, self);
}

static gboolean
veche_secrets_flush_late_cb (gpointer user_data)
{
  VecheSecrets *self = user_data;

  self->timer = 0;
  veche_secrets_end_flush (self);

  return G_SOURCE_REMOVE;
}

void
veche_secrets_flush_async (VecheSecrets *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_return_if_fail (self->flush == NULL);

  g_task_set_source_tag (task, veche_secrets_flush_async);
  if (self->keeping == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  self->flush = g_steal_pointer (&task);
  self->timer = g_timeout_add (FLUSH_PATIENCE, veche_secrets_flush_late_cb, self);
}

gboolean
veche_secrets_flush_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
