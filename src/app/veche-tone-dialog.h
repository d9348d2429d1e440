/* veche-tone-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* How a community is spoken to: its address, and words that are not said.  Asks before it closes with something typed. */
#define VECHE_TYPE_TONE_DIALOG (veche_tone_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VecheToneDialog, veche_tone_dialog, VECHE, TONE_DIALOG, AdwWindow)

void veche_tone_dialog_present (GtkWidget *parent, VecheSession *session);

G_END_DECLS
