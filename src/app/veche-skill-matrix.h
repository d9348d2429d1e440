/* veche-skill-matrix.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "analysis/veche-coverage-map.h"

G_BEGIN_DECLS

/* People × competencies in one drawing: a disc for each claim, the bigger the higher its level, a ring where nobody has shown it yet.  Only
 * what is in sight is painted.  Arrow keys walk, each cell says itself aloud.  Signal "activated" (uid of a member). */
#define VECHE_TYPE_SKILL_MATRIX (veche_skill_matrix_get_type ())
G_DECLARE_FINAL_TYPE (VecheSkillMatrix, veche_skill_matrix, VECHE, SKILL_MATRIX, GtkWidget)

/* Borrows map, that must outlive the next call; columns: places in map->topics, rows: in map->people. (transfer none), copied */
void  veche_skill_matrix_show     (VecheSkillMatrix *self, const VecheCoverageMap *map, GArray *columns, GArray *rows);
/* "Anna Lebedeva · PostgreSQL: knows it deeply, confirmed" (transfer full) */
char *veche_skill_matrix_dup_cell (const VecheCoverageMap *map, guint person, guint topic);

G_END_DECLS
