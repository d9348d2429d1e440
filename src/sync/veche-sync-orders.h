/* veche-sync-orders.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sync/veche-sync.h"
#include "sync/veche-turns.h"

G_BEGIN_DECLS

/* What else a person may ask of the scheduler.  Main thread. */

/* Why a source does not run by itself at this moment. */
VecheHold veche_sync_get_hold        (VecheSync *self, VecheSource *source);
/* A long poll is held open there: the source reads, and is not at work. veche_sync_is_running() is FALSE then, "busy" does not count it. */
gboolean  veche_sync_is_waiting      (VecheSync *self, const char *source_uid);
/* Asks what can be seen there (notices, name of the place, our rights), which a run does once a day, and reads what is new. */
void      veche_sync_describe_async  (VecheSync *self, const char *source_uid, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean  veche_sync_describe_finish (VecheSync *self, GAsyncResult *result, GError **error);
/* Makes the token worthless there where that can be done, within seconds, and forgets it here whatever comes.  FALSE: the other side could
 * not be told, so its access is to be ended there by the person.  Before the source is removed: its row says where. */
void      veche_sync_sign_out_async  (VecheSync *self, const char *source_uid, GAsyncReadyCallback callback, gpointer user_data);
gboolean  veche_sync_sign_out_finish (VecheSync *self, GAsyncResult *result, GError **error);

/* What an errand brought. */
typedef struct
{
  guint  channels, gaps, closed;       /* gaps that were asked for, that are closed now */
  guint  interactions, people, pages;
  guint  left;                         /* people of whom it was noticed that they had left */
  gint64 missing;                      /* time in those gaps that is still missing: the platform does not give it */
} VecheErrandCounts;

/* Reads what was said in the gaps of a source, or of all that can tell (NULL).  channel_uid (nullable): only there.  since: from then on, also
 * before the channel was known; 0: what is known to be missing.  It takes its turn with the source's runs; what came before an error or a
 * cancellation is kept, and the next one goes on from there. */
void      veche_sync_backfill_async  (VecheSync *self, const char *source_uid, const char *channel_uid, gint64 since, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
/* Reads who is there, of a source or of all that can tell (NULL). */
void      veche_sync_members_async   (VecheSync *self, const char *source_uid, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Of both; counts (out) (nullable) is filled on errors too: the first of them is told. */
gboolean  veche_sync_errand_finish   (VecheSync *self, GAsyncResult *result, VecheErrandCounts *counts, GError **error);

/* Seconds that a server may hold the answer to a long poll; for tests. */
void      veche_sync_set_long_poll   (guint seconds);

G_END_DECLS
