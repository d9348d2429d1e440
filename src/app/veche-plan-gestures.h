/* veche-plan-gestures.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "store/veche-plan-entries.h"

G_BEGIN_DECLS

/* What can be done with something that stands in the plan, the same in each view: by hand, by keys, by menu.  Everything is one undo. */
void        veche_plan_shift       (VecheSession *session, const VechePlanEntry *entry, VechePlanEdge edge, int days);
void        veche_plan_set_stage   (VecheSession *session, const VechePlanEntry *entry, VechePlanStage stage);
/* To that moment of this computer's clocks: "2026-12-13T19:30". */
void        veche_plan_set_moment  (VecheSession *session, const VechePlanEntry *entry, const char *local);
/* By so much on the clocks here; what takes whole days stays. */
void        veche_plan_shift_minutes (VecheSession *session, const VechePlanEntry *entry, int minutes);
/* Whether that can be taken hold of. */
gboolean    veche_plan_can_shift   (const VechePlanEntry *entry, VechePlanEdge edge);
gboolean    veche_plan_can_stage   (const VechePlanEntry *entry, VechePlanStage stage);

/* Opens what it is, or what it belongs to. The only way from the plan to the pages of projects and events. */
void        veche_plan_open        (GtkWidget *widget, VecheSession *session, const VechePlanEntry *entry);
void        veche_plan_open_project (GtkWidget *widget, VecheSession *session, const char *uid /* (nullable): a new one */, const char *quarter);
void        veche_plan_open_event  (GtkWidget *widget, VecheSession *session, const char *uid /* (nullable): a new one */, const char *day);

/* All of this as a menu that points at x, y of the widget, which has a layout manager and drops its menus when it is disposed of. */
void        veche_plan_popup_menu  (GtkWidget *widget, VecheSession *session, const VechePlanEntry *entry, double x, double y);
/* Any menu there: of one widget they share a popover.  prefix (nullable): of the actions in group. */
void        veche_plan_popup       (GtkWidget *widget, GMenuModel *model, const char *prefix, GActionGroup *group, double x, double y);
void        veche_plan_drop_menus  (GtkWidget *widget);

/* The entry's title, kind, days and what else matters, for a screen reader and a tooltip. (transfer full) */
char       *veche_plan_entry_spoken (const VechePlanEntry *entry);
/* "22 нояб., сб · 19:00 · Казань"; with_day FALSE: without the day (transfer full) */
char       *veche_plan_entry_about (const VechePlanEntry *entry, gboolean with_day);
/* When it is of another zone: "19:00 Катманду" (transfer full) (nullable) */
char       *veche_plan_entry_elsewhere (const VechePlanEntry *entry);
const char *veche_plan_stage_title (VechePlanStage stage);
const char *veche_plan_entry_state (const VechePlanEntry *entry);   /* an event is cancelled or skipped where work is given up */
const char *veche_plan_kind_title  (const VechePlanEntry *entry);
/* (nullable): it has none. */
const char *veche_plan_entry_shape (const VechePlanEntry *entry);

G_END_DECLS
