/* veche-undo-run.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-undo-run.h"

#include <glib/gi18n.h>

#include "store/veche-db.h"
#include "store/veche-journal.h"

#define TICK 250   /* ms; what is over before the second one shows no job */

/* On the main thread; the lane only counts in watch. */
typedef struct
{
  VecheSession   *session;      /* (owned) */
  GCancellable   *cancellable;  /* (owned) */
  VecheJobView   *job;          /* (nullable): not yet */
  const char     *actor;
  VecheUndoWatch  watch;
  guint           source, ticks;
  gboolean        redo;
} VecheUndoRun;

static gpointer
undo_job (VecheDb *db, gpointer data, GError **error)
{
  VecheUndoRun *run = data;

  return veche_journal_undo_by_pieces (db, run->redo, run->actor, &run->watch, run->cancellable, error);
}

static gboolean
undo_tick_cb (gpointer data)
{
  VecheUndoRun *run = data;
  gint done = g_atomic_int_get (&run->watch.done), total = g_atomic_int_get (&run->watch.total);

  if (run->job == NULL && ++run->ticks == 2)
    run->job = veche_session_begin_job (run->session, run->redo ? _ ("Doing It Again") : _ ("Undoing"), run->cancellable);
  if (run->job != NULL)
    veche_session_update_job (run->session, run->job, total > 0 ? CLAMP ((double) done / total, 0, 1) : -1, NULL);

  return G_SOURCE_CONTINUE;
}

static void
say_done (VecheSession *session, const VecheGesture *gesture)
{
  g_autofree char *sentence = NULL;

  if (gesture->subject != NULL && *gesture->subject != '\0')
    /* Translators: %s is whom or what it was about: a person's name, a project's title */
    sentence = g_strdup_printf (gesture->redo ? _ ("Done again: %s") : _ ("Undone: %s"), gesture->subject);
  else
    sentence = g_strdup (gesture->redo ? _ ("Done again") : _ ("Undone"));
  veche_session_toast_action (session, sentence, gesture->redo ? _ ("_Undo") : _ ("_Redo"), gesture->redo ? "app.undo" : "app.redo");
}

static void
undo_done_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  VecheUndoRun *run = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheGesture) gesture = veche_store_run_finish (VECHE_STORE (object), result, &error);

  g_source_remove (run->source);
  if (run->job != NULL)
    veche_session_end_job (run->session, run->job, NULL);
  if (g_error_matches (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND) && g_atomic_int_get (&run->watch.total) == 0)
    veche_session_toast (run->session, run->redo ? _ ("Nothing to redo") : _ ("Nothing to undo"));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && g_cancellable_is_cancelled (run->cancellable))
    veche_session_toast (run->session, run->watch.partly ? _ ("Stopped halfway. Undo goes on with the rest") : _ ("Stopped. Everything is as it was before"));
  else if (error != NULL)
    veche_session_show_error (run->session, error);
  else
    say_done (run->session, gesture);

  g_object_unref (run->cancellable);
  g_object_unref (run->session);
  g_free (run);
}

void
veche_undo_run (VecheSession *session, gboolean redo)
{
  VecheUndoRun *run = g_new0 (VecheUndoRun, 1);

  run->session = g_object_ref (session);
  run->cancellable = g_cancellable_new ();
  run->actor = veche_session_get_actor (session);
  run->redo = redo;
  run->source = g_timeout_add (TICK, undo_tick_cb, run);
  veche_store_run_long_async (veche_session_get_store (session), undo_job, run, NULL, (GDestroyNotify) veche_gesture_free, NULL, undo_done_cb, run);
}
