/* veche-organisations-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-dialog-toasts.h"
#include "app/veche-faces.h"
#include "app/veche-member-picker.h"
#include "app/veche-organisation-words.h"
#include "app/veche-organisations-dialog.h"
#include "app/veche-profile-parts.h"
#include "model/veche-edit.h"
#include "store/veche-organisations-table.h"

struct _VecheOrganisationsDialog
{
  AdwWindow            parent_instance;

  VecheSession        *session;    /* (owned) */
  GPtrArray           *list;       /* (owned) (nullable) (element-type VecheOrganisation) */
  char                *open;       /* uid of the one whose card is open (nullable) */

  AdwPreferencesGroup *group;
  GPtrArray           *rows;       /* (element-type GtkWidget) (unowned) */
  AdwEntryRow         *name;
};

G_DEFINE_FINAL_TYPE (VecheOrganisationsDialog, veche_organisations_dialog, ADW_TYPE_WINDOW)

/*** Changes ***/

typedef struct
{
  char *name, *uid, *member_uid, *role;
} VecheOrganisationWish;

static void
wish_free (gpointer data)
{
  VecheOrganisationWish *wish = data;

  g_free (wish->name);
  g_free (wish->uid);
  g_free (wish->member_uid);
  g_free (wish->role);
  g_free (wish);
}

static gboolean
wish_build (VecheDb *db, VecheEdit *edit, gpointer data, GError **error)
{
  VecheOrganisationWish *wish = data;
  g_autofree char *made = NULL;

  if (wish->uid != NULL)
    return veche_organisations_edit_person (db, edit, wish->uid, wish->member_uid, wish->role, error);

  made = veche_organisations_edit_named (db, edit, wish->name, NULL, error);

  return made != NULL;
}

static void
organisations_wish (VecheOrganisationsDialog *self, VecheOrganisationWish *wish)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("organisation", wish->name);

  veche_session_build_edit (self->session, edit, wish_build, wish, wish_free, _ ("Saved"), NULL, NULL);
}

static void
organisations_add_cb (VecheOrganisationsDialog *self)
{
  VecheOrganisationWish *wish;
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name));

  if (*name == '\0')
    return;

  wish = g_new0 (VecheOrganisationWish, 1);
  wish->name = g_strdup (name);
  organisations_wish (self, wish);
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
}

static const char *
data_of (gpointer widget, const char *key)
{
  return g_object_get_data (G_OBJECT (widget), key);
}

static void
set_data (gpointer widget, const char *key, const char *value)
{
  g_object_set_data_full (G_OBJECT (widget), key, g_strdup (value), g_free);
}

static void
organisations_picked_cb (VecheMemberPicker *picker, VecheRecord *record, VecheOrganisationsDialog *self)
{
  VecheOrganisationWish *wish = g_new0 (VecheOrganisationWish, 1);

  wish->uid = g_strdup (data_of (picker, "uid"));
  wish->member_uid = g_strdup (record->uid);
  organisations_wish (self, wish);
}

static void
organisations_role_cb (AdwEntryRow *row, VecheOrganisationsDialog *self)
{
  VecheOrganisationWish *wish = g_new0 (VecheOrganisationWish, 1);

  wish->uid = g_strdup (data_of (row, "uid"));
  wish->member_uid = g_strdup (data_of (row, "member"));
  wish->role = g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));
  organisations_wish (self, wish);
}

static void
organisations_field_cb (AdwEntryRow *row, VecheOrganisationsDialog *self)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("organisation", NULL);
  const char *field = data_of (row, "field"), *text = gtk_editable_get_text (GTK_EDITABLE (row));

  if (*text == '\0' && g_str_equal (field, "name"))
    return;
  veche_edit_set_text (edit, "organisation", data_of (row, "uid"), field, *text != '\0' ? text : NULL);
  veche_session_edit (self->session, edit, _ ("Saved"), NULL, NULL);
}

static void
organisations_kind_cb (AdwComboRow *row, GParamSpec *pspec, VecheOrganisationsDialog *self)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("organisation", NULL);

  veche_edit_set_text (edit, "organisation", data_of (row, "uid"), "kind", veche_organisation_kinds[adw_combo_row_get_selected (row)]);
  veche_session_edit (self->session, edit, _ ("Saved"), NULL, NULL);
}

/* An organisation or one of its people: undo brings back what went with it. */
static void
organisations_remove_cb (GtkButton *button, VecheOrganisationsDialog *self)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("organisation", NULL);

  veche_edit_delete (edit, data_of (button, "table"), data_of (button, "uid"));
  veche_session_edit (self->session, edit, _ ("Removed"), NULL, NULL);
}

static void
organisations_open_person_cb (GtkButton *button, VecheOrganisationsDialog *self)
{
  veche_session_open_member (self->session, data_of (button, "member"));
  gtk_window_close (GTK_WINDOW (self));
}

/*** Rows ***/

static GtkWidget *
remove_new (VecheOrganisationsDialog *self, const char *table, const char *uid)
{
  GtkWidget *button = veche_profile_icon_button_new ("user-trash-symbolic", _ ("Remove"));

  set_data (button, "table", table);
  set_data (button, "uid", uid);
  g_signal_connect (button, "clicked", G_CALLBACK (organisations_remove_cb), self);

  return button;
}

static void
add_entry (VecheOrganisationsDialog *self, AdwExpanderRow *row, const char *uid, const char *field, const char *title, const char *text)
{
  GtkWidget *entry = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), title);
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), TRUE);
  set_data (entry, "uid", uid);
  set_data (entry, "field", field);
  g_signal_connect (entry, "apply", G_CALLBACK (organisations_field_cb), self);
  adw_expander_row_add_row (row, entry);
}

static void
add_kind (VecheOrganisationsDialog *self, AdwExpanderRow *row, const VecheOrganisation *organisation)
{
  GtkWidget *combo = adw_combo_row_new ();
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  guint chosen = 0;

  for (guint i = 0; veche_organisation_kinds[i] != NULL; i++)
    {
      gtk_string_list_append (words, veche_organisation_kind_word (veche_organisation_kinds[i]));
      if (g_str_equal (veche_organisation_kinds[i], organisation->kind))
        chosen = i;
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (combo), _ ("Kind"));
  adw_combo_row_set_model (ADW_COMBO_ROW (combo), G_LIST_MODEL (words));
  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), chosen);
  set_data (combo, "uid", organisation->uid);
  g_signal_connect (combo, "notify::selected", G_CALLBACK (organisations_kind_cb), self);
  adw_expander_row_add_row (row, combo);
}

static void
add_person (VecheOrganisationsDialog *self, AdwExpanderRow *row, const VecheOrganisation *organisation, const VecheOrganisationPerson *person)
{
  GtkWidget *entry = adw_entry_row_new (), *open = veche_profile_icon_button_new ("go-next-symbolic", _ ("Open Profile"));
  /* Translators: the name of a person, as the heading of what they are in an organisation */
  g_autofree char *title = g_strdup_printf (_ ("%s: role"), person->name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (entry), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), title);
  gtk_editable_set_text (GTK_EDITABLE (entry), person->role != NULL ? person->role : "");
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), TRUE);
  adw_entry_row_add_prefix (ADW_ENTRY_ROW (entry), veche_avatar_new (28, NULL, person->name));
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (entry), open);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (entry), remove_new (self, "organisation_member", person->uid));
  set_data (entry, "uid", organisation->uid);
  set_data (entry, "member", person->member_uid);
  set_data (open, "member", person->member_uid);
  g_signal_connect (entry, "apply", G_CALLBACK (organisations_role_cb), self);
  g_signal_connect (open, "clicked", G_CALLBACK (organisations_open_person_cb), self);
  adw_expander_row_add_row (row, entry);
}

static void
add_picker (VecheOrganisationsDialog *self, AdwExpanderRow *row, const VecheOrganisation *organisation)
{
  GtkWidget *line = adw_action_row_new (), *button = gtk_menu_button_new (), *picker = veche_member_picker_new (self->session, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line), _ ("Add a Person"));
  set_data (picker, "uid", organisation->uid);
  g_signal_connect (picker, "picked", G_CALLBACK (organisations_picked_cb), self);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), picker);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "list-add-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Add a Person"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (line), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (line), button);
  adw_expander_row_add_row (row, line);
}

static void
organisations_expanded_cb (AdwExpanderRow *row, GParamSpec *pspec, VecheOrganisationsDialog *self)
{
  if (!adw_expander_row_get_expanded (row))
    return;

  g_free (self->open);
  self->open = g_strdup (data_of (row, "uid"));
}

static GtkWidget *
row_new (VecheOrganisationsDialog *self, const VecheOrganisation *organisation)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *people = g_strdup_printf (ngettext ("%u person", "%u people", organisation->n_people), organisation->n_people);
  g_autofree char *about = g_strdup_printf ("%s · %s%s%s", veche_organisation_kind_word (organisation->kind), people,
                                            organisation->city != NULL ? " · " : "", organisation->city != NULL ? organisation->city : "");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), organisation->name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), about);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), remove_new (self, "organisation", organisation->uid));
  set_data (row, "uid", organisation->uid);
  add_entry (self, ADW_EXPANDER_ROW (row), organisation->uid, "name", C_ ("organisation", "Name"), organisation->name);
  add_kind (self, ADW_EXPANDER_ROW (row), organisation);
  add_entry (self, ADW_EXPANDER_ROW (row), organisation->uid, "city", _ ("Town"), organisation->city);
  add_entry (self, ADW_EXPANDER_ROW (row), organisation->uid, "url", _ ("Address on the web"), organisation->url);
  add_entry (self, ADW_EXPANDER_ROW (row), organisation->uid, "about", _ ("What binds us"), organisation->about);
  for (guint i = 0; i < organisation->people->len; i++)
    add_person (self, ADW_EXPANDER_ROW (row), organisation, organisation->people->pdata[i]);
  add_picker (self, ADW_EXPANDER_ROW (row), organisation);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), g_strcmp0 (self->open, organisation->uid) == 0);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (organisations_expanded_cb), self);

  return row;
}

static gpointer
organisations_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_organisations_list (db, error);
}

static void
organisations_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheOrganisationsDialog) self = user_data;
  g_autoptr (GPtrArray) list = veche_store_run_finish (VECHE_STORE (source), result, NULL);

  if (list == NULL || self->session == NULL)
    return;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->list, g_ptr_array_unref);
  self->list = g_steal_pointer (&list);
  for (guint i = 0; i < self->list->len; i++)
    {
      GtkWidget *row = row_new (self, self->list->pdata[i]);

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->group), self->list->len > 0);
}

static void
organisations_load (VecheOrganisationsDialog *self)
{
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, organisations_job, NULL, NULL,
                         (GDestroyNotify) g_ptr_array_unref, NULL, organisations_loaded_cb, g_object_ref (self));
}

static void
organisations_changed_cb (VecheOrganisationsDialog *self, VecheChange *change)
{
  if (veche_change_get_tables (change) & VECHE_TABLE_MEMBER)
    organisations_load (self);
}

static void
organisations_typed_cb (GtkEditable *name, GtkWidget *add)
{
  gtk_widget_set_sensitive (add, *gtk_editable_get_text (name) != '\0');
}

static void
veche_organisations_dialog_dispose (GObject *object)
{
  VecheOrganisationsDialog *self = VECHE_ORGANISATIONS_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->list, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->open, g_free);

  G_OBJECT_CLASS (veche_organisations_dialog_parent_class)->dispose (object);
}

static void
veche_organisations_dialog_class_init (VecheOrganisationsDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_organisations_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
veche_organisations_dialog_init (VecheOrganisationsDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *page = adw_preferences_page_new (), *header = adw_header_bar_new ();
  GtkWidget *add = gtk_button_new_with_mnemonic (_ ("_Add"));
  AdwPreferencesGroup *new_one = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  self->rows = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->name = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name), C_ ("organisation", "Name"));
  gtk_widget_add_css_class (add, "suggested-action");
  gtk_widget_set_sensitive (add, FALSE);
  g_signal_connect_object (self->name, "changed", G_CALLBACK (organisations_typed_cb), add, 0);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (organisations_add_cb), self);
  g_signal_connect_swapped (self->name, "entry-activated", G_CALLBACK (organisations_add_cb), self);
  adw_preferences_group_set_title (new_one, _ ("New Organisation"));
  adw_preferences_group_set_header_suffix (new_one, add);
  adw_preferences_group_add (new_one, GTK_WIDGET (self->name));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->group);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), new_one);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_widget_add_css_class (header, "flat");
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);
}

void
veche_organisations_dialog_present (VecheSession *session, GtkWindow *parent, const char *uid)
{
  VecheOrganisationsDialog *self = g_object_new (VECHE_TYPE_ORGANISATIONS_DIALOG, "modal", TRUE, "transient-for", parent, "title",
                                                 _ ("Organisations"), "default-width", 560, "default-height", 620, "width-request", 340,
                                                 NULL);

  self->session = g_object_ref (session);
  self->open = g_strdup (uid);
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (organisations_changed_cb), self, G_CONNECT_SWAPPED);
  veche_dialog_toasts_add (ADW_WINDOW (self), session);
  organisations_load (self);
  gtk_window_present (GTK_WINDOW (self));
}
