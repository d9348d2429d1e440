/* veche-spine-walk.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-spine.h"

G_BEGIN_DECLS

/* A list on its way from one spine to the next, in steps that a view hears of one by one: none of them has it make many rows. */

/* What items-changed says, and what the list is then: so many of the old ids, then the new ones from tail_start on without those of the gap. */
typedef struct
{
  guint position, removed, added;
  guint n_head, tail_start;
  guint gap_start, n_gap;
} VecheSpineStep;

/* shown: the old ids that a view may have rows for (element-type gint64), NULL: in as few steps as can be.  Pure; runs on the scanner.
 * (transfer full) (element-type VecheSpineStep) */
GArray *veche_spine_steps (GArray *ranges, const gint64 *old_ids, GArray *shown);

/* At rest it is the new ids alone.  They are never changed, the scanner reads them too. */
typedef struct
{
  GArray        *old_ids;   /* (owned) (nullable) (element-type gint64): until the last step is taken */
  GArray        *ids;       /* (owned) (element-type gint64) */
  GArray        *steps;     /* (owned) (nullable) (element-type VecheSpineStep) */
  guint          n_taken;
  VecheSpineStep at;
} VecheSpineWalk;

void   veche_spine_walk_init  (VecheSpineWalk *self);
void   veche_spine_walk_clear (VecheSpineWalk *self);
guint  veche_spine_walk_count (const VecheSpineWalk *self);
gint64 veche_spine_walk_id_at (const VecheSpineWalk *self, guint position);

/* The walk before has ended. */
void   veche_spine_walk_begin (VecheSpineWalk *self, GArray *ids, GArray *steps);
/* The list has become what the step says; NULL: it is at rest. */
const VecheSpineStep *veche_spine_walk_next (VecheSpineWalk *self);

G_END_DECLS
