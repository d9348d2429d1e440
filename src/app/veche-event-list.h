/* veche-event-list.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* The events of a quarter as a card of rows.  Ctrl+Shift+arrows move the focused one by a day or a week, as dragging does in the month.
 * Signal "edit" (uid). */
#define VECHE_TYPE_EVENT_LIST (veche_event_list_get_type ())
G_DECLARE_FINAL_TYPE (VecheEventList, veche_event_list, VECHE, EVENT_LIST, GtkBox)

GtkWidget *veche_event_list_new (VecheSession *session, GPtrArray *events /* (element-type VecheEvent) */, const char *quarter);
void       veche_event_list_focus_uid (VecheEventList *self, const char *uid);
char      *veche_event_list_dup_focused (VecheEventList *self);   /* (nullable): so that a rebuilt list can focus it again */

/* Moves an event through the journal, and says so with Undo. Also used by the month. */
void       veche_event_move (VecheSession *session, const char *uid, const char *title, int days);

G_END_DECLS
