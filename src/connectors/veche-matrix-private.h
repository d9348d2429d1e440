/* veche-matrix-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-matrix-parse.h"

G_BEGIN_DECLS

/* Between the files that read Matrix's JSON. */

gint64      veche_matrix_time      (JsonObject *event);                                            /* microseconds UTC, 0: none */
/* profile (nullable): what a room or a list says of them. NULL: nobody. */
const char *veche_matrix_add_user  (VecheMatrix *self, const char *id, JsonObject *profile);
/* Of a room's timeline; what changes the room itself is read before. */
void        veche_matrix_add_event (VecheMatrix *self, VecheMatrixRoom *room, JsonObject *event);

G_END_DECLS
