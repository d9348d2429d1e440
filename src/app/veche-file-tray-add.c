/* veche-file-tray-add.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-file-tray-private.h"
#include "store/veche-attachments-table.h"
#include "store/veche-store.h"

/* Files that a person adds to a reply: chosen, pasted, dropped. */

typedef struct
{
  VecheFileTray *self;
  guint          generation;
  gboolean       counted;          /* nothing is sent before it is there */
  char          *name;
  GBytes        *data;
} Adding;

static Adding *
adding_new (VecheFileTray *self, const char *name)
{
  Adding *adding = g_new0 (Adding, 1);

  adding->self = g_object_ref (self);
  adding->generation = self->generation;
  adding->name = g_strdup (name);

  return adding;
}

/* As adding_new(), with what follows from it. */
static Adding *
adding_begin (VecheFileTray *self, const char *name)
{
  Adding *adding = adding_new (self, name);

  adding->counted = TRUE;
  self->adding++;
  veche_file_tray_told (self);

  return adding;
}

static void
adding_free (Adding *adding)
{
  if (adding->counted && adding->generation == adding->self->generation)
    {
      adding->self->adding--;
      veche_file_tray_told (adding->self);
    }
  g_object_unref (adding->self);
  g_free (adding->name);
  g_clear_pointer (&adding->data, g_bytes_unref);
  g_free (adding);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Adding, adding_free)

/* Only what the lane needs: it must hold no widget. */
typedef struct { char *name; GBytes *data; } Keeping;

static void
keeping_free (gpointer data)
{
  Keeping *keeping = data;

  g_free (keeping->name);
  g_bytes_unref (keeping->data);
  g_free (keeping);
}

static gpointer
keep_job (VecheDb *db, gpointer input, GError **error)
{
  Keeping *keeping = input;

  return veche_files_keep (db, keeping->name, keeping->data, error);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Adding) adding = user_data;
  VecheFileTray *self = adding->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheFile) file = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (self->session == NULL || adding->generation != self->generation)
    return;
  if (file == NULL)
    {
      veche_session_show_error (self->session, error);
      return;
    }
  g_ptr_array_add (self->files, g_steal_pointer (&file));
  veche_file_tray_changed (self);
}

/* adding (transfer full), with its data */
static void
tray_keep (Adding *adding)
{
  Keeping *keeping = g_new0 (Keeping, 1);

  keeping->name = g_strdup (adding->name);
  keeping->data = g_bytes_ref (adding->data);
  veche_store_run_async (veche_session_get_store (adding->self->session), VECHE_LANE_WRITER, keep_job, keeping, keeping_free, veche_file_free, NULL, kept_cb,
                         adding);
}

static void
file_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Adding) adding = user_data;
  VecheFileTray *self = adding->self;

  adding->data = g_file_load_bytes_finish (G_FILE (source), result, NULL, NULL);
  if (self->session == NULL || adding->generation != self->generation)
    return;
  if (adding->data == NULL)
    veche_session_toast (self->session, _ ("This file can’t be read. Nothing was attached"));
  else
    tray_keep (g_steal_pointer (&adding));
}

static void
file_measured_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Adding) adding = user_data;
  VecheFileTray *self = adding->self;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, NULL);
  const char *trouble = NULL;

  if (self->session == NULL || adding->generation != self->generation)
    return;
  if (info == NULL || g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    trouble = _ ("This file can’t be read. Nothing was attached");
  else if (g_file_info_get_size (info) == 0)
    trouble = _ ("This file is empty. Nothing was attached");
  else if (g_file_info_get_size (info) > VECHE_ATTACHMENT_MAX)
    trouble = _ ("This file is larger than 25 MB. Put it somewhere, and send the link");

  if (trouble != NULL)
    {
      veche_session_toast (self->session, trouble);
      return;
    }
  adding->name = g_strdup (g_file_info_get_display_name (info));
  g_file_load_bytes_async (G_FILE (source), NULL, file_loaded_cb, g_steal_pointer (&adding));
}

static void
tray_add_file (VecheFileTray *self, GFile *file)
{
  if (self->session == NULL || self->interaction_id == 0 || self->info == NULL || self->info->max_files == 0)
    return;
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME,
                           G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, NULL, file_measured_cb, adding_begin (self, NULL));
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, VecheFileTray *self)
{
  g_autoptr (GListModel) files = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog)) : NULL;
  gboolean here = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (dialog), "generation")) == self->generation;

  /* A notification may have brought up another message behind the dialog. */
  for (guint i = 0; here && files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      tray_add_file (self, file);
    }
  g_object_unref (dialog);
}

void
veche_file_tray_choose (VecheFileTray *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Attach Files"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                                              GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Attach"), NULL);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_object_set_data (G_OBJECT (dialog), "generation", GUINT_TO_POINTER (self->generation));
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Adding) adding = user_data;
  VecheFileTray *self = adding->self;
  g_autoptr (GdkTexture) picture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, NULL);

  if (self->session == NULL || adding->generation != self->generation)
    return;
  if (picture == NULL)
    {
      veche_session_toast (self->session, _ ("This picture can’t be read. Nothing was attached"));
      return;
    }
  adding->data = gdk_texture_save_to_png_bytes (picture);
  tray_keep (g_steal_pointer (&adding));
}

gboolean
veche_file_tray_paste (VecheFileTray *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *at = g_date_time_format (now, "%Y-%m-%d %H-%M");
  g_autofree char *name = NULL;

  if (self->session == NULL || self->info == NULL || self->info->max_files == 0 || !gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE)
      || gdk_content_formats_contain_gtype (formats, G_TYPE_STRING))
    return FALSE;
  /* Translators: the name of a pasted picture; %s is a day and a time */
  name = g_strdup_printf (_ ("Picture %s.png"), at);
  gdk_clipboard_read_texture_async (clipboard, NULL, pasted_cb, adding_begin (self, name));

  return TRUE;
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, VecheFileTray *self)
{
  GSList *files = G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST) ? g_value_get_boxed (value) : NULL;

  for (GSList *l = files; l != NULL; l = l->next)
    tray_add_file (self, l->data);

  return files != NULL;
}

void
veche_file_tray_take_drops (VecheFileTray *self, GtkWidget *where)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (where, GTK_EVENT_CONTROLLER (target));
}
