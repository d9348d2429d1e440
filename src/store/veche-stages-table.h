/* veche-stages-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* What the stage of a member hangs on. */
typedef struct
{
  gint64 id;
  char  *uid, *name, *stage;
  gint64 joined, first_seen, last_seen;   /* 0: unknown */
  guint  days_active_30;
} VecheStageRow;

/* Members with an id above after, in its order; staff, bots, the manager and who is archived are left out. Lane function.
 * (transfer full) (element-type VecheStageRow) */
GPtrArray *veche_stages_read (VecheDb *db, gint64 after, guint limit, gint64 since, GError **error);

G_END_DECLS
