/* veche-ical-connector.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* The calendar that a web page offers as a file: of a venue, of Meetup, of Mobilizon, of a club.  It has no posts: what it brings is of
 * sync/veche-calendar-run.h. */
#define VECHE_TYPE_ICAL_CONNECTOR (veche_ical_connector_get_type ())
G_DECLARE_FINAL_TYPE (VecheIcalConnector, veche_ical_connector, VECHE, ICAL_CONNECTOR, VecheConnector)

typedef struct
{
  GBytes *bytes;                   /* (nullable): as it was */
  char   *etag, *modified;         /* (nullable) */
} VecheIcalFile;
void           veche_ical_file_free      (VecheIcalFile *self);
/* On a worker. etag, modified (nullable): of the last time; retry_after (out): microseconds UTC, 0: none. (transfer full) */
VecheIcalFile *veche_ical_connector_read (VecheConnector *connector, const char *etag, const char *modified, GCancellable *cancellable, gint64 *retry_after,
                                          GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheIcalFile, veche_ical_file_free)

G_END_DECLS
