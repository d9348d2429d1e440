/* veche-archive-run.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-application.h"
#include "app/veche-archive-run.h"
#include "app/veche-job-progress.h"
#include "app/veche-save-path.h"
#include "app/veche-workspace-files.h"
#include "exchange/veche-archive.h"
#include "store/veche-db.h"

/* One run either way: the thread that works reads it; counts is written there before it answers. */
typedef struct
{
  VecheSession      *session;
  GtkWindow         *parent;       /* (nullable): weak */
  char              *workspace, *path;
  VecheJobProgress  *progress;
  GCancellable      *cancellable;
  VecheArchiveCounts counts;
} VecheArchiveRun;

static VecheArchiveRun *
archive_run_new (VecheSession *session, GtkWindow *parent, const char *path, const char *title)
{
  VecheArchiveRun *self = g_new0 (VecheArchiveRun, 1);

  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->parent, parent);
  self->workspace = g_strdup (veche_store_get_path (veche_session_get_store (session)));
  self->path = g_strdup (path);
  self->cancellable = g_cancellable_new ();
  self->progress = veche_job_progress_new (session, title, self->cancellable);

  return self;
}

static void
archive_run_free (VecheArchiveRun *self)
{
  g_object_unref (self->session);
  g_clear_weak_pointer (&self->parent);
  g_free (self->workspace);
  g_free (self->path);
  veche_job_progress_unref (self->progress);
  g_object_unref (self->cancellable);
  g_free (self);
}

/*** Out ***/

/* A connection of its own: lists and searches go on. */
static void
archive_write_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  VecheArchiveRun *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (self->workspace, VECHE_DB_READER, &error);

  if (db != NULL && veche_archive_write (db, self->path, veche_job_progress_tell, self->progress, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
archive_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VecheArchiveRun *self = user_data;
  g_autofree char *name = g_path_get_basename (self->path);
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  veche_job_progress_end (self->progress, error);
  if (error == NULL)
    /* Translators: %s is a file name */
    said = g_strdup_printf (_ ("The whole workspace is in %s"), name);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    said = g_strdup (_ ("Stopped. No archive was made"));
  if (said != NULL)
    veche_session_toast (self->session, said);
  archive_run_free (self);
}

typedef struct { VecheSession *session; GtkWindow *parent; } ArchivePlace;   /* parent (unowned) (nullable): it may be closed meanwhile */

static void
archive_place_free (ArchivePlace *self)
{
  g_object_unref (self->session);
  g_clear_weak_pointer (&self->parent);
  g_free (self);
}

static void
archive_path_cb (const char *path, gpointer user_data)
{
  ArchivePlace *place = user_data;

  if (path != NULL)
    {
      VecheArchiveRun *self = archive_run_new (place->session, NULL, path, _ ("Exporting the whole workspace"));
      g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, archive_written_cb, self);

      g_task_set_task_data (task, self, NULL);
      g_task_run_in_thread (task, archive_write_thread);
    }
  archive_place_free (place);
}

static void
archive_place_chosen_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  ArchivePlace *self = user_data;
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  g_object_unref (dialog);
  if (path != NULL)
    veche_save_path (self->parent, path, ".zip", archive_path_cb, self);
  else
    archive_place_free (self);
}

void
veche_archive_export (VecheSession *session, GtkWindow *parent)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Export the Whole Workspace"), parent, GTK_FILE_CHOOSER_ACTION_SAVE,
                                                              _ ("_Export"), NULL);
  g_autofree char *base = g_path_get_basename (veche_store_get_path (veche_session_get_store (session)));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *name = NULL;
  ArchivePlace *place = g_new0 (ArchivePlace, 1);

  if (g_str_has_suffix (base, ".veche"))
    base[strlen (base) - strlen (".veche")] = '\0';
  name = g_strdup_printf ("%s %s.zip", base, day);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  place->session = g_object_ref (session);
  g_set_weak_pointer (&place->parent, parent);
  g_signal_connect (dialog, "response", G_CALLBACK (archive_place_chosen_cb), place);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/*** In ***/

static gpointer
archive_read_job (VecheDb *db, gpointer input, GError **error)
{
  VecheArchiveRun *self = input;

  return veche_archive_read (db, self->path, veche_job_progress_tell, self->progress, self->cancellable, &self->counts, error)
           ? VECHE_JOB_DONE
           : NULL;
}

static void
archive_elsewhere_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autofree char *path = user_data;

  if (g_str_equal (response, "new"))
    {
      g_autofree char *fresh = veche_workspace_files_fresh_path ();

      veche_application_open_workspace (VECHE_APPLICATION (g_application_get_default ()), fresh, VECHE_THEN_IMPORT, path);
    }
}

static void
archive_offer_new_workspace (VecheArchiveRun *self)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (self->parent, _ ("Open It as a New Workspace?"), NULL));
  g_autofree char *name = g_path_get_basename (self->path);

  adw_message_dialog_format_body (dialog,
                                  /* Translators: %s is a file name */
                                  _ ("%s holds a whole workspace, and this one is not empty. Opened beside it, both stay as they are."), name);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "new", _ ("_New Workspace"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "new", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "new");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (archive_elsewhere_cb), g_strdup (self->path));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
archive_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VecheArchiveRun *self = user_data;
  g_autoptr (GError) error = NULL;

  veche_store_run_finish (VECHE_STORE (source), result, &error);
  if (g_error_matches (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID))
    {
      veche_job_progress_end (self->progress, NULL);
      archive_offer_new_workspace (self);
    }
  else
    {
      g_autofree char *said = NULL;

      veche_job_progress_end (self->progress, error);
      if (error == NULL)
        {
          guint n = (guint) self->counts.members;

          said = g_strdup_printf (ngettext ("The whole workspace is here: %'u person", "The whole workspace is here: %'u people", n), n);
        }
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        said = g_strdup (_ ("Stopped. Nothing was brought in"));
      if (said != NULL)
        veche_session_toast (self->session, said);
    }
  archive_run_free (self);
}

void
veche_archive_bring_in (VecheSession *session, GtkWindow *parent, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  /* Translators: %s is a file name */
  g_autofree char *title = g_strdup_printf (_ ("Importing %s"), name);
  VecheArchiveRun *self = archive_run_new (session, parent, path, title);

  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_WRITER, archive_read_job, self, NULL, NULL, self->cancellable,
                         archive_read_cb, self);
}
