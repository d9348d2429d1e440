/* veche-bulk-run.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "store/veche-bulk.h"

G_BEGIN_DECLS

/* Carries it out on the writer, with progress and Cancel, then one toast with Undo.  n: how many are concerned, for the words. */
void veche_bulk_run (VecheSession *session, VecheBulk *bulk, guint n);

G_END_DECLS
