/* veche-calendar-files.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-calendar-files.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-calendar-dialog.h"
#include "app/veche-save-path.h"
#include "exchange/veche-ics.h"
#include "store/veche-calendar-table.h"
#include "store/veche-plan-table.h"

typedef struct
{
  VecheSession *session;
  GtkWindow    *parent;      /* (unowned) (nullable): the window may be closed meanwhile */
  char         *what, *path;
} CalendarExport;

static void
calendar_export_free (gpointer data)
{
  CalendarExport *self = data;

  g_object_unref (self->session);
  g_clear_weak_pointer (&self->parent);
  g_free (self->what);
  g_free (self->path);
  g_free (self);
}

/*** Out ***/

static gpointer
list_job (VecheDb *db, gpointer input, GError **error)
{
  const char *of = input;
  g_autofree char *since = NULL, *until = NULL;
  VecheCalendarQuery query = { .with_tasks = TRUE };

  if (g_str_has_prefix (of, "event:"))
    query = (VecheCalendarQuery) { .event_uid = of + strlen ("event:") };
  else if (g_str_has_prefix (of, "quarter:"))
    {
      veche_quarter_bounds (of + strlen ("quarter:"), &since, &until);
      query.since = since;
      query.until = until;
    }

  return veche_calendar_list (db, &query, error);
}

typedef struct { GPtrArray *entries; char *path; } CalendarWriting;

static void
calendar_writing_free (gpointer data)
{
  CalendarWriting *self = data;

  g_ptr_array_unref (self->entries);
  g_free (self->path);
  g_free (self);
}

static void
write_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CalendarWriting *writing = data;
  g_autofree char *text = veche_ics_write (writing->entries);
  GError *error = NULL;

  if (g_file_set_contents (writing->path, text, -1, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheSession) session = user_data;
  const CalendarWriting *writing = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = g_path_get_basename (writing->path), *said = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      veche_session_show_error (session, error);
      return;
    }
  /* Translators: how many entries of a calendar are in a file, and its name */
  said = g_strdup_printf (ngettext ("%u entry is in %s", "%u entries are in %s", writing->entries->len), writing->entries->len, name);
  veche_session_toast (session, said);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  CalendarExport *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;
  CalendarWriting *writing;
  GPtrArray *entries = veche_store_run_finish (VECHE_STORE (object), result, &error);

  if (entries == NULL)
    {
      veche_session_show_error (self->session, error);
      calendar_export_free (self);
      return;
    }
  writing = g_new0 (CalendarWriting, 1);
  writing->entries = entries;
  writing->path = g_strdup (self->path);
  task = g_task_new (NULL, NULL, written_cb, g_object_ref (self->session));
  g_task_set_task_data (task, writing, calendar_writing_free);
  g_task_run_in_thread (task, write_thread);
  calendar_export_free (self);
}

/* self passes on. */
static void
path_cb (const char *path, gpointer user_data)
{
  CalendarExport *self = user_data;

  if (path == NULL)
    {
      calendar_export_free (self);
      return;
    }
  self->path = g_strdup (path);
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, list_job, g_strdup (self->what), g_free, (GDestroyNotify) g_ptr_array_unref,
                         NULL, listed_cb, self);
}

static void
place_chosen_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  CalendarExport *self = user_data;
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  g_object_unref (dialog);
  if (path == NULL)
    calendar_export_free (self);
  else
    veche_save_path (self->parent, path, ".ics", path_cb, self);
}

static void
calendar_export (VecheSession *session, GtkWindow *parent, const char *what)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Save as a Calendar"), parent, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);
  CalendarExport *self = g_new0 (CalendarExport, 1);
  const char *of = strchr (what, ':');
  g_autofree char *name = g_strdup_printf ("%s.ics", g_str_has_prefix (what, "quarter:") ? of + 1 : _ ("Plan"));

  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->parent, parent);
  self->what = g_strdup (what);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect (dialog, "response", G_CALLBACK (place_chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/*** In ***/

typedef struct { VecheSession *session; GtkWindow *parent; } CalendarChoice;

static void
file_chosen_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  CalendarChoice *self = user_data;
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  g_object_unref (dialog);
  if (path != NULL && self->parent != NULL)
    veche_calendar_dialog_open (self->session, self->parent, path);
  g_object_unref (self->session);
  g_clear_weak_pointer (&self->parent);
  g_free (self);
}

static void
calendar_import (VecheSession *session, GtkWindow *parent)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Bring a Calendar In"), parent, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  CalendarChoice *self = g_new0 (CalendarChoice, 1);

  gtk_file_filter_set_name (filter, _ ("Calendars"));
  gtk_file_filter_add_mime_type (filter, "text/calendar");
  gtk_file_filter_add_suffix (filter, "ics");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_file_chooser_set_filter (GTK_FILE_CHOOSER (dialog), filter);
  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->parent, parent);
  g_signal_connect (dialog, "response", G_CALLBACK (file_chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
veche_calendar_files (VecheSession *session, GtkWindow *parent, const char *what)
{
  if (g_str_has_prefix (what, "export:"))
    calendar_export (session, parent, what + strlen ("export:"));
  else
    calendar_import (session, parent);
}
