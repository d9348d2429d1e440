/* veche-ics.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "model/veche-calendar-entry.h"

G_BEGIN_DECLS

/* iCalendar (RFC 5545): text ↔ entries.  Pure; any thread.
 *
 * Each zone that is named comes with its VTIMEZONE, of libical.  Whole days are DATE.  What of an entry has no line of the standard (kind, seats, the
 * exact status, what of a checklist is to do or done) stands in X-VECHE- lines.  A status of the plan is TENTATIVE for an idea, CANCELLED, else CONFIRMED. */

/* (element-type VecheCalendarEntry).  Guests that the entries carry are written with their addresses. (transfer full) */
char      *veche_ics_write           (GPtrArray *entries);

/*** Reading ***/

#define VECHE_ICS_MOST_BYTES (32 * 1024 * 1024)

typedef struct { char *uid, *title, *reason; } VecheIcsRefusal;   /* uid, title (nullable) */

typedef struct
{
  GPtrArray *entries;   /* (element-type VecheCalendarEntry) as they stand in the file */
  GPtrArray *refused;   /* (element-type VecheIcsRefusal) */
  char      *zone, *method;   /* (nullable) X-WR-TIMEZONE, METHOD */
  gboolean   truncated; /* the file ends too early */
  GHashTable *zones, *locations;   /* (nullable) private: names of zones that were looked up; where those of the file say that they are */
  GHashTable *own_zones;           /* (nullable) private: those of the file, while its entries are read */
  guint       n_unknown;           /* private: of them that were looked for by their rules */
} VecheIcs;

/* Bounded in bytes, lines, components, depth, days, whatever the bytes are; it may take a second: in a worker.  VECHE_EXCHANGE_ERROR: nothing of it can
 * be read; a single entry that can't is refused. (transfer full) (nullable) */
VecheIcs  *veche_ics_read            (GBytes *bytes, GCancellable *cancellable, GError **error);
void       veche_ics_free            (VecheIcs *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheIcs, veche_ics_free)

G_END_DECLS
