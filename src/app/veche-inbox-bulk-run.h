/* veche-inbox-bulk-run.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "store/veche-inbox-bulk.h"

G_BEGIN_DECLS

/* It was stopped or refused; nothing was changed. */
typedef void (*VecheInboxBulkFailed) (gpointer data);

/* Carries it out on the writer, then one toast with Undo.  What takes longer than a moment shows its progress and can be cancelled.
 * toast: once it is done.  failed (nullable) gets data, which is destroyed in the end either way. */
void veche_inbox_bulk_run (VecheSession *session, VecheInboxBulk *bulk, const char *toast, VecheInboxBulkFailed failed, gpointer data,
                           GDestroyNotify destroy);

G_END_DECLS
