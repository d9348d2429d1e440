/* veche-http.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-http.h"

#include <string.h>

#include "connectors/veche-address.h"
#include "connectors/veche-connector.h"
#include "connectors/veche-http-private.h"
#include "connectors/veche-net.h"
#include "connectors/veche-redact.h"

#define READ_SIZE         (64 * 1024)
#define ERROR_BODY_MAX    (64 * 1024)
#define MAX_INFORMATIONAL 16     /* "100 Continue"s; an endless row of them would hold the network thread */
#define GRACE             (3 * G_USEC_PER_SEC)   /* from cancelling to giving the exchange up for lost */

/* One exchange.  The caller's thread waits for `done`; everything between belongs to the network thread. */
typedef struct
{
  gatomicrefcount  ref_count;

  VecheHttpRequest *request;        /* (owned) */
  GCancellable     *cancellable;    /* (owned): ours alone; the caller's is chained to it */

  /* Network thread. */
  SoupMessage      *message;        /* (owned) (nullable): of the current hop */
  GInputStream     *stream;         /* (owned) (nullable) */
  GByteArray       *body;           /* (owned) */
  guint8           *buffer;         /* (owned) READ_SIZE */
  GUri             *uri;            /* (owned) (nullable): of the current hop */
  char             *own_host;       /* (owned) (nullable): of the first hop */
  gboolean          own;            /* the hop goes to the host that the person called their own */
  guint             hops;
  guint             informational;
  gsize             limit;

  /* Set once, on either thread. */
  int               left;           /* atomic: bytes of the request may have reached the server */
  int               guarded;        /* atomic: stopped by the address guard */
  int               late;           /* atomic: the deadline passed */
  int               flooded;        /* atomic: endless informational answers */

  GMutex            lock;
  GCond             cond;
  gboolean          done;           /* guarded by lock, as the two below */
  VecheHttpAnswer  *answer;         /* (owned) (nullable) */
  GError           *error;          /* (owned) (nullable) */
} VecheHttpCall;

static void veche_http_call_hop (VecheHttpCall *call);

static VecheHttpCall *
veche_http_call_new (VecheHttpRequest *request)
{
  VecheHttpCall *call = g_new0 (VecheHttpCall, 1);

  g_atomic_ref_count_init (&call->ref_count);
  call->request = veche_http_request_ref (request);
  call->cancellable = g_cancellable_new ();
  call->body = g_byte_array_new ();
  call->buffer = g_malloc (READ_SIZE);
  call->limit = request->max_bytes;
  g_mutex_init (&call->lock);
  g_cond_init (&call->cond);

  return call;
}

static VecheHttpCall *
veche_http_call_ref (VecheHttpCall *call)
{
  g_atomic_ref_count_inc (&call->ref_count);

  return call;
}

static void
veche_http_call_unref (VecheHttpCall *call)
{
  if (!g_atomic_ref_count_dec (&call->ref_count))
    return;

  g_assert (call->message == NULL && call->stream == NULL);
  g_clear_pointer (&call->uri, g_uri_unref);
  g_free (call->own_host);
  g_clear_pointer (&call->answer, veche_http_answer_free);
  g_clear_error (&call->error);
  g_byte_array_unref (call->body);
  g_free (call->buffer);
  veche_http_request_unref (call->request);
  g_object_unref (call->cancellable);
  g_mutex_clear (&call->lock);
  g_cond_clear (&call->cond);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheHttpCall, veche_http_call_unref)

static gboolean
veche_http_call_may_have_acted (VecheHttpCall *call)
{
  return veche_http_request_acts (call->request) && g_atomic_int_get (&call->left);
}

/* Hands the outcome over and lets go of the connection.  The stream is closed with a cancelled cancellable: an ordinary close, and the one
 * in dispose, would first read an endless body to its end. */
static void
veche_http_call_end (VecheHttpCall *call, VecheHttpAnswer *answer, GError *error)
{
  if (call->message != NULL)
    g_signal_handlers_disconnect_by_data (call->message, call);

  if (call->stream != NULL)
    {
      if (error != NULL || answer == NULL)
        g_cancellable_cancel (call->cancellable);
      g_input_stream_close_async (call->stream, G_PRIORITY_DEFAULT, call->cancellable, NULL, NULL);
    }
  g_clear_object (&call->stream);
  g_clear_object (&call->message);

  g_mutex_lock (&call->lock);
  call->answer = answer;
  call->error = error;
  call->done = TRUE;
  g_cond_signal (&call->cond);
  g_mutex_unlock (&call->lock);
}

static void
veche_http_call_fail (VecheHttpCall *call, int code, const char *reason)
{
  GError *error = NULL;

  if (veche_http_call_may_have_acted (call) && code != VECHE_CONNECTOR_ERROR_PRIVATE)
    code = VECHE_CONNECTOR_ERROR_UNKNOWN;
  veche_http_set_error (&error, code, call->request->url, "%s", reason);
  veche_http_call_end (call, NULL, error);
}

/* error (transfer full): whatever libsoup and GIO had to say. */
static void
veche_http_call_fail_with (VecheHttpCall *call, GError *error)
{
  g_autoptr (GError) cause = error;
  int code = VECHE_CONNECTOR_ERROR_OFFLINE;

  if (g_atomic_int_get (&call->guarded))
    veche_http_call_fail (call, VECHE_CONNECTOR_ERROR_PRIVATE, "it leads to a private address, and this source is not marked as your own server");
  else if (g_atomic_int_get (&call->flooded))
    veche_http_call_fail (call, VECHE_CONNECTOR_ERROR_PROTOCOL, "it sends endless interim answers");
  else if (g_atomic_int_get (&call->late) || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    veche_http_call_fail (call, code, "it did not answer in time");
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !veche_http_call_may_have_acted (call))
    veche_http_call_end (call, NULL, g_steal_pointer (&cause));
  else
    {
      if (cause->domain == G_TLS_ERROR && !g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_EOF))
        code = VECHE_CONNECTOR_ERROR_TLS;
      else if (cause->domain == SOUP_SESSION_ERROR || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
        code = VECHE_CONNECTOR_ERROR_PROTOCOL;
      veche_http_call_fail (call, code, cause->message);
    }
}

static gboolean
veche_http_call_forbids (VecheHttpCall *call, GSocketAddress *address)
{
  if (call->own || !G_IS_INET_SOCKET_ADDRESS (address) || veche_net_is_proxy (address))
    return FALSE;

  return veche_address_is_private (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

/* The guard looks at the peer that was really reached: no spelling and no name server can talk it round. */
static void
veche_http_network_event_cb (SoupMessage *message, GSocketClientEvent event, GIOStream *connection, VecheHttpCall *call)
{
  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING && G_IS_TLS_CONNECTION (connection))
    {
      /* HTTP/1.1 is what the checks here were proved with. */
      const char *const protocols[] = { "http/1.1", NULL };

      g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (connection), protocols);
    }
  else if ((event == G_SOCKET_CLIENT_CONNECTING || event == G_SOCKET_CLIENT_CONNECTED) && G_IS_SOCKET_CONNECTION (connection))
    {
      g_autoptr (GSocketAddress) peer = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (connection), NULL);

      if (peer == NULL)
        return;
      if (G_IS_PROXY_ADDRESS (peer))
        veche_net_add_proxy (peer);
      else if (veche_http_call_forbids (call, peer))
        {
          g_atomic_int_set (&call->guarded, TRUE);
          g_cancellable_cancel (call->cancellable);
        }
    }
}

/* A kept-alive connection has no network event: look again before anything is written. */
static void
veche_http_starting_cb (SoupMessage *message, VecheHttpCall *call)
{
  GSocketAddress *peer = soup_message_get_remote_address (message);

  if (peer != NULL && veche_http_call_forbids (call, peer))
    {
      g_atomic_int_set (&call->guarded, TRUE);
      g_cancellable_cancel (call->cancellable);
    }
  else
    g_atomic_int_set (&call->left, TRUE);
}

static void
veche_http_informational_cb (SoupMessage *message, VecheHttpCall *call)
{
  if (++call->informational > MAX_INFORMATIONAL)
    {
      g_atomic_int_set (&call->flooded, TRUE);
      g_cancellable_cancel (call->cancellable);
    }
}

static void
veche_http_call_complete (VecheHttpCall *call)
{
  VecheHttpAnswer *answer = veche_http_answer_new (call->message, call->uri);

  answer->body = g_byte_array_free_to_bytes (g_steal_pointer (&call->body));
  call->body = g_byte_array_new ();
  veche_http_call_end (call, answer, NULL);
}

static void veche_http_call_read (VecheHttpCall *call);

static void
veche_http_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheHttpCall) call = user_data;
  GError *error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &error);

  if (n < 0)
    veche_http_call_fail_with (call, error);
  else if (n == 0)
    veche_http_call_complete (call);
  else if (call->body->len + (gsize) n > call->limit)
    {
      if (soup_message_get_status (call->message) >= 400)
        {
          veche_http_call_complete (call);
          return;
        }
      veche_http_call_fail (call, VECHE_CONNECTOR_ERROR_PROTOCOL, "its answer is far too large");
    }
  else
    {
      g_byte_array_append (call->body, call->buffer, n);
      if (call->request->until_event && veche_http_has_event ((const char *) call->body->data, call->body->len))
        {
          g_cancellable_cancel (call->cancellable);     /* nobody reads the rest */
          veche_http_call_complete (call);
        }
      else
        veche_http_call_read (call);
    }
}

static void
veche_http_call_read (VecheHttpCall *call)
{
  g_input_stream_read_async (call->stream, call->buffer, READ_SIZE, G_PRIORITY_DEFAULT, call->cancellable,
                             veche_http_read_cb, veche_http_call_ref (call));
}

/* Same scheme, or upwards to https; nothing of ours goes along. */
static gboolean
veche_http_call_redirect (VecheHttpCall *call)
{
  const char *location = soup_message_headers_get_one (soup_message_get_response_headers (call->message), "Location");
  g_autoptr (GUri) next = NULL;
  const char *from, *to;

  if (location != NULL)
    next = veche_http_resolve (call->uri, location);
  if (next == NULL || ++call->hops > call->request->max_redirects)
    return FALSE;

  from = g_uri_get_scheme (call->uri);
  to = g_uri_get_scheme (next);
  if (!g_str_equal (to, "https") && !(g_str_equal (to, "http") && g_str_equal (from, "http")))
    return FALSE;

  g_signal_handlers_disconnect_by_data (call->message, call);
  g_input_stream_close_async (call->stream, G_PRIORITY_DEFAULT, call->cancellable, NULL, NULL);
  g_clear_object (&call->stream);
  g_clear_object (&call->message);
  g_uri_unref (call->uri);
  call->uri = g_steal_pointer (&next);
  veche_http_call_hop (call);

  return TRUE;
}

static void
veche_http_sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheHttpCall) call = user_data;
  GError *error = NULL;
  guint status;
  goffset length;

  call->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (call->stream == NULL)
    {
      veche_http_call_fail_with (call, error);
      return;
    }

  status = soup_message_get_status (call->message);
  length = soup_message_headers_get_content_length (soup_message_get_response_headers (call->message));
  if (status >= 300 && status < 400 && status != 304)
    {
      if (call->request->max_redirects == 0)
        veche_http_call_fail (call, VECHE_CONNECTOR_ERROR_PROTOCOL, "it sends us elsewhere; give its own address");
      else if (!veche_http_call_redirect (call))
        veche_http_call_fail (call, VECHE_CONNECTOR_ERROR_PROTOCOL, "it sends us elsewhere, too often or to where we do not go");
      return;
    }
  if (status >= 400)
    call->limit = MIN (call->limit, ERROR_BODY_MAX);
  else if (length > 0 && (guint64) length > call->limit)
    {
      veche_http_call_fail (call, VECHE_CONNECTOR_ERROR_PROTOCOL, "its answer is far too large");
      return;
    }

  veche_http_call_read (call);
}

static void
veche_http_append_headers (SoupMessage *message, GStrv headers)
{
  for (guint i = 0; headers != NULL && headers[i] != NULL; i += 2)
    soup_message_headers_replace (soup_message_get_request_headers (message), headers[i], headers[i + 1]);
}

/* Sends the request to call->uri. */
static void
veche_http_call_hop (VecheHttpCall *call)
{
  VecheHttpRequest *request = call->request;
  const char *host = g_uri_get_host (call->uri);

  /* "My own server" is said of one host; it has no say about the others around here. */
  call->own = request->own_server && (call->hops == 0 || (call->own && g_ascii_strcasecmp (host, call->own_host) == 0));
  if (call->hops == 0)
    call->own_host = g_strdup (host);
  if (!call->own && veche_address_host_is_private (host))
    {
      veche_http_call_fail (call, VECHE_CONNECTOR_ERROR_PRIVATE, "this is a private address, and the source is not marked as your own server");
      return;
    }

  call->message = soup_message_new_from_uri (request->method, call->uri);
  soup_message_set_flags (call->message, SOUP_MESSAGE_NO_REDIRECT);
  veche_http_append_headers (call->message, request->common_headers);
  if (call->hops == 0)
    veche_http_append_headers (call->message, request->headers);
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (call->message, request->content_type, request->body);

  g_signal_connect (call->message, "network-event", G_CALLBACK (veche_http_network_event_cb), call);
  g_signal_connect (call->message, "starting", G_CALLBACK (veche_http_starting_cb), call);
  g_signal_connect (call->message, "got-informational", G_CALLBACK (veche_http_informational_cb), call);
  soup_session_send_async (veche_net_get_session (request->wait > 0), call->message, G_PRIORITY_DEFAULT, call->cancellable,
                           veche_http_sent_cb, veche_http_call_ref (call));
}

static gboolean
veche_http_start_cb (gpointer user_data)
{
  g_autoptr (VecheHttpCall) call = user_data;

  /* Given up before it began: the request may be gone by now. */
  if (g_cancellable_is_cancelled (call->cancellable))
    veche_http_call_end (call, NULL, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled"));
  else
    veche_http_call_hop (call);

  return G_SOURCE_REMOVE;
}

static void
veche_http_chain_cancel_cb (GCancellable *cancellable, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/* Until the answer or the deadline; then the exchange is cancelled.  FALSE: not even that brought it to an end. */
static gboolean
veche_http_call_wait (VecheHttpCall *call)
{
  gint64 until = g_get_monotonic_time () + (gint64) (veche_net_get_deadline () + call->request->wait) * G_USEC_PER_SEC;
  gboolean done;

  g_mutex_lock (&call->lock);
  while (!call->done)
    if (!g_cond_wait_until (&call->cond, &call->lock, until))
      {
        if (g_atomic_int_exchange (&call->late, TRUE))
          break;
        g_mutex_unlock (&call->lock);
        g_cancellable_cancel (call->cancellable);
        g_mutex_lock (&call->lock);
        until = g_get_monotonic_time () + GRACE;
      }
  done = call->done;
  g_mutex_unlock (&call->lock);

  return done;
}

VecheHttpAnswer *
veche_http_send (VecheHttpRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (VecheHttpCall) call = NULL;
  g_autoptr (GUri) uri = NULL;
  gboolean done;
  gulong handler = 0;

  g_return_val_if_fail (request != NULL && request->max_bytes > 0, NULL);
  g_assert (!veche_net_is_current ());

  uri = g_uri_parse (request->url, SOUP_HTTP_URI_FLAGS, NULL);
  if (!veche_http_check_uri (uri, request, error) || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  call = veche_http_call_new (request);
  call->uri = g_steal_pointer (&uri);
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (veche_http_chain_cancel_cb), g_object_ref (call->cancellable), g_object_unref);
  veche_net_invoke (veche_http_start_cb, veche_http_call_ref (call));
  done = veche_http_call_wait (call);
  g_cancellable_disconnect (cancellable, handler);

  if (!done)
    {
      veche_http_set_error (error, veche_http_request_acts (request) ? VECHE_CONNECTOR_ERROR_UNKNOWN : VECHE_CONNECTOR_ERROR_OFFLINE,
                            request->url, "it did not answer in time");
      return NULL;
    }
  if (call->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&call->error));
      return NULL;
    }

  return g_steal_pointer (&call->answer);
}
