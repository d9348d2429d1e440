/* veche-export-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "exchange/veche-export.h"

G_BEGIN_DECLS

/* People into a file: which format, which columns; private ones only when ticked. */
#define VECHE_TYPE_EXPORT_DIALOG (veche_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VecheExportDialog, veche_export_dialog, VECHE, EXPORT_DIALOG, AdwWindow)

/* ids (nullable) (element-type gint64): only these of them, or with `but` all but these. */
VecheExportDialog *veche_export_dialog_open (VecheSession *session, GtkWindow *parent, VecheQuery *query, GArray *ids, gboolean but);
/* Writes what the dialog says into that file, as a job of the activity popover. */
void               veche_export_dialog_save (VecheExportDialog *self, const char *path);

/* The same people as cells on the clipboard, with the columns that are not private. */
void               veche_export_copy        (VecheSession *session, GdkClipboard *clipboard, VecheQuery *query, GArray *ids, gboolean but);

G_END_DECLS
