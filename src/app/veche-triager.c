/* veche-triager.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pacer judges after each change of mentions, messages and corrections, until nothing is due.  A timer looks for heat and for what time alone puts in
 * doubt; what it finds is written by a step of its own, so that the writer never waits for the look.  Another looks for questions that come again.
 */

#include "veche-config.h"

#include "app/veche-triager.h"
#include "analysis/veche-heat.h"
#include "analysis/veche-triage.h"
#include "app/veche-knowledge-look.h"
#include "app/veche-pacer.h"

#define BUDGET   200     /* mentions a step */
#define LOOK     180     /* s between two looks for heat */
#define FIRST    5000    /* ms before the first */
#define SETTLED  45      /* s without a change before questions are looked for */
#define ASK      20      /* min between two looks for questions, at least */

struct _VecheTriager
{
  GObject       parent_instance;

  VecheSession *session;        /* (owned) (nullable) after close */
  GCancellable *cancellable;    /* (owned) */
  VechePacer   *judging;        /* (owned) (nullable) after close */
  GPtrArray    *alerts;         /* (owned) (nullable) */
  guint         look, ask;      /* sources */
  gint64        asked;          /* monotonic: when questions were looked for; 0: never */
};

G_DEFINE_FINAL_TYPE (VecheTriager, veche_triager, G_TYPE_OBJECT)

enum
{
  ALERTS,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/*** Judging ***/

static gpointer
step_job (VecheDb *db, gpointer input, GError **error)
{
  int n = veche_triage_judge (db, BUDGET, error);

  return n >= 0 ? g_memdup2 (&n, sizeof n) : NULL;
}

/* Soon after the first change, however many follow; a third of the writer's time at most.  "Other" are the settings of the workspace: the switch of
 * moods is one. */
static const VechePace pace = {
  .tables = VECHE_TABLE_TRIAGE | VECHE_TABLE_INTERACTION | VECHE_TABLE_OTHER, .quiet = 250, .latest = 1, .rest = 2, .pause = 30,
  .step = step_job, .failure = "cannot judge mentions",
};

/*** Questions that come again ***/

static gboolean
ask_cb (gpointer user_data)
{
  VecheTriager *self = user_data;

  self->ask = 0;
  self->asked = g_get_monotonic_time ();
  veche_knowledge_look (self->session, self->cancellable);

  return G_SOURCE_REMOVE;
}

/* Once what came has settled, and not often: nobody waits for it. */
static void
triager_wait_to_ask (VecheTriager *self)
{
  gint64 since = (g_get_monotonic_time () - self->asked) / G_TIME_SPAN_SECOND;
  gint64 rest = self->asked != 0 ? ASK * 60 - since : 0;

  if (self->ask == 0)
    self->ask = g_timeout_add_seconds_full (G_PRIORITY_LOW, (guint) MAX (rest, SETTLED), ask_cb, self, NULL);
}

static void
triager_changed_cb (VecheTriager *self, VecheChange *change)
{
  if ((veche_change_get_tables (change) & pace.tables) != 0)
    triager_wait_to_ask (self);
}

/*** Heat ***/

typedef struct
{
  GPtrArray *alerts;   /* (owned) */
  gboolean   due;      /* a day began, or another program set something */
} Looked;

static void
looked_free (gpointer data)
{
  Looked *looked = data;

  g_clear_pointer (&looked->alerts, g_ptr_array_unref);
  g_free (looked);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Looked, looked_free)

static gpointer
look_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (Looked) looked = g_new0 (Looked, 1);

  looked->alerts = veche_heat_find (db, 0, error);
  looked->due = veche_triage_is_due (db);

  return looked->alerts != NULL ? g_steal_pointer (&looked) : NULL;
}

static gpointer
apply_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_heat_apply (db, input, error) ? VECHE_JOB_DONE : NULL;
}

static void
applied_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheTriager) self = user_data;
  g_autoptr (GError) error = NULL;

  if (veche_store_run_finish (VECHE_STORE (object), result, &error) == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("cannot keep what is hot: %s", error->message);
}

static void
looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheTriager) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Looked) looked = veche_store_run_finish (VECHE_STORE (object), result, &error);

  if (self->session == NULL)
    return;
  if (looked == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("cannot look for what is hot: %s", error->message);
      return;
    }

  if (looked->due)
    veche_pacer_ask (self->judging);
  g_clear_pointer (&self->alerts, g_ptr_array_unref);
  self->alerts = g_ptr_array_ref (looked->alerts);
  veche_store_run_priority_async (veche_session_get_store (self->session), VECHE_LANE_WRITER, G_PRIORITY_LOW, apply_job, g_ptr_array_ref (looked->alerts),
                                  (GDestroyNotify) g_ptr_array_unref, NULL, self->cancellable, applied_cb, g_object_ref (self));
  g_signal_emit (self, signals[ALERTS], 0, looked->alerts);
}

static gboolean
look_cb (gpointer user_data)
{
  VecheTriager *self = user_data;

  veche_store_run_priority_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, G_PRIORITY_LOW, look_job, NULL, NULL,
                                  looked_free, self->cancellable, looked_cb, g_object_ref (self));
  self->look = g_timeout_add_seconds (LOOK, look_cb, self);

  return G_SOURCE_REMOVE;
}

/*** Public ***/

VecheTriager *
veche_triager_new (VecheSession *session)
{
  VecheTriager *self;

  g_return_val_if_fail (VECHE_IS_SESSION (session), NULL);

  self = g_object_new (VECHE_TYPE_TRIAGER, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (triager_changed_cb), self, G_CONNECT_SWAPPED);
  self->judging = veche_pacer_new (session, &pace, 0);
  triager_wait_to_ask (self);
  self->look = g_timeout_add (FIRST, look_cb, self);

  return self;
}

void
veche_triager_close (VecheTriager *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->judging, veche_pacer_close);
  g_clear_handle_id (&self->look, g_source_remove);
  g_clear_handle_id (&self->ask, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
  g_clear_object (&self->session);
  g_object_unref (self);
}

GPtrArray *
veche_triager_get_alerts (VecheTriager *self)
{
  g_return_val_if_fail (VECHE_IS_TRIAGER (self), NULL);

  return self->alerts;
}

static void
veche_triager_finalize (GObject *object)
{
  VecheTriager *self = VECHE_TRIAGER (object);

  g_clear_pointer (&self->alerts, g_ptr_array_unref);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (veche_triager_parent_class)->finalize (object);
}

static void
veche_triager_class_init (VecheTriagerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = veche_triager_finalize;

  signals[ALERTS] = g_signal_new ("alerts", VECHE_TYPE_TRIAGER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
veche_triager_init (VecheTriager *self)
{
  self->cancellable = g_cancellable_new ();
}
