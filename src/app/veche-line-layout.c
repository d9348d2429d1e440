/* veche-line-layout.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-line-layout.h"

struct _VecheLineLayout
{
  GtkLayoutManager parent_instance;

  int              spacing;
  gboolean         folded;
};

G_DEFINE_FINAL_TYPE (VecheLineLayout, veche_line_layout, GTK_TYPE_LAYOUT_MANAGER)

enum
{
  PROP_0,
  PROP_SPACING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GtkSizeRequestMode
veche_line_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* The next child that has a place, and whether the line below begins with it. */
static GtkWidget *
next_child (VecheLineLayout *self, GtkWidget *widget, GtkWidget *child, gboolean *below)
{
  gboolean expanded = child != NULL && gtk_widget_get_hexpand (child);

  do
    child = child == NULL ? gtk_widget_get_first_child (widget) : gtk_widget_get_next_sibling (child);
  while (child != NULL && !gtk_widget_should_layout (child));
  *below = self->folded && expanded;

  return child;
}

static void
measure_width (VecheLineLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  int line_minimum = 0, line_natural = 0;
  gboolean below;

  for (GtkWidget *child = next_child (self, widget, NULL, &below); child != NULL; child = next_child (self, widget, child, &below))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      if (below)
        line_minimum = line_natural = 0;
      /* Only the one that expands gives way. */
      line_minimum += (line_natural > 0 ? self->spacing : 0) + (gtk_widget_get_hexpand (child) ? child_minimum : child_natural);
      line_natural += (line_natural > 0 ? self->spacing : 0) + child_natural;
      *minimum = MAX (*minimum, line_minimum);
      *natural = MAX (*natural, line_natural);
    }
}

/* How wide the line is that begins with child, without the one that expands. */
static int
measure_rigid (VecheLineLayout *self, GtkWidget *widget, GtkWidget *child)
{
  gboolean below = FALSE;
  int width = 0;

  for (; child != NULL && !below; child = next_child (self, widget, child, &below))
    {
      int natural = 0;

      if (!gtk_widget_get_hexpand (child))
        gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
      width += natural + self->spacing;
    }

  return width - self->spacing;
}

typedef struct { GtkWidget *child; int x, y, width, height; } Place;

/* Places the children into width; returns the height.  -1: the least height that they have at any width. */
static int
line_layout_place (VecheLineLayout *self, GtkWidget *widget, int width, GArray *places)
{
  int x = 0, y = 0, high = 0;
  gboolean below;
  GtkWidget *child = next_child (self, widget, NULL, &below);
  int rest = child != NULL ? width - measure_rigid (self, widget, child) : 0;
  guint line = 0;

  for (; child != NULL; child = next_child (self, widget, child, &below))
    {
      Place place = { .child = child };

      if (below)
        {
          for (; line < places->len; line++)
            g_array_index (places, Place, line).height = high;
          y += high + self->spacing;
          x = width - measure_rigid (self, widget, child);
          high = 0;
        }
      if (gtk_widget_get_hexpand (child))
        place.width = rest;
      else
        gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &place.width, NULL, NULL);
      place.width = MAX (place.width, 0);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width < 0 ? -1 : place.width, &place.height, NULL, NULL, NULL);
      place.x = x;
      place.y = y;
      x += place.width + self->spacing;
      high = MAX (high, place.height);
      g_array_append_val (places, place);
    }
  for (; line < places->len; line++)
    g_array_index (places, Place, line).height = high;

  return y + high;
}

static void
veche_line_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                           int *minimum_baseline, int *natural_baseline)
{
  VecheLineLayout *self = VECHE_LINE_LAYOUT (manager);
  g_autoptr (GArray) places = NULL;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, widget, minimum, natural);
      return;
    }
  places = g_array_new (FALSE, FALSE, sizeof (Place));
  *minimum = *natural = line_layout_place (self, widget, for_size, places);
}

static void
veche_line_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  line_layout_place (VECHE_LINE_LAYOUT (manager), widget, width, places);
  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);
      int x = rtl ? width - place->x - place->width : place->x;

      gtk_widget_size_allocate (place->child, &(GtkAllocation){ x, place->y, place->width, place->height }, -1);
    }
}

static void
veche_line_layout_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SPACING:
      g_value_set_int (value, VECHE_LINE_LAYOUT (object)->spacing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_line_layout_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SPACING:
      VECHE_LINE_LAYOUT (object)->spacing = g_value_get_int (value);
      gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (object));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_line_layout_class_init (VecheLineLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = veche_line_layout_get_property;
  object_class->set_property = veche_line_layout_set_property;
  layout_class->get_request_mode = veche_line_layout_get_request_mode;
  layout_class->measure = veche_line_layout_measure;
  layout_class->allocate = veche_line_layout_allocate;

  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, 100, 6, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
veche_line_layout_init (VecheLineLayout *self)
{
  self->spacing = 6;
}

void
veche_line_layout_set_folded (VecheLineLayout *self, gboolean folded)
{
  g_return_if_fail (VECHE_IS_LINE_LAYOUT (self));

  if (self->folded == folded)
    return;
  self->folded = folded;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}
