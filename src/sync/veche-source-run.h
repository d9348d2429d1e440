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

/* One run of one source: what can be seen there (once a day), then page after page, each committed with its cursor before the next is asked
 * for; at the end, well or not, the source says how it went and when it runs next.  A secret that was refreshed on the way is kept, whatever
 * else became of the run.  Main thread. */
typedef void (*VecheSourceProgress) (const char *source_uid, const char *text, gpointer user_data);

typedef struct
{
  const char          *source_uid;     /* borrowed */
  guint                wait;           /* seconds that the server may hold the first answer; 0: none */
  gboolean             describe;       /* ask what can be seen even if that was asked today */
  VecheSourceProgress  progress;       /* (nullable) */
  gpointer             progress_data;
} VecheSourceRunHow;

void     veche_source_run_async  (VecheStore *store, VecheSecrets *secrets, const VecheSourceRunHow *how, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
/* anew (out) (optional): a long poll that went well and begins again at once. */
gboolean veche_source_run_finish (GAsyncResult *result, gboolean *anew, GError **error);

G_END_DECLS
