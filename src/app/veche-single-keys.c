/* veche-single-keys.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-single-keys.h"

#include "app/veche-settings.h"

void
veche_single_keys_add (GtkWidget *where, const VecheSingleKey *keys, gsize n, GtkShortcutFunc callback, gpointer user_data)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (gsize i = 0; i < n; i++)
    {
      GtkShortcutTrigger *trigger
        = gtk_alternative_trigger_new (gtk_keyval_trigger_new (keys[i].key, keys[i].modifiers),
                                       gtk_keyval_trigger_new (keys[i].twin, keys[i].modifiers));
      GtkShortcutAction *action = gtk_callback_action_new (callback, user_data, NULL);

      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                            gtk_shortcut_new_with_arguments (trigger, action, "s", keys[i].word));
    }
  gtk_widget_add_controller (where, controller);
}

gboolean
veche_single_keys_are_free (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return g_settings_get_boolean (veche_settings_get (), "single-keys") && !GTK_IS_EDITABLE (focus) && !GTK_IS_TEXT_VIEW (focus);
}
