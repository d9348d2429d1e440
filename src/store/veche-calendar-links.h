/* veche-calendar-links.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-calendar-table.h"

G_BEGIN_DECLS

/* What of the plan stands in a calendar outside, as what both sides knew it last: so that a change here, there or on both sides is told apart.
 * Lane functions.  calendar: uid of the source.
 *
 * What only one side changed is taken from it, field by field; of what both changed the calendar's stands, and what stood here is in the history.
 * What is gone there goes here, too, unless it was changed here meanwhile (then it is sent again) or more hangs on it than a calendar knows (then it is
 * cancelled).  What is deleted here is deleted there; what an undo took away, not. */

typedef struct
{
  char    *href, *uid, *object_uid;               /* uid: of the calendar's entry */
  char    *etag, *base, *hash;                    /* (nullable); base: the text */
  gboolean task, gone;                            /* gone: not there (any more) */
} VecheCalendarLink;
/* By href. (element-type utf8 VecheCalendarLink) (transfer full) */
GHashTable *veche_calendar_links_load    (VecheDb *db, const char *calendar, GError **error);
/* Forgets them all; the plan stays as it is. */
gboolean    veche_calendar_links_clear   (VecheDb *db, const char *calendar, GError **error);

typedef struct
{
  char      *href, *etag, *text;                  /* etag (nullable) */
  GPtrArray *entries;                             /* (element-type VecheCalendarEntry) (nullable): gone there */
  GPtrArray *base;                                /* (element-type VecheCalendarEntry) (nullable): as both sides knew it */
  gboolean   lapsed;                              /* gone from a calendar that leaves out what is over */
} VecheCalendarArrival;
void        veche_calendar_arrival_free  (gpointer self);

typedef struct { guint added, changed, removed, refused; } VecheCalendarCounts;
#define VECHE_ACTOR_CALENDAR "rule:calendar"      /* none of the person: Ctrl+Z passes it by; the history has it */
/* Takes n of them from the one at from on, as one gesture. name: of the source. counts (inout). */
gboolean    veche_calendar_follow        (VecheDb *db, const char *calendar, const char *name, GPtrArray *arrivals, guint from, guint n,
                                          VecheCalendarCounts *counts, GError **error);

typedef struct
{
  char      *href, *etag, *uid, *object_uid;      /* etag NULL: nothing is there yet */
  char      *hash;
  gboolean   task, remove;
  GPtrArray *entries;                             /* (element-type VecheCalendarEntry): the entry, of a series with what differs from it */
} VecheCalendarPush;
void        veche_calendar_push_free     (gpointer self);
/* What is to be sent: what was changed here, and what is new here. folder (nullable): where new ones go. (element-type VecheCalendarPush) */
GPtrArray  *veche_calendar_pushes        (VecheDb *db, const char *calendar, const char *folder, gboolean events, gboolean tasks, GError **error);
/* It is there now. etag (nullable): it did not say; text: as it was sent. */
gboolean    veche_calendar_pushed        (VecheDb *db, const char *calendar, const VecheCalendarPush *push, const char *etag, const char *text,
                                          GError **error);

G_END_DECLS
