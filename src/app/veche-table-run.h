/* veche-table-run.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "exchange/veche-people-plan.h"

G_BEGIN_DECLS

/* Carries the plan out as a job of the activity popover; says what came of it in a toast with Undo, and shows the lines that were left out.
 * The plan must be left alone until ended is called. */
/* How it ended: brought in, stopped (error is G_IO_ERROR_CANCELLED) or failed; then result tells what came in before that. */
typedef void (*VecheTableRunEnded) (const VechePeopleResult *result, const GError *error, gpointer user_data);
void veche_table_run (VecheSession *session, GtkWindow *parent, VechePeoplePlan *plan, gboolean remember, VecheTableRunEnded ended,
                      gpointer user_data);

G_END_DECLS
