/* veche-mastodon-connector.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-mastodon-connector.h"

#include <string.h>

#include "connectors/veche-http.h"
#include "connectors/veche-json.h"
#include "connectors/veche-mastodon-fetch.h"
#include "connectors/veche-net.h"

#define MAX_PAGES 200    /* in one run; a server that has more is making them up */

/* Everything that waits runs on a worker thread, one task at a time: the thread reads from top to bottom while veche_http_send() lets the
 * network thread work. */
struct _VecheMastodonConnector
{
  VecheConnector parent_instance;

  /* Worker thread. */
  JsonNode      *me;     /* (owned) (nullable): what verify_credentials answered; asked once in the life of a connector */
  guint          pages;  /* fetched in the life of this connector, which is one run */
};

G_DEFINE_FINAL_TYPE (VecheMastodonConnector, veche_mastodon_connector, VECHE_TYPE_CONNECTOR)

typedef struct { char *id, *url; } VecheMastodonSent;

static void
veche_mastodon_sent_free (gpointer data)
{
  VecheMastodonSent *sent = data;

  g_free (sent->id);
  g_free (sent->url);
  g_free (sent);
}

static VecheApi *
veche_mastodon_open (VecheConnector *connector, GCancellable *cancellable, GError **error)
{
  const char *url = veche_connector_get_url (connector);

  if (veche_connector_get_token (connector) == NULL)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_AUTH, url, "there is no token; sign in again");
      return NULL;
    }

  return veche_api_new (url, veche_connector_get_token (connector), veche_connector_get_own_server (connector), cancellable);
}

static VecheBatch *
veche_mastodon_fetch (VecheMastodonConnector *self, VecheApi *api, const char *cursor_text, GError **error)
{
  g_autofree char *host = veche_http_dup_host (api->base);
  g_autoptr (VecheBatch) batch = veche_batch_new ("mastodon", host);
  g_autoptr (VecheMastodonCursor) cursor = veche_mastodon_cursor_read (cursor_text);
  g_autofree char *next = NULL;
  VecheMastodon mastodon = { 0 };
  gboolean more;

  if (++self->pages > MAX_PAGES)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, api->base, "its pages never end");
      return NULL;
    }
  if (self->me == NULL)
    self->me = veche_mastodon_fetch_me (api, error);
  if (self->me == NULL)
    return NULL;
  if (!veche_mastodon_begin (&mastodon, batch, host, json_node_get_object (self->me)))
    return NULL;
  if (!veche_mastodon_fetch_page (api, &mastodon, cursor, &more, error))
    return NULL;

  next = veche_mastodon_cursor_write (cursor);
  veche_batch_set_cursor (batch, next, more);

  return g_steal_pointer (&batch);
}

static void
veche_mastodon_fetch_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  VecheConnector *connector = source;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheApi) api = veche_mastodon_open (connector, cancellable, &error);
  VecheBatch *batch = api != NULL ? veche_mastodon_fetch (source, api, task_data, &error) : NULL;

  if (api != NULL)
    veche_connector_set_retry_after (connector, api->retry_after);
  if (batch != NULL)
    g_task_return_pointer (task, batch, (GDestroyNotify) veche_batch_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
veche_mastodon_connector_fetch_async (VecheConnector *connector, const char *cursor, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (connector, cancellable, callback, user_data);

  g_task_set_source_tag (task, veche_mastodon_connector_fetch_async);
  g_task_set_task_data (task, g_strdup (cursor), g_free);
  veche_net_run_task (task, veche_mastodon_fetch_thread);
}

static VecheBatch *
veche_mastodon_connector_fetch_finish (VecheConnector *connector, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static VecheMastodonSent *
veche_mastodon_read_sent (JsonObject *status)
{
  g_autofree char *id = veche_json_dup_id (status, "id");
  VecheMastodonSent *sent;

  if (id == NULL)
    return NULL;

  sent = g_new0 (VecheMastodonSent, 1);
  sent->id = g_steal_pointer (&id);
  sent->url = g_strdup (veche_json_string (status, "url", veche_json_string (status, "uri", NULL)));

  return sent;
}

static VecheMastodonSent *
veche_mastodon_find_in (JsonArray *statuses, const char *me, VecheReply *reply, const char *text)
{
  for (guint i = 0; i < veche_json_length (statuses); i++)
    {
      JsonObject *status = veche_json_nth (statuses, i);

      if (status != NULL && veche_mastodon_is_our_reply (status, me, reply->in_reply_to, text))
        return veche_mastodon_read_sent (status);
    }

  return NULL;
}

/* Our answer, when an earlier attempt brought it there: below the message, else among our latest.  FALSE: could not look. */
static gboolean
veche_mastodon_find_sent (VecheMastodonConnector *self, VecheApi *api, VecheReply *reply, const char *text, VecheMastodonSent **sent, GError **error)
{
  g_autofree char *message = g_uri_escape_string (reply->in_reply_to, NULL, FALSE);
  g_autofree char *context_path = g_strconcat ("/api/v1/statuses/", message, "/context", NULL);
  g_autofree char *me = NULL;
  g_autofree char *own_path = NULL;
  g_autoptr (JsonNode) context = NULL;
  g_autoptr (JsonNode) own = NULL;

  if (self->me == NULL)
    self->me = veche_mastodon_fetch_me (api, error);
  if (self->me == NULL)
    return FALSE;
  me = veche_json_dup_id (json_node_get_object (self->me), "id");

  context = veche_api_get (api, context_path, NULL, NULL);
  if (context != NULL && JSON_NODE_HOLDS_OBJECT (context))
    *sent = veche_mastodon_find_in (veche_json_array (json_node_get_object (context), "descendants"), me, reply, text);
  if (*sent != NULL)
    return TRUE;

  own_path = g_strdup_printf ("/api/v1/accounts/%s/statuses?limit=40&exclude_reblogs=true", me);
  own = veche_api_get (api, own_path, NULL, error);
  if (own == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (own))
    *sent = veche_mastodon_find_in (json_node_get_array (own), me, reply, text);

  return TRUE;
}

static VecheMastodonSent *
veche_mastodon_send (VecheMastodonConnector *self, VecheApi *api, VecheReply *reply, GError **error)
{
  g_autofree char *host = veche_http_dup_host (api->base);
  g_autofree char *text = veche_mastodon_reply_text (reply->text, reply->author_handle, host);
  g_autoptr (JsonNode) meta = reply->meta != NULL ? veche_json_parse (reply->meta, strlen (reply->meta), NULL) : NULL;
  JsonObject *about = meta != NULL && JSON_NODE_HOLDS_OBJECT (meta) ? json_node_get_object (meta) : NULL;
  const char *form[] = { "status", text, "in_reply_to_id", reply->in_reply_to, "visibility", veche_json_string (about, "visibility", NULL),
                         "spoiler_text", veche_json_string (about, "spoiler", NULL), NULL };
  g_autoptr (JsonNode) node = NULL;
  VecheMastodonSent *sent = NULL;

  /* What can't be looked for must not be sent again: not every server heeds the key. */
  if (reply->maybe_sent && reply->in_reply_to != NULL && (!veche_mastodon_find_sent (self, api, reply, text, &sent, error) || sent != NULL))
    return sent;

  node = veche_api_post (api, "/api/v1/statuses", form, reply->idempotency_key, error);
  if (node == NULL)
    return NULL;
  sent = veche_mastodon_read_sent (JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL);
  if (sent == NULL)
    veche_http_set_error (error, VECHE_CONNECTOR_ERROR_UNKNOWN, api->base, "it did not say what became of the reply");

  return sent;
}

static void
veche_mastodon_send_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  VecheConnector *connector = source;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheApi) api = veche_mastodon_open (connector, cancellable, &error);
  VecheMastodonSent *sent = api != NULL ? veche_mastodon_send (source, api, task_data, &error) : NULL;

  if (api != NULL)
    veche_connector_set_retry_after (connector, api->retry_after);
  if (sent != NULL)
    g_task_return_pointer (task, sent, veche_mastodon_sent_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
veche_mastodon_connector_send_async (VecheConnector *connector, VecheReply *reply, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (connector, cancellable, callback, user_data);

  g_task_set_source_tag (task, veche_mastodon_connector_send_async);
  g_task_set_task_data (task, veche_reply_copy (reply), (GDestroyNotify) veche_reply_free);
  veche_net_run_task (task, veche_mastodon_send_thread);
}

static char *
veche_mastodon_connector_send_finish (VecheConnector *connector, GAsyncResult *result, char **url, GError **error)
{
  VecheMastodonSent *sent = g_task_propagate_pointer (G_TASK (result), error);
  char *id;

  if (sent == NULL)
    return NULL;

  id = g_steal_pointer (&sent->id);
  if (url != NULL)
    *url = g_steal_pointer (&sent->url);
  veche_mastodon_sent_free (sent);

  return id;
}

static void
veche_mastodon_connector_finalize (GObject *object)
{
  VecheMastodonConnector *self = VECHE_MASTODON_CONNECTOR (object);

  g_clear_pointer (&self->me, json_node_unref);

  G_OBJECT_CLASS (veche_mastodon_connector_parent_class)->finalize (object);
}

static void
veche_mastodon_connector_class_init (VecheMastodonConnectorClass *klass)
{
  VecheConnectorClass *connector_class = VECHE_CONNECTOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = veche_mastodon_connector_finalize;
  connector_class->name = "mastodon";
  connector_class->fetch_async = veche_mastodon_connector_fetch_async;
  connector_class->fetch_finish = veche_mastodon_connector_fetch_finish;
  connector_class->send_async = veche_mastodon_connector_send_async;
  connector_class->send_finish = veche_mastodon_connector_send_finish;
}

static void
veche_mastodon_connector_init (VecheMastodonConnector *self)
{
}
