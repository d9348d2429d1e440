/* veche-place-connector.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-place-connector.h"

#include "connectors/veche-http.h"

struct _VechePlaceConnector
{
  VecheConnector parent_instance;
};

G_DEFINE_FINAL_TYPE (VechePlaceConnector, veche_place_connector, VECHE_TYPE_CONNECTOR)

static VecheBatch *
veche_place_connector_fetch (VecheConnector *connector, VecheApi *api, const char *cursor, guint wait, GError **error)
{
  g_autofree char *host = veche_http_dup_host (veche_connector_get_url (connector));
  VecheBatch *batch = veche_batch_new ("web", host);

  veche_batch_set_place (batch, host, 0);
  veche_batch_set_cursor (batch, cursor, FALSE);

  return batch;
}

static void
veche_place_connector_class_init (VechePlaceConnectorClass *klass)
{
  VecheConnectorClass *connector_class = VECHE_CONNECTOR_CLASS (klass);

  connector_class->name = "place";
  connector_class->fetch = veche_place_connector_fetch;
}

static void
veche_place_connector_init (VechePlaceConnector *self)
{
}
