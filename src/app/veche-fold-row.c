/* veche-fold-row.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-fold-row.h"

#include "app/veche-label.h"

static void
fold_row_folded_cb (GtkWidget *box, GParamSpec *pspec, VecheSession *session)
{
  gboolean folded = veche_session_get_folded (session);
  GtkWidget *buttons = gtk_widget_get_last_child (box);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (box), folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_margin_bottom (buttons, folded ? 9 : 0);
}

GtkWidget *
veche_fold_row_new (VecheSession *session, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_preferences_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", title, subtitle);

  gtk_box_append (GTK_BOX (words), veche_label_new_wrapped (title, "title", NULL));
  gtk_box_append (GTK_BOX (words), veche_label_new_wrapped (subtitle, "subtitle", NULL));
  gtk_widget_add_css_class (words, "title");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_add_css_class (box, "header");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_signal_connect_object (session, "notify::folded", G_CALLBACK (fold_row_folded_cb), box, G_CONNECT_SWAPPED);
  fold_row_folded_cb (box, NULL, session);

  return row;
}

void
veche_fold_row_add (GtkWidget *row, GtkWidget *button)
{
  GtkWidget *box = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (gtk_widget_get_last_child (box)), button);
}
