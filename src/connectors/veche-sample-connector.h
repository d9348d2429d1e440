/* veche-sample-connector.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* The sample community's service: no network.  A reply is "sent" after a few seconds, and a little later the person it answered says
 * something back, which the next fetch brings.
 *
 * Its url is "sample:PLATFORM" or "sample:PLATFORM/INSTANCE": the platform that its channels and people belong to ("sample:telegram",
 * "sample:mastodon/club.example").  The remote id of a person who may be answered is their handle. */
#define VECHE_TYPE_SAMPLE_CONNECTOR (veche_sample_connector_get_type ())
G_DECLARE_FINAL_TYPE (VecheSampleConnector, veche_sample_connector, VECHE, SAMPLE_CONNECTOR, VecheConnector)

/* How long sending and answering take, in milliseconds; for tests. */
void veche_sample_connector_set_delays (guint send, guint answer);

G_END_DECLS
