/* veche-job-list.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* The line at the bottom of the sidebar: how fresh the data is, or what is running.  It opens a popover of the running jobs with
 * progress, Cancel and the errors of those that failed. */
#define VECHE_TYPE_JOB_LIST (veche_job_list_get_type ())
G_DECLARE_FINAL_TYPE (VecheJobList, veche_job_list, VECHE, JOB_LIST, AdwBin)

void veche_job_list_set_session   (VecheJobList *self, VecheSession *session);   /* (nullable) */
/* From now on it is there only while something runs or has failed. */
void veche_job_list_set_jobs_only (VecheJobList *self);

G_END_DECLS
