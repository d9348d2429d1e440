/* veche-fields-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-fields-dialog.h"
#include "app/veche-profile-parts.h"
#include "model/veche-edit.h"
#include "store/veche-fields-table.h"

struct _VecheFieldsDialog
{
  AdwWindow            parent_instance;

  VecheSession        *session;     /* (owned) */
  GPtrArray           *fields;      /* (owned) (nullable) (element-type VecheField) */
  char                *open;        /* uid of the field whose row is open (nullable) */

  AdwPreferencesGroup *group;
  GPtrArray           *rows;        /* (element-type GtkWidget) (unowned) */
  AdwEntryRow         *name;
  AdwComboRow         *kind;
  AdwEntryRow         *choices;
  GtkSwitch           *is_private;
  GtkWidget           *add;
};

G_DEFINE_FINAL_TYPE (VecheFieldsDialog, veche_fields_dialog, ADW_TYPE_WINDOW)

const char *
veche_field_kind_word (const char *kind)
{
  static const char *const words[] = { NC_ ("field", "Text"),   NC_ ("field", "Number"),    NC_ ("field", "Date"),
                                       NC_ ("field", "Choice"), NC_ ("field", "Yes or no"), NC_ ("field", "Person") };

  for (guint i = 0; veche_field_kinds[i] != NULL; i++)
    if (g_str_equal (veche_field_kinds[i], kind))
      return g_dpgettext2 (NULL, "field", words[i]);

  return kind;
}

/*** Changes ***/

typedef struct
{
  char    *uid, *name, *kind, *choices;
  gboolean is_private;
} VecheFieldWish;

static void
field_wish_free (gpointer data)
{
  VecheFieldWish *wish = data;

  g_free (wish->uid);
  g_free (wish->name);
  g_free (wish->kind);
  g_free (wish->choices);
  g_free (wish);
}

static gboolean
field_wish_build (VecheDb *db, VecheEdit *edit, gpointer data, GError **error)
{
  VecheFieldWish *wish = data;

  if (wish->uid == NULL)
    return veche_fields_edit_add (db, edit, wish->name, wish->kind, wish->choices, wish->is_private, error) != NULL;

  return veche_fields_edit_change (db, edit, wish->uid, wish->name, wish->choices, error);
}

static void
fields_dialog_wish (VecheFieldsDialog *self, VecheFieldWish *wish, const char *toast)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("field", wish->name);

  veche_session_build_edit (self->session, edit, field_wish_build, wish, field_wish_free, toast, NULL, NULL);
}

/* "S; M; XL" → one a line */
static char *
choices_from (const char *typed)
{
  g_auto (GStrv) parts = g_strsplit (typed, ";", -1);

  return g_strjoinv ("\n", parts);
}

static void
fields_dialog_add_cb (VecheFieldsDialog *self)
{
  VecheFieldWish *wish;
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name));

  if (*name == '\0')
    return;

  wish = g_new0 (VecheFieldWish, 1);
  wish->name = g_strdup (name);
  wish->kind = g_strdup (veche_field_kinds[adw_combo_row_get_selected (self->kind)]);
  wish->choices = choices_from (gtk_editable_get_text (GTK_EDITABLE (self->choices)));
  wish->is_private = gtk_switch_get_active (self->is_private);
  fields_dialog_wish (self, wish, _ ("Field added"));
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  gtk_editable_set_text (GTK_EDITABLE (self->choices), "");
  gtk_switch_set_active (self->is_private, FALSE);
}

static const char *
uid_of (gpointer widget)
{
  return g_object_get_data (G_OBJECT (widget), "uid");
}

static void
fields_dialog_rename_cb (AdwEntryRow *row, VecheFieldsDialog *self)
{
  VecheFieldWish *wish = g_new0 (VecheFieldWish, 1);

  wish->uid = g_strdup (uid_of (row));
  wish->name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));
  fields_dialog_wish (self, wish, _ ("Saved"));
}

static void
fields_dialog_choices_cb (AdwEntryRow *row, VecheFieldsDialog *self)
{
  VecheFieldWish *wish = g_new0 (VecheFieldWish, 1);

  wish->uid = g_strdup (uid_of (row));
  wish->choices = choices_from (gtk_editable_get_text (GTK_EDITABLE (row)));
  fields_dialog_wish (self, wish, _ ("Saved"));
}

static void
fields_dialog_private_cb (GtkSwitch *widget, GParamSpec *pspec, VecheFieldsDialog *self)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("field", NULL);

  veche_edit_set_int (edit, "custom_field", uid_of (widget), "private", gtk_switch_get_active (widget) ? 1 : 0);
  veche_session_edit (self->session, edit, _ ("Saved"), NULL, NULL);
}

static void
fields_dialog_move (VecheFieldsDialog *self, const char *uid, int step)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("field", NULL);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  int at = -1;

  for (guint i = 0; i < self->fields->len; i++)
    {
      const VecheField *field = self->fields->pdata[i];

      at = g_str_equal (field->uid, uid) ? (int) i : at;
      g_ptr_array_add (order, field->uid);
    }
  if (at < 0 || at + step < 0 || at + step >= (int) order->len)
    return;

  order->pdata[at] = order->pdata[at + step];
  order->pdata[at + step] = (gpointer) uid;
  for (guint i = 0; i < order->len; i++)
    veche_edit_set_int (edit, "custom_field", order->pdata[i], "position", i);
  veche_session_edit (self->session, edit, NULL, NULL, NULL);
}

static void
fields_dialog_up_cb (GtkButton *button, VecheFieldsDialog *self)
{
  fields_dialog_move (self, uid_of (button), -1);
}

static void
fields_dialog_down_cb (GtkButton *button, VecheFieldsDialog *self)
{
  fields_dialog_move (self, uid_of (button), 1);
}

static void
fields_dialog_remove (VecheFieldsDialog *self, const char *uid, const char *name)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("field", name);
  g_autofree char *toast = g_strdup_printf (_ ("Field removed: %s"), name);

  veche_edit_delete (edit, "custom_field", uid);
  veche_session_edit (self->session, edit, toast, NULL, NULL);
}

static void
fields_dialog_response_cb (AdwMessageDialog *dialog, const char *response, VecheFieldsDialog *self)
{
  if (g_str_equal (response, "remove"))
    fields_dialog_remove (self, uid_of (dialog), g_object_get_data (G_OBJECT (dialog), "name"));
}

/* What people have written there is worth a question. */
static void
fields_dialog_remove_cb (GtkButton *button, VecheFieldsDialog *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const VecheField *field = self->fields->pdata[i];
      g_autofree char *heading = NULL;
      GtkWidget *dialog;

      if (!g_str_equal (field->uid, uid_of (button)))
        continue;
      if (field->used == 0)
        {
          fields_dialog_remove (self, field->uid, field->name);
          return;
        }
      heading = g_strdup_printf (_ ("Remove “%s”?"), field->name);
      dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, NULL);
      adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                      ngettext ("%u person has a value there. Undo brings it back.",
                                                "%u people have values there. Undo brings them back.", field->used),
                                      field->used);
      adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "remove", _ ("_Remove"), NULL);
      adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
      g_object_set_data_full (G_OBJECT (dialog), "uid", g_strdup (field->uid), g_free);
      g_object_set_data_full (G_OBJECT (dialog), "name", g_strdup (field->name), g_free);
      g_signal_connect_object (dialog, "response", G_CALLBACK (fields_dialog_response_cb), self, 0);
      gtk_window_present (GTK_WINDOW (dialog));
      return;
    }
}

/*** Rows ***/

static void
keep_uid (gpointer widget, const VecheField *field)
{
  g_object_set_data_full (G_OBJECT (widget), "uid", g_strdup (field->uid), g_free);
}

static GtkWidget *
tool_new (VecheFieldsDialog *self, const VecheField *field, const char *icon, const char *label, GCallback callback)
{
  GtkWidget *button = veche_profile_icon_button_new (icon, label);

  keep_uid (button, field);
  g_signal_connect (button, "clicked", callback, self);

  return button;
}

static GtkWidget *
entry_row_new (VecheFieldsDialog *self, const VecheField *field, const char *title, const char *text, GCallback callback)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  keep_uid (row, field);
  g_signal_connect (row, "apply", callback, self);

  return row;
}

static void
fields_dialog_expanded_cb (AdwExpanderRow *row, GParamSpec *pspec, VecheFieldsDialog *self)
{
  if (!adw_expander_row_get_expanded (row))
    return;

  g_free (self->open);
  self->open = g_strdup (uid_of (row));
}

static void
fill_row (VecheFieldsDialog *self, AdwExpanderRow *row, const VecheField *field)
{
  GtkWidget *is_private = gtk_switch_new (), *private_row = adw_action_row_new ();

  adw_expander_row_add_row (row, entry_row_new (self, field, C_ ("field", "Name"), field->name, G_CALLBACK (fields_dialog_rename_cb)));
  if (g_str_equal (field->kind, "choice"))
    {
      g_autofree char *choices = g_strjoinv ("; ", field->choices);

      adw_expander_row_add_row (row, entry_row_new (self, field, _ ("Choices, separated by semicolons"), choices,
                                                    G_CALLBACK (fields_dialog_choices_cb)));
    }
  gtk_switch_set_active (GTK_SWITCH (is_private), field->is_private);
  gtk_widget_set_valign (is_private, GTK_ALIGN_CENTER);
  keep_uid (is_private, field);
  g_signal_connect (is_private, "notify::active", G_CALLBACK (fields_dialog_private_cb), self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (private_row), _ ("Private"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (private_row), _ ("Left out of exports unless you tick it there"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (private_row), is_private);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (private_row), is_private);
  adw_expander_row_add_row (row, private_row);
}

static GtkWidget *
row_new (VecheFieldsDialog *self, const VecheField *field, guint index)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *used = g_strdup_printf (ngettext ("%u person", "%u people", field->used), field->used);
  g_autofree char *about = g_strdup_printf ("%s · %s%s%s", veche_field_kind_word (field->kind), used, field->is_private ? " · " : "",
                                            field->is_private ? C_ ("field", "private") : "");
  GtkWidget *up = tool_new (self, field, "go-up-symbolic", _ ("Move Up"), G_CALLBACK (fields_dialog_up_cb));
  GtkWidget *down = tool_new (self, field, "go-down-symbolic", _ ("Move Down"), G_CALLBACK (fields_dialog_down_cb));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), field->name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), about);
  gtk_widget_set_sensitive (up, index > 0);
  gtk_widget_set_sensitive (down, index + 1 < self->fields->len);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), tool_new (self, field, "user-trash-symbolic", _ ("Remove Field"),
                                                                 G_CALLBACK (fields_dialog_remove_cb)));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), down);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), up);
  keep_uid (row, field);
  fill_row (self, ADW_EXPANDER_ROW (row), field);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), g_strcmp0 (self->open, field->uid) == 0);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (fields_dialog_expanded_cb), self);

  return row;
}

static gpointer
fields_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_fields_list (db, error);
}

static void
fields_dialog_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheFieldsDialog) self = user_data;
  g_autoptr (GPtrArray) fields = veche_store_run_finish (VECHE_STORE (source), result, NULL);

  if (fields == NULL || self->session == NULL)
    return;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  self->fields = g_steal_pointer (&fields);
  for (guint i = 0; i < self->fields->len; i++)
    {
      GtkWidget *row = row_new (self, self->fields->pdata[i], i);

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->group), self->fields->len > 0);
}

static void
fields_dialog_load (VecheFieldsDialog *self)
{
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, fields_job, NULL, NULL,
                         (GDestroyNotify) g_ptr_array_unref, NULL, fields_dialog_loaded_cb, g_object_ref (self));
}

static void
fields_dialog_changed_cb (VecheFieldsDialog *self, VecheChange *change)
{
  if (veche_change_get_tables (change) & VECHE_TABLE_MEMBER)
    fields_dialog_load (self);
}

static void
fields_dialog_kind_cb (VecheFieldsDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->choices), g_str_equal (veche_field_kinds[adw_combo_row_get_selected (self->kind)], "choice"));
}

static void
fields_dialog_typed_cb (VecheFieldsDialog *self)
{
  gtk_widget_set_sensitive (self->add, *gtk_editable_get_text (GTK_EDITABLE (self->name)) != '\0');
}

static AdwPreferencesGroup *
new_group (VecheFieldsDialog *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *private_row = adw_action_row_new ();
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);

  for (guint i = 0; veche_field_kinds[i] != NULL; i++)
    gtk_string_list_append (kinds, veche_field_kind_word (veche_field_kinds[i]));
  self->name = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name), C_ ("field", "Name"));
  self->kind = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->kind), _ ("Kind"));
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (kinds));
  self->choices = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->choices), _ ("Choices, separated by semicolons"));
  gtk_widget_set_visible (GTK_WIDGET (self->choices), FALSE);
  self->is_private = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->is_private), GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (private_row), _ ("Private"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (private_row), GTK_WIDGET (self->is_private));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (private_row), GTK_WIDGET (self->is_private));
  self->add = gtk_button_new_with_mnemonic (_ ("_Add"));
  gtk_widget_add_css_class (self->add, "suggested-action");
  gtk_widget_set_sensitive (self->add, FALSE);
  adw_preferences_group_set_title (group, _ ("New Field"));
  adw_preferences_group_set_header_suffix (group, self->add);
  adw_preferences_group_add (group, GTK_WIDGET (self->name));
  adw_preferences_group_add (group, GTK_WIDGET (self->kind));
  adw_preferences_group_add (group, GTK_WIDGET (self->choices));
  adw_preferences_group_add (group, private_row);
  g_signal_connect_swapped (self->kind, "notify::selected", G_CALLBACK (fields_dialog_kind_cb), self);
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (fields_dialog_typed_cb), self);
  g_signal_connect_swapped (self->name, "entry-activated", G_CALLBACK (fields_dialog_add_cb), self);
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (fields_dialog_add_cb), self);

  return group;
}

static void
veche_fields_dialog_dispose (GObject *object)
{
  VecheFieldsDialog *self = VECHE_FIELDS_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->open, g_free);

  G_OBJECT_CLASS (veche_fields_dialog_parent_class)->dispose (object);
}

static void
veche_fields_dialog_class_init (VecheFieldsDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_fields_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
veche_fields_dialog_init (VecheFieldsDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *page = adw_preferences_page_new (), *header = adw_header_bar_new ();

  self->rows = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->group);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), new_group (self));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_widget_add_css_class (header, "flat");
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);
}

void
veche_fields_dialog_present (VecheSession *session, GtkWindow *parent)
{
  VecheFieldsDialog *self = g_object_new (VECHE_TYPE_FIELDS_DIALOG, "modal", TRUE, "transient-for", parent, "title", _ ("Own Fields"),
                                          "default-width", 520, "default-height", 560, "width-request", 340, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (fields_dialog_changed_cb), self, G_CONNECT_SWAPPED);
  fields_dialog_load (self);
  gtk_window_present (GTK_WINDOW (self));
}
