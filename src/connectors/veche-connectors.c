/* veche-connectors.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-connector.h"

#include "connectors/veche-feed-connector.h"
#include "connectors/veche-mastodon-connector.h"
#include "connectors/veche-sample-connector.h"

/* One line a connector. */
static const VecheConnectorInfo connectors[] = {
  /* name        title               token  reads  writes */
  { "mastodon", "Mastodon",          TRUE,  TRUE,  TRUE,  veche_mastodon_connector_get_type, TRUE },
  { "feed",     "RSS or Atom feed",  FALSE, TRUE,  FALSE, veche_feed_connector_get_type,     FALSE },
  { "sample",   "Sample community",  FALSE, TRUE,  TRUE,  veche_sample_connector_get_type,   TRUE },
};

const VecheConnectorInfo *
veche_connectors_list (guint *n)
{
  *n = G_N_ELEMENTS (connectors);

  return connectors;
}

const VecheConnectorInfo *
veche_connectors_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (connectors); i++)
    if (g_strcmp0 (connectors[i].name, name) == 0)
      return &connectors[i];

  return NULL;
}
