/* veche-event-list.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/veche-session.h"
#include "store/veche-plan-entries.h"

G_BEGIN_DECLS

/* The events and milestones of a quarter as a card of rows: those to come, past ones behind a button.  Ctrl+Shift+arrows move the focused one by a day
 * or a week, as dragging does in the month; the menu key shows all that can be done. */
#define VECHE_TYPE_EVENT_LIST (veche_event_list_get_type ())
G_DECLARE_FINAL_TYPE (VecheEventList, veche_event_list, VECHE, EVENT_LIST, GtkBox)

GtkWidget *veche_event_list_new (VecheSession *session, GPtrArray *events /* (element-type VechePlanEntry), by day */, const char *quarter);
void       veche_event_list_focus_uid (VecheEventList *self, const char *uid);
char      *veche_event_list_dup_focused (VecheEventList *self);   /* (nullable): so that a rebuilt list can focus it again */

G_END_DECLS
