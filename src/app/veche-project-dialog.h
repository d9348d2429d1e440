/* veche-project-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-form-dialog.h"
#include "app/veche-session.h"

G_BEGIN_DECLS

/* Starts a joint project of the quarter: title, goal, kind with its checklist, day, owner; then shows its page.  Closing with changes asks; saving is one
 * gesture. */
/* A choice of the quarters from so many after the one (before it: below 0) to so many after. */
void veche_project_dialog_add_quarters (VecheFormDialog *form, const char *quarter, int from, int to, const char *chosen);
void veche_project_dialog_present (GtkWidget *parent, VecheSession *session, const char *quarter);

G_END_DECLS
