/* veche-export-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-export-dialog.h"
#include "app/veche-export-run.h"
#include "app/veche-export-words.h"
#include "app/veche-member-words.h"
#include "model/veche-text.h"
#include "store/veche-query-sql.h"

struct _VecheExportDialog
{
  AdwWindow            parent_instance;

  VecheSession        *session;   /* (owned) */
  VecheQuery          *query;     /* (owned) */
  GArray              *ids;       /* (owned) (nullable) */
  gboolean             but;
  gint64               count;     /* of the people */
  GPtrArray           *columns;   /* (owned) (nullable) until they were read; chosen as ticked */
  VecheExportFormat    offered[VECHE_EXPORT_N_FORMATS];

  AdwWindowTitle      *title;
  GtkButton           *save;
  AdwComboRow         *format;
  AdwPreferencesGroup *format_group;
  AdwExpanderRow      *columns_row;
  AdwExpanderRow      *private_row;
};

G_DEFINE_FINAL_TYPE (VecheExportDialog, veche_export_dialog, ADW_TYPE_WINDOW)

/*** What is offered ***/

static void
export_dialog_offer_formats (VecheExportDialog *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  guint n = 0;

  for (int i = 0; i < VECHE_EXPORT_CELLS; i++)
    if (veche_export_is_built (i))
      {
        gtk_string_list_append (words, veche_export_format_word (i));
        self->offered[n++] = i;
      }
  adw_combo_row_set_model (self->format, G_LIST_MODEL (words));
  if (!veche_export_is_built (VECHE_EXPORT_XLSX))
    adw_preferences_group_set_description (self->format_group, _ ("This Veche was built without workbooks (XLSX): take the table, Excel opens it"));
}

static VecheExportFormat
export_dialog_format (VecheExportDialog *self)
{
  return self->offered[adw_combo_row_get_selected (self->format)];
}

static void
export_dialog_format_cb (VecheExportDialog *self)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->format), veche_export_format_hint (export_dialog_format (self)));
}

/* How many of them are written, in words; a file without columns is no file. */
static void
export_dialog_show_chosen (VecheExportDialog *self)
{
  guint n[2] = { 0, 0 }, all[2] = { 0, 0 };
  g_autofree char *open = NULL, *closed = NULL;

  for (guint i = 0; i < self->columns->len; i++)
    {
      VecheExportColumn *column = g_ptr_array_index (self->columns, i);

      all[column->is_private]++;
      n[column->is_private] += column->chosen;
    }
  /* Translators: so many columns of so many */
  open = g_strdup_printf (_ ("%u of %u"), n[0], all[0]);
  closed = n[1] > 0 ? g_strdup_printf (_ ("%u of %u"), n[1], all[1]) : g_strdup (_ ("Stays out of the file unless ticked"));
  adw_expander_row_set_subtitle (self->columns_row, open);
  adw_expander_row_set_subtitle (self->private_row, closed);
  gtk_widget_set_visible (GTK_WIDGET (self->private_row), all[1] > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), n[0] + n[1] > 0 && self->count > 0);
}

static void
export_dialog_ticked_cb (GtkCheckButton *check, GParamSpec *pspec, VecheExportDialog *self)
{
  VecheExportColumn *column = g_object_get_data (G_OBJECT (check), "veche-column");

  column->chosen = gtk_check_button_get_active (check);
  export_dialog_show_chosen (self);
}

static void
export_dialog_add_column (VecheExportDialog *self, VecheExportColumn *column)
{
  GtkWidget *row = adw_action_row_new (), *check = gtk_check_button_new ();
  g_autofree char *title = veche_text_clamp (column->title, 100, FALSE);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), column->chosen);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data (G_OBJECT (check), "veche-column", column);
  g_signal_connect_object (check, "notify::active", G_CALLBACK (export_dialog_ticked_cb), self, 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_expander_row_add_row (column->is_private ? self->private_row : self->columns_row, row);
}

/*** What there is ***/

typedef struct
{
  VecheQuery *query;
  guint       n_marked;
  gboolean    marked, but;
  GPtrArray  *columns;
  gint64      count;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  veche_query_unref (look->query);
  g_clear_pointer (&look->columns, g_ptr_array_unref);
  g_free (look);
}

static gpointer
export_dialog_look_job (VecheDb *db, gpointer input, GError **error)
{
  Look *asked = input, *look;
  g_autoptr (GPtrArray) columns = veche_export_columns (db, error);
  gint64 count = columns != NULL ? veche_query_count (db, asked->query, error) : -1;

  if (count < 0)
    return NULL;

  look = g_new0 (Look, 1);
  look->query = veche_query_ref (asked->query);
  look->columns = g_steal_pointer (&columns);
  if (asked->marked)
    count = asked->but ? MAX (count - asked->n_marked, 0) : asked->n_marked;
  look->count = count;

  return look;
}

static void
export_dialog_looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  Look *look = veche_store_run_finish (VECHE_STORE (object), result, &error);
  g_autofree char *count = NULL;

  if (look == NULL && self->session != NULL)
    veche_session_show_error (self->session, error);
  if (look == NULL || self->session == NULL)
    {
      g_clear_pointer (&look, look_free);
      return;
    }

  self->columns = g_ptr_array_ref (look->columns);
  veche_export_translate (self->columns);
  for (guint i = 0; i < self->columns->len; i++)
    export_dialog_add_column (self, g_ptr_array_index (self->columns, i));
  if (self->ids != NULL)
    count = g_strdup_printf (ngettext ("%'u person selected", "%'u people selected", (guint) look->count), (guint) look->count);
  else
    count = g_strdup_printf (ngettext ("%'u person in this view", "%'u people in this view", (guint) look->count), (guint) look->count);
  adw_window_title_set_subtitle (self->title, count);
  self->count = look->count;
  export_dialog_show_chosen (self);
  look_free (look);
}

static void
export_dialog_look (VecheExportDialog *self)
{
  Look *look = g_new0 (Look, 1);

  look->query = veche_query_ref (self->query);
  look->marked = self->ids != NULL;
  look->n_marked = self->ids != NULL ? self->ids->len : 0;
  look->but = self->but;
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, export_dialog_look_job, look, look_free, look_free, NULL,
                         export_dialog_looked_cb, g_object_ref (self));
}

/*** Out ***/

void
veche_export_dialog_save (VecheExportDialog *self, const char *path)
{
  VecheExportOptions *options;

  g_return_if_fail (VECHE_IS_EXPORT_DIALOG (self));
  g_return_if_fail (self->columns != NULL);

  options = veche_export_options_new (export_dialog_format (self), self->query);
  options->ids = self->ids != NULL ? g_array_ref (self->ids) : NULL;
  options->but = self->but;
  options->columns = g_ptr_array_ref (self->columns);
  options->delimiter = veche_export_delimiter ();
  options->mark = TRUE;
  options->say = veche_export_say;
  veche_export_run (self->session, options, path);
  gtk_window_close (GTK_WINDOW (self));
}

static void
export_dialog_chosen_cb (GtkNativeDialog *chooser, int response, VecheExportDialog *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL && self->session != NULL)
    veche_export_dialog_save (self, path);
  g_object_unref (chooser);
}

static void
export_dialog_save_cb (VecheExportDialog *self)
{
  GtkFileChooserNative *chooser
    = gtk_file_chooser_native_new (_ ("Export People"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  /* Translators: the beginning of a file name */
  g_autofree char *name = g_strdup_printf ("%s %s.%s", _ ("Members"), day, veche_export_suffix (export_dialog_format (self)));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (export_dialog_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
veche_export_dialog_dispose (GObject *object)
{
  VecheExportDialog *self = VECHE_EXPORT_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->query, veche_query_unref);
  g_clear_pointer (&self->ids, g_array_unref);

  G_OBJECT_CLASS (veche_export_dialog_parent_class)->dispose (object);
}

static void
veche_export_dialog_finalize (GObject *object)
{
  g_clear_pointer (&VECHE_EXPORT_DIALOG (object)->columns, g_ptr_array_unref);

  G_OBJECT_CLASS (veche_export_dialog_parent_class)->finalize (object);
}

static void
veche_export_dialog_class_init (VecheExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_export_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = veche_export_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheExportDialog, title);
  gtk_widget_class_bind_template_child (widget_class, VecheExportDialog, save);
  gtk_widget_class_bind_template_child (widget_class, VecheExportDialog, format);
  gtk_widget_class_bind_template_child (widget_class, VecheExportDialog, format_group);
  gtk_widget_class_bind_template_child (widget_class, VecheExportDialog, columns_row);
  gtk_widget_class_bind_template_child (widget_class, VecheExportDialog, private_row);
  gtk_widget_class_bind_template_callback (widget_class, export_dialog_save_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_dialog_format_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
veche_export_dialog_init (VecheExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  export_dialog_offer_formats (self);
  export_dialog_format_cb (self);
}

VecheExportDialog *
veche_export_dialog_open (VecheSession *session, GtkWindow *parent, VecheQuery *query, GArray *ids, gboolean but)
{
  VecheExportDialog *self = g_object_new (VECHE_TYPE_EXPORT_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->session = g_object_ref (session);
  self->query = veche_query_ref (query);
  self->ids = ids != NULL ? g_array_ref (ids) : NULL;
  self->but = but;
  export_dialog_look (self);
  gtk_window_present (GTK_WINDOW (self));

  return self;
}
