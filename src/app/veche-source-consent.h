/* veche-source-consent.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "store/veche-sources-table.h"

G_BEGIN_DECLS

/* A source that is a command runs only where somebody agreed to it on this computer: a workspace may come from somebody else. */
gboolean veche_source_is_blocked (VecheSource *source);                                       /* any thread; reads a small file */
/* The person has typed it, and it is saved; done at once for what is no command.  An error is shown. settings, done (nullable). */
void     veche_source_agree      (VecheSession *session, const char *type, const char *settings, VecheSessionDone done, gpointer user_data);
/* Shows what would run and asks. */
void     veche_source_review     (VecheSession *session, GtkWidget *parent, VecheSource *source);

G_END_DECLS
