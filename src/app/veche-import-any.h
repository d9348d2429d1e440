/* veche-import-any.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* Whatever somebody has chosen or dropped: looks what it is, off the main thread, and opens the dialog for it. */
void veche_import_any (VecheSession *session, GtkWindow *parent, const char *path);

G_END_DECLS
