/* veche-skill-view.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "analysis/veche-coverage-map.h"
#include "app/veche-session.h"

G_BEGIN_DECLS

/* The tree of competencies, and beside it who can what: drawn, or as a list in words.  Signal "ask" (text). */
#define VECHE_TYPE_SKILL_VIEW (veche_skill_view_get_type ())
G_DECLARE_FINAL_TYPE (VecheSkillView, veche_skill_view, VECHE, SKILL_VIEW, AdwBin)

void     veche_skill_view_set_session (VecheSkillView *self, VecheSession *session);   /* (nullable) */
void     veche_skill_view_show        (VecheSkillView *self, VecheCoverageMap *map);   /* takes it */
void     veche_skill_view_add         (VecheSkillView *self);
gboolean veche_skill_view_back        (VecheSkillView *self);                          /* TRUE: went back to the tree */

G_END_DECLS
