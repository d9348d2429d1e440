/* veche-connector.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "model/veche-batch.h"
#include "veche-types.h"

G_BEGIN_DECLS

#define VECHE_CONNECTOR_ERROR (veche_connector_error_quark ())
GQuark veche_connector_error_quark (void);
typedef enum
{
  VECHE_CONNECTOR_ERROR_AUTH,          /* sign in again */
  VECHE_CONNECTOR_ERROR_RATE_LIMITED,  /* veche_connector_get_retry_after() says when */
  VECHE_CONNECTOR_ERROR_OFFLINE,       /* could not reach it, or it did not answer in time; certainly nothing was done there */
  VECHE_CONNECTOR_ERROR_UNKNOWN,       /* a send left and no answer came: it may or may not have arrived */
  VECHE_CONNECTOR_ERROR_REJECTED,      /* it understood and refused */
  VECHE_CONNECTOR_ERROR_NOT_FOUND,
  VECHE_CONNECTOR_ERROR_PROTOCOL,      /* its answer makes no sense */
  VECHE_CONNECTOR_ERROR_TLS,           /* no trustworthy secure connection */
  VECHE_CONNECTOR_ERROR_PRIVATE,       /* a private address without "this is my own server" */
} VecheConnectorError;
const char *veche_connector_error_nick (int code);    /* "auth", "rate-limited"…: what the store keeps */

struct _VecheReply             /* an answer on its way out; immutable */
{
  char *text;
  char *channel;               /* remote ids */
  char *in_reply_to;
  char *thread;
  char *url;                   /* of the message answered */
  char *author_handle;         /* whom it answers */
  char *meta;                  /* JSON of the message answered: visibility … */
  char *idempotency_key;
  gboolean maybe_sent;         /* an earlier attempt may have arrived: look for it before sending again */
};

typedef struct
{
  const char *name;
  const char *title;
  gboolean    needs_token, reads, writes;
  GType     (*get_type) (void);
  gboolean    finds_own;       /* looks for a reply whose fate is unknown before sending it again, and sends with an idempotency key */
} VecheConnectorInfo;

/* A connected account or feed.  Used on the main thread; everything that waits happens on the network thread (VecheNet).  JSON → batch is a
 * pure function in each connector's file, tested without a network. */
#define VECHE_TYPE_CONNECTOR (veche_connector_get_type ())
G_DECLARE_DERIVABLE_TYPE (VecheConnector, veche_connector, VECHE, CONNECTOR, GObject)

struct _VecheConnectorClass
{
  GObjectClass  parent_class;

  const char   *name;                       /* key in the database: "mastodon"; never translated, never changed */

  void         (*fetch_async)  (VecheConnector *self, const char *cursor, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  VecheBatch  *(*fetch_finish) (VecheConnector *self, GAsyncResult *result, GError **error);
  void         (*send_async)   (VecheConnector *self, VecheReply *reply, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  char        *(*send_finish)  (VecheConnector *self, GAsyncResult *result, char **url, GError **error);   /* remote id */
};

/* The list: one line a connector. */
const VecheConnectorInfo *veche_connectors_list (guint *n);
const VecheConnectorInfo *veche_connectors_find (const char *name);
/* NULL: no such type.  token (nullable). */
VecheConnector *veche_connector_new         (const char *name, const char *url, const char *token, const char *words, gboolean own_server,
                                             const char *account_id, const char *account);

const char  *veche_connector_get_url        (VecheConnector *self);
const char  *veche_connector_get_token      (VecheConnector *self);
const char  *veche_connector_get_words      (VecheConnector *self);
gboolean     veche_connector_get_own_server (VecheConnector *self);
const char  *veche_connector_get_account_id (VecheConnector *self);     /* (nullable): who we are there, as the last fetch said */
const char  *veche_connector_get_account    (VecheConnector *self);     /* (nullable) */
gint64       veche_connector_get_retry_after (VecheConnector *self);    /* microseconds UTC, 0: none; after RATE_LIMITED */
void         veche_connector_set_retry_after (VecheConnector *self, gint64 at);   /* for connectors, before their task returns */

void         veche_connector_fetch_async    (VecheConnector *self, const char *cursor, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
VecheBatch  *veche_connector_fetch_finish   (VecheConnector *self, GAsyncResult *result, GError **error);
void         veche_connector_send_async     (VecheConnector *self, VecheReply *reply, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char        *veche_connector_send_finish    (VecheConnector *self, GAsyncResult *result, char **url, GError **error);

VecheReply  *veche_reply_new                (void);
VecheReply  *veche_reply_copy               (const VecheReply *self);
void         veche_reply_free               (VecheReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheReply, veche_reply_free)

G_END_DECLS
