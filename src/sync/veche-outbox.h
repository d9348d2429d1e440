/* veche-outbox.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "store/veche-store.h"
#include "sync/veche-secrets.h"

G_BEGIN_DECLS

/* Drains the outbox: oldest first, one of a thread at a time, a few of a source.  'sending' is committed before the request leaves; a reply whose fate is
 * unknown is looked for (by connectors that can) before it is sent again, else it waits for a person.  Main thread. */
#define VECHE_TYPE_OUTBOX (veche_outbox_get_type ())
G_DECLARE_FINAL_TYPE (VecheOutbox, veche_outbox, VECHE, OUTBOX, GObject)

VecheOutbox *veche_outbox_new          (VecheStore *store, VecheSecrets *secrets);
/* Something may be due: look now, and from now on at the times that the rows say. */
void         veche_outbox_kick         (VecheOutbox *self);
/* A source, or NULL: the network, can be reached again: what failed for want of it goes at once. */
void         veche_outbox_reached     (VecheOutbox *self, const char *source_uid);
gboolean     veche_outbox_is_sending   (VecheOutbox *self);

/* Finishes when nothing of the source is due or on its way. patience: also waits for what comes due within so many seconds. */
void         veche_outbox_drain_async  (VecheOutbox *self, const char *source_uid, guint patience, GAsyncReadyCallback callback, gpointer user_data);
gboolean     veche_outbox_drain_finish (VecheOutbox *self, GAsyncResult *result, GError **error);

/* Seconds after an answer that never came until we look whether the reply arrived; for tests. */
void         veche_outbox_set_first_look (guint seconds);

/* Lets what is on its way arrive, for a moment, and starts nothing more. */
void         veche_outbox_close_async  (VecheOutbox *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean     veche_outbox_close_finish (VecheOutbox *self, GAsyncResult *result, GError **error);

G_END_DECLS
