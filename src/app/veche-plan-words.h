/* veche-plan-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "store/veche-plan-table.h"

G_BEGIN_DECLS

/* The plan in words, translated.  Main thread.  All (transfer full). */
char       *veche_quarter_title    (const char *quarter);           /* "IV квартал 2026" */
char       *veche_quarter_empty_words (const char *quarter);        /* of one without joint work: by when to choose it, or that it has passed */
char       *veche_quarter_short    (const char *quarter);           /* "IV кв." */
char       *veche_day_short        (const char *day);               /* "13 дек."; NULL for NULL or what is no day */
char       *veche_day_dated        (const char *day);               /* "13 дек. 2026" */
char       *veche_day_long         (const char *day);               /* "13 декабря" */
char       *veche_day_full         (const char *day);               /* "вс, 13 декабря 2026" */
char       *veche_day_month_title  (const char *day);               /* "Ноябрь 2026" */
char       *veche_day_weekday      (const char *day);               /* "сб" */

GDateTime  *veche_day_parse        (const char *day);               /* (nullable): local midnight; also of "2026-12-13T19:00" */
char       *veche_day_today        (void);
int         veche_day_until        (const char *day);               /* days from today; may be negative */
char       *veche_day_step         (const char *day, int days);

char       *veche_money_words      (gint64 minor, const char *currency /* (nullable) */);   /* hundredths: "12 500,50 EUR" (transfer full) */
const char *veche_status_title     (const char *status);            /* of a project or event; (transfer none) */
const char *veche_event_kind_title (const char *kind);              /* (transfer none) */
const char *veche_role_title       (const char *role);              /* (transfer none) */
const char *veche_attendance_title (const char *status);            /* (transfer none) */

/* The nicks in the order in which a person chooses them; NULL-terminated. */
extern const char *const veche_project_statuses[];
extern const char *const veche_event_statuses[];
extern const char *const veche_event_kinds[];
extern const char *const veche_event_roles[];
extern const char *const veche_attendances[];

G_END_DECLS
