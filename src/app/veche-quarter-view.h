/* veche-quarter-view.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/veche-plan-load.h"
#include "app/veche-session.h"

G_BEGIN_DECLS

/* One quarter: its project or the word that there is none, the next quarter, past joint works, and the events.
 * Signals: "edit-project" (uid, nullable; quarter), "edit-event" (uid). */
#define VECHE_TYPE_QUARTER_VIEW (veche_quarter_view_get_type ())
G_DECLARE_FINAL_TYPE (VecheQuarterView, veche_quarter_view, VECHE, QUARTER_VIEW, GtkWidget)

GtkWidget *veche_quarter_view_new     (VecheSession *session);
/* Takes what it needs out of data. */
void       veche_quarter_view_show     (VecheQuarterView *self, VechePlanData *data);
void       veche_quarter_view_show_pulse (VecheQuarterView *self, VechePlanPulse *pulse /* (transfer full) */);
void       veche_quarter_view_focus   (VecheQuarterView *self);

G_END_DECLS
