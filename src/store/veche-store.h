/* veche-store.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "model/veche-change.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* An open workspace: three lanes (writer, reader, scanner), each a thread with a priority queue and its own VecheDb.  Main thread only.
 * Signal "changed" (VecheChange): emitted on the main thread after each COMMIT.  Must be closed before the last unref (asserted). */

typedef enum { VECHE_LANE_WRITER, VECHE_LANE_READER, VECHE_LANE_SCANNER } VecheLaneId;

/* A job runs on its lane and owns its input; what it returns is handed over whole.  On the writer it runs inside one IMMEDIATE transaction:
 * NULL with an error rolls back, anything else commits before the callback is called; a cancellation that comes after the commit is too late
 * and not reported.  A job without output returns VECHE_JOB_DONE. */
typedef gpointer (*VecheJob) (VecheDb *db, gpointer input, GError **error);
#define VECHE_JOB_DONE (GINT_TO_POINTER (1))

#define VECHE_TYPE_STORE (veche_store_get_type ())
G_DECLARE_FINAL_TYPE (VecheStore, veche_store, VECHE, STORE, GObject)

void        veche_store_open_async   (const char *path, gboolean create, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
VecheStore *veche_store_open_finish  (GAsyncResult *result, GError **error);
/* Any thread: a file of an older version is being brought up to this one, which may take minutes. */
gboolean    veche_store_is_upgrading (void);
/* Stops taking jobs, cancels reader and scanner, drains the writer, joins, checkpoints. */
void        veche_store_close_async  (VecheStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean    veche_store_close_finish (VecheStore *self, GAsyncResult *result, GError **error);
const char *veche_store_get_path     (VecheStore *self);

/* free_input is called on the lane when the job has ended.
 * free_output frees an output that nobody fetches; NULL for VECHE_JOB_DONE jobs.  priority is G_PRIORITY_*; lower numbers first. */
void        veche_store_run_async    (VecheStore *self, VecheLaneId lane, VecheJob job,
                                      gpointer input, GDestroyNotify free_input, GDestroyNotify free_output,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gpointer    veche_store_run_finish   (VecheStore *self, GAsyncResult *result, GError **error);
void        veche_store_run_priority_async (VecheStore *self, VecheLaneId lane, int priority, VecheJob job,
                                      gpointer input, GDestroyNotify free_input, GDestroyNotify free_output,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* Runs job on the writer OUTSIDE a transaction: for an import that commits in bounded chunks by itself.  Other writer jobs may run between
 * its chunks when it calls veche_store_yield() (on the lane, outside of a transaction, with no statement half read).  When it is cancelled
 * or the store closes, its next statement fails with G_IO_ERROR_CANCELLED: roll back the chunk and return. */
void        veche_store_run_long_async (VecheStore *self, VecheJob job, gpointer input, GDestroyNotify free_input, GDestroyNotify free_output,
                                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void        veche_store_yield        (VecheDb *db);

/* The usual way to change something: applies the edit through the journal on the writer.  The actor is the store's own. */
void        veche_store_edit_async   (VecheStore *self, VecheEdit *edit, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean    veche_store_edit_finish  (VecheStore *self, GAsyncResult *result, gint64 *gesture_id, GError **error);   /* gesture_id (out) (optional) */

G_END_DECLS
