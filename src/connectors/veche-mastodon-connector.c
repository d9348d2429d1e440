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
#include "connectors/veche-mastodon-media.h"
#include "connectors/veche-mastodon-stream.h"
#include "connectors/veche-mastodon-watch.h"

#define WHOLE_EVERY (5 * G_TIME_SPAN_MINUTE)     /* all steps; in between, a stream's hint brings notifications only */

#define MAX_MEDIA 4     /* of a status; more is refused before it comes here */

struct _VecheMastodonConnector
{
  VecheConnector parent_instance;

  /* Worker thread. */
  JsonNode      *me;     /* (owned) (nullable): what verify_credentials answered; asked once in the life of a connector */
};

G_DEFINE_FINAL_TYPE (VecheMastodonConnector, veche_mastodon_connector, VECHE_TYPE_CONNECTOR)

/* The key alone, as a person copied it, or with what its server knows this program by, as signing in brought it. */
static gboolean
veche_mastodon_open (VecheConnector *connector, VecheApi *api, GError **error)
{
  const char *token = veche_connector_get_secret (connector, "token");

  g_free (api->token);
  api->token = g_strdup (token);
  if (api->token == NULL)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_AUTH, api->base, "there is no token; sign in again");
      return FALSE;
    }

  return TRUE;
}

/* Before a run begins: until the server says that something came. FALSE: nothing did, and nothing else is due. */
static gboolean
veche_mastodon_await (VecheApi *api, VecheMastodonCursor *cursor, guint wait)
{
  gboolean due = ABS (g_get_real_time () - cursor->whole_at) >= WHOLE_EVERY;
  VecheMastodonHeard heard;

  if (wait == 0 || cursor->step != VECHE_MASTODON_NOTIFICATIONS || !cursor->back_done || due)
    {
      /* All steps, and listening after them where that is possible. */
      api->held = wait > 0 && due && veche_mastodon_may_listen (cursor);
      return TRUE;
    }
  heard = veche_mastodon_listen (api, cursor, wait);
  api->held = heard != VECHE_MASTODON_DEAF;
  cursor->brief = heard == VECHE_MASTODON_NEWS;

  return heard != VECHE_MASTODON_QUIET;
}

static VecheBatch *
veche_mastodon_connector_fetch (VecheConnector *connector, VecheApi *api, const char *cursor_text, guint wait, GError **error)
{
  VecheMastodonConnector *self = VECHE_MASTODON_CONNECTOR (connector);
  g_autofree char *host = veche_http_dup_host (api->base);
  g_autoptr (VecheBatch) batch = veche_batch_new ("mastodon", host);
  g_autoptr (VecheMastodonCursor) cursor = veche_mastodon_cursor_read (cursor_text);
  g_autofree char *next = NULL;
  VecheMastodon mastodon = { 0 };
  gboolean more;

  if (self->me == NULL)
    self->me = veche_mastodon_fetch_me (api, error);
  if (self->me == NULL)
    return NULL;
  if (!veche_mastodon_begin (&mastodon, batch, host, json_node_get_object (self->me)))
    return NULL;
  if (!veche_mastodon_await (api, cursor, wait))
    {
      next = veche_mastodon_cursor_write (cursor);
      veche_batch_set_cursor (batch, next, FALSE);
      return g_steal_pointer (&batch);
    }
  if (cursor->step == VECHE_MASTODON_WATCHED ? !veche_mastodon_watch_page (connector, api, &mastodon, cursor, &more, error)
                                             : !veche_mastodon_fetch_page (api, &mastodon, cursor, &more, error))
    return NULL;

  next = veche_mastodon_cursor_write (cursor);
  veche_batch_set_cursor (batch, next, more);

  return g_steal_pointer (&batch);
}

static gboolean
veche_mastodon_read_sent (JsonObject *status, VecheSent *sent)
{
  sent->remote_id = veche_json_dup_id (status, "id");
  sent->url = g_strdup (veche_json_string (status, "url", veche_json_string (status, "uri", NULL)));

  return sent->remote_id != NULL;
}

static gboolean
veche_mastodon_find_in (JsonArray *statuses, const char *me, const VecheReply *reply, const char *text, VecheSent *sent)
{
  for (guint i = 0; i < veche_json_length (statuses); i++)
    {
      JsonObject *status = veche_json_nth (statuses, i);

      if (status != NULL && veche_mastodon_is_our_reply (status, me, reply->in_reply_to, text)
          && veche_json_length (veche_json_array (status, "media_attachments")) == (reply->files != NULL ? reply->files->len : 0))
        return veche_mastodon_read_sent (status, sent);
    }

  return FALSE;
}

/* Our answer, when an earlier attempt brought it there: below the message, else among our latest.  FALSE: could not look. */
static gboolean
veche_mastodon_find_sent (VecheMastodonConnector *self, VecheApi *api, const VecheReply *reply, const char *text, VecheSent *sent, GError **error)
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
  if (context != NULL && JSON_NODE_HOLDS_OBJECT (context)
      && veche_mastodon_find_in (veche_json_array (json_node_get_object (context), "descendants"), me, reply, text, sent))
    return TRUE;

  own_path = g_strdup_printf ("/api/v1/accounts/%s/statuses?limit=40&exclude_reblogs=true", me);
  own = veche_api_get (api, own_path, NULL, error);
  if (own == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (own))
    veche_mastodon_find_in (json_node_get_array (own), me, reply, text, sent);

  return TRUE;
}

static gboolean
veche_mastodon_connector_send (VecheConnector *connector, VecheApi *api, const VecheReply *reply, VecheSent *sent, GError **error)
{
  VecheMastodonConnector *self = VECHE_MASTODON_CONNECTOR (connector);
  g_autoptr (JsonNode) meta = veche_json_read (reply->meta);
  JsonObject *about = veche_json_root (meta);
  const char *form[] = { "status", reply->text, "in_reply_to_id", reply->in_reply_to, "visibility", veche_json_string (about, "visibility", NULL),
                         "spoiler_text", veche_json_string (about, "spoiler", NULL), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL };
  g_autoptr (GPtrArray) media = NULL;
  g_autoptr (JsonNode) node = NULL;

  /* What can't be looked for must not be sent again: not every server heeds the key. */
  if (reply->maybe_sent && reply->in_reply_to != NULL)
    {
      if (!veche_mastodon_find_sent (self, api, reply, reply->text, sent, error))
        return FALSE;
      if (sent->remote_id != NULL)
        return TRUE;
    }

  media = veche_mastodon_upload (api, reply->files, error);
  if (media == NULL)
    return FALSE;
  for (guint i = 0; i < media->len && i < MAX_MEDIA; i++)
    {
      form[8 + 2 * i] = "media_ids[]";
      form[9 + 2 * i] = media->pdata[i];
    }
  node = veche_api_post (api, "/api/v1/statuses", form, reply->idempotency_key, error);
  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (node) || !veche_mastodon_read_sent (json_node_get_object (node), sent))
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_UNKNOWN, api->base, "it did not say what became of the reply");
      return FALSE;
    }

  return TRUE;
}

/* A batch of our account. (transfer full) */
static VecheBatch *
veche_mastodon_begin_batch (VecheMastodonConnector *self, VecheApi *api, VecheMastodon *mastodon, const char *host, GError **error)
{
  g_autoptr (VecheBatch) batch = veche_batch_new ("mastodon", host);

  if (self->me == NULL)
    self->me = veche_mastodon_fetch_me (api, error);
  if (self->me == NULL || !veche_mastodon_begin (mastodon, batch, host, json_node_get_object (self->me)))
    return NULL;

  return g_steal_pointer (&batch);
}

static VecheBatch *
veche_mastodon_connector_describe (VecheConnector *connector, VecheApi *api, GError **error)
{
  g_autofree char *host = veche_http_dup_host (api->base);
  VecheMastodon mastodon = { 0 };
  g_autoptr (VecheBatch) batch = veche_mastodon_begin_batch (VECHE_MASTODON_CONNECTOR (connector), api, &mastodon, host, error);

  if (batch == NULL || !veche_mastodon_watch_describe (api, &mastodon, error))
    return NULL;

  return g_steal_pointer (&batch);
}

static VecheBatch *
veche_mastodon_connector_members (VecheConnector *connector, VecheApi *api, const char *cursor, GError **error)
{
  g_autofree char *host = veche_http_dup_host (api->base);
  VecheMastodon mastodon = { 0 };
  g_autoptr (VecheBatch) batch = veche_mastodon_begin_batch (VECHE_MASTODON_CONNECTOR (connector), api, &mastodon, host, error);
  g_autofree char *next = NULL;

  if (batch == NULL || !veche_mastodon_watch_members (api, &mastodon, cursor, &next, error))
    return NULL;
  veche_batch_set_cursor (batch, next, next != NULL);

  return g_steal_pointer (&batch);
}

static VecheBatch *
veche_mastodon_connector_backfill (VecheConnector *connector, VecheApi *api, const VecheGap *gap, const char *cursor, GError **error)
{
  g_autofree char *host = veche_http_dup_host (api->base);
  VecheMastodon mastodon = { 0 };
  g_autoptr (VecheBatch) batch = veche_mastodon_begin_batch (VECHE_MASTODON_CONNECTOR (connector), api, &mastodon, host, error);
  g_autofree char *next = NULL;

  if (batch == NULL || !veche_mastodon_watch_gap (api, &mastodon, gap, cursor, &next, error))
    return NULL;
  veche_batch_set_cursor (batch, next, next != NULL);

  return g_steal_pointer (&batch);
}

/* docs.joinmastodon.org/methods/oauth/#revoke: by the program that the key was given to.  A key that a person made is theirs to end. */
static gboolean
veche_mastodon_connector_revoke (VecheConnector *connector, VecheApi *api, GError **error)
{
  const char *form[] = { "client_id", veche_connector_get_secret (connector, "client_id"), "client_secret",
                         veche_connector_get_secret (connector, "client_secret"), "token", api->token, NULL };
  g_autoptr (JsonNode) node = NULL;

  if (form[1] == NULL || form[3] == NULL)
    return TRUE;
  node = veche_api_call (api, &(VecheApiRequest) { .path = "/oauth/revoke", .form = form, .harmless = TRUE }, NULL, error);

  return node != NULL;
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
  connector_class->open = veche_mastodon_open;
  connector_class->fetch = veche_mastodon_connector_fetch;
  connector_class->send = veche_mastodon_connector_send;
  connector_class->describe = veche_mastodon_connector_describe;
  connector_class->members = veche_mastodon_connector_members;
  connector_class->backfill = veche_mastodon_connector_backfill;
  connector_class->revoke = veche_mastodon_connector_revoke;
}

static void
veche_mastodon_connector_init (VecheMastodonConnector *self)
{
}
