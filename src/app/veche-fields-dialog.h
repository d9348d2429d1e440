/* veche-fields-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* Which fields of their own the manager keeps about people: make, rename, order, choices, private, remove.  Each change holds at once and can
 * be undone. */
#define VECHE_TYPE_FIELDS_DIALOG (veche_fields_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VecheFieldsDialog, veche_fields_dialog, VECHE, FIELDS_DIALOG, AdwWindow)

void        veche_fields_dialog_present (VecheSession *session, GtkWindow *parent);

const char *veche_field_kind_word       (const char *kind);    /* "Number" */

G_END_DECLS
