/* veche-name-chips.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-name-chips.h"

#include <string.h>

#include "app/veche-wrap-layout.h"
#include "model/veche-text.h"

#define MOST 10

typedef struct
{
  GtkWidget   *box;
  GtkEditable *entry;   /* (unowned): lives as long as the box */
  GStrv        names, keys;
} NameChips;

static void
name_chips_free (gpointer data)
{
  NameChips *self = data;

  g_strfreev (self->names);
  g_strfreev (self->keys);
  g_free (self);
}

static void
name_chips_clicked_cb (GtkButton *button, NameChips *self)
{
  g_autofree char *name = g_strdup (gtk_widget_get_tooltip_text (GTK_WIDGET (button)));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_text (self->entry, name);
  gtk_editable_set_position (self->entry, -1);
}

static void
name_chips_add (NameChips *self, const char *name)
{
  g_autofree char *shown = veche_text_clamp (name, 40, FALSE);
  GtkWidget *button = gtk_button_new_with_label (shown);

  gtk_widget_add_css_class (button, "veche-chip");
  gtk_widget_set_tooltip_text (button, name);
  g_signal_connect (button, "clicked", G_CALLBACK (name_chips_clicked_cb), self);
  gtk_box_append (GTK_BOX (self->box), button);
}

static void
name_chips_fill (GtkWidget *box)
{
  NameChips *self = g_object_get_data (G_OBJECT (box), "names");
  const char *typed = gtk_editable_get_text (self->entry);
  g_autofree char *key = veche_text_translit_key (typed);
  GtkWidget *child;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  for (guint i = 0; self->names[i] != NULL && n < MOST; i++)
    if ((key == NULL || strstr (self->keys[i], key) != NULL) && strcmp (self->names[i], typed) != 0)
      {
        name_chips_add (self, self->names[i]);
        n++;
      }
  gtk_widget_set_visible (self->box, n > 0);
}

GtkWidget *
veche_name_chips_new (GtkEditable *entry, const char *const *names)
{
  NameChips *self = g_new0 (NameChips, 1);
  guint n = g_strv_length ((GStrv) names);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->entry = entry;
  self->names = g_strdupv ((GStrv) names);
  self->keys = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    self->keys[i] = veche_text_translit_key (names[i]);
  gtk_widget_set_layout_manager (self->box, veche_wrap_layout_new (6, 6));
  gtk_widget_set_margin_top (self->box, 9);
  g_object_set_data_full (G_OBJECT (self->box), "names", self, name_chips_free);
  g_signal_connect_object (entry, "changed", G_CALLBACK (name_chips_fill), self->box, G_CONNECT_SWAPPED);
  name_chips_fill (self->box);

  return self->box;
}
