/* veche-competency-list.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "model/veche-profile.h"

G_BEGIN_DECLS

/* What a member can do: level, what shows it, and a place to add more. */
#define VECHE_TYPE_COMPETENCY_LIST (veche_competency_list_get_type ())
G_DECLARE_FINAL_TYPE (VecheCompetencyList, veche_competency_list, VECHE, COMPETENCY_LIST, AdwBin)

void veche_competency_list_set_profile (VecheCompetencyList *self, VecheSession *session, VecheProfile *profile);  /* (nullable) both */
void veche_competency_list_set_names   (VecheCompetencyList *self, const char *const *names);                      /* to offer while typing */
void veche_competency_list_commit      (VecheCompetencyList *self);

G_END_DECLS
