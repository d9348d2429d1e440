/* veche-source-gaps.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* What is complete in a source, channel by channel, over ninety days, and what can be done about the gaps: ask the platform for them, or import
 * an export.  Stays true while it is open. */
#define VECHE_TYPE_SOURCE_GAPS (veche_source_gaps_get_type ())
G_DECLARE_FINAL_TYPE (VecheSourceGaps, veche_source_gaps, VECHE, SOURCE_GAPS, AdwWindow)

void veche_source_gaps_show (VecheSession *session, GtkWidget *parent, const char *source_uid);

G_END_DECLS
