/* veche-test-app.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-window-guard.h"
#include "ui/veche-ui-resources.h"

G_BEGIN_DECLS

/* What VecheApplication does before the first widget: resources, style, icons.  FALSE: there is no display, and the skip was said. */
static inline gboolean
veche_test_app_init (void)
{
  g_autoptr (GtkCssProvider) provider = NULL;

  g_resources_register (veche_ui_get_resource ());
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return FALSE;
    }
  adw_init ();
  veche_window_guard_begin ();

  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/app/veche/Veche/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()), "/app/veche/Veche/icons");

  return TRUE;
}

G_END_DECLS
