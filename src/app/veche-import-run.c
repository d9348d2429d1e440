/* veche-import-run.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-import-run.h"
#include "model/veche-uid.h"

#define PROGRESS_INTERVAL (G_USEC_PER_SEC / 10)

/* One import.  The lane reads it; only `last_told` is written there. Counted: the job, its answer and each progress on its way hold it. */
typedef struct
{
  VecheSession      *session;       /* main thread */
  VecheJobView      *view;          /* main thread; NULL once ended */

  VecheChatScan *scan;
  char              *me, *my_handle, *actor;
  GCancellable      *cancellable;
  VecheIngestCounts  counts;        /* lane, then the main thread */

  gint64             last_told;     /* lane */
} Import;

static void
import_clear (gpointer data)
{
  Import *import = data;

  g_object_unref (import->session);
  veche_chat_scan_unref (import->scan);
  g_free (import->me);
  g_free (import->my_handle);
  g_free (import->actor);
  g_object_unref (import->cancellable);
}

static void
import_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, import_clear);
}

typedef struct
{
  Import *import;
  double  fraction;
} Told;

static gboolean
veche_import_told_cb (gpointer user_data)
{
  Told *told = user_data;

  if (told->import->view != NULL)
    veche_session_update_job (told->import->session, told->import->view, told->fraction, NULL);
  return G_SOURCE_REMOVE;
}

static void
told_free (gpointer data)
{
  import_unref (((Told *) data)->import);
  g_free (data);
}

/* On the lane, often. */
static void
veche_import_progress_cb (gint64 done, gint64 total, gpointer user_data)
{
  Import *import = user_data;
  gint64 now = g_get_monotonic_time ();
  Told *told;

  if (now - import->last_told < PROGRESS_INTERVAL || total <= 0)
    return;
  import->last_told = now;
  told = g_new0 (Told, 1);
  told->import = g_atomic_rc_box_acquire (import);
  told->fraction = (double) done / (double) total;
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT_IDLE, veche_import_told_cb, told, told_free);
}

static gpointer
veche_import_job (VecheDb *db, gpointer input, GError **error)
{
  Import *import = input;
  VecheChatOptions options = { .me = import->me, .my_handle = import->my_handle, .actor = import->actor };

  return veche_chat_import (db, import->scan, &options, veche_import_progress_cb, import, import->cancellable,
                                &import->counts, error)
           ? VECHE_JOB_DONE
           : NULL;
}

static char *
veche_import_sum_up (VecheIngestCounts *counts)
{
  g_autofree char *messages = NULL;
  g_autofree char *people = NULL;
  g_autofree char *mentions = NULL;
  guint n = counts->interactions - counts->reactions;       /* as many as the preview spoke of */

  if (counts->interactions + counts->people + counts->edits == 0)
    return g_strdup (_ ("Nothing new: everything in the file was here already"));
  messages = g_strdup_printf (ngettext ("%'u message", "%'u messages", n), n);
  people = g_strdup_printf (ngettext ("%'u person", "%'u people", counts->people), counts->people);
  if (counts->mentions == 0)
    /* Translators: messages, people, each with its number */
    return g_strdup_printf (_ ("Imported: %s, %s"), messages, people);
  mentions = g_strdup_printf (ngettext ("%'u mention", "%'u mentions", counts->mentions), counts->mentions);
  /* Translators: messages, people, mentions, each with its number */
  return g_strdup_printf (_ ("Imported: %s, %s, %s"), messages, people, mentions);
}

static void
veche_import_finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Import *import = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *sum = NULL;
  gboolean some;

  veche_store_run_finish (VECHE_STORE (source), result, &error);
  some = import->counts.interactions + import->counts.people > 0;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      veche_session_end_job (import->session, import->view, NULL);
      sum = g_strdup (some ? _ ("Import stopped. What was brought in by then stays") : _ ("Import stopped"));
    }
  else
    {
      veche_session_end_job (import->session, import->view, error);
      sum = veche_import_sum_up (&import->counts);
    }
  import->view = NULL;
  if (some)
    veche_session_toast_action (import->session, sum, _ ("_Undo"), "app.undo");
  else if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    veche_session_toast (import->session, sum);
  import_unref (import);
}

void
veche_import_run (VecheSession *session, VecheChatScan *scan, const char *me, const char *my_handle)
{
  Import *import = g_atomic_rc_box_new0 (Import);
  const char *name = veche_chat_scan_get_name (scan);
  /* Translators: %s is a file name */
  g_autofree char *title = g_strdup_printf (_ ("Importing %s"), name);

  import->session = g_object_ref (session);
  import->scan = veche_chat_scan_ref (scan);
  import->me = g_strdup (me);
  import->my_handle = g_strdup (my_handle);
  import->actor = g_strdup (veche_session_get_actor (session));
  import->cancellable = g_cancellable_new ();
  import->view = veche_session_begin_job (session, title, import->cancellable);
  veche_store_run_long_async (veche_session_get_store (session), veche_import_job, g_atomic_rc_box_acquire (import), import_unref,
                              NULL, import->cancellable, veche_import_finished_cb, import);
}
