/* veche-table-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "exchange/veche-people-plan.h"

G_BEGIN_DECLS

/* A table, cards or JSON Lines of people: how it is read, what each column means, what would be done with each line; then the import. */
#define VECHE_TYPE_TABLE_DIALOG (veche_table_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VecheTableDialog, veche_table_dialog, VECHE, TABLE_DIALOG, AdwWindow)

VecheTableDialog *veche_table_dialog_open       (VecheSession *session, GtkWindow *parent, const char *path);
/* Cells from the clipboard: UTF-8 with tabs between them. */
VecheTableDialog *veche_table_dialog_open_cells (VecheSession *session, GtkWindow *parent, GBytes *cells);

G_END_DECLS
