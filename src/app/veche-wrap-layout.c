/* veche-wrap-layout.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-wrap-layout.h"

struct _VecheWrapLayout
{
  GtkLayoutManager parent_instance;

  int              column_spacing, row_spacing;
};

G_DEFINE_FINAL_TYPE (VecheWrapLayout, veche_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Places the children into width, and allocates them when asked to; returns the height. */
static int
wrap_layout_place (VecheWrapLayout *self, GtkWidget *widget, int width, gboolean allocate)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0, y = 0, line = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int least, wide, high;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wide, NULL, NULL);
      wide = MAX (least, MIN (wide, width));
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, wide, NULL, &high, NULL, NULL);
      if (x > 0 && x + wide > width)
        {
          y += line + self->row_spacing;
          x = line = 0;
        }
      if (allocate)
        gtk_widget_size_allocate (child, &(GtkAllocation){ rtl ? width - x - wide : x, y, wide, high }, -1);
      x += wide + self->column_spacing;
      line = MAX (line, high);
    }

  return y + line;
}

static void
veche_wrap_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                           int *minimum_baseline, int *natural_baseline)
{
  VecheWrapLayout *self = VECHE_WRAP_LAYOUT (manager);
  int widest = 0, all = 0;

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    {
      *minimum = *natural = wrap_layout_place (self, widget, for_size, FALSE);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int least, wide;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wide, NULL, NULL);
      widest = MAX (widest, least);
      all += wide + (all > 0 ? self->column_spacing : 0);
    }
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? widest : wrap_layout_place (self, widget, all, FALSE);
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MAX (widest, all) : *minimum;
}

static void
veche_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  wrap_layout_place (VECHE_WRAP_LAYOUT (manager), widget, width, TRUE);
}

static GtkSizeRequestMode
veche_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
veche_wrap_layout_class_init (VecheWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = veche_wrap_layout_get_request_mode;
  layout_class->measure = veche_wrap_layout_measure;
  layout_class->allocate = veche_wrap_layout_allocate;
}

static void
veche_wrap_layout_init (VecheWrapLayout *self)
{
}

GtkLayoutManager *
veche_wrap_layout_new (int column_spacing, int row_spacing)
{
  VecheWrapLayout *self = g_object_new (VECHE_TYPE_WRAP_LAYOUT, NULL);

  self->column_spacing = column_spacing;
  self->row_spacing = row_spacing;

  return GTK_LAYOUT_MANAGER (self);
}
