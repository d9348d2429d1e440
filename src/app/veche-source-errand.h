/* veche-source-errand.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "store/veche-sources-table.h"

G_BEGIN_DECLS

/* What a source is asked for beyond what is new, as a job with its progress and Cancel among the others; how it went is said in a toast. */

typedef void (*VecheSourceErrandDone) (gpointer user_data);

/* Reads what is missing, of one channel or of all (channel_uid nullable).  NULL: the workspace is closing.  (transfer full) (nullable) */
GCancellable *veche_source_backfill     (VecheSession *session, VecheSource *source, const char *channel_uid, VecheSourceErrandDone done,
                                         gpointer user_data);
/* Reads who is there, and notices who has left. */
void          veche_source_read_members (VecheSession *session, VecheSource *source);

G_END_DECLS
