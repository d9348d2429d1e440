/* veche-hours.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* When we answer: hours of the week, days off and days that are otherwise, in one time zone.  Clocks of the Inbox run only while it is open.
 *
 * As text, parts with ";" between them:
 *   mon-fri 10:00-19:00        days of the week and their hours; several with commas: "mon,wed 9:00-13:00,14:00-18:00"
 *   sat 22:00-02:00            over midnight
 *   off 2026-12-31..2027-01-08 days off, one or a stretch
 *   2026-12-26 10:00-16:00     that one day, whatever its weekday has
 * Later parts replace what earlier ones said of a day.  Days that no part names are closed; "" is open always.
 *
 * Immutable.  Any thread. */
typedef struct _VecheHours VecheHours;

VecheHours *veche_hours_new     (const char *text, GTimeZone *zone, GError **error);   /* zone (nullable): the machine's. VECHE_HOURS_ERROR */
VecheHours *veche_hours_ref     (VecheHours *self);
void        veche_hours_unref   (VecheHours *self);

/* All moments and stretches in microseconds. */
gint64      veche_hours_between (VecheHours *self, gint64 from, gint64 to);      /* open time from one moment to another; 0 when to <= from */
gint64      veche_hours_after   (VecheHours *self, gint64 from, gint64 span);    /* the moment at which so much open time has gone by since `from` */
gboolean    veche_hours_is_open (VecheHours *self, gint64 at);
gboolean    veche_hours_is_always (VecheHours *self);
GTimeZone  *veche_hours_get_zone (VecheHours *self);                            /* (transfer none) */

/*** The working day: one answer for all that end or begin with it ***/

typedef struct { int opens, closes; guint days; } VecheWorkHours;   /* minutes of the day; a bit a weekday, from Monday */
#define VECHE_WORK_HOURS_USUAL ((VecheWorkHours) { 9 * 60, 18 * 60, 0x1f })

/* The usual day of the week: what most of its days have. Where it is always open, the usual ones of the program. */
void        veche_hours_usual   (VecheHours *self, VecheWorkHours *usual);
/* The moment at which work ends on a day ("2026-12-24"); where it does not begin, the usual hour. 0: no such day */
gint64      veche_hours_closing (VecheHours *self, const char *day);
/* The hour at which work begins on the first working day after that of the moment. */
gint64      veche_hours_next_morning (VecheHours *self, gint64 at);

/*** The text, for those who edit it ***/

/* "10:00-13:00,14:00-19:00" of a weekday, 0: Monday; "": closed. (transfer full) */
char       *veche_hours_dup_weekday (VecheHours *self, guint weekday);
/* The text with other hours of the week, and what it said of single days.  As typed: "10–19", "9.30 - 18"; "": closed. SYNTAX, NEVER. (transfer full) */
char       *veche_hours_write   (const char *text, const char *const week[7], GError **error);

#define VECHE_HOURS_ERROR (veche_hours_error_quark ())
GQuark      veche_hours_error_quark (void);
typedef enum { VECHE_HOURS_ERROR_SYNTAX, VECHE_HOURS_ERROR_NEVER } VecheHoursError;   /* NEVER: no hour of any week is open */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheHours, veche_hours_unref)

G_END_DECLS
