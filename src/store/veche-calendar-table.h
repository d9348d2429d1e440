/* veche-calendar-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "model/veche-calendar-entry.h"
#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* The plan as entries of a calendar.  Lane functions.
 *
 * An entry is known by the UID it came with (ical_uid), else by our own uid, and it keeps it for good.  SEQUENCE is the one it came with and one more
 * for each gesture since then that moved, cancelled or re-ruled it; LAST-MODIFIED is when the journal last speaks of it. */

typedef struct
{
  const char *event_uid;                          /* (nullable) only this event; of a ritual with the occurrences that differ */
  const char *since, *until;                      /* (nullable) days: takes place or is due in between, until exclusive */
  gboolean    with_tasks, with_guests;            /* guests carry names and addresses: only when somebody asked for them */
} VecheCalendarQuery;

/* By start: events, each ritual before what differs from it, then tasks. (element-type VecheCalendarEntry) (transfer full) */
GPtrArray  *veche_calendar_list      (VecheDb *db, const VecheCalendarQuery *query, GError **error);

G_END_DECLS
