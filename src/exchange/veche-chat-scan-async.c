/* veche-chat-scan-async.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-chat-export.h"

#include "store/veche-db.h"

#define TICK (100 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  char         *workspace;
  VecheFormat   format;
  GStrv         paths;
  VecheProgress progress;         /* (nullable) */
  gpointer      progress_data;

  GTask        *task;             /* (unowned): it owns us */
  gint64        told;             /* on the thread */
} VecheChatScanJob;

typedef struct { GTask *task; gint64 done, total; } VecheChatTick;

static void
veche_chat_scan_job_free (gpointer data)
{
  VecheChatScanJob *self = data;

  g_free (self->workspace);
  g_strfreev (self->paths);
  g_free (self);
}

static void
veche_chat_tick_free (gpointer data)
{
  VecheChatTick *tick = data;

  g_object_unref (tick->task);
  g_free (tick);
}

static gboolean
veche_chat_tick_cb (gpointer data)
{
  VecheChatTick *tick = data;
  VecheChatScanJob *self = g_task_get_task_data (tick->task);

  if (!g_task_get_completed (tick->task))
    self->progress (tick->done, tick->total, self->progress_data);

  return G_SOURCE_REMOVE;
}

static void
veche_chat_scan_progress_cb (gint64 done, gint64 total, gpointer user_data)
{
  VecheChatScanJob *self = user_data;
  VecheChatTick *tick;
  gint64 now = g_get_monotonic_time ();

  if (self->progress == NULL || now - self->told < TICK)
    return;

  self->told = now;
  tick = g_new (VecheChatTick, 1);
  *tick = (VecheChatTick){ g_object_ref (self->task), done, total };
  g_main_context_invoke_full (g_task_get_context (self->task), G_PRIORITY_DEFAULT, veche_chat_tick_cb, tick,
                              veche_chat_tick_free);
}

static void
veche_chat_scan_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  VecheChatScanJob *self = task_data;
  g_autoptr (VecheChatScan) scan = NULL;
  g_autoptr (VecheDb) db = NULL;
  GError *error = NULL;

  if (self->workspace != NULL)
    db = veche_db_open (self->workspace, VECHE_DB_READER, &error);
  if (error == NULL)
    scan = veche_chat_scan (db, self->format, (const char *const *) self->paths, veche_chat_scan_progress_cb, self, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&scan), (GDestroyNotify) veche_chat_scan_unref);
}

void
veche_chat_scan_async (const char *workspace, VecheFormat format, const char *const *paths, VecheProgress progress,
                       gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  VecheChatScanJob *self = g_new0 (VecheChatScanJob, 1);

  g_task_set_source_tag (task, veche_chat_scan_async);
  self->workspace = g_strdup (workspace);
  self->format = format;
  self->paths = g_strdupv ((char **) paths);
  self->progress = progress;
  self->progress_data = progress_data;
  self->task = task;
  g_task_set_task_data (task, self, veche_chat_scan_job_free);
  g_task_run_in_thread (task, veche_chat_scan_thread);
}

VecheChatScan *
veche_chat_scan_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
