/* veche-checklist-rows.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "store/veche-plan-templates.h"

G_BEGIN_DECLS

/* The rows of the window of checklists, each named after its uid.  They know the actions of that window: checklist.edit, .open, .up, .down and .remove,
 * all with the uid.  first, last: of its like, so its menu moves it no further. (transfer floating) */
GtkWidget *veche_checklist_kind_row_new (const VechePlanTemplate *template, gboolean first, gboolean last);
GtkWidget *veche_checklist_item_row_new (const VechePlanTemplateItem *item, gboolean first, gboolean last);
/* target, class: nullable. (transfer floating) */
GtkWidget *veche_checklist_button_new   (const char *label, const char *action, const char *target, const char *class);

G_END_DECLS
