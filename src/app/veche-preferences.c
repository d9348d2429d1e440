/* veche-preferences.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-preferences.h"
#include "app/veche-settings.h"

struct _VechePreferences
{
  AdwPreferencesWindow parent_instance;

  AdwComboRow         *scheme;
  AdwComboRow         *delay;
  GtkSwitch           *single_keys;
};

G_DEFINE_FINAL_TYPE (VechePreferences, veche_preferences, ADW_TYPE_PREFERENCES_WINDOW)

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

static void
veche_preferences_class_init (VechePreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, VechePreferences, scheme);
  gtk_widget_class_bind_template_child (widget_class, VechePreferences, delay);
  gtk_widget_class_bind_template_child (widget_class, VechePreferences, single_keys);
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
  g_settings_bind (settings, "single-keys", self->single_keys, "active", G_SETTINGS_BIND_DEFAULT);
}

VechePreferences *
veche_preferences_new (GtkWindow *parent)
{
  return g_object_new (VECHE_TYPE_PREFERENCES, "transient-for", parent, NULL);
}
