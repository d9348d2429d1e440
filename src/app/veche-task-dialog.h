/* veche-task-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "app/veche-task-edits.h"

G_BEGIN_DECLS

/* All of one task: what, when, who, how often, its checklist, and a way to what it hangs on.  Each answer is saved by itself. */
#define VECHE_TYPE_TASK_DIALOG (veche_task_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VecheTaskDialog, veche_task_dialog, VECHE, TASK_DIALOG, AdwWindow)

void veche_task_dialog_present (GtkWidget *parent, VecheSession *session, const char *uid);

/* One line to write a task down that hangs on something; about: what that is, in words. */
void veche_task_ask            (GtkWidget *parent, VecheSession *session, const VecheTaskOn *on, const char *about);

G_END_DECLS
