/* veche-job-progress.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-job-progress.h"

#define INTERVAL (G_USEC_PER_SEC / 10)

struct _VecheJobProgress
{
  VecheSession *session;
  VecheJobView *view;        /* main thread; NULL once ended */
  gint64        last_told;   /* the working thread */
};

typedef struct
{
  VecheJobProgress *progress;
  double            fraction;
} VecheTold;

VecheJobProgress *
veche_job_progress_new (VecheSession *session, const char *title, GCancellable *cancellable)
{
  VecheJobProgress *self = g_atomic_rc_box_new0 (VecheJobProgress);

  self->session = g_object_ref (session);
  self->view = veche_session_begin_job (session, title, cancellable);

  return self;
}

VecheJobProgress *
veche_job_progress_ref (VecheJobProgress *self)
{
  return g_atomic_rc_box_acquire (self);
}

/* The session goes where it lives. */
static void
job_progress_clear (gpointer data)
{
  g_object_unref (((VecheJobProgress *) data)->session);
}

static gboolean
job_progress_unref_cb (gpointer user_data)
{
  g_atomic_rc_box_release_full (user_data, job_progress_clear);

  return G_SOURCE_REMOVE;
}

void
veche_job_progress_unref (VecheJobProgress *self)
{
  g_main_context_invoke (NULL, job_progress_unref_cb, self);
}

static gboolean
job_progress_told_cb (gpointer user_data)
{
  VecheTold *told = user_data;

  if (told->progress->view != NULL)
    veche_session_update_job (told->progress->session, told->progress->view, told->fraction, NULL);

  return G_SOURCE_REMOVE;
}

static void
told_free (gpointer data)
{
  veche_job_progress_unref (((VecheTold *) data)->progress);
  g_free (data);
}

void
veche_job_progress_tell (gint64 done, gint64 total, gpointer user_data)
{
  VecheJobProgress *self = user_data;
  gint64 now = g_get_monotonic_time ();
  VecheTold *told;

  if (now - self->last_told < INTERVAL || total <= 0)
    return;

  self->last_told = now;
  told = g_new0 (VecheTold, 1);
  told->progress = veche_job_progress_ref (self);
  told->fraction = MIN ((double) done / (double) total, 1);
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT_IDLE, job_progress_told_cb, told, told_free);
}

void
veche_job_progress_end (VecheJobProgress *self, const GError *error)
{
  if (self->view == NULL)
    return;

  veche_session_end_job (self->session, self->view, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? NULL : error);
  self->view = NULL;
}
