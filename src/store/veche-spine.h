/* veche-spine.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How one list of ids becomes another.  Pure; runs on the scanner. */
typedef struct
{
  guint old_start, removed;   /* in the old list */
  guint new_start, added;     /* in the new list */
} VecheSpineRange;

/* The ranges in order, none for equal lists: few small ones when the lists differ little, else one that spans all differences.
 * (transfer full) (element-type VecheSpineRange) */
GArray *veche_spine_diff (const gint64 *old_ids, guint n_old, const gint64 *new_ids, guint n_new);

G_END_DECLS
