/* veche-connector.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-connector.h"

#include <string.h>

#include "connectors/veche-http.h"
#include "connectors/veche-json.h"
#include "connectors/veche-net.h"
#include "connectors/veche-redact.h"

#define MAX_PAGES 200    /* where a connector does not say */

typedef struct
{
  char        *url;
  char        *token;          /* (nullable) */
  char        *words;          /* (nullable) */
  char        *account_id;     /* (nullable) */
  JsonNode    *settings;       /* (nullable): an object */
  JsonNode    *secrets;        /* (nullable): the token, when it is an object of several */
  gboolean     own_server;

  guint        wait;           /* seconds, of the fetches that follow */
  guint        pages;          /* worker thread: read in the life of this connector, which is one run */

  /* Written on the worker before its task returns, read on the main thread after. */
  char        *new_token;      /* (nullable) */
  gboolean     held, partial;
  gint64       retry_after;
  VecheBudget *budget;         /* (nullable), borrowed for ever */
  VecheSent    begun;          /* what stands there of a reply that did not arrive whole */
} VecheConnectorPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (VecheConnector, veche_connector, G_TYPE_OBJECT)
G_DEFINE_QUARK (veche-connector-error-quark, veche_connector_error)

const char *
veche_connector_error_nick (int code)
{
  static const char *const nicks[] = { "auth", "rate-limited", "offline", "unknown", "rejected", "not-found", "protocol", "tls", "private", "elsewhere" };

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
  g_free (priv->new_token);
  veche_sent_clear (&priv->begun);
  g_clear_pointer (&priv->settings, json_node_unref);
  g_clear_pointer (&priv->secrets, json_node_unref);

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

/* "example.org", "example.org:8080/feed" as people type them; "sample:…", "file:…" as they are. */
static char *
veche_connector_complete_url (const char *url)
{
  static const char *const own[] = { "sample", "command", "folder", NULL };
  g_autofree char *scheme = g_uri_parse_scheme (url);

  if (strstr (url, "://") != NULL || (scheme != NULL && g_strv_contains (own, scheme)))
    return g_strdup (url);

  return g_strconcat ("https://", url, NULL);
}

/* Takes a secret in: none of its parts appears in a log from here on. */
static void
veche_connector_read_secrets (VecheConnectorPrivate *priv, const char *token)
{
  JsonObject *object;
  JsonObjectIter iter;
  const char *key;

  veche_redact_add_secret (token);
  g_clear_pointer (&priv->secrets, json_node_unref);
  if (token == NULL || *token != '{')
    return;

  priv->secrets = veche_json_parse (token, strlen (token), NULL);
  object = veche_json_root (priv->secrets);
  if (object == NULL)
    return;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &key, NULL))
    veche_redact_add_secret (veche_json_string (object, key, NULL));
}

VecheConnector *
veche_connector_new (const char *name, const VecheConnectorSetup *setup)
{
  const VecheConnectorInfo *info = veche_connectors_find (name);
  VecheConnectorPrivate *priv;
  VecheConnector *self;

  g_return_val_if_fail (setup != NULL && setup->url != NULL, NULL);

  if (info == NULL)
    return NULL;

  self = g_object_new (info->get_type (), NULL);
  priv = veche_connector_priv (self);
  priv->url = veche_connector_complete_url (setup->url);
  priv->token = g_strdup (setup->token);
  priv->words = g_strdup (setup->words);
  priv->own_server = setup->own_server;
  priv->account_id = g_strdup (setup->account_id);
  if (setup->settings != NULL)
    priv->settings = veche_json_parse (setup->settings, strlen (setup->settings), NULL);
  veche_connector_read_secrets (priv, priv->token);

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
  VecheConnectorPrivate *priv = veche_connector_priv (self);

  return priv->new_token != NULL ? priv->new_token : priv->token;
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
veche_connector_get_secret (VecheConnector *self, const char *key)
{
  VecheConnectorPrivate *priv = veche_connector_priv (self);

  if (priv->secrets != NULL)
    return veche_json_string (veche_json_root (priv->secrets), key, NULL);
  return g_str_equal (key, "token") ? veche_connector_get_token (self) : NULL;
}

const char *
veche_connector_get_setting (VecheConnector *self, const char *key)
{
  return veche_json_string (veche_json_root (veche_connector_priv (self)->settings), key, NULL);
}

GStrv
veche_connector_dup_list (VecheConnector *self, const char *key)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = veche_json_array (veche_json_root (veche_connector_priv (self)->settings), key);
  const char *only = veche_connector_get_setting (self, key);   /* a list of one, as the command line says it */

  if (only != NULL)
    g_strv_builder_add (builder, only);

  for (guint i = 0; i < veche_json_length (array); i++)
    if (veche_json_nth_string (array, i) != NULL)
      g_strv_builder_add (builder, veche_json_nth_string (array, i));

  return g_strv_builder_end (builder);
}

void
veche_connector_set_token (VecheConnector *self, const char *token)
{
  VecheConnectorPrivate *priv = veche_connector_priv (self);

  g_free (priv->new_token);
  priv->new_token = g_strdup (token);
  veche_connector_read_secrets (priv, priv->new_token);
}

char *
veche_connector_dup_new_token (VecheConnector *self)
{
  VecheConnectorPrivate *priv = veche_connector_priv (self);

  return g_strcmp0 (priv->new_token, priv->token) != 0 ? g_strdup (priv->new_token) : NULL;
}

gboolean
veche_connector_was_held (VecheConnector *self)
{
  return veche_connector_priv (self)->held;
}

gboolean
veche_connector_was_partial (VecheConnector *self)
{
  return veche_connector_priv (self)->partial;
}

gint64
veche_connector_get_retry_after (VecheConnector *self)
{
  return veche_connector_priv (self)->retry_after;
}

char *
veche_connector_dup_budget_key (VecheConnector *self)
{
  VecheConnectorPrivate *priv = veche_connector_priv (self);
  g_autofree char *hash = NULL;

  /* A session that is refreshed every hour stays the same account. */
  if (priv->account_id != NULL)
    return g_strconcat (VECHE_CONNECTOR_GET_CLASS (self)->name, " ", priv->url, " @", priv->account_id, NULL);
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, priv->token != NULL ? priv->token : "", -1);

  return g_strconcat (VECHE_CONNECTOR_GET_CLASS (self)->name, " ", priv->url, " ", hash, NULL);
}

VecheBudget *
veche_connector_get_budget (VecheConnector *self)
{
  return veche_connector_priv (self)->budget;
}

void
veche_connector_set_wait (VecheConnector *self, guint seconds)
{
  veche_connector_priv (self)->wait = seconds;
}

gboolean
veche_connector_can_describe (VecheConnector *self)
{
  return VECHE_CONNECTOR_GET_CLASS (self)->describe != NULL;
}

gboolean
veche_connector_has_events (VecheConnector *self)
{
  return VECHE_CONNECTOR_GET_CLASS (self)->events != NULL;
}

/*** Work: what one call asks of the class, on a worker ***/

typedef enum { WORK_FETCH, WORK_DESCRIBE, WORK_MEMBERS, WORK_BACKFILL, WORK_EVENTS, WORK_SEND, WORK_REVOKE } VecheWorkKind;

typedef struct
{
  VecheWorkKind  kind;
  guint          wait;
  char          *cursor, *channel;     /* (owned) (nullable) */
  GStrv          known;                /* (nullable) */
  VecheGap       gap;                  /* its channel is the one above */
  VecheReply    *reply;                /* (owned) (nullable) */
} VecheWork;

static void
veche_work_free (gpointer data)
{
  VecheWork *work = data;

  g_free (work->cursor);
  g_free (work->channel);
  g_strfreev (work->known);
  veche_reply_free (work->reply);
  g_free (work);
}

static void
veche_sent_free (gpointer data)
{
  veche_sent_clear (data);
  g_free (data);
}

/* For what the class does not do: asked by no window, but a command line may. */
static gpointer
veche_connector_refuse (VecheConnector *self, const char *what, GError **error)
{
  g_set_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED, "%s: %s", VECHE_CONNECTOR_GET_CLASS (self)->name, what);

  return NULL;
}

static gpointer
veche_connector_send_one (VecheConnector *self, VecheApi *api, VecheReply *reply, GError **error)
{
  const VecheConnectorInfo *info = veche_connectors_find (VECHE_CONNECTOR_GET_CLASS (self)->name);
  VecheConnectorClass *klass = VECHE_CONNECTOR_GET_CLASS (self);
  VecheSent *sent;

  if (klass->send == NULL)
    return veche_connector_refuse (self, "it can only be read", error);
  if (reply->files != NULL && reply->files->len > (info != NULL ? info->max_files : 0))
    {
      g_set_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED, "%s: at most %u files fit there", klass->name,
                   info != NULL ? info->max_files : 0);
      return NULL;
    }
  if (reply->action != NULL && (info == NULL || !info->decides))
    return veche_connector_refuse (self, "who may join is not decided through it", error);

  veche_sent_clear (&veche_connector_priv (self)->begun);
  sent = g_new0 (VecheSent, 1);
  if (klass->send (self, api, reply, sent, error) && sent->remote_id != NULL)
    return sent;

  if (error != NULL && *error == NULL)
    g_set_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_UNKNOWN, "%s: it did not say what became of the reply", klass->name);
  if (sent->remote_id != NULL)
    {
      veche_connector_priv (self)->begun = *sent;
      g_free (sent);
    }
  else
    veche_sent_free (sent);

  return NULL;
}

/* FALSE: it has brought more pages than there can be. */
static gboolean
veche_connector_count_page (VecheConnector *self, VecheApi *api, VecheWork *work, GError **error)
{
  const VecheConnectorInfo *info = veche_connectors_find (VECHE_CONNECTOR_GET_CLASS (self)->name);
  guint most = info != NULL && info->max_pages > 0 ? info->max_pages : MAX_PAGES;
  gboolean reads = work->kind == WORK_FETCH || work->kind == WORK_MEMBERS || work->kind == WORK_BACKFILL;

  if (!reads || ++veche_connector_priv (self)->pages <= most)
    return TRUE;

  veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, api->base, "its pages never end");

  return FALSE;
}

static gpointer
veche_connector_work (VecheConnector *self, VecheApi *api, VecheWork *work, GError **error)
{
  VecheConnectorClass *klass = VECHE_CONNECTOR_GET_CLASS (self);

  switch (work->kind)
    {
    case WORK_FETCH:
      return klass->fetch (self, api, work->cursor, work->wait, error);
    case WORK_DESCRIBE:
      return klass->describe != NULL ? klass->describe (self, api, error) : veche_connector_refuse (self, "it says nothing about itself", error);
    case WORK_MEMBERS:
      return klass->members != NULL ? klass->members (self, api, work->cursor, error) : veche_connector_refuse (self, "it has no list of members", error);
    case WORK_BACKFILL:
      return klass->backfill != NULL ? klass->backfill (self, api, &work->gap, work->cursor, error)
                                     : veche_connector_refuse (self, "what was said before can't be read there", error);
    case WORK_EVENTS:
      return klass->events != NULL ? klass->events (self, api, (const char *const *) work->known, error) : veche_connector_refuse (self, "it has no events", error);
    case WORK_SEND:
      return veche_connector_send_one (self, api, work->reply, error);
    case WORK_REVOKE:
      return klass->revoke == NULL || klass->revoke (self, api, error) ? GINT_TO_POINTER (TRUE) : NULL;
    }

  g_return_val_if_reached (NULL);
}

static void
veche_connector_work_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  VecheConnector *self = source;
  VecheConnectorPrivate *priv = veche_connector_priv (self);
  VecheConnectorClass *klass = VECHE_CONNECTOR_GET_CLASS (self);
  VecheWork *work = task_data;
  g_autoptr (VecheApi) api = veche_api_new (priv->url, veche_connector_get_token (self), priv->own_server, cancellable);
  GDestroyNotify destroy = work->kind == WORK_SEND ? veche_sent_free : work->kind == WORK_REVOKE ? NULL
                           : work->kind == WORK_EVENTS ? (GDestroyNotify) g_ptr_array_unref : (GDestroyNotify) veche_batch_unref;
  g_autofree char *key = veche_connector_dup_budget_key (self);
  gpointer result = NULL;
  GError *error = NULL;

  api->budget = veche_budget_get (key);
  if (veche_connector_count_page (self, api, work, &error) && (klass->open == NULL || klass->open (self, api, &error)))
    result = veche_connector_work (self, api, work, &error);
  priv->retry_after = api->retry_after;
  priv->budget = api->budget;
  priv->held = api->held;
  priv->partial = api->partial;
  if (result != NULL)
    g_task_return_pointer (task, result, destroy);
  else
    g_task_return_error (task, error);
}

/* work (transfer full) */
static void
veche_connector_begin (VecheConnector *self, VecheWork *work, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);   /* what was read is handed over, what was sent is told */
  g_task_set_task_data (task, work, veche_work_free);
  veche_net_run_task (task, veche_connector_work_thread);
}

static VecheWork *
veche_work_new (VecheWorkKind kind, const char *cursor)
{
  VecheWork *work = g_new0 (VecheWork, 1);

  work->kind = kind;
  work->cursor = g_strdup (cursor);

  return work;
}

void
veche_connector_fetch_async (VecheConnector *self, const char *cursor, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  VecheWork *work = veche_work_new (WORK_FETCH, cursor);

  work->wait = veche_connector_priv (self)->wait;
  veche_connector_begin (self, work, veche_connector_fetch_async, cancellable, callback, user_data);
}

VecheBatch *
veche_connector_fetch_finish (VecheConnector *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
veche_connector_describe_async (VecheConnector *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  veche_connector_begin (self, veche_work_new (WORK_DESCRIBE, NULL), veche_connector_describe_async, cancellable, callback, user_data);
}

VecheBatch *
veche_connector_describe_finish (VecheConnector *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
veche_connector_members_async (VecheConnector *self, const char *cursor, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  veche_connector_begin (self, veche_work_new (WORK_MEMBERS, cursor), veche_connector_members_async, cancellable, callback, user_data);
}

VecheBatch *
veche_connector_members_finish (VecheConnector *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
veche_connector_events_async (VecheConnector *self, const char *const *known, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  VecheWork *work = veche_work_new (WORK_EVENTS, NULL);

  work->known = g_strdupv ((char **) known);
  veche_connector_begin (self, work, veche_connector_events_async, cancellable, callback, user_data);
}

GPtrArray *
veche_connector_events_finish (VecheConnector *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
veche_connector_backfill_async (VecheConnector *self, const VecheGap *gap, const char *cursor, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  VecheWork *work = veche_work_new (WORK_BACKFILL, cursor);

  work->channel = g_strdup (gap->channel);
  work->gap = (VecheGap) { work->channel, gap->since, gap->until };
  veche_connector_begin (self, work, veche_connector_backfill_async, cancellable, callback, user_data);
}

VecheBatch *
veche_connector_backfill_finish (VecheConnector *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
veche_connector_send_async (VecheConnector *self, VecheReply *reply, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  VecheWork *work = veche_work_new (WORK_SEND, NULL);

  work->reply = veche_reply_copy (reply);
  veche_connector_begin (self, work, veche_connector_send_async, cancellable, callback, user_data);
}

const VecheSent *
veche_connector_get_begun (VecheConnector *self)
{
  const VecheSent *begun = &veche_connector_priv (self)->begun;

  return begun->remote_id != NULL ? begun : NULL;
}

char *
veche_connector_send_finish (VecheConnector *self, GAsyncResult *result, char **url, GError **error)
{
  VecheSent *sent = g_task_propagate_pointer (G_TASK (result), error);
  char *id;

  if (sent == NULL)
    return NULL;

  id = g_steal_pointer (&sent->remote_id);
  if (url != NULL)
    *url = g_steal_pointer (&sent->url);
  veche_sent_free (sent);

  return id;
}

void
veche_connector_revoke_async (VecheConnector *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  veche_connector_begin (self, veche_work_new (WORK_REVOKE, NULL), veche_connector_revoke_async, cancellable, callback, user_data);
}

gboolean
veche_connector_revoke_finish (VecheConnector *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}
