/* veche-project-parts.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "store/veche-plan-table.h"

G_BEGIN_DECLS

/* The lists of the project dialog: its steps, its roles, its team.  Each is a group of rows that knows how to write itself into an edit. */
typedef enum { VECHE_PARTS_STEPS, VECHE_PARTS_SLOTS, VECHE_PARTS_TEAM } VechePartsKind;

#define VECHE_TYPE_PROJECT_PARTS (veche_project_parts_get_type ())
G_DECLARE_FINAL_TYPE (VecheProjectParts, veche_project_parts, VECHE, PROJECT_PARTS, AdwPreferencesGroup)

/* parts: (element-type VecheStep, VecheSlot or VecheTeamMember by kind) (nullable); competencies: VecheCount, for choosing. */
GtkWidget *veche_project_parts_new         (VechePartsKind kind, VecheSession *session, GPtrArray *parts, GPtrArray *competencies);
/* Everything as one string, to see whether something was touched. (transfer full) */
char      *veche_project_parts_fingerprint (VecheProjectParts *self);
void       veche_project_parts_save        (VecheProjectParts *self, VecheEdit *edit, const char *project_uid);

G_END_DECLS
