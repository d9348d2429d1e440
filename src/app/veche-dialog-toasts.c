/* veche-dialog-toasts.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-dialog-toasts.h"
#include "model/veche-text.h"

#define KEY     "veche-toasts"
#define SECONDS 4
#define SINCE   "veche-since"
#define YOUNG   (1 * G_USEC_PER_SEC)

static void
toast_gone_cb (AdwToast *toast)
{
  g_object_set_data (G_OBJECT (toast), SINCE, NULL);
}

static void
toast_set_action (AdwToast *toast, const char *label, const char *action)
{
  adw_toast_set_button_label (toast, label);
  adw_toast_set_detailed_action_name (toast, label != NULL ? action : NULL);
}

AdwToast *
veche_toast_new (const char *text, const char *label, const char *action)
{
  g_autofree char *nested = veche_text_nest_quotes (text), *escaped = g_markup_escape_text (nested, -1);
  AdwToast *toast = adw_toast_new (escaped);

  if (label != NULL)
    toast_set_action (toast, label, action);
  g_object_set_data_full (G_OBJECT (toast), SINCE, g_memdup2 (&(gint64) { g_get_monotonic_time () }, sizeof (gint64)), g_free);
  g_signal_connect (toast, "dismissed", G_CALLBACK (toast_gone_cb), NULL);

  return toast;
}

gboolean
veche_toast_replace (AdwToast *toast, const char *text, const char *label, const char *action)
{
  const gint64 *since = g_object_get_data (G_OBJECT (toast), SINCE);
  g_autofree char *nested = veche_text_nest_quotes (text), *escaped = g_markup_escape_text (nested, -1);

  if (since == NULL || g_get_monotonic_time () - *since > YOUNG)
    {
      adw_toast_dismiss (toast);
      return FALSE;
    }
  adw_toast_set_title (toast, escaped);
  toast_set_action (toast, label, action);

  return TRUE;
}

static void
dialog_toast_cb (AdwToastOverlay *overlay, const char *text, const char *action, const char *label)
{
  AdwToast *toast, *last = g_object_get_data (G_OBJECT (overlay), "last");

  /* One after the other would still be told of long after the work is done. */
  if (last != NULL && veche_toast_replace (last, text, label, action))
    return;

  toast = veche_toast_new (text, label, action);
  adw_toast_set_timeout (toast, SECONDS);
  g_object_set_data_full (G_OBJECT (overlay), "last", g_object_ref (toast), g_object_unref);
  adw_toast_overlay_add_toast (overlay, toast);
}

static void
dialog_add_shortcut (GtkShortcutController *controller, guint keyval, GdkModifierType modifiers, const char *action)
{
  gtk_shortcut_controller_add_shortcut (controller, gtk_shortcut_new (gtk_keyval_trigger_new (keyval, modifiers), gtk_named_action_new (action)));
}

void
veche_dialog_toasts_add (AdwWindow *dialog, VecheSession *session)
{
  GtkWidget *overlay = adw_toast_overlay_new (), *content = adw_window_get_content (dialog);
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (dialog));

  g_return_if_fail (ADW_IS_WINDOW (dialog) && VECHE_IS_SESSION (session));

  g_object_ref (content);
  adw_window_set_content (dialog, overlay);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), content);
  g_object_unref (content);
  g_object_set_data (G_OBJECT (dialog), KEY, overlay);
  if (parent != NULL)
    gtk_window_set_application (GTK_WINDOW (dialog), gtk_window_get_application (parent));

  dialog_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), GDK_KEY_z, GDK_CONTROL_MASK, "app.undo");
  dialog_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), GDK_KEY_Cyrillic_ya, GDK_CONTROL_MASK, "app.undo");
  dialog_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "app.redo");
  dialog_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), GDK_KEY_Cyrillic_ya, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "app.redo");
  gtk_widget_add_controller (GTK_WIDGET (dialog), keys);
  g_signal_connect_object (session, "toast", G_CALLBACK (dialog_toast_cb), overlay, G_CONNECT_SWAPPED);
}

gboolean
veche_dialog_toasts_cover (GtkWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();
  gboolean covered = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (windows) && !covered; i++)
    {
      g_autoptr (GtkWindow) other = g_list_model_get_item (windows, i);

      covered = gtk_window_get_transient_for (other) == window && g_object_get_data (G_OBJECT (other), KEY) != NULL
                && gtk_widget_get_visible (GTK_WIDGET (other));
    }

  return covered;
}
