/* veche-rules-run.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "analysis/veche-rules.h"
#include "app/veche-rules-run.h"

#define QUIET  1500   /* ms after a change of mentions */
#define LATEST 10     /* times that long after the first change it begins all the same */
#define PIECE  50     /* mentions that one transaction looks at */
#define REST   4      /* a piece of n ms is followed by a pause of 4 n */

struct _VecheRulesRun
{
  GObject       parent_instance;

  VecheSession *session;       /* (owned) (nullable) after close */
  GCancellable *cancellable;   /* (owned) */
  guint         quiet;         /* ms */
  guint         source;        /* the next piece */
  gint64        began;         /* monotonic: the piece under way; 0: none */
  gint64        latest;        /* monotonic: when the next begins even though it is not quiet; 0: none is wanted */
  gboolean      wanted;        /* mentions have changed since the piece began */
};

G_DEFINE_FINAL_TYPE (VecheRulesRun, veche_rules_run, G_TYPE_OBJECT)

static void rules_run_wait (VecheRulesRun *self, gint64 delay);

/* Looking first costs a reader nothing; a writer's transaction would say that something has changed. */
static gpointer
look_job (VecheDb *db, gpointer input, GError **error)
{
  gboolean *wanted = g_new0 (gboolean, 1);

  *wanted = veche_rules_are_wanted (db);

  return wanted;
}

static gpointer
piece_job (VecheDb *db, gpointer input, GError **error)
{
  int *n = g_new0 (int, 1);

  *n = veche_rules_run (db, PIECE, NULL, error);
  if (*n < 0)
    g_clear_pointer (&n, g_free);

  return n;
}

static void
rules_run_ended (VecheRulesRun *self, gboolean more)
{
  gint64 took = g_get_monotonic_time () - self->began;

  self->began = 0;
  if (more)
    rules_run_wait (self, REST * took / G_TIME_SPAN_MILLISECOND + 20);
  else if (self->wanted)
    rules_run_wait (self, self->quiet);
}

static void
piece_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheRulesRun) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree int *n = veche_store_run_finish (VECHE_STORE (object), result, &error);

  if (self->session == NULL)
    return;
  if (n == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("the rules could not be asked: %s", error->message);
  rules_run_ended (self, n != NULL && *n > 0);
}

static void
looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheRulesRun) self = user_data;
  g_autofree gboolean *wanted = veche_store_run_finish (VECHE_STORE (object), result, NULL);

  if (self->session == NULL)
    return;
  if (wanted == NULL || !*wanted)
    rules_run_ended (self, FALSE);
  else
    veche_store_run_priority_async (VECHE_STORE (object), VECHE_LANE_WRITER, G_PRIORITY_LOW, piece_job, NULL, NULL, g_free, self->cancellable, piece_cb,
                                    g_object_ref (self));
}

static gboolean
begin_cb (gpointer user_data)
{
  VecheRulesRun *self = user_data;

  self->source = 0;
  self->latest = 0;
  self->wanted = FALSE;
  self->began = g_get_monotonic_time ();
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, look_job, NULL, NULL, g_free, self->cancellable, looked_cb,
                         g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
rules_run_wait (VecheRulesRun *self, gint64 delay)
{
  gint64 now = g_get_monotonic_time ();

  if (self->latest == 0)
    self->latest = now + (gint64) LATEST * self->quiet * G_TIME_SPAN_MILLISECOND;
  delay = MIN (delay, (self->latest - now) / G_TIME_SPAN_MILLISECOND);
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add_full (G_PRIORITY_LOW, (guint) CLAMP (delay, 0, G_MAXINT), begin_cb, self, NULL);
}

static void
rules_run_changed_cb (VecheRulesRun *self, VecheChange *change)
{
  if ((veche_change_get_tables (change) & VECHE_TABLE_TRIAGE) == 0)
    return;

  self->wanted = TRUE;
  if (self->began == 0)
    rules_run_wait (self, self->quiet);
}

VecheRulesRun *
veche_rules_run_new (VecheSession *session, guint quiet)
{
  VecheRulesRun *self = g_object_new (VECHE_TYPE_RULES_RUN, NULL);

  g_return_val_if_fail (VECHE_IS_SESSION (session), NULL);

  self->session = g_object_ref (session);
  self->quiet = quiet > 0 ? quiet : QUIET;
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (rules_run_changed_cb), self, G_CONNECT_SWAPPED);
  rules_run_wait (self, self->quiet);

  return self;
}

void
veche_rules_run_close (VecheRulesRun *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
  g_clear_object (&self->session);
  g_object_unref (self);
}

static void
veche_rules_run_finalize (GObject *object)
{
  g_object_unref (VECHE_RULES_RUN (object)->cancellable);

  G_OBJECT_CLASS (veche_rules_run_parent_class)->finalize (object);
}

static void
veche_rules_run_class_init (VecheRulesRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = veche_rules_run_finalize;
}

static void
veche_rules_run_init (VecheRulesRun *self)
{
  self->cancellable = g_cancellable_new ();
}
