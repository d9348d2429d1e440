/* veche-picture-fetch.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-picture-fetch.h"

#include "connectors/veche-connector.h"
#include "connectors/veche-http.h"
#include "model/veche-picture.h"

#define MAX_REDIRECTS 5

GBytes *
veche_picture_fetch (const char *url, const char *own_host, GCancellable *cancellable, GError **error)
{
  g_autoptr (VecheHttpRequest) request = veche_http_request_new ("GET", url);
  g_autoptr (VecheHttpAnswer) answer = NULL;
  g_autofree char *host = veche_http_dup_host (url);
  guint width, height;
  const char *why;

  request->max_bytes = VECHE_PICTURE_MAX_BYTES;
  request->max_redirects = MAX_REDIRECTS;
  request->own_server = own_host != NULL && host != NULL && g_str_equal (own_host, host);
  request->common_headers = g_strdupv ((char *[]) { (char *) "Accept", (char *) "image/png, image/jpeg, image/webp", NULL });
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
