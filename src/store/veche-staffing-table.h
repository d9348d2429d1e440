/* veche-staffing-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* Rows for analysis/veche-staffing: what people have on their hands already.  Lane functions that read, for some hundred members at most;
 * ids (element-type gint64). */

typedef struct
{
  gint64 member_id;
  guint  slots, hours, tasks, asks;     /* of projects that are not over; open ones */
  gint64 last_asked;                    /* for anything; 0: never */
  guint  asked;                         /* times since since */
  guint  projects, events;              /* that were done with them; that they came to since a year */
  char  *platform, *offer;              /* where they like to be written to; an offer of theirs that speaks of the word (nullable) */
} VecheBurdenRow;
void       veche_burden_row_free     (VecheBurdenRow *self);
GPtrArray *veche_staffing_burdens    (VecheDb *db, GArray *ids, gint64 since, const char *word /* (nullable) */, GError **error);   /* (element-type VecheBurdenRow) */

typedef struct { gint64 member_id; double strength; guint people; char *name; } VecheTeamTieRow;   /* with how many of the team, strongest with name; as of now */
void       veche_team_tie_row_free   (VecheTeamTieRow *self);
GPtrArray *veche_staffing_ties       (VecheDb *db, gint64 project_id, GArray *ids, gint64 now, GError **error);   /* (element-type VecheTeamTieRow) */

typedef struct { gint64 member_id; char *title; } VecheBusyRow;                                    /* an event of that day that they said yes to, of another project */
void       veche_busy_row_free       (VecheBusyRow *self);
GPtrArray *veche_staffing_busy       (VecheDb *db, GArray *ids, const char *day, gint64 but_project_id, const char *but_event_uid /* (nullable) */, GError **error);   /* (element-type VecheBusyRow) */

/* Who is in a slot or was asked to be. */
typedef struct { gint64 member_id, at; char state; } VecheSeatRow;   /* state: VECHE_SEAT_… */
#define VECHE_SEAT_IN       'm'
#define VECHE_SEAT_INVITED  'i'
#define VECHE_SEAT_DECLINED 'd'
#define VECHE_SEAT_SILENT   's'
GArray    *veche_staffing_seats      (VecheDb *db, gint64 slot_id, GError **error);                /* (element-type VecheSeatRow) */
GArray    *veche_staffing_lively     (VecheDb *db, guint limit, GError **error);                   /* (element-type gint64) last seen first */
GArray    *veche_staffing_below      (VecheDb *db, gint64 competency_id, GError **error);          /* (element-type gint64) its children */

G_END_DECLS
