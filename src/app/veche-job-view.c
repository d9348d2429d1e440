/* veche-job-view.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-job-view.h"

struct _VecheJobView
{
  GObject       parent_instance;

  char         *title;
  char         *detail;       /* (nullable) */
  GCancellable *cancellable;  /* (owned) (nullable) */
  double        fraction;
  gboolean      failed;
};

G_DEFINE_FINAL_TYPE (VecheJobView, veche_job_view, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
veche_job_view_finalize (GObject *object)
{
  VecheJobView *self = VECHE_JOB_VIEW (object);

  g_free (self->title);
  g_free (self->detail);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (veche_job_view_parent_class)->finalize (object);
}

static void
veche_job_view_class_init (VecheJobViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = veche_job_view_finalize;

  signals[SIGNAL_CHANGED]
    = g_signal_new ("changed", VECHE_TYPE_JOB_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
veche_job_view_init (VecheJobView *self)
{
  self->fraction = -1;
}

VecheJobView *
veche_job_view_new (const char *title, GCancellable *cancellable)
{
  VecheJobView *self = g_object_new (VECHE_TYPE_JOB_VIEW, NULL);

  self->title = g_strdup (title);
  g_set_object (&self->cancellable, cancellable);

  return self;
}

const char *
veche_job_view_get_title (VecheJobView *self)
{
  return self->title;
}

const char *
veche_job_view_get_detail (VecheJobView *self)
{
  return self->detail;
}

double
veche_job_view_get_fraction (VecheJobView *self)
{
  return self->fraction;
}

gboolean
veche_job_view_get_failed (VecheJobView *self)
{
  return self->failed;
}

gboolean
veche_job_view_can_cancel (VecheJobView *self)
{
  return self->cancellable != NULL && !self->failed && !g_cancellable_is_cancelled (self->cancellable);
}

void
veche_job_view_cancel (VecheJobView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
veche_job_view_update (VecheJobView *self, double fraction, const char *detail)
{
  self->fraction = fraction;
  g_free (self->detail);
  self->detail = g_strdup (detail);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
veche_job_view_fail (VecheJobView *self, const char *sentence)
{
  self->failed = TRUE;
  veche_job_view_update (self, 0, sentence);
}
