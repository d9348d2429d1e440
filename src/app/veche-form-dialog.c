/* veche-form-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-ask-discard.h"
#include "app/veche-day-button.h"
#include "app/veche-form-dialog.h"
#include "app/veche-label.h"
#include "app/veche-member-picker.h"
#include "model/veche-edit.h"
#include "model/veche-text.h"

#define HUNDREDTHS 100
#define MOST_MONEY 1e12

struct _VecheForm
{
  GHashTable *values;     /* (owned) (element-type utf8 utf8) */
  VecheFormBuild build;
  char       *made;       /* (nullable): on the writer, read afterwards */
  gint        refs;       /* atomic: the dialog and the writer */
};

typedef enum { FIELD_TEXT, FIELD_LONG, FIELD_NUMBER, FIELD_MONEY, FIELD_CHOICE, FIELD_DAY, FIELD_PERSON } FieldKind;

typedef struct
{
  FieldKind  kind;
  char      *key;
  GtkWidget *widget;      /* what is asked for the value */
  GStrv      nicks;       /* of a choice */
  char      *uid;         /* of a person (nullable) */
  GtkWidget *clear;       /* of a person */
  gboolean   needed;
} Field;

struct _VecheFormDialog
{
  AdwWindow            parent_instance;

  VecheSession        *session;      /* (owned) */
  VecheFormBuild       build;
  char                *kind;
  GHashTable          *kept;         /* (owned) (element-type utf8 utf8) */
  GPtrArray           *fields;       /* (owned) (element-type Field) */
  VecheForm           *form;         /* (owned) (nullable): what is being saved */
  char                *before;       /* (nullable): what the fields said when shown */
  char                *table, *uid;  /* (nullable): what Remove takes away */
  VecheFormSaved       saved;
  gpointer             saved_data;
  GDestroyNotify       saved_destroy;

  GtkWidget           *save;
  AdwPreferencesPage  *page;
  AdwPreferencesGroup *group;        /* (unowned) (nullable): where the next field goes */
};

G_DEFINE_FINAL_TYPE (VecheFormDialog, veche_form_dialog, ADW_TYPE_WINDOW)

/*** What was typed ***/

static void
veche_form_unref (gpointer data)
{
  VecheForm *form = data;

  if (!g_atomic_int_dec_and_test (&form->refs))
    return;
  g_hash_table_unref (form->values);
  g_free (form->made);
  g_free (form);
}

const char *
veche_form_get (const VecheForm *form, const char *key)
{
  return g_hash_table_lookup (form->values, key);
}

gint64
veche_form_get_int (const VecheForm *form, const char *key, gint64 otherwise)
{
  const char *text = veche_form_get (form, key);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : otherwise;
}

void
veche_form_made (const VecheForm *form, const char *uid)
{
  VecheForm *self = (VecheForm *) form;

  g_free (self->made);
  self->made = g_strdup (uid);
}

static void
field_free (gpointer data)
{
  Field *field = data;

  g_free (field->key);
  g_strfreev (field->nicks);
  g_free (field->uid);
  g_free (field);
}

/* (transfer full) (nullable) */
static char *
field_dup_value (const Field *field)
{
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  switch (field->kind)
    {
    case FIELD_TEXT:
      text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (field->widget)));
      break;
    case FIELD_LONG:
      gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->widget)), &start, &end);
      text = gtk_text_buffer_get_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->widget)), &start, &end, FALSE);
      break;
    case FIELD_NUMBER:
      return g_strdup_printf ("%d", gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (field->widget)));
    case FIELD_MONEY:
      return g_strdup_printf ("%.0f", gtk_spin_button_get_value (GTK_SPIN_BUTTON (field->widget)) * HUNDREDTHS);
    case FIELD_CHOICE:
      text = g_strdup (field->nicks[adw_combo_row_get_selected (ADW_COMBO_ROW (field->widget))]);
      break;
    case FIELD_DAY:
      return g_strdup (veche_day_button_get_day (VECHE_DAY_BUTTON (field->widget)));
    case FIELD_PERSON:
      return g_strdup (field->uid);
    default:
      g_return_val_if_reached (NULL);
    }
  g_strstrip (text);

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static char *
veche_form_dialog_fingerprint (VecheFormDialog *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->fields->len; i++)
    {
      g_autofree char *value = field_dup_value (self->fields->pdata[i]);

      g_string_append_printf (text, "%s\1", value != NULL ? value : "");
    }

  return g_string_free (text, FALSE);
}

static void
veche_form_dialog_validate (VecheFormDialog *self)
{
  gboolean ok = TRUE;

  for (guint i = 0; i < self->fields->len; i++)
    {
      const Field *field = self->fields->pdata[i];
      g_autofree char *value = field->needed ? field_dup_value (field) : NULL;

      ok = ok && (!field->needed || value != NULL);
    }
  gtk_widget_set_sensitive (self->save, ok && self->form == NULL);
}

static VecheForm *
veche_form_dialog_read (VecheFormDialog *self)
{
  VecheForm *form = g_new0 (VecheForm, 1);
  GHashTableIter iter;
  gpointer key, value;

  form->refs = 2;
  form->build = self->build;
  form->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (form->values, g_strdup (key), g_strdup (value));
  for (guint i = 0; i < self->fields->len; i++)
    {
      const Field *field = self->fields->pdata[i];
      char *typed = field_dup_value (field);

      if (typed != NULL)
        g_hash_table_insert (form->values, g_strdup (field->key), typed);
    }

  return form;
}

/*** Saving ***/

static gboolean
form_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  VecheForm *form = input;

  return form->build (db, edit, form, error);
}

static void
veche_form_dialog_saved_cb (gboolean ok, gpointer user_data)
{
  g_autoptr (VecheFormDialog) self = VECHE_FORM_DIALOG (user_data);
  VecheForm *form = g_steal_pointer (&self->form);

  if (!ok)
    veche_form_dialog_validate (self);
  else
    {
      g_clear_pointer (&self->before, g_free);
      if (self->saved != NULL)
        self->saved (form != NULL ? form->made : NULL, self->saved_data);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  g_clear_pointer (&form, veche_form_unref);
}

/* (nullable): what the form is about, in words. */
static char *
veche_form_dialog_dup_subject (VecheFormDialog *self)
{
  const char *kept = g_hash_table_lookup (self->kept, "subject");
  g_autofree char *text = NULL;

  if (kept != NULL)
    return g_strdup (kept);
  for (guint i = 0; text == NULL && i < self->fields->len; i++)
    if (((Field *) self->fields->pdata[i])->kind <= FIELD_LONG)
      text = field_dup_value (self->fields->pdata[i]);

  return text != NULL ? veche_text_clamp (text, 60, FALSE) : NULL;
}

static void
veche_form_dialog_save_cb (VecheFormDialog *self)
{
  g_autofree char *subject = veche_form_dialog_dup_subject (self), *toast = NULL;
  g_autoptr (VecheEdit) edit = NULL;

  if (!gtk_widget_get_sensitive (self->save))
    return;

  edit = veche_edit_new (self->kind, subject);
  if (g_hash_table_contains (self->kept, "toast"))
    toast = g_strdup (g_hash_table_lookup (self->kept, "toast"));
  else
    toast = subject != NULL ? g_strdup_printf (_("Saved: %s"), subject) : g_strdup (_("Saved"));
  self->form = veche_form_dialog_read (self);
  gtk_widget_set_sensitive (self->save, FALSE);
  veche_session_build_edit (self->session, edit, form_build, self->form, veche_form_unref, toast, veche_form_dialog_saved_cb, g_object_ref (self));
}

static void
veche_form_dialog_remove_cb (VecheFormDialog *self)
{
  g_autofree char *subject = veche_form_dialog_dup_subject (self), *toast = NULL;
  g_autoptr (VecheEdit) edit = veche_edit_new (self->kind, subject);

  toast = subject != NULL ? g_strdup_printf (_("Removed: %s"), subject) : g_strdup (_("Removed"));
  veche_edit_delete (edit, self->table, self->uid);
  gtk_widget_set_sensitive (self->save, FALSE);
  veche_session_edit (self->session, edit, toast, veche_form_dialog_saved_cb, g_object_ref (self));
}

static void
veche_form_dialog_discard_cb (AdwMessageDialog *ask, const char *response, VecheFormDialog *self)
{
  if (g_str_equal (response, "discard"))
    gtk_window_destroy (GTK_WINDOW (self));
  else if (g_str_equal (response, "save"))
    veche_form_dialog_save_cb (self);
}

static gboolean
veche_form_dialog_close_request (GtkWindow *window)
{
  VecheFormDialog *self = VECHE_FORM_DIALOG (window);
  g_autofree char *now = self->before != NULL ? veche_form_dialog_fingerprint (self) : NULL;
  GtkWidget *ask;

  if (self->before == NULL || g_str_equal (now, self->before))
    return GTK_WINDOW_CLASS (veche_form_dialog_parent_class)->close_request (window);

  ask = veche_ask_discard_new (window, _("What you typed here is not saved yet."), gtk_widget_get_sensitive (self->save));
  g_signal_connect_object (ask, "response", G_CALLBACK (veche_form_dialog_discard_cb), self, 0);
  gtk_window_present (GTK_WINDOW (ask));

  return GDK_EVENT_STOP;
}

/*** Fields ***/

static Field *
veche_form_dialog_add (VecheFormDialog *self, FieldKind kind, const char *key, GtkWidget *widget)
{
  Field *field = g_new0 (Field, 1);

  field->kind = kind;
  field->key = g_strdup (key);
  field->widget = widget;
  g_ptr_array_add (self->fields, field);

  return field;
}

static void
veche_form_dialog_append (VecheFormDialog *self, GtkWidget *row)
{
  if (self->group == NULL)
    veche_form_dialog_add_group (self, NULL, NULL);
  adw_preferences_group_add (self->group, row);
}

void
veche_form_dialog_add_group (VecheFormDialog *self, const char *title, const char *about)
{
  g_return_if_fail (VECHE_IS_FORM_DIALOG (self));

  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  if (title != NULL)
    adw_preferences_group_set_title (self->group, title);
  if (about != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (about, -1);

      adw_preferences_group_set_description (self->group, escaped);
    }
  adw_preferences_page_add (self->page, self->group);
}

void
veche_form_dialog_add_text (VecheFormDialog *self, const char *key, const char *title, const char *text, gboolean needed)
{
  GtkWidget *row = adw_entry_row_new ();

  g_return_if_fail (VECHE_IS_FORM_DIALOG (self));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  g_signal_connect_swapped (row, "changed", G_CALLBACK (veche_form_dialog_validate), self);
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (veche_form_dialog_save_cb), self);
  veche_form_dialog_append (self, row);
  veche_form_dialog_add (self, FIELD_TEXT, key, row)->needed = needed;
}

void
veche_form_dialog_add_long (VecheFormDialog *self, const char *key, const char *title, const char *text)
{
  GtkWidget *row = adw_preferences_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *view = gtk_text_view_new ();

  g_return_if_fail (VECHE_IS_FORM_DIALOG (self));

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text != NULL ? text : "", -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_size_request (view, -1, 96);
  gtk_widget_add_css_class (view, "veche-form-text");
  gtk_box_append (GTK_BOX (box), veche_label_new (title, "plan-caption", NULL));
  gtk_box_append (GTK_BOX (box), view);
  gtk_widget_add_css_class (box, "plan-part");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  veche_form_dialog_append (self, row);
  veche_form_dialog_add (self, FIELD_LONG, key, view);
}

static GtkWidget *
veche_form_dialog_add_row (VecheFormDialog *self, const char *title, GtkWidget *suffix)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (suffix, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), suffix);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), suffix);
  veche_form_dialog_append (self, row);

  return row;
}

void
veche_form_dialog_add_number (VecheFormDialog *self, const char *key, const char *title, int value, int least, int most)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (least, most, 1);

  g_return_if_fail (VECHE_IS_FORM_DIALOG (self));

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  veche_form_dialog_add_row (self, title, spin);
  veche_form_dialog_add (self, FIELD_NUMBER, key, spin);
}

void
veche_form_dialog_add_money (VecheFormDialog *self, const char *key, const char *title, gint64 minor)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (0, MOST_MONEY, HUNDREDTHS);

  g_return_if_fail (VECHE_IS_FORM_DIALOG (self));

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), 2);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), (double) minor / HUNDREDTHS);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 10);
  veche_form_dialog_add_row (self, title, spin);
  veche_form_dialog_add (self, FIELD_MONEY, key, spin);
}

void
veche_form_dialog_add_choice (VecheFormDialog *self, const char *key, const char *title, const char *const *nicks, const char *const *titles,
                              const char *chosen)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) words = gtk_string_list_new (titles);
  guint selected = 0;

  g_return_if_fail (VECHE_IS_FORM_DIALOG (self));

  for (guint i = 0; nicks[i] != NULL; i++)
    if (g_strcmp0 (nicks[i], chosen) == 0)
      selected = i;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (words));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  veche_label_speak (row, title);
  veche_form_dialog_append (self, row);
  veche_form_dialog_add (self, FIELD_CHOICE, key, row)->nicks = g_strdupv ((char **) nicks);
}

void
veche_form_dialog_add_day (VecheFormDialog *self, const char *key, const char *title, const char *day)
{
  GtkWidget *button = veche_day_button_new ();

  g_return_if_fail (VECHE_IS_FORM_DIALOG (self));

  veche_day_button_set_optional (VECHE_DAY_BUTTON (button), TRUE);
  veche_day_button_set_day (VECHE_DAY_BUTTON (button), day);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  veche_form_dialog_add_row (self, title, button);
  veche_form_dialog_add (self, FIELD_DAY, key, button);
}

static void
field_set_person (Field *field, const char *uid, const char *name)
{
  g_free (field->uid);
  field->uid = g_strdup (uid);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (field->widget), uid != NULL ? name : _("Choose"));
  gtk_widget_set_visible (field->clear, uid != NULL);
}

static void
person_picked_cb (VecheMemberPicker *picker, VecheRecord *record, Field *field)
{
  field_set_person (field, record->uid, ((VecheMember *) record)->name);
}

static void
person_clear_cb (GtkButton *button, Field *field)
{
  field_set_person (field, NULL, NULL);
}

void
veche_form_dialog_add_person (VecheFormDialog *self, const char *key, const char *title, const char *uid, const char *name)
{
  GtkWidget *button = gtk_menu_button_new (), *picker = veche_member_picker_new (self->session, NULL), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *row;
  Field *field = veche_form_dialog_add (self, FIELD_PERSON, key, button);

  field->clear = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_add_css_class (field->clear, "flat");
  gtk_widget_set_tooltip_text (field->clear, _("Nobody"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (field->clear), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Nobody"), -1);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), picker);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (GTK_BOX (box), field->clear);
  gtk_box_append (GTK_BOX (box), button);
  field_set_person (field, uid, name);
  g_signal_connect (picker, "picked", G_CALLBACK (person_picked_cb), field);
  g_signal_connect (field->clear, "clicked", G_CALLBACK (person_clear_cb), field);
  row = veche_form_dialog_add_row (self, title, box);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
}

void
veche_form_dialog_offer_remove (VecheFormDialog *self, const char *table, const char *uid)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Remove"));

  g_return_if_fail (VECHE_IS_FORM_DIALOG (self));

  self->table = g_strdup (table);
  self->uid = g_strdup (uid);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "destructive-action");
  gtk_widget_add_css_class (button, "pill");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (veche_form_dialog_remove_cb), self);
  veche_form_dialog_add_group (self, NULL, NULL);
  veche_form_dialog_append (self, button);
}

/*** The window ***/

static void
veche_form_dialog_dispose (GObject *object)
{
  VecheFormDialog *self = VECHE_FORM_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_clear_pointer (&self->form, veche_form_unref);
  g_clear_pointer (&self->before, g_free);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->table, g_free);
  g_clear_pointer (&self->uid, g_free);
  if (self->saved_destroy != NULL)
    g_steal_pointer (&self->saved_destroy) (self->saved_data);

  G_OBJECT_CLASS (veche_form_dialog_parent_class)->dispose (object);
}

static void
veche_form_dialog_finalize (GObject *object)
{
  /* The pickers' signals name these until the widgets are gone. */
  g_ptr_array_unref (VECHE_FORM_DIALOG (object)->fields);

  G_OBJECT_CLASS (veche_form_dialog_parent_class)->finalize (object);
}

static void
veche_form_dialog_class_init (VecheFormDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_form_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = veche_form_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = veche_form_dialog_close_request;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
veche_form_dialog_init (VecheFormDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *bar = adw_header_bar_new (), *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  self->fields = g_ptr_array_new_with_free_func (field_free);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->save = gtk_button_new_with_mnemonic (_("_Save"));
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_widget_set_vexpand (GTK_WIDGET (self->page), TRUE);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (veche_form_dialog_save_cb), self);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), self);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->save);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->page));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 480, 560);
  gtk_widget_set_size_request (GTK_WIDGET (self), 340, -1);
}

VecheFormDialog *
veche_form_dialog_new (GtkWidget *parent, VecheSession *session, const char *title, const char *kind, VecheFormBuild build)
{
  VecheFormDialog *self = g_object_new (VECHE_TYPE_FORM_DIALOG, "title", title, NULL);

  self->session = g_object_ref (session);
  self->kind = g_strdup (kind);
  self->build = build;
  gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (gtk_widget_get_root (parent)));

  return self;
}

void
veche_form_dialog_keep (VecheFormDialog *self, const char *key, const char *value)
{
  g_return_if_fail (VECHE_IS_FORM_DIALOG (self));

  if (value != NULL)
    g_hash_table_insert (self->kept, g_strdup (key), g_strdup (value));
}

void
veche_form_dialog_on_saved (VecheFormDialog *self, VecheFormSaved saved, gpointer user_data, GDestroyNotify destroy)
{
  g_return_if_fail (VECHE_IS_FORM_DIALOG (self));

  self->saved = saved;
  self->saved_data = user_data;
  self->saved_destroy = destroy;
}

void
veche_form_dialog_name_save (VecheFormDialog *self, const char *label)
{
  g_return_if_fail (VECHE_IS_FORM_DIALOG (self));

  gtk_button_set_label (GTK_BUTTON (self->save), label);
}

void
veche_form_dialog_present (VecheFormDialog *self)
{
  g_return_if_fail (VECHE_IS_FORM_DIALOG (self));

  veche_form_dialog_validate (self);
  self->before = veche_form_dialog_fingerprint (self);
  gtk_window_present (GTK_WINDOW (self));
  if (self->fields->len > 0)
    gtk_widget_grab_focus (((Field *) self->fields->pdata[0])->widget);
}
