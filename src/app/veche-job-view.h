/* veche-job-view.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* A running job as the activity popover sees it: properties "title", "detail", "fraction" (below zero: unknown length), "failed". */
#define VECHE_TYPE_JOB_VIEW (veche_job_view_get_type ())
G_DECLARE_FINAL_TYPE (VecheJobView, veche_job_view, VECHE, JOB_VIEW, GObject)

VecheJobView *veche_job_view_new        (const char *title, GCancellable *cancellable);
const char   *veche_job_view_get_title  (VecheJobView *self);
const char   *veche_job_view_get_detail (VecheJobView *self);     /* (nullable) */
double        veche_job_view_get_fraction (VecheJobView *self);
gboolean      veche_job_view_get_failed (VecheJobView *self);
gboolean      veche_job_view_can_cancel (VecheJobView *self);
void          veche_job_view_cancel     (VecheJobView *self);
void          veche_job_view_update     (VecheJobView *self, double fraction, const char *detail);
void          veche_job_view_fail       (VecheJobView *self, const char *sentence);

G_END_DECLS
