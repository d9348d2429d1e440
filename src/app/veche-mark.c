/* veche-mark.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-draw.h"
#include "app/veche-mark.h"

struct _VecheMark
{
  GtkWidget  parent_instance;

  char      *shape;   /* (nullable) */
  int        size;
};

G_DEFINE_FINAL_TYPE (VecheMark, veche_mark, GTK_TYPE_WIDGET)

static void
veche_mark_draw_ring (VecheMark *self, GtkSnapshot *snapshot)
{
  const double dashes[] = { 3.2, 2.4 };
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, self->size, self->size));
  GdkRGBA ink;

  veche_draw_ink (GTK_WIDGET (self), VECHE_INK_FG, &ink);
  ink.alpha *= .30;
  gdk_cairo_set_source_rgba (cr, &ink);
  cairo_set_line_width (cr, 2);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_arc (cr, self->size / 2., self->size / 2., self->size / 2. - 1, 0, 2 * G_PI);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
veche_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VecheMark *self = VECHE_MARK (widget);

  if (self->shape == NULL)
    return;

  if (g_str_equal (self->shape, "ring"))
    veche_mark_draw_ring (self, snapshot);
  else
    veche_draw_shape (widget, snapshot, self->shape, 0, 0, self->size);
}

static void
veche_mark_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                    int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = VECHE_MARK (widget)->size;
}

static void
veche_mark_finalize (GObject *object)
{
  g_free (VECHE_MARK (object)->shape);

  G_OBJECT_CLASS (veche_mark_parent_class)->finalize (object);
}

static void
veche_mark_class_init (VecheMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = veche_mark_finalize;
  widget_class->measure = veche_mark_measure;
  widget_class->snapshot = veche_mark_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
veche_mark_init (VecheMark *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
veche_mark_new (const char *shape, int size)
{
  VecheMark *self = g_object_new (VECHE_TYPE_MARK, NULL);

  self->shape = g_strdup (shape);
  self->size = size;

  return GTK_WIDGET (self);
}
