/* veche-connector.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-connector.h"

#include <string.h>

#include "connectors/veche-redact.h"

typedef struct
{
  char     *url;
  char     *token;          /* (nullable) */
  char     *words;          /* (nullable) */
  char     *account_id;     /* (nullable) */
  char     *account;        /* (nullable) */
  gboolean  own_server;

  gint64    retry_after;    /* atomic by being written before the task returns */
} VecheConnectorPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (VecheConnector, veche_connector, G_TYPE_OBJECT)
G_DEFINE_QUARK (veche-connector-error-quark, veche_connector_error)

const char *
veche_connector_error_nick (int code)
{
  static const char *const nicks[] = { "auth", "rate-limited", "offline", "unknown", "rejected", "not-found", "protocol", "tls", "private" };

  g_return_val_if_fail (code >= 0 && code < (int) G_N_ELEMENTS (nicks), "unknown");

  return nicks[code];
}

static VecheConnectorPrivate *
veche_connector_priv (VecheConnector *self)
{
  return veche_connector_get_instance_private (self);
}

static void
veche_connector_finalize (GObject *object)
{
  VecheConnectorPrivate *priv = veche_connector_priv (VECHE_CONNECTOR (object));

  g_free (priv->url);
  g_free (priv->token);
  g_free (priv->words);
  g_free (priv->account_id);
  g_free (priv->account);

  G_OBJECT_CLASS (veche_connector_parent_class)->finalize (object);
}

static void
veche_connector_class_init (VecheConnectorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = veche_connector_finalize;
}

static void
veche_connector_init (VecheConnector *self)
{
}

VecheConnector *
veche_connector_new (const char *name, const char *url, const char *token, const char *words, gboolean own_server,
                     const char *account_id, const char *account)
{
  const VecheConnectorInfo *info = veche_connectors_find (name);
  VecheConnectorPrivate *priv;
  VecheConnector *self;

  g_return_val_if_fail (url != NULL, NULL);

  if (info == NULL)
    return NULL;

  self = g_object_new (info->get_type (), NULL);
  priv = veche_connector_priv (self);
  /* "example.org", "example.org:8080/feed" as people type them. */
  priv->url = strstr (url, "://") != NULL || g_str_has_prefix (url, "sample:") ? g_strdup (url) : g_strconcat ("https://", url, NULL);
  priv->token = g_strdup (token);
  priv->words = g_strdup (words);
  priv->own_server = own_server;
  priv->account_id = g_strdup (account_id);
  priv->account = g_strdup (account);
  veche_redact_add_secret (token);

  return self;
}

const char *
veche_connector_get_url (VecheConnector *self)
{
  return veche_connector_priv (self)->url;
}

const char *
veche_connector_get_token (VecheConnector *self)
{
  return veche_connector_priv (self)->token;
}

const char *
veche_connector_get_words (VecheConnector *self)
{
  return veche_connector_priv (self)->words;
}

gboolean
veche_connector_get_own_server (VecheConnector *self)
{
  return veche_connector_priv (self)->own_server;
}

const char *
veche_connector_get_account_id (VecheConnector *self)
{
  return veche_connector_priv (self)->account_id;
}

const char *
veche_connector_get_account (VecheConnector *self)
{
  return veche_connector_priv (self)->account;
}

gint64
veche_connector_get_retry_after (VecheConnector *self)
{
  return veche_connector_priv (self)->retry_after;
}

void
veche_connector_set_retry_after (VecheConnector *self, gint64 at)
{
  veche_connector_priv (self)->retry_after = at;
}

void
veche_connector_fetch_async (VecheConnector *self, const char *cursor, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (VECHE_IS_CONNECTOR (self));

  VECHE_CONNECTOR_GET_CLASS (self)->fetch_async (self, cursor, cancellable, callback, user_data);
}

VecheBatch *
veche_connector_fetch_finish (VecheConnector *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (VECHE_IS_CONNECTOR (self), NULL);

  return VECHE_CONNECTOR_GET_CLASS (self)->fetch_finish (self, result, error);
}

void
veche_connector_send_async (VecheConnector *self, VecheReply *reply, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (VECHE_IS_CONNECTOR (self));

  VECHE_CONNECTOR_GET_CLASS (self)->send_async (self, reply, cancellable, callback, user_data);
}

char *
veche_connector_send_finish (VecheConnector *self, GAsyncResult *result, char **url, GError **error)
{
  g_return_val_if_fail (VECHE_IS_CONNECTOR (self), NULL);

  return VECHE_CONNECTOR_GET_CLASS (self)->send_finish (self, result, url, error);
}

VecheReply *
veche_reply_new (void)
{
  return g_new0 (VecheReply, 1);
}

VecheReply *
veche_reply_copy (const VecheReply *self)
{
  VecheReply *copy = veche_reply_new ();

  copy->text = g_strdup (self->text);
  copy->channel = g_strdup (self->channel);
  copy->in_reply_to = g_strdup (self->in_reply_to);
  copy->thread = g_strdup (self->thread);
  copy->url = g_strdup (self->url);
  copy->author_handle = g_strdup (self->author_handle);
  copy->meta = g_strdup (self->meta);
  copy->idempotency_key = g_strdup (self->idempotency_key);
  copy->maybe_sent = self->maybe_sent;

  return copy;
}

void
veche_reply_free (VecheReply *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self->channel);
  g_free (self->in_reply_to);
  g_free (self->thread);
  g_free (self->url);
  g_free (self->author_handle);
  g_free (self->meta);
  g_free (self->idempotency_key);
  g_free (self);
}
