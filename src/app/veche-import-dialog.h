/* veche-import-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* An export of a chat is looked through, shown, and only then brought in. */
#define VECHE_TYPE_IMPORT_DIALOG (veche_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VecheImportDialog, veche_import_dialog, VECHE, IMPORT_DIALOG, AdwWindow)

VecheImportDialog *veche_import_dialog_open (VecheSession *session, GtkWindow *parent, const char *path);

/* A file dropped on the widget is handed to the function. */
typedef void (*VecheImportDropped) (GtkWidget *widget, const char *path);
void               veche_import_accept_drops (GtkWidget *widget, VecheImportDropped dropped);

G_END_DECLS
