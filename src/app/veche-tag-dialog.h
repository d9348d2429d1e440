/* veche-tag-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

#define VECHE_TYPE_TAG_DIALOG (veche_tag_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VecheTagDialog, veche_tag_dialog, VECHE, TAG_DIALOG, AdwWindow)

/* Asks which tag gets which name; the name of another one makes one tag of the two.  chosen (nullable): the tag to begin with. */
void veche_tag_dialog_present (VecheSession *session, GtkWidget *parent, const char *chosen);

G_END_DECLS
