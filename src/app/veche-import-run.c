/* veche-import-run.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-import-run.h"
#include "app/veche-job-progress.h"
#include "model/veche-uid.h"

/* One import.  The lane reads it.  Counted: the job and its answer hold it. */
typedef struct
{
  VecheSession      *session;       /* main thread */
  VecheJobProgress  *progress;

  VecheChatScan     *scan;
  char              *me, *my_handle, *actor;
  GCancellable      *cancellable;
  VecheIngestCounts  counts;        /* lane, then the main thread */
} Import;

static void
import_clear (gpointer data)
{
  Import *import = data;

  veche_job_progress_unref (import->progress);
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

static gpointer
veche_import_job (VecheDb *db, gpointer input, GError **error)
{
  Import *import = input;
  VecheChatOptions options = { .me = import->me, .my_handle = import->my_handle, .actor = import->actor };

  return veche_chat_import (db, import->scan, &options, veche_job_progress_tell, import->progress, import->cancellable,
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
  guint n = counts->interactions - counts->silent;       /* as many as the preview spoke of */

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
      veche_job_progress_end (import->progress, NULL);
      sum = g_strdup (some ? _ ("Import stopped. What was brought in by then stays") : _ ("Import stopped"));
    }
  else
    {
      veche_job_progress_end (import->progress, error);
      sum = veche_import_sum_up (&import->counts);
    }
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
  import->progress = veche_job_progress_new (session, title, import->cancellable);
  veche_store_run_long_async (veche_session_get_store (session), veche_import_job, g_atomic_rc_box_acquire (import), import_unref,
                              NULL, import->cancellable, veche_import_finished_cb, import);
}
