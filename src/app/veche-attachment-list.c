/* veche-attachment-list.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "app/veche-attachment-list.h"
#include "app/veche-draw.h"
#include "store/veche-attachments-table.h"
#include "store/veche-db.h"

struct _VecheAttachmentList
{
  AdwBin        parent_instance;

  GtkListBox   *list;
  GtkWidget    *hint;

  VecheSession *session;      /* (owned) (nullable) */
  VecheProfile *profile;      /* (owned) (nullable) */
  GCancellable *cancellable;  /* (owned) (nullable): of the reading of the list */
};

G_DEFINE_FINAL_TYPE (VecheAttachmentList, veche_attachment_list, ADW_TYPE_BIN)

static void attachment_list_read (VecheAttachmentList *self);

/*** Adding ***/

typedef struct
{
  char   *member, *name;
  GBytes *data;
} VecheNewFile;

static void
new_file_free (gpointer data)
{
  VecheNewFile *self = data;

  g_free (self->member);
  g_free (self->name);
  g_bytes_unref (self->data);
  g_free (self);
}

static gboolean
build_attach (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  VecheNewFile *file = input;

  return veche_attachments_edit_add (db, edit, file->member, file->name, file->data, error);
}

/* Takes data. member (transfer none): whose it is, also when another is shown by now. */
static void
attach_bytes (VecheSession *session, const char *member, const char *name, GBytes *data)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("attach", name);
  VecheNewFile *file = g_new0 (VecheNewFile, 1);
  /* Translators: %s is the name of a file */
  g_autofree char *toast = g_strdup_printf (_ ("Attached: %s"), name);

  file->member = g_strdup (member);
  file->name = g_strdup (name);
  file->data = data;
  veche_session_build_edit (session, edit, build_attach, file, new_file_free, toast, NULL, NULL);
}

typedef struct
{
  VecheSession *session;
  char         *member, *name;
} VecheLoading;

static void
loading_free (VecheLoading *self)
{
  g_object_unref (self->session);
  g_free (self->member);
  g_free (self->name);
  g_free (self);
}

static void
file_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VecheLoading *loading = user_data;
  g_autoptr (GError) error = NULL;
  GBytes *data = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);

  if (data != NULL)
    attach_bytes (loading->session, loading->member, loading->name, data);
  else
    veche_session_toast (loading->session, _ ("This file can’t be read. Nothing was attached"));
  loading_free (loading);
}

static void
file_measured_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VecheLoading *loading = user_data;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, NULL);
  const char *trouble = NULL;

  if (info == NULL || g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    trouble = _ ("This file can’t be read. Nothing was attached");
  else if (g_file_info_get_size (info) == 0)
    trouble = _ ("This file is empty. Nothing was attached");
  else if (g_file_info_get_size (info) > VECHE_ATTACHMENT_MAX)
    trouble = _ ("This file is larger than 25 MB. Keep it elsewhere, and write down where");

  if (trouble == NULL)
    {
      loading->name = g_strdup (g_file_info_get_display_name (info));
      g_file_load_bytes_async (G_FILE (source), NULL, file_loaded_cb, loading);
      return;
    }
  veche_session_toast (loading->session, trouble);
  loading_free (loading);
}

static void
attach_file (VecheAttachmentList *self, GFile *file)
{
  VecheLoading *loading = g_new0 (VecheLoading, 1);

  loading->session = g_object_ref (self->session);
  loading->member = g_strdup (self->profile->member->parent.uid);
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME,
                           G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, NULL, file_measured_cb, loading);
}

static void
attach_chosen_cb (GtkNativeDialog *dialog, int response, VecheAttachmentList *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  if (file != NULL && self->profile != NULL)
    attach_file (self, file);
  g_object_unref (dialog);
}

static void
attachment_list_attach_cb (VecheAttachmentList *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Attach a File"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                                              GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Attach"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (attach_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static gboolean
attachment_list_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, VecheAttachmentList *self)
{
  if (self->profile == NULL || !G_VALUE_HOLDS (value, G_TYPE_FILE))
    return FALSE;
  attach_file (self, g_value_get_object (value));

  return TRUE;
}

static void
picture_pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VecheLoading *loading = user_data;
  g_autoptr (GdkTexture) picture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, NULL);

  if (picture != NULL)
    attach_bytes (loading->session, loading->member, loading->name, gdk_texture_save_to_png_bytes (picture));
  else
    veche_session_toast (loading->session, _ ("This picture can’t be read. Nothing was attached"));
  loading_free (loading);
}

gboolean
veche_attachment_list_paste (VecheAttachmentList *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *at = g_date_time_format (now, "%Y-%m-%d %H-%M");
  VecheLoading *loading;

  g_return_val_if_fail (VECHE_IS_ATTACHMENT_LIST (self), FALSE);

  if (self->profile == NULL || !gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE)
      || gdk_content_formats_contain_gtype (formats, G_TYPE_STRING))
    return FALSE;

  loading = g_new0 (VecheLoading, 1);
  loading->session = g_object_ref (self->session);
  loading->member = g_strdup (self->profile->member->parent.uid);
  /* Translators: the name of a pasted picture; %s is a day and a time */
  loading->name = g_strdup_printf (_ ("Picture %s.png"), at);
  gdk_clipboard_read_texture_async (clipboard, NULL, picture_pasted_cb, loading);

  return TRUE;
}

/*** Opening and saving ***/

typedef struct
{
  VecheSession *session;
  GtkWidget    *widget;     /* weak */
  char         *uid;
  GFile        *to;         /* (nullable): a place to open it from is made */
} VecheTaking;

static void
taking_free (VecheTaking *self)
{
  g_object_unref (self->session);
  g_clear_weak_pointer (&self->widget);
  g_free (self->uid);
  g_clear_object (&self->to);
  g_free (self);
}

/* Copies that were opened days ago are nobody's any more. */
static void
drop_old_places (const char *parent)
{
  g_autoptr (GDir) folder = g_dir_open (parent, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *place = g_build_filename (parent, name, NULL);
      g_autoptr (GDir) files = NULL;
      GStatBuf info;

      if (!g_str_has_prefix (name, "open-") || g_lstat (place, &info) != 0 || !S_ISDIR (info.st_mode)
          || info.st_mtime > g_get_real_time () / G_USEC_PER_SEC - 2 * 24 * 3600)
        continue;
      files = g_dir_open (place, 0, NULL);
      while (files != NULL && (name = g_dir_read_name (files)) != NULL)
        {
          g_autofree char *file = g_build_filename (place, name, NULL);

          g_unlink (file);
        }
      g_rmdir (place);
    }
}

/* In a folder of its own that only we can enter; programs are never started by this, files are handed to the desktop. */
static GFile *
make_place (const char *name, GError **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "veche", "open-XXXXXX", NULL);
  g_autofree char *parent = g_path_get_dirname (folder);
  g_autofree char *safe = g_strdelimit (g_strdup (name), "/\\", '_');

  drop_old_places (parent);
  if (g_mkdir_with_parents (parent, 0700) != 0 || g_mkdtemp_full (folder, 0700) == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "no folder can be made");
      return NULL;
    }

  return g_file_new_build_filename (folder, *safe == '\0' || *safe == '.' ? "file" : safe, NULL);
}

static gpointer
take_job (VecheDb *db, gpointer input, GError **error)
{
  VecheTaking *taking = input;
  g_autofree char *name = NULL;
  g_autoptr (GBytes) data = veche_attachments_read (db, taking->uid, &name, error);
  gsize n;
  const char *bytes;

  if (data == NULL)
    return NULL;
  if (taking->to == NULL)
    taking->to = make_place (name, error);
  if (taking->to == NULL)
    return NULL;
  bytes = g_bytes_get_data (data, &n);

  return g_file_replace_contents (taking->to, bytes, n, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, NULL, error) ? VECHE_JOB_DONE : NULL;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VecheTaking *taking = user_data;
  g_autoptr (GError) error = NULL;

  veche_store_run_finish (VECHE_STORE (source), result, &error);
  if (error != NULL && error->domain == VECHE_STORE_ERROR)
    veche_session_show_error (taking->session, error);
  else
    veche_session_toast (taking->session, error == NULL ? _ ("Saved") : _ ("It can’t be saved there. Choose another folder"));
  taking_free (taking);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VecheTaking *taking = user_data;
  g_autoptr (GError) error = NULL;

  veche_store_run_finish (VECHE_STORE (source), result, &error);
  if (error == NULL && taking->widget != NULL)
    {
      g_autofree char *uri = g_file_get_uri (taking->to);

      gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (taking->widget)), uri, GDK_CURRENT_TIME);
    }
  else if (error != NULL && error->domain == VECHE_STORE_ERROR)
    veche_session_show_error (taking->session, error);
  else if (error != NULL)
    veche_session_toast (taking->session, _ ("It can’t be opened: the disk may be full"));
  taking_free (taking);
}

static void
attachment_list_take (VecheAttachmentList *self, const char *uid, GFile *to)
{
  VecheTaking *taking = g_new0 (VecheTaking, 1);

  taking->session = g_object_ref (self->session);
  g_set_weak_pointer (&taking->widget, GTK_WIDGET (self));
  taking->uid = g_strdup (uid);
  g_set_object (&taking->to, to);
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, take_job, taking, NULL, NULL, NULL,
                         to != NULL ? saved_cb : opened_cb, taking);
}

static void
open_clicked_cb (GtkWidget *button, VecheAttachmentList *self)
{
  if (self->session != NULL)
    attachment_list_take (self, g_object_get_data (G_OBJECT (button), "uid"), NULL);
}

static void
save_chosen_cb (GtkNativeDialog *dialog, int response, VecheAttachmentList *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  if (file != NULL && self->session != NULL)
    attachment_list_take (self, g_object_get_data (G_OBJECT (dialog), "uid"), file);
  g_object_unref (dialog);
}

static void
save_clicked_cb (GtkWidget *button, VecheAttachmentList *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Save the File"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                                              GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), g_object_get_data (G_OBJECT (button), "name"));
  g_object_set_data_full (G_OBJECT (dialog), "uid", g_strdup (g_object_get_data (G_OBJECT (button), "uid")), g_free);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (save_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
remove_clicked_cb (GtkWidget *button, VecheAttachmentList *self)
{
  const char *name = g_object_get_data (G_OBJECT (button), "name");
  g_autoptr (VecheEdit) edit = veche_edit_new ("detach", name);
  /* Translators: %s is the name of a file */
  g_autofree char *toast = g_strdup_printf (_ ("Removed: %s"), name);

  if (self->session == NULL)
    return;
  veche_edit_delete (edit, "attachment", g_object_get_data (G_OBJECT (button), "uid"));
  veche_session_edit (self->session, edit, toast, NULL, NULL);
}

/*** The list ***/

static void
add_button (VecheAttachmentList *self, GtkWidget *row, const VecheAttachment *file, const char *icon, const char *what, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, what, -1);
  g_object_set_data_full (G_OBJECT (button), "uid", g_strdup (file->uid), g_free);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (file->name), g_free);
  g_signal_connect_object (button, "clicked", clicked, self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
file_row_new (VecheAttachmentList *self, const VecheAttachment *file)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = g_markup_escape_text (file->name, -1), *size = g_format_size ((guint64) file->size);
  g_autofree char *when = veche_time_long (file->at);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", size, when);
  g_autofree char *content = g_content_type_from_mime_type (file->type);
  g_autoptr (GIcon) icon = g_content_type_get_symbolic_icon (content != NULL ? content : "application/octet-stream");
  GtkWidget *image = gtk_image_new_from_gicon (icon);

  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  add_button (self, row, file, "document-open-symbolic", _ ("Open"), G_CALLBACK (open_clicked_cb));
  add_button (self, row, file, "document-save-symbolic", _ ("Save As…"), G_CALLBACK (save_clicked_cb));
  add_button (self, row, file, "user-trash-symbolic", _ ("Remove"), G_CALLBACK (remove_clicked_cb));

  return row;
}

static gpointer
list_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_attachments_list (db, *(gint64 *) input, error);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheAttachmentList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = veche_store_run_finish (VECHE_STORE (source), result, &error);
  GtkWidget *child;

  if (files == NULL)
    return;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < files->len; i++)
    gtk_list_box_append (self->list, file_row_new (self, files->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->list), files->len > 0);
  gtk_widget_set_visible (self->hint, files->len == 0);
}

static void
attachment_list_read (VecheAttachmentList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->session == NULL || self->profile == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, list_job,
                         g_memdup2 (&self->profile->member->parent.id, sizeof (gint64)), g_free, (GDestroyNotify) g_ptr_array_unref,
                         self->cancellable, listed_cb, g_object_ref (self));
}

/* The profile is read again whenever something about the person changes, and set again then. */
void
veche_attachment_list_set_profile (VecheAttachmentList *self, VecheSession *session, VecheProfile *profile)
{
  VecheProfile *before;

  g_return_if_fail (VECHE_IS_ATTACHMENT_LIST (self));

  before = self->profile;
  self->profile = profile != NULL ? veche_record_ref (profile) : NULL;
  g_clear_pointer (&before, veche_record_unref);
  g_set_object (&self->session, session);
  attachment_list_read (self);
}

static void
veche_attachment_list_dispose (GObject *object)
{
  VecheAttachmentList *self = VECHE_ATTACHMENT_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->profile, veche_record_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (veche_attachment_list_parent_class)->dispose (object);
}

static void
veche_attachment_list_class_init (VecheAttachmentListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_attachment_list_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-attachment-list.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheAttachmentList, list);
  gtk_widget_class_bind_template_child (widget_class, VecheAttachmentList, hint);
  gtk_widget_class_bind_template_callback (widget_class, attachment_list_attach_cb);
}

static void
veche_attachment_list_init (VecheAttachmentList *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (drop, "drop", G_CALLBACK (attachment_list_drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}
