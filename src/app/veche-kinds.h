/* veche-kinds.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "store/veche-events-table.h"

G_BEGIN_DECLS

/* The kinds of projects or events ("project", "event") that the workspace has; one that has none yet is given those of the program first.  Not called on
 * an error, which is shown. templates (element-type VechePlanTemplate): only for the call. */
typedef void (*VecheKindsFunc) (GPtrArray *templates, gpointer user_data);
void veche_kinds_load     (VecheSession *session, const char *subject, VecheKindsFunc func, gpointer user_data, GDestroyNotify destroy);

/* Kinds that were there before kinds brought a programme and a length get them, once; FALSE: they have them, and done is not called. */
gboolean veche_kinds_catch_up (VecheSession *session, GPtrArray *templates, VecheSessionDone done, gpointer user_data);

/* Asks which kind's tasks, programme and length the event is to get. */
void veche_kinds_ask_event (GtkWidget *parent, VecheSession *session, const VecheEventCard *event);

G_END_DECLS
