/* veche-dialog-toasts.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* A modal window in which work is done says it itself, with its Undo at hand: a toast of the window behind could be seen but not reached.  Ctrl+Z
 * works in it too.  To be called once its content is there. */
void     veche_dialog_toasts_add   (AdwWindow *dialog, VecheSession *session);
/* Such a window stands over this one. */
gboolean veche_dialog_toasts_cover (GtkWindow *window);

G_END_DECLS
