/* veche-bottom-bar.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-bottom-bar.h"

#include "app/veche-label.h"
#include "app/veche-later.h"

#define BARS "veche-bars"

static void
bottom_bar_apply (gpointer root)
{
  int n = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (root), BARS));

  veche_label_set_class (root, "veche-one-bar", n == 1);
  veche_label_set_class (root, "veche-two-bars", n > 1);
}

/* A bar may be mapped in the middle of an allocation, when nothing may change its size. */
static void
bottom_bar_count (GtkWidget *root, int more)
{
  int n = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (root), BARS)) + more;

  g_object_set_data (G_OBJECT (root), BARS, GINT_TO_POINTER (n));
  veche_later_idle (root, G_PRIORITY_HIGH_IDLE, bottom_bar_apply);
}

static void
bottom_bar_map_cb (GtkWidget *bar)
{
  bottom_bar_count (GTK_WIDGET (gtk_widget_get_root (bar)), 1);
}

static void
bottom_bar_unmap_cb (GtkWidget *bar)
{
  bottom_bar_count (GTK_WIDGET (gtk_widget_get_root (bar)), -1);
}

void
veche_bottom_bar_watch (GtkWidget *bar)
{
  g_return_if_fail (GTK_IS_WIDGET (bar));

  g_signal_connect (bar, "map", G_CALLBACK (bottom_bar_map_cb), NULL);
  g_signal_connect (bar, "unmap", G_CALLBACK (bottom_bar_unmap_cb), NULL);
}
