/* veche-competency-tree.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* The tree of competencies, to look at and to put in order: by dragging, by keys (F2, Insert, Delete, Alt and the arrows), by the row's menu.
 * Signals "selected" (uid, "" for all), "activated" (of the selected one) and "ask" (text). */
#define VECHE_TYPE_COMPETENCY_TREE (veche_competency_tree_get_type ())
G_DECLARE_FINAL_TYPE (VecheCompetencyTree, veche_competency_tree, VECHE, COMPETENCY_TREE, AdwBin)

void        veche_competency_tree_set_session (VecheCompetencyTree *self, VecheSession *session);   /* (nullable) */
/* Borrows the topics until the next call. (element-type VecheCompetencyNode) */
void        veche_competency_tree_show        (VecheCompetencyTree *self, GPtrArray *topics);
void        veche_competency_tree_add         (VecheCompetencyTree *self);

G_END_DECLS
