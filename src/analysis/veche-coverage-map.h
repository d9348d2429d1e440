/* veche-coverage-map.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-competencies-table.h"

G_BEGIN_DECLS

/* What the community can do, competencies × people, and where it can't: a value, made on the scanner and handed over whole. */

typedef enum
{
  VECHE_GAP_NONE,
  VECHE_GAP_UNANSWERED,    /* somebody was asked about it, nobody has answered yet */
  VECHE_GAP_NOBODY,        /* nobody claims it or anything under it */
  VECHE_GAP_ONE,           /* one person only, and nobody under it */
  VECHE_GAP_UNCONFIRMED,   /* some claim it, nobody has shown it */
  VECHE_N_GAPS
} VecheGap;

/* The first that holds, in the order above: a topic is named once. */
VecheGap   veche_competency_gap      (const VecheCompetencyNode *node);

typedef struct
{
  GPtrArray *topics;        /* (element-type VecheCompetencyNode), as the tree has them */
  GPtrArray *people;        /* (element-type VecheHolder), the strongest first, at most the limit */
  guint      n_people;      /* how many claim anything at all */
  guint8    *cells;         /* people × topics: level, and VECHE_CELL_CONFIRMED */
  guint      gaps[VECHE_N_GAPS];
} VecheCoverageMap;

#define VECHE_CELL_LEVEL(cell)     ((cell) & 7)
#define VECHE_CELL_CONFIRMED       (1 << 3)

VecheCoverageMap *veche_coverage_map_new  (VecheDb *db, guint limit, GError **error);
void              veche_coverage_map_free (VecheCoverageMap *self);
guint8            veche_coverage_map_cell (const VecheCoverageMap *self, guint person, guint topic);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheCoverageMap, veche_coverage_map_free)

G_END_DECLS
