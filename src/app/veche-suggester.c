/* veche-suggester.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One timer: it is set again by each change of messages and competencies, so it fires when they are still, or when they have not been for long.  A step is one write transaction; the pause after it
 * is as long as several such steps, so a workspace of millions of messages is looked through slowly and a small one at once.
 */

#include "veche-config.h"

#include "app/veche-job-view.h"
#include "app/veche-suggester.h"
#include "analysis/veche-harvest.h"

#define QUIET   6000     /* ms without a change by others before the first step */
#define LATEST  50       /* times that long after the first change it begins all the same: where people write without end it is never quiet */
#define BUDGET  200      /* messages that a step reads, or those of one competency */
#define REST    9        /* a step of n ms is followed by a pause of 9 n: a tenth of the writer's time at most */
#define PAUSE   50       /* ms, at least */
#define RESTED  20       /* the same between one whole round and the next */

struct _VecheSuggester
{
  GObject       parent_instance;

  VecheSession *session;        /* (owned) (nullable) after close */
  GCancellable *cancellable;    /* (owned) */
  guint         quiet;          /* ms */
  guint         source;         /* the next step */
  gint64        began;          /* monotonic: the step under way; 0: none */
  gint64        round;          /* µs that this round has taken on the writer */
  gint64        not_before;     /* monotonic: when the next round may begin */
  gint64        latest;         /* monotonic: when the next step begins even though it is not quiet; 0: none is wanted */
  gboolean      wanted;         /* there may be answers to read */
};

G_DEFINE_FINAL_TYPE (VecheSuggester, veche_suggester, G_TYPE_OBJECT)

static void suggester_wait (VecheSuggester *self, gint64 delay);

static gpointer
step_job (VecheDb *db, gpointer input, GError **error)
{
  int *read = g_new0 (int, 1);

  *read = veche_suggest_from_answers (db, BUDGET, error);
  if (*read < 0)
    g_clear_pointer (&read, g_free);

  return read;
}

static void
suggester_stepped (VecheSuggester *self, int read)
{
  gint64 now = g_get_monotonic_time (), took = now - self->began;

  self->began = 0;
  self->round += took;
  if (read > 0)
    {
      suggester_wait (self, MAX (PAUSE, REST * took / G_TIME_SPAN_MILLISECOND));
      return;
    }

  self->not_before = now + RESTED * self->round;
  self->round = 0;
  if (self->wanted)
    suggester_wait (self, self->quiet);
}

static void
stepped_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheSuggester) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree int *read = veche_store_run_finish (VECHE_STORE (object), result, &error);

  if (self->session == NULL)
    return;

  /* Nobody waits for a proposal: after a failure the next change is the next try. */
  if (read == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("cannot look through the answers: %s", error->message);
  suggester_stepped (self, read != NULL ? *read : 0);
}

static gboolean
suggester_is_busy (VecheSuggester *self)
{
  GListModel *jobs = veche_session_get_jobs (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (VecheJobView) job = g_list_model_get_item (jobs, i);

      if (!veche_job_view_get_failed (job))
        return TRUE;
    }

  return FALSE;
}

static gboolean
step_cb (gpointer user_data)
{
  VecheSuggester *self = user_data;

  self->source = 0;
  self->latest = 0;
  if (suggester_is_busy (self))
    suggester_wait (self, self->quiet);
  else
    {
      self->wanted = FALSE;
      self->began = g_get_monotonic_time ();
      veche_store_run_priority_async (veche_session_get_store (self->session), VECHE_LANE_WRITER, G_PRIORITY_LOW, step_job, NULL, NULL, g_free,
                                      self->cancellable, stepped_cb, g_object_ref (self));
    }

  return G_SOURCE_REMOVE;
}

static void
suggester_wait (VecheSuggester *self, gint64 delay)
{
  gint64 now = g_get_monotonic_time ();
  gint64 rest = self->round == 0 ? (self->not_before - now) / G_TIME_SPAN_MILLISECOND : 0;

  if (self->latest == 0)
    self->latest = now + (gint64) LATEST * self->quiet * G_TIME_SPAN_MILLISECOND;
  delay = MIN (delay, (self->latest - now) / G_TIME_SPAN_MILLISECOND);
  g_clear_handle_id (&self->source, g_source_remove);
  self->wanted = TRUE;
  self->source = g_timeout_add_full (G_PRIORITY_LOW, (guint) CLAMP (MAX (delay, rest), 0, G_MAXINT), step_cb, self, NULL);
}

/* Our own commits are told before our job ends, so what comes during a step is ours, or will be asked for again by it. */
static void
suggester_changed_cb (VecheSuggester *self, VecheChange *change)
{
  if ((veche_change_get_tables (change) & (VECHE_TABLE_INTERACTION | VECHE_TABLE_COMPETENCY)) == 0)
    return;

  self->wanted = TRUE;
  if (self->began == 0)
    suggester_wait (self, self->quiet);
}

VecheSuggester *
veche_suggester_new (VecheSession *session, guint quiet)
{
  VecheSuggester *self = g_object_new (VECHE_TYPE_SUGGESTER, NULL);

  g_return_val_if_fail (VECHE_IS_SESSION (session), NULL);

  self->session = g_object_ref (session);
  self->quiet = quiet > 0 ? quiet : QUIET;
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (suggester_changed_cb), self, G_CONNECT_SWAPPED);
  suggester_wait (self, self->quiet);

  return self;
}

void
veche_suggester_close (VecheSuggester *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
  g_clear_object (&self->session);
  g_object_unref (self);
}

static void
veche_suggester_finalize (GObject *object)
{
  VecheSuggester *self = VECHE_SUGGESTER (object);

  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (veche_suggester_parent_class)->finalize (object);
}

static void
veche_suggester_class_init (VecheSuggesterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = veche_suggester_finalize;
}

static void
veche_suggester_init (VecheSuggester *self)
{
  self->cancellable = g_cancellable_new ();
}
