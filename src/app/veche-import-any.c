/* veche-import-any.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-import-any.h"

#include "app/veche-archive-run.h"
#include "app/veche-calendar-dialog.h"
#include "app/veche-import-dialog.h"
#include "app/veche-table-dialog.h"
#include "exchange/veche-format.h"

typedef struct
{
  VecheSession *session;
  GtkWindow    *parent;   /* (nullable): weak */
  char         *path;
  VecheFormat   format;
  VecheFormatTrouble trouble;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_object_unref (choice->session);
  g_clear_weak_pointer (&choice->parent);
  g_free (choice->path);
  g_free (choice);
}

static void
detect_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Choice *choice = data;

  choice->format = veche_format_detect (choice->path, &choice->trouble);
  g_task_return_boolean (task, TRUE);
}

/* What we do not know goes where it is explained: a workbook to the tables, the rest to the chats. */
static void
detected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Choice *choice = g_task_get_task_data (G_TASK (result));

  if (choice->parent == NULL || !gtk_widget_get_visible (GTK_WIDGET (choice->parent)))
    return;

  if (choice->format == VECHE_FORMAT_VECHE_ARCHIVE)
    veche_archive_bring_in (choice->session, choice->parent, choice->path);
  else if (veche_format_is_people (choice->format) || choice->trouble == VECHE_FORMAT_TROUBLE_SPREADSHEET
           || choice->trouble == VECHE_FORMAT_TROUBLE_TEXT)
    veche_table_dialog_open (choice->session, choice->parent, choice->path);
  else
    veche_import_dialog_open (choice->session, choice->parent, choice->path);
}

void
veche_import_any (VecheSession *session, GtkWindow *parent, const char *path)
{
  g_autoptr (GTask) task = NULL;
  Choice *choice;

  if (g_str_has_suffix (path, ".ics"))
    {
      veche_calendar_dialog_open (session, parent, path);
      return;
    }
  task = g_task_new (NULL, NULL, detected_cb, NULL);
  choice = g_new0 (Choice, 1);

  choice->session = g_object_ref (session);
  g_set_weak_pointer (&choice->parent, parent);
  choice->path = g_strdup (path);
  g_task_set_source_tag (task, veche_import_any);
  g_task_set_task_data (task, choice, choice_free);
  g_task_run_in_thread (task, detect_thread);
}
