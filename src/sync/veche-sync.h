/* veche-sync.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "store/veche-store.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* The scheduler and the outbox: the one place that knows connectors and store.  Main thread, one for each open workspace.
 *
 * Each source runs on its own interval with jitter and back-off, one source in trouble never holds another up; pages are pulled one after
 * the other, each committed before the next is asked for.  The outbox drains oldest first per thread: 'sending' is committed before the
 * request, an answer that never came is 'unknown' and is never sent again by itself.
 *
 * Signals: "progress" (source uid, text) … the store's own ::changed tells the rest.  Properties: "busy" (gboolean).  */
#define VECHE_TYPE_SYNC (veche_sync_get_type ())
G_DECLARE_FINAL_TYPE (VecheSync, veche_sync, VECHE, SYNC, GObject)

VecheSync *veche_sync_new            (VecheStore *store);
void       veche_sync_start          (VecheSync *self);                 /* begin to keep the schedule */
void       veche_sync_close_async    (VecheSync *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean   veche_sync_close_finish   (VecheSync *self, GAsyncResult *result, GError **error);

/* Now, whatever the schedule says. source_uid NULL: all.  Finishes when fetched and the outbox of the source was drained once. */
void       veche_sync_run_async      (VecheSync *self, const char *source_uid, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean   veche_sync_run_finish     (VecheSync *self, GAsyncResult *result, GError **error);
gboolean   veche_sync_is_running     (VecheSync *self, const char *source_uid);

/* Tokens: keyring when there is one, else for this session only (FALSE from has_keyring: the window says so).  Never written elsewhere. */
void       veche_sync_set_token_async  (VecheSync *self, const char *source_uid, const char *token, GAsyncReadyCallback callback, gpointer user_data);
gboolean   veche_sync_set_token_finish (VecheSync *self, GAsyncResult *result, gboolean *kept_in_keyring, GError **error);
void       veche_sync_forget_token     (VecheSync *self, const char *source_uid);

G_END_DECLS
