/* veche-door-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* The door of an event: who of everybody may the person in front of the desk be.  A lane function that reads; checking in is an edit
 * (veche_events_edit_check_in()). */

typedef struct
{
  gint64  member_id;
  char   *uid, *name;
  char   *handles, *city;                         /* (nullable) */
  char   *status, *role, *place_uid;              /* (nullable): not on the list; place_uid: of the event_participant */
  gint64  arrived;                                /* 0: not yet */
  guint   walk_in : 1;
} VecheDoorHit;
void       veche_door_hit_free       (VecheDoorHit *self);

/* By name or handle, in whatever script and on whichever keyboard layout, as the members' search finds them: those who are expected first, then those who
 * are in, then everybody else.  Nothing typed: who is expected and not in yet, by name, then who is in, the last one first. (element-type VecheDoorHit)
 * (transfer full) */
GPtrArray *veche_door_find           (VecheDb *db, const char *event_uid, const char *typed, guint limit, GError **error);

G_END_DECLS
