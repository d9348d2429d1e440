/* veche-calendar-entry.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What one entry of a calendar says, without how it is written down: between the plan's rows (store/veche-calendar-table.h) and iCalendar text
 * (exchange/veche-ics.h).  Days and times as in model/veche-when.h.  Any thread. */

typedef struct
{
  char *member_uid;                               /* (nullable): not found yet */
  char *name, *email;                             /* (nullable) */
  char *role, *status;                            /* words of event_participant */
} VecheCalendarGuest;

typedef struct { char *title; gboolean done; } VecheCalendarItem;   /* of a checklist */

typedef struct
{
  gboolean   task;
  char      *uid;                                 /* the calendar's UID; of an occurrence that differs that of its series */
  char      *recurs, *recurs_tz;                  /* of such an occurrence: the start by the rule, and its zone (nullable) */
  char      *title, *starts, *tz;                 /* of a task: starts is the due (nullable) */
  char      *ends;                                /* (nullable); of whole days the last one, unless it is the first */
  char      *about, *place, *link, *rrule;        /* (nullable) */
  char      *status;                              /* word of event.status or task.state; NULL when read: not said */
  char      *kind, *agenda;                       /* (nullable): not said, none */
  char      *snoozed;                             /* (nullable) of a task: a day before which it is not shown */
  GPtrArray *skipped;                             /* (element-type utf8) local starts that do not take place, in order */
  GPtrArray *guests;                              /* (element-type VecheCalendarGuest); of a task at most one: who does it, without role and status */
  GPtrArray *items;                               /* (element-type VecheCalendarItem) of a task, in order; none when read: not said */
  char      *extra;                               /* (nullable) what has no place here, one unfolded line each */
  int        online, remind, priority;            /* online -1: not said; remind -1: not, in minutes before */
  gint64     capacity;                            /* 0: not said */
  gint64     sequence, modified, created, closed; /* moments 0: not said */
  gint64     last_sequence;                       /* of a row: below it, a calendar's entry is old */
  gboolean   foreign;                             /* of a row: it came from a calendar */
  char      *row;                                 /* of a row: its own uid (nullable) */

  GPtrArray *categories;                          /* (element-type utf8) of one that was read: one of them may be its agenda */
  gboolean   rough;                               /* of one that was read: its status is any that is settled, not exactly this one */
  gboolean   present;                             /* of one that was read: what its calendar holds now, however old it says it is */
  GPtrArray *kept, *lost;                         /* (element-type utf8) of one that was read: what stays in extra, what is dropped and why */
} VecheCalendarEntry;

VecheCalendarEntry *veche_calendar_entry_new       (gboolean task);
void                veche_calendar_entry_free      (VecheCalendarEntry *self);
VecheCalendarGuest *veche_calendar_entry_add_guest (VecheCalendarEntry *self);               /* (transfer none) */
void                veche_calendar_entry_add_item  (VecheCalendarEntry *self, const char *title, gboolean done);
gboolean            veche_calendar_entry_same_items (const VecheCalendarEntry *a, const VecheCalendarEntry *b);
#define VECHE_CALENDAR_MOST_NOTES 100
void                veche_calendar_entry_note      (GPtrArray *names, const char *name);     /* once each; no more than that */
/* An end that says nothing is none, a task that is closed is not put off, skipped starts stand in order. */
void                veche_calendar_entry_tidy      (VecheCalendarEntry *self);
/* The rule as a calendar wants it: its end in UTC for moments, a day for days. (transfer full) (nullable) */
char               *veche_calendar_rule            (const char *rrule, const char *starts, const char *tz);
/* The value of a line of extra, "LAST-MODIFIED" for example. (transfer full) (nullable) */
char               *veche_calendar_extra_get       (const char *extra, const char *name);
/* Finds its agenda among its categories (folded name → name); the others, and a rough status, become what they are here. ours (nullable) */
void                veche_calendar_entry_settle    (VecheCalendarEntry *self, GHashTable *agendas, const VecheCalendarEntry *ours);
/* Which fields differ, as words of the plan; NULL: nothing. what the other does not say is no difference. (transfer full) (nullable) */
GStrv               veche_calendar_entry_compare   (const VecheCalendarEntry *ours, const VecheCalendarEntry *other);
/* Both were changed since base, as which both were known: what only we changed goes into theirs.  theirs and base as they were read, not settled yet.
 * TRUE: something of ours is in it now that is not there. */
gboolean            veche_calendar_entry_merge     (VecheCalendarEntry *theirs, const VecheCalendarEntry *ours, const VecheCalendarEntry *base);
/* The content as one text, to see whether it has changed: without when it was, how often, and who comes. (transfer full) */
char               *veche_calendar_entry_digest    (const VecheCalendarEntry *self);
/* The same entry: of a series the same of its days, in whatever zone it is said. */
gboolean            veche_calendar_entry_is_same   (const VecheCalendarEntry *self, const VecheCalendarEntry *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheCalendarEntry, veche_calendar_entry_free)

G_END_DECLS
