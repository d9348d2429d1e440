/* veche-table-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-later.h"
#include "app/veche-table-dialog-private.h"
#include "app/veche-table-row.h"
#include "app/veche-table-run.h"
#include "app/veche-table-words.h"
#include "app/veche-window.h"
#include "app/veche-wrap-layout.h"
#include "model/veche-text.h"

#define NARROW_BELOW   700
#define WIDTH_STEP     32    /* the columns follow the window in such steps */
#define SPINNER_AFTER  500   /* ms */

G_DEFINE_FINAL_TYPE (VecheTableDialog, veche_table_dialog, ADW_TYPE_WINDOW)

/*** What is shown ***/

static void
table_dialog_trouble (VecheTableDialog *self, const GError *error)
{
  g_autofree char *sentence = veche_table_trouble (error);

  adw_status_page_set_description (self->trouble, sentence);
  gtk_stack_set_visible_child_name (self->stack, "trouble");
  gtk_widget_set_visible (GTK_WIDGET (self->import), FALSE);
}

static void
table_dialog_show_title (VecheTableDialog *self)
{
  const char *name = veche_table_source_get_name (self->source);
  guint n = veche_people_plan_get_n_rows (self->plan);
  g_autofree char *rows = g_strdup_printf (ngettext ("%'u row", "%'u rows", n), n);
  g_autofree char *clean = veche_text_clamp (name != NULL ? name : _ ("From the clipboard"), 100, FALSE);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", clean, rows);

  adw_window_title_set_subtitle (self->title, subtitle);
}

/* Said when a column of numbers stays out. */
static void
table_dialog_show_promise (VecheTableDialog *self)
{
  gboolean phones = FALSE;

  for (guint i = 0; i < veche_table_get_n_columns (veche_people_plan_get_table (self->plan)); i++)
    {
      const VecheTableColumn *column = veche_people_plan_get_column (self->plan, i);

      phones |= column->is_private && column->field.kind == VECHE_FIELD_SKIP;
    }
  gtk_label_set_text (self->promise, phones ? _ ("The import can be undone as a whole at any time. Phone numbers do not come to Veche.")
                                            : _ ("The import can be undone as a whole at any time."));
}

static void
table_dialog_show (VecheTableDialog *self)
{
  gboolean first = !gtk_widget_get_visible (GTK_WIDGET (self->import));

  table_dialog_show_title (self);
  veche_table_dialog_show_chips (self);
  veche_table_dialog_show_totals (self);
  veche_table_dialog_show_rows (self);
  table_dialog_show_promise (self);
  gtk_stack_set_visible_child_name (self->stack, "preview");
  gtk_widget_set_visible (GTK_WIDGET (self->import), TRUE);
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->import));
  if (first)   /* else Enter would cancel */
    gtk_widget_grab_focus (GTK_WIDGET (self->import));
}

/*** Reading and planning ***/

static gboolean
table_dialog_spin_cb (gpointer user_data)
{
  VecheTableDialog *self = user_data;

  self->spinner_source = 0;
  gtk_spinner_start (self->spinner);

  return G_SOURCE_REMOVE;
}

static void
table_dialog_stop_spinning (VecheTableDialog *self)
{
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  gtk_spinner_stop (self->spinner);
}

/* A fresh cancellable for what begins now; what was under way ends. */
static void
table_dialog_begin (VecheTableDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  table_dialog_stop_spinning (self);
  self->spinner_source = g_timeout_add (SPINNER_AFTER, table_dialog_spin_cb, self);
}

static void
table_dialog_planned_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheTableDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  VechePeoplePlan *plan = veche_people_plan_finish (VECHE_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    {
      g_clear_pointer (&plan, veche_people_plan_unref);
      return;
    }
  table_dialog_stop_spinning (self);
  if (plan == NULL)
    {
      table_dialog_trouble (self, error);
      return;
    }
  if (self->plan != NULL && !self->other_sheet)
    veche_people_plan_keep_decisions (plan, self->plan);
  self->other_sheet = FALSE;
  g_clear_pointer (&self->plan, veche_people_plan_unref);
  self->plan = plan;
  table_dialog_show (self);
}

void
veche_table_dialog_plan (VecheTableDialog *self)
{
  VechePeopleOptions options = { .dialect = self->plan != NULL ? &self->dialect : NULL,
                                 .fields = g_hash_table_lookup (self->fields, GINT_TO_POINTER (self->dialect.delimiter)) };

  table_dialog_begin (self);
  /* What is on the screen is no longer what would happen. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->import), FALSE);
  veche_people_plan_async (veche_session_get_store (self->session), self->source, &options, self->cancellable, table_dialog_planned_cb,
                           g_object_ref (self));
}

/* The sheet that was asked for can't be read: the one before is still there. */
static void
table_dialog_keep_sheet (VecheTableDialog *self, const GError *error)
{
  g_autofree char *sentence = veche_table_trouble (error);

  table_dialog_show (self);
  veche_banner_show (self->banner, sentence, NULL, NULL);
}

/* Said before anybody wonders whose people these are. */
static void
table_dialog_show_refused (VecheTableDialog *self)
{
  GPtrArray *sheets = veche_table_source_get_sheets (self->source, NULL);
  int refused = veche_table_source_get_refused (self->source);
  g_autofree char *name = refused >= 0 ? veche_text_clamp (sheets->pdata[refused], 40, FALSE) : NULL;
  g_autofree char *sentence = name != NULL ? g_strdup_printf (_ ("The sheet “%s” is too big for a table of people: this is another one"), name) : NULL;

  veche_banner_show (self->banner, sentence, NULL, NULL);
}

static void
table_dialog_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheTableDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  VecheTableSource *source = veche_table_source_load_finish (result, &error);

  if (source != NULL && self->session != NULL)
    {
      self->other_sheet = self->source != NULL;
      g_clear_pointer (&self->source, veche_table_source_unref);
      self->source = source;
      self->dialect = *veche_table_source_get_guess (source);
      g_hash_table_remove_all (self->fields);
      table_dialog_show_refused (self);
      veche_table_dialog_plan (self);
      return;
    }
  g_clear_pointer (&source, veche_table_source_unref);
  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  table_dialog_stop_spinning (self);
  if (self->plan == NULL)
    table_dialog_trouble (self, error);
  else
    table_dialog_keep_sheet (self, error);
}

void
veche_table_dialog_take_sheet (VecheTableDialog *self, guint sheet)
{
  table_dialog_begin (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import), FALSE);
  veche_table_source_load_sheet_async (self->source, sheet, self->cancellable, table_dialog_loaded_cb, g_object_ref (self));
}

/*** What a person does ***/

static void
table_dialog_filter_cb (VecheTableDialog *self, GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    veche_table_dialog_show_rows (self);
}

static void
table_dialog_activate_cb (VecheTableDialog *self, guint position)
{
  veche_table_dialog_open_menu (self, position);
}

static void
table_dialog_mapped_cb (VecheTableDialog *self, guint column, const char *text)
{
  const VecheTableField as_guessed = { VECHE_N_FIELDS, NULL };
  gpointer key = GINT_TO_POINTER (self->dialect.delimiter);
  GArray *fields = g_hash_table_lookup (self->fields, key);
  VecheTableField field;

  if (!veche_table_field_parse (text, &field) || column >= veche_table_get_n_columns (veche_people_plan_get_table (self->plan)))
    return;

  if (fields == NULL)
    {
      fields = g_array_new (FALSE, FALSE, sizeof (VecheTableField));
      g_hash_table_insert (self->fields, key, fields);
    }
  while (fields->len <= column)
    g_array_append_val (fields, as_guessed);
  g_array_index (fields, VecheTableField, column) = field;
  veche_table_dialog_plan (self);
}

/* Whatever did not end well comes back with all that was decided. */
static void
table_dialog_ended_cb (const VechePeopleResult *result, const GError *error, gpointer user_data)
{
  g_autoptr (VecheTableDialog) self = user_data;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *sentence = NULL;

  if (self->session == NULL)
    return;
  if (error == NULL || parent == NULL || (VECHE_IS_WINDOW (parent) && veche_window_get_session (VECHE_WINDOW (parent)) != self->session))
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && result->gesture != 0)
    sentence = g_strdup (_ ("Import stopped. What came in so far stays until you undo it, what you decided is kept"));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sentence = g_strdup (_ ("Import stopped. Nothing was brought in, what you decided is kept"));
  else
    sentence = veche_error_sentence (error);
  veche_banner_show (self->banner, sentence, NULL, NULL);
  veche_table_dialog_plan (self);   /* somebody may have come meanwhile */
  gtk_window_present (GTK_WINDOW (self));
}

static void
table_dialog_import_cb (VecheTableDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  veche_table_dialog_close_popovers (self);
  veche_banner_show (self->banner, NULL, NULL, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  veche_table_run (self->session, gtk_window_get_transient_for (GTK_WINDOW (self)), self->plan,
                   gtk_check_button_get_active (self->remember), table_dialog_ended_cb, g_object_ref (self));
}

static void
table_dialog_another_cb (VecheTableDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_widget_activate_action (GTK_WIDGET (parent), "app.import", NULL);
  gtk_window_close (GTK_WINDOW (self));
}

/*** The window ***/

static void
table_dialog_follow_width (gpointer user_data)
{
  VecheTableDialog *self = user_data;
  GtkOrientation orientation = self->narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  if (self->session == NULL)
    return;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->chips_row), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->totals_row), orientation);
  gtk_widget_set_hexpand (GTK_WIDGET (self->show_all), self->narrow);
  gtk_widget_set_hexpand (GTK_WIDGET (self->show_check), self->narrow);
  gtk_widget_set_hexpand (GTK_WIDGET (self->show_skip), self->narrow);
  gtk_widget_set_visible (gtk_widget_get_first_child (GTK_WIDGET (self->footer)), !self->narrow);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->footer), orientation);
  gtk_widget_set_visible (GTK_WIDGET (self->title), !self->narrow);
  if (self->plan != NULL)
    veche_table_dialog_show_chips (self);
  veche_table_dialog_show_rows (self);
}

static void
veche_table_dialog_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VecheTableDialog *self = VECHE_TABLE_DIALOG (widget);
  gboolean narrow = width < NARROW_BELOW;

  GTK_WIDGET_CLASS (veche_table_dialog_parent_class)->size_allocate (widget, width, height, baseline);
  if (narrow == self->narrow && ABS (width - self->width) < WIDTH_STEP)
    return;

  /* Children may not change inside an allocation. */
  self->narrow = narrow;
  self->width = width;
  veche_later_idle (self, G_PRIORITY_HIGH_IDLE, table_dialog_follow_width);
}

static gboolean
veche_table_dialog_close_request (GtkWindow *window)
{
  g_cancellable_cancel (VECHE_TABLE_DIALOG (window)->cancellable);

  return GTK_WINDOW_CLASS (veche_table_dialog_parent_class)->close_request (window);
}

static void
veche_table_dialog_dispose (GObject *object)
{
  VecheTableDialog *self = VECHE_TABLE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->picker, gtk_widget_unparent);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->model);
  g_clear_pointer (&self->layout, veche_table_layout_unref);
  g_clear_pointer (&self->plan, veche_people_plan_unref);
  g_clear_pointer (&self->source, veche_table_source_unref);
  g_hash_table_remove_all (self->fields);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (veche_table_dialog_parent_class)->dispose (object);
}

static void
veche_table_dialog_finalize (GObject *object)
{
  g_clear_object (&VECHE_TABLE_DIALOG (object)->cancellable);
  g_hash_table_unref (VECHE_TABLE_DIALOG (object)->fields);

  G_OBJECT_CLASS (veche_table_dialog_parent_class)->finalize (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VecheTableDialog, name)

static void
veche_table_dialog_class_init (VecheTableDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_table_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = veche_table_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = veche_table_dialog_close_request;
  widget_class->size_allocate = veche_table_dialog_size_allocate;

  g_type_ensure (VECHE_TYPE_TABLE_HEAD);
  g_type_ensure (VECHE_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-table-dialog.ui");
  BIND (title), BIND (spinner), BIND (banner), BIND (import), BIND (stack), BIND (trouble), BIND (chips_row), BIND (totals_row), BIND (footer);
  BIND (chips), BIND (totals), BIND (readable_icon), BIND (readable), BIND (show_all), BIND (show_check), BIND (show_skip);
  BIND (head_scroller), BIND (scroller), BIND (head), BIND (rows), BIND (list), BIND (promise), BIND (remember);
  gtk_widget_class_bind_template_callback (widget_class, table_dialog_import_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_dialog_another_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_dialog_filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_dialog_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_dialog_mapped_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
veche_table_dialog_init (VecheTableDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = veche_row_factory_new (VECHE_TYPE_TABLE_ROW);

  self->fields = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_factory (self->list, factory);
  veche_row_leave_on_tab (self->list);
  gtk_widget_set_layout_manager (GTK_WIDGET (self->chips), veche_wrap_layout_new (8, 6));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->totals), veche_wrap_layout_new (24, 6));
  self->actions = g_simple_action_group_new ();
  veche_table_dialog_add_chip_actions (self);
  veche_table_dialog_add_row_actions (self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "table", G_ACTION_GROUP (self->actions));
}

static VecheTableDialog *
table_dialog_new (VecheSession *session, GtkWindow *parent)
{
  VecheTableDialog *self = g_object_new (VECHE_TYPE_TABLE_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->session = g_object_ref (session);
  /* As large as what it covers, not larger. */
  if (gtk_widget_get_width (GTK_WIDGET (parent)) > 0)
    gtk_window_set_default_size (GTK_WINDOW (self), MIN (1280, gtk_widget_get_width (GTK_WIDGET (parent)) - 24),
                                 gtk_widget_get_height (GTK_WIDGET (parent)) - 24);
  table_dialog_begin (self);
  gtk_window_present (GTK_WINDOW (self));

  return self;
}

VecheTableDialog *
veche_table_dialog_open (VecheSession *session, GtkWindow *parent, const char *path)
{
  VecheTableDialog *self = table_dialog_new (session, parent);
  g_autofree char *name = g_filename_display_basename (path);

  adw_window_title_set_subtitle (self->title, name);
  veche_table_source_load_async (path, self->cancellable, table_dialog_loaded_cb, g_object_ref (self));

  return self;
}

VecheTableDialog *
veche_table_dialog_open_cells (VecheSession *session, GtkWindow *parent, GBytes *cells)
{
  VecheTableDialog *self = table_dialog_new (session, parent);

  veche_table_source_new_async (cells, self->cancellable, table_dialog_loaded_cb, g_object_ref (self));

  return self;
}
