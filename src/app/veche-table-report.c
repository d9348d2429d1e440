/* veche-table-report.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-table-report.h"
#include "app/veche-table-row.h"
#include "app/veche-table-words.h"

struct _VecheTableReport
{
  AdwWindow        parent_instance;

  VecheSession    *session;   /* (owned) */
  VechePeoplePlan *plan;      /* (owned) */

  AdwWindowTitle  *title;
  GtkListView     *list;
};

G_DEFINE_FINAL_TYPE (VecheTableReport, veche_table_report, ADW_TYPE_WINDOW)

static void
table_report_written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheTableReport) self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->session == NULL)
    return;
  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    {
      veche_session_show_error (self->session, error);
      return;
    }

  veche_session_toast (self->session, _ ("The skipped lines are saved. Mend them and import the file"));
  gtk_window_close (GTK_WINDOW (self));
}

static void
table_report_chosen_cb (GtkNativeDialog *chooser, int response, VecheTableReport *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autoptr (GBytes) bytes = NULL;

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && self->session != NULL)
    {
      bytes = veche_people_plan_write_skipped (self->plan, C_ ("column", "Why skipped"), veche_table_skip_reason, NULL);
      g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, table_report_written_cb,
                                           g_object_ref (self));
    }
  g_object_unref (chooser);
}

static void
table_report_save_cb (VecheTableReport *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_ ("Save the Skipped Lines"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE,
                                                               _ ("_Save"), NULL);

  /* Translators: name of a file */
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _ ("skipped.csv"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (table_report_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
veche_table_report_dispose (GObject *object)
{
  VecheTableReport *self = VECHE_TABLE_REPORT (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_pointer (&self->plan, veche_people_plan_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (veche_table_report_parent_class)->dispose (object);
}

static void
veche_table_report_class_init (VecheTableReportClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_table_report_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-table-report.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheTableReport, title);
  gtk_widget_class_bind_template_child (widget_class, VecheTableReport, list);
  gtk_widget_class_bind_template_callback (widget_class, table_report_save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
veche_table_report_init (VecheTableReport *self)
{
  g_autoptr (GtkListItemFactory) factory = veche_row_factory_new (VECHE_TYPE_TABLE_ROW);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_factory (self->list, factory);
  veche_row_leave_on_tab (self->list);
}

VecheTableReport *
veche_table_report_open (VecheSession *session, GtkWindow *parent, VechePeoplePlan *plan)
{
  VecheTableReport *self = g_object_new (VECHE_TYPE_TABLE_REPORT, "transient-for", parent, "destroy-with-parent", TRUE, NULL);
  VecheTableLayout *layout = veche_table_layout_new (plan, GTK_WIDGET (self), TRUE);
  VecheTableModel *model = veche_table_model_new (layout, VECHE_PEOPLE_SKIP);
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (G_LIST_MODEL (model));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (model));
  g_autofree char *subtitle = g_strdup_printf (ngettext ("%'u line", "%'u lines", n), n);

  layout->done = TRUE;
  self->session = g_object_ref (session);
  self->plan = veche_people_plan_ref (plan);
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  veche_table_layout_unref (layout);
  gtk_window_present (GTK_WINDOW (self));

  return self;
}
