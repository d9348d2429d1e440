/* veche-switch-bar.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "store/veche-closings-table.h"

G_BEGIN_DECLS

/* A strip above the composer while the draft sends the person to another place than the one they asked in: why, and how many talks fell silent after
 * such a move, counted over this workspace.  Hidden else. */
#define VECHE_TYPE_SWITCH_BAR (veche_switch_bar_get_type ())
G_DECLARE_FINAL_TYPE (VecheSwitchBar, veche_switch_bar, VECHE, SWITCH_BAR, AdwBin)

void     veche_switch_bar_watch       (VecheSwitchBar *self, VecheSession *session, gint64 interaction_id, const char *text);
/* FALSE: the reason is asked for, and the reply has to wait. */
gboolean veche_switch_bar_may_send    (VecheSwitchBar *self);
/* What goes with the reply; FALSE: it stays in its place.  Borrowed until the bar changes. */
gboolean veche_switch_bar_get_closing (VecheSwitchBar *self, VecheClosing *closing);

G_END_DECLS
