/* veche-matrix-history.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-matrix-parse.h"

G_BEGIN_DECLS

/* What is asked of rooms one by one: their events, members and earlier talk.  Worker thread. */

/* What of a timeline is read. */
#define VECHE_MATRIX_TALK "\"m.room.message\",\"m.room.encrypted\",\"m.room.redaction\",\"m.room.member\",\"m.reaction\",\"m.sticker\""

/* What the events of one batch are asked for with. */
typedef struct
{
  VecheConnector *connector;
  VecheApi       *api;
  GError         *error;     /* (nullable): the first that is no answer */
} VecheMatrixLooker;

/* "/_matrix/client/v3/rooms/%21club%3Aexample.org/messages"; further steps, closed by NULL. (transfer full) */
char       *veche_matrix_path     (const char *room, ...) G_GNUC_NULL_TERMINATED;
/* There is a session.  looker (nullable): events are not asked for. */
void        veche_matrix_meet     (VecheMatrix *matrix, VecheConnector *connector, VecheApi *api, VecheBatch *batch, VecheMatrixRooms *rooms, VecheMatrixLooker *looker);
/* TRUE: nothing went wrong on the way. */
gboolean    veche_matrix_looked   (VecheMatrixLooker *looker, GError **error);

VecheBatch *veche_matrix_members  (VecheConnector *connector, VecheApi *api, const char *cursor, GError **error);
VecheBatch *veche_matrix_backfill (VecheConnector *connector, VecheApi *api, const VecheGap *gap, const char *cursor, GError **error);

G_END_DECLS
