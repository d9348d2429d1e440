/* veche-reminders-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* What asked to be reminded of.  A reminder stands from its moment on: of an event until it is over, an hour at least; of a task while it is open, for a
 * week.  Lane functions. */

typedef struct
{
  gboolean task;
  char    *uid, *title;       /* uid: of a ritual's occurrence that of the ritual */
  char    *when;              /* local time of this computer; a day, if it is a whole one */
  char    *place;             /* (nullable) */
  gint64   at;                /* from when on it stands, microseconds UTC */
} VecheReminder;
void        veche_reminder_free    (VecheReminder *self);

/* Those that stand now, soonest first; next (out): when the next one will, if that is within a day; 0: none. (element-type VecheReminder) (transfer full) */
GPtrArray  *veche_reminders_list   (VecheDb *db, gint64 now, gint64 *next, GError **error);

G_END_DECLS
