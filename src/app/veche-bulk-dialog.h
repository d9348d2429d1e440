/* veche-bulk-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "store/veche-bulk.h"

G_BEGIN_DECLS

/* Asks for what a bulk change still lacks: the tag, the level, the words.  Signal "chosen" (VecheBulk as pointer, complete). */
#define VECHE_TYPE_BULK_DIALOG (veche_bulk_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VecheBulkDialog, veche_bulk_dialog, VECHE, BULK_DIALOG, AdwWindow)

VecheBulkDialog *veche_bulk_dialog_open (GtkWidget *parent, VecheSession *session, VecheBulk *bulk /* (transfer full) */, guint n);

G_END_DECLS
