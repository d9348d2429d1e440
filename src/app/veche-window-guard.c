/* veche-window-guard.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-window-guard.h"

static void
guard_unmap_cb (GtkWindow *window)
{
  if (gtk_window_get_destroy_with_parent (window))
    gtk_window_set_transient_for (window, NULL);
}

static void
guard_watch_cb (GListModel *windows, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      g_signal_connect (window, "unmap", G_CALLBACK (guard_unmap_cb), NULL);
    }
}

void
veche_window_guard_begin (void)
{
  g_signal_connect (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (guard_watch_cb), NULL);
}
