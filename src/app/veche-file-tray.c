/* veche-file-tray.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-file-tray.h"
#include "model/veche-text.h"
#include "store/veche-attachments-table.h"
#include "store/veche-store.h"

#define SAVE_SECONDS 1
#define ALT_MOST     1000

struct _VecheFileTray
{
  AdwBin        parent_instance;

  VecheSession *session;          /* (owned) (nullable) */
  gint64        interaction_id;
  guint         generation;       /* an answer of a lane for an earlier target is dropped */
  guint         adding;           /* files for this target that are still being read */
  guint         save_source;
  const VecheConnectorInfo *info; /* (nullable) */
  GPtrArray    *files;            /* (owned) (element-type VecheFile) */

  GtkBox       *box;
};

G_DEFINE_FINAL_TYPE (VecheFileTray, veche_file_tray, ADW_TYPE_BIN)

static guint changed_signal;

static void tray_show (VecheFileTray *self);

/*** Keeping ***/

typedef struct { gint64 interaction_id; GPtrArray *files; } Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_ptr_array_unref (saving->files);
  g_free (saving);
}

static gpointer
save_job (VecheDb *db, gpointer input, GError **error)
{
  Saving *saving = input;

  return veche_draft_files_set (db, saving->interaction_id, saving->files, error) ? VECHE_JOB_DONE : NULL;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheSession) session = user_data;
  g_autoptr (GError) error = NULL;

  veche_store_run_finish (VECHE_STORE (source), result, &error);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    veche_session_show_error (session, error);
}

static void
tray_write (VecheFileTray *self)
{
  Saving *saving = g_new0 (Saving, 1);

  g_clear_handle_id (&self->save_source, g_source_remove);
  saving->interaction_id = self->interaction_id;
  saving->files = veche_file_tray_dup_files (self);
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_WRITER, save_job, saving, saving_free, NULL, NULL, saved_cb,
                         g_object_ref (self->session));
}

static gboolean
save_timeout_cb (gpointer user_data)
{
  VecheFileTray *self = user_data;

  self->save_source = 0;
  tray_write (self);

  return G_SOURCE_REMOVE;
}

static void
tray_changed (VecheFileTray *self)
{
  if (self->session != NULL && self->interaction_id != 0)
    tray_write (self);
  tray_show (self);
  g_signal_emit (self, changed_signal, 0);
}

/*** Adding ***/

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

/* As adding_new(), for what a person adds. */
static Adding *
adding_begin (VecheFileTray *self, const char *name)
{
  Adding *adding = adding_new (self, name);

  adding->counted = TRUE;
  self->adding++;
  g_signal_emit (self, changed_signal, 0);

  return adding;
}

static void
adding_free (Adding *adding)
{
  if (adding->counted && adding->generation == adding->self->generation)
    {
      adding->self->adding--;
      g_signal_emit (adding->self, changed_signal, 0);
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
  tray_changed (self);
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

/*** Showing ***/

/* What the place has against it. (transfer full) (nullable) */
static char *
tray_trouble (VecheFileTray *self, guint at)
{
  const VecheFile *file = self->files->pdata[at];
  const VecheConnectorInfo *info = self->info;
  g_autofree char *most = NULL;

  if (info == NULL)
    return NULL;
  if (info->max_files == 0)
    return g_strdup (_ ("Files can’t be sent there"));
  if (at >= info->max_files)
    return g_strdup_printf (ngettext ("One file more than fits: at most %u goes there", "Too many: at most %u files go there", info->max_files), info->max_files);
  if (info->pictures_only && !veche_file_is_picture (file->type))
    return g_strdup (_ ("Only pictures can be sent there"));
  if (info->max_file_size == 0 || file->size <= info->max_file_size)
    return NULL;
  most = g_format_size (info->max_file_size);

  /* Translators: %s is a size such as "1 MB" */
  return g_strdup_printf (_ ("Too large: at most %s goes there"), most);
}

static void
alt_typed_cb (GtkEditable *entry, VecheFileTray *self)
{
  VecheFile *file = g_object_get_data (G_OBJECT (entry), "file");

  g_free (file->alt);
  file->alt = g_strdup (gtk_editable_get_text (entry));
  if (self->save_source == 0)
    self->save_source = g_timeout_add_seconds (SAVE_SECONDS, save_timeout_cb, self);
}

static void
remove_cb (GtkWidget *button, VecheFileTray *self)
{
  g_ptr_array_remove (self->files, g_object_get_data (G_OBJECT (button), "file"));
  tray_changed (self);
}

static GtkWidget *
tray_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (label, style);

  return label;
}

static GtkWidget *
tray_alt_new (VecheFileTray *self, VecheFile *file)
{
  GtkWidget *alt = gtk_entry_new ();

  gtk_entry_set_max_length (GTK_ENTRY (alt), ALT_MOST);
  gtk_entry_set_placeholder_text (GTK_ENTRY (alt), _ ("What is to be seen in it, for who can’t see it"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (alt), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Description of the picture"), -1);
  gtk_editable_set_text (GTK_EDITABLE (alt), file->alt);
  gtk_editable_set_width_chars (GTK_EDITABLE (alt), 8);
  g_object_set_data (G_OBJECT (alt), "file", file);
  g_signal_connect_object (alt, "changed", G_CALLBACK (alt_typed_cb), self, 0);

  return alt;
}

static GtkWidget *
tray_row_new (VecheFileTray *self, guint at)
{
  VecheFile *file = self->files->pdata[at];
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *icon, *button, *name, *length;
  g_autofree char *clean = veche_text_clamp (file->name, 120, FALSE), *size = g_format_size ((guint64) file->size), *trouble = tray_trouble (self, at);
  g_autofree char *removing = g_strdup_printf (_ ("Remove “%s”"), clean);

  icon = gtk_image_new_from_icon_name (veche_file_is_picture (file->type) ? "image-x-generic-symbolic" : "text-x-generic-symbolic");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 3);
  name = tray_label (clean, "veche-small");
  gtk_box_append (GTK_BOX (head), name);
  length = tray_label (size, "veche-caption");
  gtk_widget_add_css_class (length, "veche-second");
  gtk_box_append (GTK_BOX (head), length);
  gtk_box_append (GTK_BOX (words), head);
  if (trouble != NULL)
    {
      GtkWidget *why = tray_label (trouble, "veche-caption");

      gtk_widget_add_css_class (why, "veche-neg-ink");
      gtk_box_append (GTK_BOX (words), why);
    }
  if (trouble == NULL && veche_file_is_picture (file->type) && self->info != NULL && self->info->describes)
    gtk_box_append (GTK_BOX (words), tray_alt_new (self, file));
  gtk_widget_set_hexpand (words, TRUE);
  button = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, removing);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, removing, -1);
  g_object_set_data (G_OBJECT (button), "file", file);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, 0);
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), button);

  return row;
}

static void
tray_show (VecheFileTray *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  for (guint i = 0; i < self->files->len; i++)
    gtk_box_append (self->box, tray_row_new (self, i));
  gtk_widget_set_visible (GTK_WIDGET (self), self->files->len > 0);
}

/*** Loading ***/

static gpointer
load_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_draft_files_list (db, *(gint64 *) input, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Adding) adding = user_data;
  VecheFileTray *self = adding->self;
  g_autoptr (GPtrArray) files = veche_store_run_finish (VECHE_STORE (source), result, NULL);

  /* What was added meanwhile is in the list by now, and wins. */
  if (files == NULL || adding->generation != self->generation || self->files->len > 0 || files->len == 0)
    return;
  g_ptr_array_unref (self->files);
  self->files = g_steal_pointer (&files);
  tray_show (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
veche_file_tray_dispose (GObject *object)
{
  VecheFileTray *self = VECHE_FILE_TRAY (object);

  g_clear_handle_id (&self->save_source, g_source_remove);
  self->generation++;      /* what is still being read finds nobody */
  g_clear_object (&self->session);

  G_OBJECT_CLASS (veche_file_tray_parent_class)->dispose (object);
}

static void
veche_file_tray_finalize (GObject *object)
{
  g_ptr_array_unref (VECHE_FILE_TRAY (object)->files);

  G_OBJECT_CLASS (veche_file_tray_parent_class)->finalize (object);
}

static void
veche_file_tray_class_init (VecheFileTrayClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_file_tray_dispose;
  G_OBJECT_CLASS (klass)->finalize = veche_file_tray_finalize;
  changed_signal = g_signal_new ("changed", VECHE_TYPE_FILE_TRAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
veche_file_tray_init (VecheFileTray *self)
{
  self->files = g_ptr_array_new_with_free_func (veche_file_free);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_add_css_class (GTK_WIDGET (self), "veche-file-tray");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

void
veche_file_tray_set_target (VecheFileTray *self, VecheSession *session, gint64 interaction_id)
{
  g_return_if_fail (VECHE_IS_FILE_TRAY (self));

  veche_file_tray_save (self);
  g_set_object (&self->session, session);
  self->interaction_id = interaction_id;
  self->generation++;
  self->adding = 0;
  g_ptr_array_set_size (self->files, 0);
  tray_show (self);
  if (session != NULL && interaction_id != 0)     /* behind what was written a moment ago */
    veche_store_run_async (veche_session_get_store (session), VECHE_LANE_WRITER, load_job, g_memdup2 (&interaction_id, sizeof interaction_id), g_free,
                           (GDestroyNotify) g_ptr_array_unref, NULL, loaded_cb, adding_new (self, NULL));
}

void
veche_file_tray_set_place (VecheFileTray *self, const VecheConnectorInfo *info)
{
  self->info = info;
  tray_show (self);
}

gboolean
veche_file_tray_is_empty (VecheFileTray *self)
{
  return self->files->len == 0;
}

gboolean
veche_file_tray_fits (VecheFileTray *self)
{
  if (self->adding > 0)
    return FALSE;
  for (guint i = 0; i < self->files->len; i++)
    {
      g_autofree char *trouble = tray_trouble (self, i);

      if (trouble != NULL)
        return FALSE;
    }

  return TRUE;
}

GPtrArray *
veche_file_tray_dup_files (VecheFileTray *self)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (veche_file_free);

  for (guint i = 0; i < self->files->len; i++)
    g_ptr_array_add (files, veche_file_copy (self->files->pdata[i]));

  return files;
}

void
veche_file_tray_set_files (VecheFileTray *self, GPtrArray *files)
{
  g_return_if_fail (VECHE_IS_FILE_TRAY (self));

  if ((files == NULL || files->len == 0) && self->files->len == 0)
    return;
  g_ptr_array_set_size (self->files, 0);
  for (guint i = 0; files != NULL && i < files->len; i++)
    g_ptr_array_add (self->files, veche_file_copy (files->pdata[i]));
  tray_changed (self);
}

void
veche_file_tray_save (VecheFileTray *self)
{
  if (self->save_source != 0 && self->session != NULL)
    tray_write (self);
}
