/* veche-undo-run.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* Takes the last gesture back, or does it again, and says so. What takes long is a job with progress and Cancel; others write in between. */
void veche_undo_run (VecheSession *session, gboolean redo);

G_END_DECLS
