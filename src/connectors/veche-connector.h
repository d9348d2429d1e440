/* veche-connector.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "connectors/veche-api.h"
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
  VECHE_CONNECTOR_ERROR_ELSEWHERE,     /* it names a server of another domain, which has to be typed before it gets a password */
} VecheConnectorError;
const char *veche_connector_error_nick (int code);    /* "auth", "rate-limited"…: what the store keeps */

/* A file that goes with a reply. */
typedef struct
{
  char   *name, *type;         /* "image/png" */
  char   *alt;                 /* what is to be seen in it; may be empty */
  char   *key;                 /* (nullable): its own, of this reply */
  GBytes *data;
} VecheReplyFile;
VecheReplyFile *veche_reply_file_new  (const char *name, const char *type, const char *alt, GBytes *data);
void            veche_reply_file_free (gpointer self);
gboolean        veche_file_is_picture (const char *type);     /* one that platforms show: png, jpeg, gif, webp */

struct _VecheReply             /* an answer on its way out; immutable */
{
  char *text;                  /* may be empty where there are files */
  char *channel;               /* remote ids */
  char *in_reply_to;
  char *thread;
  char *url;                   /* of the message answered */
  char *author_handle;         /* whom it answers */
  char *meta;                  /* JSON of the message answered: visibility … */
  char *idempotency_key;
  GPtrArray *files;            /* (element-type VecheReplyFile) (nullable): uploaded before the message that names them */
  char *action;                /* (nullable) "approve", "decline": a request to be let in, instead of the text */
  gboolean words_sent;         /* the words stand there already: only the files are still to be sent */
  gboolean maybe_sent;         /* an earlier attempt may have arrived: look for it before sending again */
};

/* What became of a reply. */
typedef struct
{
  char *remote_id;             /* (owned) */
  char *url;                   /* (owned) (nullable) */
  GStrv files;                 /* (owned) (nullable): of one that did not arrive whole, keys of the files that did */
} VecheSent;
void veche_sent_clear (VecheSent *self);

typedef struct { const char *channel; gint64 since, until; } VecheGap;   /* a stretch of a channel that nobody has read */

/* How a platform counts the length of what we write. */
typedef enum { VECHE_LENGTH_CHARACTERS, VECHE_LENGTH_UTF16, VECHE_LENGTH_GRAPHEMES, VECHE_LENGTH_BYTES,
               VECHE_LENGTH_MASTODON /* characters; a link counts 23, of @name@host the host does not */ } VecheLengthUnit;
guint veche_length_count (const char *text, VecheLengthUnit unit);

typedef struct
{
  const char *name;
  const char *title;
  GType     (*get_type) (void);
  gboolean    needs_token, reads, writes;
  gboolean    by_hand;         /* a person looks there: it never runs by itself */
  gboolean    takes_token;     /* does without one, and uses one that is there */
  gboolean    finds_own;       /* looks for a reply whose fate is unknown before sending it again, or sends with an idempotency key */
  gboolean    members;         /* can list who is there */
  gboolean    backfill;        /* can read what was said before */
  gboolean    decides;         /* lets in and turns away who asks to join */
  gboolean    waits;           /* its server holds the answer until something is new: runs back to back */
  gboolean    listens;         /* waits, where its server has a stream of events; else it is asked now and then */
  gboolean    calendar;        /* its entries are of the plan: sync/veche-calendar-run.h */
  const char *url;             /* the same for everybody; NULL: the person types it */
  guint       every;           /* seconds between runs as they begin; 0: the usual */
  guint       max_pages;       /* of one run; a server that has more is making them up. 0: 200 */
  guint       max_length;      /* of a reply; 0: no limit worth counting */
  VecheLengthUnit unit;
  guint       max_files;       /* that may go with a reply; 0: none can */
  guint       max_file_size;   /* bytes of each; 0: VECHE_ATTACHMENT_MAX */
  guint       max_caption;     /* of a reply with a file, where that is less than of one without */
  gboolean    pictures_only;
  gboolean    describes;       /* keeps what is to be seen in a picture */
  /* How a reply begins there, for a person to change: who is named in it is told of it. meta: of the message answered (nullable); author, me
   * (nullable): handles of whom it answers and of ours.  NULL, or "": it begins with nothing. (transfer full) */
  char     *(*opening) (const char *meta, const char *author, const char *me);
} VecheConnectorInfo;

/* What a source's row says of a connection; all borrowed. */
typedef struct
{
  const char *url, *token, *words;   /* (nullable) but for url */
  const char *settings;              /* JSON object of what this connector's setup asked (nullable) */
  const char *account_id, *account;  /* who we are there, as the last run said (nullable) */
  gboolean    own_server;
} VecheConnectorSetup;

/* A connected account or feed.  Its public face is used on the main thread.  The class is what a connector fills in: plain functions that read
 * from top to bottom, each called on a worker thread, one at a time in the life of an object; what waits is in VecheApi and VecheHttp.  JSON →
 * batch is a pure function in each connector's file, tested without a network. */
#define VECHE_TYPE_CONNECTOR (veche_connector_get_type ())
G_DECLARE_DERIVABLE_TYPE (VecheConnector, veche_connector, VECHE, CONNECTOR, GObject)

struct _VecheConnectorClass
{
  GObjectClass  parent_class;

  const char   *name;                       /* key in the database: "mastodon"; never translated, never changed */

  /* Makes the api ready: headers, budget, error texts; NULL: the token as "Authorization: Bearer". FALSE: an error. */
  gboolean     (*open)     (VecheConnector *self, VecheApi *api, GError **error);
  /* One page of what is new, with the cursor after it. wait: seconds the server may hold an answer that would be empty, if it can. */
  VecheBatch  *(*fetch)    (VecheConnector *self, VecheApi *api, const char *cursor, guint wait, GError **error);
  /* Optional, all that follow.  Fills sent, or says why not: UNKNOWN whenever it may have arrived.  An error with sent filled: part of it stands there. */
  gboolean     (*send)     (VecheConnector *self, VecheApi *api, const VecheReply *reply, VecheSent *sent, GError **error);
  /* Who we are there, the places one may choose (channels), what can't be seen (notices); no posts. */
  VecheBatch  *(*describe) (VecheConnector *self, VecheApi *api, GError **error);
  /* One page of who is there, with a cursor of its own. */
  VecheBatch  *(*members)  (VecheConnector *self, VecheApi *api, const char *cursor, GError **error);
  /* One page of the gap, newest first; the batch's channel says which part of it is now complete. */
  VecheBatch  *(*backfill) (VecheConnector *self, VecheApi *api, const VecheGap *gap, const char *cursor, GError **error);
  /* What is going to take place there, all of it unless api->partial, as entries of the plan.  known: the uids of those it told of before, where they can be
   * asked for one by one. (element-type VecheCalendarEntry) (transfer full) */
  GPtrArray   *(*events)   (VecheConnector *self, VecheApi *api, const char *const *known, GError **error);
  /* Makes the token worthless there. */
  gboolean     (*revoke)   (VecheConnector *self, VecheApi *api, GError **error);
};

/* The list: one line a connector. */
const VecheConnectorInfo *veche_connectors_list (guint *n);
const VecheConnectorInfo *veche_connectors_find (const char *name);
/* The names of those through which a person can be answered, NULL at the end. */
const char *const *veche_connectors_list_writers (void);
/* It has a secret, or may have one. */
gboolean     veche_connector_info_has_token (const VecheConnectorInfo *info);
VecheConnector *veche_connector_new         (const char *name, const VecheConnectorSetup *setup);     /* NULL: no such type */

const char  *veche_connector_get_url        (VecheConnector *self);
const char  *veche_connector_get_token      (VecheConnector *self);
/* Of an account with several secrets, which are kept as one JSON object: the one called so.  With one, it is "token". (nullable)
 * Good until the next veche_connector_set_token(): not across a call that may renew the session. */
const char  *veche_connector_get_secret     (VecheConnector *self, const char *key);
const char  *veche_connector_get_words      (VecheConnector *self);
gboolean     veche_connector_get_own_server (VecheConnector *self);
const char  *veche_connector_get_account_id (VecheConnector *self);     /* (nullable): who we are there, as the last fetch said */
const char  *veche_connector_get_setting    (VecheConnector *self, const char *key);     /* a text (nullable) */
GStrv        veche_connector_dup_list       (VecheConnector *self, const char *key);     /* a list of texts; never NULL (transfer full) */

/* For connectors, on their worker: a fresh secret in the old one's place (a refreshed session), kept where the old one was. */
void         veche_connector_set_token      (VecheConnector *self, const char *token);
/* (transfer full) (nullable): the secret, when it is another than the one it began with.  After a call has ended. */
char        *veche_connector_dup_new_token  (VecheConnector *self);
/* Of a connector that listens: its server held the last fetch's answer, so the next may follow at once. */
gboolean     veche_connector_was_held       (VecheConnector *self);
/* Not all events came the last time: what is not among them need not be off. */
gboolean     veche_connector_was_partial    (VecheConnector *self);
gint64       veche_connector_get_retry_after (VecheConnector *self);    /* microseconds UTC, 0: none; after RATE_LIMITED */
/* For veche_budget_get(): one a connector's account, without the secret in it. (transfer full) */
char        *veche_connector_dup_budget_key (VecheConnector *self);
/* The account's budget there (nullable), after a call has ended; of the program, borrowed. */
VecheBudget *veche_connector_get_budget     (VecheConnector *self);
void         veche_connector_set_wait       (VecheConnector *self, guint seconds);       /* of the fetches that follow */

gboolean     veche_connector_can_describe   (VecheConnector *self);

void         veche_connector_fetch_async    (VecheConnector *self, const char *cursor, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
VecheBatch  *veche_connector_fetch_finish   (VecheConnector *self, GAsyncResult *result, GError **error);
void         veche_connector_describe_async (VecheConnector *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
VecheBatch  *veche_connector_describe_finish (VecheConnector *self, GAsyncResult *result, GError **error);
void         veche_connector_members_async  (VecheConnector *self, const char *cursor, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
VecheBatch  *veche_connector_members_finish (VecheConnector *self, GAsyncResult *result, GError **error);
void         veche_connector_backfill_async (VecheConnector *self, const VecheGap *gap, const char *cursor, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
VecheBatch  *veche_connector_backfill_finish (VecheConnector *self, GAsyncResult *result, GError **error);
gboolean     veche_connector_has_events     (VecheConnector *self);
void         veche_connector_events_async   (VecheConnector *self, const char *const *known, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray   *veche_connector_events_finish  (VecheConnector *self, GAsyncResult *result, GError **error);
void         veche_connector_send_async     (VecheConnector *self, VecheReply *reply, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* After a send that failed: what stands there all the same (nullable); until the next call. */
const VecheSent *veche_connector_get_begun  (VecheConnector *self);
char        *veche_connector_send_finish    (VecheConnector *self, GAsyncResult *result, char **url, GError **error);   /* remote id */
void         veche_connector_revoke_async   (VecheConnector *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean     veche_connector_revoke_finish  (VecheConnector *self, GAsyncResult *result, GError **error);   /* TRUE also where nothing can be revoked */

VecheReply  *veche_reply_new                (void);
VecheReply  *veche_reply_copy               (const VecheReply *self);
void         veche_reply_free               (VecheReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheReply, veche_reply_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VecheSent, veche_sent_clear)

G_END_DECLS
