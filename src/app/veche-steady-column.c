/* veche-steady-column.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-steady-column.h"

#define SIDE    15
#define TOP     12
#define BOTTOM  15
#define SPACING 12
#define NATURAL 360

struct _VecheSteadyColumn
{
  GtkWidget           parent_instance;

  GtkAdjustment      *adjustments[2];   /* (owned) (nullable): horizontal, vertical */
  GtkScrollablePolicy policies[2];
  GtkWidget          *anchor;           /* (nullable): weak */
  GtkWidget          *held;             /* (nullable): weak; what stays where it is, and where that was in the column */
  double              held_at;
  gboolean            bring, hold;
  gboolean            placing;          /* the adjustment changes by the layout itself */
};

static void veche_steady_column_iface_init (GtkBuildableIface *iface);

static GtkBuildableIface *parent_buildable_iface;

G_DEFINE_FINAL_TYPE_WITH_CODE (VecheSteadyColumn, veche_steady_column, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, veche_steady_column_iface_init))

enum
{
  PROP_0,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

/*** Layout ***/

static void
veche_steady_column_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                             int *natural_baseline)
{
  *minimum = 0;
  *natural = NATURAL;
}

/* Returns how high all of them are together. */
static int
place_children (GtkWidget *widget, int width, double value)
{
  int y = TOP, inside = MAX (width - 2 * SIDE, 1);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int least, height;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, MAX (inside, least), NULL, &height, NULL, NULL);
      gtk_widget_size_allocate (child, &(GtkAllocation){ SIDE, y - (int) value, MAX (inside, least), height }, -1);
      if (height > 0)
        y += height + SPACING;
    }

  return y - SPACING + BOTTOM;
}

/* Where a widget inside begins, as it was placed. */
static gboolean
find_place (VecheSteadyColumn *self, GtkWidget *inside, double *y, double *height)
{
  graphene_rect_t box;

  if (inside == NULL || !gtk_widget_get_mapped (inside) || !gtk_widget_compute_bounds (inside, GTK_WIDGET (self), &box))
    return FALSE;
  *y = box.origin.y;
  *height = box.size.height;

  return TRUE;
}

static gboolean
is_in_sight (VecheSteadyColumn *self, GtkWidget *inside)
{
  double y, height;

  return find_place (self, inside, &y, &height) && y + height > 0 && y < gtk_widget_get_height (GTK_WIDGET (self));
}

/* What is to stay where it stands now. */
static void
choose_held (VecheSteadyColumn *self, double value)
{
  GtkWidget *held = self->anchor;
  double y, height;

  if (held != NULL && !is_in_sight (self, held))
    for (held = gtk_widget_get_first_child (gtk_widget_get_parent (held)); held != NULL && !is_in_sight (self, held);)
      held = gtk_widget_get_next_sibling (held);
  g_set_weak_pointer (&self->held, held);
  if (find_place (self, held, &y, &height))
    self->held_at = y + value;
}

static double
choose_value (VecheSteadyColumn *self, double value, double page)
{
  gboolean at_top = value <= 0 && !self->hold;
  double y, height;

  if (self->bring && find_place (self, self->anchor, &y, &height))
    {
      self->bring = FALSE;
      return y + value - page / 3;
    }
  if (at_top || !find_place (self, self->held, &y, &height))
    return value;

  /* As far from the top of the page as it was. */
  return y + value - (self->held_at - value);
}

static void
veche_steady_column_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VecheSteadyColumn *self = VECHE_STEADY_COLUMN (widget);
  GtkAdjustment *vadjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];
  double before = vadjustment != NULL ? gtk_adjustment_get_value (vadjustment) : 0, value;
  double all = place_children (widget, width, before);

  value = CLAMP (choose_value (self, before, height), 0, MAX (all - height, 0));
  if ((int) value != (int) before)
    place_children (widget, width, value);
  self->hold = FALSE;
  self->placing = TRUE;
  if (self->adjustments[GTK_ORIENTATION_HORIZONTAL] != NULL)
    gtk_adjustment_configure (self->adjustments[GTK_ORIENTATION_HORIZONTAL], 0, 0, width, width * .1, width * .9, width);
  if (vadjustment != NULL)
    gtk_adjustment_configure (vadjustment, value, 0, MAX (all, height), height * .1, height * .9, height);
  self->placing = FALSE;
  choose_held (self, value);
}

static void
veche_steady_column_scrolled_cb (VecheSteadyColumn *self)
{
  if (!self->placing)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/*** The keyboard's place is in sight ***/

static void
veche_steady_column_focus_cb (VecheSteadyColumn *self, GParamSpec *pspec, GtkRoot *root)
{
  GtkWidget *focus = gtk_root_get_focus (root);
  GtkAdjustment *vadjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];
  double y, height, value;

  if (focus == NULL || vadjustment == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) || !find_place (self, focus, &y, &height))
    return;
  value = gtk_adjustment_get_value (vadjustment);
  gtk_adjustment_clamp_page (vadjustment, y + value, y + value + height);
}

static void
veche_steady_column_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (veche_steady_column_parent_class)->root (widget);

  g_signal_connect_object (gtk_widget_get_root (widget), "notify::focus-widget", G_CALLBACK (veche_steady_column_focus_cb), widget, G_CONNECT_SWAPPED);
}

static void
veche_steady_column_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), veche_steady_column_focus_cb, widget);

  GTK_WIDGET_CLASS (veche_steady_column_parent_class)->unroot (widget);
}

/*** The widget ***/

static void
set_adjustment (VecheSteadyColumn *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  GtkAdjustment **slot = &self->adjustments[orientation];

  if (adjustment == *slot)
    return;
  if (*slot != NULL)
    g_signal_handlers_disconnect_by_data (*slot, self);
  g_set_object (slot, adjustment);
  if (adjustment != NULL)
    g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (veche_steady_column_scrolled_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
veche_steady_column_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  VecheSteadyColumn *self = VECHE_STEADY_COLUMN (object);

  switch (prop_id)
    {
    case PROP_HADJUSTMENT:
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[prop_id - PROP_HADJUSTMENT]);
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policies[prop_id - PROP_HSCROLL_POLICY]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_steady_column_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  VecheSteadyColumn *self = VECHE_STEADY_COLUMN (object);

  switch (prop_id)
    {
    case PROP_HADJUSTMENT:
    case PROP_VADJUSTMENT:
      set_adjustment (self, (GtkOrientation) (prop_id - PROP_HADJUSTMENT), g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      self->policies[prop_id - PROP_HSCROLL_POLICY] = (GtkScrollablePolicy) g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_steady_column_dispose (GObject *object)
{
  VecheSteadyColumn *self = VECHE_STEADY_COLUMN (object);
  GtkWidget *child;

  g_clear_weak_pointer (&self->anchor);
  g_clear_weak_pointer (&self->held);
  set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (veche_steady_column_parent_class)->dispose (object);
}

static void
veche_steady_column_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    gtk_widget_set_parent (GTK_WIDGET (child), GTK_WIDGET (buildable));
  else
    parent_buildable_iface->add_child (buildable, builder, child, type);
}

static void
veche_steady_column_iface_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = veche_steady_column_add_child;
}

static void
veche_steady_column_class_init (VecheSteadyColumnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = veche_steady_column_get_property;
  object_class->set_property = veche_steady_column_set_property;
  object_class->dispose = veche_steady_column_dispose;
  widget_class->measure = veche_steady_column_measure;
  widget_class->size_allocate = veche_steady_column_size_allocate;
  widget_class->root = veche_steady_column_root;
  widget_class->unroot = veche_steady_column_unroot;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
}

static void
veche_steady_column_init (VecheSteadyColumn *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

void
veche_steady_column_set_anchor (VecheSteadyColumn *self, GtkWidget *anchor)
{
  g_return_if_fail (VECHE_IS_STEADY_COLUMN (self));

  g_set_weak_pointer (&self->anchor, anchor);
}

void
veche_steady_column_bring_anchor (VecheSteadyColumn *self)
{
  g_return_if_fail (VECHE_IS_STEADY_COLUMN (self));

  self->bring = TRUE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
veche_steady_column_hold (VecheSteadyColumn *self)
{
  g_return_if_fail (VECHE_IS_STEADY_COLUMN (self));

  self->hold = TRUE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
