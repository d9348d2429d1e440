/* veche-badge.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-badge.h"

#define SHORT_CHARS 9

struct _VecheBadge
{
  GtkWidget  parent_instance;

  GtkWidget *icon;    /* (owned by the widget tree) */
  GtkWidget *label;   /* (owned by the widget tree) */
  const char *style;  /* static: the class set now */
};

G_DEFINE_FINAL_TYPE (VecheBadge, veche_badge, GTK_TYPE_WIDGET)

const char *
veche_ink_class (VecheInk ink)
{
  switch (ink)
    {
    case VECHE_INK_NEG:
      return "neg";
    case VECHE_INK_POS:
      return "pos";
    case VECHE_INK_WARN:
      return "warn";
    case VECHE_INK_ACC:
      return "acc";
    default:
      return "neutral";
    }
}

static void
veche_badge_dispose (GObject *object)
{
  VecheBadge *self = VECHE_BADGE (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (veche_badge_parent_class)->dispose (object);
}

static void
veche_badge_class_init (VecheBadgeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_badge_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "badge");
}

static void
veche_badge_init (VecheBadge *self)
{
  self->icon = gtk_image_new ();
  gtk_image_set_pixel_size (GTK_IMAGE (self->icon), 12);
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));

  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 4);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
veche_badge_new (void)
{
  return g_object_new (VECHE_TYPE_BADGE, NULL);
}

void
veche_badge_set (VecheBadge *self, const char *icon, const char *text, VecheInk ink)
{
  gboolean whole = text == NULL || g_utf8_strlen (text, -1) <= SHORT_CHARS;

  g_return_if_fail (VECHE_IS_BADGE (self));

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon);
  gtk_widget_set_visible (self->icon, icon != NULL);
  gtk_label_set_text (GTK_LABEL (self->label), text != NULL ? text : "");
  /* A stump says nothing: short words are never cut, long ones not below that. */
  gtk_label_set_ellipsize (GTK_LABEL (self->label), whole ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (self->label), whole ? -1 : SHORT_CHARS);
  if (self->style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->style);
  self->style = veche_ink_class (ink);
  gtk_widget_add_css_class (GTK_WIDGET (self), self->style);
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL && *text != '\0');
}
