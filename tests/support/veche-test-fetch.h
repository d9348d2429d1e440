/* veche-test-fetch.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

static inline void
veche_test_fetched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* One page; its cursor takes the place of the one given.  (transfer full) (nullable): error is set */
static inline VecheBatch *
veche_test_fetch (VecheConnector *connector, char **cursor, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  VecheBatch *batch;

  veche_connector_fetch_async (connector, *cursor, NULL, veche_test_fetched_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  batch = veche_connector_fetch_finish (connector, result, error);
  if (batch != NULL)
    {
      g_free (*cursor);
      *cursor = g_strdup (veche_batch_get_cursor (batch));
    }

  return batch;
}

/* Starts the server on a free port of this machine.  (transfer full): the address of path there */
static inline char *
veche_test_listen (SoupServer *server, const char *path)
{
  GSList *uris;
  char *url;

  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  url = g_strdup_printf ("http://127.0.0.1:%d%s", g_uri_get_port (uris->data), path);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return url;
}

G_END_DECLS
