/* veche-job-progress.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* The line of a long work in the activity popover, told from the thread that does it.  Counted by reference; made, ended and given up on the
 * main thread, told on any. */
typedef struct _VecheJobProgress VecheJobProgress;

VecheJobProgress *veche_job_progress_new   (VecheSession *session, const char *title, GCancellable *cancellable);
VecheJobProgress *veche_job_progress_ref   (VecheJobProgress *self);
void              veche_job_progress_unref (VecheJobProgress *self);

/* A VecheProgress: user_data is the progress itself. Shows ten steps a second at most. */
void              veche_job_progress_tell  (gint64 done, gint64 total, gpointer user_data);
/* As veche_session_end_job(); a cancel is no failure. */
void              veche_job_progress_end   (VecheJobProgress *self, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheJobProgress, veche_job_progress_unref)

G_END_DECLS
