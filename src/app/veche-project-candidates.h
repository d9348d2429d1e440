/* veche-project-candidates.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* Who could take a slot: people, best first, each with the reasons that put them there and one button that invites them; below, who is left out and why.
 * Reads by itself; veche_project_candidates_load() reads again. */
#define VECHE_TYPE_PROJECT_CANDIDATES (veche_project_candidates_get_type ())
G_DECLARE_FINAL_TYPE (VecheProjectCandidates, veche_project_candidates, VECHE, PROJECT_CANDIDATES, AdwBin)

GtkWidget  *veche_project_candidates_new      (VecheSession *session, const char *slot_uid);
const char *veche_project_candidates_get_slot (VecheProjectCandidates *self);
void        veche_project_candidates_load     (VecheProjectCandidates *self);

G_END_DECLS
