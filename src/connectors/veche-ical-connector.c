/* veche-ical-connector.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-ical-connector.h"

#include <string.h>

#include "connectors/veche-http.h"

#define MAX_REDIRECTS 5

struct _VecheIcalConnector
{
  VecheConnector parent_instance;
};

G_DEFINE_FINAL_TYPE (VecheIcalConnector, veche_ical_connector, VECHE_TYPE_CONNECTOR)

void
veche_ical_file_free (VecheIcalFile *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->etag);
  g_free (self->modified);
  g_free (self);
}

/* Outlook and Apple offer them as "webcal://". (transfer full) */
static char *
web_address (const char *url)
{
  const char *rest = g_str_has_prefix (url, "webcal://") ? url + strlen ("webcal://") : g_str_has_prefix (url, "webcals://") ? url + strlen ("webcals://") : NULL;

  return rest != NULL ? g_strconcat ("https://", rest, NULL) : g_strdup (url);
}

VecheIcalFile *
veche_ical_connector_read (VecheConnector *connector, const char *etag, const char *modified, GCancellable *cancellable, gint64 *retry_after, GError **error)
{
  g_autofree char *url = web_address (veche_connector_get_url (connector));
  g_autoptr (VecheHttpRequest) request = veche_http_request_new ("GET", url);
  g_autoptr (GStrvBuilder) headers = g_strv_builder_new ();
  g_autoptr (VecheHttpAnswer) answer = NULL;
  VecheIcalFile *file;

  g_strv_builder_add_many (headers, "Accept", "text/calendar, text/plain;q=0.5, */*;q=0.1", NULL);
  if (etag != NULL)
    g_strv_builder_add_many (headers, "If-None-Match", etag, NULL);
  else if (modified != NULL)
    g_strv_builder_add_many (headers, "If-Modified-Since", modified, NULL);
  request->common_headers = g_strv_builder_end (headers);
  request->max_redirects = MAX_REDIRECTS;
  request->max_bytes = VECHE_HTTP_FEED_MAX;
  request->own_server = veche_connector_get_own_server (connector);
  request->allow_http = TRUE;
  answer = veche_http_send (request, cancellable, error);
  *retry_after = answer != NULL ? answer->retry_after : 0;
  if (answer == NULL || !veche_http_answer_check (answer, request, error))
    return NULL;
  file = g_new0 (VecheIcalFile, 1);
  file->etag = g_strdup (answer->etag);
  file->modified = g_strdup (answer->last_modified);
  file->bytes = answer->status != 304 ? g_bytes_ref (answer->body) : NULL;

  return file;
}

static VecheBatch *
veche_ical_connector_fetch (VecheConnector *connector, VecheApi *api, const char *cursor, guint wait, GError **error)
{
  VecheBatch *batch = veche_batch_new ("calendar", "");

  veche_batch_set_cursor (batch, cursor, FALSE);

  return batch;
}

static void
veche_ical_connector_class_init (VecheIcalConnectorClass *klass)
{
  VecheConnectorClass *connector_class = VECHE_CONNECTOR_CLASS (klass);

  connector_class->name = "ical";
  connector_class->fetch = veche_ical_connector_fetch;
}

static void
veche_ical_connector_init (VecheIcalConnector *self)
{
}
