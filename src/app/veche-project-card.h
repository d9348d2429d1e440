/* veche-project-card.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/veche-session.h"
#include "store/veche-plan-table.h"

G_BEGIN_DECLS

/* The quarter's joint project: what, when, its steps, who does what.  Made anew when the project changes (it is bounded and small).
 * Signal "edit": the person wants the dialog. */
#define VECHE_TYPE_PROJECT_CARD (veche_project_card_get_type ())
G_DECLARE_FINAL_TYPE (VecheProjectCard, veche_project_card, VECHE, PROJECT_CARD, GtkBox)

GtkWidget    *veche_project_card_new         (VecheSession *session, VecheProject *project, gboolean narrow);
VecheProject *veche_project_card_get_project (VecheProjectCard *self);

G_END_DECLS
