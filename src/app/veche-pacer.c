/* veche-pacer.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One timer: it is set again by each change, so it fires when they are still, or when they have not been for long, but never before the pause that the
 * last step has earned is over.
 */

#include "veche-config.h"

#include "app/veche-job-view.h"
#include "app/veche-pacer.h"

struct _VechePacer
{
  GObject          parent_instance;

  VecheSession    *session;        /* (owned) (nullable) after close */
  GCancellable    *cancellable;    /* (owned) */
  const VechePace *pace;
  guint            quiet;          /* ms */

  guint            source;         /* the next step */
  gint64           began;          /* monotonic: the step under way; 0: none */
  gint64           round;          /* µs that this round has taken on the writer */
  gint64           not_before;     /* monotonic: when the next step may begin */
  gint64           latest;         /* monotonic: when it begins even though it is not quiet; 0: none is wanted */
  gboolean         wanted;         /* there have been changes since the step began */
};

G_DEFINE_FINAL_TYPE (VechePacer, veche_pacer, G_TYPE_OBJECT)

static void pacer_begin (VechePacer *self);

static gboolean
pacer_source_cb (gpointer user_data)
{
  VechePacer *self = user_data;

  self->source = 0;
  self->latest = 0;
  pacer_begin (self);

  return G_SOURCE_REMOVE;
}

/* at: monotonic */
static void
pacer_set (VechePacer *self, gint64 at)
{
  gint64 delay = (MAX (at, self->not_before) - g_get_monotonic_time ()) / G_TIME_SPAN_MILLISECOND;

  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add_full (G_PRIORITY_LOW, (guint) CLAMP (delay, 0, G_MAXINT), pacer_source_cb, self, NULL);
}

static void
pacer_settle (VechePacer *self)
{
  gint64 now = g_get_monotonic_time (), quiet = (gint64) self->quiet * G_TIME_SPAN_MILLISECOND;

  if (self->latest == 0)
    self->latest = now + self->pace->latest * quiet;
  pacer_set (self, MIN (now + quiet, self->latest));
}

/*** A step ***/

static void
pacer_ended (VechePacer *self, gboolean more)
{
  gint64 now = g_get_monotonic_time (), took = now - self->began;

  self->began = 0;
  self->round += took;
  self->not_before = now + MAX ((gint64) self->pace->pause * G_TIME_SPAN_MILLISECOND, self->pace->rest * took);
  if (more)
    {
      pacer_set (self, 0);
      return;
    }
  self->not_before = MAX (self->not_before, now + self->pace->round_rest * self->round);
  self->round = 0;
  if (self->wanted)
    pacer_settle (self);
}

static void
pacer_stepped_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VechePacer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree int *n = veche_store_run_finish (VECHE_STORE (object), result, &error);

  if (self->session == NULL)
    return;
  if (n == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("%s: %s", self->pace->failure, error->message);
  pacer_ended (self, n != NULL && *n > 0);
}

static void
pacer_step (VechePacer *self)
{
  veche_store_run_priority_async (veche_session_get_store (self->session), VECHE_LANE_WRITER, G_PRIORITY_LOW, self->pace->step, NULL, NULL, g_free,
                                  self->cancellable, pacer_stepped_cb, g_object_ref (self));
}

static void
pacer_looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VechePacer) self = user_data;
  g_autofree gboolean *any = veche_store_run_finish (VECHE_STORE (object), result, NULL);

  if (self->session == NULL)
    return;
  if (any != NULL && *any)
    pacer_step (self);
  else
    pacer_ended (self, FALSE);
}

static gboolean
pacer_must_wait (VechePacer *self)
{
  GListModel *jobs = veche_session_get_jobs (self->session);

  for (guint i = 0; self->pace->gives_way && i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (VecheJobView) job = g_list_model_get_item (jobs, i);

      if (!veche_job_view_get_failed (job))
        return TRUE;
    }

  return FALSE;
}

static void
pacer_begin (VechePacer *self)
{
  if (pacer_must_wait (self))
    {
      pacer_settle (self);
      return;
    }
  self->wanted = FALSE;
  self->began = g_get_monotonic_time ();
  if (self->pace->look != NULL)
    veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, self->pace->look, NULL, NULL, g_free, self->cancellable,
                           pacer_looked_cb, g_object_ref (self));
  else
    pacer_step (self);
}

/*** Public ***/

/* Our own commits are told before our job ends: what comes during a step is ours, or will be asked for again by it. */
void
veche_pacer_ask (VechePacer *self)
{
  g_return_if_fail (VECHE_IS_PACER (self));

  self->wanted = TRUE;
  if (self->began == 0 && self->session != NULL)
    pacer_settle (self);
}

static void
pacer_changed_cb (VechePacer *self, VecheChange *change)
{
  if ((veche_change_get_tables (change) & self->pace->tables) != 0)
    veche_pacer_ask (self);
}

VechePacer *
veche_pacer_new (VecheSession *session, const VechePace *pace, guint quiet)
{
  VechePacer *self;

  g_return_val_if_fail (VECHE_IS_SESSION (session), NULL);

  self = g_object_new (VECHE_TYPE_PACER, NULL);
  self->session = g_object_ref (session);
  self->pace = pace;
  self->quiet = quiet > 0 ? quiet : pace->quiet;
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (pacer_changed_cb), self, G_CONNECT_SWAPPED);
  veche_pacer_ask (self);

  return self;
}

void
veche_pacer_close (VechePacer *self)
{
  g_return_if_fail (VECHE_IS_PACER (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
  g_clear_object (&self->session);
  g_object_unref (self);
}

static void
veche_pacer_finalize (GObject *object)
{
  g_object_unref (VECHE_PACER (object)->cancellable);

  G_OBJECT_CLASS (veche_pacer_parent_class)->finalize (object);
}

static void
veche_pacer_class_init (VechePacerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = veche_pacer_finalize;
}

static void
veche_pacer_init (VechePacer *self)
{
  self->cancellable = g_cancellable_new ();
}
