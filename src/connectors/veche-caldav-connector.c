/* veche-caldav-connector.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-caldav-connector.h"

#include "connectors/veche-http.h"

struct _VecheCaldavConnector
{
  VecheConnector parent_instance;
};

G_DEFINE_FINAL_TYPE (VecheCaldavConnector, veche_caldav_connector, VECHE_TYPE_CONNECTOR)

VecheCaldav *
veche_caldav_connector_open (VecheConnector *connector, GCancellable *cancellable)
{
  return veche_caldav_new (veche_connector_get_url (connector), veche_connector_get_setting (connector, "user"), veche_connector_get_secret (connector, "token"),
                           veche_connector_get_own_server (connector), cancellable);
}

static VecheBatch *
veche_caldav_connector_fetch (VecheConnector *connector, VecheApi *api, const char *cursor, guint wait, GError **error)
{
  VecheBatch *batch = veche_batch_new ("calendar", "");

  veche_batch_set_cursor (batch, cursor, FALSE);

  return batch;
}

static VecheBatch *
veche_caldav_connector_describe (VecheConnector *connector, VecheApi *api, GError **error)
{
  g_autoptr (VecheCaldav) caldav = veche_caldav_connector_open (connector, api->cancellable);
  g_autoptr (GPtrArray) calendars = veche_caldav_discover (caldav, error);
  g_autofree char *host = veche_http_dup_host (caldav->url);
  VecheBatch *batch;

  api->retry_after = caldav->retry_after;
  if (calendars == NULL)
    return NULL;
  batch = veche_batch_new ("calendar", host);
  veche_batch_set_place (batch, host, 0);
  if (caldav->user != NULL)
    veche_batch_set_account (batch, caldav->user, caldav->user);
  if (calendars->len == 0)
    veche_batch_add_notice (batch, "no-calendar", NULL);
  for (guint i = 0; i < calendars->len; i++)
    {
      const VecheCaldavCalendar *calendar = calendars->pdata[i];
      VecheChannel *channel = veche_batch_add_channel (batch, calendar->path);

      channel->name = veche_batch_string (batch, calendar->name);
      if (!calendar->writable)
        veche_batch_add_notice (batch, "read-only-calendar", calendar->name);
    }

  return batch;
}

static void
veche_caldav_connector_class_init (VecheCaldavConnectorClass *klass)
{
  VecheConnectorClass *connector_class = VECHE_CONNECTOR_CLASS (klass);

  connector_class->name = "caldav";
  connector_class->fetch = veche_caldav_connector_fetch;
  connector_class->describe = veche_caldav_connector_describe;
}

static void
veche_caldav_connector_init (VecheCaldavConnector *self)
{
}
