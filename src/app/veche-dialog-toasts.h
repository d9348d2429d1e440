/* veche-dialog-toasts.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* A modal window in which work is done says it itself, with its Undo at hand: a toast of the window behind could be seen but not reached.  Ctrl+Z
 * works in it too.  To be called once its content is there. */
void     veche_dialog_toasts_add   (AdwWindow *dialog, VecheSession *session);
/* Such a window stands over this one. */
gboolean veche_dialog_toasts_cover (GtkWindow *window);

/* A toast, and what is said instead of it.  libadwaita 1.2 breaks down when a toast is dismissed while it still slides in, so that one says the new thing
 * itself (TRUE); one that has stood for a while is dismissed (FALSE), and the caller shows another. (transfer full) */
AdwToast *veche_toast_new          (const char *text, const char *label /* (nullable) */, const char *action);
gboolean  veche_toast_replace      (AdwToast *toast, const char *text, const char *label /* (nullable) */, const char *action);

G_END_DECLS
