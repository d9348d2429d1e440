/* veche-source-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "app/veche-source-guide.h"
#include "store/veche-sources-table.h"

G_BEGIN_DECLS

/* Connecting a source: what kind, where, how to sign in.  What is entered is tried before anything is kept. */
#define VECHE_TYPE_SOURCE_DIALOG (veche_source_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VecheSourceDialog, veche_source_dialog, VECHE, SOURCE_DIALOG, AdwWindow)

VecheSourceDialog *veche_source_dialog_add     (VecheSession *session, GtkWidget *parent);
VecheSourceDialog *veche_source_dialog_sign_in (VecheSession *session, GtkWidget *parent, VecheSource *source);

G_END_DECLS
