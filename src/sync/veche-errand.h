/* veche-errand.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "store/veche-store.h"
#include "sync/veche-secrets.h"
#include "sync/veche-source-run.h"
#include "sync/veche-sync-orders.h"

G_BEGIN_DECLS

/* What a source is asked for beyond what is new: what was said in its gaps, who is there.  Page after page, each committed with what it vouches
 * for before the next is asked for, so that one that is cancelled or fails has kept all that came, and the next one goes on there: a back-fill
 * from the gaps that are left, a reading of the members from its saved cursor.
 *
 * An errand is done in slices, which lets the source read what is new in between; it keeps its place from one to the next.  Main thread. */
typedef enum { VECHE_ERRAND_BACKFILL, VECHE_ERRAND_MEMBERS } VecheErrandKind;
typedef struct _VecheErrand VecheErrand;

/* channel_uid (nullable): of this channel only.  since: from then on, also before the channel was known; 0: what is known to be missing.  With
 * either, also what the platform once did not give. */
VecheErrand *veche_errand_new        (VecheErrandKind kind, const char *source_uid, const char *channel_uid, gint64 since);
void         veche_errand_free       (VecheErrand *self);
const VecheErrandCounts *veche_errand_get_counts (VecheErrand *self);
/* The slice that is on ends after its page. */
void         veche_errand_hurry      (VecheErrand *self);

/* One slice; more (out): there is something left to do.  The errand outlives it. */
void         veche_errand_run_async  (VecheErrand *self, VecheStore *store, VecheSecrets *secrets, VecheSourceProgress progress, gpointer progress_data,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean     veche_errand_run_finish (VecheErrand *self, GAsyncResult *result, gboolean *more, GError **error);

G_END_DECLS
