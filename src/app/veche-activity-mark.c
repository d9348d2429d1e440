/* veche-activity-mark.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-activity-mark.h"

struct _VecheActivityMark
{
  GtkWidget     parent_instance;

  VecheActivity activity;
};

G_DEFINE_FINAL_TYPE (VecheActivityMark, veche_activity_mark, GTK_TYPE_WIDGET)

static void
veche_activity_mark_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                             int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = (int) (12 * veche_draw_scale (widget));
}

static void
veche_activity_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  veche_draw_activity (widget, snapshot, VECHE_ACTIVITY_MARK (widget)->activity,
                       (float) gtk_widget_get_width (widget) / 2, (float) gtk_widget_get_height (widget) / 2,
                       5 * (float) veche_draw_scale (widget));
}

static void
veche_activity_mark_class_init (VecheActivityMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = veche_activity_mark_measure;
  widget_class->snapshot = veche_activity_mark_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
veche_activity_mark_init (VecheActivityMark *self)
{
}

void
veche_activity_mark_set (VecheActivityMark *self, VecheActivity activity)
{
  g_return_if_fail (VECHE_IS_ACTIVITY_MARK (self));

  self->activity = activity;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
