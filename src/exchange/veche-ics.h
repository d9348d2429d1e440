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
 * exact status) stands in X-VECHE- lines.  A status of the plan is TENTATIVE for an idea, CANCELLED, else CONFIRMED. */

/* (element-type VecheCalendarEntry).  Guests that the entries carry are written with their addresses. (transfer full) */
char      *veche_ics_write           (GPtrArray *entries);

G_END_DECLS
