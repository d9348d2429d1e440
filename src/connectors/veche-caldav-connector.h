/* veche-caldav-connector.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-caldav.h"
#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* Calendars of a server.  It has no posts: what it brings and takes is of sync/veche-calendar-run.h.
 * Settings: "user"; "calendars", the paths of those that are followed (empty: all); "publish" and "tasks": "yes", what of the plan goes into the first
 * of them that may be written to. */
#define VECHE_TYPE_CALDAV_CONNECTOR (veche_caldav_connector_get_type ())
G_DECLARE_FINAL_TYPE (VecheCaldavConnector, veche_caldav_connector, VECHE, CALDAV_CONNECTOR, VecheConnector)

/* For one worker. (transfer full) */
VecheCaldav *veche_caldav_connector_open (VecheConnector *connector, GCancellable *cancellable);

G_END_DECLS
