/* veche-event-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "store/veche-plan-table.h"

G_BEGIN_DECLS

/* Makes or changes an event: what, when, where, and the people with their roles and attendance.  What was typed is kept on Esc: closing
 * with changes asks.  Saving is one gesture. */
#define VECHE_TYPE_EVENT_DIALOG (veche_event_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VecheEventDialog, veche_event_dialog, VECHE, EVENT_DIALOG, AdwWindow)

/* uid NULL: a new event, on day (nullable: today). */
void veche_event_dialog_present (GtkWidget *parent, VecheSession *session, const char *uid, const char *day);

G_END_DECLS
