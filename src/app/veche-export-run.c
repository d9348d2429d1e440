/* veche-export-run.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-export-dialog.h"
#include "app/veche-export-run.h"
#include "app/veche-export-words.h"
#include "app/veche-job-progress.h"
#include "app/veche-member-words.h"

typedef struct
{
  VecheSession     *session;
  GdkClipboard     *clipboard;   /* (nullable): cells */
  char             *path;        /* (nullable): a file */
  VecheJobProgress *progress;
} Run;

static Run *
run_new (VecheSession *session, const char *path, GdkClipboard *clipboard, const char *title, GCancellable *cancellable)
{
  Run *run = g_new0 (Run, 1);

  run->session = g_object_ref (session);
  run->clipboard = clipboard != NULL ? g_object_ref (clipboard) : NULL;
  run->path = g_strdup (path);
  run->progress = veche_job_progress_new (session, title, cancellable);

  return run;
}

static void
run_free (Run *run)
{
  g_object_unref (run->session);
  g_clear_object (&run->clipboard);
  g_free (run->path);
  veche_job_progress_unref (run->progress);
  g_free (run);
}

/*** A file ***/

static char *
sum_up (const VecheExportCounts *counts, const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *people = veche_people_count (counts->people);
  g_autofree char *unwilling = NULL;

  if (counts->unwilling == 0)
    /* Translators: file, people: "Saved in members.csv: 418 people" */
    return g_strdup_printf (_ ("Saved in %s: %s"), name, people);

  unwilling = g_strdup_printf (ngettext ("%'u of them is marked as not to be written to", "%'u of them are marked as not to be written to",
                                         counts->unwilling),
                               counts->unwilling);

  /* Translators: file, people, how many of them do not want to be written to */
  return g_strdup_printf (_ ("Saved in %s: %s, %s"), name, people, unwilling);
}

static void
run_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GError) error = NULL;
  VecheExportCounts counts = { 0 };
  gboolean ok = veche_export_finish (result, NULL, NULL, &counts, &error);
  g_autofree char *said = NULL;

  veche_job_progress_end (run->progress, error);
  if (ok)
    said = sum_up (&counts, run->path);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    said = g_strdup (_ ("Export stopped. No file was made"));
  if (said != NULL)
    veche_session_toast (run->session, said);
  run_free (run);
}

void
veche_export_run (VecheSession *session, VecheExportOptions *options, const char *path)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *name = g_filename_display_basename (path);
  /* Translators: %s is a file name */
  g_autofree char *title = g_strdup_printf (_ ("Exporting %s"), name);
  Run *run = run_new (session, path, NULL, title, cancellable);

  veche_export_async (veche_store_get_path (veche_session_get_store (session)), options, path, veche_job_progress_tell, run->progress,
                      cancellable, run_written_cb, run);
}

/*** The clipboard ***/

static GdkContentProvider *
provider_for (const char *type, char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  return gdk_content_provider_new_for_bytes (type, bytes);
}

static void
run_copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkContentProvider) content = NULL;
  VecheExportCounts counts = { 0 };
  char *text = NULL, *html = NULL;
  gboolean ok = veche_export_finish (result, &text, &html, &counts, &error);

  veche_job_progress_end (run->progress, error);
  if (ok)
    {
      g_autofree char *said = g_strdup_printf (ngettext ("%'u person copied as cells", "%'u people copied as cells", counts.people), counts.people);
      GdkContentProvider *kinds[] = { provider_for ("text/html", html), provider_for ("text/plain;charset=utf-8", g_strdup (text)),
                                      provider_for ("UTF8_STRING", text) };

      content = gdk_content_provider_new_union (kinds, G_N_ELEMENTS (kinds));
      gdk_clipboard_set_content (run->clipboard, content);
      veche_session_toast (run->session, said);
    }
  run_free (run);
}

void
veche_export_copy (VecheSession *session, GdkClipboard *clipboard, VecheQuery *query, GArray *ids, gboolean but)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  VecheExportOptions *options = veche_export_options_new (VECHE_EXPORT_CELLS, query);
  Run *run = run_new (session, NULL, clipboard, _ ("Copying people"), cancellable);

  options->ids = ids != NULL ? g_array_ref (ids) : NULL;
  options->but = but;
  options->translate = veche_export_translate;
  options->say = veche_export_say;
  veche_export_async (veche_store_get_path (veche_session_get_store (session)), options, NULL, veche_job_progress_tell, run->progress,
                      cancellable, run_copied_cb, run);
}
