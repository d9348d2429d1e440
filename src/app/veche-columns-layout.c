/* veche-columns-layout.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-columns-layout.h"

struct _VecheColumnsLayout
{
  GtkLayoutManager parent_instance;

  int              threshold, side, spacing;
};

G_DEFINE_FINAL_TYPE (VecheColumnsLayout, veche_columns_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
veche_columns_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* The width that a child gets when the whole is width wide. */
static int
veche_columns_layout_child_width (VecheColumnsLayout *self, int width, gboolean first)
{
  if (width < self->threshold)
    return width;

  return first ? width - self->side - self->spacing : self->side;
}

static void
veche_columns_layout_measure_width (VecheColumnsLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

static void
veche_columns_layout_measure_height (VecheColumnsLayout *self, GtkWidget *widget, int width, int *minimum, int *natural)
{
  gboolean columns = width < 0 || width >= self->threshold;
  gboolean first = TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;
      int for_width = width < 0 ? -1 : veche_columns_layout_child_width (self, width, first);

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, for_width, &child_minimum, &child_natural, NULL, NULL);
      *minimum = columns ? MAX (*minimum, child_minimum) : *minimum + child_minimum + (first ? 0 : self->spacing);
      *natural = columns ? MAX (*natural, child_natural) : *natural + child_natural + (first ? 0 : self->spacing);
      first = FALSE;
    }
}

static void
veche_columns_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                              int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  VecheColumnsLayout *self = VECHE_COLUMNS_LAYOUT (manager);

  *minimum = *natural = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    veche_columns_layout_measure_width (self, widget, minimum, natural);
  else
    veche_columns_layout_measure_height (self, widget, for_size, minimum, natural);
}

static void
veche_columns_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  VecheColumnsLayout *self = VECHE_COLUMNS_LAYOUT (manager);
  gboolean columns = width >= self->threshold;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean first = TRUE;
  int x = 0, y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_width = veche_columns_layout_child_width (self, width, first);
      int natural;
      GtkAllocation allocation;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, NULL, &natural, NULL, NULL);
      allocation = (GtkAllocation) { rtl ? width - x - child_width : x, y, child_width, columns ? MAX (natural, height) : natural };
      gtk_widget_size_allocate (child, &allocation, -1);

      if (columns)
        x += child_width + self->spacing;
      else
        y += natural + self->spacing;
      first = FALSE;
    }
}

static void
veche_columns_layout_class_init (VecheColumnsLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = veche_columns_layout_get_request_mode;
  layout_class->measure = veche_columns_layout_measure;
  layout_class->allocate = veche_columns_layout_allocate;
}

static void
veche_columns_layout_init (VecheColumnsLayout *self)
{
}

GtkLayoutManager *
veche_columns_layout_new (int threshold, int side, int spacing)
{
  VecheColumnsLayout *self = g_object_new (VECHE_TYPE_COLUMNS_LAYOUT, NULL);

  self->threshold = threshold;
  self->side = side;
  self->spacing = spacing;

  return GTK_LAYOUT_MANAGER (self);
}
