/* veche-when.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The days and times of the plan.  They are local and text, with an IANA zone beside them: "2026-12-13" is a whole day, "2026-12-13T19:00" a moment
 * (seconds, if any, are cut off).  So a meeting at seven stays at seven whatever the clocks do, and texts sort as what they mean.
 *
 * A moment that the clocks leave out (02:30 in the night they go forward) is read with the offset before it, one that comes twice is the first of
 * the two: RFC 5545, 3.3.5.  Pure; any thread.  Whole functions return NULL, 0 or FALSE for what is no time. */

gboolean veche_when_is_valid     (const char *local);
gboolean veche_when_is_day       (const char *local);                      /* a whole day */
gint64   veche_when_instant      (const char *local, const char *tz);      /* microseconds UTC; 0: no time. tz (nullable), or unknown: UTC */
/* From when until when something lasts, in microseconds UTC.  Whole days last to the end of the last one; without an end: of the first.
 * A moment without an end, or with one before it, lasts no time. */
gboolean veche_when_span         (const char *starts, const char *ends, const char *tz, gint64 *from, gint64 *until);
char    *veche_when_local        (gint64 at, const char *tz);              /* "2026-12-13T19:00" (transfer full) */
char    *veche_when_today        (gint64 now, const char *tz);             /* "2026-12-13"; tz NULL: of this computer (transfer full) */
char    *veche_when_day          (const char *local);                      /* its day (transfer full) (nullable) */
char    *veche_when_add_days     (const char *local, int days);            /* by the calendar: the time of day stays (transfer full) (nullable) */
char    *veche_when_add_minutes  (const char *local, int minutes);         /* by the clock on the wall; a day becomes a moment (transfer full) (nullable) */
int      veche_when_days_between (const char *from, const char *to);       /* of two valid ones: days to the day of the other */
/* "2026-12-13 19:00:30" and the like as the plan writes it. (transfer full) (nullable) */
char    *veche_when_tidy         (const char *text);
const char *veche_when_own_zone  (void);                                   /* IANA name of this computer's zone; "UTC" when it tells none */
gboolean veche_when_zone_exists  (const char *tz);

/* Rules of what comes again: RRULE of RFC 5545 without "RRULE:", for example "FREQ=WEEKLY;BYDAY=MO".  Only whole days come again: DAILY, WEEKLY,
 * MONTHLY, YEARLY. */
gboolean veche_when_rule_check   (const char *rrule, GError **error);      /* G_IO_ERROR_INVALID_ARGUMENT */
/* The local starts by the rule from since to before until (local ones, too; until NULL: no end), at most limit of them, in order.  The first is
 * starts itself, whether or not the rule names it.  Of whole days, the day of since is one of them.  Nothing for a rule that is none. (transfer full) */
GStrv    veche_when_recur        (const char *rrule, const char *starts, const char *tz, const char *since, const char *until, guint limit);
char    *veche_when_rule_rest    (const char *rrule);                      /* of those after the first: one fewer, where they are counted (transfer full) */
/* The rule of a series that goes from the day it began to another: the days that it names and its last one go with it. (transfer full) */
char    *veche_when_rule_follow  (const char *rrule, const char *from, const char *to);
char    *veche_when_next         (const char *rrule, const char *starts, const char *tz, const char *after);   /* (transfer full) (nullable): none */

G_END_DECLS
