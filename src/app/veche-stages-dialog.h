/* veche-stages-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* The thresholds of the stages, and who would move by them: shown first, then moved as one gesture. */
#define VECHE_TYPE_STAGES_DIALOG (veche_stages_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VecheStagesDialog, veche_stages_dialog, VECHE, STAGES_DIALOG, AdwWindow)

void veche_stages_dialog_open (VecheSession *session, GtkWindow *parent);

G_END_DECLS
