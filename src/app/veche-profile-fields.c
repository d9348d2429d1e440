/* veche-profile-fields.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-member-picker.h"
#include "app/veche-profile-fields.h"
#include "app/veche-profile-parts.h"
#include "model/veche-edit.h"
#include "model/veche-text.h"
#include "store/veche-fields-table.h"

struct _VecheProfileFields
{
  AdwBin        parent_instance;

  VecheSession *session;    /* (owned) (nullable) */
  VecheProfile *profile;    /* (owned) (nullable) */
  gboolean      filling;

  GtkWidget    *card;
  GtkWidget    *box;
  GPtrArray    *controls;   /* (element-type GtkWidget) (unowned), one for each field of the profile */
};

G_DEFINE_FINAL_TYPE (VecheProfileFields, veche_profile_fields, ADW_TYPE_BIN)

/*** Saving ***/

typedef struct
{
  char *member_uid, *field_uid, *text;
} VecheFieldInput;

static void
field_input_free (gpointer data)
{
  VecheFieldInput *input = data;

  g_free (input->member_uid);
  g_free (input->field_uid);
  g_free (input->text);
  g_free (input);
}

static gboolean
field_build (VecheDb *db, VecheEdit *edit, gpointer data, GError **error)
{
  VecheFieldInput *input = data;
  g_autoptr (VecheField) field = veche_fields_find (db, input->field_uid, error);

  return field != NULL && veche_fields_edit_value (db, edit, input->member_uid, field, input->text, error);
}

static const VecheField *
field_of (VecheProfileFields *self, guint index)
{
  return self->profile->fields->pdata[index];
}

static const VecheFieldValue *
value_of (VecheProfileFields *self, const VecheField *field)
{
  for (guint i = 0; i < self->profile->values->len; i++)
    {
      const VecheFieldValue *value = self->profile->values->pdata[i];

      if (value->field_id == field->id)
        return value;
    }

  return NULL;
}

static void
fields_save (VecheProfileFields *self, guint index, const char *text)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("field-value", self->profile->member->name);
  VecheFieldInput *input = g_new0 (VecheFieldInput, 1);

  input->member_uid = g_strdup (self->profile->member->parent.uid);
  input->field_uid = g_strdup (field_of (self, index)->uid);
  input->text = g_strdup (text);
  veche_session_build_edit (self->session, edit, field_build, input, field_input_free, _ ("Saved"), NULL, NULL);
}

static guint
index_of (gpointer widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "index"));
}

/* What was typed is kept when the field can hold it, else marked. */
static void
fields_commit_entry (VecheProfileFields *self, GtkWidget *entry)
{
  const VecheField *field;
  const VecheFieldValue *value;
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  g_autofree char *canonical = NULL;

  if (self->filling || self->profile == NULL || index_of (entry) >= self->profile->fields->len)
    return;

  field = field_of (self, index_of (entry));
  value = value_of (self, field);
  canonical = veche_field_parse (field, typed);
  if (*typed != '\0' && canonical == NULL)
    {
      gtk_widget_add_css_class (entry, "error");
      return;
    }
  gtk_widget_remove_css_class (entry, "error");
  if (g_strcmp0 (canonical, value != NULL ? value->text : NULL) != 0)
    fields_save (self, index_of (entry), canonical);
}

static void
fields_entry_leave_cb (GtkEventControllerFocus *controller, VecheProfileFields *self)
{
  fields_commit_entry (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));
}

static void
fields_entry_activate_cb (GtkEntry *entry, VecheProfileFields *self)
{
  fields_commit_entry (self, GTK_WIDGET (entry));
}

static void
fields_chosen_cb (GtkDropDown *drop, GParamSpec *pspec, VecheProfileFields *self)
{
  guint chosen = gtk_drop_down_get_selected (drop);
  const VecheField *field;

  if (self->filling || self->profile == NULL)
    return;

  field = field_of (self, index_of (drop));
  if (chosen == 0)
    fields_save (self, index_of (drop), NULL);
  else if (g_str_equal (field->kind, "yes-no"))
    fields_save (self, index_of (drop), chosen == 1 ? "yes" : "no");
  else if (chosen <= g_strv_length (field->choices))
    fields_save (self, index_of (drop), field->choices[chosen - 1]);
}

static void
fields_picked_cb (VecheMemberPicker *picker, VecheRecord *record, VecheProfileFields *self)
{
  if (self->profile != NULL)
    fields_save (self, index_of (picker), record->uid);
}

static void
fields_unpick_cb (GtkButton *button, VecheProfileFields *self)
{
  if (self->profile != NULL)
    fields_save (self, index_of (button), NULL);
}

/*** Controls ***/

static GtkWidget *
entry_new (VecheProfileFields *self, const VecheField *field)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (focus, "leave", G_CALLBACK (fields_entry_leave_cb), self);
  gtk_widget_add_controller (entry, focus);
  g_signal_connect (entry, "activate", G_CALLBACK (fields_entry_activate_cb), self);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 4);
  if (g_str_equal (field->kind, "date"))
    /* Translators: how a date is written, as a hint in an empty entry */
    gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("2026-11-21"));
  if (g_str_equal (field->kind, "number"))
    gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NUMBER);

  return entry;
}

static GtkWidget *
drop_new (VecheProfileFields *self, const VecheField *field)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  GtkWidget *drop;

  gtk_string_list_append (words, "—");
  if (g_str_equal (field->kind, "yes-no"))
    {
      gtk_string_list_append (words, C_ ("field", "Yes"));
      gtk_string_list_append (words, C_ ("field", "No"));
    }
  for (guint i = 0; field->choices[i] != NULL; i++)
    {
      g_autofree char *shown = veche_text_clamp (field->choices[i], 60, FALSE);

      gtk_string_list_append (words, shown);
    }
  drop = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&words)), NULL);
  g_signal_connect (drop, "notify::selected", G_CALLBACK (fields_chosen_cb), self);

  return drop;
}

static GtkWidget *
person_new (VecheProfileFields *self, guint index)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *button = gtk_menu_button_new (), *picker = veche_member_picker_new (self->session, NULL);
  GtkWidget *clear = veche_profile_icon_button_new ("edit-clear-symbolic", _ ("Clear"));

  g_object_set_data (G_OBJECT (picker), "index", GUINT_TO_POINTER (index));
  g_object_set_data (G_OBJECT (clear), "index", GUINT_TO_POINTER (index));
  g_signal_connect (picker, "picked", G_CALLBACK (fields_picked_cb), self);
  g_signal_connect (clear, "clicked", G_CALLBACK (fields_unpick_cb), self);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), picker);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), clear);

  return box;
}

static GtkWidget *
control_new (VecheProfileFields *self, const VecheField *field, guint index)
{
  if (g_str_equal (field->kind, "choice") || g_str_equal (field->kind, "yes-no"))
    return drop_new (self, field);
  if (g_str_equal (field->kind, "member"))
    return person_new (self, index);

  return entry_new (self, field);
}

static void
fields_build (VecheProfileFields *self)
{
  veche_profile_clear (self->box);
  g_ptr_array_set_size (self->controls, 0);
  for (guint i = 0; i < self->profile->fields->len; i++)
    {
      const VecheField *field = field_of (self, i);
      GtkWidget *part = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
      GtkWidget *label = veche_profile_text_new (field->name, "veche-small");
      GtkWidget *control = control_new (self, field, i);

      g_object_set_data (G_OBJECT (control), "index", GUINT_TO_POINTER (i));
      g_object_set_data_full (G_OBJECT (control), "uid", g_strconcat (field->uid, field->name, NULL), g_free);
      gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, field->name, -1);
      gtk_box_append (GTK_BOX (part), label);
      gtk_box_append (GTK_BOX (part), control);
      gtk_box_append (GTK_BOX (self->box), part);
      g_ptr_array_add (self->controls, control);
    }
}

static gboolean
fields_are_built (VecheProfileFields *self)
{
  if (self->controls->len != self->profile->fields->len)
    return FALSE;

  for (guint i = 0; i < self->controls->len; i++)
    {
      const VecheField *field = field_of (self, i);
      g_autofree char *uid = g_strconcat (field->uid, field->name, NULL);

      /* Choices may have changed without the name: those are made anew. */
      if (g_strcmp0 (g_object_get_data (self->controls->pdata[i], "uid"), uid) != 0 || field->choices[0] != NULL)
        return FALSE;
    }

  return TRUE;
}

static guint
chosen_index (const VecheField *field, const char *text)
{
  if (text == NULL)
    return 0;
  if (g_str_equal (field->kind, "yes-no"))
    return g_str_equal (text, "yes") ? 1 : 2;
  for (guint i = 0; field->choices[i] != NULL; i++)
    if (g_str_equal (field->choices[i], text))
      return i + 1;

  return 0;
}

/* Left alone while something else is being typed there. */
static void
fields_fill_entry (GtkWidget *entry, const char *text, gboolean same)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (entry)), *shown = g_object_get_data (G_OBJECT (entry), "shown");
  gboolean typing = same && gtk_widget_get_focus_child (entry) != NULL && g_strcmp0 (typed, shown) != 0;

  if (typing && g_strcmp0 (typed, text) != 0)
    return;

  g_object_set_data_full (G_OBJECT (entry), "shown", g_strdup (text), g_free);
  gtk_widget_remove_css_class (entry, "error");
  if (g_strcmp0 (typed, text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
fields_fill (VecheProfileFields *self, gboolean same)
{
  self->filling = TRUE;
  for (guint i = 0; i < self->controls->len; i++)
    {
      GtkWidget *control = self->controls->pdata[i];
      const VecheField *field = field_of (self, i);
      const VecheFieldValue *value = value_of (self, field);
      const char *text = value != NULL ? value->text : NULL;

      if (GTK_IS_DROP_DOWN (control))
        gtk_drop_down_set_selected (GTK_DROP_DOWN (control), chosen_index (field, text));
      else if (!GTK_IS_ENTRY (control))
        {
          g_autofree char *shown = veche_text_clamp (text != NULL ? text : _ ("Choose…"), 60, FALSE);

          gtk_menu_button_set_label (GTK_MENU_BUTTON (gtk_widget_get_first_child (control)), shown);
          gtk_widget_set_visible (gtk_widget_get_last_child (control), text != NULL);
        }
      else
        fields_fill_entry (control, text != NULL ? text : "", same);
    }
  self->filling = FALSE;
}

static void
veche_profile_fields_dispose (GObject *object)
{
  VecheProfileFields *self = VECHE_PROFILE_FIELDS (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->profile, veche_record_unref);
  g_clear_pointer (&self->controls, g_ptr_array_unref);

  G_OBJECT_CLASS (veche_profile_fields_parent_class)->dispose (object);
}

static void
veche_profile_fields_class_init (VecheProfileFieldsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_profile_fields_dispose;
}

static void
veche_profile_fields_init (VecheProfileFields *self)
{
  self->controls = g_ptr_array_new ();
  self->card = veche_profile_card_new (_ ("Own fields"));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_box_append (GTK_BOX (self->card), self->box);
  adw_bin_set_child (ADW_BIN (self), self->card);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
veche_profile_fields_set_profile (VecheProfileFields *self, VecheSession *session, VecheProfile *profile)
{
  VecheProfile *before;
  gboolean same;

  g_return_if_fail (VECHE_IS_PROFILE_FIELDS (self));

  before = self->profile;
  same = before != NULL && profile != NULL && before->parent.id == profile->parent.id;
  self->profile = profile != NULL ? veche_record_ref (profile) : NULL;
  g_set_object (&self->session, session);
  g_clear_pointer (&before, veche_record_unref);
  gtk_widget_set_visible (GTK_WIDGET (self), profile != NULL && profile->fields->len > 0);
  if (profile == NULL)
    return;

  if (!fields_are_built (self))
    fields_build (self);
  fields_fill (self, same);
}

void
veche_profile_fields_commit (VecheProfileFields *self)
{
  g_return_if_fail (VECHE_IS_PROFILE_FIELDS (self));

  for (guint i = 0; self->profile != NULL && i < self->controls->len; i++)
    if (GTK_IS_ENTRY (self->controls->pdata[i]))
      fields_commit_entry (self, self->controls->pdata[i]);
}
