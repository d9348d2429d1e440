/* veche-archive-run.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* The whole workspace into an archive: asks where to, then works with progress and Cancel.  Main thread. */
void veche_archive_export   (VecheSession *session, GtkWindow *parent);

/* A chosen archive: an empty workspace takes it in; beside a filled one a new workspace is offered.  Main thread. */
void veche_archive_bring_in (VecheSession *session, GtkWindow *parent, const char *path);

G_END_DECLS
