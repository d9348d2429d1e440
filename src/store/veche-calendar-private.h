/* veche-calendar-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-calendar-table.h"

G_BEGIN_DECLS

/* A row of the plan as an entry. */
typedef struct
{
  gint64              id, series;                 /* series 0: none */
  char               *uid;                        /* of the row */
  VecheCalendarEntry *entry;                      /* (nullable) once it was taken */
} VecheCalendarRow;
void veche_calendar_row_free (VecheCalendarRow *self);

/* By the UID of a calendar; recurs (nullable): the day that differs from the series with the UID, or with the row's uid. (transfer full) (nullable) */
VecheCalendarRow *veche_calendar_find (VecheDb *db, gboolean task, const char *uid, const char *recurs, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheCalendarRow, veche_calendar_row_free)

G_END_DECLS
