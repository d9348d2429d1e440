/* veche-source-access.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sync/veche-source-access.h"

#define LONGEST_PATIENCE (90 * G_TIME_SPAN_MINUTE)   /* beyond, the clock was set back */

VecheConnector *
veche_source_connect (VecheSource *source, const char *token)
{
  VecheConnectorSetup setup = { source->url, token, source->words, source->settings, source->account_id, source->account, source->own_server };

  return veche_connector_new (source->type, &setup);
}

gboolean
veche_source_is_held (VecheSource *source, GError **error)
{
  gint64 now = g_get_real_time ();

  if (g_strcmp0 (source->error, veche_connector_error_nick (VECHE_CONNECTOR_ERROR_RATE_LIMITED)) != 0
      || source->next_run <= now || source->next_run >= now + LONGEST_PATIENCE)
    return FALSE;

  g_set_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_RATE_LIMITED, "%s: it asked us to wait a little longer", source->name);

  return TRUE;
}

static void
veche_source_got_token_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const char *needed_by = g_task_get_task_data (task);
  GError *error = NULL;
  char *token = veche_secrets_get_finish (result, &error);

  /* One that does without does without a keyring, too. */
  if (needed_by == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_error (&error);
  if (token == NULL && error == NULL && needed_by != NULL)
    g_set_error (&error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH, "%s: there is no token; sign in again", needed_by);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, token, g_free);
}

void
veche_source_get_token_async (VecheSecrets *secrets, VecheSource *source, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  const VecheConnectorInfo *info = veche_connectors_find (source->type);

  g_task_set_source_tag (task, veche_source_get_token_async);
  if (info == NULL || !veche_connector_info_has_token (info))
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }

  if (info->needs_token)
    g_task_set_task_data (task, g_strdup (source->name), g_free);
  veche_secrets_get_async (secrets, source->uid, cancellable, veche_source_got_token_cb, g_steal_pointer (&task));
}

char *
veche_source_get_token_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
veche_source_keep_token (VecheSecrets *secrets, const char *uid, VecheConnector *connector, char **kept)
{
  g_autofree char *token = veche_connector_dup_new_token (connector);

  if (token == NULL || g_strcmp0 (token, *kept) == 0)
    return;

  veche_secrets_keep (secrets, uid, token);
  g_free (*kept);
  *kept = g_steal_pointer (&token);
}

gboolean
veche_source_token_is_newer (const char *token, const char *begun, const char *kept)
{
  return token != NULL && g_strcmp0 (token, begun) != 0 && g_strcmp0 (token, kept) != 0;
}
