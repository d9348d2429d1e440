/* veche-source-run.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "connectors/veche-connector.h"
#include "store/veche-sources-table.h"
#include "store/veche-store.h"
#include "sync/veche-secrets.h"

G_BEGIN_DECLS

/* The connector of a source. token (nullable). NULL: of a newer program's type. (transfer full) */
VecheConnector *veche_source_connect (VecheSource *source, const char *token);

/* One run of one source: page after page, each committed with its cursor before the next is asked for; at the end, well or not, the source
 * says how it went and when it runs next.  Main thread. */
typedef void (*VecheSourceProgress) (const char *source_uid, const char *text, gpointer user_data);

void     veche_source_run_async  (VecheStore *store, VecheSecrets *secrets, const char *source_uid, VecheSourceProgress progress,
                                  gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean veche_source_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
