/* veche-form-fields.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-day-button.h"
#include "app/veche-form-dialog-private.h"
#include "app/veche-label.h"
#include "app/veche-member-picker.h"

#define HUNDREDTHS 100
#define MOST_MONEY 1e12

/*** What was typed ***/

void
veche_form_field_free (gpointer data)
{
  VecheFormField *field = data;

  g_free (field->key);
  g_strfreev (field->nicks);
  g_free (field->uid);
  g_free (field);
}

char *
veche_form_field_dup_value (const VecheFormField *field)
{
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  switch (field->kind)
    {
    case VECHE_FORM_TEXT:
      text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (field->widget)));
      break;
    case VECHE_FORM_LONG:
      gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->widget)), &start, &end);
      text = gtk_text_buffer_get_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->widget)), &start, &end, FALSE);
      break;
    case VECHE_FORM_NUMBER:
      return g_strdup_printf ("%d", gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (field->widget)));
    case VECHE_FORM_MONEY:
      return g_strdup_printf ("%.0f", gtk_spin_button_get_value (GTK_SPIN_BUTTON (field->widget)) * HUNDREDTHS);
    case VECHE_FORM_CHOICE:
      text = g_strdup (field->nicks[adw_combo_row_get_selected (ADW_COMBO_ROW (field->widget))]);
      break;
    case VECHE_FORM_DAY:
      return g_strdup (veche_day_button_get_day (VECHE_DAY_BUTTON (field->widget)));
    case VECHE_FORM_PERSON:
      return g_strdup (field->uid);
    default:
      g_return_val_if_reached (NULL);
    }
  g_strstrip (text);

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

void
veche_form_field_set_value (VecheFormField *field, const char *value)
{
  const char *text = value != NULL ? value : "";

  switch (field->kind)
    {
    case VECHE_FORM_TEXT:
      gtk_editable_set_text (GTK_EDITABLE (field->widget), text);
      break;
    case VECHE_FORM_LONG:
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->widget)), text, -1);
      break;
    case VECHE_FORM_NUMBER:
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (field->widget), g_ascii_strtod (text, NULL));
      break;
    case VECHE_FORM_MONEY:
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (field->widget), g_ascii_strtod (text, NULL) / HUNDREDTHS);
      break;
    case VECHE_FORM_CHOICE:
      for (guint i = 0; field->nicks[i] != NULL; i++)
        if (g_str_equal (field->nicks[i], text))
          adw_combo_row_set_selected (ADW_COMBO_ROW (field->widget), i);
      break;
    case VECHE_FORM_DAY:
      veche_day_button_set_day (VECHE_DAY_BUTTON (field->widget), value);
      break;
    case VECHE_FORM_PERSON:
      break;
    default:
      g_return_if_reached ();
    }
}

/*** Fields ***/

static VecheFormField *
veche_form_dialog_add (VecheFormDialog *self, VecheFormKind kind, const char *key, GtkWidget *widget)
{
  VecheFormField *field = g_new0 (VecheFormField, 1);

  field->kind = kind;
  field->key = g_strdup (key);
  field->widget = widget;
  g_ptr_array_add (self->fields, field);

  return field;
}

void
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
    {
      g_autofree char *escaped = g_markup_escape_text (title, -1);

      adw_preferences_group_set_title (self->group, escaped);
    }
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
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (veche_form_dialog_save), self);
  veche_form_dialog_append (self, row);
  veche_form_dialog_add (self, VECHE_FORM_TEXT, key, row)->needed = needed;
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
  veche_form_dialog_add (self, VECHE_FORM_LONG, key, view);
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
  veche_form_dialog_add (self, VECHE_FORM_NUMBER, key, spin);
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
  veche_form_dialog_add (self, VECHE_FORM_MONEY, key, spin);
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
  veche_form_dialog_add (self, VECHE_FORM_CHOICE, key, row)->nicks = g_strdupv ((char **) nicks);
}

void
veche_form_dialog_add_day (VecheFormDialog *self, const char *key, const char *title, const char *day)
{
  veche_form_dialog_add_day_near (self, key, title, day, NULL);
}

void
veche_form_dialog_add_day_near (VecheFormDialog *self, const char *key, const char *title, const char *day, const char *near)
{
  GtkWidget *button = veche_day_button_new ();

  g_return_if_fail (VECHE_IS_FORM_DIALOG (self));

  veche_day_button_set_optional (VECHE_DAY_BUTTON (button), TRUE);
  veche_day_button_set_day (VECHE_DAY_BUTTON (button), day);
  veche_day_button_set_near (VECHE_DAY_BUTTON (button), near);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  veche_form_dialog_add_row (self, title, button);
  veche_form_dialog_add (self, VECHE_FORM_DAY, key, button);
}

static void
field_set_person (VecheFormField *field, const char *uid, const char *name)
{
  g_free (field->uid);
  field->uid = g_strdup (uid);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (field->widget), uid != NULL ? name : _("Choose"));
  gtk_widget_set_visible (field->clear, uid != NULL);
}

static void
person_picked_cb (VecheMemberPicker *picker, VecheRecord *record, VecheFormField *field)
{
  field_set_person (field, record->uid, ((VecheMember *) record)->name);
}

static void
person_clear_cb (GtkButton *button, VecheFormField *field)
{
  field_set_person (field, NULL, NULL);
}

void
veche_form_dialog_add_person (VecheFormDialog *self, const char *key, const char *title, const char *uid, const char *name)
{
  GtkWidget *button = gtk_menu_button_new (), *picker = veche_member_picker_new (self->session, NULL), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *row;
  VecheFormField *field = veche_form_dialog_add (self, VECHE_FORM_PERSON, key, button);

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
