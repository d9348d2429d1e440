/* veche-pane.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-pane.h"

#include "app/veche-settings.h"

#define MIN_WIDTH 280
#define MAX_WIDTH 520
#define STEP      20

typedef struct
{
  char      *key;
  GtkWidget *pane;   /* (unowned): the controller dies with the separator, beside the pane */
  int        start;
} VechePane;

static void
pane_free (gpointer data, GClosure *closure)
{
  VechePane *pane = data;

  g_free (pane->key);
  g_free (pane);
}

static void
pane_drag_begin_cb (GtkGestureDrag *drag, double x, double y, VechePane *pane)
{
  pane->start = gtk_widget_get_width (pane->pane);
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
pane_drag_update_cb (GtkGestureDrag *drag, double dx, double dy, VechePane *pane)
{
  gboolean rtl = gtk_widget_get_direction (pane->pane) == GTK_TEXT_DIR_RTL;
  int width = pane->start + (int) (rtl ? -dx : dx);

  g_settings_set_int (veche_settings_get (), pane->key, CLAMP (width, MIN_WIDTH, MAX_WIDTH));
}

void
veche_pane_attach (GtkWidget *pane, GtkWidget *separator, const char *settings_key)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  VechePane *self = g_new0 (VechePane, 1);

  self->key = g_strdup (settings_key);
  self->pane = pane;

  g_signal_connect_data (drag, "drag-begin", G_CALLBACK (pane_drag_begin_cb), self, pane_free, 0);
  g_signal_connect (drag, "drag-update", G_CALLBACK (pane_drag_update_cb), self);
  gtk_widget_add_controller (separator, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_cursor_from_name (separator, "col-resize");
  gtk_widget_add_css_class (separator, "veche-pane-handle");

  g_settings_bind (veche_settings_get (), settings_key, pane, "width-request", G_SETTINGS_BIND_GET);
}

void
veche_pane_step (const char *settings_key, int step)
{
  GSettings *settings = veche_settings_get ();
  g_autoptr (GSettingsSchema) schema = NULL;
  int width;

  g_object_get (settings, "settings-schema", &schema, NULL);
  if (!g_settings_schema_has_key (schema, settings_key))
    return;

  width = g_settings_get_int (settings, settings_key) + step * STEP;
  g_settings_set_int (settings, settings_key, CLAMP (width, MIN_WIDTH, MAX_WIDTH));
}
