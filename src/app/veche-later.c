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

typedef struct
{
  GtkWidget     *widget;  /* NULL when it is watched no more */
  VecheLaterFunc func;
  guint          source;
} Idle;

static GSList *idles;     /* (element-type Idle): they belong to their sources */

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

static void
idle_gone_cb (gpointer user_data, GObject *widget)
{
  Idle *idle = user_data;

  idle->widget = NULL;
  g_source_remove (idle->source);
}

static void
idle_unwatch (Idle *idle)
{
  idles = g_slist_remove (idles, idle);
  if (idle->widget != NULL)
    g_object_weak_unref (G_OBJECT (idle->widget), idle_gone_cb, idle);
  idle->widget = NULL;
}

static void
idle_free (gpointer data)
{
  idle_unwatch (data);
  g_free (data);
}

static gboolean
idle_cb (gpointer user_data)
{
  Idle *idle = user_data;
  g_autoptr (GtkWidget) widget = g_object_ref (idle->widget);

  /* It may be asked for again, and the widget may go, while it runs. */
  idle_unwatch (idle);
  idle->func (widget);

  return G_SOURCE_REMOVE;
}

void
veche_later_idle (gpointer widget, int priority, VecheLaterFunc func)
{
  Idle *idle;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  for (GSList *l = idles; l != NULL; l = l->next)
    if (((Idle *) l->data)->widget == widget && ((Idle *) l->data)->func == func)
      return;
  idle = g_new0 (Idle, 1);
  idle->widget = widget;
  idle->func = func;
  idle->source = g_idle_add_full (priority, idle_cb, idle, idle_free);
  g_object_weak_ref (G_OBJECT (widget), idle_gone_cb, idle);
  idles = g_slist_prepend (idles, idle);
}
