/* veche-checklist-forms.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/veche-session.h"
#include "store/veche-plan-templates.h"

G_BEGIN_DECLS

/* The forms of a checklist and of its entries.  self NULL: a new one. */
void        veche_checklist_edit_kind (GtkWidget *parent, VecheSession *session, const VechePlanTemplate *self /* (nullable) */);
void        veche_checklist_edit_item (GtkWidget *parent, VecheSession *session, const VechePlanTemplate *template, const char *kind,
                                       const VechePlanTemplateItem *self /* (nullable) */);

/* One place up (-1) or down (1) among its like; name: what its row says. */
void        veche_checklist_move      (VecheSession *session, const char *table, const char *uid, int by, const char *name);

/* "T−14", "T", "T+3"; NULL without a day. (transfer full) */
char       *veche_checklist_day_short (int shift);
/* The same for those who listen: "14 days before". (transfer full) */
char       *veche_checklist_day_words (int shift);

G_END_DECLS
