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
  gboolean    with_tasks, with_guests;            /* guests, and who does a task, carry names and addresses: only when somebody asked for them */
} VecheCalendarQuery;

/* By start: events, each ritual before what differs from it, then tasks. (element-type VecheCalendarEntry) (transfer full) */
GPtrArray  *veche_calendar_list      (VecheDb *db, const VecheCalendarQuery *query, GError **error);

/*** What a calendar brings ***/

typedef enum { VECHE_CALENDAR_NEW, VECHE_CALENDAR_CHANGED, VECHE_CALENDAR_SAME, VECHE_CALENDAR_REFUSED } VecheCalendarOutcome;

typedef struct _VecheCalendarStep VecheCalendarStep;
struct _VecheCalendarStep
{
  VecheCalendarEntry  *entry;                     /* (not owned) */
  VecheCalendarEntry  *ours;                      /* (nullable) as it is here now */
  VecheCalendarOutcome outcome;
  const char          *reason;                    /* why it is refused (nullable) */
  GStrv                fields;                    /* what changes (nullable) */
  guint                guests;                    /* how many of the guests are new or have answered */
  char                *uid;                       /* of the row (nullable): of one that is new once it is written */
  char                *series_uid, *agenda_uid;   /* (nullable) */
  VecheCalendarStep   *series;                    /* (not owned) (nullable) that the same file brings */
};
/* What each of the entries would do, in the order in which they are written: the preview.  It settles them (agenda, day of a series).  What is here is
 * newer by SEQUENCE, else by LAST-MODIFIED: refused. (element-type VecheCalendarStep), to be freed before the entries (transfer full) */
GPtrArray  *veche_calendar_compare   (VecheDb *db, GPtrArray *entries, GError **error);
/* Writes what is new and changed, within the transaction of the comparison.  The edit's kind is to be "import-calendar". */
gboolean    veche_calendar_edit_import (VecheDb *db, VecheEdit *edit, GPtrArray *steps, GError **error);

G_END_DECLS
