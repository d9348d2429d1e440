/* veche-place-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "store/veche-sources-table.h"

G_BEGIN_DECLS

/* One round at a place that is looked at by hand: open it, then nothing new, or what was said; or later. */
#define VECHE_TYPE_PLACE_DIALOG (veche_place_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VechePlaceDialog, veche_place_dialog, VECHE, PLACE_DIALOG, AdwWindow)

VechePlaceDialog *veche_place_dialog_show (VecheSession *session, GtkWidget *parent, VecheSource *source);

/* "due today", "3 days late", "in 5 days". (transfer full) */
char *veche_place_due_words (VecheSource *source, gint64 now);

G_END_DECLS
