/* veche-thread-dialog.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* A message in its place: a mention in the Inbox, any other in its thread, in a window of its own that only shows. */
void veche_thread_dialog_open (VecheSession *session, GtkWindow *parent, const char *interaction_uid);

G_END_DECLS
