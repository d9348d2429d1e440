/* veche-profile-parts.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-faces.h"
#include "app/veche-label.h"
#include "app/veche-profile-parts.h"
#include "model/veche-text.h"

#define FACE 28

GtkWidget *
veche_profile_text_new (const char *text, const char *style)
{
  g_autofree char *shown = veche_text_clamp (text != NULL ? text : "", 1000, FALSE);

  return veche_label_new_wrapped (shown, style, NULL);
}

GtkWidget *
veche_profile_card_new (const char *title)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (card, "veche-flat-card");
  gtk_box_append (GTK_BOX (card), veche_profile_text_new (title, "veche-heading"));

  return card;
}

GtkWidget *
veche_profile_line_new (const char *label, GtkWidget *control)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = veche_profile_text_new (label, "veche-small");

  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), control);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_RELATION_LABELLED_BY, words, NULL, -1);

  return line;
}

static void
profile_person_cb (GtkButton *button, VecheSession *session)
{
  veche_session_open_member (session, g_object_get_data (G_OBJECT (button), "uid"));
}

GtkWidget *
veche_profile_person_new (VecheSession *session, const char *uid, const char *name, const char *detail)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = veche_profile_text_new (name, "plan-title");
  g_autofree char *spoken = detail != NULL ? g_strdup_printf ("%s, %s", name, detail) : g_strdup (name);

  gtk_label_set_wrap (GTK_LABEL (title), FALSE);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (texts), title);
  if (detail != NULL)
    gtk_box_append (GTK_BOX (texts), veche_profile_text_new (detail, "plan-caption"));
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (box), veche_avatar_new (FACE, NULL, name));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "veche-person-button");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (button), "uid", g_strdup (uid), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (profile_person_cb), session, 0);

  return button;
}

GtkWidget *
veche_profile_icon_button_new (const char *icon, const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return button;
}

void
veche_profile_clear (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}
