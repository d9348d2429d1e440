/* veche-suggestions.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-label.h"
#include "app/veche-suggestions.h"

struct _VecheSuggestions
{
  GtkPopover  parent_instance;

  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (VecheSuggestions, veche_suggestions, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
suggestions_activated_cb (VecheSuggestions *self, GtkListBoxRow *row)
{
  int index = gtk_list_box_row_get_index (row);

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, (guint) index);
}

static void
veche_suggestions_class_init (VecheSuggestionsClass *klass)
{
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", VECHE_TYPE_SUGGESTIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
veche_suggestions_init (VecheSuggestions *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_popover_set_autohide (GTK_POPOVER (self), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_TOP);
  gtk_popover_set_child (GTK_POPOVER (self), GTK_WIDGET (self->list));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_can_focus (GTK_WIDGET (self->list), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "veche-suggestions");
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (suggestions_activated_cb), self, G_CONNECT_SWAPPED);
}

VecheSuggestions *
veche_suggestions_new (GtkWidget *parent, const char *label)
{
  VecheSuggestions *self = g_object_new (VECHE_TYPE_SUGGESTIONS, NULL);

  gtk_widget_set_parent (GTK_WIDGET (self), parent);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return self;
}

void
veche_suggestions_clear (VecheSuggestions *self)
{
  GtkWidget *row;

  g_return_if_fail (VECHE_IS_SUGGESTIONS (self));

  gtk_popover_popdown (GTK_POPOVER (self));
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

void
veche_suggestions_add (VecheSuggestions *self, const char *title, const char *caption)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *spoken = caption != NULL ? g_strdup_printf ("%s, %s", title, caption) : g_strdup (title);

  g_return_if_fail (VECHE_IS_SUGGESTIONS (self));

  gtk_box_append (GTK_BOX (box), veche_label_new (title, "plan-title", NULL));
  if (caption != NULL)
    gtk_box_append (GTK_BOX (box), veche_label_new (caption, "plan-caption", NULL));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_list_box_append (self->list, row);
}

void
veche_suggestions_show (VecheSuggestions *self, const GdkRectangle *at)
{
  GtkListBoxRow *first;

  g_return_if_fail (VECHE_IS_SUGGESTIONS (self));

  first = gtk_list_box_get_row_at_index (self->list, 0);
  if (first == NULL)
    return;
  gtk_list_box_select_row (self->list, first);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), at);
  gtk_popover_popup (GTK_POPOVER (self));
}

gboolean
veche_suggestions_key (VecheSuggestions *self, guint keyval, GdkModifierType state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list), *other;
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (!gtk_widget_get_visible (GTK_WIDGET (self)) || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;

  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_Up:
      other = gtk_list_box_get_row_at_index (self->list, index + (keyval == GDK_KEY_Down ? 1 : -1));
      if (other != NULL)
        gtk_list_box_select_row (self->list, other);
      return TRUE;
    case GDK_KEY_Escape:
      gtk_popover_popdown (GTK_POPOVER (self));
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_Tab:
      if (row != NULL)
        suggestions_activated_cb (self, row);
      return row != NULL;
    default:
      return FALSE;
    }
}
