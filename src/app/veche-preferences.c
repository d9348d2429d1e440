/* veche-preferences.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-dialog-toasts.h"
#include "app/veche-preferences.h"
#include "app/veche-preferences-hours.h"
#include "app/veche-preferences-inbox.h"
#include "app/veche-preferences-notices.h"
#include "app/veche-preferences-weights.h"
#include "app/veche-settings.h"

struct _VechePreferences
{
  AdwPreferencesWindow parent_instance;

  AdwComboRow         *scheme;
  AdwComboRow         *delay;
  GtkSwitch           *single_keys;
  GtkSwitch           *spell_check;
  GtkSwitch           *pictures;
  AdwActionRow        *folder;
  GtkWidget           *no_folder;
};

G_DEFINE_FINAL_TYPE (VechePreferences, veche_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* Of the workspace that is open. */
static GType (*const pages[]) (void) = { veche_preferences_inbox_get_type, veche_preferences_hours_get_type, veche_preferences_weights_get_type,
                                          veche_preferences_notices_get_type };

/* Seconds, in the order of the rows. */
static const int delays[] = { 0, 5, 10, 30 };

static void
preferences_scheme_cb (VechePreferences *self)
{
  g_settings_set_enum (veche_settings_get (), "color-scheme", (int) adw_combo_row_get_selected (self->scheme));
}

static void
preferences_delay_cb (VechePreferences *self)
{
  guint chosen = adw_combo_row_get_selected (self->delay);

  if (chosen < G_N_ELEMENTS (delays))
    g_settings_set_int (veche_settings_get (), "send-delay", delays[chosen]);
}

/* The nearest of ours, whatever the setting holds. */
static guint
preferences_delay_index (int seconds)
{
  guint index = 0;

  for (guint i = 0; i < G_N_ELEMENTS (delays); i++)
    if (ABS (delays[i] - seconds) < ABS (delays[index] - seconds))
      index = i;

  return index;
}

/*** The watched folder ***/

static void
preferences_show_folder (VechePreferences *self)
{
  g_autofree char *folder = g_settings_get_string (veche_settings_get (), "watched-folder");
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *escaped = g_markup_escape_text (shown, -1);

  adw_action_row_set_subtitle (self->folder, *folder != '\0' ? escaped : _ ("Files put there are offered for import"));
  gtk_widget_set_visible (self->no_folder, *folder != '\0');
}

static void
preferences_no_folder_cb (VechePreferences *self)
{
  g_settings_set_string (veche_settings_get (), "watched-folder", "");
}

static void
preferences_folder_chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    g_settings_set_string (veche_settings_get (), "watched-folder", path);
  g_object_unref (chooser);
}

static void
preferences_choose_folder_cb (VechePreferences *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_ ("Watched Folder"), GTK_WINDOW (self),
                                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Watch"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (preferences_folder_chosen_cb), NULL);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
veche_preferences_class_init (VechePreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, VechePreferences, scheme);
  gtk_widget_class_bind_template_child (widget_class, VechePreferences, delay);
  gtk_widget_class_bind_template_child (widget_class, VechePreferences, single_keys);
  gtk_widget_class_bind_template_child (widget_class, VechePreferences, spell_check);
  gtk_widget_class_bind_template_child (widget_class, VechePreferences, pictures);
  gtk_widget_class_bind_template_child (widget_class, VechePreferences, folder);
  gtk_widget_class_bind_template_child (widget_class, VechePreferences, no_folder);
  gtk_widget_class_bind_template_callback (widget_class, preferences_no_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, preferences_choose_folder_cb);
}

static void
veche_preferences_init (VechePreferences *self)
{
  GSettings *settings = veche_settings_get ();
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_string_list_append (words, _ ("At once"));
  for (guint i = 1; i < G_N_ELEMENTS (delays); i++)
    {
      g_autofree char *word
        = g_strdup_printf (ngettext ("%d second", "%d seconds", (gulong) delays[i]), delays[i]);

      gtk_string_list_append (words, word);
    }
  adw_combo_row_set_model (self->delay, G_LIST_MODEL (words));
  adw_combo_row_set_selected (self->delay, preferences_delay_index (g_settings_get_int (settings, "send-delay")));
  adw_combo_row_set_selected (self->scheme, (guint) g_settings_get_enum (settings, "color-scheme"));
  g_signal_connect_object (self->delay, "notify::selected", G_CALLBACK (preferences_delay_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scheme, "notify::selected", G_CALLBACK (preferences_scheme_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::watched-folder", G_CALLBACK (preferences_show_folder), self, G_CONNECT_SWAPPED);
  preferences_show_folder (self);
  g_settings_bind (settings, "show-pictures", self->pictures, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "spell-check", self->spell_check, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "single-keys", self->single_keys, "active", G_SETTINGS_BIND_DEFAULT);
}

VechePreferences *
veche_preferences_new (GtkWindow *parent, VecheSession *session)
{
  VechePreferences *self = g_object_new (VECHE_TYPE_PREFERENCES, "transient-for", parent, NULL);

  if (session == NULL)
    return self;
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), g_object_new (pages[i] (), "session", session, NULL));
  veche_dialog_toasts_add (ADW_WINDOW (self), session);

  return self;
}
