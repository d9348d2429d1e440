/* veche-form-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-ask-discard.h"
#include "app/veche-form-dialog-private.h"
#include "app/veche-label.h"
#include "model/veche-edit.h"
#include "model/veche-text.h"

struct _VecheForm
{
  GHashTable *values;     /* (owned) (element-type utf8 utf8) */
  VecheFormBuild build;
  char       *made;       /* (nullable): on the writer, read afterwards */
  char       *refused, *way, *way_key;   /* (nullable): the same */
  gint        refs;       /* atomic: the dialog and the writer */
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
  g_free (form->refused);
  g_free (form->way);
  g_free (form->way_key);
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

gboolean
veche_form_refuse (const VecheForm *form, const char *words, const char *way, const char *way_key)
{
  VecheForm *self = (VecheForm *) form;

  g_free (self->refused);
  g_free (self->way);
  g_free (self->way_key);
  self->refused = g_strdup (words);
  self->way = g_strdup (way);
  self->way_key = g_strdup (way_key);

  return FALSE;
}

char *
veche_form_dialog_fingerprint (VecheFormDialog *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->fields->len; i++)
    {
      g_autofree char *value = veche_form_field_dup_value (self->fields->pdata[i]);

      g_string_append_printf (text, "%s\1", value != NULL ? value : "");
    }

  return g_string_free (text, FALSE);
}

void
veche_form_dialog_validate (VecheFormDialog *self)
{
  gboolean ok = TRUE;

  for (guint i = 0; i < self->fields->len; i++)
    {
      const VecheFormField *field = self->fields->pdata[i];
      g_autofree char *value = field->needed ? veche_form_field_dup_value (field) : NULL;

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
      const VecheFormField *field = self->fields->pdata[i];
      char *typed = veche_form_field_dup_value (field);

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
  g_autoptr (GError) local = NULL;

  if (form->build (db, edit, form, &local))
    return TRUE;
  if (form->refused != NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, form->refused);   /* the form says it itself */
  else
    g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static void
veche_form_dialog_show_refusal (VecheFormDialog *self, const VecheForm *form)
{
  gboolean refused = form != NULL && form->refused != NULL;

  g_free (self->way_key);
  self->way_key = refused ? g_strdup (form->way_key) : NULL;
  gtk_widget_set_visible (self->refusal, refused);
  if (!refused)
    return;
  gtk_label_set_text (self->refused, form->refused);
  gtk_widget_set_visible (self->way, form->way != NULL);
  if (form->way == NULL)
    return;
  gtk_button_set_label (GTK_BUTTON (self->way), form->way);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->way), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, form->refused, -1);
  gtk_widget_grab_focus (self->way);
}

static void
veche_form_dialog_way_cb (VecheFormDialog *self)
{
  g_autofree char *key = g_strdup (self->way_key);

  if (key == NULL || !gtk_widget_get_sensitive (self->save))
    return;
  veche_form_dialog_keep (self, key, "yes");
  veche_form_dialog_save (self);
  g_hash_table_remove (self->kept, key);   /* it was said of what is typed now */
}

static void
veche_form_dialog_saved_cb (gboolean ok, gpointer user_data)
{
  g_autoptr (VecheFormDialog) self = VECHE_FORM_DIALOG (user_data);
  VecheForm *form = g_steal_pointer (&self->form);

  if (!ok)
    {
      veche_form_dialog_validate (self);
      veche_form_dialog_show_refusal (self, form);
    }
  else
    {
      veche_form_draft_end (self);
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
    if (((VecheFormField *) self->fields->pdata[i])->kind <= VECHE_FORM_LONG)
      text = veche_form_field_dup_value (self->fields->pdata[i]);

  return text != NULL ? veche_text_clamp (text, 60, FALSE) : NULL;
}

void
veche_form_dialog_save (VecheFormDialog *self)
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
  veche_form_dialog_show_refusal (self, NULL);
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
    {
      veche_form_draft_end (self);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else if (g_str_equal (response, "save"))
    veche_form_dialog_save (self);
}

static gboolean
veche_form_dialog_close_request (GtkWindow *window)
{
  VecheFormDialog *self = VECHE_FORM_DIALOG (window);
  g_autofree char *now = self->before != NULL ? veche_form_dialog_fingerprint (self) : NULL;
  GtkWidget *ask;

  if (self->before == NULL || g_str_equal (now, self->before))
    {
      veche_form_draft_end (self);
      return GTK_WINDOW_CLASS (veche_form_dialog_parent_class)->close_request (window);
    }

  ask = veche_ask_discard_new (window, _("What you typed here is not saved yet."), gtk_widget_get_sensitive (self->save));
  g_signal_connect_object (ask, "response", G_CALLBACK (veche_form_dialog_discard_cb), self, 0);
  gtk_window_present (GTK_WINDOW (ask));

  return GDK_EVENT_STOP;
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

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->draft, g_free);
  g_clear_pointer (&self->drafted, g_free);
  g_clear_object (&self->session);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_clear_pointer (&self->form, veche_form_unref);
  g_clear_pointer (&self->before, g_free);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->table, g_free);
  g_clear_pointer (&self->uid, g_free);
  g_clear_pointer (&self->way_key, g_free);
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

static GtkWidget *
veche_form_dialog_make_refusal (VecheFormDialog *self)
{
  self->refusal = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->refused = GTK_LABEL (veche_label_new_wrapped ("", "error", NULL));
  self->way = gtk_button_new ();
  gtk_widget_set_halign (self->way, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->refusal, "veche-form-hint");
  gtk_widget_set_margin_top (self->refusal, 6);
  gtk_widget_set_visible (self->refusal, FALSE);
  gtk_box_append (GTK_BOX (self->refusal), GTK_WIDGET (self->refused));
  gtk_box_append (GTK_BOX (self->refusal), self->way);
  g_signal_connect_swapped (self->way, "clicked", G_CALLBACK (veche_form_dialog_way_cb), self);

  return self->refusal;
}

static void
veche_form_dialog_init (VecheFormDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *bar = adw_header_bar_new (), *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  self->fields = g_ptr_array_new_with_free_func (veche_form_field_free);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->save = gtk_button_new_with_mnemonic (_("_Save"));
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_widget_set_vexpand (GTK_WIDGET (self->page), TRUE);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (veche_form_dialog_save), self);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), self);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->save);
  self->again = veche_label_new_wrapped (_("What you typed here the last time is back. Cancel and discard it to begin anew."), "veche-small", NULL);
  gtk_widget_add_css_class (self->again, "veche-form-hint");
  gtk_widget_set_visible (self->again, FALSE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), self->again);
  gtk_box_append (GTK_BOX (box), veche_form_dialog_make_refusal (self));
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
  veche_form_draft_begin (self);
  gtk_window_present (GTK_WINDOW (self));
  if (self->fields->len > 0)
    gtk_widget_grab_focus (((VecheFormField *) self->fields->pdata[0])->widget);
}
