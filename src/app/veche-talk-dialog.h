/* veche-talk-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* Messages by their ids (gint64, oldest first), newest on top; a click opens the place. */
void veche_talk_dialog_present (VecheSession *session, GtkWindow *parent, const char *title, GArray *ids);

G_END_DECLS
