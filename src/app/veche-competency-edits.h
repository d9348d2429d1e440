/* veche-competency-edits.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "store/veche-competencies-table.h"

G_BEGIN_DECLS

/* What one can do to the tree of competencies, as gestures with their toasts; the ones with dots ask first.  A node is copied where it is
 * needed later.  Main thread. */
void veche_competency_add      (VecheSession *session, GtkWidget *parent, const VecheCompetencyNode *under /* (nullable) */);  /* … */
void veche_competency_rename   (VecheSession *session, GtkWidget *parent, const VecheCompetencyNode *node);                    /* … */
void veche_competency_aliases  (VecheSession *session, GtkWidget *parent, const VecheCompetencyNode *node);                    /* … */
void veche_competency_move     (VecheSession *session, const VecheCompetencyNode *node, const char *under_uid /* (nullable) */);
void veche_competency_merge    (VecheSession *session, GtkWidget *parent, const VecheCompetencyNode *node, GPtrArray *topics);  /* … */
void veche_competency_delete   (VecheSession *session, GtkWidget *parent, const VecheCompetencyNode *node);                    /* … */

G_END_DECLS
