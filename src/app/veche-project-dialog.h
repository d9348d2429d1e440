/* veche-project-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "store/veche-plan-table.h"

G_BEGIN_DECLS

/* Starts or changes the joint project of a quarter: goal, status, owner, outcome, steps, roles, team.  Closing with changes asks; saving is
 * one gesture. */
#define VECHE_TYPE_PROJECT_DIALOG (veche_project_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VecheProjectDialog, veche_project_dialog, VECHE, PROJECT_DIALOG, AdwWindow)

/* uid NULL: a new project of the quarter. */
void veche_project_dialog_present (GtkWidget *parent, VecheSession *session, const char *uid, const char *quarter);

G_END_DECLS
