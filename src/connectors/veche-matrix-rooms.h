/* veche-matrix-rooms.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a sync has to remember until the next: the server says only what changed. */
typedef struct
{
  char    *id;
  char    *name;             /* (nullable) */
  char    *parent;           /* (nullable): the space it belongs to */
  gint64   since;            /* until here all that was said is vouched for, and what comes is on its way to us; 0: not said */
  guint    encrypted : 1, direct : 1, named : 1;   /* named: by somebody, not after who is in it */
} VecheMatrixRoom;

typedef struct
{
  char       *since;         /* (nullable): next_batch of the last answer */
  char       *our_name;      /* (nullable): as rooms show us */
  gint64      heard;         /* when it was asked for; 0: never */
  gint64      covered;       /* when all rooms were last said to be whole */
  GHashTable *rooms;         /* id → VecheMatrixRoom */
} VecheMatrixRooms;

/* text (nullable): a cursor; what it does not hold is empty. */
VecheMatrixRooms *veche_matrix_rooms_read  (const char *text);
void              veche_matrix_rooms_free  (VecheMatrixRooms *self);
char             *veche_matrix_rooms_write (VecheMatrixRooms *self);                 /* (transfer full) */
VecheMatrixRoom  *veche_matrix_rooms_get   (VecheMatrixRooms *self, const char *id); /* made when it is new */
void              veche_matrix_room_set_name (VecheMatrixRoom *room, const char *name, gboolean named);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheMatrixRooms, veche_matrix_rooms_free)

G_END_DECLS
