/* veche-http.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One exchange with a server that is not to be trusted: capped, timed, guarded, never following a redirect it was not told to.
 *
 * veche_http_send() blocks its thread (a GTask worker of a connector) while the network thread works; so a connector reads from top to
 * bottom, and the blocked thread itself keeps the deadline, even when a server freezes the network thread's loop.  Errors are of
 * VECHE_CONNECTOR_ERROR, redacted, and begin with the host. */

#define VECHE_HTTP_JSON_MAX (8 * 1024 * 1024)
#define VECHE_HTTP_FEED_MAX (2 * 1024 * 1024)

/* Filled by its maker, then never changed. */
typedef struct
{
  char       *method;
  char       *url;
  GStrv       headers;          /* name, value, name, value … ; ours, so they never travel across a redirect (nullable) */
  GStrv       common_headers;   /* Accept, If-None-Match: what may be asked of any server (nullable) */
  char       *content_type;     /* of the body (nullable) */
  GBytes     *body;             /* (nullable) */
  gsize       max_bytes;        /* of the decoded answer */
  guint       max_redirects;    /* 0 for an API: its address is its address */
  guint       own_server : 1;   /* the person said so: private addresses are allowed */
  guint       allow_http : 1;   /* nothing secret in it: plain http will do */
  guint       until_event : 1;  /* a stream of events: the answer ends with the first */
  guint       harmless : 1;     /* its body asks and changes nothing there */
  guint       wait;             /* seconds that the server may be silent on top of the usual */
} VecheHttpRequest;

typedef struct
{
  guint       status;
  char       *url;              /* where the answer came from in the end */
  char       *content_type;     /* lower case, without parameters (nullable) */
  char       *charset;          /* (nullable) */
  char       *etag;             /* (nullable) */
  char       *last_modified;    /* (nullable) */
  char       *link;             /* (nullable) */
  gint64      retry_after;      /* microseconds UTC, 0: none; already clamped */
  gboolean    exhausted;        /* the rate limit's last request was this one: wait until retry_after */
  gint64      rate_limit, rate_remaining;   /* what it says of its own limit; -1: nothing */
  gint64      rate_reset;       /* microseconds UTC, 0: not said */
  GBytes     *body;
} VecheHttpAnswer;

VecheHttpRequest *veche_http_request_new   (const char *method, const char *url);
VecheHttpRequest *veche_http_request_ref   (VecheHttpRequest *self);
void              veche_http_request_unref (VecheHttpRequest *self);
void              veche_http_answer_free   (VecheHttpAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheHttpRequest, veche_http_request_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheHttpAnswer, veche_http_answer_free)

/* Any thread but the network's; not the main thread of a program with a window.  An answer of any status, or an error when there is none.
 * A request with a body that may have left and was not answered is UNKNOWN, all other failures are OFFLINE, TLS, PRIVATE or PROTOCOL. */
VecheHttpAnswer *veche_http_send    (VecheHttpRequest *request, GCancellable *cancellable, GError **error);

/* It may change something there. */
gboolean veche_http_request_acts    (VecheHttpRequest *self);
/* TRUE for 2xx, and 304 when it was asked for; else sets the error that the status means. */
gboolean veche_http_answer_check    (VecheHttpAnswer *self, VecheHttpRequest *request, GError **error);

/* Whether a stream of events (Server-Sent Events) holds one; its comments, which keep it alive, are none. */
gboolean veche_http_has_event       (const char *data, gsize length);

/* Retry-After, in seconds or as a date: microseconds UTC between one second and one hour from now; 0 for nonsense. */
gint64   veche_http_parse_retry_after (const char *value, gint64 now);

/* A rate limit's reset as it comes: a date, seconds since 1970, seconds from now. Microseconds UTC; 0 for nonsense. */
gint64   veche_http_parse_reset     (const char *value, gint64 now);

/* Every error of this layer is made here. */
void     veche_http_set_error       (GError **error, int code, const char *url, const char *format, ...) G_GNUC_PRINTF (4, 5);
/* A web address as base says it, or NULL: GLib resolves "https:x" to what it then refuses to write. base: with a host. (transfer full) */
GUri    *veche_http_resolve         (GUri *base, const char *link);
/* "example.org" or "example.org:8080", lower case; NULL for what is no URL. */
char    *veche_http_dup_host        (const char *url);

G_END_DECLS
