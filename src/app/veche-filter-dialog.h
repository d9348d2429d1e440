/* veche-filter-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "model/veche-filter.h"

G_BEGIN_DECLS

/* Conditions in plain words, one a line, with the number of people who meet them counted as one goes.  Signal "applied"
 * (VecheFilter): it is to be shown, saved as a segment or not. */
#define VECHE_TYPE_FILTER_DIALOG (veche_filter_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VecheFilterDialog, veche_filter_dialog, VECHE, FILTER_DIALOG, AdwWindow)

/* filter (nullable): what it starts with; segment_uid, segment_name (nullable): of the segment that is edited. */
VecheFilterDialog *veche_filter_dialog_open (GtkWidget *parent, VecheSession *session, VecheFilter *filter, const char *segment_uid,
                                             const char *segment_name);

G_END_DECLS
