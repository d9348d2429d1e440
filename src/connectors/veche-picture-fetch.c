/* veche-picture-fetch.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-picture-fetch.h"

#include <string.h>

#include "connectors/veche-connector.h"
#include "connectors/veche-http.h"
#include "model/veche-picture.h"

#define MAX_REDIRECTS 5

/* "Content repository" of the Matrix Client-Server API: since v1.11 (MSC3916, https://spec.matrix.org/v1.11/client-server-api/#content-repository)
 * pictures are below the second, for those who are signed in, and servers stop showing new ones below the first. */
static const char open_path[] = "/_matrix/media/v3/", closed_path[] = "/_matrix/client/v1/media/";

static GMutex keys_lock;
static GHashTable *keys;      /* (element-type utf8 utf8): a server's address → the key there */

void
veche_picture_set_key (const char *base, const char *key)
{
  g_mutex_lock (&keys_lock);
  if (keys == NULL)
    keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (key != NULL)
    g_hash_table_insert (keys, g_strdup (base), g_strdup (key));
  else
    g_hash_table_remove (keys, base);
  g_mutex_unlock (&keys_lock);
}

/* Where the picture is for those who are known there, and what to show. (transfer full) (nullable): nobody is, or it is no such picture */
static char *
picture_dup_closed (const char *url, char **key)
{
  GHashTableIter iter;
  gpointer base, value;
  char *closed = NULL;

  g_mutex_lock (&keys_lock);
  if (keys != NULL)
    g_hash_table_iter_init (&iter, keys);
  while (keys != NULL && closed == NULL && g_hash_table_iter_next (&iter, &base, &value))
    if (g_str_has_prefix (url, base) && g_str_has_prefix (url + strlen (base), open_path))
      {
        closed = g_strconcat (base, closed_path, url + strlen (base) + strlen (open_path), NULL);
        *key = g_strdup (value);
      }
  g_mutex_unlock (&keys_lock);

  return closed;
}

static GBytes *
picture_ask (const char *url, const char *key, const char *own_host, GCancellable *cancellable, GError **error)
{
  g_autoptr (VecheHttpRequest) request = veche_http_request_new ("GET", url);
  g_autoptr (VecheHttpAnswer) answer = NULL;
  g_autofree char *host = veche_http_dup_host (url);
  g_autofree char *bearer = key != NULL ? g_strconcat ("Bearer ", key, NULL) : NULL;
  guint width, height;
  const char *why;

  request->max_bytes = VECHE_PICTURE_MAX_BYTES;
  request->max_redirects = MAX_REDIRECTS;
  request->own_server = own_host != NULL && host != NULL && g_str_equal (own_host, host);
  request->common_headers = g_strdupv ((char *[]) { (char *) "Accept", (char *) "image/png, image/jpeg, image/webp", NULL });
  if (bearer != NULL)
    request->headers = g_strdupv ((char *[]) { (char *) "Authorization", bearer, NULL });
  answer = veche_http_send (request, cancellable, error);
  if (answer == NULL || !veche_http_answer_check (answer, request, error))
    return NULL;
  if (veche_picture_check (answer->body, &width, &height, &why) == VECHE_PICTURE_NONE)
    {
      veche_http_set_error (error, VECHE_CONNECTOR_ERROR_PROTOCOL, url, "%s", why);
      return NULL;
    }

  return g_bytes_ref (answer->body);
}

/* It says no, which may be for want of a key. */
static gboolean
picture_is_refused (const GError *error)
{
  return g_error_matches (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_NOT_FOUND)
         || g_error_matches (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH)
         || g_error_matches (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED);
}

GBytes *
veche_picture_fetch (const char *url, const char *own_host, GCancellable *cancellable, GError **error)
{
  g_autofree char *key = NULL;
  g_autofree char *closed = picture_dup_closed (url, &key);
  g_autoptr (GError) local = NULL;
  GBytes *bytes = closed != NULL ? picture_ask (closed, key, own_host, cancellable, &local) : NULL;
  gboolean unknown = closed == NULL ? strstr (url, open_path) != NULL : g_error_matches (local, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH);

  if (closed != NULL && !picture_is_refused (local))
    {
      if (bytes == NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return bytes;
    }

  /* A server that knows nothing of keys yet, or one that we are not signed in at right now. */
  g_clear_error (&local);
  bytes = picture_ask (url, NULL, own_host, cancellable, &local);
  if (bytes == NULL && unknown && picture_is_refused (local))
    veche_http_set_error (error, VECHE_CONNECTOR_ERROR_OFFLINE, url, "it shows pictures to those who are signed in");
  else if (bytes == NULL)
    g_propagate_error (error, g_steal_pointer (&local));

  return bytes;
}
