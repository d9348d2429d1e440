/* veche-plan-list.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-row.h"
#include "app/veche-session.h"
#include "store/veche-plan-entries.h"

G_BEGIN_DECLS

/* A list of what stands in the plan, of drawn rows: a column of the board, the timeline, the list.  Rows stay where they are when it is filled again,
 * and what has the focus keeps it.  Enter opens, the menu key and the right button show what can be done, dragging takes an entry along. */
#define VECHE_TYPE_PLAN_LIST (veche_plan_list_get_type ())
G_DECLARE_FINAL_TYPE (VechePlanList, veche_plan_list, VECHE, PLAN_LIST, AdwBin)

GtkWidget      *veche_plan_list_new          (VecheSession *session, GType row_type /* of VecheRow */, const char *label /* for a screen reader */);
/* (element-type VecheRecord): entries, and headings between them (transfer none) */
void            veche_plan_list_fill         (VechePlanList *self, GPtrArray *records);
VechePlanEntry *veche_plan_list_get_selected (VechePlanList *self);                                   /* (transfer none) (nullable) */
gboolean        veche_plan_list_focus_entry  (VechePlanList *self, const VechePlanEntry *entry);      /* FALSE: it is not there */
void            veche_plan_list_come_to      (VechePlanList *self, const VechePlanEntry *entry);      /* scrolls there, if it is in it */
void            veche_plan_list_focus        (VechePlanList *self);
VechePlanEntry *veche_plan_list_find_at      (VechePlanList *self, double x, double y, GtkWidget **row);   /* (transfer none) (nullable); row (out) (optional) */
GtkListView    *veche_plan_list_get_view     (VechePlanList *self);
void            veche_plan_list_drags        (VechePlanList *self);                                   /* entries can be dragged out of it */

/* In place of a view with nothing in it: what would stand there, and the ways to begin.  Within the page of the plan. */
GtkWidget      *veche_plan_empty_new         (const char *description);

/* What is dragged out of a list, as text, and found again among entries. (nullable) */
VechePlanEntry *veche_plan_find_dragged      (GPtrArray *entries, const char *dragged);
char           *veche_plan_dragged_text      (const VechePlanEntry *entry);

G_END_DECLS
