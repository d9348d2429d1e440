/* veche-dates-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* Birthdays, and the days on which people have been with us for so many years.  Lane functions. */

typedef enum { VECHE_DATE_BIRTHDAY, VECHE_DATE_WITH_US } VecheDateKind;

typedef struct
{
  VecheDateKind kind;
  gint64        member_id;
  char         *uid, *name;
  char         *day;        /* when it comes round: '2026-11-28' */
  int           years;      /* how old they get, how long they have been here; 0: not known */
} VecheDate;

void       veche_date_free  (VecheDate *self);

/* Those that fall on since ≤ day < until ('YYYY-MM-DD', at most a year apart), in order of days; staff and bots, the archived and the manager left
 * out.  Who was born on the 29th of February has it on the 28th in other years. (element-type VecheDate) */
GPtrArray *veche_dates_list (VecheDb *db, const char *since, const char *until, guint limit, GError **error);

/* The same, of one member. (element-type VecheDate) */
GPtrArray *veche_dates_of    (VecheDb *db, gint64 member_id, const char *since, const char *until, GError **error);

/* The next time a birthday ('1990-05-17', '--05-17') comes round from today ('YYYY-MM-DD') on; days until then, -1: it is no date. */
int        veche_dates_until (const char *birthday, const char *today);

G_END_DECLS
