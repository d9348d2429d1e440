/* veche-later.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-later.h"

typedef struct
{
  guint         *id;      /* in the widget, which outlives its ticks */
  VecheLaterFunc func;
  gboolean       painted;
} Later;

static gboolean
later_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Later *later = user_data;
  VecheLaterFunc func = later->func;

  /* The first tick comes before the frame is laid out. */
  if (!later->painted)
    {
      later->painted = TRUE;
      return G_SOURCE_CONTINUE;
    }
  *later->id = 0;
  func (widget);

  return G_SOURCE_REMOVE;
}

void
veche_later_run (GtkWidget *widget, guint *id, VecheLaterFunc func)
{
  Later *later;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (*id != 0)
    return;
  if (!gtk_widget_get_mapped (widget))
    {
      func (widget);
      return;
    }
  later = g_new0 (Later, 1);
  later->id = id;
  later->func = func;
  *id = gtk_widget_add_tick_callback (widget, later_tick_cb, later, g_free);
}

void
veche_later_cancel (GtkWidget *widget, guint *id)
{
  if (*id != 0)
    gtk_widget_remove_tick_callback (widget, *id);
  *id = 0;
}
